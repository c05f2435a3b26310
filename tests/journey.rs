//! One pain score, from the key that gives it to the disk, to the next plan, and to the chart.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;

use std::time::Duration;

use supple::cli::open;
use supple::clock::Now;
use supple::coach::chart;
use supple::domain::plan::output::Change;
use supple::journal::keeper::Keeper;
use supple::journal::past;
use supple::journal::store::{IfMissing, Places, Store};
use supple::journal::writer::Writer;
use supple::tui::app::{App, Shared};
use supple::tui::theme::Theme;
use support::{Pages, Person, at};

const TODAY: &str = "2026-11-20T09:00:00+00:00";
const TOMORROW: &str = "2026-11-21T09:00:00+00:00";

#[test]
fn one_score_from_the_key_to_the_next_plan() {
    // A folder with no journal, and the program over it as `supple` puts it together.
    let folder = tempfile::tempdir().unwrap();
    let places = Places::new(&folder.path().join("data"), &folder.path().join("state"));
    let store = Store::open(places.clone(), IfMissing::BeginAnew).unwrap().store;
    let keeper = Keeper::new(Writer::spawn(store).unwrap());
    let now = Now { wall: at(TODAY), mono: Duration::from_secs(1) };
    let shared = Shared::new(open::coach(Vec::new()).unwrap(), Box::new(keeper), Theme::new(true), now);
    let mut person = Person { app: App::new(shared), pages: Pages::default(), now, size: (80, 24) };
    person.see("not a medical device");

    // Region, safety check, profile (usual pain 4), and the first exercise, which is cat-cow.
    person.press("enter 1").press("1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x").press("4 2 y 2");
    person.press("enter").until("Cat-cow on all fours: the worst pain during it, 0 to 10?");

    // THE KEY: pain 8. It is above what this person's exercises may hurt, so the session ends here.
    person.press("8").see("Enough for today").see("Your pain has gone up since the start.").see("[D]");

    // The program ends, and says that all is on the disk.
    person.app.close().unwrap_or_else(|unsaved| panic!("{unsaved:?}"));
    let file = std::fs::read_to_string(&places.journal).unwrap();
    let line = file.lines().find(|line| line.contains(r#""when":"exercise""#)).unwrap();
    assert!(line.contains(r#""exercise":"cat-cow","score":8"#), "{line}");

    // A coach that knows nothing but the file.
    let mut loaded = supple::journal::reader::read(file.as_bytes());
    let (events, reading) = past::events(&mut loaded, at(TOMORROW));
    assert!(loaded.problems.is_empty() && reading.unusable.is_empty());
    let coach = open::coach(events).unwrap();
    assert_eq!(coach.history.sessions[0].exercises[0].pain.unwrap().get(), 8);

    // The next plan: cat-cow gives way to its easier form, and the reason names the number.
    let plan = coach.plan(at(TOMORROW), None).plan;
    let eased = plan.exercises.iter().find(|item| item.ladder == "seated-cat-cow").unwrap();
    assert_eq!((eased.id.as_str(), eased.change), ("seated-cat-cow", Change::Regress));
    assert!(eased.reason.contains('8'), "{}", eased.reason);

    // The chart has its point of that day: how the day was when it was checked, the 4, and not the worst
    // moment of one exercise, or a hard exercise would look like a bad week.
    let series = chart::of(&coach.history, chart::Range::Days(14), at(TOMORROW).date_naive());
    let day = series.days.iter().find(|day| day.date == at(TODAY).date_naive()).unwrap();
    assert_eq!(day.pain, Some(4));
}
