//! A moment as it stands on a line. Ours are all of one form, and reading that form by itself is many times
//! quicker than reading all that RFC 3339 allows; whatever looks different is read the long way.

use chrono::{DateTime, FixedOffset, NaiveDate};

/// Bytes of a moment in our form.
pub(super) const LENGTH: usize = 29;

/// Reads a moment in RFC 3339.
pub(super) fn read(text: &str) -> Option<DateTime<FixedOffset>> {
    ours(text.as_bytes()).or_else(|| DateTime::parse_from_rfc3339(text).ok())
}

/// `2026-11-20T09:26:06.273+01:00` and nothing else.
pub(super) fn ours(text: &[u8]) -> Option<DateTime<FixedOffset>> {
    let text: &[u8; LENGTH] = text.try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b':')];
    if marks.iter().any(|(at, mark)| text[*at] != *mark) {
        return None;
    }
    let number = |from: usize, to: usize| {
        text[from..to].iter().try_fold(0_u32, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    let (hours, minutes) = (number(24, 26)?, number(27, 29)?);
    // A leap second, a day that is none, `-00:00`: the long way knows.
    if hours > 23 || minutes > 59 {
        return None;
    }
    let ahead = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let offset = match text[23] {
        b'+' => ahead,
        b'-' if ahead > 0 => -ahead,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(5, 7)?, number(8, 10)?)?
        .and_hms_milli_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?, number(20, 23)?)?
        .and_local_timezone(FixedOffset::east_opt(offset)?)
        .single()
}

#[cfg(test)]
mod tests {
    use chrono::{SecondsFormat, TimeZone as _, Utc};
    use proptest::prelude::*;

    use super::*;

    /// The same moment and the same offset, or both none.
    fn is_the_same(text: &str) -> bool {
        let whole = |moment: DateTime<FixedOffset>| (moment, moment.offset().local_minus_utc());
        read(text).map(whole) == DateTime::parse_from_rfc3339(text).ok().map(whole)
    }

    proptest! {
        #[test]
        fn every_moment_of_ours_reads_as_the_long_way_reads_it(
            at in -62_135_596_800_000_i64..253_402_000_000_000, minutes in -1439..=1439_i32,
        ) {
            let offset = FixedOffset::east_opt(minutes * 60).unwrap();
            let moment = Utc.timestamp_millis_opt(at).unwrap().with_timezone(&offset);
            let text = moment.to_rfc3339_opts(SecondsFormat::Millis, false);
            prop_assert!(is_the_same(&text), "{}", text);
        }

        #[test]
        fn and_so_does_everything_that_looks_like_one(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9][.,][0-9]{3}[-+][0-2][0-9]:[0-6][0-9]",
        ) {
            prop_assert!(is_the_same(&text), "{}", text);
        }
    }

    #[test]
    fn the_edges_do_too() {
        for text in [
            "2026-11-20T09:26:06.273+01:00",
            "2016-12-31T23:59:60.000+00:00",
            "2026-11-20T09:26:06.273-00:00",
            "2026-11-20T09:26:06.273Z",
            "2026-02-29T09:26:06.273+01:00",
            "2024-02-29T24:00:00.000+01:00",
            "2026-11-20T09:26:06.273+24:00",
            "2026-11-20T09:26:06.273+01-00",
            "-026-11-20T09:26:06.273+01:00",
            "",
        ] {
            assert!(is_the_same(text), "{text}");
        }
    }
}
