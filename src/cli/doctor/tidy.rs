//! `supple doctor --tidy`: lines that cannot be read leave the journal, and nothing is thrown away.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};

use crate::cli::forget::{failed, shown};
use crate::cli::{CliError, Exit, open, output};
use crate::journal::rewrite;
use crate::paths::Paths;

/// Runs it.
///
/// # Errors
/// A journal that cannot be read or written anew; it is as it was then.
pub(super) fn run(paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let done = rewrite::tidied(&open::places(paths), now.date_naive()).map_err(|refused| failed(&refused))?;
    let mut out = match done.lines {
        0 => "Nothing to tidy: every line that may leave the journal can be read.\n".to_owned(),
        1 => "1 line that could not be read whole has left the journal.\n".to_owned(),
        more => format!("{more} lines that could not be read whole have left the journal.\n"),
    };
    if let Some(kept) = done.out.as_ref().filter(|_| !done.before.is_empty()) {
        let _ = writeln!(
            out,
            "What could be read of {} in it. {} in {}; the journal as it was is {}.",
            if done.lines == 1 { "it stays" } else { "them stays" },
            if done.lines == 1 { "It is" } else { "They are" },
            shown(std::slice::from_ref(kept)),
            shown(&done.before)
        );
    }
    match done.stay {
        0 => {}
        1 => out.push_str(
            "1 damaged line stays: it bears on how hard exercises may be, so nothing rises until it is mended.\n",
        ),
        more => {
            let _ = writeln!(
                out,
                "{more} damaged lines stay: they bear on how hard exercises may be, so nothing rises until they are \
                 mended."
            );
        }
    }
    output::text(&out)?;
    Ok(Exit::Done)
}
