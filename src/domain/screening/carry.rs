//! Which earlier answers still count, and what an answer means once a clinician has cleared it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::answer::{Answers, QuestionId, Value};
use super::block::DatedAnswer;
use super::question::Moment;
use super::rulebook::RuleBook;

/// The acute questions: those behind S1 to S5, and what they open. Their answers count for the
/// session that they were given for.
pub fn acute(book: &RuleBook) -> BTreeSet<QuestionId> {
    let session = [Moment::S1, Moment::S2, Moment::S3, Moment::S4, Moment::S5];
    let direct: BTreeSet<QuestionId> = book
        .questions
        .iter()
        .filter(|question| question.asked.iter().any(|moment| session.contains(moment)))
        .map(|question| question.id.clone())
        .collect();
    let mut all = direct.clone();
    for question in &book.questions {
        let follows =
            question.asked_if.as_ref().is_some_and(|cond| cond.ids().iter().any(|id| direct.contains(*id)));
        if follows && question.group.is_none() && !book.intake.contains(&question.id) {
            all.insert(question.id.clone());
        }
    }
    all
}

/// The answers that still count on `today`: the latest to each question, without acute ones of earlier
/// days. An acute answer that says "old and checked" or "cleared" stays until it is asked again, and
/// with it what its follow-ups said. `answers` is oldest first.
pub fn still_counting(book: &RuleBook, answers: &[DatedAnswer], today: NaiveDate) -> Answers {
    let acute = acute(book);
    let mut latest: std::collections::BTreeMap<&str, &DatedAnswer> = std::collections::BTreeMap::new();
    for answer in answers {
        latest.insert(&answer.question, answer);
    }
    let stays = |id: &str, value: &Value| {
        book.question(id)
            .is_some_and(|q| value.as_choice().is_some_and(|name| q.stays.iter().any(|stay| stay == name)))
    };
    let mut counting = Answers::new();
    for (id, answer) in &latest {
        if !acute.contains(*id) || answer.on == today || stays(id, &answer.value) {
            counting.insert((*id).to_owned(), answer.value.clone());
        }
    }
    for (id, answer) in &latest {
        let parents =
            book.question(id).and_then(|question| question.asked_if.as_ref()).map(|cond| cond.ids());
        let of_day = book.question(id).is_none_or(|question| question.kind != super::question::Kind::Choice);
        if !of_day && parents.is_some_and(|ids| ids.iter().any(|parent| counting.contains_key(*parent))) {
            counting.insert((*id).to_owned(), answer.value.clone());
        }
    }
    counting
}

/// The answers as they read after a clinician has cleared these rules: a new weakness that was looked
/// at is an old and checked one; a pregnancy that was not cleared is. Answers that no cleared rule
/// used are left as they are.
pub fn after_clearance(book: &RuleBook, answers: &Answers, cleared_rules: &[&str]) -> Answers {
    let mut after = answers.clone();
    let rules = cleared_rules.iter().filter_map(|id| book.rule(id));
    for cond in rules.filter_map(|rule| rule.when.as_ref()) {
        for id in cond.ids() {
            let Some(question) = book.question(id) else { continue };
            let now = after
                .get(id)
                .and_then(Value::as_choice)
                .and_then(|value| question.cleared.get(value))
                .cloned();
            if let Some(value) = now {
                after.insert(id.to_owned(), Value::Choice(value));
            }
        }
    }
    after
}
