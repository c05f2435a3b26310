//! `supple` alone: opens the journal for writing, takes the terminal over, and gives both back.

use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal};
use std::path::Path;
use std::time::Duration;

use super::{CliError, ColourChoice, Exit, open, output};
use crate::clock::Clock;
use crate::content::config_file::{Colour, Config, Motion};
use crate::figure::Glyphs;
use crate::journal::book::Book;
use crate::journal::error::StoreError;
use crate::journal::event::{Event, JournalOpened};
use crate::journal::keeper::Keeper;
use crate::journal::store::{IfMissing, Opened, Places, Store};
use crate::journal::writer::Writer;
use crate::paths::Paths;
use crate::tui::app::{App, Shared};
use crate::tui::theme::Theme;
use crate::tui::widgets::figure::Drawing;
use crate::tui::{run, terminal};

/// How long a signal waits for answers on their way to the disk.
const SETTLE: Duration = Duration::from_millis(300);

/// Whose journal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The person's own.
    Own,
    /// Made up, and thrown away afterwards.
    Demo,
}

/// Runs it.
///
/// # Errors
/// No terminal, a journal that cannot be opened, or answers that could not be saved.
pub fn run(
    paths: &Paths,
    config: &Config,
    colour: Option<ColourChoice>,
    variable: &impl Fn(&str) -> Option<OsString>,
) -> Result<Exit, CliError> {
    run_in(paths, config, colour, variable, Mode::Own)
}

/// The same with a journal of either kind.
///
/// # Errors
/// As [`run`].
pub(super) fn run_in(
    paths: &Paths,
    config: &Config,
    colour: Option<ColourChoice>,
    variable: &impl Fn(&str) -> Option<OsString>,
    mode: Mode,
) -> Result<Exit, CliError> {
    check_terminal(variable)?;
    let clock = Clock::start();
    let now = clock.now();
    let Some(mut opened) = open_journal(paths)? else { return Ok(Exit::No) };
    if let Some(shrunk) = opened.shrunk {
        let count = if shrunk.entries == 1 {
            "1 entry that this computer wrote is".to_owned()
        } else {
            format!("{} entries that this computer wrote are", shrunk.entries)
        };
        if !ask(&format!(
            "{count} no longer in the journal. If you removed them yourself, all is well.\n\
             Type yes to go on without them, or just Enter to leave and look for a copy first: "
        ))? {
            return Ok(Exit::No);
        }
        opened.store.accept_shrunk().map_err(|error| CliError::CannotWrite(error.to_string()))?;
    }
    let (events, reading) = open::events(&opened.loaded, now.wall);
    let mut coach = open::coach(events)?;
    coach.held = reading.held;
    let mut notices: Vec<String> = opened.notices.iter().map(ToString::to_string).collect();
    notices.extend(open::own_exercises(&mut coach, paths));
    // What is wrong with a plan stands on the screen of today for as long as it is wrong.
    super::physio::load(&mut coach, paths);
    notices.extend(open::unread_words(&opened.loaded, &reading));

    let writer = Writer::spawn(opened.store).map_err(|error| CliError::CannotWrite(error.to_string()))?;
    let waiting = writer.waiting_lines();
    let mut keeper = Keeper::new(writer);
    if opened.is_new {
        keeper.append(&Event::from(JournalOpened::now()), now.wall);
    }
    let theme = Theme::new(colours(colour, config.colour, variable));
    let mut shared = Shared::new(coach, Box::new(keeper), theme, now);
    shared.settings = config.session;
    shared.rings = config.bell;
    shared.drawing = drawing(config, &variable);
    shared.demo = mode == Mode::Demo;
    shared.notice = (!notices.is_empty()).then(|| notices.join(" "));

    let mut app = App::new(shared);
    let journal = paths.journal();
    let settle = move || {
        let until = std::time::Instant::now() + SETTLE;
        while !waiting().is_empty() && std::time::Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        let lines = waiting();
        (!lines.is_empty()).then(|| format!("supple: {}", missing(&lines, &journal)))
    };
    let outcome = on_terminal(&mut app, clock, theme.has_colour(), settle);
    match app.close() {
        Err(unsaved) => {
            let words = format!("{unsaved}\n{}", missing(&unsaved.lines, &paths.journal()));
            return Err(CliError::CannotWrite(words));
        }
        Ok(told) => told.iter().for_each(|sentence| terminal::say(&format!("supple: {sentence}"))),
    }
    outcome.map_err(|error| CliError::CannotWrite(format!("the terminal is gone: {error}")))?;
    Ok(Exit::Done)
}

/// What is not on the disk, in the very lines that would have been.
fn missing(lines: &[String], journal: &Path) -> String {
    let lines: String = lines.iter().map(String::as_str).collect();
    format!(
        "These lines are all that is missing. Put them at the end of {} when it can be written again:\n{lines}",
        journal.display()
    )
}

fn on_terminal(
    app: &mut App,
    clock: Clock,
    colour: bool,
    settle: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> io::Result<()> {
    terminal::watch(settle)?;
    let mut screen = terminal::enter(colour)?;
    let outcome = run::run(app, &mut screen, clock);
    terminal::leave();
    outcome
}

pub(super) fn check_terminal(variable: &impl Fn(&str) -> Option<OsString>) -> Result<(), CliError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(CliError::Usage(
            "the program needs a terminal for its screens. `supple plan` prints the next session without one.".into(),
        ));
    }
    if variable("TERM").is_some_and(|term| term == "dumb") {
        return Err(CliError::Usage(
            "this terminal (TERM=dumb) cannot show screens. `supple plan` prints the next session as text."
                .into(),
        ));
    }
    Ok(())
}

/// Opens the journal; `None` when the person, asked about a missing one, would rather look for it.
pub(super) fn open_journal(paths: &Paths) -> Result<Option<Opened>, CliError> {
    let places = Places::new(&paths.data, &paths.state);
    let fail = |error: StoreError| CliError::CannotWrite(error.to_string());
    match Store::open(places.clone(), IfMissing::Ask) {
        Ok(opened) => Ok(Some(opened)),
        Err(error @ StoreError::Missing { .. }) if !io::stdin().is_terminal() => Err(CliError::CannotWrite(
            format!("{error}: start supple in a terminal, and it asks. Nothing was written."),
        )),
        Err(error @ StoreError::Missing { .. }) => {
            if !ask(&format!("supple: {error}.\nType yes to begin a new journal, or just Enter to leave: "))?
            {
                return Ok(None);
            }
            Store::open(places, IfMissing::BeginAnew).map(Some).map_err(fail)
        }
        Err(error) => Err(fail(error)),
    }
}

/// Asks on the plain terminal, before it is taken over.
fn ask(question: &str) -> Result<bool, CliError> {
    let fail = |error: io::Error| CliError::CannotWrite(format!("the terminal is gone: {error}"));
    output::ask(question);
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(fail)?;
    Ok(matches!(answer.trim(), "yes" | "y"))
}

/// What was said for this run counts before what the settings say, and both before `NO_COLOR`.
fn colours(asked: Option<ColourChoice>, usual: Colour, variable: &impl Fn(&str) -> Option<OsString>) -> bool {
    let choice = asked.map_or(usual, |asked| match asked {
        ColourChoice::Auto => Colour::Auto,
        ColourChoice::Always => Colour::Always,
        ColourChoice::Never => Colour::Never,
    });
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => variable("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// How figures are drawn: as the settings say, else as the terminal can.
fn drawing(config: &Config, variable: &impl Fn(&str) -> Option<OsString>) -> Drawing {
    let text = |name: &str| variable(name).and_then(|value| value.into_string().ok());
    let glyphs = config.glyphs.unwrap_or_else(|| {
        let locales = ["LC_ALL", "LC_CTYPE", "LANG"].map(text);
        Glyphs::for_terminal(text("TERM").as_deref(), locales.each_ref().map(Option::as_deref))
    });
    let still = match config.motion {
        Motion::Full => false,
        Motion::Reduced => true,
        Motion::Auto => text("REDUCED_MOTION").is_some_and(|value| !value.is_empty() && value != "0"),
    };
    Drawing { glyphs, still }
}

impl JournalOpened {
    /// The first line of a new journal.
    pub fn now() -> JournalOpened {
        JournalOpened {
            app: "supple".into(),
            app_version: env!("CARGO_PKG_VERSION").into(),
            note: "One event per line. Safe to read, copy, back up, and merge. See `supple doctor`.".into(),
        }
    }
}
