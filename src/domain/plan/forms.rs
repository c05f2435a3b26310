//! Easier or harder, now: the other forms that one exercise of a running session may have today.
//!
//! Decided here (source: DESIGN; the progression rules do not know of it):
//! - An easier form is there on every day, at the dose that it would begin with. It is how the rules
//!   themselves ease what is too much.
//! - A harder form is there only on a day, and for an exercise, on which the rules could go over to it by
//!   themselves: nothing above level 0, nothing frozen, the last time calm, strength only, allowed by
//!   answers and a clinician's plan, no step back in the last 28 days. Only the two calm sessions at the
//!   top dose are not asked for.
//! - What follows: a form that was left because it hurt counts as ended for pain, one that was too hard as
//!   ended because the form went; the next plan begins with the easier form. A harder form that was chosen
//!   earns nothing: the log reads it as the planned form, done as asked, with the pain and effort that were
//!   told of it.

use super::input::{Entry, Input, Mode};
use super::ladders::ladder_of;
use super::log::{Colour, Track};
use super::make::prepared;
use super::output::Change;
use super::reasons::called;
use super::session::Maker;
use crate::domain::dose::{Dose, Group, Kind};

/// Days after a step back before the harder form comes again.
const NO_CLIMB: i64 = 28;
/// A movement that may be done in a flare.
const RELIEF: &str = "relief";

/// Another form of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Exercise id.
    pub id: String,
    /// Its dose.
    pub dose: Dose,
    /// 1, or 2 for each side.
    pub sides: u32,
}

/// The easier and the harder form that an exercise may have today; else why there is none, in a sentence.
/// `input` is the log as it was before the session that runs; `dose` what the plan asks of the exercise.
pub fn forms(input: &Input, id: &str, dose: Dose) -> (Result<Form, String>, Result<Form, String>) {
    let none = |what: &str| Err(format!("There is no {what} form of it."));
    let made = prepared(input, |maker, _| {
        let entry = maker.ladders.entry(id)?;
        Some((easier(maker, entry), harder(maker, entry, dose)))
    });
    made.flatten().unwrap_or_else(|| (none("easier"), none("harder")))
}

fn form(entry: &Entry, dose: Dose) -> Form {
    Form { id: entry.id.clone(), dose, sides: entry.sides.clamp(1, 2) }
}

fn easier(maker: &Maker, entry: &Entry) -> Result<Form, String> {
    let ladder = maker.ladders.all().find(|ladder| ladder.id == ladder_of(entry));
    let found = ladder.and_then(|ladder| ladder.easier(entry, maker.ctx.permit));
    let Some(easier) = found else {
        return Err("This is the easiest form of it that fits you. Do fewer, or smaller ones.".into());
    };
    let bounds = maker.ctx.bounds(easier);
    if maker.situation.mode == Mode::Flare {
        return if easier.tags.iter().any(|tag| tag == RELIEF) {
            Ok(form(easier, bounds.min))
        } else {
            Err("In a flare there is only this gentle form of it. Do fewer, or smaller ones.".into())
        };
    }
    let start = bounds.start;
    let eased = if maker.ctx.level.value >= 2 { bounds.down(start).unwrap_or(start) } else { start };
    Ok(form(easier, eased))
}

fn harder(maker: &Maker, entry: &Entry, dose: Dose) -> Result<Form, String> {
    let ctx = maker.ctx;
    let no = |why: &str| Err(why.to_owned());
    let Some(ladder) = maker.ladders.all().find(|ladder| ladder.id == ladder_of(entry)) else {
        return no("There is no harder form of it.");
    };
    let Some(next) = ladder.rungs.iter().find(|rung| rung.level > entry.level).copied() else {
        return no("This is the hardest form of it.");
    };
    if entry.kind.group() != Group::Core || next.kind.group() != Group::Core {
        return no("A movement or a stretch grows by its dose, not by a harder form.");
    }
    match maker.situation.mode {
        Mode::Normal => {}
        Mode::Start => return no("A first session begins low on purpose. Not harder today."),
        Mode::Flare => return no("In a flare nothing gets harder."),
        _ => return no("After time off it begins low on purpose. Not harder today."),
    }
    if ctx.level.value > 0 {
        return no("Today is for holding or easing, not for more. The plan says why.");
    }
    if maker.frozen().is_some() {
        return no("Nothing grows at the moment. The plan says why.");
    }
    if !ctx.permit.allows(next) {
        let name = called(next);
        return Err(format!("The next form, {name}, is left out by your answers or your clinician's plan."));
    }
    if entry.no_steps || next.no_steps {
        return no("It is to stay as it is.");
    }
    if ctx.permit.fears().holds(entry).or(ctx.permit.fears().holds(next)).is_some() {
        return no("It belongs to a movement that worries you: it grows once the worry is smaller.");
    }
    let Some(last) = ctx.log.track(ladder.id).and_then(|track| track.exposures.last()) else {
        return no("It is new to you. See first how it goes.");
    };
    if last.colour != Colour::Green || last.stop.is_some() || last.effort.is_some_and(|effort| effort >= 7) {
        return no("The last time was not calm. Stay with this form today.");
    }
    let fell = ctx.log.track(ladder.id).is_some_and(|track| {
        let mut pairs = track.exposures.windows(2);
        pairs.any(|pair| {
            pair[1].entry.level < pair[0].entry.level && ctx.log.days_since(pair[1].date) < NO_CLIMB
        })
    });
    if fell {
        return no("You went back to an easier form less than four weeks ago. Stay with this one.");
    }
    let known = ctx.known(ladder, ctx.log.track(ladder.id).unwrap_or(&Track::default()));
    let calm = known.as_ref().and_then(|line| line.play()).is_some_and(|play| {
        matches!(play.change, Change::Hold | Change::Up | Change::Promote) && play.entry.level >= entry.level
    });
    if !calm {
        return no("It has just been made easier. Stay with this form today.");
    }
    let mut start = ctx.bounds(next).start;
    // as when the rules go over to it: never with more repetitions
    let counted = |kind| matches!(kind, Kind::Hold | Kind::Reps);
    if counted(next.kind) && counted(entry.kind) {
        start.reps = start.reps.min(dose.reps);
    }
    Ok(form(next, start))
}
