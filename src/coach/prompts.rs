//! Prompts to see someone that do not block: calm, one reason, one action. Read once, each folds away
//! for two weeks; the two strong ones have to be read before a session.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::{Coach, limited};
use crate::domain::around::goals;
use crate::domain::plan::output::{Refer, ReferLevel};
use crate::domain::plan::refer_sentence;
use crate::domain::screening::rulebook::Action;
use crate::domain::screening::words::you_said;

/// A prompt that was read comes back after this many days (source: DESIGN).
const FOLDED_DAYS: i64 = 14;
/// Prompts that have to be read before a session: no change in four weeks, and worse (rules T3 and T4).
const STRONG: [&str; 2] = ["no_change_28_days", "trend_worsening"];
/// No change in pain, though what the person wants to do goes better: softer, and still said.
const SOFTER: &str = "Four weeks with pain much the same, while what you want to do again goes better. Worth \
    telling a GP or physiotherapist all the same. You can go on gently.";
/// Trend rules that the plan's own prompts say already, in the words of the trend.
const SAID_BY_THE_PLAN: [&str; 3] = ["T2", "T3", "T4"];

/// Limb pain for over a week: the answer that it needs prompts in the same words from the first day on,
/// and so is a gentle note once where this one would be a second.
const SAID_BY_THE_ANSWER: &str = "T1";
/// "Something else worries me": no GP or physiotherapist is named, because nobody knows what it is.
const WORRY: &str = "other_worry";

/// One prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Permanent code.
    pub code: String,
    /// One reason, one action.
    pub text: String,
    /// Source tags.
    pub sources: Vec<String>,
    /// Whether it has to be read before a session.
    pub strong: bool,
}

/// What there is to say, and how many prompts are folded away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompts {
    /// To be shown.
    pub open: Vec<Prompt>,
    /// Read lately.
    pub folded: usize,
}

impl Coach {
    /// The prompts of a day: those of the plan and those of the safety check's answers. None under a block,
    /// which says what to do itself.
    pub fn prompts(&self, refer: &Refer, now: DateTime<FixedOffset>) -> Prompts {
        // "You can go on with gentle sessions" is not for somebody who cannot.
        if self.standing(now).tier.locks() {
            return Prompts::default();
        }
        let mut all = Vec::new();
        if refer.level > ReferLevel::None {
            for code in &refer.codes {
                if let Some((mut text, sources)) = refer_sentence(code) {
                    if code == "no_change_28_days" && goals::is_better(&self.history.wishes) {
                        SOFTER.clone_into(&mut text);
                    }
                    let strong = STRONG.contains(&code.as_str());
                    all.push(Prompt { code: code.clone(), text, sources, strong });
                }
            }
        }
        all.extend(self.prompts_of_the_check(now));
        all.extend(self.limited_prompt(now));
        all.extend(self.limb_prompt(refer, now));
        let mut prompts = Prompts::default();
        for prompt in all {
            let read = self.history.acknowledged.get(&prompt.code);
            if read.is_some_and(|read| now - *read < TimeDelta::days(FOLDED_DAYS)) {
                prompts.folded += 1;
            } else if !prompts.open.contains(&prompt) {
                prompts.open.push(prompt);
            }
        }
        prompts
    }

    /// Rule T5, the soft one.
    fn limited_prompt(&self, now: DateTime<FixedOffset>) -> Option<Prompt> {
        let why = limited::holds(self, now)?;
        Some(Prompt {
            code: limited::RULE.into(),
            text: format!(
                "{why} That is worth a talk with a GP or physiotherapist. You can go on with gentle sessions."
            ),
            sources: limited::SOURCES.map(str::to_owned).to_vec(),
            strong: false,
        })
    }

    fn prompts_of_the_check(&self, now: DateTime<FixedOffset>) -> Vec<Prompt> {
        let answers = self.answers_today(now);
        let assessment = self.assessment(now);
        let mut prompts = Vec::new();
        for fired in assessment.fired.iter().filter(|fired| !fired.tier.locks()) {
            let action = if fired.actions.contains(&Action::SeeProRheum) {
                "Please ask a GP, who may send you on to a rheumatologist."
            } else if fired.actions.contains(&Action::SeePro) {
                "That is worth a check by a GP or physiotherapist."
            } else {
                continue;
            };
            if SAID_BY_THE_PLAN.contains(&fired.rule.as_str()) || fired.rule == SAID_BY_THE_ANSWER {
                continue;
            }
            let action = if fired.rule.starts_with(WORRY) {
                "If in doubt, ask for medical help today."
            } else {
                action
            };
            let said: Vec<String> = fired
                .because
                .iter()
                .filter_map(|id| {
                    let question = self.rulebook.question(id)?;
                    answers.get(id).map(|value| you_said(question, value))
                })
                .collect();
            prompts.push(Prompt {
                code: fired.rule.clone(),
                text: format!("{} {action} You can go on with gentle sessions.", said.join(" ")),
                sources: fired.sources.clone(),
                strong: false,
            });
        }
        prompts
    }
}
