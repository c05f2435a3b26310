//! Pain that has moved further down a limb, as marked on the body picture: it asks for the questions of
//! a change in pain, and after a week it counts as getting worse (source: S1 GK).

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Coach;
use super::prompts::Prompt;
use crate::domain::body::{Fall, Lower, Mark, Marking, lowered, peripheralised};
use crate::domain::plan::output::Refer;

/// The plan's own code for scores that get worse.
const WORSENING: &str = "trend_worsening";
/// The rule that calls it worse and asks for a firm prompt.
const WORSE: &str = "T4";
/// A lock needs a marking that is no older than this: what was said once and never again locks nobody
/// (source: DESIGN).
const FRESH_DAYS: i64 = 14;

/// What a marking further down a limb than the last one means, said at once: what it is, what comes of it,
/// what to leave, what not to wait for.
pub fn fall_words(fall: &Fall) -> [String; 4] {
    [
        format!(
            "You marked pain further down the {} than last time: now {}, before {}.",
            fall.limb.words(),
            fall.to.words(),
            fall.from.words()
        ),
        "That is worth a closer look. Before the next session supple asks a few more questions.".into(),
        "Leave out whatever sends it further down. If it stays there for a week, have it looked at.".into(),
        "If a leg or arm is newly weak or numb, or your bladder or bowel behaves differently, do not wait: \
         go on, and do the safety check now."
            .into(),
    ]
}

impl Coach {
    /// Pain that is lower down a limb than it was, by the last marking. A whole check and a clinician's
    /// clearance begin anew: what has been looked at is the new start.
    pub fn lower_limb_pain(&self, now: DateTime<FixedOffset>) -> Option<Lower> {
        lowered(self.markings_since_start(now, now.date_naive()))
    }

    /// Whether pain has been lower for a week by that day.
    pub(super) fn limb_worse_for_a_week(&self, now: DateTime<FixedOffset>, day: NaiveDate) -> bool {
        lowered(self.markings_since_start(now, day)).is_some_and(|lower| lower.for_a_week(day))
    }

    /// The same, said again lately enough for a lock.
    pub(super) fn limb_surely_worse(&self, now: DateTime<FixedOffset>, day: NaiveDate) -> bool {
        lowered(self.markings_since_start(now, day)).is_some_and(|lower| {
            let said = lower.last_said.date_naive();
            // It has to be said at least twice: that it fell, and that it stayed.
            lower.for_a_week(day) && lower.last_said > lower.since && (day - said).num_days() <= FRESH_DAYS
        })
    }

    /// Whether pain went further down a limb after that moment: then an earlier check is out of date.
    pub fn limb_fell_since(&self, since: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> bool {
        self.lower_limb_pain(now).is_some_and(|lower| lower.last_fall > since)
    }

    /// What a new marking would mean beside the last one.
    pub fn fall_to(&self, marks: &[Mark], now: DateTime<FixedOffset>) -> Option<Fall> {
        let last = self.history.body.iter().rev().find(|marking| marking.at <= now)?;
        peripheralised(&last.places(), &Marking::new(now, marks).places()).filter(|fall| fall.in_limb)
    }

    /// Pain that has been lower for a week is worth a look; once the rules call it worse, firmly so. Where
    /// the scores say that already, they say it.
    pub(super) fn limb_prompt(&self, refer: &Refer, now: DateTime<FixedOffset>) -> Option<Prompt> {
        let lower = self.lower_limb_pain(now).filter(|lower| lower.for_a_week(now.date_naive()))?;
        if refer.codes.iter().any(|code| code == WORSENING) {
            return None;
        }
        let fall = lower.fall;
        Some(Prompt {
            code: "limb_pain_lower".into(),
            text: format!(
                "For a week your pain has been further down the {} than it was (now {}, before {}). That is worth \
                 a check by a GP or physiotherapist. If it has gone back up, mark it anew. You can go on with \
                 gentle sessions.",
                fall.limb.words(),
                fall.to.words(),
                fall.from.words(),
            ),
            sources: vec!["S1".into()],
            strong: self.assessment(now).fired.iter().any(|fired| fired.rule == WORSE),
        })
    }

    /// Markings up to a day since the last whole check or lifted block.
    fn markings_since_start(&self, now: DateTime<FixedOffset>, day: NaiveDate) -> &[Marking] {
        let checked = self.history.last_intake().map(|check| check.at.date_naive());
        let start = checked.max(self.standing(now).lifted_on);
        let markings = &self.history.body;
        let from =
            markings.partition_point(|marking| start.is_some_and(|start| marking.at.date_naive() < start));
        let to = markings.partition_point(|marking| marking.at.date_naive() <= day);
        markings.get(from..to).unwrap_or_default()
    }
}
