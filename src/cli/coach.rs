//! `supple` alone and `supple session`: opens the journal for writing and leads through what is due, on the
//! screens or line by line.

use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal};
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use clap::Parser as _;

use super::first::{self, Later};
use super::settings_file::OnDisk;
use super::start::{self, Turn};
use super::{Cli, CliError, ColourChoice, Exit, Verb, open, output};
use crate::clock::Clock;
use crate::coach::Coach;
use crate::content::config::shelf::{InMemory, Shelf};
use crate::content::config::{Colour, Config, Motion};
use crate::cue::Crier;
use crate::cue::hooks::Hooks;
use crate::cue::runner::Stopper;
use crate::figure::Glyphs;
use crate::journal::book::Book;
use crate::journal::error::cause;
use crate::journal::event::{Event, JournalOpened};
use crate::journal::keeper::Keeper;
use crate::journal::running::Floor;
use crate::journal::sabotage::{Mutant, on};
use crate::journal::store::{IfMissing, Opened};
use crate::journal::writer::{Unsaved, Writer};
use crate::paths::Paths;
use crate::plain::{self, Gone, Plain};
use crate::tui::app::{App, Shared};
use crate::tui::cued::Cued;
use crate::tui::keymap::{self, Keys};
use crate::tui::run;
use crate::tui::terminal::{self, Screen};
use crate::tui::theme::{Ground, Theme};
use crate::tui::widgets::figure::Drawing;

/// How long a signal waits for answers on their way to the disk.
const SETTLE: Duration = Duration::from_millis(300);

/// What was asked for on the command line.
#[derive(Debug, Clone, Copy, Default)]
pub struct How {
    /// When to use colour.
    pub colour: Option<ColourChoice>,
    /// Line by line.
    pub plain: bool,
    /// Straight to the check-in and the session.
    pub straight: bool,
    /// Minutes of that session.
    pub minutes: Option<i32>,
    /// Where the journal is gone, a new one is wanted.
    pub new: bool,
}

/// What leads through the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Screens,
    Lines,
}

/// Whose journal it is, and what goes on beside it.
#[derive(Debug)]
pub enum Mode {
    /// The person's own.
    Own,
    /// Made up, and thrown away afterwards.
    Demo,
    /// The person's own, while something else runs that has a word to say when it ends.
    Beside(Receiver<String>),
}

/// Runs it.
///
/// # Errors
/// No terminal, a journal that cannot be opened, or answers that could not be saved.
pub fn run(
    paths: &Paths,
    config: &Config,
    how: How,
    variable: &(impl Fn(&str) -> Option<OsString> + Copy + 'static),
) -> Result<Exit, CliError> {
    run_in(paths, config, how, variable, Mode::Own)
}

/// The same with a journal of either kind.
///
/// # Errors
/// As [`run()`].
pub(super) fn run_in(
    paths: &Paths,
    config: &Config,
    how: How,
    variable: &(impl Fn(&str) -> Option<OsString> + Copy + 'static),
    mode: Mode,
) -> Result<Exit, CliError> {
    let outcome = lead(paths, config, how, variable, mode);
    // It may have been taken over already when something stood in the way.
    terminal::leave();
    outcome
}

fn lead(
    paths: &Paths,
    config: &Config,
    how: How,
    variable: &(impl Fn(&str) -> Option<OsString> + Copy + 'static),
    mode: Mode,
) -> Result<Exit, CliError> {
    let face = face(how, variable)?;
    let clock = Clock::start();
    let now = clock.now();
    let if_missing = if how.new { IfMissing::BeginAnew } else { IfMissing::Ask };
    let later = Later::default();
    let mut screen = None;
    let read = if face == Face::Screens && first::is_long(paths) {
        let gone = |error: io::Error| CliError::CannotWrite(format!("the terminal is gone: {error}"));
        let theme = theme(config, how, variable);
        let screen = screen.insert(first::enter(theme.has_colour(), &later).map_err(gone)?);
        let keys = Keys::with("", &config.keys).unwrap_or_default();
        match first::behind_a_picture((paths, if_missing, now.wall), screen, theme, &keys)? {
            Ok(read) => read,
            Err(exit) => return Ok(exit),
        }
    } else {
        first::read(paths, if_missing, now.wall)?
    };
    let Some(opened) = start::after(read.opened, paths, if_missing)? else { return Ok(Exit::No) };
    let Some(mut opened) = start::shrunk(opened, paths)? else { return Ok(Exit::No) };
    start::privacy(&mut opened, paths)?;
    let known = read.known.map_or_else(|| first::again(std::mem::take(&mut opened.past), now.wall), Ok);
    let (mut coach, reading) = known?;
    coach.held = reading.held;
    // Held to the end: it says that supple is open here.
    let mut floor = Floor::of(&paths.state);
    let (_running, also) = match start::turn(paths, &coach, now.wall)? {
        Turn::Here(running, also) => (running, also),
        Turn::Over => {
            floor.told();
            (None, None)
        }
        Turn::Leave => return Ok(Exit::No),
        Turn::Chart => return chart(paths, config, &clock, variable),
    };
    let mut notices: Vec<String> = opened.notices.iter().map(ToString::to_string).collect();
    notices.extend(also);
    notices.extend(open::own_exercises(&mut coach, paths));
    // What is wrong with a plan stands on the screen of today for as long as it is wrong.
    super::physio::load(&mut coach, paths);
    notices.extend(open::unread_words(&reading));

    if !matches!(mode, Mode::Demo) {
        let copies = super::merge::second_copies(paths, &|| opened.entries().ok(), now.wall);
        notices.extend(copies.into_iter().filter(|copy| copy.matters).map(|copy| copy.text));
    }

    let writer = Writer::spawn(opened.store).map_err(|error| CliError::CannotWrite(error.to_string()))?;
    let waiting = writer.waiting_lines();
    let mut keeper = Keeper::new(writer).reading(open::places(paths));
    if opened.begins {
        keeper.append(&Event::from(JournalOpened::now()), now.wall);
    }
    let crier = Crier::at_work(config.cues.clone(), clock, variable);
    let hooks = Hooks::new(config.hooks.clone());
    let (stoppers, ends) = (crier.stoppers(), hooks.clone());
    let journal = open::places(paths).written();
    let settle = move || {
        stoppers.iter().for_each(Stopper::stop);
        ends.end_now();
        let until = std::time::Instant::now() + SETTLE;
        while !waiting().is_empty() && std::time::Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        let lines = waiting();
        (!lines.is_empty()).then(|| format!("supple: {}", missing(&lines, None, &journal)))
    };
    let shelf: Box<dyn Shelf> = if matches!(mode, Mode::Demo) {
        Box::new(InMemory::default())
    } else {
        let named = paths.named.as_ref().map(|named| OnDisk::at(named.clone(), true));
        Box::new(named.unwrap_or_else(|| OnDisk::at(paths.config_file(), false)))
    };
    if face == Face::Lines {
        let outcome = on_lines(
            coach,
            keeper,
            &notices,
            config,
            how,
            clock,
            settle,
            paths,
            crier.line_by_line(),
            &hooks,
            floor,
            shelf,
        );
        told_of(&hooks);
        return outcome;
    }
    let mut shared = Shared::new(coach, Box::new(keeper), Theme::new(false), now);
    let variable = *variable;
    shared.wear = Rc::new(move |shared, config| wear(shared, config, how, &variable));
    wear(&mut shared, config, how, &variable);
    shared.cued = Cued::by(crier);
    shared.hooks = hooks.clone();
    shared.floor = floor;
    shared.demo = matches!(mode, Mode::Demo);
    shared.shelf = shelf;
    if let Mode::Beside(news) = mode {
        shared.news = Some(news);
    }
    shared.straight = how.straight;
    shared.minutes = how.minutes;
    shared.notice = (!notices.is_empty()).then(|| notices.join(" "));

    let mut app = App::new(shared);
    later.is(settle);
    let outcome = on_terminal(&mut app, clock, screen, &later);
    let saved = app.close();
    told_of(&hooks);
    closed(saved, paths)?;
    outcome.map_err(|error| CliError::CannotWrite(format!("the terminal is gone: {error}")))?;
    Ok(Exit::Done)
}

/// `supple trend` as it comes.
fn chart(
    paths: &Paths,
    config: &Config,
    clock: &Clock,
    variable: &impl Fn(&str) -> Option<OsString>,
) -> Result<Exit, CliError> {
    match Cli::try_parse_from(["supple", "trend"]).map(|cli| cli.verb) {
        Ok(Some(Verb::Trend(args))) => {
            super::trend::run(&args, (paths, config), false, clock.now().wall, variable)
        }
        _ => Ok(Exit::No),
    }
}

/// Puts the settings into force: at the start, and again whenever one is changed on the settings screen.
fn wear(shared: &mut Shared, config: &Config, how: How, variable: &impl Fn(&str) -> Option<OsString>) {
    shared.theme = theme(config, how, variable);
    terminal::allow_colour(shared.theme.has_colour());
    shared.settings = config.session;
    shared.rings = config.look.bell;
    shared.mouse = config.look.mouse;
    shared.drawing = drawing(config, variable);
    // They were looked at when the file was read.
    shared.keys = Keys::with("", &config.keys).unwrap_or_default();
}

fn theme(config: &Config, how: How, variable: &impl Fn(&str) -> Option<OsString>) -> Theme {
    let ground = variable("COLORFGBG").and_then(|value| value.into_string().ok());
    let colour = colours(how.colour, config.look.colour, variable);
    Theme::of(config.look.theme, Ground::told(ground.as_deref())).with_colour(colour)
}

/// Ends the commands around the session, and says what went wrong with them.
fn told_of(hooks: &Hooks) {
    if let Some(trouble) = hooks.close() {
        terminal::say(&format!("supple: {trouble}"));
    }
}

/// After the journal was closed: what is not in it, and what is still to be told.
fn closed(outcome: Result<Vec<String>, Unsaved>, paths: &Paths) -> Result<(), CliError> {
    match outcome {
        Err(unsaved) => {
            let journal = open::places(paths).written();
            let words = missing(&unsaved.lines, unsaved.rescued.as_deref(), &journal);
            Err(CliError::CannotWrite(format!("{unsaved}\n{words}")))
        }
        Ok(told) => {
            for sentence in told {
                terminal::say(&format!("supple: {sentence}"));
            }
            Ok(())
        }
    }
}

/// Line by line, wherever the lines come from and go to.
#[allow(clippy::too_many_arguments)] // what both faces share, taken apart once
fn on_lines(
    coach: Coach,
    keeper: Keeper,
    notices: &[String],
    config: &Config,
    how: How,
    clock: Clock,
    settle: impl Fn() -> Option<String> + Send + Sync + 'static,
    paths: &Paths,
    crier: Crier,
    hooks: &Hooks,
    floor: Floor,
    shelf: Box<dyn Shelf>,
) -> Result<Exit, CliError> {
    let start = |error: io::Error| CliError::CannotWrite(format!("supple could not start: {error}"));
    plain::signals::watch(settle).map_err(start)?;
    let typed = io::stdin().is_terminal();
    let wire = plain::edge::listen(|| io::stdin().lock(), io::stdout(), typed, clock).map_err(start)?;
    let mut program = Plain::new(coach, Box::new(keeper), Box::new(wire), config.session)
        .cued(crier, hooks.clone())
        .on(floor)
        .with_settings(shelf, keymap::checked);
    if how.straight {
        program = program.straight(how.minutes);
    }
    for notice in notices {
        program.notice(notice);
    }
    let gone = program.run();
    if matches!(gone, Gone::End) {
        program.notice("No more lines come. What you answered is kept.");
    }
    closed(program.close(), paths)?;
    match gone {
        Gone::Quit | Gone::Done | Gone::End => Ok(Exit::Done),
        Gone::No => Ok(Exit::No),
        Gone::Lost => Err(CliError::BadData(
            "many lines in a row fitted none of the questions. What was answered before is kept.".into(),
        )),
        // Whoever listened has gone: nobody is left to tell.
        Gone::Deaf(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Done),
        Gone::Deaf(error) => {
            Err(CliError::CannotWrite(format!("could not write to standard output: {}", cause(&error))))
        }
    }
}

/// What is not in the journal, in the very lines that would have been, and what to do with them.
pub(super) fn missing(lines: &[String], rescued: Option<&Path>, journal: &Path) -> String {
    let lines: String = lines.iter().map(String::as_str).collect();
    let todo = match rescued {
        Some(file) => format!(
            "They are kept in {}, and the next start takes them over by itself. To do it by hand, when {} can be \
             written again: `supple import -`, with these lines as its input.",
            file.display(),
            journal.display()
        ),
        None => format!(
            "When {} can be written again, give them to `supple import -`, or put them at its end.",
            journal.display()
        ),
    };
    format!("These lines are all that is missing. {todo}\n{lines}")
}

fn on_terminal(app: &mut App, clock: Clock, screen: Option<Screen>, later: &Later) -> io::Result<()> {
    let mut screen = match screen {
        Some(screen) => {
            // A question may have been asked in between.
            terminal::again()?;
            screen
        }
        None => first::enter(app.shared.theme.has_colour(), later)?,
    };
    let outcome = run::run(app, &mut screen, clock);
    terminal::leave();
    outcome
}

/// Screens need a terminal that can show them. Lines go anywhere, but only where they were asked for, or on
/// a terminal that can do no more: a forgotten pipe is told so.
pub(super) fn face(how: How, variable: &impl Fn(&str) -> Option<OsString>) -> Result<Face, CliError> {
    if how.plain {
        return Ok(Face::Lines);
    }
    if on(Mutant::AnyTerminal) {
        return Ok(Face::Screens);
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(CliError::Usage(
            "the program needs a terminal for its screens. `supple --plain` is all of it line by line, through a \
             pipe too; `supple plan` prints the next session."
                .into(),
        ));
    }
    // A terminal of which nothing is known can do no more than print. Windows never says.
    let dumb = match variable("TERM") {
        Some(term) => term == "dumb" || (term.is_empty() && cfg!(unix)),
        None => cfg!(unix),
    };
    Ok(if dumb { Face::Lines } else { Face::Screens })
}

/// Opens the journal; `None` when the person, asked about a missing one, would rather look for it.
pub(super) fn open_journal(paths: &Paths) -> Result<Option<Opened>, CliError> {
    start::for_writing(paths, IfMissing::Ask)
}

/// Asks on the plain terminal, before it is taken over.
pub(super) fn ask(question: &str) -> Result<bool, CliError> {
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
pub(super) fn drawing(config: &Config, variable: &impl Fn(&str) -> Option<OsString>) -> Drawing {
    let text = |name: &str| variable(name).and_then(|value| value.into_string().ok());
    let glyphs = config.look.glyphs.unwrap_or_else(|| {
        let locales = ["LC_ALL", "LC_CTYPE", "LANG"].map(text);
        Glyphs::for_terminal(text("TERM").as_deref(), locales.each_ref().map(Option::as_deref))
    });
    let still = match config.look.motion {
        Motion::Full => false,
        Motion::Reduced => true,
        Motion::Auto => text("REDUCED_MOTION").is_some_and(|value| !value.is_empty() && value != "0"),
    };
    Drawing { glyphs, still }
}

impl JournalOpened {
    /// The first line of a new journal, and of a file of its own that a computer begins.
    pub fn now() -> JournalOpened {
        JournalOpened {
            app: "supple".into(),
            app_version: env!("CARGO_PKG_VERSION").into(),
            note: "One event per line. Safe to read, copy, back up, and merge. See `supple doctor`.".into(),
        }
    }
}
