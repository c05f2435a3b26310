//! Is it helping? The answer in one sentence, then the numbers, the latest first.

use super::table::table;
use super::talk::{Plain, Question, Said};
use crate::coach::chart::{Range, of};
use crate::domain::around::goals;
use crate::domain::body::{PlaceTimes, over_time};

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
            if let Some(words) = goals::sentence(&self.coach.history.wishes) {
                self.tell(&words)?;
            }
            let marked =
                self.coach.history.body.iter().filter(|marking| marking.at.date_naive() >= series.from);
            let marked: Vec<_> = marked.cloned().collect();
            if !marked.is_empty() {
                self.say("Where it hurt:")?;
            }
            for words in over_time(&marked).iter().map(PlaceTimes::words) {
                self.tell(&format!("{words}."))?;
            }
            self.say("Pain, the latest first:")?;
            for line in table(&series, &self.coach.history) {
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
