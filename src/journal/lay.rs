//! A whole journal laid down at once where there is none: for the demo.

use std::io;
use std::path::Path;

use super::files::{make_dir, write_new};
use super::line::{Head, encode};
use super::replay::Stamped;

/// The device that these lines are said to come from.
const DEVICE: &str = "demo";

/// Writes the events as a new journal, readable by its owner only. Never touches one that is there.
///
/// # Errors
/// When there is a file already, or the folder takes none.
pub fn lay(path: &Path, events: &[Stamped]) -> io::Result<()> {
    let mut lines = String::new();
    for (stamped, n) in events.iter().zip(1..) {
        let kind = stamped.event.kind();
        let head = Head { id: &stamped.id, dev: DEVICE, n, ts: stamped.at, kind, must: false };
        lines.push_str(&encode(&head, &stamped.event.body()).map_err(io::Error::other)?);
    }
    if let Some(folder) = path.parent() {
        make_dir(folder)?;
    }
    write_new(path, lines.as_bytes())
}
