//! "Something is wrong" in a session: the table of stop signs, as it is checked. Its lines are data in
//! `assets/screening/stop_signs.toml`.

pub mod printed;
mod telling;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::grammar::Cond;
use super::rulebook::RuleBook;
use super::tier::Tier;
use crate::domain::plan::input::Stop;

pub use self::telling::{Step, Telling, Told, said};

/// What stands before a sign's id where a rule's id is expected: `stop:chest`.
pub const PREFIX: &str = "stop:";
/// The answer that is none yet: asked again at the next start.
pub const LATER: &str = "later";
/// More questions than this are too many for somebody who hurts.
const MOST_ASKS: usize = 2;
/// Lines that have a digit of their own.
const MOST_LINES: usize = 9;

/// What of a session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// The session.
    Session,
    /// This exercise; the session is paused.
    Exercise,
    /// Nothing; the session is paused.
    Nothing,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StopTable {
    /// The first list, most dangerous first.
    pub groups: Vec<StopGroup>,
    /// Its last line: nothing is wrong after all.
    pub slip: String,
    /// Signs, in the order of the lists.
    pub signs: Vec<StopSign>,
}

/// One line of the first list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopGroup {
    /// Its id.
    pub id: String,
    /// Its words.
    pub line: String,
}

/// One stop sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopSign {
    /// Permanent id, without [`PREFIX`].
    pub id: String,
    /// The group that it stands in.
    pub group: String,
    /// The line on the list, in the words of the person.
    pub line: String,
    /// The same after "You said that".
    pub said: String,
    /// What to do before anything else.
    pub at_once: String,
    /// What is asked, in this order, as far as it is needed.
    pub asks: Vec<Ask>,
    /// Outcomes: the first that holds.
    pub rows: Vec<Row>,
    /// Source tags.
    pub sources: Vec<String>,
}

/// One question about a stop sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Permanent id, unlike that of any question of the safety check.
    pub id: String,
    /// The question.
    pub text: String,
    /// Its answers, most dangerous first where there is an order.
    pub values: Vec<AskValue>,
}

/// One answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskValue {
    /// Permanent value.
    pub value: String,
    /// The line on the list.
    pub shown: String,
    /// The same after "and that".
    pub said: String,
}

/// What a sign and its answers come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When; `None`: in all other cases.
    pub when: Option<Cond>,
    /// `when` as it is written.
    pub when_text: String,
    /// How soon to see someone.
    pub tier: Tier,
    /// What of the session ends.
    pub ends: Ends,
    /// Why the exercise ended, for the next dose.
    pub stop: Option<Stop>,
    /// Whether it let go with rest, where that was asked.
    pub eased: Option<bool>,
    /// Asked again at the next start.
    pub open: bool,
    /// The short questions about new signs follow.
    pub questions: bool,
    /// What to do, and what now happens.
    pub todo: String,
    /// When this may be done again.
    pub way_back: String,
}

impl Row {
    /// Whether it raises a flag: what is not known yet is asked again first.
    pub fn flags(&self) -> bool {
        self.tier.locks() && !self.open
    }

    /// Whether the emergency number belongs beside it.
    pub fn calls(&self) -> bool {
        self.tier == Tier::Emergency
    }
}

impl StopTable {
    /// The sign with this id, with [`PREFIX`] or without.
    pub fn sign(&self, id: &str) -> Option<&StopSign> {
        let id = id.strip_prefix(PREFIX).unwrap_or(id);
        self.signs.iter().find(|sign| sign.id == id)
    }

    /// Signs of a group.
    pub fn of_group(&self, group: &str) -> impl Iterator<Item = &StopSign> {
        self.signs.iter().filter(move |sign| sign.group == group)
    }

    /// Checks that every name exists, that every walk ends in a row, that no list is longer than there are
    /// digits, and that a row that locks ends the session.
    ///
    /// # Errors
    /// All faults found, a sentence each.
    pub fn check(&self, book: &RuleBook) -> Result<(), Vec<String>> {
        let mut faults = Vec::new();
        let ids = self.signs.iter().map(|sign| sign.id.as_str());
        let asks = self.signs.iter().flat_map(|sign| &sign.asks).map(|ask| ask.id.as_str());
        for id in twice(ids).into_iter().chain(twice(asks)) {
            faults.push(format!("\"{id}\" is there twice"));
        }
        if self.groups.len() >= MOST_LINES || self.slip.is_empty() {
            faults.push("the first list needs a line for a slip, and at most 8 others".into());
        }
        for group in &self.groups {
            if !(1..=MOST_LINES).contains(&self.of_group(&group.id).count()) {
                faults.push(format!("group {}: has no sign, or more than 9", group.id));
            }
        }
        for sign in &self.signs {
            self.check_sign(sign, book, &mut faults);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn check_sign(&self, sign: &StopSign, book: &RuleBook, faults: &mut Vec<String>) {
        let place = format!("sign {}", sign.id);
        let mut fault = |words: String| faults.push(format!("{place}: {words}"));
        if !self.groups.iter().any(|group| group.id == sign.group) {
            fault(format!("unknown group \"{}\"", sign.group));
        }
        if sign.asks.len() > MOST_ASKS {
            fault("asks more than two questions".into());
        }
        if sign.sources.is_empty() {
            fault("has no source".into());
        }
        for tag in &sign.sources {
            if !book.sources.iter().any(|source| source.tag == *tag) {
                fault(format!("unknown source \"{tag}\""));
            }
        }
        for ask in &sign.asks {
            if book.question(&ask.id).is_some() {
                fault(format!("{} is the id of a question of the safety check", ask.id));
            }
            if !(2..=MOST_LINES).contains(&ask.values.len()) {
                fault(format!("{} needs 2 to 9 answers", ask.id));
            }
        }
        let last = sign.rows.len().saturating_sub(1);
        if sign.rows.is_empty() {
            fault("comes to nothing".into());
        }
        for (nth, row) in sign.rows.iter().enumerate() {
            if row.when.is_none() != (nth == last) {
                fault("its last row, and no other, is for all other cases".into());
            }
            if row.tier.locks() && row.ends != Ends::Session {
                fault(format!("{} does not end the session", row.tier));
            }
            if row.todo.is_empty() || row.way_back.is_empty() {
                fault("a row says not what to do, or not when to come back".into());
            }
            for leaf in row.when.iter().flat_map(Cond::leaves) {
                if let Some(words) = leaf_fault(sign, book, leaf) {
                    fault(words);
                }
            }
        }
    }
}

fn leaf_fault(sign: &StopSign, book: &RuleBook, leaf: &Cond) -> Option<String> {
    let id = leaf.id()?;
    if let Some(ask) = sign.asks.iter().find(|ask| ask.id == id) {
        return match leaf {
            Cond::Is(_, value) | Cond::IsNot(_, value) => (!ask.values.iter().any(|one| one.value == *value))
                .then(|| format!("{id} has no answer \"{value}\"")),
            _ => Some(format!("{id} is not a number: use = or !=")),
        };
    }
    let Some(question) = book.question(id) else { return Some(format!("unknown question \"{id}\"")) };
    match leaf {
        Cond::Is(_, value) | Cond::IsNot(_, value) => {
            // Values of yes or no questions come with the kind.
            question.choice(value).is_none().then(|| format!("{id} has no value \"{value}\""))
        }
        _ => None,
    }
}

fn twice<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    names.filter(|name| !seen.insert(*name)).collect()
}
