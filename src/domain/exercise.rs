//! What the catalogue says about one exercise, in types that the rules, the session and the screens share.

use serde::{Deserialize, Serialize};

use super::dose::{Dose, Kind};

/// The permanent id of an exercise, such as `bird-dog`. Never reused for another exercise.
pub type ExerciseId = String;

/// Part of a session that an exercise belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Gentle movement first.
    WarmUp,
    /// Movement and timed stretches.
    Mobility,
    /// Control of the trunk.
    Stability,
    /// Hips, legs, upper back.
    Strength,
    /// Walks and the like, beside the screen's time budget.
    Aerobic,
    /// Static comfort at the end.
    CoolDown,
    /// Neck work.
    Neck,
}

/// The position the body is in, so that changes can be kept few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// On the feet.
    Standing,
    /// On a chair.
    Sitting,
    /// On the knees.
    Kneeling,
    /// On hands and knees.
    Quadruped,
    /// On the back.
    Supine,
    /// On the front.
    Prone,
    /// On one side.
    SideLying,
}

impl Position {
    /// Whether a person has to get down to the floor for it.
    pub fn on_floor(self) -> bool {
        !matches!(self, Position::Standing | Position::Sitting)
    }
}

/// Whether the dose counts for the whole body or for each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sides {
    /// Done once.
    Both,
    /// The full dose on each side, one after the other.
    Each,
}

/// How the session runs an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// One long hold, some times over: a stretch.
    Hold,
    /// Repetitions that the person counts.
    Reps,
    /// Repetitions or sets, each held: counted by the clock.
    TimedReps,
    /// One stretch of time.
    Minutes,
}

/// Seconds of one repetition outside the hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Tempo {
    /// Seconds into the position.
    pub out_s: u32,
    /// Seconds at the far end, for moving repetitions.
    #[serde(default)]
    pub pause_s: u32,
    /// Seconds back.
    pub back_s: u32,
}

/// A skip code with words: the person may do the exercise, changed like this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modify {
    /// The skip code, such as `KNEE`.
    pub code: String,
    /// What to change, in the program's own words.
    pub text: String,
}

/// One exercise of the catalogue, or one that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exercise {
    /// Permanent id.
    pub id: ExerciseId,
    /// Name as shown.
    pub name: String,
    /// Part of a session.
    pub block: Block,
    /// Body position.
    pub position: Position,
    /// Once, or on each side.
    pub sides: Sides,
    /// How the session runs it.
    pub mode: Mode,
    /// The kind that the progression rules dose it by.
    pub kind: Kind,
    /// First dose.
    pub start: Dose,
    /// What one step adds; a field of 0 is not stepped.
    pub step: Dose,
    /// Highest dose, every field.
    pub max: Dose,
    /// Seconds out, at the end, and back.
    pub tempo: Tempo,
    /// Direction tag: `flexion`, `extension`, `rotation`, `side`, `neutral`, `flexion-extension`.
    pub spine: String,
    /// What is needed: `mat`, `chair`, `wall`, `band`, ...
    pub equipment: Vec<String>,
    /// Regions it is for: `back`, `neck`.
    pub regions: Vec<String>,
    /// Tags that the rules read: `relief`, `core`, `loaded_flexion`, `end_range`, `isometric`, ...
    pub tags: Vec<String>,
    /// Skip codes: never offered to a person with one of these.
    pub skip: Vec<String>,
    /// Skip codes under which it is changed, with the words.
    pub modify: Vec<Modify>,
    /// Id of the easier form.
    pub easier: Option<ExerciseId>,
    /// Id of the harder form.
    pub harder: Option<ExerciseId>,
    /// The whole chain it stands in, easiest first; itself alone where there is none.
    pub ladder: Vec<ExerciseId>,
    /// The one instruction on the player, at most 12 words.
    pub say: String,
    /// Three to five steps.
    pub steps: Vec<String>,
    /// Two or three cues.
    pub cues: Vec<String>,
    /// How to breathe.
    pub breath: String,
    /// Where it should be felt.
    pub feel: String,
    /// What to do when it hurts.
    pub pain_note: String,
    /// Source tags, such as `S1`.
    pub sources: Vec<String>,
    /// Whether it came with the program.
    pub builtin: bool,
}
