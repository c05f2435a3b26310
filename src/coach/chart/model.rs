//! What every chart is made of. No widget, no colour: lines with points, marks, a sentence, a table.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

use crate::domain::trend::{Band, Point, median};

/// The charts, in the order in which they are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Pain, day by day and around each session.
    Pain,
    /// The dose of each exercise, step by step.
    Dose,
    /// A calendar of sessions and minutes.
    Weeks,
    /// The things that the person wants to do again.
    Function,
    /// What was expected of movements that worry, and what happened.
    Fear,
    /// Left against right.
    Sides,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 6] = [Kind::Pain, Kind::Dose, Kind::Weeks, Kind::Function, Kind::Fear, Kind::Sides];

    /// In one word.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Pain => "pain",
            Kind::Dose => "dose",
            Kind::Weeks => "weeks",
            Kind::Function => "function",
            Kind::Fear => "fear",
            Kind::Sides => "sides",
        }
    }

    /// As a heading.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Pain => "Pain over time",
            Kind::Dose => "Your exercises, step by step",
            Kind::Weeks => "Your weeks",
            Kind::Function => "What you want to do again",
            Kind::Fear => "Expected, and what happened",
            Kind::Sides => "Left and right",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Kind, String> {
        let found = Kind::ALL.into_iter().find(|kind| kind.name() == text);
        found.ok_or_else(|| "a chart is pain, dose, weeks, function, fear or sides".into())
    }
}

/// One chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// Which.
    #[serde(rename = "chart")]
    pub kind: Kind,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What it says, in a sentence or two.
    pub sentence: String,
    /// What happened meanwhile, in the order of days.
    pub marks: Vec<Mark>,
    /// At least one, unless there is nothing to show.
    pub panels: Vec<Panel>,
    /// The days, where they are drawn as a calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
}

/// One picture of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Panel {
    /// What it is called.
    pub name: String,
    /// What it says; empty where the chart's sentence is about it.
    pub sentence: String,
    /// Lowest and highest value.
    pub bounds: (f64, f64),
    /// Values that the axis names: many, and fewer where those have too little room.
    #[serde(skip)]
    pub ticks: Vec<Vec<(f64, String)>>,
    /// Lines, the most important one first.
    pub lines: Vec<Line>,
    /// Where nothing has changed that people notice.
    #[serde(skip)]
    pub band: Option<Band>,
    /// Words for days that have some.
    pub notes: BTreeMap<NaiveDate, Note>,
    /// The same in rows and columns.
    pub table: Table,
}

/// Words for one day of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What there was.
    pub words: String,
    /// The session and the exercise whose dose was a step, so that the reason can be looked up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<(String, String)>,
}

/// One line of a panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// The letter or sign of its points; a space: they have none.
    pub sign: char,
    /// How much it stands out.
    #[serde(skip)]
    pub ink: Ink,
    /// How points are joined.
    #[serde(skip)]
    pub join: Join,
    /// Its points in the order of days.
    #[serde(serialize_with = "points")]
    pub points: Vec<Point>,
}

/// How much a line stands out. Never the only difference: signs differ too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// The one to look at.
    Main,
    /// Beside it.
    Second,
    /// Beside both.
    Third,
    /// Faint, behind the rest.
    Faint,
}

/// How points are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Not at all.
    No,
    /// By a line, over at most so many days.
    Line(i64),
    /// Each holds until the next, over at most so many days.
    Steps(i64),
}

/// Something that happened on a day or lasted for some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// What sort.
    pub sort: Sort,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// In words.
    pub words: String,
}

/// What a mark is. Of two on one day the first sort is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Sessions were locked.
    Block,
    /// A flare.
    Flare,
    /// The plan was changed from outside: a clinician's plan, other minutes.
    Plan,
    /// Days without a session.
    Break,
}

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 4] = [Sort::Block, Sort::Flare, Sort::Plan, Sort::Break];

    /// The letter below the axis.
    pub fn letter(self) -> char {
        match self {
            Sort::Block => 'x',
            Sort::Flare => 'f',
            Sort::Plan => 'p',
            Sort::Break => 'b',
        }
    }

    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Block => "locked",
            Sort::Flare => "flare",
            Sort::Plan => "plan changed",
            Sort::Break => "break",
        }
    }
}

/// The same numbers in rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Table {
    /// Names of the columns, the day's first.
    pub head: Vec<String>,
    /// Rows, the oldest first.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its day, or the first of its days.
    #[serde(serialize_with = "crate::domain::trend::iso_day")]
    pub date: NaiveDate,
    /// A cell for each column after the day's; empty: not known.
    pub cells: Vec<Cow<'static, str>>,
}

/// Days as a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Calendar {
    /// Days with anything.
    pub days: BTreeMap<NaiveDate, CalendarDay>,
}

/// One day of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct CalendarDay {
    /// Sessions in which anything was done.
    pub sessions: u32,
    /// Minutes of sessions and walks.
    pub minutes: u32,
}

impl Chart {
    /// A chart of these days with nothing in it yet.
    pub(super) fn new(kind: Kind, span: super::Span, sentence: String) -> Chart {
        Chart {
            kind,
            from: span.from,
            to: span.to,
            sentence,
            marks: Vec::new(),
            panels: Vec::new(),
            calendar: None,
        }
    }

    /// What happened on these days, in words.
    pub fn marked(&self, from: NaiveDate, to: NaiveDate) -> Vec<&Mark> {
        self.marks.iter().filter(|mark| mark.from <= to && mark.to >= from).collect()
    }
}

impl Panel {
    /// A panel from 0 to 10.
    pub(super) fn of_scores(name: &str, lines: Vec<Line>, table: Table) -> Panel {
        let ticks = vec![ticks(&[0, 2, 4, 6, 8, 10]), ticks(&[0, 5, 10])];
        Panel {
            name: name.to_owned(),
            sentence: String::new(),
            bounds: (0.0, 10.0),
            ticks,
            lines,
            band: None,
            notes: BTreeMap::new(),
            table,
        }
    }

    /// Whether there is anything to draw.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.points.is_empty())
    }

    /// What there was on these days, in words: the notes of a single day, else each line's value, or
    /// its median where there are several.
    pub fn read(&self, from: NaiveDate, to: NaiveDate) -> String {
        if let Some((_, note)) = self.notes.range(from..=to).next_back()
            && (from == to || self.lines.iter().all(|line| matches!(line.join, Join::Steps(_))))
        {
            return note.words.clone();
        }
        let said = self.lines.iter().filter_map(|line| {
            let first = line.points.partition_point(|(day, _)| *day < from);
            let points = line.points.get(first..)?.iter().take_while(|(day, _)| *day <= to);
            let mut values: Vec<f64> = points.map(|(_, value)| *value).collect();
            let many = values.len() > 1 && !line.name.contains("median");
            let of = if many { format!(" (median of {})", values.len()) } else { String::new() };
            median(&mut values).map(|value| format!("{} {}{of}", line.name, number(value)))
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// The last words of these days or before them, with their day: a dose stays until the next one.
    pub fn last_note(&self, to: NaiveDate) -> Option<(NaiveDate, &Note)> {
        self.notes.range(..=to).next_back().map(|(day, note)| (*day, note))
    }
}

impl Line {
    /// A line of points.
    pub(super) fn new(name: &str, sign: char, ink: Ink, join: Join, points: Vec<Point>) -> Line {
        Line { name: name.to_owned(), sign, ink, join, points }
    }
}

impl Table {
    /// A table with these columns after the day's.
    pub(super) fn new(head: &[&str]) -> Table {
        let head = std::iter::once(&"day").chain(head).map(|name| (*name).to_owned()).collect();
        Table { head, rows: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, date: NaiveDate, cells: Vec<impl Into<Cow<'static, str>>>) {
        self.rows.push(Row { date, cells: cells.into_iter().map(Into::into).collect() });
    }
}

/// Whole numbers as ticks of an axis.
pub(super) fn ticks(values: &[u32]) -> Vec<(f64, String)> {
    values.iter().map(|value| (f64::from(*value), value.to_string())).collect()
}

/// A value without needless zeros: `4`, `4.5`; tenths at the most.
pub fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// A day, or some days, as a chart's read-out says them; with the year where it is not this one.
pub fn day_words(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> String {
    let say = |day: NaiveDate, form: &str| {
        let year = if day.year() == today.year() { "" } else { " %Y" };
        day.format(&format!("{form}{year}")).to_string()
    };
    if from == to {
        say(from, "%a %-d %B")
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{} to {}", from.day(), say(to, "%-d %B"))
    } else if from.year() == to.year() {
        format!("{} to {}", from.format("%-d %b"), say(to, "%-d %b"))
    } else {
        format!("{} to {}", from.format("%-d %b %Y"), to.format("%-d %b %Y"))
    }
}

/// Each point with its day by name; whole numbers without a fraction.
fn points<S: Serializer>(points: &[Point], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Named {
        #[serde(serialize_with = "crate::domain::trend::iso_day")]
        date: NaiveDate,
        #[serde(serialize_with = "crate::domain::trend::half")]
        value: Option<f64>,
    }
    let round = |value: f64| Some((value * 100.0).round() / 100.0);
    serializer.collect_seq(points.iter().map(|&(date, value)| Named { date, value: round(value) }))
}
