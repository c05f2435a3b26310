//! Quiet hours: a stretch of each day in which nothing may be heard.

use chrono::{NaiveTime, Timelike};

/// From one minute of the day to another; over midnight where the second is the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// Minutes after midnight.
    from: u32,
    to: u32,
}

impl Quiet {
    /// "22:00-07:00". `None` for anything else, and for a stretch without length.
    pub fn parse(text: &str) -> Option<Quiet> {
        let (from, to) = text.split_once('-')?;
        let (from, to) = (minute(from.trim())?, minute(to.trim())?);
        (from != to).then_some(Quiet { from, to })
    }

    /// Whether the clock on the wall stands in it. The first minute is quiet, the last one is not.
    pub fn holds(self, time: NaiveTime) -> bool {
        let now = time.hour() * 60 + time.minute();
        if self.from < self.to {
            (self.from..self.to).contains(&now)
        } else {
            now >= self.from || now < self.to
        }
    }
}

fn minute(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |text: &str, longest: usize| {
        (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(hours, 2) || !digits(minutes, 2) || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    // Midnight at the end of a day may be written as such.
    match (hours, minutes) {
        (24, 0) => Some(0),
        (0..=23, 0..=59) => Some(hours * 60 + minutes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_over_midnight_and_within_a_day() {
        let cases = [
            ("22:00-07:00", ["22:00", "23:59", "00:00", "06:59"], ["21:59", "07:00", "12:00", "20:00"]),
            ("12:30-14:00", ["12:30", "12:31", "13:00", "13:59"], ["12:29", "14:00", "00:00", "23:59"]),
            ("0:00-24:00x", [""; 4], [""; 4]),
            ("20:00-24:00", ["20:00", "23:59", "21:00", "22:00"], ["00:00", "19:59", "12:00", "07:00"]),
        ];
        for (text, quiet, loud) in cases {
            let Some(hours) = Quiet::parse(text) else {
                assert!(text.ends_with('x'), "{text}");
                continue;
            };
            let at = |time: &str| NaiveTime::parse_from_str(time, "%H:%M").unwrap();
            for time in quiet {
                assert!(hours.holds(at(time)), "{time} in {text}");
            }
            for time in loud {
                assert!(!hours.holds(at(time)), "{time} in {text}");
            }
        }
    }

    #[test]
    fn what_is_no_stretch_of_a_day_is_none() {
        for text in [
            "",
            "22:00",
            "22-7",
            "22:00-22:00",
            "25:00-07:00",
            "22:60-07:00",
            "-1:00-07:00",
            "22:0-07:00",
            "a:b-c:d",
        ] {
            assert_eq!(Quiet::parse(text), None, "{text}");
        }
        assert_eq!(Quiet::parse(" 22:00 - 7:00 "), Quiet::parse("22:00-07:00"));
    }
}
