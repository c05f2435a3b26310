//! One exercise file: TOML text in, an [`Exercise`] out, or every mistake at its line in plain words.
//!
//! A file holds one exercise. Keys: `id`, `name`, `block`, `position`, `laterality`, `mode`, `start`,
//! `step`, `step2`, `max`, `tempo`, `spine`, `regions`, `equipment`, `tags`, `easier`, `harder`, `skip`,
//! `modify.CODE`, `say`, `steps`, `cues`, `breath`, `feel`, `pain_note`, `sources`, `priority`, `figure`.
//! The last two are for a person's own exercises: the ones that came with the program have their place
//! in the programmes and their figures in `assets/figures`.

use std::collections::BTreeMap;

use super::builtin;
use super::fields::{Fields, read_file};
use super::problem::ContentError;
use crate::domain::dose::{Dose, Kind};
use crate::domain::exercise::{Block, Exercise, ExerciseId, Mode, Modify, Position, Sides, Tempo};

/// Longest step, cue or other line, in characters: three lines on a narrow screen.
pub const LONGEST_LINE: usize = 110;

/// Most words in `say`.
pub const MOST_SAY_WORDS: usize = 12;

/// Longest hold in seconds of an exercise that counts repetitions; longer ones count sets.
pub const LONGEST_REP_HOLD: u32 = 10;

/// The skip codes: what may be true of a person so that an exercise is left out or changed.
pub const SKIP_CODES: &[&str] = &[
    "PREG",     // pregnant, beyond the early months or as told by the midwife
    "OSTEO",    // thin bones, or a spine bone broken in the past
    "KNEE",     // kneeling or bending deeply hurts
    "WRIST",    // leaning on the hands hurts
    "SHOULDER", // a sore shoulder
    "BP",       // blood pressure that is high or not controlled
    "HEART",    // heart trouble or chest signs, not cleared
    "DIZZY",    // dizziness
    "BALANCE",  // likely to fall
    "NECKRISK", // rheumatoid disease, a recent neck injury, an unstable neck
    "NECK",     // the neck is sore as well
    "NECKARM",  // pain or tingling in an arm
    "LEGPAIN",  // pain or tingling in a leg
    "FLEXSENS", // bending makes it worse
    "EXTSENS",  // leaning back or standing long makes it worse
    "HIP-REPL", // a recent hip replacement
    "ABDO",     // a recent operation on the belly, a hernia, a separated abdominal wall
    "FLARE",    // today is a flare day
    "FLOOR",    // cannot get down to the floor and up again
];

/// The tags, facts about an exercise that the rules read.
pub const TAGS: &[&str] = &[
    "relief",           // may be offered in a flare; kept for exercises that came with the program
    "core",             // trains control of the trunk
    "isometric",        // a steady effort without movement
    "breath_hold_risk", // people tend to hold their breath
    "end_range",        // goes to the end of what the low back can bend
    "neck_end_range",   // goes to the end of what the neck can do
    "loaded_flexion",   // bends the back under load; none that came with the program
    "high_impact",      // jumps or runs; none that came with the program
];

/// Direction tags.
pub const SPINES: &[&str] = &["neutral", "flexion", "extension", "rotation", "side", "flexion-extension"];

pub(super) const BLOCKS: &[(&str, Block)] = &[
    ("warm-up", Block::WarmUp),
    ("mobility", Block::Mobility),
    ("stability", Block::Stability),
    ("strength", Block::Strength),
    ("neck", Block::Neck),
    ("aerobic", Block::Aerobic),
    ("cool-down", Block::CoolDown),
];

pub(super) const POSITIONS: &[(&str, Position)] = &[
    ("standing", Position::Standing),
    ("sitting", Position::Sitting),
    ("kneeling", Position::Kneeling),
    ("quadruped", Position::Quadruped),
    ("supine", Position::Supine),
    ("prone", Position::Prone),
    ("side-lying", Position::SideLying),
];

pub(super) const MODES: &[(&str, Mode)] = &[
    ("hold", Mode::Hold),
    ("reps", Mode::Reps),
    ("timed-reps", Mode::TimedReps),
    ("minutes", Mode::Minutes),
];

/// Where the figure of a person's own exercise comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureRef {
    /// The figure of this exercise, which came with the program.
    Of(ExerciseId),
    /// The part `[figure]` of this text, which is that of the exercise's own file.
    Inside {
        /// File name.
        file: String,
        /// The whole file.
        text: String,
    },
}

pub(super) const SIDES: &[(&str, Sides)] = &[("both", Sides::Both), ("each-side", Sides::Each)];

/// An exercise, and where in its file the keys that point elsewhere stand.
pub(super) struct Parsed {
    pub(super) exercise: Exercise,
    /// How soon it comes, 1 to 3.
    pub(super) priority: Option<u32>,
    pub(super) figure: Option<FigureRef>,
    pub(super) places: BTreeMap<&'static str, (usize, usize)>,
}

/// Reads one exercise file. `builtin` says whether it came with the program.
///
/// The ladder of the answer holds the exercise alone; [`super::Catalogue`] joins the rungs.
///
/// # Errors
/// Every problem of the file, each with line, column, what was found and what to do.
pub fn parse(file: &str, text: &str, builtin: bool) -> Result<Exercise, ContentError> {
    parse_with_places(file, text, builtin).map(|parsed| parsed.exercise)
}

pub(super) fn parse_with_places(file: &str, text: &str, builtin: bool) -> Result<Parsed, ContentError> {
    let inside = || FigureRef::Inside { file: file.to_owned(), text: text.to_owned() };
    read_file(file, text, "an exercise", |fields| {
        let priority = fields.whole("priority", 1..=3);
        let figure = figure(fields, inside);
        let exercise = exercise(fields, builtin)?;
        let places =
            ["id", "easier", "harder", "say"].into_iter().map(|key| (key, fields.place(key))).collect();
        Some(Parsed { exercise, priority, figure, places })
    })
}

fn exercise(fields: &Fields, builtin: bool) -> Option<Exercise> {
    // Every key is read before the first `?`, so that all mistakes are told at once.
    let id = id(fields, "id", true);
    let name = fields.text("name", 40);
    let block = fields.one_of("block", BLOCKS);
    let position = fields.one_of("position", POSITIONS);
    let sides = fields.one_of("laterality", SIDES);
    let mode = fields.one_of("mode", MODES);
    let doses = doses(fields, mode);
    let tempo = tempo(fields);
    let spine = fields.one_of("spine", &SPINES.iter().map(|word| (*word, *word)).collect::<Vec<_>>());
    let regions = fields.words("regions", 1..=2, &["back", "neck"]);
    let equipment = fields.texts("equipment", 0..=6, 30);
    let tags = fields.words("tags", 0..=TAGS.len(), TAGS);
    let easier = id_or_none(fields, "easier");
    let harder = id_or_none(fields, "harder");
    let skip = fields.words("skip", 0..=SKIP_CODES.len(), SKIP_CODES);
    let modify: Vec<Modify> = fields
        .pairs("modify", SKIP_CODES, LONGEST_LINE)
        .into_iter()
        .map(|(code, text)| Modify { code, text })
        .collect();
    let say = fields.text("say", LONGEST_LINE);
    let steps = fields.texts("steps", 3..=5, LONGEST_LINE);
    let cues = fields.texts("cues", 2..=3, LONGEST_LINE);
    let breath = fields.text("breath", LONGEST_LINE);
    let feel = fields.text("feel", LONGEST_LINE);
    let pain_note = fields.text("pain_note", LONGEST_LINE);
    let sources = fields.texts("sources", 1..=8, 40);

    if say.as_ref().is_some_and(|say| say.split_whitespace().count() > MOST_SAY_WORDS) {
        fields.complain(
            fields.span_of("say"),
            "say has more than 12 words",
            "keep to the one thing to do; the rest belongs in steps",
        );
    }
    if !builtin && tags.as_ref().is_some_and(|tags| tags.iter().any(|tag| tag == "relief")) {
        fields.complain(
            fields.span_of("tags"),
            "the tag relief is kept for exercises that came with the program",
            "take it out; on a flare day only those are offered",
        );
    }
    for change in &modify {
        if skip.as_ref().is_some_and(|skip| skip.contains(&change.code)) {
            let what = format!("{} stands both in skip and in modify", change.code);
            fields.complain(fields.span_of("modify"), &what, "keep one of the two");
        }
    }

    let (id, block, mode, doses) = (id?, block?, mode?, doses?);
    Some(Exercise {
        ladder: vec![id.clone()],
        id,
        name: name?,
        block,
        position: position?,
        sides: sides?,
        mode,
        kind: kind_of(block, mode, doses.max),
        start: doses.start,
        step: doses.step,
        max: doses.max,
        tempo: tempo?,
        spine: spine?.to_owned(),
        equipment: equipment?,
        regions: regions?,
        tags: tags?,
        skip: skip?,
        modify,
        easier,
        harder,
        say: say?,
        steps: steps?,
        cues: cues?,
        breath: breath?,
        feel: feel?,
        pain_note: pain_note?,
        sources: sources?,
        builtin,
    })
}

/// The name of a figure that came with the program, or a figure in the file itself, which is read later:
/// a mistake in a picture must not cost the exercise.
fn figure(fields: &Fields, inside: impl FnOnce() -> FigureRef) -> Option<FigureRef> {
    if fields.is_group("figure") {
        return Some(inside());
    }
    let known: Vec<(&str, &str)> = builtin::ids(builtin::FIGURES).map(|id| (id, id)).collect();
    fields.one_of_or_none("figure", &known).map(|id| FigureRef::Of(id.to_owned()))
}

/// How the progression rules dose it: they know kinds, the catalogue knows modes and blocks.
pub fn kind_of(block: Block, mode: Mode, max: Dose) -> Kind {
    match mode {
        Mode::Hold => Kind::Stretch,
        Mode::TimedReps if max.hold_s > LONGEST_REP_HOLD => Kind::Sustained,
        Mode::TimedReps => Kind::Hold,
        Mode::Reps if matches!(block, Block::WarmUp | Block::Mobility | Block::CoolDown) => Kind::Mobility,
        Mode::Reps => Kind::Reps,
        Mode::Minutes => Kind::Minutes,
    }
}

/// Longest id, in characters.
pub(super) const LONGEST_ID: usize = 40;

/// Whether a word can be an id: small letters, digits and single hyphens.
pub fn is_id(id: &str) -> bool {
    let starts = id.starts_with(|c: char| c.is_ascii_lowercase());
    let chars = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    starts && chars && !id.contains("--") && !id.ends_with('-') && id.len() <= LONGEST_ID
}

/// An id: small letters, digits and single hyphens.
pub(super) fn id(fields: &Fields, key: &'static str, needed: bool) -> Option<String> {
    let id = if needed { fields.text(key, LONGEST_ID) } else { fields.text_or_none(key, LONGEST_ID) }?;
    if is_id(&id) {
        return Some(id);
    }
    fields.complain(
        fields.span_of(key),
        &format!("{key} is \"{id}\", which cannot be an id"),
        "use small letters a to z, digits and single hyphens, as in heel-slide",
    );
    None
}

fn id_or_none(fields: &Fields, key: &'static str) -> Option<String> {
    id(fields, key, false)
}

/// First dose, size of a step, highest dose.
struct Doses {
    start: Dose,
    step: Dose,
    max: Dose,
}

fn doses(fields: &Fields, mode: Option<Mode>) -> Option<Doses> {
    let start = fields.group("start", "a dose", Some("{ reps = 3 }"));
    let max = fields.group("max", "a dose", Some("{ reps = 10 }"));
    let step = fields.group("step", "a step", None);
    let step2 = fields.group("step2", "a step", None);
    let mode = mode?; // without it the bounds are not known
    let start = dose(&start?, mode);
    let max = dose(&max?, mode);
    let first = step.as_ref().map_or(Some(Dose::new(0, 0, 0)), |group| step_of(group, mode));
    let second = step2.as_ref().map_or(Some(Dose::new(0, 0, 0)), |group| step_of(group, mode));
    let (start, max, first, second) = (start?, max?, first?, second?);
    if second.sets + second.reps > 0 {
        fields.complain(
            fields.span_of("step2"),
            "step2 changes sets or reps",
            "sets and reps step first, so put them in step; step2 is for hold_s",
        );
    } else if first.hold_s > 0 && second.hold_s > 0 {
        fields.complain(fields.span_of("step2"), "hold_s stands in step and in step2", "keep one of the two");
    }
    let step = Dose::new(first.sets, first.reps, first.hold_s + second.hold_s);
    let rows = [
        ("sets", start.sets, step.sets, max.sets),
        ("reps", start.reps, step.reps, max.reps),
        ("hold_s", start.hold_s, step.hold_s, max.hold_s),
    ];
    for (name, from, by, to) in rows {
        if from > to {
            let what = format!("start.{name} is {from}, but max.{name} is {to}");
            fields.complain(fields.span_of("max"), &what, "make the highest dose at least the first one");
        } else if from < to && by == 0 {
            let what = format!("{name} goes from {from} to {to}, but no step moves it");
            fields.complain(fields.span_of("step"), &what, &format!("add {name} = 1 to step"));
        } else if from == to && by > 0 {
            let what = format!("a step moves {name}, but start and max are both {from}");
            fields.complain(
                fields.span_of("step"),
                &what,
                &format!("raise max.{name}, or leave it out of step"),
            );
        }
    }
    if mode == Mode::TimedReps && max.hold_s > LONGEST_REP_HOLD && max.reps > 1 {
        fields.complain(
            fields.span_of("max"),
            "holds of more than 10 seconds are counted in sets, not reps",
            "write sets in place of reps in start, step and max",
        );
    }
    Some(Doses { start, step, max })
}

/// Bounds of sets, repetitions and seconds of one mode; `None`: the key does not belong to it.
pub(super) type Bounds = [(&'static str, Option<(u32, u32)>); 3];

pub(super) fn bounds(mode: Mode) -> Bounds {
    let (sets, reps, hold) = match mode {
        Mode::Hold => (None, Some((1, 4)), Some((5, 60))),
        Mode::Reps => (Some((1, 5)), Some((1, 50)), None),
        Mode::TimedReps => (Some((1, 10)), Some((1, 50)), Some((1, 120))),
        Mode::Minutes => (None, None, Some((10, 5400))),
    };
    [("sets", sets), ("reps", reps), ("hold_s", hold)]
}

fn dose(group: &Fields, mode: Mode) -> Option<Dose> {
    let [sets, reps, hold] = bounds(mode).map(|(key, bounds)| {
        let Some((low, high)) = bounds else { return Some(u32::from(key != "hold_s")) };
        // What is counted has to be written; the rest is one.
        let needed = key == "hold_s" || (key == "reps" && mode == Mode::Reps);
        if needed || group.has(key) { group.whole_needed(key, low..=high) } else { Some(1) }
    });
    group.finish();
    Some(Dose::new(sets?, reps?, hold?))
}

fn step_of(group: &Fields, mode: Mode) -> Option<Dose> {
    let [sets, reps, hold] = bounds(mode).map(|(key, bounds)| match bounds {
        Some((_, high)) if group.has(key) => group.whole(key, 1..=high),
        _ => Some(0),
    });
    group.finish();
    Some(Dose::new(sets?, reps?, hold?))
}

fn tempo(fields: &Fields) -> Option<Tempo> {
    let Some(group) = fields.group("tempo", "a tempo", None) else {
        return (!fields.has("tempo")).then(Tempo::default);
    };
    let seconds = |key| if group.has(key) { group.whole(key, 0..=60) } else { Some(0) };
    let out_s = group.whole_needed("out_s", 0..=60);
    let pause_s = seconds("pause_s");
    let back_s = group.whole_needed("back_s", 0..=60);
    group.finish();
    Some(Tempo { out_s: out_s?, pause_s: pause_s?, back_s: back_s? })
}
