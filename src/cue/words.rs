//! What is said for a cue: few words, the most important first.

use serde_json::{Value, json};

use super::kind::Kind;
use crate::journal::event::Side;
use crate::session::phase::{Move, Phase};
use crate::session::view::View;

/// The sentence for a cue. `view`: what there is to show once it happened; `seconds`: those of "three,
/// two, one".
pub fn sentence(kind: Kind, seconds: u32, view: &View) -> String {
    match kind {
        Kind::Next => next(view),
        Kind::Start => start(view),
        Kind::LastSeconds => seconds.to_string(),
        Kind::End => match view.phase {
            Phase::Gap => "Let go.".to_owned(),
            Phase::Moving(Move::Back) => "Come back.".to_owned(),
            phase if phase.is_question() => "Done. The questions are on the screen.".to_owned(),
            _ => "Done.".to_owned(),
        },
        Kind::Switch => match side(view) {
            Some(side) => format!("Change sides. {side}."),
            None => "Change sides.".to_owned(),
        },
        Kind::RestOver => "The rest is over.".to_owned(),
        Kind::HalfWay => "Half-way.".to_owned(),
        Kind::Beat => beat(view).to_owned(),
    }
}

/// One word of the metronome: what the part that begins now asks for.
fn beat(view: &View) -> &'static str {
    match (view.phase, view.breath) {
        (Phase::Hold, _) => "Hold.",
        (Phase::Moving(Move::Pause), _) => "Stay.",
        (Phase::Moving(_), _) => "Back.",
        (_, Some(breath)) if breath.inward => "In.",
        (_, Some(_)) => "Out.",
        _ => "On.",
    }
}

fn next(view: &View) -> String {
    let first = if view.item == 0 { "First" } else { "Next" };
    let side = side(view).map(|side| format!(", {}", side.to_lowercase())).unwrap_or_default();
    let look = if view.phase == Phase::Look { " It is new: have a look." } else { "" };
    format!("{first}: {}{side}.{look}", speakable(&view.name))
}

fn start(view: &View) -> String {
    match view.phase {
        Phase::Hold if view.rep > 1 => format!("Hold {} of {}.", view.rep, view.reps),
        Phase::Hold => format!("Hold, {}.", time(view.left_s)),
        Phase::Moving(_) if view.rep > 1 => format!("{}.", view.rep),
        Phase::Moving(_) => "Move.".to_owned(),
        Phase::Reps if view.reps == 1 => "Once.".to_owned(),
        Phase::Reps => format!("{} times.", view.reps),
        Phase::Minutes => format!("Go on, {}.", time(view.left_s)),
        _ => "Begin.".to_owned(),
    }
}

fn time(seconds: u32) -> String {
    let count = |n: u32, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    match (seconds / 60, seconds % 60) {
        (0, rest) => count(rest, "second"),
        (minutes, 0) => count(minutes, "minute"),
        (minutes, rest) => format!("{} {}", count(minutes, "minute"), count(rest, "second")),
    }
}

fn side(view: &View) -> Option<&'static str> {
    view.side.map(|side| match side {
        Side::Left => "Left side",
        Side::Right => "Right side",
    })
}

/// A name without anything that a program could take for more than a word.
fn speakable(name: &str) -> String {
    let plain = name.chars().filter(|letter| letter.is_alphanumeric() || " -',.()".contains(*letter));
    plain.collect::<String>().trim_start_matches(['-', '.', ' ']).to_owned()
}

/// What a command of the person's own reads on its standard input: one line.
pub fn document(kind: Kind, seconds: u32, view: &View) -> String {
    let side = view.side.map(|side| match side {
        Side::Left => "left",
        Side::Right => "right",
    });
    let document: Value = json!({
        "cue": kind.name(),
        "text": sentence(kind, seconds, view),
        "seconds": (kind == Kind::LastSeconds).then_some(seconds),
        "exercise": view.exercise,
        "name": view.name,
        "side": side,
        "set": view.set,
        "sets": view.sets,
        "rep": view.rep,
        "reps": view.reps,
        "left_s": view.left_s,
        "next": view.next,
    });
    format!("{document}\n")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::dose::Kind as Dosed;
    use crate::session::breath::Breath;

    /// A view of a second exercise on its right side.
    pub(in crate::cue) fn view(phase: Phase) -> View {
        View {
            phase,
            item: 1,
            items: 4,
            exercise: "bird-dog".into(),
            name: "Bird-dog".into(),
            kind: Some(Dosed::Hold),
            side: Some(Side::Right),
            set: 1,
            sets: 2,
            rep: 1,
            reps: 3,
            left_s: 20,
            total_s: 20,
            paused: None,
            minutes_left: 4,
            next: Some("switch sides, then rest".into()),
            advice: None,
            marker: None,
            within_limit: false,
            can_undo: false,
            table: Vec::new(),
            cell: None,
            parts: Vec::new(),
            breath: None,
            pace: None,
            count: None,
            list: Vec::new(),
        }
    }

    fn breathing(inward: bool) -> View {
        let breath = Breath { inward, second: 1, fill: 0 };
        View { breath: Some(breath), ..view(Phase::Minutes) }
    }

    #[test]
    fn what_is_said() {
        let second = |phase| View { rep: 2, ..view(phase) };
        let cases = [
            (Kind::Next, view(Phase::Prepare), "Next: Bird-dog, right side."),
            (
                Kind::Next,
                View { item: 0, side: None, ..view(Phase::Look) },
                "First: Bird-dog. It is new: have a look.",
            ),
            (Kind::Start, view(Phase::Hold), "Hold, 20 seconds."),
            (Kind::Start, second(Phase::Hold), "Hold 2 of 3."),
            (Kind::Start, view(Phase::Moving(Move::Out)), "Move."),
            (Kind::Start, second(Phase::Moving(Move::Out)), "2."),
            (Kind::Start, view(Phase::Reps), "3 times."),
            (Kind::Start, View { left_s: 90, ..view(Phase::Minutes) }, "Go on, 1 minute 30 seconds."),
            (Kind::LastSeconds, view(Phase::Hold), "3"),
            (Kind::End, view(Phase::Gap), "Let go."),
            (Kind::End, view(Phase::Moving(Move::Back)), "Come back."),
            (Kind::End, view(Phase::Rest), "Done."),
            (Kind::End, view(Phase::RateTable), "Done. The questions are on the screen."),
            (
                Kind::Switch,
                View { side: Some(Side::Left), ..view(Phase::Switch) },
                "Change sides. Left side.",
            ),
            (Kind::RestOver, view(Phase::Hold), "The rest is over."),
            (Kind::HalfWay, view(Phase::Hold), "Half-way."),
            (Kind::Beat, view(Phase::Hold), "Hold."),
            (Kind::Beat, view(Phase::Moving(Move::Pause)), "Stay."),
            (Kind::Beat, view(Phase::Moving(Move::Back)), "Back."),
            (Kind::Beat, breathing(true), "In."),
            (Kind::Beat, breathing(false), "Out."),
        ];
        for (kind, view, wanted) in cases {
            assert_eq!(sentence(kind, 3, &view), wanted);
        }
    }

    #[test]
    fn a_name_is_no_option_and_no_command() {
        let view = View { name: "--help; $(rm) `x`\n\u{1b}[31m|".into(), ..view(Phase::Prepare) };
        assert_eq!(sentence(Kind::Next, 0, &view), "Next: help (rm) x31m, right side.");
    }

    #[test]
    fn a_command_reads_one_line_of_json() {
        let text = document(Kind::LastSeconds, 3, &view(Phase::Hold));
        assert_eq!(text.matches('\n').count(), 1);
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (&value["cue"], &value["seconds"], &value["side"]),
            (&json!("last_seconds"), &json!(3), &json!("right"))
        );
        assert_eq!(value["name"], "Bird-dog");
        let value: Value = serde_json::from_str(&document(Kind::End, 3, &view(Phase::Rest))).unwrap();
        assert_eq!(value["seconds"], Value::Null);
    }
}
