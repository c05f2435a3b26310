//! A person at the program without a terminal: real keys through the real bindings, the picture as
//! text, and the time handed in. An evening takes a millisecond.

#![allow(dead_code, unreachable_pub)] // Each test binary uses a part of it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::cli::open;
use supple::clock::Now;
use supple::coach::Coach;
use supple::content::regions::Regions;
use supple::content::{Catalogue, screening_file};
use supple::journal::book::{Book, Keeping};
use supple::journal::event::Event;
use supple::journal::replay::Stamped;
use supple::journal::writer::Unsaved;
use supple::tui::app::{App, Shared};
use supple::tui::keymap::Action;
use supple::tui::theme::Theme;

/// A journal in memory.
#[derive(Clone, Default)]
pub struct Pages(pub Rc<RefCell<Vec<Stamped>>>);

impl Book for Pages {
    fn append(&mut self, event: &Event, at: DateTime<FixedOffset>) -> String {
        let mut pages = self.0.borrow_mut();
        // A line that was taken back leaves a gap: no later line may have the number of another one.
        let last = pages.iter().filter_map(|stamped| stamped.id.parse::<usize>().ok()).max();
        let id = format!("{:026}", last.unwrap_or(0) + 1);
        pages.push(Stamped { id: id.as_str().into(), at, event: event.clone() });
        id
    }

    fn retract(&mut self, id: &str, _at: DateTime<FixedOffset>) -> String {
        self.0.borrow_mut().retain(|stamped| stamped.id != id);
        String::new()
    }

    fn correct(
        &mut self,
        id: &str,
        event: &Event,
        moment: Option<DateTime<FixedOffset>>,
        _at: DateTime<FixedOffset>,
    ) -> String {
        for stamped in self.0.borrow_mut().iter_mut().filter(|stamped| stamped.id == id) {
            stamped.event = event.clone();
            stamped.at = moment.unwrap_or(stamped.at);
        }
        String::new()
    }

    fn poll(&mut self) -> Keeping {
        Keeping { saved: self.0.borrow().len(), waiting: 0, trouble: None }
    }

    fn close(self: Box<Self>) -> Result<Vec<String>, Unsaved> {
        Ok(Vec::new())
    }
}

/// Somebody at the program.
pub struct Person {
    pub app: App,
    pub pages: Pages,
    pub now: Now,
    pub size: (u16, u16),
}

/// The coach of these events. The content is read once for all tests of a binary.
pub fn coach(events: Vec<Stamped>) -> Coach {
    static CONTENT: LazyLock<(Catalogue, Regions)> = LazyLock::new(|| {
        let coach = open::coach(Vec::new()).unwrap();
        (coach.catalogue, coach.regions)
    });
    let (catalogue, regions) = CONTENT.clone();
    Coach::new(catalogue, screening_file::rulebook().unwrap(), regions, events)
}

/// A moment: RFC 3339.
pub fn at(time: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(time).unwrap()
}

impl Person {
    /// Sits down at that moment, with the journal so far.
    pub fn at(time: &str, pages: Pages) -> Person {
        Person::with(time, pages, Theme::new(true))
    }

    /// The same, with another look.
    pub fn with(time: &str, pages: Pages, theme: Theme) -> Person {
        let now = Now { wall: at(time), mono: Duration::from_secs(1) };
        let coach = coach(pages.0.borrow().clone());
        let app = App::new(Shared::new(coach, Box::new(pages.clone()), theme, now));
        let mut person = Person { app, pages, now, size: (80, 24) };
        person.draw();
        person
    }

    /// Presses keys: single characters, or `enter`, `space`, `esc`, `up`, `down`, `left`, `right`,
    /// `pgdn`, `bs`, `c-c`; a number after `*` repeats.
    pub fn press(&mut self, keys: &str) -> &mut Person {
        for name in keys.split_whitespace() {
            let (name, times) = match name.split_once('*') {
                Some((name, times)) if !name.is_empty() => (name, times.parse().unwrap()),
                _ => (name, 1),
            };
            for _ in 0..times {
                self.app.key(&key(name), self.now);
                // Each key is followed by a draw, as in the loop: lists learn what was in sight.
                self.draw();
            }
        }
        self
    }

    /// Clicks on the first cell of a text that is on the screen; a moment later than the last click.
    #[track_caller]
    pub fn click(&mut self, text: &str) -> Option<Action> {
        let screen = self.screen();
        let at = screen.lines().enumerate().find_map(|(row, line)| {
            let (before, _) = line.split_once(text)?;
            Some((u16::try_from(before.chars().count()).unwrap(), u16::try_from(row).unwrap()))
        });
        let (column, row) = at.unwrap_or_else(|| panic!("no {text:?} to click on\n{screen}"));
        self.click_at(column, row)
    }

    /// Clicks on a cell, a moment later than the last time.
    pub fn click_at(&mut self, column: u16, row: u16) -> Option<Action> {
        self.pass(Duration::from_millis(500));
        self.draw();
        let action = self.app.click(column, row, self.now);
        self.draw();
        action
    }

    /// Lets time pass, with the screen awake at each of its own changes.
    pub fn wait(&mut self, seconds: u64) -> &mut Person {
        let end = self.now.mono + Duration::from_secs(seconds);
        while self.now.mono < end {
            let next = self.app.wake().unwrap_or(end).clamp(self.now.mono + Duration::from_millis(1), end);
            self.pass(next.saturating_sub(self.now.mono));
            self.app.tick(self.now);
        }
        self
    }

    /// Exercises, rating nothing, until the text is on the screen.
    #[track_caller]
    pub fn until(&mut self, text: &str) -> &mut Person {
        for _ in 0..1000 {
            let screen = self.screen();
            if flat(&screen).contains(text) {
                return self;
            }
            if screen.contains("count one") {
                self.press("space")
            } else {
                self.wait(1)
            };
        }
        panic!("{text:?} never came; the screen:\n{}", self.screen());
    }

    /// Exercises to the end, giving this rating everywhere.
    #[track_caller]
    pub fn play(&mut self, rating: &str) -> &mut Person {
        for _ in 0..2000 {
            let screen = self.screen();
            if screen.contains("Last 7 days:") {
                return self;
            }
            if screen.contains("Could you have done a little more") {
                self.press("y");
            } else if screen.contains("0 to 10?") {
                self.press(rating);
            } else if screen.contains("count one") {
                self.press("space");
            } else {
                self.wait(1);
            }
        }
        panic!("the session never ended; the screen:\n{}", self.screen());
    }

    fn pass(&mut self, by: Duration) {
        self.now.mono += by;
        self.now.wall += TimeDelta::from_std(by).unwrap();
    }

    /// The program is stopped for so long, and comes back.
    pub fn vanish(&mut self, seconds: u64) -> &mut Person {
        let since = self.now;
        self.pass(Duration::from_secs(seconds));
        self.app.away(since, self.now);
        self
    }

    /// The picture.
    pub fn buffer(&mut self) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        self.app.draw(&mut buffer, area);
        buffer
    }

    fn draw(&mut self) {
        self.buffer();
    }

    /// The picture as text.
    pub fn screen(&mut self) -> String {
        let (width, _) = self.size;
        let buffer = self.buffer();
        let rows = buffer.content().chunks(usize::from(width));
        rows.map(|row| {
            row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned() + "\n"
        })
        .collect()
    }

    /// Fails unless the text is on the screen (line breaks count as spaces).
    #[track_caller]
    pub fn see(&mut self, text: &str) -> &mut Person {
        let screen = self.screen();
        assert!(flat(&screen).contains(&flat(text)), "no {text:?} on\n{screen}");
        self
    }

    /// Fails if the text is on the screen.
    #[track_caller]
    pub fn unseen(&mut self, text: &str) -> &mut Person {
        let screen = self.screen();
        assert!(!flat(&screen).contains(&flat(text)), "{text:?} is on\n{screen}");
        self
    }

    /// What the journal has of one type, oldest first.
    pub fn events(&self, kind: &str) -> Vec<Event> {
        let pages = self.pages.0.borrow();
        pages
            .iter()
            .filter(|stamped| stamped.event.kind() == kind)
            .map(|stamped| stamped.event.clone())
            .collect()
    }
}

/// With a single space for each gap and line break.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn key(name: &str) -> KeyEvent {
    let code = match name {
        "enter" => KeyCode::Enter,
        "space" => KeyCode::Char(' '),
        "esc" => KeyCode::Esc,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "bs" => KeyCode::Backspace,
        "c-c" => return KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL),
        one if one.chars().count() == 1 => KeyCode::Char(one.chars().next().unwrap()),
        other => panic!("no key is called {other:?}"),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
