//! Questions whose answer is for life: asked once, then left out until the person says otherwise
//! (`screening` 3, source: DESIGN). And "this is my normal".

use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate};

use super::Coach;
use crate::domain::profile::Settled;
use crate::domain::screening::answer::{QuestionId, Value};
use crate::domain::screening::derived::Trend;

/// Questions that may be settled, with the words for it, and the answers that each word goes with.
/// Nothing that locks can be settled: it needs a clinician, not fewer questions.
const FOR_LIFE: [(&str, Settled, &str, &str); 3] = [
    ("pregnant", Settled::Never, "no", "pregnancy never applies"),
    ("neck_joint", Settled::Never, "no", "a joint condition never applies"),
    ("neck_joint", Settled::Always, "yes_checked", "a joint condition that was checked, for life"),
];
/// For so long "this is my normal" keeps the notes about no change silent (source: DESIGN).
const NORMAL_DAYS: u64 = 56;
/// From so many days after the start on it can be said ...
const KNOWN_DAYS: i64 = 28;
/// ... by those whose pain is older than this, by their own answer or by the days since the start.
const LONG_DAYS: i64 = 84;
/// A median that is this low from the start cannot fall by much, in points (`progression` 3.11).
pub(super) const LOW: f64 = 2.0;

impl Coach {
    /// How a question is settled, if it is. An answer that has changed since is asked again.
    pub fn settled(&self, question: &str) -> Option<Settled> {
        let (how, since) = self.history.settled.get(question)?;
        let answer = self.history.answers.get(question)?;
        let holds = FOR_LIFE.iter().any(|(id, known, value, _)| {
            *id == question && known == how && answer.value.as_choice() == Some(*value)
        });
        (holds && answer.at <= *since).then_some(*how)
    }

    /// What could be said of a question's present answer: that it never applies, or always does.
    pub fn may_settle(&self, question: &str) -> Option<Settled> {
        let value = self.history.answers.get(question)?.value.as_choice()?;
        let found = FOR_LIFE.iter().find(|(id, _, answer, _)| *id == question && *answer == value);
        found.map(|(_, how, ..)| *how)
    }

    /// What is not asked any more, in words.
    pub fn settled_words(&self) -> Vec<&'static str> {
        let holds = |(id, how, ..): &&(&str, Settled, &str, &str)| self.settled(id) == Some(*how);
        FOR_LIFE.iter().filter(holds).map(|(_, _, _, words)| *words).collect()
    }

    /// Questions that never apply.
    pub(super) fn never(&self) -> Vec<QuestionId> {
        self.settled_as(Settled::Never).map(|(id, _)| id).collect()
    }

    /// Questions that always apply, with their answers.
    pub(super) fn always(&self) -> impl Iterator<Item = (QuestionId, Value)> + '_ {
        self.settled_as(Settled::Always)
    }

    fn settled_as(&self, wanted: Settled) -> impl Iterator<Item = (QuestionId, Value)> + '_ {
        let all = self.history.settled.keys().filter(move |id| self.settled(id) == Some(wanted));
        all.filter_map(|id| Some((id.clone(), self.history.answers.get(id)?.value.clone())))
    }

    /// Whether a prompt is one that "this is my normal" silences.
    pub fn is_about_no_change(&self, code: &str) -> bool {
        super::plan::NO_CHANGE.contains(&code)
    }

    /// Until when the notes about no change are silent, because the person has said that pain as it is
    /// is normal for them. What gets worse is never silent.
    pub fn normal_until(&self, now: DateTime<FixedOffset>) -> Option<NaiveDate> {
        let said = self.history.normal.filter(|said| *said <= now)?.date_naive();
        let until = said.checked_add_days(Days::new(NORMAL_DAYS))?;
        (now.date_naive() < until).then_some(until)
    }

    /// Whether "this is my normal" can be said: pain that is old, steady for four weeks, and in nobody
    /// who had cancer or is losing weight, where no gain is itself a sign (source: CASE-MET2, DESIGN).
    pub fn may_be_normal(&self, now: DateTime<FixedOffset>) -> bool {
        let answers = self.latest_answers();
        let says = |id: &str, value: &str| answers.get(id).and_then(Value::as_choice) == Some(value);
        let derived = super::plan::derived(self, now);
        let days = derived.days_since_start.unwrap_or(0);
        let long = says("duration", "over_12w") || days >= LONG_DAYS;
        long && days >= KNOWN_DAYS
            && derived.trend == Some(Trend::NotBetter)
            && says("cancer", "no")
            && says("weight", "no")
    }
}

/// The day a year after that day.
pub(super) fn a_year_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(super::INTAKE_MONTHS))
        .unwrap_or_else(|| day.with_year(day.year().saturating_add(1)).unwrap_or(day))
}
