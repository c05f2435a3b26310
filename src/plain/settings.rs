//! The settings by ear: each with its number, what it is and what it may be; a line with the number and
//! the new value changes one, in the same file and as strictly as on the screens.

use super::talk::{Plain, Question, Said, number};
use crate::content::config::change::{Found, put};
use crate::content::config::edit::Value;
use crate::content::config::table::{Kind, SETTINGS, Setting, part_words};

/// What was typed.
enum Typed {
    /// Which setting, and what was typed behind its number.
    Line(usize, String),
    Again,
    Back,
}

/// The rows that a line can change; the others are written by hand.
fn rows() -> Vec<&'static Setting> {
    SETTINGS.iter().filter(|setting| setting.kind != Kind::InFile).collect()
}

impl Plain {
    /// The settings, until the person goes back.
    pub(super) fn settings_page(&mut self) -> Said<()> {
        self.title("Settings.")?;
        let rows = rows();
        if !self.read_settings(&rows)? {
            return Ok(());
        }
        let expect = format!(
            "A number from 1 to {} tells what it may be; a number and a value change it, as in 3 20. Enter: back.",
            rows.len()
        );
        let question = Question::new("", expect.clone()).list_of_keys(&expect);
        loop {
            let typed = self.ask(&question, |line| typed(line, rows.len()))?;
            match typed {
                Typed::Back => return Ok(()),
                Typed::Again => {
                    if !self.read_settings(&rows)? {
                        return Ok(());
                    }
                }
                Typed::Line(at, value) => {
                    if let Some(setting) = rows.get(at) {
                        self.setting(setting, &value)?;
                    }
                }
            }
        }
    }

    fn found(&self) -> Found {
        Found::on(self.shelf.as_ref(), self.check_settings)
    }

    /// Says all of them. False: the file has mistakes, and is left alone.
    fn read_settings(&mut self, rows: &[&Setting]) -> Said<bool> {
        let (found, name) = (self.found(), self.shelf.name());
        if !found.trouble.is_empty() {
            self.say("The settings file is left as it is:")?;
            found.trouble.iter().try_for_each(|trouble| self.tell(trouble))?;
            self.say("Mend it with any editor; supple config check says when it is right.")?;
            return Ok(false);
        }
        self.say(&if found.there {
            format!("They stand in {name}.")
        } else {
            format!("All is as it comes. The first change begins the file {name}.")
        })?;
        let mut part = "";
        for (at, setting) in rows.iter().enumerate() {
            if part != setting.part {
                part = setting.part;
                self.say(&format!("{}:", part_words(part)))?;
            }
            let value = found.value(setting).map_or_else(String::new, |value| shown(setting, &value));
            self.say(&format!("{}. {}: {value}.", at + 1, setting.words.replace(": ", ", ")))?;
        }
        self.say("Single signals, commands and keys of your own are written in the file by hand.")?;
        self.say("supple config default prints one with every setting explained.")?;
        Ok(true)
    }

    fn setting(&mut self, setting: &Setting, typed: &str) -> Said<()> {
        let found = self.found();
        if typed.is_empty() {
            let value = found.value(setting).map_or_else(String::new, |value| shown(setting, &value));
            self.tell(&format!("{}: {value}.", setting.words))?;
            return self.may_be(setting);
        }
        let Some(wanted) = value(setting, typed) else {
            self.say("Nothing was changed: it cannot be that.")?;
            return self.may_be(setting);
        };
        if found.trouble.is_empty() && found.value(setting).as_ref() == Some(&wanted) {
            return self.say("It is that already.");
        }
        match put(self.shelf.as_mut(), self.check_settings, setting, &wanted) {
            Ok(config) => {
                // The next session takes them; the rest is read at the next start.
                self.settings = config.session;
                let value = shown(setting, &wanted);
                self.say(&format!("{}: {value}. It {}.", setting.words, setting.when.words()))
            }
            Err(why) => self.tell(&format!("Nothing was changed. {why}")),
        }
    }

    /// What it may be, and as what it comes.
    fn may_be(&mut self, setting: &Setting) -> Said<()> {
        match setting.kind {
            Kind::Choice(choices) => {
                self.say("It may be:")?;
                choices.iter().try_for_each(|(name, words)| self.say(&format!("{name}: {words}.")))?;
            }
            _ => self.tell(&format!("It may be {}.", long(&setting.range())))?,
        }
        let usual = setting.usual().map_or_else(String::new, |usual| shown(setting, &usual));
        self.say(&format!("As it comes: {usual}."))
    }
}

fn typed(line: &str, rows: usize) -> Option<Typed> {
    match line {
        "" | "b" | "back" => return Some(Typed::Back),
        "again" => return Some(Typed::Again),
        _ => {}
    }
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let at = number::<usize>(first, rows)?.checked_sub(1)?;
    Some(Typed::Line(at, rest.trim().to_owned()))
}

/// What was typed as a value of this setting; `None`: it cannot be that.
fn value(setting: &Setting, typed: &str) -> Option<Value> {
    match setting.kind {
        Kind::Choice(choices) => {
            let word = typed.replace(' ', "-");
            choices.iter().find(|(name, _)| *name == word).map(|(name, _)| Value::Word((*name).into()))
        }
        Kind::Whole { least, most, .. } => {
            number::<u32>(typed, most).filter(|number| *number >= least).map(Value::Number)
        }
        Kind::YesNo => match typed {
            "y" | "yes" => Some(Value::YesNo(true)),
            "n" | "no" => Some(Value::YesNo(false)),
            _ => None,
        },
        Kind::InFile => None,
    }
}

fn shown(setting: &Setting, value: &Value) -> String {
    long(&setting.shown(value))
}

/// Units as whole words.
fn long(words: &str) -> String {
    if let Some(number) = words.strip_suffix(" s") {
        format!("{number} second{}", if number == "1" { "" } else { "s" })
    } else if let Some(number) = words.strip_suffix(" %") {
        format!("{number} per cent")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str) -> &'static Setting {
        SETTINGS.iter().find(|setting| setting.key == key).unwrap()
    }

    #[test]
    fn a_value_is_taken_only_where_the_setting_can_be_that() {
        for (key, typed, wanted) in [
            ("prepare_s", "20", Some(Value::Number(20))),
            ("prepare_s", "2", None),
            ("prepare_s", "61", None),
            ("prepare_s", "20 s", None),
            ("rate", "at-end", Some(Value::Word("at-end".into()))),
            ("rate", "at end", Some(Value::Word("at-end".into()))),
            ("rate", "later", None),
            ("bell", "n", Some(Value::YesNo(false))),
            ("bell", "yes", Some(Value::YesNo(true))),
            ("bell", "1", None),
            ("command", "rm", None),
        ] {
            assert_eq!(value(row(key), typed), wanted, "{key} {typed}");
        }
    }

    #[test]
    fn the_number_stands_first() {
        let at = |line| match typed(line, 20) {
            Some(Typed::Line(at, value)) => Some((at, value)),
            _ => None,
        };
        assert_eq!(at("3 20"), Some((2, "20".into())));
        assert_eq!(at("20"), Some((19, String::new())));
        for line in ["0", "21 x", "x 3", ""] {
            assert_eq!(at(line), None, "{line}");
        }
    }

    #[test]
    fn units_are_said_as_words() {
        assert_eq!(shown(row("prepare_s"), &Value::Number(1)), "1 second");
        assert_eq!(shown(row("prepare_s"), &Value::Number(10)), "10 seconds");
        assert_eq!(shown(row("pace"), &Value::Number(100)), "100 per cent");
        assert_eq!(long(&row("gap_s").range()), "from 1 to 30 seconds");
    }
}
