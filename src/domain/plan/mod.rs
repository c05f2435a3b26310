//! How today's dose follows from the log. [`plan`] is pure: no clock, no chance, integers only; same
//! input, same output. The log is the state: nothing else is remembered.
//!
//! The rules are those of the progression reference, part 3; where they leave something open, the
//! decision stands at the head of the file that it belongs to.

mod advice;
mod aerobic;
mod blocks;
mod bounds;
mod choose;
mod derived;
mod fear;
mod flare;
mod forms;
pub mod input;
mod ladders;
mod line;
mod listed;
mod log;
mod make;
mod mode;
mod newcomers;
pub mod output;
pub mod probe;
mod reasons;
mod refer;
mod response;
mod session;
mod steps;
mod thresholds;

pub use advice::advice_sentence;
pub use blocks::stop_level;
pub use forms::{Form, forms};
pub use input::{Input, Mode};
pub use make::{blocked, plan};
pub use output::Plan;
pub use probe::input_from_json;
pub use refer::{refer_codes, refer_level, refer_sentence};
pub use thresholds::{Thresholds, thresholds};

use crate::domain::dose::{Dose, Kind};

/// Estimated seconds on the mat of one exercise, as the plan counts them: `sides` 1 or 2.
pub fn estimate_seconds(kind: Kind, sides: u32, dose: Dose) -> u32 {
    bounds::seconds(kind, sides, dose)
}
