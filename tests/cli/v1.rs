//! A journal of the first format, written on 20 November 2026 and never edited since: what it says
//! today has to be what it said then. `tests/journal/v1.jsonl` and the answers beside it.
#[test]
fn placeholder() {}
