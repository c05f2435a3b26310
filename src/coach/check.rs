//! A run of the safety check from its beginning to the events that it leaves in the journal.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::log_asks::log_asks_recheck;
use super::{Coach, limited, worse};
use crate::domain::history::History;
use crate::domain::screening::answer::{Answers, QuestionId, Value};
use crate::domain::screening::assess::Fired;
use crate::domain::screening::block::{NewFlag, flags_to_raise};
use crate::domain::screening::interview::{Context, Interview, Reply, Step};
use crate::domain::screening::question::Question;
use crate::domain::screening::rulebook::{Action, RuleBook};
use crate::domain::screening::tier::Tier;
use crate::domain::trend;
use crate::journal::event::{Event, FlagRaised, Moment, ScreenAnswered, ScreenDecided};

/// Short questions that are asked after "something is wrong".
const STOP_QUESTIONS: [&str; 4] = ["S1", "S2", "S3", "S4"];
/// Usual pain from which the recheck is asked at most once a week (`screening` 3).
const OFTEN_SORE: u8 = 7;
/// A month, for what is asked once a month (source: DESIGN).
const MONTH_DAYS: i64 = 30;
/// Days of that week.
const RECHECK_DAYS: u64 = 7;

/// One run of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Text that all its lines carry.
    pub id: String,
    /// Which check.
    pub moment: Moment,
}

impl Run {
    /// Gives a reply to the interview: the lines of the answers that now stand.
    ///
    /// # Errors
    /// A sentence, when the reply is not one to the current step. Nothing has changed then.
    pub fn reply(&self, interview: &mut Interview<'_>, reply: Reply) -> Result<Vec<ScreenAnswered>, String> {
        // What a "no" to a short line says of the questions behind it is not their own answer.
        let full = !matches!(interview.current(), Step::Short { .. });
        let answers = interview.answer(reply)?;
        Ok(answers.into_iter().map(|(question, value)| self.answered(question, value, full)).collect())
    }

    /// The line of one answer; `full`: to the question itself.
    fn answered(&self, question: QuestionId, value: Value, full: bool) -> ScreenAnswered {
        // Where there are no short lines there is nothing to tell apart.
        let full = full && matches!(self.moment, Moment::Session | Moment::Stop);
        ScreenAnswered { run: self.id.clone(), moment: self.moment, question, value, full }
    }
}

/// Begins a run, or goes on with a whole check that was interrupted today.
pub fn begin(coach: &Coach, moment: Moment, now: DateTime<FixedOffset>) -> (Interview<'static>, Run) {
    let interrupted = (moment == Moment::Intake).then(|| interrupted(&coach.history, now)).flatten();
    let (id, mut given) =
        interrupted.unwrap_or_else(|| (now.format("%Y%m%dT%H%M%S%.3f").to_string(), Answers::new()));
    // What is for life was answered once.
    given.extend(coach.always());
    let earlier = match moment {
        // The whole check asks everything afresh: nothing old may answer for it.
        Moment::Intake => Answers::new(),
        _ => coach.answers_today(now),
    };
    let context = Context { earlier, given, derived: super::plan::derived(coach, now), never: coach.never() };
    let interview = match moment {
        Moment::Intake => Interview::intake(coach.rulebook, context),
        Moment::Session => match ask_again(coach, now).as_slice() {
            [] => Interview::session(coach.rulebook, context),
            unsure => {
                let usual = coach.rulebook.session.iter().map(String::as_str);
                let ids: Vec<&str> = usual.chain(unsure.iter().map(String::as_str)).collect();
                Interview::questions(coach.rulebook, context, &ids)
            }
        },
        Moment::Recheck => Interview::recheck(coach.rulebook, context),
        Moment::Monthly => Interview::monthly(coach.rulebook, context),
        Moment::Fortnight | Moment::Change => Interview::fortnight(coach.rulebook, context),
        Moment::Stop => Interview::questions(coach.rulebook, context, &STOP_QUESTIONS),
    };
    (interview, Run { id, moment })
}

/// Begins a run of one question whose answer has changed, as the person says.
pub fn begin_change(coach: &Coach, question: &str, now: DateTime<FixedOffset>) -> (Interview<'static>, Run) {
    let context = Context {
        earlier: coach.answers_today(now),
        given: Answers::new(),
        derived: super::plan::derived(coach, now),
        never: Vec::new(),
    };
    let id = now.format("%Y%m%dT%H%M%S%.3f").to_string();
    (Interview::changed(coach.rulebook, context, question), Run { id, moment: Moment::Change })
}

/// The run and the answers of a whole check of today that never came to its end.
fn interrupted(history: &History, now: DateTime<FixedOffset>) -> Option<(String, Answers)> {
    let latest = history.open_intake.as_ref()?;
    (latest.at.date_naive() == now.date_naive()).then(|| (latest.run.clone(), latest.answers.clone()))
}

/// Questions that were answered "not sure" and are asked once more before the next session
/// (`reask_next`). Those behind a short line come up by themselves.
fn ask_again(coach: &Coach, now: DateTime<FixedOffset>) -> Vec<QuestionId> {
    let assessment = coach.assessment(now);
    let answers = coach.answers_today(now);
    let mut unsure: Vec<QuestionId> = Vec::new();
    for fired in assessment.fired.iter().filter(|fired| fired.actions.contains(&Action::ReaskNext)) {
        for id in &fired.because {
            if answers.get(id) == Some(&Value::choice("unsure")) && !unsure.contains(id) {
                unsure.push(id.clone());
            }
        }
    }
    unsure
}

/// The flags for what stands after an answer and is `urgent` or worse. Such an answer was read back and
/// confirmed, so its flag is raised at once: leaving in the middle of a check does not undo it.
pub fn confirmed(
    coach: &Coach,
    interview: &Interview<'_>,
    run: &Run,
    now: DateTime<FixedOffset>,
) -> Vec<Event> {
    let flags = new_flags(coach, interview, now).into_iter().filter(|flag| flag.tier >= Tier::Urgent);
    flags.map(|flag| raise(flag, run)).collect()
}

/// The lines that a run leaves when it has come to its end, and the run that has to follow it, if any:
/// a flag for each rule that locks and is not up already, and what it came to. Where another run has to
/// follow, that one says what both came to: a program that ends between the two asks again.
pub fn conclude(
    coach: &Coach,
    interview: &Interview<'_>,
    run: &Run,
    now: DateTime<FixedOffset>,
) -> (Vec<Event>, Option<Moment>) {
    let assessment = interview.assessment();
    let flags = new_flags(coach, interview, now);
    let next = next_run(coach, interview, run, now).filter(|_| flags.is_empty());
    // Flags first: a program that ends between two lines keeps the stricter state.
    let mut events: Vec<Event> = flags.iter().cloned().map(|flag| raise(flag, run)).collect();
    if next.is_none() {
        let standing = coach.standing(now).active;
        let up = |rule: &str| {
            standing.iter().any(|flag| flag.rule == rule) || flags.iter().any(|flag| flag.rule == rule)
        };
        // A rule that locks and has no flag was cleared by a clinician: it is not news.
        let tier = |fired: &Fired| {
            if fired.tier.locks() && !up(&fired.rule) { Tier::Caution } else { fired.tier }
        };
        events.push(Event::ScreenDecided(ScreenDecided {
            run: run.id.clone(),
            moment: run.moment,
            tier: assessment
                .fired
                .iter()
                .map(tier)
                .chain(flags.iter().map(|flag| flag.tier))
                .max()
                .unwrap_or_default(),
            fired: assessment.fired.iter().map(|fired| fired.rule.clone()).collect(),
            complete: interview.is_complete(),
            rules: coach.rulebook.version.clone(),
        }));
    }
    (events, next)
}

fn new_flags(coach: &Coach, interview: &Interview<'_>, now: DateTime<FixedOffset>) -> Vec<NewFlag> {
    let fresh = interview.fresh();
    let active = coach.standing(now).active;
    let mut flags = flags_to_raise(&interview.assessment(), |id| fresh.contains_key(id), &active);
    if worse::for_too_long(coach, now) && !active.iter().any(|flag| flag.rule == worse::RULE) {
        flags.push(NewFlag { rule: worse::RULE.into(), tier: Tier::ClinicianFirst, from_unsure: false });
    }
    flags
}

fn raise(flag: NewFlag, run: &Run) -> Event {
    Event::FlagRaised(FlagRaised {
        rule: flag.rule,
        tier: flag.tier,
        run: Some(run.id.clone()),
        from_unsure: flag.from_unsure,
    })
}

/// The trend so far in one sentence, above the question that looks back on two weeks.
pub fn review(coach: &Coach, question: &Question, now: DateTime<FixedOffset>) -> Option<String> {
    let scores = super::plan::days_since_lift(coach, now);
    let today = now.date_naive();
    (question.id == limited::QUESTION).then(|| trend::sentence(&scores, &trend::trend(&scores, today), today))
}

/// Whether weight, new illnesses and new medicines were last asked about a month ago or more.
fn monthly_due(coach: &Coach, now: DateTime<FixedOffset>) -> bool {
    let asked = coach.history.answers.get("weight").map(|answer| answer.at.date_naive());
    asked.is_some_and(|asked| (now.date_naive() - asked).num_days() >= MONTH_DAYS)
}

/// Whether a question is one of the monthly ones, or behind their short line.
pub(super) fn is_monthly(book: &RuleBook, question: &str) -> bool {
    let behind =
        |id: &str| book.short(id).is_some_and(|short| short.opens.iter().any(|open| open == question));
    book.monthly.iter().any(|id| id == question || behind(id))
}

/// The day on which the monthly questions are asked next.
pub(super) fn next_monthly(coach: &Coach) -> Option<NaiveDate> {
    let asked = coach.history.answers.get("weight")?.at.date_naive();
    Some(super::answers::after(asked, MONTH_DAYS.unsigned_abs()))
}

/// The run that has to follow the check before a session: the questions about a change in pain, once.
/// A new kind of pain always asks for them; all else at most once a week where the usual pain is 7 or
/// more, because there it would be asked every day.
fn next_run(
    coach: &Coach,
    interview: &Interview<'_>,
    run: &Run,
    now: DateTime<FixedOffset>,
) -> Option<Moment> {
    if coach.standing(now).tier.locks() {
        return None;
    }
    match run.moment {
        // The monthly three hold the question of every two weeks.
        Moment::Session if monthly_due(coach, now) => return Some(Moment::Monthly),
        Moment::Session if limited::is_due(coach, now) => return Some(Moment::Fortnight),
        Moment::Session | Moment::Monthly | Moment::Fortnight => {}
        Moment::Intake | Moment::Recheck | Moment::Stop | Moment::Change => return None,
    }
    let new_kind = interview.answers().get("pain_change") == Some(&Value::choice("new_kind"));
    // Pain that was marked further down a limb is asked about once, like a new kind of pain.
    let fell = coach.last_full_check(now).is_some_and(|check| coach.limb_fell_since(check, now));
    if new_kind || fell {
        return Some(Moment::Recheck);
    }
    let asked = interview.assessment().asks(Action::RecheckP) || log_asks_recheck(coach, now);
    let often_sore = coach.history.profile.usual_pain.is_some_and(|usual| usual.get() >= OFTEN_SORE);
    let lately = now.checked_sub_days(Days::new(RECHECK_DAYS)).is_some_and(|week_ago| {
        coach.last_full_check(now).is_some_and(|check| check.date_naive() > week_ago.date_naive())
    });
    (asked && !(often_sore && lately)).then_some(Moment::Recheck)
}
