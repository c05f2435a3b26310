//! "supple is open here", and "a session runs here": locks in the state folder, for advice only. The lock
//! on the journal itself is what protects the data.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::files;
use super::holder::{self, Holder};

/// Held as long as the program is open; gone with the process, whatever becomes of it.
#[derive(Debug)]
pub struct Running {
    _lock: File,
}

/// What there is to know of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Who, where the system tells.
    pub who: Option<Holder>,
}

const NAME: &str = "running.lock";
const SESSION: &str = "session.lock";

/// Says that the program is open here. `Ok(None)`: nothing can be kept there, or this disk has no locks.
///
/// # Errors
/// Another one is open, and has said so first.
pub fn begin(state: &Path) -> Result<Option<Running>, Other> {
    take(&state.join(NAME))
}

fn take(path: &Path) -> Result<Option<Running>, Other> {
    match files::lock_file(path) {
        Ok(Some(lock)) => Ok(Some(Running { _lock: lock })),
        Ok(None) => Err(Other { who: holder::of(path) }),
        Err(_) => Ok(None),
    }
}

/// Where a session says that it runs, so that a second one is not begun unawares.
#[derive(Debug, Default)]
pub struct Floor {
    lock: Option<PathBuf>,
    told: bool,
}

impl Floor {
    /// The one of this state folder. The default is one where nobody else ever is.
    pub fn of(state: &Path) -> Floor {
        Floor { lock: Some(state.join(SESSION)), told: false }
    }

    /// The person knows of the other session, and goes on here.
    pub fn told(&mut self) {
        self.told = true;
    }

    /// Says that a session runs here, for as long as this is kept. Nothing, where one runs elsewhere: two
    /// at once do no harm to the journal.
    pub fn claim(&mut self) -> Option<Running> {
        self.told = false;
        take(self.lock.as_ref()?).ok()?
    }

    /// A session runs in another terminal: said once, in words. `go` names what begins one here.
    pub fn taken(&mut self, go: &str) -> Option<String> {
        let path = self.lock.as_ref().filter(|path| !self.told && path.is_file())?;
        let other = take(path).err()?;
        self.told = true;
        let who = other.who.as_ref().map_or(String::new(), |who| format!(" ({who})"));
        Some(format!("A session runs in another terminal{who}. {go} once more: it goes on here instead."))
    }
}

/// The other one that is open, if there is one. Makes nothing.
pub fn other(state: &Path) -> Option<Other> {
    let path = state.join(NAME);
    if !path.is_file() {
        return None;
    }
    begin(state).err()
}
