//! Which lines of a plan come from a clinician's plan, and what of it is not there and why: said in the
//! reasons, so that every screen and command says the same.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use super::physio::{PLAN_ONLY, names_in_words};
use crate::content::library::place_of;
use crate::domain::dose::dose_words;
use crate::domain::plan::input::{Input, Mode, PartDose};
use crate::domain::plan::output::{Item, Plan, Removed};

/// The source tag of a clinician's plan.
const TAG: &str = "PLAN";

impl Coach {
    /// Adds to a plan what the plans in force have to do with it.
    pub(super) fn with_plan_words(&self, made: &mut Plan, input: &Input, now: DateTime<FixedOffset>) {
        let day = input.today.date;
        if self.physio.on(day).next().is_none() || made.mode == Mode::Blocked {
            return;
        }
        for item in &mut made.exercises {
            if let Some(words) = self.words_of_the_plan(item, input) {
                item.reason = format!("{} {words}", item.reason);
                if !item.sources.iter().any(|tag| tag == TAG) {
                    item.sources.push(TAG.into());
                }
            }
        }
        // "Only" leaves out nearly everything: said once above, and by `why`, not line by line.
        let only = |removed: &Removed| {
            let entry = input.entry(&removed.id);
            removed.why == "contra"
                && entry.is_some_and(|entry| entry.contra.iter().any(|code| code == PLAN_ONLY))
                && self.listed_form(&removed.id, day).is_none()
        };
        made.removed.retain(|removed| !only(removed));
        if made.mode != Mode::Flare {
            let missing = self.listed_and_missing(made, input, now);
            made.removed.extend(missing);
        } else if made.exercises.is_empty() {
            made.reason = format!(
                "{} No gentle movement is in {}, so today there is only rest and an easy walk.",
                made.reason,
                self.physio.in_words(day)
            );
        }
        for removed in &mut made.removed {
            if let Some((_, order)) = self.listed_form(&removed.id, day) {
                removed.reason =
                    format!("{} It stands in your plan {}.", removed.reason, names_in_words(order.names));
            }
        }
    }

    /// "From your plan NAME.", and what that plan asks for where the catalogue cuts it.
    fn words_of_the_plan(&self, item: &Item, input: &Input) -> Option<String> {
        let day = input.today.date;
        let Some((id, order)) = self.listed_form(&item.id, day) else {
            let limits = self.limits_of(&item.id, day);
            let plain = self.catalogue.get(&item.id)?.max;
            let now = input.entry(&item.id)?.max.unwrap_or_default();
            let PartDose { sets, reps, hold_s } = now;
            let at =
                |cap: Option<u32>, plain: u32, dose: u32| cap.is_some_and(|cap| cap < plain && dose >= cap);
            let capped = at(sets, plain.sets, item.dose.sets)
                || at(reps, plain.reps, item.dose.reps)
                || at(hold_s, plain.hold_s, item.dose.hold_s);
            let words = if limits.no_progress { "lets nothing grow" } else { "allows no more than this" };
            return (capped || limits.no_progress)
                .then(|| format!("{} {words}.", capital(&self.physio.in_words(day))));
        };
        let names = names_in_words(order.names.iter().copied());
        if id != item.id {
            let name = self.catalogue.get(id).map_or(id, |exercise| exercise.name.as_str());
            return Some(format!("An easier form of {name}, from your plan {names}."));
        }
        let max = self.catalogue.get(id)?.max;
        let asked = order.listed.iter().find(|listed| {
            listed.sets.is_some_and(|n| n > max.sets && max.sets > 1)
                || listed.reps.is_some_and(|n| n > max.reps)
                || listed.hold_s.is_some_and(|n| n > max.hold_s)
        });
        let cut = asked.map_or(String::new(), |_| {
            format!(" It asks for more; supple goes up to {}.", dose_words(item.kind, max, item.sides))
        });
        Some(format!("From your plan {names}.{cut}"))
    }

    /// What is listed and neither in the plan nor told as left out.
    fn listed_and_missing(&self, made: &Plan, input: &Input, now: DateTime<FixedOffset>) -> Vec<Removed> {
        let day = input.today.date;
        let mut missing: Vec<Removed> = Vec::new();
        for listed in self.physio.on(day).flat_map(|plan| &plan.exercises) {
            let Some(exercise) = self.catalogue.get(&listed.id) else { continue };
            let told = |id: &String| {
                let of = |other: &String| {
                    self.listed_form(other, day).is_some_and(|(form, _)| form == id.as_str())
                };
                made.exercises.iter().any(|item| of(&item.id))
                    || made.removed.iter().chain(&missing).any(|removed| of(&removed.id))
            };
            if told(&listed.id) {
                continue;
            }
            let why = self.kept_out(exercise, input, now).into_iter().next();
            let (code, reason) = match why {
                Some(why) if why.code == "skip-code" || why.code == "today" => {
                    ("contra".to_owned(), why.text)
                }
                Some(why) => (why.code, why.text),
                None => {
                    let text = "It waits: there is no room for it today. It comes in when there is.";
                    ("listed_waits".to_owned(), text.to_owned())
                }
            };
            let ladder = exercise.ladder.first().unwrap_or(&exercise.id).clone();
            let sources = vec![TAG.to_owned(), "D".to_owned()];
            missing.push(Removed {
                id: exercise.id.clone(),
                ladder,
                why: code,
                until: None,
                reason,
                sources,
            });
        }
        missing
    }

    /// What a plan asks for and this person's answers keep out or cut, on a day. One sentence each.
    pub fn plan_conflicts(&self, now: DateTime<FixedOffset>) -> Vec<String> {
        let input = self.input(now, None);
        let mut told = Vec::new();
        for plan in &self.physio.plans {
            for listed in &plan.exercises {
                let Some(exercise) = self.catalogue.get(&listed.id) else { continue };
                let mut whys = self.kept_out(exercise, &input, now);
                // one that is not in force is not in the library: only lasting answers count
                whys.retain(|why| matches!(why.code.as_str(), "skip-code" | "region" | "today"));
                told.extend(
                    whys.into_iter()
                        .map(|why| format!("plan {}: {} is left out. {}", plan.name, exercise.id, why.text)),
                );
                let entry = place_of(exercise, &[]);
                let max = entry.max.unwrap_or_default();
                for (key, asked, most) in [
                    ("sets", listed.sets.filter(|_| max.sets > Some(1)), max.sets),
                    ("reps", listed.reps, max.reps),
                    ("hold_s", listed.hold_s, max.hold_s),
                ] {
                    if let (Some(asked), Some(most)) = (asked, most)
                        && asked > most
                    {
                        told.push(format!(
                            "plan {}: {} asks for {key} = {asked}; supple goes up to {most}.",
                            plan.name, exercise.id
                        ));
                    }
                }
            }
        }
        told
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
