//! The part `[journal]` of the settings: where this computer writes.

use crate::content::fields::Fields;

/// Whether this computer adds to a file of its own.
pub(super) fn read(part: &Fields) -> bool {
    part.yes_no("own_file").unwrap_or(false)
}
