//! The journal: one text file, one event per line, only ever added to.
//!
//! `line` and `reader` are pure (bytes in, entries out), `store` is the only file that opens the
//! journal, `writer` keeps the disk away from the screen.

pub mod amend;
pub mod check;
mod decode;
pub mod device;
pub mod error;
pub mod fault;
mod file;
mod files;
pub mod id;
pub mod line;
pub mod parcel;
pub mod reader;
pub mod sabotage;
mod salvage;
pub mod store;
pub mod writer;
