//! A session: what was planned, begun, done, stopped; and walks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::dose::Dose;
use crate::domain::history::{PlannedItem, SwapWhy};
use crate::domain::plan::input::{Mode, Stop};
use crate::domain::score::Score;
use crate::domain::screening::stop_sign::Ends;
use crate::domain::screening::tier::Tier;
use crate::journal::name::Name;

/// Body of `session.started`. The session's id is the id of the line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionStarted {
    /// Mode of the plan.
    pub mode: Mode,
    /// Time budget.
    pub minutes: i32,
    /// The plan's lines.
    pub items: Vec<PlannedItem>,
    /// Minutes of walking asked beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aerobic: Option<u32>,
    /// Version of the rule book that the check was made with.
    pub rules: String,
    /// The clinicians' plans that were in force, each as its name, `@` and eight digits that change with
    /// its text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<String>,
}

/// Left or right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
}

/// Body of `item.started`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemStarted {
    /// The session.
    pub session: Name,
    /// Place in the plan.
    pub item: usize,
    /// Exercise id.
    pub exercise: String,
}

/// Body of `hold.done`: one hold of a stretch or of a sustained exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HoldDone {
    /// The session.
    pub session: Name,
    /// Place in the plan.
    pub item: usize,
    /// Exercise id.
    pub exercise: String,
    /// Side, where each side has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Which hold on this side, from 1.
    pub nth: u32,
    /// Seconds asked.
    pub asked_s: u32,
    /// Seconds held, by the monotonic clock, without pauses.
    pub held_s: u32,
}

/// Body of `reps.done`: one set on one side, held repetitions included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepsDone {
    /// The session.
    pub session: Name,
    /// Place in the plan.
    pub item: usize,
    /// Exercise id.
    pub exercise: String,
    /// Side, where each side has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Set, from 1.
    pub set: u32,
    /// Repetitions asked.
    pub asked: u32,
    /// Repetitions done.
    pub reps: u32,
    /// Seconds that each was held; 0 for moving ones.
    #[serde(default)]
    pub hold_s: u32,
}

/// Body of `minutes.done`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MinutesDone {
    /// The session.
    pub session: Name,
    /// Place in the plan.
    pub item: usize,
    /// Exercise id.
    pub exercise: String,
    /// Seconds asked.
    pub asked_s: u32,
    /// Seconds done.
    pub done_s: u32,
}

/// Body of `item.ended`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemEnded {
    /// The session.
    pub session: Name,
    /// Place in the plan.
    pub item: usize,
    /// Exercise id.
    pub exercise: String,
    /// What was done, field by field; the weaker side counts.
    pub done: Dose,
    /// Why it ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Stop>,
}

/// Body of `item.swapped`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemSwapped {
    /// The session.
    pub session: Name,
    /// Place in its plan.
    pub item: usize,
    /// Exercise id of the form that is left.
    pub exercise: String,
    /// What was done of it.
    pub done: Dose,
    /// The form that comes in its place.
    pub to: PlannedItem,
    /// Why.
    pub why: SwapWhy,
}

/// Body of `pace.set`: only what was chosen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PaceSet {
    /// Exercise id.
    pub exercise: String,
    /// Length of a repetition by the clock, or of a paced breath: percent of the exercise's own tempo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// Whether the clock counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_clock: Option<bool>,
}

/// Why the clock was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseWhy {
    /// The person pressed pause.
    Key,
    /// The program was stopped or the lid closed.
    Away,
    /// Something was said to be wrong.
    Wrong,
}

/// Body of `session.paused`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionPaused {
    /// The session.
    pub session: Name,
    /// Why.
    pub why: PauseWhy,
}

/// Body of `session.resumed`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionResumed {
    /// The session.
    pub session: Name,
    /// Whether it had stopped because something was wrong. Versions before December 2026 did not write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_stop: Option<bool>,
}

/// Body of `stop.pressed`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StopPressed {
    /// The session.
    pub session: Name,
    /// Place in the plan, if one was running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// Exercise id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<String>,
    /// Side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// Body of `ouch.noted`: what was wrong, told after `stop.pressed`, once it was read back. A second one of
/// the same sign in a session answers what the first one left open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OuchNoted {
    /// The session.
    pub session: Name,
    /// Place in the plan, if an exercise was running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// Exercise id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<String>,
    /// Side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Id of the stop sign.
    pub sign: String,
    /// Answers to its questions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
    /// What it came to.
    pub tier: Tier,
    /// What of the session ended.
    pub ended: Ends,
    /// Whether it let go with rest, where that was asked and is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eased: Option<bool>,
    /// Not known yet: asked again before the next session.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
}

/// Body of `session.ended`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionEnded {
    /// The session.
    pub session: Name,
    /// Whether every exercise had its turn.
    pub complete: bool,
}

/// Body of `walk.done`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WalkDone {
    /// The session whose plan asked for it, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Name>,
    /// Minutes asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<u32>,
    /// Minutes done, 0 to 1,440.
    pub minutes: u32,
    /// Worst pain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<Score>,
    /// Could speak in sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talk_ok: Option<bool>,
}
