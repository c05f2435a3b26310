//! Digging whole entries out of a damaged line.

use serde_json::value::RawValue;

/// Every entry we write begins like this. In a text it would be `{\"v\":`, so it cannot be mistaken.
const START: &[u8] = br#"{"v":"#;
/// No entry of ours is longer than 16 KiB; a start looks no further than this.
const WINDOW: usize = 64 * 1024;

/// Tries each possible start from left to right, one JSON value each, and keeps what `accept` takes.
/// Gives the entries and the bytes that belong to none of them.
pub(super) fn salvage<T>(line: &[u8], accept: impl Fn(&[u8]) -> Option<T>) -> (Vec<T>, Vec<u8>) {
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    let (mut at, mut kept_to) = (0, 0);
    // A line made of starts only would cost its length squared; real damage never gets near this.
    let mut budget = line.len() * 16 + 1024 * 1024;
    while let Some(step) = line[at..].windows(START.len()).position(|window| window == START) {
        at += step;
        let window = &line[at..line.len().min(at + WINDOW)];
        let length = value_length(window);
        budget = budget.saturating_sub(length.unwrap_or(window.len()));
        if budget == 0 {
            break;
        }
        match length.and_then(|length| accept(&window[..length]).map(|entry| (entry, length))) {
            Some((entry, length)) => {
                found.push(entry);
                rest.extend_from_slice(&line[kept_to..at]);
                at += length;
                kept_to = at;
            }
            None => at += 1,
        }
    }
    rest.extend_from_slice(&line[kept_to..]);
    (found, rest)
}

/// The length of the one JSON value at the start of `bytes`, whatever follows it.
fn value_length(bytes: &[u8]) -> Option<usize> {
    let mut stream = serde_json::Deserializer::from_slice(bytes).into_iter::<&RawValue>();
    matches!(stream.next(), Some(Ok(_))).then(|| stream.byte_offset())
}
