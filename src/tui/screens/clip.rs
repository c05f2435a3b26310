//! A figure that is only looked at: one repetition round and round, outside a session.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::domain::exercise::{Exercise, Tempo};
use crate::figure::beat::Moment;
use crate::figure::track::Breath;
use crate::figure::{self, Beat, Figure, FigurePhase};
use crate::session::Mono;
use crate::session::phase::Phase;
use crate::tui::app::Shared;
use crate::tui::widgets::figure::{self as canvas, Drawing};
use crate::tui::widgets::text::fit;

/// Part of a breath in a hold that is breathing in.
const IN: f32 = 0.4;

/// One exercise's figure, running since a moment.
pub(super) struct Clip {
    figure: Option<Figure>,
    tempo: Tempo,
    since: Mono,
    seen: bool,
}

impl Clip {
    /// Begins with the position to begin from.
    pub(super) fn of(exercise: &Exercise, shared: &Shared) -> Clip {
        let figure = figure::find(&shared.coach.catalogue, &exercise.id);
        Clip { figure, tempo: exercise.tempo, since: shared.now.mono, seen: false }
    }

    /// Whether there is a figure.
    pub(super) fn is_there(&self) -> bool {
        self.figure.is_some()
    }

    /// What the figure shows, in words.
    pub(super) fn alt(&self) -> Option<&str> {
        self.figure.as_ref().map(|figure| figure.alt.as_str())
    }

    fn moment(&self, now: Mono) -> Moment {
        let passed = now.saturating_sub(self.since);
        Moment { phase: Phase::Look, passed, total: Duration::ZERO, paused: false }
    }

    /// Draws the figure as it is now, and below it what moves.
    pub(super) fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared, mirrored: bool) {
        self.seen = false;
        let Some(figure) = &self.figure else { return };
        let (place, line) = with_line(area);
        let beat = self.moment(shared.now.mono).beat(figure, self.tempo, shared.drawing.still);
        let dress = shared.drawing.dress(shared.theme, mirrored);
        canvas::draw(buffer, place, shared.theme, figure, beat, dress);
        moving_line(buffer, line, shared, figure, beat, mirrored);
        self.seen = canvas::fits(place);
    }

    /// When the picture changes next.
    pub(super) fn wake(&self, drawing: Drawing, now: Mono) -> Option<Mono> {
        let figure = self.figure.as_ref().filter(|_| self.seen)?;
        self.moment(now).next_frame(figure, self.tempo, drawing.still, now)
    }
}

/// The room of a figure without its lowest row, and that row, where there is enough for both.
pub(super) fn with_line(area: Rect) -> (Rect, Rect) {
    let line = u16::from(area.height > canvas::LEAST.1);
    let place = Rect { height: area.height - line, ..area };
    (place, Rect { y: place.bottom(), height: line, ..area })
}

/// "Moving: right leg, left arm · breathe out", in the middle of a row: the same as the picture, in words.
pub(super) fn moving_line(
    buffer: &mut Buffer,
    row: Rect,
    shared: &Shared,
    figure: &Figure,
    beat: Beat,
    mirrored: bool,
) {
    let words = moving_words(figure, beat, mirrored, shared.drawing.still);
    if row.height > 0 && !words.is_empty() {
        let room = usize::from(row.width);
        // Where both do not fit, what moves says more than the breath, which stands in the text too.
        let short = words.split_once(" · ").map_or(words.as_str(), |(parts, _)| parts);
        let words = fit(if words.width() > room { short } else { &words }, room);
        Line::styled(words, shared.theme.muted()).centered().render(row, buffer);
    }
}

/// What moves at an instant, or what holds, and the breath. While nothing works: how one looks at it,
/// where that is not from the side as a person would expect, else nothing.
pub(super) fn moving_words(figure: &Figure, beat: Beat, mirrored: bool, still: bool) -> String {
    let parts = figure.highlight(beat).words(mirrored);
    let (what, breath) = match beat.phase {
        FigurePhase::Ready if figure.view.grounded() => return String::new(),
        FigurePhase::Ready => return "Seen from above".to_owned(),
        FigurePhase::Hold if still => ("Holding", Breath::Easy),
        FigurePhase::Hold => ("Holding", if beat.progress < IN { Breath::In } else { Breath::Out }),
        FigurePhase::Move | FigurePhase::Return => ("Moving", figure.breath(beat)),
    };
    if parts.is_empty() { String::new() } else { format!("{what}: {parts} · {}", breath.words()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_is_said_for_each_side() {
        let figure = figure::of("bird-dog").unwrap();
        let words =
            |phase, progress, mirrored| moving_words(&figure, Beat::new(phase, progress), mirrored, false);
        assert_eq!(words(FigurePhase::Ready, 0.0, false), "");
        assert_eq!(words(FigurePhase::Move, 0.5, false), "Moving: left arm, right leg · breathe out");
        assert_eq!(words(FigurePhase::Move, 0.5, true), "Moving: right arm, left leg · breathe out");
        assert_eq!(words(FigurePhase::Hold, 0.1, false), "Holding: left arm, right leg · breathe in");
        assert_eq!(words(FigurePhase::Hold, 0.6, false), "Holding: left arm, right leg · breathe out");
        assert_eq!(words(FigurePhase::Return, 0.6, false), "Moving: left arm, right leg · breathe in");
        for (id, told) in
            [("open-book", "Seen from above"), ("knee-rolls", "Seen from above"), ("clamshell", "")]
        {
            let figure = figure::of(id).unwrap();
            assert_eq!(moving_words(&figure, Beat::READY, false, false), told, "{id}");
        }
        let still = moving_words(&figure, Beat::new(FigurePhase::Hold, 0.1), false, true);
        assert_eq!(still, "Holding: left arm, right leg · breathe easy");
    }
}
