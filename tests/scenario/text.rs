//! The text of a scenario: lines with their numbers, cases, and small readers for numbers and doses.

use supple::domain::dose::{Dose, Kind};

/// One line that says something.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// From 1.
    pub(crate) number: usize,
    /// Without indentation and comment.
    pub(crate) text: String,
}

/// A mistake, or an expectation that did not come true: the line and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// From 1.
    pub(crate) line: usize,
    /// In words.
    pub(crate) what: String,
}

/// Something wrong with a line.
pub(crate) fn wrong<T>(line: &Line, what: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { line: line.number, what: what.into() })
}

/// One file.
#[derive(Debug)]
pub(crate) struct Scenario {
    /// Sections of the progression rules that it stands for.
    pub(crate) rules: Vec<String>,
    /// Every case with its lines: what all cases share comes first.
    pub(crate) cases: Vec<(String, Vec<Line>)>,
}

/// Where a `why:` may come from.
const SOURCES: [&str; 7] = ["S0", "S1", "S2", "S3", "V", "G", "D"];

/// Reads a file.
pub(crate) fn read(text: &str) -> Result<Scenario, Wrong> {
    let (mut title, mut rules, mut why) = (None, Vec::new(), false);
    let (mut shared, mut cases): (Vec<Line>, Vec<(String, Vec<Line>)>) = (Vec::new(), Vec::new());
    for (number, raw) in (1..).zip(text.lines()) {
        let text = raw.split('#').next().unwrap_or_default().trim().to_owned();
        let line = Line { number, text };
        if line.text.is_empty() {
            continue;
        }
        match line.text.split_once(": ").map(|(key, rest)| (key, rest.trim())) {
            Some(("title", rest)) if title.is_none() => title = Some(rest.to_owned()),
            Some(("title", _)) => return wrong(&line, "a second title; a file has one"),
            Some(("rule", rest)) => rules.extend(rest.split(", ").map(str::to_owned)),
            Some(("why", rest)) => {
                let tags = rest.rsplit_once('[').and_then(|(_, tags)| tags.strip_suffix(']'));
                let known = |tags: &str| tags.split(", ").all(|tag| SOURCES.contains(&tag));
                if !tags.is_some_and(known) {
                    return wrong(&line, format!("end it with its sources, [S0] or [S2, D]: {SOURCES:?}"));
                }
                why = true;
            }
            Some(("case", rest)) => cases.push((rest.to_owned(), shared.clone())),
            _ => match cases.last_mut() {
                Some((_, lines)) => lines.push(line),
                None => shared.push(line),
            },
        }
    }
    let start = Line { number: 1, text: String::new() };
    if title.is_none() || rules.is_empty() || !why {
        return wrong(&start, "a scenario has `title:`, `rule:` (such as 3.4) and `why:` (with sources)");
    }
    if cases.is_empty() {
        cases.push((String::new(), shared));
    }
    for (name, lines) in &cases {
        if !lines.iter().any(|line| line.text.starts_with("then ")) {
            return wrong(&start, format!("case {name:?} expects nothing; add `then ...`"));
        }
    }
    Ok(Scenario { rules, cases })
}

/// A whole number.
pub(crate) fn number<T: std::str::FromStr>(line: &Line, word: &str) -> Result<T, Wrong> {
    word.parse().or_else(|_| wrong(line, format!("{word:?} is not a whole number")))
}

/// A score from 0 to 10, or `?` for one that was not given.
pub(crate) fn score(line: &Line, word: &str) -> Result<Option<i32>, Wrong> {
    if word == "?" {
        return Ok(None);
    }
    match number(line, word)? {
        score @ 0..=10 => Ok(Some(score)),
        score => wrong(line, format!("{score} is outside 0 to 10; `?` means not answered")),
    }
}

/// `yes`, `no`, or `?`.
pub(crate) fn answer(line: &Line, word: &str) -> Result<Option<bool>, Wrong> {
    match word {
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        "?" => Ok(None),
        _ => wrong(line, format!("{word:?} is not yes, no or ?")),
    }
}

/// A dose: `6`, `2x7`, `3x8s`, `2x5x8s`, `2x10s` or `60s`, by the kind.
pub(crate) fn dose(line: &Line, kind: Kind, word: &str) -> Result<Dose, Wrong> {
    let (body, timed) = match word.strip_suffix('s') {
        Some(body) => (body, true),
        None => (word, false),
    };
    let parts: Vec<u32> = body.split('x').map(|part| number(line, part)).collect::<Result<_, _>>()?;
    Ok(match (kind, timed, parts.as_slice()) {
        (Kind::Mobility | Kind::Reps, false, [reps]) => Dose::new(1, *reps, 0),
        (Kind::Reps, false, [sets, reps]) => Dose::new(*sets, *reps, 0),
        (Kind::Hold | Kind::Stretch, true, [reps, hold]) => Dose::new(1, *reps, *hold),
        (Kind::Hold, true, [sets, reps, hold]) => Dose::new(*sets, *reps, *hold),
        (Kind::Sustained, true, [sets, hold]) => Dose::new(*sets, 1, *hold),
        (Kind::Minutes, true, [hold]) => Dose::new(1, 1, *hold),
        _ => return wrong(line, format!("{word:?} is no dose of kind {kind:?}")),
    })
}

/// A dose as the files write it.
pub(crate) fn written(kind: Kind, dose: Dose) -> String {
    let Dose { sets, reps, hold_s } = dose;
    match kind {
        Kind::Mobility => format!("{reps}"),
        Kind::Reps if sets == 1 => format!("{reps}"),
        Kind::Reps => format!("{sets}x{reps}"),
        Kind::Hold if sets > 1 => format!("{sets}x{reps}x{hold_s}s"),
        Kind::Hold | Kind::Stretch => format!("{reps}x{hold_s}s"),
        Kind::Sustained => format!("{sets}x{hold_s}s"),
        Kind::Minutes => format!("{hold_s}s"),
    }
}
