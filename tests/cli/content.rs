//! `supple content`: what it lists, shows, checks and begins; and an exercise of one's own from its file
//! to the plan, the mat and the log.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use supple::cli::open;
use supple::content::template;
use supple::paths::Paths;
use supple::tui::app::{App, Shared};
use supple::tui::theme::Theme;

use crate::home::{Home, Ran, finish, home_of, lines, ready, spawn};
use crate::rig::{Exit, Launch, PATIENCE};
use crate::support::{Pages, Person};

/// An exercise that a person has filled in, without the comments below it.
fn own(id: &str) -> String {
    let whole = template::exercise(id).replace(template::SAY, "Lift both arms slowly in front of you.");
    let file = whole.split("\n# More that may be said").next().unwrap();
    file.replace("My exercise", "Arm lifts from the physio")
}

const FIGURE: &str = r#"
[figure]
alt = "Standing. One arm rises to the front and comes down again."
highlight = ["arm_near"]
[figure.pose.start]
hip = [0.5, 0.53]
spine = [90, 90, 90]
neck = 90
face = 0
arm_near = [-90, -90, -90]
arm_far = [-90, -90, -90]
leg_near = [-90, -90, 0]
leg_far = [-90, -90, 0]
[figure.pose.up]
arm_near = [80, 85, 90]
[[figure.track]]
phase = "get-ready"
pose = "start"
[[figure.track]]
phase = "move"
pose = "up"
ms = 2000
[[figure.track]]
phase = "return"
pose = "start"
ms = 2000
"#;

// ---------------------------------------------------------------- list

#[test]
fn the_list_is_by_block_and_ladder() {
    let ran = Home::new().run(&["content", "list"]).code(0).quietly();
    let blocks = [
        "Warm-up\n",
        "Mobility\n",
        "Stability\n",
        "Strength\n",
        "Neck\n",
        "Walks and rides\n",
        "Programmes\n",
    ];
    let places: Vec<usize> = blocks
        .iter()
        .map(|name| ran.out.find(name).unwrap_or_else(|| panic!("{name}: {}", ran.out)))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    let ran = ran
        .says("  abdominal-brace             Belly brace\n    > heel-slide              Heel slide\n")
        .says("    > dead-bug                Dead bug\n  quadruped-arm-reach")
        .says("  low-back-default            Low back, all round\n")
        .says("  flare                       A flare day\n")
        .says("57 exercises. > is the harder form. `supple content show ID` shows one");
    assert_eq!(
        ran.out.lines().filter(|line| line.starts_with("    > ")).count(),
        26,
        "rungs above the first"
    );
}

#[test]
fn the_list_as_json_has_its_shape() {
    let home = Home::new();
    home.write("exercises/mine.toml", own("mine"));
    home.write(
        "exercises/theirs.toml",
        own("theirs").replace("skip = []", "skip = []\nfigure = \"sit-to-stand\""),
    );
    let list = home.run(&["content", "list", "--json"]).code(0).quietly().json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 59);
    for row in list {
        for (key, fits) in [
            ("id", row["id"].is_string()),
            ("name", row["name"].is_string()),
            ("block", row["block"].is_string()),
            ("ladder", row["ladder"].as_array().is_some_and(|ladder| ladder.contains(&row["id"]))),
            ("builtin", row["builtin"].is_boolean()),
            ("figure", row["figure"].is_boolean()),
            ("sources", row["sources"].as_array().is_some_and(|sources| !sources.is_empty())),
        ] {
            assert!(fits, "{key} of {row}");
        }
    }
    let find = |id: &str| list.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(
        *find("bird-dog"),
        serde_json::json!({
            "id": "bird-dog", "name": "Bird-dog", "block": "stability",
            "ladder": ["quadruped-arm-reach", "quadruped-leg-slide", "bird-dog"],
            "builtin": true, "figure": true, "sources": ["S1"],
        })
    );
    let row = |id: &str| (find(id)["builtin"].as_bool(), find(id)["figure"].as_bool());
    assert_eq!(row("mine"), (Some(false), Some(false)));
    assert_eq!(row("theirs"), (Some(false), Some(true)));
    home.run(&["content", "list"])
        .code(0)
        .says("mine                        Arm lifts from the physio  (yours)");
}

// ---------------------------------------------------------------- show

#[test]
fn an_exercise_is_its_figure_an_empty_line_and_its_words() {
    let home = Home::new();
    let ran = home.run(&["content", "show", "bird-dog"]).code(0).quietly();
    let (figure, words) = ran.out.split_once("\n\n").unwrap();
    assert!(figure.contains('@') && figure.contains('#') && figure.is_ascii(), "{figure}");
    assert!(figure.lines().count() <= 14 && figure.lines().all(|line| line.len() <= 40), "{figure}");
    let mut rest = words;
    for part in [
        "Bird-dog (bird-dog)\nReach one leg back and the opposite arm forward.\n\nSteps\n  1. Come to all fours",
        "\n\nCues\n  - Heel pushes away, thumb points up\n",
        "\nBreath: Out as you reach",
        "\nFeel it: Your bottom",
        "\nIf it hurts: If your back tires first",
        "\n\nLeave it out if\n  - kneeling or bending your knees deeply hurts\n",
        "  - you cannot get down to the floor and up again\n",
        "\nChange it if\n  - leaning on your hands hurts: Rest on your fists",
        "\nDose: begins with 3 x 3 s each side; a step adds 1 repetition, then 1\n",
        "at most 10 x 10 s each side.\n",
        "Ladder: All-fours arm reach > All-fours leg slide > Bird-dog\n",
        "Needs: mat\n",
        "The figure: On hands and knees, back flat.",
        "\n\nSources\n  S1      \"When to Stop Exercising",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("no {part:?} in {rest}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn every_exercise_can_be_shown_in_every_way() {
    let home = Home::new();
    for (file, _) in supple::content::builtin::EXERCISES {
        let id = file.trim_end_matches(".toml");
        let braille = home.run(&["content", "show", id, "--charset", "braille"]).code(0).quietly();
        assert!(braille.out.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c)), "{id}: {}", braille.out);
        let plain = home.run(&["content", "show", id, "--plain"]).code(0).quietly().out;
        let twin = plain.split("\n\n").next().unwrap().replace('\n', " ");
        assert!(twin.len() > 20 && twin.ends_with('.') && plain.is_ascii(), "{id}: {twin}");
        assert!(!plain.contains("The figure:"), "the words are not said twice: {plain}");
    }
    for (set, sample) in [("octant", '█'), ("quadrant", '█'), ("ascii", '@')] {
        home.run(&["content", "show", "bird-dog", "--charset", set]).code(0).says(&sample.to_string());
    }
}

#[test]
fn key_poses_and_sizes_are_chosen() {
    let home = Home::new();
    let frame = |nth: &str| home.run(&["content", "show", "bird-dog", "--frame", nth]);
    let poses: Vec<String> = ["1", "2", "3"].iter().map(|nth| frame(nth).code(0).out).collect();
    assert_ne!(poses[0], poses[1]);
    assert_ne!(poses[1], poses[2]);
    assert_eq!(home.run(&["content", "show", "bird-dog"]).out, poses[1]);
    for nth in ["0", "4", "99999999999"] {
        frame(nth).code(2).complains("the figure of bird-dog has 3 key poses; choose 1 to 3");
    }
    frame("first").code(2).complains("invalid value 'first' for '--frame");
    for (size, fits) in
        [("8x4", true), ("20x7", true), ("200x80", true), ("7x4", false), ("40", false), ("x", false)]
    {
        let ran = home.run(&["content", "show", "cat-cow", "--size", size]);
        if fits {
            let (cols, rows) = size.split_once('x').unwrap();
            let ran = ran.code(0);
            let figure: Vec<&str> = ran.out.split("\n\n").next().unwrap().lines().collect();
            assert!(figure.len() <= rows.parse().unwrap());
            assert!(figure.iter().all(|line| line.len() <= cols.parse().unwrap()), "{figure:?}");
        } else {
            ran.code(2).complains("columns x rows, such as 40x14; from 8x4 to 200x80");
        }
    }
}

#[test]
fn a_terminal_that_can_gets_dots() {
    let home = Home::new();
    for (lang, dots) in [("en_GB.UTF-8", true), ("C", false)] {
        let mut terminal = Launch::supple()
            .args(&["content", "show", "bird-dog", "--size", "30x8"])
            .env("SUPPLE_HOME", home.path())
            .env("LANG", lang)
            .env("LC_ALL", "")
            .open();
        terminal.wait_for("Ladder: All-fours", PATIENCE);
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
        let text = String::from_utf8_lossy(&terminal.raw_bytes()).into_owned();
        assert_eq!(text.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c)), dots, "{lang}: {text}");
    }
}

#[test]
fn an_exercise_as_json_has_all_of_its_words() {
    let shown = Home::new().run(&["content", "show", "cat-cow", "--json"]).code(0).quietly().json();
    assert_eq!(shown["id"], "cat-cow");
    assert_eq!(shown["steps"].as_array().unwrap().len(), 4);
    assert_eq!(shown["modify"][0]["code"], "KNEE");
    assert!(shown["figure"]["alt"].as_str().unwrap().ends_with('.'));
    assert!(
        shown["figure"]["rows"].as_array().unwrap().len() > 3 && shown["figure"]["frames"].as_u64() > Some(1)
    );
}

#[test]
fn cards_the_rethink_list_sets_and_programmes_can_be_read() {
    let home = Home::new();
    let show = |what: &str| home.run(&["content", "show", what]).code(0).quietly();
    let cards =
        show("cards").says(" 1  An ache during a session").says("25  No better after two to four weeks").out;
    assert_eq!(cards.matches(']').count(), 25, "each with its source");
    let rethink = show("rethink")
        .says("Heavy squats\n  Use your own weight for now: sit to stand, then the wall sit. [S1]\n  Instead: Sit to stand")
        .out;
    assert_eq!(rethink.matches(']').count(), 16);
    show("flare")
        .says("A flare day\n")
        .says("belly-breathing           Belly breathing\n")
        .says("Sources: S0");
    show("stiff-morning").says("indoor-march").says("the rest of the session later in the day");
    show("extension-biased")
        .says("Leaning back feels better (extension-biased)")
        .says("- No rounding of the back")
        .says("prone-lying               Lying face down: always\n")
        .says("Sources: S1, MDT, DESIGN");
    show("desk-stiff-10").says("- If leaning back or standing long makes it worse: Desk fold in place of");
    show("sources")
        .says("BPSTUDY  Wiles 2018")
        .says("GK       General knowledge of the authors")
        .says("D        DESIGN in short")
        .says("PLAN     A plan of your clinician's")
        .says("supple screen --list");
    for (what, count) in [("cards", 25), ("rethink", 16)] {
        let list = home.run(&["content", "show", what, "--json"]).code(0).json();
        assert_eq!(list.as_array().unwrap().len(), count);
    }
    assert_eq!(
        home.run(&["content", "show", "low-back-default", "--json"]).code(0).json()["items"][1]["entry"],
        "cat-cow"
    );
}

#[test]
fn an_unknown_id_is_2_with_what_may_have_been_meant() {
    let home = Home::new();
    for (given, words) in [
        (
            "brid-dog",
            "there is nothing called brid-dog in the content. Did you mean bird-dog? `supple content list`",
        ),
        ("bridge", "Did you mean bridge-march or glute-bridge?"),
        ("Card", "Did you mean cards?"),
        ("flair", "Did you mean flare?"),
        (
            "hopscotch",
            "there is nothing called hopscotch in the content. `supple content list` shows all ids.",
        ),
        ("\u{1b}[31m", "there is nothing called ·[31m"),
        ("", "there is nothing called  in the content"),
    ] {
        home.run(&["content", "show", given]).code(2).complains(words);
    }
}

// ---------------------------------------------------------------- new and check

#[test]
fn a_new_exercise_is_begun_and_never_overwrites() {
    let home = Home::new();
    let ran = home
        .run(&["content", "new", "arm-lifts"])
        .code(0)
        .complains("Until it is filled in it stays out of your plan");
    let path = PathBuf::from(ran.out.trim_end());
    assert_eq!(path, home.path().join("exercises/arm-lifts.toml"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), template::exercise("arm-lifts"));
    // As it is it is no exercise yet, and says so.
    home.run(&["content", "check"])
        .code(1)
        .says("arm-lifts.toml:18:7: say is still that of the starting file, so this exercise is left out; write what")
        .says("1 mistake in 1 file.");
    std::fs::write(&path, own("arm-lifts")).unwrap();
    home.run(&["content", "new", "arm-lifts"])
        .code(2)
        .complains("that of Arm lifts from the physio, one of your own");
    std::fs::write(&path, "my notes").unwrap();
    home.run(&["content", "new", "arm-lifts"])
        .code(74)
        .complains("arm-lifts.toml is there already, and nothing is overwritten. Choose another name.");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "my notes");
    for (id, words) in [
        ("bird-dog", "the id bird-dog is that of Bird-dog, which came with the program. Choose another id."),
        ("Bird dog", "Bird dog cannot be an id. Use small letters a to z"),
        ("../../etc/x", "../../etc/x cannot be an id"),
        ("", " cannot be an id"),
        ("cards", "cards is a word of supple's own"),
        ("flare", "flare is a word of supple's own"),
        ("low-back-default", "low-back-default is a word of supple's own"),
    ] {
        home.run(&["content", "new", id]).code(2).complains(words);
    }
    assert_eq!(home.names(), ["exercises"], "nothing else was written");
}

#[test]
fn a_check_names_file_line_column_what_is_wrong_and_what_was_expected() {
    let home = Home::new();
    home.run(&["content", "check"]).code(0).says("There are no files of your own in ");
    home.write("exercises/good.toml", own("good"));
    home.write("config.toml", "[look]\nbell = true\n");
    home.run(&["content", "check"]).code(0).quietly().says("2 files, no mistakes.\n");
    home.write("config.toml", "[look]\nbell = maybe\n");
    let bad =
        home.write("exercises/bad.toml", own("bad").replace("block = \"mobility\" ", "block = \"mobilty\" "));
    home.run(&["content", "check"])
        .code(1)
        .says(&format!(
            "{}:4:9: block is \"mobilty\", which is not a choice; did you mean mobility?",
            bad.display()
        ))
        .says("\n    block = \"mobilty\"")
        .says("\n            ^\n")
        .says("config.toml:2:8: a text stands here without quotes")
        .says("2 mistakes in 3 files.\n");
    // The same as data.
    let list = home.run(&["content", "check", "--json"]).code(1).json();
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert_eq!((&list[0]["line"], &list[0]["column"]), (&2.into(), &8.into()));
    // One file alone.
    let path = bad.display().to_string();
    home.run(&["content", "check", &path]).code(1).says("1 mistake in 1 file.");
    let good = home.path().join("exercises/good.toml").display().to_string();
    home.run(&["content", "check", &good]).code(0).says("1 file, no mistakes.");
    home.run(&["content", "check", &good, &path, &path]).code(1).says("1 mistake in 2 files.");
    home.run(&["content", "check", "nowhere.toml"]).code(1).says("nowhere.toml:1:1: there is no such file");
    home.run(&["content", "check", "/"]).code(1).says("the file is a folder, not a file");
    // The other exercises are as they were.
    home.write("config.toml", "[look]\nbell = true\n");
    home.run(&["content", "show", "bird-dog"]).code(0).complains("exercises/bad.toml:4:9");
}

#[test]
fn a_clinicians_plan_is_begun_and_checked_too() {
    let home = Home::new();
    let ran = home
        .run(&["content", "new", "--plan", "knee-week"])
        .code(0)
        .complains("It counts as soon as it is there");
    let path = PathBuf::from(ran.out.trim_end());
    assert_eq!(path, home.path().join("plans/knee-week.toml"));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, supple::content::physio_file::starting_file("knee-week"));
    home.run(&["content", "new", "--plan", "knee-week"]).code(74).complains("nothing is overwritten");
    home.run(&["content", "check"]).code(0).says("1 file, no mistakes.");
    home.write("exercises/mine.toml", own("mine"));
    home.write(
        "plans/knee-week.toml",
        text.replace("\"bird-dog\"\nreps = 3\nhold_s = 5", "\"mine\"\nreps = 3"),
    );
    home.run(&["content", "check"]).code(0).says("2 files, no mistakes.");
    home.run(&["content", "check", &path.display().to_string()]).code(0).says("1 file, no mistakes.");
    home.write("plans/knee-week.toml", text.replace("\"bird-dog\"", "\"brid-dog\""));
    for args in [&["content", "check"][..], &["content", "check", &path.display().to_string()]] {
        home.run(args)
            .code(1)
            .says("plans/knee-week.toml:")
            .says("there is no exercise brid-dog; did you mean bird-dog?");
    }
    for args in [&["content", "new"][..], &["content", "new", "a-move", "--plan", "a-plan"]] {
        home.run(args).code(2);
    }
    home.run(&["content", "new", "--plan", "../x"]).code(2).complains("../x cannot be an id");
}

#[test]
fn ladders_are_followed_into_the_folder() {
    let home = Home::new();
    home.write("exercises/easy.toml", own("easy").replace("skip = []", "skip = []\nharder = \"hard\""));
    let hard =
        home.write("elsewhere/hard.toml", own("hard").replace("skip = []", "skip = []\neasier = \"easy\""));
    home.run(&["content", "check", &hard.display().to_string()]).code(0).says("1 file, no mistakes.");
    // In the folder the lower rung has no upper one yet.
    home.run(&["content", "check"]).code(1).says("harder names hard, which does not exist or was left out");
    home.write("exercises/hard.toml", std::fs::read(hard).unwrap());
    home.run(&["content", "check"]).code(0);
    let list = home.run(&["content", "list", "--json"]).code(0).json();
    let row = list.as_array().unwrap().iter().find(|row| row["id"] == "hard").unwrap().clone();
    assert_eq!(row["ladder"], serde_json::json!(["easy", "hard"]));
    home.run(&["content", "list"])
        .says("  easy                        ")
        .says("    > hard                    ");
}

#[test]
fn programmes_and_figures_are_checked_as_what_they_are() {
    let home = Home::new();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/assets");
    home.run(&["content", "check", &format!("{root}/figures/bird-dog.toml")]).code(0);
    let programme = home.write(
        "mine.toml",
        "id = \"mine\"\nname = \"Mine\"\nfits = \"Me.\"\nregions = [\"back\"]\nsources = [\"me\"]\nitems = [{ entry = \"brid-dog\", priority = 1 }]\n",
    );
    home.run(&["content", "check", &programme.display().to_string()])
        .code(1)
        .says("mine.toml:6:21: there is no exercise brid-dog; use an id of the catalogue");
    let figure =
        home.write("wave.toml", "id = \"wave\"\nalt = \"A wave.\"\ntrack = []\n[pose.start]\nhip = [0, 0]\n");
    home.run(&["content", "check", &figure.display().to_string()])
        .code(1)
        .says("wave.toml:4:")
        .says("is missing");
}

#[test]
fn a_mistake_in_a_figure_costs_the_figure_alone() {
    let home = Home::new();
    let text = own("mine") + &FIGURE.replace("leg_near = [-90, -90, 0]", "leg_near = [-90, 60, 0]");
    home.write("exercises/mine.toml", &text);
    home.run(&["content", "check"])
        .code(1)
        .says("exercises/mine.toml:")
        .says("no body can do this: mine: Ready 0.00: knee 0 bends by 150 degrees");
    home.run(&["content", "show", "mine"])
        .code(0)
        .complains("no body can do this")
        .says("There is no figure for this exercise; the steps below say all of it.")
        .says("Arm lifts from the physio (mine)");
    for (from, to, words) in [
        ("alt = ", "atl = ", "unknown field `atl`"),
        ("hip = [0.5, 0.53]", "hip = [0.5, nan]", "a number is out of range"),
        ("hip = [0.5, 0.53]", "hip = [0.5, 1e308]", "a number is out of range"),
        ("pose = \"up\"", "pose = \"upp\"", "\"upp\" is not known here"),
        ("[figure]", "[figure]\nid = \"other\"", "the id \"other\" is not \"mine\""),
    ] {
        home.write("exercises/mine.toml", own("mine") + &FIGURE.replacen(from, to, 1));
        home.run(&["content", "check"]).code(1).says(words);
    }
    let poses: Vec<String> =
        (0..3000).map(|n| format!("[figure.pose.p{n}]\nfrom = \"p{}\"\n", n + 1)).collect();
    home.write("exercises/mine.toml", own("mine") + FIGURE + &poses.concat());
    home.run(&["content", "check"]).code(1).says("a figure with 3002 poses; keep it to 24");
    home.write("exercises/mine.toml", own("mine") + FIGURE);
    home.run(&["content", "check"]).code(0);
    home.run(&["content", "show", "mine"]).code(0).quietly().says("The figure: Standing. One arm rises");
}

#[test]
fn the_schema_is_printed() {
    let ran = Home::new().run(&["content", "schema"]).code(0).quietly();
    assert_eq!(ran.out, supple::content::schema::SCHEMA);
}

// ---------------------------------------------------------------- from the file to the log

/// A file in the folder: in today's plan, on the screen, with its figure, in the journal, in the log.
#[test]
fn an_exercise_of_ones_own_reaches_the_plan_the_mat_and_the_log() {
    let person = ready();
    let home = home_of(&person);
    let before = home.run(&["plan", "--json"]).code(0).quietly().json();
    assert!(!before.to_string().contains("arm-lifts"));
    home.write("exercises/arm-lifts.toml", own("arm-lifts") + FIGURE);
    let plan = home.run(&["plan", "--json"]).code(0).quietly().json();
    let item = plan["exercises"].as_array().unwrap().iter().find(|item| item["id"] == "arm-lifts");
    let item = item.unwrap_or_else(|| panic!("not in {plan}"));
    assert_eq!(item["dose"], serde_json::json!({"sets": 1, "reps": 3, "hold_s": 0}));
    home.run(&["plan"]).code(0).says("Arm lifts from the physio");
    home.run(&["why", "arm-lifts"]).code(0).says("In the plan: 3 reps");

    // The real program, in a terminal.
    let mut terminal = Launch::supple().env("SUPPLE_HOME", home.path()).open();
    terminal.wait_for("Arm lifts from the physio", PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));

    // The session, quicker than the clock.
    let paths = Paths::find(Some(home.path()), |_| None).unwrap();
    let mut coach = open::coach(person.pages.0.borrow().clone()).unwrap();
    assert_eq!(open::own_exercises(&mut coach, &paths), Vec::<String>::new());
    let pages = Pages(person.pages.0.clone());
    let app = App::new(Shared::new(coach, Box::new(pages.clone()), Theme::new(true), person.now));
    let mut person = Person { app, pages, now: person.now, size: (80, 30) };
    person.see("Arm lifts from the physio");
    person.press("enter");
    while !person.screen().contains("Lift both arms slowly in front of you.") {
        let screen = person.screen();
        if screen.contains("0 to 10?") {
            person.press("2");
        } else if screen.contains("count one") {
            person.press("space");
        } else {
            person.wait(1);
        }
        assert!(!screen.contains("Last 7 days:"), "it never came:\n{screen}");
    }
    let dots = person.screen().chars().filter(|c| ('\u{2801}'..='\u{28ff}').contains(c)).count();
    assert!(dots > 20, "its figure is on the screen:\n{}", person.screen());
    person.play("2").see("Last 7 days: 1 of 5 to 7");

    home.write("journal.jsonl", lines(&person.pages.0.borrow()));
    let log = home.run(&["log", "--json"]).code(0).quietly().json();
    let done = log["exercises"].as_array().unwrap().iter().find(|done| done["id"] == "arm-lifts").unwrap();
    assert_eq!((&done["done"]["reps"], &done["pain"]), (&3.into(), &2.into()));
    // Without its file the log still has it, and everything goes on.
    std::fs::remove_file(home.path().join("exercises/arm-lifts.toml")).unwrap();
    let again = home.run(&["log", "--json"]).code(0).quietly().json();
    assert_eq!(again, log);
    home.run(&["plan", "--json"]).quietly();
}

/// The card of the day: once, at the end, and recorded.
#[test]
fn the_end_of_a_session_has_one_thought_and_another_the_next_day() {
    let mut person = ready();
    person.press("enter").play("2");
    person.size = (80, 60);
    person.see("* An ache during a session or after it is common").see("[S2]");
    assert_eq!(person.events("card.shown").len(), 1);
    let pages = Pages(person.pages.0.clone());
    let day = person.now.wall.date_naive() + chrono::Days::new(1);
    let mut person = Person::at(&format!("{day}T08:00:00+00:00"), pages);
    person.size = (80, 60);
    assert!(!person.screen().contains("An ache during"), "it is not in the way:\n{}", person.screen());
    let card = person.app.shared.coach.card(person.now.wall).unwrap();
    assert_eq!(card.id, "move-not-rest");
}

// ---------------------------------------------------------------- files that mean harm

/// With one second of computing and 100 MB of memory, whatever else the machine is busy with: the system
/// ends what takes more.
fn quick(home: &Home, args: &[&str]) -> Ran {
    let limited = format!("ulimit -v 100000; ulimit -t 1; exec \"$0\" {}", args.join(" "));
    let mut shell = Command::new("sh");
    shell.args(["-c", &limited, env!("CARGO_BIN_EXE_supple")]);
    shell.env_clear().env("TZ", "UTC").env("HOME", "/nonexistent").env("SUPPLE_HOME", home.path());
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    finish(spawn(&mut shell), "")
}

#[test]
fn hostile_files_get_a_readable_error_within_a_second() {
    let keys = |count: usize| (0..count).map(|n| format!("k{n} = 1\n")).collect::<Vec<_>>().concat();
    let with = |from: &str, to: &str| own("x").replacen(from, to, 1).into_bytes();
    let utf16: Vec<u8> =
        [0xfeff_u16].into_iter().chain(own("x").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let hold = |seconds: &str| {
        let dose = format!("{{ reps = 2, hold_s = {seconds} }}");
        own("x")
            .replace("mode = \"reps\" ", "mode = \"hold\" ")
            .replace("start = { reps = 3 }", &format!("start = {dose}"))
            .into_bytes()
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("depth 100,000", format!("a = {}", "[".repeat(100_000)).into(), "x.toml:1:"),
        ("tables 100,000 deep", format!("a = {}", "{b = ".repeat(100_000)).into(), "x.toml:1:"),
        ("dots 100,000 deep", format!("{}a = 1", "a.".repeat(100_000)).into(), "x.toml:1:"),
        ("60,000 keys", keys(60_000).into(), "is not a key of an exercise"),
        ("10 million keys", keys(10_000_000).into(), "this file is larger than 1 MiB"),
        ("hold 1e308", hold("1e308"), "start.hold_s is 1e308, which is not a whole number"),
        ("hold -1", hold("-1"), "start.hold_s is -1; write a whole number from 5 to 60"),
        ("hold NaN", hold("nan"), "start.hold_s is nan"),
        ("hold inf", hold("-inf"), "start.hold_s is -inf"),
        ("0 reps", with("reps = 3", "reps = 0"), "start.reps is 0; write a whole number from 1 to 50"),
        (
            "65,536 sets",
            with("reps = 3", "reps = 3, sets = 65536"),
            "start.sets is 65536; write a whole number from 1 to 5",
        ),
        ("empty name", with("Arm lifts from the physio", ""), "x.toml:3:8: name is empty"),
        ("no exercise", b"# nothing\n".to_vec(), "the key id is missing"),
        ("empty", Vec::new(), "this file is empty"),
        (
            "wrong types",
            b"id = 3\nname = []\nsteps = \"a\"\nstart = 5\nskip = true\n".to_vec(),
            "id is the number 3",
        ),
        ("UTF-16", utf16, "this file is saved as UTF-16"),
        ("NUL", b"id = \"a\0b\"".to_vec(), "there is a NUL character here"),
        ("a built-in id", with("id = \"x\"", "id = \"bird-dog\""), "which came with the program"),
        (
            "a circle of one",
            with("skip = []", "skip = []\neasier = \"x\""),
            "easier names the exercise itself",
        ),
        ("a megabyte in one text", with("First step.", &"a".repeat(1_000_000)), "characters long"),
        (
            "a thousand steps",
            with("  \"First step.\",", &"  \"a\",\n".repeat(1000)),
            "steps has 1002 entries; give it 3 to 5",
        ),
    ];
    for (name, bytes, words) in cases {
        let home = Home::new();
        home.write("exercises/x.toml", &bytes);
        let ran = quick(&home, &["content", "check"]).code(1).says(words).says("exercises/x.toml:");
        assert!(ran.out.len() < 20_000, "{name}: {} bytes of words", ran.out.len());
        // The exercises that came with the program are still there.
        quick(&home, &["content", "list"]).code(0).says("57 exercises").complains("x.toml");
    }
    // Two with one id, and a circle of two.
    let home = Home::new();
    home.write("exercises/a.toml", own("x"));
    home.write("exercises/b.toml", own("x"));
    quick(&home, &["content", "check"]).code(1).says("b.toml:2:6: Arm lifts from the physio has the id x");
    let circle = |id: &str, other: &str| {
        own(id).replace("skip = []", &format!("skip = []\neasier = \"{other}\"\nharder = \"{other}\""))
    };
    home.write("exercises/a.toml", circle("x", "y"));
    home.write("exercises/b.toml", circle("y", "x"));
    quick(&home, &["content", "check"]).code(1).says("goes round in a circle");
    // A byte order mark and the line ends of DOS are no mistakes.
    std::fs::remove_file(home.path().join("exercises/b.toml")).unwrap();
    home.write("exercises/a.toml", format!("\u{feff}{}{FIGURE}", own("x")).replace('\n', "\r\n"));
    quick(&home, &["content", "check"]).code(0).says("1 file, no mistakes.");
    quick(&home, &["content", "show", "x"]).code(0).quietly().says("The figure: Standing.");
}
