//! A person's own answers as sentences: to read back, to say what led somewhere, to read out to a clinician.

use super::answer::{Answers, Value};
use super::assess::Assessment;
use super::question::{Kind, Question};
use super::rulebook::RuleBook;
use super::tier::Tier;

/// "You said that one calf is newly swollen, warm and sore." Ends with a full stop.
pub fn you_said(question: &Question, value: &Value) -> String {
    match clause(question, value) {
        Some(clause) => format!("You said that {clause}."),
        None => format!("You answered \"{}\" to \"{}\"", shown(question, value), question.text),
    }
}

/// The same in the person's own words, to say on the phone: "One calf is newly swollen, warm and sore."
pub fn aloud(question: &Question, value: &Value) -> String {
    match clause(question, value) {
        Some(clause) => sentence(&in_own_words(&clause)),
        None => format!("I was asked: {} I answered: {}.", question.text, shown(question, value)),
    }
}

/// A clause about "you" as the person says it: "you are not sure whether your" -> "I am not sure whether my".
pub fn in_own_words(clause: &str) -> String {
    // Verbs after which the person is who it happens to.
    const TO_ME: [&str; 6] = ["wakes", "woken", "saw", "cleared", "kept", "bothers"];
    let told = clause.replace(", and that ", ", and ").replace(", that ", ", ");
    let mut own = String::new();
    let mut before = "";
    for word in told.split_inclusive([' ', ',']) {
        let bare = word.trim_end_matches([' ', ',']);
        own += match (bare, before) {
            ("you", verb) if TO_ME.contains(&verb) => "me",
            ("you", _) => "I",
            ("your", _) => "my",
            ("yourself", _) => "myself",
            ("are", "you" | "and") => "am",
            ("were", "you") => "was",
            (bare, _) => bare,
        };
        own += &word[bare.len()..];
        before = if bare.is_empty() { before } else { bare };
    }
    own
}

/// With a capital letter and a full stop.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

/// An answer as it stands on the list: `Yes: it started or got worse in the last 2 weeks`.
pub fn shown(question: &Question, value: &Value) -> String {
    let one =
        |name: &str| question.choice(name).map_or_else(|| name.to_owned(), |choice| choice.shown.clone());
    match value {
        Value::Number(number) => number.to_string(),
        Value::Choice(name) => one(name),
        Value::Picks(picks) if picks.is_empty() => "none of these".to_owned(),
        Value::Picks(picks) => picks.iter().map(|pick| one(pick)).collect::<Vec<_>>().join("; "),
    }
}

/// What to read out: the answers that led to the worst tier, one line each, in the order asked.
/// Empty when nothing fired.
pub fn to_read_out(book: &RuleBook, answers: &Answers, assessment: &Assessment) -> Vec<String> {
    led_there(book, answers, assessment)
        .into_iter()
        .map(|(question, value)| {
            format!("I was asked: {} I answered: {}.", question.text, shown(question, value))
        })
        .collect()
}

/// What led to the worst tier, as sentences to the person, in the order asked.
pub fn what_led_there(book: &RuleBook, answers: &Answers, assessment: &Assessment) -> Vec<String> {
    led_there(book, answers, assessment)
        .into_iter()
        .map(|(question, value)| you_said(question, value))
        .collect()
}

fn led_there<'a>(
    book: &'a RuleBook,
    answers: &'a Answers,
    assessment: &Assessment,
) -> Vec<(&'a Question, &'a Value)> {
    let worst = assessment.fired.iter().filter(|fired| fired.tier == assessment.tier);
    let ids: Vec<&String> = worst.flat_map(|fired| &fired.because).collect();
    book.questions
        .iter()
        .filter(|question| ids.contains(&&question.id))
        .filter_map(|question| Some((question, answers.get(&question.id)?)))
        .collect()
}

fn clause(question: &Question, value: &Value) -> Option<String> {
    let name = value.as_choice()?;
    if let Some(choice) = question.choice(name).filter(|choice| !choice.said.is_empty()) {
        return Some(choice.said.clone());
    }
    if question.said.is_empty() {
        return None;
    }
    let said = &question.said;
    match (question.kind, name) {
        (_, "unsure") => Some(format!("you are not sure whether {said}")),
        (Kind::Yn3, "yes") => Some(said.clone()),
        (Kind::Change, "new") => {
            Some(format!("{said}, and that this started or got worse in the last 2 weeks"))
        }
        (Kind::Change, "old_unchecked") => {
            Some(format!("{said}, that this is older than 2 weeks, and that nobody has checked it"))
        }
        (Kind::Change, "old_checked") => {
            Some(format!("{said}, that this is old and unchanged, and that a clinician has checked it"))
        }
        _ => None,
    }
}

/// What a tier tells the person to do, one or two sentences.
pub fn what_to_do(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => {
            "Call your local emergency number, or go to an emergency department, now. No exercise."
        }
        Tier::Urgent => {
            "Speak to a doctor or a health line today. No exercise until a clinician has cleared it."
        }
        Tier::ClinicianFirst => "See a clinician before the next session.",
        Tier::Caution => "You can go on, with changes.",
        Tier::Clear => "Nothing in these answers stops you today.",
    }
}
