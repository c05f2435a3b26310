//! Writes the made-up days down, event by event, as the program would have.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};

use super::at;
use super::person::{self, Feeling, GOALS};
use crate::coach::Coach;
use crate::coach::check::{Run, begin, conclude};
use crate::domain::body::Mark;
use crate::domain::dose::{Dose, Kind};
use crate::domain::history::PlannedItem;
use crate::domain::plan::output::{Item, Plan};
use crate::domain::profile::Settle;
use crate::domain::score::Score;
use crate::domain::screening::answer::Value;
use crate::domain::screening::interview::{Interview, Reply, Step};
use crate::domain::screening::question::{Kind as Asks, Question};
use crate::journal::event::{
    BodyMarked, EffortRated, Event, FlareDeclared, FollowedUp, GoalRated, HoldDone, ItemEnded, ItemStarted,
    MinutesDone, Moment, PainRated, ProfileSet, RegionSet, RepsDone, SessionEnded, SessionStarted, Side,
    TryExpected, WalkDone, When, WithinLimit, WorryRated,
};
use crate::journal::replay::Stamped;

/// Answers of the made-up person that are not simply "no".
const ANSWERS: [(&str, &str); 3] = [("duration", "over_12w"), ("pattern", "same"), ("pain_change", "usual")];
const AGE: i64 = 47;
const USUAL_PAIN: u8 = 6;
const MINUTES: u32 = 15;

/// A pen, and what was written so far.
pub(super) struct Diary {
    coach: Coach,
    offset: FixedOffset,
    now: DateTime<FixedOffset>,
    events: Vec<Stamped>,
    last: Option<(String, Feeling)>,
}

impl Diary {
    pub(super) fn new(coach: Coach, offset: FixedOffset) -> Diary {
        let now = offset.from_utc_datetime(&NaiveDateTime::default());
        Diary { coach, offset, now, events: Vec::new(), last: None }
    }

    pub(super) fn events(self) -> Vec<Stamped> {
        self.events
    }

    /// Region, the whole check, the profile.
    pub(super) fn first_visit(&mut self, when: NaiveDateTime) {
        self.turn_to(when);
        self.write(RegionSet { region: "uk".to_owned() });
        self.check(Moment::Intake, USUAL_PAIN);
        self.write(ProfileSet {
            usual_pain: Score::new(USUAL_PAIN),
            settle: Some(Settle::Upto60),
            floor: Some(true),
            minutes: Some(MINUTES),
        });
    }

    /// A day with nothing but a score.
    pub(super) fn pain(&mut self, date: NaiveDate, pain: u8) {
        self.turn_to(at(date, 19));
        self.rate(None, When::CheckIn, None, pain);
    }

    /// Marks where it hurts.
    pub(super) fn mark(&mut self, date: NaiveDate, marks: &[Mark]) {
        self.turn_to(at(date, 18));
        self.write(BodyMarked { marks: marks.to_vec() });
    }

    /// Scores what the person wants to do again.
    pub(super) fn goals(&mut self, date: NaiveDate, scores: &[u8]) {
        self.turn_to(at(date, 18));
        self.pass(60);
        for ((goal, words), score) in (1..).zip(GOALS).zip(scores) {
            if let Some(score) = Score::new(*score) {
                self.write(GoalRated { goal, words: words.to_owned(), score });
            }
        }
    }

    /// Scores kinds of movement that worry.
    pub(super) fn worries(&mut self, date: NaiveDate, scores: &[(&str, u8)]) {
        self.turn_to(at(date, 18));
        self.pass(120);
        for (movement, score) in scores {
            self.worry(movement, *score);
        }
    }

    fn worry(&mut self, movement: &str, score: u8) {
        if let Some(score) = Score::new(score) {
            self.write(WorryRated { movement: movement.to_owned(), score });
        }
    }

    /// What is expected of the exercise that worries most: exercise, movement, and how much it worries.
    fn expects(&mut self, session: &str, plan: &Plan, number: u64) -> Option<(&'static str, u8)> {
        let exercise = self.coach.worries_most(plan)?;
        let (movement, worry) = self.coach.worry_about(&exercise)?;
        let (id, worry) = (movement.id, worry.get());
        let score = Score::new(person::expected(number, worry))?;
        self.write(TryExpected { session: session.into(), exercise, score });
        Some((id, worry))
    }

    /// The check, how it was after the last time, and the session that the rules ask for.
    pub(super) fn session(&mut self, number: u64, date: NaiveDate, feeling: &Feeling) {
        self.turn_to(at(date, 19));
        self.check(Moment::Session, feeling.before);
        if let Some((session, last)) = self.last.take() {
            self.write(FollowedUp {
                session: session.into(),
                over_1h: Some(last.over_1h),
                next_morning: Score::new(last.morning),
            });
        }
        if feeling.flare {
            self.write(FlareDeclared {});
        }
        let plan = self.coach.plan(self.now, None).plan;
        if plan.exercises.is_empty() {
            return;
        }
        let session = self.write(SessionStarted {
            mode: plan.mode,
            minutes: i32::try_from(MINUTES).unwrap_or(0),
            items: plan.exercises.iter().map(planned).collect(),
            aerobic: plan.aerobic.as_ref().map(|walk| walk.minutes),
            rules: self.coach.rulebook.version.clone(),
            plans: Vec::new(),
        });
        let tried = self.expects(&session, &plan, number);
        self.rate(Some(&session), When::Before, None, feeling.before);
        for (place, item) in plan.exercises.iter().enumerate() {
            self.exercise(&session, place, item, feeling);
        }
        if feeling.within_limit {
            let items = (0..plan.exercises.len()).collect();
            self.write(WithinLimit { session: session.as_str().into(), items });
        }
        self.rate(Some(&session), When::After, None, feeling.after);
        self.effort(&session, None, feeling.effort);
        self.write(SessionEnded { session: session.as_str().into(), complete: true });
        if let Some((movement, worry)) = tried {
            self.worry(movement, person::worry_after(number, worry));
        }
        if let (Some(minutes), Some(walk)) = (feeling.walk, plan.aerobic) {
            self.pass(i64::from(minutes) * 60);
            self.write(WalkDone {
                session: Some(session.as_str().into()),
                asked: Some(walk.minutes),
                minutes: minutes.min(walk.minutes),
                pain: Score::new(feeling.during.min(2)),
                talk_ok: Some(true),
            });
        }
        self.last = Some((session, feeling.clone()));
    }

    /// What was news of the week behind is read, if a new one begins.
    pub(super) fn week(&mut self, now: DateTime<FixedOffset>) {
        if let Some(news) = self.coach.week_news(now) {
            self.write(news.shown());
        }
    }

    fn turn_to(&mut self, when: NaiveDateTime) {
        self.now = self.offset.from_local_datetime(&when).single().unwrap_or(self.now);
    }

    fn pass(&mut self, seconds: i64) {
        self.now += TimeDelta::seconds(seconds);
    }

    fn write(&mut self, event: impl Into<Event>) -> String {
        self.pass(1);
        let id = format!("01DEM{:021}", self.events.len() + 1);
        let stamped = Stamped { id: id.as_str().into(), at: self.now, event: event.into() };
        self.events.push(stamped.clone());
        self.coach.take(stamped);
        id
    }

    /// Answers a check, and those that have to follow it, with nothing to report.
    fn check(&mut self, moment: Moment, pain: u8) {
        let mut next = Some(moment);
        while let Some(moment) = next {
            let (mut interview, run) = begin(&self.coach, moment, self.now);
            while let Some(reply) = reply(&interview, pain) {
                self.pass(3);
                let Ok(answers) = run.reply(&mut interview, reply) else { return };
                for answer in answers {
                    self.write(answer);
                }
            }
            next = self.conclude(&interview, &run);
        }
    }

    fn conclude(&mut self, interview: &Interview<'_>, run: &Run) -> Option<Moment> {
        let (events, next) = conclude(&self.coach, interview, run, self.now);
        for event in events {
            self.write(event);
        }
        next
    }

    fn exercise(&mut self, session: &str, place: usize, item: &Item, feeling: &Feeling) {
        let (session, exercise) = (session.to_owned(), item.id.clone());
        self.write(ItemStarted { session: session.as_str().into(), item: place, exercise: exercise.clone() });
        let sides: &[Option<Side>] =
            if item.sides == 2 { &[Some(Side::Left), Some(Side::Right)] } else { &[None] };
        for side in sides {
            // The right side of what is held comes one short now and then.
            let short = feeling.short_right && *side == Some(Side::Right) && item.kind == Kind::Hold;
            self.work(&session, place, item, *side, short && feeling.effort > 4);
        }
        self.write(ItemEnded {
            session: session.as_str().into(),
            item: place,
            exercise: exercise.clone(),
            done: item.dose,
            stop: None,
        });
        if !feeling.within_limit {
            self.rate(Some(&session), When::Exercise, Some((place, &exercise)), feeling.during);
            self.effort(&session, Some((place, &exercise)), feeling.effort);
        }
    }

    fn work(&mut self, session: &str, item: usize, planned: &Item, side: Option<Side>, short: bool) {
        let Dose { sets, reps, hold_s } = planned.dose;
        let (session, exercise) = (session.to_owned(), planned.id.clone());
        match planned.kind {
            Kind::Mobility | Kind::Reps => {
                for set in 1..=sets.max(1) {
                    self.pass(i64::from(reps) * 4);
                    let (session, exercise) = (session.clone(), exercise.clone());
                    self.write(RepsDone {
                        session: session.into(),
                        item,
                        exercise,
                        side,
                        set,
                        asked: reps,
                        reps,
                        hold_s,
                    });
                }
            }
            Kind::Minutes => {
                self.pass(i64::from(hold_s));
                self.write(MinutesDone {
                    session: session.into(),
                    item,
                    exercise,
                    asked_s: hold_s,
                    done_s: hold_s,
                });
            }
            Kind::Hold | Kind::Stretch | Kind::Sustained => {
                for nth in 1..=planned.dose.repetitions(planned.kind) {
                    self.pass(i64::from(hold_s) + 3);
                    let held_s = if short && nth == planned.dose.repetitions(planned.kind) {
                        hold_s / 2
                    } else {
                        hold_s
                    };
                    let (session, exercise) = (session.clone(), exercise.clone());
                    self.write(HoldDone {
                        session: session.into(),
                        item,
                        exercise,
                        side,
                        nth,
                        asked_s: hold_s,
                        held_s,
                    });
                }
            }
        }
    }

    fn rate(&mut self, session: Option<&str>, when: When, item: Option<(usize, &str)>, pain: u8) {
        if let Some(score) = Score::new(pain) {
            self.write(PainRated {
                session: session.map(Into::into),
                when,
                item: item.map(|(place, _)| place),
                exercise: item.map(|(_, exercise)| exercise.to_owned()),
                score,
            });
        }
    }

    fn effort(&mut self, session: &str, item: Option<(usize, &str)>, effort: u8) {
        if let Some(score) = Score::new(effort) {
            self.write(EffortRated {
                session: session.into(),
                item: item.map(|(place, _)| place),
                exercise: item.map(|(_, exercise)| exercise.to_owned()),
                score,
            });
        }
    }
}

fn planned(item: &Item) -> PlannedItem {
    PlannedItem { exercise: item.id.clone(), dose: item.dose, sides: item.sides }
}

/// What the made-up person says to a step of the check; `None` at its end.
fn reply(interview: &Interview<'_>, pain: u8) -> Option<Reply> {
    Some(match interview.current() {
        Step::Done => return None,
        Step::Short { .. } => Reply::Value(Value::choice("no")),
        Step::TickAll { .. } => Reply::Ticked { yes: Vec::new(), unsure: Vec::new() },
        Step::ReadBack { .. } => Reply::Confirm(true),
        Step::Ask { question, .. } => Reply::Value(answer(question, pain)),
    })
}

fn answer(question: &Question, pain: u8) -> Value {
    let own = ANSWERS.iter().find(|(id, _)| *id == question.id);
    match (question.id.as_str(), question.kind) {
        ("pain_now", _) => Value::Number(i64::from(pain)),
        (_, Asks::Number { .. }) => Value::Number(AGE),
        ("area", _) => Value::Picks(vec!["low_back".to_owned()]),
        (_, Asks::Multi) => Value::Picks(Vec::new()),
        (_, Asks::Choice | Asks::Change | Asks::Yn3) => {
            let first = || question.values.first().map_or("no", |choice| choice.value.as_str());
            Value::choice(own.map(|(_, value)| *value).or_else(|| question.no_value()).unwrap_or_else(first))
        }
    }
}
