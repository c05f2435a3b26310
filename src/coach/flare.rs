//! What a flare is, what today is under one, how it ends, and when to have it looked at, in words.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use crate::domain::plan::advice_sentence;
use crate::domain::plan::output::Mode;
use crate::session::course::length_words;
use crate::session::settings::Settings;

/// Said where a flare was not declared, and so cannot be taken back.
pub const FOUND: &str = "It was found by your scores, so it ends with calmer ones.";
/// Said when it was taken back.
pub const WITHDRAWN: &str = "Taken back: today is no flare.";

/// One line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlareLine {
    /// A heading.
    Head(&'static str),
    /// To read.
    Text(String),
}

impl Coach {
    /// Whether the person has called this day a flare.
    pub fn flare_declared(&self, now: DateTime<FixedOffset>) -> bool {
        self.history.flares.contains(&now.date_naive())
    }

    /// The page about a flare. `settings`: how its session would be run.
    pub fn flare_page(&self, settings: &Settings, now: DateTime<FixedOffset>) -> Vec<FlareLine> {
        use FlareLine::{Head, Text};
        let plan = self.plan(now, None).plan;
        let text = |words: &str| Text(words.to_owned());
        let mut page = vec![
            Head(if self.flare_declared(now) {
                "Today is marked as a flare, and your chart will show it."
            } else {
                "A stretch that is harder than usual."
            }),
            text(
                "Flares are common, and most settle within days to a couple of weeks. One is a setback in comfort, \
                 not the end of what you have built up.",
            ),
            Head("What today is"),
        ];
        if plan.mode == Mode::Flare && !plan.exercises.is_empty() {
            let length = length_words(self.estimate_s(&plan, settings, now.date_naive()));
            let number = plan.exercises.len();
            page.push(Text(format!(
                "{number} gentle movement{}, about {length}, three times each and only as far as it is \
                 comfortable{}.",
                if number == 1 { "" } else { "s" },
                plan.aerobic.as_ref().map_or(String::new(), |walk| format!(
                    "; an easy walk of {} minutes, or less",
                    walk.minutes
                ))
            )));
        } else {
            page.push(text("Gentle movement only, a few minutes, and a short walk."));
        }
        page.extend(plan.advice.iter().filter_map(|code| Some(Text(advice_sentence(code)?.0))));
        page.extend([
            Head("How it ends"),
            text(
                "After two gentle sessions with calm answers the plan comes back at about three fifths, and then has \
                 two quiet sessions. Days of rest are no misses.",
            ),
            Head("When to have it looked at"),
            text(
                "If it goes on for more than a week, is the third in four weeks, or pain is 9 or 10. At once with \
                 anything new below the waist or between the legs, new weakness or numbness, or if you feel ill: the \
                 safety check asks about these.",
            ),
        ]);
        page
    }
}
