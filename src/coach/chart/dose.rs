//! The dose of each exercise as a staircase: level and dose, from the easiest form and the least of it up.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Chart, Ink, Join, Kind, Line, Note, Panel, Span, Table};
use crate::coach::Coach;
use crate::coach::why::WALK;
use crate::domain::dose::{Dose, dose_words};
use crate::domain::exercise::{Exercise, Sides};
use crate::domain::history::{ExerciseRecord, Reached, SessionRecord};

/// Days over which a dose is taken to have stayed: after more than two weeks it begins lower.
const HOLDS: i64 = 15;

/// One time that something was asked.
struct Asked<'a> {
    session: &'a SessionRecord,
    /// Exercise id, or the walk.
    id: String,
    /// Where on the ladder, from 0.
    level: usize,
    /// How far up its storey, 0 to 1; minutes for the walk.
    height: f64,
    /// The dose in words.
    words: String,
    /// As short as can be.
    short: String,
    /// What was done, in words.
    done: String,
}

/// The chart.
pub(super) fn chart(coach: &Coach, span: Span) -> Chart {
    let mut ladders: BTreeMap<String, Vec<Asked<'_>>> = BTreeMap::new();
    let done = coach.history.sessions.iter().filter(|session| session.is_done() && span.has(session.date));
    for session in done {
        for (item, record) in session.exercises.iter().enumerate() {
            if session.reached.get(item).is_some_and(|reached| *reached != Reached::Not) {
                let (ladder, asked) = of_exercise(coach, session, record, item);
                ladders.entry(ladder).or_default().push(asked);
            }
        }
        if let Some(minutes) = session.aerobic_asked {
            ladders.entry(WALK.to_owned()).or_default().push(of_walk(session, minutes));
        }
    }
    // What was done last stands first; of those, what was done most often.
    let mut ladders: Vec<(String, Vec<Asked<'_>>)> = ladders.into_iter().collect();
    ladders.sort_by_key(|(id, asked)| {
        let last = asked.last().map(|last| last.session.date);
        std::cmp::Reverse((last, asked.len(), std::cmp::Reverse(id.clone())))
    });
    let mut chart = Chart::new(Kind::Dose, span, String::new());
    chart.sentence = sentence(&ladders);
    chart.panels = ladders.iter().map(|(ladder, asked)| panel(coach, ladder, asked)).collect();
    chart
}

fn of_exercise<'a>(
    coach: &Coach,
    session: &'a SessionRecord,
    record: &ExerciseRecord,
    item: usize,
) -> (String, Asked<'a>) {
    let known = coach.catalogue.get(&record.id);
    let ladder = known.and_then(|exercise| exercise.ladder.first()).unwrap_or(&record.id).clone();
    let place = |exercise: &Exercise| exercise.ladder.iter().position(|id| *id == record.id);
    let usual = known.map_or(1, |exercise| if exercise.sides == Sides::Each { 2 } else { 1 });
    let sides = session.planned.get(item).map_or(usual, |planned| planned.sides);
    let in_words = |dose: Dose| match known {
        _ if dose.sets == 0 || dose.reps == 0 => "nothing".to_owned(),
        Some(exercise) => dose_words(exercise.kind, dose, sides),
        None => format!("{} x {} x {} s", dose.sets, dose.reps, dose.hold_s),
    };
    let asked = Asked {
        session,
        id: record.id.clone(),
        level: known.and_then(place).unwrap_or(0),
        height: known.map_or(0.0, |exercise| height(exercise, record.prescribed)),
        words: in_words(record.prescribed),
        short: short(record.prescribed),
        done: if record.done == record.prescribed { "all".to_owned() } else { in_words(record.done) },
    };
    (ladder, asked)
}

fn of_walk(session: &SessionRecord, minutes: u32) -> Asked<'_> {
    let done = session.aerobic.map_or("-".to_owned(), |walk| format!("{} min", walk.done));
    Asked {
        session,
        id: WALK.to_owned(),
        level: 0,
        height: f64::from(minutes),
        words: format!("{minutes} min"),
        short: minutes.to_string(),
        done,
    }
}

/// A dose as an axis has room for it: `6`, `2x7`, `5x3s`, `2x6x3s`, `60s`.
fn short(dose: Dose) -> String {
    let held = if dose.hold_s > 0 { format!("{}s", dose.hold_s) } else { String::new() };
    let sets = (dose.sets > 1).then(|| dose.sets.to_string());
    let reps = (dose.reps > 1 || held.is_empty()).then(|| dose.reps.to_string());
    let held = Some(held).filter(|held| !held.is_empty());
    [sets, reps, held].into_iter().flatten().collect::<Vec<_>>().join("x")
}

/// Work of a dose: repetitions, times their seconds where they are held.
fn work(dose: Dose) -> f64 {
    [dose.sets, dose.reps, dose.hold_s].into_iter().map(|n| f64::from(n.max(1))).product()
}

/// How far a dose is from half the start to the most of its exercise, 0 to 1.
fn height(exercise: &Exercise, dose: Dose) -> f64 {
    let (low, high) = (work(exercise.start) / 2.0, work(exercise.max));
    if high > low { ((work(dose) - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 }
}

fn panel(coach: &Coach, ladder: &str, asked: &[Asked<'_>]) -> Panel {
    let is_walk = ladder == WALK;
    let levels = coach.catalogue.get(asked.last().map_or(ladder, |last| &last.id));
    let levels = if is_walk { 1 } else { levels.map_or(1, |exercise| exercise.ladder.len()) };
    let stairs = Stairs::of(asked);
    let form = |id: &str| if is_walk { String::new() } else { coach.name_of(id) };
    let mut points: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    let mut notes = BTreeMap::new();
    let mut table = Table::new(&["asked", "done", "step"]);
    let mut before: Option<&Asked<'_>> = None;
    for one in asked {
        points.insert(one.session.date, stairs.step(one));
        let step = before.map_or("first in this range", |was| step_words(was, one));
        let name = form(&one.id);
        let what = if name.is_empty() { one.words.clone() } else { format!("{name}, {}", one.words) };
        let was = before.filter(|_| !step.is_empty()).map_or(String::new(), |was| {
            if was.id == one.id {
                format!("; {step}, it was {}", was.words)
            } else {
                format!("; {step} {}", form(&was.id))
            }
        });
        let is_step = before.is_some() && !step.is_empty();
        let reason = is_step.then(|| (one.session.id.clone(), one.id.clone()));
        // Of two sessions in a day the last step is told.
        let known: Option<&Note> = notes.get(&one.session.date);
        if is_step || known.is_none_or(|note| note.step.is_none()) {
            notes.insert(one.session.date, Note { words: format!("{what}{was}"), step: reason });
        }
        table.row(one.session.date, vec![what, one.done.clone(), step.to_owned()]);
        before = Some(one);
    }
    let points: Vec<_> = points.into_iter().collect();
    Panel {
        name: asked.last().map_or_else(String::new, |last| coach.name_of(&last.id)),
        sentence: panel_sentence(asked, levels),
        bounds: stairs.bounds(),
        ticks: stairs.ticks(levels),
        lines: vec![Line::new("dose", ' ', Ink::Main, Join::Steps(HOLDS), points)],
        band: None,
        notes,
        table,
    }
}

/// Every dose that was asked, the easiest form and the least of it first: each is one stair, so that the
/// smallest step can be seen.
struct Stairs {
    /// Level, height, and the dose as short as can be.
    stairs: Vec<(usize, f64, String)>,
}

impl Stairs {
    fn of(asked: &[Asked<'_>]) -> Stairs {
        let mut stairs: Vec<(usize, f64, String)> =
            asked.iter().map(|one| (one.level, one.height, one.short.clone())).collect();
        stairs.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        stairs.dedup();
        Stairs { stairs }
    }

    fn step(&self, one: &Asked<'_>) -> f64 {
        let same = |stair: &(usize, f64, String)| {
            (stair.0, &stair.2) == (one.level, &one.short) && stair.1.total_cmp(&one.height).is_eq()
        };
        self.stairs.iter().position(same).map_or(0.0, |place| place as f64)
    }

    /// Room above and below for a flight of one or two stairs to stand in the middle.
    fn bounds(&self) -> (f64, f64) {
        let top = self.stairs.len().saturating_sub(1) as f64;
        let air = if top < 3.0 { 1.0 } else { 0.0 };
        (-air, top + air)
    }

    /// Every stair by its dose; where there is too little room, some of them, and the ends at the least.
    fn ticks(&self, levels: usize) -> Vec<Vec<(f64, String)>> {
        let name = |(place, (level, _, short)): (usize, &(usize, f64, String))| {
            let level = if levels > 1 { format!("L{} ", level + 1) } else { String::new() };
            (place as f64, format!("{level}{short}"))
        };
        let all: Vec<(f64, String)> = self.stairs.iter().enumerate().map(name).collect();
        let every = |n: usize| -> Vec<(f64, String)> { all.iter().step_by(n).cloned().collect() };
        let ends = all.first().into_iter().chain(all.last()).cloned().collect();
        vec![every(1), every(2), every(3), every(4), every(6), ends]
    }
}

/// What kind of step lies between two times; empty where there is none.
fn step_words(was: &Asked<'_>, one: &Asked<'_>) -> &'static str {
    match one.level.cmp(&was.level) {
        std::cmp::Ordering::Greater => "the harder form, after",
        std::cmp::Ordering::Less => "the easier form, after",
        std::cmp::Ordering::Equal if was.words == one.words => "",
        std::cmp::Ordering::Equal if one.height > was.height => "up",
        std::cmp::Ordering::Equal if one.height < was.height => "down",
        std::cmp::Ordering::Equal => "changed",
    }
}

fn panel_sentence(asked: &[Asked<'_>], levels: usize) -> String {
    let (Some(first), Some(last)) = (asked.first(), asked.last()) else { return String::new() };
    let level = |one: &Asked<'_>| {
        if levels < 2 { String::new() } else { format!("level {}, ", one.level + 1) }
    };
    let now = format!("{}{}", level(last), last.words);
    let was = format!("{}{}", level(first), first.words);
    if asked.len() < 2 || now == was {
        return format!("{now}, the same as on {}.", first.session.date.format("%-d %B"));
    }
    format!(
        "{was} on {}, {now} on {}.",
        first.session.date.format("%-d %b"),
        last.session.date.format("%-d %b")
    )
}

fn sentence(ladders: &[(String, Vec<Asked<'_>>)]) -> String {
    if ladders.is_empty() {
        return "No session in this range: no doses to show.".into();
    }
    let (mut more, mut less) = (0, 0);
    for (_, asked) in ladders {
        if let (Some(first), Some(last)) = (asked.first(), asked.last()) {
            let change = (last.level, last.height).partial_cmp(&(first.level, first.height));
            more += usize::from(change == Some(std::cmp::Ordering::Greater));
            less += usize::from(change == Some(std::cmp::Ordering::Less));
        }
    }
    let all = ladders.len();
    let same = all - more - less;
    let what = if all == 1 { "exercise" } else { "exercises" };
    format!(
        "{all} {what} with a dose in this range: {more} higher at its end than at its start, {less} lower, \
         {same} the same."
    )
}
