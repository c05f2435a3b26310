//! What can happen. One struct for the body of each type of event; names and fields are for ever:
//! a new meaning gets a new name, a field is never reused.

mod person;
mod scores;
mod screening;
mod session;

use serde_json::Value as Json;

pub use self::person::*;
pub use self::scores::*;
pub use self::screening::*;
pub use self::session::*;

use super::sabotage::{Mutant, on};

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
                    "pain.rated" if on(Mutant::OldKindGone) => Ok(None),
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
            | Event::SessionResumed(SessionResumed { session, .. })
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

    /// The session that it moves with, when that is put on another day: everything that happened in it, but not how
    /// it was afterwards, which was told when it was told.
    pub fn moves_with(&self) -> Option<&str> {
        match self {
            Event::FollowedUp(_) => None,
            _ => self.session(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::score::Score;

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
