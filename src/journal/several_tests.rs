//! Which files belong to the journal, in which order their lines count, and how they are told.

use super::*;
use crate::journal::line::{Head, encode};
use serde_json::json;

fn line(dev: &str, n: u64, ts: &str, score: u8) -> String {
    let id = format!("{dev}{n}");
    let head = Head { id: &id, dev, n, ts: ts.parse().unwrap(), kind: "pain.rated", must: false };
    encode(&head, &json!({"when": "check_in", "score": score})).unwrap()
}

fn by_hand(line: &str) -> String {
    format!("{}}}\n", &line[..line.find(",\"crc\"").unwrap()])
}

fn of(files: &[(&str, &str)]) -> Loaded {
    joined(files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes())))
}

fn ids(loaded: &Loaded) -> Vec<&str> {
    loaded.entries.iter().map(|entry| entry.id.as_str()).collect()
}

fn told(loaded: &Loaded) -> Vec<String> {
    let words = |problem: &Problem| match problem.line {
        0 => problem.text.clone(),
        line => format!("{} {}", loaded.files.words(line), problem.text),
    };
    loaded.problems.iter().map(words).collect()
}

#[test]
fn only_the_exact_names_are_files_of_the_journal() {
    for name in ["journal-7f3a.jsonl", "journal-7f3a91c0.jsonl", "journal-00000.jsonl"] {
        assert!(is_of_a_device(name), "{name}");
    }
    for name in [
        "journal.jsonl",
        "journal-.jsonl",
        "journal-7f3.jsonl",
        "journal-7f3a91c01.jsonl",
        "journal-7F3A.jsonl",
        "journal-old0.jsonl",
        "journal-2026-11-20.jsonl",
        "journal-7f3a.jsonl.tmp",
        "journal-7f3a.jsonl.merged",
        "journal-7f3a (1).jsonl",
        "journal-7f3a.sync-conflict-20261119-081500-ABCDEFG.jsonl",
        "journal-7f3a.before-tidy-2026-11-20.jsonl",
        "journal.before-tidy-2026-11-20.jsonl",
        "rescue-7f3a.jsonl",
    ] {
        assert!(!is_of_a_device(name), "{name}");
    }
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join(MAIN);
    assert!(files(&journal).unwrap().is_empty());
    assert!(files(&folder.path().join("nowhere").join(MAIN)).unwrap().is_empty());
    for name in ["journal-beef.jsonl", "journal-7f3a.jsonl", "journal-7f3a.jsonl.merged"] {
        std::fs::write(folder.path().join(name), "").unwrap();
    }
    let names = || files(&journal).unwrap().iter().map(|path| name_of(path)).collect::<Vec<_>>();
    assert_eq!(names(), ["journal-7f3a.jsonl", "journal-beef.jsonl"]);
    std::fs::write(&journal, "").unwrap();
    assert_eq!(names(), [MAIN, "journal-7f3a.jsonl", "journal-beef.jsonl"]);
    assert_eq!(of_device(&journal, "7f3a"), folder.path().join("journal-7f3a.jsonl"));
}

#[test]
fn a_computer_keeps_its_own_order_and_the_time_decides_among_computers() {
    // The clock of one was set back by two hours between its second and its third line.
    let a = [
        line("aaaa", 1, "2026-11-20T08:00:00Z", 1),
        line("aaaa", 2, "2026-11-20T10:00:00Z", 2),
        line("aaaa", 3, "2026-11-20T08:30:00Z", 3),
    ];
    let b = [line("bbbb", 1, "2026-11-20T09:00:00Z", 4), line("bbbb", 2, "2026-11-20T11:00:00Z", 5)];
    let hand = by_hand(&line("", 0, "2026-11-20T09:30:00Z", 6));
    let wanted = ["aaaa1", "bbbb1", "0", "aaaa2", "aaaa3", "bbbb2"];
    let of_a = a.concat();
    let of_b = b.concat();
    let last_of_a = a[2].clone();
    let first_of_a = a[..2].concat();
    for files in [
        [(MAIN, of_a.as_str()), ("journal-bbbb.jsonl", of_b.as_str()), ("journal-cccc.jsonl", hand.as_str())],
        [(MAIN, hand.as_str()), ("journal-aaaa.jsonl", of_a.as_str()), ("journal-bbbb.jsonl", of_b.as_str())],
        [
            (MAIN, &*(last_of_a.clone() + &of_b)),
            ("journal-aaaa.jsonl", &*first_of_a),
            ("journal-beef.jsonl", &*hand),
        ],
    ] {
        let loaded = of(&files);
        assert_eq!(ids(&loaded), wanted);
        assert_eq!(told(&loaded), [""; 0]);
        // The line of each can be found again.
        for (entry, line) in loaded.entries.iter().zip(&loaded.at) {
            let (file, line) = loaded.files.find(*line);
            let text = files.iter().find(|(name, _)| *name == file.unwrap_or(MAIN)).unwrap().1;
            assert!(text.lines().nth(line - 1).unwrap().contains(&format!("\"id\":\"{}\"", entry.id)));
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_file() {
    let (one, two, three) = (
        line("aaaa", 1, "2026-11-20T08:00:00Z", 1),
        line("aaaa", 2, "2026-11-20T09:00:00Z", 2),
        line("aaaa", 3, "2026-11-20T10:00:00Z", 3),
    );
    let damaged = two.replace("\"score\":2", "\"score\":9");
    // Numbers go through all files: nothing is missing here.
    assert_eq!(told(&of(&[(MAIN, &(one.clone() + &three)), ("journal-aaaa.jsonl", &two)])), [""; 0]);
    let own = "journal-aaaa.jsonl";
    let loaded = of(&[(MAIN, &one), (own, &(damaged.clone() + &three))]);
    assert_eq!(loaded.lost_lines(), [2]);
    let said = told(&loaded);
    assert!(said[0].starts_with("line 1 of journal-aaaa.jsonl does not match its check value"), "{said:?}");
    assert_eq!(
        said[1],
        "1 entry of device aaaa is not here (in 1 place). If you took lines out, this is why."
    );
    assert_eq!((loaded.lines, loaded.bad, loaded.bytes), (3, 1, one.len() + damaged.len() + three.len()));

    let twice = of(&[(MAIN, &(one.clone() + &two)), (own, &two)]);
    assert_eq!(
        told(&twice),
        ["line 1 of journal-aaaa.jsonl repeats line 2 of journal.jsonl; it counts once"]
    );
    assert_eq!(ids(&twice), ["aaaa1", "aaaa2"]);

    // Of two versions the one that vouches for itself counts, wherever it stands.
    let changed = by_hand(&two.replace("\"score\":2", "\"score\":9"));
    for (first, second, winner) in [(&changed, &two, own), (&two, &changed, MAIN)] {
        let loaded = of(&[(MAIN, first), (own, second)]);
        let words = format!(
            "line 1 of journal-aaaa.jsonl and line 1 of journal.jsonl are two versions of one entry; line 1 of {winner} \
             counts"
        );
        assert!(told(&loaded).contains(&words), "{:?}", told(&loaded));
        assert!(loaded.entries[0].body.get().contains("\"score\":2"));
        assert_eq!(loaded.by_hand, 0);
    }
    let unended = of(&[(MAIN, &one[..one.len() - 1]), (own, &two[..40])]);
    assert_eq!(unended.files.all()[0].torn, Some((one.len() - 1, false)));
    assert_eq!(unended.files.all()[1].torn, Some((40, true)));
    assert_eq!(unended.lost_lines(), [2], "a line that does not end is a line");
    assert_eq!(unended.files.find(2), (Some(own), 1));
}

#[test]
fn one_file_of_its_own_is_read_as_it_stands_and_still_has_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join(MAIN);
    let (late, early) =
        (line("aaaa", 1, "2026-11-20T09:00:00Z", 1), line("bbbb", 1, "2026-11-20T08:00:00Z", 2));
    let own = of_device(&journal, "aaaa");
    std::fs::write(&own, late.clone() + &early).unwrap();
    let loaded = look(&journal).unwrap().unwrap();
    assert_eq!(ids(&loaded), ["aaaa1", "bbbb1"], "the order of the file");
    assert_eq!(loaded.files.words(2), "line 2 of journal-aaaa.jsonl");
    let past = look_quickly(&journal).unwrap().unwrap();
    assert!(matches!(past, Past::Sound(_)));
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    assert_eq!(past.at(now).1.files.words(2), "line 2 of journal-aaaa.jsonl");
    // Not sound: the long way, with the same name.
    std::fs::write(&own, late.clone() + &late).unwrap();
    let (_, reading) = look_quickly(&journal).unwrap().unwrap().at(now);
    assert_eq!((reading.files.words(1), reading.entries), ("line 1 of journal-aaaa.jsonl".into(), 1));
    assert_eq!(length(&journal), 2 * late.len() as u64);
}
