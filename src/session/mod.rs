//! The guided session as a machine: messages and an instant in, effects out.
//!
//! Nothing in here reads a clock, draws, opens a file or knows a key. Time is an argument: the
//! monotonic time since the program began ([`Mono`]). A hold is a deadline on that clock, never a
//! count of ticks; ticks only ask "are we there yet?".
//!
//! - [`item`]: one exercise with its dose, as the machine runs it
//! - [`course`]: the way through one exercise, phase by phase, and how long it takes
//! - [`timer`]: a deadline that can be stopped
//! - [`tally`]: what was really done
//! - [`message`], [`effect`], [`phase`], [`view`]: what comes in, what goes out, what to show
//! - [`machine`]: the one door to what is in `state`; `clockwork` runs an exercise, `ways` leaves one, `rating` asks the
//!   questions, `wrong` stands still, `floor` does without keys
//! - [`progress`]: where to go on after the program was killed

pub mod breath;
mod clockwork;
pub mod course;
pub mod effect;
mod floor;
pub mod item;
pub mod machine;
pub mod message;
pub mod phase;
pub mod progress;
mod rating;
pub mod reasons;
mod resume;
pub mod settings;
mod state;
pub mod tally;
pub mod timer;
mod undo;
pub mod view;
mod ways;
mod wrong;

pub use effect::{Cue, Effect};
pub use item::Item;
pub use machine::Machine;
pub use message::Message;
pub use phase::{Move, Phase};
pub use settings::{Count, Rate, Settings};
pub use view::View;

/// Monotonic time since the program began: `Now.mono`.
pub type Mono = std::time::Duration;
