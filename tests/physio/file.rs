//! The file: what is taken, and what every slip is told with.

use supple::content::physio_file::{Limits, Side, name_of, starting_file};

use super::{check, physio};

#[test]
fn the_starting_file_reads_without_a_mistake_and_so_does_every_line_that_it_keeps_back() {
    let text = starting_file("knee");
    assert_eq!(check(&text), Vec::<String>::new());
    assert!(text.starts_with("# plans/knee.toml"), "{text}");
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
        .collect();
    let all = lines.join("\n") + "\n";
    assert_eq!(check(&all), Vec::<String>::new(), "{all}");
    let plan = physio("knee", &all);
    assert_eq!((plan.name.as_str(), plan.clinician.as_deref()), ("knee", Some("Who made it")));
    assert!(plan.limits.no_progress && plan.exercises[1].fixed);
    assert_eq!(plan.exercises[1].side, Side::Left);
}

#[test]
fn every_key_is_taken() {
    let text = "\u{feff}clinician = \"A\"\r\nfrom = 2026-11-20\r\nuntil = \"2026-12-01\"\r\nonly = true\r\nnote = \"N\"\r\n\
                [limits]\r\nmax_sets = 1\r\nmax_reps = 2\r\nmax_hold_s = 3\r\nmax_minutes = 4\r\nmax_pain = 0\r\nprogress = false\r\n\
                [[exercises]]\r\nid = \"bird-dog\"\r\nsets = 1\r\nreps = 2\r\nhold_s = 3\r\nside = \"right\"\r\nfixed = true\r\n\
                max_reps = 5\r\npriority = 7\r\nnote = \"M\"\r\n[[exercises]]\r\nid = \"belly-breathing\"\r\nminutes = 2\r\n";
    let plan = physio("p", text);
    let limits = Limits {
        max_sets: Some(1),
        max_reps: Some(2),
        max_hold_s: Some(3),
        max_minutes: Some(4),
        max_pain: Some(0),
        no_progress: true,
    };
    assert_eq!(plan.limits, limits);
    let day = |text: &str| text.parse().unwrap();
    assert_eq!((plan.from, plan.until), (Some(day("2026-11-20")), Some(day("2026-12-01"))));
    for (date, holds) in
        [("2026-11-19", false), ("2026-11-20", true), ("2026-12-01", true), ("2026-12-02", false)]
    {
        assert_eq!(plan.holds_on(day(date)), holds, "{date}");
    }
    let first = &plan.exercises[0];
    assert_eq!((first.sets, first.reps, first.hold_s), (Some(1), Some(2), Some(3)));
    assert_eq!((first.limits.max_reps, first.priority, first.side), (Some(5), Some(7), Side::Right));
    assert_eq!(plan.exercises[1].minutes, Some(2));
}

#[test]
fn the_mark_changes_with_the_text_and_the_name_is_that_of_the_file() {
    let (a, b) = (physio("p", "only = false\n"), physio("p", "only = false\n# more\n"));
    assert_ne!(a.mark(), b.mark());
    assert!(a.mark().starts_with("p@") && a.mark().len() == 10, "{}", a.mark());
    for (file, name) in [("/a/plans/b c.toml", "b c"), ("x.toml", "x"), ("\u{1b}[2J.toml", "·[2J")] {
        assert_eq!(name_of(file), name);
    }
}

#[test]
fn every_slip_is_told_with_its_place_and_what_to_do() {
    let one = |rest: &str| format!("[[exercises]]\nid = \"bird-dog\"\n{rest}\n");
    for (text, words) in [
        (String::new(), "p.toml:1:1: this file is empty"),
        ("onyl = true\n".into(), "p.toml:1:1: onyl is not a key of a plan; did you mean only?"),
        ("only = 1\n".into(), "p.toml:1:8: only is the number 1; write true or false, without quotes"),
        ("only = true\n".into(), "p.toml:1:8: only is true, and no exercise is listed; list at least one"),
        (
            "from = \"20.11.2026\"\n".into(),
            "p.toml:1:8: from is \"20.11.2026\", which is not a day; write it as \"2026-11-20\"",
        ),
        ("from = 2026-02-30\n".into(), "p.toml:1:"),
        ("from = 2026-11-20T10:00:00\n".into(), "which is not a day"),
        ("from = 20\n".into(), "p.toml:1:8: from is the number 20; write a day as \"2026-11-20\""),
        (
            "from = \"2026-11-20\"\nuntil = \"2026-11-19\"\n".into(),
            "p.toml:2:9: until is 2026-11-19, before the first day, 2026-11-20; give a last day that comes after",
        ),
        (
            "[limits]\nmax_rep = 3\n".into(),
            "p.toml:2:1: limits.max_rep is not a key of the part [limits]; did you mean max_reps?",
        ),
        (
            "[limits]\nmax_pain = 11\n".into(),
            "p.toml:2:12: limits.max_pain is 11; write a whole number from 0 to 10",
        ),
        ("[limits]\nmax_sets = 0\n".into(), "write a whole number from 1 to 10"),
        ("[limit]\nmax_pain = 3\n".into(), "p.toml:1:2: limit is not a key of a plan; did you mean limits?"),
        (
            "[[exercises]]\nid = \"bird-dogg\"\n".into(),
            "p.toml:2:6: there is no exercise bird-dogg; did you mean bird-dog? `supple content list` prints all ids",
        ),
        (
            "[[exercises]]\nid = \"juggling\"\n".into(),
            "there is no exercise juggling; `supple content list` prints all ids; `supple content new`",
        ),
        ("[[exercises]]\nreps = 3\n".into(), "the key exercises.id is missing"),
        ("[[exercises]]\nid = \"Bird Dog\"\n".into(), "which cannot be an id"),
        (
            one("rep = 3"),
            "p.toml:3:1: exercises.rep is not a key of an exercise of a plan; did you mean reps?",
        ),
        (one("reps = 101"), "p.toml:3:8: exercises.reps is 101; write a whole number from 1 to 100"),
        (one("reps = \"3\""), "p.toml:3:8: exercises.reps is the text \"3\""),
        (one("side = \"up\""), "exercises.side is \"up\", which is not a choice; write one of: left, right"),
        (
            one("minutes = 2"),
            "bird-dog has no minutes; bird-dog is given in sets, reps and hold_s; take minutes out",
        ),
        (
            one("[[exercises]]\nid = \"bird-dog\""),
            "p.toml:4:6: bird-dog stands here for the second time; keep one of the two",
        ),
        (
            "[[exercises]]\nid = \"brisk-walk\"\n".into(),
            "brisk-walk is a walk or a ride, which has its own place beside the plan; take it out",
        ),
        ("[[exercises]]\nid = \"pelvic-tilt\"\nhold_s = 3\n".into(), "pelvic-tilt has no hold_s"),
        (
            "[[exercises]]\nid = \"pelvic-tilt\"\nside = \"left\"\n".into(),
            "pelvic-tilt is not done one side at a time",
        ),
        ("exercises = 3\n".into(), "exercises is the number 3"),
        (one("note = \"\""), "exercises.note is empty"),
        ("a\0b".into(), "there is a NUL character here"),
        ("[[exercises\n".into(), "p.toml:1:"),
    ] {
        let told = check(&text);
        assert!(told.iter().any(|line| line.contains(words)), "{text:?}: no {words:?} in {told:#?}");
        assert!(told.iter().all(|line| !line.chars().any(char::is_control)), "{told:?}");
    }
}

#[test]
fn all_slips_are_told_at_once_and_in_the_order_of_the_file() {
    let told = check("only = 1\n[limits]\nmax_pain = 99\n[[exercises]]\nid = \"bird-dog\"\nrep = 2\n");
    assert_eq!(told.len(), 3, "{told:#?}");
    let lines: Vec<&str> = told.iter().map(|line| line.split(':').nth(1).unwrap()).collect();
    assert_eq!(lines, ["1", "3", "6"]);
}

#[test]
fn the_example_of_the_readme_reads_without_a_mistake() {
    let readme = include_str!("../../README.md");
    let mut blocks = readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let example = blocks.find(|block| block.contains("[[exercises]]")).unwrap();
    assert_eq!(check(example), Vec::<String>::new());
}
