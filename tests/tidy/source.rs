//! Reads the repository as text: what is comment, string, test or shipped code, and which modules a
//! file names. Knows just enough Rust for that.

use std::collections::BTreeMap;
use std::path::Path;

/// One file, as text and as code.
pub(crate) struct File {
    /// From the top of the repository, with `/`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
    /// What ends up in the program: no comments, nothing that is only there for tests.
    pub(crate) shipped: String,
    /// The same, with empty strings.
    pub(crate) code: String,
}

/// The files of a repository.
pub(crate) struct Tree(BTreeMap<String, File>);

impl Tree {
    /// Reads all files below `top` but what is built and what git keeps for itself.
    pub(crate) fn read(top: &Path) -> Tree {
        let mut texts = Vec::new();
        collect(top, "", &mut texts);
        Tree::of(texts)
    }

    /// A repository made of these (path, text).
    pub(crate) fn of(texts: impl IntoIterator<Item = (String, String)>) -> Tree {
        let mut files = BTreeMap::new();
        let mut only_tests = Vec::new();
        for (path, text) in texts {
            let (mut shipped, mut code) = (String::new(), String::new());
            if ending(&path) == "rs" {
                let (mut words, mut bare) = without_comments(&text);
                for range in test_code(&bare) {
                    let there: String = words[range.clone()].iter().collect();
                    only_tests.extend(named_file(&path, &there));
                    blank(&mut words[range.clone()]);
                    blank(&mut bare[range]);
                }
                shipped = words.into_iter().collect();
                code = bare.into_iter().collect();
            }
            files.insert(path.clone(), File { path, text, shipped, code });
        }
        for file in files.values_mut() {
            let inner = |only: &String| file.path.starts_with(&format!("{}/", only.trim_end_matches(".rs")));
            if only_tests.iter().any(|only| *only == file.path || inner(only)) {
                file.shipped.clear();
                file.code.clear();
            }
        }
        Tree(files)
    }

    /// Every file.
    pub(crate) fn all(&self) -> impl Iterator<Item = &File> {
        self.0.values()
    }

    /// The Rust files below a folder (or the one file of that name).
    pub(crate) fn rust(&self, below: &str) -> impl Iterator<Item = &File> {
        self.all().filter(move |file| file.path.starts_with(below) && file.has_ending("rs"))
    }

    /// One file.
    pub(crate) fn get(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }
}

impl File {
    /// Whether its name ends in a dot and this.
    pub(crate) fn has_ending(&self, wanted: &str) -> bool {
        ending(&self.path) == wanted
    }

    /// The lines of its code in which one of these stands as a word of its own.
    pub(crate) fn finds(&self, needles: &[&str]) -> Vec<String> {
        let found = |line: &str| needles.iter().find(|needle| has_word(line, needle)).copied();
        let hit = |(n, line)| Some(format!("{}:{}: {}", self.path, n + 1, found(line)?));
        self.code.lines().enumerate().filter_map(hit).collect()
    }

    /// The modules of this crate that its code names, each as (line, path from the top).
    pub(crate) fn names(&self) -> Vec<(usize, Vec<String>)> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut here: Vec<String> = inner.split('/').map(str::to_owned).collect();
        here.pop_if(|last| matches!(last.as_str(), "mod" | "lib" | "main"));
        let mut found = Vec::new();
        for start in ["crate::", "super::"] {
            for (at, _) in self.code.match_indices(start) {
                let before = self.code[..at].chars().next_back().unwrap_or(' ');
                if is_word(before) || before == ':' {
                    continue;
                }
                let mut rest = &self.code[at..];
                let mut base = here.clone();
                if let Some(after) = rest.strip_prefix("crate::") {
                    (rest, base) = (after, Vec::new());
                }
                while let Some(after) = rest.strip_prefix("super::") {
                    rest = after;
                    base.pop();
                }
                let line = self.code[..at].lines().count().max(1);
                for item in items(rest) {
                    found.push((line, base.iter().cloned().chain(item).collect()));
                }
            }
        }
        found
    }
}

/// The paths that follow a `crate::`: one, or those in braces.
fn items(rest: &str) -> Vec<Vec<String>> {
    let segments = |text: &str| -> Vec<String> {
        let end = text.find(|c: char| !is_word(c) && c != ':').unwrap_or(text.len());
        text[..end].split("::").filter(|s| !s.is_empty() && *s != "self").map(str::to_owned).collect()
    };
    let Some(group) = rest.strip_prefix('{') else { return vec![segments(rest)] };
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                found.push(segments(group[start..at].trim()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    found
}

/// Whether this stands in the line, not as a part of a longer name.
pub(crate) fn has_word(line: &str, needle: &str) -> bool {
    line.match_indices(needle).any(|(at, _)| {
        let before = line[..at].chars().next_back().unwrap_or(' ');
        let after = line[at + needle.len()..].chars().next().unwrap_or(' ');
        let open = |c: Option<char>| !c.is_some_and(is_word);
        (open(needle.chars().next()) || !is_word(before))
            && (open(needle.chars().next_back()) || !is_word(after))
    })
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn collect(top: &Path, inner: &str, texts: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(top.join(inner)).expect("a folder").flatten() {
        let name = entry.file_name().into_string().expect("a plain name");
        let path = if inner.is_empty() { name.clone() } else { format!("{inner}/{name}") };
        // In a worktree `.git` is a file.
        if inner.is_empty() && (name == ".git" || name == "target") {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(top, &path, texts);
        } else {
            let bytes = std::fs::read(entry.path()).expect("a readable file");
            texts.push((path, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
}

fn blank(chars: &mut [char]) {
    for c in chars.iter_mut().filter(|c| **c != '\n') {
        *c = ' ';
    }
}

/// The text without comments; and without what is in its strings as well.
fn without_comments(text: &str) -> (Vec<char>, Vec<char>) {
    let mut words: Vec<char> = text.chars().collect();
    let mut bare = words.clone();
    let mut at = 0;
    while at < words.len() {
        let next = |n: usize| words.get(at + n).copied().unwrap_or('\0');
        let after = |from: usize, end: &[char]| {
            let found = words[from.min(words.len())..].windows(end.len()).position(|window| window == end);
            found.map_or(words.len(), |n| from + n + end.len())
        };
        match (next(0), next(1)) {
            ('/', '/') => {
                let end = words[at..].iter().position(|c| *c == '\n').map_or(words.len(), |n| at + n);
                blank(&mut bare[at..end]);
                blank(&mut words[at..end]);
                at = end;
            }
            ('/', '*') => {
                let end = end_of_comment(&words, at);
                blank(&mut bare[at..end]);
                blank(&mut words[at..end]);
                at = end;
            }
            ('r', '"' | '#') if at == 0 || !is_word(words[at - 1]) || raw_bytes(&words, at) => {
                let hashes = words[at + 1..].iter().take_while(|c| **c == '#').count();
                if next(1 + hashes) == '"' {
                    let quote: Vec<char> =
                        std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                    let end = after(at + 2 + hashes, &quote);
                    blank(&mut bare[at + 2 + hashes..end.saturating_sub(1 + hashes)]);
                    at = end;
                } else {
                    at += 1;
                }
            }
            ('"', _) => {
                let mut end = at + 1;
                while end < words.len() && words[end] != '"' {
                    end += if words[end] == '\\' { 2 } else { 1 };
                }
                let end = end.min(words.len());
                blank(&mut bare[at + 1..end]);
                at = end + 1;
            }
            ('\'', '\\') => {
                let end = after(at + 3, &['\'']);
                blank(&mut bare[at + 1..end - 1]);
                at = end;
            }
            // A character; else it is a lifetime.
            ('\'', _) if next(2) == '\'' => {
                bare[at + 1] = ' ';
                at += 3;
            }
            _ => at += 1,
        }
    }
    (words, bare)
}

/// Whether the `r` here belongs to `br"..."`.
fn raw_bytes(chars: &[char], at: usize) -> bool {
    chars[at - 1] == 'b' && (at < 2 || !is_word(chars[at - 2]))
}

/// Comments in `/* */` may stand in each other.
fn end_of_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

/// Where in the code (without comments and strings) things stand that only tests see.
fn test_code(code: &[char]) -> Vec<std::ops::Range<usize>> {
    let text: String = code.iter().map(|c| if c.is_ascii() { *c } else { '?' }).collect();
    if text.contains("#![cfg(test)]") {
        return vec![0..code.len(); 1];
    }
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for mark in ["#[cfg(test)]", "#[cfg(all(test,"] {
        for (start, _) in text.match_indices(mark) {
            ranges.push(start..end_of_item(code, start));
        }
    }
    ranges
}

/// Where the item ends whose attributes begin here: at its `;`, or with its braces.
fn end_of_item(code: &[char], start: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code.iter().enumerate().skip(start) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth -= 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The file that `mod name;` stands for, with or without a `#[path = "..."]`.
///
/// Modules inside it lie in the folder of the same name; `name/mod.rs` is found through that too.
fn named_file(from: &str, item: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = item.trim_end().strip_suffix(';')?.rsplit_once("mod ")?.1.trim();
    let own = from.rsplit('/').next()?.trim_end_matches(".rs");
    let file = if let Some((_, rest)) = item.split_once("path = \"") {
        rest.split('"').next()?.to_owned()
    } else if matches!(own, "mod" | "lib" | "main") {
        format!("{name}.rs")
    } else {
        format!("{own}/{name}.rs")
    };
    Some(format!("{folder}/{file}"))
}
