//! Input that is broken, or that was made to do harm: words and a code, never a panic, nothing lost,
//! and nothing that a terminal would act on (every run is looked at for that in `home`).

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use serde_json::json;
use supple::content::template;

use crate::home::{Home, by_hand, command, finish, home_of, lines, newcomer, ready, spawn};

/// What should never reach a terminal from a file: escape sequences, C1, bells, overrides, joiners.
const EVIL: &[&str] = &[
    "\u{1b}[31mred",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;aGk=\u{1b}\\",
    "\u{9b}2J",
    "\u{90}q\u{9c}",
    "tab\tcr\rbell\u{7}del\u{7f}",
    "\u{202e}txt.exe\u{202c}",
    "\u{2066}a\u{2069}",
    "a\u{200b}b\u{200d}c\u{feff}",
    "line\nbreak",
    "x\u{2028}y\u{2029}z",
];

/// Every command that reads the journal.
const READERS: &[&[&str]] = &[
    &["log"],
    &["log", "--json"],
    &["plan"],
    &["plan", "--json"],
    &["trend"],
    &["trend", "--json", "--range", "all"],
    &["clear"],
    &["doctor"],
    &["doctor", "--json"],
];

#[test]
fn nothing_in_a_journal_reaches_the_terminal_raw() {
    let base = lines(&ready().pages.0.borrow());
    for evil in EVIL {
        let text = json!(evil).to_string();
        let plan = format!(
            r#"{{"mode":"normal","minutes":10,"items":[{{"exercise":{text},"dose":{{"sets":1,"reps":1,"hold_s":0}},"sides":1}}],"rules":{text}}}"#
        );
        let bodies = [
            ("flag.raised", format!(r#"{{"rule":{text},"tier":"urgent"}}"#)),
            ("region.set", format!(r#"{{"region":{text}}}"#)),
            ("note.added", format!(r#"{{"text":{text}}}"#)),
            ("session.started", plan),
            (
                "item.ended",
                format!(
                    r#"{{"session":"HAND3","item":0,"exercise":{text},"done":{{"sets":1,"reps":1,"hold_s":0}}}}"#
                ),
            ),
            ("pain.rated", format!(r#"{{"when":{text},"score":3}}"#)),
            ("signs.noted", format!(r#"{{"session":"HAND3","signs":[{text}]}}"#)),
            (
                "screen.answered",
                format!(r#"{{"run":{text},"moment":"intake","question":{text},"value":{text}}}"#),
            ),
            (
                "flag.cleared",
                format!(
                    r#"{{"flag":{text},"seen_on":"2026-03-02","role":{text},"outcome":{text},"limits":{text}}}"#
                ),
            ),
            ("profile.set", format!(r#"{{{text}:{text},"minutes":"x"}}"#)),
        ];
        let by_hand: String =
            bodies.iter().enumerate().map(|(n, (kind, body))| by_hand(&n.to_string(), kind, body)).collect();
        // Once as JSON that is in order, once with the raw bytes on the line.
        let journal = format!("{base}{by_hand}{evil}\n{{\"v\":1,\"id\":\"{evil}\"}}\n");
        let home = Home::with(&journal);
        for args in READERS {
            let ran = home.run(args);
            assert!(ran.code == 0 || ran.code == 1, "{args:?}: {} {}", ran.code, ran.err);
        }
        assert_eq!(home.journal(), journal, "looking changes nothing");
        home.run(&["log", "add", "--pain", "3"]).code(0);
        assert!(home.journal().starts_with(&journal), "adding only adds");
    }
}

#[test]
fn a_bad_line_is_named_by_its_number_and_field_and_all_others_count() {
    let person = {
        let mut person = ready();
        person.press("enter").play("2");
        person
    };
    let good = lines(&person.pages.0.borrow());
    let n = good.lines().count();
    let log = Home::with(&good).run(&["log", "--json"]).code(0).out;
    let edited = good
        .lines()
        .find(|line| line.contains("session.ended"))
        .unwrap()
        .replace("complete\":true", "complete\":false");
    let cases = [
        ("garbage\n".to_owned(), "could not be read", "cannot be read as JSON (column 1)"),
        (edited + "\n", "could not be read", "does not match its check value"),
        (
            by_hand("1", "pain.rated", r#"{"when":"check_in","score":11}"#),
            "could be read but not used",
            "pain.rated: the field \"score\" has a value that does not fit",
        ),
        (
            by_hand("1", "pain.rated", r#"{"when":"check_in","score":1e308}"#),
            "could be read but not used",
            "the field \"score\" has a value",
        ),
        (
            by_hand("1", "pain.rated", r#"{"when":"check_in"}"#),
            "could be read but not used",
            "pain.rated: the field \"score\" is missing",
        ),
        (
            by_hand("1", "pain.rated", r#"{"when":"sometime","score":3}"#),
            "could be read but not used",
            "the field \"when\" has a value",
        ),
        (
            by_hand("1", "walk.done", r#"{"minutes":-5}"#),
            "could be read but not used",
            "walk.done: the field \"minutes\" has a value",
        ),
        (by_hand("1", "walk.done", "[]"), "could not be read", "a field `body` that is not an object"),
        (
            by_hand("1", "walk.done", "{}").replace("2026-03-02", "2026-13-02"),
            "could not be read",
            "a field `ts` that is not a date",
        ),
    ];
    for (line, told, field) in cases {
        let home = Home::with(&format!("{good}{line}"));
        let ran =
            home.run(&["log", "--json"]).code(0).complains(&format!("line {} of your journal {told}", n + 1));
        assert_eq!(ran.out, log, "{line}");
        home.run(&["doctor"]).code(1).says(&format!("Line {}", n + 1)).says(field);
        let report = home.run(&["doctor", "--json"]).code(1).json();
        assert_eq!(report["status"], "attention", "{report}");
        let findings = report["findings"].as_array().unwrap();
        assert!(findings.iter().any(|finding| finding["line"] == n + 1), "{report}");
        let damaged = if told.ends_with("read") { json!([n + 1]) } else { json!([]) };
        assert_eq!(report["journal"]["damaged"], damaged);
        assert_eq!(report["journal"]["lines"], n + 1);
    }
}

#[test]
fn the_doctor_tells_nothing_about_anybodys_health() {
    let words = ["sciatica", "cauda", "my back hurts", "gabapentin"];
    let base = lines(&ready().pages.0.borrow());
    let mut journal = base.clone();
    for (n, word) in words.iter().enumerate() {
        let text = json!(word).to_string();
        journal += &by_hand(&format!("a{n}"), "note.added", &format!(r#"{{"text":{text}}}"#));
        journal +=
            &by_hand(&format!("b{n}"), "pain.rated", &format!(r#"{{"when":"check_in","score":{text}}}"#));
        journal += &by_hand(&format!("c{n}"), "pain.rated", &format!(r#"{{"when":{text},"score":3}}"#));
        journal +=
            &by_hand(&format!("d{n}"), "signs.noted", &format!(r#"{{"session":{text},"signs":[{text}]}}"#));
        journal += &by_hand(
            &format!("e{n}"),
            "screen.answered",
            &format!(r#"{{"run":"r","moment":"stop","question":{text},"value":{{"x":{text}}}}}"#),
        );
        journal += &by_hand(
            &format!("f{n}"),
            "flag.cleared",
            &format!(
                r#"{{"flag":"X","seen_on":"2026-03-02","role":{text},"outcome":"not_yet","limits":{text}}}"#
            ),
        );
        journal += &["{\"v\":1,\"body\":{\"text\":", &text, "\n"].concat();
    }
    journal += &by_hand("s", "pain.rated", r#"{"when":"check_in","score":7713}"#);
    let home = Home::with(&journal);
    for args in [&["doctor"][..], &["doctor", "--json"]] {
        let ran = home.run(args).code(1).quietly();
        for word in words.iter().chain(&["7713", "check_in", "low_back"]) {
            assert!(!ran.out.contains(word), "{word}: {}", ran.out);
        }
        let told = ran.out.matches("kept but not used").count();
        if args.contains(&"--json") {
            assert!(told >= 4 * words.len(), "{}", ran.out);
        } else {
            // The first of them in words, and how many more there are.
            assert!(told == 12 && ran.out.contains(" more of this kind (implausible)"), "{}", ran.out);
        }
    }
}

/// Puts something odd in the journal's place.
type Maker = fn(&Home);

#[test]
fn a_journal_that_cannot_be_opened_is_65_with_words() {
    let pipe = |home: &Home| {
        let made = std::process::Command::new("mkfifo").arg(home.path().join("journal.jsonl")).status();
        assert!(made.unwrap().success());
    };
    let folder = |home: &Home| fs::create_dir(home.path().join("journal.jsonl")).unwrap();
    let circle = |home: &Home| {
        std::os::unix::fs::symlink("journal.jsonl", home.path().join("journal.jsonl")).unwrap();
    };
    let device =
        |home: &Home| std::os::unix::fs::symlink("/dev/zero", home.path().join("journal.jsonl")).unwrap();
    let cases: [(Maker, &str); 4] = [
        (pipe, "not a file. Move it away"),
        (folder, "is a folder, not a file. Move it away"),
        (circle, "could not open"),
        (device, "not a file. Move it away"),
    ];
    for (make, words) in cases {
        let home = Home::new();
        make(&home);
        for args in READERS {
            home.run(args).code(65).complains(words).complains("journal.jsonl");
        }
        let ran = home.run(&["doctor", "--json"]).code(65);
        assert_eq!(ran.json()["status"], "attention");
        assert_eq!(ran.json()["findings"][0]["code"], "unreadable");
        home.run(&["doctor"]).code(65).says("! The journal cannot be read. ").says("settings   ");
        home.run(&["log", "add", "--pain", "3"]).code(74);
        assert_eq!(home.names(), ["journal.jsonl", "state"]);
    }
}

#[test]
fn a_journal_of_pure_noise_is_looked_at_and_kept() {
    let mut seed = 7_u64;
    let mut noise = Vec::new();
    for _ in 0..20_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        noise.push((seed >> 33) as u8);
    }
    let home = Home::new();
    let path = home.write("journal.jsonl", &noise);
    for args in READERS {
        let ran = home.run(args);
        assert!(ran.code == 0 || ran.code == 1, "{args:?}: {}", ran.err);
    }
    home.run(&["doctor"]).code(1).says("cannot be read");
    home.run(&["log", "add", "--pain", "3"]).code(0);
    assert!(fs::read(path).unwrap().starts_with(&noise), "not one byte is lost");
}

#[test]
fn a_bad_exercise_file_is_told_with_its_place_and_takes_nothing_else_down() {
    let whole = template::exercise("my-move").replace(template::SAY, "Move it slowly.");
    let good = whole.split("\npriority = ").next().unwrap().to_owned();
    let deep = format!("a = {}", "[".repeat(100_000));
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"".to_vec(), "x.toml:1:1: this file is empty"),
        (
            good.replace("id = \"my-move\"", "id = \"my move\"").into(),
            "x.toml:2:6: id is \"my move\", which cannot be an id",
        ),
        (good.replace("reps = 3", "reps = -1").into(), "start.reps is -1; write a whole number"),
        (good.replace("reps = 3", "reps = nan").into(), "start.reps is nan"),
        (good.replace("reps = 3", "reps = 1e308").into(), "start.reps is 1e308"),
        (good.replace("reps = 3", "reps = 0").into(), "start.reps is 0"),
        (good.replace("My exercise", "").into(), "x.toml:3:8: name is empty"),
        (
            good.replace("My exercise", "\\u001b[31mMine").into(),
            "name has a control character or an invisible character",
        ),
        (
            good.replace("My exercise", "\u{202e}Mine").into(),
            "name has a control character or an invisible character",
        ),
        (good.replace("mobility\"", "mobilty\"").into(), "did you mean mobility?"),
        (good.replace("say =", "sya =").into(), "did you mean say?"),
        (good.replace("my-move", "bird-dog").into(), "bird-dog"),
        (deep.into(), "x.toml:1:"),
        (b"\xff\xfei\0".to_vec(), "this file is saved as UTF-16"),
        (b"id = \"\xe9\"".to_vec(), "x.toml:1:7: there is a character here that is not UTF-8"),
        (vec![b'#'; 2 * 1024 * 1024], "this file is larger than 1 MiB"),
    ];
    let home = home_of(&ready());
    let plan = home.run(&["plan", "--json"]).code(0).quietly().out;
    for (text, words) in cases {
        home.write("exercises/x.toml", &text);
        let ran = home.run(&["plan", "--json"]).code(0).complains(words).complains("exercises/x.toml");
        assert_eq!(ran.out, plan, "the plan is as it was: {words}");
        let report = home.run(&["doctor", "--json"]).code(1).json();
        assert_eq!(
            (&report["status"], &report["findings"][0]["code"]),
            (&json!("attention"), &json!("own-exercise"))
        );
    }
    // Cut off at every place: words, or a file that is whole.
    for at in (0..good.len()).step_by(97) {
        home.write("exercises/x.toml", &good[..at]);
        home.run(&["doctor"]).code(1).says("exercises/x.toml");
    }
    home.write("exercises/x.toml", &good);
    home.run(&["doctor"]).code(0).quietly();
    // Things that are no files, and a folder that is none.
    fs::remove_file(home.path().join("exercises/x.toml")).unwrap();
    fs::create_dir(home.path().join("exercises/dir.toml")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(home.path().join("exercises/pipe.toml")).status();
    assert!(pipe.unwrap().success());
    home.run(&["plan"])
        .code(0)
        .complains("dir.toml: is a folder")
        .complains("pipe.toml: is not a regular file");
    let home = home_of(&ready());
    home.write("exercises", "not a folder");
    home.run(&["plan"])
        .code(0)
        .complains("exercises: your own exercises cannot be read: part of the path is not a folder");
}

#[test]
fn bad_answers_and_bad_documents_are_named() {
    let home = Home::new();
    let answers = [
        ("", "standard input: line 1, column 0: not readable as a JSON object"),
        ("{", "line 1, column 1"),
        ("[]", "expected an object"),
        ("null", "expected an object"),
        ("{}", "the key \"answers\" is missing"),
        (r#"{"answers":{"bladdr":"new"}}"#, "unknown question \"bladdr\""),
        (r#"{"answers":{"bladder":"nw"}}"#, "bladder: \"nw\" is not an answer; it takes one of no, new"),
        (r#"{"answers":{"bladder":null}}"#, "null, which is no answer"),
        (r#"{"answers":{"bladder":["no"]}}"#, "bladder"),
        (r#"{"answers":{"age":-1}}"#, "age"),
        (r#"{"answers":{"age":121}}"#, "age"),
        (r#"{"answers":{"age":1e400}}"#, "number out of range"),
        (r#"{"answers":{"age":47,"age":48}}"#, "\"age\" is there twice"),
        (r#"{"answers":{"area":["low_back","low_back"]}}"#, "area"),
        (r#"{"answers":{},"trend":"up"}"#, "trend: \"up\" is unknown"),
        (r#"{"answers":{},"days_since_start":-1}"#, "days_since_start: -1 does not fit"),
        (r#"{"answers":{},"\u001b[31m\u202e":1}"#, "unknown key"),
        ("{\"answers\":{\"\u{1b}[31m\":1}}", "line 1, column"),
    ];
    for (text, words) in answers {
        let ran = home.run_with(&["screen", "--answers", "-", "--json"], text).code(65).complains(words);
        assert_eq!(ran.out, "", "{text}");
    }
    let document = include_str!("../worked/w01.json");
    let documents = [
        (String::new(), "standard input: line 1, column 0"),
        (document[..500].to_owned(), "this is not JSON"),
        (document.replacen("\"level\"", "\"levl\"", 1), "levl: no such field here"),
        (document.replacen("\"usual_pain\": 2", "\"usual_pain\": 22", 1), "profile.usual_pain"),
        ("[".repeat(100_000), "recursion limit"),
        (r#"{"library":[{"id":"a\u001b]0;x\u0007","\u202e":1}]}"#.to_owned(), "no such field"),
    ];
    for (text, words) in documents {
        let ran = home.run_with(&["plan", "--input", "-"], &text).code(65).complains(words);
        assert_eq!(ran.out, "", "{text}");
    }
    for args in [["screen", "--answers"], ["plan", "--input"]] {
        let missing = home.path().join("no\u{1b}[31m\nfile");
        home.run(&[&args[..], &[missing.to_str().unwrap()]].concat())
            .code(65)
            .complains("cannot be opened (not found). Check the name.");
        home.run(&[&args[..], &[home.path().to_str().unwrap()]].concat())
            .code(65)
            .complains("cannot be read: it is a folder.");
        let latin = home.write("latin", b"{\n\"\xe9\"}");
        home.run(&[&args[..], &[latin.to_str().unwrap()]].concat())
            .code(65)
            .complains("latin: line 2 is not UTF-8 text");
    }
}

#[test]
fn homes_of_every_kind() {
    let home = Home::new();
    let file = home.write("file", "");
    let root = home.path().display().to_string();
    // A file is no home, nor is anything below it.
    home.run(&["plan", "--home", file.to_str().unwrap()])
        .code(2)
        .complains("is not a folder. Name another with --home");
    let below = file.join("home");
    home.run(&["log", "--home", below.to_str().unwrap()])
        .code(65)
        .complains("part of the path is not a folder");
    home.run(&["log", "add", "--pain", "3", "--home", below.to_str().unwrap()]).code(74);
    // Odd names are names all the same, shown without what is odd about them.
    let names: [&[u8]; 7] = [
        b"with spaces  and 'quotes\"",
        b"line\nbreak",
        b"esc\x1b[31m",
        "bidi\u{202e}".as_bytes(),
        b"latin\xe9\xff",
        b"-dash",
        "emoji🧘".as_bytes(),
    ];
    for name in names {
        let dir = home.path().join(OsStr::from_bytes(name));
        let run = |args: &[&str]| {
            let mut command = command(args);
            finish(spawn(command.arg("--home").arg(&dir)), "")
        };
        run(&["log", "add", "--pain", "3"]).code(0).quietly();
        assert!(dir.join("journal.jsonl").is_file());
        for args in READERS {
            assert!([0, 1].contains(&run(args).code));
        }
        let paths = run(&["paths", "--json"]).code(0).json();
        let lossy = format!("{}/journal.jsonl", String::from_utf8_lossy(dir.as_os_str().as_bytes()));
        assert_eq!(paths["journal"], json!(lossy), "escaped, but the same");
        run(&["paths"]).code(0).says("journal    /");
        fs::remove_file(dir.join("journal.jsonl")).unwrap();
        fs::create_dir(dir.join("journal.jsonl")).unwrap();
        let told = run(&["log"]).code(65).err;
        assert_eq!(told.lines().count(), 1, "{told}");
        fs::write(dir.join("config.toml"), "[lok]").unwrap();
        run(&["log"]).code(65).complains("lok is not a key");
    }
    // Longer than any system takes.
    let long = format!("{root}/{}", "x".repeat(5000));
    home.run(&["log", "--home", &long]).code(65).complains("File name too long");
    home.run(&["log", "add", "--pain", "3", "--home", &long]).code(74);
    // Arguments that are no text.
    let odd = OsStr::from_bytes(b"\xff\xfe\x1b[31m");
    for before in [&["plan", "--on"][..], &["log", "add", "--pain"], &["clear"], &[]] {
        let mut command = command(before);
        let ran = finish(spawn(command.env("SUPPLE_HOME", home.path()).arg(odd)), "");
        assert_eq!(ran.code, 2, "{before:?}: {}", ran.err);
    }
    // No home at all: only the commands that need one say so.
    let bare = |args: &[&str]| finish(spawn(command(args).env_remove("HOME")), "");
    bare(&["screen", "--list"]).code(0).quietly();
    bare(&["--help"]).code(0);
}

#[test]
fn a_blocked_person_stays_blocked_whatever_the_other_lines_say() {
    let mut person = newcomer();
    person.press("1 enter 2 y");
    let journal = lines(&person.pages.0.borrow());
    let lies = [
        by_hand(
            "1",
            "flag.cleared",
            r#"{"flag":"NOBODY","seen_on":"2026-03-02","role":"gp","outcome":"may_exercise"}"#,
        ),
        by_hand(
            "1",
            "flag.cleared",
            r#"{"flag":"bladder-1","seen_on":"2026-03-02","role":"myself","outcome":"may_exercise"}"#,
        ),
        by_hand("1", "flag.raised", r#"{"rule":"bladder-1","tier":"clear"}"#),
        "\0\0\0\n".to_owned(),
    ];
    for lie in lies {
        let home = Home::with(&format!("{journal}{lie}"));
        let plan = home.run(&["plan", "--json"]).code(1).json();
        assert_eq!((&plan["not"], &plan["blocked"]), (&json!("blocked"), &json!(true)), "{lie}");
    }
}
