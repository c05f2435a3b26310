//! What the progression rules are given: kinds, rungs, codes, priorities, and what is left out.

use std::collections::BTreeSet;

use supple::content::{engine_library, library};
use supple::domain::dose::{Dose, Kind};
use supple::domain::exercise::{Block, Mode, Position, Sides};
use supple::domain::plan::input::Entry;

use super::catalogue;

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

fn library(programme: &str) -> Vec<Entry> {
    engine_library(&catalogue(), programme, &[], &[]).unwrap()
}

fn find<'a>(library: &'a [Entry], id: &str) -> &'a Entry {
    library.iter().find(|entry| entry.id == id).unwrap_or_else(|| panic!("{id} is not in the library"))
}

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
fn the_rung_that_a_programme_enters_at_is_level_1_and_the_one_below_it_level_0() {
    let catalogue = catalogue();
    for programme in &catalogue.programmes {
        let entries = engine_library(&catalogue, &programme.id, &[], &[]).unwrap();
        // Of two items of one ladder the earlier place counts, by priority and then in the order of play.
        let mut items: Vec<_> = programme.items.iter().filter(|item| item.priority != 4).collect();
        items.sort_by_key(|item| item.priority);
        for entry in &entries {
            let ladder = catalogue.ladder(&entry.id);
            let rung = ladder.iter().position(|id| *id == entry.id).unwrap();
            let entered = items.iter().find_map(|item| ladder.iter().position(|id| *id == item.entry));
            let expected = rung + 1 - entered.unwrap_or(0).min(rung + 1);
            assert_eq!(entry.level as usize, expected, "{} in {}", entry.id, programme.id);
        }
    }
    let entries = library("low-back-default");
    let level = |id: &str| find(&entries, id).level;
    assert_eq!((level("seated-cat-cow"), level("cat-cow")), (0, 1));
    let entries = library("desk-stiff-10");
    let level = |id: &str| find(&entries, id).level;
    assert_eq!((level("seated-cat-cow"), level("cat-cow")), (1, 2));
}

#[test]
fn no_programme_enters_a_ladder_higher_than_its_second_rung() {
    let catalogue = catalogue();
    for programme in &catalogue.programmes {
        let entries = programme.items.iter().map(|item| &item.entry);
        for entry in entries.chain(programme.swaps.iter().map(|swap| &swap.use_instead)) {
            let rung = catalogue.ladder(entry).iter().position(|id| id == entry).unwrap();
            assert!(rung <= 1, "{} enters {entry} at rung {}", programme.id, rung + 1);
        }
    }
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
    assert_eq!(place(&[], "standing-back-bend"), 108);
    assert!(place(&[], "supported-childs-pose") > 1000);
    assert_eq!(place(&extsens, "supported-childs-pose"), 108);
    assert!(place(&extsens, "standing-back-bend") > 1000);
}

#[test]
fn an_unknown_programme_is_told_with_the_choice() {
    let error = engine_library(&catalogue(), "low\u{1b}[2Jback", &[], &[]).unwrap_err().to_string();
    assert!(error.contains("there is no programme low\u{fffd}[2Jback"), "{error}");
    assert!(error.contains("choose one of: low-back-default, desk-stiff-10"), "{error}");
}
