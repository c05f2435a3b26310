//! The plan of today as it is said, and what can be asked about it without changing anything.

use super::talk::{Plain, Said};
use super::today::count;
use super::words;
use crate::coach::plan::{Not, TodaysPlan};
use crate::coach::prompts::Prompts;
use crate::coach::why::{Said as Line, WALK};
use crate::domain::plan::advice_sentence;
use crate::domain::plan::output::{Item, Mode};
use crate::session::course::length_words;

impl Plain {
    /// Says what there is today.
    pub(super) fn plan(&mut self, today: &TodaysPlan, prompts: &Prompts) -> Said<()> {
        let now = self.now.wall;
        self.title(&format!("{}.", now.format("%A %-d %B")))?;
        self.lead(today)?;
        for prompt in &prompts.open {
            self.tell(&format!("Note: {}", prompt.text))?;
        }
        for note in self.coach.physio.notes(self.now.date()) {
            self.tell(&note.text)?;
        }
        let notices = self.notices();
        for notice in &notices {
            self.tell(&format!("Note: {}", notice.text))?;
        }
        if !prompts.open.is_empty() || !notices.is_empty() {
            self.say("a: I have read this, fold it away for two weeks.")?;
        }
        let unchanged = prompts.open.iter().any(|prompt| self.coach.is_about_no_change(&prompt.code));
        if unchanged && self.coach.may_be_normal(now) {
            self.say("u: this is my normal, no such notes for eight weeks.")?;
        }
        if prompts.folded > 0 {
            self.say(&format!("{} read and folded away.", count(prompts.folded, "note")))?;
        }
        if !today.plan.exercises.is_empty() {
            for words in self.coach.reminders(now) {
                self.tell(&words)?;
            }
        }
        for (at, item) in today.plan.exercises.iter().enumerate() {
            self.say(&format!(
                "{}. {}: {}.",
                at + 1,
                self.coach.name_on(&item.id, self.now.date()),
                dose(item)
            ))?;
            self.tell(&item.reason)?;
            for note in self.coach.plan_words(&item.id, now.date_naive()) {
                self.tell(&format!("Your plan: {note}"))?;
            }
        }
        if let Some(aerobic) = &today.plan.aerobic {
            let words = self.coach.aerobic_words();
            self.say(&format!("{words}: {} minutes, beside the session.", aerobic.minutes))?;
            self.tell(&aerobic.reason)?;
        }
        for removed in &today.plan.removed {
            let name = self.coach.name_on(&removed.id, self.now.date());
            self.tell(&format!("Left out, {name}: {}", removed.reason))?;
        }
        if self.coach.tour_is_open() {
            self.say("g: new here? A look round, in a few short parts.")?;
        }
        if self.coach.history.body.is_empty()
            && self.coach.history.sessions.iter().any(|one| one.ended.is_some())
        {
            self.say("o: mark where it hurts, and supple notices when it moves.")?;
        }
        let week = self.coach.sessions_in_week(self.now.date());
        self.say(&format!("Last 7 days: {week} of 5 to 7."))
    }

    fn lead(&mut self, today: &TodaysPlan) -> Said<()> {
        let now = self.now.wall;
        if let Some((session, at)) = self.coach.unfinished(now) {
            let next =
                session.planned.get(at).map(|item| self.coach.name_on(&item.exercise, self.now.date()));
            let next = next.unwrap_or_else(|| "the last questions".into());
            self.say("Today's session was not finished.")?;
            return self.tell(&format!("It goes on at {next}. What you answered is kept."));
        }
        let plan = &today.plan;
        match today.not {
            Some(Not::Done) => {
                self.tell("Today's session is done. Once a day is plenty.")?;
                self.say("Tomorrow's, if the next hours are calm:")
            }
            Some(_) => self.tell(&plan.reason),
            None if !self.coach.checked_today(now) => self.say(if plan.mode == Mode::Flare {
                "Today's session will be gentle:"
            } else {
                "If all is calm, today's session will be this:"
            }),
            None => {
                let length = length_words(self.coach.estimate_s(plan, &self.settings, now.date_naive()));
                let exercises = count(plan.exercises.len(), "exercise");
                self.tell(&format!("{exercises}, about {length} on the mat."))?;
                self.tell(&plan.reason)?;
                self.advice(today)
            }
        }
    }

    /// Whether it is a stiff morning, and what the plan advises.
    fn advice(&mut self, today: &TodaysPlan) -> Said<()> {
        if self.coach.asks_about_morning(self.now.wall) {
            self.say("Very stiff this morning?")?;
            self.say("Then s: easy movement now, and the rest can come later today.")?;
        }
        let advice = today.plan.advice.iter().filter_map(|code| advice_sentence(code));
        let advice: Vec<String> = advice.map(|(words, _)| words).collect();
        advice.iter().try_for_each(|words| self.tell(words))
    }

    /// Why a line of the plan is as it is, counted from 0.
    pub(super) fn why(&mut self, today: &TodaysPlan, line: usize) -> Said<()> {
        let plan = &today.plan;
        let walk = plan.aerobic.iter().filter(|_| !plan.exercises.is_empty()).map(|_| WALK.to_owned());
        let items = plan.exercises.iter().map(|item| item.id.clone());
        let ids: Vec<String> =
            items.chain(walk).chain(plan.removed.iter().map(|removed| removed.id.clone())).collect();
        let Some(id) = ids.get(line) else {
            return self.say(&format!("There are {} lines to ask about: w 1 is the first.", ids.len()));
        };
        let basis = self.coach.basis_of(today, self.minutes, self.now.wall);
        let Some(why) = self.coach.why_in(id, basis) else {
            return self
                .say("The catalogue no longer has this exercise, so there is no more to say about it.");
        };
        for said in self.coach.why_words(&why, |_| None) {
            match said {
                Line::Short(text) | Line::Text(text) | Line::Item(text) => self.tell(&text)?,
                Line::Head(text) => self.say(&format!("{text}:"))?,
            }
        }
        Ok(())
    }

    /// The next sessions, if all is calm and if tomorrow is sore.
    pub(super) fn ahead(&mut self, sessions: u32) -> Said<()> {
        let preview = self.coach.preview(self.now.wall, sessions, self.minutes);
        let Some((_, pain)) = preview.sore else {
            return self.tell(&format!("Nothing to look ahead to. {}", preview.reason));
        };
        self.say("Nothing of this is fixed: each day's answers decide.")?;
        self.say(&format!("One session a day, if calm, and if tomorrow is sore with pain {pain}."))?;
        for day in &preview.days {
            self.say(&format!("{}:", day.date.format("%A %-d %B")))?;
            for (name, calm, sore) in self.coach.preview_rows(day) {
                let sore = if calm == sore { String::new() } else { format!("; if sore, {sore}") };
                self.tell(&format!("{name}: {calm}{sore}."))?;
            }
        }
        Ok(())
    }

    /// Where each line comes from.
    pub(super) fn sources(&mut self, today: &TodaysPlan, prompts: &Prompts) -> Said<()> {
        for prompt in &prompts.open {
            self.say(&format!("The note: {}.", prompt.sources.join(", ")))?;
        }
        self.say(&format!("The session as a whole: {}.", today.plan.sources.join(", ")))?;
        for item in &today.plan.exercises {
            self.say(&format!(
                "{}: {}.",
                self.coach.name_on(&item.id, self.now.date()),
                item.sources.join(", ")
            ))?;
        }
        if let Some(aerobic) = &today.plan.aerobic {
            self.say(&format!("Easy walk: {}.", aerobic.sources.join(", ")))?;
        }
        self.say("supple why, with the name of an exercise, says more.")
    }
}

fn dose(item: &Item) -> String {
    words::dose(item.kind, item.dose, item.sides)
}
