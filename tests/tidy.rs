//! The map of the repository, as a table that is checked: which part may do what. Start reading at
//! [`MAP`]. A new exception belongs into `tidy/checks.rs`, next to the reason for it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "tidy/checks.rs"]
mod checks;
#[path = "tidy/source.rs"]
mod source;

use std::collections::BTreeMap;
use std::path::Path;

use source::Tree;

/// A rule: what holds; the check; and files that break it, each of which the check has to notice.
type Rule = (&'static str, fn(&Tree) -> Vec<String>, &'static [(&'static str, &'static str)]);

const MAP: &[Rule] = &[
    (
        "Every Rust file says first what it is for.",
        checks::opens_with_a_sentence,
        &[
            ("src/new.rs", "use std::fmt;\n"),
            ("src/domain/new.rs", "\n//! A sentence that comes too late.\n"),
            ("tests/new.rs", "//! Short.\n"),
        ],
    ),
    (
        "src/domain, the rules: pure functions. No clock, files, environment, terminal, chance, globals, threads.",
        checks::domain_asks_nobody,
        &[
            ("src/domain/a.rs", "fn f() -> Instant { x }"),
            ("src/domain/a.rs", "use std::time::{Duration, SystemTime};"),
            ("src/domain/a/b.rs", "let now = chrono::Local::now();"),
            ("src/domain/a.rs", "let now = Utc::now();"),
            ("src/domain/a.rs", "use std::fs;"),
            ("src/domain/a.rs", "let file = File::open(path);"),
            ("src/domain/a.rs", "let home = std::env::var(\"HOME\");"),
            ("src/domain/a.rs", "use ratatui::style::Style;"),
            ("src/domain/a.rs", "use crossterm::event;"),
            ("src/domain/a.rs", "println!(\"{x}\");"),
            ("src/domain/a.rs", "getrandom::fill(&mut bytes);"),
            ("src/domain/a.rs", "for x in HashMap::new() {}"),
            ("src/domain/a.rs", "static mut COUNT: u32 = 0;"),
            ("src/domain/a.rs", "static X: OnceLock<u32> = OnceLock::new();"),
            ("src/domain/a.rs", "thread_local! { static X: u32 = 0; }"),
            ("src/domain/a.rs", "std::thread::sleep(x);"),
            ("src/domain/probe.rs", "mod inner;\nfn f() { Instant::now(); }"),
            ("src/domain/a.rs", "#[cfg(test)]\nmod tests { fn f() {} }\nfn g() { Instant::now(); }"),
        ],
    ),
    (
        "src/domain imports from nothing but src/domain.",
        checks::domain_imports_itself,
        &[
            ("src/domain/a.rs", "use crate::journal::event::Event;"),
            ("src/domain/a.rs", "use crate::session;"),
            ("src/domain/a.rs", "fn f(x: &crate::tui::App) {}"),
            ("src/domain/a.rs", "use crate::{domain::score::Score, coach::Coach};"),
            ("src/domain/a.rs", "use super::super::cli::output;"),
            ("src/domain/a/b.rs", "use super::super::super::content::Catalogue;"),
            ("src/domain/a.rs", "use crate::domain::score::Score;\nuse crate::report;"),
        ],
    ),
    (
        "src/session, the running session: a pure machine too.",
        checks::session_asks_nobody,
        &[
            ("src/session/a.rs", "let start = Instant::now();"),
            ("src/session/a.rs", "let start = chrono::Utc::now();"),
            ("src/session/a.rs", "let file = std::fs::read(path);"),
            ("src/session/a.rs", "use crossterm::event::KeyEvent;"),
        ],
    ),
    (
        "src/session imports only the rules, the journal's events and itself.",
        checks::session_imports_little,
        &[
            ("src/session/a.rs", "use crate::journal::store::Store;"),
            ("src/session/a.rs", "use crate::journal::{event::Event, keeper::Keeper};"),
            ("src/session/a.rs", "use crate::clock::Now;"),
            ("src/session/a.rs", "use super::super::tui::theme::Theme;"),
        ],
    ),
    (
        "Time is asked for in one place; three others only measure a wait.",
        checks::one_clock,
        &[
            ("src/tui/a.rs", "let now = std::time::Instant::now();"),
            ("src/report/a.rs", "let today = Local::now().date_naive();"),
            ("src/journal/writer.rs", "use std::time::SystemTime;"),
        ],
    ),
    (
        "Files are opened in src/journal (file, files, device, rescue, running, holder); the command line only reads what people wrote, and makes new files in one place and replaces the settings in one.",
        checks::one_door_to_the_disk,
        &[
            ("src/tui/a.rs", "std::fs::write(path, text);"),
            ("src/content/a.rs", "let file = File::open(path);"),
            ("src/journal/writer.rs", "use std::fs::OpenOptions;"),
            ("src/journal/store.rs", "let file = File::open(path);"),
            ("src/cli/open.rs", "std::fs::write(path, text);"),
            ("src/cli/output.rs", "let file = std::fs::File::create(path);"),
            ("src/cli/save.rs", "std::fs::write(path, text);"),
            ("src/cli/settings_file.rs", "std::fs::write(path, text);"),
            ("src/cli/coach.rs", "std::fs::rename(a, b);"),
            ("src/cli/report.rs", "std::fs::write(path, text);"),
        ],
    ),
    (
        "The environment is asked for in src/main.rs and handed on.",
        checks::one_look_at_the_environment,
        &[("src/paths.rs", "let home = std::env::var_os(\"HOME\");"), ("src/cli/a.rs", "use std::env;")],
    ),
    (
        "The journal only ever grows: nothing renames it, cuts it or removes it, but for forget and doctor --tidy, through src/journal/rewrite.rs.",
        checks::the_journal_only_grows,
        &[
            ("src/journal/store.rs", "std::fs::rename(a, b);"),
            ("src/journal/file.rs", "file.set_len(0);"),
            ("src/journal/writer.rs", "options.truncate(true);"),
            ("src/journal/salvage.rs", "std::fs::remove_file(path);"),
            ("src/journal/files.rs", "file.set_len(length);"),
            ("src/journal/store.rs", "files::put_in_place(&path, text, None);"),
            ("src/journal/writer.rs", "files::remove(&path);"),
            ("src/cli/merge.rs", "rewrite::without(&places, &ids);"),
            ("src/tui/app.rs", "rewrite::tidied(&places, name);"),
            ("src/journal/store.rs", "files::replace(&path, text, true);"),
            ("src/journal/store.rs", "use super::files::{replace};"),
        ],
    ),
    (
        "src/tui and src/plain, the faces: show what the rules decided. They name no rule, and a tier only to word it.",
        checks::screens_know_no_rule,
        &[
            ("src/plain/today.rs", "if standing.tier >= Tier::Urgent {}"),
            ("src/plain/check.rs", "if fired.rule == \"fever-1\" {}"),
            ("src/tui/screens/today.rs", "if standing.tier >= Tier::Urgent {}"),
            ("src/tui/app.rs", "use Tier::{Clear, Urgent};"),
            ("src/tui/screens/alarm.rs", "if fired.rule == \"fever-1\" {}"),
        ],
    ),
    (
        "Colours are spelt in src/tui/theme.rs only.",
        checks::one_palette,
        &[
            ("src/tui/screens/today.rs", "let style = Style::new().fg(Color::Red);"),
            ("src/tui/widgets/a.rs", "use ratatui::style::Stylize;"),
        ],
    ),
    (
        "Keys are spelt in src/tui/keymap/names.rs (and what is pasted in run.rs); screens know actions.",
        checks::one_keyboard,
        &[("src/tui/screens/today.rs", "if key.code == KeyCode::Enter {}")],
    ),
    (
        "Only src/tui knows that there is a terminal.",
        checks::one_room_with_a_terminal,
        &[
            ("src/cli/a.rs", "use crossterm::style;"),
            ("src/coach/a.rs", "fn f(buffer: &mut ratatui::Buffer) {}"),
        ],
    ),
    (
        "supple talks to nobody and starts no program but the one that `supple while` was given, and those of cues and hooks.",
        checks::talks_to_nobody,
        &[
            ("src/report/a.rs", "let stream = std::net::TcpStream::connect(x);"),
            ("src/cli/a.rs", "std::process::Command::new(\"sh\").status();"),
        ],
    ),
    (
        "Nothing is unsafe.",
        checks::nothing_unsafe,
        &[("src/a.rs", "unsafe { f() }"), ("Cargo.toml", "[lints.rust]\nunsafe_code = \"warn\"\n")],
    ),
    (
        "Nothing panics on purpose outside tests.",
        checks::nothing_panics,
        &[
            ("src/a.rs", "let x = y.unwrap();"),
            ("src/a.rs", "let x = y\n    .expect(\"there is one\");"),
            ("src/a.rs", "panic!(\"no\");"),
            ("src/a.rs", "#[cfg(test)]\nuse x::y;\nfn f() { unreachable!() }"),
        ],
    ),
    (
        "No file names the place where it was written, or where packages come from.",
        checks::names_no_workplace,
        &[
            ("src/a.rs", concat!("//! See /wo", "rk/notes.")),
            ("README.md", concat!("As in sha", "red/design.")),
            ("deny.toml", concat!("allow = [\"https://crates", ".io\"]")),
            (".ci/run", concat!("pip install -i https://pypi", ".org/simple x")),
        ],
    ),
    (
        "Nothing is marked as to be finished.",
        checks::nothing_is_left_open,
        &[
            ("src/a.rs", concat!("// TO", "DO: more\n")),
            ("README.md", concat!("FIX", "ME\n")),
            ("tests/a.rs", concat!("fn f() { to", "do!() }\n")),
        ],
    ),
    (
        "Every link in a Markdown file leads to a file that is there.",
        checks::links_lead_somewhere,
        &[
            ("README.md", "See [the rules](src/domain/rules.md)."),
            ("README.md", "See [a][b].\n\n[b]: docs/b.md\n"),
            ("README.md", "<img src=\"picture.png\">"),
            ("assets/notes.md", "See [the licence](LICENSE-MIT)."),
        ],
    ),
    (
        "The top of the repository stays small, and has what everybody looks for.",
        checks::the_top_is_small,
        &[("notes.txt", ""), ("docs/a.md", ""), ("scripts/run", ""), ("Makefile", "")],
    ),
    (
        "Every file in assets is built into the program.",
        checks::every_asset_is_built_in,
        &[
            ("assets/exercises/forgotten.toml", ""),
            ("assets/programmes/walk.toml", ""),
            ("assets/screening/more.toml", ""),
            ("assets/extra.toml", ""),
            ("assets/exercises/picture.png", ""),
        ],
    ),
];

/// A repository that keeps every rule, with words in it that only look as if they broke one.
const GOOD: &[(&str, &str)] = &[
    ("Cargo.toml", "[lints.rust]\nunsafe_code = \"forbid\"\n"),
    ("Cargo.lock", concat!("source = \"registry+https://github.com/rust-lang/crates", ".io-index\"\n")),
    ("LICENSE-MIT", ""),
    ("LICENSE-APACHE", ""),
    (".ci/run", ""),
    (
        "README.md",
        "[rules](src/domain/), [top](#top), [web](https://example.org/x) and [licence](./LICENSE-MIT).\n",
    ),
    ("assets/exercises/walk.toml", ""),
    ("assets/screening/rules.toml", "[[rule]]\nid = \"fever-1\"\n"),
    (
        "src/lib.rs",
        "//! A crate that is only here to be looked at.\npub mod clock;\n#[cfg(test)]\n#[path = \"odd_tests.rs\"]\nmod odd;\n#[cfg(test)]\nmod many;\n",
    ),
    ("src/odd_tests.rs", "//! Tests in a file of their own.\nfn f() { x.unwrap(); Instant::now(); }\n"),
    ("src/many.rs", "//! Tests in files of their own.\nmod one;\n"),
    ("src/many/one.rs", "//! One of these tests.\nfn f() { x.unwrap(); Instant::now(); }\n"),
    ("src/clock.rs", "//! The place that asks what time it is.\nfn f() { Instant::now(); Local::now(); }\n"),
    ("src/main.rs", "//! Where the program begins.\nfn main() { std::env::args(); }\n"),
    (
        "src/content/builtin.rs",
        "//! The files that came with the program.\nconst E: X = files!(\"exercises\":\n    \"walk\"\n);\n\
         const R: &str = include_str!(\"../../assets/screening/rules.toml\");\n",
    ),
    (
        "src/domain/a.rs",
        "//! Rules: no Instant, no std::fs, nothing unsafe.\n\
         use super::score::Score;\nuse crate::domain::{dose, history::{self, History}};\n\
         /* Local::now() /* is not */ called */\nconst WORDS: &str = \"unsafe: std::env, \\\" panic! crate::tui\";\n\
         const RAW: &str = r#\"\"Instant\" and crate::cli\"#;\nfn quote() -> char { '\"' }\n\
         fn random_walk<'a>(operand: &'a str) -> u8 { let instant = b'\\''; instant }\n\
         #[cfg(test)]\nfn f(x: [u8; 3]) { use crate::tui; y.unwrap(); }\n\
         #[cfg(test)]\nmod tests {\n    use super::*;\n    fn f() { std::fs::read(\"}\").unwrap(); }\n}\n",
    ),
    (
        "src/domain/grammar.rs",
        "//! A parser of our own.\nfn f() { self.expect(&Token::Close)?; x.unwrap_or(1); x.expected(); }\n",
    ),
    (
        "src/session/a.rs",
        "//! A machine that is told the time.\nuse super::phase::Phase;\nuse crate::journal::event::{Event, Side};\n\
         use crate::domain::dose::Dose;\n",
    ),
    ("src/cli/open.rs", "//! Reads own exercises.\nfn f() { std::fs::read_dir(x); std::fs::read(y); }\n"),
    (
        "src/journal/device.rs",
        "//! Small files of ours.\nfn f() { files::replace(a, b, true); File::open(c); }\n",
    ),
    ("src/journal/files.rs", "//! The door to the disk.\nfn replace() { std::fs::rename(a, b); }\n"),
    ("src/tui/theme.rs", "//! All the colours there are.\nfn f() { Color::Red; }\n"),
    ("src/tui/keymap/names.rs", "//! All the keys there are.\nfn f() { KeyCode::Enter; }\n"),
    ("src/tui/screens/alarm.rs", "//! What an alarm says.\nfn f() { matches!(x, Tier::Urgent); }\n"),
    ("src/tui/screens/today.rs", "//! Today, not fever-1.\nfn f() { say(\"fever-10\", Theme::Colour); }\n"),
    ("tests/all.rs", "//! Tests may unwrap and open files.\nfn f() { std::fs::read(x).unwrap(); }\n"),
];

fn good_with(more: &[(&str, &str)]) -> Tree {
    let all = GOOD.iter().chain(more).map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    // The later file of the same name replaces the earlier one.
    Tree::of(all.collect::<BTreeMap<String, String>>())
}

#[test]
fn the_repository_keeps_every_rule() {
    let tree = Tree::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(tree.rust("src/").count() > 20, "this is not the repository");
    let mut report = String::new();
    for (sentence, check, _) in MAP {
        let broken = check(&tree);
        if !broken.is_empty() {
            report.extend(["\n", sentence, "\n    ", &broken.join("\n    "), "\n"]);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_rule_notices_what_breaks_it() {
    for (sentence, check, bad) in MAP {
        assert!(!bad.is_empty(), "nothing shows that this can fail: {sentence}");
        for (path, text) in *bad {
            let broken = check(&good_with(&[(path, text)]));
            let told = broken.iter().any(|place| place.starts_with(path));
            assert!(told, "{sentence}\nis not broken by {path}: {text}\n{broken:?}");
        }
    }
}

#[test]
fn no_rule_cries_wolf() {
    for (sentence, check, _) in MAP {
        assert_eq!(check(&good_with(&[])), [""; 0], "{sentence}");
    }
}

#[test]
fn a_repository_without_a_licence_or_a_readme_is_noticed() {
    let without = |gone: &str| {
        let kept = GOOD.iter().filter(|(path, _)| *path != gone);
        Tree::of(kept.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
    };
    assert_eq!(checks::the_top_is_small(&without("LICENSE-MIT")), ["LICENSE-MIT: is missing"]);
    assert_eq!(checks::links_lead_somewhere(&without("README.md")), ["README.md: is missing"]);
}

#[test]
fn places_are_told_with_their_line() {
    let tree = good_with(&[(
        "src/a.rs",
        "//! A sentence long enough.\n\n/* two\nlines */ let x = \"é\".len(); y.unwrap();\n",
    )]);
    assert_eq!(checks::nothing_panics(&tree), ["src/a.rs:4: .unwrap()"]);
    let tree = good_with(&[(
        "src/domain/b.rs",
        "//! A sentence.\n\nuse crate::{\n    domain::x,\n    tui::y,\n};\n",
    )]);
    assert_eq!(checks::domain_imports_itself(&tree), ["src/domain/b.rs:3: crate::tui::y"]);
}
