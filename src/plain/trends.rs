//! Is it helping? The answer in one sentence, then the numbers, the latest first.

use super::talk::{Plain, Question, Said};
use crate::coach::chart::{Range, of};
use crate::domain::trend::Series;

const RANGES: [(Range, &str); 4] = [
    (Range::Days(14), "2 weeks"),
    (Range::Days(28), "4 weeks"),
    (Range::Days(84), "12 weeks"),
    (Range::Days(366), "1 year"),
];

impl Plain {
    /// Four weeks at first.
    pub(super) fn trends(&mut self) -> Said<()> {
        let mut range = 1;
        loop {
            let (days, name) = RANGES[range];
            let series = of(&self.coach.history, days, self.now.date());
            self.title(&format!("Pain over {name}."))?;
            self.tell(&series.sentence)?;
            for line in table(&series) {
                self.say(&line)?;
            }
            let expect =
                "Enter: back. Plus: a longer range. Minus: a shorter one. y: your history. e: all exercises.";
            let question = Question::new("", expect).list_of_keys(expect).help(
                "The 7-day median is the middle score of the seven days up to that day. \
                 Days without a score are left out.",
            );
            let by = self.ask(&question, |line| match line {
                "" | "b" | "back" | "t" => Some(Next::Back),
                "+" | "=" | "plus" => Some(Next::Range(1)),
                "-" | "minus" => Some(Next::Range(-1)),
                "y" => Some(Next::Past),
                "e" => Some(Next::Library),
                _ => None,
            })?;
            match by {
                Next::Back => return Ok(()),
                Next::Range(by) => range = range.saturating_add_signed(by).min(RANGES.len() - 1),
                Next::Past => drop(self.past()?),
                Next::Library => self.library()?,
            }
        }
    }
}

/// What was asked for.
enum Next {
    Back,
    Range(isize),
    Past,
    Library,
}

/// One line for each day with something to tell, the latest first; days without are one line together.
fn table(series: &Series) -> Vec<String> {
    let mut lines = Vec::new();
    let mut gap = 0;
    let told = |gap: &mut usize, lines: &mut Vec<String>| {
        match *gap {
            0 => {}
            1 => lines.push("1 day without a score.".to_owned()),
            days => lines.push(format!("{days} days without a score.")),
        }
        *gap = 0;
    };
    for day in series.days.iter().rev() {
        if day.pain.is_none() && !day.flare {
            gap += 1;
            continue;
        }
        told(&mut gap, &mut lines);
        let pain = day.pain.map_or("no score".to_owned(), |pain| format!("pain {pain}"));
        let median = day.median7.map_or(String::new(), |median| format!(", 7-day median {median}"));
        let flare = if day.flare { ", flare" } else { "" };
        lines.push(format!("{}: {pain}{median}{flare}.", day.date.format("%-d %B")));
    }
    told(&mut gap, &mut lines);
    lines
}
