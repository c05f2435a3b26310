//! Looks at a session from the outside and keeps its own account of each hold: what ran of it, how long it is
//! to be, whether it was written down. The machine has to agree with that to the last nanosecond.

use std::collections::BTreeSet;
use std::time::Duration;

use proptest::prelude::*;
use supple::journal::event::{Event, Side};
use supple::session::{Effect, Machine, Message, Mono, Phase};

/// Which hold of the session: exercise, set, side, and which of these.
type Place = (usize, u32, u32, u32);

/// One hold or stretch of time, from when it was announced.
#[derive(Debug, Clone, PartialEq)]
struct Hold {
    place: Place,
    asked_s: u32,
    /// What ran of it.
    ran: Duration,
    /// How long it is to be.
    total: Duration,
    /// The line that says so, where it was broken off and written down.
    line: Option<usize>,
}

/// The account.
#[derive(Debug)]
pub(crate) struct Account {
    last: Mono,
    /// The one that runs or stands, be it under a question.
    here: Option<Hold>,
    /// Those that were broken into: each may be gone on with, once.
    put_by: Vec<Hold>,
    /// Lines written so far, and which of them were taken back.
    written: usize,
    retracted: BTreeSet<usize>,
}

/// The session without the question that may lie over it: the clock stands under one, so that whatever the
/// answer, this is what was there.
fn uncovered(machine: &Machine, now: Mono) -> Machine {
    let mut machine = machine.clone();
    match machine.phase() {
        Phase::AskSkip | Phase::AskForm | Phase::AskJump => machine.update(Message::SkipCancel, now),
        Phase::Wrong => machine.update(Message::WrongResolved { end: false, stop: None }, now),
        _ => Vec::new(),
    };
    machine
}

/// The hold that is announced, as the machine reckons it.
fn announced(machine: &Machine, now: Mono) -> Option<Hold> {
    let machine = uncovered(machine, now);
    if !matches!(machine.phase(), Phase::Hold | Phase::Minutes) {
        return None;
    }
    let view = machine.view(now);
    let (ran, total) = machine.clock(now)?;
    let asked_s = machine.items()[view.item].dose.hold_s;
    let side = u32::from(view.side == Some(Side::Left));
    Some(Hold { place: (view.item, view.set, side, view.rep), asked_s, ran, total, line: None })
}

/// Whether the person ended an exercise, or the session, or went to another exercise.
fn ended_by_person(before: &Machine, message: Message) -> bool {
    match message {
        Message::Enough => before.phase().is_exercise(),
        Message::SkipBecause(_) => before.phase() == Phase::AskSkip,
        Message::Jump(_) => before.phase() == Phase::AskJump,
        Message::WrongResolved { end, stop } => before.phase() == Phase::Wrong && (end || stop.is_some()),
        _ => false,
    }
}

impl Account {
    /// Of a session that begins now, with the line of its first exercise.
    pub(crate) fn from(machine: &Machine, now: Mono) -> Account {
        let mut machine = machine.clone();
        let written = machine.begin(now).iter().filter(|effect| matches!(effect, Effect::Record(_))).count();
        Account {
            last: now,
            here: announced(&machine, now),
            put_by: Vec::new(),
            written,
            retracted: BTreeSet::new(),
        }
    }

    /// One message came at `now`: what it made of the session has to agree with the account.
    pub(crate) fn look(
        &mut self,
        before: &Machine,
        after: &Machine,
        now: Mono,
        message: Message,
        effects: &[Effect],
    ) -> Result<(), TestCaseError> {
        let runs = before.next_change(self.last).is_some() && message != Message::Away;
        if let Some(here) = self.here.as_mut().filter(|_| runs) {
            here.ran += now.saturating_sub(self.last);
        }
        self.last = now;
        let whole = self.here.as_ref().is_some_and(|here| here.ran >= here.total);
        let broken_off = ended_by_person(before, message) && !whole;
        let mut line = None;
        for effect in effects {
            match effect {
                Effect::Record(event) => {
                    if self.written_down(event, broken_off)? {
                        line = Some(self.written);
                    }
                    self.written += 1;
                }
                Effect::Retract(line) => drop(self.retracted.insert(*line)),
                _ => {}
            }
        }
        self.moved(announced(after, now), message, whole, line)
    }

    /// Whether this line says how long a hold was: that was so, and it was all that was asked, unless the
    /// person made it shorter or broke it off.
    fn written_down(&self, event: &Event, broken_off: bool) -> Result<bool, TestCaseError> {
        let (item, held_s, asked_s) = match event {
            Event::HoldDone(done) => (done.item, done.held_s, done.asked_s),
            Event::MinutesDone(done) => (done.item, done.done_s, done.asked_s),
            _ => return Ok(false),
        };
        let Some(here) = &self.here else {
            return Err(TestCaseError::fail(format!("{held_s} s of no hold at all")));
        };
        // Whole seconds are written down.
        let held = Duration::from_secs(held_s.into());
        prop_assert_eq!((item, asked_s), (here.place.0, here.asked_s));
        prop_assert!(held <= here.ran, "{held_s} s of {:?}", here.ran);
        // `total` is under what was asked only where "shorter" was pressed: see `nudged`.
        let due = u64::from(asked_s).min(here.total.as_secs());
        prop_assert!(u64::from(held_s) >= due || broken_off, "{held_s} of {asked_s}: {here:?}");
        Ok(true)
    }

    /// Which hold is there now: the same, one that is gone on with, or a new one.
    fn moved(
        &mut self,
        now: Option<Hold>,
        message: Message,
        whole: bool,
        line: Option<usize>,
    ) -> Result<(), TestCaseError> {
        if let (Some(was), Some(is)) = (&mut self.here, &now)
            && line.is_none()
            && !whole
            && (was.place, was.ran) == (is.place, is.ran)
            && nudged(was.total, is.total, message)
        {
            was.total = is.total;
            return Ok(());
        }
        // One that had its time was ended by the clock; nothing else ends by itself.
        if let Some(was) = self.here.take().filter(|_| !whole) {
            prop_assert!(message != Message::Tick, "ended by itself: {was:?}");
            self.put_by.push(Hold { line, ..was });
        }
        let Some(now) = now else { return Ok(()) };
        let asked = Duration::from_secs(now.asked_s.into());
        if now.ran.is_zero() && nudged(asked, now.total, message) {
            self.here = Some(now);
            return Ok(());
        }
        let same = |hold: &Hold| (hold.place, hold.ran, hold.total) == (now.place, now.ran, now.total);
        let Some(known) = self.put_by.iter().rposition(same) else {
            return Err(TestCaseError::fail(format!("out of nothing: {now:?}, of {:?}", self.put_by)));
        };
        let known = self.put_by.swap_remove(known);
        // Else these seconds would stand in the record twice.
        prop_assert!(
            known.line.is_none_or(|line| self.retracted.contains(&line)),
            "counted twice: {known:?}"
        );
        self.here = Some(now);
        Ok(())
    }
}

/// Whether a hold may be so long now that was so long before this message.
fn nudged(was: Duration, is: Duration, message: Message) -> bool {
    let by = Duration::from_secs(5);
    match message {
        Message::Longer => (was..=was + by).contains(&is),
        Message::Shorter => (is..=is + by).contains(&was),
        _ => was == is,
    }
}
