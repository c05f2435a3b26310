//! What can happen. One struct for the body of each type of event; names and fields are for ever:
//! a new meaning gets a new name, a field is never reused.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::domain::around::direction::Worse;
use crate::domain::body::Mark;
use crate::domain::dose::Dose;
use crate::domain::history::{PlannedItem, SwapWhy};
use crate::domain::plan::input::{Mode, Stop};
use crate::domain::profile::{Settle, Settled};
use crate::domain::score::Score;
use crate::domain::screening::answer::Value;
use crate::domain::screening::stop_sign::Ends;
use crate::domain::screening::tier::Tier;

macro_rules! events {
    ($($name:ident = $kind:literal, $doc:literal;)*) => {
        /// One event. The name in the file is [`Event::kind`].
        #[derive(Debug, Clone, PartialEq)]
        pub enum Event {
            $(#[doc = $doc] $name($name),)*
        }

        impl Event {
            /// Every type of event that this program writes, as named in the file.
            pub const KINDS: &'static [&'static str] = &[$($kind),*];

            /// The name in the file.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Event::$name(_) => $kind,)*
                }
            }

            /// The body, as it is written.
            pub fn body(&self) -> Json {
                let body = match self {
                    $(Event::$name(body) => serde_json::to_value(body),)*
                };
                // Bodies are plain structs of numbers, texts and lists: these always encode.
                body.unwrap_or(Json::Null)
            }

            /// Reads a body. `Ok(None)`: a type that this program does not know.
            ///
            /// # Errors
            /// A known type with a body out of range or of another shape, in words.
            pub fn parse(kind: &str, body: &str) -> Result<Option<Event>, String> {
                match kind {
                    $($kind => serde_json::from_str(body)
                        .map(|body| Some(Event::$name(body)))
                        .map_err(|error| format!("{kind}: {error}")),)*
                    _ => Ok(None),
                }
            }
        }

        $(impl From<$name> for Event {
            fn from(body: $name) -> Event {
                Event::$name(body)
            }
        })*
    };
}

events! {
    JournalOpened = "journal.opened", "A new file was begun.";
    RegionSet = "region.set", "The region whose emergency number is shown.";
    ProfileSet = "profile.set", "One or more keys of the profile.";
    ScreenAnswered = "screen.answered", "One answer of the safety check.";
    ScreenDecided = "screen.decided", "What a run of the safety check came to.";
    FlagRaised = "flag.raised", "A rule that locks sessions has fired.";
    FlagCleared = "flag.cleared", "A clinician's clearance of one flag.";
    PainRated = "pain.rated", "A pain score.";
    EffortRated = "effort.rated", "An effort score.";
    WithinLimit = "items.within_limit", "All of these exercises stayed within the person's limit.";
    FollowedUp = "session.followed_up", "How it was after a session.";
    FlareDeclared = "flare.declared", "The person says that this is a flare.";
    SessionStarted = "session.started", "A session began, with the plan that it was given.";
    ItemStarted = "item.started", "An exercise began.";
    HoldDone = "hold.done", "One hold ended.";
    RepsDone = "reps.done", "One set on one side ended.";
    MinutesDone = "minutes.done", "A stretch of time ended.";
    ItemEnded = "item.ended", "An exercise ended, done in full or not.";
    SessionPaused = "session.paused", "The clock was stopped.";
    SessionResumed = "session.resumed", "The clock runs again.";
    StopPressed = "stop.pressed", "Something is wrong, said the person.";
    OuchNoted = "ouch.noted", "What was wrong, and what came of it.";
    SignsNoted = "signs.noted", "Signs of having done too much.";
    SessionEnded = "session.ended", "A session ended.";
    WalkDone = "walk.done", "A walk or the like.";
    PromptAcknowledged = "prompt.acknowledged", "A prompt to see someone was read.";
    CardShown = "card.shown", "A thought to take along was shown at the end of a session.";
    FlareWithdrawn = "flare.withdrawn", "The day is no flare after all.";
    MorningTold = "morning.told", "Whether this morning is a stiff one.";
    DirectionTold = "direction.told", "Which way of bending is worse.";
    EquipmentSet = "equipment.set", "What there is to exercise with.";
    VarietySet = "variety.set", "Whether ladders take turns.";
    ExerciseUnwanted = "exercise.unwanted", "\"Not this one\", or after all.";
    GoalRated = "goal.rated", "How well something goes that the person wants to do again.";
    GoalDropped = "goal.dropped", "Something is no longer followed.";
    WorryRated = "worry.rated", "How much a kind of movement worries the person.";
    TryExpected = "try.expected", "What is expected of an exercise that worries the person.";
    UsualPainReassessed = "usual_pain.reassessed", "Usual pain, looked at again.";
    QuestionSettled = "question.settled", "A question of the safety check that need not be asked, or is asked again.";
    NormalMarked = "normal.marked", "The person says that pain as it is now is normal for them.";
    WeekShown = "week.shown", "What rose and what eased in the week behind was shown.";
    BodyMarked = "body.marked", "Where it hurts, marked on the body picture.";
    ItemSwapped = "item.swapped", "Another form of an exercise came in its place.";
    PaceSet = "pace.set", "How the repetitions of an exercise are counted.";
}

impl Event {
    /// Id of the session that it belongs to, if it belongs to one. The line that begins a session has
    /// that id itself.
    pub fn session(&self) -> Option<&str> {
        match self {
            Event::ItemStarted(ItemStarted { session, .. })
            | Event::HoldDone(HoldDone { session, .. })
            | Event::RepsDone(RepsDone { session, .. })
            | Event::MinutesDone(MinutesDone { session, .. })
            | Event::ItemEnded(ItemEnded { session, .. })
            | Event::ItemSwapped(ItemSwapped { session, .. })
            | Event::SessionPaused(SessionPaused { session, .. })
            | Event::SessionResumed(SessionResumed { session })
            | Event::StopPressed(StopPressed { session, .. })
            | Event::OuchNoted(OuchNoted { session, .. })
            | Event::SignsNoted(SignsNoted { session, .. })
            | Event::SessionEnded(SessionEnded { session, .. })
            | Event::EffortRated(EffortRated { session, .. })
            | Event::WithinLimit(WithinLimit { session, .. })
            | Event::TryExpected(TryExpected { session, .. })
            | Event::FollowedUp(FollowedUp { session, .. }) => Some(session),
            Event::PainRated(PainRated { session, .. }) | Event::WalkDone(WalkDone { session, .. }) => {
                session.as_deref()
            }
            _ => None,
        }
    }
}

/// Body of `journal.opened`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalOpened {
    /// Always `supple`.
    pub app: String,
    /// Version that began the file.
    pub app_version: String,
    /// What a person who opens the file should know.
    pub note: String,
}

/// Body of `region.set`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegionSet {
    /// Id of the region, such as `uk`.
    pub region: String,
}

/// Body of `profile.set`: only the keys that were answered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProfileSet {
    /// Usual pain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_pain: Option<Score>,
    /// Time to settle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settle: Option<Settle>,
    /// Can get to the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<bool>,
    /// Minutes a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// When a run of the safety check takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// The whole check.
    Intake,
    /// The short form before a session.
    Session,
    /// The questions of a change in pain.
    Recheck,
    /// The few that are asked once a month.
    Monthly,
    /// The one that is asked every two weeks.
    Fortnight,
    /// One answer that the person says has changed.
    Change,
    /// After `!`.
    Stop,
}

/// Body of `screen.answered`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScreenAnswered {
    /// The run that it belongs to: any text, the same for all answers of one run.
    pub run: String,
    /// When it was asked.
    pub moment: Moment,
    /// Question id.
    pub question: String,
    /// The answer.
    pub value: Value,
    /// Whether the question itself was put, where the run begins with short lines: a "no" to a short
    /// line stands for every question behind it, and lifts nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub full: bool,
}

/// Body of `screen.decided`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScreenDecided {
    /// The run.
    pub run: String,
    /// When it was asked.
    pub moment: Moment,
    /// What it came to.
    pub tier: Tier,
    /// Ids of the rules that fired.
    pub fired: Vec<String>,
    /// Whether every question that was due has its answer: a confirmed emergency ends a check early.
    #[serde(default = "yes")]
    pub complete: bool,
    /// Version of the rule book.
    pub rules: String,
}

fn yes() -> bool {
    true
}

/// Body of `flag.raised`. The flag's id is the id of the line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagRaised {
    /// Rule id, or a stop sign's id.
    pub rule: String,
    /// Tier of the rule.
    pub tier: Tier,
    /// The run of the safety check that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// Whether it came only from "not sure".
    #[serde(default)]
    pub from_unsure: bool,
}

/// Body of `flag.cleared`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagCleared {
    /// Id of the flag's line.
    pub flag: String,
    /// Day the clinician was seen.
    pub seen_on: NaiveDate,
    /// Who: `gp`, `hospital_doctor`, `physiotherapist`, `nurse`, `midwife`, or `other: PROFESSION`.
    pub role: String,
    /// `may_exercise`, `with_limits`, `not_yet`.
    pub outcome: String,
    /// Limits in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
}

/// When a pain score was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Without a session, or at the check before one.
    CheckIn,
    /// At the start of a session.
    Before,
    /// The worst during one exercise.
    Exercise,
    /// At the end of a session.
    After,
}

/// Body of `pain.rated`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PainRated {
    /// The session, if any: id of its `session.started` line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// When.
    pub when: When,
    /// Place in the session's plan, from 0, for an exercise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// Exercise id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<String>,
    /// The score.
    pub score: Score,
}

/// Body of `effort.rated`: of one exercise, or of the whole session where `item` is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffortRated {
    /// The session.
    pub session: String,
    /// Place in the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// Exercise id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<String>,
    /// The score.
    pub score: Score,
}

/// Body of `items.within_limit`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WithinLimit {
    /// The session.
    pub session: String,
    /// Places in the plan.
    pub items: Vec<usize>,
}

/// Body of `session.followed_up`: only what was answered. Neither: the hour after was asked, and the
/// answer was "not sure".
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FollowedUp {
    /// The session.
    pub session: String,
    /// More pain than before for over an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_1h: Option<bool>,
    /// Pain next morning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_morning: Option<Score>,
}

/// Body of `flare.withdrawn`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FlareWithdrawn {}

/// Body of `morning.told`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MorningTold {
    /// Marked stiffness this morning.
    pub stiff: bool,
}

/// Body of `direction.told`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DirectionTold {
    /// What is worse.
    pub worse: Worse,
}

/// Body of `equipment.set`: all of it, each time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct EquipmentSet {
    /// Such as `band`.
    pub have: Vec<String>,
}

/// Body of `variety.set`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VarietySet {
    /// On or off.
    pub on: bool,
}

/// Body of `exercise.unwanted`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExerciseUnwanted {
    /// Exercise id.
    pub exercise: String,
    /// Whether it is not wanted.
    pub unwanted: bool,
}

/// Body of `goal.rated`. Other words in a place begin a new series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalRated {
    /// Its place, 1 to 3.
    pub goal: u8,
    /// In the person's own words.
    pub words: String,
    /// 0 not at all, 10 as before.
    pub score: Score,
}

/// Body of `goal.dropped`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalDropped {
    /// Its place, 1 to 3.
    pub goal: u8,
}

/// Body of `worry.rated`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorryRated {
    /// Id of the kind of movement, such as `bending`.
    pub movement: String,
    /// 0 not at all, 10 most.
    pub score: Score,
}

/// Body of `try.expected`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TryExpected {
    /// The session.
    pub session: String,
    /// Exercise id.
    pub exercise: String,
    /// How bad it will be, 0 to 10.
    pub score: Score,
}

/// Body of `usual_pain.reassessed`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UsualPainReassessed {
    /// Pain on a usual day now.
    pub score: Score,
}

/// Body of `flare.declared`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FlareDeclared {}

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
    pub session: String,
    /// Place in the plan.
    pub item: usize,
    /// Exercise id.
    pub exercise: String,
}

/// Body of `hold.done`: one hold of a stretch or of a sustained exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HoldDone {
    /// The session.
    pub session: String,
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
    pub session: String,
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
    pub session: String,
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
    pub session: String,
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
    pub session: String,
    /// Why.
    pub why: PauseWhy,
}

/// Body of `session.resumed`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionResumed {
    /// The session.
    pub session: String,
}

/// Body of `stop.pressed`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StopPressed {
    /// The session.
    pub session: String,
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
    pub session: String,
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

/// Body of `signs.noted`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignsNoted {
    /// The session that they follow.
    pub session: String,
    /// `no_reserve`, `fatigue_all_day`, `sleepless`, `lasting_joint_stiffness`.
    pub signs: Vec<String>,
}

/// Body of `session.ended`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionEnded {
    /// The session.
    pub session: String,
    /// Whether every exercise had its turn.
    pub complete: bool,
}

/// Body of `walk.done`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WalkDone {
    /// The session whose plan asked for it, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
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

/// Body of `question.settled`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionSettled {
    /// Question id.
    pub question: String,
    /// Whether it is still asked.
    pub how: Settled,
}

/// Body of `normal.marked`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct NormalMarked {}

/// Body of `prompt.acknowledged`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PromptAcknowledged {
    /// Code of the prompt.
    pub code: String,
}

/// Body of `card.shown`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardShown {
    /// Id of the card.
    pub card: String,
}

/// Body of `item.swapped`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemSwapped {
    /// The session.
    pub session: String,
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

/// Body of `week.shown`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeekShown {
    /// Monday of the week that began.
    pub monday: NaiveDate,
}

/// Body of `body.marked`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BodyMarked {
    /// Every place that hurts; none: nothing does.
    pub marks: Vec<Mark>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_reads_back_as_it_was_written() {
        let event = Event::from(PainRated {
            session: None,
            when: When::CheckIn,
            item: None,
            exercise: None,
            score: Score::TEN,
        });
        assert_eq!(event.kind(), "pain.rated");
        assert_eq!(event.body().to_string(), r#"{"when":"check_in","score":10}"#);
        assert_eq!(Event::parse(event.kind(), &event.body().to_string()), Ok(Some(event)));
    }

    #[test]
    fn an_unknown_type_is_no_error_and_a_bad_body_is_one_in_words() {
        assert_eq!(Event::parse("dream.dreamt", "{}"), Ok(None));
        let error = Event::parse("pain.rated", r#"{"when":"after","score":11}"#).unwrap_err();
        assert!(error.contains("score 11 is outside 0 to 10"), "{error}");
    }
}
