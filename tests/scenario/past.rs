//! The past of a scenario: what the lines say about the person and the days becomes the engine's input.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use supple::content::catalogue::Catalogue;
use supple::content::library::engine_library;
use supple::domain::dose::Dose;
use supple::domain::plan::input::{
    Bout, Checkin, Clearance, Done, Entry, Input, Mode, Profile, Session, Stop, Today,
};
use supple::domain::plan::output::Plan;
use supple::domain::plan::plan;

use super::text::{Line, Wrong, answer, dose, number, score, wrong};

/// The date of a day of the story.
pub(crate) fn date(day: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap() + TimeDelta::days(day)
}

/// The library of a scenario: that of the worked examples, or a programme of the catalogue.
pub(crate) fn library(line: &Line, name: &str) -> Result<Vec<Entry>, Wrong> {
    if name == "worked" {
        let document: serde_json::Value = serde_json::from_str(include_str!("../worked/w01.json")).unwrap();
        return Ok(serde_json::from_value(document["library"].clone()).unwrap());
    }
    let Some(programme) = name.strip_prefix("catalogue ") else {
        return wrong(line, format!("{name:?}: `worked`, or `catalogue` and a programme"));
    };
    let catalogue = Catalogue::builtin().unwrap();
    engine_library(&catalogue, programme, &[], &[]).or_else(|error| wrong(line, error.to_string()))
}

/// A person with a past, as far as it is told.
pub(crate) struct Story {
    pub(crate) input: Input,
    routines: BTreeMap<String, Vec<String>>,
}

/// Splits a list at its separator.
fn parts<'a>(text: &'a str, by: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(by).map(str::trim).filter(|part| !part.is_empty())
}

impl Story {
    /// Somebody of 45 years with a back of usual pain 4 that settles in 20 minutes, who may walk.
    pub(crate) fn new() -> Story {
        let profile = Profile {
            intake_date: Some(date(0)),
            age: Some(45),
            regions: vec!["back".into()],
            usual_pain: Some(4),
            settle_minutes: Some(20),
            conditions: Vec::new(),
            aerobic_ok: Some(true),
            ..Profile::default()
        };
        let today = Today {
            date: date(0),
            pain_now: None,
            minutes: Some(15),
            time: Some("evening".into()),
            morning_stiff: Some(false),
            flare: Some(false),
            flags: Vec::new(),
            ease: false,
            hold: false,
        };
        let input = Input {
            library: Vec::new(),
            profile,
            today,
            checkins: Vec::new(),
            clearances: Vec::new(),
            sessions: Vec::new(),
        };
        Story { input, routines: BTreeMap::new() }
    }

    /// What the person is like.
    pub(crate) fn person(&mut self, line: &Line, text: &str) -> Result<(), Wrong> {
        let profile = &mut self.input.profile;
        for fact in parts(text, ", ") {
            match fact.split(' ').collect::<Vec<_>>().as_slice() {
                ["usual", "pain", "?"] => profile.usual_pain = None,
                ["usual", "pain", pain] => profile.usual_pain = score(line, pain)?,
                ["settles", "in", "?"] => profile.settle_minutes = None,
                ["settles", "in", minutes, "min"] => profile.settle_minutes = Some(number(line, minutes)?),
                ["age", "?"] => profile.age = None,
                ["age", age] => profile.age = Some(number(line, age)?),
                [place @ ("back" | "neck")] => profile.regions = vec![(*place).to_owned()],
                ["skips", code] => profile.conditions.push((*code).to_owned()),
                ["walks", word] => profile.aerobic_ok = answer(line, word)?,
                ["intake", "day", day] => profile.intake_date = Some(date(number(line, day)?)),
                _ => return wrong(line, format!("{fact:?} says nothing known about a person")),
            }
        }
        Ok(())
    }

    /// Names a session that comes again.
    pub(crate) fn routine(&mut self, line: &Line, name: &str, items: &str) -> Result<(), Wrong> {
        let items: Vec<String> = parts(items, ", ").map(str::to_owned).collect();
        if self.routines.insert(name.to_owned(), items).is_some() {
            return wrong(line, format!("routine {name} is there twice"));
        }
        Ok(())
    }

    /// `bird_dog_leg: tag high_impact, level 4, skip WRIST, for neck`.
    pub(crate) fn change_entry(&mut self, line: &Line, text: &str) -> Result<(), Wrong> {
        let (id, facts) = text.split_once(": ").unwrap_or((text, ""));
        self.entry(line, id)?;
        let Some(entry) = self.input.library.iter_mut().find(|entry| entry.id == id) else { return Ok(()) };
        for fact in parts(facts, ", ") {
            match fact.split(' ').collect::<Vec<_>>().as_slice() {
                ["tag", tag] => entry.tags.push((*tag).to_owned()),
                ["level", level] => entry.level = number(line, level)?,
                ["skip", code] => entry.contra.push((*code).to_owned()),
                ["for", place] => entry.regions = vec![(*place).to_owned()],
                _ => return wrong(line, format!("{fact:?}: say `tag`, `level`, `skip` or `for`")),
            }
        }
        Ok(())
    }

    /// What "calm" means for this person.
    fn calm(&self) -> i32 {
        self.input.profile.usual_pain.unwrap_or(2)
    }

    pub(crate) fn entry(&self, line: &Line, id: &str) -> Result<&Entry, Wrong> {
        let found = self.input.library.iter().find(|entry| entry.id == id);
        found.map_or_else(|| wrong(line, format!("{id:?} is not in the library")), Ok)
    }

    /// `day 3: cleared by gp` and the like, `asks` apart.
    pub(crate) fn day(&mut self, line: &Line, day: i64, what: &str) -> Result<(), Wrong> {
        let (first, facts) = what.split_once(';').unwrap_or((what, ""));
        match first.trim().split_once(' ').unwrap_or((first.trim(), "")) {
            ("scores", pain) => {
                let pain = score(line, pain)?;
                self.input.checkins.push(Checkin { date: date(day), pain });
                Ok(())
            }
            ("cleared", by) => {
                let by = by.strip_prefix("by ").map(str::to_owned);
                self.input.clearances.push(Clearance { date: date(day), by });
                Ok(())
            }
            ("does", what) => self.does(line, day, what, facts),
            ("amend", _) => {
                let wanted = date(day);
                let Some(index) = self.input.sessions.iter().rposition(|s| s.date == wanted) else {
                    return wrong(line, format!("there is no session on day {day}"));
                };
                let mut session = self.input.sessions[index].clone();
                self.facts(line, &mut session, facts)?;
                self.input.sessions[index] = session;
                Ok(())
            }
            (word, _) => wrong(
                line,
                format!("{word:?}: a day `does`, `asks`, `scores`, is `cleared by`, or is to `amend`"),
            ),
        }
    }

    /// Today's facts, for a plan; the plan.
    pub(crate) fn asks(&mut self, line: &Line, day: i64, facts: &str) -> Result<Plan, Wrong> {
        let calm = self.calm();
        let fresh = Story::new().input.today;
        self.input.today = Today { date: date(day), pain_now: Some(calm), ..fresh };
        let today = &mut self.input.today;
        for fact in parts(facts, ";") {
            match fact.split(' ').collect::<Vec<_>>().as_slice() {
                ["pain", pain] => today.pain_now = score(line, pain)?,
                [minutes, "min"] => today.minutes = Some(number(line, minutes)?),
                [time @ ("morning" | "day" | "evening")] => today.time = Some((*time).to_owned()),
                ["stiff"] => today.morning_stiff = Some(true),
                ["says", "flare"] => today.flare = Some(true),
                ["flag", code] => today.flags.push((*code).to_owned()),
                ["check", "eases"] => today.ease = true,
                ["check", "holds"] => today.hold = true,
                _ => return wrong(line, format!("{fact:?} says nothing known about today")),
            }
        }
        Ok(plan(&self.input))
    }

    /// A session: a routine, a list of exercises, or `the plan`, all calm but for the facts.
    fn does(&mut self, line: &Line, day: i64, what: &str, facts: &str) -> Result<(), Wrong> {
        let calm = Some(self.calm());
        let mut session = Session {
            date: date(day),
            mode: Mode::Normal,
            minutes: Some(15),
            pain_before: calm,
            pain_after: calm,
            pain_over_1h: Some(false),
            next_morning_pain: calm,
            effort: Some(4),
            signs: Vec::new(),
            events: Vec::new(),
            aerobic: None,
            exercises: Vec::new(),
        };
        let mut items = match self.routines.get(what) {
            Some(items) => items.clone(),
            None => parts(what, ", ").map(str::to_owned).collect(),
        };
        if what == "the plan" {
            let (own, about): (Vec<&str>, Vec<&str>) =
                parts(facts, ";").partition(|fact| !fact.starts_with("today "));
            let about: Vec<&str> = about.iter().filter_map(|fact| fact.strip_prefix("today ")).collect();
            let got = self.asks(line, day, &about.join(";"))?;
            if got.blocked {
                return wrong(line, format!("the plan of day {day} is a block: {}", got.reason));
            }
            session.mode = got.mode;
            session.pain_before = self.input.today.pain_now;
            session.minutes = self.input.today.minutes;
            session.exercises = got.exercises.iter().map(|e| done(&e.id, e.dose)).collect();
            session.aerobic = got.aerobic.map(|walk| walked(walk.minutes.cast_signed()));
            self.facts(line, &mut session, &own.join(";"))?;
            self.input.sessions.push(session);
            return Ok(());
        }
        for item in &mut items {
            let Some((id, amount)) = item.split_once(' ') else {
                return wrong(line, format!("{item:?} is neither a routine nor an exercise with its dose"));
            };
            if id == "walk" {
                session.aerobic = Some(walked(number(line, amount)?));
            } else {
                let kind = self.entry(line, id)?.kind;
                session.exercises.push(done(id, dose(line, kind, amount)?));
            }
        }
        self.facts(line, &mut session, facts)?;
        self.input.sessions.push(session);
        Ok(())
    }

    /// What was not calm about a session.
    fn facts(&self, line: &Line, session: &mut Session, facts: &str) -> Result<(), Wrong> {
        for fact in parts(facts, ";") {
            match fact.split(' ').collect::<Vec<_>>().as_slice() {
                ["pain", pain] => {
                    let pain = score(line, pain)?;
                    session.pain_before = pain;
                    session.pain_after = pain;
                    session.next_morning_pain = pain;
                }
                ["before", pain] => session.pain_before = score(line, pain)?,
                ["after", pain] => session.pain_after = score(line, pain)?,
                ["next", "morning", pain] => session.next_morning_pain = score(line, pain)?,
                ["sore", "over", "an", "hour", word] => session.pain_over_1h = answer(line, word)?,
                ["effort", effort] => session.effort = score(line, effort)?,
                ["sign", code] => session.signs.push((*code).to_owned()),
                ["stop", "code", code] => session.events.push((*code).to_owned()),
                ["nothing", "answered"] => {
                    (session.pain_after, session.next_morning_pain) = (None, None);
                    (session.pain_over_1h, session.effort) = (None, None);
                    for done in &mut session.exercises {
                        (done.pain, done.effort) = (None, None);
                    }
                }
                ["mode", mode] => {
                    let word = serde_json::Value::from(*mode);
                    let Ok(mode) = serde_json::from_value(word) else {
                        return wrong(line, format!("{mode:?} is no mode"));
                    };
                    session.mode = mode;
                }
                ["no", "walk"] => session.aerobic = None,
                ["walk", rest @ ..] => walk_fact(line, session, rest)?,
                [id, rest @ ..] => self.exercise(line, session, id, rest)?,
                [] => {}
            }
        }
        Ok(())
    }

    fn exercise(&self, line: &Line, session: &mut Session, id: &str, fact: &[&str]) -> Result<(), Wrong> {
        let kind = self.entry(line, id)?.kind;
        let Some(done) = session.exercises.iter_mut().find(|done| done.id == id) else {
            return wrong(line, format!("{id} was not done that day"));
        };
        match fact {
            ["pain", pain] => done.pain = score(line, pain)?,
            ["effort", effort] => done.effort = score(line, effort)?,
            ["did", amount] => done.done = Some(dose(line, kind, amount)?),
            ["stopped", word] => {
                let Ok(stop) = serde_json::from_value(serde_json::Value::from(*word)) else {
                    return wrong(line, format!("{word:?} is no reason to stop"));
                };
                done.stop = Some(stop);
            }
            ["skipped"] => (done.stop, done.done) = (Some(Stop::Skipped), Some(Dose::new(0, 0, 0))),
            ["within", "my", "limit"] => {
                (done.pain, done.effort, done.within_limit) = (None, None, true);
            }
            _ => {
                let said = fact.join(" ");
                return wrong(
                    line,
                    format!(
                        "{id} {said}: say `pain`, `effort`, `did`, `stopped`, `skipped` or `within my limit`"
                    ),
                );
            }
        }
        Ok(())
    }
}

/// An exercise that was done as asked and was easy.
fn done(id: &str, dose: Dose) -> Done {
    Done {
        id: id.to_owned(),
        prescribed: Some(dose),
        done: Some(dose),
        pain: Some(1),
        effort: Some(4),
        stop: None,
        within_limit: false,
    }
}

/// A walk that was easy.
fn walked(minutes: i32) -> Bout {
    Bout { prescribed: Some(minutes), done: Some(minutes), pain: Some(1), talk_ok: Some(true) }
}

/// What was not easy about a walk.
fn walk_fact(line: &Line, session: &mut Session, fact: &[&str]) -> Result<(), Wrong> {
    let Some(bout) = &mut session.aerobic else { return wrong(line, "there was no walk that day") };
    match fact {
        ["not", "logged"] => (bout.done, bout.pain, bout.talk_ok) = (None, None, None),
        ["did", minutes] => bout.done = Some(number(line, minutes)?),
        ["pain", pain] => bout.pain = score(line, pain)?,
        ["talking", word] => bout.talk_ok = answer(line, word)?,
        _ => {
            return wrong(
                line,
                format!("walk {}: say `did`, `pain`, `talking` or `not logged`", fact.join(" ")),
            );
        }
    }
    Ok(())
}
