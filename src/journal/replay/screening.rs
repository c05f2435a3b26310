//! Entries -> history: the profile, the answers of the safety check, and what was decided on them.

use chrono::{DateTime, FixedOffset};

use super::{Line, insert};
use crate::domain::history::{DatedAnswer, Decision, OpenIntake};
use crate::domain::score::Score;
use crate::domain::screening::answer::Answers;
use crate::domain::screening::block::{self, Clearance, Flag, Role};
use crate::domain::screening::stop_sign;
use crate::journal::event::{FlagCleared, FlagRaised, Moment, ProfileSet, ScreenAnswered, ScreenDecided};

impl Line<'_> {
    pub(super) fn profile(&mut self, body: &ProfileSet) {
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

    pub(super) fn answered(&mut self, body: &ScreenAnswered) {
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

    pub(super) fn open_intake(&mut self, body: &ScreenAnswered) {
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

    pub(super) fn decided(&mut self, body: &ScreenDecided) {
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
}

pub(super) fn flag(id: &str, at: DateTime<FixedOffset>, body: &FlagRaised) -> Flag {
    Flag {
        id: id.to_owned(),
        rule: body.rule.clone(),
        tier: body.tier,
        raised_at: at,
        stop_sign: body.rule.strip_prefix(stop_sign::PREFIX).map(str::to_owned),
        from_unsure: body.from_unsure,
    }
}

pub(super) fn clearance(at: DateTime<FixedOffset>, body: &FlagCleared) -> Result<Clearance, String> {
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
