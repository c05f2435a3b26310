//! By keys, and at every size.

use ratatui::buffer::Cell;
use supple::figure::Glyphs;
use supple::tui::theme::Theme;
use supple::tui::widgets::figure::Drawing;

use super::support::{Pages, Person};
use super::{NOW, demo_pages};

const TITLES: [&str; 6] = [
    "Pain over time",
    "Your exercises, step by step",
    "Your weeks",
    "What you want to do again",
    "Expected, and what happened",
    "Left and right",
];

fn charts() -> Person {
    let mut person = Person::at(NOW, demo_pages());
    person.press("t").see("Pain over time").see("4 weeks");
    person
}

#[test]
fn digits_choose_the_chart_and_each_opens_with_its_sentence() {
    let mut person = charts();
    for (key, title, sentence) in [
        ("2", TITLES[1], "exercises with a dose in this range"),
        ("3", TITLES[2], "of 5 to 7 days in the last seven"),
        ("4", TITLES[3], "What you want to do again: 3 at first, 6.3 now: a change that people notice."),
        ("5", TITLES[4], "tries: you expected"),
        ("6", TITLES[5], "Over the last 6 sessions the sides kept together."),
        ("1", TITLES[0], "Median 6 in your first week, 1 in the last: down 5, a change that people notice."),
    ] {
        person.press(key).see(title).see(sentence);
    }
    // Digits without a chart change nothing.
    person.press("7 8 9").see(TITLES[0]);
}

#[test]
fn the_cursor_reads_out_its_day_and_stops_at_both_ends() {
    let mut person = charts();
    person.see("Fri 20 November: no score, 7-day median 1");
    person.press("right").see("Fri 20 November:");
    person.press("left").see("Thu 19 November: pain 1, 7-day median 1");
    person.press("pgup").see("Thu 12 November: no score, 7-day median 2");
    person.press("home").see("Sat 24 October:").press("left*3").see("Sat 24 October:");
    person.press("end").see("Fri 20 November:");
    // A break and a flare are told with the day.
    person.press("+ home pgdn*7").see("11 days without a session");
}

#[test]
fn ranges_end_at_both_ends_and_a_shorter_one_keeps_the_cursor_in_sight() {
    let mut person = charts();
    for range in ["12 weeks", "1 year", "all of it", "all of it"] {
        person.press("+").see(range);
    }
    person.press("home").see("Fri 28 August: pain 6").press("- - - -").see("2 weeks").see("Sat 7 November:");
    person.press("-").see("2 weeks");
}

#[test]
fn a_year_is_read_out_by_columns_and_every_day_of_it_once() {
    let mut person = charts();
    person.press("+ +").see("16 to 20 November: 7-day median 1.5, pain 1.5 (median of 2)");
    person.press("left").see("11 to 15 November");
}

#[test]
fn every_chart_is_a_table_on_one_key_with_the_same_numbers() {
    let mut person = charts();
    person.press("+");
    for (key, row) in [
        ("1", "Thu 19 Nov 1 1"),
        ("2", "Sat 14 Nov Pelvic tilt, 5 reps all up"),
        ("3", "Mon 2 Nov 5 5 178"),
        ("4", "Carry the shopping home 7"),
        ("5", "Cat-cow on all fours 5 3"),
        ("6", "Thu 19 Nov 133 131"),
    ] {
        person.press(key).press("w").see(row).press("w").unseen(row);
    }
    // Down goes to older rows, and the table is left before the charts are.
    person.press("1 w down*3").see("› Wed 11 Nov 2 2").press("up").see("› Sat 14 Nov");
    person.press("home").see("› Sat 29 Aug").press("esc").see("Day by day");
    person.press("esc").unseen("Pain over time");
}

#[test]
fn a_step_of_a_dose_says_why_in_the_words_of_the_rules() {
    let mut person = charts();
    person.press("2");
    while !person.screen().contains("Pelvic tilt (") {
        person.press("n");
    }
    let mut days = 0;
    while !person.screen().contains("; up, it was 4 reps.") {
        person.press("left");
        days += 1;
        assert!(days < 28, "no step up in four weeks");
    }
    person.see(
        "Pelvic tilt, 5 reps; up, it was 4 reps. Why: Two calm sessions at 4 reps, so 5 reps. Nothing else",
    );
    person.press("end");
    // A day without a session tells of the last one.
    person.see("Fri 20 November: no session; Thu 19 November: Pelvic tilt");
    person.press("down").unseen("Pelvic tilt (").press("up").see("Pelvic tilt (").press("n");
    person.unseen("Pelvic tilt (");
}

#[test]
fn the_calendar_turns_from_minutes_to_sessions() {
    let mut person = charts();
    person.press("3").see("37").see("to 39 min").see("Fri 20 November: no session").unseen("days with");
    person.press("m").unseen("37").see("more sessions");
    person.press("space").see("to 39 min");
}

#[test]
fn every_size_every_glyph_with_and_without_colour() {
    for (colour, glyphs) in
        [(true, Glyphs::Braille), (false, Glyphs::Quadrant), (false, Glyphs::Octant), (false, Glyphs::Ascii)]
    {
        let mut person = Person::with(NOW, demo_pages(), Theme::new(colour));
        person.app.shared.drawing = Drawing { glyphs, still: true };
        person.press("t");
        let sizes = [(40, 12), (200, 60), (1, 1), (8, 3), (20, 5), (60, 16), (80, 24), (120, 40)];
        for size in sizes.into_iter().take(if colour { sizes.len() } else { 2 }) {
            person.size = size;
            for key in ["1", "2", "3", "4", "5", "6"] {
                for range in ["- - - -", "+", "+", "+", "+"] {
                    person.press(key).press(range).press("w").press("w left right");
                    if size.0 < 40 {
                        continue;
                    }
                    let screen = person.screen();
                    let title = TITLES[key.parse::<usize>().unwrap() - 1];
                    assert!(screen.contains(&title[..20.min(title.len())]), "{title} {size:?}\n{screen}");
                    assert!(screen.lines().all(|line| line.chars().count() <= usize::from(size.0)));
                    if glyphs == Glyphs::Ascii {
                        let drawn: String = person.buffer().content().iter().map(Cell::symbol).collect();
                        let fine = |c: &char| ('\u{2500}'..'\u{2900}').contains(c) && !"›▲▼✓".contains(*c);
                        assert_eq!(drawn.chars().find(fine), None, "{title} {size:?}\n{screen}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_small_window_has_the_sentence_first_and_still_a_picture() {
    let mut person = charts();
    person.size = (40, 12);
    person.see("Median 6 in your first week, 1 in the last: down 5").see("10 ┈").see("0 ┈").see("▲");
    person.press("3").see("Mon").see("Sun");
}

#[test]
fn nothing_told_yet_is_no_fault() {
    let pages = Pages::default();
    let mut person = Person::at("2026-11-20T18:00:00+00:00", pages);
    person.press("enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 6 x 6 2 y 2").press("t");
    for (key, sentence) in [
        ("1", "1 of 3 days with a score in your first week so far: too few to say."),
        ("2", "No session in this range: no doses to show."),
        ("3", "0 of 5 to 7 days in the last seven. 0 of 2 whole weeks so far: too few to say more."),
        ("4", "Nothing is followed in this range."),
        ("5", "No movement that worries you was tried in this range."),
        ("6", "No exercise for each side in this range."),
    ] {
        person.press(key).see(sentence).press("w w left right home end n + + + - -").see(sentence);
    }
}
