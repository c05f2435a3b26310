//! Every setting that there is, with its words and its range: one row each. The settings screen is made
//! of these rows. What a setting is without a file stands in `assets/config.toml` and nowhere else.

use std::sync::OnceLock;

use super::EXAMPLE;
use super::edit::Value;

/// What a setting may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of these words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// A whole number from the first to the second; an arrow moves it by the third.
    Whole {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
        /// How far an arrow goes.
        step: u32,
        /// What is counted, as in "s"; may be empty.
        unit: &'static str,
    },
    /// Yes or no.
    YesNo,
    /// Free text, a command, a list: changed in the file itself.
    InFile,
}

/// When a change is felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// With the next session; the one that runs stays as it is.
    NextSession,
    /// When supple is started again.
    NextStart,
}

impl When {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            When::Now => "holds at once",
            When::NextSession => "holds from the next session on",
            When::NextStart => "holds from the next start on",
        }
    }
}

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The part of the file: `look`.
    pub part: &'static str,
    /// Its name in that part: `bell`.
    pub key: &'static str,
    /// What it is, in a few words.
    pub words: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// When a change is felt.
    pub when: When,
}

const fn choice(
    part: &'static str,
    key: &'static str,
    words: &'static str,
    choices: &'static [(&'static str, &'static str)],
    when: When,
) -> Setting {
    Setting { part, key, words, kind: Kind::Choice(choices), when }
}

/// A length of time in seconds.
const fn seconds(
    part: &'static str,
    key: &'static str,
    words: &'static str,
    (least, most, step): (u32, u32, u32),
    when: When,
) -> Setting {
    Setting { part, key, words, kind: Kind::Whole { least, most, step, unit: "s" }, when }
}

const fn yes_no(part: &'static str, key: &'static str, words: &'static str, when: When) -> Setting {
    Setting { part, key, words, kind: Kind::YesNo, when }
}

/// What is written by hand: free text, commands, lists.
const fn in_file(part: &'static str, key: &'static str, words: &'static str, when: When) -> Setting {
    Setting { part, key, words, kind: Kind::InFile, when }
}

use When::{NextSession, NextStart, Now};

/// The settings, part by part as in the file. `choice`, `seconds`, `yes_no` and `in_file` make a row.
pub const SETTINGS: &[Setting] = &[
    choice(
        "session",
        "rate",
        "When to ask for pain and effort",
        &[("after-each", "right after each exercise"), ("at-end", "in one go at the end")],
        NextSession,
    ),
    choice(
        "session",
        "count",
        "Who counts repetitions that move",
        &[("by-key", "you, with one key each"), ("by-clock", "the clock, at a calm pace")],
        NextSession,
    ),
    seconds("session", "prepare_s", "Time to get ready", (3, 60, 1), NextSession),
    seconds(
        "session",
        "floor_prepare_s",
        "The same, where it goes down to the floor",
        (3, 120, 5),
        NextSession,
    ),
    seconds("session", "gap_s", "Between two holds", (1, 30, 1), NextSession),
    seconds("session", "switch_s", "To change sides", (2, 60, 1), NextSession),
    seconds("session", "rest_s", "Rest between sets", (5, 300, 5), NextSession),
    yes_no("session", "floor", "Begin in floor mode: large, to be read from the mat", NextSession),
    choice(
        "session",
        "floor_count",
        "Who counts repetitions in floor mode",
        &[("by-key", "you, with one key each"), ("by-clock", "the clock, at a calm pace")],
        NextSession,
    ),
    Setting {
        part: "session",
        key: "pace",
        words: "How long a counted repetition and a paced breath take",
        kind: Kind::Whole { least: 60, most: 200, step: 20, unit: "%" },
        when: NextSession,
    },
    choice(
        "look",
        "color",
        "Colours",
        &[("auto", "unless NO_COLOR is set"), ("always", "even then"), ("never", "bold and reverse only")],
        Now,
    ),
    choice(
        "look",
        "theme",
        "Which colours",
        &[
            ("auto", "as the terminal says its background is; else colours that show on both"),
            ("dark", "for a dark background"),
            ("light", "for a light background"),
            ("high-contrast", "your own text colour only, never faint"),
            ("colour-blind", "nothing that needs red told from green"),
            ("mono", "none"),
        ],
        Now,
    ),
    yes_no("look", "bell", "The bell, for any cue at all", NextStart),
    yes_no("look", "mouse", "The mouse clicks; text is then selected with Shift", Now),
    choice(
        "look",
        "glyphs",
        "What figures are drawn with",
        &[
            ("auto", "what this terminal can show"),
            ("braille", "fine dots"),
            ("octant", "finer blocks, for new fonts"),
            ("quadrant", "coarse blocks"),
            ("ascii", "letters and signs"),
        ],
        Now,
    ),
    choice(
        "look",
        "motion",
        "Moving figures",
        &[
            ("auto", "unless REDUCED_MOTION is set"),
            ("full", "even then"),
            ("reduced", "they stand still in each pose"),
        ],
        Now,
    ),
    choice(
        "cues",
        "set",
        "Signals of a session",
        &[
            ("soft", "a bell where something ends"),
            ("full", "spoken, with bell and flash"),
            ("silent", "the screen flashes, nothing is heard"),
        ],
        NextStart,
    ),
    in_file("cues", "next", "Another exercise", NextStart),
    in_file("cues", "start", "Begin", NextStart),
    in_file("cues", "half_way", "Half of a long hold is done", NextStart),
    in_file("cues", "last_seconds", "Three, two, one", NextStart),
    in_file("cues", "end", "Let go", NextStart),
    in_file("cues", "switch", "Change sides", NextStart),
    in_file("cues", "rest_over", "The rest is over", NextStart),
    in_file("cues", "beat", "The tempo of counted repetitions and of breathing", NextStart),
    in_file("cues", "command", "A command run at each signal", NextStart),
    yes_no("cues", "speech", "Spoken words", NextStart),
    in_file("cues", "voice", "What speaks", NextStart),
    choice(
        "cues",
        "notify",
        "How the terminal is asked for a notification",
        &[("osc9", "OSC 9, which most know"), ("osc777", "OSC 777")],
        NextStart,
    ),
    in_file("cues", "quiet", "Hours in which nothing is heard", NextStart),
    in_file("hooks", "session_start", "Runs as long as a session", NextStart),
    in_file("hooks", "session_end", "Runs once when a session ends", NextStart),
    yes_no("journal", "own_file", "A journal file for each computer that shares the folder", NextStart),
];

/// A part of the file, as a heading.
pub fn part_words(part: &str) -> String {
    match part {
        "session" => "The session".into(),
        "look" => "How it looks and sounds".into(),
        "cues" => "Signals".into(),
        "hooks" => "Commands of your own".into(),
        "journal" => "The journal".into(),
        "keys" => "Keys".into(),
        other => {
            let mut letters = other.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

impl Setting {
    /// What the text of a file says it is; `None`: nothing, so it is as it comes.
    pub fn said(&self, file: &toml::Table) -> Option<Value> {
        value(file.get(self.part)?.get(self.key)?)
    }

    /// What it is where the file does not say.
    pub fn usual(&self) -> Option<Value> {
        // A picture of the settings asks for all of them.
        static USUAL: OnceLock<Option<toml::Table>> = OnceLock::new();
        self.said(USUAL.get_or_init(|| EXAMPLE.parse().ok()).as_ref()?)
    }

    /// What an arrow makes of it: `up` is the next one. Beyond an end it stays.
    pub fn moved(&self, now: &Value, up: bool) -> Value {
        match (self.kind, now) {
            (Kind::Choice(choices), Value::Word(word)) => {
                let at = choices.iter().position(|(name, _)| name == word).unwrap_or(0);
                let to = if up { (at + 1).min(choices.len() - 1) } else { at.saturating_sub(1) };
                Value::Word(choices.get(to).map_or_else(|| word.clone(), |(name, _)| (*name).into()))
            }
            (Kind::Whole { least, most, step, .. }, Value::Number(number)) => {
                // On round numbers, from wherever it stands.
                let to = if up { (number / step + 1) * step } else { number.saturating_sub(1) / step * step };
                Value::Number(to.clamp(least, most))
            }
            (Kind::YesNo, Value::YesNo(_)) => Value::YesNo(up),
            (_, now) => now.clone(),
        }
    }

    /// What Enter makes of it: the next choice, after the last one the first. Numbers stay: they have
    /// too many.
    pub fn turned(&self, now: &Value) -> Value {
        match (self.kind, now) {
            (Kind::Choice(choices), Value::Word(word))
                if choices.last().is_some_and(|(name, _)| name == word) =>
            {
                choices.first().map_or_else(|| now.clone(), |(name, _)| Value::Word((*name).into()))
            }
            (Kind::Choice(_), now) => self.moved(now, true),
            (Kind::YesNo, Value::YesNo(yes)) => Value::YesNo(!yes),
            (_, now) => now.clone(),
        }
    }

    /// A value as people read it.
    pub fn shown(&self, value: &Value) -> String {
        match (self.kind, value) {
            (Kind::Whole { unit, .. }, Value::Number(number)) => format!("{number} {unit}").trim_end().into(),
            (_, Value::YesNo(yes)) => if *yes { "yes" } else { "no" }.into(),
            (_, Value::Word(word)) => word.clone(),
            (_, Value::Number(number)) => number.to_string(),
        }
    }

    /// What it may be, in words.
    pub fn range(&self) -> String {
        match self.kind {
            Kind::Choice(choices) => {
                let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
                format!("one of: {}", names.join(", "))
            }
            Kind::Whole { least, most, unit, .. } => {
                format!("from {least} to {most} {unit}").trim_end().into()
            }
            Kind::YesNo => "yes or no".into(),
            Kind::InFile => "changed in the file itself".into(),
        }
    }

    /// What this value means, where a word alone does not say it.
    pub fn meaning(&self, value: &Value) -> &'static str {
        match (self.kind, value) {
            (Kind::Choice(choices), Value::Word(word)) => {
                choices.iter().find(|(name, _)| name == word).map_or("", |(_, words)| words)
            }
            _ => "",
        }
    }
}

fn value(found: &toml::Value) -> Option<Value> {
    match found {
        toml::Value::String(word) => Some(Value::Word(word.clone())),
        toml::Value::Integer(number) => u32::try_from(*number).ok().map(Value::Number),
        toml::Value::Boolean(yes) => Some(Value::YesNo(*yes)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::config::{edit, parse};
    use std::collections::BTreeSet;

    fn taken(setting: &Setting, value: &Value) -> bool {
        edit::set("c", None, setting.part, setting.key, value).is_ok()
    }

    /// Parts of which a table of its own says what there is.
    const ELSEWHERE: [&str; 1] = ["keys"];

    #[test]
    fn no_setting_is_forgotten_and_none_is_made_up() {
        let file: toml::Table = EXAMPLE.parse().unwrap();
        let parts = file.iter().filter(|(part, _)| !ELSEWHERE.contains(&part.as_str()));
        let there: BTreeSet<(String, String)> = parts
            .flat_map(|(part, keys)| {
                let keys = keys.as_table().unwrap_or_else(|| panic!("{part} is no part"));
                keys.keys().map(|key| (part.clone(), key.clone())).collect::<Vec<_>>()
            })
            .collect();
        let table: BTreeSet<(String, String)> =
            SETTINGS.iter().map(|setting| (setting.part.into(), setting.key.into())).collect();
        let missing: Vec<_> = there.difference(&table).collect();
        assert!(missing.is_empty(), "in assets/config.toml, without a row in table.rs: {missing:?}");
        for setting in SETTINGS {
            let name = (setting.part.to_owned(), setting.key.to_owned());
            // What is written by hand may be there as a comment only.
            let there =
                there.contains(&name) || (setting.kind == Kind::InFile && EXAMPLE.contains(setting.key));
            assert!(there, "in table.rs, but not in assets/config.toml: {name:?}");
        }
        assert_eq!(table.len(), SETTINGS.len(), "one stands there twice");
    }

    #[test]
    fn parts_stand_together() {
        let mut parts: Vec<&str> = SETTINGS.iter().map(|setting| setting.part).collect();
        parts.dedup();
        let all: BTreeSet<&str> = parts.iter().copied().collect();
        assert_eq!(parts.len(), all.len(), "{parts:?}");
    }

    #[test]
    fn a_range_is_the_one_that_the_reader_of_the_file_keeps_to() {
        for setting in SETTINGS {
            let name = format!("{}.{}", setting.part, setting.key);
            let usual = || setting.usual().unwrap_or_else(|| panic!("{name} has no default"));
            match setting.kind {
                Kind::Whole { least, most, step, .. } => {
                    assert!(step > 0, "{name}");
                    assert!(
                        taken(setting, &Value::Number(least)) && taken(setting, &Value::Number(most)),
                        "{name}"
                    );
                    let below = least.checked_sub(1).map(Value::Number);
                    assert!(below.is_none_or(|below| !taken(setting, &below)), "{name} may be less");
                    assert!(!taken(setting, &Value::Number(most + 1)), "{name} may be more");
                    assert!(
                        matches!(usual(), Value::Number(number) if (least..=most).contains(&number)),
                        "{name}"
                    );
                }
                Kind::Choice(choices) => {
                    let wrong = format!("[{}]\n{} = \"zzzzzzzz\"\n", setting.part, setting.key);
                    let told = parse("c", &wrong).unwrap_err().to_string();
                    let (_, all) =
                        told.split_once("write one of: ").unwrap_or_else(|| panic!("{name}: {told}"));
                    let mine: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
                    assert_eq!(all, mine.join(", "), "{name}");
                    assert!(matches!(usual(), Value::Word(word) if mine.contains(&word.as_str())), "{name}");
                }
                Kind::YesNo => {
                    assert!(matches!(usual(), Value::YesNo(_)), "{name}");
                    assert!(
                        taken(setting, &Value::YesNo(true)) && taken(setting, &Value::YesNo(false)),
                        "{name}"
                    );
                }
                Kind::InFile => {}
            }
        }
    }

    #[test]
    fn from_end_to_end_with_the_arrows_and_every_step_is_taken() {
        for setting in SETTINGS.iter().filter(|setting| setting.kind != Kind::InFile) {
            for up in [true, false] {
                let mut now = setting.usual().unwrap();
                let mut seen = Vec::new();
                while !seen.contains(&now) {
                    seen.push(now.clone());
                    now = setting.moved(&now, up);
                    assert!(taken(setting, &now), "{setting:?}: {now}");
                    assert!(!setting.shown(&now).is_empty());
                }
                assert_eq!(setting.moved(&now, up), now, "it stays at the end");
                if let Kind::Whole { least, most, .. } = setting.kind {
                    assert_eq!(now, Value::Number(if up { most } else { least }));
                }
            }
            let usual = setting.usual().unwrap();
            let mut now = setting.turned(&usual);
            let mut turns = 0;
            while now != usual && turns < 20 {
                now = setting.turned(&now);
                turns += 1;
            }
            assert_eq!(now, usual, "Enter comes round");
        }
    }

    #[test]
    fn an_arrow_goes_to_the_next_round_number() {
        let rest = SETTINGS.iter().find(|setting| setting.key == "rest_s").unwrap();
        for (from, up, to) in [
            (30, true, 35),
            (30, false, 25),
            (32, true, 35),
            (32, false, 30),
            (5, false, 5),
            (300, true, 300),
        ] {
            assert_eq!(rest.moved(&Value::Number(from), up), Value::Number(to), "{from}");
        }
    }
}
