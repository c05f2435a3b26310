//! Help, made from the key table, so that it cannot be wrong about a key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Bound, Scope};
use crate::tui::screens::DISCLAIMER;
use crate::tui::widgets::page::{Page, Seen, column};

/// The keys of the screen below it, then what supple is.
pub struct Help {
    of: Scope,
    scroll: usize,
    seen: Seen,
}

impl Help {
    /// Help for the screen with that scope.
    pub fn of(scope: Scope) -> Help {
        Help { of: scope, scroll: 0, seen: Seen::default() }
    }
}

impl Screen for Help {
    fn scope(&self) -> Scope {
        Scope::Help
    }

    fn title(&self, _shared: &Shared) -> String {
        "Help".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text("Keys on the screen that you came from", theme.title());
        // In a narrow window one key of each row is enough to know.
        let most = if area.width < 60 { 1 } else { usize::MAX };
        let keys = |row: &Bound| row.keys.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
        let wide = shared.keys.rows(self.of).map(|row| keys(row).width()).max().unwrap_or(0);
        for row in shared.keys.rows(self.of) {
            let keys = keys(row);
            let lead = format!("  {}{keys}  ", " ".repeat(wide.saturating_sub(keys.width())));
            page.hanging(&lead, row.words, theme.key(), theme.plain());
        }
        // These keys are those of another screen: here a click on them would do something else.
        page.without_hits();
        let mouse = if shared.mouse {
            "Click a line, a number or a key at the bottom to choose it; the wheel scrolls. To select text, hold \
             Shift meanwhile, as in most terminals. Under settings the mouse is switched off again."
        } else {
            "It does nothing here, and selects text as in any terminal. Under settings it can be switched on, to \
             click on what is on the screen."
        };
        page.gap().text("The mouse", theme.title()).text(mouse, theme.plain());
        page.gap().text("What supple is", theme.title()).text(DISCLAIMER, theme.plain());
        page.gap().text(
            "All that you answer stays on this computer, in journal.jsonl or, where the settings say so, in a file \
             of this computer's own beside it. Only your account can read it; whoever uses your account can read \
             it too. `supple paths` says where it is.",
            theme.plain(),
        );
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, _shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            // Nothing may stand between a person and the stop key.
            Action::Wrong => return Step::Pass(Action::Wrong),
            action => self.scroll = scrolled(self.scroll, action, self.seen),
        }
        Step::Stay
    }
}

/// Lines that a page key moves, at the most.
const PAGE: usize = 8;

/// Where a page stands after a key that scrolls.
pub fn scrolled(scroll: usize, action: Action, seen: Seen) -> usize {
    let from = scroll.min(seen.most);
    // No line is leapt over, however small the window.
    let page = seen.room.saturating_sub(1).clamp(1, PAGE);
    match action {
        Action::Up => from.saturating_sub(1),
        Action::Down => (from + 1).min(seen.most),
        Action::PageUp => from.saturating_sub(page),
        Action::PageDown => (from + page).min(seen.most),
        _ => scroll,
    }
}
