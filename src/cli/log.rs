//! `supple log`: the sessions, and things done without the program.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use super::{CliError, Exit, LogAddArgs, LogArgs, LogVerb, log_edit, open, output, write};
use crate::coach::past::{Change, moment_of};
use crate::domain::dose::Dose;
use crate::domain::history::{Ouch, Reached, SessionRecord};
use crate::domain::plan::input::{Mode, Stop};
use crate::domain::score::Score;
use crate::domain::screening::tier::Tier;
use crate::journal::amend::{CORRECT, RETRACT};
use crate::journal::event::{Event, PainRated, WalkDone, When};
use crate::paths::Paths;

/// One line of `log --json`.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    date: NaiveDate,
    started: String,
    ended: Option<String>,
    mode: Mode,
    minutes: Option<i32>,
    pain_before: Option<Score>,
    pain_after: Option<Score>,
    pain_over_1h: Option<bool>,
    next_morning_pain: Option<Score>,
    effort: Option<Score>,
    signs: Vec<String>,
    stopped: bool,
    ouches: Vec<OuchLine>,
    aerobic: Option<WalkLine>,
    exercises: Vec<ExerciseLine>,
}

/// What was wrong, with its place.
#[derive(Debug, Serialize)]
struct OuchLine {
    at: String,
    exercise: Option<String>,
    side: Option<String>,
    sign: String,
    answers: BTreeMap<String, String>,
    tier: Tier,
    eased: Option<bool>,
    open: bool,
}

fn ouch_line(ouch: &Ouch) -> OuchLine {
    OuchLine {
        at: time(ouch.at),
        exercise: ouch.exercise.clone(),
        side: ouch.side.clone(),
        sign: ouch.sign.clone(),
        answers: ouch.answers.clone(),
        tier: ouch.tier,
        eased: ouch.eased,
        open: ouch.open,
    }
}

#[derive(Debug, Serialize)]
struct WalkLine {
    prescribed: Option<u32>,
    done: Option<i32>,
    pain: Option<Score>,
    talk_ok: Option<bool>,
}

#[derive(Debug, Serialize)]
struct ExerciseLine {
    id: String,
    prescribed: Dose,
    done: Dose,
    pain: Option<Score>,
    effort: Option<Score>,
    stop: Option<Stop>,
    within_limit: bool,
}

fn time(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, false)
}

fn line(session: &SessionRecord) -> Line {
    Line {
        id: session.id.clone(),
        date: session.date,
        started: time(session.started),
        ended: session.ended.map(time),
        mode: session.mode,
        minutes: session.minutes,
        pain_before: session.pain_before,
        pain_after: session.pain_after,
        pain_over_1h: session.pain_over_1h,
        next_morning_pain: session.next_morning_pain,
        effort: session.effort,
        signs: session.signs.clone(),
        stopped: session.stopped.is_some(),
        ouches: session.ouches.iter().map(ouch_line).collect(),
        aerobic: (session.aerobic_asked.is_some() || session.aerobic.is_some()).then(|| WalkLine {
            prescribed: session.aerobic_asked,
            done: session.aerobic.map(|walk| walk.done),
            pain: session.aerobic.and_then(|walk| walk.pain),
            talk_ok: session.aerobic.and_then(|walk| walk.talk_ok),
        }),
        exercises: session
            .exercises
            .iter()
            .zip(&session.reached)
            .filter(|(_, reached)| **reached != Reached::Not)
            .map(|(exercise, _)| ExerciseLine {
                id: exercise.id.clone(),
                prescribed: exercise.prescribed,
                done: exercise.done,
                pain: exercise.pain,
                effort: exercise.effort,
                stop: exercise.stop,
                within_limit: exercise.within_limit,
            })
            .collect(),
    }
}

/// Runs it.
///
/// # Errors
/// A journal that cannot be opened or written.
pub fn run(args: &LogArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    match &args.verb {
        Some(LogVerb::Add(add)) => return add_line(add, paths, now),
        Some(LogVerb::Edit(edit)) => return log_edit::edit(edit, paths, now),
        Some(LogVerb::Retract(named)) => return log_edit::retract(&named.id, paths, now),
        Some(LogVerb::Redo(named)) => return log_edit::again(&named.id, RETRACT, paths, now),
        Some(LogVerb::Undo(named)) => return log_edit::again(&named.id, CORRECT, paths, now),
        None => {}
    }
    let (coach, _) = open::look(paths, now)?;
    if args.json {
        for session in &coach.history.sessions {
            output::json(&line(session))?;
        }
        return Ok(Exit::Done);
    }
    let mut out = String::new();
    for session in &coach.history.sessions {
        let line = line(session);
        let score = |score: Option<Score>| score.map_or("-".to_owned(), |score| score.to_string());
        let _ = writeln!(
            out,
            "{}  {:>2} exercises  pain {} to {}, next morning {}  effort {}{}",
            line.date,
            line.exercises.len(),
            score(line.pain_before),
            score(line.pain_after),
            score(line.next_morning_pain),
            score(line.effort),
            match (line.ended.is_some(), line.stopped) {
                (_, true) => "  stopped: something was wrong",
                (true, _) => "",
                (false, _) => "  not finished",
            },
        );
    }
    if out.is_empty() {
        out.push_str("No sessions yet.\n");
    }
    let walks = coach.history.walks.len();
    let scores = coach.history.pain.len();
    if walks > 0 {
        let _ = writeln!(out, "{walks} {} logged.", if walks == 1 { "walk" } else { "walks" });
    }
    if scores > 0 {
        let _ = writeln!(
            out,
            "{scores} pain {}: `supple trend` shows them.",
            if scores == 1 { "score" } else { "scores" }
        );
    }
    output::text(&out)?;
    Ok(Exit::Done)
}

fn add_line(args: &LogAddArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let pain = args.pain.and_then(Score::new);
    let event = match (args.walk, pain) {
        (Some(minutes), pain) => {
            Event::from(WalkDone { session: None, asked: None, minutes, pain, talk_ok: args.talk })
        }
        (None, Some(score)) => {
            Event::from(PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score })
        }
        (None, None) => return Err(CliError::Usage("say what to log: --pain or --walk".into())),
    };
    let at = match args.date {
        Some(day) => moment_of(day, now).map_err(CliError::Usage)?,
        None => now,
    };
    write::changes(paths, now, &[Change::Add { event, at }])?;
    output::text("Logged.\n")?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::history::PlannedItem;
    use crate::domain::screening::stop_sign::Ends;
    use crate::journal::event::{OuchNoted, SessionStarted, Side, StopPressed};
    use crate::journal::replay::{Replay, Stamped};

    #[test]
    fn what_was_wrong_is_told_with_its_place_and_answers() {
        let at = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00").unwrap();
        let side_plank = PlannedItem { exercise: "side-plank".into(), dose: Dose::new(1, 3, 8), sides: 2 };
        let started = SessionStarted {
            mode: Mode::Normal,
            minutes: 10,
            items: vec![side_plank],
            aerobic: None,
            rules: "1".into(),
            plans: Vec::new(),
        };
        let pressed = StopPressed {
            session: "1".into(),
            item: Some(0),
            exercise: Some("side-plank".into()),
            side: Some(Side::Left),
        };
        let first = OuchNoted {
            session: "1".into(),
            item: Some(0),
            exercise: Some("side-plank".into()),
            side: Some(Side::Left),
            sign: "sharp".into(),
            answers: BTreeMap::from([("sharp_eased".into(), "later".into())]),
            tier: Tier::ClinicianFirst,
            ended: Ends::Session,
            eased: None,
            open: true,
        };
        let mut answered = first.clone();
        answered.answers = BTreeMap::from([("sharp_eased".into(), "yes".into())]);
        (answered.tier, answered.ended) = (Tier::Caution, Ends::Exercise);
        (answered.eased, answered.open) = (Some(true), false);
        let events = [Event::from(started), pressed.into(), first.into(), answered.into()];
        let stamped = |(id, event): (usize, Event)| Stamped { id: id.to_string().into(), at, event };
        let events: Vec<Stamped> = (1..).zip(events).map(stamped).collect();
        let ouches = |count: usize| {
            let history = Replay::of(&events[..count]).finish();
            assert!(history.implausible.is_empty());
            serde_json::to_value(line(&history.sessions[0])).unwrap()["ouches"].clone()
        };
        assert_eq!(ouches(2), serde_json::json!([]));
        let told = |tier: &str, answer: &str, eased: Option<bool>, open: bool| {
            serde_json::json!([{
                "at": "2026-11-20T09:00:00.000+00:00", "exercise": "side-plank", "side": "left",
                "sign": "sharp", "answers": {"sharp_eased": answer}, "tier": tier, "eased": eased, "open": open
            }])
        };
        assert_eq!(ouches(3), told("clinician-first", "later", None, true));
        assert_eq!(ouches(4), told("caution", "yes", Some(true), false));
    }
}
