//! Entries -> history: a pure fold. The same journal always gives the same history.

mod screening;
mod sessions;
mod swaps;
mod turns;
mod wishes;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, FixedOffset};

use self::screening::{clearance, flag};
use self::turns::{Part, Turns};
use super::event::{Event, PainRated, WalkDone, When};
use super::name::Name;
use super::names::Names;
use crate::domain::body::Marking;
use crate::domain::dose::Dose;
use crate::domain::history::{History, Implausible, PainPoint, Reached, Walk};
use crate::domain::score::Score;

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
