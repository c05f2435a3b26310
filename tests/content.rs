//! The catalogue that comes with the program holds together, says only what it may say, and a bad file
//! of a person's own is told at its line and takes nothing else down.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use supple::content::{Catalogue, ContentError, builtin, engine_library, exercise_file, library, own};
use supple::domain::dose::{Dose, Kind};
use supple::domain::exercise::{Block, Exercise, Mode, Position, Sides};
use supple::domain::plan::input::Entry;

const SOURCES: &[&str] = &[
    "S0", "S1", "S2", "S3", "NHSI", "NHS", "CUH", "MDT", "STEN", "TFTF", "BHOF", "BPSTUDY", "PREG",
    "NECKWEB", "NECKREV", "GK",
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

const SUSTAINED: &[&str] = &[
    "prone-on-elbows",
    "wall-plank",
    "knee-plank",
    "forearm-plank",
    "wall-side-plank",
    "knee-side-plank",
    "side-plank",
    "wall-sit-high",
    "wall-sit",
];

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap_or_else(|error| panic!("{error}"))
}

fn library(programme: &str) -> Vec<Entry> {
    engine_library(&catalogue(), programme, &[], &[]).unwrap()
}

fn find<'a>(library: &'a [Entry], id: &str) -> &'a Entry {
    library.iter().find(|entry| entry.id == id).unwrap_or_else(|| panic!("{id} is not in the library"))
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
    let forbidden = [
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
    let catalogue = catalogue();
    for exercise in &catalogue.exercises {
        let id = &exercise.id;
        assert!(exercise.say.split_whitespace().count() <= 12, "{id}: {}", exercise.say);
        assert!((3..=5).contains(&exercise.steps.len()), "{id}");
        assert!((2..=3).contains(&exercise.cues.len()), "{id}");
        for text in words(exercise) {
            assert!(text.chars().count() <= 110, "{id}: {text}");
            let plain = format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
            for word in forbidden {
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
            for word in forbidden {
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
            assert!(SOURCES.contains(&source.as_str()), "{}: {source}", exercise.id);
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

// ---------------------------------------------------------------- the library of the rules

#[test]
fn kinds_follow_mode_block_and_longest_hold() {
    let catalogue = catalogue();
    for exercise in &catalogue.exercises {
        let expected = match exercise.mode {
            Mode::Hold => Kind::Stretch,
            Mode::Minutes => Kind::Minutes,
            Mode::TimedReps if SUSTAINED.contains(&exercise.id.as_str()) => Kind::Sustained,
            Mode::TimedReps => Kind::Hold,
            Mode::Reps if matches!(exercise.block, Block::WarmUp | Block::Mobility | Block::CoolDown) => {
                Kind::Mobility
            }
            Mode::Reps => Kind::Reps,
        };
        assert_eq!(exercise.kind, expected, "{}", exercise.id);
        if exercise.kind == Kind::Sustained {
            assert_eq!((exercise.start.reps, exercise.max.reps), (1, 1), "{}", exercise.id);
        }
    }
    let dose = |id: &str| (catalogue.get(id).unwrap().start, catalogue.get(id).unwrap().max);
    assert_eq!(dose("wall-plank"), (Dose::new(2, 1, 10), Dose::new(3, 1, 30)));
    assert_eq!(dose("prone-on-elbows"), (Dose::new(3, 1, 10), Dose::new(6, 1, 30)));
    assert_eq!(dose("bird-dog"), (Dose::new(1, 3, 3), Dose::new(1, 10, 10)));
    assert_eq!(dose("belly-breathing"), (Dose::new(1, 1, 60), Dose::new(1, 1, 180)));
    assert_eq!(dose("dead-bug"), (Dose::new(1, 2, 0), Dose::new(1, 12, 0)));
    assert_eq!(dose("neck-isometrics"), (Dose::new(1, 8, 3), Dose::new(1, 20, 6)));
    assert_eq!(catalogue.get("double-knee-to-chest").unwrap().step, Dose::new(0, 1, 2));
}

#[test]
fn the_library_leaves_out_walks_and_what_needs_a_shop() {
    let plain = library("low-back-default");
    let ids: BTreeSet<&str> = plain.iter().map(|entry| entry.id.as_str()).collect();
    for id in ["walk", "brisk-walk", "stationary-cycle", "swim", "elliptical", "band-row"] {
        assert!(!ids.contains(id), "{id}");
    }
    assert_eq!(ids.len(), 57 - 6);
    let with_band = engine_library(&catalogue(), "low-back-default", &["band".to_owned()], &[]).unwrap();
    let row = find(&with_band, "band-row");
    assert_eq!((row.ladder.as_deref(), row.level), (Some("shoulder-blade-squeeze"), 2));
    assert_eq!(with_band.len(), 57 - 5);
    assert_eq!(find(&plain, "indoor-march").ladder.as_deref(), Some("indoor-march"));
    for entry in &plain {
        let exercise = catalogue().get(&entry.id).cloned().unwrap();
        assert!(exercise.equipment.iter().all(|thing| library::EVERYDAY.contains(&thing.as_str())));
    }
}

#[test]
fn the_library_carries_rungs_sides_codes_and_whole_doses() {
    let catalogue = catalogue();
    let entries = library("low-back-default");
    for entry in &entries {
        let exercise = catalogue.get(&entry.id).unwrap();
        let floor = matches!(
            exercise.position,
            Position::Supine
                | Position::Prone
                | Position::SideLying
                | Position::Quadruped
                | Position::Kneeling
        );
        assert_eq!(entry.contra.iter().any(|code| code == "FLOOR"), floor, "{}", entry.id);
        assert!(exercise.skip.iter().all(|code| entry.contra.contains(code)), "{}", entry.id);
        assert!(exercise.modify.iter().all(|change| !entry.contra.contains(&change.code)), "{}", entry.id);
        assert_eq!(entry.sides, if exercise.sides == Sides::Each { 2 } else { 1 }, "{}", entry.id);
        assert_eq!(exercise.ladder[entry.level as usize - 1], entry.id);
        assert_eq!(entry.ladder.as_ref(), exercise.ladder.first());
        for dose in [entry.start, entry.step, entry.max] {
            let dose = dose.unwrap();
            assert!(dose.sets.is_some() && dose.reps.is_some() && dose.hold_s.is_some(), "{}", entry.id);
        }
        assert!(!entry.regions.is_empty());
    }
    let rungs = ["sit-to-stand", "wall-sit-high", "wall-sit"].map(|id| {
        let entry = find(&entries, id);
        (entry.ladder.clone().unwrap(), entry.level, entry.kind)
    });
    let ladder = || "sit-to-stand".to_owned();
    assert_eq!(
        rungs,
        [(ladder(), 1, Kind::Reps), (ladder(), 2, Kind::Sustained), (ladder(), 3, Kind::Sustained)]
    );
}

#[test]
fn priorities_follow_the_programme_and_then_the_catalogue() {
    let entries = library("low-back-default");
    let priority = |id: &str| find(&entries, id).priority;
    assert_eq!(priority("cat-cow"), 102); // priority 1, second place
    assert_eq!(priority("seated-cat-cow"), 102); // same ladder, same place
    assert_eq!(priority("pelvic-tilt"), 201);
    assert_eq!(priority("dead-bug"), 203);
    assert_eq!(priority("belly-breathing"), 313);
    assert_eq!(priority("knee-rolls"), 1005); // outside: its place in the catalogue
    // Two items of one ladder: the earlier place counts.
    let entries = library("extension-biased");
    assert_eq!(find(&entries, "prone-lying").priority, 101);
    assert_eq!(find(&entries, "prone-press-up").priority, 101);
}

#[test]
fn a_direction_that_a_programme_leaves_out_is_not_in_its_library() {
    for (programme, without) in [("extension-biased", "flexion"), ("flexion-biased", "extension")] {
        let catalogue = catalogue();
        let entries = library(programme);
        for entry in &entries {
            assert_ne!(catalogue.get(&entry.id).unwrap().spine, without, "{programme}: {}", entry.id);
        }
        let gone = catalogue.exercises.iter().filter(|exercise| exercise.spine == without).count();
        assert!(gone >= 4 && entries.len() == 51 - gone, "{programme}");
    }
}

#[test]
fn who_cannot_lean_back_gets_the_desk_fold_in_its_place() {
    let catalogue = catalogue();
    let place = |conditions: &[String], id: &str| {
        let entries = engine_library(&catalogue, "desk-stiff-10", &[], conditions).unwrap();
        find(&entries, id).priority
    };
    let extsens = ["EXTSENS".to_owned()];
    assert_eq!(place(&[], "standing-back-bend"), 107);
    assert!(place(&[], "supported-childs-pose") > 1000);
    assert_eq!(place(&extsens, "supported-childs-pose"), 107);
    assert!(place(&extsens, "standing-back-bend") > 1000);
}

#[test]
fn an_unknown_programme_is_told_with_the_choice() {
    let error = engine_library(&catalogue(), "low\u{1b}[2Jback", &[], &[]).unwrap_err().to_string();
    assert!(error.contains("there is no programme low\u{fffd}[2Jback"), "{error}");
    assert!(error.contains("choose one of: low-back-default, desk-stiff-10"), "{error}");
}

// ---------------------------------------------------------------- a person's own files

fn good(id: &str) -> String {
    own::template(id)
}

fn add(files: &[(&str, &str)]) -> (Catalogue, Vec<String>) {
    let mut catalogue = catalogue();
    let files: Vec<(String, String)> =
        files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    let problems = own::add(&mut catalogue, &files);
    (catalogue, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn the_template_reads_without_a_mistake() {
    let (catalogue, problems) = add(&[("mine.toml", &good("mine"))]);
    assert_eq!(problems, Vec::<String>::new());
    let mine = catalogue.get("mine").unwrap();
    assert!(!mine.builtin);
    assert_eq!(mine.ladder, ["mine"]);
    assert_eq!(catalogue.exercises.len(), 58);
    assert!(engine_library(&catalogue, "low-back-default", &[], &[]).unwrap().iter().any(|e| e.id == "mine"));
}

#[test]
fn notepad_and_dos_files_are_welcome() {
    let dos = good("mine").replace('\n', "\r\n");
    let mark = format!("\u{feff}{}", good("yours"));
    let (catalogue, problems) = add(&[("dos.toml", &dos), ("mark.toml", &mark)]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(catalogue.get("mine").unwrap().steps.len(), 3);
    assert!(catalogue.get("yours").is_some());
}

#[test]
fn a_bad_file_takes_nothing_else_down() {
    let (catalogue, problems) = add(&[("a.toml", "id = "), ("b.toml", &good("mine"))]);
    assert_eq!(catalogue.exercises.len(), 58);
    assert!(catalogue.get("mine").is_some() && catalogue.get("bird-dog").is_some());
    assert!(
        !problems.is_empty() && problems.iter().all(|problem| problem.starts_with("a.toml:1:")),
        "{problems:?}"
    );
}

#[test]
fn a_clash_of_ids_names_both_and_the_built_in_stays() {
    let (catalogue, problems) = add(&[("mine.toml", &good("bird-dog"))]);
    assert_eq!(
        problems,
        [
            "mine.toml:2:6: My exercise has the id bird-dog, which is already that of Bird-dog, which came with the \
          program; give this one another id; the other stays as it is"
        ]
    );
    assert!(catalogue.get("bird-dog").unwrap().builtin);
    let (catalogue, problems) = add(&[("b.toml", &good("mine")), ("a.toml", &good("mine"))]);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("b.toml:2:6: My exercise has the id mine"), "{}", problems[0]);
    assert!(problems[0].contains("My exercise in a.toml"), "{}", problems[0]);
    assert_eq!(catalogue.exercises.len(), 58);
}

#[test]
fn own_ladders_hold_or_are_told() {
    let link = |id: &str, line: &str| good(id).replacen("\nblock", &format!("\n{line}\nblock"), 1);
    let one = link("one", "harder = \"two\"");
    let two = link("two", "easier = \"one\"");
    let (catalogue, problems) = add(&[("1.toml", &one), ("2.toml", &two)]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(catalogue.ladder("two"), ["one", "two"]);

    for (second, expected) in [
        (good("two"), "1.toml:4:10: harder names two, but two does not name one as easier"),
        (good("three"), "1.toml:4:10: harder names two, which does not exist or was left out"),
        (
            link("three", "easier = \"one\""),
            "1.toml:4:10: harder names two, which does not exist or was left out",
        ),
        ("id = 5".to_owned(), "1.toml:4:10: harder names two, which does not exist or was left out"),
    ] {
        let (catalogue, problems) = add(&[("1.toml", &one), ("2.toml", &second)]);
        assert!(problems.iter().any(|problem| problem.starts_with(expected)), "{problems:?}");
        assert!(catalogue.get("one").is_none());
    }
    let (_, problems) = add(&[("1.toml", &link("one", "harder = \"bird-dog\""))]);
    assert!(problems[0].contains("harder names bird-dog, which came with the program"), "{problems:?}");
    let (_, problems) = add(&[("1.toml", &link("one", "easier = \"one\""))]);
    assert!(problems[0].contains("easier names the exercise itself"), "{problems:?}");

    let circle = |id: &str, next: &str| link(id, &format!("easier = \"{next}\"\nharder = \"{next}\""));
    let (catalogue, problems) = add(&[("1.toml", &circle("one", "two")), ("2.toml", &circle("two", "one"))]);
    assert!(problems.iter().any(|problem| problem.contains("goes round in a circle")), "{problems:?}");
    assert_eq!(catalogue.exercises.len(), 57);
}

#[test]
fn too_many_files_are_told_and_not_read() {
    let files: Vec<(String, String)> =
        (0..505).map(|n| (format!("{n:03}.toml"), good(&format!("own-{n}")))).collect();
    let mut catalogue = catalogue();
    let problems = own::add(&mut catalogue, &files);
    assert_eq!(catalogue.exercises.len(), 557);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].to_string().starts_with("500.toml:1:1: there are 505 exercise files"));
}

/// One line of the template is replaced; the answer names that line and says these words.
#[test]
fn hostile_and_clumsy_files_are_told_at_their_line() {
    const TABLE: &[(&str, &str, &str)] = &[
        // (line that begins like this, what stands there instead, what the message must hold)
        ("name", "name = \"a\\q\"", "there is a backslash here that means nothing"),
        ("name", "name = 5", "name is the number 5; write a text in double quotes"),
        ("name", "name = \"\"", "name is empty"),
        ("name", "name = \"   \"", "name is empty"),
        ("name", "name = \"My exercise", "this text does not end"),
        ("name", "name = My exercise", "without quotes"),
        ("name", "name =", "there is no value after the ="),
        ("name", "nmae = \"My exercise\"", "nmae is not a key of an exercise; did you mean name?"),
        ("name", "id = \"again\"", "this key is given twice"),
        ("name", "name = \"a\\u001b[2J\"", "name has a control character"),
        ("name", "name = \"a\\u202eb\"", "name has a control character or an invisible character"),
        ("name", "name = \"a\u{7}b\"", "does not belong there"),
        ("name", "name = \"a\u{0}b\"", "there is a NUL character here"),
        ("name", "name = \"a\u{feff}b\"", "invisible character"),
        (
            "name",
            "name = \"A name that goes on for longer than anyone could read\"",
            "characters long; keep it to 40",
        ),
        ("id", "id = \"Bird Dog\"", "id is \"Bird Dog\", which cannot be an id"),
        ("id", "id = \"../../etc/passwd\"", "which cannot be an id"),
        ("block", "block = \"warmup\"", "block is \"warmup\", which is not a choice; did you mean warm-up?"),
        ("block", "block = [\"warm-up\"]", "block is a list; write one of: warm-up"),
        ("mode", "mode = true", "mode is true, a yes or no"),
        ("mode", "mode = 2026-11-20", "mode is a date or a time"),
        ("start", "start = { reps = nan }", "start.reps is nan, which is not a whole number"),
        ("start", "start = { reps = 1e308 }", "start.reps is 1e308, which is not a whole number"),
        ("start", "start = { reps = -1 }", "start.reps is -1; write a whole number from 1 to 50"),
        ("start", "start = { reps = 0 }", "start.reps is 0; write a whole number from 1 to 50"),
        ("start", "start = { reps = \"3\" }", "start.reps is the text \"3\"; write a whole number"),
        (
            "start",
            "start = { reps = 3, sets = 65536 }",
            "start.sets is 65536; write a whole number from 1 to 5",
        ),
        ("start", "start = { reps = 99999999999999999999999999 }", "start.reps is 9999"),
        ("start", "start = { reps = 3, hold_s = 5 }", "start.hold_s is not a key of a dose"),
        ("start", "start = {}", "the key start.reps is missing; add reps = 1"),
        ("start", "start = 3", "start is the number 3; write a group in braces"),
        ("start", "start = { reps = 3", "does not end"),
        ("max", "max = { reps = 2 }", "start.reps is 3, but max.reps is 2"),
        ("max", "max = { reps = 3 }", "a step moves reps, but start and max are both 3"),
        ("step ", "step = { sets = 1 }", "reps goes from 3 to 8, but no step moves it"),
        (
            "tempo",
            "tempo = { out_s = 2, back_s = 99 }",
            "tempo.back_s is 99; write a whole number from 0 to 60",
        ),
        ("tempo", "tempo = { out_s = 2 }", "the key tempo.back_s is missing"),
        ("regions", "regions = []", "regions has 0 entries; give it 1 to 2"),
        ("regions", "regions = [\"knee\"]", "regions has an unknown word, \"knee\""),
        ("regions", "regions = [\"back\", \"back\"]", "regions has \"back\" twice"),
        ("skip", "skip = [\"KNEES\"]", "did you mean KNEE?"),
        ("skip", "tags = [\"relief\"]", "the tag relief is kept for exercises that came with the program"),
        ("skip", "modify.KNEEL = \"x\"", "modify.KNEEL is not known; did you mean KNEE?"),
        ("skip", "modify = 3", "modify is the number 3"),
        ("cues", "cues = [ \"One\" ]\nold = [", "cues has 1 entries; give it 2 to 3"),
        (
            "say",
            "say = \"one two three four five six seven eight nine ten eleven twelve thirteen\"",
            "more than 12 words",
        ),
        ("say", "[[[[", "cannot be read"),
        ("say", "\u{1b}]52;c;AAAA\u{7}", "cannot be read"),
    ];
    let mut missed = Vec::new();
    for (begin, instead, expected) in TABLE {
        let template = good("mine");
        let line = template.lines().position(|line| line.starts_with(begin)).unwrap() + 1;
        let text: Vec<&str> =
            template.lines().enumerate().map(|(n, old)| if n + 1 == line { *instead } else { old }).collect();
        let (catalogue, problems) = add(&[("mine.toml", &text.join("\n"))]);
        assert_eq!(catalogue.exercises.len(), 57, "{instead:?} was taken");
        let here = format!("mine.toml:{line}:");
        let told = problems.iter().find(|problem| problem.contains(expected));
        let Some(told) = told else {
            missed.push(format!("{instead:?}: {expected:?} is not in {problems:#?}"));
            continue;
        };
        // A dose is compared after all of it is read, so max may be blamed on its own line or step's.
        let near = ["max", "step "].contains(begin);
        assert!(near || told.starts_with(&here), "{instead:?}: {told}");
        for problem in &problems {
            assert!(!problem.chars().any(char::is_control), "{problem:?}");
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_missing_key_is_named_with_an_example() {
    for key in [
        "id",
        "name",
        "block",
        "position",
        "laterality",
        "mode",
        "start",
        "max",
        "spine",
        "regions",
        "say",
        "breath",
        "feel",
        "pain_note",
        "sources",
    ] {
        let template = good("mine");
        let text: Vec<&str> =
            template.lines().filter(|line| !line.starts_with(&format!("{key} ="))).collect();
        let (_, problems) = add(&[("mine.toml", &text.join("\n"))]);
        let expected = format!("mine.toml:1:1: the key {key} is missing; add {key} = ");
        assert!(problems.iter().any(|problem| problem.starts_with(&expected)), "{key}: {problems:?}");
    }
}

#[test]
fn every_mistake_of_a_file_is_told_at_once() {
    let text =
        good("mine").replace("\"back\"", "\"leg\"").replace("reps = 3", "reps = 0").replace("\"both\"", "2");
    let (_, problems) = add(&[("mine.toml", &text)]);
    assert_eq!(problems.len(), 3, "{problems:?}");
}

#[test]
fn columns_count_characters_not_bytes() {
    let text = good("mine").replace("name = \"My exercise\"", "name = \"Übung ☃\"; x = 1");
    let (_, problems) = add(&[("mine.toml", &text)]);
    assert!(problems[0].starts_with("mine.toml:3:17: "), "{problems:?}");
}

#[test]
fn the_picture_shows_the_line_and_no_control_characters() {
    let text = good("mine").replace("block = \"mobility\"", "block = \"mob\tility\u{85}\" ");
    let mut catalogue = catalogue();
    let problems = own::add(&mut catalogue, &[("m\u{1b}ine.toml".to_owned(), text)]);
    let picture = problems[0].picture();
    assert!(picture.contains("m\u{fffd}ine.toml:4:9"), "{picture}");
    assert!(picture.contains("4 | block = \"mob ility"), "{picture}");
    assert!(picture.contains('^'), "{picture}");
    assert!(!picture.chars().any(|c| c.is_control() && c != '\n'), "{picture:?}");
}

#[test]
fn not_utf8_is_told_with_its_line() {
    let told =
        |bytes: &[u8]| own::text_of("mine.toml", bytes).map_err(|error: ContentError| error.to_string());
    let utf16: Vec<u8> =
        [0xfeff_u16].into_iter().chain("id = 1".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(
        told(&utf16).unwrap_err().starts_with("mine.toml:1:1: this file is saved as UTF-16; save it again")
    );
    let big_endian: Vec<u8> =
        [0xfeff_u16].into_iter().chain("id = 1".encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert!(told(&big_endian).unwrap_err().contains("UTF-16"));
    let error = told(b"id = \"a\"\nname = \"\xff\"").unwrap_err();
    assert!(error.starts_with("mine.toml:2:9: there is a character here that is not UTF-8"), "{error}");
    assert!(told(&vec![b'a'; 1024 * 1024 + 1]).unwrap_err().contains("larger than 1 MiB"));
    assert_eq!(told(b"id = 1"), Ok("id = 1".to_owned()));
}

/// A file that was cut short is never taken for a whole one, wherever the cut is.
#[test]
fn a_file_cut_anywhere_is_told() {
    for (file, whole) in [builtin::EXERCISES[3], builtin::EXERCISES[30]] {
        let whole = whole.trim_end();
        for cut in 0..whole.len() {
            let Some(text) = whole.get(..cut) else { continue };
            let error = exercise_file::parse(file, text, true).expect_err(text).to_string();
            assert!(error.starts_with(&format!("{file}:")), "{error}");
        }
        assert!(exercise_file::parse(file, whole, true).is_ok());
    }
}

/// Any byte of a file replaced by any of these: an answer, not a crash.
#[test]
fn a_file_with_one_wrong_character_never_crashes() {
    let whole = good("mine");
    let mut told = 0;
    for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
        for wrong in
            ["\"", "[", "{", "}", "]", "=", "\n", "\r", "\0", ".", "#", "\\", "☃", "\u{301}", "9", ""]
        {
            let text = format!("{}{wrong}{}", &whole[..at], &whole[at + 1..]);
            if let Err(error) = exercise_file::parse("mine.toml", &text, false) {
                told += 1;
                assert!(!error.problems.is_empty());
                for problem in &error.problems {
                    assert!(problem.line >= 1 && problem.line <= text.split('\n').count(), "{problem}");
                    assert!(!problem.picture().is_empty());
                }
            }
        }
    }
    assert!(told > 2000, "{told}");
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}

#[test]
fn huge_and_deep_files_are_answered_at_once() {
    let table: Vec<(&str, String)> = vec![
        ("larger than 1 MiB", "a".repeat(1024 * 1024 + 1)),
        ("nested too deeply", format!("id = {}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("", format!("id = {}", "{ a = ".repeat(100_000))),
        ("", "[".repeat(1_000_000)),
        ("", "a.".repeat(500_000)),
        ("not a key of an exercise", numbered(100_000, |n| format!("k{n}=1\n"))),
        ("", "[[a]]\n".repeat(170_000)),
        ("", "=\n".repeat(500_000)),
        ("characters long", format!("id = \"{}\"", "a".repeat(1_000_000))),
        ("control character", format!("name = \"a{}\"", "\\u0001".repeat(100_000))),
        ("characters long", format!("name = \"a{}\"", "\u{301}".repeat(100_000))),
        ("this file is empty", String::new()),
        ("this file is empty", " \n\t\r\n ".to_owned()),
        ("", format!("modify = {{ {} }}", numbered(50_000, |n| format!("K{n}=\"\",")))),
        ("entries", format!("steps = [{}]", "\"a\",".repeat(200_000))),
    ];
    for (expected, text) in table {
        let start = Instant::now();
        let error = exercise_file::parse("mine.toml", &text, false).unwrap_err();
        let took = start.elapsed();
        let told = error.to_string();
        assert!(told.starts_with("mine.toml:"), "{told}");
        assert!(told.contains(expected), "{expected:?} is not in {told}");
        assert!(told.len() < 20_000, "{} bytes of message", told.len());
        assert!(took < Duration::from_secs(5), "{took:?} for a file of {} bytes", text.len());
    }
}

/// Texts made of pieces of real ones: never a crash, and what is taken keeps its bounds.
#[test]
fn shuffled_files_never_crash() {
    let mut seed = 0x5eed_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let lines: Vec<&str> = builtin::EXERCISES.iter().flat_map(|(_, text)| text.lines()).collect();
    for _ in 0..2000 {
        let base: Vec<&str> = builtin::EXERCISES[next(57)].1.lines().collect();
        let mut text: Vec<&str> = base.clone();
        for _ in 0..=next(4) {
            let at = next(text.len());
            match next(3) {
                0 => text[at] = lines[next(lines.len())],
                1 => text.insert(at, lines[next(lines.len())]),
                _ => drop(text.remove(at)),
            }
        }
        if let Ok(exercise) = exercise_file::parse("mine.toml", &text.join("\n"), true) {
            assert!(exercise.start.sets <= exercise.max.sets && exercise.max.sets <= 10);
            assert!(exercise.start.reps <= exercise.max.reps && exercise.max.reps <= 50);
            assert!(exercise.start.hold_s <= exercise.max.hold_s && exercise.max.hold_s <= 5400);
        }
    }
}
