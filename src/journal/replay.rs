//! Entries -> history: a pure fold. The same journal always gives the same history.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::event::{Event, FlagCleared, FlagRaised, Moment, ScreenAnswered, SessionStarted, WalkDone, When};
use crate::domain::dose::Dose;
use crate::domain::history::{
    DatedAnswer, Decision, ExerciseRecord, History, Implausible, OpenIntake, PainPoint, Reached, SessionRecord,
    Walk,
};
use crate::domain::score::Score;
use crate::domain::screening::answer::Answers;
use crate::domain::screening::block::{self, Clearance, Flag, Role};

/// One event with what the envelope says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamped {
    /// Id of the line.
    pub id: String,
    /// When it happened.
    pub at: DateTime<FixedOffset>,
    /// What happened.
    pub event: Event,
}

/// A walk on one line may not be longer than a day.
const DAY_MINUTES: u32 = 1440;

/// The fold. Events may come in any order of time: between sessions the time stamp decides, inside a
/// session the order given.
#[derive(Default)]
pub struct Replay {
    history: History,
    sessions: HashMap<String, usize>,
}

/// Which field of a session a rating belongs to.
struct Rating<'a> {
    session: &'a str,
    item: Option<usize>,
    score: Score,
}

impl Replay {
    /// Folds all these.
    pub fn of(events: &[Stamped]) -> Replay {
        let mut replay = Replay::default();
        for stamped in events {
            replay.take(stamped.clone());
        }
        replay
    }

    /// Takes one event in.
    pub fn take(&mut self, Stamped { id, at, event }: Stamped) {
        match event {
            Event::RegionSet(body) => self.history.region = Some(body.region),
            Event::ProfileSet(body) => {
                let profile = &mut self.history.profile;
                profile.usual_pain = body.usual_pain.or(profile.usual_pain);
                profile.settle = body.settle.or(profile.settle);
                profile.floor = body.floor.or(profile.floor);
                profile.minutes = body.minutes.or(profile.minutes);
            }
            Event::ScreenAnswered(body) => self.answered(&id, at, body),
            Event::ScreenDecided(body) => {
                let open = &mut self.history.open_intake;
                if open.as_ref().is_some_and(|open| open.run == body.run) {
                    *open = None;
                }
                self.history.decisions.push(Decision {
                    run: body.run,
                    intake: body.moment == Moment::Intake && !body.cut_short,
                    opens_session: body.moment != Moment::Stop,
                    at,
                    tier: body.tier,
                    fired: body.fired,
                });
            }
            Event::FlagRaised(body) => self.history.flags.push(flag(id, at, body)),
            Event::FlagCleared(body) => match clearance(at, body) {
                Ok(clearance) => self.history.clearances.push(clearance),
                Err(why) => self.implausible(id, why),
            },
            Event::PainRated(body) => match (body.when, &body.session) {
                (When::Before, Some(session)) => {
                    if let Some(session) = self.session(&id, session) {
                        session.pain_before = Some(body.score);
                    }
                    self.pain(at, body.score);
                }
                (When::CheckIn, _) => self.pain(at, body.score),
                (When::Exercise, Some(session)) => {
                    self.rate_pain(&id, &Rating { session, item: body.item, score: body.score });
                }
                (When::After, Some(session)) => {
                    if let Some(session) = self.session(&id, session) {
                        session.pain_after = Some(body.score);
                    }
                }
                (_, None) => self.implausible(id, "a score of a session that names no session".into()),
            },
            Event::EffortRated(body) => {
                self.rate_effort(&id, &Rating { session: &body.session, item: body.item, score: body.score });
            }
            Event::WithinLimit(body) => {
                for item in body.items {
                    if let Some(record) = self.item(&id, &body.session, item) {
                        record.within_limit = true;
                    }
                }
            }
            Event::FollowedUp(body) => {
                if let Some(session) = self.session(&id, &body.session) {
                    session.pain_over_1h = body.over_1h.or(session.pain_over_1h);
                    session.next_morning_pain = body.next_morning.or(session.next_morning_pain);
                }
            }
            Event::FlareDeclared(_) => {
                self.history.flares.insert(at.date_naive());
            }
            Event::SessionStarted(body) => self.started(id, at, body),
            Event::ItemStarted(body) => {
                if let Some(session) = self.session(&id, &body.session)
                    && let Some(reached) = session.reached.get_mut(body.item)
                {
                    *reached = Reached::Begun;
                }
            }
            Event::RepsDone(body) => {
                let dose = Dose::new(body.set, body.reps, body.hold_s);
                self.partly(&id, &body.session, body.item, dose);
            }
            Event::HoldDone(body) => {
                let dose = Dose::new(body.nth, body.nth, body.held_s.min(body.asked_s));
                self.partly(&id, &body.session, body.item, dose);
            }
            Event::MinutesDone(body) => {
                self.partly(&id, &body.session, body.item, Dose::new(1, 1, body.done_s));
            }
            Event::ItemEnded(body) => {
                if let Some(record) = self.item(&id, &body.session, body.item) {
                    record.done = body.done;
                    record.stop = body.stop;
                }
                if let Some(session) = self.session(&id, &body.session)
                    && let Some(reached) = session.reached.get_mut(body.item)
                {
                    *reached = Reached::Ended;
                }
            }
            Event::StopPressed(body) => {
                if let Some(session) = self.session(&id, &body.session) {
                    session.stopped = Some(at);
                }
            }
            Event::SignsNoted(body) => {
                if let Some(session) = self.session(&id, &body.session) {
                    for sign in body.signs {
                        if !session.signs.contains(&sign) {
                            session.signs.push(sign);
                        }
                    }
                }
            }
            Event::SessionEnded(body) => {
                if let Some(session) = self.session(&id, &body.session) {
                    session.ended = Some(at);
                }
            }
            Event::WalkDone(body) => self.walked(id, at, &body),
            Event::PromptAcknowledged(body) => {
                self.history.acknowledged.insert(body.code, at);
            }
            Event::SessionResumed(body) => {
                // The session went on: a slip of the finger.
                if let Some(session) = self.session(&id, &body.session) {
                    session.stopped = None;
                }
            }
            Event::JournalOpened(_) | Event::SessionPaused(_) => {}
        }
    }

    fn answered(&mut self, id: &str, at: DateTime<FixedOffset>, body: ScreenAnswered) {
        if body.question == "pain_now" {
            let score = body.value.as_number().and_then(|score| Score::try_from(score).ok());
            match score {
                Some(score) => self.pain(at, score),
                None => return self.implausible(id.to_owned(), "a pain score outside 0 to 10".into()),
            }
        }
        // In the check before a session a "no" may stand for a whole line of questions, so it never
        // lifts anything.
        self.history.answer_log.push(block::DatedAnswer {
            question: body.question.clone(),
            value: body.value.clone(),
            on: at.date_naive(),
            short: body.moment == Moment::Session,
        });
        if body.moment == Moment::Intake {
            let open = self.history.open_intake.get_or_insert_with(|| OpenIntake {
                run: body.run.clone(),
                at,
                answers: Answers::new(),
            });
            if open.run != body.run {
                *open = OpenIntake { run: body.run.clone(), at, answers: Answers::new() };
            }
            open.at = at;
            open.answers.insert(body.question.clone(), body.value.clone());
        }
        let answer = DatedAnswer { value: body.value, at, run: body.run };
        // After a merge lines of another machine stand below newer ones: the later answer counts.
        let kept = self.history.answers.entry(body.question).or_insert_with(|| answer.clone());
        if kept.at <= answer.at {
            *kept = answer;
        }
    }

    fn started(&mut self, id: String, at: DateTime<FixedOffset>, body: SessionStarted) {
        self.sessions.insert(id.clone(), self.history.sessions.len());
        self.history.sessions.push(SessionRecord {
            id,
            date: at.date_naive(),
            started: at,
            ended: None,
            mode: body.mode,
            minutes: Some(body.minutes),
            pain_before: None,
            pain_after: None,
            pain_over_1h: None,
            next_morning_pain: None,
            effort: None,
            signs: Vec::new(),
            events: Vec::new(),
            aerobic: None,
            exercises: body
                .items
                .iter()
                .map(|item| ExerciseRecord {
                    id: item.exercise.clone(),
                    prescribed: item.dose,
                    done: Dose::new(0, 0, 0),
                    pain: None,
                    effort: None,
                    stop: None,
                    within_limit: false,
                })
                .collect(),
            reached: vec![Reached::Not; body.items.len()],
            planned: body.items,
            aerobic_asked: body.aerobic,
            stopped: None,
        });
    }

    fn pain(&mut self, at: DateTime<FixedOffset>, score: Score) {
        self.history.pain.push(PainPoint { at, score });
    }

    fn walked(&mut self, id: String, at: DateTime<FixedOffset>, body: &WalkDone) {
        if body.minutes > DAY_MINUTES {
            return self.implausible(id, "a walk of more than a day".into());
        }
        let walk = Walk {
            prescribed: body.asked.and_then(|minutes| i32::try_from(minutes).ok()),
            done: i32::try_from(body.minutes).unwrap_or(0),
            pain: body.pain,
            talk_ok: body.talk_ok,
        };
        self.history.walks.push((at.date_naive(), walk));
        if let Some(session) = &body.session
            && let Some(session) = self.session(&id, session)
        {
            session.aerobic = Some(walk);
        }
    }

    fn session(&mut self, line: &str, id: &str) -> Option<&mut SessionRecord> {
        let Some(&index) = self.sessions.get(id) else {
            self.implausible(line.to_owned(), "it belongs to a session that is not in the journal".into());
            return None;
        };
        self.history.sessions.get_mut(index)
    }

    fn item(&mut self, line: &str, session: &str, item: usize) -> Option<&mut ExerciseRecord> {
        let count = self.session(line, session)?.exercises.len();
        if item >= count {
            self.implausible(line.to_owned(), format!("it names exercise {item} of {count}"));
            return None;
        }
        self.session(line, session)?.exercises.get_mut(item)
    }

    /// A set or hold of an exercise that may never come to its end: field by field the most so far,
    /// until `item.ended` says better.
    fn partly(&mut self, line: &str, session: &str, item: usize, so_far: Dose) {
        if let Some(record) = self.item(line, session, item) {
            let done = &mut record.done;
            done.sets = done.sets.max(so_far.sets.min(record.prescribed.sets));
            done.reps = done.reps.max(so_far.reps.min(record.prescribed.reps));
            done.hold_s = done.hold_s.max(so_far.hold_s);
        }
    }

    fn rate_pain(&mut self, line: &str, rating: &Rating<'_>) {
        let Some(item) = rating.item else {
            return self.implausible(line.to_owned(), "a score of an exercise that names none".into());
        };
        if let Some(record) = self.item(line, rating.session, item) {
            record.pain = Some(rating.score);
        }
    }

    fn rate_effort(&mut self, line: &str, rating: &Rating<'_>) {
        if let Some(item) = rating.item {
            if let Some(record) = self.item(line, rating.session, item) {
                record.effort = Some(rating.score);
            }
        } else if let Some(session) = self.session(line, rating.session) {
            session.effort = Some(rating.score);
        }
    }

    fn implausible(&mut self, id: String, why: String) {
        self.history.implausible.push(Implausible { id, why });
    }

    /// What it all comes to.
    pub fn finish(mut self) -> History {
        let history = &mut self.history;
        history.answer_log.sort_by_key(|answer| answer.on);
        history.sessions.sort_by(|a, b| (a.started, &a.id).cmp(&(b.started, &b.id)));
        history.pain.sort_by_key(|point| point.at);
        history.decisions.sort_by_key(|decision| decision.at);
        history.flags.sort_by(|a, b| (a.raised_at, &a.id).cmp(&(b.raised_at, &b.id)));
        history.clearances.sort_by_key(|clearance| clearance.recorded_at);
        history.walks.sort_by_key(|(date, _)| *date);
        self.history
    }
}

fn flag(id: String, at: DateTime<FixedOffset>, body: FlagRaised) -> Flag {
    Flag { id, rule: body.rule, tier: body.tier, raised_at: at, stop_sign: None, from_unsure: body.from_unsure }
}

fn clearance(at: DateTime<FixedOffset>, body: FlagCleared) -> Result<Clearance, String> {
    let role = match body.role.split_once(": ") {
        Some(("other", profession)) => Role::Other(profession.to_owned()),
        _ => serde_json::from_value(body.role.into())
            .map_err(|_| "a clearance by somebody who is no clinician".to_owned())?,
    };
    let outcome = serde_json::from_value(body.outcome.into())
        .map_err(|_| "a clearance with no known outcome".to_owned())?;
    Ok(Clearance {
        flag: body.flag,
        seen_on: body.seen_on,
        role,
        outcome,
        limits: body.limits,
        recorded_at: at,
    })
}
