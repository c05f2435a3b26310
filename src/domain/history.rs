//! What the journal folds into: all that the rules, the screens and the reports need to know of the past.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::around::Wishes;
use super::body::Marking;
use super::dose::Dose;
use super::plan::input::{Mode, Stop};
use super::profile::{Profile, Settled};
use super::score::Score;
use super::screening::answer::{Answers, QuestionId, Value};
use super::screening::block::{self, Clearance, Flag};
use super::screening::tier::Tier;

/// Pain above this is in nobody's green zone (`progression` 3.2).
const ALWAYS_TOO_MUCH: u8 = 5;

/// All that is known of the past.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// The region whose emergency number is shown.
    pub region: Option<String>,
    /// The four keys of the profile.
    pub profile: Profile,
    /// The latest answer to each question, with its moment.
    pub answers: BTreeMap<QuestionId, DatedAnswer>,
    /// Every answer that was given, oldest first.
    pub answer_log: Vec<block::DatedAnswer>,
    /// The whole safety check that was begun last and has not come to its end.
    pub open_intake: Option<OpenIntake>,
    /// Runs of the safety check that came to an end, oldest first.
    pub decisions: Vec<Decision>,
    /// Every flag that was ever raised, oldest first.
    pub flags: Vec<Flag>,
    /// Every clearance that was recorded, oldest first.
    pub clearances: Vec<Clearance>,
    /// Pain without a session or before one, in the order of time.
    pub pain: Vec<PainPoint>,
    /// Days that were called a flare.
    pub flares: BTreeSet<NaiveDate>,
    /// Sessions in the order of time.
    pub sessions: Vec<SessionRecord>,
    /// Walks in the order of time, those of sessions included.
    pub walks: Vec<(NaiveDate, Walk)>,
    /// What the person told after the first session.
    pub wishes: Wishes,
    /// When each prompt was last acknowledged.
    pub acknowledged: BTreeMap<String, DateTime<FixedOffset>>,
    /// Questions that are not asked any more, because their answer is for life, and since when.
    pub settled: BTreeMap<QuestionId, (Settled, DateTime<FixedOffset>)>,
    /// When the person last said that pain as it was is normal for them.
    pub normal: Option<DateTime<FixedOffset>>,
    /// Cards that were shown at the end of a session, and when.
    pub cards: Vec<(DateTime<FixedOffset>, String)>,
    /// Monday of the latest week at whose start the changes of the week behind were shown.
    pub week_told: Option<NaiveDate>,
    /// Where it hurt, as marked on the body picture, in the order of time.
    pub body: Vec<Marking>,
    /// Lines that could be read but not used, with the reason: implausible values.
    pub implausible: Vec<Implausible>,
    /// How many lines come from a newer supple.
    pub unknown: usize,
    /// How the repetitions of each exercise are counted, where the person chose it.
    pub paces: BTreeMap<String, Pace>,
    /// Whether a line that must be understood was not, or too much is damaged: doses then never rise.
    pub held: bool,
}

/// One answer and when it was given.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedAnswer {
    /// The answer.
    pub value: Value,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The run of the check that it belongs to.
    pub run: String,
}

/// A whole safety check that has not come to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenIntake {
    /// The run.
    pub run: String,
    /// When its last answer was given.
    pub at: DateTime<FixedOffset>,
    /// Its answers so far.
    pub answers: Answers,
}

/// What one run of the safety check came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The run.
    pub run: String,
    /// Whether it was the whole check, answered to its end.
    pub intake: bool,
    /// Whether it was the one about a change in pain.
    pub recheck: bool,
    /// Whether a session may follow it: a check after "something is wrong", or one that ended early, opens none.
    pub opens_session: bool,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The tier.
    pub tier: Tier,
    /// Ids of the rules that fired.
    pub fired: Vec<String>,
}

/// One pain score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PainPoint {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The score.
    pub score: Score,
}

/// A line that could be read but not used.
#[derive(Debug, Clone, PartialEq)]
pub struct Implausible {
    /// Id of the line.
    pub id: String,
    /// Why, without health content.
    pub why: String,
}

/// A clock that is set back by less than this does not hide what was just written.
const CLOCK_SLACK_MINUTES: i64 = 5;

impl History {
    /// The latest answers, whenever they were given.
    pub fn latest_answers(&self) -> Answers {
        self.answers.iter().map(|(id, answer)| (id.clone(), answer.value.clone())).collect()
    }

    /// The last whole safety check that came to an end.
    pub fn last_intake(&self) -> Option<&Decision> {
        self.decisions.iter().rev().find(|decision| decision.intake)
    }

    /// The last session, if any.
    pub fn last_session(&self) -> Option<&SessionRecord> {
        self.sessions.last()
    }

    /// All walks of a day as one: minutes add up, the worst pain counts, and the talk test was passed
    /// only if it was each time. What is missing once is missing, unless the rest alone says no.
    pub fn walked_on(&self, date: NaiveDate) -> Option<Walk> {
        // By date, as the fold keeps them: this is asked once for every session of ten years.
        let from = self.walks.partition_point(|(day, _)| *day < date);
        let of_day = self.walks.iter().skip(from).take_while(|(day, _)| *day == date);
        of_day.map(|(_, walk)| *walk).reduce(|a, b| Walk {
            prescribed: a.prescribed.or(b.prescribed),
            done: a.done.saturating_add(b.done),
            pain: match (a.pain, b.pain) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (one, other) => one.or(other).filter(|pain| pain.get() > ALWAYS_TOO_MUCH),
            },
            talk_ok: match (a.talk_ok, b.talk_ok) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
        })
    }

    /// The last session that had begun by `now`. One that is dated later was written with a wrong clock;
    /// a few minutes are the clock being set right.
    pub fn last_session_by(&self, now: DateTime<FixedOffset>) -> Option<&SessionRecord> {
        let latest = now + TimeDelta::minutes(CLOCK_SLACK_MINUTES);
        self.sessions.iter().rev().find(|session| session.started <= latest)
    }

    /// The last of them in which anything was done.
    pub fn last_done_by(&self, now: DateTime<FixedOffset>) -> Option<&SessionRecord> {
        self.sessions.iter().rev().find(|session| session.started <= now && session.is_done())
    }

    /// The session with this id.
    pub fn session(&self, id: &str) -> Option<&SessionRecord> {
        self.sessions.iter().find(|session| session.id == id)
    }
}

/// One session as it was done.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRecord {
    /// Id of its `session.started` line.
    pub id: String,
    /// The day it counts for: the date printed in its time stamp.
    pub date: NaiveDate,
    /// When it began.
    pub started: DateTime<FixedOffset>,
    /// When it ended; `None` when it was cut short without a word.
    pub ended: Option<DateTime<FixedOffset>>,
    /// Mode that it was planned in.
    pub mode: Mode,
    /// Time budget, minutes.
    pub minutes: Option<i32>,
    /// Pain before.
    pub pain_before: Option<Score>,
    /// Pain at the end.
    pub pain_after: Option<Score>,
    /// Sore for over an hour.
    pub pain_over_1h: Option<bool>,
    /// Whether that was asked, and the answer was "not sure".
    pub over_1h_unsure: bool,
    /// Pain next morning.
    pub next_morning_pain: Option<Score>,
    /// Effort of the whole.
    pub effort: Option<Score>,
    /// Signs of having done too much.
    pub signs: Vec<String>,
    /// Stop signs that came up.
    pub events: Vec<String>,
    /// Walk of that session.
    pub aerobic: Option<Walk>,
    /// Exercises in the order of play.
    pub exercises: Vec<ExerciseRecord>,
    /// The items that it was started with, so that it can be gone on with.
    pub planned: Vec<PlannedItem>,
    /// For each item, how far it came.
    pub reached: Vec<Reached>,
    /// Minutes of walking that were asked beside it.
    pub aerobic_asked: Option<u32>,
    /// When something was said to be wrong, unless it was a slip of the finger.
    pub stopped: Option<DateTime<FixedOffset>>,
    /// Whether it was then said what was wrong.
    pub stop_told: bool,
    /// What was wrong in it, in the order told.
    pub ouches: Vec<Ouch>,
    /// Whether anything was done, or tried and felt: part of a set or a hold, or a rating of an exercise.
    pub moved: bool,
    /// Forms that were changed for another one while they ran, in the order of the changes. `exercises`
    /// and `planned` have the form that came in their place.
    pub swaps: Vec<Swapped>,
}

/// A form of an exercise that was changed for another one in the session.
#[derive(Debug, Clone, PartialEq)]
pub struct Swapped {
    /// Its place in the session.
    pub item: usize,
    /// The form that was left, with what was done of it.
    pub from: ExerciseRecord,
    /// Sides of it: 1, or 2 for each side.
    pub sides: u32,
    /// Why.
    pub why: SwapWhy,
}

/// Why a form of an exercise was changed for another one in the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwapWhy {
    /// It hurt: the easier form.
    Hurt,
    /// It was too hard: the easier form.
    TooHard,
    /// It was too easy: the harder form.
    TooEasy,
}

/// How the repetitions of an exercise are counted, as the person chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    /// Length of a repetition by the clock, or of a paced breath: percent of the exercise's own tempo.
    pub percent: Option<u32>,
    /// Whether the clock counts.
    pub by_clock: Option<bool>,
}

impl SessionRecord {
    /// Whether anything of it was done. One that was left before the first movement is no session.
    pub fn is_done(&self) -> bool {
        self.moved
    }

    /// Whether the rules for the next dose have to know of it: something was done, or an exercise had
    /// its turn and was left out, so that what was eased for it stays eased.
    pub fn counts_for_doses(&self) -> bool {
        self.moved || self.reached.contains(&Reached::Ended)
    }
}

/// Something was wrong in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ouch {
    /// When it was told.
    pub at: DateTime<FixedOffset>,
    /// Place in the plan, if an exercise was running.
    pub item: Option<usize>,
    /// Exercise id.
    pub exercise: Option<String>,
    /// `left` or `right`, where each side has its turn.
    pub side: Option<String>,
    /// Id of the stop sign.
    pub sign: String,
    /// Answers to its questions.
    pub answers: BTreeMap<String, String>,
    /// What it came to.
    pub tier: Tier,
    /// Whether it let go with rest, where that was asked and is known.
    pub eased: Option<bool>,
    /// Not known yet: asked again before the next session.
    pub open: bool,
}

/// How far one item of a session came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reached {
    /// Not begun.
    #[default]
    Not,
    /// Begun.
    Begun,
    /// Ended, done in full or not.
    Ended,
}

/// One exercise as it was done.
#[derive(Debug, Clone, PartialEq)]
pub struct ExerciseRecord {
    /// Exercise id.
    pub id: String,
    /// What was asked.
    pub prescribed: Dose,
    /// What was done.
    pub done: Dose,
    /// Worst pain during it.
    pub pain: Option<Score>,
    /// Effort.
    pub effort: Option<Score>,
    /// Why it ended early.
    pub stop: Option<Stop>,
    /// "All within my limit".
    pub within_limit: bool,
    /// Work done on the left and on the right, where each side has its own: repetitions, times their
    /// seconds where they are held, or seconds.
    pub by_side: [u32; 2],
}

/// One line of the plan that a session was started with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedItem {
    /// Exercise id.
    pub exercise: String,
    /// Dose per side.
    pub dose: Dose,
    /// 1, or 2 for each side.
    pub sides: u32,
}

/// A walk or the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// Minutes asked.
    pub prescribed: Option<i32>,
    /// Minutes done.
    pub done: i32,
    /// Worst pain during it.
    pub pain: Option<Score>,
    /// Could speak in sentences.
    pub talk_ok: Option<bool>,
}
