//! `supple content show`: the figure, an empty line, then the words.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};

use serde_json::{Value as JsonValue, json};

use super::super::{CliError, Exit, output};
use super::words::{entry, exercise as exercise_words, list, paragraph};
use super::{ShowArgs, WORDS};
use crate::coach::Coach;
use crate::content::education::education;
use crate::content::meant;
use crate::domain::exercise::Exercise;
use crate::figure::{self, Beat, Cell, Figure, Glyphs, Look};

/// Runs it. `chosen`: the characters that the settings say.
///
/// # Errors
/// An id that there is not, or a key pose that the figure has not.
pub(super) fn run(
    args: &ShowArgs,
    coach: &Coach,
    chosen: Option<Glyphs>,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Exit, CliError> {
    let all = education();
    let told = match args.what.as_str() {
        "cards" => (cards(), json!(all.cards)),
        "rethink" => (rethink(coach), json!(all.rethink)),
        "sources" => (sources(), json!(all.sources)),
        id => {
            if let Some(exercise) = coach.catalogue.get(id) {
                let usual = || usual(io::stdout().is_terminal(), chosen, &variable);
                return one(args, coach, exercise, args.charset.map_or_else(usual, Glyphs::from));
            } else if let Some(set) = all.sets.iter().find(|set| set.id == id) {
                let mut out = format!("{}\n\n{}{}", set.name, paragraph(&set.when), paragraph(&set.say));
                named(&mut out, coach, &set.exercises);
                out.push('\n');
                out.push_str(&list("Sources: ", &set.sources));
                (out, json!(set))
            } else if coach.catalogue.programme(id).is_some() {
                (programme(coach, id), programme_json(coach, id))
            } else {
                return Err(unknown(coach, id));
            }
        }
    };
    if args.json { output::json(&told.1) } else { output::text(&told.0) }.map(|()| Exit::Done)
}

/// An id that there is not, with what may have been meant.
fn unknown(coach: &Coach, id: &str) -> CliError {
    let sets = education().sets.iter().map(|set| set.id.as_str());
    let known: Vec<&str> = coach
        .catalogue
        .exercises
        .iter()
        .map(|exercise| exercise.id.as_str())
        .chain(coach.catalogue.programmes.iter().map(|programme| programme.id.as_str()))
        .chain(sets)
        .chain(WORDS.iter().copied())
        .collect();
    let near = meant(id, &known);
    let near = if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(" or ")) };
    CliError::Usage(format!(
        "there is nothing called {} in the content.{near} `supple content list` shows all ids.",
        output::harmless(id)
    ))
}

fn one(args: &ShowArgs, coach: &Coach, exercise: &Exercise, glyphs: Glyphs) -> Result<Exit, CliError> {
    let figure = figure::find(&coach.catalogue, &exercise.id);
    let rows = match &figure {
        Some(figure) => picture(figure, args, glyphs)?,
        None => Vec::new(),
    };
    let alt = figure.as_ref().map(|figure| figure.alt.as_str());
    if args.json {
        let mut object = json!(exercise);
        if let Some(object) = object.as_object_mut() {
            object.insert("figure".into(), figure_json(figure.as_ref(), &rows));
        }
        output::json(&object)?;
        return Ok(Exit::Done);
    }
    let mut out = String::new();
    if args.plain || rows.is_empty() {
        let words = alt.unwrap_or("There is no figure for this exercise; the steps below say all of it.");
        out.push_str(&paragraph(words));
    } else {
        for row in &rows {
            let _ = writeln!(out, "{row}");
        }
    }
    out.push('\n');
    out.push_str(&exercise_words(coach, exercise, alt.filter(|_| !args.plain)));
    output::text(&out)?;
    Ok(Exit::Done)
}

fn figure_json(figure: Option<&Figure>, rows: &[String]) -> JsonValue {
    figure.map_or(
        JsonValue::Null,
        |figure| json!({ "alt": figure.alt, "frames": figure.keys().len(), "rows": rows }),
    )
}

/// One key pose as text, without empty rows above and below it.
fn picture(figure: &Figure, args: &ShowArgs, glyphs: Glyphs) -> Result<Vec<String>, CliError> {
    let keys = figure.keys();
    // The second key pose is where the first movement leads to.
    let nth = args.frame.unwrap_or(2.min(keys.len()));
    let Some(beat) = nth.checked_sub(1).and_then(|nth| keys.get(nth)) else {
        let poses =
            if keys.len() == 1 { "1 key pose".to_owned() } else { format!("{} key poses", keys.len()) };
        return Err(CliError::Usage(format!(
            "--frame {nth}: the figure of {} has {poses}; choose 1 to {}.",
            figure.id,
            keys.len()
        )));
    };
    let (cols, rows) = args.size;
    // No colour here: what works is solid, the rest is thinned out.
    let look = Look { cols, rows, mirrored: false, glyphs, chequer: true };
    let rows = figure.frame(Beat::still(*beat), &look);
    let text = |row: &Vec<Cell>| row.iter().map(|cell| cell.glyph).collect::<String>().trim_end().to_owned();
    let mut rows: Vec<String> = rows.iter().map(text).collect();
    while rows.last().is_some_and(String::is_empty) {
        rows.pop();
    }
    let empty = rows.iter().take_while(|row| row.is_empty()).count();
    rows.drain(..empty);
    Ok(rows)
}

/// What the settings say or the terminal can show; plain characters for a pipe, whoever reads it.
pub fn usual(
    is_terminal: bool,
    chosen: Option<Glyphs>,
    variable: &impl Fn(&str) -> Option<OsString>,
) -> Glyphs {
    let text = |name: &str| variable(name).and_then(|value| value.into_string().ok());
    if !is_terminal {
        return Glyphs::Ascii;
    }
    let locales = ["LC_ALL", "LC_CTYPE", "LANG"].map(text);
    let terminal = || Glyphs::for_terminal(text("TERM").as_deref(), locales.each_ref().map(Option::as_deref));
    chosen.unwrap_or_else(terminal)
}

fn named(out: &mut String, coach: &Coach, ids: &[String]) {
    for exercise in ids.iter().filter_map(|id| coach.catalogue.get(id)) {
        let _ = writeln!(out, "  {:<26}{}", exercise.id, exercise.name);
    }
}

fn cards() -> String {
    let mut out = "One of these is shown at the end of a session, a different one each day.\n".to_owned();
    for (n, card) in education().cards.iter().enumerate() {
        let mark = format!("{:>2}  ", n + 1);
        let _ = write!(out, "\n{}", entry(&mark, &format!("{} [{}]", card.text, card.sources.join(", "))));
    }
    out
}

fn rethink(coach: &Coach) -> String {
    let mut out = "To leave or to think twice about while your back or neck is sore.\n".to_owned();
    for row in &education().rethink {
        let _ = writeln!(out, "\n{}", row.what);
        out.push_str(&entry("  ", &format!("{} [{}]", row.instead, row.sources.join(", "))));
        let names: Vec<&str> = row
            .exercises
            .iter()
            .filter_map(|id| coach.catalogue.get(id))
            .map(|exercise| exercise.name.as_str())
            .collect();
        if !names.is_empty() {
            out.push_str(&entry("  ", &format!("Instead: {}.", names.join(", "))));
        }
    }
    out
}

/// Tags that stand beside the lines of a plan alone.
const OF_THE_PLAN: &[(&str, &str)] = &[
    ("D", "DESIGN in short, beside the lines of a plan"),
    ("PLAN", "A plan of your clinician's, in the config folder"),
];

fn sources() -> String {
    let mut out = "What the tags behind the exercises stand for, and how well each was read.\n\n".to_owned();
    for source in &education().sources {
        let text = format!("{} ({})", source.what, source.status);
        out.push_str(&entry(&format!("{:<9}", source.tag), &text));
    }
    for (tag, text) in OF_THE_PLAN {
        out.push_str(&entry(&format!("{tag:<9}"), text));
    }
    out.push_str("\nThose of the safety check: `supple screen --list`.\n");
    out
}

fn programme(coach: &Coach, id: &str) -> String {
    let Some(programme) = coach.catalogue.programme(id) else { return String::new() };
    let mut out = format!("{} ({})\n\n{}", programme.name, programme.id, paragraph(&programme.fits));
    for rule in &programme.rules {
        out.push_str(&entry("- ", rule));
    }
    for swap in &programme.swaps {
        let name =
            |id: &str| coach.catalogue.get(id).map_or_else(|| id.to_owned(), |found| found.name.clone());
        let text = format!(
            "If {}: {} in place of {}.",
            crate::content::codes::whom(&swap.when),
            name(&swap.use_instead),
            name(&swap.drop)
        );
        out.push_str(&entry("- ", &text));
    }
    out.push_str("\nIn the order of play\n");
    for item in &programme.items {
        let name = coach.catalogue.get(&item.entry).map_or("", |exercise| exercise.name.as_str());
        let place = match item.priority {
            1 => "always",
            2 => "next",
            3 => "when there is time",
            _ => "beside the session",
        };
        let _ = writeln!(out, "  {:<26}{name}: {place}", item.entry);
    }
    out.push('\n');
    out.push_str(&list("Sources: ", &programme.sources));
    out
}

fn programme_json(coach: &Coach, id: &str) -> JsonValue {
    coach.catalogue.programme(id).map_or(JsonValue::Null, |programme| {
        let items: Vec<JsonValue> = programme
            .items
            .iter()
            .map(|item| json!({ "entry": item.entry, "priority": item.priority }))
            .collect();
        json!({
            "id": programme.id, "name": programme.name, "fits": programme.fits, "regions": programme.regions,
            "excludes_spine": programme.excludes_spine, "rules": programme.rules, "items": items,
            "sources": programme.sources,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_gets_plain_characters_and_a_terminal_what_was_chosen_or_what_it_can() {
        let variable = |name: &str| (name == "LANG").then(|| OsString::from("en_GB.UTF-8"));
        assert_eq!(usual(true, None, &variable), Glyphs::Braille);
        assert_eq!(usual(true, Some(Glyphs::Octant), &variable), Glyphs::Octant);
        assert_eq!(usual(false, Some(Glyphs::Octant), &variable), Glyphs::Ascii);
        assert_eq!(
            usual(true, None, &|name: &str| (name == "LANG").then(|| OsString::from("C"))),
            Glyphs::Ascii
        );
    }
}
