//! The first session, for each kind of person and time: sensible, whole, and inside the budget.

use supple::domain::dose::Group;
use supple::domain::plan::output::{Mode, Plan};
use supple::domain::profile::Settle;
use supple::domain::screening::answer::Value;
use supple::journal::event::Moment;

use super::someone::{Someone, at};

const NOW: &str = "2026-11-20T09:00";

fn first(area: &str, floor: bool, (usual, settle): (u8, Settle), minutes: u32) -> (Plan, Someone) {
    let mut someone = Someone::ready(NOW);
    someone.answer(NOW, "whole", Moment::Intake, "area", Value::Picks(vec![area.into()]));
    someone.profile(NOW, usual, settle, floor, minutes);
    (someone.coach.plan(at(NOW), None).plan, someone)
}

#[test]
fn every_first_session_is_whole_fits_and_is_for_that_person() {
    let calm = [(2, Settle::Under15, 8), (5, Settle::Upto60, 6), (8, Settle::Over60, 4)];
    for area in ["low_back", "neck"] {
        for floor in [true, false] {
            for (usual, settle, most) in calm {
                for minutes in [5, 10, 15, 30] {
                    let who = format!("{area} floor={floor} usual={usual} {minutes} min");
                    let (plan, someone) = first(area, floor, (usual, settle), minutes);
                    assert_eq!(plan.mode, Mode::Start, "{who}");
                    assert!(plan.est_seconds <= minutes * 60, "{who}: {} s", plan.est_seconds);
                    assert!((3..=most).contains(&plan.exercises.len()), "{who}: {}", plan.exercises.len());
                    for group in [Group::Mobility, Group::Core] {
                        assert!(plan.exercises.iter().any(|item| item.group == group), "{who}: no {group:?}");
                    }
                    for item in &plan.exercises {
                        let exercise = someone.coach.catalogue.get(&item.id).unwrap();
                        assert!(floor || !exercise.position.on_floor(), "{who}: {}", item.id);
                        let place = if area == "neck" { "neck" } else { "back" };
                        assert!(exercise.regions.iter().any(|region| region == place), "{who}: {}", item.id);
                        assert!(!item.reason.is_empty() && !item.sources.is_empty(), "{who}: {}", item.id);
                    }
                    let walk = plan.aerobic.map(|walk| walk.minutes);
                    assert_eq!(walk, Some(if usual >= 7 { 5 } else { 10 }), "{who}");
                }
            }
        }
    }
}

#[test]
fn a_neck_turns_its_head_with_or_without_the_floor() {
    for floor in [true, false] {
        let (plan, someone) = first("neck", floor, (5, Settle::Upto60), 10);
        assert_eq!(someone.coach.programme(), "neck-upper-back");
        assert_eq!(plan.exercises[0].id, "neck-rotation", "floor={floor}");
    }
    let (_, someone) = first("low_back", false, (5, Settle::Upto60), 10);
    assert_eq!(someone.coach.programme(), "desk-stiff-10");
}

#[test]
fn high_irritability_starts_smaller() {
    let (calm, _) = first("low_back", true, (2, Settle::Under15), 15);
    let (sore, _) = first("low_back", true, (8, Settle::Over60), 15);
    assert!(sore.est_seconds < calm.est_seconds / 2 + 30, "{} {}", sore.est_seconds, calm.est_seconds);
    assert!(sore.exercises.iter().all(|item| item.level <= 1));
    assert!(sore.refer.codes.iter().any(|code| code == "usual_pain_high"), "{:?}", sore.refer);
}
