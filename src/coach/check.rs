//! A run of the safety check from its beginning to the events that it leaves in the journal.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Coach;
use crate::domain::history::History;
use crate::domain::screening::answer::{Answers, QuestionId, Value};
use crate::domain::screening::block::flags_to_raise;
use crate::domain::screening::interview::{Context, Interview};
use crate::domain::screening::question::Moment as Asked;
use crate::domain::screening::rulebook::{Action, RuleBook};
use crate::journal::event::{Event, FlagRaised, Moment, ScreenAnswered, ScreenDecided};

/// Short questions that are asked after "something is wrong".
const STOP_QUESTIONS: [&str; 4] = ["S1", "S2", "S3", "S4"];

/// One run of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Text that all its lines carry.
    pub id: String,
    /// Which check.
    pub moment: Moment,
}

impl Run {
    /// The line of one answer.
    pub fn answered(&self, question: QuestionId, value: Value) -> ScreenAnswered {
        ScreenAnswered { run: self.id.clone(), moment: self.moment, question, value }
    }
}

/// Whether a question is one of those that the short check asks for news of.
fn is_acute(rulebook: &RuleBook, question: &str) -> bool {
    let short = [Asked::S1, Asked::S2, Asked::S3, Asked::S4, Asked::S5];
    rulebook.question(question).is_some_and(|question| question.asked.iter().any(|asked| short.contains(asked)))
}

/// The answers that count on a day.
pub fn answers_on(history: &History, rulebook: &RuleBook, date: NaiveDate) -> Answers {
    let counts = |id: &str, answer: &crate::domain::history::DatedAnswer| {
        let stays = rulebook.question(id).is_some_and(|question| {
            answer.value.as_choice().is_some_and(|value| question.stays.iter().any(|stays| stays == value))
        });
        answer.at.date_naive() == date || stays || !is_acute(rulebook, id)
    };
    let counted = history.answers.iter().filter(|(id, answer)| counts(id, answer));
    counted.map(|(id, answer)| (id.clone(), answer.value.clone())).collect()
}

/// Begins a run, or goes on with a whole check that was interrupted today.
pub fn begin(coach: &Coach, moment: Moment, now: DateTime<FixedOffset>) -> (Interview<'static>, Run) {
    let interrupted = (moment == Moment::Intake).then(|| interrupted(&coach.history, now)).flatten();
    let (id, given) = interrupted.unwrap_or_else(|| (now.format("%Y%m%dT%H%M%S%.3f").to_string(), Answers::new()));
    let earlier = match moment {
        // The whole check asks everything afresh: nothing old may answer for it.
        Moment::Intake => Answers::new(),
        _ => answers_on(&coach.history, coach.rulebook, now.date_naive()),
    };
    let context = Context { earlier, given, derived: super::plan::derived(coach, now), never: Vec::new() };
    let interview = match moment {
        Moment::Intake => Interview::intake(coach.rulebook, context),
        Moment::Session => Interview::session(coach.rulebook, context),
        Moment::Recheck => Interview::recheck(coach.rulebook, context),
        Moment::Stop => Interview::questions(coach.rulebook, context, &STOP_QUESTIONS),
    };
    (interview, Run { id, moment })
}

/// The run and the answers of a whole check of today that never came to its end.
fn interrupted(history: &History, now: DateTime<FixedOffset>) -> Option<(String, Answers)> {
    let latest = history.open_intake.as_ref()?;
    (latest.at.date_naive() == now.date_naive()).then(|| (latest.run.clone(), latest.answers.clone()))
}

/// The lines that a run leaves when it has come to its end: what it came to, and a flag for each rule
/// that locks and is not up already. Where another run has to follow, that one says what it came to:
/// a program that ends between the two asks again.
pub fn conclude(
    coach: &Coach,
    interview: &Interview<'_>,
    run: &Run,
    now: DateTime<FixedOffset>,
) -> Vec<Event> {
    let assessment = interview.assessment();
    let active = coach.standing(now).active;
    let mut events = Vec::new();
    if next_run(interview, run).is_none() {
        events.push(Event::ScreenDecided(ScreenDecided {
            run: run.id.clone(),
            moment: run.moment,
            tier: assessment.tier,
            fired: assessment.fired.iter().map(|fired| fired.rule.clone()).collect(),
            rules: coach.rulebook.version.clone(),
            cut_short: assessment.tier.locks() && !assessment.complete,
        }));
    }
    let fresh = interview.fresh();
    for flag in flags_to_raise(&assessment, |id| fresh.contains_key(id), &active) {
        events.push(Event::FlagRaised(FlagRaised {
            rule: flag.rule,
            tier: flag.tier,
            run: Some(run.id.clone()),
            from_unsure: flag.from_unsure,
        }));
    }
    events
}

/// The run that has to follow: a change in pain opens the questions about it, once.
pub fn next_run(interview: &Interview<'_>, run: &Run) -> Option<Moment> {
    let assessment = interview.assessment();
    let asked = run.moment == Moment::Session && assessment.asks(Action::RecheckP);
    (asked && !assessment.tier.locks()).then_some(Moment::Recheck)
}
