//! The reason of the session as a whole.

use super::super::input::Mode;
use super::super::response::Cause;
use super::words::{Frozen, Said, asked, capital, cause, days, frozen, frozen_tags, said};

/// Why the session as a whole is as it is.
pub(in super::super) fn whole(
    mode: Mode,
    why: Option<&Cause>,
    level: u8,
    days: i64,
    lifted: bool,
    flares: usize,
) -> Said {
    match mode {
        Mode::Start => {
            said("Your first session: small doses, to see how your body takes them.", &["S2", "D"])
        }
        Mode::Flare => {
            let begin = match (level >= 3).then(|| cause(why).0) {
                Some(why) => format!("{}: gentle movement only today.", capital(&why)),
                None if flares < 2 => {
                    "The flare is settling: a second gentle session comes first.".to_owned()
                }
                None => {
                    "Still gentle: today's pain and the last session's answers have to be calm and complete."
                        .to_owned()
                }
            };
            said(
                format!("{begin} Keep moving a little; complete rest tends to draw it out."),
                &["S1", "S2", "D"],
            )
        }
        Mode::Return if flares > 0 => {
            said("Back after a flare: about three fifths of before, and two quiet sessions.", &["S2", "D"])
        }
        Mode::Return => said(
            format!("{days} days off: about three fifths of before, and two quiet sessions."),
            &["S2", "D"],
        ),
        Mode::Restart if lifted => {
            said("A clinician has cleared you: it starts again with the easiest forms.", &["D"])
        }
        Mode::Restart => said(
            format!("{days} days off: a new start with small doses, after the full safety check."),
            &["S2", "D"],
        ),
        Mode::Blocked => said("No session now: what you reported comes first.", &["D"]),
        Mode::Normal => match level {
            0 => said("All calm: what is ready may grow by one small step.", &["S2", "D"]),
            1 => match why {
                Some(Cause::Missing(ask)) => said(
                    format!(
                        "Same doses: {} is not answered. Answer it and the plan can move on.",
                        asked(*ask)
                    ),
                    &["D"],
                ),
                why => {
                    let (why, tags) = cause(why);
                    said(format!("Same doses today: {why}."), tags)
                }
            },
            _ => {
                let (why, tags) = cause(why);
                said(format!("{}, so everything drops one step.", capital(&why)), tags)
            }
        },
    }
}

/// Why a normal, calm session does not grow.
pub(in super::super) fn whole_frozen(why: Frozen) -> Said {
    said(format!("Same doses today: {}.", frozen(why)), frozen_tags(why))
}

/// Why nothing grows after some days.
pub(in super::super) fn whole_gap(n: i64) -> Said {
    if n < 8 {
        said(format!("{} since the last session: same doses today.", capital(&days(n))), &["S2", "D"])
    } else {
        said(format!("{} off: everything drops one step.", capital(&days(n))), &["S2", "D"])
    }
}
