//! A journal of the first format, written on 20 November 2026 and never edited since.
use std::fs;
use crate::home::lines;
use crate::support::{Pages, Person};
#[test]
#[ignore]
fn make() {
    let mut p = Person::at("2026-10-12T18:30:00+02:00", Pages::default());
    p.press("enter 1").press("1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x").press("4 2 y 2");
    p.press("enter").play("2");
    let pages = p.pages.clone();
    for (time, rating, pain) in [("2026-10-13T18:40:00+02:00","2", "4"),("2026-10-14T07:15:00+02:00","3", "5"),("2026-10-16T18:05:00+02:00","1","3"),("2026-10-25T20:05:00+01:00","2","2")] {
        let mut p = Person::at(time, pages.clone());
        p.press("enter n*4").press(pain);
        for _ in 0..12 {
            let s = p.screen();
            if !(s.contains("Before you start") || s.contains("How was it") || s.contains("exercises, about") || s.contains("last session")) { break; }
            eprintln!("{s}");
            if s.contains("exercises, about") { p.press("enter"); }
            else if s.contains("10 is the worst") { p.press(pain); }
            else if s.contains("as usual, worse") { p.press("1"); } else { p.press("n"); }
        }
        eprintln!("{}", p.screen());
        p.play(rating);
    }
    fs::write("/tmp/wt/verbs/tests/journal/v1.jsonl", lines(&pages.0.borrow())).unwrap();
}
