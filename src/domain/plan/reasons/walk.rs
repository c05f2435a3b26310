//! The reason of the walk.

use super::super::output::{Aerobic, Change};
use super::super::response::Cause;
use super::words::{Frozen, Said, asked, capital, cause, days, frozen, frozen_tags, said};

/// Why the walk is as long as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum WalkWhy {
    First(bool),
    Up(i32),
    NotLogged,
    Short,
    Pain(i32),
    Talk,
    Missing,
    HoldAll(Option<Cause>),
    Frozen(Frozen),
    Same,
    SameDay,
    GapHold(i64),
    GapDown(i64),
    DaysOff(i64),
    Again(i64),
    AfterFlare,
    Red(i32),
    DownAll(Option<Cause>),
    Unknown,
    Top,
    Ceiling(i32),
    OtherNotGreen,
    Flare,
}

impl WalkWhy {
    /// The walk with its reason. `asked`: minutes asked last.
    pub(in super::super) fn aerobic(&self, minutes: i32, change: Change, asked: i32) -> Aerobic {
        let (reason, sources) = self.say(minutes, asked);
        Aerobic { minutes: minutes.clamp(0, 30) as u32, change, reason, sources }
    }

    fn say(&self, new: i32, last: i32) -> Said {
        match self {
            WalkWhy::First(false) => said(
                format!("A walk of {new} minutes to begin with, at a pace at which you can talk."),
                &["S0"],
            ),
            WalkWhy::First(true) | WalkWhy::Unknown => said(
                format!("{new} minutes, easy. Longer walks come once the health questions are answered."),
                &["D"],
            ),
            WalkWhy::Up(from) => said(
                format!("{from} minutes went well and you could talk, so {new}. You may split them."),
                &["S0", "D"],
            ),
            WalkWhy::NotLogged => said(
                format!("{new} minutes again: the last walk was not logged. Log it and it can grow."),
                &["D"],
            ),
            WalkWhy::Short => {
                said(format!("You did less than {last} minutes, so {new} for now."), &["S2", "D"])
            }
            WalkWhy::Pain(pain) => {
                said(format!("{new} minutes again: pain was {pain} on the walk."), &["S1", "D"])
            }
            WalkWhy::Talk => {
                said(format!("{new} minutes again: talking was hard. Slower, not longer."), &["S0"])
            }
            WalkWhy::Missing => said(
                format!(
                    "{new} minutes again: pain or the talk test was not answered. Answer it and it can grow."
                ),
                &["D"],
            ),
            WalkWhy::HoldAll(Some(Cause::Missing(ask))) => said(
                format!("{new} minutes again: {} is not answered. Answer it and it can grow.", asked(*ask)),
                &["D"],
            ),
            WalkWhy::HoldAll(why) => {
                let (why, tags) = cause(why.as_ref());
                said(format!("{new} minutes again: {why}."), tags)
            }
            WalkWhy::Frozen(why) => {
                said(format!("{new} minutes again: {}.", frozen(*why)), frozen_tags(*why))
            }
            WalkWhy::Same => said(format!("{new} minutes again."), &["S2", "D"]),
            WalkWhy::SameDay => said(format!("{new} minutes again: you walked today already."), &["S2", "D"]),
            WalkWhy::GapHold(n) => said(
                format!(
                    "{new} minutes again: {} since the last walk. It grows when there are 3 at most.",
                    days(*n)
                ),
                &["S0", "D"],
            ),
            WalkWhy::GapDown(n) => {
                said(format!("{} without a walk, so {new} minutes.", capital(&days(*n))), &["S2", "D"])
            }
            WalkWhy::DaysOff(n) => said(
                format!("{} off, so {new} minutes, about three fifths.", capital(&days(*n))),
                &["S2", "D"],
            ),
            WalkWhy::Again(n) => said(
                format!("{} since the last walk, so it starts again at {new} minutes.", capital(&days(*n))),
                &["S2", "D"],
            ),
            WalkWhy::AfterFlare => {
                said(format!("After a flare, about three fifths: {new} minutes."), &["S2", "D"])
            }
            WalkWhy::Red(pain) => said(
                format!("Pain of {pain} on the walk was above your limit, so {new} minutes."),
                &["S0", "D"],
            ),
            WalkWhy::DownAll(why) => {
                let (why, tags) = cause(why.as_ref());
                said(format!("{}, so {new} minutes.", capital(&why)), tags)
            }
            WalkWhy::Top => said(format!("{new} minutes: that is the most the program asks."), &["S0"]),
            WalkWhy::Ceiling(rise) => said(
                format!("{new} minutes again: it grew by up to {rise} minutes in a week already."),
                &["S2", "D"],
            ),
            WalkWhy::OtherNotGreen => {
                said(format!("{new} minutes again: something else was not calm."), &["S2", "D"])
            }
            WalkWhy::Flare => said(
                format!("An easy walk of {new} minutes, or less. Moving a little beats lying still."),
                &["S2", "D"],
            ),
        }
    }
}
