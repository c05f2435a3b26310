//! The journal: one text file, one event per line, only ever added to.
//!
//! `line` and `reader` are pure (bytes in, entries out), `store` is the only file that opens the
//! journal, `writer` keeps the disk away from the screen. `event` says what can happen, `replay`
//! folds it into the history, `book` is what the screens know of all this, `keeper` the real one.
//!
//! When the file does not take a line, `rescue` keeps it beside; `backup` makes a copy a day; `holder` and
//! `running` know who else is at it; `rewrite` is for the two verbs that take lines out on request.
//!
//! Which files there are beside `journal.jsonl`, and how they come together, is in `several`.
//!
//! `past` is what it all comes to, by one of two ways: `sound` where every line is as we write it, `reader` for
//! everything else. What makes ten years quick to read: `parallel`, `quick`, `name` and `names`, `moment`.

pub mod amend;
pub mod backup;
pub mod body;
pub mod book;
pub mod check;
pub mod copies;
mod decode;
pub mod device;
pub mod error;
pub mod event;
pub mod fault;
mod file;
mod files;
pub mod holder;
pub mod id;
pub mod imported;
pub mod keeper;
pub mod lay;
pub mod line;
pub mod merge;
mod moment;
pub mod name;
mod names;
pub mod parallel;
pub mod parcel;
pub mod parts;
pub mod past;
mod quick;
mod rank;
pub mod reader;
pub mod replay;
pub mod rescue;
pub mod rewrite;
pub mod running;
pub mod sabotage;
mod salvage;
pub mod several;
pub mod sound;
pub mod source;
pub mod store;
pub mod stray;
pub mod writer;
