//! Enter the terminal, leave it, and leave it as it was found whatever ends the program.

use std::fs::File;
use std::io::{self, IsTerminal, Stdout, Write, stdout};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::layout::Rect;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

use super::paper::Paper;
use super::straight::Straight;
use crate::journal::sabotage::{self, Mutant};

/// The terminal that the program draws on: one write a frame.
pub type Screen = Terminal<Paper<Straight<Stdout>>>;

/// Waits for what is on its way to the disk; what never got there, in words for the person.
pub type Settle = dyn Fn() -> Option<String> + Send + Sync;

/// Looks this often whether the terminal is still there, where nothing else would tell.
const STILL_THERE: Duration = Duration::from_millis(700);
/// The same where a signal comes when it goes: only to be sure. Every look wakes the machine.
const STILL_THERE_TOO: Duration = Duration::from_secs(60);
/// Tries this often, so far apart, to get at a terminal that takes nothing in; then goes without it.
const TRIES: (u32, Duration) = (100, Duration::from_millis(5));

/// Whoever holds it may write to the terminal. The way out takes it and never gives it back, so that
/// no frame can be painted over the restored screen.
static GATE: Mutex<()> = Mutex::new(());
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether colours may be written.
static COLOUR: AtomicBool = AtomicBool::new(true);
/// Whether the mouse is wanted, and whether the terminal was told to report it.
static MOUSE: AtomicBool = AtomicBool::new(false);
static MOUSE_TOLD: AtomicBool = AtomicBool::new(false);
static CAME_BACK: AtomicBool = AtomicBool::new(false);
/// What threads other than the screen's said when they failed: told once the screen is given back.
static FAULTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The right to write to the terminal, until dropped.
pub fn gate() -> MutexGuard<'static, ()> {
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same, unless a frame is stuck in a terminal that takes nothing in.
fn gate_in_time() -> Option<MutexGuard<'static, ()>> {
    let (times, apart) = TRIES;
    for _ in 0..times {
        match GATE.try_lock() {
            Ok(gate) => return Some(gate),
            Err(TryLockError::Poisoned(gate)) => return Some(gate.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(apart),
        }
    }
    None
}

/// Whether colours may be written from now on.
pub fn allow_colour(colour: bool) {
    COLOUR.store(colour, Ordering::SeqCst);
}

/// Takes the terminal over. `colour`: whether the screens use any.
///
/// # Errors
/// When the terminal cannot be switched to raw mode.
pub fn enter(colour: bool) -> io::Result<Screen> {
    allow_colour(colour);
    let screen_thread = thread::current().id();
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == screen_thread {
            // No gate: if a frame was being painted, this thread holds it.
            switch_off();
            usual(info);
            say(
                "supple: that was a fault of the program, not yours. All that was shown as saved is in your journal.",
            );
        } else {
            // The screen goes on without that thread: it stays as it is, and this is told later.
            FAULTS.lock().unwrap_or_else(PoisonError::into_inner).push(info.to_string());
        }
    }));
    switch_on()?;
    Terminal::new(Paper::new(Straight(stdout()), || COLOUR.load(Ordering::Relaxed)))
}

/// Takes the size that the terminal has now, and draws all of the next picture: nothing of what is on the
/// screen can be relied on.
///
/// # Errors
/// When the terminal has gone.
pub fn afresh(screen: &mut Screen) -> io::Result<()> {
    // Not `clear`: that asks the terminal where its cursor is and waits two seconds for an answer, which
    // not every terminal gives.
    screen.backend().forget_size();
    let size = screen.size()?;
    screen.resize(Rect::new(0, 0, size.width, size.height))
}

/// Takes the terminal over again, should it have been given back since [`enter`].
///
/// # Errors
/// As [`enter`].
pub fn again() -> io::Result<()> {
    let _gate = gate();
    if !ENTERED.load(Ordering::SeqCst) {
        switch_on()?;
        CAME_BACK.store(true, Ordering::SeqCst);
    }
    Ok(())
}

/// Gives the terminal back. Harmless when it was not taken.
pub fn leave() {
    let _gate = gate();
    switch_off();
    for fault in FAULTS.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        say(&format!("supple: a part of the program failed: {fault}"));
    }
}

/// Says something on standard error. Where nobody is left to hear it, that is no fault.
pub fn say(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}

fn switch_on() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    tell_mouse(MOUSE.load(Ordering::SeqCst))
}

/// Whether the mouse is wanted from now on: the terminal is told where that is news. For the holder of
/// the gate.
///
/// # Errors
/// When the terminal has gone.
pub fn want_mouse(wanted: bool) -> io::Result<()> {
    MOUSE.store(wanted, Ordering::SeqCst);
    if ENTERED.load(Ordering::SeqCst) { tell_mouse(wanted) } else { Ok(()) }
}

/// Presses and the wheel, in the way that knows wide windows; not every movement, which nobody needs.
/// Nothing at all is written until somebody wants it.
fn tell_mouse(on: bool) -> io::Result<()> {
    if MOUSE_TOLD.swap(on, Ordering::SeqCst) == on {
        return Ok(());
    }
    let mut out = stdout();
    out.write_all(if on { b"\x1b[?1000h\x1b[?1006h" } else { b"\x1b[?1006l\x1b[?1000l" })?;
    out.flush()
}

fn switch_off() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // The terminal may be gone: there is nobody left to tell.
        let _ = tell_mouse(false);
        let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
        let _ = stdout().flush();
    }
}

/// Watches for signals, and for the terminal to vanish, in threads of its own. `settle` is called
/// before the process ends.
///
/// # Errors
/// When the handlers cannot be set.
pub fn watch(settle: impl Fn() -> Option<String> + Send + Sync + 'static) -> io::Result<()> {
    if sabotage::on(Mutant::NoWatch) {
        return Ok(());
    }
    let settle: Arc<Settle> = Arc::new(settle);
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGXFSZ])?;
    let on_signal = Arc::clone(&settle);
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => suspend(),
                SIGCONT => {
                    // Stopped without a word (SIGSTOP) and woken: a shell may have drawn meanwhile.
                    CAME_BACK.store(true, Ordering::SeqCst);
                    let _ = raise(SIGWINCH);
                }
                // A file may grow no further: the write says so by itself, and the session goes on.
                SIGXFSZ => {}
                signal => end(128 + signal, on_signal.as_ref()),
            }
        }
    })?;
    // Where no SIGHUP comes (no controlling terminal), crossterm would wait for keys for ever, at full
    // speed. A terminal that has hung up is none any more.
    thread::Builder::new().name("hang-up".into()).spawn(move || {
        // Only a process with a controlling terminal can open it by this name.
        let is_told = File::open("/dev/tty").is_ok();
        while io::stdin().is_terminal() {
            thread::sleep(if is_told { STILL_THERE_TOO } else { STILL_THERE });
        }
        end(128 + SIGHUP, settle.as_ref());
    })?;
    Ok(())
}

/// Ends the process with the terminal as it was found.
fn end(code: i32, settle: &Settle) -> ! {
    let unsaved = settle();
    if let Some(gate) = gate_in_time() {
        switch_off();
        if let Some(words) = unsaved {
            say(&words);
        }
        std::mem::forget(gate);
    } else {
        // A frame is stuck half-way: whatever we wrote would be stuck behind it.
        let _ = disable_raw_mode();
    }
    std::process::exit(code)
}

/// Gives the terminal to the shell, stops, and takes it again after `fg`.
///
/// In raw mode Ctrl-Z arrives as a key: the loop raises SIGTSTP for it, which ends up here.
fn suspend() {
    let _gate = gate();
    let was_on = ENTERED.load(Ordering::SeqCst);
    switch_off();
    // Before the stop: whichever thread is first to run afterwards, no time is credited.
    CAME_BACK.store(true, Ordering::SeqCst);
    let _ = emulate_default_handler(SIGTSTP);
    if was_on && switch_on().is_err() {
        // Woken without a terminal: the loop's next read says so and ends.
        return;
    }
    CAME_BACK.store(true, Ordering::SeqCst);
    // The loop sleeps in `poll`; a change of size is what wakes it.
    let _ = raise(SIGWINCH);
}

/// Asks to be stopped, as Ctrl-Z does in a shell.
pub fn ask_to_suspend() {
    let _ = raise(SIGTSTP);
}

/// Whether the program was stopped and woken since the last call: everything has to be drawn again,
/// and the time between does not count.
pub fn came_back() -> bool {
    CAME_BACK.swap(false, Ordering::SeqCst)
}

/// Columns and rows of the terminal, where there is one.
pub fn size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}
