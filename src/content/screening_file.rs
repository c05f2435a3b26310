//! Reads and checks the files of `assets/screening/` into one rule book.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::content::stop_signs_file;
use crate::domain::screening::grammar::Cond;
use crate::domain::screening::question::{Choice, Kind, Moment, Question};
use crate::domain::screening::rulebook::{Action, Group, Rule, RuleBook, Short, Source, standard_values};
use crate::domain::screening::stop_sign::StopTable;
use crate::domain::screening::tier::Tier;

/// Why the questions and rules cannot be used. No session may start without them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("assets/screening/{file}: {}", faults.join("; "))]
pub struct ScreeningFileError {
    /// The file.
    pub file: &'static str,
    /// What is wrong, a sentence each; for unreadable text with its line.
    pub faults: Vec<String>,
}

/// The text of the five files.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// `questions.toml`.
    pub questions: &'a str,
    /// `groups.toml`.
    pub groups: &'a str,
    /// `rules.toml`.
    pub rules: &'a str,
    /// `sources.toml`.
    pub sources: &'a str,
    /// `stop_signs.toml`.
    pub stops: &'a str,
}

/// The files that came with the program.
pub const BUILT_IN: Texts<'static> = Texts {
    questions: include_str!("../../assets/screening/questions.toml"),
    groups: include_str!("../../assets/screening/groups.toml"),
    rules: include_str!("../../assets/screening/rules.toml"),
    sources: include_str!("../../assets/screening/sources.toml"),
    stops: stop_signs_file::BUILT_IN,
};

/// The rule book that came with the program, read and checked once.
///
/// # Errors
/// What is wrong with the files. A test makes sure that a build never has this.
pub fn rulebook() -> Result<&'static RuleBook, ScreeningFileError> {
    static BOOK: OnceLock<Result<RuleBook, ScreeningFileError>> = OnceLock::new();
    BOOK.get_or_init(|| parse(BUILT_IN)).as_ref().map_err(Clone::clone)
}

/// Reads and checks a rule book.
///
/// # Errors
/// The file, and each fault with its line, question or rule.
pub fn parse(texts: Texts<'_>) -> Result<RuleBook, ScreeningFileError> {
    let questions: QuestionsFile = read("questions.toml", texts.questions)?;
    let groups: GroupsFile = read("groups.toml", texts.groups)?;
    let table: RulesFile = read("rules.toml", texts.rules)?;
    let tags: SourcesFile = read("sources.toml", texts.sources)?;
    let mut book = RuleBook {
        version: table.version,
        review: table.review,
        questions: each("questions.toml", questions.question, |raw| raw.build(&groups.group))?,
        rules: each("rules.toml", table.rule, RawRule::build)?,
        groups: groups.group,
        shorts: groups.short,
        intake: groups.intake,
        session: groups.session,
        recheck: groups.recheck,
        monthly: groups.monthly,
        fortnight: groups.fortnight,
        sources: tags.source,
        gaps: table.gaps,
        stops: StopTable::default(),
    };
    book.check().map_err(|faults| ScreeningFileError { file: "*.toml", faults })?;
    book.stops = stop_signs_file::parse(texts.stops, &book)
        .map_err(|faults| ScreeningFileError { file: "stop_signs.toml", faults })?;
    Ok(book)
}

fn read<'a, T: Deserialize<'a>>(file: &'static str, text: &'a str) -> Result<T, ScreeningFileError> {
    toml::from_str(text).map_err(|error| ScreeningFileError { file, faults: vec![error.to_string()] })
}

fn each<A, B>(
    file: &'static str,
    list: Vec<A>,
    build: impl Fn(A) -> Result<B, String>,
) -> Result<Vec<B>, ScreeningFileError> {
    let (mut done, mut faults) = (Vec::new(), Vec::new());
    for raw in list {
        match build(raw) {
            Ok(one) => done.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(done) } else { Err(ScreeningFileError { file, faults }) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionsFile {
    question: Vec<RawQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupsFile {
    intake: Vec<String>,
    session: Vec<String>,
    recheck: Vec<String>,
    monthly: Vec<String>,
    fortnight: Vec<String>,
    group: Vec<Group>,
    short: Vec<Short>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    version: String,
    review: String,
    gaps: Vec<String>,
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    source: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    id: String,
    kind: String,
    min: Option<i64>,
    max: Option<i64>,
    asked: Vec<Moment>,
    #[serde(default)]
    asked_if: String,
    text: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    tick: String,
    #[serde(default)]
    said: String,
    #[serde(default)]
    values: Vec<Choice>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    stays: Vec<String>,
    #[serde(default)]
    cleared: BTreeMap<String, String>,
}

impl RawQuestion {
    fn build(self, groups: &[Group]) -> Result<Question, String> {
        let place = format!("question {}", self.id);
        let kind = match (self.kind.as_str(), self.min, self.max) {
            ("number", Some(min), Some(max)) if min <= max => Kind::Number { min, max },
            ("number", ..) => return Err(format!("{place}: a number needs min and max")),
            ("choice", None, None) => Kind::Choice,
            ("change", None, None) => Kind::Change,
            ("yn3", None, None) => Kind::Yn3,
            ("multi", None, None) => Kind::Multi,
            (other, ..) => return Err(format!("{place}: kind {other} is unknown, or takes no min and max")),
        };
        let (mut values, mut stays, mut cleared) = (self.values, self.stays, self.cleared);
        if matches!(kind, Kind::Change | Kind::Yn3) {
            if !values.is_empty() {
                return Err(format!("{place}: {} brings its own values", kind.as_str()));
            }
            values = standard_values(kind);
        }
        if kind == Kind::Change {
            stays.push("old_checked".to_owned());
            cleared.extend(
                ["new", "old_unchecked", "unsure"].map(|from| (from.to_owned(), "old_checked".to_owned())),
            );
        }
        let asked_if = if self.asked_if.is_empty() {
            None
        } else {
            Some(Cond::parse(&self.asked_if).map_err(|error| format!("{place}: asked_if: {error}"))?)
        };
        let group = groups.iter().find(|group| group.items.contains(&self.id)).map(|group| group.id.clone());
        Ok(Question {
            id: self.id,
            kind,
            text: self.text,
            help: self.help,
            why: self.why,
            tick: self.tick,
            said: self.said,
            values,
            asked: self.asked,
            asked_if,
            asked_if_text: self.asked_if,
            group,
            optional: self.optional,
            stays,
            cleared,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    when: String,
    from: Option<String>,
    tier: Tier,
    actions: Vec<Action>,
    #[serde(default)]
    note: String,
    sources: Vec<String>,
    #[serde(default)]
    contra: Vec<String>,
}

impl RawRule {
    fn build(self) -> Result<Rule, String> {
        let when = match self.from.as_deref() {
            None => Some(Cond::parse(&self.when).map_err(|error| format!("rule {}: {error}", self.id))?),
            Some("log") => None,
            Some(other) => {
                return Err(format!("rule {}: from is \"log\" or left out, not \"{other}\"", self.id));
            }
        };
        Ok(Rule {
            id: self.id,
            when,
            when_text: self.when,
            tier: self.tier,
            actions: self.actions,
            note: self.note,
            sources: self.sources,
            contra: self.contra,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(from: &str, to: &str) -> String {
        let questions = BUILT_IN.questions.replacen(from, to, 1);
        let groups = BUILT_IN.groups.replacen(from, to, 1);
        let rules = BUILT_IN.rules.replacen(from, to, 1);
        let texts = Texts { questions: &questions, groups: &groups, rules: &rules, ..BUILT_IN };
        parse(texts).unwrap_err().to_string()
    }

    #[test]
    fn the_built_in_files_load() {
        let book = rulebook().unwrap();
        assert!(book.questions.len() == 62, "{}", book.questions.len());
        assert!(book.review.contains("No clinician has reviewed"));
    }

    #[test]
    fn a_broken_file_says_what_and_where() {
        let cases = [
            (
                "when = \"bladder=new\"",
                "when = \"bladder=newer\"",
                "rule bladder-1: bladder has no value \"newer\"",
            ),
            (
                "when = \"bladder=new\"",
                "when = \"blader=new\"",
                "rule bladder-1: unknown question \"blader\"",
            ),
            (
                "when = \"bladder=new\"",
                "when = \"bladder=\"",
                "rules.toml: rule bladder-1: position 9: expected a value",
            ),
            ("when = \"bladder=new\"", "when = \"bladder>=2\"", "rule bladder-1: bladder is not a number"),
            ("when = \"bladder=new\"", "when = \"bladder=new & bladder=no\"", "no answers can make it true"),
            ("when = \"age<18\"", "when = \"age<1\"", "rule age-1: no answers can make it true"),
            ("\"GIRFT\", \"BMJBP\"", "\"GIRFT\", \"BMJ\"", "rule bladder-1: unknown source \"BMJ\""),
            (
                "actions = [\"lock\", ",
                "actions = [",
                "rule bladder-1: a rule of clinician-first or worse locks",
            ),
            ("tier = \"emergency\"", "tier = \"terrible\"", "rules.toml: TOML parse error at line"),
            (
                "asked_if = \"weakness=new\"",
                "asked_if = \"weakness\"",
                "question weak_fast: asked_if: position 9",
            ),
            ("intake = [", "intake = [\"areas\",", "intake: unknown screen \"areas\""),
            ("kind = \"yn3\"", "kind = \"yn4\"", "question weak_fast: kind yn4 is unknown"),
            ("id = \"bowel\"", "id = \"bladder\"", "question \"bladder\" is there twice"),
        ];
        for (from, to, expected) in cases {
            let message = broken(from, to);
            assert!(message.contains(expected), "{from} -> {to}: {message}");
        }
    }
}
