//! Reads keys out of a TOML file one by one, so that every mistake is told at its own place and in
//! plain words, and all of them at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::plain_words::{described, in_plain_words, suggestion, unclosed_bracket};
use super::problem::{ContentError, Report, is_unwanted, shown};

/// Largest content file, in bytes.
pub(super) const MAX_BYTES: usize = 1024 * 1024;

/// Largest file in which the search for mistakes goes on after the first, in bytes.
const PATIENT_BYTES: usize = 64 * 1024;

/// A list of texts: its name and where that stands; the texts and where each stands.
pub(super) type NamedList = (String, (usize, usize), Vec<(String, (usize, usize))>);

/// A value with its place in the text.
type Value<'t> = Spanned<DeValue<'t>>;

/// Checks what can be checked before parsing, parses, and hands the top of the file to `read`.
///
/// # Errors
/// All problems that were found. `read` may answer `None` only after it noted one.
pub(super) fn read_file<T>(
    file: &str,
    text: &str,
    what: &'static str,
    read: impl FnOnce(&Fields) -> Option<T>,
) -> Result<T, ContentError> {
    // Some editors put an invisible mark at the start of a file; it means nothing.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let report = Report::new(file, text);
    if text.len() > MAX_BYTES {
        report.add(0..0, "this file is larger than 1 MiB", "keep only what belongs in it");
        return Err(report.into_error());
    }
    if text.trim().is_empty() {
        report.add(0..0, "this file is empty", &format!("write {what} into it, or delete it"));
        return Err(report.into_error());
    }
    if let Some(at) = text.find('\0') {
        report.add(
            at..at,
            "there is a NUL character here, so this is not plain text",
            "save the file again as plain text (UTF-8)",
        );
        return Err(report.into_error());
    }
    // A file of a person's size gets all its mistakes told, an outsized one only the first.
    let (document, errors) = if text.len() <= PATIENT_BYTES {
        DeTable::parse_recoverable(text)
    } else {
        match DeTable::parse(text) {
            Ok(document) => (document, Vec::new()),
            Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
        }
    };
    for error in &errors {
        let mut span = error.span().unwrap_or_default();
        if matches!(error.message().split(',').next(), Some("unclosed array" | "unclosed inline table")) {
            // The parser only notices at the end of the file; the start of it says more.
            span = unclosed_bracket(text).map_or(span, |at| at..at + 1);
        }
        let nothing = text.get(span.clone()).is_none_or(|found| found.trim().is_empty());
        let (what, fix) = in_plain_words(error.message(), nothing);
        report.add(span, &what, fix);
    }
    if !report.is_clean() {
        return Err(report.into_error());
    }
    let top = Fields::new(&report, document.get_ref(), String::new(), 0..0, what);
    let answer = read(&top);
    top.finish();
    match answer {
        Some(answer) if report.is_clean() => Ok(answer),
        _ => Err(report.into_error()),
    }
}

/// What [`Fields::one_or_many`] found.
pub(super) enum OneOrMany {
    /// One text.
    One(String),
    /// A list of them.
    Many(Vec<String>),
}

/// The keys of one table, each asked for once.
pub(super) struct Fields<'r> {
    report: &'r Report<'r>,
    table: &'r DeTable<'r>,
    /// Where the table stands, as `start.`; empty at the top.
    path: String,
    span: Range<usize>,
    what: &'static str,
    known: RefCell<BTreeSet<&'static str>>,
}

impl<'r> Fields<'r> {
    fn new(
        report: &'r Report<'r>,
        table: &'r DeTable<'r>,
        path: String,
        span: Range<usize>,
        what: &'static str,
    ) -> Fields<'r> {
        Fields { report, table, path, span, what, known: RefCell::new(BTreeSet::new()) }
    }

    /// Notes a problem.
    pub(super) fn complain(&self, span: Range<usize>, what: &str, fix: &str) {
        self.report.add(span, what, fix);
    }

    /// Line and column of the value of a key, or the start of the file.
    pub(super) fn place(&self, key: &str) -> (usize, usize) {
        self.report.place(self.span_of(key).start)
    }

    /// Bytes of the value of a key, or of the table itself.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.entry(key).map_or(self.span.clone(), Spanned::span)
    }

    fn entry(&self, key: &str) -> Option<&'r Value<'r>> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Whether a key is there; counts as asking for it.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// Whether a key is there and its value is a group; counts as asking for it.
    pub(super) fn is_group(&self, key: &'static str) -> bool {
        self.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Table(_)))
    }

    /// The value of a key that may be absent.
    fn get(&self, key: &'static str) -> Option<&'r Value<'r>> {
        self.known.borrow_mut().insert(key);
        self.entry(key)
    }

    /// The value of a key that has to be there.
    fn need(&self, key: &'static str, example: &str) -> Option<&'r Value<'r>> {
        let value = self.get(key);
        if value.is_none() {
            let what = format!("the key {}{key} is missing", self.path);
            self.complain(self.span.clone(), &what, &format!("add {key} = {example}"));
        }
        value
    }

    fn wrong_type(&self, key: &str, value: &Value<'_>, expected: &str) {
        let what = format!("{}{key} is {}", self.path, described(value.get_ref()));
        self.complain(value.span(), &what, &format!("write {expected}"));
    }

    /// A text of at most `longest` characters that has to be there.
    pub(super) fn text(&self, key: &'static str, longest: usize) -> Option<String> {
        let value = self.need(key, "\"...\"")?;
        self.text_of(key, value, longest)
    }

    /// A text that may be absent.
    pub(super) fn text_or_none(&self, key: &'static str, longest: usize) -> Option<String> {
        let value = self.get(key)?;
        self.text_of(key, value, longest)
    }

    fn text_of(&self, key: &str, value: &Value<'_>, longest: usize) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, value, "a text in double quotes");
            return None;
        };
        let name = format!("{}{key}", self.path);
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.complain(value.span(), &format!("{name} is empty"), "write at least one word");
        } else if text.chars().any(is_unwanted) {
            self.complain(
                value.span(),
                &format!("{name} has a control character or an invisible character in it"),
                "type the text again as one plain line",
            );
        } else if text.trim() != text {
            self.complain(value.span(), &format!("{name} starts or ends with a space"), "take the space out");
        } else if length > longest {
            self.complain(
                value.span(),
                &format!("{name} is {length} characters long"),
                &format!("keep it to {longest}"),
            );
        } else {
            return Some(text.clone().into_owned());
        }
        None
    }

    /// A list of texts; absent means empty, unless `count` asks for some.
    pub(super) fn texts(
        &self,
        key: &'static str,
        count: RangeInclusive<usize>,
        longest: usize,
    ) -> Option<Vec<String>> {
        let value = if *count.start() > 0 { self.need(key, "[\"...\"]") } else { self.get(key) };
        let Some(value) = value else {
            return (*count.start() == 0).then(Vec::new);
        };
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong_type(key, value, "a list in square brackets, as in [\"...\", \"...\"]");
            return None;
        };
        if !count.contains(&list.len()) {
            let (low, high) = (count.start(), count.end());
            self.complain(
                value.span(),
                &format!("{}{key} has {} entries", self.path, list.len()),
                &format!("give it {low} to {high}"),
            );
            return None;
        }
        list.iter().map(|item| self.text_of(key, item, longest)).collect()
    }

    /// A text, or a list of at most so many texts; absent is `None`.
    pub(super) fn one_or_many(&self, key: &'static str, most: usize, longest: usize) -> Option<OneOrMany> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(_) => self.text_of(key, value, longest).map(OneOrMany::One),
            DeValue::Array(_) => self.texts(key, 0..=most, longest).map(OneOrMany::Many),
            _ => {
                self.wrong_type(key, value, "a text in double quotes, or a list of them in square brackets");
                None
            }
        }
    }

    /// A list of words out of a fixed choice, none twice.
    pub(super) fn words(
        &self,
        key: &'static str,
        count: RangeInclusive<usize>,
        choice: &[&str],
    ) -> Option<Vec<String>> {
        let words = self.texts(key, count, 40)?;
        for (n, word) in words.iter().enumerate() {
            if !choice.contains(&word.as_str()) {
                let what = format!("{}{key} has an unknown word, \"{}\"", self.path, shown(word));
                self.complain(self.span_of(key), &what, &suggestion(word, choice));
            } else if words[..n].contains(word) {
                let what = format!("{}{key} has \"{word}\" twice", self.path);
                self.complain(self.span_of(key), &what, "keep one of the two");
            }
        }
        Some(words)
    }

    /// One word of a fixed choice, with what it stands for.
    pub(super) fn one_of<T: Copy>(&self, key: &'static str, choice: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = choice.iter().map(|(name, _)| *name).collect();
        let value = self.need(key, &format!("\"{}\"", names[0]))?;
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, value, &format!("one of: {}, in double quotes", names.join(", ")));
            return None;
        };
        let found = choice.iter().find(|(name, _)| name == text).map(|(_, found)| *found);
        if found.is_none() {
            let what = format!("{}{key} is \"{}\", which is not a choice", self.path, shown(text));
            self.complain(value.span(), &what, &suggestion(text, &names));
        }
        found
    }

    /// The same for a key that may be absent.
    pub(super) fn one_of_or_none<T: Copy>(&self, key: &'static str, choice: &[(&str, T)]) -> Option<T> {
        self.get(key)?;
        self.one_of(key, choice)
    }

    /// `true` or `false`; absent is `None`.
    pub(super) fn yes_no(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        if let DeValue::Boolean(answer) = value.get_ref() {
            return Some(*answer);
        }
        self.wrong_type(key, value, "true or false, without quotes");
        None
    }

    /// A part of the file under a heading such as `[look]`, or `None` when it is absent.
    pub(super) fn section(&self, key: &'static str, what: &'static str) -> Option<Fields<'r>> {
        let value = self.get(key)?;
        if matches!(value.get_ref(), DeValue::Table(_)) {
            return self.group_of(key, value, what);
        }
        self.wrong_type(
            key,
            value,
            &format!("[{key}] on a line of its own, and its settings on the lines below"),
        );
        None
    }

    /// A whole number within bounds; absent is `None`.
    pub(super) fn whole(&self, key: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let value = self.get(key)?;
        let (low, high) = (bounds.start(), bounds.end());
        let expected = format!("a whole number from {low} to {high}, without quotes");
        let DeValue::Integer(number) = value.get_ref() else {
            self.wrong_type(key, value, &expected);
            return None;
        };
        let found = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let fits = found.and_then(|n| u32::try_from(n).ok()).filter(|n| bounds.contains(n));
        if fits.is_none() {
            let what = format!("{}{key} is {}", self.path, shown(number.as_str()));
            self.complain(value.span(), &what, &format!("write {expected}"));
        }
        fits
    }

    /// A day, `"2026-11-20"` with or without the quotes; absent is `None`.
    pub(super) fn day(&self, key: &'static str) -> Option<NaiveDate> {
        let value = self.get(key)?;
        let text = match value.get_ref() {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Datetime(day) => day.to_string(),
            _ => {
                self.wrong_type(key, value, "a day as \"2026-11-20\", the year first");
                return None;
            }
        };
        let day = if text.len() == 10 { text.parse().ok() } else { None };
        if day.is_none() {
            let what = format!("{}{key} is \"{}\", which is not a day", self.path, shown(&text));
            self.complain(value.span(), &what, "write it as \"2026-11-20\": year, month, day");
        }
        day
    }

    /// A whole number that has to be there.
    pub(super) fn whole_needed(&self, key: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        self.need(key, &bounds.start().to_string())?;
        self.whole(key, bounds)
    }

    /// A group such as `{ reps = 3 }`, or `None` when the key is absent.
    pub(super) fn group(
        &self,
        key: &'static str,
        what: &'static str,
        example: Option<&str>,
    ) -> Option<Fields<'r>> {
        let value = match example {
            Some(example) => self.need(key, example)?,
            None => self.get(key)?,
        };
        self.group_of(key, value, what)
    }

    fn group_of(&self, key: &str, value: &'r Value<'r>, what: &'static str) -> Option<Fields<'r>> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a group in braces, as in { reps = 3 }");
            return None;
        };
        let path = format!("{}{key}.", self.path);
        Some(Fields::new(self.report, table, path, value.span(), what))
    }

    /// A list of groups; absent means empty.
    pub(super) fn groups(&self, key: &'static str, what: &'static str) -> Vec<Fields<'r>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong_type(key, value, "a list of groups, as in [{ ... }, { ... }]");
            return Vec::new();
        };
        list.iter().filter_map(|item| self.group_of(key, item, what)).collect()
    }

    /// The pairs of a group whose keys are words of a fixed choice and whose values are texts.
    pub(super) fn pairs(&self, key: &'static str, choice: &[&str], longest: usize) -> Vec<(String, String)> {
        let Some(group) = self.group(key, "this group", None) else { return Vec::new() };
        let mut pairs = Vec::new();
        for (name, value) in group.table {
            if choice.contains(&name.get_ref().as_ref()) {
                if let Some(text) = group.text_of(name.get_ref(), value, longest) {
                    pairs.push((name.span().start, name.get_ref().clone().into_owned(), text));
                }
            } else if !self.report.is_full() {
                let what = format!("{}{} is not known", group.path, shown(name.get_ref()));
                self.complain(name.span(), &what, &suggestion(name.get_ref(), choice));
            }
        }
        pairs.sort(); // in the order of the file; the parser sorts by name
        pairs.into_iter().map(|(_, name, text)| (name, text)).collect()
    }

    /// The groups of a table whose names are not known here, each with the place of its name, in the order
    /// of the file.
    pub(super) fn parts(&self, what: &'static str) -> Vec<(String, (usize, usize), Fields<'r>)> {
        let mut parts = Vec::new();
        for (name, value) in self.table {
            let DeValue::Table(_) = value.get_ref() else {
                let shown = shown(name.get_ref());
                let fix = format!(
                    "write [{}{shown}] on a line of its own, and what belongs to it below",
                    self.path
                );
                let what = format!("{}{shown} is {}", self.path, described(value.get_ref()));
                self.complain(value.span(), &what, &fix);
                continue;
            };
            if let Some(group) = self.group_of(name.get_ref(), value, what) {
                parts.push((name.span().start, name.get_ref().clone().into_owned(), group));
            }
        }
        parts.sort_by_key(|(at, ..)| *at);
        parts.into_iter().map(|(at, name, group)| (name, self.report.place(at), group)).collect()
    }

    /// The lists of texts of a table whose names are not known here, each with its place and those of its
    /// texts, in the order of the file. A text alone counts as a list of one.
    pub(super) fn lists(&self, count: RangeInclusive<usize>, longest: usize) -> Vec<NamedList> {
        let mut lists = Vec::new();
        for (name, value) in self.table {
            let key = name.get_ref().as_ref();
            let texts: Vec<&Value<'_>> = match value.get_ref() {
                DeValue::String(_) => vec![value],
                DeValue::Array(list) => list.iter().collect(),
                _ => {
                    self.wrong_type(
                        &shown(key),
                        value,
                        "a list in square brackets, as in [\"...\", \"...\"]",
                    );
                    continue;
                }
            };
            if !count.contains(&texts.len()) {
                let what = format!("{}{} has {} entries", self.path, shown(key), texts.len());
                self.complain(value.span(), &what, &format!("give it {} to {}", count.start(), count.end()));
                continue;
            }
            let placed = |text: &&Value<'_>| {
                let words = self.text_of(&shown(key), text, longest)?;
                Some((words, self.report.place(text.span().start)))
            };
            if let Some(texts) = texts.iter().map(placed).collect() {
                lists.push((name.span().start, key.to_owned(), texts));
            }
        }
        lists.sort_by_key(|(at, ..)| *at);
        lists.into_iter().map(|(at, name, texts)| (name, self.report.place(at), texts)).collect()
    }

    /// Tells of every key that nobody asked for.
    pub(super) fn finish(&self) {
        let known: Vec<&str> = self.known.borrow().iter().copied().collect();
        for name in self.table.keys() {
            if self.report.is_full() {
                return;
            }
            if !known.contains(&name.get_ref().as_ref()) {
                let what = format!("{}{} is not a key of {}", self.path, shown(name.get_ref()), self.what);
                self.complain(name.span(), &what, &suggestion(name.get_ref(), &known));
            }
        }
    }
}
