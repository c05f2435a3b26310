//! A clinician's plan: its file, what it makes of the next session, and what of it is told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, unreachable_pub)]

#[path = "support/app.rs"]
mod support;

#[path = "engine/rng.rs"]
#[allow(dead_code)]
mod rng;

#[path = "physio/file.rs"]
mod file;
#[path = "physio/plan.rs"]
mod plan;
#[path = "physio/properties.rs"]
mod properties;
#[path = "physio/screens.rs"]
mod screens;

use supple::coach::physio::{Shelf, Unread};
use supple::content::physio_file::{PhysioPlan, parse};
use supple::content::{Catalogue, physio_file};
use support::{Pages, Person};

/// A plan of that name with that text, which has to be right.
fn physio(name: &str, text: &str) -> PhysioPlan {
    let catalogue = Catalogue::builtin().unwrap();
    parse(&format!("plans/{name}.toml"), text, &catalogue).unwrap_or_else(|error| panic!("{error}"))
}

fn shelf(plans: &[(&str, &str)]) -> Shelf {
    Shelf { plans: plans.iter().map(|(name, text)| physio(name, text)).collect(), unread: Vec::new() }
}

fn unreadable() -> Shelf {
    let problems = vec!["plans/back.toml:3:1: a mistake; mend it".to_owned()];
    Shelf { plans: Vec::new(), unread: vec![Unread { name: "back".into(), problems }] }
}

/// Of 47, with a sore low back, moderate, ten minutes; before the first session, checked today.
fn newcomer() -> Person {
    let mut person = Person::at("2026-11-20T18:00:00+00:00", Pages::default());
    person.press("enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x 4 2 y 2");
    person
}

/// The same on the third day, two calm sessions behind them, checked today.
fn third_day() -> Person {
    let mut person = newcomer();
    person.press("enter").play("2");
    person = Person::at("2026-11-21T18:00:00+00:00", person.pages.clone());
    person.press("enter n n n n 4 1 n 4 enter").play("2");
    person = Person::at("2026-11-22T18:00:00+00:00", person.pages.clone());
    person.press("enter n n n n 4 1 n 4");
    person
}

/// The plan of the moment, with these plans of a clinician.
fn plan_with(person: &mut Person, shelf: Shelf) -> supple::domain::plan::Plan {
    person.app.shared.coach.physio = shelf;
    person.app.shared.coach.plan(person.now.wall, None).plan
}

fn check(text: &str) -> Vec<String> {
    let catalogue = Catalogue::builtin().unwrap();
    physio_file::check("p.toml", text, &catalogue).iter().map(ToString::to_string).collect()
}
