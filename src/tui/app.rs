//! A stack of screens and what they share. The top one eats the keys; the draw is a function of it.

use std::rc::Rc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::chrome;
use super::cued::{self, Cued};
use super::keymap::{self, Action, Keys, Scope};
use super::screens::{
    self, glyphs::GlyphsScreen, help::Help, library::Library, palette::Palette, settings::SettingsScreen,
    tour::Tour,
};
use super::theme::Theme;
use super::widgets::figure::Drawing;
use super::widgets::hits::{self, Hit, Hits};
use crate::clock::Now;
use crate::coach::Coach;
use crate::coach::desk::Desk;
use crate::coach::pen::Pen;
use crate::content::config::Config;
use crate::content::config::shelf::{InMemory, Shelf};
use crate::cue::hooks::Hooks;
use crate::journal::book::Book;
use crate::journal::running::Floor;
use crate::journal::sabotage::{self, Mutant};
use crate::journal::writer::Unsaved;
use crate::session::settings::Settings;

/// How often something that runs beside the session is asked whether it has ended.
const NEWS: Duration = Duration::from_secs(1);

/// The second half of a double click is no click of its own: what it would hit came up just now.
const APART: Duration = Duration::from_millis(400);

/// Puts the settings into force: what they mean depends on the terminal and its environment, which only
/// the command line knows.
pub type Wear = Rc<dyn Fn(&mut Shared, &Config)>;

/// What all screens may use.
pub struct Shared {
    /// Content, history and the questions that they answer.
    pub coach: Coach,
    /// How things look.
    pub theme: Theme,
    /// This moment.
    pub now: Now,
    /// What writes to the journal, and knows what is safe there.
    pub pen: Pen,
    /// One sentence for the person, shown until the next key.
    pub notice: Option<String>,
    /// What something that runs beside the session has to say.
    pub news: Option<Receiver<String>>,
    /// The journal is made up and thrown away afterwards.
    pub demo: bool,
    /// Pauses of a session, and how it asks.
    pub settings: Settings,
    /// Straight to the check-in and the session, until it runs.
    pub straight: bool,
    /// Minutes of today's session, when the command line chose them.
    pub minutes: Option<i32>,
    /// Whether the person wants to hear the bell at all.
    pub rings: bool,
    /// How figures are drawn.
    pub drawing: Drawing,
    /// Cues of a session.
    pub cued: Cued,
    /// Commands around a session.
    pub hooks: Hooks,
    /// Whether to ring the terminal's bell with the next frame.
    pub bell: bool,
    /// Whether clicks and the wheel mean something.
    pub mouse: bool,
    /// The keys in force.
    pub keys: Keys,
    /// The settings file.
    pub shelf: Box<dyn Shelf>,
    /// How what it says is put into force.
    pub wear: Wear,
    /// Where a session says that it runs.
    pub floor: Floor,
}

impl Shared {
    /// Puts the parts together.
    pub fn new(coach: Coach, book: Box<dyn Book>, theme: Theme, now: Now) -> Shared {
        Shared {
            coach,
            theme,
            now,
            pen: Pen::new(book),
            notice: None,
            demo: false,
            news: None,
            settings: Settings::default(),
            straight: false,
            minutes: None,
            rings: true,
            drawing: Drawing::default(),
            cued: Cued::default(),
            hooks: Hooks::default(),
            bell: false,
            mouse: false,
            keys: Keys::default(),
            shelf: Box::new(InMemory::default()),
            wear: Rc::new(|shared, config| {
                shared.settings = config.session;
                shared.rings = config.look.bell;
                shared.mouse = config.look.mouse;
                shared.keys = Keys::with("", &config.keys).unwrap_or_default();
            }),
            floor: Floor::default(),
        }
    }
}

impl Desk for Shared {
    fn coach(&self) -> &Coach {
        &self.coach
    }

    fn moment(&self) -> DateTime<FixedOffset> {
        self.now.wall
    }

    fn hands(&mut self) -> (&mut Coach, &mut Pen) {
        (&mut self.coach, &mut self.pen)
    }
}

/// What a screen wants to happen next.
pub enum Step {
    /// Stay here.
    Stay,
    /// Put a screen on top.
    Show(Box<dyn Screen>),
    /// Put a screen in place of this one.
    Become(Box<dyn Screen>),
    /// Away with this one.
    Back,
    /// Away with this one, and the key goes to the one below.
    Pass(Action),
    /// Away with all: whatever is due now.
    Home,
    /// Leave the program.
    Quit,
}

/// One thing that a person can be on.
pub trait Screen {
    /// Which rows of the key table hold here.
    fn scope(&self) -> Scope;
    /// What stands at the top left.
    fn title(&self, shared: &Shared) -> String;
    /// What stands at the top right; in few words where the terminal is narrow.
    fn corner(&self, _shared: &Shared, _narrow: bool) -> String {
        String::new()
    }
    /// Draws the body.
    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared);
    /// Whether an action of the scope has anything to do now: a footer names no key that does nothing.
    fn has_use(&self, _action: Action) -> bool {
        true
    }
    /// Does what a key asks for.
    fn act(&mut self, action: Action, shared: &mut Shared) -> Step;
    /// Marks a line of its list, which was clicked. What the click does then.
    fn point(&mut self, _line: usize, _shared: &mut Shared) -> Option<Action> {
        None
    }
    /// Does what time asks for.
    fn tick(&mut self, _shared: &mut Shared) -> Step {
        Step::Stay
    }
    /// When the picture changes next by itself, on the monotonic clock.
    fn wake(&self, _shared: &Shared) -> Option<Duration> {
        None
    }
    /// Whether a session runs here, which is not to be lost by going elsewhere.
    fn is_busy(&self) -> bool {
        false
    }
    /// Something is laid over it: the clock cannot be seen, so it stands.
    fn covered(&mut self, _shared: &mut Shared) {}
    /// The program was stopped, or the lid closed, since that moment.
    fn away(&mut self, _since: Now, _shared: &mut Shared) {}
}

/// The program without its terminal.
pub struct App {
    /// What all screens share.
    pub shared: Shared,
    stack: Vec<Box<dyn Screen>>,
    quit: bool,
    /// When the picture drawn last is out of date by itself, on the monotonic clock.
    expires: Option<Duration>,
    stale: bool,
    suspend: bool,
    /// What can be clicked in the picture drawn last; nothing, once that may be another one.
    hits: Hits,
    /// The last click that did something, on the monotonic clock.
    clicked: Option<Duration>,
}

impl App {
    /// Starts with whatever is due.
    pub fn new(mut shared: Shared) -> App {
        let first = screens::due(&mut shared);
        App {
            shared,
            stack: vec![first],
            quit: false,
            expires: None,
            stale: true,
            suspend: false,
            hits: Hits::default(),
            clicked: None,
        }
    }

    /// Whether the person left.
    pub fn is_over(&self) -> bool {
        self.quit || self.stack.is_empty()
    }

    /// Whether the picture may differ from the last one drawn.
    pub fn is_stale(&self) -> bool {
        self.stale || self.expires.is_some_and(|at| at <= self.shared.now.mono)
    }

    /// Whether keys are letters of a text now.
    pub fn is_typing(&self) -> bool {
        self.stack.last().is_some_and(|screen| self.shared.keys.types(screen.scope()))
    }

    /// When the picture changes next by itself.
    pub fn wake(&self) -> Option<Duration> {
        let own = self.stack.last().and_then(|screen| screen.wake(&self.shared));
        let news = self.shared.news.is_some().then(|| self.shared.now.mono + NEWS);
        let flash = self.shared.cued.change(self.shared.now.mono);
        own.into_iter().chain(news).chain(flash).min()
    }

    /// Draws everything.
    pub fn draw(&mut self, buffer: &mut Buffer, area: Rect) {
        self.stale = false;
        if area.width < 20 {
            sabotage::fail(Mutant::PanicWhenSmall);
        }
        if self.shared.mouse {
            hits::begin();
        }
        if let Some(screen) = self.stack.last_mut() {
            if matches!(screen.scope(), Scope::Player | Scope::Floor) {
                // One big key, but for its last line.
                let above = Rect { height: area.height.saturating_sub(1), ..area };
                hits::note(above, Hit::Act(Action::Go));
            }
            let body = chrome::draw(buffer, area, screen.as_ref(), &self.shared);
            screen.draw(buffer, body, &self.shared);
        }
        self.hits = hits::end();
        cued::draw_flash(buffer, area, &self.shared);
        // Only now it is known what was there room for.
        self.expires = self.wake();
    }

    /// What can be clicked in the picture drawn last.
    pub fn hits(&self) -> &Hits {
        &self.hits
    }

    /// Which rows of the key table hold now.
    pub fn scope(&self) -> Option<Scope> {
        self.stack.last().map(|screen| screen.scope())
    }

    /// A key was pressed. What it asked for; nothing, where it means nothing.
    pub fn key(&mut self, key: &KeyEvent, now: Now) -> Option<Action> {
        self.tick(now);
        let action = self.shared.keys.action(self.scope()?, key)?;
        self.stale = true;
        self.shared.notice = None;
        self.perform(action);
        Some(action)
    }

    /// The left button was pressed on a cell. What that asked for, as a key would have; nothing, where it
    /// means nothing.
    pub fn click(&mut self, column: u16, row: u16, now: Now) -> Option<Action> {
        let drawn = self.scope();
        self.tick(now);
        let scope = self.scope()?;
        let too_soon = self.clicked.is_some_and(|last| now.mono.saturating_sub(last) < APART);
        // What time has put in place of the clicked thing is not what was clicked.
        if !self.shared.mouse || too_soon || drawn != Some(scope) {
            return None;
        }
        let hits = std::mem::take(&mut self.hits);
        for hit in hits.at(column, row) {
            let action = match hit {
                Hit::Act(action) => Some(*action),
                Hit::Key(key) => keymap::press(key).and_then(|key| self.shared.keys.action(scope, &key)),
                Hit::Line(line) => {
                    self.stale = true;
                    self.clicked = Some(now.mono);
                    self.shared.notice = None;
                    Some(self.stack.last_mut()?.point(*line, &mut self.shared)?)
                }
            };
            if let Some(action) = action {
                self.stale = true;
                self.clicked = Some(now.mono);
                self.shared.notice = None;
                self.perform(action);
                return Some(action);
            }
        }
        self.hits = hits;
        None
    }

    /// The wheel was turned by one notch: as the key for a line up or down, where there is one. It moves
    /// and never answers.
    pub fn wheel(&mut self, up: bool, now: Now) -> Option<Action> {
        self.tick(now);
        let action = if up { Action::Up } else { Action::Down };
        let scope = self.scope()?;
        if !self.shared.mouse || !self.shared.keys.rows(scope).any(|row| row.action == action) {
            return None;
        }
        self.stale = true;
        self.shared.notice = None;
        self.perform(action);
        Some(action)
    }

    /// Whether the person asked to leave the program for a while, as a shell does; asked once.
    pub fn wants_suspension(&mut self) -> bool {
        std::mem::take(&mut self.suspend)
    }

    /// Does what was asked for, by whatever means. What means the same everywhere is done here.
    fn perform(&mut self, action: Action) {
        self.hits = Hits::default();
        let Some(screen) = self.stack.last_mut() else { return };
        let step = match action {
            Action::Help => Step::Show(Box::new(Help::of(screen.scope()))),
            // Reading stays open, under every block.
            Action::Library => Step::Show(Box::new(Library::new(&self.shared))),
            Action::Settings => Step::Show(Box::new(SettingsScreen::open(&self.shared))),
            Action::Tour => Step::Show(Box::new(Tour::new())),
            Action::Figures => Step::Show(Box::new(GlyphsScreen::new(&self.shared))),
            Action::Palette => {
                let palette = Palette::over(screen.scope(), screen.is_busy(), &self.shared.keys);
                Step::Show(Box::new(palette))
            }
            Action::Suspend => {
                self.suspend = true;
                Step::Stay
            }
            action => screen.act(action, &mut self.shared),
        };
        self.step(step);
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Now) {
        self.shared.now = now;
        self.stale |= self.shared.pen.tick(&mut self.shared.coach, now.wall, now.mono);
        if let Some(words) = self.shared.news.as_ref().and_then(|news| news.try_recv().ok()) {
            self.shared.notice = Some(words);
            self.shared.news = None;
            self.stale = true;
        }
        if let Some(screen) = self.stack.last_mut() {
            let step = screen.tick(&mut self.shared);
            self.step(step);
        }
    }

    /// The program was stopped, or the lid closed, since `since`: nothing of that time counts.
    pub fn away(&mut self, since: Now, now: Now) {
        self.stale = true;
        self.shared.now = now;
        for screen in &mut self.stack {
            screen.away(since, &mut self.shared);
        }
    }

    /// Saves what there is. Sentences that should still be told.
    ///
    /// # Errors
    /// The lines that are not on the disk, and why.
    pub fn close(self) -> Result<Vec<String>, Unsaved> {
        self.shared.pen.close()
    }

    /// Everything has to be drawn again.
    pub fn spoil(&mut self) {
        self.stale = true;
    }

    fn step(&mut self, step: Step) {
        if !matches!(step, Step::Stay) {
            self.stale = true;
            self.hits = Hits::default();
        }
        match step {
            Step::Stay => {}
            Step::Show(screen) => {
                if let Some(below) = self.stack.last_mut() {
                    below.covered(&mut self.shared);
                }
                self.stack.push(screen);
            }
            Step::Become(screen) => {
                self.stack.pop();
                self.stack.push(screen);
            }
            Step::Back => {
                self.stack.pop();
                if self.stack.is_empty() {
                    self.stack.push(screens::due(&mut self.shared));
                }
            }
            Step::Pass(action) => {
                self.stack.pop();
                if self.stack.is_empty() {
                    self.step(Step::Home);
                } else {
                    self.perform(action);
                }
            }
            Step::Home => {
                self.stack.clear();
                self.stack.push(screens::due(&mut self.shared));
            }
            Step::Quit => self.quit = !sabotage::on(Mutant::NoWayOut),
        }
    }
}
