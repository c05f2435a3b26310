//! Is it helping? Each chart as its sentence, then what it says line by line, the latest first.

use super::talk::{Plain, Question, Said};
use crate::coach::chart::{Chart, Kind, Panel, RANGES, day_words, of};
use crate::domain::trend::Series;

impl Plain {
    /// Pain over four weeks at first.
    pub(super) fn trends(&mut self) -> Said<()> {
        let (mut kind, mut range, mut open) = (Kind::Pain, 1, None);
        loop {
            let chart = self.trend(kind, range, open)?;
            let expect = "Enter: back. Plus: a longer range. Minus: a shorter one. pain, dose, weeks, function, \
                          fear or sides: that chart. A number: the days of that line. y: your history. \
                          e: all exercises.";
            let question = Question::new("", expect).list_of_keys(expect).help(
                "The 7-day median is the middle score of the seven days up to that day. \
                 Days without a score are left out. Every chart goes as far back as the range.",
            );
            let panels = chart.panels.len();
            let next = self.ask(&question, |line| match line {
                "" | "b" | "back" | "t" => Some(Next::Back),
                "+" | "=" | "plus" => Some(Next::Range(1)),
                "-" | "minus" => Some(Next::Range(-1)),
                "y" => Some(Next::Past),
                "e" => Some(Next::Library),
                line => match (line.parse::<Kind>(), line.parse::<usize>()) {
                    (Ok(kind), _) => Some(Next::Chart(kind)),
                    (_, Ok(nth)) if (1..=panels).contains(&nth) => Some(Next::Days(nth - 1)),
                    _ => None,
                },
            })?;
            let before = open.take();
            match next {
                Next::Back => return Ok(()),
                Next::Range(by) => {
                    range = range.saturating_add_signed(by).min(RANGES.len() - 1);
                    open = before;
                }
                Next::Chart(other) => kind = other,
                Next::Days(nth) => open = Some(nth),
                Next::Past => drop(self.past()?),
                Next::Library => self.library()?,
            }
        }
    }

    /// Tells one chart. `open`: the line of it whose days are told.
    fn trend(&mut self, kind: Kind, range: usize, open: Option<usize>) -> Said<Chart> {
        let today = self.now.date();
        let (range, name) = RANGES.get(range).copied().unwrap_or(RANGES[1]);
        let chart = self.coach.chart(kind, range, today);
        match kind {
            Kind::Pain => self.title(&format!("Pain over {name}."))?,
            _ => self.title(&format!("{}, {name}.", kind.title()))?,
        }
        if let Some(panel) = open.and_then(|nth| chart.panels.get(nth)) {
            let colon = if panel.sentence.is_empty() { "." } else { ": " };
            self.tell(&format!("{}{colon}{}", panel.name, panel.sentence))?;
            for line in days(panel) {
                self.tell(&line)?;
            }
            return Ok(chart);
        }
        self.tell(&chart.sentence)?;
        if kind == Kind::Pain {
            for line in table(&of(&self.coach.history, range, today)) {
                self.say(&line)?;
            }
        }
        if let [panel] = &chart.panels[..] {
            for line in days(panel) {
                self.tell(&line)?;
            }
        } else {
            for (nth, panel) in (1..).zip(&chart.panels) {
                let colon = if panel.sentence.is_empty() { "." } else { ": " };
                self.tell(&format!("{nth}: {}{colon}{}", panel.name, panel.sentence))?;
            }
        }
        for mark in &chart.marks {
            self.say(&format!("{}: {}.", day_words(mark.from, mark.to, today), mark.words))?;
        }
        Ok(chart)
    }
}

/// What was asked for.
enum Next {
    Back,
    Range(isize),
    Chart(Kind),
    Days(usize),
    Past,
    Library,
}

/// The rows of a panel as they are read aloud: each number with the name of its column.
fn days(panel: &Panel) -> Vec<String> {
    let head = panel.table.head.get(1..).unwrap_or_default();
    let row = |row: &crate::coach::chart::Row| {
        let cells = head.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty() && *cell != "-");
        let cells: Vec<String> = cells.map(|(name, cell)| format!("{name} {cell}")).collect();
        format!("{}: {}.", row.date.format("%-d %B"), cells.join(", "))
    };
    panel.table.rows.iter().rev().map(row).collect()
}

/// One line for each day with something to tell, the latest first; days without are one line together.
fn table(series: &Series) -> Vec<String> {
    let mut lines = Vec::new();
    let mut gap = 0;
    let told = |gap: &mut usize, lines: &mut Vec<String>| {
        match *gap {
            0 => {}
            1 => lines.push("1 day without a score.".to_owned()),
            days => lines.push(format!("{days} days without a score.")),
        }
        *gap = 0;
    };
    for day in series.days.iter().rev() {
        if day.pain.is_none() && !day.flare {
            gap += 1;
            continue;
        }
        told(&mut gap, &mut lines);
        let pain = day.pain.map_or("no score".to_owned(), |pain| format!("pain {pain}"));
        let median = day.median7.map_or(String::new(), |median| format!(", 7-day median {median}"));
        let flare = if day.flare { ", flare" } else { "" };
        lines.push(format!("{}: {pain}{median}{flare}.", day.date.format("%-d %B")));
    }
    told(&mut gap, &mut lines);
    lines
}
