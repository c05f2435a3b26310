//! Your history: what was done, the newest first, to read and to put right.

use super::more::BACK;
use super::talk::{Plain, Question, Said, line_of};
use crate::coach::desk::Desk;
use crate::coach::past::{Done, FIXED, NOT_HERE, Rating, Row};

/// Lines at one time.
const PAGE: usize = 10;

/// What was typed on the list.
enum Typed {
    Open(usize),
    Further,
    Add,
    Undo,
    Back,
}

/// What was typed on a page of it.
enum OfPage {
    Put(usize),
    Day,
    Strike,
    Undo,
    Again,
    Back,
}

impl Plain {
    /// The list. Whether anything was changed: then today's plan is another.
    pub(super) fn past(&mut self) -> Said<bool> {
        let before = (self.pen.changes(), self.coach.events().len());
        let mut from = 0;
        loop {
            self.title("Your history.")?;
            let all = self.coach.past();
            from = from.min(all.len().saturating_sub(1));
            if all.is_empty() {
                self.tell("Nothing yet. Sessions, walks and scores come to stand here.")?;
            }
            for (at, done) in all.iter().enumerate().skip(from).take(PAGE) {
                let day = done.at.format("%-d %B %Y");
                self.tell(&format!("{}: {day}, {}.", at + 1, self.coach.past_line(done)))?;
            }
            let further = all.len() > from + PAGE;
            let expect = expect(all.len(), further);
            let question = Question::new("", expect.clone()).list_of_keys(&expect);
            let typed = self.ask(&question, |line| match line {
                "" | "b" | "back" => Some(Typed::Back),
                "more" if further => Some(Typed::Further),
                "a" => Some(Typed::Add),
                "u" => Some(Typed::Undo),
                _ => line_of(line, all.len()).map(Typed::Open),
            })?;
            match typed {
                Typed::Back => return Ok((self.pen.changes(), self.coach.events().len()) != before),
                Typed::Further => from += PAGE,
                Typed::Add => self.add_walk()?,
                Typed::Undo => self.undo()?,
                Typed::Open(at) => {
                    if let Some(done) = all.get(at) {
                        self.one_of_the_past(done)?;
                    }
                }
            }
        }
    }

    /// One session, walk or score, with all that was said about it.
    fn one_of_the_past(&mut self, done: &Done) -> Said<()> {
        let id = done.id.clone();
        let mut known = done.clone();
        let mut read = true;
        loop {
            known = self.coach.past_of(&id).unwrap_or(known);
            let rows = self.coach.past_page(&known);
            let rated: Vec<Option<Rating>> = rows.iter().filter_map(rating).collect();
            let fixed = self.coach.is_fixed(&id);
            if read {
                self.title(&format!("{}.", known.title()))?;
                let mut number = 0;
                for row in &rows {
                    match row {
                        Row::Head(head) => self.say(&format!("{head}:"))?,
                        Row::Text(text) => self.tell(text)?,
                        Row::Rated(_, text) | Row::Hour(text) => {
                            number += 1;
                            self.say(&format!("{number}. {}", spoken(text)))?;
                        }
                    }
                }
                for row in self.coach.past_because(&known) {
                    match row {
                        Row::Head(head) => self.say(&format!("{head}:"))?,
                        Row::Text(text) | Row::Rated(_, text) | Row::Hour(text) => self.tell(&text)?,
                    }
                }
                if fixed {
                    self.tell(FIXED)?;
                }
                self.tell(NOT_HERE)?;
            }
            let numbers = if rated.is_empty() {
                String::new()
            } else {
                format!("A number from 1 to {}: put that score right. ", rated.len())
            };
            let expect = format!(
                "{numbers}d: it was on another day. x: it did not happen, take it back. u: take the last change of \
                 today's visit back. w: say it again. {BACK}"
            );
            let question = Question::new("", expect.clone()).list_of_keys(&expect);
            let typed = self.ask(&question, |line| match line {
                "" | "b" | "back" => Some(OfPage::Back),
                "d" => Some(OfPage::Day),
                "x" => Some(OfPage::Strike),
                "u" => Some(OfPage::Undo),
                "w" => Some(OfPage::Again),
                _ => line_of(line, rated.len()).map(OfPage::Put),
            })?;
            read = matches!(typed, OfPage::Again | OfPage::Undo);
            match typed {
                OfPage::Back => return Ok(()),
                OfPage::Again => {}
                OfPage::Undo => self.undo()?,
                OfPage::Day if fixed => self.tell(FIXED)?,
                OfPage::Day => self.other_day(&known)?,
                OfPage::Strike => {
                    let change = self.coach.take_back(&id);
                    if self.confirm_change(change)? {
                        return Ok(());
                    }
                }
                OfPage::Put(at) => {
                    let rating = rated.get(at).copied().flatten();
                    self.rate_again(&id, rating)?;
                }
            }
        }
    }

    fn undo(&mut self) -> Said<()> {
        if self.undo_change() {
            self.say("The last change was taken back.")?;
            self.saved()
        } else {
            self.tell("There is no change of today's visit to take back. Older ones: supple log redo.")
        }
    }
}

/// Whether a row can be put right, and which score it is; the hour after is none.
#[allow(clippy::option_option)] // "no such row" and "a row that is no score" are two things
fn rating(row: &Row) -> Option<Option<Rating>> {
    match row {
        Row::Rated(rating, _) => Some(Some(*rating)),
        Row::Hour(_) => Some(None),
        Row::Head(_) | Row::Text(_) => None,
    }
}

fn expect(all: usize, further: bool) -> String {
    let open = if all == 0 { String::new() } else { format!("A number from 1 to {all} opens it. ") };
    let further = if further { "more: what was before. " } else { "" };
    format!(
        "{open}{further}a: add a walk, a ride or a swim of any day. u: take the last change of today's visit back. {BACK}"
    )
}

/// A score that was not given is a dash on paper, and nothing to hear.
fn spoken(text: &str) -> String {
    match text.strip_suffix(" -") {
        Some(start) => format!("{start} not said"),
        None => text.to_owned(),
    }
}
