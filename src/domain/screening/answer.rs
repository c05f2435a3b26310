//! An answer, and a set of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The permanent id of a question, such as `bladder`.
pub type QuestionId = String;

/// The value of one answer. In JSON a string, a whole number, or a list of strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A number: age, pain.
    Number(i64),
    /// One of the question's values, such as `new` or `unsure`.
    Choice(String),
    /// The ticked values, possibly none.
    Picks(Vec<String>),
}

impl Value {
    /// A choice.
    pub fn choice(value: &str) -> Value {
        Value::Choice(value.to_owned())
    }

    /// The choice, if it is one.
    pub fn as_choice(&self) -> Option<&str> {
        match self {
            Value::Choice(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Value::Number(value) => Some(*value),
            _ => None,
        }
    }
}

/// Answers by question. A question that is not in it was not answered.
pub type Answers = BTreeMap<QuestionId, Value>;
