//! Going on with a session that was broken off: what its lines say was done, and the same hold again.

use super::course::Spot;
use super::item::{Item, Work};
use super::machine::Machine;
use super::progress;
use super::rating::is_enough;
use super::settings::{Rate, Settings};
use super::state::{Known, Mark};
use super::tally::{Tally, Turn};
use crate::domain::plan::input::Stop;
use crate::domain::score::Score;
use crate::journal::event::{Event, HoldDone, PauseWhy, RepsDone, Side, When};

impl Machine {
    /// A session that was broken off, from the lines that were written of it (oldest first, what was
    /// retracted left out). It goes on paused, with getting ready for the hold or the set that had not
    /// come to its end; nothing of that one is credited, nothing that was answered is asked again. `None`:
    /// there is nothing to go on with.
    pub fn continued(
        session: String,
        items: Vec<Item>,
        settings: Settings,
        pain_before: Option<Score>,
        events: &[&Event],
    ) -> Option<Machine> {
        let at = progress::resume_at(events)?;
        let mut machine = Machine::new(session, items, settings, pain_before);
        if at >= machine.items.len() && progress::too_sore(events) {
            machine.state.ending = true;
        }
        machine.recall(events);
        if at >= machine.items.len() {
            machine.known = known(events);
            machine.known.too_sore &= machine.state.ending;
            machine.state.cursor = machine.items.len().saturating_sub(1);
            machine.state.item = machine.state.cursor;
            machine.state.item_ended = true;
            return Some(machine);
        }
        for mark in machine.state.marks.iter_mut().take(at).filter(|mark| !mark.ended) {
            mark.passed = true;
        }
        machine.state.item = at;
        machine.state.cursor = at;
        machine.state.item_ended = false;
        machine.state.paused = Some(PauseWhy::Away);
        let (spot, tally) = machine.come_to(events);
        machine.place(spot);
        machine.state.tally = tally;
        Some(machine)
    }

    /// What is known of each exercise.
    fn recall(&mut self, events: &[&Event]) {
        let last =
            events.iter().rposition(|event| matches!(event, Event::ItemStarted(_) | Event::ItemEnded(_)));
        for event in events {
            let item = match event {
                Event::ItemStarted(body) => Some(body.item),
                Event::ItemEnded(body) => Some(body.item),
                Event::ItemSwapped(body) => Some(body.item),
                Event::PainRated(body) => body.item,
                Event::EffortRated(body) => body.item,
                _ => None,
            };
            if let Event::WithinLimit(body) = event {
                for item in &body.items {
                    if let Some(mark) = self.state.marks.get_mut(*item) {
                        (mark.within, mark.asked) = (true, true);
                    }
                }
            }
            let Some(mark) = item.and_then(|item| self.state.marks.get_mut(item)) else { continue };
            match event {
                Event::ItemStarted(_) => mark.ended = false,
                Event::ItemSwapped(_) => *mark = Mark::default(),
                Event::ItemEnded(body) => {
                    mark.ended = true;
                    mark.stop = body.stop;
                    mark.before = Some((body.done, body.stop));
                    mark.played = body.done.reps > 0 && body.stop != Some(Stop::Skipped);
                }
                Event::PainRated(body) => mark.pain = Some(body.score),
                Event::EffortRated(body) => {
                    mark.effort = Some(body.score);
                    mark.asked |= mark.pain.is_some();
                }
                _ => {}
            }
        }
        // Where each is asked about at once, a second score that was left out was asked for too; not so that of
        // the one that had only just ended, nor the one after the very last answer. One without any score may
        // have been done in floor mode, where ratings wait: the table at the end asks about it, rather than
        // nobody; and about the one that had just ended with it, as then that one waited as well.
        let just_ended = last.and_then(|place| match events[place] {
            Event::ItemEnded(body) => Some(body.item),
            _ => None,
        });
        let half_rated = half_rated(events);
        if self.rates_each() {
            let mut any_waits = false;
            for (item, mark) in self.state.marks.iter_mut().enumerate() {
                let earlier = mark.ended && just_ended != Some(item);
                mark.asked |= earlier && mark.pain.is_some() && half_rated != Some(item);
                mark.waits |= earlier && !mark.asked && mark.played;
                any_waits |= mark.waits;
            }
            if let Some(mark) = just_ended.and_then(|item| self.state.marks.get_mut(item)) {
                mark.waits |= any_waits && !mark.asked && mark.played;
            }
        }
        // Enough for today was said right after that score: its effort was not asked for.
        let enough = |mark: &Mark| mark.pain.is_some_and(|pain| is_enough(self.pain_before, pain));
        let enough: Vec<bool> = self.state.marks.iter().map(enough).collect();
        for (mark, enough) in self.state.marks.iter_mut().zip(enough) {
            mark.asked |= enough && self.settings.rates() == Rate::AfterEach;
        }
    }

    /// The hold, set or stretch of time that comes next in the exercise, and what was done before it.
    fn come_to(&self, events: &[&Event]) -> (Spot, Tally) {
        let item = self.item();
        let mut tally = Tally::default();
        let mut spot = Spot::first();
        for event in events {
            match event {
                Event::ItemEnded(body) if body.item == self.state.item => {
                    (tally, spot) = (Tally::default(), Spot::first());
                }
                Event::ItemSwapped(body) if body.item == self.state.item => {
                    (tally, spot) = (Tally::default(), Spot::first());
                }
                Event::HoldDone(body) if body.item == self.state.item => {
                    if let Some(after) = after_hold(item, body, &mut tally) {
                        spot = after;
                    }
                }
                Event::RepsDone(body) if body.item == self.state.item => {
                    if let Some(after) = after_set(item, body, &mut tally) {
                        spot = after;
                    }
                }
                _ => {}
            }
        }
        (if item.work(&self.settings) == Work::Minutes { Spot::first() } else { spot }, tally)
    }
}

/// The exercise whose pain was the last that was told: its effort was to be asked next.
fn half_rated(events: &[&Event]) -> Option<usize> {
    events.iter().fold(None, |half, event| match event {
        Event::PainRated(body) => body.item,
        Event::EffortRated(_) | Event::WithinLimit(_) | Event::SignsNoted(_) | Event::ItemStarted(_) => None,
        _ => half,
    })
}

/// Which of the questions about the whole were answered, after the last exercise.
fn known(events: &[&Event]) -> Known {
    let begun = |event: &&Event| matches!(event, Event::ItemStarted(_));
    let from = events.iter().rposition(begun).unwrap_or(0);
    events[from..].iter().fold(Known { too_sore: true, ..Known::default() }, |known, event| match event {
        Event::PainRated(body) if body.when == When::After => Known { pain: true, too_sore: false, ..known },
        Event::EffortRated(body) if body.item.is_none() => Known { effort: true, too_sore: false, ..known },
        Event::SignsNoted(_) => Known { reserve: true, too_sore: false, ..known },
        _ => known,
    })
}

fn nth_side(item: &Item, side: Option<Side>) -> u32 {
    u32::from(item.side_count() > 1 && side == Some(Side::Left))
}

/// The place after the last repetition of a set on one side; `None` after the last of all.
fn turn_after(item: &Item, set: u32, side: u32) -> Option<Spot> {
    if side + 1 < item.side_count() {
        Some(Spot::ready(set, side + 1))
    } else if set < item.dose.sets {
        Some(Spot::ready(set + 1, 0))
    } else {
        None
    }
}

fn after_hold(item: &Item, done: &HoldDone, tally: &mut Tally) -> Option<Spot> {
    let side = nth_side(item, done.side);
    let (mut set, mut rep) = (1, done.nth);
    while rep > item.reps_in_set(set) && set < item.dose.sets {
        rep -= item.reps_in_set(set);
        set += 1;
    }
    if done.held_s < done.asked_s {
        // It was broken off: it comes again.
        return Some(Spot { rep, ..Spot::ready(set, side) });
    }
    if rep == 1 {
        tally.forget_from(set, side);
    }
    let asked = item.reps_in_set(set);
    let turn = tally.turn(set, side);
    if turn.reps < rep {
        turn.add(done.held_s);
    }
    turn.complete = turn.reps >= asked;
    if rep >= asked {
        turn_after(item, set, side)
    } else {
        Some(Spot { rep: rep + 1, ..Spot::ready(set, side) })
    }
}

fn after_set(item: &Item, done: &RepsDone, tally: &mut Tally) -> Option<Spot> {
    let side = nth_side(item, done.side);
    tally.forget_from(done.set, side);
    if done.reps < done.asked {
        return Some(Spot::ready(done.set, side));
    }
    let turn = tally.turn(done.set, side);
    *turn = Turn { reps: done.reps, hold_s: done.hold_s, complete: true, ..*turn };
    turn_after(item, done.set, side)
}
