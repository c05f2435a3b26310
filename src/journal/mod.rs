//! The journal: one append-only file of JSON lines, from which everything else follows.

pub mod event;
