//! How often there was a session, in words that never count against anybody. A week is "2 of 5 to 7";
//! nothing is ever broken or lost by a day off, and no dose depends on it: only gaps do (progression
//! rules 3.9 and 3.12).

/// Sessions in a week from which it is the full programme.
const ON_TRACK: usize = 5;
/// ... and from which it holds what was reached.
const KEEPING: usize = 3;
/// The first week says nothing yet, and days of rest after a flare are no misses (source: DESIGN).
const QUIET_DAYS: i64 = 7;

/// What a week looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Week {
    /// Five sessions or more.
    OnTrack,
    /// Three or four.
    KeepingItGoing,
    /// Fewer: the five-minute version is offered.
    OfferShort,
    /// Nothing to say: the first week, or a flare not long ago.
    Quiet,
}

/// The week of somebody with `days` days of sessions in the last seven. `since_first`: days since the
/// first session, if there was one; `since_flare`: days since the last day of a flare, if there was one.
pub fn week(days: usize, since_first: Option<i64>, since_flare: Option<i64>) -> Week {
    if days >= ON_TRACK {
        Week::OnTrack
    } else if since_first.is_none_or(|n| n < QUIET_DAYS) || since_flare.is_some_and(|n| n <= QUIET_DAYS) {
        Week::Quiet
    } else if days >= KEEPING {
        Week::KeepingItGoing
    } else {
        Week::OfferShort
    }
}

impl Week {
    /// A few words for it; empty where there is nothing to say.
    pub fn words(self) -> &'static str {
        match self {
            Week::OnTrack => "on track",
            Week::KeepingItGoing => "keeping it going",
            Week::OfferShort | Week::Quiet => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_in_words_and_never_a_miss() {
        for (days, first, flare, expected) in [
            (7, Some(30), None, Week::OnTrack),
            (5, Some(30), None, Week::OnTrack),
            (4, Some(30), None, Week::KeepingItGoing),
            (3, Some(30), Some(8), Week::KeepingItGoing),
            (2, Some(30), None, Week::OfferShort),
            (0, Some(30), None, Week::OfferShort),
            (0, Some(30), Some(7), Week::Quiet),
            (1, Some(6), None, Week::Quiet),
            (0, None, None, Week::Quiet),
            (5, Some(5), Some(0), Week::OnTrack),
        ] {
            assert_eq!(week(days, first, flare), expected, "{days} {first:?} {flare:?}");
        }
    }
}
