//! Pain over the weeks: points, medians, a label, a sentence. No widget.
//!
//! One value a day, the highest. The baseline is the median of the first seven days, the current
//! value that of the last seven, today included. Two points, or three tenths and at least one point,
//! is a change that people notice (progression rules 2.1 and 3.11). Medians are counted in halves, so
//! that everything is exact.

mod band;
mod line;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Serialize, Serializer};

pub use self::band::{Band, band};
pub use self::line::{Point, Scale, median};
use super::plan::output::{Label, Trend};

/// Days of a window that need a score before its median says anything.
const ENOUGH: usize = 3;

/// The highest score of each day. Scores are cut to 0..=10.
pub fn daily(points: &[(NaiveDate, i32)]) -> BTreeMap<NaiveDate, i32> {
    // Ten years are asked for at every plan: sorted first, because they nearly are, and then built at once.
    let mut days: Vec<(NaiveDate, i32)> =
        points.iter().map(|&(date, pain)| (date, pain.clamp(0, 10))).collect();
    days.sort_by_key(|(date, _)| *date);
    days.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.max(next.1);
        }
        same
    });
    days.into_iter().collect()
}

/// The trend as of `today`. Scores of later days are not looked at.
///
/// Day 0 is the first score. Where fewer than three of the days 0 to 6 have a score, it is the first
/// score that starts a week with three: else two lonely scores would silence the trend for good.
pub fn trend(days: &BTreeMap<NaiveDate, i32>, today: NaiveDate) -> Trend {
    let Some(first) = day_zero(days, today) else {
        return Trend { label: Label::Insufficient, baseline: None, current: None, change: None };
    };
    let baseline = enough(days, first, week_from(first).min(today));
    let current = enough(days, week_to(today), today);
    let halves = baseline.zip(current).map(|(b, c)| c - b);
    let label = match (baseline, halves) {
        (Some(base), Some(change)) if (today - first).num_days() >= 13 => label(base, change),
        _ => Label::Insufficient,
    };
    let value = |halves: Option<i32>| halves.map(|h| f64::from(h) / 2.0);
    Trend { label, baseline: value(baseline), current: value(current), change: value(halves) }
}

/// From this week's median on, in halves of a point, three tenths more is worse (source: DESIGN).
const WORSE_FROM: i32 = 4;

/// The label for a baseline and a change, both in halves of a point.
///
/// Decided here: below a median of 2 three tenths are no worsening. From 0 everything is more than three
/// tenths, but a week of 1 after a week of 0 is inside what scores move by on their own, and pain up to 2
/// is in everybody's green zone. Two whole points are a worsening from anywhere (source: DESIGN).
fn label(base: i32, change: i32) -> Label {
    // three tenths of the baseline, without fractions: 10 * change against 3 * base
    if change <= -4 || (change <= -2 && 10 * change <= -3 * base) {
        Label::Improving
    } else if change >= 4 || (change >= 2 && 10 * change >= 3 * base && base + change >= WORSE_FROM) {
        Label::Worsening
    } else {
        Label::Steady
    }
}

/// The day that the baseline is counted from; `None` without any score up to `today`.
pub fn day_zero(days: &BTreeMap<NaiveDate, i32>, today: NaiveDate) -> Option<NaiveDate> {
    let mut past = days.range(..=today).map(|(date, _)| *date);
    let first = past.next()?;
    std::iter::once(first)
        .chain(past)
        .find(|start| days.range(*start..=week_from(*start).min(today).max(*start)).count() >= ENOUGH)
        .or(Some(first))
}

/// Last day of the week that starts on `date`.
fn week_from(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(6)).unwrap_or(date)
}

/// First day of the week that ends on `date`.
fn week_to(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(6)).unwrap_or(date)
}

/// Median, in halves, of the days `from..=to`; `None` with fewer than three scores.
fn enough(days: &BTreeMap<NaiveDate, i32>, from: NaiveDate, to: NaiveDate) -> Option<i32> {
    let scores = scores(days, from, to);
    if scores.len() < ENOUGH { None } else { median_halves(scores) }
}

fn scores(days: &BTreeMap<NaiveDate, i32>, from: NaiveDate, to: NaiveDate) -> Vec<i32> {
    if from > to { Vec::new() } else { days.range(from..=to).map(|(_, pain)| *pain).collect() }
}

/// Median in halves of a point.
fn median_halves(mut values: Vec<i32>) -> Option<i32> {
    values.sort_unstable();
    let mid = values.len() / 2;
    let upper = *values.get(mid)?;
    if values.len() % 2 == 1 { Some(2 * upper) } else { values.get(mid - 1).map(|lower| lower + upper) }
}

/// The running median of the seven calendar days up to `date`, from however many of them have a
/// score; `None` when none has: a gap stays a gap.
pub fn median7(days: &BTreeMap<NaiveDate, i32>, date: NaiveDate) -> Option<f64> {
    median_halves(scores(days, week_to(date), date)).map(|halves| f64::from(halves) / 2.0)
}

/// One day of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Day {
    /// Date.
    #[serde(serialize_with = "iso_day")]
    pub date: NaiveDate,
    /// Highest pain of that day, 0 to 10.
    pub pain: Option<i32>,
    /// Median of the seven days up to it.
    #[serde(serialize_with = "half")]
    pub median7: Option<f64>,
    /// Whether a flare session was done on it.
    pub flare: bool,
}

/// What `trend --json` prints and what the charts draw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// First day.
    pub from: NaiveDate,
    /// Last day, which the label is for.
    pub to: NaiveDate,
    /// Every calendar day of the range.
    pub days: Vec<Day>,
    /// The label.
    pub label: Label,
    /// Median of the first seven days.
    #[serde(serialize_with = "half")]
    pub baseline: Option<f64>,
    /// Median of the last seven days.
    #[serde(serialize_with = "half")]
    pub current: Option<f64>,
    /// Current less baseline.
    #[serde(serialize_with = "half")]
    pub change: Option<f64>,
    /// The label in words.
    pub sentence: String,
}

/// Writes a day as chrono does, `2026-11-20`; only quicker: in ten years there are 30,000 of them.
#[allow(clippy::trivially_copy_pass_by_ref)] // the shape that serde calls
pub(crate) fn iso_day<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    let Ok(year @ 0..=9999) = u32::try_from(date.year()) else { return date.serialize(serializer) };
    let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0') as u8;
    let (month, day) = (date.month(), date.day());
    let text = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ];
    serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
}

/// Writes a median as a whole number where it is one: `6`, not `6.0`.
#[allow(clippy::ref_option)] // the shape that serde calls
pub(crate) fn half<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        Some(v) if v.fract() == 0.0 => serializer.serialize_some(&(*v as i64)),
        Some(v) => serializer.serialize_some(v),
    }
}

/// The chart of `from..=to` (at most ten years back), with the trend as of `to`. `days` may hold
/// more than the range: the baseline is looked for in all of it.
pub fn series(
    days: &BTreeMap<NaiveDate, i32>,
    flares: &BTreeSet<NaiveDate>,
    from: NaiveDate,
    to: NaiveDate,
) -> Series {
    let from = from.max(to.checked_sub_days(Days::new(3660)).unwrap_or(from)).min(to);
    let rows = from
        .iter_days()
        .take_while(|date| *date <= to)
        .map(|date| Day {
            date,
            pain: days.get(&date).copied(),
            median7: median7(days, date),
            flare: flares.contains(&date),
        })
        .collect();
    let trend = trend(days, to);
    Series {
        from,
        to,
        days: rows,
        label: trend.label,
        baseline: trend.baseline,
        current: trend.current,
        change: trend.change,
        sentence: sentence(days, &trend, to),
    }
}

/// The trend in one sentence, for people.
pub fn sentence(days: &BTreeMap<NaiveDate, i32>, trend: &Trend, today: NaiveDate) -> String {
    let (Some(base), Some(now), Some(change)) = (trend.baseline, trend.current, trend.change) else {
        return too_few(days, trend, today);
    };
    let medians = format!("Median {} in your first week, {} in the last", number(base), number(now));
    match trend.label {
        Label::Insufficient => {
            let left = day_zero(days, today).map_or(14, |first| 13 - (today - first).num_days());
            let day = if left == 1 { "day" } else { "days" };
            format!("{medians}. {left} more {day} before it says something.")
        }
        Label::Improving => {
            format!("{medians}: down {}, a change that people notice.", number(-change))
        }
        Label::Worsening => {
            format!("{medians}: up {}. Worth talking over with someone who can look at it.", number(change))
        }
        Label::Steady if base <= 2.0 => format!("{medians}: low and steady."),
        Label::Steady => format!("{medians}: no clear change yet. Weeks count here, not single days."),
    }
}

/// Says which week still lacks scores.
fn too_few(days: &BTreeMap<NaiveDate, i32>, trend: &Trend, today: NaiveDate) -> String {
    let Some(first) = day_zero(days, today) else {
        return "No scores yet. Three days with a score in a week start the trend.".to_owned();
    };
    let (from, to, which) = if trend.baseline.is_none() {
        (first, week_from(first).min(today), "your first week")
    } else {
        (week_to(today), today, "the last week")
    };
    let have = scores(days, from, to).len();
    format!("{have} of {ENOUGH} days with a score in {which} so far: too few to say.")
}

/// `4`, `4.5`.
fn number(value: f64) -> String {
    format!("{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(n)).unwrap()
    }

    /// Scores for the days 0.. ; `None` leaves a gap.
    fn scored(values: &[Option<i32>]) -> BTreeMap<NaiveDate, i32> {
        values.iter().enumerate().filter_map(|(n, v)| v.map(|v| (day(n as u64), v))).collect()
    }

    fn weeks(first: [i32; 3], last: [i32; 3]) -> BTreeMap<NaiveDate, i32> {
        let mut days = BTreeMap::new();
        for (n, pain) in first.into_iter().enumerate() {
            days.insert(day(n as u64 * 2), pain);
        }
        for (n, pain) in last.into_iter().enumerate() {
            days.insert(day(9 + n as u64 * 2), pain);
        }
        days
    }

    #[test]
    fn a_day_is_written_as_everywhere_else() {
        #[derive(Serialize)]
        struct Written(#[serde(serialize_with = "iso_day")] NaiveDate);
        for (year, of_year) in
            [(2026, 1), (2026, 365), (2024, 60), (1, 100), (0, 7), (9999, 300), (-3, 9), (12_345, 44)]
        {
            let day = NaiveDate::from_yo_opt(year, of_year).unwrap();
            assert_eq!(serde_json::to_string(&Written(day)).unwrap(), serde_json::to_string(&day).unwrap());
        }
    }

    #[test]
    fn a_day_keeps_its_highest_score() {
        let days = daily(&[(day(0), 3), (day(0), 5), (day(0), 4), (day(1), 99), (day(2), -4)]);
        assert_eq!(days.into_values().collect::<Vec<_>>(), [5, 10, 0]);
    }

    #[test]
    fn labels_follow_two_points_or_three_tenths() {
        for (first, last, label, change) in [
            ([6, 6, 6], [4, 4, 4], Label::Improving, -2.0),
            ([6, 6, 6], [5, 5, 5], Label::Steady, -1.0),
            ([3, 3, 3], [2, 2, 2], Label::Improving, -1.0),
            ([4, 4, 4], [3, 3, 3], Label::Steady, -1.0),
            ([3, 3, 3], [4, 4, 4], Label::Worsening, 1.0),
            ([4, 4, 4], [5, 5, 5], Label::Steady, 1.0),
            ([7, 7, 7], [9, 9, 9], Label::Worsening, 2.0),
            ([0, 0, 0], [0, 0, 0], Label::Steady, 0.0),
            ([0, 0, 0], [1, 1, 1], Label::Steady, 1.0),
            ([0, 0, 0], [2, 2, 2], Label::Worsening, 2.0),
            ([1, 1, 1], [2, 2, 2], Label::Worsening, 1.0),
            ([2, 9, 2], [2, 2, 9], Label::Steady, 0.0),
        ] {
            let got = trend(&weeks(first, last), day(13));
            assert_eq!((got.label, got.change), (label, Some(change)), "{first:?} {last:?}");
        }
    }

    #[test]
    fn not_before_day_13_and_not_on_two_days() {
        let days = weeks([6, 6, 6], [2, 2, 2]);
        assert_eq!(trend(&days, day(12)).label, Label::Insufficient);
        assert_eq!(trend(&days, day(13)).label, Label::Improving);
        // day 19: the last week is 13 to 19, with one score
        assert_eq!(trend(&days, day(19)).label, Label::Insufficient);
        assert_eq!(trend(&BTreeMap::new(), day(3)).label, Label::Insufficient);
    }

    #[test]
    fn two_lonely_scores_do_not_silence_the_trend_for_good() {
        let mut values = vec![Some(2), Some(2)];
        values.extend(std::iter::repeat_n(None, 10));
        values.extend(std::iter::repeat_n(Some(3), 7));
        values.extend(std::iter::repeat_n(Some(6), 7));
        let days = scored(&values);
        assert_eq!(day_zero(&days, day(25)), Some(day(12)));
        assert_eq!(trend(&days, day(25)).label, Label::Worsening);
    }

    #[test]
    fn running_median_keeps_gaps() {
        let mut days = scored(&[Some(4), Some(5)]);
        days.insert(day(20), 7);
        assert_eq!(median7(&days, day(1)), Some(4.5));
        assert_eq!(median7(&days, day(7)), Some(5.0));
        assert_eq!(median7(&days, day(8)), None);
        let series = series(&days, &BTreeSet::from([day(1)]), day(0), day(20));
        assert_eq!(series.days.len(), 21);
        assert!(series.days[1].flare && !series.days[2].flare);
        assert_eq!(series.days[10].median7, None);
    }

    #[test]
    fn the_json_has_whole_numbers_where_they_are_whole() {
        let days = scored(&[Some(4), Some(5)]);
        let json = serde_json::to_value(series(&days, &BTreeSet::new(), day(1), day(1))).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "from": "2026-01-02", "to": "2026-01-02",
                "days": [{"date": "2026-01-02", "pain": 5, "median7": 4.5, "flare": false}],
                "label": "insufficient", "baseline": null, "current": null, "change": null,
                "sentence": "2 of 3 days with a score in your first week so far: too few to say."
            })
        );
        let whole =
            serde_json::to_string(&series(&weeks([6, 6, 6], [4, 4, 4]), &BTreeSet::new(), day(13), day(13)));
        assert!(whole.unwrap().contains(r#""baseline":6,"current":4,"change":-2"#));
    }

    #[test]
    fn sentences() {
        for (first, last, words) in [
            (
                [6, 6, 6],
                [4, 4, 4],
                "Median 6 in your first week, 4 in the last: down 2, a change that people notice.",
            ),
            ([1, 1, 1], [1, 1, 1], "Median 1 in your first week, 1 in the last: low and steady."),
        ] {
            let days = weeks(first, last);
            assert_eq!(sentence(&days, &trend(&days, day(13)), day(13)), words);
        }
        let days = weeks([6, 6, 6], [4, 4, 4]);
        let words = sentence(&days, &trend(&days, day(19)), day(19));
        assert_eq!(words, "1 of 3 days with a score in the last week so far: too few to say.");
    }
}
