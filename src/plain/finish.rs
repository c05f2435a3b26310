//! After a session: what was done, and what changes next time and why.

use chrono::TimeDelta;

use super::talk::{Gone, Plain, Question, Said};
use super::today::count;
use crate::domain::dose::Dose;
use crate::domain::plan::output::Change;

impl Plain {
    /// The end of the session with this id.
    pub(super) fn finish(&mut self, id: &str) -> Said<()> {
        self.title("Done.")?;
        if let Some(session) = self.coach.history.session(id) {
            let all = session.exercises.len();
            let done =
                session.exercises.iter().filter(|exercise| exercise.done != Dose::new(0, 0, 0)).count();
            let pain = session.pain_before.zip(session.pain_after);
            let walk = session.aerobic_asked.filter(|_| session.aerobic.is_none());
            let week = self.coach.sessions_in_week(self.now.date());
            self.say(&format!("{done} of {} done.", count(all, "exercise")))?;
            self.say(&format!("This week: {week} of 5 to 7."))?;
            if let Some((before, after)) = pain {
                self.say(&format!("Pain {before} before, {after} after."))?;
            }
            if let Some(minutes) = walk {
                self.tell(&format!(
                    "Still today, when it suits: an easy walk of {minutes} minutes. Log it with l."
                ))?;
            }
        }
        self.next_time()?;
        self.say("At your next check supple asks how it was an hour later and the next morning.")?;
        self.say("Those two answers decide.")?;
        self.saved()?;
        if self.straight {
            return Err(Gone::Done);
        }
        let expect = "Enter: on to today's page. q: leave.";
        let question = Question::new("", expect).list_of_keys(expect);
        self.ask(&question, |line| line.is_empty().then_some(()))
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
