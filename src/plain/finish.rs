//! After a session: what was done, and what changes next time and why.

use chrono::TimeDelta;

use super::talk::{Gone, Plain, Question, Said, score};
use super::today::count;
use super::words;
use crate::coach::desk::Desk;
use crate::coach::wishes::Tried;
use crate::domain::dose::Dose;
use crate::domain::plan::output::Change;
use crate::journal::event::WorryRated;

/// What comes after the end of a session.
enum After {
    On,
    More,
    Undo,
}

impl Plain {
    /// The end of the session with this id. True: its last answer is to be taken back.
    pub(super) fn finish(&mut self, id: &str, can_undo: bool) -> Said<bool> {
        self.title("Done.")?;
        if let Some(session) = self.coach.history.session(id) {
            let all = session.exercises.len();
            let done =
                session.exercises.iter().filter(|exercise| exercise.done != Dose::new(0, 0, 0)).count();
            let pain = session.pain_before.zip(session.pain_after);
            let walk = session.aerobic_asked.filter(|_| session.aerobic.is_none());
            let week = self.coach.sessions_in_week(self.now.date());
            let well = self.coach.week(self.now.date()).words();
            self.say(&format!("{done} of {} done.", count(all, "exercise")))?;
            self.say(&format!("Last 7 days: {week} of 5 to 7."))?;
            self.tell(&words::sentence(well))?;
            if let Some((before, after)) = pain {
                self.say(&format!("Pain {before} before, {after} after."))?;
            }
            if let Some(minutes) = walk {
                self.tell(&format!(
                    "Still today, when it suits: {} of {minutes} minutes. Log it with l.",
                    if self.coach.aerobic_words() == "Easy ride" { "an easy ride" } else { "an easy walk" }
                ))?;
            }
        }
        for expected in self.coach.expected_in(id) {
            let words = self.expected_words(&expected);
            self.say(&words)?;
        }
        if self.coach.is_first_session(id) && self.coach.told_nothing_more() && !self.straight {
            self.say("If you like: i makes the plan fit you better.")?;
            self.say("What is worse, your equipment, what you want to do again, what worries you.")?;
            self.say("Each part can be left out, and none has to be today.")?;
        }
        self.next_time()?;
        self.say("At your next check supple asks how it was an hour later and the next morning.")?;
        self.say("Those two answers decide.")?;
        let stopped = self.coach.history.session(id).is_some_and(|session| session.stopped.is_some());
        if let Some(card) = self.coach.card_of_today(self.now.wall).filter(|_| !stopped) {
            self.tell(&format!("{} Sources: {}.", card.text, card.sources.join(", ")))?;
        }
        self.saved()?;
        match self.after_the_end(id, can_undo) {
            // A session was asked for, and was had: whoever says no more is done with it.
            Ok(false) | Err(Gone::End | Gone::Quit) if self.straight => Err(Gone::Done),
            after => after,
        }
    }

    /// What is wanted next. True: the last answer is to be taken back.
    fn after_the_end(&mut self, id: &str, can_undo: bool) -> Said<bool> {
        let undo = if can_undo { " u: take the last answer back." } else { "" };
        let expect = if self.straight {
            format!("Enter: that is all.{undo}")
        } else {
            format!("Enter: on to today's page. i: more about you.{undo} q: leave.")
        };
        let straight = self.straight;
        let question = Question::new("", &expect).list_of_keys(&expect);
        loop {
            let after = self.ask(&question, |line| match line {
                "" => Some(After::On),
                "i" if !straight => Some(After::More),
                "u" if can_undo => Some(After::Undo),
                _ => None,
            })?;
            match after {
                After::On => return self.worry_again(id).map(|()| false),
                After::More => self.more_about_you()?,
                After::Undo => return Ok(true),
            }
        }
    }

    fn expected_words(&self, tried: &Tried) -> String {
        let name = self.coach.name_on(&tried.exercise, self.now.date());
        let was = tried.was.map_or(String::new(), |was| format!(", it was {was}"));
        format!("{name}: you expected {}{was}.", tried.score)
    }

    /// After an exercise of a kind that worries: how much does it now?
    fn worry_again(&mut self, id: &str) -> Said<()> {
        let Some(tried) = self.coach.expected_in(id).into_iter().next() else { return Ok(()) };
        let Some((movement, before)) = self.coach.worry_about(&tried.exercise) else { return Ok(()) };
        let text = format!("{}: how much does it worry you now, 0 to 10?", movement.words);
        let question = Question::new(text, "A number from 0 to 10; t is ten. x: no answer.")
            .help(format!("It was {before}. At 3 or less such exercises may grow like all others."));
        let score = self.ask(&question, |line| match line {
            "x" | "b" | "back" => Some(None),
            _ => score(line).map(Some),
        })?;
        if let Some(score) = score {
            self.record(WorryRated { movement: movement.id.to_owned(), score });
            self.saved()?;
        }
        Ok(())
    }

    fn next_time(&mut self) -> Said<()> {
        let next = self.coach.plan_if_calm(self.now.wall + TimeDelta::days(1), None);
        self.say("Next time, if the hour after and tomorrow morning are calm:")?;
        let changes: Vec<_> = next.exercises.iter().filter(|item| item.change != Change::Hold).collect();
        for item in &changes {
            self.tell(&format!("{}: {}", self.coach.name_on(&item.id, self.now.date()), item.reason))?;
        }
        if changes.is_empty() {
            self.say("Everything stays as it is.")?;
            if let Some(item) = next.exercises.first() {
                self.tell(&item.reason)?;
            }
        }
        Ok(())
    }
}
