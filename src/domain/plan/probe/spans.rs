//! Where each field of a JSON text stands: line and column by path. The text has been parsed already, so
//! it is well formed.

use std::collections::BTreeMap;

/// Places by path, such as `sessions[0].effort`.
pub(super) struct Spans {
    /// Path to byte offset: of the value, for a field whose value is looked at, else of the key.
    values: BTreeMap<String, usize>,
    keys: BTreeMap<String, usize>,
    /// Byte offset of each line.
    lines: Vec<usize>,
    text: String,
    /// The first path that is given twice in one object.
    pub(super) doubled: Option<String>,
    /// Where the second one stands.
    second: usize,
}

impl Spans {
    /// Reads the places of a well-formed JSON text.
    pub(super) fn new(text: &str) -> Spans {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(n, _)| n + 1)).collect();
        let mut spans = Spans {
            values: BTreeMap::new(),
            keys: BTreeMap::new(),
            lines,
            text: text.to_owned(),
            doubled: None,
            second: 0,
        };
        Walk { bytes: text.as_bytes(), at: 0, spans: &mut spans }.value("");
        spans
    }

    /// `line 3, column 7` of a path: of its value, of its key where the field itself is the mistake.
    pub(super) fn place(&self, path: &str) -> String {
        let (key_only, path) = path.strip_prefix('\u{1}').map_or((false, path), |path| (true, path));
        let at = if self.doubled.as_deref() == Some(path) {
            self.second
        } else if key_only {
            self.keys.get(path).copied().unwrap_or(0)
        } else {
            self.values.get(path).copied().unwrap_or(0)
        };
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
        format!("line {line}, column {column}")
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    spans: &'a mut Spans,
}

impl Walk<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// The raw text between the quotes, escapes and all.
    fn string(&mut self) -> String {
        self.at += 1;
        let from = self.at;
        while self.at < self.bytes.len() && self.peek() != b'"' {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        let raw = self.bytes.get(from..self.at.min(self.bytes.len())).unwrap_or_default();
        self.at += 1;
        let raw = String::from_utf8_lossy(raw);
        serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.into_owned())
    }

    // The parser before has refused anything nested deeper than 128.
    fn value(&mut self, path: &str) {
        self.space();
        self.spans.values.insert(path.to_owned(), self.at);
        match self.peek() {
            b'{' => self.object(path),
            b'[' => self.list(path),
            b'"' => {
                self.string();
            }
            _ => {
                while !matches!(self.peek(), 0 | b',' | b']' | b'}') && !self.peek().is_ascii_whitespace() {
                    self.at += 1;
                }
            }
        }
        self.space();
    }

    fn object(&mut self, path: &str) {
        self.at += 1;
        self.space();
        while self.peek() == b'"' {
            let key_at = self.at;
            let key = self.string();
            let inner = if path.is_empty() { key } else { format!("{path}.{key}") };
            if self.spans.keys.insert(inner.clone(), key_at).is_some() && self.spans.doubled.is_none() {
                self.spans.doubled = Some(inner.clone());
                self.spans.second = key_at;
            }
            self.space();
            self.at += 1;
            self.value(&inner);
            if self.peek() == b',' {
                self.at += 1;
                self.space();
            }
        }
        self.at += 1;
    }

    fn list(&mut self, path: &str) {
        self.at += 1;
        self.space();
        let mut index = 0;
        while self.at < self.bytes.len() && self.peek() != b']' {
            self.value(&format!("{path}[{index}]"));
            index += 1;
            if self.peek() == b',' {
                self.at += 1;
                self.space();
            }
        }
        self.at += 1;
    }
}
