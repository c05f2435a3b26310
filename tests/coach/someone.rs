//! A coach with a past, made line by line: what the tests of the coach have in common.

use chrono::{DateTime, FixedOffset, TimeDelta};
use supple::cli::open;
use supple::coach::Coach;
use supple::domain::history::PlannedItem;
use supple::domain::profile::Settle;
use supple::domain::score::Score;
use supple::domain::screening::answer::Value;
use supple::domain::screening::tier::Tier;
use supple::journal::event::*;
use supple::journal::replay::Stamped;

pub(crate) fn at(time: &str) -> DateTime<FixedOffset> {
    let time = if time.len() == 16 { format!("{time}:00+00:00") } else { time.to_owned() };
    DateTime::parse_from_rfc3339(&time).unwrap()
}

pub(crate) fn score(value: u8) -> Score {
    Score::new(value).unwrap()
}

/// Everything that the whole check asks, and nothing to report.
pub(crate) const CLEAN: &[(&str, &str)] = &[
    ("bladder", "no"),
    ("bowel", "no"),
    ("saddle", "no"),
    ("both_legs", "no"),
    ("weakness", "no"),
    ("chest", "no"),
    ("aorta_sudden", "no"),
    ("head_worst", "no"),
    ("breath", "no"),
    ("blackout", "no"),
    ("calf", "no"),
    ("trauma", "no"),
    ("surgery", "no"),
    ("pregnant", "no"),
    ("fever", "no"),
    ("mening", "no"),
    ("numb_limb", "no"),
    ("gait", "no"),
    ("hands", "no"),
    ("shock", "no"),
    ("sexual", "no"),
    ("cancer", "no"),
    ("weight", "no"),
    ("infect_risk", "no"),
    ("steroids", "no"),
    ("osteo", "no"),
    ("heart", "no"),
    ("bp", "no"),
    ("other_cond", "no"),
    ("aneurysm", "no"),
    ("neck_joint", "no"),
    ("pattern", "same"),
    ("leg_pain", "no"),
    ("night", "no"),
    ("constant", "no"),
    ("deformity", "no"),
];

pub(crate) struct Someone {
    pub coach: Coach,
    pub events: Vec<Stamped>,
}

impl Someone {
    /// Nothing yet.
    pub(crate) fn new() -> Someone {
        Someone { coach: open::coach(Vec::new()).unwrap(), events: Vec::new() }
    }

    /// Who has answered everything at that moment: 47 years, low back, usual pain 4, settles in half an
    /// hour, floor, ten minutes.
    pub(crate) fn ready(time: &str) -> Someone {
        Someone::with(time, &[])
    }

    /// The same with some answers of the whole check different.
    pub(crate) fn with(time: &str, answers: &[(&str, &str)]) -> Someone {
        let mut someone = Someone::new();
        someone.say(time, RegionSet { region: "uk".into() });
        someone.answer(time, "whole", Moment::Intake, "area", Value::Picks(vec!["low_back".into()]));
        someone.answer(time, "whole", Moment::Intake, "age", Value::Number(47));
        for (question, value) in CLEAN {
            let other = answers.iter().find(|(id, _)| id == question);
            let value = other.map_or(*value, |(_, value)| *value);
            someone.answer(time, "whole", Moment::Intake, question, Value::choice(value));
        }
        for (question, value) in answers.iter().filter(|(id, _)| !CLEAN.iter().any(|(known, _)| known == id))
        {
            someone.answer(time, "whole", Moment::Intake, question, Value::choice(value));
        }
        someone.answer(time, "whole", Moment::Intake, "pain_now", Value::Number(4));
        someone.decided(time, Moment::Intake);
        someone.profile(time, 4, Settle::Upto60, true, 10);
        someone
    }

    pub(crate) fn profile(
        &mut self,
        time: &str,
        usual: u8,
        settle: Settle,
        floor: bool,
        minutes: u32,
    ) -> &mut Self {
        let body = ProfileSet {
            usual_pain: Some(score(usual)),
            settle: Some(settle),
            floor: Some(floor),
            minutes: Some(minutes),
        };
        self.say(time, body);
        self
    }

    /// Writes a line. Its id.
    pub(crate) fn say(&mut self, time: &str, event: impl Into<Event>) -> String {
        let id = format!("{:04}", self.events.len() + 1);
        let stamped = Stamped { id: id.as_str().into(), at: at(time), event: event.into() };
        self.events.push(stamped.clone());
        self.coach.take(stamped);
        id
    }

    pub(crate) fn answer(
        &mut self,
        time: &str,
        run: &str,
        moment: Moment,
        question: &str,
        value: Value,
    ) -> String {
        let full = matches!(moment, Moment::Session | Moment::Stop);
        self.say(time, ScreenAnswered { run: run.into(), moment, question: question.into(), value, full })
    }

    pub(crate) fn decided(&mut self, time: &str, moment: Moment) -> String {
        let rules = "test".to_owned();
        self.say(
            time,
            ScreenDecided {
                run: "whole".into(),
                moment,
                tier: Tier::Clear,
                fired: vec![],
                complete: true,
                rules,
            },
        )
    }

    /// The check before a session: all well, this pain, as usual.
    pub(crate) fn check(&mut self, time: &str, pain: i64) -> &mut Self {
        self.check_with(time, pain, &[])
    }

    pub(crate) fn check_with(&mut self, time: &str, pain: i64, answers: &[(&str, &str)]) -> &mut Self {
        let book = self.coach.rulebook;
        for id in book.session.iter().filter_map(|id| book.short(id)).flat_map(|short| short.opens.clone()) {
            let other = answers.iter().find(|(question, _)| *question == id);
            let no = book.question(&id).unwrap().no_value().unwrap();
            self.answer(
                time,
                time,
                Moment::Session,
                &id,
                Value::choice(other.map_or(no, |(_, value)| value)),
            );
        }
        self.answer(time, time, Moment::Session, "pain_now", Value::Number(pain));
        let change = answers.iter().find(|(id, _)| *id == "pain_change").map_or("usual", |(_, value)| value);
        self.answer(time, time, Moment::Session, "pain_change", Value::choice(change));
        self.decided(time, Moment::Session);
        self
    }

    /// Begins the session that is planned, minute by minute; nothing is done yet.
    pub(crate) fn begin(&mut self, time: &str) -> String {
        let plan = self.coach.plan(at(time), None).plan;
        assert!(!plan.exercises.is_empty(), "nothing to begin at {time}: {}", plan.reason);
        let planned = |item: &supple::domain::plan::output::Item| PlannedItem {
            exercise: item.id.clone(),
            dose: item.dose,
            sides: item.sides,
        };
        self.say(
            time,
            SessionStarted {
                mode: plan.mode,
                minutes: 10,
                items: plan.exercises.iter().map(planned).collect(),
                aerobic: plan.aerobic.map(|walk| walk.minutes),
                rules: "test".into(),
                plans: Vec::new(),
            },
        )
    }

    /// Does exercise `item` of a session in full, with these ratings.
    pub(crate) fn exercise(&mut self, time: &str, session: &str, item: usize, pain: u8) {
        let record = self.coach.history.session(session).unwrap().exercises[item].clone();
        let (exercise, dose) = (record.id, record.prescribed);
        self.say(time, ItemStarted { session: session.into(), item, exercise: exercise.clone() });
        self.say(
            time,
            ItemEnded { session: session.into(), item, exercise: exercise.clone(), done: dose, stop: None },
        );
        self.say(
            time,
            PainRated {
                session: Some(session.into()),
                when: When::Exercise,
                item: Some(item),
                exercise: Some(exercise.clone()),
                score: score(pain),
            },
        );
        self.say(
            time,
            EffortRated {
                session: session.into(),
                item: Some(item),
                exercise: Some(exercise),
                score: score(4),
            },
        );
    }

    /// A whole session as planned, with this pain throughout. Its id.
    pub(crate) fn session(&mut self, time: &str, pain: u8) -> String {
        let session = self.begin(time);
        self.rate(time, &session, When::Before, pain);
        let count = self.coach.history.session(&session).unwrap().exercises.len();
        for item in 0..count {
            self.exercise(time, &session, item, pain);
        }
        self.rate(time, &session, When::After, pain);
        self.say(
            time,
            EffortRated { session: session.as_str().into(), item: None, exercise: None, score: score(4) },
        );
        self.say(time, SessionEnded { session: session.as_str().into(), complete: true });
        session
    }

    pub(crate) fn rate(&mut self, time: &str, session: &str, when: When, pain: u8) {
        let session = Some(session.into());
        self.say(time, PainRated { session, when, item: None, exercise: None, score: score(pain) });
    }

    /// How it was afterwards.
    pub(crate) fn followed_up(&mut self, time: &str, session: &str, over_1h: bool, morning: u8) {
        self.say(
            time,
            FollowedUp {
                session: session.into(),
                over_1h: Some(over_1h),
                next_morning: Some(score(morning)),
            },
        );
    }

    /// So many calm days with a session each, from `first` on.
    pub(crate) fn calm_days(&mut self, first: &str, days: i64) -> DateTime<FixedOffset> {
        let mut last: Option<String> = None;
        for day in 0..days {
            let time = (at(first) + TimeDelta::days(day)).to_rfc3339();
            self.check(&time, 2);
            if let Some(last) = last.take() {
                self.followed_up(&time, &last, false, 2);
            }
            last = Some(self.session(&time, 2));
        }
        at(first) + TimeDelta::days(days)
    }

    pub(crate) fn flag(&mut self, time: &str, rule: &str, tier: Tier, from_unsure: bool) -> String {
        self.say(time, FlagRaised { rule: rule.into(), tier, run: None, from_unsure })
    }

    pub(crate) fn clear(&mut self, time: &str, flag: &str, outcome: &str) {
        self.say(
            time,
            FlagCleared {
                flag: flag.into(),
                seen_on: at(time).date_naive(),
                role: "gp".into(),
                outcome: outcome.into(),
                limits: None,
            },
        );
    }
}
