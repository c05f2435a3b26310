//! Why an exercise ends early, as the person may say it.

use crate::domain::plan::input::Stop;

/// The reasons, in the order of the list, as shown.
pub const REASONS: [(Stop, &str); 5] = [
    (Stop::Time, "No more time"),
    (Stop::Fatigue, "Tired"),
    (Stop::Form, "Could not keep the position"),
    (Stop::Pain, "It hurt"),
    (Stop::Skipped, "Not this one today"),
];
