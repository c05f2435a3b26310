//! All questions and rules together, and the check that they fit each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::answer::{Answers, Value};
use super::derived::Trend;
use super::grammar::Cond;
use super::question::{Choice, Kind, Question};
use super::stop_sign::StopTable;
use super::tier::Tier;

/// What a rule asks the program to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// No sessions.
    Lock,
    /// Offer a short text of the person's own answers to read out.
    SayToClinician,
    /// Suggest seeing someone: once, then every 14 days.
    SeePro,
    /// The same, naming a GP or a rheumatologist.
    SeeProRheum,
    /// Same-day eye care.
    SeeProEye,
    /// No session today; lifts by itself.
    RestToday,
    /// Ask the recheck set now.
    #[serde(rename = "recheck_P")]
    RecheckP,
    /// Ask this question again before the next session.
    ReaskNext,
    /// One level down.
    DropLevel,
    /// Stay at this level.
    HoldProgression,
    /// Begin at level 1.
    #[serde(rename = "start_level_1")]
    StartLevel1,
    /// Breathing and easy positions only.
    ReliefSetOnly,
    /// No loaded or end-range bending and twisting of the spine.
    SpineSparing,
    /// No neck movement to the end of its range.
    NoNeckEndRange,
    /// Count aloud, holds of 10 s or less.
    NoBreathHold,
    /// Light work only.
    LightOnly,
    /// Able to speak in full sentences throughout.
    TalkTest,
    /// Something to hold on to.
    SupportBalance,
    /// On the floor or on a chair only.
    FloorOrChairOnly,
    /// Drop a move that sends pain or tingling further down a limb.
    LimitLegSymptoms,
    /// The set for pregnancy.
    PregnancySet,
    /// Keep the neck still and call.
    KeepStillIfNeck,
    /// Name the maternity unit as the first call.
    MaternityUnit,
}

impl Action {
    /// The name in data files.
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Lock => "lock",
            Action::SayToClinician => "say_to_clinician",
            Action::SeePro => "see_pro",
            Action::SeeProRheum => "see_pro_rheum",
            Action::SeeProEye => "see_pro_eye",
            Action::RestToday => "rest_today",
            Action::RecheckP => "recheck_P",
            Action::ReaskNext => "reask_next",
            Action::DropLevel => "drop_level",
            Action::HoldProgression => "hold_progression",
            Action::StartLevel1 => "start_level_1",
            Action::ReliefSetOnly => "relief_set_only",
            Action::SpineSparing => "spine_sparing",
            Action::NoNeckEndRange => "no_neck_end_range",
            Action::NoBreathHold => "no_breath_hold",
            Action::LightOnly => "light_only",
            Action::TalkTest => "talk_test",
            Action::SupportBalance => "support_balance",
            Action::FloorOrChairOnly => "floor_or_chair_only",
            Action::LimitLegSymptoms => "limit_leg_symptoms",
            Action::PregnancySet => "pregnancy_set",
            Action::KeepStillIfNeck => "keep_still_if_neck",
            Action::MaternityUnit => "maternity_unit",
        }
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Permanent id.
    pub id: String,
    /// When it fires; `None` for a rule that is read from the log.
    pub when: Option<Cond>,
    /// `when` as it is written; for a rule from the log, in words.
    pub when_text: String,
    /// How soon to see someone.
    pub tier: Tier,
    /// What the program does.
    pub actions: Vec<Action>,
    /// A word on how, or what to say. May be empty.
    pub note: String,
    /// Source tags.
    pub sources: Vec<String>,
    /// Source tags that speak against it.
    pub contra: Vec<String>,
}

impl Rule {
    /// Whether it is read from the log and not from answers.
    pub fn is_from_log(&self) -> bool {
        self.when.is_none()
    }
}

/// A tick-all screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The question above the list.
    pub lead: String,
    /// Question ids in the order of the list.
    pub items: Vec<String>,
}

/// One line of a short check: yes or not sure opens the full questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// `S1` ... `S4`, `M1`.
    pub id: String,
    /// The question.
    pub text: String,
    /// What is meant.
    #[serde(default)]
    pub help: String,
    /// The full questions behind it.
    pub opens: Vec<String>,
    /// Those of them that are asked whatever their condition says, because the short line names them.
    #[serde(default)]
    pub always: Vec<String>,
    /// The question for a person to whom one of `opens` never applies, by the id of that question.
    #[serde(default)]
    pub without: BTreeMap<String, String>,
    /// What is meant, for that person.
    #[serde(default)]
    pub help_without: String,
    /// Whether a no stores nothing, because it says that nothing changed.
    #[serde(default)]
    pub no_keeps_all: bool,
}

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The tag that rules carry.
    pub tag: String,
    /// What it is.
    pub what: String,
    /// `read`: looked at, mostly as an abstract or an excerpt; `second-hand`; `unverified`; `own`.
    pub status: String,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBook {
    /// Version of the rules, stored with every decision.
    pub version: String,
    /// Whether a clinician has reviewed them, as a sentence.
    pub review: String,
    /// Questions in the order in which they are asked.
    pub questions: Vec<Question>,
    /// Rules in the order of the table.
    pub rules: Vec<Rule>,
    /// Tick-all screens.
    pub groups: Vec<Group>,
    /// Short lines.
    pub shorts: Vec<Short>,
    /// The screens of the whole check: a question id, or `@` and a group id.
    pub intake: Vec<String>,
    /// The screens before a session.
    pub session: Vec<String>,
    /// The screens when pain rises or changes.
    pub recheck: Vec<String>,
    /// The screens once a month.
    pub monthly: Vec<String>,
    /// The screens every two weeks.
    pub fortnight: Vec<String>,
    /// Sources.
    pub sources: Vec<Source>,
    /// What is known to be missing.
    pub gaps: Vec<String>,
    /// What can be wrong in the middle of a session, and what then.
    pub stops: StopTable,
}

impl RuleBook {
    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The short line with this id.
    pub fn short(&self, id: &str) -> Option<&Short> {
        self.shorts.iter().find(|short| short.id == id)
    }

    /// Checks that every name exists, that every rule can fire, and that nothing is there twice.
    ///
    /// # Errors
    /// All faults found, a sentence each.
    pub fn check(&self) -> Result<(), Vec<String>> {
        let mut faults = Vec::new();
        twice("question", self.questions.iter().map(|question| question.id.as_str()), &mut faults);
        twice("rule", self.rules.iter().map(|rule| rule.id.as_str()), &mut faults);
        twice("group", self.groups.iter().map(|group| group.id.as_str()), &mut faults);
        twice("short question", self.shorts.iter().map(|short| short.id.as_str()), &mut faults);
        twice("source", self.sources.iter().map(|source| source.tag.as_str()), &mut faults);
        for question in &self.questions {
            self.check_question(question, &mut faults);
        }
        for rule in &self.rules {
            self.check_rule(rule, &mut faults);
        }
        self.check_screens(&mut faults);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn check_question(&self, question: &Question, faults: &mut Vec<String>) {
        let place = format!("question {}", question.id);
        twice(&format!("{place}: value"), question.values.iter().map(|choice| choice.value.as_str()), faults);
        if question.text.is_empty() {
            faults.push(format!("{place}: has no text"));
        }
        if question.asked.is_empty() {
            faults.push(format!("{place}: is never asked"));
        }
        if matches!(question.kind, Kind::Number { .. }) != question.values.is_empty() {
            faults.push(format!("{place}: a number has no values, every other kind has some"));
        }
        if question.group.is_some() && (question.tick.is_empty() || question.no_value().is_none()) {
            faults.push(format!("{place}: stands on a tick-all screen without a line or a no for it"));
        }
        for value in question.stays.iter().chain(question.cleared.keys()).chain(question.cleared.values()) {
            if question.choice(value).is_none() {
                faults.push(format!("{place}: stays or cleared names an unknown value \"{value}\""));
            }
        }
        if let Some(cond) = &question.asked_if {
            self.check_cond(&format!("{place}: asked_if"), cond, faults);
        }
    }

    fn check_rule(&self, rule: &Rule, faults: &mut Vec<String>) {
        let place = format!("rule {}", rule.id);
        if let Some(cond) = &rule.when {
            self.check_cond(&place, cond, faults);
        } else if rule.when_text.is_empty() {
            faults.push(format!("{place}: says not when it fires"));
        }
        if rule.tier == Tier::Clear || rule.actions.is_empty() || rule.sources.is_empty() {
            faults.push(format!("{place}: needs a tier above clear, an action and a source"));
        }
        if rule.tier.locks() != rule.actions.contains(&Action::Lock) {
            faults.push(format!("{place}: a rule of clinician-first or worse locks, and no other does"));
        }
        for tag in rule.sources.iter().chain(&rule.contra) {
            if !self.sources.iter().any(|source| source.tag == *tag) {
                faults.push(format!("{place}: unknown source \"{tag}\""));
            }
        }
    }

    fn check_cond(&self, place: &str, cond: &Cond, faults: &mut Vec<String>) {
        let before = faults.len();
        for leaf in cond.leaves() {
            if let Some(fault) = self.leaf_fault(leaf) {
                faults.push(format!("{place}: {fault}"));
            }
        }
        if faults.len() == before && self.witness(cond).is_none() {
            faults.push(format!("{place}: no answers can make it true"));
        }
    }

    fn leaf_fault(&self, leaf: &Cond) -> Option<String> {
        let id = leaf.id()?;
        if id == "trend" {
            return match leaf {
                Cond::Is(_, value) | Cond::IsNot(_, value)
                    if Trend::ALL.iter().any(|trend| trend.as_str() == value) =>
                {
                    None
                }
                _ => Some("trend is better, not_better or worse".to_owned()),
            };
        }
        let numeric = matches!(leaf, Cond::AtLeast(..) | Cond::Under(..));
        if id == "days_since_start" {
            return (!numeric).then(|| "days_since_start is a number: use >= or <".to_owned());
        }
        let Some(question) = self.question(id) else {
            return Some(format!("unknown question \"{id}\""));
        };
        match leaf {
            Cond::Is(_, value) | Cond::IsNot(_, value) => {
                question.choice(value).is_none().then(|| format!("{id} has no value \"{value}\""))
            }
            _ => (!matches!(question.kind, Kind::Number { .. } | Kind::Multi))
                .then(|| format!("{id} is not a number: use = or !=")),
        }
    }

    /// Answers that make the condition true, if there are any. `trend` and `days_since_start` are
    /// not part of them.
    pub fn witness(&self, cond: &Cond) -> Option<Answers> {
        cond.alternatives().into_iter().find_map(|leaves| {
            let mut answers = Answers::new();
            for id in leaves.iter().filter_map(|leaf| leaf.id()).collect::<BTreeSet<_>>() {
                if id == "trend" || id == "days_since_start" {
                    continue;
                }
                let wanted: Vec<_> = leaves.iter().filter(|leaf| leaf.id() == Some(id)).collect();
                let value = candidates(self.question(id)?).into_iter().find(|value| {
                    let one = Answers::from([(id.to_owned(), value.clone())]);
                    wanted.iter().all(|leaf| leaf.holds(&one, &super::derived::Derived::default()))
                })?;
                answers.insert(id.to_owned(), value);
            }
            Some(answers)
        })
    }

    fn check_screens(&self, faults: &mut Vec<String>) {
        for group in &self.groups {
            for item in &group.items {
                if self.question(item).is_none() {
                    faults.push(format!("group {}: unknown question \"{item}\"", group.id));
                }
            }
        }
        for short in &self.shorts {
            for item in short.opens.iter().chain(&short.always).chain(short.without.keys()) {
                if self.question(item).is_none() {
                    faults.push(format!("short question {}: unknown question \"{item}\"", short.id));
                }
            }
        }
        for (list, name) in [
            (&self.intake, "intake"),
            (&self.session, "session"),
            (&self.recheck, "recheck"),
            (&self.monthly, "monthly"),
            (&self.fortnight, "fortnight"),
        ] {
            for screen in list {
                let known = match screen.strip_prefix('@') {
                    Some(group) => self.group(group).is_some(),
                    None => self.question(screen).is_some() || self.short(screen).is_some(),
                };
                if !known {
                    faults.push(format!("{name}: unknown screen \"{screen}\""));
                }
            }
            twice(name, list.iter().map(String::as_str), faults);
        }
    }
}

/// Enough values of a question to try a condition on: all values, numbers at every bound, lists of
/// every length and every single pick.
fn candidates(question: &Question) -> Vec<Value> {
    match question.kind {
        Kind::Number { min, max } => (min..=max).map(Value::Number).collect(),
        Kind::Multi => {
            let all: Vec<String> = question.values.iter().map(|choice| choice.value.clone()).collect();
            let mut lists: Vec<Value> = all.iter().map(|one| Value::Picks(vec![one.clone()])).collect();
            lists.extend((0..=all.len()).map(|length| Value::Picks(all[..length].to_vec())));
            lists
        }
        _ => question.values.iter().map(|choice| Value::choice(&choice.value)).collect(),
    }
}

fn twice<'a>(what: &str, names: impl Iterator<Item = &'a str>, faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            faults.push(format!("{what} \"{name}\" is there twice"));
        }
    }
}

/// The values of the two kinds whose values are always the same. `said` is left to the question.
pub fn standard_values(kind: Kind) -> Vec<Choice> {
    let list: &[(&str, &str)] = match kind {
        Kind::Change => &[
            ("no", "No"),
            ("new", "Yes: it started or got worse in the last 2 weeks"),
            ("old_unchecked", "Yes: older than 2 weeks, about the same, and nobody has checked it"),
            ("old_checked", "Yes: old and unchanged, and a clinician has checked it"),
            ("unsure", "Not sure, or rather not say"),
        ],
        Kind::Yn3 => &[("no", "No"), ("yes", "Yes"), ("unsure", "Not sure")],
        _ => &[],
    };
    list.iter()
        .map(|(value, shown)| Choice {
            value: (*value).to_owned(),
            shown: (*shown).to_owned(),
            said: String::new(),
        })
        .collect()
}
