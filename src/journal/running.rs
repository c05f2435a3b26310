//! "supple is open here": a lock in the state folder, for advice only. The lock on the journal itself is
//! what protects the data.

use std::fs::File;
use std::path::Path;

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

/// Says that the program is open here. `Ok(None)`: nothing can be kept there, or this disk has no locks.
///
/// # Errors
/// Another one is open, and has said so first.
pub fn begin(state: &Path) -> Result<Option<Running>, Other> {
    let path = state.join(NAME);
    match files::lock_file(&path) {
        Ok(Some(lock)) => Ok(Some(Running { _lock: lock })),
        Ok(None) => Err(Other { who: holder::of(&path) }),
        Err(_) => Ok(None),
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
