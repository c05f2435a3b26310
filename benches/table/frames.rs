//! What a picture costs: every screen that there is, in a small and in a large window, beside an empty
//! picture of ratatui's own with a gauge, a chart and a paragraph. Drawn, compared with the last one and
//! turned into bytes, which go nowhere.

use std::io::{Sink, sink};
use std::time::{Duration, Instant};

use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::style::{Style, Stylize};
use ratatui::symbols::Marker;
use ratatui::widgets::{Axis, Block, Chart, Dataset, Gauge, GraphType, Paragraph, Wrap};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use supple::tui::paper::Paper;

use super::rows::{at_most, part, ratio, times};
use super::support::Person;
use super::walk::{Look, at_stop, walk};

const SIZES: [(u16, u16); 2] = [(80, 24), (300, 100)];
/// Pictures of each screen, to find the dearest.
const FEW: usize = 15;
/// Pictures of the dearest, and of the one that is compared with.
const MANY: usize = 2_000;
/// Between two pictures, so that a figure moves.
const STEP: Duration = Duration::from_millis(100);

type Screen = Terminal<Paper<Sink>>;

fn screen((columns, rows): (u16, u16)) -> Screen {
    let paper = Paper::new(sink(), || true).sized(Size::new(columns, rows));
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    Terminal::with_options(paper, TerminalOptions { viewport }).expect("a terminal of bytes")
}

/// How long each of so many pictures took, the first one left out.
fn each(screen: &mut Screen, many: usize, mut draw: impl FnMut(usize, &mut Frame)) -> Vec<Duration> {
    let mut taken = Vec::with_capacity(many);
    for nth in 0..=many {
        let begun = Instant::now();
        screen.draw(|frame| draw(nth, frame)).expect("bytes that go nowhere");
        taken.push(begun.elapsed());
    }
    taken.split_off(1)
}

/// The same of a screen of ours, a step of time apart.
fn ours(person: &mut Person, size: (u16, u16), many: usize) -> Vec<Duration> {
    let now = person.app.shared.now;
    let taken = each(&mut screen(size), many, |nth, frame| {
        person.app.shared.now.mono = now.mono + STEP * (nth % 50) as u32;
        let area = frame.area();
        person.app.draw(frame.buffer_mut(), area);
    });
    person.app.shared.now = now;
    taken
}

/// What is compared with.
fn plain(nth: usize, frame: &mut Frame) {
    let [gauge, chart, text] =
        Layout::vertical([Constraint::Length(3), Constraint::Fill(1), Constraint::Length(5)])
            .areas(frame.area());
    let done = (nth % 100) as f64 / 100.0;
    frame.render_widget(Gauge::default().block(Block::bordered()).ratio(done).green(), gauge);
    let points: Vec<(f64, f64)> = (0..84).map(|day| (f64::from(day), f64::from(day * 7 % 11))).collect();
    let dataset = Dataset::default()
        .marker(Marker::Braille)
        .graph_type(GraphType::Line)
        .style(Style::new().cyan())
        .data(&points);
    let x = Axis::default().bounds([0.0, 84.0]).labels(["1", "42", "84"]);
    let y = Axis::default().bounds([0.0, 10.0]).labels(["0", "5", "10"]);
    frame.render_widget(Chart::new(vec![dataset]).block(Block::bordered()).x_axis(x).y_axis(y), chart);
    let words = "Lie on your back, knees bent, feet flat and as wide as your hips. ".repeat(3);
    frame.render_widget(Paragraph::new(words).wrap(Wrap { trim: true }).block(Block::bordered()), text);
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}

/// Measures it.
pub(super) fn measure() {
    part("A picture");
    let mut found: [Vec<(Duration, &'static str)>; 2] = Default::default();
    walk(Look::default(), |name, person| {
        for (size, found) in SIZES.into_iter().zip(&mut found) {
            found.push((median(ours(person, size, FEW)), name));
        }
    });
    for (size, mut found) in SIZES.into_iter().zip(found) {
        found.sort_unstable();
        found.reverse();
        let (columns, rows) = size;
        let dearest: Vec<String> =
            found.iter().take(6).map(|(time, name)| format!("{name} {time:.0?}")).collect();
        println!("{columns}x{rows}, {} screens; the dearest: {}", found.len(), dearest.join(", "));
        let busiest = found[0].1;
        let mut taken = ours(&mut at_stop(busiest), size, MANY);
        let theirs = times(
            &format!("{columns}x{rows}, gauge, chart and paragraph"),
            each(&mut screen(size), MANY, plain),
        );
        let median = times(&format!("{columns}x{rows}, {busiest}"), taken.clone());
        taken.sort_unstable();
        let late = taken[taken.len() * 99 / 100];
        at_most(
            &format!("{columns}x{rows}, {busiest} / gauge, chart, paragraph"),
            ratio(median, theirs),
            3.0,
        );
        at_most(&format!("{columns}x{rows}, {busiest}, 99 of 100 / median"), ratio(late, median), 4.0);
    }
}
