//! What is chosen while an exercise runs: another form of it, or another exercise of the session. And the
//! beat of a counted repetition or a paced breath.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::forms::Choices;
use crate::session::breath::STEPS;
use crate::session::phase::{Move, Phase};
use crate::session::view::{Came, View};
use crate::tui::keymap::Action;
use crate::tui::theme::Theme;
use crate::tui::widgets::page::{Page, column};

/// Columns that one step of a breath takes.
const WIDE: usize = 3;

/// A list that lies over the exercise.
#[derive(Debug, Clone, Default)]
pub(super) struct Choosing {
    /// Other forms, where those are asked.
    pub(super) forms: Choices,
    mark: usize,
}

impl Choosing {
    /// Other forms of the exercise.
    pub(super) fn forms(forms: Choices) -> Choosing {
        Choosing { forms, mark: 0 }
    }

    /// The exercises of the session; the one that runs is marked.
    pub(super) fn places(here: usize) -> Choosing {
        Choosing { forms: Choices::default(), mark: here }
    }

    /// Marks that line.
    pub(super) fn point(&mut self, line: usize) {
        self.mark = line;
    }

    /// The line that a key chooses, of so many.
    pub(super) fn act(&mut self, action: Action, lines: usize) -> Option<usize> {
        match action {
            Action::Up => self.mark = self.mark.saturating_sub(1),
            Action::Down => self.mark = (self.mark + 1).min(lines.saturating_sub(1)),
            Action::Digit(digit) => {
                return usize::from(digit).checked_sub(1).filter(|line| *line < lines);
            }
            Action::Go | Action::Confirm if self.mark < lines => return Some(self.mark),
            _ => {}
        }
        None
    }

    /// Draws the list that is asked.
    pub(super) fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme, view: &View) {
        let area = column(area);
        let mut page = Page::new(area.width);
        if view.phase == Phase::AskForm {
            page.text(&format!("{}: easier or harder?", view.name), theme.title()).gap();
            for (index, choice) in self.forms.list.iter().enumerate() {
                self.line(&mut page, theme, index, &choice.words);
            }
            if !self.forms.list.is_empty() {
                page.gap();
            }
            for why in &self.forms.not {
                page.text(why, theme.muted());
            }
            let after = "What you chose is written down. The next plan begins with an easier form; a harder one \
                         counts as the form that was planned.";
            page.gap().text(after, theme.muted());
        } else {
            page.text("Go to which exercise?", theme.title());
            page.text("What is passed by comes last.", theme.muted()).gap();
            for (index, stop) in view.list.iter().enumerate() {
                let words = match stop.came {
                    Came::Done => format!("{} · ✓ {}", stop.name, stop.came.words()),
                    came => format!("{} · {}", stop.name, came.words()),
                };
                self.line(&mut page, theme, index, &words);
            }
        }
        page.squeeze(area.height).draw(buffer, area, theme, 0);
    }

    fn line(&self, page: &mut Page, theme: Theme, index: usize, words: &str) {
        let here = index == self.mark;
        let from = page.height();
        let mark = if here { "›" } else { " " };
        let style = if here { theme.title() } else { theme.plain() };
        let number = if index < 9 { (index + 1).to_string() } else { " ".to_owned() };
        page.hanging(&format!("{mark} {number}  "), words, theme.key(), style);
        page.option_from(from, index, here);
    }
}

/// The beat in one line: the parts of the repetition with a mark for each second, or the breath with a bar
/// that grows and shrinks.
pub(super) fn beat(view: &View) -> Option<String> {
    if let Some(breath) = view.breath {
        let full = breath.fill as usize * WIDE;
        let room = STEPS as usize * WIDE - full;
        let words = format!("{:<11}", breath.words());
        return Some(format!("{words}  {}{}  {}", "━".repeat(full), "─".repeat(room), breath.second));
    }
    let here = view.parts.iter().position(|(phase, _)| *phase == view.phase)?;
    let parts = view.parts.iter().enumerate().map(|(nth, (phase, seconds))| {
        let done = match nth.cmp(&here) {
            std::cmp::Ordering::Less => *seconds,
            std::cmp::Ordering::Equal => view.total_s.saturating_sub(view.left_s) + 1,
            std::cmp::Ordering::Greater => 0,
        };
        let done = done.min(*seconds) as usize;
        let marks = "●".repeat(done) + &"○".repeat(*seconds as usize - done);
        format!("{} {marks}", word(*phase))
    });
    Some(parts.collect::<Vec<_>>().join("  "))
}

fn word(phase: Phase) -> &'static str {
    match phase {
        Phase::Hold => "hold",
        Phase::Moving(Move::Pause) => "pause",
        Phase::Moving(Move::Back) => "back",
        _ => "move",
    }
}
