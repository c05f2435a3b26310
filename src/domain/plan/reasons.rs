//! The reason of every line, in words (progression rules 3.13): real numbers, the true cause, and what
//! an answer would change.

mod walk;
mod whole;
mod words;

use chrono::NaiveDate;

use super::input::Entry;
use super::line::Play;
use super::response::{Cause, HoldOwn, RestWhy};
use crate::domain::dose::{Dose, dose_words};

pub(super) use walk::WalkWhy;
pub(super) use whole::{whole, whole_frozen, whole_gap};
pub(super) use words::{Frozen, called, plain};
use words::{Said, asked, capital, cause, day, days, frozen, frozen_tags, number, said};

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
    /// The person went over to this easier form in the session; the form that was left, and whether it hurt.
    WentOver(String, bool),
    NotAllowed(String),
    /// Not wanted; the form in whose place an easier one comes.
    Unwanted(Option<String>),
    /// In the place of one that is not wanted.
    Instead(String),
    /// In the place of one that an answer rules out.
    InsteadOfContra(String),
    /// Worries too much for now.
    FearOut(i32),
    /// The easier form of one that worries too much.
    FearEasier(String, i32),
    /// Worries, so it does not grow.
    FearHold(i32),
    /// A first try of one that worries.
    FirstTry(i32),
    /// New, for variety.
    Variety,
    /// Another ladder of its group has its turn.
    TakesTurns,
    Flare,
    Rest(RestWhy, NaiveDate),
    Contra,
    Consecutive,
    Stiff,
    Listed,
    ListedForm(String),
    ListedWaits,
    NoSteps,
    NoPlace(i32),
    NoTime(i32),
    Alone,
}

fn own(own: HoldOwn) -> &'static str {
    match own {
        HoldOwn::Form => "the form went last time",
        HoldOwn::Fatigue => "you got tired before the end",
        _ => "it was too hard last time",
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
            format!("You reached the top of {from}. This is the next form, at a small dose: {new}."),
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
                "It hurt again ({pain}), the third time in four weeks, so an easier form than {from}: {new}."
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
            format!("{} hurt {pain}, above your limit, so an easier form: {new}.", capital(from)),
            &["S0", "S1", "D"],
        ),
        Why::RedEasier(None, from) => said(
            format!("{} was stopped because of pain, so an easier form: {new}.", capital(from)),
            &["S0", "S1", "D"],
        ),
        Why::DownOwn(HoldOwn::Effort(effort)) => {
            said(format!("An effort of {effort} was a lot, so a little less: {new}."), &["S0", "D"])
        }
        Why::DownOwn(why) => said(format!("A little less, {new}: {}.", own(*why)), &["S0", "D"]),
        Why::EasierOwn(why, from) => {
            said(format!("An easier form than {}, {new}: {}.", from, own(*why)), &["S0", "D"])
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
        Why::WentOver(from, hurt) => {
            let why = if *hurt { "because it hurt" } else { "because it was too hard" };
            said(
                format!("Last time you went over to this easier form from {from}, {why}, so it begins here."),
                &["S0", "S1", "D"],
            )
        }
        Why::NotAllowed(from) => said(
            format!("{} is not for you at the moment. This easier form: {new}.", capital(from)),
            &["S0", "D"],
        ),
        Why::Listed => said(format!("New, because your plan asks for it: {new}."), &["PLAN", "D"]),
        Why::ListedForm(from) => {
            said(format!("Your plan asks for this form in place of {from}: {new}."), &["PLAN", "D"])
        }
        Why::NoSteps => said("Same again: your plan lets nothing grow.", &["PLAN"]),
        Why::Unwanted(Some(from)) => {
            said(format!("You said \"not this one\" to {from}. An easier form of it: {new}."), &["S2", "D"])
        }
        Why::Instead(from) => said(
            format!("You said \"not this one\" to {from}. This trains the same: {new}, a small start."),
            &["S2", "D"],
        ),
        Why::InsteadOfContra(from) => said(
            format!("{} is not for you at the moment. In its place: {new}, a small start.", capital(from)),
            &["S0", "D"],
        ),
        Why::FearEasier(from, score) => said(
            format!("{} worries you at {score}, so the easier form for now: {new}.", capital(from)),
            &["S2", "D"],
        ),
        Why::FearHold(score) => {
            said(format!("Same again: it worries you at {score}. At 3 or less it can grow."), &["S2", "D"])
        }
        Why::FirstTry(score) => said(
            format!(
                "Six calm sessions, so a first try of what worries you at {score}, as small as it gets: {new}."
            ),
            &["S2", "D"],
        ),
        Why::Variety => {
            said(format!("For variety, a new one takes its turn: {new}, a small start."), &["S2", "D"])
        }
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
        Why::ListedWaits => {
            said("It waits for a calm day: nothing new comes in on a day like this.", &["S2", "D"])
        }
        Why::Unwanted(_) => said("Left out: you said \"not this one\".", &["S2", "D"]),
        Why::FearOut(score) => said(
            format!("Left out for now: it worries you at {score}. Six calm sessions come first."),
            &["S2", "D"],
        ),
        Why::TakesTurns => said("Not today: the others have their turn. What you reached is kept.", &["D"]),
        Why::Consecutive => said("Left out: the hardest forms are not for two days running.", &["S1", "D"]),
        Why::Stiff => said("Left out this morning: only easy movement while you are stiff.", &["S0", "D"]),
        Why::NoPlace(minutes) => said(format!("Not today: {minutes} minutes have no place for it."), &["D"]),
        Why::NoTime(minutes) => said(format!("Not today: it does not fit into {minutes} minutes."), &["D"]),
        Why::Alone => said("Left out: stretches never come alone.", &["S0", "S3"]),
        _ => said("As before.", &["D"]),
    }
}
