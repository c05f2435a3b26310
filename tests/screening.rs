//! The safety check: every rule with a case that a clinician can read, the properties that must hold
//! for any answers, the interview, the clearances, and the files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "screening/blocks.rs"]
mod blocks;
#[path = "screening/cases.rs"]
mod cases;
#[path = "screening/files.rs"]
mod files;
#[path = "screening/interview.rs"]
mod interview;
#[path = "screening/properties.rs"]
mod properties;

use supple::content::screening_file;
use supple::domain::screening::answer::{Answers, Value};
use supple::domain::screening::question::Kind;
use supple::domain::screening::rulebook::RuleBook;

/// The built-in rule book.
fn book() -> &'static RuleBook {
    screening_file::rulebook().unwrap()
}

/// `"bladder=new age=50 area=neck+low_back ibp="` as answers; every one is checked.
fn answers(text: &str) -> Answers {
    text.split_whitespace()
        .map(|pair| {
            let (id, value) = pair.split_once('=').unwrap();
            let question = book().question(id).unwrap_or_else(|| panic!("no question {id}"));
            let value = match question.kind {
                Kind::Number { .. } => Value::Number(value.parse().unwrap()),
                Kind::Multi => {
                    Value::Picks(value.split('+').filter(|v| !v.is_empty()).map(str::to_owned).collect())
                }
                _ => Value::choice(value),
            };
            question.check(&value).unwrap();
            (id.to_owned(), value)
        })
        .collect()
}
