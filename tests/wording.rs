//! Words decide what a program is: nothing that is shown may promise, judge or name a finding. Looked for
//! in every string of the code, every text of the assets, every help text and every screen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod app;
#[allow(dead_code, unreachable_pub)]
#[path = "tidy/source.rs"]
mod source;

use std::path::Path;

use app::{Pages, Person};
use clap::CommandFactory as _;
use supple::cli::Cli;
use supple::content::disclaimer::DISCLAIMER;
use supple::content::screening_file::rulebook;
use supple::domain::screening::probe::rulebook_to_text;
use supple::domain::screening::tier::Tier;
use supple::journal::book::Book as _;
use supple::journal::event::{Event, FlagRaised};

/// What must not be said, as whole words, whatever the case.
const NEVER: &[&str] = &[
    "treats",
    "treat",
    "treating",
    "cure",
    "cures",
    "cured",
    "curing",
    "relieve",
    "relieves",
    "relieving",
    "diagnose",
    "diagnoses",
    "diagnosing",
    "detect",
    "detects",
    "detecting",
    "detected",
    "clinically proven",
    "proven to",
    "scientifically proven",
    "rule out",
    "rules out",
    "ruled out",
    "safe for you",
    "you are safe",
    "you're safe",
    "perfectly safe",
    "no red flags",
    "you suffer from",
    "guaranteed",
    "we guarantee",
];
/// "You have" with these in front speaks of the person's own words, asks, or is a tense: it finds nothing.
const ASKS: &[&str] = &[
    "that",
    "do",
    "did",
    "if",
    "whether",
    "when",
    "once",
    "after",
    "until",
    "since",
    "what",
    "could",
    "would",
    "than",
    "as",
    "before",
    "or",
    "whatever",
    "which",
    "everything",
    "things",
];

/// What must not be said in this text. `said`: it only ever follows "You said that".
fn wrong(text: &str, said: bool) -> Vec<String> {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(DISCLAIMER, " ");
    let lower = whole.to_lowercase();
    let mut found: Vec<String> =
        NEVER.iter().filter(|word| has_words(&lower, word)).map(|word| (*word).to_owned()).collect();
    if !said {
        for (at, _) in
            lower.match_indices("you have").filter(|(at, _)| is_whole(&lower, *at, "you have".len()))
        {
            let before = lower[..at].trim_end();
            let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            // A new sentence begins with a finding, whatever stood before it.
            let new_sentence = before.is_empty() || before.ends_with(['.', ':', '!', '?', '"']);
            if new_sentence || !ASKS.contains(&last) {
                found.push("you have".into());
            }
        }
    }
    found
}

fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| is_whole(text, at, words.len()))
}

fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(text[..at].chars().next_back()) && !letter(text[at + length..].chars().next())
}

/// The string literals of Rust code: `code` is `shipped` with the strings blanked.
fn literals(shipped: &str, code: &str) -> Vec<(usize, String)> {
    let (shipped, code): (Vec<char>, Vec<char>) = (shipped.chars().collect(), code.chars().collect());
    let (mut found, mut open, mut line) = (Vec::new(), None, 1);
    for (at, c) in code.iter().enumerate() {
        line += usize::from(*c == '\n');
        if *c != '"' {
            continue;
        }
        match open.take() {
            None => open = Some((at + 1, line)),
            Some((from, line)) => {
                let text: String = shipped[from..at].iter().collect();
                // A backslash at the end of a line takes the line break and the spaces away.
                let joined = text.split("\\\n").map(str::trim_start).collect::<String>();
                found.push((line, joined.replace("\\n", " ").replace("\\\"", "\"")));
            }
        }
    }
    found
}

fn in_rust(path: &str, shipped: &str, code: &str) -> Vec<String> {
    let all = literals(shipped, code).into_iter();
    all.flat_map(|(line, text)| {
        wrong(&text, false).into_iter().map(move |word| format!("{line}: \"{word}\" in {text:?}"))
    })
    .map(|told| format!("{path}:{told}"))
    .collect()
}

fn in_toml(path: &str, text: &str) -> Vec<String> {
    let mut told = Vec::new();
    let value: toml::Value = toml::from_str(text).unwrap();
    walk(&value, "", &mut |key, text| {
        let said = key == "said";
        told.extend(
            wrong(text, said).into_iter().map(|word| format!("{path}: {key}: \"{word}\" in {text:?}")),
        );
    });
    told
}

fn walk(value: &toml::Value, key: &str, look: &mut impl FnMut(&str, &str)) {
    match value {
        toml::Value::String(text) => look(key, text),
        toml::Value::Array(list) => list.iter().for_each(|one| walk(one, key, look)),
        toml::Value::Table(table) => table.iter().for_each(|(key, one)| walk(one, key, look)),
        _ => {}
    }
}

#[test]
fn no_string_in_the_code_and_no_text_in_the_assets_says_what_must_not_be_said() {
    let tree = source::Tree::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let (mut strings, mut told) = (0, Vec::new());
    for file in tree.rust("src/") {
        strings += literals(&file.shipped, &file.code).len();
        told.extend(in_rust(&file.path, &file.shipped, &file.code));
    }
    let assets: Vec<_> =
        tree.all().filter(|file| file.path.starts_with("assets/") && file.has_ending("toml")).collect();
    for file in &assets {
        told.extend(in_toml(&file.path, &file.text));
    }
    assert!(
        strings > 1000 && assets.len() > 100,
        "{strings} strings, {} assets: not all of it",
        assets.len()
    );
    assert_eq!(told, Vec::<String>::new(), "\n{}", told.join("\n"));
}

#[test]
fn it_is_noticed_wherever_it_is_put() {
    for bad in [
        "This treats back pain.",
        "Cures stiffness",
        "It RELIEVES sciatica.",
        "supple detects trouble",
        "Your answers rule out a fracture.",
        "No red flags, you are safe.",
        "You have sciatica.",
        "It looks as though you have a slipped disc",
        "All done: you have arthritis",
        "This plan is safe for you.",
        "A clinically proven set",
        "supple diagnoses nothing",
    ] {
        assert!(!wrong(bad, false).is_empty(), "{bad}");
        let code = format!("//! A sentence.\nfn f() {{ say(\"{bad}\"); }} // {bad}\n");
        let tree = source::Tree::of([("src/a.rs".to_owned(), code)]);
        let file = tree.get("src/a.rs").unwrap();
        assert!(!in_rust(&file.path, &file.shipped, &file.code).is_empty(), "{bad}");
        let broken = format!("//! A sentence.\nfn f() {{ say(r#\"{}\"#); }}\n", bad.replace(' ', "\n  "));
        let tree = source::Tree::of([("src/a.rs".to_owned(), broken)]);
        let file = tree.get("src/a.rs").unwrap();
        assert!(!in_rust(&file.path, &file.shipped, &file.code).is_empty(), "{bad} over lines");
        assert!(!in_toml("assets/a.toml", &format!("[[x]]\ntext = \"{bad}\"\n")).is_empty(), "{bad}");
        assert!(!in_toml("assets/a.toml", &format!("a = [[{{ todo = \"{bad}\" }}]]\n")).is_empty(), "{bad}");
    }
}

#[test]
fn what_may_be_said_is_not_mistaken_for_it() {
    for good in [
        DISCLAIMER,
        "Nothing in these answers stops you today.",
        "You said that you have heart disease.",
        "Do you have a new pain in the neck?",
        "When you have been seen, enter the day.",
        "Are you under treatment now?",
        "Does rest ease it? What a relief set is.",
        "A new diagnosis, or a new medicine",
        "The detection of faces is not our business",
        "Sit down, and treatable things are for your GP",
    ] {
        assert_eq!(wrong(good, false), Vec::<String>::new(), "{good}");
    }
    assert_eq!(wrong("you have a bulge in a blood vessel", true), Vec::<String>::new());
    // Comments and tests of the code may speak of what must not be said.
    let tree = source::Tree::of([(
        "src/a.rs".to_owned(),
        "//! It treats nothing.\n/// Cures nothing.\nfn f() {}\n#[cfg(test)]\nmod tests {\n    fn g() { say(\"You have it\"); }\n}\n".to_owned(),
    )]);
    let file = tree.get("src/a.rs").unwrap();
    assert_eq!(in_rust(&file.path, &file.shipped, &file.code), Vec::<String>::new());
}

/// What a "said" text stands behind, so that none of them is ever a finding of ours.
#[test]
fn what_a_person_said_always_follows_you_said_that() {
    let book = rulebook().unwrap();
    for question in &book.questions {
        for choice in &question.values {
            let value = supple::domain::screening::answer::Value::choice(&choice.value);
            let sentence = supple::domain::screening::words::you_said(question, &value);
            assert!(
                sentence.starts_with("You said that ") || sentence.starts_with("You answered \""),
                "{}: {sentence}",
                question.id
            );
            assert_eq!(wrong(&sentence, false), Vec::<String>::new());
        }
    }
}

#[test]
fn no_help_text_and_no_rule_book_says_it() {
    let mut command = Cli::command();
    let mut texts = vec![rulebook_to_text(rulebook().unwrap()), command.render_long_help().to_string()];
    for sub in command.get_subcommands_mut() {
        texts.push(sub.render_long_help().to_string());
        texts.extend(sub.get_subcommands_mut().map(|sub| sub.render_long_help().to_string()));
    }
    assert!(texts.len() > 9, "{}", texts.len());
    for text in texts {
        // A source may have it in its title.
        let lines = text.lines().filter(|line| !line.contains("red flags"));
        let text = lines.collect::<Vec<_>>().join("\n");
        assert_eq!(wrong(&text, false), Vec::<String>::new(), "{text}");
    }
}

/// Key by key through a first visit, everything beside it, and a session with the stop key; each is looked at.
const WALK: &str = "enter 1 ? esc 1 enter 2 m esc b n n n n n n x x x x n 4 7 enter x 1 1 4 4 enter 2 4 2 y 2 \
    p esc m down enter esc x esc t left + esc l 1 5 enter esc r esc a f ? esc enter space i i s b ! 1 1 b 2 b 3 b b \
    2 1 b 2 b 3 b b 3 1 b 2 b 3 b b 4 1 b 2 b b 5 1 b 2 b 3 b b 6 b 7 q b";
/// A neck of 70 with old pain and much to tell, none of which locks.
const MUCH: &str = "enter 1 3 1 enter n n n n 4 4 x 1 enter 2 3 2 n 1 enter 2 4 enter 4 n 7 0 enter \
    4 enter n 4 3 0 enter 1 1 2 enter n 4 1 2 enter 4 2 x";

#[test]
fn no_screen_says_it() {
    let mut seen = std::collections::BTreeSet::new();
    let mut look = |person: &mut Person, keys: &str| {
        let screen = person.screen();
        let body: Vec<&str> = screen.lines().collect();
        assert_eq!(wrong(&body.join("\n"), false), Vec::<String>::new(), "after {keys:?}:\n{screen}");
        let words: Vec<&str> = body.iter().skip(1).flat_map(|line| line.split_whitespace()).collect();
        seen.insert(words.into_iter().take(12).collect::<Vec<_>>().join(" "));
    };
    let at = |day: &str, pages: &Pages| {
        let mut person = Person::at(&format!("2026-{day}T09:00:00+00:00"), pages.clone());
        person.size = (80, 60);
        person
    };
    for (keys, days) in [(WALK, 0), (MUCH, 0), ("enter 1 1 enter n*6 x*4 n 4 7 enter x 1 1 4 x 4 2 y 2", 3)] {
        let pages = Pages::default();
        let mut person = at("11-20", &pages);
        look(&mut person, "");
        for key in keys.split_whitespace() {
            person.press(key);
            look(&mut person, key);
        }
        // A session to its end, then the days after, up to the monthly questions, all of them answered.
        let keys = "enter n n n n 4 3 n n n n n n n n 2 x n n n n 4 x enter";
        for day in ["11-21", "12-05", "12-25"].iter().take(days) {
            let mut person = at(day, &pages);
            for key in keys.split_whitespace() {
                look(&mut person, key);
                person.press(key);
            }
            look(&mut person, "end");
        }
    }
    // Each tier of a block, and the way out of it.
    for (rule, tier) in [
        ("bladder-1", Tier::Emergency),
        ("weakness-1", Tier::Urgent),
        ("constant-1", Tier::ClinicianFirst),
        ("T8", Tier::ClinicianFirst),
        ("stop:chest", Tier::Emergency),
    ] {
        let pages = Pages::default();
        let mut first = at("11-20", &pages);
        first.press("enter 1 1 enter n*6 x*4 n 4 7 enter x 1 1 4 x 4 2 y 2");
        let raised = FlagRaised { rule: rule.into(), tier, run: None, from_unsure: false };
        first.pages.append(&Event::from(raised), app::at("2026-11-20T10:00:00+00:00"));
        let mut blocked = at("11-22", &pages);
        for keys in ["", "c", "1", "1", "2", "y", "r", "esc", "m", "enter", "esc", "esc", "enter"] {
            blocked.press(keys);
            look(&mut blocked, keys);
        }
    }
    assert!(seen.len() > 90, "only {} screens were seen", seen.len());
}

#[test]
fn the_disclaimer_is_at_the_first_start_in_the_help_and_below_every_help_text() {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut person = Person::at("2026-11-20T09:00:00+00:00", Pages::default());
    person.size = (80, 40);
    person.see(DISCLAIMER);
    assert!(person.pages.0.borrow().is_empty(), "before anything is asked");
    person.press("?").see(DISCLAIMER);
    // In a small window it has to be scrolled to its end before anything is asked.
    let mut small = Person::at("2026-11-20T09:00:00+00:00", Pages::default());
    small.size = (40, 12);
    let mut sight = String::new();
    let mut pages = 0;
    while !small.screen().contains("Which is it?") {
        sight += &small.screen();
        small.press("enter");
        pages += 1;
    }
    assert!((2..=12).contains(&pages), "{pages} pages");
    for word in DISCLAIMER.split_whitespace() {
        assert!(sight.contains(word), "{word:?} was never in sight:\n{sight}");
    }
    let mut command = Cli::command();
    assert!(flat(&command.render_long_help().to_string()).contains(DISCLAIMER));
    assert!(flat(&command.render_help().to_string()).contains(DISCLAIMER));
    // One place in the code.
    let tree = source::Tree::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let places: Vec<&str> = tree
        .rust("src/")
        .filter(|file| {
            literals(&file.shipped, &file.code).iter().any(|(_, text)| text.contains("a medical device"))
        })
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(places, ["src/content/disclaimer.rs"]);
}
