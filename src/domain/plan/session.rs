//! One session put together: candidates, places, steps, the walk, and the lines in the order of play.

use super::input::{Input, Mode};
use super::ladders::{Ladders, has_tag};
use super::line::{Ctx, Fate, Line, Out, Play, time};
use super::mode::ModeOf;
use super::output::{Change, Item, Label, Plan, Refer, Removed, Trend};
use super::reasons::{self, Frozen, Why};
use super::response::Cause;
use super::{aerobic, choose, flare, steps};
use crate::domain::dose::{Dose, Group};

/// Days that a ladder stays a candidate.
const CANDIDATE_DAYS: i64 = 28;

/// All that one plan is made from.
pub(super) struct Maker<'m, 'a> {
    pub(super) input: &'a Input,
    pub(super) ladders: &'a Ladders<'a>,
    pub(super) ctx: &'m Ctx<'a>,
    pub(super) situation: ModeOf,
    pub(super) minutes: i32,
    pub(super) stiff: bool,
    pub(super) trend: &'m Trend,
}

impl<'a> Maker<'_, 'a> {
    pub(super) fn budget(&self) -> u32 {
        u32::try_from(self.minutes.max(0)).unwrap_or(0) * 60
    }

    /// A session outside flare mode.
    pub(super) fn session(&self) -> Plan {
        let (lines, mut removed) = self.with_orders(self.candidates());
        let starts = matches!(self.situation.mode, Mode::Start | Mode::Restart);
        let first = starts.then_some(self.ctx.limits.first);
        let chosen = choose::choose(lines, self.minutes, first, self.budget(), self.stiff);
        let full = !chosen.no_time.is_empty();
        if !starts {
            let turns =
                |line: &Line, why: Why| if self.takes_turns(line.group()) { Why::TakesTurns } else { why };
            let left = |why: Why| {
                move |line: Line<'a>| {
                    let why = turns(&line, why.clone());
                    (line, why)
                }
            };
            let no_place = chosen.no_place.into_iter().map(left(Why::NoPlace(self.minutes)));
            let no_time = chosen.no_time.into_iter().map(left(Why::NoTime(self.minutes)));
            let code = |why: &Why| match why {
                Why::NoPlace(_) => "places",
                Why::TakesTurns => "turn",
                _ => "budget",
            };
            removed.extend(no_place.chain(no_time).map(|(line, why)| {
                let fate = match line.fate {
                    Fate::Out(out) => Fate::Out(out),
                    Fate::Play(_) => Fate::Out(Out { code: code(&why), until: None, why }),
                };
                Line { fate, ..line }
            }));
        }
        let mut lines = chosen.lines;
        let frozen = self.frozen();
        let replaced = if frozen.is_none() { self.instead(&lines, &removed) } else { None };
        let replaces = replaced.is_some();
        lines.extend(replaced);
        let walks = aerobic::walks(self.ctx);
        let walk = aerobic::walk(self.ctx, self.input, walks.as_ref(), frozen);
        match frozen {
            Some(frozen) => steps::freeze(&mut lines, frozen),
            None if self.ctx.level.value == 0 => {
                let unsure = aerobic::not_green(self.ctx, self.input, walks.as_ref());
                let rises = walk.as_ref().is_some_and(|w| w.change == Change::Up);
                let mut purse = steps::purse(self.ctx, unsure, rises);
                let ordered = self.up_to_orders(&mut lines, &mut purse);
                let taken = ordered + steps::take(self.ctx, &mut lines, &purse, self.budget());
                if taken == 0 && purse.not_green == 0 && !replaces && self.may_introduce(&purse) {
                    removed.extend(self.newcomer(&mut lines, full));
                }
            }
            None => {}
        }
        self.trim(&mut lines);
        self.finish(lines, removed, walk, frozen)
    }

    /// The ladders that this session is chosen from, and those that are out already.
    fn candidates(&self) -> (Vec<Line<'a>>, Vec<Line<'a>>) {
        let ctx = self.ctx;
        let why = match self.situation.mode {
            Mode::Restart if ctx.lifted => Why::Lifted,
            Mode::Restart => Why::Restart(self.situation.days),
            _ => Why::Start,
        };
        let (mut lines, mut removed) = (Vec::new(), Vec::new());
        for ladder in self.ladders.all() {
            let line = match self.situation.mode {
                Mode::Start | Mode::Restart => ctx.fresh(ladder, Change::Start, why.clone()),
                _ => self.recent(ladder.id).and_then(|track| ctx.known(ladder, track)),
            };
            let Some(mut line) = line else { continue };
            if let Some(track) = self.ctx.log.track(ladder.id) {
                line.turn = self.turn_of(line.group(), track);
            }
            if let Some(why) = self.not_this_morning(&line) {
                line.fate = Fate::Out(Out { code: "stiff_morning", until: None, why });
                line.keeps_place = false;
            } else if self.consecutive(&line) {
                line.fate = Fate::Out(Out { code: "consecutive", until: None, why: Why::Consecutive });
            }
            if line.play().is_some() || line.keeps_place {
                lines.push(line);
            } else if !self.stiff || self.recent(ladder.id).is_some() {
                // on a stiff first day there is nothing yet that could be left out
                removed.push(line);
            }
        }
        (lines, removed)
    }

    /// The track of a ladder that was done in the last 28 days, and not before a lifted block.
    pub(super) fn recent(&self, ladder: &str) -> Option<&'a super::log::Track<'a>> {
        let log = self.ctx.log;
        let track = log.track(ladder)?;
        let last = track.exposures.last()?;
        let known = log.days_since(last.date) <= CANDIDATE_DAYS && !self.ctx.before_block(last.past);
        known.then_some(track)
    }

    /// Ladders that may be introduced.
    pub(super) fn unknown(&self) -> Vec<Line<'a>> {
        self.fresh(&Why::Intro)
    }

    /// The same, for a reason of its own.
    pub(super) fn fresh(&self, why: &Why) -> Vec<Line<'a>> {
        self.ladders
            .all()
            .filter(|ladder| self.recent(ladder.id).is_none() && ladder.listed().is_none())
            .filter_map(|ladder| self.ctx.fresh(ladder, Change::Intro, why.clone()))
            .filter(|line| line.play().is_some_and(|play| !play.entry.no_steps))
            .collect()
    }

    /// Stiff in the morning: movement only, and no loaded bending.
    pub(super) fn not_this_morning(&self, line: &Line) -> Option<Why> {
        let entry = line.play().map_or(line.entry, |play| play.entry);
        let fits = entry.kind.group() == Group::Mobility && !has_tag(entry, "loaded_flexion");
        (self.stiff && !fits).then_some(Why::Stiff)
    }

    /// The hardest forms are not offered on consecutive days. By the variant done last, so that hurting
    /// at one does not bring its easier form in.
    fn consecutive(&self, line: &Line) -> bool {
        let last = self.ctx.log.track(line.ladder.id).and_then(|t| t.exposures.last());
        line.play().is_some()
            && last.is_some_and(|e| {
                e.entry.level >= 4
                    && e.entry.kind.group() == Group::Core
                    && self.ctx.log.days_since(e.date) <= 1
            })
    }

    /// Why nothing may rise, if so.
    pub(super) fn frozen(&self) -> Option<Frozen> {
        if self.situation.mode != Mode::Normal {
            return Some(Frozen::Mode(self.situation.mode));
        }
        if self.stiff {
            return Some(Frozen::Stiff);
        }
        if self.trend.label == Label::Worsening {
            return Some(Frozen::Worsening);
        }
        let main = self.ctx.log.past.iter().rev().filter(|p| !p.walk_only()).take(2);
        main.map(|p| p.session.mode)
            .find(|mode| matches!(mode, Mode::Flare | Mode::Return | Mode::Restart))
            .map(Frozen::After)
    }

    /// Cuts what does not fit after easier forms have come in, and stretches that would stand alone.
    fn trim(&self, lines: &mut [Line<'a>]) {
        let spent = |lines: &[Line]| -> u64 {
            lines.iter().filter_map(Line::play).map(|p| u64::from(time(p.entry, p.dose))).sum()
        };
        let budget = u64::from(self.budget());
        for n in 0..lines.len() {
            if spent(lines) > budget
                && let Fate::Play(play) = &mut lines[n].fate
                && play.change == Change::Regress
            {
                play.dose = self.ctx.bounds(play.entry).min.lower(play.dose);
            }
        }
        while spent(lines) > budget {
            let played: Vec<usize> = (0..lines.len()).filter(|n| lines[*n].play().is_some()).collect();
            let only: Vec<Line> = played.iter().map(|n| lines[*n].clone()).collect();
            let Some(index) = choose::first_to_go(&only).and_then(|n| played.get(n)) else { break };
            lines[*index].fate =
                Fate::Out(Out { code: "budget", until: None, why: Why::NoTime(self.minutes) });
        }
        let moves = lines
            .iter()
            .filter_map(|line| line.play().map(|p| (line, p)))
            .any(|(line, p)| p.entry.kind.group() != Group::Stretch || line.is_listed());
        if !moves {
            for line in lines.iter_mut().filter(|line| line.play().is_some()) {
                line.fate = Fate::Out(Out { code: "alone", until: None, why: Why::Alone });
            }
        }
    }

    fn finish(
        &self,
        lines: Vec<Line<'a>>,
        removed: Vec<Line<'a>>,
        walk: Option<super::output::Aerobic>,
        frozen: Option<Frozen>,
    ) -> Plan {
        let mut plays: Vec<(&str, Play)> = Vec::new();
        let mut outs: Vec<Removed> = Vec::new();
        for line in lines.into_iter().chain(removed) {
            match line.fate {
                Fate::Play(play) => plays.push((line.ladder.id, play)),
                Fate::Out(out) => outs.push(left_out(&line.entry.id, line.ladder.id, &out)),
            }
        }
        outs.sort_by(|a, b| a.ladder.cmp(&b.ladder));
        let mut advice = Vec::new();
        if plays.iter().any(|(_, p)| p.entry.kind.group() == Group::Stretch) {
            advice.push("heat_before_stretching".to_owned());
        }
        if self.stiff {
            advice.push("later_today_or_mobility_only".to_owned());
        }
        let mut plan = self.written(plays);
        plan.removed = outs;
        plan.aerobic = walk;
        plan.advice = advice;
        let at = &self.situation;
        if at.mode == Mode::Normal && self.ctx.level.value == 0 {
            if let Some(frozen) = frozen {
                (plan.reason, plan.sources) = reasons::whole_frozen(frozen);
            } else if at.days > 3 {
                (plan.reason, plan.sources) = reasons::whole_gap(at.days);
            }
        } else if at.mode == Mode::Normal
            && at.days >= 8
            && matches!(self.ctx.level.cause(), Some(Cause::Missing(_)))
        {
            // The gap eases every line: what was not answered that long ago is not what holds it.
            (plan.reason, plan.sources) = reasons::whole_gap(at.days);
        }
        plan
    }

    /// A session in a flare.
    pub(super) fn gentle(&self) -> Plan {
        let log = self.ctx.log;
        let plays = flare::moves(self.ladders, self.ctx, self.minutes, self.stiff);
        let mut plan = self.written(plays);
        plan.removed = self.rests();
        plan.aerobic = flare::walk(self.input.profile.aerobic_ok, self.input.today.pain_now);
        let first = self.situation.flare.map_or(log.today, |(_, first)| first);
        plan.advice = flare::advice(first, log.today);
        if self.stiff {
            plan.advice.push("later_today_or_mobility_only".to_owned());
        }
        plan
    }

    /// The plan with these lines, in the order of play.
    fn written(&self, mut plays: Vec<(&str, Play)>) -> Plan {
        plays.sort_by(|(_, a), (_, b)| {
            let key = |p: &Play| (p.entry.kind.group(), p.entry.priority);
            (key(a), &a.entry.id).cmp(&(key(b), &b.entry.id))
        });
        let est_seconds = plays.iter().map(|(_, p)| time(p.entry, p.dose)).fold(0u32, u32::saturating_add);
        let exercises = plays
            .into_iter()
            .map(|(ladder, play)| {
                let (reason, sources) = reasons::line(&play);
                Item {
                    id: play.entry.id.clone(),
                    ladder: ladder.to_owned(),
                    kind: play.entry.kind,
                    group: play.entry.kind.group(),
                    level: play.entry.level,
                    sides: play.entry.sides.clamp(1, 2),
                    tags: play.entry.tags.clone(),
                    dose: Dose { sets: play.dose.sets.max(1), ..play.dose },
                    change: play.change,
                    dim: play.dim,
                    reason,
                    sources,
                }
            })
            .collect();
        let at = &self.situation;
        let level = self.ctx.level;
        let flares = at.flare.map_or(0, |(n, _)| n);
        let (reason, sources) =
            reasons::whole(at.mode, level.cause(), level.value, at.days, self.ctx.lifted, flares);
        Plan {
            mode: at.mode,
            blocked: false,
            needs_rescreen: at.needs_rescreen,
            refer: Refer::default(),
            exercises,
            removed: Vec::new(),
            aerobic: None,
            advice: Vec::new(),
            est_seconds,
            trend: self.trend.clone(),
            reason,
            sources,
        }
    }

    /// The ladders that rest, for a flare, in which nothing else is worth a word.
    fn rests(&self) -> Vec<Removed> {
        let rests = self.ladders.all().filter_map(|ladder| {
            let track = self.ctx.log.track(ladder.id)?;
            let last = track.exposures.last()?;
            match self.ctx.fate(ladder, track, true)?.0 {
                Fate::Out(out) if out.code == "rest" => Some(left_out(&last.entry.id, ladder.id, &out)),
                _ => None,
            }
        });
        rests.collect()
    }

    /// How many ladders rest today.
    pub(super) fn resting(&self) -> usize {
        self.ladders.all().filter(|ladder| self.ctx.rests(ladder)).count()
    }
}

fn left_out(id: &str, ladder: &str, out: &Out) -> Removed {
    let (reason, sources) = reasons::out(&out.why);
    Removed {
        id: id.to_owned(),
        ladder: ladder.to_owned(),
        why: out.code.to_owned(),
        until: out.until,
        reason,
        sources,
    }
}
