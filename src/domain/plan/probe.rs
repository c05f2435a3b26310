//! The probe document: one JSON object in, so that plans can be asked for from outside.

use super::input::Input;

/// Reads a probe document.
///
/// # Errors
/// Line, column, field and what was expected.
pub fn input_from_json(text: &str) -> Result<Input, String> {
    serde_json::from_str(text).map_err(|e| e.to_string())
}
