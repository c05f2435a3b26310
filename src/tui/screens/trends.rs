//! Is it helping? Daily points, the 7-day median, gaps as gaps, and the answer in one sentence.

use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use crate::coach::chart::{Range, of};
use crate::domain::trend::Series;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::past::Past;
use crate::tui::widgets::page::{Page, column};

const RANGES: [(Range, &str); 4] = [
    (Range::Days(14), "2 weeks"),
    (Range::Days(28), "4 weeks"),
    (Range::Days(84), "12 weeks"),
    (Range::Days(366), "1 year"),
];

/// The pain chart.
pub struct Trends {
    range: usize,
    series: Series,
    /// The day that is read out.
    cursor: NaiveDate,
}

impl Trends {
    /// Four weeks, the cursor on today.
    pub fn new(shared: &Shared) -> Trends {
        let today = shared.now.date();
        let range = 1;
        Trends { range, series: of(&shared.coach.history, RANGES[range].0, today), cursor: today }
    }

    fn set_range(&mut self, range: usize, shared: &Shared) {
        self.range = range.min(RANGES.len() - 1);
        self.series = of(&shared.coach.history, RANGES[self.range].0, shared.now.date());
        self.cursor = self.cursor.max(self.series.from);
    }

    fn place(&self, day: NaiveDate) -> f64 {
        (day - self.series.from).num_days() as f64
    }

    fn chart(&self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let theme = shared.theme;
        let dots: Vec<(f64, f64)> = self
            .series
            .days
            .iter()
            .filter_map(|day| day.pain.map(|pain| (self.place(day.date), f64::from(pain))))
            .collect();
        let flares: Vec<(f64, f64)> =
            self.series.days.iter().filter(|day| day.flare).map(|day| (self.place(day.date), 10.0)).collect();
        let cursor = [(self.place(self.cursor), 0.0), (self.place(self.cursor), 10.0)];
        let runs = self.median_runs();
        let mut sets = vec![set(&cursor, Marker::Braille, GraphType::Line, theme.muted())];
        sets.extend(runs.iter().map(|run| {
            let kind = if run.len() > 1 { GraphType::Line } else { GraphType::Scatter };
            set(run, Marker::Braille, kind, theme.working())
        }));
        sets.push(set(&dots, Marker::Dot, GraphType::Scatter, theme.plain()));
        sets.push(set(&flares, Marker::Custom('f'), GraphType::Scatter, theme.warn()));
        let last = self.place(self.series.to).max(1.0);
        let label = |day: NaiveDate| Span::styled(day.format("%-d %b").to_string(), theme.muted());
        let x = Axis::default()
            .bounds([0.0, last])
            .style(theme.muted())
            .labels([label(self.series.from), label(self.series.to)]);
        let y = Axis::default()
            .bounds([0.0, 10.0])
            .style(theme.muted())
            .labels(["0", "5", "10"].map(|text| Span::styled(text, theme.muted())));
        Chart::new(sets).x_axis(x).y_axis(y).legend_position(None).render(area, buffer);
    }

    /// The median as runs of neighbouring days: ratatui would draw straight across missing ones.
    fn median_runs(&self) -> Vec<Vec<(f64, f64)>> {
        let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut open = false;
        for day in &self.series.days {
            match day.median7 {
                Some(median) => {
                    if !open {
                        runs.push(Vec::new());
                    }
                    if let Some(run) = runs.last_mut() {
                        run.push((self.place(day.date), median));
                    }
                    open = true;
                }
                None => open = false,
            }
        }
        runs
    }

    fn read_out(&self, shared: &Shared) -> Line<'static> {
        let theme = shared.theme;
        let day = self.series.days.iter().find(|day| day.date == self.cursor);
        let pain = day.and_then(|day| day.pain).map_or("no score".to_owned(), |pain| format!("pain {pain}"));
        let median = day
            .and_then(|day| day.median7)
            .map_or(String::new(), |median| format!(", 7-day median {median}"));
        let flare = if day.is_some_and(|day| day.flare) { ", flare" } else { "" };
        Line::from(vec![
            Span::styled(self.cursor.format("%a %-d %B: ").to_string(), theme.title()),
            Span::raw(format!("{pain}{median}{flare}")),
        ])
    }
}

fn set(points: &[(f64, f64)], marker: Marker, kind: GraphType, style: Style) -> Dataset<'_> {
    Dataset::default().data(points).marker(marker).graph_type(kind).style(style)
}

impl Screen for Trends {
    fn scope(&self) -> Scope {
        Scope::Trends
    }

    fn title(&self, _shared: &Shared) -> String {
        "Pain over time".into()
    }

    fn corner(&self, _shared: &Shared, _narrow: bool) -> String {
        RANGES[self.range].1.into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let narrow = column(area);
        let theme = shared.theme;
        let mut page = Page::new(narrow.width);
        page.text(&self.series.sentence, theme.title());
        let text = (page.height() as u16).min(area.height);
        page.draw(buffer, Rect { height: text, ..narrow }, theme, 0);
        let left = area.height.saturating_sub(text);
        if left < 2 {
            return;
        }
        self.read_out(shared).render(Rect { y: area.y + text, height: 1, ..narrow }, buffer);
        let legend = u16::from(left >= 8);
        if legend == 1 {
            let line = Line::from(vec![
                Span::styled("•", theme.plain()),
                Span::styled(" a day   ", theme.muted()),
                Span::styled("━", theme.working()),
                Span::styled(" 7-day median   ", theme.muted()),
                Span::styled("f", theme.warn()),
                Span::styled(" flare", theme.muted()),
            ]);
            line.render(Rect { y: area.bottom() - 1, height: 1, ..narrow }, buffer);
        }
        let chart =
            Rect { y: area.y + text + 1, height: left - 1 - legend, x: narrow.x, width: narrow.width };
        self.chart(buffer, chart, shared);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            Action::Past => return Step::Show(Box::new(Past::new(shared))),
            Action::Left => {
                let day = self.cursor.checked_sub_days(Days::new(1)).unwrap_or(self.cursor);
                self.cursor = day.max(self.series.from);
            }
            Action::Right => {
                let day = self.cursor.checked_add_days(Days::new(1)).unwrap_or(self.cursor);
                self.cursor = day.min(self.series.to);
            }
            Action::Fewer => self.set_range(self.range.saturating_sub(1), shared),
            Action::MoreMinutes => self.set_range(self.range + 1, shared),
            _ => {}
        }
        Step::Stay
    }
}
