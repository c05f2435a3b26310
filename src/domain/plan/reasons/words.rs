//! What all reasons share: causes, dates and numbers in words.

use chrono::{Datelike, NaiveDate};

use super::super::input::{Entry, Mode};
use super::super::response::{Above, Ask, Cause};

/// Why nothing may grow today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Frozen {
    /// One of the last two sessions was gentle or reduced.
    After(Mode),
    /// The weekly median rises.
    Worsening,
    /// A stiff morning.
    Stiff,
    /// The session itself is reduced.
    Mode(Mode),
}

/// A sentence and the tags of what it rests on.
pub(in super::super) type Said = (String, Vec<String>);

pub(super) fn said(words: impl Into<String>, tags: &[&str]) -> Said {
    (words.into(), tags.iter().map(|t| (*t).to_owned()).collect())
}

/// An id in words: `heel_tap` is "heel tap".
pub(in super::super) fn plain(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

/// What an exercise is called: its name, or its id in words.
pub(in super::super) fn called(entry: &Entry) -> String {
    entry.name.clone().unwrap_or_else(|| plain(&entry.id))
}

/// A date as people say it: `4 December`.
pub(super) fn day(date: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} {}", date.day(), MONTHS.get(date.month0() as usize).unwrap_or(&""))
}

pub(super) fn days(n: i64) -> String {
    if n == 1 { "1 day".to_owned() } else { format!("{n} days") }
}

/// What a cause is, as the first half of a sentence, with its tags.
pub(super) fn cause(cause: Option<&Cause>) -> (String, &'static [&'static str]) {
    let Some(cause) = cause else { return ("last time was not quite calm".to_owned(), &["D"]) };
    let words = match cause {
        Cause::Now(pain, Above::Usual) => format!("pain is {pain} today, above your usual"),
        Cause::Now(pain, Above::OfLate) => format!("pain is {pain} today, above your usual of late"),
        Cause::Now(pain, Above::Limit) => format!("pain is {pain} today, and above 6 nothing grows"),
        Cause::Declared => "you said that this is a flare".to_owned(),
        Cause::Morning(pain) => format!("pain was {pain} the morning after"),
        Cause::After(pain) => format!("pain was {pain} at the end of the last session"),
        Cause::OverHour => "it stayed sore for over an hour".to_owned(),
        Cause::Sign(sign) => match sign.as_str() {
            "no_reserve" => "there was nothing left in reserve".to_owned(),
            "fatigue_all_day" => "you were tired all day afterwards".to_owned(),
            "sleepless" => "you were tired but could not sleep".to_owned(),
            "lasting_joint_stiffness" => "stiff joints stayed on afterwards".to_owned(),
            other => format!("there was a sign of too much ({})", plain(other)),
        },
        Cause::Effort(effort) => format!("the last session was an effort of {effort}"),
        Cause::Red(1, name) => format!("{name} hurt too much"),
        Cause::Red(n, _) => format!("{n} exercises hurt too much"),
        Cause::Spreading(name) => format!("pain moved down the limb during {name}"),
        Cause::Worsening => "your weekly pain has gone up".to_owned(),
        Cause::Check => "today's check found more pain than usual".to_owned(),
        Cause::Held => "part of the journal cannot be read, or the check asks to stay".to_owned(),
        Cause::Missing(ask) => format!("{} is not answered", asked(*ask)),
    };
    let tags: &[&str] = match cause {
        Cause::Now(..) | Cause::Morning(_) | Cause::After(_) | Cause::Declared => &["S1", "S2", "D"],
        Cause::OverHour | Cause::Sign(_) | Cause::Effort(_) | Cause::Red(..) | Cause::Worsening => {
            &["S0", "D"]
        }
        Cause::Spreading(_) => &["S1", "D"],
        Cause::Check => &["S0", "S1", "S2"],
        Cause::Missing(_) | Cause::Held => &["D"],
    };
    (words, tags)
}

pub(super) fn asked(ask: Ask) -> &'static str {
    match ask {
        Ask::After => "pain at the end of the last session",
        Ask::OverHour => "whether it stayed sore for over an hour",
        Ask::Effort => "the effort of the last session",
        Ask::Now => "today's pain",
        Ask::Morning => "pain the morning after",
    }
}

pub(super) fn frozen(frozen: Frozen) -> &'static str {
    match frozen {
        Frozen::After(Mode::Flare) => "two quiet sessions come first after a flare",
        Frozen::After(Mode::Restart) => "two quiet sessions come first after a new start",
        Frozen::After(_) => "two quiet sessions come first after a reduced one",
        Frozen::Worsening => "your weekly pain has gone up, so nothing grows for now",
        Frozen::Stiff => "nothing grows on a stiff morning",
        Frozen::Mode(_) => "nothing grows in a reduced session",
    }
}

pub(super) fn frozen_tags(why: Frozen) -> &'static [&'static str] {
    match why {
        Frozen::Stiff | Frozen::Worsening => &["S0", "D"],
        Frozen::After(_) | Frozen::Mode(_) => &["S2", "D"],
    }
}

/// A number that starts a sentence.
pub(super) fn number(n: usize) -> String {
    match n {
        1 => "One".to_owned(),
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        n => n.to_string(),
    }
}

pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
