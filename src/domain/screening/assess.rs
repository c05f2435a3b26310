//! Answers -> tier: every rule that fires, and the worst of them.

use serde::Serialize;

use super::answer::{Answers, QuestionId};
use super::derived::Derived;
use super::grammar::Cond;
use super::question::Moment;
use super::rulebook::{Action, Rule, RuleBook};
use super::tier::Tier;

/// A rule that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fired {
    /// Its id.
    pub rule: String,
    /// Its tier.
    pub tier: Tier,
    /// What it asks for.
    pub actions: Vec<Action>,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// The questions whose answers led to it.
    pub because: Vec<QuestionId>,
    /// Whether it fired for no other reason than answers of "not sure".
    #[serde(skip)]
    pub from_unsure: bool,
}

/// What a set of answers comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// The worst tier of all that fired.
    pub tier: Tier,
    /// All that fired, in the order of the table.
    pub fired: Vec<Fired>,
    /// Questions of the whole check that are due with these answers and not answered.
    pub unanswered: Vec<QuestionId>,
    /// Whether none is.
    pub complete: bool,
}

impl Assessment {
    /// Whether a rule fired.
    pub fn has(&self, rule: &str) -> bool {
        self.fired.iter().any(|fired| fired.rule == rule)
    }

    /// Whether some rule that fired asks for this.
    pub fn asks(&self, action: Action) -> bool {
        self.fired.iter().any(|fired| fired.actions.contains(&action))
    }
}

/// Applies every rule. The highest tier wins; no rule lowers another.
///
/// `unanswered` holds every question of the whole check that these answers make due: those without a
/// condition, and those whose condition they meet. `complete` is true when there is none, so that a
/// file with a few answers never passes for a finished check.
pub fn assess(book: &RuleBook, answers: &Answers, derived: &Derived) -> Assessment {
    let fired = fired(book, answers, derived);
    let unanswered: Vec<QuestionId> = book
        .questions
        .iter()
        .filter(|question| question.is_due(Moment::Intake, answers, derived))
        .filter(|question| !question.optional && !answers.contains_key(&question.id))
        .map(|question| question.id.clone())
        .collect();
    Assessment {
        tier: fired.iter().map(|fired| fired.tier).max().unwrap_or_default(),
        complete: unanswered.is_empty(),
        fired,
        unanswered,
    }
}

/// The rules that fire, in the order of the table.
pub fn fired(book: &RuleBook, answers: &Answers, derived: &Derived) -> Vec<Fired> {
    book.rules
        .iter()
        .filter_map(|rule| {
            let cond = rule.when.as_ref()?;
            cond.holds(answers, derived).then(|| fire(rule, cond, answers, derived))
        })
        .collect()
}

fn fire(rule: &Rule, cond: &Cond, answers: &Answers, derived: &Derived) -> Fired {
    let leaves = cond.true_leaves(answers, derived);
    let mut because: Vec<QuestionId> = Vec::new();
    for id in leaves.iter().filter_map(|leaf| leaf.id()) {
        if answers.contains_key(id) && !because.iter().any(|known| known == id) {
            because.push(id.to_owned());
        }
    }
    Fired {
        rule: rule.id.clone(),
        tier: rule.tier,
        actions: rule.actions.clone(),
        sources: rule.sources.clone(),
        from_unsure: leaves.iter().all(|leaf| matches!(leaf, Cond::Is(_, value) if value == "unsure")),
        because,
    }
}
