//! What a plan of the person's clinician lists: it comes before everything else and in the form that the
//! plan names. It never comes past what keeps an exercise out, nor past a rest.
//!
//! Decided here (source: DESIGN):
//! - Places do not bind what is listed, the minutes do; what is not listed goes first.
//! - The form that is listed is where a ladder begins, whatever level a first session has otherwise, and
//!   it is where a ladder goes on that was done in an easier form before. After a block that was lifted
//!   the easiest form comes first all the same.
//! - What is listed and new comes in on a day on which something may grow (nothing above level 0, nothing
//!   frozen), as many at once as a first session may have; on another day only where there would be
//!   nothing to do at all, and then eased as a first session is.
//! - Going over to a harder listed form takes one of the session's steps.
//! - What hurt falls to an easier form as everything does, and climbs back by the same rules.

use super::input::{Entry, Mode};
use super::ladders::Ladder;
use super::line::{Ctx, Fate, Line, Out, Play, time};
use super::output::{Change, Dim};
use super::reasons::{Why, called};
use super::session::Maker;
use super::steps::Purse;

impl Line<'_> {
    /// Whether its ladder is on a clinician's list.
    pub(super) fn is_listed(&self) -> bool {
        self.ladder.listed().is_some()
    }
}

impl<'a> Ctx<'a> {
    /// The listed form of a ladder, if it is allowed; else `first`.
    pub(super) fn listed_or(&self, ladder: &'a Ladder<'a>, first: Option<&'a Entry>) -> Option<&'a Entry> {
        let before = self.permit.before();
        ladder.listed().filter(|entry| before.allows(entry)).or(first)
    }

    /// Whether the listed form of a ladder was never done: an easier one before it says nothing about it.
    pub(super) fn is_new_order(&self, ladder: &Ladder<'a>) -> bool {
        let done = |entry: &Entry| {
            let track = self.log.track(ladder.id);
            track.is_some_and(|track| track.exposures.iter().any(|e| e.entry.level >= entry.level))
        };
        ladder.listed().is_some_and(|entry| !done(entry))
    }
}

impl<'a> Maker<'_, 'a> {
    /// The candidates, and what is listed beside them.
    pub(super) fn with_orders(
        &self,
        (mut lines, mut removed): (Vec<Line<'a>>, Vec<Line<'a>>),
    ) -> (Vec<Line<'a>>, Vec<Line<'a>>) {
        if matches!(self.situation.mode, Mode::Start | Mode::Restart) {
            return (lines, removed);
        }
        let new = self.ladders.all().filter(|l| l.listed().is_some() && self.recent(l.id).is_none());
        let mut new: Vec<Line<'a>> =
            new.filter_map(|ladder| self.ctx.fresh(ladder, Change::Intro, Why::Listed)).collect();
        new.sort_by(|a, b| a.order().cmp(&b.order()));
        let played = lines.iter().filter(|line| line.play().is_some()).count();
        let calm = self.ctx.level.value == 0 && self.frozen().is_none();
        let mut room = match (calm, played) {
            (true, _) => self.ctx.limits.first.saturating_sub(played).max(1),
            (false, 0) => self.ctx.limits.first,
            (false, _) => 0,
        };
        for mut line in new {
            if let (Some(_), Some(why)) = (line.play(), self.not_this_morning(&line)) {
                line.fate = Fate::Out(Out { code: "stiff_morning", until: None, why });
            } else if line.play().is_some() && room == 0 {
                line.fate = Fate::Out(Out { code: "listed_waits", until: None, why: Why::ListedWaits });
            } else if line.play().is_some() {
                room -= 1;
                lines.push(line);
                continue;
            }
            removed.push(line);
        }
        (lines, removed)
    }

    /// Lets ladders that were done in an easier form go over to the one that is listed. How many did.
    pub(super) fn up_to_orders(&self, lines: &mut [Line<'a>], purse: &mut Purse) -> usize {
        let spent: u32 = lines.iter().filter_map(Line::play).map(|p| time(p.entry, p.dose)).sum();
        let mut room = self.budget().saturating_sub(spent);
        let mut taken = 0;
        for line in lines.iter_mut().filter(|line| line.calm && self.ctx.is_new_order(line.ladder)) {
            let Some(listed) = line.ladder.listed().filter(|entry| self.ctx.permit.allows(entry)) else {
                continue;
            };
            let Some(now) = line.play().filter(|play| play.change == Change::Hold) else { continue };
            let last = self.ctx.log.track(line.ladder.id).and_then(|track| track.exposures.last());
            let soon = last.is_some_and(|e| (1..=3).contains(&self.ctx.log.days_since(e.date)));
            let dose = self.ctx.bounds(listed).start;
            let more = time(listed, dose).saturating_sub(time(now.entry, now.dose));
            if !soon || purse.slots == 0 || more > room {
                continue;
            }
            let why = Why::ListedForm(called(now.entry));
            line.fate =
                Fate::Play(Play { entry: listed, dose, change: Change::Promote, dim: Some(Dim::Level), why });
            room -= more;
            purse.slots -= 1;
            taken += 1;
        }
        taken
    }
}
