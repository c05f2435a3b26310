//! A flag whose line is not in the journal any more: damaged, cut out, or never written because the
//! machine went off. The stricter state is kept (`screening` 6, rule 3; source: DESIGN).

use chrono::TimeDelta;

use super::{Coach, worse};
use crate::domain::history::{Decision, Ouch};
use crate::domain::screening::block::Flag;
use crate::domain::screening::stop_sign::PREFIX;
use crate::domain::screening::tier::Tier;

/// A check of one day may raise its flag long before it comes to its end ...
const BEFORE: TimeDelta = TimeDelta::hours(24);
/// ... and right after.
const AFTER: TimeDelta = TimeDelta::minutes(5);

impl Coach {
    /// Every flag that was ever raised, and those that must have been: a check that came to a lock, and a
    /// sign in a session that locks, raise one each.
    pub fn flags(&self) -> Vec<Flag> {
        let mut flags = self.history.flags.clone();
        for decision in self.history.decisions.iter().filter(|decision| decision.tier.locks()) {
            flags.extend(self.lost_of(decision));
        }
        for session in &self.history.sessions {
            flags.extend(session.ouches.iter().filter_map(|ouch| self.lost_stop(&session.id, ouch)));
        }
        flags
    }

    /// The flags of a check that came to a lock; none where the journal has one of its time and weight.
    fn lost_of(&self, decision: &Decision) -> Vec<Flag> {
        let there = self.history.flags.iter().any(|flag| {
            let near = decision.at - BEFORE..=decision.at + AFTER;
            flag.tier >= decision.tier && near.contains(&flag.raised_at)
        });
        if there {
            return Vec::new();
        }
        let rules = decision.fired.iter().filter_map(|id| self.rulebook.rule(id));
        let mut lost: Vec<(&str, Tier)> = rules
            .filter(|rule| rule.tier == decision.tier)
            .map(|rule| (rule.id.as_str(), rule.tier))
            .collect();
        if lost.is_empty() {
            // The only lock that comes from no answer.
            lost.push((worse::RULE, decision.tier));
        }
        let flag = |(rule, tier): (&str, Tier)| Flag {
            id: format!("{}-{rule}", decision.run),
            rule: rule.to_owned(),
            tier,
            raised_at: decision.at,
            stop_sign: None,
            from_unsure: false,
        };
        lost.into_iter().map(flag).collect()
    }

    fn lost_stop(&self, session: &str, ouch: &Ouch) -> Option<Flag> {
        let rule = format!("{PREFIX}{}", ouch.sign);
        let near = ouch.at - BEFORE..=ouch.at + AFTER;
        let mut flags = self.history.flags.iter();
        let there = flags.any(|flag| flag.rule == rule && near.contains(&flag.raised_at));
        (ouch.tier.locks() && !ouch.open && !there).then(|| Flag {
            id: format!("{session}-{rule}"),
            rule,
            tier: ouch.tier,
            raised_at: ouch.at,
            stop_sign: Some(ouch.sign.clone()),
            from_unsure: false,
        })
    }
}
