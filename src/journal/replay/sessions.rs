//! Entries -> history: what was done in a session, and what was wrong in it.

use chrono::{DateTime, FixedOffset};

use super::turns::{Part, Turns};
use super::{BEYOND, Line, Place, insert};
use crate::domain::dose::Dose;
use crate::domain::history::{ExerciseRecord, Ouch, Reached, SessionRecord};
use crate::domain::plan::input::Stop;
use crate::domain::screening::stop_sign::Ends;
use crate::journal::event::{ItemEnded, OuchNoted, SessionStarted, Side};
use crate::journal::name::Name;

impl Line<'_> {
    pub(super) fn started(&mut self, body: &SessionStarted) {
        let record = new_session(self.id, self.at, body);
        let sessions = &mut self.history.sessions;
        let index = insert(sessions, record, |a, b| (a.started, &a.id) <= (b.started, &b.id));
        if index + 1 < sessions.len() {
            for place in self.fold.sessions.values_mut().filter(|place| place.index >= index) {
                place.index += 1;
            }
        }
        let turns = vec![Turns::default(); body.items.len()];
        self.fold.sessions.insert(self.id.clone(), Place { index, turns });
    }

    pub(super) fn session(&mut self, id: &Name) -> Option<&mut SessionRecord> {
        // Nearly every line is about the last one.
        let last = self.history.sessions.len().wrapping_sub(1);
        let is_last = self.history.sessions.last().is_some_and(|session| *id == session.id);
        let place = || self.fold.sessions.get(id).map(|place| place.index);
        let index = if is_last { Some(last) } else { place() };
        let Some(index) = index else {
            self.implausible("it belongs to a session that is not in the journal".into());
            return None;
        };
        self.history.sessions.get_mut(index)
    }

    pub(super) fn item(&mut self, session: &Name, item: usize) -> Option<&mut ExerciseRecord> {
        let count = self.session(session)?.exercises.len();
        if item >= count {
            self.implausible(format!("it names exercise {item} of {count}, counted from 0"));
            return None;
        }
        self.session(session)?.exercises.get_mut(item)
    }

    pub(super) fn reached(&mut self, session: &Name, item: usize, how_far: Reached) {
        if let Some(session) = self.session(session)
            && let Some(reached) = session.reached.get_mut(item)
        {
            *reached = how_far;
        }
    }

    pub(super) fn moved(&mut self, session: &Name) {
        let Some(session) = self.session(session) else { return };
        if !std::mem::replace(&mut session.moved, true) {
            self.usual_pain();
        }
    }

    /// A set or hold of an exercise that may never come to its end: what there is counts, the weaker
    /// side of it, until `item.ended` says better.
    pub(super) fn partly(&mut self, session: &Name, item: usize, part: Part, side: Option<Side>) {
        let Some(record) = self.item(session, item) else { return };
        let prescribed = record.prescribed;
        if part.is_beyond(BEYOND) {
            return self.implausible("more than anybody can do of one exercise".into());
        }
        let sides = self
            .session(session)
            .and_then(|session| session.planned.get(item))
            .map_or(1, |planned| planned.sides);
        let turns = self.fold.sessions.get_mut(session).and_then(|place| place.turns.get_mut(item));
        let Some(turns) = turns else { return };
        turns.add(part, side);
        let done = turns.done(prescribed, sides);
        let by_side = if sides > 1 { [turns.work(Side::Left), turns.work(Side::Right)] } else { [0, 0] };
        if let Some(record) = self.item(session, item) {
            record.done = done;
            record.by_side = by_side;
        }
        if !part.is_nothing() {
            self.moved(session);
        }
        // It ran, so it was begun, whether or not that line is there.
        self.reached(session, item, Reached::Begun);
    }

    pub(super) fn ended(&mut self, body: &ItemEnded) {
        let done = body.done;
        let beyond = done.sets > BEYOND.sets || done.reps > BEYOND.reps || done.hold_s > BEYOND.hold_s;
        let Some(record) = self.item(&body.session, body.item) else { return };
        record.stop = body.stop;
        if !beyond {
            record.done = done;
        }
        let skipped = matches!(body.stop, Some(Stop::Skipped | Stop::Time));
        let anything = done.sets > 0 && done.reps > 0;
        if !beyond && (anything || (body.stop.is_some() && !skipped)) {
            self.moved(&body.session);
        }
        self.reached(&body.session, body.item, Reached::Ended);
        if beyond {
            self.implausible("more than anybody can do of one exercise".into());
        }
    }

    pub(super) fn ouch(&mut self, body: &OuchNoted) {
        let at = self.at;
        let Some(session) = self.session(&body.session) else { return };
        session.stop_told = true;
        if body.ended != Ends::Session {
            // The session goes on.
            session.stopped = None;
        }
        if !session.events.contains(&body.sign) {
            session.events.push(body.sign.clone());
        }
        // What answers an earlier one keeps its moment and its place.
        let earlier = session.ouches.iter_mut().find(|ouch| ouch.open && ouch.sign == body.sign);
        if let Some(ouch) = earlier {
            ouch.answers.extend(body.answers.clone());
            (ouch.tier, ouch.eased, ouch.open) = (body.tier, body.eased, body.open);
            return;
        }
        let side = |side| match side {
            Side::Left => "left".to_owned(),
            Side::Right => "right".to_owned(),
        };
        session.ouches.push(Ouch {
            at,
            item: body.item,
            exercise: body.exercise.clone(),
            side: body.side.map(side),
            sign: body.sign.clone(),
            answers: body.answers.clone(),
            tier: body.tier,
            eased: body.eased,
            open: body.open,
        });
    }
}

fn new_session(id: &str, at: DateTime<FixedOffset>, body: &SessionStarted) -> SessionRecord {
    let exercise = |item: &crate::domain::history::PlannedItem| ExerciseRecord {
        id: item.exercise.clone(),
        prescribed: item.dose,
        done: Dose::new(0, 0, 0),
        pain: None,
        effort: None,
        stop: None,
        within_limit: false,
        by_side: [0, 0],
    };
    SessionRecord {
        id: id.to_owned(),
        date: at.date_naive(),
        started: at,
        ended: None,
        mode: body.mode,
        minutes: Some(body.minutes),
        pain_before: None,
        pain_after: None,
        pain_over_1h: None,
        over_1h_unsure: false,
        next_morning_pain: None,
        effort: None,
        signs: Vec::new(),
        events: Vec::new(),
        aerobic: None,
        exercises: body.items.iter().map(exercise).collect(),
        reached: vec![Reached::Not; body.items.len()],
        planned: body.items.clone(),
        aerobic_asked: body.aerobic,
        stopped: None,
        stop_told: false,
        ouches: Vec::new(),
        moved: false,
        swaps: Vec::new(),
    }
}
