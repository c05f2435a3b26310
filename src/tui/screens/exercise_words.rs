//! All that there is to read about one exercise; the session and the library show the same.

use crate::content::codes::whom;
use crate::content::library::FLOOR;
use crate::domain::dose::dose_words;
use crate::domain::exercise::{Exercise, Sides};
use crate::tui::app::Shared;
use crate::tui::widgets::page::Page;

/// What a clinician's plan says of it; steps, cues, breath, what to do when it hurts.
pub(super) fn how(page: &mut Page, shared: &Shared, exercise: &Exercise) {
    let theme = shared.theme;
    for words in shared.coach.plan_words(&exercise.id, shared.now.date()) {
        page.hanging("Your plan: ", &words, theme.warn(), theme.plain());
    }
    page.gap();
    for (nth, step) in exercise.steps.iter().enumerate() {
        page.hanging(&format!("{} ", nth + 1), step, theme.key(), theme.plain());
    }
    page.gap();
    for cue in &exercise.cues {
        page.hanging("· ", cue, theme.muted(), theme.plain());
    }
    page.gap();
    page.hanging("Breath  ", &exercise.breath, theme.muted(), theme.plain());
    page.hanging("Feel    ", &exercise.feel, theme.muted(), theme.plain());
    page.hanging("Sore?   ", &exercise.pain_note, theme.muted(), theme.plain());
}

/// What this person does differently. It stands in the session too: the figure and the instruction show
/// the movement as others do it.
pub(super) fn for_you(page: &mut Page, shared: &Shared, exercise: &Exercise) {
    let conditions = shared.coach.conditions();
    for modify in exercise.modify.iter().filter(|modify| conditions.contains(&modify.code)) {
        page.hanging("For you ", &modify.text, shared.theme.warn(), shared.theme.plain());
    }
}

/// Who leaves it out, and who does it differently; what concerns this person stands out.
pub(super) fn who(page: &mut Page, shared: &Shared, exercise: &Exercise) {
    let theme = shared.theme;
    let conditions = shared.coach.conditions();
    let mine = |code: &str| conditions.iter().any(|known| known == code);
    page.gap();
    for_you(page, shared, exercise);
    let floor = exercise.position.on_floor().then_some(FLOOR);
    let codes: Vec<&str> = exercise.skip.iter().map(String::as_str).chain(floor).collect();
    if codes.is_empty() {
        page.text("Nobody has to skip it for what supple asks about.", theme.muted());
        return;
    }
    page.text("Not for you if", theme.title());
    for code in codes {
        if mine(code) {
            page.hanging("! ", &format!("{} (you said so)", whom(code)), theme.warn(), theme.plain());
        } else {
            page.hanging("- ", whom(code), theme.muted(), theme.plain());
        }
    }
    let others = exercise.modify.iter().filter(|modify| !mine(&modify.code));
    for modify in others {
        let words = format!("If {}: {}", whom(&modify.code), modify.text);
        page.hanging("~ ", &words, theme.muted(), theme.muted());
    }
}

/// The picture in words, and where all this comes from.
pub(super) fn rest(page: &mut Page, shared: &Shared, exercise: &Exercise, alt: Option<&str>) {
    let theme = shared.theme;
    page.gap();
    if let Some(alt) = alt {
        page.hanging("Picture ", alt, theme.muted(), theme.plain());
    }
    let sides = if exercise.sides == Sides::Each { 2 } else { 1 };
    let first = dose_words(exercise.kind, exercise.start, sides);
    let last = dose_words(exercise.kind, exercise.max, sides);
    let dose = if first == last { first } else { format!("from {first} up to {last}") };
    page.hanging("Dose    ", &dose, theme.muted(), theme.plain());
    if !exercise.equipment.is_empty() {
        page.hanging("Needs   ", &exercise.equipment.join(", "), theme.muted(), theme.plain());
    }
    page.hanging("Sources ", &exercise.sources.join(", "), theme.muted(), theme.muted());
}
