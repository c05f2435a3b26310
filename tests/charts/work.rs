//! Ten years are drawn without counting days at every frame: work is counted, never time.

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use supple::cli::open;
use supple::clock::Now;
use supple::coach::chart::{Kind, Range};
use supple::coach::desk::Desk;
use supple::journal::event::{PainRated, When};
use supple::tui::app::{Screen, Shared};
use supple::tui::keymap::Action;
use supple::tui::screens::trends::Trends;
use supple::tui::theme::Theme;

use super::Lines;
use super::support::{Pages, at};

/// A score a day for ten years, up and down, with a gap each July.
fn ten_years() -> Lines {
    use chrono::{Datelike, Days, NaiveDate};
    let mut lines = Lines::default();
    let first = NaiveDate::from_ymd_opt(2016, 11, 23).unwrap();
    for n in 0..3650_u64 {
        let day = first.checked_add_days(Days::new(n)).unwrap();
        if day.month() == 7 {
            continue;
        }
        let score = supple::domain::score::Score::new(2 + (n % 5) as u8).unwrap();
        let rated = PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score };
        lines.say(&day.to_string(), rated);
    }
    lines
}

fn shared(lines: Lines) -> Shared {
    let now = Now { wall: at("2026-11-20T18:00:00+00:00"), mono: std::time::Duration::from_secs(1) };
    let pages = Pages(Rc::new(RefCell::new(lines.0.clone())));
    let coach = open::coach(lines.0).unwrap();
    Shared::new(coach, Box::new(pages), Theme::new(true), now)
}

#[test]
fn a_thousand_frames_of_ten_years_are_one_chart_and_one_fit() {
    let mut shared = shared(ten_years());
    let mut trends = Trends::new(&shared);
    let area = Rect::new(0, 0, 80, 21);
    let draw = |trends: &mut Trends, shared: &Shared| {
        let mut buffer = Buffer::empty(area);
        trends.draw(&mut buffer, area, shared);
        buffer
    };
    for _ in 0..4 {
        trends.act(Action::MoreMinutes, &mut shared);
    }
    draw(&mut trends, &shared);
    let (charts, fits, reasons) = trends.work();
    for n in 0..1000 {
        trends.act(if n % 3 == 0 { Action::Right } else { Action::Left }, &mut shared);
        draw(&mut trends, &shared);
    }
    assert_eq!(trends.work(), (charts, fits, reasons), "a frame or a cursor makes nothing anew");
    assert!(charts <= 4 && fits <= 2, "{charts} {fits}");
    // A new line in the journal does, once.
    let score = supple::domain::score::Score::new(9).unwrap();
    shared.record(PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score });
    for _ in 0..10 {
        draw(&mut trends, &shared);
    }
    assert_eq!(trends.work().0, charts + 1);
    let screen: String = draw(&mut trends, &shared).content().iter().map(Cell::symbol).collect();
    assert!(screen.contains("2017") && screen.contains("2026"), "{screen}");
}

#[test]
fn a_key_held_down_over_ten_years_asks_for_no_reason_until_the_cursor_rests() {
    use supple::domain::dose::Dose;
    use supple::domain::history::PlannedItem;
    use supple::domain::plan::input::Mode;
    use supple::journal::event::{ItemEnded, SessionEnded, SessionStarted};
    let mut lines = ten_years();
    let score = supple::domain::score::Score::new(2).unwrap();
    for n in 0..3650_u64 {
        let day = chrono::NaiveDate::from_ymd_opt(2016, 11, 23).unwrap() + chrono::Days::new(n);
        let day = day.to_string();
        lines.say(&day, PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score });
        let dose = Dose::new(1, 4 + u32::try_from(n % 2).unwrap(), 0);
        let items = vec![PlannedItem { exercise: "cat-cow".into(), dose, sides: 1 }];
        let begun = SessionStarted {
            mode: Mode::Normal,
            minutes: 15,
            items,
            aerobic: None,
            rules: "r".into(),
            plans: Vec::new(),
        };
        let session = lines.say(&day, begun);
        let exercise = "cat-cow".to_owned();
        lines.say(
            &day,
            ItemEnded { session: session.as_str().into(), item: 0, exercise, done: dose, stop: None },
        );
        lines.say(&day, SessionEnded { session: session.into(), complete: true });
    }
    lines.0.sort_by_key(|line| line.at);
    let mut shared = shared(lines);
    let mut trends = Trends::new(&shared);
    let area = Rect::new(0, 0, 80, 21);
    let frame = |trends: &mut Trends, shared: &Shared| -> String {
        let mut buffer = Buffer::empty(area);
        trends.draw(&mut buffer, area, shared);
        buffer.content().iter().map(Cell::symbol).collect()
    };
    trends.act(Action::Digit(2), &mut shared);
    frame(&mut trends, &shared);
    shared.now.mono += std::time::Duration::from_secs(1);
    let before = {
        frame(&mut trends, &shared);
        trends.work().2
    };
    for _ in 0..25 {
        shared.now.mono += std::time::Duration::from_millis(30);
        trends.act(Action::Left, &mut shared);
        let screen = frame(&mut trends, &shared);
        assert!(screen.contains("Why: …"), "{screen}");
    }
    assert_eq!(trends.work().2, before, "nothing was folded again");
    let wake = trends.wake(&shared).expect("the reason waits");
    assert!(wake > shared.now.mono && wake < shared.now.mono + std::time::Duration::from_secs(1));
    shared.now.mono = wake;
    let screen = frame(&mut trends, &shared);
    assert!(screen.contains("Why: ") && !screen.contains("Why: …"), "{screen}");
    assert_eq!((trends.work().2, trends.wake(&shared)), (before + 1, None));
    // A reason that is known waits no more.
    trends.act(Action::Left, &mut shared);
    trends.act(Action::Right, &mut shared);
    assert!(!frame(&mut trends, &shared).contains("Why: …"));
    assert_eq!(trends.work().2, before + 1);
}

#[test]
fn ten_years_on_seventy_columns_keep_their_gaps() {
    let coach = open::coach(ten_years().0).unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let chart = coach.chart(Kind::Pain, Range::All, today);
    let points = &chart.panels[0].lines[0].points;
    // Ten Julys are missing, and the seven days after a score have a median.
    let scale = supple::domain::trend::Scale::new(chart.from, chart.to, 400);
    assert_eq!(scale.runs(points, 1).len(), 11);
    let columns: usize = scale.runs(points, 1).iter().map(Vec::len).sum();
    assert!(columns <= 400, "{columns}");
}
