//! The answer to "why?" in words, the same for the command and for the screen.

use super::{Turning, WALK, Why};
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
            return self.aerobic_words().to_owned();
        }
        let plain = || id.chars().map(|c| if crate::content::problem::is_unwanted(c) { '·' } else { c });
        self.catalogue.get(id).map_or_else(|| plain().collect(), |exercise| exercise.name.clone())
    }

    /// An answer in words. `line_of`: the line of the journal that an entry stands on, where it is known, behind the
    /// name of its file, where that is not the usual one.
    pub fn why_words(
        &self,
        why: &Why,
        line_of: impl Fn(&str) -> Option<(Option<String>, usize)>,
    ) -> Vec<Said> {
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
            let mut at: Vec<_> = line.entries.iter().filter_map(|entry| line_of(&entry.id)).collect();
            at.sort_unstable();
            at.dedup();
            let of_file = |lines: &[(Option<String>, usize)]| {
                let file = lines.first().and_then(|(file, _)| file.as_deref()).unwrap_or("the journal");
                let lines: Vec<usize> = lines.iter().map(|(_, line)| *line).collect();
                let unit = if lines.len() == 1 { "line" } else { "lines" };
                format!("{unit} {} of {file}", runs(&lines))
            };
            let at: Vec<String> = at.chunk_by(|a, b| a.0 == b.0).map(of_file).collect();
            let at = if at.is_empty() { String::new() } else { format!(" ({})", at.join(", ")) };
            said.push(Said::Item(format!("{}: {form}{}{at}", line.date.format("%Y-%m-%d"), line.words)));
        }
        said.push(Said::Head("What would have changed it, one answer at a time"));
        if why.would_change.is_empty() {
            said.push(Said::Text("No single answer would have.".to_owned()));
        }
        said.extend(self.turnings_in_words(&why.would_change).into_iter().map(Said::Item));
        said
    }

    /// One line for each answer; other exercises of which the same is true share one.
    fn turnings_in_words(&self, turnings: &[Turning]) -> Vec<String> {
        let mut answers: Vec<(String, String, Option<String>)> = Vec::new();
        for turning in turnings {
            let with = format!("with {}, {}", turning.values, turning.then);
            let head = format!("{}, was {}", turning.answer, turning.was);
            match answers.last_mut() {
                Some((known, tail, _)) if *known == head => *tail = format!("{tail}; {with}"),
                _ => answers.push((head, with, turning.of.clone())),
            }
        }
        let mut lines: Vec<String> = Vec::new();
        let mut others: Vec<(&str, String, Vec<String>)> = Vec::new();
        for (head, tail, of) in answers {
            let Some(of) = of else {
                lines.push(format!("{head}: {tail}"));
                continue;
            };
            let what = if head.starts_with("pain") { "pain during" } else { "effort of" };
            let name = self.name_of(&of);
            match others.iter_mut().find(|(known, other, _)| *known == what && *other == tail) {
                Some((_, _, names)) => names.push(name),
                None => others.push((what, tail, vec![name])),
            }
        }
        let other = |(what, tail, names): (&str, String, Vec<String>)| {
            let any = if names.len() > 1 { "any of " } else { "" };
            format!("{what} {any}{}: {tail}", names.join(", "))
        };
        lines.extend(others.into_iter().map(other));
        lines
    }
}

/// "3-5, 8": numbers in order, runs drawn together.
fn runs(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == *number => *to = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let words: Vec<String> = runs
        .into_iter()
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") })
        .collect();
    words.join(", ")
}
