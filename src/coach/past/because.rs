//! What stands behind a past session: why its plan was so, which forms were changed in it, what was expected.

use super::words::Row;
use super::{Done, Kind};
use crate::coach::Coach;
use crate::coach::chart::CHANGED;
use crate::coach::why::WALK;
use crate::domain::dose::dose_words;
use crate::domain::history::{SessionRecord, SwapWhy};
use crate::journal::event::Event;

impl Coach {
    /// Why the plan of a session was so, exercise by exercise. The past is folded again for it: once for a
    /// page, not for a frame.
    pub fn past_because(&self, done: &Done) -> Vec<Row> {
        let line = self.events().iter().find(|line| line.id == done.id);
        let Some(Event::SessionStarted(started)) = line.map(|line| &line.event) else { return Vec::new() };
        if done.kind != Kind::Session {
            return Vec::new();
        }
        let reasons = self.reasons_then(&done.id);
        let items = started.items.iter().map(|item| (item.exercise.as_str(), self.name_of(&item.exercise)));
        let walk = started.aerobic.map(|_| (WALK, self.aerobic_words().to_owned()));
        let mut rows = vec![Row::Head("Why the plan was so")];
        let mut lost = false;
        for (id, name) in items.chain(walk) {
            match reasons.get(id) {
                Some(reason) => rows.push(Row::Text(format!("{name}: {reason}"))),
                None => lost = true,
            }
        }
        if lost {
            let which = if rows.len() > 1 { "The others: " } else { "" };
            rows.push(Row::Text(format!("{which}{CHANGED}")));
        }
        rows
    }

    /// Forms that were changed in a session, and what was expected of what worries.
    pub(super) fn beside_the_plan(&self, session: &SessionRecord) -> Vec<Row> {
        let mut rows = Vec::new();
        if !session.swaps.is_empty() {
            rows.push(Row::Head("Forms that you changed"));
        }
        for (nth, swap) in session.swaps.iter().enumerate() {
            let later = session.swaps.iter().skip(nth + 1).find(|later| later.item == swap.item);
            let came = later.map(|later| &later.from.id);
            let came = came.or_else(|| session.planned.get(swap.item).map(|planned| &planned.exercise));
            let dose = self.catalogue.get(&swap.from.id);
            let done = swap.from.done;
            let done = match dose {
                _ if done.sets == 0 || done.reps == 0 => "nothing of it done".to_owned(),
                Some(exercise) => format!("done {}", dose_words(exercise.kind, done, swap.sides)),
                None => format!("done {} x {} x {} s", done.sets, done.reps, done.hold_s),
            };
            let why = match swap.why {
                SwapWhy::Hurt => "it hurt",
                SwapWhy::TooHard => "it was too hard",
                SwapWhy::TooEasy => "it was too easy",
            };
            let came = came.map_or_else(String::new, |id| self.name_of(id));
            let was = self.name_of(&swap.from.id);
            rows.push(Row::Text(format!("{was}, {done}: {why}, and {came} came in its place.")));
        }
        let tried = self.expected_in(&session.id);
        if !tried.is_empty() {
            rows.push(Row::Head("What you expected"));
        }
        for one in tried {
            let was = one.was.map_or("how it was, you did not say".to_owned(), |was| format!("it was {was}"));
            let name = self.name_of(&one.exercise);
            rows.push(Row::Text(format!("{name}: you expected pain {}, {was}.", one.score)));
        }
        rows
    }
}
