//! The answer to "why?" in words, the same for the command and for the screen.

use super::{WALK, Why};
use crate::coach::Coach;
use crate::domain::dose::dose_words;
use crate::domain::plan::output::Change;

/// One piece of an answer, in the order of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// What the answer comes to, in one line.
    Short(String),
    /// A paragraph.
    Text(String),
    /// A heading.
    Head(&'static str),
    /// One of a list.
    Item(String),
}

/// A change in words, as the plan prints it.
pub fn change_words(change: Change) -> &'static str {
    match change {
        Change::Start => "start",
        Change::Intro => "new",
        Change::Up => "one step up",
        Change::Hold => "as before",
        Change::Down => "one step down",
        Change::Regress => "easier form",
        Change::Promote => "harder form",
        Change::Return => "easing back in",
        Change::Flare => "gentle",
    }
}

impl Coach {
    /// The name of what a question is about.
    pub fn name_of(&self, id: &str) -> String {
        if id == WALK {
            return "Easy walk".to_owned();
        }
        let plain = || id.chars().map(|c| if crate::content::problem::is_unwanted(c) { '·' } else { c });
        self.catalogue.get(id).map_or_else(|| plain().collect(), |exercise| exercise.name.clone())
    }

    /// An answer in words. `line_of`: the line of the journal that an entry stands on, where it is known.
    pub fn why_words(&self, why: &Why, line_of: impl Fn(&str) -> Option<usize>) -> Vec<Said> {
        let mut said = Vec::new();
        let tags = |sources: &[String]| format!("[{}]", sources.join("·"));
        if let Some(item) = &why.line {
            let dose = dose_words(item.kind, item.dose, item.sides);
            said.push(Said::Short(format!("In the plan: {dose} ({}).", change_words(item.change))));
            said.push(Said::Text(format!("{} {}", item.reason, tags(&item.sources))));
        } else if let Some(walk) = &why.walk {
            let short = format!("In the plan: {} min ({}).", walk.minutes, change_words(walk.change));
            said.push(Said::Short(short));
            said.push(Said::Text(format!("{} {}", walk.reason, tags(&walk.sources))));
        } else {
            said.push(Said::Short("Not in the plan.".to_owned()));
            for reason in &why.not_in {
                let until = reason
                    .until
                    .map_or(String::new(), |until| format!(" First day: {}.", until.format("%Y-%m-%d")));
                said.push(Said::Text(format!("{}{until} {}", reason.text, tags(&reason.sources))));
            }
        }
        if !why.rule.is_empty() {
            said.push(Said::Head("The rule, with your numbers"));
            said.extend(why.rule.iter().cloned().map(Said::Text));
        }
        said.push(Said::Head("From your log"));
        if why.log.is_empty() {
            said.push(Said::Text("It has not been done yet.".to_owned()));
        }
        for line in &why.log {
            let form = line.form.as_ref().map_or(String::new(), |form| format!("{form}, "));
            let mut at: Vec<usize> = line.entries.iter().filter_map(|entry| line_of(&entry.id)).collect();
            at.sort_unstable();
            at.dedup();
            let at: Vec<String> = at.iter().map(ToString::to_string).collect();
            let at = match at.as_slice() {
                [] => String::new(),
                [one] => format!(" (line {one} of the journal)"),
                more => format!(" (lines {} of the journal)", more.join(", ")),
            };
            said.push(Said::Item(format!("{}: {form}{}{at}", line.date.format("%Y-%m-%d"), line.words)));
        }
        said.push(Said::Head("What would have changed it, one answer at a time"));
        if why.would_change.is_empty() {
            said.push(Said::Text("No single answer would have.".to_owned()));
        }
        for turning in &why.would_change {
            said.push(Said::Item(format!(
                "{} (was {}): with {}, {}",
                turning.answer, turning.was, turning.values, turning.then
            )));
        }
        said
    }
}
