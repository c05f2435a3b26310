//! Putting something in the history right: the new score or day, then what it does to the plan, then yes.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::talk::{Plain, Question, SCORE, Said, Sure, number, score, yes_no};
use crate::coach::desk::Desk;
use crate::coach::past::{Change, Done, Rating, SAID_FIRST, moment_of};

const DAY: &str =
    "A day as in 2026-11-20; or today, or yesterday, or how many days ago it was, as in 3. b: back.";

impl Plain {
    /// Another value for one score; `None`: whether it stayed sore for over an hour.
    pub(super) fn rate_again(&mut self, id: &str, rating: Option<Rating>) -> Said<()> {
        let text = self.coach.rating_question(id, rating);
        let now = self.now.wall;
        self.tell(SAID_FIRST)?;
        let change = if let Some(rating) = rating {
            let question = Question::new(text, format!("{SCORE} x: no answer, remove it. b: back."));
            let given = |line: &str| if line == "x" { Some(None) } else { score(line).map(Some) };
            match self.ask_or_back(&question, given)? {
                Some(Some(score)) => self.coach.rate(id, rating, score, now),
                Some(None) => self.coach.unrate(id, rating),
                None => return Ok(()),
            }
        } else {
            let expect = "y: yes. n: no. u: not sure, remove it. b: back.";
            let question = Question::new(text, expect).list_of_keys(expect);
            match self.ask_or_back(&question, yes_no)? {
                Some(Sure::Unsure) => self.coach.unrate_hour(id),
                Some(answer) => self.coach.rate_hour(id, answer == Sure::Yes, now),
                None => return Ok(()),
            }
        };
        self.confirm_change(change).map(drop)
    }

    /// It was on another day.
    pub(super) fn other_day(&mut self, done: &Done) -> Said<()> {
        self.say(&format!("It stands on {}.", done.at.format("%A %-d %B %Y")))?;
        self.say("The time of day stays; all of it moves along.")?;
        let Some(day) = self.day()? else { return Ok(()) };
        let change = self.coach.put_on(&done.id, day, self.now.wall);
        self.confirm_change(change).map(drop)
    }

    /// A walk, a ride or a swim of any day.
    pub(super) fn add_walk(&mut self) -> Said<()> {
        self.title("Add a walk or the like.")?;
        let Some(day) = self.day()? else { return Ok(()) };
        match moment_of(day, self.now.wall) {
            Ok(at) => self.walk_of(at),
            Err(why) => self.tell(&why),
        }
    }

    /// "This is what changes. Keep it?" Whether it was kept.
    pub(super) fn confirm_change(&mut self, change: Result<Change, String>) -> Said<bool> {
        let change = match change {
            Ok(change) => change,
            Err(why) => {
                self.tell(&why)?;
                return Ok(false);
            }
        };
        let effect = self.coach.effect(&change, self.now.wall);
        self.say("In your plan:")?;
        for line in &effect {
            self.tell(line)?;
        }
        self.tell("The first line stays in the journal: u in your history takes this back.")?;
        let words = self.coach.change_words(&change);
        let expect = "y: yes, that is right. b: no, go back.";
        let question = Question::new(words, expect).list_of_keys(expect);
        let kept = self.ask(&question, |line| match line {
            "y" | "yes" => Some(true),
            "b" | "back" | "n" | "no" => Some(false),
            _ => None,
        })?;
        if kept {
            self.put_right(&change);
            self.say("Put right.")?;
            self.saved()?;
        }
        Ok(kept)
    }

    fn day(&mut self) -> Said<Option<NaiveDate>> {
        let today = self.now.date();
        let question = Question::new("On which day was it?", DAY).list_of_keys(DAY);
        self.ask_or_back(&question, |line| day(line, today))
    }

    /// The moment of something, as the question about it has it.
    pub(super) fn day_of(&self, at: Option<DateTime<FixedOffset>>) -> String {
        at.map_or("today".into(), |at| crate::coach::day_words(at.date_naive(), self.now.date()))
    }
}

fn day(line: &str, today: NaiveDate) -> Option<NaiveDate> {
    match line {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        _ => match number::<u64>(line, 3660) {
            Some(ago) => today.checked_sub_days(Days::new(ago)),
            None => NaiveDate::parse_from_str(line, "%Y-%m-%d").ok(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_date_or_so_many_days_ago() {
        let on = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
        let today = on(11, 20).unwrap();
        for (line, wanted) in [
            ("today", on(11, 20)),
            ("yesterday", on(11, 19)),
            ("3", on(11, 17)),
            ("0", on(11, 20)),
            ("2026-11-02", on(11, 2)),
            ("2026-02-30", None),
            ("9999", None),
            ("-1", None),
            ("monday", None),
        ] {
            assert_eq!(day(line, today), wanted, "{line:?}");
        }
    }
}
