//! A person's own files: what is taken, what is told, and that nothing crashes or takes long.

use std::time::{Duration, Instant};

use supple::content::{Catalogue, ContentError, builtin, engine_library, exercise_file, own, template};

use super::catalogue;

fn good(id: &str) -> String {
    template::exercise(id).replace(template::SAY, "Do it slowly.")
}

fn add(files: &[(&str, &str)]) -> (Catalogue, Vec<String>) {
    let mut catalogue = catalogue();
    let files: Vec<(String, String)> =
        files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    let problems = own::add(&mut catalogue, &files);
    (catalogue, problems.iter().map(ToString::to_string).collect())
}

/// As it stands it has no mistake but the one: that nobody has filled it in.
#[test]
fn the_starting_file_is_left_out_until_it_is_filled_in() {
    let (catalogue, problems) = add(&[("mine.toml", &template::exercise("mine"))]);
    assert_eq!(catalogue.exercises.len(), 57);
    assert_eq!(problems.len(), 1);
    let told = "say is still that of the starting file, so this exercise is left out; write what to do";
    assert!(problems[0].starts_with("mine.toml:18:7: ") && problems[0].contains(told), "{problems:?}");
}

/// All that stands behind a # in the starting file can be made true by taking the # away.
#[test]
fn what_the_starting_file_offers_in_comments_is_taken() {
    let open: String =
        good("mine").lines().map(|line| line.strip_prefix("#: ").unwrap_or(line).to_owned() + "\n").collect();
    assert!(
        open.contains("\npriority = ") && open.contains("\n[pose.start]")
            || open.contains("[figure.pose.start]")
    );
    // The links name files that are not there; everything else is taken.
    let linked = ["easier = ", "harder = "];
    let alone: String = open
        .lines()
        .filter(|line| !linked.iter().any(|key| line.starts_with(key)))
        .map(|line| line.to_owned() + "\n")
        .collect();
    let (catalogue, problems) = add(&[("mine.toml", &alone)]);
    assert_eq!(problems, Vec::<String>::new(), "{alone}");
    let mistakes: Vec<String> =
        supple::figure::mistakes(&catalogue).iter().map(ToString::to_string).collect();
    assert_eq!(mistakes, Vec::<String>::new());
    let figure = supple::figure::find(&catalogue, "mine").expect("a figure");
    assert!(figure.moves() && figure.keys().len() >= 2);
    assert!(figure.track[1].marks[0].is_some(), "the arrow that the starting file offers");
    assert_eq!(catalogue.own["mine"].priority, 1);
    assert_eq!(catalogue.get("mine").unwrap().modify.len(), 1);
}

/// Two brackets that nobody closed are noticed at one place: it is told once.
#[test]
fn one_mistake_is_told_once() {
    let (_, problems) = add(&[("mine.toml", "id = \"mine\"\nname = [[\n")]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("mine.toml:2:8: this list does not end"), "{problems:?}");
}

#[test]
fn the_template_reads_without_a_mistake() {
    let (catalogue, problems) = add(&[("mine.toml", &good("mine"))]);
    assert_eq!(problems, Vec::<String>::new());
    let mine = catalogue.get("mine").unwrap();
    assert!(!mine.builtin);
    assert_eq!(mine.ladder, ["mine"]);
    assert_eq!(catalogue.exercises.len(), 58);
    assert!(engine_library(&catalogue, "low-back-default", &[], &[]).unwrap().iter().any(|e| e.id == "mine"));
}

#[test]
fn notepad_and_dos_files_are_welcome() {
    let dos = good("mine").replace('\n', "\r\n");
    let mark = format!("\u{feff}{}", good("yours"));
    let (catalogue, problems) = add(&[("dos.toml", &dos), ("mark.toml", &mark)]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(catalogue.get("mine").unwrap().steps.len(), 3);
    assert!(catalogue.get("yours").is_some());
}

#[test]
fn a_bad_file_takes_nothing_else_down() {
    let (catalogue, problems) = add(&[("a.toml", "id = "), ("b.toml", &good("mine"))]);
    assert_eq!(catalogue.exercises.len(), 58);
    assert!(catalogue.get("mine").is_some() && catalogue.get("bird-dog").is_some());
    assert!(
        !problems.is_empty() && problems.iter().all(|problem| problem.starts_with("a.toml:1:")),
        "{problems:?}"
    );
}

#[test]
fn a_clash_of_ids_names_both_and_the_built_in_stays() {
    let (catalogue, problems) = add(&[("mine.toml", &good("bird-dog"))]);
    assert_eq!(
        problems,
        [
            "mine.toml:2:6: My exercise has the id bird-dog, which is already that of Bird-dog, which came with the \
          program; give this one another id; the other stays as it is"
        ]
    );
    assert!(catalogue.get("bird-dog").unwrap().builtin);
    let (catalogue, problems) = add(&[("b.toml", &good("mine")), ("a.toml", &good("mine"))]);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("b.toml:2:6: My exercise has the id mine"), "{}", problems[0]);
    assert!(problems[0].contains("My exercise in a.toml"), "{}", problems[0]);
    assert_eq!(catalogue.exercises.len(), 58);
}

#[test]
fn own_ladders_hold_or_are_told() {
    let link = |id: &str, line: &str| good(id).replacen("\nblock", &format!("\n{line}\nblock"), 1);
    let one = link("one", "harder = \"two\"");
    let two = link("two", "easier = \"one\"");
    let (catalogue, problems) = add(&[("1.toml", &one), ("2.toml", &two)]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(catalogue.ladder("two"), ["one", "two"]);

    for (second, expected) in [
        (good("two"), "1.toml:4:10: harder names two, but two does not name one as easier"),
        (good("three"), "1.toml:4:10: harder names two, which does not exist or was left out"),
        (
            link("three", "easier = \"one\""),
            "1.toml:4:10: harder names two, which does not exist or was left out",
        ),
        ("id = 5".to_owned(), "1.toml:4:10: harder names two, which does not exist or was left out"),
    ] {
        let (catalogue, problems) = add(&[("1.toml", &one), ("2.toml", &second)]);
        assert!(problems.iter().any(|problem| problem.starts_with(expected)), "{problems:?}");
        assert!(catalogue.get("one").is_none());
    }
    let (_, problems) = add(&[("1.toml", &link("one", "harder = \"bird-dog\""))]);
    assert!(problems[0].contains("harder names bird-dog, which came with the program"), "{problems:?}");
    let (_, problems) = add(&[("1.toml", &link("one", "easier = \"one\""))]);
    assert!(problems[0].contains("easier names the exercise itself"), "{problems:?}");

    let circle = |id: &str, next: &str| link(id, &format!("easier = \"{next}\"\nharder = \"{next}\""));
    let (catalogue, problems) = add(&[("1.toml", &circle("one", "two")), ("2.toml", &circle("two", "one"))]);
    assert!(problems.iter().any(|problem| problem.contains("goes round in a circle")), "{problems:?}");
    assert_eq!(catalogue.exercises.len(), 57);
}

#[test]
fn too_many_files_are_told_and_not_read() {
    let files: Vec<(String, String)> =
        (0..505).map(|n| (format!("{n:03}.toml"), good(&format!("own-{n}")))).collect();
    let mut catalogue = catalogue();
    let problems = own::add(&mut catalogue, &files);
    assert_eq!(catalogue.exercises.len(), 557);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].to_string().starts_with("500.toml:1:1: there are 505 exercise files"));
}

/// One line of the template is replaced; the answer names that line and says these words.
#[test]
fn hostile_and_clumsy_files_are_told_at_their_line() {
    const TABLE: &[(&str, &str, &str)] = &[
        // (line that begins like this, what stands there instead, what the message must hold)
        ("name", "name = \"a\\q\"", "there is a backslash here that means nothing"),
        ("name", "name = 5", "name is the number 5; write a text in double quotes"),
        ("name", "name = \"\"", "name is empty"),
        ("name", "name = \"   \"", "name is empty"),
        ("name", "name = \"My exercise", "this text does not end"),
        ("name", "name = My exercise", "without quotes"),
        ("name", "name =", "there is no value after the ="),
        ("name", "nmae = \"My exercise\"", "nmae is not a key of an exercise; did you mean name?"),
        ("name", "id = \"again\"", "this key is given twice"),
        ("name", "name = \"a\\u001b[2J\"", "name has a control character"),
        ("name", "name = \"a\\u202eb\"", "name has a control character or an invisible character"),
        ("name", "name = \"a\u{7}b\"", "does not belong there"),
        ("name", "name = \"a\u{0}b\"", "there is a NUL character here"),
        ("name", "name = \"a\u{feff}b\"", "invisible character"),
        (
            "name",
            "name = \"A name that goes on for longer than anyone could read\"",
            "characters long; keep it to 40",
        ),
        ("id", "id = \"Bird Dog\"", "id is \"Bird Dog\", which cannot be an id"),
        ("id", "id = \"../../etc/passwd\"", "which cannot be an id"),
        ("block", "block = \"warmup\"", "block is \"warmup\", which is not a choice; did you mean warm-up?"),
        ("block", "block = [\"warm-up\"]", "block is a list; write one of: warm-up"),
        ("mode", "mode = true", "mode is true, a yes or no"),
        ("mode", "mode = 2026-11-20", "mode is a date or a time"),
        ("start", "start = { reps = nan }", "start.reps is nan, which is not a whole number"),
        ("start", "start = { reps = 1e308 }", "start.reps is 1e308, which is not a whole number"),
        ("start", "start = { reps = -1 }", "start.reps is -1; write a whole number from 1 to 50"),
        ("start", "start = { reps = 0 }", "start.reps is 0; write a whole number from 1 to 50"),
        ("start", "start = { reps = \"3\" }", "start.reps is the text \"3\"; write a whole number"),
        (
            "start",
            "start = { reps = 3, sets = 65536 }",
            "start.sets is 65536; write a whole number from 1 to 5",
        ),
        ("start", "start = { reps = 99999999999999999999999999 }", "start.reps is 9999"),
        ("start", "start = { reps = 3, hold_s = 5 }", "start.hold_s is not a key of a dose"),
        ("start", "start = {}", "the key start.reps is missing; add reps = 1"),
        ("start", "start = 3", "start is the number 3; write a group in braces"),
        ("start", "start = { reps = 3", "does not end"),
        ("max", "max = { reps = 2 }", "start.reps is 3, but max.reps is 2"),
        ("max", "max = { reps = 3 }", "a step moves reps, but start and max are both 3"),
        ("step ", "step = { sets = 1 }", "reps goes from 3 to 8, but no step moves it"),
        (
            "tempo",
            "tempo = { out_s = 2, back_s = 99 }",
            "tempo.back_s is 99; write a whole number from 0 to 60",
        ),
        ("tempo", "tempo = { out_s = 2 }", "the key tempo.back_s is missing"),
        ("regions", "regions = []", "regions has 0 entries; give it 1 to 2"),
        ("regions", "regions = [\"knee\"]", "regions has an unknown word, \"knee\""),
        ("regions", "regions = [\"back\", \"back\"]", "regions has \"back\" twice"),
        ("skip", "skip = [\"KNEES\"]", "did you mean KNEE?"),
        ("skip", "tags = [\"relief\"]", "the tag relief is kept for exercises that came with the program"),
        ("skip", "modify.KNEEL = \"x\"", "modify.KNEEL is not known; did you mean KNEE?"),
        ("skip", "modify = 3", "modify is the number 3"),
        ("cues", "cues = [ \"One\" ]\nold = [", "cues has 1 entries; give it 2 to 3"),
        (
            "say",
            "say = \"one two three four five six seven eight nine ten eleven twelve thirteen\"",
            "more than 12 words",
        ),
        ("say", "[[[[", "cannot be read"),
        ("say", "\u{1b}]52;c;AAAA\u{7}", "cannot be read"),
    ];
    let mut missed = Vec::new();
    for (begin, instead, expected) in TABLE {
        let template = good("mine");
        let line = template.lines().position(|line| line.starts_with(begin)).unwrap() + 1;
        let text: Vec<&str> =
            template.lines().enumerate().map(|(n, old)| if n + 1 == line { *instead } else { old }).collect();
        let (catalogue, problems) = add(&[("mine.toml", &text.join("\n"))]);
        assert_eq!(catalogue.exercises.len(), 57, "{instead:?} was taken");
        let here = format!("mine.toml:{line}:");
        let told = problems.iter().find(|problem| problem.contains(expected));
        let Some(told) = told else {
            missed.push(format!("{instead:?}: {expected:?} is not in {problems:#?}"));
            continue;
        };
        // A dose is compared after all of it is read, so max may be blamed on its own line or step's.
        let near = ["max", "step "].contains(begin);
        assert!(near || told.starts_with(&here), "{instead:?}: {told}");
        for problem in &problems {
            assert!(!problem.chars().any(char::is_control), "{problem:?}");
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_missing_key_is_named_with_an_example() {
    for key in [
        "id",
        "name",
        "block",
        "position",
        "laterality",
        "mode",
        "start",
        "max",
        "spine",
        "regions",
        "say",
        "breath",
        "feel",
        "pain_note",
        "sources",
    ] {
        let template = good("mine");
        let text: Vec<&str> =
            template.lines().filter(|line| !line.starts_with(&format!("{key} ="))).collect();
        let (_, problems) = add(&[("mine.toml", &text.join("\n"))]);
        let expected = format!("mine.toml:1:1: the key {key} is missing; add {key} = ");
        assert!(problems.iter().any(|problem| problem.starts_with(&expected)), "{key}: {problems:?}");
    }
}

#[test]
fn every_mistake_of_a_file_is_told_at_once() {
    let text =
        good("mine").replace("\"back\"", "\"leg\"").replace("reps = 3", "reps = 0").replace("\"both\"", "2");
    let (_, problems) = add(&[("mine.toml", &text)]);
    assert_eq!(problems.len(), 3, "{problems:?}");
}

#[test]
fn columns_count_characters_not_bytes() {
    let text = good("mine").replace("name = \"My exercise\"", "name = \"Übung ☃\"; x = 1");
    let (_, problems) = add(&[("mine.toml", &text)]);
    assert!(problems[0].starts_with("mine.toml:3:17: "), "{problems:?}");
}

#[test]
fn the_picture_shows_the_line_and_no_control_characters() {
    let text = good("mine").replace("block = \"mobility\"", "block = \"mob\tility\u{85}\" ");
    let mut catalogue = catalogue();
    let problems = own::add(&mut catalogue, &[("m\u{1b}ine.toml".to_owned(), text)]);
    let picture = problems[0].picture();
    assert!(picture.contains("m\u{fffd}ine.toml:4:9"), "{picture}");
    assert!(picture.contains("4 | block = \"mob ility"), "{picture}");
    assert!(picture.contains('^'), "{picture}");
    assert!(!picture.chars().any(|c| c.is_control() && c != '\n'), "{picture:?}");
}

#[test]
fn not_utf8_is_told_with_its_line() {
    let told =
        |bytes: &[u8]| own::text_of("mine.toml", bytes).map_err(|error: ContentError| error.to_string());
    let utf16: Vec<u8> =
        [0xfeff_u16].into_iter().chain("id = 1".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(
        told(&utf16).unwrap_err().starts_with("mine.toml:1:1: this file is saved as UTF-16; save it again")
    );
    let big_endian: Vec<u8> =
        [0xfeff_u16].into_iter().chain("id = 1".encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert!(told(&big_endian).unwrap_err().contains("UTF-16"));
    let error = told(b"id = \"a\"\nname = \"\xff\"").unwrap_err();
    assert!(error.starts_with("mine.toml:2:9: there is a character here that is not UTF-8"), "{error}");
    assert!(told(&vec![b'a'; 1024 * 1024 + 1]).unwrap_err().contains("larger than 1 MiB"));
    assert_eq!(told(b"id = 1"), Ok("id = 1".to_owned()));
}

/// A file that was cut short is never taken for a whole one, wherever the cut is.
#[test]
fn a_file_cut_anywhere_is_told() {
    for (file, whole) in [builtin::EXERCISES[3], builtin::EXERCISES[30]] {
        let whole = whole.trim_end();
        for cut in 0..whole.len() {
            let Some(text) = whole.get(..cut) else { continue };
            let error = exercise_file::parse(file, text, true).expect_err(text).to_string();
            assert!(error.starts_with(&format!("{file}:")), "{error}");
        }
        assert!(exercise_file::parse(file, whole, true).is_ok());
    }
}

/// Any byte of a file replaced by any of these: an answer, not a crash.
#[test]
fn a_file_with_one_wrong_character_never_crashes() {
    let whole = good("mine");
    let mut told = 0;
    for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
        for wrong in
            ["\"", "[", "{", "}", "]", "=", "\n", "\r", "\0", ".", "#", "\\", "☃", "\u{301}", "9", ""]
        {
            let text = format!("{}{wrong}{}", &whole[..at], &whole[at + 1..]);
            if let Err(error) = exercise_file::parse("mine.toml", &text, false) {
                told += 1;
                assert!(!error.problems.is_empty());
                for problem in &error.problems {
                    assert!(problem.line >= 1 && problem.line <= text.split('\n').count(), "{problem}");
                    assert!(!problem.picture().is_empty());
                }
            }
        }
    }
    assert!(told > 2000, "{told}");
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}

#[test]
fn huge_and_deep_files_are_answered_at_once() {
    let table: Vec<(&str, String)> = vec![
        ("larger than 1 MiB", "a".repeat(1024 * 1024 + 1)),
        ("nested too deeply", format!("id = {}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("", format!("id = {}", "{ a = ".repeat(100_000))),
        ("", "[".repeat(1_000_000)),
        ("", "a.".repeat(500_000)),
        ("not a key of an exercise", numbered(100_000, |n| format!("k{n}=1\n"))),
        ("", "[[a]]\n".repeat(170_000)),
        ("", "=\n".repeat(500_000)),
        ("characters long", format!("id = \"{}\"", "a".repeat(1_000_000))),
        ("control character", format!("name = \"a{}\"", "\\u0001".repeat(100_000))),
        ("characters long", format!("name = \"a{}\"", "\u{301}".repeat(100_000))),
        ("this file is empty", String::new()),
        ("this file is empty", " \n\t\r\n ".to_owned()),
        ("", format!("modify = {{ {} }}", numbered(50_000, |n| format!("K{n}=\"\",")))),
        ("entries", format!("steps = [{}]", "\"a\",".repeat(200_000))),
    ];
    for (expected, text) in table {
        let start = Instant::now();
        let error = exercise_file::parse("mine.toml", &text, false).unwrap_err();
        let took = start.elapsed();
        let told = error.to_string();
        assert!(told.starts_with("mine.toml:"), "{told}");
        assert!(told.contains(expected), "{expected:?} is not in {told}");
        assert!(told.len() < 20_000, "{} bytes of message", told.len());
        assert!(took < Duration::from_secs(5), "{took:?} for a file of {} bytes", text.len());
    }
}

/// Texts made of pieces of real ones: never a crash, and what is taken keeps its bounds.
#[test]
fn shuffled_files_never_crash() {
    let mut seed = 0x5eed_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let lines: Vec<&str> = builtin::EXERCISES.iter().flat_map(|(_, text)| text.lines()).collect();
    for _ in 0..2000 {
        let base: Vec<&str> = builtin::EXERCISES[next(57)].1.lines().collect();
        let mut text: Vec<&str> = base.clone();
        for _ in 0..=next(4) {
            let at = next(text.len());
            match next(3) {
                0 => text[at] = lines[next(lines.len())],
                1 => text.insert(at, lines[next(lines.len())]),
                _ => drop(text.remove(at)),
            }
        }
        if let Ok(exercise) = exercise_file::parse("mine.toml", &text.join("\n"), true) {
            assert!(exercise.start.sets <= exercise.max.sets && exercise.max.sets <= 10);
            assert!(exercise.start.reps <= exercise.max.reps && exercise.max.reps <= 50);
            assert!(exercise.start.hold_s <= exercise.max.hold_s && exercise.max.hold_s <= 5400);
        }
    }
}
