//! `supple plan --print`: today's moves on one sheet of paper for the mat, with their doses and key poses.

use chrono::{DateTime, FixedOffset};

use super::output::harmless;
use crate::coach::Coach;
use crate::coach::plan::{TodaysPlan, mode_words};
use crate::content::disclaimer::DISCLAIMER;
use crate::domain::dose::dose_words;
use crate::domain::plan::output::{Item, Plan};
use crate::figure::{self, Beat, Cell, Glyphs, Look};
use crate::tui::widgets::text::wrap;

/// The widest line, in characters: a line printer's 80, less a little for its margin.
const COLS: usize = 78;
/// The most lines: a sheet has 66, and printers keep some of them for their margins.
const ROWS: usize = 62;
/// Columns of one figure.
const FIGURE: u16 = 20;
/// Columns between two things that stand side by side.
const GAP: usize = 2;

/// What is told when a number of the doctor's own is not at hand; the same reasons as behind `!`.
const STOP: &str = "Stop if a pain is sharp, if it moves down an arm or a leg, or if you feel unwell, and tell supple: \
    start it and press !. With numbness where you sit, new trouble with bladder or bowel, weakness in arms or \
    legs, or pain in the chest: stop, and get medical help at once.";

/// How the poses are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poses {
    /// Drawn with these characters.
    Drawn(Glyphs),
    /// In words, for those who do not look at drawings.
    Told,
}

/// How much of each move there is room for.
#[derive(Debug, Clone, Copy)]
struct Room {
    /// Rows of a figure; 0: none.
    figure: u16,
    /// How to breathe, too.
    breath: bool,
    /// Empty lines between the moves.
    air: usize,
}

/// From the most to the least; the first that fits the sheet is taken.
const ROOMS: [Room; 7] = [
    Room { figure: 8, breath: true, air: 1 },
    Room { figure: 7, breath: true, air: 1 },
    Room { figure: 6, breath: true, air: 1 },
    Room { figure: 5, breath: false, air: 1 },
    Room { figure: 5, breath: false, air: 0 },
    Room { figure: 0, breath: false, air: 1 },
    Room { figure: 0, breath: false, air: 0 },
];

/// The sheet. With drawings in plain characters the words have plain signs too.
pub(super) fn page(
    coach: &Coach,
    today: &TodaysPlan,
    (at, length): (DateTime<FixedOffset>, &str),
    checked: bool,
    poses: Poses,
) -> String {
    let plan = &today.plan;
    let (head, foot) = (head(coach, plan, (at, length), checked), foot(coach, plan));
    let mut lines = Vec::new();
    for room in ROOMS {
        lines.clone_from(&head);
        for (n, item) in (1..).zip(&plan.exercises) {
            lines.extend(std::iter::repeat_n(String::new(), room.air));
            lines.extend(move_of(coach, item, n, at, room, poses));
        }
        lines.push(String::new());
        lines.extend(foot.clone());
        if lines.len() <= ROWS {
            break;
        }
    }
    let mut out = String::new();
    for line in lines {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if poses == Poses::Drawn(Glyphs::Ascii) { plain_signs(&out) } else { out }
}

fn head(
    coach: &Coach,
    plan: &Plan,
    (at, length): (DateTime<FixedOffset>, &str),
    checked: bool,
) -> Vec<String> {
    let day = at.format("%A %-d %B %Y").to_string();
    let minutes = format!("about {length}");
    let left = format!("supple · {day} · {}", mode_words(plan.mode));
    let gap = COLS.saturating_sub(left.chars().count() + minutes.chars().count()).max(2);
    let mut lines = vec![format!("{left}{}{minutes}", " ".repeat(gap))];
    if !checked {
        lines.extend(wrap(
            "Printed before the safety questions of that day. Answer them in supple before you begin: what you \
             answer may change this sheet, or say that today is no day for it.",
            COLS,
        ));
    }
    lines.extend(wrap(STOP, COLS));
    for words in coach.reminders(at) {
        lines.extend(hung("- ", &words, COLS));
    }
    lines
}

fn foot(coach: &Coach, plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(walk) = &plan.aerobic {
        lines.push(format!("Beside it, {}: {} min", lower(coach.aerobic_words()), walk.minutes));
    }
    lines.push("Pain 0-10: before ___  at the end ___  more after 1 h ___  next morning ___".into());
    lines.extend(wrap(DISCLAIMER, COLS));
    lines
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// One move: its key poses, and beside them its name, dose and words.
fn move_of(
    coach: &Coach,
    item: &Item,
    n: usize,
    at: DateTime<FixedOffset>,
    room: Room,
    poses: Poses,
) -> Vec<String> {
    let figures = match poses {
        Poses::Drawn(glyphs) if room.figure > 0 => figures(coach, &item.id, room.figure, glyphs),
        _ => Vec::new(),
    };
    let beside = figures.first().map_or(0, |row| row.chars().count() + GAP);
    let words = words(coach, item, n, at, room, poses, COLS - beside);
    if beside == 0 {
        return words;
    }
    let empty = " ".repeat(beside - GAP);
    (0..figures.len().max(words.len()))
        .map(|row| {
            let figure = figures.get(row).unwrap_or(&empty);
            format!("{figure}{}{}", " ".repeat(GAP), words.get(row).map_or("", String::as_str))
        })
        .collect()
}

fn words(
    coach: &Coach,
    item: &Item,
    n: usize,
    at: DateTime<FixedOffset>,
    room: Room,
    poses: Poses,
    wide: usize,
) -> Vec<String> {
    let name = harmless(&coach.name_on(&item.id, at.date_naive()));
    let dose = dose_words(item.kind, item.dose, item.sides);
    let mark = format!("{n}. ");
    let mut lines = hung(&mark, &format!("{name}: {dose}"), wide);
    let rest = wide.saturating_sub(mark.len());
    let mut say = |text: &str| {
        lines.extend(
            wrap(&harmless(text), rest).into_iter().map(|line| format!("{}{line}", " ".repeat(mark.len()))),
        );
    };
    if let Some(exercise) = coach.catalogue.get(&item.id) {
        if poses == Poses::Told
            && room.air > 0
            && let Some(figure) = figure::find(&coach.catalogue, &item.id)
        {
            say(&figure.alt);
        }
        say(&exercise.say);
        if room.breath {
            say(&exercise.breath);
        }
    }
    for text in coach.plan_words(&item.id, at.date_naive()) {
        say(&format!("Your plan: {text}"));
    }
    say("pain ___  effort ___");
    lines
}

/// The first pose and the one that the exercise is about, side by side; every row of the same length.
/// Without a drawing: none.
fn figures(coach: &Coach, id: &str, rows: u16, glyphs: Glyphs) -> Vec<String> {
    let Some(figure) = figure::find(&coach.catalogue, id) else { return Vec::new() };
    let keys = figure.keys();
    // On paper there are no colours: what works is solid, the rest is thinned out.
    let look = Look { cols: FIGURE, rows, mirrored: false, glyphs, chequer: true };
    let mut drawn: Vec<Vec<Vec<char>>> = Vec::new();
    for key in keys.iter().take(2) {
        let pose = figure.frame(Beat::still(*key), &look);
        let pose: Vec<Vec<char>> =
            pose.iter().map(|row| row.iter().map(|cell: &Cell| cell.glyph).collect()).collect();
        if !drawn.contains(&pose) {
            drawn.push(pose);
        }
    }
    let empty = |row: usize| drawn.iter().all(|pose| pose[row].iter().all(|glyph| *glyph == ' '));
    let Some(top) = (0..usize::from(rows)).find(|row| !empty(*row)) else { return Vec::new() };
    let wide = usize::from(FIGURE) * 2 + GAP;
    (top..usize::from(rows))
        .map(|row| {
            let beside: Vec<String> = drawn.iter().map(|pose| pose[row].iter().collect()).collect();
            format!("{:<wide$}", beside.join(&" ".repeat(GAP)))
        })
        .collect()
}

/// Wrapped text behind a mark; further lines stand under the text.
fn hung(mark: &str, text: &str, wide: usize) -> Vec<String> {
    let indent = mark.chars().count();
    let lines = wrap(text, wide.saturating_sub(indent));
    let lead = |nth: usize| if nth == 0 { mark.to_owned() } else { " ".repeat(indent) };
    lines.into_iter().enumerate().map(|(nth, line)| format!("{}{line}", lead(nth))).collect()
}

/// Typographic signs as every printer has them. Letters stay: they are somebody's words.
fn plain_signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '‘' | '’' | '‚' => out.push('\''),
            '“' | '”' | '„' => out.push('"'),
            '–' | '—' | '−' | '·' | '•' => out.push('-'),
            '×' => out.push('x'),
            '…' => out.push_str("..."),
            '\u{a0}' | '\u{2009}' | '\u{202f}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
