//! Parse, call, print the error, exit code; nothing else.

fn main() {}
