//! A calendar of days in columns of weeks, or of months in rows of years where the weeks are too many. The
//! number or the shade of a cell says how much, with and without colour.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::hits::{self, Hit};
use super::plot::Look;
use crate::coach::chart::{Calendar, CalendarDay};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Cells for the names at the left.
const LEFT: u16 = 5;
/// Widest cell.
const WIDEST: usize = 11;
/// From this width on a cell has its number and its shade.
const BOTH: usize = 7;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Minutes of sessions and walks.
    #[default]
    Minutes,
    /// Sessions.
    Sessions,
}

impl Unit {
    fn of(self, day: CalendarDay) -> u32 {
        match self {
            Unit::Minutes => day.minutes,
            Unit::Sessions => day.sessions,
        }
    }

    /// How strong a cell is, 0 to 4.
    fn strength(self, value: u32) -> usize {
        match (self, value) {
            (_, 0) => 0,
            (Unit::Minutes, 1..10) | (Unit::Sessions, 1) => 1,
            (Unit::Minutes, 10..20) => 2,
            (Unit::Minutes, 20..40) | (Unit::Sessions, 2) => 3,
            _ => 4,
        }
    }

    /// What the shades mean.
    fn legend(self) -> [&'static str; 5] {
        match self {
            Unit::Minutes => ["none", "to 9", "to 19", "to 39 min", "more"],
            Unit::Sessions => ["none", "1", "", "2", "more sessions"],
        }
    }
}

/// How it is laid out in a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Weeks, each so many cells wide.
    Weeks(usize),
    /// Months, in rows of years.
    Months,
}

fn form(from: NaiveDate, to: NaiveDate, width: u16) -> Form {
    let weeks = usize::try_from((to - monday(from)).num_days() / 7 + 1).unwrap_or(1);
    match usize::from(width.saturating_sub(LEFT)) / weeks.max(1) {
        0 => Form::Months,
        wide => Form::Weeks(wide.min(WIDEST)),
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

fn shade(strength: usize, look: Look) -> char {
    let (fine, plain) = (['·', '░', '▒', '▓', '█'], ['.', '-', '+', '*', '#']);
    look.char(fine[strength.min(4)], plain[strength.min(4)])
}

fn style(strength: usize, look: Look) -> Style {
    match strength {
        0 => look.theme.muted(),
        1 | 2 => look.theme.calm().remove_modifier(Modifier::BOLD),
        _ => look.theme.working(),
    }
}

/// Draws the calendar at the top of `area`.
pub fn draw(
    buffer: &mut Buffer,
    area: Rect,
    (calendar, from, to): (&Calendar, NaiveDate, NaiveDate),
    (unit, cursor): (Unit, NaiveDate),
    look: Look,
) {
    let area = area.intersection(buffer.area);
    if area.width < 12 || area.height < 2 {
        return;
    }
    match form(from, to, area.width) {
        Form::Weeks(wide) => weeks(buffer, area, (calendar, from, to), (unit, cursor), wide, look),
        Form::Months => months(buffer, area, (calendar, from, to), (unit, cursor), look),
    }
}

fn weeks(
    buffer: &mut Buffer,
    area: Rect,
    (calendar, from, to): (&Calendar, NaiveDate, NaiveDate),
    (unit, cursor): (Unit, NaiveDate),
    wide: usize,
    look: Look,
) {
    let theme = look.theme;
    let first = monday(from);
    // A row for the months above, one below for the days of each week, a line of legend at the end.
    let head = u16::from(area.height >= 8);
    let top = area.y + head;
    // With much room every day has two rows.
    let pitch = if area.height >= 20 { 2 } else { 1 };
    for (row, name) in (0..7).zip(DAYS) {
        if top + row * pitch < area.bottom() {
            buffer.set_string(area.x, top + row * pitch, name, theme.muted());
        }
    }
    let below = top + 7 * pitch;
    let sums = below < area.bottom();
    if sums {
        buffer.set_string(area.x, below, "days", theme.muted());
    }
    let (mut month, mut free) = (0, 0);
    for (week, start) in (0_u16..).zip(first.iter_days().step_by(7).take_while(|day| *day <= to)) {
        let x = area.x + LEFT + week * wide as u16;
        let mut active = 0;
        for (row, day) in (0_u16..7).zip(start.iter_days()) {
            if day < from || day > to {
                continue;
            }
            let found = calendar.days.get(&day).copied().unwrap_or_default();
            active += u32::from(found.sessions > 0);
            let value = unit.of(found);
            let strength = unit.strength(value);
            let mut shown = style(strength, look);
            if day == cursor {
                shown = theme.focus();
            }
            let y = top + row * pitch;
            if y >= area.bottom() {
                continue;
            }
            let text = match wide {
                1 | 2 => shade(strength, look).to_string(),
                _ if value == 0 => format!("{:>2}", shade(0, look)),
                BOTH.. => format!("{:>2} {}", value.min(999), shade(strength, look).to_string().repeat(3)),
                _ => format!("{:>2}", value.min(999)),
            };
            buffer.set_stringn(x, y, text, wide, shown);
            let place = Rect { x, y, width: wide as u16, height: pitch };
            let line = usize::try_from((day - from).num_days()).unwrap_or_default();
            hits::note(place.intersection(area), Hit::Line(line));
        }
        if sums {
            let text = if wide >= 3 { format!("{active:>2}") } else { active.to_string() };
            buffer.set_stringn(x, below, text, wide, if active >= 5 { theme.title() } else { theme.muted() });
        }
        let end = start.checked_add_days(Days::new(6)).unwrap_or(start);
        let name = if wide * 4 >= 4 { end.format("%b").to_string() } else { String::new() };
        if head > 0 && end.month() != month && x >= free && x + 3 <= area.right() {
            buffer.set_string(x, area.y, &name, theme.muted());
            month = end.month();
            free = x + 4;
        }
    }
    if below + 1 < area.bottom() {
        let y = if below + 2 < area.bottom() { below + 2 } else { below + 1 };
        legend(buffer, Rect { y, height: 1, ..area }, unit, wide >= 3, look);
    }
}

fn months(
    buffer: &mut Buffer,
    area: Rect,
    (calendar, from, to): (&Calendar, NaiveDate, NaiveDate),
    (unit, cursor): (Unit, NaiveDate),
    look: Look,
) {
    let theme = look.theme;
    let wide = usize::from((area.width.saturating_sub(LEFT) / 12).clamp(2, 7));
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    for (n, name) in (0_u16..).zip(names) {
        buffer.set_stringn(
            area.x + LEFT + n * wide as u16,
            area.y,
            name,
            wide.saturating_sub(1),
            theme.muted(),
        );
    }
    let years: Vec<i32> = (from.year()..=to.year()).rev().collect();
    for (y, year) in (area.y + 1..area.bottom()).zip(years) {
        buffer.set_string(area.x, y, year.to_string(), theme.muted());
        for month in 1..=12_u32 {
            let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else { continue };
            let last = first.checked_add_months(chrono::Months::new(1)).and_then(|day| day.pred_opt());
            let last = last.unwrap_or(first);
            if last < from || first > to {
                continue;
            }
            let days = calendar.days.range(first..=last);
            let value: u32 = days.map(|(_, day)| unit.of(*day)).sum();
            let per_day = value / 15;
            let strength = if value == 0 { 0 } else { unit.strength(per_day).max(1) };
            let here = (first..=last).contains(&cursor);
            let shown = if here { theme.focus() } else { style(strength, look) };
            let text = match value {
                0 => shade(0, look).to_string(),
                value if wide >= 5 || value < 100 => value.to_string(),
                _ => shade(strength, look).to_string(),
            };
            buffer.set_stringn(area.x + LEFT + (month as u16 - 1) * wide as u16, y, text, wide - 1, shown);
        }
    }
}

fn legend(buffer: &mut Buffer, row: Rect, unit: Unit, digits: bool, look: Look) {
    let mut x = row.x + LEFT;
    for (strength, words) in unit.legend().into_iter().enumerate().filter(|(_, words)| !words.is_empty()) {
        let text = if digits && strength > 0 {
            words.to_owned()
        } else {
            format!("{} {words}", shade(strength, look))
        };
        let wide = text.chars().count() as u16;
        if x + wide > row.right() {
            break;
        }
        buffer.set_string(x, row.y, &text, style(strength, look));
        x += wide + 3;
    }
}
