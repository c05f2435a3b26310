//! What leaves the program for other eyes: one page for a clinician, and data for other programs.
//! Nothing here decides anything; it only tells what the history and the journal hold.
//!
//! | file | what it makes |
//! | --- | --- |
//! | [`facts`] | from a coach and a period: all that the page says |
//! | [`html`] | the page; [`svg`] and [`svg_function`] its charts, [`escape`] what keeps foreign text harmless in it |
//! | [`csv`] | one row for each event |
//! | [`json`] | every event as it is, to be read in again |
//! | [`fhir`] | an R4 bundle for clinical systems |

pub mod csv;
pub mod escape;
pub mod facts;
pub mod fhir;
pub mod html;
pub mod json;
pub mod svg;
pub mod svg_function;

use chrono::NaiveDate;

/// The days that are told, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Period {
    /// Whether a day is in it.
    pub fn has(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}

/// Answers on the most private matters: left out unless the person asks for them. They are the questions
/// that come with a word on why they are asked.
pub fn is_intimate(question: &crate::domain::screening::question::Question) -> bool {
    !question.why.is_empty()
}
