//! The library as ladders: chains of variants, easiest first, and which of them a person may do.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::fear::Fears;
use super::input::{Entry, Profile};

/// Days after the intake before anything with high impact.
const IMPACT_DAYS: i64 = 28;
/// Age from which nothing with high impact is offered.
const IMPACT_AGE: u32 = 40;

/// One ladder.
#[derive(Debug, Clone)]
pub(super) struct Ladder<'a> {
    /// Its id; that of the exercise where it is a ladder of its own.
    pub(super) id: &'a str,
    /// Variants by level, easiest first.
    pub(super) rungs: Vec<&'a Entry>,
}

/// The library, indexed. Of two entries with one id the first counts.
#[derive(Debug)]
pub(super) struct Ladders<'a> {
    entries: BTreeMap<&'a str, &'a Entry>,
    ladders: BTreeMap<&'a str, Ladder<'a>>,
}

/// Id of the ladder of an entry.
pub(super) fn ladder_of(entry: &Entry) -> &str {
    entry.ladder.as_deref().filter(|id| !id.is_empty()).unwrap_or(&entry.id)
}

impl<'a> Ladders<'a> {
    /// The index of a library.
    pub(super) fn new(library: &'a [Entry]) -> Ladders<'a> {
        let mut entries = BTreeMap::new();
        let mut ladders: BTreeMap<&str, Ladder> = BTreeMap::new();
        for entry in library {
            if entries.contains_key(entry.id.as_str()) {
                continue;
            }
            entries.insert(entry.id.as_str(), entry);
            let id = ladder_of(entry);
            ladders.entry(id).or_insert_with(|| Ladder { id, rungs: Vec::new() }).rungs.push(entry);
        }
        for ladder in ladders.values_mut() {
            ladder.rungs.sort_by(|a, b| (a.level, a.priority, &a.id).cmp(&(b.level, b.priority, &b.id)));
        }
        Ladders { entries, ladders }
    }

    /// The entry with this id.
    pub(super) fn entry(&self, id: &str) -> Option<&'a Entry> {
        self.entries.get(id).copied()
    }

    /// All ladders, by id.
    pub(super) fn all(&self) -> impl Iterator<Item = &Ladder<'a>> {
        self.ladders.values()
    }
}

impl<'a> Ladder<'a> {
    /// The hardest allowed variant at or below `level`.
    pub(super) fn at_most(&self, level: u32, may: &Permit) -> Option<&'a Entry> {
        self.rungs.iter().rev().find(|e| e.level <= level && may.allows(e)).copied()
    }

    /// The variant that a clinician's plan lists, if it lists one; the hardest of more.
    pub(super) fn listed(&self) -> Option<&'a Entry> {
        self.rungs.iter().rev().find(|e| e.listed).copied()
    }

    /// The easiest allowed variant.
    pub(super) fn easiest(&self, may: &Permit) -> Option<&'a Entry> {
        self.rungs.iter().find(|e| may.allows(e)).copied()
    }

    /// The next easier allowed variant.
    pub(super) fn easier(&self, than: &Entry, may: &Permit) -> Option<&'a Entry> {
        self.rungs.iter().rev().find(|e| e.level < than.level && may.allows(e)).copied()
    }

    /// The next harder variant, if it is allowed. One that is not allowed is not jumped over.
    pub(super) fn harder(&self, than: &Entry, may: &Permit) -> Option<&'a Entry> {
        let next = self.rungs.iter().find(|e| e.level > than.level)?;
        may.allows(next).then_some(*next)
    }
}

/// What a person may do (progression rules 3.6.1).
#[derive(Debug)]
pub(super) struct Permit<'a> {
    profile: &'a Profile,
    /// Whether high impact is allowed.
    impact: bool,
    /// Whether it was, until the last session or today's check-in.
    impact_before: bool,
    fears: Rc<Fears<'a>>,
}

impl<'a> Permit<'a> {
    /// `hard`: an earlier session of the last 28 days called for easing; `hard_now`: the last one does,
    /// or today's check-in.
    pub(super) fn new(
        profile: &'a Profile,
        today: NaiveDate,
        hard: bool,
        hard_now: bool,
        fears: Fears<'a>,
    ) -> Permit<'a> {
        let young = profile.age.is_some_and(|age| age < IMPACT_AGE);
        let settled = profile.intake_date.is_some_and(|day| (today - day).num_days() >= IMPACT_DAYS);
        let impact_before = young && settled && !hard;
        Permit { profile, impact: impact_before && !hard_now, impact_before, fears: Rc::new(fears) }
    }

    /// What was allowed before the last session: who would have a place. Nothing else moves up into the
    /// place of what has just gone.
    pub(super) fn before(&self) -> Permit<'a> {
        Permit {
            profile: self.profile,
            impact: self.impact_before,
            impact_before: self.impact_before,
            fears: Rc::clone(&self.fears),
        }
    }

    /// The worries of the person.
    pub(super) fn fears(&self) -> &Fears<'a> {
        &self.fears
    }

    /// Whether an answer of the person rules it out.
    pub(super) fn is_contra(&self, entry: &Entry) -> bool {
        let holds = |code: &String| self.profile.conditions.iter().any(|w| w.eq_ignore_ascii_case(code));
        entry.contra.iter().any(holds)
    }

    /// Whether the person said "not this one".
    pub(super) fn unwanted(&self, entry: &Entry) -> bool {
        self.profile.unwanted.iter().any(|id| id.eq_ignore_ascii_case(&entry.id))
    }

    /// Whether `entry` may be offered. A profile without regions, or an entry without, fits all.
    pub(super) fn allows(&self, entry: &Entry) -> bool {
        self.allows_but_for_fear(entry) && !self.fears.keeps_out(&entry.id)
    }

    /// The same, worries apart.
    pub(super) fn allows_but_for_fear(&self, entry: &Entry) -> bool {
        let same = |list: &[String], word: &String| list.iter().any(|w| w.eq_ignore_ascii_case(word));
        let region = entry.regions.is_empty()
            || self.profile.regions.is_empty()
            || entry.regions.iter().any(|region| same(&self.profile.regions, region));
        region
            && !self.is_contra(entry)
            && !self.unwanted(entry)
            && (self.impact || !has_tag(entry, "high_impact"))
    }
}

/// Whether an entry carries a tag.
pub(super) fn has_tag(entry: &Entry, tag: &str) -> bool {
    entry.tags.iter().any(|t| t.eq_ignore_ascii_case(tag))
}
