//! Ends the program at a signal, once what is on its way to the disk has had its moment.

use std::io::{self, Write};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::iterator::Signals;

/// Watches for signals in a thread of its own. `settle` waits for what is on its way to the disk and says,
/// in words for the person, what never got there.
///
/// # Errors
/// When the handlers cannot be set.
pub fn watch(settle: impl Fn() -> Option<String> + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGXFSZ])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            // A file may grow no further: the write says so by itself, and the session goes on.
            if signal == SIGXFSZ {
                continue;
            }
            if let Some(words) = settle() {
                // Whoever is gone does not hear it.
                let _ = writeln!(io::stderr(), "{words}");
            }
            std::process::exit(128 + signal);
        }
    })?;
    Ok(())
}
