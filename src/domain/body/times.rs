//! Marks over time, for a report: when each place was marked, how often, and how bad.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Marking, Place};
use crate::domain::score::Score;

/// One place over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceTimes {
    /// Where.
    pub place: Place,
    /// The first day on which it was marked.
    pub first: NaiveDate,
    /// The last.
    pub last: NaiveDate,
    /// In how many markings it was.
    pub times: usize,
    /// The worst score that was given for it.
    pub worst: Option<Score>,
    /// Whether the last marking has it.
    pub now: bool,
}

impl PlaceTimes {
    /// "calf, left: 3 markings, 3 November 2026 to 20 November 2026, worst 6, in the last one".
    pub fn words(&self) -> String {
        let times = if self.times == 1 { "1 marking".to_owned() } else { format!("{} markings", self.times) };
        let long = "%-d %B %Y";
        let days = if self.first == self.last {
            format!("on {}", self.first.format(long))
        } else {
            format!("{} to {}", self.first.format(long), self.last.format(long))
        };
        let worst = self.worst.map_or(String::new(), |worst| format!(", worst {worst}"));
        let now = if self.now { ", in the last one" } else { ", not in the last one" };
        format!("{}: {times}, {days}{worst}{now}", self.place.words())
    }
}

/// What these markings (oldest first) say of each place that was ever marked, from the head down.
pub fn over_time(markings: &[Marking]) -> Vec<PlaceTimes> {
    let last = markings.last().map(Marking::places).unwrap_or_default();
    let each = Place::ALL.iter().filter_map(|place| {
        let mut days = Vec::new();
        let mut worst = None;
        for marking in markings {
            for mark in marking.marks.iter().filter(|mark| mark.place == *place) {
                days.push(marking.at.date_naive());
                worst = worst.max(mark.pain);
            }
        }
        Some(PlaceTimes {
            place: *place,
            first: *days.iter().min()?,
            last: *days.iter().max()?,
            times: days.len(),
            worst,
            now: last.contains(place),
        })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;
    use chrono::DateTime;

    fn marking(day: u32, marks: &[(Place, u8)]) -> Marking {
        let at = DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T09:00:00Z")).unwrap();
        let marks: Vec<Mark> =
            marks.iter().map(|(place, pain)| Mark { place: *place, pain: Score::new(*pain) }).collect();
        Marking::new(at, &marks)
    }

    #[test]
    fn places_over_time_in_words_and_numbers() {
        let markings = [
            marking(3, &[(Place::LowBackLeft, 4)]),
            marking(9, &[(Place::LowBackLeft, 6), (Place::CalfLeft, 99)]),
            marking(20, &[(Place::CalfLeft, 3)]),
        ];
        let told: Vec<String> = over_time(&markings).iter().map(PlaceTimes::words).collect();
        assert_eq!(
            told,
            [
                "low back, left: 2 markings, 3 November 2026 to 9 November 2026, worst 6, not in the last one",
                "calf, left: 2 markings, 9 November 2026 to 20 November 2026, worst 3, in the last one",
            ]
        );
        let json = serde_json::to_string(&over_time(&markings)[1]).unwrap();
        assert!(json.contains(r#""place":"calf_left","first":"2026-11-09""#), "{json}");
        assert_eq!(over_time(&[]), []);
        assert_eq!(
            over_time(&markings[..1])[0].words(),
            "low back, left: 1 marking, on 3 November 2026, worst 4, in the last one"
        );
    }
}
