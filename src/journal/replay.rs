//! Entries -> history: a pure fold. The same journal always gives the same history.

mod swaps;
mod turns;
mod wishes;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, FixedOffset};

use self::turns::{Part, Turns};
use super::event::{
    Event, FlagCleared, FlagRaised, ItemEnded, Moment, OuchNoted, PainRated, ProfileSet, ScreenAnswered,
    ScreenDecided, SessionStarted, Side, WalkDone, When,
};
use super::name::Name;
use super::names::Names;
use crate::domain::body::Marking;
use crate::domain::dose::Dose;
use crate::domain::history::{
    DatedAnswer, Decision, ExerciseRecord, History, Implausible, OpenIntake, Ouch, PainPoint, Reached,
    SessionRecord, Walk,
};
use crate::domain::plan::input::Stop;
use crate::domain::score::Score;
use crate::domain::screening::answer::Answers;
use crate::domain::screening::block::{self, Clearance, Flag, Role};
use crate::domain::screening::stop_sign::{self, Ends};

/// One event with what the envelope says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamped {
    /// Id of the line.
    pub id: Name,
    /// When it happened.
    pub at: DateTime<FixedOffset>,
    /// What happened.
    pub event: Event,
}

/// A walk on one line may not be longer than a day.
const DAY_MINUTES: u32 = 1440;
/// More than anybody does in one exercise: sets, repetitions, seconds.
const BEYOND: Dose = Dose::new(100, 1000, 86_400);

/// History and fold together: for a journal that is read once.
#[derive(Default)]
pub struct Replay {
    history: History,
    fold: Fold,
}

impl Replay {
    /// Folds all these.
    pub fn of(events: &[Stamped]) -> Replay {
        let mut replay = Replay::default();
        for stamped in events {
            replay.take(stamped);
        }
        replay
    }

    /// Takes one event in. False: it was known already.
    pub fn take(&mut self, stamped: &Stamped) -> bool {
        self.fold.take(&mut self.history, stamped)
    }

    /// What it all comes to.
    pub fn finish(self) -> History {
        self.history
    }
}

/// Events, and what they fold into.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// Each event once.
    pub events: Vec<Stamped>,
    /// What they come to.
    pub history: History,
    /// For going on.
    pub fold: Fold,
}

impl Folded {
    /// Folds these.
    pub fn of(mut events: Vec<Stamped>) -> Folded {
        let (mut fold, mut history) = (Fold::default(), History::default());
        events.retain(|stamped| fold.take(&mut history, stamped));
        Folded { events, history, fold }
    }
}

/// What the fold remembers beside the history, so that it can go on with one event more at any time.
///
/// Events may come in any order of time, as after a merge of two computers: between sessions, and for
/// whatever has one value at a time, the time stamp decides; inside a session the order given does, so
/// that what was done again replaces what was done first.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    seen: Names,
    sessions: HashMap<Name, Place>,
    /// Moments of `History::answer_log`, which holds days only.
    answered_at: Vec<DateTime<FixedOffset>>,
    set_at: BTreeMap<&'static str, DateTime<FixedOffset>>,
    paced_at: BTreeMap<String, DateTime<FixedOffset>>,
}

/// Where a session stands, and what was done of it set by set.
#[derive(Debug, Clone)]
struct Place {
    index: usize,
    turns: Vec<Turns>,
}

impl Fold {
    /// Takes one event into the history. False: a line with this id was taken in before.
    pub fn take(&mut self, history: &mut History, stamped: &Stamped) -> bool {
        // A line that could not be named could not be written either, but it was said.
        if !stamped.id.as_bytes().is_empty() && self.seen.known_or(&stamped.id, 0).is_some() {
            return false;
        }
        Line { fold: self, history, id: &stamped.id, at: stamped.at }.take(&stamped.event);
        true
    }
}

/// One line on its way into the history.
struct Line<'a> {
    fold: &'a mut Fold,
    history: &'a mut History,
    id: &'a Name,
    at: DateTime<FixedOffset>,
}

impl Line<'_> {
    fn take(&mut self, event: &Event) {
        match event {
            Event::RegionSet(body) => {
                if self.is_newest("region") {
                    self.history.region = Some(body.region.clone());
                }
            }
            Event::ProfileSet(body) => self.profile(body),
            Event::ScreenAnswered(body) => self.answered(body),
            Event::ScreenDecided(body) => self.decided(body),
            Event::FlagRaised(body) => {
                let flag = flag(self.id, self.at, body);
                insert(&mut self.history.flags, flag, |a, b| (a.raised_at, &a.id) <= (b.raised_at, &b.id));
            }
            Event::FlagCleared(body) => match clearance(self.at, body) {
                Ok(clearance) => {
                    insert(&mut self.history.clearances, clearance, |a, b| a.recorded_at <= b.recorded_at);
                }
                Err(why) => self.implausible(why),
            },
            Event::PainRated(body) => self.pain_rated(body),
            Event::EffortRated(body) => {
                if let Some(item) = body.item {
                    if let Some(record) = self.item(&body.session, item) {
                        record.effort = Some(body.score);
                        self.moved(&body.session);
                    }
                } else if let Some(session) = self.session(&body.session) {
                    session.effort = Some(body.score);
                }
            }
            Event::WithinLimit(body) => {
                for item in &body.items {
                    if let Some(record) = self.item(&body.session, *item) {
                        record.within_limit = true;
                        self.moved(&body.session);
                    }
                }
            }
            Event::FollowedUp(body) => {
                if let Some(session) = self.session(&body.session) {
                    session.pain_over_1h = body.over_1h.or(session.pain_over_1h);
                    session.over_1h_unsure |= body.over_1h.is_none() && body.next_morning.is_none();
                    session.next_morning_pain = body.next_morning.or(session.next_morning_pain);
                }
            }
            Event::FlareDeclared(_) => self.flare_said(true),
            Event::FlareWithdrawn(_) => self.flare_said(false),
            Event::MorningTold(_)
            | Event::DirectionTold(_)
            | Event::EquipmentSet(_)
            | Event::VarietySet(_)
            | Event::ExerciseUnwanted(_)
            | Event::GoalRated(_)
            | Event::GoalDropped(_)
            | Event::WorryRated(_)
            | Event::TryExpected(_)
            | Event::UsualPainReassessed(_) => self.wished(event),
            Event::SessionStarted(body) => self.started(body),
            Event::ItemStarted(body) => {
                if self.item(&body.session, body.item).is_some() {
                    self.reached(&body.session, body.item, Reached::Begun);
                }
            }
            Event::RepsDone(body) => {
                let part =
                    Part::Set { nth: body.set, asked: body.asked, reps: body.reps, hold_s: body.hold_s };
                self.partly(&body.session, body.item, part, body.side);
            }
            Event::HoldDone(body) => {
                let part = Part::Hold { nth: body.nth, held_s: body.held_s.min(body.asked_s) };
                self.partly(&body.session, body.item, part, body.side);
            }
            Event::MinutesDone(body) => {
                self.partly(&body.session, body.item, Part::Stretch { seconds: body.done_s }, None);
            }
            Event::ItemEnded(body) => self.ended(body),
            Event::StopPressed(body) => {
                let at = self.at;
                if let Some(session) = self.session(&body.session) {
                    session.stopped = Some(at);
                    session.stop_told = false;
                }
            }
            Event::OuchNoted(body) => self.ouch(body),
            Event::SignsNoted(body) => {
                if let Some(session) = self.session(&body.session) {
                    for sign in &body.signs {
                        if !session.signs.contains(sign) {
                            session.signs.push(sign.clone());
                        }
                    }
                }
            }
            Event::SessionEnded(body) => {
                let at = self.at;
                if let Some(session) = self.session(&body.session) {
                    session.ended = Some(at);
                }
            }
            Event::WalkDone(body) => self.walked(body),
            Event::PromptAcknowledged(body) => {
                let known = self.history.acknowledged.entry(body.code.clone()).or_insert(self.at);
                *known = self.at.max(*known);
            }
            Event::QuestionSettled(body) => {
                let known = self.history.settled.entry(body.question.clone()).or_insert((body.how, self.at));
                if known.1 <= self.at {
                    *known = (body.how, self.at);
                }
            }
            Event::NormalMarked(_) => self.history.normal = self.history.normal.max(Some(self.at)),
            Event::CardShown(body) => self.history.cards.push((self.at, body.card.clone())),
            Event::WeekShown(body) => self.history.week_told = self.history.week_told.max(Some(body.monday)),
            Event::SessionResumed(body) => {
                // The session went on: a slip of the finger. But where nothing was told yet, not by another terminal at
                // the same session that goes on after a rest: what happened has to be asked.
                if let Some(session) =
                    self.session(&body.session).filter(|was| was.stop_told || body.after_stop != Some(false))
                {
                    session.stopped = None;
                }
            }
            Event::BodyMarked(body) => {
                let marking = Marking::new(self.at, &body.marks);
                insert(&mut self.history.body, marking, |a, b| a.at <= b.at);
            }
            Event::ItemSwapped(body) => self.swapped(body),
            Event::PaceSet(body) => self.paced(body),
            Event::JournalOpened(_) | Event::SessionPaused(_) => {}
        }
    }

    /// Whether nothing later has set this. After a merge lines of another machine stand below newer
    /// ones; of two at one moment the lower one counts.
    fn is_newest(&mut self, what: &'static str) -> bool {
        let known = self.fold.set_at.entry(what).or_insert(self.at);
        let newest = *known <= self.at;
        if newest {
            *known = self.at;
        }
        newest
    }

    fn profile(&mut self, body: &ProfileSet) {
        if let Some(score) = body.usual_pain {
            self.usual_told(score);
        }
        if body.settle.is_some() && self.is_newest("settle") {
            self.history.profile.settle = body.settle;
        }
        if body.floor.is_some() && self.is_newest("floor") {
            self.history.profile.floor = body.floor;
        }
        if body.minutes.is_some() && self.is_newest("minutes") {
            self.history.profile.minutes = body.minutes;
        }
    }

    fn answered(&mut self, body: &ScreenAnswered) {
        if body.question == "pain_now" {
            let score = body.value.as_number().and_then(|score| Score::try_from(score).ok());
            match score {
                Some(score) => self.pain(score),
                None => return self.implausible("a pain score outside 0 to 10".into()),
            }
        }
        // In the checks that begin with short lines a "no" may stand for a whole line of questions, and
        // then it never lifts anything.
        let short = matches!(body.moment, Moment::Session | Moment::Stop) && !body.full;
        let place = insert(&mut self.fold.answered_at, self.at, |a, b| a <= b);
        self.history.answer_log.insert(
            place,
            block::DatedAnswer {
                question: body.question.clone(),
                value: body.value.clone(),
                on: self.at.date_naive(),
                short,
            },
        );
        if body.moment == Moment::Intake {
            self.open_intake(body);
        }
        let answer = DatedAnswer { value: body.value.clone(), at: self.at, run: body.run.clone() };
        let kept = self.history.answers.entry(body.question.clone()).or_insert_with(|| answer.clone());
        if kept.at <= answer.at {
            *kept = answer;
        }
    }

    fn open_intake(&mut self, body: &ScreenAnswered) {
        let fresh = || OpenIntake { run: body.run.clone(), at: self.at, answers: Answers::new() };
        let open = self.history.open_intake.get_or_insert_with(fresh);
        if open.run != body.run {
            if self.at < open.at {
                return;
            }
            *open = fresh();
        }
        open.at = open.at.max(self.at);
        open.answers.insert(body.question.clone(), body.value.clone());
    }

    fn decided(&mut self, body: &ScreenDecided) {
        if self.history.open_intake.as_ref().is_some_and(|open| open.run == body.run) {
            self.history.open_intake = None;
        }
        // One answer that changed is no check: it neither opens a session nor answers for "something is wrong".
        if body.moment == Moment::Change {
            return;
        }
        let decision = Decision {
            run: body.run.clone(),
            intake: body.moment == Moment::Intake && body.complete,
            recheck: body.moment == Moment::Recheck,
            opens_session: body.moment != Moment::Stop && body.complete,
            at: self.at,
            tier: body.tier,
            fired: body.fired.clone(),
        };
        insert(&mut self.history.decisions, decision, |a, b| a.at <= b.at);
    }

    fn pain_rated(&mut self, body: &PainRated) {
        match (body.when, &body.session, body.item) {
            (When::CheckIn, _, _) => self.pain(body.score),
            (When::Before, Some(session), _) => {
                if let Some(session) = self.session(session) {
                    session.pain_before = Some(body.score);
                }
                self.pain(body.score);
            }
            (When::After, Some(session), _) => {
                if let Some(session) = self.session(session) {
                    session.pain_after = Some(body.score);
                }
            }
            (When::Exercise, Some(session), Some(item)) => {
                if let Some(record) = self.item(session, item) {
                    record.pain = Some(body.score);
                    self.moved(session);
                }
            }
            (When::Exercise, Some(_), None) => {
                self.implausible("a score of an exercise that names none".into());
            }
            (_, None, _) => self.implausible("a score of a session that names no session".into()),
        }
    }

    fn started(&mut self, body: &SessionStarted) {
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

    fn pain(&mut self, score: Score) {
        insert(&mut self.history.pain, PainPoint { at: self.at, score }, |a, b| a.at <= b.at);
    }

    fn walked(&mut self, body: &WalkDone) {
        if body.minutes > DAY_MINUTES {
            return self.implausible("a walk of more than a day".into());
        }
        let walk = Walk {
            prescribed: body.asked.and_then(|minutes| i32::try_from(minutes).ok()),
            done: i32::try_from(body.minutes).unwrap_or(0),
            pain: body.pain,
            talk_ok: body.talk_ok,
        };
        insert(&mut self.history.walks, (self.at.date_naive(), walk), |a, b| a.0 <= b.0);
        if let Some(session) = &body.session
            && let Some(session) = self.session(session)
        {
            session.aerobic = Some(walk);
        }
    }

    fn session(&mut self, id: &Name) -> Option<&mut SessionRecord> {
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

    fn item(&mut self, session: &Name, item: usize) -> Option<&mut ExerciseRecord> {
        let count = self.session(session)?.exercises.len();
        if item >= count {
            self.implausible(format!("it names exercise {item} of {count}, counted from 0"));
            return None;
        }
        self.session(session)?.exercises.get_mut(item)
    }

    fn reached(&mut self, session: &Name, item: usize, how_far: Reached) {
        if let Some(session) = self.session(session)
            && let Some(reached) = session.reached.get_mut(item)
        {
            *reached = how_far;
        }
    }

    fn moved(&mut self, session: &Name) {
        let Some(session) = self.session(session) else { return };
        if !std::mem::replace(&mut session.moved, true) {
            self.usual_pain();
        }
    }

    /// A set or hold of an exercise that may never come to its end: what there is counts, the weaker
    /// side of it, until `item.ended` says better.
    fn partly(&mut self, session: &Name, item: usize, part: Part, side: Option<super::event::Side>) {
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

    fn ended(&mut self, body: &ItemEnded) {
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

    fn ouch(&mut self, body: &OuchNoted) {
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

    fn implausible(&mut self, why: String) {
        self.history.implausible.push(Implausible { id: self.id.to_string(), why });
    }
}

/// Puts an item in its place in a list that is in order; after those of the same rank. The place.
fn insert<T>(list: &mut Vec<T>, item: T, up_to: impl Fn(&T, &T) -> bool) -> usize {
    // As a rule it is the newest.
    let place = match list.last() {
        Some(last) if !up_to(last, &item) => list.partition_point(|known| up_to(known, &item)),
        _ => list.len(),
    };
    list.insert(place, item);
    place
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

fn flag(id: &str, at: DateTime<FixedOffset>, body: &FlagRaised) -> Flag {
    Flag {
        id: id.to_owned(),
        rule: body.rule.clone(),
        tier: body.tier,
        raised_at: at,
        stop_sign: body.rule.strip_prefix(stop_sign::PREFIX).map(str::to_owned),
        from_unsure: body.from_unsure,
    }
}

fn clearance(at: DateTime<FixedOffset>, body: &FlagCleared) -> Result<Clearance, String> {
    let role = match body.role.split_once(": ") {
        Some(("other", profession)) => Role::Other(profession.to_owned()),
        _ => serde_json::from_value(body.role.clone().into())
            .map_err(|_| "a clearance by somebody who is no clinician".to_owned())?,
    };
    let outcome = serde_json::from_value(body.outcome.clone().into())
        .map_err(|_| "a clearance with no known outcome".to_owned())?;
    Ok(Clearance {
        flag: body.flag.clone(),
        seen_on: body.seen_on,
        role,
        outcome,
        limits: body.limits.clone(),
        recorded_at: at,
    })
}
