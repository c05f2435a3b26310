//! The settings: each with its words, what it is and what it may be. A change is in the file, and where
//! it can be in force, before the next picture.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::content::config::Config;
use crate::content::config::change::{self, Found};
use crate::content::config::edit::{self, Value};
use crate::content::config::table::{Kind, SETTINGS, Setting, part_words};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{self, Action, Scope};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::text::fit;

/// Most mistakes of a file that are told here; `supple config check` tells all.
const TOLD: usize = 3;

/// The settings.
pub struct SettingsScreen {
    lines: Lines,
    file: Found,
}

/// Looks at the file.
fn found(shared: &Shared) -> Found {
    Found::on(shared.shelf.as_ref(), keymap::checked)
}

impl SettingsScreen {
    /// With what the file says now.
    pub fn open(shared: &Shared) -> SettingsScreen {
        SettingsScreen { lines: Lines::at_first(), file: found(shared) }
    }

    fn value(&self, setting: &Setting) -> Option<Value> {
        self.file.value(setting)
    }

    fn change(
        &mut self,
        shared: &mut Shared,
        to: impl FnOnce(&Setting, &Value) -> Option<Value>,
        no: &str,
    ) -> Step {
        self.lines.in_sight();
        let Some(setting) = self.lines.marked().and_then(|at| SETTINGS.get(at)) else {
            shared.notice = Some("First go to a setting with the arrow keys.".into());
            return Step::Stay;
        };
        if setting.kind == Kind::InFile {
            shared.notice = Some(format!("That one is changed in the file: {}", self.place(setting, shared)));
            return Step::Stay;
        }
        let Some(now) = self.value(setting) else { return Step::Stay };
        let Some(wanted) = to(setting, &now).filter(|wanted| *wanted != now) else {
            shared.notice = (!no.is_empty()).then(|| no.to_owned());
            return Step::Stay;
        };
        let name = shared.shelf.name();
        shared.notice = Some(match put(shared, setting, &wanted) {
            Ok(config) => {
                let wear = shared.wear.clone();
                wear(shared, &config);
                format!("{}: {}. It {}.", setting.words, setting.shown(&wanted), setting.when.words())
            }
            Err(why) => format!("Nothing was changed. {why}"),
        });
        self.file = found(shared);
        if !self.file.trouble.is_empty() {
            shared.notice = Some(format!("Nothing was changed. There is a mistake in {name}, told above."));
            self.lines = Lines::at_first();
        }
        Step::Stay
    }

    /// Where a setting is written, or would be.
    fn place(&self, setting: &Setting, shared: &Shared) -> String {
        let name = shared.shelf.name();
        match edit::line_of(&self.file.text, setting.part, setting.key) {
            Some(line) => format!("{name}:{line}"),
            None => format!("{name}, part [{}]", setting.part),
        }
    }

    fn line(&self, page: &mut Page, shared: &Shared, setting: &Setting, marked: bool) {
        let theme = shared.theme;
        let value = self.value(setting);
        let own = setting.said(&self.file.says).is_some_and(|said| Some(said) != setting.usual());
        let shown = match &value {
            Some(value) => setting.shown(value),
            None => "in the file".into(),
        };
        let shown = if marked && setting.kind != Kind::InFile { format!("‹ {shown} ›") } else { shown };
        let lead = if marked { "› " } else { "  " };
        let shown = fit(&shown, page.width().saturating_sub(12));
        let room = page.width().saturating_sub(lead.width() + shown.width() + 1);
        if setting.words.width() > room {
            // Both whole, one below the other.
            let style = if marked { theme.title() } else { theme.plain() };
            page.hanging(lead, setting.words, theme.key(), style);
            page.hanging(
                "    ",
                &shown,
                theme.plain(),
                if own || marked { theme.key() } else { theme.muted() },
            );
        }
        let words = setting.words;
        let gap = " ".repeat(room.saturating_sub(words.width()) + 1);
        if words.width() <= room {
            page.line(Line::from(vec![
                Span::styled(lead, theme.key()),
                Span::styled(words, if marked { theme.title() } else { theme.plain() }),
                Span::raw(gap),
                Span::styled(shown, if own || marked { theme.key() } else { theme.muted() }),
            ]));
        }
        if !marked {
            return;
        }
        let mut about = Vec::new();
        if let Some(value) = &value {
            let meaning = setting.meaning(value);
            if !meaning.is_empty() {
                about.push(format!("{}: {meaning}.", setting.shown(value)));
            }
        }
        if setting.kind == Kind::InFile {
            about.push(format!("Written by hand: {}.", self.place(setting, shared)));
        } else {
            let usual = setting.usual().map(|usual| setting.shown(&usual)).unwrap_or_default();
            let range = setting.range();
            about.push(format!("{}; as it comes: {usual}.", sentence(&range)));
        }
        about.push(format!("{}.", sentence(setting.when.words())));
        page.hanging("    ", &about.join(" "), theme.muted(), theme.muted());
    }
}

/// Into the file, and what the file says then.
pub(super) fn put(shared: &mut Shared, setting: &Setting, value: &Value) -> Result<Config, String> {
    change::put(shared.shelf.as_mut(), keymap::checked, setting, value)
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Screen for SettingsScreen {
    fn scope(&self) -> Scope {
        Scope::Settings
    }

    fn title(&self, _shared: &Shared) -> String {
        "Settings".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        let name = shared.shelf.name();
        if !self.file.trouble.is_empty() {
            page.hanging("! ", "The settings file is left as it is:", theme.warn(), theme.title());
            for trouble in self.file.trouble.iter().take(TOLD) {
                page.hanging("  ", trouble, theme.plain(), theme.plain());
            }
            let more = self.file.trouble.len().saturating_sub(TOLD);
            let more = if more > 0 { format!(" {more} more there.") } else { String::new() };
            let words = format!(
                "Mend it in an editor, then come back; `supple config check` reads it.{more} Until then the \
                 settings are those with which supple was started."
            );
            page.hanging("  ", &words, theme.plain(), theme.plain());
            self.lines.begin();
            self.lines.draw(&page, buffer, area, theme);
            return;
        }
        let words = match (shared.demo, self.file.there) {
            (true, _) => "In the demo a change is forgotten afterwards.".to_owned(),
            (false, true) => format!("Kept in {name}, comments and all."),
            (false, false) => format!("All is as it comes. The first change makes {name}."),
        };
        page.text(&words, theme.muted());
        let places: Vec<usize> = (0..SETTINGS.len()).collect();
        self.lines.begin();
        let mut lines = std::mem::take(&mut self.lines);
        let mut part = "";
        for place in places {
            let setting = &SETTINGS[place];
            if setting.part != part {
                part = setting.part;
                page.gap().text(&part_words(part), theme.title());
            }
            lines.add(&mut page, |page, marked| self.line(page, shared, setting, marked));
        }
        lines.draw(&page, buffer, area, theme);
        self.lines = lines;
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.lines.point(line).then_some(Action::Confirm)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Back => Step::Back,
            Action::Left | Action::Right | Action::Confirm | Action::AsItComes
                if !self.file.trouble.is_empty() =>
            {
                self.file = found(shared);
                if !self.file.trouble.is_empty() {
                    shared.notice = Some("Nothing was changed: the file has a mistake in it.".into());
                }
                Step::Stay
            }
            Action::Left => {
                self.change(shared, |one, now| Some(one.moved(now, false)), "That is the first of them.")
            }
            Action::Right => {
                self.change(shared, |one, now| Some(one.moved(now, true)), "That is the last of them.")
            }
            Action::Confirm => self.change(
                shared,
                |one, now| Some(one.turned(now)),
                "A number: left makes it less, right makes it more.",
            ),
            Action::AsItComes => self.change(shared, |one, _| one.usual(), "It is as it comes."),
            action => {
                self.lines.act(action);
                Step::Stay
            }
        }
    }
}
