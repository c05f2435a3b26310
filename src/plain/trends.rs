//! Is it helping? Each chart as its sentence, then what it says line by line, the latest first.

use super::table::table;
use super::talk::{Plain, Question, Said};
use crate::coach::chart::{Chart, Kind, Panel, RANGES, Range, day_words, of};
use crate::domain::around::goals;
use crate::domain::body::{PlaceTimes, over_time};

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
            self.pain_days(range)?;
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

    /// Beside pain: what one wants to do again, where it hurt, and the days.
    fn pain_days(&mut self, range: Range) -> Said<()> {
        let series = of(&self.coach.history, range, self.now.date());
        if let Some(words) = goals::sentence(&self.coach.history.wishes) {
            self.tell(&words)?;
        }
        let marked = self.coach.history.body.iter().filter(|marking| marking.at.date_naive() >= series.from);
        let marked: Vec<_> = marked.cloned().collect();
        if !marked.is_empty() {
            self.say("Where it hurt:")?;
        }
        for words in over_time(&marked).iter().map(PlaceTimes::words) {
            self.tell(&format!("{words}."))?;
        }
        self.say("Pain, the latest first:")?;
        for line in table(&series, &self.coach.history) {
            self.say(&line)?;
        }
        Ok(())
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
