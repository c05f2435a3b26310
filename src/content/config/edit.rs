//! Puts one setting into the text of a settings file and leaves every other byte of it alone: comments,
//! order, line ends, quotes. Text in, text out; no file is touched here.

use std::fmt;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{EXAMPLE, parse};
use crate::content::problem::ContentError;

/// What a setting can be set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One word of a choice.
    Word(String),
    /// A whole number.
    Number(u32),
    /// Yes or no.
    YesNo(bool),
}

impl fmt::Display for Value {
    /// As it stands in the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Word(word) => write!(f, "{}", toml::Value::from(word.as_str())),
            Value::Number(number) => write!(f, "{number}"),
            Value::YesNo(yes) => write!(f, "{yes}"),
        }
    }
}

impl Value {
    fn as_toml(&self) -> toml::Value {
        match self {
            Value::Word(word) => toml::Value::from(word.as_str()),
            Value::Number(number) => toml::Value::from(*number),
            Value::YesNo(yes) => toml::Value::from(*yes),
        }
    }
}

/// Why a file was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There are mistakes in it. To write into it could hide them, or make them worse.
    #[error("{0}")]
    Broken(ContentError),
    /// It is laid out so that no place for the setting was found.
    #[error(
        "{file} is written in a way that supple does not change; write {part}.{key} = {value} there by hand"
    )]
    NoPlace {
        /// The file.
        file: String,
        /// The part that the setting belongs to.
        part: String,
        /// The setting.
        key: String,
        /// What it should be.
        value: Value,
    },
}

/// The text of the file with that setting in it. `text`: what stands in the file now; `None`: there is no
/// file, and one with every setting and a word on each is begun. `file`: its name, for messages.
///
/// # Errors
/// A file with mistakes in it, all of them told; a layout with no place for the setting. Whatever is
/// answered without an error has been read back: it says what it said before, and this one thing.
pub fn set(file: &str, text: Option<&str>, part: &str, key: &str, value: &Value) -> Result<String, Refusal> {
    let whole = text.unwrap_or(EXAMPLE);
    parse(file, whole).map_err(Refusal::Broken)?;
    let body = whole.trim_start_matches('\u{feff}');
    let mark = &whole[..whole.len() - body.len()];
    let wanted = wanted(body, part, key, value);
    for cut in cuts(body, part, key, value) {
        let mut new = String::with_capacity(body.len() + cut.text.len());
        new.push_str(&body[..cut.at.start]);
        new.push_str(&cut.text);
        new.push_str(&body[cut.at.end..]);
        let says = new.parse::<toml::Table>().ok();
        let new = format!("{mark}{new}");
        if says.is_some() && says == wanted && parse(file, &new).is_ok() {
            return Ok(new);
        }
    }
    Err(Refusal::NoPlace { file: file.into(), part: part.into(), key: key.into(), value: value.clone() })
}

/// The line of the file, from 1, that a setting stands on; else that of its part.
pub fn line_of(text: &str, part: &str, key: &str) -> Option<usize> {
    let body = text.trim_start_matches('\u{feff}');
    let document = DeTable::parse(body).ok()?;
    let (_, found) = entry(document.get_ref(), part)?;
    let at = match found.get_ref() {
        DeValue::Table(table) => entry(table, key).map_or(found.span().start, |(name, _)| name),
        _ => found.span().start,
    };
    Some(body[..at].matches('\n').count() + 1)
}

/// What the file is to say afterwards.
fn wanted(body: &str, part: &str, key: &str, value: &Value) -> Option<toml::Table> {
    let mut table: toml::Table = body.parse().ok()?;
    let part = table.entry(part).or_insert_with(|| toml::Value::Table(toml::Table::new()));
    part.as_table_mut()?.insert(key.into(), value.as_toml());
    Some(table)
}

/// One change of the text.
struct Cut {
    at: Range<usize>,
    text: String,
}

/// Ways to write it, the best first. Which of them is right shows when it is read back.
fn cuts(body: &str, part: &str, key: &str, value: &Value) -> Vec<Cut> {
    let Ok(document) = DeTable::parse(body) else { return Vec::new() };
    let end = if body.contains("\r\n") { "\r\n" } else { "\n" };
    let mut cuts = Vec::new();
    if let Some((_, found)) = entry(document.get_ref(), part)
        && let DeValue::Table(table) = found.get_ref()
    {
        if let Some((_, old)) = entry(table, key) {
            // The place is taken: there is no other.
            return vec![in_place(body, old.span(), value)];
        }
        let last = table.values().map(|value| value.span().end).max();
        let head = found.span();
        if body[head.clone()].starts_with('{') {
            let text = match last {
                Some(_) => format!(", {key} = {value}"),
                None => format!(" {key} = {value} "),
            };
            let at = last.unwrap_or(head.start + 1);
            cuts.push(Cut { at: at..at, text });
        }
        for at in [last, Some(head.end)].into_iter().flatten() {
            cuts.push(line_after(body, at, &format!("{key} = {value}"), end));
            cuts.push(line_after(body, at, &format!("{part}.{key} = {value}"), end));
        }
    }
    let air = if body.trim().is_empty() { "" } else { end };
    cuts.push(line_after(body, body.len(), &format!("{air}[{part}]{end}{key} = {value}"), end));
    cuts
}

/// A value in place of another. A comment that was set off to stand under others stays in its column.
fn in_place(body: &str, old: Range<usize>, value: &Value) -> Cut {
    let text = value.to_string();
    let rest = &body[old.end..];
    let air = rest.len() - rest.trim_start_matches(' ').len();
    if air < 2 || !rest[air..].starts_with('#') {
        return Cut { at: old, text };
    }
    let column = old.len() + air;
    let air = column.saturating_sub(text.len()).max(1);
    Cut { at: old.start..old.start + column, text: format!("{text}{}", " ".repeat(air)) }
}

/// A line of its own below the one that `at` stands on.
fn line_after(body: &str, at: usize, line: &str, end: &str) -> Cut {
    match body[at..].find('\n') {
        Some(found) => Cut { at: at + found + 1..at + found + 1, text: format!("{line}{end}") },
        None if body.is_empty() || body.ends_with('\n') => {
            Cut { at: body.len()..body.len(), text: format!("{line}{end}") }
        }
        None => Cut { at: body.len()..body.len(), text: format!("{end}{line}{end}") },
    }
}

/// Where the name of an entry begins, and its value.
fn entry<'t, 'd>(table: &'t DeTable<'d>, name: &str) -> Option<(usize, &'t toml::Spanned<DeValue<'d>>)> {
    let (key, value) = table.iter().find(|(key, _)| key.get_ref().as_ref() == name)?;
    Some((key.span().start, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::config::Config;

    fn bell(text: &str) -> String {
        set("c", Some(text), "look", "bell", &Value::YesNo(false))
            .unwrap_or_else(|no| panic!("{text:?}: {no}"))
    }

    #[test]
    fn a_value_is_replaced_and_nothing_else() {
        let cases = [
            ("[look]\nbell = true # loud\n", "[look]\nbell = false # loud\n"),
            ("[look]\nbell = true   # loud\n", "[look]\nbell = false  # loud\n"),
            ("[look]\nbell = true  # loud\n", "[look]\nbell = false # loud\n"),
            (
                "# a\r\n[look] # b\r\n  bell   =   true\t# c\r\n",
                "# a\r\n[look] # b\r\n  bell   =   false\t# c\r\n",
            ),
            ("\u{feff}[look]\nbell = true", "\u{feff}[look]\nbell = false"),
            ("look = { bell = true, color = \"auto\" } # d", "look = { bell = false, color = \"auto\" } # d"),
            ("look.bell = true\n[session]\nrest_s = 0x1e\n", "look.bell = false\n[session]\nrest_s = 0x1e\n"),
            ("[\"look\"]\n'bell' = true\n", "[\"look\"]\n'bell' = false\n"),
        ];
        for (text, wanted) in cases {
            assert_eq!(bell(text), wanted);
        }
    }

    #[test]
    fn a_setting_that_is_not_there_finds_its_place() {
        let cases = [
            ("", "[look]\nbell = false\n"),
            ("\u{feff}\n", "\u{feff}\n[look]\nbell = false\n"),
            ("# mine\n", "# mine\n\n[look]\nbell = false\n"),
            ("# mine", "# mine\n\n[look]\nbell = false\n"),
            ("[look]", "[look]\nbell = false\n"),
            ("[look] # how\r\n# later\r\n", "[look] # how\r\nbell = false\r\n# later\r\n"),
            (
                "[look]\ncolor = \"auto\" # red\n# end\n\n[session]\nrest_s = 30\n",
                "[look]\ncolor = \"auto\" # red\nbell = false\n# end\n\n[session]\nrest_s = 30\n",
            ),
            ("[look]\ncolor = 'auto'", "[look]\ncolor = 'auto'\nbell = false\n"),
            ("look = {}", "look = { bell = false }"),
            ("look = { color = 'never' }\n", "look = { color = 'never', bell = false }\n"),
            (
                "look.color = 'never'\n[session]\nrest_s = 30\n",
                "look.color = 'never'\nlook.bell = false\n[session]\nrest_s = 30\n",
            ),
            ("[session]\r\nrest_s = 30\r\n", "[session]\r\nrest_s = 30\r\n\r\n[look]\r\nbell = false\r\n"),
        ];
        for (text, wanted) in cases {
            assert_eq!(bell(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn without_a_file_one_begins_in_which_every_setting_is_explained() {
        let text = set("c", None, "session", "rest_s", &Value::Number(45)).unwrap();
        assert_eq!(text, EXAMPLE.replace("rest_s = 30 ", "rest_s = 45 "));
        assert_eq!(parse("c", &text).unwrap().session.rest_s, 45);
    }

    #[test]
    fn a_file_with_mistakes_stays_as_it_is_and_all_of_them_are_told() {
        for text in ["[look]\nbel = true\n", "[look\n", "[look]\nbell = 3\n[session]\nrest_s = 1\n"] {
            let refusal = set("c", Some(text), "session", "gap_s", &Value::Number(5)).unwrap_err();
            let told = parse("c", text).unwrap_err();
            assert_eq!(refusal, Refusal::Broken(told));
            assert!(refusal.to_string().starts_with("c:"), "{refusal}");
        }
    }

    #[test]
    fn nothing_that_would_not_be_obeyed_is_written() {
        let cases = [
            ("session", "rest_s", Value::Number(4)),
            ("session", "rest_s", Value::YesNo(true)),
            ("look", "color", Value::Word("red\"\nbell = false".into())),
            ("look", "colour", Value::Word("auto".into())),
            ("lock", "bell", Value::YesNo(true)),
        ];
        for (part, key, value) in cases {
            let refusal = set("c", Some("[look]\n"), part, key, &value).unwrap_err();
            assert!(matches!(refusal, Refusal::NoPlace { .. }), "{part}.{key}: {refusal}");
        }
    }

    #[test]
    fn the_line_of_a_setting_is_that_of_its_name() {
        let text = "\u{feff}# a\n[look]\n\nbell = \\\n";
        assert_eq!(line_of(text, "look", "bell"), None, "no file that can be read");
        let text = "\u{feff}# a\n[look]\n\nbell = true\n";
        assert_eq!(line_of(text, "look", "bell"), Some(4));
        assert_eq!(line_of(text, "look", "color"), Some(2), "its part");
        assert_eq!(line_of(text, "session", "rest_s"), None);
    }

    mod with_chance {
        use super::*;
        use proptest::prelude::*;

        /// Files as people write them, of pieces that are each right.
        fn files() -> impl Strategy<Value = String> {
            let looks = prop::sample::select(vec![
                "[look]\n",
                "[look]\nbell = true\n",
                "[look] # x\n# y\nbell = true # z\ncolor = \"auto\"\n",
                "look = { bell = true }\n",
                "look.bell = true\n",
                "look = {}\n",
                "",
            ]);
            let sessions = prop::sample::select(vec![
                "[session]\n",
                "[session]\nrest_s = 5\n\n",
                "[ session ]\ngap_s = 3\nrate = 'at-end'\n",
                "",
            ]);
            let comments = prop::sample::select(vec!["", "# a comment\n", "\n\n", "#\t[look]\n"]);
            (looks, sessions, comments.clone(), comments, any::<[bool; 3]>()).prop_map(
                |(look, session, above, between, [crlf, bom, cut])| {
                    let mut text = format!("{above}{look}{between}{session}");
                    if cut {
                        text.truncate(text.trim_end().len());
                    }
                    if crlf {
                        text = text.replace('\n', "\r\n");
                    }
                    if bom { format!("\u{feff}{text}") } else { text }
                },
            )
        }

        proptest! {
            #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
            #[test]
            fn what_was_set_is_obeyed_and_all_lines_that_were_there_still_are(
                text in files(), rest in 5u32..=300, bell in any::<bool>()
            ) {
                let once = set("c", Some(&text), "session", "rest_s", &Value::Number(rest)).unwrap();
                let new = set("c", Some(&once), "look", "bell", &Value::YesNo(bell)).unwrap();
                let mut wanted: Config = parse("c", &text).unwrap();
                wanted.session.rest_s = rest;
                wanted.look.bell = bell;
                // It rules over the cues too.
                wanted.cues.bell = bell;
                prop_assert_eq!(parse("c", &new).unwrap(), wanted);
                let comments = |text: &str| -> Vec<String> {
                    text.lines().filter_map(|line| line.split_once('#')).map(|(_, rest)| rest.to_owned()).collect()
                };
                prop_assert_eq!(comments(&new), comments(&text));
                if text.contains("\r\n") {
                    prop_assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
                }
                // A second time changes nothing.
                prop_assert_eq!(&set("c", Some(&new), "look", "bell", &Value::YesNo(bell)).unwrap(), &new);
            }
        }
    }
}
