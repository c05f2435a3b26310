//! Enter the terminal, leave it, and leave it as it was found whatever ends the program.

use std::io::{self, BufWriter, Stdout, Write, stdout};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::style::force_color_output;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

/// The terminal that the program draws on: one write a frame.
pub type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Whoever holds it may write to the terminal. The signal thread takes it and never gives it back,
/// so that no frame can be painted over the restored screen.
static GATE: Mutex<()> = Mutex::new(());
static ENTERED: AtomicBool = AtomicBool::new(false);
static CAME_BACK: AtomicBool = AtomicBool::new(false);

/// The right to write to the terminal, until dropped.
pub fn gate() -> MutexGuard<'static, ()> {
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the terminal over.
///
/// # Errors
/// When the terminal cannot be switched to raw mode.
pub fn enter() -> io::Result<Screen> {
    // The theme decides about colours and has looked at NO_COLOR; crossterm must not decide again.
    force_color_output(true);
    switch_on()?;
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        switch_off();
        hook(info);
    }));
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, stdout())))
}

/// Gives the terminal back. Harmless when it was not taken.
pub fn leave() {
    let _gate = gate();
    switch_off();
}

fn switch_on() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)
}

fn switch_off() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // The terminal may be gone: there is nobody left to tell.
        let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
        let _ = stdout().flush();
    }
}

/// Watches for signals in a thread of its own. `settle` is called before the process ends: it waits
/// for what is on its way to the disk.
///
/// # Errors
/// When the handlers cannot be set.
pub fn watch_signals(settle: impl Fn() + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => suspend(),
                SIGCONT => {
                    // Stopped without a word (SIGSTOP) and woken: a shell may have drawn meanwhile.
                    CAME_BACK.store(true, Ordering::SeqCst);
                    let _ = raise(SIGWINCH);
                }
                signal => {
                    settle();
                    let gate = gate();
                    switch_off();
                    std::mem::forget(gate);
                    std::process::exit(128 + signal);
                }
            }
        }
    })?;
    Ok(())
}

/// Gives the terminal to the shell, stops, and takes it again after `fg`.
///
/// In raw mode Ctrl-Z arrives as a key: the loop raises SIGTSTP for it, which ends up here.
fn suspend() {
    let _gate = gate();
    let was_on = ENTERED.load(Ordering::SeqCst);
    switch_off();
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

/// Whether the program was stopped and woken since the last call: everything has to be drawn again.
pub fn came_back() -> bool {
    CAME_BACK.swap(false, Ordering::SeqCst)
}
