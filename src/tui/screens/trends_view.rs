//! How the charts are laid out: the sentence first, then the day under the cursor, then as much picture as
//! there is room for; several panels where they fit, the table beside them where it is wide.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::coach::chart::{Calendar, Chart, Kind, Panel, day_words};
use crate::domain::trend::Scale;
use crate::tui::widgets::calendar::{self, Unit};
use crate::tui::widgets::hits::{self, Hit};
use crate::tui::widgets::plot::{self, Fitted, Look};
use crate::tui::widgets::probe;
use crate::tui::widgets::rows;
use crate::tui::widgets::text::{fit, wrap};

/// Sentences are never wider than reads well.
const READABLE: u16 = 100;
/// From this width on the table stands beside the chart.
const BESIDE: u16 = 110;
/// With so much room for them charts have frames.
const FRAMED: (u16, u16) = (60, 22);
/// From this height on the names of all charts stand above.
const NAMED: u16 = 14;
/// Rows that a panel needs to stand beside others, its name included.
const PANEL: u16 = 10;
/// Rows of a framed calendar with two rows for a day, and with one.
const CALENDAR: [u16; 2] = [22, 13];
/// Days above which a table names the year.
const YEAR: i64 = 300;

/// What is looked at.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) chart: &'a Chart,
    /// Place of the range.
    pub(super) range: usize,
    /// Place of the panel.
    pub(super) focus: usize,
    pub(super) cursor: NaiveDate,
    pub(super) today: NaiveDate,
    pub(super) table: bool,
    pub(super) unit: Unit,
    pub(super) look: Look,
}

/// Panels that were fitted to columns, kept until the history changes.
#[derive(Debug, Default)]
pub(super) struct Fits {
    known: BTreeMap<(Kind, usize, usize, u16), Fitted>,
    count: usize,
    columns: usize,
}

impl Fits {
    /// How many were fitted.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Columns of the picture drawn last.
    pub(super) fn columns(&self) -> usize {
        self.columns.max(1)
    }

    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    fn get(&mut self, view: &View<'_>, nth: usize, panel: &Panel, columns: u16) -> &Fitted {
        self.columns = usize::from(columns);
        let count = &mut self.count;
        // A window that is pulled about leaves a fit for each width: a few are enough.
        if self.known.len() > 64 {
            self.known.clear();
        }
        self.known.entry((view.chart.kind, view.range, nth, columns)).or_insert_with(|| {
            *count += 1;
            Fitted::new(panel, view.chart.from, view.chart.to, columns)
        })
    }
}

/// Draws all of it. `why` looks up the reason of a step.
pub(super) fn draw(
    buffer: &mut Buffer,
    area: Rect,
    view: &View<'_>,
    fits: &mut Fits,
    why: impl FnMut(&(String, String)) -> String,
) {
    let margin = if area.width >= 60 { 2 } else { 1 };
    let mut area = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    if area.height == 0 || area.width < 12 {
        return;
    }
    if area.height >= NAMED {
        names(view, area.width).render(take(&mut area, 1), buffer);
        let air = u16::from(area.height >= 22);
        take(&mut area, air);
    }
    say(buffer, &mut area, view);
    if area.height == 0 {
        return;
    }
    let mut chart_area = area;
    let has_table = view.chart.panels.get(view.focus).is_some_and(|panel| !panel.table.rows.is_empty());
    if area.width >= BESIDE && has_table && !view.table {
        let wide = (area.width * 3 / 10).clamp(44, 64);
        let side = Rect { x: area.right() - wide, width: wide, ..area };
        chart_area.width -= wide + 2;
        let side = framed(buffer, side, "the same as a table", None, view.look);
        table(buffer, side, view);
    }
    // The picture's columns are needed for what the cursor reads out.
    let frame = frame_of(chart_area);
    fits.columns = usize::from(chart_area.width.saturating_sub(plot::left(&view.chart.panels) + 2 * frame));
    read_out(buffer, &mut chart_area, view, fits.columns(), why);
    if view.table {
        table(buffer, chart_area, view);
    } else if let Some(days) = &view.chart.calendar {
        weeks(buffer, chart_area, view, (days, frame > 0), fits);
    } else {
        panels(buffer, chart_area, view, frame > 0, fits);
    }
}

/// The calendar, and below it the days of each week where there is room.
fn weeks(
    buffer: &mut Buffer,
    mut area: Rect,
    view: &View<'_>,
    (days, is_framed): (&Calendar, bool),
    fits: &mut Fits,
) {
    let look = view.look;
    let room = match area.height {
        _ if !is_framed => area.height,
        height => CALENDAR.into_iter().find(|rows| height >= rows + PANEL).unwrap_or(height),
    };
    let top = take(&mut area, room);
    let inside = if is_framed { framed(buffer, top, "Day by day", None, look) } else { top };
    let shown = (days, view.chart.from, view.chart.to);
    calendar::draw(buffer, inside, shown, (view.unit, view.cursor), look);
    if area.height > 0
        && let Some(panel) = view.chart.panels.first()
    {
        one(buffer, area, view, (0, panel, 1, true), fits);
    }
}

fn take(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    let top = Rect { height: rows, ..*area };
    area.y += rows;
    area.height -= rows;
    top
}

/// The names of all charts, the one that is shown set off.
fn names(view: &View<'_>, width: u16) -> Line<'static> {
    let theme = view.look.theme;
    let mut spans = Vec::new();
    for (nth, kind) in (1..).zip(Kind::ALL) {
        let name = kind.name();
        let mut letters = name.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let name: String = first.into_iter().chain(letters).collect();
        let numbered = width >= 58;
        let style = if kind == view.chart.kind { theme.focus() } else { theme.muted() };
        if numbered {
            spans.push(Span::styled(format!("{nth} "), theme.key()));
        }
        let name = if numbered { format!(" {name} ") } else { name };
        spans.push(Span::styled(name, style));
        spans.push(Span::raw(if numbered { "  " } else { " " }));
    }
    Line::from(spans)
}

/// The chart's sentence.
fn say(buffer: &mut Buffer, area: &mut Rect, view: &View<'_>) {
    let width = usize::from(area.width.min(READABLE));
    let mut lines = wrap(&view.chart.sentence, width);
    // A calendar needs a row for each day of the week, and one for the cursor.
    let needed = if view.chart.calendar.is_some() { 8 } else { area.height / 3 * 2 };
    let most = usize::from(area.height.saturating_sub(needed).clamp(1, 4));
    if lines.len() > most {
        // Whole sentences, where the first of them has room.
        let ends = view.chart.sentence.rmatch_indices(". ").map(|(at, _)| &view.chart.sentence[..=at]);
        if let Some(whole) =
            ends.map(|whole| probe::trial(|| wrap(whole, width))).find(|whole| whole.len() <= most)
        {
            lines = whole;
        } else {
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(fit(&rest, width));
        }
    }
    for line in lines {
        Line::styled(line, view.look.theme.title()).render(take(area, 1), buffer);
    }
}

/// The day under the cursor, what there was, and why a dose changed.
fn read_out(
    buffer: &mut Buffer,
    area: &mut Rect,
    view: &View<'_>,
    columns: usize,
    mut why: impl FnMut(&(String, String)) -> String,
) {
    let theme = view.look.theme;
    let panel = view.chart.panels.get(view.focus);
    let scale = Scale::new(view.chart.from, view.chart.to, columns);
    let (from, to) = if view.table || view.chart.calendar.is_some() {
        (view.cursor, view.cursor)
    } else {
        scale.span(view.cursor)
    };
    let said = panel.map_or(String::new(), |panel| match view.chart.kind {
        // The line below the calendar has a point for each week: it says nothing of its Monday.
        Kind::Weeks => panel.notes.get(&view.cursor).map_or(String::new(), |note| note.words.clone()),
        _ => panel.read(from, to),
    });
    // A dose stays until the next one: on a day without a session the last one is told.
    let last = panel.filter(|_| view.chart.kind == Kind::Dose).and_then(|panel| panel.last_note(to));
    let nothing = match (view.chart.kind, last) {
        (Kind::Dose, Some((day, note))) => {
            format!("no session; {}: {}", day_words(day, day, view.today), note.words)
        }
        (Kind::Pain, _) => "no score".to_owned(),
        (Kind::Weeks | Kind::Dose | Kind::Sides, _) => "no session".to_owned(),
        (Kind::Function | Kind::Fear, _) => "nothing told".to_owned(),
    };
    let mut said = if said.is_empty() { nothing } else { said };
    for mark in view.chart.marked(from, to) {
        said = format!("{said} · {}", mark.words);
    }
    let day = format!("{}: ", day_words(from, to, view.today));
    let day = if area.width < 60 { short_months(&day) } else { day };
    let row = take(area, 1);
    let room = usize::from(row.width).saturating_sub(day.chars().count());
    let step = last.and_then(|(_, note)| note.step.as_ref());
    let reason = step.map(|step| format!("Why: {}", why(step))).unwrap_or_default();
    let mut lines = wrap(&said, room.max(8));
    let rest = if lines.len() > 1 { lines.split_off(1).join(" ") } else { String::new() };
    let first = lines.pop().unwrap_or_default();
    // Doses always have their rows here, so that the picture does not jump as the cursor moves.
    let more = if view.chart.kind == Kind::Dose {
        (area.height / 8).clamp(u16::from(!rest.is_empty() && area.height >= 5), 2)
    } else {
        // In a small window the picture gives up a row for what the day was; a calendar has none to spare.
        u16::from(!rest.is_empty() && area.height >= if view.chart.calendar.is_some() { 13 } else { 5 })
    };
    let first = if more == 0 && !rest.is_empty() { fit(&format!("{first} {rest}"), room) } else { first };
    // What is said of the dose ends before its reason begins.
    let end = if reason.is_empty() || said.ends_with('.') { "" } else { "." };
    let (first, rest) = if rest.is_empty() { (first + end, rest) } else { (first, rest + end) };
    Line::from(vec![Span::styled(day, theme.title()), Span::raw(first)]).render(row, buffer);
    let below = format!("{rest} {reason}");
    let mut lines = wrap(below.trim(), usize::from(area.width.min(READABLE)));
    let most = usize::from(more);
    if most > 0 && lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(fit(&rest, usize::from(area.width.min(READABLE))));
    }
    for line in lines.into_iter().chain(std::iter::repeat(String::new())).take(most) {
        Line::styled(line, theme.plain()).render(take(area, 1), buffer);
    }
}

/// Months by their first three letters.
fn short_months(day: &str) -> String {
    const LONG: [&str; 11] = [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    LONG.iter().fold(day.to_owned(), |day, month| day.replace(month, &month[..3]))
}

fn years(view: &View<'_>) -> bool {
    (view.chart.to - view.chart.from).num_days() > YEAR
}

fn table(buffer: &mut Buffer, area: Rect, view: &View<'_>) {
    let panel = view.chart.panels.get(view.focus).filter(|panel| !panel.table.rows.is_empty());
    let Some(panel) = panel else {
        Line::styled("Nothing in this range.", view.look.theme.muted()).render(area, buffer);
        return;
    };
    rows::draw(buffer, area, &panel.table, view.cursor, years(view), view.look.theme);
}

/// Cells that a frame takes on each side, in so much room for all panels.
fn frame_of(area: Rect) -> u16 {
    u16::from(area.width >= FRAMED.0 && area.height >= FRAMED.1)
}

/// A frame with a name in its upper edge and a legend in its lower one; what is left inside.
fn framed(buffer: &mut Buffer, area: Rect, name: &str, legend: Option<Line<'_>>, look: Look) -> Rect {
    if area.height < 4 || area.width < 12 {
        return area;
    }
    let style = look.theme.muted();
    let (h, v) = (look.char('─', '-'), look.char('│', '|'));
    let corners =
        [('╭', '+'), ('╮', '+'), ('╰', '+'), ('╯', '+')].map(|(fine, plain)| look.char(fine, plain));
    let mut put = |x: u16, y: u16, glyph: char| {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_char(glyph).set_style(style);
        }
    };
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.x + 1..right {
        put(x, area.y, h);
        put(x, bottom, h);
    }
    for y in area.y + 1..bottom {
        put(area.x, y, v);
        put(right, y, v);
    }
    put(area.x, area.y, corners[0]);
    put(right, area.y, corners[1]);
    put(area.x, bottom, corners[2]);
    put(right, bottom, corners[3]);
    if !name.is_empty() {
        let name = format!(" {} ", fit(name, usize::from(area.width) - 6));
        over(buffer, area.x + 2, area.y, &name, look.theme.title());
    }
    if let Some(legend) = legend.filter(|legend| legend.width() > 0) {
        let wide = (legend.width() as u16 + 2).min(area.width - 4);
        let row = Rect { x: area.right() - 2 - wide, y: bottom, width: wide, height: 1 };
        let spaced = [Span::raw(" ")].into_iter().chain(legend.spans).chain([Span::raw(" ")]);
        spaced.collect::<Line<'_>>().render(row, buffer);
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// Text over what is there, of which nothing shines through.
fn over(buffer: &mut Buffer, x: u16, y: u16, text: &str, style: Style) {
    for at in x..x.saturating_add(text.width() as u16) {
        if let Some(cell) = buffer.cell_mut((at, y)) {
            cell.reset();
        }
    }
    buffer.set_string(x, y, text, style);
}

/// As many panels as fit, the one in focus among them.
fn panels(buffer: &mut Buffer, area: Rect, view: &View<'_>, is_framed: bool, fits: &mut Fits) {
    let all = &view.chart.panels;
    if all.is_empty() {
        return;
    }
    let count = usize::from(area.height / PANEL).clamp(1, all.len());
    let first = view.focus.saturating_sub(count / 2).min(all.len() - count);
    // Pain day by day is what most people look at: it gets two shares.
    let shares: Vec<u16> = (first..first + count)
        .map(|nth| if nth == 0 && view.chart.kind == Kind::Pain { 2 } else { 1 })
        .collect();
    let sum: u16 = shares.iter().sum();
    let mut left = area;
    for (nth, share) in (first..first + count).zip(&shares) {
        let is_last = nth + 1 == first + count;
        let height = if is_last { left.height } else { area.height * share / sum };
        let room = take(&mut left, height);
        if let Some(panel) = all.get(nth) {
            one(buffer, room, view, (nth, panel, all.len(), is_framed), fits);
        }
    }
}

fn one(
    buffer: &mut Buffer,
    area: Rect,
    view: &View<'_>,
    (nth, panel, all, is_framed): (usize, &Panel, usize, bool),
    fits: &mut Fits,
) {
    let look = view.look;
    let left = plot::left(&view.chart.panels);
    let place = if all > 1 { format!(" ({} of {all})", nth + 1) } else { String::new() };
    let head = if panel.sentence.is_empty() {
        format!("{}{place}", panel.name)
    } else {
        format!("{}{place}: {}", panel.name, panel.sentence)
    };
    let style = if nth == view.focus { look.theme.title() } else { look.theme.muted() };
    let mut inside = area;
    if is_framed && area.height >= 8 {
        let room = usize::from(area.width.saturating_sub(6));
        let legend = plot::legend(view.chart, panel, look, room);
        inside = framed(buffer, area, "", Some(legend), look);
        over(buffer, area.x + 2, area.y, &format!(" {} ", fit(&head, room)), style);
    } else {
        // In a small window the first picture goes without its name: the title says it.
        let is_known = nth == 0 && !matches!(view.chart.kind, Kind::Dose | Kind::Sides);
        if all > 1 && area.height >= 6 && (area.height >= 9 || !is_known) {
            // What was said of it: whole in a second row, where the picture can spare one, or not at all.
            let width = usize::from(inside.width);
            let most = if area.height >= 12 { 2 } else { 1 };
            let lines = if probe::trial(|| wrap(&head, width)).len() <= most {
                wrap(&head, width)
            } else {
                probe::cut(&head);
                vec![fit(&format!("{}{place}", panel.name), width)]
            };
            for line in lines {
                Line::styled(line, style).render(take(&mut inside, 1), buffer);
            }
        }
        if inside.height >= 8 {
            let row = Rect { y: inside.bottom() - 1, height: 1, ..inside };
            inside.height -= 1;
            let room = Rect { x: row.x + left, width: row.width.saturating_sub(left), ..row };
            plot::legend(view.chart, panel, look, usize::from(room.width)).render(room, buffer);
        }
    }
    if panel.is_empty() {
        Line::styled("Nothing to draw in this range yet.", look.theme.muted()).render(inside, buffer);
        return;
    }
    let columns = inside.width.saturating_sub(left);
    let fitted = fits.get(view, nth, panel, columns);
    plot::draw(buffer, inside, (view.chart, panel, fitted), (left, Some(view.cursor)), look);
    if hits::wanted() {
        let days = Rect { x: inside.x + left, width: inside.width.saturating_sub(left), ..inside };
        clickable(days, view, Scale::new(view.chart.from, view.chart.to, usize::from(columns)));
    }
}

/// A click on a picture moves the cursor to the day whose column is the nearest.
fn clickable(area: Rect, view: &View<'_>, scale: Scale) {
    let mut stops: Vec<(NaiveDate, u16)> = Vec::new();
    let mut day = view.chart.from;
    while let Some(column) = scale.column(day) {
        stops.push((day, column as u16));
        let next = scale.after(day);
        if next <= day {
            break;
        }
        day = next;
    }
    let mut from = 0;
    for (nth, (day, column)) in stops.iter().enumerate() {
        // Half-way to the next one.
        let to = stops.get(nth + 1).map_or(area.width, |(_, next)| (column + next) / 2 + 1);
        let line = usize::try_from((*day - view.chart.from).num_days()).unwrap_or_default();
        let place = Rect { x: area.x + from, width: to.saturating_sub(from), ..area };
        hits::note(place.intersection(area), Hit::Line(line));
        from = to;
    }
}
