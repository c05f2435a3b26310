//! What a person told after the first session, as the plan takes it, and the notes that stand around the
//! plan without changing it. Pure.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{Coach, day_words};
use crate::coach::plan::is_morning;
use crate::domain::around::direction::{self, Worse};
use crate::domain::around::sides::{self, Drift};
use crate::domain::around::worries::Movement;
use crate::domain::around::{adherence, goals, plateau, reassess, worries};
use crate::domain::history::SessionRecord;
use crate::domain::plan::input::{Fear, Profile};
use crate::domain::score::Score;
use crate::domain::screening::conditions;

/// A note that was read comes back after this many days (source: DESIGN).
const FOLDED_DAYS: i64 = 14;

/// One sentence beside the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Permanent code; read and folded away like a prompt.
    pub code: &'static str,
    /// The sentence.
    pub text: String,
    /// Source tags.
    pub sources: &'static [&'static str],
}

fn notice(code: &'static str, text: impl Into<String>, sources: &'static [&'static str]) -> Notice {
    Notice { code, text: text.into(), sources }
}

impl Coach {
    /// What is worse, if that is clear.
    pub fn worse(&self) -> Option<Worse> {
        self.history.wishes.worse.map(|(_, worse)| worse).filter(|worse| worse.code().is_some())
    }

    /// Whether the programme for one direction raised pain in two sessions running.
    pub fn direction_failed(&self) -> bool {
        let told = self.history.wishes.worse.filter(|(_, worse)| worse.code().is_some());
        told.is_some_and(|(since, _)| direction::has_failed(since, &self.history.sessions))
    }

    /// Id of the person's programme. A neck alone has its own, with the floor or without: only one of its
    /// entries is on the floor. Without the floor it is the one for the desk. Else the direction that is
    /// worse decides, unless its programme has failed, or pain goes into a leg: which way helps a leg is
    /// for somebody to find out who can look at it (source: DESIGN).
    pub fn programme(&self) -> &'static str {
        let answers = self.latest_answers();
        let regions = conditions::regions(&answers);
        let hurts = |place: &str| regions.iter().any(|region| region == place);
        let leg = || conditions::conditions(&answers).iter().any(|code| code == "LEGPAIN");
        if hurts("neck") && !hurts("back") {
            return "neck-upper-back";
        }
        if self.history.profile.floor == Some(false) {
            return "desk-stiff-10";
        }
        match self.worse() {
            Some(worse) if !self.direction_failed() && !leg() => match worse {
                Worse::Bending => "extension-biased",
                Worse::LeaningBack => "flexion-biased",
                Worse::NotClear => "low-back-default",
            },
            _ => "low-back-default",
        }
    }

    /// What the person's programme is called.
    pub fn programme_name(&self) -> &str {
        let id = self.programme();
        self.catalogue.programme(id).map_or(id, |programme| &programme.name)
    }

    /// Things beside what is in every home.
    pub(super) fn equipment(&self) -> Vec<String> {
        self.history.wishes.equipment.iter().cloned().collect()
    }

    /// The walk, or the ride where the programme has one and there is a bike.
    pub fn aerobic_words(&self) -> &'static str {
        let ride = self.catalogue.programme(self.programme()).and_then(|programme| programme.aerobic());
        let rides = ride.is_some_and(|id| id == "stationary-cycle");
        if rides && self.history.wishes.equipment.contains("bike") { "Easy ride" } else { "Easy walk" }
    }

    /// Fills in what the engine has to know of the wishes.
    pub(super) fn wishes_into(&self, profile: &mut Profile) {
        let wishes = &self.history.wishes;
        profile.variety = wishes.variety == Some(true);
        profile.unwanted = wishes.unwanted().map(str::to_owned).collect();
        for (movement, scores) in &wishes.worries {
            let Some((score, since)) = worries::standing(scores) else { continue };
            let of_it = self.catalogue.exercises.iter().filter(|one| worries::is_of(one, movement));
            profile.fears.extend(of_it.map(|one| Fear {
                id: one.id.clone(),
                score: i32::from(score.get()),
                since: Some(since),
            }));
        }
    }

    /// Whether to ask about stiffness now: in the morning, once today's check is done, until it is told.
    pub fn asks_about_morning(&self, now: DateTime<FixedOffset>) -> bool {
        is_morning(now)
            && self.checked_today(now)
            && !self.done_today(now)
            && self.history.wishes.stiff_on(now.date_naive()).is_none()
    }

    /// The day from which scores make a new baseline: a lifted block, or a look at which usual pain fell.
    pub(super) fn baseline_from(&self, now: DateTime<FixedOffset>) -> Option<NaiveDate> {
        let wishes = &self.history.wishes;
        let looked = reassess::new_baseline(&wishes.usual, &wishes.reassessed, now.date_naive());
        self.standing(now).lifted_on.max(looked)
    }

    /// Whether this was the first session with anything done.
    pub fn is_first_session(&self, id: &str) -> bool {
        self.history.sessions.iter().find(|session| session.is_done()).is_some_and(|first| first.id == id)
    }

    /// Whether none of what is offered after the first session was told yet.
    pub fn told_nothing_more(&self) -> bool {
        let wishes = &self.history.wishes;
        wishes.worse.is_none()
            && !wishes.equipment_told
            && wishes.variety.is_none()
            && wishes.unwanted.is_empty()
            && wishes.goals.is_empty()
            && wishes.worries.is_empty()
    }

    /// The week in words.
    pub fn week(&self, today: NaiveDate) -> adherence::Week {
        let days = |date: NaiveDate| (today - date).num_days();
        let first = self.history.sessions.iter().find(|session| session.is_done()).map(|s| days(s.date));
        let gentle = self.history.sessions.iter().rev().find(|session| is_gentle(session)).map(|s| s.date);
        let flare = self.history.flares.range(..=today).next_back().copied().max(gentle);
        adherence::week(self.sessions_in_week(today), first, flare.map(days))
    }

    /// Notes around the plan, the most useful first. What was read lately is left out.
    pub fn notices(&self, now: DateTime<FixedOffset>) -> Vec<Notice> {
        let today = now.date_naive();
        let mut all = Vec::new();
        self.about_direction(today, &mut all);
        if let Some(drift) = sides::compare(&self.history.sessions, today).drift() {
            all.push(notice("sides_drift", drift_words(drift), &["DESIGN"]));
        }
        if reassess::is_due(&self.history.wishes.usual, today) && self.history.last_done_by(now).is_some() {
            let words = "It is four weeks since you said how bad a usual day is. Has it changed? i asks.";
            all.push(notice("reassess", words, &["S2", "DESIGN"]));
        }
        if goals::goals(&self.history.wishes).iter().any(|goal| goal.is_due(today)) {
            let words = "It is two weeks since you scored what you want to do again. i takes new scores.";
            all.push(notice("goals_due", words, &["S2", "DESIGN"]));
        }
        if plateau::plateau(&self.history.sessions, today) {
            let words = "Three weeks without a step, and all calm: this is holding well. For more, take more \
                minutes or variety, or an activity you care about. Three sessions a week keep what is there.";
            all.push(notice("plateau", words, &["S2", "DESIGN"]));
        }
        if self.week(today) == adherence::Week::OfferShort && self.usual_minutes() > 5 {
            let words = "Short of time? Five minutes count as a day too: - makes today shorter.";
            all.push(notice("short_week", words, &["S2", "DESIGN"]));
        }
        if self.told_nothing_more() && self.history.last_done_by(now).is_some() {
            let words = "The plan can fit you better: what is worse, your equipment, what you want to do again, \
                what worries you. i opens it; each is optional.";
            all.push(notice("offer_more", words, &["S2", "DESIGN"]));
        }
        let read = |code: &str| self.history.acknowledged.get(code);
        all.retain(|one| read(one.code).is_none_or(|at| (now - *at).num_days() >= FOLDED_DAYS));
        all
    }

    fn about_direction(&self, today: NaiveDate, all: &mut Vec<Notice>) {
        let Some((since, worse)) = self.history.wishes.worse else { return };
        let words = match worse {
            Worse::Bending => "bending or sitting",
            Worse::LeaningBack => "leaning back or standing",
            Worse::NotClear => return,
        };
        if self.direction_failed() {
            let text = format!(
                "Since you said that {words} is worse, two sessions running left more pain than before. The plan \
                 is back to the all-round one. A GP or physiotherapist can find out which way suits your back."
            );
            all.push(notice("direction_failed", text, &["S0", "DESIGN"]));
        } else if (today - since).num_days() >= direction::ASK_AGAIN_DAYS {
            let day = day_words(since, today);
            let text = format!("You said {day} that {words} is worse. Is it still so? i asks again.");
            all.push(notice("direction_again", text, &["DESIGN"]));
        }
    }
}

fn is_gentle(session: &SessionRecord) -> bool {
    session.mode == crate::domain::plan::Mode::Flare
}

fn drift_words(drift: Drift) -> String {
    match drift {
        Drift::Less(side, percent) => format!(
            "Over the last sessions your {} side did {percent} % of what the other did. The plan goes by the \
             weaker side. If it stays so, a physiotherapist can have a look.",
            side.words()
        ),
        Drift::Wrong(side, times) => format!(
            "Over the last sessions something was wrong on your {} side {times} times, more than on the other. \
             If it goes on, a physiotherapist can have a look.",
            side.words()
        ),
    }
}

/// What was expected of an exercise, and how it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// Exercise id.
    pub exercise: String,
    /// Expected, 0 to 10.
    pub score: Score,
    /// The pain during it, if that was said.
    pub was: Option<Score>,
}

impl Coach {
    /// What was expected in a session, and how it was.
    pub fn expected_in(&self, session: &str) -> Vec<Tried> {
        let expected = self.history.wishes.expected.iter().filter(|one| one.session == session);
        let done = self.history.session(session);
        expected
            .map(|one| Tried {
                exercise: one.exercise.clone(),
                score: one.score,
                was: done
                    .and_then(|done| done.exercises.iter().find(|exercise| exercise.id == one.exercise))
                    .and_then(|exercise| exercise.pain),
            })
            .collect()
    }

    /// The kind of movement by which an exercise worries the person most, and how much; only where it is
    /// enough to delay something.
    pub fn worry_about(&self, exercise: &str) -> Option<(&'static Movement, Score)> {
        let exercise = self.catalogue.get(exercise)?;
        let scores = worries::MOVEMENTS.iter().filter(|movement| worries::is_of(exercise, movement.id));
        scores
            .filter_map(|movement| {
                let (score, _) = worries::standing(self.history.wishes.worries.get(movement.id)?)?;
                (score.get() > worries::EASY).then_some((movement, score))
            })
            .max_by_key(|(_, score)| *score)
    }
}
