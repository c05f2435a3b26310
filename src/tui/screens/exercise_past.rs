//! What the journal and today's plan say about one exercise: how often and how it was done, and why it is
//! in the plan or not.

use crate::coach::why::Said;
use crate::domain::exercise::Exercise;
use crate::tui::app::Shared;
use crate::tui::widgets::page::Page;

/// The last times that it was done.
pub(super) fn history(page: &mut Page, shared: &Shared, exercise: &Exercise) {
    let theme = shared.theme;
    page.gap().text("Your last times", theme.title());
    let times = shared.coach.times_done(exercise);
    if times.is_empty() {
        page.text("Not done yet.", theme.muted());
    }
    for line in times {
        page.hanging("- ", &line, theme.muted(), theme.plain());
    }
}

/// Why it is in the plan or not, and what would change that.
pub(super) fn plan(page: &mut Page, shared: &Shared, told: &[Said]) {
    let theme = shared.theme;
    page.gap().text("In your plan?", theme.title());
    for said in told {
        match said {
            Said::Short(text) | Said::Text(text) => page.text(text, theme.plain()),
            Said::Head(text) => page.gap().text(text, theme.title()),
            Said::Item(text) => page.hanging("· ", text, theme.key(), theme.plain()),
        };
    }
}
