//! A made-up person who wakes with some pain, gets a plan, and does some of it.

use chrono::{Days, NaiveDate};
use supple::domain::dose::Dose;
use supple::domain::plan::input::{
    Bout, Checkin, Clearance, Done, Entry, Input, Mode, Profile, Session, Stop, Today,
};
use supple::domain::plan::output::Plan;

use crate::rng::Rng;

/// The library of the worked examples, and some more: a long ladder, high impact, doses of its own.
pub(crate) fn library() -> Vec<Entry> {
    let worked = include_str!("../worked/w01.json");
    let document: serde_json::Value = serde_json::from_str(worked).unwrap();
    let mut entries: Vec<Entry> = serde_json::from_value(document["library"].clone()).unwrap();
    let more = serde_json::json!([
        {"id": "wall_plank", "ladder": "plank", "level": 1, "kind": "sustained", "priority": 40},
        {"id": "knee_plank", "ladder": "plank", "level": 2, "kind": "sustained", "priority": 40,
         "start": {"sets": 2, "reps": 1, "hold_s": 5}, "step": {"sets": 1, "reps": 0, "hold_s": 5},
         "max": {"sets": 3, "reps": 1, "hold_s": 20}},
        {"id": "plank", "ladder": "plank", "level": 4, "kind": "sustained", "priority": 40, "contra": ["BP"],
         "max": {"sets": 2, "hold_s": 10}},
        {"id": "squeeze", "ladder": "squeeze", "level": 1, "kind": "hold", "priority": 5, "for": ["neck", "back"],
         "start": {"sets": 1, "reps": 3, "hold_s": 3}, "step": {"sets": 0, "reps": 1, "hold_s": 1},
         "max": {"sets": 1, "reps": 4, "hold_s": 4}},
        {"id": "squeeze_hard", "ladder": "squeeze", "level": 4, "kind": "reps", "priority": 5,
         "start": {"reps": 2}, "max": {"sets": 1, "reps": 4}},
        {"id": "hop", "ladder": "hop", "level": 1, "kind": "reps", "priority": 1, "tags": ["high_impact"]},
        {"id": "breathe", "kind": "minutes", "priority": 50, "tags": ["relief"]},
        {"id": "bend", "kind": "mobility", "priority": 15, "tags": ["loaded_flexion"], "contra": ["OSTEO"]},
        {"id": "chin", "kind": "hold", "priority": 2, "for": ["neck"]}
    ]);
    entries.extend(serde_json::from_value::<Vec<Entry>>(more).unwrap());
    entries
}

/// A stop, in `percent` of cases.
pub(crate) fn stop(rng: &mut Rng, percent: u64) -> Option<Stop> {
    rng.chance(percent).then(|| {
        rng.weighted(&[
            (3, Stop::Time),
            (3, Stop::Form),
            (3, Stop::Fatigue),
            (2, Stop::Pain),
            (1, Stop::Sharp),
            (1, Stop::Spreading),
            (4, Stop::Skipped),
        ])
    })
}

/// One person and all that they logged.
pub(crate) struct Person {
    pub(crate) input: Input,
    /// How careful with answers: percent that are missing.
    forgets: u64,
    /// How often something hurts: percent.
    hurts: u64,
    /// Pain over the weeks: -1 better, 0 same, 1 worse.
    drift: i32,
    day: u64,
}

impl Person {
    pub(crate) fn new(rng: &mut Rng) -> Person {
        let usual = rng.weighted(&[(1, 0), (2, 2), (2, 3), (4, 4), (2, 6), (1, 8)]);
        let date = |n| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(n)).unwrap();
        let conditions = if rng.chance(20) { vec!["BP".to_owned(), "OSTEO".to_owned()] } else { Vec::new() };
        let input = Input {
            library: library(),
            profile: Profile {
                intake_date: rng.chance(90).then(|| date(rng.below(20))),
                age: rng.weighted(&[(3, Some(30)), (3, Some(50)), (1, None)]),
                regions: if rng.chance(80) { vec!["back".to_owned()] } else { vec!["neck".to_owned()] },
                usual_pain: rng.chance(90).then_some(usual),
                settle_minutes: rng.weighted(&[(4, Some(5)), (4, Some(30)), (2, Some(120)), (1, None)]),
                conditions,
                aerobic_ok: rng.weighted(&[(6, Some(true)), (1, Some(false)), (1, None)]),
                ..Profile::default()
            },
            today: Today {
                date: date(20),
                pain_now: None,
                minutes: None,
                time: None,
                morning_stiff: None,
                flare: None,
                flags: Vec::new(),
                ease: false,
                hold: false,
            },
            checkins: Vec::new(),
            clearances: Vec::new(),
            sessions: Vec::new(),
        };
        Person {
            input,
            forgets: rng.weighted(&[(6, 0), (3, 4), (2, 15)]),
            hurts: rng.weighted(&[(4, 1), (3, 4), (3, 10), (1, 25)]),
            drift: rng.weighted(&[(3, -1), (4, 0), (1, 1)]),
            day: 20,
        }
    }

    fn usual(&self) -> i32 {
        let weeks = (self.day - 20) as i32 / 7;
        (self.input.profile.usual_pain.unwrap_or(3) + self.drift * weeks).clamp(0, 10)
    }

    /// A pain around the usual; seldom far above it.
    fn pain(&self, rng: &mut Rng) -> i32 {
        let off = if rng.chance(self.hurts) { rng.below(5) as i32 } else { -(rng.below(3) as i32) };
        (self.usual() + off).clamp(0, 10)
    }

    fn said<T>(&self, rng: &mut Rng, value: T) -> Option<T> {
        (!rng.chance(self.forgets)).then_some(value)
    }

    /// Time passes; the morning after is answered; today is set up.
    pub(crate) fn wake(&mut self, rng: &mut Rng) {
        let gap = rng.weighted(&[
            (60, 1),
            (12, 2),
            (6, 3),
            (3, 0),
            (3, 4),
            (3, 7),
            (2, 10),
            (1, 14),
            (1, 15),
            (1, 20),
            (1, 28),
            (1, 33),
        ]);
        if gap > 0 {
            let morning = self.pain(rng);
            let morning = self.said(rng, morning);
            if let Some(last) = self.input.sessions.last_mut() {
                last.next_morning_pain = last.next_morning_pain.or(morning);
            }
        }
        self.day += gap;
        let date = self.input.today.date.checked_add_days(Days::new(gap)).unwrap();
        if gap > 1 && rng.chance(40) {
            let pain = self.pain(rng);
            self.input.checkins.push(Checkin { date, pain: Some(pain) });
        }
        let flags = std::mem::take(&mut self.input.today.flags);
        if !flags.is_empty() {
            // what was reported stays in the log
            let event = Session { events: flags, ..empty(self.input.today.date) };
            self.input.sessions.push(event);
        }
        if self.blocked() && rng.chance(60) {
            self.input.clearances.push(Clearance { date, by: Some("clinician".to_owned()) });
        }
        let pain = self.pain(rng);
        self.input.today = Today {
            date,
            pain_now: self.said(rng, pain),
            minutes: rng.weighted(&[
                (6, Some(15)),
                (2, Some(5)),
                (2, Some(10)),
                (2, Some(20)),
                (2, Some(30)),
                (1, None),
                (1, Some(12)),
            ]),
            time: rng.weighted(&[(3, Some("evening")), (2, Some("morning")), (1, None)]).map(str::to_owned),
            morning_stiff: rng.weighted(&[(8, Some(false)), (1, Some(true)), (1, None)]),
            flare: rng.chance(1).then_some(true),
            ease: rng.chance(2),
            hold: rng.chance(2),
            flags: if rng.chance(1) {
                vec![rng.weighted(&[(1, "faint"), (1, "night_pain"), (1, "something_new")]).to_owned()]
            } else {
                Vec::new()
            },
        };
    }

    fn blocked(&self) -> bool {
        self.input.sessions.iter().flat_map(|s| &s.events).count() > 0
    }

    /// Does the plan, or some of it.
    pub(crate) fn act(&mut self, plan: &Plan, rng: &mut Rng) {
        if plan.blocked {
            return;
        }
        if rng.chance(3) {
            let bout = Bout { prescribed: Some(10), done: Some(10), pain: Some(1), talk_ok: Some(true) };
            self.input.sessions.push(Session { aerobic: Some(bout), ..empty(self.input.today.date) });
        }
        let after = self.pain(rng);
        let effort = if rng.chance(self.hurts) { 7 + rng.below(4) as i32 } else { 2 + rng.below(5) as i32 };
        let long = rng.chance(self.hurts / 3);
        let mut session = Session {
            mode: plan.mode,
            minutes: self.input.today.minutes,
            pain_before: self.input.today.pain_now,
            pain_after: self.said(rng, after),
            pain_over_1h: self.said(rng, long),
            effort: self.said(rng, effort),
            signs: if rng.chance(1) { vec!["no_reserve".to_owned()] } else { Vec::new() },
            ..empty(self.input.today.date)
        };
        for line in &plan.exercises {
            let stop = stop(rng, if plan.mode == Mode::Flare { 1 } else { 1 + self.hurts / 3 });
            let mut done = line.dose;
            match stop {
                Some(Stop::Skipped) => done = Dose::new(0, 0, 0),
                Some(_) => done.reps = done.reps.saturating_sub(1 + rng.below(3) as u32).max(1),
                None if rng.chance(3) => done.reps += 2,
                None if rng.chance(2) => done.reps = done.reps.saturating_sub(1).max(1),
                None => {}
            }
            let pain = if rng.chance(self.hurts) { self.pain(rng) + 1 } else { rng.below(2) as i32 };
            let effort =
                if rng.chance(self.hurts / 2) { 7 + rng.below(4) as i32 } else { 2 + rng.below(4) as i32 };
            let within = rng.chance(5);
            session.exercises.push(Done {
                id: line.id.clone(),
                prescribed: Some(line.dose),
                done: Some(done),
                pain: if within { None } else { self.said(rng, pain.clamp(0, 10)) },
                effort: if within { None } else { self.said(rng, effort) },
                stop,
                within_limit: within,
            });
        }
        if let Some(walk) = &plan.aerobic {
            let minutes = walk.minutes as i32;
            let done = rng.weighted(&[(8, minutes), (1, minutes - 3), (1, 0), (1, minutes + 10)]);
            let pain = if rng.chance(self.hurts) { self.pain(rng) } else { 1 };
            let talk = !rng.chance(4);
            session.aerobic = (!rng.chance(6)).then(|| Bout {
                prescribed: Some(minutes),
                done: Some(done.max(0)),
                pain: self.said(rng, pain),
                talk_ok: self.said(rng, talk),
            });
        }
        self.input.sessions.push(session);
    }
}

fn empty(date: NaiveDate) -> Session {
    Session {
        date,
        mode: Mode::Normal,
        minutes: None,
        pain_before: None,
        pain_after: None,
        pain_over_1h: None,
        next_morning_pain: None,
        effort: None,
        signs: Vec::new(),
        events: Vec::new(),
        aerobic: None,
        exercises: Vec::new(),
    }
}
