//! The catalogue that comes with the program holds together, says only what it may say, and a bad file
//! of a person's own is told at its line and takes nothing else down.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "content/library.rs"]
mod library;
#[path = "content/own_files.rs"]
mod own_files;
#[path = "content/schema.rs"]
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use supple::content::education::education;
use supple::content::{Catalogue, builtin, exercise_file};
use supple::domain::dose::{Dose, Kind};
use supple::domain::exercise::{Block, Exercise, Mode, Sides};

/// What no text about an exercise says: promises, findings, and what was left unfinished.
const FORBIDDEN: &[&str] = &[
    "treat",
    "treats",
    "cure",
    "cures",
    "relieves",
    "relieve",
    "diagnoses",
    "diagnose",
    "detects",
    "detect",
    "clinically proven",
    "proven",
    "rules out",
    "you have",
    "safe for you",
    "arthritis",
    "sciatica",
    "stenosis",
    "osteoporosis",
    "disc",
    "hernia",
    "todo",
    "fixme",
    "placeholder",
    "lorem",
];

const RELIEF: &[&str] = &[
    "belly-breathing",
    "pelvic-tilt",
    "seated-cat-cow",
    "cat-cow",
    "knee-rolls",
    "neck-rotation",
    "shoulder-blade-squeeze",
    "indoor-march",
    "prone-lying",
];

const LADDERS: &[&[&str]] = &[
    &["seated-cat-cow", "cat-cow"],
    &["indoor-march", "walk", "brisk-walk"],
    &["single-knee-to-chest", "double-knee-to-chest"],
    &["supported-childs-pose", "childs-pose"],
    &["standing-hip-flexor", "hip-flexor-lunge"],
    &["seated-hamstring", "supine-hamstring-strap"],
    &["seated-thoracic-rotation", "open-book"],
    &["prone-lying", "prone-on-elbows", "prone-press-up"],
    &["abdominal-brace", "heel-slide", "dead-bug-toe-tap", "dead-bug"],
    &["quadruped-arm-reach", "quadruped-leg-slide", "bird-dog"],
    &["wall-plank", "knee-plank", "forearm-plank"],
    &["wall-side-plank", "knee-side-plank", "side-plank"],
    &["glute-squeeze", "glute-bridge", "bridge-march"],
    &["clamshell", "side-lying-leg-lift"],
    &["sit-to-stand", "wall-sit-high", "wall-sit"],
    &["supine-chin-nod", "seated-chin-tuck"],
    &["shoulder-blade-squeeze", "band-row"],
];

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap_or_else(|error| panic!("{error}"))
}

/// Every text of an exercise that a person may read.
fn words(exercise: &Exercise) -> Vec<&str> {
    let mut words: Vec<&str> =
        vec![&exercise.name, &exercise.say, &exercise.breath, &exercise.feel, &exercise.pain_note];
    words.extend(exercise.steps.iter().map(String::as_str));
    words.extend(exercise.cues.iter().map(String::as_str));
    words.extend(exercise.modify.iter().map(|change| change.text.as_str()));
    words
}

fn files_in(folder: &str) -> BTreeSet<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(folder);
    std::fs::read_dir(path).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

// ---------------------------------------------------------------- what came with the program

#[test]
fn the_embedded_lists_are_the_folders() {
    for (folder, list) in [("exercises", builtin::EXERCISES), ("programmes", builtin::PROGRAMMES)] {
        let listed: BTreeSet<String> = list.iter().map(|(file, _)| (*file).to_owned()).collect();
        assert_eq!(listed.len(), list.len(), "a file of {folder} is listed twice");
        assert_eq!(listed, files_in(folder), "list and folder {folder} differ");
    }
}

#[test]
fn there_are_57_exercises_and_5_programmes_each_in_the_file_of_its_name() {
    let catalogue = catalogue();
    assert_eq!(catalogue.exercises.len(), 57);
    assert_eq!(catalogue.programmes.len(), 5);
    for (exercise, (file, _)) in catalogue.exercises.iter().zip(builtin::EXERCISES) {
        assert_eq!(format!("{}.toml", exercise.id), *file);
        assert!(exercise.builtin);
    }
    for (programme, (file, _)) in catalogue.programmes.iter().zip(builtin::PROGRAMMES) {
        assert_eq!(format!("{}.toml", programme.id), *file);
    }
    let ids: BTreeSet<&str> = catalogue.exercises.iter().map(|exercise| exercise.id.as_str()).collect();
    assert_eq!(ids.len(), 57, "an id is given twice");
    let names: BTreeSet<&str> = catalogue.exercises.iter().map(|exercise| exercise.name.as_str()).collect();
    assert_eq!(names.len(), 57, "a name is given twice");
}

#[test]
fn ladders_are_chains_that_both_neighbours_agree_on() {
    let catalogue = catalogue();
    let mut on_a_ladder = BTreeSet::new();
    for ladder in LADDERS {
        for (n, id) in ladder.iter().enumerate() {
            let exercise = catalogue.get(id).unwrap();
            assert_eq!(exercise.ladder, *ladder, "{id}");
            assert_eq!(exercise.easier.as_deref(), n.checked_sub(1).map(|n| ladder[n]), "{id}");
            assert_eq!(exercise.harder.as_deref(), ladder.get(n + 1).copied(), "{id}");
            assert!(on_a_ladder.insert(*id), "{id} stands on two ladders");
        }
    }
    for exercise in catalogue.exercises.iter().filter(|exercise| !on_a_ladder.contains(exercise.id.as_str()))
    {
        assert_eq!(exercise.ladder, std::slice::from_ref(&exercise.id), "{}", exercise.id);
        assert_eq!((&exercise.easier, &exercise.harder), (&None, &None), "{}", exercise.id);
    }
}

/// Someone for whom the easy form is closed must not land on the hard one.
#[test]
fn a_harder_rung_is_closed_to_all_for_whom_an_easier_one_is() {
    let catalogue = catalogue();
    for exercise in &catalogue.exercises {
        let Some(easier) = exercise.easier.as_ref().and_then(|id| catalogue.get(id)) else { continue };
        for code in &easier.skip {
            // The slide keeps both hands down, so a shoulder that cannot reach may still do it.
            let spared = exercise.id == "quadruped-leg-slide" && code == "SHOULDER";
            assert!(spared || exercise.skip.contains(code), "{} lacks {code} of {}", exercise.id, easier.id);
        }
    }
}

#[test]
fn doses_start_low_and_every_step_moves_towards_the_highest() {
    for exercise in catalogue().exercises {
        let id = &exercise.id;
        let rows = [
            (exercise.start.sets, exercise.step.sets, exercise.max.sets),
            (exercise.start.reps, exercise.step.reps, exercise.max.reps),
            (exercise.start.hold_s, exercise.step.hold_s, exercise.max.hold_s),
        ];
        assert!(exercise.start.sets >= 1 && exercise.start.reps >= 1, "{id}");
        assert!(rows.iter().any(|(_, step, _)| *step > 0), "{id} never steps");
        for (start, step, max) in rows {
            assert!(start <= max, "{id}");
            assert_eq!(step > 0, start < max, "{id}");
            assert!(start + step <= max || step == 0, "{id}: one step overshoots");
        }
        match exercise.mode {
            Mode::Hold => {
                assert_eq!(exercise.start, Dose::new(1, 2, 15), "{id}");
                assert_eq!(exercise.max, Dose::new(1, 2, 30), "{id}: no stretch passes 30 seconds");
            }
            Mode::Reps => {
                assert_eq!((exercise.start.hold_s, exercise.max.hold_s), (0, 0), "{id}");
                assert!(exercise.max.reps <= 12, "{id}: counted work ends at 12");
            }
            Mode::TimedReps => assert!(exercise.start.hold_s >= 1 && exercise.max.hold_s <= 30, "{id}"),
            Mode::Minutes => assert_eq!((exercise.max.sets, exercise.max.reps), (1, 1), "{id}"),
        }
        if exercise.block == Block::Aerobic {
            let minutes = [exercise.start, exercise.step, exercise.max].map(|dose| dose.hold_s / 60);
            assert_eq!(minutes, [10, 5, 30], "{id}");
        }
    }
}

#[test]
fn words_fit_and_are_plain() {
    let catalogue = catalogue();
    for exercise in &catalogue.exercises {
        let id = &exercise.id;
        assert!(exercise.say.split_whitespace().count() <= 12, "{id}: {}", exercise.say);
        assert!((3..=5).contains(&exercise.steps.len()), "{id}");
        assert!((2..=3).contains(&exercise.cues.len()), "{id}");
        for text in words(exercise) {
            assert!(text.chars().count() <= 110, "{id}: {text}");
            let plain = format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
            for word in FORBIDDEN {
                assert!(!plain.contains(&format!(" {word} ")), "{id} says \"{word}\": {text}");
            }
        }
        for line in exercise.steps.iter().chain([&exercise.say, &exercise.breath, &exercise.feel]) {
            assert!(line.ends_with(['.', '?', '!']), "{id}: {line}");
        }
        assert!(!exercise.cues.iter().any(|cue| cue.ends_with('.')), "{id}: a cue is a phrase");
    }
    for programme in &catalogue.programmes {
        for text in programme.rules.iter().chain([&programme.fits, &programme.name]) {
            let plain = format!(" {} ", text.to_lowercase());
            for word in FORBIDDEN {
                assert!(!plain.contains(&format!(" {word} ")), "{} says \"{word}\": {text}", programme.id);
            }
        }
    }
}

#[test]
fn no_two_exercises_say_the_same() {
    let mut seen = BTreeMap::new();
    for exercise in catalogue().exercises {
        if let Some(other) = seen.insert(exercise.say.clone(), exercise.id.clone()) {
            panic!("{} and {other} say the same: {}", exercise.id, exercise.say);
        }
    }
}

/// The player does one side to the end and then the other; the words must not say otherwise.
#[test]
fn exercises_for_each_side_say_when_to_change() {
    for exercise in catalogue().exercises {
        let changes = exercise.steps.iter().any(|step| step.contains("inish this side"));
        assert_eq!(changes, exercise.sides == Sides::Each, "{}", exercise.id);
    }
}

#[test]
fn every_exercise_names_known_sources_and_codes() {
    for exercise in catalogue().exercises {
        assert!(!exercise.sources.is_empty(), "{}", exercise.id);
        for source in &exercise.sources {
            assert!(education().source(source).is_some(), "{}: {source}", exercise.id);
        }
        let modified = exercise.modify.iter().map(|change| &change.code);
        for code in exercise.skip.iter().chain(modified) {
            assert!(exercise_file::SKIP_CODES.contains(&code.as_str()), "{}: {code}", exercise.id);
            assert_ne!(code, "FLOOR", "{}: the position says that", exercise.id);
        }
        for tag in &exercise.tags {
            assert!(exercise_file::TAGS.contains(&tag.as_str()), "{}: {tag}", exercise.id);
        }
    }
}

#[test]
fn relief_is_exactly_the_settled_list_and_nothing_risky_came_along() {
    let tagged = |tag: &str| -> BTreeSet<String> {
        let has = |exercise: &Exercise| exercise.tags.iter().any(|own| own == tag);
        catalogue().exercises.into_iter().filter(has).map(|exercise| exercise.id).collect()
    };
    assert_eq!(tagged("relief"), RELIEF.iter().map(|id| (*id).to_owned()).collect());
    let set = education().sets.iter().find(|set| set.id == "flare").unwrap();
    assert_eq!(
        tagged("relief"),
        set.exercises.iter().cloned().collect(),
        "the set says what the rules choose from"
    );
    assert!(tagged("high_impact").is_empty());
    assert!(tagged("loaded_flexion").is_empty());
    // Leaning back must not be offered to those whom it worsens, on a flare day least of all.
    let catalogue = catalogue();
    for exercise in catalogue.exercises.iter().filter(|exercise| exercise.spine == "extension") {
        assert!(exercise.skip.iter().any(|code| code == "EXTSENS"), "{}", exercise.id);
    }
    // Long holds need a word for those with high blood pressure, or are closed to them.
    for exercise in catalogue.exercises.iter().filter(|exercise| exercise.kind == Kind::Sustained) {
        let told = exercise.modify.iter().any(|change| change.code == "BP");
        let skipped = exercise.skip.iter().any(|code| code == "BP");
        assert!(told || skipped, "{}", exercise.id);
    }
}

#[test]
fn all_modes_sides_blocks_positions_and_kinds_occur() {
    let catalogue = catalogue();
    let all = |pick: &dyn Fn(&Exercise) -> String| -> BTreeSet<String> {
        catalogue.exercises.iter().map(pick).collect()
    };
    assert_eq!(all(&|e| format!("{:?}", e.mode)).len(), 4);
    assert_eq!(all(&|e| format!("{:?}", e.sides)).len(), 2);
    assert_eq!(all(&|e| format!("{:?}", e.block)).len(), 7);
    assert_eq!(all(&|e| format!("{:?}", e.position)).len(), 7);
    assert_eq!(all(&|e| format!("{:?}", e.kind)).len(), 6);
    assert_eq!(all(&|e| e.spine.clone()).len(), 6);
}

// ---------------------------------------------------------------- programmes

#[test]
fn programmes_name_exercises_that_fit_them() {
    let catalogue = catalogue();
    for programme in &catalogue.programmes {
        let mut own_region = 0;
        for item in &programme.items {
            let exercise = catalogue.get(&item.entry).unwrap_or_else(|| panic!("{}", item.entry));
            assert!(!programme.excludes_spine.contains(&exercise.spine), "{}: {}", programme.id, item.entry);
            assert_eq!(
                exercise.block == Block::Aerobic,
                item.priority == 4,
                "{}: {}",
                programme.id,
                item.entry
            );
            assert!((1..=4).contains(&item.priority));
            let fits = exercise.regions.iter().any(|region| programme.regions.contains(region));
            assert!(fits, "{}: {} is for another region", programme.id, item.entry);
            own_region += usize::from(fits);
        }
        assert_eq!(own_region, programme.items.len());
    }
    let aerobic: Vec<Option<&str>> =
        catalogue.programmes.iter().map(|programme| programme.aerobic().map(String::as_str)).collect();
    assert_eq!(aerobic, [Some("walk"), None, Some("walk"), Some("stationary-cycle"), Some("walk")]);
}

/// Never stretches alone: each programme, for each of its regions and also when time is shortest.
#[test]
fn every_programme_has_movement_and_strength() {
    let catalogue = catalogue();
    for programme in &catalogue.programmes {
        let region = &programme.regions[0];
        for most in [1, 3] {
            let kinds: Vec<Kind> = programme
                .items
                .iter()
                .filter(|item| item.priority <= most)
                .map(|item| catalogue.get(&item.entry).unwrap())
                .filter(|exercise| exercise.regions.contains(region))
                .map(|exercise| exercise.kind)
                .collect();
            let moves = kinds.iter().any(|kind| matches!(kind, Kind::Mobility | Kind::Minutes));
            let strong = kinds.iter().any(|kind| matches!(kind, Kind::Hold | Kind::Reps | Kind::Sustained));
            assert!(moves && strong, "{} up to priority {most}: {kinds:?}", programme.id);
        }
    }
}

/// One line of a programme is replaced; the answer names the line and says these words.
#[test]
fn a_bad_programme_is_told_at_its_line() {
    const TABLE: &[(usize, &str, &str)] = &[
        (1, "id = \"low-back-default\"", "the programme id low-back-default is taken"),
        (1, "id = \"Low back\"", "cannot be an id"),
        (2, "nam = \"Mine\"", "nam is not a key of a programme; did you mean name?"),
        (4, "regions = [\"hip\"]", "unknown word, \"hip\""),
        (5, "excludes_spine = [\"flexion-extension\"]", ""),
        (
            6,
            "swaps = [{ when = \"EXT\", drop = \"cat-cow\", use = \"knee-rolls\" }]",
            "swaps.when is \"EXT\"",
        ),
        (
            6,
            "swaps = [{ when = \"KNEE\", drop = \"bridge\", use = \"knee-rolls\" }]",
            "swaps drops bridge, which",
        ),
        (
            6,
            "swaps = [{ when = \"KNEE\", drop = \"cat-cow\", use = \"knee-roll\" }]",
            "there is no exercise knee-roll",
        ),
        (8, "sources = []", "sources has 0 entries; give it 1 to 8"),
        (7, "items = []", "a programme needs 1 to 40 items"),
        (7, "items = [\"cat-cow\"]", "items is the text \"cat-cow\"; write a group in braces"),
        (
            7,
            "items = [{ entry = \"cat-cow\", priority = 5 }]",
            "items.priority is 5; write a whole number from 1 to 4",
        ),
        (7, "items = [{ entry = \"cat-cow\" }]", "the key items.priority is missing"),
        (7, "items = [{ entry = \"walk\", priority = 1 }]", "walk has priority 1; 4 is for walks and rides"),
        (7, "items = [{ entry = \"dead-but\", priority = 1 }]", "there is no exercise dead-but"),
        (
            7,
            "items = [{ entry = \"cat-cow\", priority = 1 }, { entry = \"cat-cow\", priority = 2 }]",
            "names cat-cow twice",
        ),
        (7, "items = [{ entry = \"cat-cow\", priority = 1 }", "this list does not end"),
    ];
    let whole = [
        "id = \"mine\"",
        "name = \"Mine\"",
        "fits = \"Me.\"",
        "regions = [\"back\"]",
        "excludes_spine = [\"flexion\"]",
        "swaps = []",
        "items = [{ entry = \"cat-cow\", priority = 1 }]",
        "sources = [\"my clinic\"]",
    ];
    let read = |text: &str| {
        let mut programmes = builtin::PROGRAMMES.to_vec();
        programmes.push(("plans/mine.toml", text));
        Catalogue::from_files(builtin::EXERCISES, &programmes).map_err(|error| error.to_string())
    };
    assert!(read(&whole.join("\n")).is_ok_and(|catalogue| catalogue.programme("mine").is_some()));
    for (line, instead, expected) in TABLE {
        let mut text = whole;
        text[line - 1] = instead;
        let error = read(&text.join("\n")).unwrap_err();
        let here = format!("plans/mine.toml:{line}:");
        // A direction that is left out is told where the exercise stands.
        let told = error.lines().any(|told| {
            told.contains(expected)
                && (told.starts_with(&here) || (expected.is_empty() && told.contains("is tagged")))
        });
        assert!(told, "{instead}: {error}");
    }
}

#[test]
fn the_desk_programme_needs_no_floor() {
    let catalogue = catalogue();
    for item in &catalogue.programme("desk-stiff-10").unwrap().items {
        assert!(!catalogue.get(&item.entry).unwrap().position.on_floor(), "{}", item.entry);
    }
}

/// Every sentence about health has a source, and every source can be opened.
#[test]
fn every_health_sentence_has_a_source_that_opens() {
    let (catalogue, all) = (catalogue(), education());
    let mut tagged: Vec<(String, &[String])> = Vec::new();
    tagged.extend(catalogue.exercises.iter().map(|exercise| (exercise.id.clone(), &exercise.sources[..])));
    tagged
        .extend(catalogue.programmes.iter().map(|programme| (programme.id.clone(), &programme.sources[..])));
    tagged.extend(all.cards.iter().map(|card| (card.id.clone(), &card.sources[..])));
    tagged.extend(all.rethink.iter().map(|entry| (entry.what.clone(), &entry.sources[..])));
    tagged.extend(all.sets.iter().map(|set| (set.id.clone(), &set.sources[..])));
    assert_eq!(tagged.len(), 57 + 5 + 25 + 16 + 2);
    let mut used = BTreeSet::new();
    for (what, sources) in tagged {
        assert!(!sources.is_empty(), "{what} has no source");
        for tag in sources {
            assert!(all.source(tag).is_some(), "{what}: nothing says what {tag} is");
            used.insert(tag.clone());
        }
    }
    let idle = all.sources.iter().filter(|source| !used.contains(&source.tag)).count();
    assert_eq!(idle, 0, "a source that nothing names: {used:?}");
}

#[test]
fn cards_and_the_rethink_list_are_plain_and_never_promise() {
    let all = education();
    let cards = all.cards.iter().map(|card| (card.id.as_str(), card.text.as_str()));
    let rethink = all.rethink.iter().map(|entry| (entry.what.as_str(), entry.instead.as_str()));
    let sets = all.sets.iter().map(|set| (set.id.as_str(), set.say.as_str()));
    for (id, text) in cards.chain(rethink).chain(sets) {
        assert!(text.ends_with(['.', '?', '!']), "{id}: {text}");
        let plain = format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
        for word in FORBIDDEN {
            assert!(!plain.contains(&format!(" {word} ")), "{id} says \"{word}\": {text}");
        }
    }
    let ids: BTreeSet<&str> = all.cards.iter().map(|card| card.id.as_str()).collect();
    let texts: BTreeSet<&str> = all.cards.iter().map(|card| card.text.as_str()).collect();
    assert_eq!((ids.len(), texts.len()), (25, 25));
}
