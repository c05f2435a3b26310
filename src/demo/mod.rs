//! Twelve made-up weeks of somebody who is nobody: to look around in before answering anything.
//!
//! The days are fed to the real coach one by one, so that every dose in them is one that the rules asked
//! for. The same last day always gives the same weeks.

mod diary;
mod person;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use self::diary::Diary;
use self::person::{DAYS, Day};
use crate::coach::Coach;
use crate::journal::replay::Stamped;

/// The days up to yesterday, and today's safety check not yet answered.
pub fn weeks(coach: Coach, now: DateTime<FixedOffset>) -> Vec<Stamped> {
    let first = now.date_naive().checked_sub_days(Days::new(DAYS)).unwrap_or(now.date_naive());
    let mut diary = Diary::new(coach, *now.offset());
    diary.first_visit(at(first, 18));
    for (number, date) in (0..DAYS).zip(first.iter_days()) {
        if let Some(places) = person::places(number) {
            diary.mark(date, &places);
        }
        if let Some(scores) = person::goals(number) {
            diary.goals(date, &scores);
        }
        diary.worries(date, person::worries(number));
        match person::day(number) {
            Day::Nothing => {}
            Day::Pain(pain) => diary.pain(date, pain),
            Day::Session(feeling) => diary.session(number, date, &feeling),
        }
    }
    // A look round begins with the plan, on whatever day of the week it is.
    diary.week(now);
    diary.events()
}

/// Hour of the day at which the made-up person begins.
fn at(date: NaiveDate, hour: u32) -> chrono::NaiveDateTime {
    date.and_hms_opt(hour, 5, 0).unwrap_or_default()
}
