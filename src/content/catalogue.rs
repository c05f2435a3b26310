//! All exercises and programmes together: unique ids, joined ladders, no dangling names.

use std::collections::{BTreeMap, BTreeSet};

use super::builtin;
use super::exercise_file::{FigureRef, Parsed, parse_with_places};
use super::problem::{ContentError, Problem, Report, shown};
use super::programme_file::{self, AEROBIC, Programme};
use crate::domain::exercise::{Block, Exercise, ExerciseId};

/// The exercises and programmes that there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Exercises in catalogue order; a person's own come last.
    pub exercises: Vec<Exercise>,
    /// Programmes; the first is the default.
    pub programmes: Vec<Programme>,
    /// What only a person's own exercises have, by id.
    pub own: BTreeMap<ExerciseId, Own>,
}

/// What only a person's own exercise has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// How soon it comes: 1 before the programme, 2 after its first row, 3 when there is time.
    pub priority: u32,
    /// Where its figure comes from, if it has one.
    pub figure: Option<FigureRef>,
}

impl Catalogue {
    /// The catalogue that came with the program.
    ///
    /// # Errors
    /// What is wrong with it; a test makes sure that nothing is.
    pub fn builtin() -> Result<Catalogue, ContentError> {
        Catalogue::from_files(builtin::EXERCISES, builtin::PROGRAMMES)
    }

    /// A catalogue from (file name, text) pairs.
    ///
    /// # Errors
    /// Every problem of every file, and names that point nowhere.
    pub fn from_files(
        exercises: &[(&str, &str)],
        programmes: &[(&str, &str)],
    ) -> Result<Catalogue, ContentError> {
        let mut problems = Vec::new();
        let mut parsed = Vec::new();
        for (file, text) in exercises {
            match parse_with_places(file, text, true) {
                Ok(exercise) => parsed.push(((*file).to_owned(), exercise)),
                Err(error) => problems.extend(error.problems),
            }
        }
        let (exercises, more) = joined(parsed, &BTreeMap::new());
        problems.extend(more);
        let mut catalogue = Catalogue { exercises, programmes: Vec::new(), own: BTreeMap::new() };
        for (file, text) in programmes {
            match programme_file::parse(file, text) {
                Ok(programme) => {
                    problems.extend(catalogue.flaws_of(file, text, &programme));
                    catalogue.programmes.push(programme);
                }
                Err(error) => problems.extend(error.problems),
            }
        }
        if problems.is_empty() { Ok(catalogue) } else { Err(ContentError { problems }) }
    }

    /// The exercise of that id.
    pub fn get(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }

    /// The programme of that id.
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }

    /// The whole ladder that an exercise stands in, easiest first; empty for an unknown id.
    pub fn ladder(&self, id: &str) -> &[ExerciseId] {
        self.get(id).map_or(&[], |exercise| &exercise.ladder)
    }

    /// What is wrong with a programme beside these exercises: unknown ids, a direction that it leaves
    /// out itself, a place given twice. `text` is the file that it was read from.
    pub fn flaws_of(&self, file: &str, text: &str, programme: &Programme) -> Vec<Problem> {
        let report = Report::new(file, text);
        // The first place that names the id is near enough; ids stand in double quotes everywhere.
        let tell = |id: &str, what: String, fix: &str| {
            let at = text.find(&format!("\"{id}\"")).map_or(0, |at| at + 1);
            report.add(at..at + id.len(), &what, fix);
        };
        if self.programmes.iter().any(|other| other.id == programme.id) {
            tell(&programme.id, format!("the programme id {} is taken", programme.id), "choose another id");
        }
        let mut seen = BTreeSet::new();
        for item in &programme.items {
            if !seen.insert(&item.entry) {
                tell(&item.entry, format!("items names {} twice", item.entry), "keep one of the two");
            }
        }
        let swapped = programme.swaps.iter().map(|swap| &swap.use_instead);
        for id in programme.items.iter().map(|item| &item.entry).chain(swapped) {
            match self.get(id) {
                None => tell(id, format!("there is no exercise {}", shown(id)), "use an id of the catalogue"),
                Some(exercise) if programme.excludes_spine.contains(&exercise.spine) => tell(
                    id,
                    format!("{id} is tagged {}, which this programme leaves out", exercise.spine),
                    "take it out of items, or the tag out of excludes_spine",
                ),
                Some(_) => {}
            }
        }
        for item in &programme.items {
            let aerobic = self.get(&item.entry).map(|exercise| exercise.block == Block::Aerobic);
            if aerobic.is_some_and(|aerobic| aerobic != (item.priority == AEROBIC)) {
                let what = format!("{} has priority {}", item.entry, item.priority);
                tell(&item.entry, what, "4 is for walks and rides, 1 to 3 for everything else");
            }
        }
        for swap in &programme.swaps {
            if !seen.contains(&swap.drop) {
                let what = format!("swaps drops {}, which is not an item", shown(&swap.drop));
                tell(&swap.drop, what, "name an item");
            }
        }
        report.into_error().problems
    }
}

/// Exercises whose links hold, in the order given and with their ladders; and what was wrong with the
/// others. `taken` are ids that are given already, with the names of their exercises.
///
/// Leaving one exercise out can leave another without its neighbour, so this goes on until nothing
/// more falls out. What is left has symmetric links, so a rung has one neighbour on each side at most.
pub(super) fn joined(
    parsed: Vec<(String, Parsed)>,
    taken: &BTreeMap<String, String>,
) -> (Vec<Exercise>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut kept: BTreeMap<ExerciseId, (usize, String, Parsed)> = BTreeMap::new();
    for (n, (file, entry)) in parsed.into_iter().enumerate() {
        let id = entry.exercise.id.clone();
        let other = match (taken.get(&id), kept.get(&id)) {
            (Some(name), _) => format!("{name}, which came with the program"),
            (None, Some((_, other, twin))) => format!("{} in {other}", twin.exercise.name),
            (None, None) => {
                kept.insert(id, (n, file, entry));
                continue;
            }
        };
        let what = format!("{} has the id {id}, which is already that of {other}", entry.exercise.name);
        let fix = "give this one another id; the other stays as it is";
        problems.push(Problem::at(&file, entry.places["id"], &what, fix));
    }
    loop {
        let broken: Vec<(ExerciseId, Problem)> = kept
            .iter()
            .filter_map(|(id, (_, file, entry))| Some((id.clone(), broken_link(file, entry, &kept, taken)?)))
            .collect();
        if broken.is_empty() {
            break;
        }
        for (id, problem) in broken {
            kept.remove(&id);
            problems.push(problem);
        }
    }
    let ladders: BTreeMap<ExerciseId, Vec<ExerciseId>> =
        kept.keys().map(|id| (id.clone(), ladder_of(id, &kept))).collect();
    let mut out = Vec::new();
    for (id, (n, file, entry)) in kept {
        let ladder = &ladders[&id];
        if ladder.is_empty() {
            let what = format!("the ladder of {id} goes round in a circle");
            problems.push(Problem::at(
                &file,
                entry.places["harder"],
                &what,
                "let the hardest have no harder",
            ));
            continue;
        }
        out.push((n, Exercise { ladder: ladder.clone(), ..entry.exercise }));
    }
    out.sort_by_key(|(n, _)| *n);
    (out.into_iter().map(|(_, exercise)| exercise).collect(), problems)
}

fn broken_link(
    file: &str,
    entry: &Parsed,
    kept: &BTreeMap<ExerciseId, (usize, String, Parsed)>,
    taken: &BTreeMap<String, String>,
) -> Option<Problem> {
    let id = &entry.exercise.id;
    let links = [("easier", &entry.exercise.easier, "harder"), ("harder", &entry.exercise.harder, "easier")];
    for (key, link, back) in links {
        let Some(other) = link else { continue };
        let tell = |what: &str, fix: &str| Some(Problem::at(file, entry.places[key], what, fix));
        if other == id {
            return tell(&format!("{key} names the exercise itself"), "name another one, or leave it out");
        }
        if taken.contains_key(other) {
            let what = format!("{key} names {other}, which came with the program");
            return tell(&what, "link only your own exercises with each other");
        }
        let Some((_, _, neighbour)) = kept.get(other) else {
            let what = format!("{key} names {other}, which does not exist or was left out");
            return tell(&what, "check the id, or leave the line out");
        };
        let answer = if back == "harder" { &neighbour.exercise.harder } else { &neighbour.exercise.easier };
        if answer.as_ref() != Some(id) {
            let what = format!("{key} names {other}, but {other} does not name {id} as {back}");
            return tell(&what, &format!("add {back} = \"{id}\" to {other}, or leave this line out"));
        }
    }
    None
}

/// The ladder of an exercise, easiest first; empty when it goes round in a circle.
fn ladder_of(id: &str, kept: &BTreeMap<ExerciseId, (usize, String, Parsed)>) -> Vec<ExerciseId> {
    let link = |id: &str, up: bool| {
        let exercise = kept.get(id).map(|(_, _, entry)| &entry.exercise)?;
        if up { exercise.harder.clone() } else { exercise.easier.clone() }
    };
    let mut first = id.to_owned();
    let mut left = kept.len();
    while let Some(easier) = link(&first, false) {
        if left == 0 {
            return Vec::new();
        }
        left -= 1;
        first = easier;
    }
    let mut ladder = vec![first];
    while let Some(harder) = ladder.last().and_then(|last| link(last, true)) {
        ladder.push(harder);
    }
    ladder
}
