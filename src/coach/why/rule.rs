//! The rule behind a line in words, with the numbers that hold for this person today (progression rules
//! 3.2, 3.4, 3.7 to 3.9).

use crate::coach::absent::NotIn;
use crate::domain::plan::input::{Entry, Input, Mode};
use crate::domain::plan::output::{Aerobic, Change, Item, Plan};
use crate::domain::plan::thresholds;

/// The rule behind a line of the plan.
pub(super) fn of_line(item: &Item, input: &Input) -> Vec<String> {
    let entry = input.entry(&item.id);
    let mut rule = Vec::new();
    match item.change {
        Change::Start | Change::Intro => {
            rule.push("A first time begins small, at what its file or your plan says.".to_owned());
        }
        Change::Return => rule.push(
            "After a flare, or 15 days and more without it: three fifths, and two quiet sessions.".to_owned(),
        ),
        Change::Flare => {
            rule.push("In a flare: a few easing movements, few times each, at most 5 minutes.".to_owned());
            return rule;
        }
        Change::Down | Change::Regress => rule.push(
            "What hurt too much gets less by itself; two that did, a sore hour, a worse morning or nothing \
             left in reserve ease everything one step. After 8 days without it: one step less."
                .to_owned(),
        ),
        Change::Up | Change::Hold | Change::Promote => {}
    }
    if entry.is_some_and(|entry| entry.no_steps) {
        rule.push("Your plan lets it take no step up.".to_owned());
    } else {
        rule.push(grows(input, entry));
    }
    rule.push(holds(input, entry));
    rule
}

/// When it grows.
fn grows(input: &Input, entry: Option<&Entry>) -> String {
    let t = thresholds(input);
    let green = own_limit(entry, t.green);
    format!(
        "It grows one step after {} times at one dose, no more than 3 days apart: pain {green} or less, effort {} \
         or less, all of it done, and a calm hour and morning after. At most {} in a session and {} in 7 days, \
         of all together.",
        t.calm_times,
        t.effort,
        steps(t.steps),
        t.steps_in_week
    )
}

fn steps(steps: usize) -> String {
    if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") }
}

fn own_limit(entry: Option<&Entry>, limit: i32) -> i32 {
    entry.and_then(|entry| entry.max_pain).map_or(limit, |max| max.min(limit))
}

/// When it holds, and when it gets less.
fn holds(input: &Input, entry: Option<&Entry>) -> String {
    let t = thresholds(input);
    let green = own_limit(entry, t.green);
    let between = if green + 1 == t.amber {
        format!("Pain of {} once", t.amber)
    } else {
        format!("Pain of {} to {} once", green + 1, t.amber)
    };
    format!(
        "{between}, or effort 7 or 8: the same again. Pain like that twice running, effort 9 or 10: less. Pain above {}: \
         the easier form, or less.",
        t.amber
    )
}

/// The rule behind the walk.
pub(super) fn of_walk(walk: &Aerobic, input: &Input) -> Vec<String> {
    if walk.change == Change::Flare {
        return vec!["In a flare: an easy walk of 5 minutes, if it is comfortable.".to_owned()];
    }
    let t = thresholds(input);
    vec![
        format!(
            "It grows 5 minutes when the last walk was all done at most 3 days ago, with pain of {} or less, you could \
             speak in sentences, and all else was calm. At most {} minutes more inside 7 days, and 30 in all.",
            t.green, t.walk_rise
        ),
        format!("It gets 5 minutes less when all eases, or when its own pain was above {}.", t.amber),
    ]
}

/// Why there is no walk.
pub(super) fn no_walk(input: &Input, made: &Plan) -> Vec<NotIn> {
    let (code, text) = if input.profile.aerobic_ok == Some(false) {
        (
            "skip-code",
            "Your answers about heart, breath, blackouts or blood pressure leave walks out for now.",
        )
    } else if made.mode == Mode::Flare {
        ("flare", "Pain is at its worst: no walk today.")
    } else {
        ("none", "The plan of that day has no walk.")
    };
    vec![NotIn { code: code.into(), text: text.into(), until: None, sources: vec!["D".into()] }]
}
