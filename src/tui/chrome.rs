//! What every screen has around it: a title, a corner, whether all is saved, and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::figure::Glyphs;

use super::app::{Screen, Shared};
use super::keymap::{Action, Keys};
use super::theme::Theme;
use super::widgets::figure::Drawing;
use super::widgets::hits::{self, Hit};
use super::widgets::probe;
use super::widgets::text::{fit, wrap};

/// Below this width, in cells, everything at the top is said in few words.
const NARROW: u16 = 60;

/// Draws the frame round a screen and says what is left for its body.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, screen: &dyn Screen, shared: &Shared) -> Rect {
    let theme = shared.theme;
    if area.height < 3 || area.width < 8 {
        return area;
    }
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let title = screen.title(shared);
    let corner = roomy_corner(screen, shared, &title, usize::from(inner.width));
    let room = usize::from(inner.width).saturating_sub(corner.width() + 1);
    let title = fit(&title, room);
    rule(buffer, inner, theme, shared.drawing, (title.width(), corner.width()));
    Line::styled(title, theme.title()).render(Rect { height: 1, ..inner }, buffer);
    let style = if shared.pen.keeping.trouble.is_some() { theme.warn() } else { theme.muted() };
    // In its own room only: a line gives its style to all of its row, and the title would fade.
    let own = (corner.width() as u16).min(inner.width);
    Line::styled(corner, style)
        .render(Rect { x: inner.right() - own, width: own, height: 1, ..inner }, buffer);

    // Where there is room, a line of air above and below the body.
    let airy = u16::from(area.height >= 16);
    let footer = Rect { y: area.bottom() - 1, height: 1, ..inner };
    footer_hints(buffer, footer, theme, &shared.keys, screen);
    let mut body = Rect { y: area.y + 1 + airy, height: area.height - 2 - airy, ..area };
    if let Some(notice) = notice(shared) {
        // A notice is read to its end where there is room for it, and never takes the body's last lines.
        let width = usize::from(inner.width);
        let most = usize::from((body.height / 3).clamp(1, 3));
        let mut lines = wrap(&notice, width);
        if lines.len() > most {
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(fit(&rest, width));
        }
        for line in lines.into_iter().rev() {
            body.height = body.height.saturating_sub(1);
            let row = Rect { y: body.bottom(), height: 1, ..inner };
            Line::styled(line, theme.warn()).render(row, buffer);
        }
    }
    body
}

/// A thin line from the title to the corner, so that the two are one head, apart from what is below: the
/// smallest window has no empty row for that.
fn rule(buffer: &mut Buffer, row: Rect, theme: Theme, drawing: Drawing, (title, corner): (usize, usize)) {
    let room = usize::from(row.width);
    let from = title + 1;
    let to = if corner == 0 { room } else { room.saturating_sub(corner + 1) };
    let glyph = if drawing.glyphs == Glyphs::Ascii { "-" } else { "─" };
    for x in from..to {
        if let Some(cell) = buffer.cell_mut((row.x + x as u16, row.y)) {
            cell.set_symbol(glyph).set_style(theme.muted());
        }
    }
}

fn notice(shared: &Shared) -> Option<String> {
    match &shared.pen.keeping.trouble {
        Some(cause) => Some(format!("Not saved yet ({}): {cause}", shared.pen.keeping.waiting)),
        None => shared.notice.clone(),
    }
}

/// The corner in as many words as leave the title whole: all, few, or only whether all is saved.
fn roomy_corner(screen: &dyn Screen, shared: &Shared, title: &str, width: usize) -> String {
    let title = probe::longer(title).width();
    let fits = |corner: &String| title + 1 + corner.width() <= width;
    let own = |few| screen.corner(shared, few);
    let few = width + 2 < usize::from(NARROW);
    let whole = corner(&own(few), shared, few);
    if fits(&whole) {
        return whole;
    }
    let short = corner(&own(true), shared, true);
    if fits(&short) { short } else { corner("", shared, true) }
}

fn corner(own: &str, shared: &Shared, narrow: bool) -> String {
    let state = match (&shared.pen.keeping.trouble, shared.pen.keeping.waiting, shared.pen.keeping.saved) {
        (Some(_), _, _) => "not saved yet",
        (None, 0, 0) => "",
        (None, 0, _) if narrow => "✓",
        (None, 0, _) => "saved",
        _ if narrow => "…",
        _ => "saving",
    };
    let demo = if shared.demo { "DEMO, made up" } else { "" };
    let parts: Vec<&str> = [demo, own, state].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The keys of a scope on one line. They drop from the right; help is never dropped.
fn footer_hints(buffer: &mut Buffer, area: Rect, theme: Theme, keys: &Keys, screen: &dyn Screen) {
    let (width, scope) = (usize::from(area.width), screen.scope());
    // A row of many keys has no one action: nothing happens when it is clicked.
    let mut hints: Vec<(String, &str, Option<Action>)> = keys
        .rows(scope)
        .filter(|row| !row.hint.is_empty() && screen.has_use(row.action))
        .map(|row| {
            let key = row.keys.first().cloned().unwrap_or_default();
            (key, row.hint, (!row.is_many()).then_some(row.action))
        })
        .collect();
    hints.sort_by_key(|(_, hint, _)| *hint == "help");
    let help = keys.rows(scope).any(|row| row.action == Action::Help);
    let cells = |(key, hint, _): &(String, &str, Option<Action>)| key.width() + 1 + hint.width() + 3;
    while hints.iter().map(cells).sum::<usize>() > width + 3 && hints.len() > usize::from(help) {
        hints.remove(hints.len().saturating_sub(1 + usize::from(help)));
    }
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut x = area.x;
    for (key, hint, action) in hints {
        if !spans.is_empty() {
            spans.push(Span::raw("   "));
            x = x.saturating_add(3);
        }
        let wide = (key.width() + 1 + hint.width()) as u16;
        if let Some(action) = action {
            hits::note(Rect { x, width: wide, ..area }.intersection(area), Hit::Act(action));
        }
        x = x.saturating_add(wide);
        spans.push(Span::styled(key, theme.key()));
        spans.push(Span::styled(format!(" {hint}"), theme.muted()));
    }
    Line::from(spans).render(area, buffer);
}
