//! Somebody who listens to supple line by line and types, without a terminal and in made-up time.

#![allow(unreachable_pub)] // Shared with the test only.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::rc::Rc;
use std::time::Duration;

use chrono::TimeDelta;
use supple::cli::open;
use supple::clock::Now;
use supple::coach::physio::Shelf;
use supple::journal::event::Event;
use supple::plain::edge::{Edge, Heard};
use supple::plain::{Gone, Plain};
use supple::session::settings::Settings;

use crate::support::{Pages, at};

/// Typing an answer takes so long.
const TYPING: Duration = Duration::from_secs(3);

/// What somebody does.
#[derive(Clone, Default)]
pub struct Person {
    answers: VecDeque<String>,
    /// Once the answers are used up: exercises on, giving this rating everywhere.
    rating: Option<String>,
    /// Once the session is over: these answers, and no more.
    finally: VecDeque<String>,
    /// When this was just said while a count runs, types that; then the answers go on with these.
    reactions: VecDeque<(String, String, Vec<String>)>,
    /// The program stands still for so long, when this was just said while a count runs.
    away: Option<(String, Duration)>,
    /// No more lines come after this was said.
    end_at: Option<String>,
    /// Settings of the session, and `supple session` with its minutes.
    pub settings: Settings,
    /// A clinician's plans.
    plans: Option<Shelf>,
    straight: bool,
    minutes: Option<i32>,
    script: bool,
}

fn words(lines: &str) -> impl Iterator<Item = String> + '_ {
    lines.split(',').map(|line| line.trim().to_owned())
}

/// Answers with commas between, each by itself; `n*3` is three times n.
pub fn one_by_one(lines: &str) -> Vec<String> {
    words(lines)
        .flat_map(|line| match line.split_once('*') {
            Some((line, times)) => vec![line.to_owned(); times.parse().unwrap()],
            None => vec![line],
        })
        .collect()
}

impl Person {
    /// Gives these answers, separated by commas; `n*3` is three times n. Then no more.
    pub fn answering(lines: &str) -> Person {
        Person::default().and(lines)
    }

    /// Gives these answers after the ones before.
    pub fn and(mut self, lines: &str) -> Person {
        self.answers.extend(one_by_one(lines));
        self
    }

    /// Gives exactly these answers.
    pub fn answering_all(lines: &[String]) -> Person {
        Person { answers: lines.iter().cloned().collect(), ..Person::default() }
    }

    /// With these plans of a clinician.
    pub fn with_plans(mut self, shelf: Shelf) -> Person {
        self.plans = Some(shelf);
        self
    }

    /// Then exercises on.
    pub fn playing(mut self, rating: &str) -> Person {
        self.rating = Some(rating.to_owned());
        self
    }

    /// Answers these once the session is over.
    pub fn finally(mut self, lines: &str) -> Person {
        self.finally.extend(one_by_one(lines));
        self
    }

    /// During a count, when this was just said, types the line; then answers.
    pub fn when(mut self, said: &str, line: &str, then: &str) -> Person {
        let then = if then.is_empty() { Vec::new() } else { words(then).collect() };
        self.reactions.push_back((said.to_owned(), line.to_owned(), then));
        self
    }

    pub fn away_at(mut self, said: &str, seconds: u64) -> Person {
        self.away = Some((said.to_owned(), Duration::from_secs(seconds)));
        self
    }

    pub fn gone_at(mut self, said: &str) -> Person {
        self.end_at = Some(said.to_owned());
        self
    }

    pub fn straight(mut self, minutes: Option<i32>) -> Person {
        (self.straight, self.minutes) = (true, minutes);
        self
    }

    /// Not a person, but a file with lines.
    pub fn script(mut self) -> Person {
        self.script = true;
        self
    }

    /// Comes at that moment, with the journal so far.
    pub fn visits(self, time: &str, pages: &Pages) -> Visit {
        let now = Now { wall: at(time), mono: Duration::from_secs(1) };
        let said = Rc::new(RefCell::new(String::new()));
        let ear = Ear { person: self.clone(), now, said: Rc::clone(&said), since: 0, over: false };
        let mut coach = open::coach(pages.0.borrow().clone()).unwrap();
        if let Some(shelf) = self.plans {
            coach.physio = shelf;
        }
        let mut program = Plain::new(coach, Box::new(pages.clone()), Box::new(ear), self.settings);
        if self.straight {
            program = program.straight(self.minutes);
        }
        let gone = program.run();
        program.close().unwrap();
        let said = said.borrow().clone();
        let odd: Vec<char> = said.chars().filter(|c| c.is_control() && *c != '\n').collect();
        assert!(odd.is_empty(), "{odd:?} in {said}");
        Visit { said, gone, pages: pages.clone() }
    }
}

/// What came of it.
pub struct Visit {
    pub said: String,
    pub gone: Gone,
    pub pages: Pages,
}

impl Visit {
    /// Fails unless this was said.
    #[track_caller]
    pub fn heard(&self, text: &str) -> &Visit {
        assert!(self.said.contains(text), "no {text:?} in\n{}", self.said);
        self
    }

    #[track_caller]
    pub fn unheard(&self, text: &str) -> &Visit {
        assert!(!self.said.contains(text), "{text:?} in\n{}", self.said);
        self
    }

    /// Events of one kind.
    pub fn events(&self, kind: &str) -> Vec<Event> {
        events(&self.pages).into_iter().filter(|event| event.kind() == kind).collect()
    }
}

pub fn events(pages: &Pages) -> Vec<Event> {
    pages.0.borrow().iter().map(|stamped| stamped.event.clone()).collect()
}

/// Events as text, without what depends on the moment.
pub fn without_times(pages: &Pages) -> Vec<String> {
    let line = |event: Event| {
        let mut body = event.body();
        if let Some(run) = body.get_mut("run") {
            *run = "a run".into();
        }
        format!("{} {body}", event.kind())
    };
    events(pages).into_iter().map(line).collect()
}

/// The same with the day of each: what was put on another day shows.
pub fn dated(pages: &Pages) -> Vec<String> {
    let days = pages.0.borrow().iter().map(|stamped| stamped.at.date_naive()).collect::<Vec<_>>();
    days.iter().zip(without_times(pages)).map(|(day, line)| format!("{day} {line}")).collect()
}

struct Ear {
    person: Person,
    now: Now,
    said: Rc<RefCell<String>>,
    /// From here on it was said since the last line that was typed.
    since: usize,
    /// The session ended, and what came after it is being answered.
    over: bool,
}

impl Ear {
    fn pass(&mut self, by: Duration) {
        self.now.mono += by;
        self.now.wall += TimeDelta::from_std(by).unwrap();
    }

    fn latest(&self) -> String {
        self.said.borrow()[self.since..].to_owned()
    }

    fn typed(&mut self, line: String) -> Heard {
        self.since = self.said.borrow().len();
        Heard::Line(line)
    }

    fn is_gone(&self) -> bool {
        self.person.end_at.as_ref().is_some_and(|text| self.said.borrow().contains(text))
    }
}

impl Edge for Ear {
    fn now(&mut self) -> Now {
        self.now
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        self.said.borrow_mut().push_str(text);
        Ok(())
    }

    fn answer(&mut self, until: Option<Duration>) -> Heard {
        assert_eq!(until, None, "nothing waits to be saved");
        if self.is_gone() {
            return Heard::End;
        }
        self.pass(TYPING);
        if let Some(line) = self.person.answers.pop_front() {
            return self.typed(line);
        }
        let Some(rating) = self.person.rating.clone() else { return Heard::End };
        let latest = self.latest();
        let last = latest.trim_end().lines().next_back().unwrap_or_default();
        let ends = ["on to today's page", "that is all.", "Enter twice: leave."];
        self.over |= ends.iter().any(|end| latest.contains(end));
        let line = if self.over {
            match self.person.finally.pop_front() {
                Some(line) => line,
                None => return Heard::End,
            }
        } else if latest.contains("Could you have done a little more") {
            "y".to_owned()
        } else if latest.contains("0 to 10?") {
            rating
        } else if ["ready.", "go on.", "questions."].iter().any(|end| latest.contains(end))
            || last.parse::<u32>().is_ok()
            || latest.contains("Enter counts one")
            || last.ends_with("done.")
        {
            String::new()
        } else {
            panic!("no answer to\n{latest}");
        };
        self.typed(line)
    }

    fn during(&mut self, until: Duration) -> Heard {
        if self.is_gone() {
            return Heard::End;
        }
        let latest = self.latest();
        if let Some((_, by)) = self.person.away.clone().filter(|(said, _)| latest.contains(said)) {
            self.person.away = None;
            self.pass(by);
            return Heard::Time;
        }
        if self.person.reactions.front().is_some_and(|(said, ..)| latest.contains(said)) {
            let (_, line, then) = self.person.reactions.pop_front().unwrap();
            self.person.answers.extend(then);
            return self.typed(line);
        }
        let by = until.saturating_sub(self.now.mono);
        self.pass(by);
        Heard::Time
    }

    fn typed(&self) -> bool {
        !self.person.script
    }
}
