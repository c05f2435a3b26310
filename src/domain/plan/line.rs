//! One ladder on its way into the plan: what it was, what the last time and the gap make of it
//! (progression rules 3.4 and 3.9), before any step up.

use chrono::NaiveDate;

use super::bounds::{Bounds, seconds};
use super::derived::{Irritability, Limits};
use super::input::{Entry, Mode, Stop};
use super::ladders::{Ladder, Permit};
use super::log::{Log, Track};
use super::output::{Change, Dim};
use super::reasons::{Why, called};
use super::response::{Level, Response, RestWhy, respond, rest_until, resting};
use crate::domain::dose::{Dose, Group};

/// All that the lines of one plan share.
pub(super) struct Ctx<'a> {
    pub(super) log: &'a Log<'a>,
    pub(super) permit: &'a Permit<'a>,
    pub(super) irritability: Irritability,
    pub(super) limits: Limits,
    pub(super) level: &'a Level,
    pub(super) mode: Mode,
    /// A block was lifted, and no session followed yet.
    pub(super) lifted: bool,
    /// Index of the last session with a stop code, all cleared by now: what was done up to it does not
    /// count as known any more.
    pub(super) block_at: Option<usize>,
}

/// A line that is played.
#[derive(Debug, Clone)]
pub(super) struct Play<'a> {
    pub(super) entry: &'a Entry,
    pub(super) dose: Dose,
    pub(super) change: Change,
    pub(super) dim: Option<Dim>,
    pub(super) why: Why,
}

/// A ladder that is left out.
#[derive(Debug, Clone)]
pub(super) struct Out {
    pub(super) code: &'static str,
    pub(super) until: Option<NaiveDate>,
    pub(super) why: Why,
}

/// What becomes of a ladder.
#[derive(Debug, Clone)]
pub(super) enum Fate<'a> {
    Play(Play<'a>),
    Out(Out),
}

/// One ladder on its way into the plan.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub(super) ladder: &'a Ladder<'a>,
    /// The variant that the order and the places are by: the last one done, else the one to start with.
    pub(super) entry: &'a Entry,
    /// Seconds with its dose before any change: what the budget is fitted by.
    pub(super) base_seconds: u32,
    /// What becomes of it.
    pub(super) fate: Fate<'a>,
    /// Its place stays empty this time: nothing may move up into it because it hurt.
    pub(super) keeps_place: bool,
    /// Whether the last time allows a step, as far as it goes.
    pub(super) calm: bool,
    /// Whose turn it is where the ladders of a group take turns; the lowest comes first.
    pub(super) turn: (i64, usize),
}

impl<'a> Line<'a> {
    /// The group that it stands in.
    pub(super) fn group(&self) -> Group {
        self.entry.kind.group()
    }

    /// The order of candidates: group, priority, id.
    pub(super) fn order(&self) -> (Group, i64, &'a str) {
        (self.group(), self.entry.priority, self.entry.id.as_str())
    }

    /// The order in which places are given: that of the candidates, turns first.
    pub(super) fn rank(&self) -> (Group, (i64, usize), i64, &'a str) {
        let (group, priority, id) = self.order();
        (group, self.turn, priority, id)
    }

    /// The line as it is played, if it is.
    pub(super) fn play(&self) -> Option<&Play<'a>> {
        match &self.fate {
            Fate::Play(play) => Some(play),
            Fate::Out(_) => None,
        }
    }
}

/// Seconds of an exercise at a dose.
pub(super) fn time(entry: &Entry, dose: Dose) -> u32 {
    seconds(entry.kind, entry.sides, dose)
}

impl<'a> Ctx<'a> {
    /// Whether a session came before a block that was lifted since.
    pub(super) fn before_block(&self, past: usize) -> bool {
        self.block_at.is_some_and(|block| past <= block)
    }

    /// Bounds of an entry for this person.
    pub(super) fn bounds(&self, entry: &Entry) -> Bounds {
        Bounds::new(entry, self.irritability)
    }

    /// A ladder of the first session, of a restart, or introduced: its first variant at the start dose,
    /// never above what was done of it last. The gap rules of a known ladder do not add to that.
    pub(super) fn fresh(&self, ladder: &'a Ladder<'a>, change: Change, why: Why) -> Option<Line<'a>> {
        let track = self.log.track(ladder.id);
        let last = track.and_then(|t| t.exposures.last());
        let before = self.permit.before();
        let first = if self.lifted || last.is_some_and(|e| self.before_block(e.past)) {
            ladder.easiest(&before)?
        } else {
            self.listed_or(ladder, ladder.at_most(self.limits.first_level, &before))?
        };
        let entry = match last {
            Some(last) if last.entry.level < first.level => ladder.at_most(last.entry.level, &before)?,
            _ => first,
        };
        let bounds = self.bounds(entry);
        let start = match last {
            Some(last) if last.entry.id == entry.id => bounds.clamp(bounds.start.lower(last.base)),
            _ => bounds.start,
        };
        let play = match bounds.down(start) {
            Some(dose) if self.level.value >= 2 => {
                Play { entry, dose, change, dim: None, why: Why::StartEased(self.level.cause().cloned()) }
            }
            _ => Play { entry, dose: start, change, dim: None, why },
        };
        let fate = match track {
            Some(track) if last.is_some() => match self.fate(ladder, track, false)? {
                (Fate::Play(other), _) => {
                    let play = lower(play, other);
                    let change = if play.change == Change::Hold { change } else { play.change };
                    Fate::Play(Play { change, ..play })
                }
                (out, _) => out,
            },
            Some(track) => match resting(track, self.log.today) {
                // hurt in a flare session before it was ever part of a plan
                Some((until, rest)) => {
                    Fate::Out(Out { code: "rest", until: Some(until), why: Why::Rest(rest, until) })
                }
                None => Fate::Play(play),
            },
            None => Fate::Play(play),
        };
        let fate = match fate {
            Fate::Play(play) => self.permitted(ladder, play),
            out @ Fate::Out(_) => out,
        };
        let keeps_place = matches!(fate, Fate::Out(_));
        Some(Line {
            ladder,
            entry,
            base_seconds: time(entry, start),
            fate,
            keeps_place,
            calm: false,
            turn: (0, 0),
        })
    }

    /// A ladder that was done before: the lower of what the last time and what the gap ask for.
    pub(super) fn known(&self, ladder: &'a Ladder<'a>, track: &Track<'a>) -> Option<Line<'a>> {
        let last = track.exposures.last()?;
        let (fate, calm) = self.fate(ladder, track, true)?;
        let keeps_place = match &fate {
            // its place stays empty in the session after the one that hurt
            Fate::Out(out) if out.code == "rest" => {
                self.log.latest == Some(last.past) || last.date == self.log.today
            }
            // high impact may have gone because of the last session: nothing moves up into its place
            Fate::Out(_) => self.permit.before().allows(last.entry),
            Fate::Play(_) => true,
        };
        let base_seconds = time(last.entry, last.base);
        Some(Line { ladder, entry: last.entry, base_seconds, fate, keeps_place, calm, turn: (0, 0) })
    }

    /// What becomes of a ladder that was done before, and whether its last time was calm.
    pub(super) fn fate(
        &self,
        ladder: &Ladder<'a>,
        track: &Track<'a>,
        gaps: bool,
    ) -> Option<(Fate<'a>, bool)> {
        let rest =
            |until, why| Fate::Out(Out { code: "rest", until: Some(until), why: Why::Rest(why, until) });
        if let Some((until, why)) = resting(track, self.log.today) {
            return Some((rest(until, why), false));
        }
        let response = respond(track, self.log.today)?;
        let play = match self.answer(ladder, track, response) {
            Ok(play) => play,
            Err((until, why)) => return Some((rest(until, why), false)),
        };
        let play = match went_over(track) {
            Some(why) if play.change == Change::Hold => Play { why, ..play },
            _ => play,
        };
        let play = if gaps { self.after_gap(track, play) } else { play };
        let (play, skipped) = skip_cap(track, play);
        let calm = response == Response::Calm && !skipped;
        let allowed = self.permit.allows(play.entry);
        Some((self.permitted(ladder, play), calm && allowed))
    }

    /// `play`, or the easier form that is allowed, or nothing.
    fn permitted(&self, ladder: &Ladder<'a>, play: Play<'a>) -> Fate<'a> {
        if self.permit.allows(play.entry) {
            return Fate::Play(play);
        }
        let from = called(play.entry);
        let unwanted = self.permit.unwanted(play.entry);
        let fear = self.permit.fears().holds(play.entry).filter(|_| {
            self.permit.fears().keeps_out(&play.entry.id) && self.permit.allows_but_for_fear(play.entry)
        });
        if let Some(easier) = ladder.easier(play.entry, self.permit) {
            let why = match fear {
                Some(score) => Why::FearEasier(from, score),
                None if unwanted => Why::Unwanted(Some(from)),
                None => Why::NotAllowed(from),
            };
            return Fate::Play(Play {
                entry: easier,
                dose: self.bounds(easier).start,
                change: Change::Regress,
                dim: Some(Dim::Level),
                why,
            });
        }
        let (code, why) = match fear {
            Some(score) => ("fear", Why::FearOut(score)),
            None if unwanted => ("unwanted", Why::Unwanted(None)),
            None => ("contra", Why::Contra),
        };
        Fate::Out(Out { code, until: None, why })
    }

    /// Whether a ladder rests today, in flare mode too.
    pub(super) fn rests(&self, ladder: &Ladder<'a>) -> bool {
        let Some(track) = self.log.track(ladder.id) else { return false };
        match self.fate(ladder, track, true) {
            Some((Fate::Out(out), _)) => out.code == "rest",
            Some(_) => false,
            None => resting(track, self.log.today).is_some(),
        }
    }

    /// What the last time asks for; `Err`: rest.
    fn answer(
        &self,
        ladder: &Ladder<'a>,
        track: &Track<'a>,
        response: Response,
    ) -> Result<Play<'a>, (NaiveDate, RestWhy)> {
        let Some(last) = track.exposures.last() else { return Err((self.log.today, RestWhy::Floor)) };
        let bounds = self.bounds(last.entry);
        let base = bounds.clamp(last.base);
        let hold = |why| Play { entry: last.entry, dose: base, change: Change::Hold, dim: None, why };
        let down = |why| {
            let less = bounds.down(last.asked)?.lower(base);
            let dim = changed(last.asked, less);
            Some(Play { entry: last.entry, dose: less, change: Change::Down, dim, why })
        };
        let easier = |why| {
            let easier = ladder.easier(last.entry, self.permit)?;
            Some(Play {
                entry: easier,
                dose: self.bounds(easier).start,
                change: Change::Regress,
                dim: Some(Dim::Level),
                why,
            })
        };
        let floor_rest = (rest_until(last.date), RestWhy::Floor);
        match response {
            Response::Red(pain) => easier(Why::RedEasier(pain, called(last.entry)))
                .or_else(|| down(Why::RedDown(pain)))
                .ok_or(floor_rest),
            Response::DownPain { pain, third: true } => {
                let third = Why::ThirdDown(pain, called(last.entry));
                easier(third).or_else(|| down(Why::AmberTwice(pain))).ok_or(floor_rest)
            }
            Response::DownPain { pain, third: false } => down(Why::AmberTwice(pain))
                .or_else(|| easier(Why::RedEasier(Some(pain), called(last.entry))))
                .ok_or(floor_rest),
            Response::DownEffort(own) => Ok(down(Why::DownOwn(own))
                .or_else(|| easier(Why::EasierOwn(own, called(last.entry))))
                .unwrap_or_else(|| hold(Why::AtFloor))),
            Response::Calm | Response::Hold(_) if self.level.value >= 2 => {
                let why = Why::DownAll(self.level.cause().cloned());
                Ok(down(why).unwrap_or_else(|| hold(Why::AtFloor)))
            }
            Response::Hold(own) => Ok(hold(Why::HoldOwn(own, last.asked, base))),
            Response::Calm if self.level.value == 1 => Ok(hold(Why::HoldAll(self.level.cause().cloned()))),
            Response::Calm => Ok(hold(Why::Calm)),
        }
    }

    /// The lower of `play` and what the days since ask for.
    fn after_gap(&self, track: &Track<'a>, play: Play<'a>) -> Play<'a> {
        let Some(last) = track.exposures.last() else { return play };
        let bounds = self.bounds(last.entry);
        let base = bounds.clamp(last.base);
        let days = self.log.days_since(last.date);
        let since_flare = self.log.last_flare().is_some_and(|flare| flare > last.past);
        let gap = if since_flare || days >= 15 || self.mode == Mode::Return {
            let why = if since_flare { Why::AfterFlare(base) } else { Why::DaysOff(days, base) };
            let dose = bounds.after_rest(base);
            Play { entry: last.entry, dose, change: Change::Return, dim: None, why }
        } else if days >= 8 {
            let dose = bounds.down(last.asked).map_or(base, |less| less.lower(base));
            let dim = changed(last.asked, dose);
            let change = if dim.is_some() { Change::Down } else { Change::Hold };
            Play { entry: last.entry, dose, change, dim, why: Why::GapDown(days) }
        } else {
            return play;
        };
        lower(gap, play)
    }
}

/// The field that differs.
pub(super) fn changed(from: Dose, to: Dose) -> Option<Dim> {
    if from.sets != to.sets {
        Some(Dim::Sets)
    } else if from.hold_s != to.hold_s {
        Some(Dim::HoldS)
    } else if from.reps != to.reps {
        Some(Dim::Reps)
    } else {
        None
    }
}

/// The lower of two: the lower level, else the lower dose field by field. Where they agree, the first
/// one's reason stands.
pub(super) fn lower<'a>(a: Play<'a>, b: Play<'a>) -> Play<'a> {
    if a.entry.level != b.entry.level || a.entry.id != b.entry.id {
        return if b.entry.level < a.entry.level { b } else { a };
    }
    let dose = a.dose.lower(b.dose);
    if dose == a.dose { a } else { Play { dose, ..b } }
}

/// The person went over from a harder form to the one done last, in the middle of that session: the form
/// that was left was ended for pain, or because it was too hard (source: DESIGN).
fn went_over(track: &Track) -> Option<Why> {
    let [.., from, last] = track.exposures.as_slice() else { return None };
    let over = from.past == last.past && from.entry.level > last.entry.level;
    let stop = from.stop.filter(|stop| over && matches!(stop, Stop::Pain | Stop::Form))?;
    Some(Why::WentOver(called(from.entry), stop == Stop::Pain))
}

/// A lower dose that was asked after the last exposure and skipped still stands: skipping is no way up.
fn skip_cap<'a>(track: &Track<'a>, play: Play<'a>) -> (Play<'a>, bool) {
    let mut play = play;
    let mut capped = false;
    for (entry, asked) in &track.skipped {
        let lower_rung = entry.level < play.entry.level;
        let lower_dose = entry.id == play.entry.id && asked.lower(play.dose) != play.dose;
        if lower_rung || lower_dose {
            let dose = if lower_rung { *asked } else { asked.lower(play.dose) };
            play = Play { entry, dose, change: Change::Hold, dim: None, why: Why::Skipped };
            capped = true;
        }
    }
    (play, capped)
}
