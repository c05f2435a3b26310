//! After `!` in a session: the clock stands. How that looks; the keys are the player's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::Shared;
use crate::tui::widgets::page::{Page, Seen, column};

/// Draws "something is wrong". A slip of the finger goes on; anything else ends the session and opens
/// the questions about new signs.
pub fn draw(buffer: &mut Buffer, area: Rect, shared: &Shared, scroll: usize) -> Seen {
    let area = column(area);
    let theme = shared.theme;
    let number = shared
        .coach
        .region()
        .and_then(crate::content::regions::Region::emergency_line)
        .map(|line| format!(": {line}"));
    let mut page = Page::new(area.width);
    page.text("Stop. Let go of the position; sit or lie as is easiest. The clock stands.", theme.stop())
        .gap();
    page.hanging("y  ", "Something is wrong: end the session and ask me", theme.key(), theme.title());
    page.hanging("n  ", "A slip of the finger: back to the session, paused", theme.key(), theme.plain());
    page.gap().text(
        &format!(
            "Pressure or pain in the chest, fainting, trouble speaking, a drooping face, sudden weakness, or lost \
             control of bladder or bowel: questions can wait. Call your local emergency number{}.",
            number.unwrap_or_default()
        ),
        theme.warn(),
    );
    page.draw(buffer, area, theme, scroll)
}
