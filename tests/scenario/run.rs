//! Runs a scenario through the engine, and holds its plans against what the lines expect.

use std::collections::BTreeSet;

use serde::Serialize;
use supple::domain::plan::output::{Change, Item, Plan, ReferLevel};

use super::past::{Story, date, library};
use super::text::{Line, Scenario, Wrong, dose, number, read, written, wrong};

/// Runs a text; all that is wrong with it, by line.
pub(crate) fn run(text: &str) -> Result<Scenario, Vec<Wrong>> {
    let scenario = read(text).map_err(|wrong| vec![wrong])?;
    let mut all = Vec::new();
    for (name, lines) in &scenario.cases {
        let mut failed = Vec::new();
        if let Err(wrong) = case(lines, &mut failed) {
            failed.push(wrong);
        }
        all.extend(failed.into_iter().map(|mut wrong| {
            if !name.is_empty() {
                wrong.what = format!("case {name:?}: {}", wrong.what);
            }
            wrong
        }));
    }
    if all.is_empty() { Ok(scenario) } else { Err(all) }
}

/// One case. What the person is like counts from the beginning, wherever it stands.
fn case(lines: &[Line], failed: &mut Vec<Wrong>) -> Result<(), Wrong> {
    let mut story = Story::new();
    let about = |key: &'static str| {
        lines.iter().filter_map(move |line| Some((line, line.text.strip_prefix(key)?.trim())))
    };
    for (line, name) in about("library: ") {
        story.input.library = library(line, name)?;
    }
    if story.input.library.is_empty() {
        story.input.library = library(&lines[0], "catalogue low-back-default")?;
    }
    for (line, text) in about("person: ") {
        story.person(line, text)?;
    }
    for (line, text) in about("exercise ") {
        story.change_entry(line, text)?;
    }
    let mut plan: Option<Plan> = None;
    let mut looked = true;
    for line in lines {
        let text = line.text.as_str();
        if let Some(expected) = text.strip_prefix("then ") {
            let Some(plan) = &plan else { return wrong(line, "nobody has asked for a plan yet") };
            looked = true;
            if let Err(wrong) = expect(line, expected, plan, &story) {
                failed.push(wrong);
            }
        } else if let Some((name, items)) = text.strip_prefix("routine ").and_then(|t| t.split_once(": ")) {
            story.routine(line, name, items)?;
        } else if let Some((days, what)) = text.strip_prefix("day ").and_then(|t| t.split_once(": ")) {
            let (from, to) = days.split_once(" to ").unwrap_or((days, days));
            for day in number::<i64>(line, from)?..=number::<i64>(line, to)? {
                match what.strip_prefix("asks") {
                    Some(facts) => {
                        if !looked {
                            return wrong(
                                line,
                                "the plan before is asked for and not looked at; add `then ...`",
                            );
                        }
                        plan = Some(story.asks(line, day, facts)?);
                        looked = false;
                    }
                    None => story.day(line, day, what)?,
                }
            }
        } else if !["person: ", "library: ", "exercise "].iter().any(|known| text.starts_with(known)) {
            return wrong(line, format!("{text:?} is not understood"));
        }
    }
    if looked {
        Ok(())
    } else {
        wrong(&lines[lines.len() - 1], "the last plan is asked for and not looked at")
    }
}

/// A word of an enum, as the files write it.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

fn shown(item: &Item) -> String {
    format!("{} {} {}", item.id, written(item.kind, item.dose), word(item.change))
}

/// Holds one expectation against the plan.
fn expect(line: &Line, text: &str, plan: &Plan, story: &Story) -> Result<(), Wrong> {
    let same = |what: &str, got: String, wanted: &str| {
        if got == wanted { Ok(()) } else { wrong(line, format!("{what} is {got:?}, not {wanted:?}")) }
    };
    let all = || plan.exercises.iter().map(shown).collect::<Vec<_>>().join(", ");
    let item = |id: &str| plan.exercises.iter().find(|item| item.id == id);
    if let Some((whose, said)) = text.split_once("says ") {
        let Some(said) = said.strip_prefix('"').and_then(|said| said.strip_suffix('"')) else {
            return wrong(line, "what it says stands in quotes");
        };
        let removed = |id: &str| plan.removed.iter().find(|out| out.id == id).map(|out| &out.reason);
        let got = match whose.trim() {
            "" => Some(&plan.reason),
            "walk" => plan.aerobic.as_ref().map(|walk| &walk.reason),
            id => item(id).map(|item| &item.reason).or_else(|| removed(id)),
        };
        return match got {
            Some(got) if got.contains(said) => Ok(()),
            Some(got) => wrong(line, format!("{whose}says {got:?}")),
            None => wrong(line, format!("there is no {whose}in the plan: {}", all())),
        };
    }
    if let Some((level, codes)) = text.split_once(": ").filter(|(level, _)| *level != "left out") {
        let levels = [ReferLevel::Soft, ReferLevel::See, ReferLevel::Urgent, ReferLevel::Emergency];
        if !levels.iter().any(|known| word(known) == level) {
            return wrong(line, format!("{level:?} is no level of a prompt: soft, see, urgent, emergency"));
        }
        same(
            "the prompt",
            format!("{}: {}", word(plan.refer.level), plan.refer.codes.join(", ")),
            &format!("{level}: {codes}"),
        )
    } else {
        match text.split(' ').collect::<Vec<_>>().as_slice() {
            ["mode", mode] => same("the mode", word(plan.mode), mode),
            ["trend", label] => same("the trend", word(plan.trend.label), label),
            ["only", ..] => same("the plan", all(), text.trim_start_matches("only ")),
            ["nothing", "to", "do"] if plan.exercises.is_empty() && plan.aerobic.is_none() => Ok(()),
            ["nothing", "to", "do"] => wrong(line, format!("there is something to do: {}", all())),
            ["nothing", "rises"] => {
                let up = |change| matches!(change, Change::Up | Change::Promote | Change::Intro);
                let walk = plan.aerobic.as_ref().is_some_and(|walk| up(walk.change));
                if !walk && plan.exercises.iter().all(|item| !up(item.change)) {
                    Ok(())
                } else {
                    wrong(line, format!("something rises: {}, walk {walk}", all()))
                }
            }
            ["no", "prompt"] => same("the prompt", plan.refer.codes.join(", "), ""),
            ["no", "walk"] if plan.aerobic.is_none() => Ok(()),
            ["no", "walk"] => wrong(line, "there is a walk"),
            ["no", id] => {
                story.entry(line, id)?;
                item(id).map_or(Ok(()), |item| wrong(line, format!("{} is in the plan", shown(item))))
            }
            ["check", "again"] if plan.needs_rescreen => Ok(()),
            ["check", "again"] => wrong(line, "the whole safety check is not asked for"),
            ["no", "check", "again"] if !plan.needs_rescreen => Ok(()),
            ["no", "check", "again"] => wrong(line, "the whole safety check is asked for"),
            ["advice", ..] => same("the advice", plan.advice.join(", "), text.trim_start_matches("advice ")),
            ["takes", seconds, "s"] => same("the length", plan.est_seconds.to_string(), seconds),
            ["walk", rest @ ..] => {
                let got = plan.aerobic.as_ref().map_or("none".to_owned(), |walk| {
                    let change = format!(" {}", word(walk.change));
                    format!("{}{}", walk.minutes, if rest.len() > 1 { &change } else { "" })
                });
                same("the walk", got, &rest.join(" "))
            }
            [id, "rests", "until", "day", day] => {
                let until = Some(date(number(line, day)?));
                let rest = plan.removed.iter().find(|out| out.id == *id && out.why == "rest");
                match rest {
                    Some(out) if out.until == until => Ok(()),
                    Some(out) => wrong(line, format!("{id} rests until {:?}, not {until:?}", out.until)),
                    None => wrong(line, format!("{id} does not rest: {}", all())),
                }
            }
            [id, "left", "out", code] => {
                let code = code.trim_matches(['(', ')']);
                match plan.removed.iter().find(|out| out.id == *id) {
                    Some(out) if out.why == code => Ok(()),
                    Some(out) => wrong(line, format!("{id} is left out for {:?}", out.why)),
                    None => wrong(line, format!("{id} is not among what is left out: {}", all())),
                }
            }
            [id, amount, change @ ..] => {
                let kind = story.entry(line, id)?.kind;
                let wanted = written(kind, dose(line, kind, amount)?);
                let Some(item) = item(id) else {
                    return wrong(line, format!("{id} is not in the plan: {}", all()));
                };
                let got = written(kind, item.dose);
                match change {
                    [] => same(id, got, &wanted),
                    [change] => {
                        same(id, format!("{got} {}", word(item.change)), &format!("{wanted} {change}"))
                    }
                    _ => wrong(line, format!("{text:?} is not understood")),
                }
            }
            _ => wrong(line, format!("{text:?} is not understood")),
        }
    }
}

/// Sections of the rules that a set of scenarios stands for.
pub(crate) fn sections<'a>(scenarios: impl IntoIterator<Item = &'a Scenario>) -> BTreeSet<String> {
    scenarios.into_iter().flat_map(|scenario| scenario.rules.iter().cloned()).collect()
}
