//! What the engine is given: the probe document of `supple plan --input`, and what the journal folds into.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::dose::{Dose, Kind};

/// Everything that decides a plan. Any rating may be `None`: not answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// The exercises that there are.
    pub library: Vec<Entry>,
    /// The person.
    pub profile: Profile,
    /// This morning, this evening.
    pub today: Today,
    /// Scores without a session.
    #[serde(default)]
    pub checkins: Vec<Checkin>,
    /// Clinicians' clearances, by date.
    #[serde(default)]
    pub clearances: Vec<Clearance>,
    /// What was done; sorted by date by the engine.
    #[serde(default)]
    pub sessions: Vec<Session>,
}

impl Input {
    /// The library's entry of this id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.library.iter().find(|entry| entry.id == id)
    }
}

/// One variant of one ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Id, unique in the library.
    pub id: String,
    /// What reasons call it; absent: its id in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Ladder it belongs to; absent: a ladder of its own.
    #[serde(default)]
    pub ladder: Option<String>,
    /// Rung, from 1.
    #[serde(default = "one")]
    pub level: u32,
    /// How it is dosed.
    pub kind: Kind,
    /// Part of the body worked, for show.
    #[serde(default)]
    pub region: Option<String>,
    /// Regions of pain it is for; empty: all.
    #[serde(default, rename = "for")]
    pub regions: Vec<String>,
    /// 1, or 2 for each side.
    #[serde(default = "one")]
    pub sides: u32,
    /// `relief`, `high_impact`, `loaded_flexion`, ...
    #[serde(default)]
    pub tags: Vec<String>,
    /// Conditions under which it is never offered.
    #[serde(default)]
    pub contra: Vec<String>,
    /// Lower comes first.
    #[serde(default)]
    pub priority: i64,
    /// First dose, where the library says one; else the kind's.
    #[serde(default)]
    pub start: Option<PartDose>,
    /// Size of one step; else the kind's.
    #[serde(default)]
    pub step: Option<PartDose>,
    /// Highest dose; else the kind's.
    #[serde(default)]
    pub max: Option<PartDose>,
    /// A plan of the person's clinician lists it: it comes before everything else, in this form.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub listed: bool,
    /// It takes no step up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_steps: bool,
    /// Pain above this, 0 to 10, is above the person's limit, whatever the person's own limit is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_pain: Option<i32>,
}

fn one() -> u32 {
    1
}

/// A dose of which some fields are left to the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartDose {
    /// Sets.
    #[serde(default)]
    pub sets: Option<u32>,
    /// Repetitions per set and side.
    #[serde(default)]
    pub reps: Option<u32>,
    /// Seconds per hold.
    #[serde(default)]
    pub hold_s: Option<u32>,
}

/// The person, as far as doses depend on it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Day of the intake.
    #[serde(default)]
    pub intake_date: Option<NaiveDate>,
    /// Years.
    #[serde(default)]
    pub age: Option<u32>,
    /// Regions of pain: `back`, `neck`.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Usual pain, 0 to 10.
    #[serde(default)]
    pub usual_pain: Option<i32>,
    /// Minutes until it settles after it was provoked.
    #[serde(default)]
    pub settle_minutes: Option<i32>,
    /// Skip codes that hold for this person.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Whether walks and the like may be prescribed; absent: unknown.
    #[serde(default)]
    pub aerobic_ok: Option<bool>,
    /// After two weeks the ladders of one group take turns from day to day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub variety: bool,
    /// Exercises of which the person said "not this one".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unwanted: Vec<String>,
    /// Exercises that worry the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fears: Vec<Fear>,
}

/// An exercise that worries a person. It only ever removes or delays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fear {
    /// Exercise id.
    pub id: String,
    /// How much, 0 to 10.
    pub score: i32,
    /// The day on which it was first said to be this much; absent: before everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
}

/// The day that the plan is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Today {
    /// Date.
    pub date: NaiveDate,
    /// Pain at check-in.
    #[serde(default)]
    pub pain_now: Option<i32>,
    /// Time budget in minutes; absent: 15.
    #[serde(default)]
    pub minutes: Option<i32>,
    /// `morning`, `day`, `evening`.
    #[serde(default)]
    pub time: Option<String>,
    /// Marked stiffness this morning.
    #[serde(default)]
    pub morning_stiff: Option<bool>,
    /// The person says that this is a flare.
    #[serde(default)]
    pub flare: Option<bool>,
    /// Stop codes of today.
    #[serde(default)]
    pub flags: Vec<String>,
    /// An answer of the safety check asks for one level down.
    #[serde(default)]
    pub ease: bool,
    /// Nothing may rise, whatever the log says.
    #[serde(default)]
    pub hold: bool,
}

/// A score of a day without a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checkin {
    /// Date.
    pub date: NaiveDate,
    /// Pain, 0 to 10.
    #[serde(default)]
    pub pain: Option<i32>,
}

/// A clinician has cleared what stood before this date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clearance {
    /// Date of the clearance.
    pub date: NaiveDate,
    /// Who.
    #[serde(default)]
    pub by: Option<String>,
}

/// What kind of session it was, as far as later plans ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The first one.
    Start,
    /// An ordinary one.
    #[default]
    Normal,
    /// After two weeks off or a flare.
    Return,
    /// After four weeks off or a lifted block.
    Restart,
    /// Gentle movement in a flare.
    Flare,
    /// None: a block stands.
    Blocked,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Date.
    pub date: NaiveDate,
    /// Mode that it was planned in.
    #[serde(default)]
    pub mode: Mode,
    /// Time budget, minutes.
    #[serde(default)]
    pub minutes: Option<i32>,
    /// Pain before.
    #[serde(default)]
    pub pain_before: Option<i32>,
    /// Pain at the end.
    #[serde(default)]
    pub pain_after: Option<i32>,
    /// Whether it hurt more than before for over an hour.
    #[serde(default)]
    pub pain_over_1h: Option<bool>,
    /// Pain next morning.
    #[serde(default)]
    pub next_morning_pain: Option<i32>,
    /// Effort of the whole.
    #[serde(default)]
    pub effort: Option<i32>,
    /// `no_reserve`, `fatigue_all_day`, `sleepless`, `lasting_joint_stiffness`.
    #[serde(default)]
    pub signs: Vec<String>,
    /// Stop codes.
    #[serde(default)]
    pub events: Vec<String>,
    /// Walk or the like.
    #[serde(default)]
    pub aerobic: Option<Bout>,
    /// What was done on the mat.
    #[serde(default)]
    pub exercises: Vec<Done>,
}

/// A walk, a ride.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Bout {
    /// Minutes asked.
    #[serde(default)]
    pub prescribed: Option<i32>,
    /// Minutes done.
    #[serde(default)]
    pub done: Option<i32>,
    /// Worst pain during it.
    #[serde(default)]
    pub pain: Option<i32>,
    /// Whether one could speak in sentences.
    #[serde(default)]
    pub talk_ok: Option<bool>,
}

/// One exercise of one session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// Exercise id.
    pub id: String,
    /// What was asked.
    #[serde(default)]
    pub prescribed: Option<Dose>,
    /// What was done.
    #[serde(default)]
    pub done: Option<Dose>,
    /// Worst pain during it.
    #[serde(default)]
    pub pain: Option<i32>,
    /// Effort.
    #[serde(default)]
    pub effort: Option<i32>,
    /// Why it ended early.
    #[serde(default)]
    pub stop: Option<Stop>,
    /// "All within my limit": green without a number.
    #[serde(default)]
    pub within_limit: bool,
}

/// Why an exercise ended before its dose was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// No more time.
    Time,
    /// The form went.
    Form,
    /// Tired.
    Fatigue,
    /// It hurt.
    Pain,
    /// Sharp pain that eased with rest.
    Sharp,
    /// Pain moved down the limb, then eased.
    Spreading,
    /// Not done at all.
    Skipped,
}
