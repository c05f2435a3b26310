//! How the running session looks: one big thing, one instruction, what comes next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::today::tags;
use super::{clip, exercise_words, player_choice};
use crate::domain::exercise::Exercise;
use crate::domain::score::Score;
use crate::figure::Figure;
use crate::figure::beat::Moment;
use crate::journal::event::{PauseWhy, Side};
use crate::session::Mono;
use crate::session::phase::Phase;
use crate::session::reasons::REASONS;
use crate::session::settings::USUAL_PACE;
use crate::session::view::{Advice, Column, View};
use crate::tui::app::Shared;
use crate::tui::theme::Theme;
use crate::tui::widgets::big;
use crate::tui::widgets::figure;
use crate::tui::widgets::page::{Page, Seen, column};
use crate::tui::widgets::probe;
use crate::tui::widgets::text::fit;

/// From so many seconds on the bar goes on every other second.
const BAR_RESTS_FROM_S: u32 = 20;

/// Name and side; over questions about more than one exercise, what they are about.
pub(super) fn title(view: &View) -> String {
    use Phase::{AfterEffort, AfterPain, EnergyLeft, RateTable, TooSore};
    let of_all = matches!(view.phase, RateTable | AfterPain | AfterEffort | EnergyLeft | TooSore);
    match (of_all || view.name.is_empty(), side(view)) {
        (true, _) => view.phase.words().to_owned(),
        (false, Some(side)) => format!("{} · {side}", view.name),
        (false, None) => view.name.clone(),
    }
}

fn side(view: &View) -> Option<&'static str> {
    view.side.map(|side| match side {
        Side::Left => "left side",
        Side::Right => "right side",
    })
}

/// A figure at the instant that the session has come to.
#[derive(Clone, Copy)]
pub(super) struct Moving<'a> {
    pub(super) figure: &'a Figure,
    pub(super) instant: Moment,
}

/// Where the session is, as far as its figure has to know: the time that has passed and its length. Where
/// no clock runs, the time since the program began goes round instead.
pub(super) fn instant(view: &View, now: Mono, clock: Option<(Mono, Mono)>) -> Moment {
    let (passed, total) = clock.unwrap_or((now, Mono::ZERO));
    Moment { phase: view.phase, passed, total, paused: view.paused.is_some() }
}

/// Draws the phase that runs. Whether there was room for the figure.
pub(super) fn draw(
    buffer: &mut Buffer,
    area: Rect,
    shared: &Shared,
    view: &View,
    exercise: Option<&Exercise>,
    moving: Option<Moving<'_>>,
) -> bool {
    let narrow = column(area);
    match view.phase {
        Phase::AskSkip => why_stop(buffer, narrow, shared.theme),
        Phase::EnergyLeft | Phase::TooSore => question(buffer, narrow, shared.theme, view),
        phase if phase.is_rating() => rate(buffer, narrow, shared.theme, view),
        Phase::Look => return look(buffer, area, shared, view, exercise, moving),
        _ => return run(buffer, area, shared, view, exercise, moving),
    }
    false
}

/// The one big thing: seconds, or repetitions counted.
fn big_text(view: &View) -> String {
    match view.phase {
        Phase::Reps => view.rep.to_string(),
        _ if view.left_s >= 100 => format!("{}:{:02}", view.left_s / 60, view.left_s % 60),
        _ => view.left_s.to_string(),
    }
}

pub(super) fn style(theme: Theme, view: &View) -> Style {
    if view.paused.is_some() {
        theme.warn()
    } else if view.phase.is_work() {
        theme.working()
    } else {
        theme.calm()
    }
}

/// The same for what is drawn in blocks and heavy lines: bold makes them no heavier, only costs bytes every
/// second. Where nothing but bold marks them, they keep it.
fn solid(style: Style) -> Style {
    if style.fg.is_some() { style.remove_modifier(Modifier::BOLD) } else { style }
}

/// What a pain score asks for, with its source.
pub(super) fn advised(advice: Advice) -> String {
    format!(
        "{} {}",
        advice.words(),
        tags(&Advice::SOURCES.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>())
    )
}

/// The phase in a word and a shape, so that neither colour nor close reading is needed: work is
/// solid, everything between is outlined.
fn phase_line(view: &View) -> String {
    match view.paused {
        Some(PauseWhy::Away) => "‖ PAUSED while you were away".into(),
        Some(_) => "‖ PAUSED".into(),
        None if view.phase.is_work() => {
            let words = view.breath.map_or(view.phase.words(), crate::session::breath::Breath::words);
            format!("■ {}", words.to_uppercase())
        }
        None => format!("□ {}", view.phase.words()),
    }
}

fn count_line(view: &View) -> String {
    let mut parts = Vec::new();
    if view.sets > 1 {
        parts.push(format!("set {} of {}", view.set, view.sets));
    }
    match view.phase {
        Phase::Reps => parts.push(format!("{} of {} done", view.rep, view.reps)),
        Phase::Moving(_) if view.reps > 1 => parts.push(format!("rep {} of {}", view.rep, view.reps)),
        Phase::Hold | Phase::Gap if view.reps > 1 => {
            parts.push(format!("hold {} of {}", view.rep, view.reps));
        }
        _ => {}
    }
    if view.phase == Phase::Hold {
        parts.push(format!("{} s of {} s", view.left_s, view.total_s));
    }
    if let Some(pace) = view.pace.filter(|pace| *pace != USUAL_PACE) {
        parts.push(format!("tempo {pace} %"));
    }
    parts.join(" · ")
}

/// Between exercises there is time to read how the next one goes.
fn shows_steps(view: &View) -> bool {
    matches!(view.phase, Phase::Prepare | Phase::Look | Phase::Rest)
}

fn big_key(view: &View) -> &'static str {
    match view.phase {
        _ if view.paused.is_some() => "space: go on",
        Phase::Reps => "space: count one",
        Phase::Hold | Phase::Moving(_) | Phase::Minutes => "space: pause",
        _ => "space: go on now",
    }
}

/// Figure and number may be wider than a column that is read.
fn stage(whole: Rect) -> Rect {
    let text = column(whole);
    let width = whole.width.saturating_sub(8).min(108).max(text.width);
    Rect { x: whole.x + (whole.width - width) / 2, width, ..whole }
}

/// The figure beside the number where both have room; else above it; else the number alone.
fn places(space: Rect, area: Rect) -> (Option<Rect>, Rect) {
    // Neither is ever far from the other: what is left of a tall window lies above and below both.
    let middle = |height: u16| space.y + space.height.saturating_sub(height) / 2;
    if area.width >= 60 && space.height >= 7 {
        let width = area.width * 3 / 5;
        let height = space.height.min(width * 2 / 5 + 2);
        let space = Rect { y: middle(height), height, ..space };
        let figure = Rect { width, x: area.x, ..space };
        let number = Rect { x: figure.right(), width: area.width - figure.width, ..space };
        (Some(figure), number)
    } else if space.height >= 18 {
        let number = (space.height / 3).clamp(6, 16);
        let figure = (space.height - number - 1).min(area.width / 2 + 4);
        let y = middle(figure + 1 + number);
        (Some(Rect { y, height: figure, ..space }), Rect { y: y + figure + 1, height: number, ..space })
    } else {
        (None, space)
    }
}

/// An exercise that is new: its figure once, as large as it goes, and no count.
fn look(
    buffer: &mut Buffer,
    whole: Rect,
    shared: &Shared,
    view: &View,
    exercise: Option<&Exercise>,
    moving: Option<Moving<'_>>,
) -> bool {
    let area = stage(whole);
    let theme = shared.theme;
    let mut top = Page::new(area.width);
    let words = match view.paused {
        Some(_) => phase_line(view),
        None => format!("□ New to you: {}", view.phase.words().to_lowercase()),
    };
    top.text(&words, style(theme, view));
    let mut bottom = Page::new(area.width);
    if let Some(exercise) = exercise {
        if area.height >= 20 {
            for (nth, step) in exercise.steps.iter().enumerate() {
                bottom.hanging(&format!("{} ", nth + 1), step, theme.key(), theme.plain());
            }
        } else if area.height >= 11 {
            bottom.text(&exercise.say, theme.plain());
        }
        exercise_words::for_you(&mut bottom, shared, exercise);
    }
    bottom.text(big_key(view), theme.key());
    let rows = (bottom.height() as u16).min(area.height.saturating_sub(1));
    top.draw(buffer, Rect { height: area.height.min(1), ..area }, theme, 0);
    let air = u16::from(area.height >= rows + 14);
    let room = area.height.saturating_sub(rows + 1 + air);
    // In a tall window as in the exercise itself: in the middle, and no taller than it needs to be.
    let height = room.min(area.width / 2 + 4);
    let place = Rect { y: area.y + 1 + (room - height) / 2, height, ..area };
    let mut shown = false;
    if let (Some(moving), Some(exercise)) = (moving, exercise) {
        shown = figure_with_words(buffer, place, shared, view, exercise, moving);
        if !shown {
            // No room for a picture: what it shows, in words.
            let mut page = Page::new(place.width);
            page.gap().text(&moving.figure.alt, theme.plain());
            page.draw(buffer, place, theme, 0);
        }
    }
    let below = Rect { y: area.bottom() - rows, height: rows, ..area };
    bottom.draw(buffer, below.intersection(area), theme, 0);
    shown
}

/// The figure at this instant, and what moves in it. Whether there was room.
pub(super) fn figure_with_words(
    buffer: &mut Buffer,
    place: Rect,
    shared: &Shared,
    view: &View,
    exercise: &Exercise,
    moving: Moving<'_>,
) -> bool {
    let mirrored = view.side == Some(Side::Left);
    let beat = moving.instant.beat(moving.figure, exercise.tempo, shared.drawing.still);
    let (place, line) = clip::with_line(place);
    let dress = shared.drawing.dress(shared.theme, mirrored);
    figure::draw(buffer, place, shared.theme, moving.figure, beat, dress);
    let shown = figure::fits(place);
    if shown {
        clip::moving_line(buffer, line, shared, moving.figure, beat, mirrored);
    }
    shown
}

/// Rows of the first line and of the smallest large figures.
const NUMBER: usize = 6;

/// What stands below the number: the beat, what to do, what comes next, and the big key.
fn below(area: Rect, shared: &Shared, view: &View, exercise: Option<&Exercise>, with_beat: bool) -> Page {
    let theme = shared.theme;
    let mut bottom = Page::new(area.width);
    if let Some(beat) = player_choice::beat(view).filter(|_| with_beat) {
        bottom.text(&beat, style(theme, view));
    }
    if let Some(exercise) = exercise {
        if shows_steps(view) && area.height >= 18 {
            for (nth, step) in exercise.steps.iter().enumerate() {
                bottom.hanging(&format!("{} ", nth + 1), step, theme.key(), theme.plain());
            }
        } else {
            bottom.text(&exercise.say, theme.plain());
        }
        if shows_steps(view) || area.height >= 14 {
            exercise_words::for_you(&mut bottom, shared, exercise);
        }
        if area.height >= 14 {
            bottom.text(&format!("Breath: {}", exercise.breath), theme.muted());
        }
    }
    if let Some(advice) = view.advice {
        bottom.text(&advised(advice), theme.warn());
    }
    if let Some(next) = view.next.as_ref().filter(|_| area.height >= 12) {
        bottom.hanging("next  ", next, theme.muted(), theme.muted());
    }
    bottom.text(big_key(view), theme.key());
    bottom
}

fn run(
    buffer: &mut Buffer,
    whole: Rect,
    shared: &Shared,
    view: &View,
    exercise: Option<&Exercise>,
    moving: Option<Moving<'_>>,
) -> bool {
    let area = stage(whole);
    let theme = shared.theme;
    let style = style(theme, view);
    let mut top = Page::new(area.width);
    top.line(Line::from(vec![
        Span::styled(phase_line(view), style),
        Span::styled(format!("   {}", count_line(view)), theme.plain()),
    ]));
    // The number comes first: the beat gives way where it leaves no room for large figures.
    let tight = probe::trial(|| below(area, shared, view, exercise, true)).height() + NUMBER
        > usize::from(area.height);
    let bottom = below(area, shared, view, exercise, !tight);
    let text_rows = (bottom.height() as u16).min(area.height.saturating_sub(2));
    // The number comes first: on a small screen the bar gives way to it.
    let bar = u16::from(view.total_s > 0 && area.height >= text_rows + 7);
    let air = u16::from(area.height >= text_rows + 11);
    // The phase is no part of the header: it stands by itself where there is a row for that.
    let head = u16::from(area.height >= text_rows + 12);
    let area = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    let room = area.height.saturating_sub(1 + text_rows + bar + 3 * air);
    let seen_top = Rect { height: 1.min(area.height), ..area };
    top.draw(buffer, seen_top, theme, 0);
    // A session is read from the mat: the number takes all the room that it can, in the middle.
    let text = big_text(view);
    let space = Rect { y: area.y + 1 + air, height: room, ..area };
    let (figure_place, number_place) = match moving.zip(exercise) {
        Some(_) => places(space, area),
        None => (None, space),
    };
    let mut shown = false;
    if let (Some(place), Some(moving), Some(exercise)) = (figure_place, moving, exercise) {
        shown = figure_with_words(buffer, place, shared, view, exercise, moving);
    }
    let number_room = Rect { height: number_place.height.min(20), ..number_place };
    let height = big::scale_for(&text, number_room).map_or(0, |scale| big::size(&text, scale).1);
    let down = number_place.height.saturating_sub(height) / 2;
    let spot = Rect {
        y: number_place.y + down,
        height: number_place.height.saturating_sub(down).min(20),
        ..number_place
    };
    if big::draw(buffer, spot, &text, solid(style)) == 0 && area.height > 1 {
        Line::styled(text, style).centered().render(Rect { y: area.y + 1, height: 1, ..area }, buffer);
    }
    let below = area.y + 1 + room + 2 * air;
    if bar == 1 {
        progress(buffer, Rect { y: below, height: 1, ..area }, theme, style, view);
    }
    let text_area = Rect { y: below + bar + air, height: text_rows, ..area };
    bottom.draw(buffer, text_area.intersection(area), theme, 0);
    shown
}

fn progress(buffer: &mut Buffer, area: Rect, theme: Theme, style: Style, view: &View) {
    let width = usize::from(area.width);
    // In a long phase every other second: the number counts them all, and over a slow link each step is seen.
    let passed = view.total_s.saturating_sub(view.left_s);
    let passed = if view.total_s >= BAR_RESTS_FROM_S { passed - passed % 2 } else { passed };
    let done = passed as usize * width / (view.total_s.max(1) as usize);
    Line::from(vec![
        Span::styled("━".repeat(done.min(width)), solid(style)),
        Span::styled("─".repeat(width - done.min(width)), theme.muted()),
    ])
    .render(area, buffer);
}

fn rate(buffer: &mut Buffer, area: Rect, theme: Theme, view: &View) {
    let mut page = Page::new(area.width);
    let (ask, help) = view.question();
    page.text(&ask, theme.title()).gap();
    table(&mut page, theme, view);
    page.scale(theme, view.marker).gap();
    if !help.is_empty() {
        page.text(help, theme.muted());
    }
    if view.within_limit {
        page.text("a: all within my limit, no number", theme.muted());
    }
    if let Some(advice) = view.advice {
        page.gap().text(&advised(advice), theme.warn());
    }
    if let Some(next) = &view.next {
        page.gap().hanging("next  ", next, theme.muted(), theme.muted());
    }
    page.squeeze(area.height).draw(buffer, area, theme, 0);
}

/// All exercises with their two scores; the one that is asked is marked.
fn table(page: &mut Page, theme: Theme, view: &View) {
    if view.table.is_empty() {
        return;
    }
    let room = page.width().saturating_sub(18);
    let head = format!("  {:<room$}  {:>5}  {:>6}", "", "pain", "effort");
    page.line(Line::styled(head, theme.muted()));
    for (index, row) in view.table.iter().enumerate() {
        let from = page.height();
        let here = view.cell.filter(|(at, _)| *at == index).map(|(_, column)| column);
        let score = |score: Option<Score>, asked: bool| match score {
            _ if asked => "?".to_owned(),
            Some(score) => score.to_string(),
            None => "-".to_owned(),
        };
        let mark = if here.is_some() { "› " } else { "  " };
        let name = fit(&row.name, room);
        let gap = " ".repeat(room.saturating_sub(name.width()));
        let pain = score(row.pain, here == Some(Column::Pain));
        let effort = score(row.effort, here == Some(Column::Effort));
        let style = if here.is_some() { theme.title() } else { theme.plain() };
        page.line(Line::from(vec![
            Span::styled(mark, theme.key()),
            Span::styled(format!("{name}{gap}  {pain:>5}  {effort:>6}"), style),
        ]));
        if here.is_some() {
            page.focus_from(from);
        }
    }
    page.gap();
}

fn question(buffer: &mut Buffer, area: Rect, theme: Theme, view: &View) {
    let mut page = Page::new(area.width);
    if view.phase == Phase::EnergyLeft {
        let (ask, help) = view.question();
        page.text(&ask, theme.title()).gap().yes_no(theme).gap().text(help, theme.muted());
    } else {
        page.text(view.phase.words(), theme.warn()).gap();
        if let Some(advice) = view.advice {
            page.text(&advised(advice), theme.plain());
        }
        page.gap().text("space: on to the last questions", theme.key());
    }
    page.squeeze(area.height).draw(buffer, area, theme, 0);
}

fn why_stop(buffer: &mut Buffer, area: Rect, theme: Theme) {
    let mut page = Page::new(area.width);
    page.text("End this one early. Why?", theme.title()).gap();
    for (index, (_, words)) in REASONS.iter().enumerate() {
        page.hanging(&format!("  {}  ", index + 1), words, theme.key(), theme.plain());
    }
    page.gap().text("Stopping is never a failure; the reason sets the next dose.", theme.muted());
    page.squeeze(area.height).draw(buffer, area, theme, 0);
}

/// "Leave?", asked once.
pub(super) fn leaving(buffer: &mut Buffer, area: Rect, theme: Theme) {
    let area = column(area);
    let mut page = Page::new(area.width);
    page.text("Leave now?", theme.title()).gap();
    page.text("What you did and answered is kept. Today you can go on where you were.", theme.plain());
    page.gap().hanging("q  ", "leave", theme.key(), theme.plain());
    page.hanging("any other key  ", "stay", theme.key(), theme.plain());
    page.squeeze(area.height).draw(buffer, area, theme, 0);
}

/// All that there is to read about one exercise.
pub(super) fn steps(
    buffer: &mut Buffer,
    area: Rect,
    shared: &Shared,
    exercise: &Exercise,
    alt: Option<&str>,
    scroll: usize,
) -> Seen {
    let area = column(area);
    let mut page = Page::new(area.width);
    exercise_words::how(&mut page, shared, exercise);
    exercise_words::who(&mut page, shared, exercise);
    exercise_words::rest(&mut page, shared, exercise, alt);
    page.draw(buffer, area, shared.theme, scroll)
}
