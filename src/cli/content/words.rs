//! An exercise in words, for the plain terminal: everything that the file says, wrapped.

use std::fmt::Write as _;

use crate::coach::Coach;
use crate::content::codes::whom;
use crate::content::education::education;
use crate::content::library::FLOOR;
use crate::domain::dose::{Dose, Kind, dose_words};
use crate::domain::exercise::{Exercise, Sides};
use crate::tui::widgets::text::wrap;

/// The widest line, in cells.
const WIDE: usize = 76;

/// Wrapped text.
pub(super) fn paragraph(text: &str) -> String {
    entry("", text)
}

/// Wrapped text behind a mark; further lines stand under the text.
pub(super) fn entry(mark: &str, text: &str) -> String {
    let indent = mark.chars().count();
    let mut out = String::new();
    for (nth, line) in wrap(text, WIDE.saturating_sub(indent)).into_iter().enumerate() {
        let lead = if nth == 0 { mark.to_owned() } else { " ".repeat(indent) };
        // Writing to a text never fails.
        let _ = writeln!(out, "{lead}{line}");
    }
    out
}

/// A line of words after a name.
pub(super) fn list(name: &str, words: &[String]) -> String {
    paragraph(&format!("{name}{}", words.join(", ")))
}

/// An exercise; `alt` says what the figure above shows.
pub(super) fn exercise(coach: &Coach, exercise: &Exercise, alt: Option<&str>) -> String {
    let mut out = format!("{} ({})\n{}", exercise.name, exercise.id, paragraph(&exercise.say));
    out.push_str("\nSteps\n");
    for (n, step) in exercise.steps.iter().enumerate() {
        out.push_str(&entry(&format!("  {}. ", n + 1), step));
    }
    out.push_str("\nCues\n");
    for cue in &exercise.cues {
        out.push_str(&entry("  - ", cue));
    }
    let _ = write!(out, "\n{}", entry("Breath: ", &exercise.breath));
    out.push_str(&entry("Feel it: ", &exercise.feel));
    out.push_str(&entry("If it hurts: ", &exercise.pain_note));
    out.push_str(&who(exercise));
    out.push_str(&dose(exercise));
    if exercise.ladder.len() > 1 {
        let names: Vec<&str> = exercise
            .ladder
            .iter()
            .filter_map(|id| coach.catalogue.get(id))
            .map(|rung| rung.name.as_str())
            .collect();
        out.push_str(&entry("Ladder: ", &names.join(" > ")));
    }
    if !exercise.equipment.is_empty() {
        out.push_str(&list("Needs: ", &exercise.equipment));
    }
    if let Some(alt) = alt {
        out.push_str(&entry("The figure: ", alt));
    }
    out.push_str("\nSources\n");
    for tag in &exercise.sources {
        let what = education()
            .source(tag)
            .map_or_else(String::new, |source| format!("  {} ({})", source.what, source.status));
        out.push_str(&entry(&format!("  {tag:<8}"), &what));
    }
    out
}

/// For whom it is not, and who does it differently.
fn who(exercise: &Exercise) -> String {
    let mut out = String::new();
    let floor = exercise.position.on_floor() && !exercise.skip.iter().any(|code| code == FLOOR);
    let skip: Vec<&str> = exercise.skip.iter().map(String::as_str).chain(floor.then_some(FLOOR)).collect();
    if !skip.is_empty() {
        out.push_str("\nLeave it out if\n");
        for code in skip {
            out.push_str(&entry("  - ", whom(code)));
        }
    }
    if !exercise.modify.is_empty() {
        out.push_str("\nChange it if\n");
        for change in &exercise.modify {
            out.push_str(&entry("  - ", &format!("{}: {}", whom(&change.code), change.text)));
        }
    }
    out
}

/// First dose, step and highest dose.
fn dose(exercise: &Exercise) -> String {
    let sides = if exercise.sides == Sides::Each { 2 } else { 1 };
    let words = |dose| dose_words(exercise.kind, dose, sides);
    let text = format!(
        "begins with {}; a step adds {}; at most {}.",
        words(exercise.start),
        step_words(exercise.kind, exercise.step),
        words(exercise.max)
    );
    format!("\n{}", entry("Dose: ", &text))
}

/// One step in words: sets and repetitions come first, seconds after them.
fn step_words(kind: Kind, step: Dose) -> String {
    let many = |number: u32, one: &str, more: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {more}")),
    };
    let seconds = match (kind, step.hold_s) {
        (Kind::Minutes, s) if s >= 60 && s % 60 == 0 => many(s / 60, "minute", "minutes"),
        (_, s) => many(s, "second", "seconds"),
    };
    let parts = [many(step.sets, "set", "sets"), many(step.reps, "repetition", "repetitions"), seconds];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", then ")
}
