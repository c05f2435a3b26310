//! The walk through the table of stop signs: from the list of what happened, over at most two questions,
//! to an outcome that is read back.

use std::collections::BTreeMap;

use super::super::answer::{Answers, Value};
use super::super::derived::Derived;
use super::super::grammar::Cond;
use super::{Ask, AskValue, LATER, Row, StopSign, StopTable};

/// Where the walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The first list, its last line the slip.
    Groups,
    /// The signs of one group.
    Signs,
    /// A question.
    Ask(&'a StopSign, &'a Ask),
    /// What was said and what comes of it: nothing is stored before it is confirmed.
    ReadBack(&'a StopSign, &'a Row),
    /// Nothing is wrong.
    Slip,
}

/// One walk through the table. Pure: it remembers what was chosen, and stores nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling<'a> {
    table: &'a StopTable,
    safety: Answers,
    group: Option<usize>,
    sign: Option<&'a StopSign>,
    given: Vec<(&'a str, &'a str)>,
    /// Answers of an earlier day, which cannot be taken back here.
    kept: usize,
    /// Asked again: "not known yet" is no answer any more.
    again: bool,
}

impl<'a> Telling<'a> {
    /// From the first list. `safety`: the answers of the safety check.
    pub fn new(table: &'a StopTable, safety: Answers) -> Telling<'a> {
        Telling { table, safety, group: None, sign: None, given: Vec::new(), kept: 0, again: false }
    }

    /// Goes on with a sign whose last answer was [`LATER`]. `None`: the table has no such sign.
    pub fn again(
        table: &'a StopTable,
        safety: Answers,
        sign: &str,
        answers: &BTreeMap<String, String>,
    ) -> Option<Telling<'a>> {
        let sign = table.sign(sign)?;
        let given: Vec<(&str, &str)> = sign
            .asks
            .iter()
            .filter_map(|ask| {
                let value = answers.get(&ask.id).filter(|value| *value != LATER)?;
                let known = ask.values.iter().find(|known| known.value == *value)?;
                Some((ask.id.as_str(), known.value.as_str()))
            })
            .collect();
        let kept = given.len();
        Some(Telling { table, safety, group: None, sign: Some(sign), given, kept, again: true })
    }

    /// What to show.
    pub fn step(&self) -> Step<'a> {
        let Some(sign) = self.sign else {
            return match self.group {
                None => Step::Groups,
                Some(group) if group >= self.table.groups.len() => Step::Slip,
                Some(_) => Step::Signs,
            };
        };
        let answers = self.answers();
        for row in &sign.rows {
            let Some(when) = &row.when else { return Step::ReadBack(sign, row) };
            if when.holds(&answers, &Derived::default()) {
                return Step::ReadBack(sign, row);
            }
            if let Some(ask) = decides(sign, when, &answers) {
                return Step::Ask(sign, ask);
            }
        }
        // The last row of a checked table is for all other cases.
        Step::Groups
    }

    fn answers(&self) -> Answers {
        let mut all = self.safety.clone();
        all.extend(self.given.iter().map(|(id, value)| ((*id).to_owned(), Value::choice(value))));
        all
    }

    /// The lines to choose from; none at the read-back.
    pub fn lines(&self) -> Vec<&'a str> {
        match self.step() {
            Step::Groups => {
                let groups = self.table.groups.iter().map(|group| group.line.as_str());
                groups.chain([self.table.slip.as_str()]).collect()
            }
            Step::Signs => self.signs().iter().map(|sign| sign.line.as_str()).collect(),
            Step::Ask(_, ask) => self.values(ask).map(|value| value.shown.as_str()).collect(),
            Step::ReadBack(..) | Step::Slip => Vec::new(),
        }
    }

    fn signs(&self) -> Vec<&'a StopSign> {
        let group = self.group.and_then(|group| self.table.groups.get(group));
        group.map(|group| self.table.of_group(&group.id).collect()).unwrap_or_default()
    }

    fn values(&self, ask: &'a Ask) -> impl Iterator<Item = &'a AskValue> + use<'a> {
        let again = self.again;
        ask.values.iter().filter(move |value| !again || value.value != LATER)
    }

    /// Chooses a line, from 0. A line that is not there changes nothing.
    pub fn pick(&mut self, line: usize) {
        match self.step() {
            Step::Groups if line <= self.table.groups.len() => {
                self.group = Some(line);
                if let [only] = self.signs()[..] {
                    self.sign = Some(only);
                }
            }
            Step::Signs => self.sign = self.signs().get(line).copied(),
            Step::Ask(_, ask) => {
                if let Some(value) = self.values(ask).nth(line) {
                    self.given.push((&ask.id, &value.value));
                }
            }
            _ => {}
        }
    }

    /// Whether there is nothing before this that one could go back to.
    pub fn is_first(&self) -> bool {
        !self.clone().back()
    }

    /// One back. False: there is nothing before this.
    pub fn back(&mut self) -> bool {
        if self.given.len() > self.kept {
            self.given.pop();
        } else if self.again {
            return false;
        } else if self.sign.is_some() && self.signs().len() > 1 {
            self.sign = None;
        } else if self.group.is_some() {
            (self.group, self.sign) = (None, None);
        } else {
            return false;
        }
        true
    }

    /// What was said, as one sentence: "You said that ..., and that ...".
    pub fn sentence(&self) -> String {
        let Some(sign) = self.sign else { return String::new() };
        said(sign, self.given.iter().copied())
    }

    /// What was told, at the read-back; `None` before it.
    pub fn told(&self) -> Option<Told> {
        let Step::ReadBack(sign, row) = self.step() else { return None };
        let answers = self.given.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned()));
        Some(Told { sign: sign.id.clone(), answers: answers.collect(), row: row.clone() })
    }
}

/// The next question on which a row still depends, if it does.
fn decides<'a>(sign: &'a StopSign, when: &Cond, answers: &Answers) -> Option<&'a Ask> {
    let open = |id: &str| sign.asks.iter().any(|ask| ask.id == id) && !answers.contains_key(id);
    let may_hold = when.alternatives().into_iter().any(|leaves| {
        leaves.iter().all(|leaf| leaf.id().is_some_and(open) || leaf.holds(answers, &Derived::default()))
    });
    sign.asks.iter().find(|ask| may_hold && open(&ask.id) && when.ids().contains(ask.id.as_str()))
}

/// A sign with its answers, as one sentence to the person.
pub fn said<'a>(sign: &StopSign, given: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut sentence = format!("You said that {}", sign.said);
    for (id, value) in given {
        let ask = sign.asks.iter().find(|ask| ask.id == id);
        if let Some(value) = ask.and_then(|ask| ask.values.iter().find(|known| known.value == value)) {
            sentence.push_str(", and that ");
            sentence.push_str(&value.said);
        }
    }
    sentence + "."
}

/// A sign, its answers and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Id of the sign.
    pub sign: String,
    /// Answers by id of the question.
    pub answers: BTreeMap<String, String>,
    /// The outcome.
    pub row: Row,
}
