//! What the charts say and mark, from journals written for it.

use chrono::NaiveDate;
use supple::cli::open;
use supple::coach::chart::{Chart, Kind, Range, Sort};
use supple::domain::dose::Dose;
use supple::domain::history::PlannedItem;
use supple::domain::plan::input::Mode;
use supple::domain::score::Score;
use supple::domain::screening::tier::Tier;
use supple::journal::event::{
    FlagCleared, FlagRaised, FlareDeclared, GoalRated, HoldDone, ItemEnded, ItemStarted, PainRated,
    ProfileSet, SessionEnded, SessionStarted, Side, TryExpected, WalkDone, When, WithinLimit, WorryRated,
};

use super::Lines;

fn score(value: u8) -> Score {
    Score::new(value).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn chart(lines: Lines, kind: Kind, weeks: u64) -> Chart {
    open::coach(lines.0).unwrap().chart(kind, Range::Days(weeks * 7), day("2026-11-20"))
}

fn pain(lines: &mut Lines, day: &str, value: u8) {
    let rated =
        PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score: score(value) };
    lines.say(day, rated);
}

/// A session with one stretch on both sides; its id.
fn session(lines: &mut Lines, day: &str, exercise: &str, held: [u32; 2], felt: Option<u8>) -> String {
    let dose = Dose::new(1, 1, 20);
    let item = PlannedItem { exercise: exercise.into(), dose, sides: 2 };
    let session = lines.say(
        day,
        SessionStarted {
            mode: Mode::Normal,
            minutes: 10,
            items: vec![item],
            aerobic: None,
            rules: "1".into(),
            plans: Vec::new(),
        },
    );
    let (id, name) = (session.clone(), exercise.to_owned());
    lines.say(day, ItemStarted { session: id.as_str().into(), item: 0, exercise: name.clone() });
    for (side, held_s) in [Side::Left, Side::Right].into_iter().zip(held) {
        let (session, exercise) = (id.clone(), name.clone());
        lines.say(
            day,
            HoldDone {
                session: session.into(),
                item: 0,
                exercise,
                side: Some(side),
                nth: 1,
                asked_s: 20,
                held_s,
            },
        );
    }
    lines.say(
        day,
        ItemEnded { session: id.as_str().into(), item: 0, exercise: name.clone(), done: dose, stop: None },
    );
    match felt {
        Some(felt) => lines.say(
            day,
            PainRated {
                session: Some(id.as_str().into()),
                when: When::Exercise,
                item: Some(0),
                exercise: Some(name),
                score: score(felt),
            },
        ),
        None => lines.say(day, WithinLimit { session: id.as_str().into(), items: vec![0] }),
    };
    lines.say(day, SessionEnded { session: id.into(), complete: true });
    session
}

#[test]
fn pain_says_down_up_within_the_band_and_too_few() {
    for (first, last, words) in [
        (5, 3, "Median 5 in your first week, 3 in the last: down 2, a change that people notice."),
        (
            3,
            5,
            "Median 3 in your first week, 5 in the last: up 2. Worth talking over with someone who can look at it.",
        ),
        (
            5,
            4,
            "Median 5 in your first week, 4 in the last: no clear change yet. Weeks count here, not single days.",
        ),
        (1, 1, "Median 1 in your first week, 1 in the last: low and steady."),
    ] {
        let mut lines = Lines::default();
        for day in ["2026-10-20", "2026-10-21", "2026-10-22"] {
            pain(&mut lines, day, first);
        }
        for day in ["2026-11-17", "2026-11-18", "2026-11-20"] {
            pain(&mut lines, day, last);
        }
        let chart = chart(lines, Kind::Pain, 12);
        assert_eq!(chart.sentence, words);
        let band = chart.panels[0].band.unwrap();
        let inside = f64::from(last) >= band.low && f64::from(last) <= band.high;
        assert_eq!(inside, words.contains("no clear change") || words.contains("low and steady"), "{words}");
    }
    let mut lines = Lines::default();
    pain(&mut lines, "2026-11-19", 4);
    let few = chart(lines, Kind::Pain, 4);
    assert_eq!(few.sentence, "1 of 3 days with a score in your first week so far: too few to say.");
    assert_eq!(few.panels[0].band, None, "no baseline, no band");
    assert_eq!(few.panels[1].sentence, "0 of 3 sessions with both scores so far: too few to say.");
}

#[test]
fn flares_breaks_blocks_and_changes_of_plan_are_marked_on_their_days() {
    let mut lines = Lines::default();
    for (minutes, day) in [(15, "2026-10-01"), (15, "2026-10-05"), (20, "2026-10-28")] {
        lines.say(day, ProfileSet { minutes: Some(minutes), ..ProfileSet::default() });
    }
    session(&mut lines, "2026-10-02", "hip-flexor-lunge", [20, 20], Some(1));
    session(&mut lines, "2026-10-03", "hip-flexor-lunge", [20, 20], Some(1));
    lines.say("2026-10-12", FlareDeclared {});
    lines.say("2026-10-14", FlareDeclared {});
    session(&mut lines, "2026-10-15", "hip-flexor-lunge", [20, 20], Some(1));
    let flag =
        FlagRaised { rule: "heart-1".into(), tier: Tier::ClinicianFirst, run: None, from_unsure: false };
    let flag = lines.say("2026-11-02", flag);
    lines.say(
        "2026-11-06",
        FlagCleared {
            flag,
            seen_on: day("2026-11-05"),
            role: "gp".into(),
            outcome: "may_exercise".into(),
            limits: None,
        },
    );
    let marks = chart(lines, Kind::Pain, 12).marks;
    let said: Vec<(Sort, &str, &str)> =
        marks.iter().map(|mark| (mark.sort, mark.words.as_str(), "")).collect();
    let days: Vec<(NaiveDate, NaiveDate)> = marks.iter().map(|mark| (mark.from, mark.to)).collect();
    assert_eq!(
        said.iter().map(|(sort, words, _)| (*sort, *words)).collect::<Vec<_>>(),
        [
            (Sort::Break, "11 days without a session"),
            (Sort::Flare, "flare"),
            (Sort::Break, "36 days without a session"),
            (Sort::Plan, "20 minutes a day from here"),
            (Sort::Block, "sessions were locked"),
        ]
    );
    assert_eq!(
        days,
        [
            (day("2026-10-04"), day("2026-10-14")),
            (day("2026-10-12"), day("2026-10-14")),
            (day("2026-10-16"), day("2026-11-20")),
            (day("2026-10-28"), day("2026-10-28")),
            (day("2026-11-02"), day("2026-11-06")),
        ]
    );
}

#[test]
fn within_the_limit_is_told_and_never_a_number() {
    let mut lines = Lines::default();
    session(&mut lines, "2026-11-18", "hip-flexor-lunge", [20, 20], None);
    session(&mut lines, "2026-11-19", "hip-flexor-lunge", [20, 20], Some(3));
    let chart = chart(lines, Kind::Pain, 4);
    let worst = &chart.panels[2].lines[1];
    assert_eq!((worst.name.as_str(), worst.points.len()), ("worst during", 1));
    assert_eq!(chart.panels[2].table.rows[0].cells[1], "ok");
}

#[test]
fn what_was_expected_stands_beside_what_happened() {
    let mut lines = Lines::default();
    for (day, expected, felt) in
        [("2026-11-02", 8, 2), ("2026-11-05", 6, 2), ("2026-11-09", 5, 5), ("2026-11-12", 3, 4)]
    {
        let session = session(&mut lines, day, "hip-flexor-lunge", [20, 20], Some(felt));
        let exercise = "hip-flexor-lunge".to_owned();
        lines.say(day, TryExpected { session: session.into(), exercise, score: score(expected) });
    }
    lines.say("2026-11-01", WorryRated { movement: "bending".into(), score: score(8) });
    lines.say("2026-11-15", WorryRated { movement: "bending".into(), score: score(3) });
    let chart = chart(lines, Kind::Fear, 4);
    assert_eq!(
        chart.sentence,
        "4 tries: you expected 5.5, it was 3 (middle values). Less than expected 2 of 4 times, more 1."
    );
    let panel = &chart.panels[0];
    assert_eq!(
        panel.read(day("2026-11-02"), day("2026-11-02")),
        "Kneeling hip stretch: expected 8, happened 2"
    );
    let values = |n: usize| panel.lines[n].points.iter().map(|(_, value)| *value).collect::<Vec<_>>();
    assert_eq!((values(0), values(1)), (vec![2.0, 2.0, 5.0, 4.0], vec![8.0, 6.0, 5.0, 3.0]));
    assert_eq!(chart.panels[1].table.rows[1].cells, ["Bending or rounding my back", "3"]);
}

#[test]
fn other_words_for_a_goal_begin_a_new_line_beside_pain() {
    let mut lines = Lines::default();
    for (day, words, value) in [
        ("2026-09-20", "dig", 3),
        ("2026-10-04", "dig", 5),
        ("2026-10-18", "sit", 2),
        ("2026-11-01", "sit", 4),
    ] {
        lines.say(day, GoalRated { goal: 1, words: words.into(), score: score(value) });
    }
    pain(&mut lines, "2026-11-01", 4);
    let chart = chart(lines, Kind::Function, 12);
    assert_eq!(chart.sentence, "What you want to do again: 2 at first, 4 now: a change that people notice.");
    let names: Vec<&str> = chart.panels[0].lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!((names, chart.panels[1].name.as_str()), (vec!["dig", "sit"], "Pain"));
}

#[test]
fn a_side_that_does_less_is_seen_and_said() {
    let mut lines = Lines::default();
    for day in ["2026-11-10", "2026-11-12", "2026-11-14"] {
        session(&mut lines, day, "hip-flexor-lunge", [20, 10], Some(1));
    }
    // One that ended before its second side says nothing about that side.
    session(&mut lines, "2026-11-16", "hip-flexor-lunge", [20, 0], Some(1));
    let chart = chart(lines, Kind::Sides, 4);
    assert!(chart.sentence.contains("your right side did 50 per cent of the work"), "{}", chart.sentence);
    assert_eq!(chart.panels[0].sentence, "3 sessions: left 60, right 30 in all.");
    assert_eq!(chart.panels[1].sentence, "50 as the middle value; 100 is even.");
    assert_eq!(chart.panels[2].name, "Kneeling hip stretch");
}

#[test]
fn weeks_are_counted_by_days_and_a_walk_is_minutes_only() {
    let mut lines = Lines::default();
    for day in ["2026-11-02", "2026-11-04", "2026-11-04", "2026-11-10", "2026-11-18"] {
        session(&mut lines, day, "hip-flexor-lunge", [20, 20], Some(1));
    }
    lines.say("2026-11-19", WalkDone { session: None, asked: None, minutes: 25, pain: None, talk_ok: None });
    let chart = chart(lines, Kind::Weeks, 4);
    assert_eq!(
        chart.sentence,
        "1 of 5 to 7 days in the last seven. Of the 2 whole weeks before, the middle one had 1.5 days and 2 \
         minutes."
    );
    let week = |n: usize| chart.panels[0].table.rows[n].cells.clone();
    assert_eq!(
        (week(2), week(4)),
        (vec!["2".into(), "3".into(), "3".into()], vec!["1".into(), "1".into(), "26".into()])
    );
    let days = chart.calendar.unwrap().days;
    assert_eq!((days[&day("2026-11-04")].sessions, days[&day("2026-11-19")].sessions), (2, 0));
}
