//! The palette: everything that can be done here and every place that there is, by the letters of its
//! name. What it lists comes from the key table, so that nothing is forgotten and no key is wrong.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::glyphs::GlyphsScreen;
use super::help::Help;
use super::library::Library;
use super::past::Past;
use super::settings::SettingsScreen;
use super::tour::Tour;
use super::trends::Trends;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Keys, Scope};
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::text::fit;
use crate::tui::widgets::{fuzzy, probe};

/// Longest text that is typed, in characters.
const LONGEST: usize = 40;
/// Lines of a page.
const PAGE: usize = 8;

/// A place to go to from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Today,
    Chart,
    History,
    Library,
    Settings,
    Tour,
    Figures,
    Help,
}

/// What the names of places begin with.
const TO: &str = "go to: ";

/// The places, each with its name and the action that leads there where a key does.
const PLACES: &[(Place, &str, Option<Action>)] = &[
    (Place::Today, "go to: what is due today", None),
    (Place::Chart, "go to: your chart", Some(Action::Trends)),
    (Place::History, "go to: your history", Some(Action::Past)),
    (Place::Library, "go to: all exercises", Some(Action::Library)),
    (Place::Settings, "go to: settings", Some(Action::Settings)),
    (Place::Tour, "go to: the tour, a look round", Some(Action::Tour)),
    (Place::Figures, "go to: do figures look like a person?", Some(Action::Figures)),
    (Place::Help, "go to: help", Some(Action::Help)),
];

/// What a line of it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    Act(Action),
    Go(Place),
}

/// One line.
#[derive(Debug, Clone)]
struct Entry {
    name: String,
    key: String,
    run: Run,
}

/// The palette over a screen.
pub struct Palette {
    over: Scope,
    entries: Vec<Entry>,
    typed: String,
    mark: usize,
}

impl Palette {
    /// Over the screen with that scope. `busy`: a session runs there, which is not to be lost.
    pub fn over(scope: Scope, busy: bool, keys: &Keys) -> Palette {
        Palette { over: scope, entries: entries(scope, busy, keys), typed: String::new(), mark: 0 }
    }

    /// The lines that fit what was typed, the best first.
    fn found(&self) -> Vec<&Entry> {
        let fits = |entry: &Entry| fuzzy::score(&self.typed, &entry.name);
        let mut found: Vec<(u32, &Entry)> =
            self.entries.iter().filter_map(|entry| Some((fits(entry)?, entry))).collect();
        // Those that fit alike stay in the order of the table.
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    fn run(&self, shared: &Shared) -> Step {
        let Some(entry) = self.found().get(self.mark).map(|entry| entry.run) else { return Step::Stay };
        match entry {
            Run::Act(action) => Step::Pass(action),
            Run::Go(Place::Today) => Step::Home,
            Run::Go(Place::Chart) => Step::Become(Box::new(Trends::new(shared))),
            Run::Go(Place::History) => Step::Become(Box::new(Past::new(shared))),
            Run::Go(Place::Library) => Step::Become(Box::new(Library::new(shared))),
            Run::Go(Place::Settings) => Step::Become(Box::new(SettingsScreen::open(shared))),
            Run::Go(Place::Tour) => Step::Become(Box::new(Tour::new())),
            Run::Go(Place::Figures) => Step::Become(Box::new(GlyphsScreen::new(shared))),
            Run::Go(Place::Help) => Step::Become(Box::new(Help::of(self.over))),
        }
    }
}

/// What can be done on a screen with that scope, and then the places that no key of it leads to.
fn entries(scope: Scope, busy: bool, keys: &Keys) -> Vec<Entry> {
    let rows: Vec<_> =
        keys.rows(scope).filter(|row| !row.is_many() && row.action != Action::Palette).collect();
    let shown = rows.iter().filter(|row| !row.hint.is_empty());
    let rest = rows.iter().filter(|row| row.hint.is_empty());
    let mut entries: Vec<Entry> = shown
        .chain(rest)
        .map(|row| Entry {
            name: row.words.to_owned(),
            key: row.keys.first().cloned().unwrap_or_default(),
            run: Run::Act(row.action),
        })
        .collect();
    for (place, name, action) in PLACES {
        let by_key = action.is_some_and(|action| rows.iter().any(|row| row.action == action));
        if !by_key && (!busy || *place != Place::Today) {
            entries.push(Entry { name: (*name).to_owned(), key: String::new(), run: Run::Go(*place) });
        }
    }
    entries
}

/// As much of a name as fits and makes sense by itself: what comes behind a stop only says more of it.
fn head(name: &str, room: usize) -> &str {
    if probe::longer(name).width() <= room {
        return name;
    }
    // "go to" by itself would say nothing.
    let name = name.strip_prefix(TO).unwrap_or(name);
    if probe::longer(name).width() <= room {
        return name;
    }
    let stops = [": ", "; ", ", "].into_iter().filter_map(|stop| name.find(stop));
    stops.min().map_or(name, |at| &name[..at])
}

impl Screen for Palette {
    fn scope(&self) -> Scope {
        Scope::Palette
    }

    fn title(&self, _shared: &Shared) -> String {
        "What can be done here".into()
    }

    fn corner(&self, _shared: &Shared, _narrow: bool) -> String {
        format!("{} of {}", self.found().len(), self.entries.len())
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let typed = Line::from(vec![
            Span::styled(": ", theme.key()),
            Span::styled(self.typed.clone(), theme.title()),
            Span::styled(" ", theme.focus()),
        ]);
        typed.render(Rect { height: 1, ..area }, buffer);
        let mut page = Page::new(area.width);
        let found = self.found();
        for (nth, entry) in found.iter().enumerate() {
            let marked = nth == self.mark;
            let from = page.height();
            let room = page.width().saturating_sub(entry.key.width() + 3);
            let name = fit(head(&entry.name, room), room);
            let gap = " ".repeat(room.saturating_sub(name.width()) + 1);
            page.line(Line::from(vec![
                Span::styled(if marked { "› " } else { "  " }, theme.key()),
                Span::styled(name, if marked { theme.title() } else { theme.plain() }),
                Span::raw(gap),
                Span::styled(entry.key.clone(), theme.key()),
            ]));
            page.option_from(from, nth, marked);
        }
        if found.is_empty() {
            page.text("Nothing here has these letters in its name.", theme.muted());
        }
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        page.draw(buffer, below.intersection(area), theme, 0);
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.mark = line.min(self.found().len().saturating_sub(1));
        Some(Action::Confirm)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let last = self.found().len().saturating_sub(1);
        match action {
            Action::Quit | Action::Back => return Step::Back,
            // Nothing may stand between a person and the stop key.
            Action::Wrong => return Step::Pass(Action::Wrong),
            Action::Confirm => return self.run(shared),
            Action::Char(letter) if self.typed.chars().count() < LONGEST => {
                self.typed.push(letter);
                self.mark = 0;
            }
            Action::Rub => {
                if self.typed.pop().is_none() {
                    return Step::Back;
                }
                self.mark = 0;
            }
            Action::Up => self.mark = self.mark.saturating_sub(1),
            Action::Down => self.mark = (self.mark + 1).min(last),
            Action::PageUp => self.mark = self.mark.saturating_sub(PAGE),
            Action::PageDown => self.mark = (self.mark + PAGE).min(last),
            _ => {}
        }
        Step::Stay
    }
}
