//! The reason of every line, in words (progression rules 3.13): real numbers, the true cause, and what
//! an answer would change.

use chrono::{Datelike, NaiveDate};

use super::input::{Entry, Mode};
use super::line::Play;
use super::output::{Aerobic, Change};
use super::response::{Ask, Cause, HoldOwn, RestWhy};
use crate::domain::dose::{Dose, dose_words};

/// Why nothing may grow today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frozen {
    /// One of the last two sessions was gentle or reduced.
    After(Mode),
    /// The weekly median rises.
    Worsening,
    /// A stiff morning.
    Stiff,
    /// The session itself is reduced.
    Mode(Mode),
}

/// Why an exercise has the dose that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    Start,
    StartEased(Option<Cause>),
    Restart(i64),
    Lifted,
    Intro,
    /// Calm, and nothing decided yet.
    Calm,
    Up(usize, Dose),
    Promote(String),
    HoldOwn(HoldOwn, Dose, Dose),
    HoldAll(Option<Cause>),
    FirstTime(usize, usize),
    SameDay,
    GapHold(i64),
    Turn(usize),
    OtherNotGreen,
    WeekFull(usize),
    WeekOne(usize),
    NoRoom,
    Top,
    NoClimb(NaiveDate),
    Frozen(Frozen),
    AtFloor,
    AmberTwice(i32),
    ThirdDown(i32, String),
    RedDown(Option<i32>),
    RedEasier(Option<i32>, String),
    DownOwn(HoldOwn),
    EasierOwn(HoldOwn, String),
    DownAll(Option<Cause>),
    GapDown(i64),
    AfterFlare(Dose),
    DaysOff(i64, Dose),
    Skipped,
    NotAllowed(String),
    Flare,
    Rest(RestWhy, NaiveDate),
    Contra,
    Consecutive,
    Stiff,
    NoPlace(i32),
    NoTime(i32),
    Alone,
}

/// Why the walk is as long as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WalkWhy {
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

/// A sentence and the tags of what it rests on.
pub(super) type Said = (String, Vec<String>);

fn said(words: impl Into<String>, tags: &[&str]) -> Said {
    (words.into(), tags.iter().map(|t| (*t).to_owned()).collect())
}

/// An id in words: `heel_tap` is "heel tap".
pub(super) fn plain(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

/// A date as people say it: `4 December`.
pub(super) fn day(date: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} {}", date.day(), MONTHS.get(date.month0() as usize).unwrap_or(&""))
}

fn days(n: i64) -> String {
    if n == 1 { "1 day".to_owned() } else { format!("{n} days") }
}

/// What a cause is, as the first half of a sentence, with its tags.
fn cause(cause: Option<&Cause>) -> (String, &'static [&'static str]) {
    let Some(cause) = cause else { return ("last time was not quite calm".to_owned(), &["D"]) };
    let words = match cause {
        Cause::Now(pain) => format!("pain is {pain} today, above your usual"),
        Cause::Declared => "you said that this is a flare".to_owned(),
        Cause::Morning(pain) => format!("pain was {pain} the morning after"),
        Cause::After(pain) => format!("pain was {pain} at the end of the last session"),
        Cause::OverHour => "it stayed sore for over an hour".to_owned(),
        Cause::Sign(sign) => match sign.as_str() {
            "no_reserve" => "there was nothing left in reserve".to_owned(),
            "fatigue_all_day" => "you were tired all day afterwards".to_owned(),
            "sleepless" => "you were tired but could not sleep".to_owned(),
            "lasting_joint_stiffness" => "stiff joints stayed on afterwards".to_owned(),
            other => format!("there was a sign of too much ({})", plain(other)),
        },
        Cause::Effort(effort) => format!("the last session was an effort of {effort}"),
        Cause::Red(1, id) => format!("{} hurt too much", plain(id)),
        Cause::Red(n, _) => format!("{n} exercises hurt too much"),
        Cause::Spreading(id) => format!("pain moved down the limb during {}", plain(id)),
        Cause::Worsening => "your weekly pain has gone up".to_owned(),
        Cause::Check => "today's check found more pain than usual".to_owned(),
        Cause::Held => "part of the journal cannot be read, or the check asks to stay".to_owned(),
        Cause::Missing(ask) => format!("{} is not answered", asked(*ask)),
    };
    let tags: &[&str] = match cause {
        Cause::Now(_) | Cause::Morning(_) | Cause::After(_) | Cause::Declared => &["S1", "S2", "D"],
        Cause::OverHour | Cause::Sign(_) | Cause::Effort(_) | Cause::Red(..) | Cause::Worsening => {
            &["S0", "D"]
        }
        Cause::Spreading(_) => &["S1", "D"],
        Cause::Check => &["S0", "S1", "S2"],
        Cause::Missing(_) | Cause::Held => &["D"],
    };
    (words, tags)
}

fn asked(ask: Ask) -> &'static str {
    match ask {
        Ask::After => "pain at the end of the last session",
        Ask::OverHour => "whether it stayed sore for over an hour",
        Ask::Effort => "the effort of the last session",
        Ask::Now => "today's pain",
        Ask::Morning => "pain the morning after",
    }
}

fn own(own: HoldOwn) -> &'static str {
    match own {
        HoldOwn::Form => "the form went last time",
        HoldOwn::Fatigue => "you got tired before the end",
        _ => "it was too hard last time",
    }
}

fn frozen(frozen: Frozen) -> &'static str {
    match frozen {
        Frozen::After(Mode::Flare) => "two quiet sessions come first after a flare",
        Frozen::After(Mode::Restart) => "two quiet sessions come first after a new start",
        Frozen::After(_) => "two quiet sessions come first after a reduced one",
        Frozen::Worsening => "your weekly pain has gone up, so nothing grows for now",
        Frozen::Stiff => "nothing grows on a stiff morning",
        Frozen::Mode(_) => "nothing grows in a reduced session",
    }
}

fn rest(why: RestWhy, until: NaiveDate) -> Said {
    let until = day(until);
    match why {
        RestWhy::Sharp => {
            said(format!("It gave a sharp pain, so it rests until {until}."), &["S0", "S1", "D"])
        }
        RestWhy::Spreading => {
            said(format!("Pain moved down the limb, so it rests until {until}."), &["S1", "D"])
        }
        RestWhy::RedTwice => {
            said(format!("It hurt too much twice running, so it rests until {until}."), &["S0", "S1", "D"])
        }
        RestWhy::Floor => said(
            format!("It hurt at its smallest dose and has no easier form, so it rests until {until}."),
            &["S0", "D"],
        ),
    }
}

/// Same again, and why.
fn hold_own(hold: HoldOwn, asked: &str, base: &str) -> Said {
    match hold {
        HoldOwn::NoReport | HoldOwn::LongAgo => {
            said("Same again: no score for it last time. Answer that and it can move on.", &["D"])
        }
        HoldOwn::NoPain => {
            said("Same again: its pain was not scored. Answer that and it can move on.", &["D"])
        }
        HoldOwn::NoEffort => {
            said("Same again: its effort was not scored. Answer that and it can move on.", &["D"])
        }
        HoldOwn::NoDose => {
            said("Same again: it is not known how much was done. Log that and it can move on.", &["D"])
        }
        HoldOwn::Amber(pain) => said(
            format!("Same again: pain was {pain} during it, a little above your limit."),
            &["S1", "S2", "D"],
        ),
        HoldOwn::Effort(effort) => {
            said(format!("Same again: effort was {effort}. At 6 or less it can move on."), &["S2", "D"])
        }
        HoldOwn::Short => said(format!("You did {base} of {asked}, so {base} it is for now."), &["S2", "D"]),
        HoldOwn::Time => said("Same again: there was no time to finish it.", &["D"]),
        HoldOwn::Form => said("Same again: the form went last time.", &["S1", "D"]),
        HoldOwn::Fatigue => said("Same again: you got tired before the end.", &["S0", "D"]),
    }
}

/// The reason of a line that is played.
pub(super) fn line(play: &Play) -> Said {
    let entry: &Entry = play.entry;
    let words = |dose: Dose| dose_words(entry.kind, dose, entry.sides);
    let new = words(play.dose);
    match &play.why {
        Why::Start => said(format!("A small start: {new}. It grows when it stays calm."), &["S0", "S2", "D"]),
        Why::StartEased(why) => {
            let (why, tags) = cause(why.as_ref());
            said(format!("An extra small start, {new}: {why}."), tags)
        }
        Why::Restart(days) => said(format!("{days} days off, so it starts again at {new}."), &["S2", "D"]),
        Why::Lifted => said(format!("Cleared to go on: it starts again at {new}, the easiest form."), &["D"]),
        Why::Intro => said(format!("All calm and a place free, so one more exercise: {new}."), &["S2", "D"]),
        Why::Up(k, from) => said(
            format!(
                "{} calm sessions at {}, so {new}. Nothing else about it changes.",
                number(*k),
                words(*from)
            ),
            &["S0", "S2", "D"],
        ),
        Why::Promote(from) => said(
            format!("You reached the top of {}. This is the next form, at a small dose: {new}.", plain(from)),
            &["S2", "D"],
        ),
        Why::HoldOwn(hold, asked, base) => hold_own(*hold, &words(*asked), &words(*base)),
        Why::HoldAll(Some(Cause::Missing(ask))) => said(
            format!("Same again: {} is not answered. Answer it and this can move on.", asked(*ask)),
            &["D"],
        ),
        Why::HoldAll(why) => {
            let (why, tags) = cause(why.as_ref());
            said(format!("Same again: {why}."), tags)
        }
        Why::FirstTime(0, need) => {
            said(format!("Same again: {need} calm sessions at this dose come first."), &["S2", "D"])
        }
        Why::FirstTime(have, need) => {
            said(format!("Same again: {have} of {need} calm sessions at this dose so far."), &["S2", "D"])
        }
        Why::Calm => said("Same again.", &["S2", "D"]),
        Why::SameDay => said("Same again: it was done today already.", &["S2", "D"]),
        Why::GapHold(n) => said(
            format!("Same again: {} since the last time. It grows when there are 3 at most.", days(*n)),
            &["S0", "S2", "D"],
        ),
        Why::Turn(0) => said("Same again: the step of this session goes to the walk.", &["S2", "D"]),
        Why::Turn(n) => {
            let things =
                if *n == 1 { "One thing grows".to_owned() } else { format!("{} things grow", number(*n)) };
            said(format!("Calm, and next in line. {things} today, that is enough."), &["S2", "D"])
        }
        Why::OtherNotGreen => said("Calm, but something else was not, so nothing grows today.", &["S2", "D"]),
        Why::WeekFull(n) => said(format!("Calm, but the {n} steps of this week are taken."), &["S2", "D"]),
        Why::WeekOne(n) => said(format!("Calm, but it grew {n} times this week already."), &["S2", "D"]),
        Why::NoRoom => {
            said("Calm, but the next step does not fit into the time. More minutes would make room.", &["D"])
        }
        Why::Top => said(format!("At its top: {new}. It stays there."), &["S0", "D"]),
        Why::NoClimb(until) => {
            said(format!("At its top: {new}. The harder form may come from {}.", day(*until)), &["S2", "D"])
        }
        Why::Frozen(why) => said(format!("Same again: {}.", frozen(*why)), frozen_tags(*why)),
        Why::AtFloor => said(format!("Already at its smallest: {new}."), &["S0", "D"]),
        Why::AmberTwice(pain) => {
            said(format!("It hurt twice, {pain} last time, so a little less: {new}."), &["S0", "D"])
        }
        Why::ThirdDown(pain, from) => said(
            format!(
                "It hurt again ({pain}), the third time in four weeks, so an easier form than {}: {new}.",
                plain(from)
            ),
            &["S0", "S1", "D"],
        ),
        Why::RedDown(Some(pain)) => {
            said(format!("Pain of {pain} was above your limit, so a little less: {new}."), &["S0", "S1", "D"])
        }
        Why::RedDown(None) => {
            said(format!("It was stopped because of pain, so a little less: {new}."), &["S0", "S1", "D"])
        }
        Why::RedEasier(Some(pain), from) => said(
            format!("{} hurt {pain}, above your limit, so an easier form: {new}.", capital(&plain(from))),
            &["S0", "S1", "D"],
        ),
        Why::RedEasier(None, from) => said(
            format!("{} was stopped because of pain, so an easier form: {new}.", capital(&plain(from))),
            &["S0", "S1", "D"],
        ),
        Why::DownOwn(HoldOwn::Effort(effort)) => {
            said(format!("An effort of {effort} was a lot, so a little less: {new}."), &["S0", "D"])
        }
        Why::DownOwn(why) => said(format!("A little less, {new}: {}.", own(*why)), &["S0", "D"]),
        Why::EasierOwn(why, from) => {
            said(format!("An easier form than {}, {new}: {}.", plain(from), own(*why)), &["S0", "D"])
        }
        Why::DownAll(why) => {
            let (why, tags) = cause(why.as_ref());
            said(format!("{}, so everything drops one step: {new}.", capital(&why)), tags)
        }
        Why::GapDown(n) => {
            said(format!("{} off, so one step less: {new}.", capital(&days(*n))), &["S2", "D"])
        }
        Why::AfterFlare(from) => said(
            format!(
                "After a flare, about three fifths of {}: {new}. Two quiet sessions come first.",
                words(*from)
            ),
            &["S2", "D"],
        ),
        Why::DaysOff(n, from) => said(
            format!(
                "{} off, so about three fifths of {}: {new}. Two quiet sessions come first.",
                days(*n),
                words(*from)
            ),
            &["S2", "D"],
        ),
        Why::Skipped => said(format!("It was skipped last time, so the same offer: {new}."), &["D"]),
        Why::NotAllowed(from) => said(
            format!("{} is not for you at the moment. This easier form: {new}.", capital(&plain(from))),
            &["S0", "D"],
        ),
        Why::Flare => {
            said(format!("A flare: gentle movement, {new}, as far as it is comfortable."), &["S2", "D"])
        }
        other => out(other),
    }
}

/// The reason of a ladder that is left out.
pub(super) fn out(why: &Why) -> Said {
    match why {
        Why::Rest(why, until) => rest(*why, *until),
        Why::Contra => said("Left out: your answers say that it is not for you at the moment.", &["D"]),
        Why::Consecutive => said("Left out: the hardest forms are not for two days running.", &["S1", "D"]),
        Why::Stiff => said("Left out this morning: only easy movement while you are stiff.", &["S0", "D"]),
        Why::NoPlace(minutes) => said(format!("Not today: {minutes} minutes have no place for it."), &["D"]),
        Why::NoTime(minutes) => said(format!("Not today: it does not fit into {minutes} minutes."), &["D"]),
        Why::Alone => said("Left out: stretches never come alone.", &["S0", "S3"]),
        _ => said("As before.", &["D"]),
    }
}

fn frozen_tags(why: Frozen) -> &'static [&'static str] {
    match why {
        Frozen::Stiff | Frozen::Worsening => &["S0", "D"],
        Frozen::After(_) | Frozen::Mode(_) => &["S2", "D"],
    }
}

impl WalkWhy {
    /// The walk with its reason. `asked`: minutes asked last.
    pub(super) fn aerobic(&self, minutes: i32, change: Change, asked: i32) -> Aerobic {
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

/// Why the session as a whole is as it is.
pub(super) fn whole(
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
pub(super) fn whole_frozen(why: Frozen) -> Said {
    said(format!("Same doses today: {}.", frozen(why)), frozen_tags(why))
}

/// Why nothing grows after some days.
pub(super) fn whole_gap(n: i64) -> Said {
    if n < 8 {
        said(format!("{} since the last session: same doses today.", capital(&days(n))), &["S2", "D"])
    } else {
        said(format!("{} off: everything drops one step.", capital(&days(n))), &["S2", "D"])
    }
}

/// A number that starts a sentence.
fn number(n: usize) -> String {
    match n {
        1 => "One".to_owned(),
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        n => n.to_string(),
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
