//! Pain around each session: before and after it, worst during it, the next morning.

use super::pain::highest;
use super::{Ink, Join, Line, Panel, Span, Table};
use crate::coach::Coach;
use crate::domain::history::SessionRecord;
use crate::domain::score::Score;
use crate::domain::trend::median;

/// Points further apart than this are not joined, days: the gap that makes doses step down.
const GAP: i64 = 7;
/// Sessions that a sentence needs.
const ENOUGH: usize = 3;

/// Both panels.
pub(super) fn around(coach: &Coach, span: Span) -> Vec<Panel> {
    let done = coach.history.sessions.iter().filter(|session| session.is_done() && span.has(session.date));
    let sessions: Vec<&SessionRecord> = done.collect();
    let scores = |score: fn(&SessionRecord) -> Option<Score>| {
        let given = sessions.iter().filter_map(move |session| Some((session.date, score(session)?.get())));
        highest(given)
    };
    let line = |name, sign, ink, score| Line::new(name, sign, ink, Join::Line(GAP), scores(score));
    let mut table = Table::new(&["before", "worst", "after", "morning"]);
    for session in &sessions {
        let said = |score: Option<Score>| score.map_or("-", Score::text);
        let during = match worst(session) {
            None if is_within(session) => "ok",
            worst => said(worst),
        };
        table.row(
            session.date,
            vec![
                said(session.pain_before),
                during,
                said(session.pain_after),
                said(session.next_morning_pain),
            ],
        );
    }
    let mut first = Panel::of_scores(
        "Before and after a session",
        vec![
            line("after", 'a', Ink::Main, |session| session.pain_after),
            line("before", 'v', Ink::Second, |session| session.pain_before),
        ],
        table.clone(),
    );
    first.sentence = before_after(&sessions);
    let mut second = Panel::of_scores(
        "Worst during it, and the next morning",
        vec![
            line("next morning", 'm', Ink::Main, |session| session.next_morning_pain),
            line("worst during", 'w', Ink::Second, worst),
        ],
        table,
    );
    second.sentence = morning(&sessions);
    vec![first, second]
}

/// The worst pain of any exercise.
fn worst(session: &SessionRecord) -> Option<Score> {
    session.exercises.iter().filter_map(|exercise| exercise.pain).max()
}

/// "All within my limit", and no number.
fn is_within(session: &SessionRecord) -> bool {
    session.exercises.iter().any(|exercise| exercise.within_limit)
}

fn before_after(sessions: &[&SessionRecord]) -> String {
    let pairs = sessions.iter().filter_map(|session| session.pain_before.zip(session.pain_after));
    let pairs: Vec<(Score, Score)> = pairs.collect();
    if pairs.len() < ENOUGH {
        return format!("{} of {ENOUGH} sessions with both scores so far: too few to say.", pairs.len());
    }
    let count = |test: fn(&(Score, Score)) -> bool| pairs.iter().filter(|pair| test(pair)).count();
    format!(
        "After a session pain was lower {}, the same {}, higher {}.",
        times(count(|(before, after)| after < before)),
        times(count(|(before, after)| after == before)),
        times(count(|(before, after)| after > before)),
    )
}

fn morning(sessions: &[&SessionRecord]) -> String {
    let pairs = sessions.iter().filter_map(|session| session.pain_before.zip(session.next_morning_pain));
    let pairs: Vec<(Score, Score)> = pairs.collect();
    if pairs.len() < ENOUGH {
        return format!("{} of {ENOUGH} mornings told so far: too few to say.", pairs.len());
    }
    let calm = pairs.iter().filter(|(before, morning)| morning <= before).count();
    let mut worst: Vec<f64> =
        sessions.iter().filter_map(|session| worst(session)).map(|score| f64::from(score.get())).collect();
    let during = median(&mut worst).map_or(String::new(), |worst| {
        format!(" Worst during it, the middle value: {}.", super::number(worst))
    });
    format!("Next morning no worse than before the session {} of {}.{during}", calm, times(pairs.len()))
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}
