//! The checks behind the table in `tidy.rs`. Each gives the places that break its rule.

use super::source::{File, Tree, has_word};

type Broken = Vec<String>;

const CLOCK: &[&str] = &["Instant", "SystemTime", "Local::now", "Utc::now"];
const FILES: &[&str] = &["std::fs", "fs::", "File::", "OpenOptions", "std::io"];
const ENVIRONMENT: &[&str] = &["std::env", "env::var", "env::var_os"];
const TERMINAL: &[&str] = &["ratatui", "crossterm", "println!", "eprintln!", "print!", "eprint!"];
/// `HashMap` and `HashSet` are gone through in another order on every run.
const CHANCE: &[&str] = &["getrandom", "rand", "RandomState", "HashMap", "HashSet"];
const GLOBALS: &[&str] = &[
    "static mut",
    "OnceLock",
    "OnceCell",
    "LazyLock",
    "LazyCell",
    "thread_local!",
    "Mutex",
    "RwLock",
    "Atomic",
];
const THREADS: &[&str] = &["std::thread", "thread::", "std::process", "std::net"];

/// Which code below `folder` has one of these words, apart from the files named.
fn words(tree: &Tree, folder: &str, needles: &[&str], but: &[&str]) -> Broken {
    let files = tree.rust(folder).filter(|file| !but.contains(&file.path.as_str()));
    files.flat_map(|file| file.finds(needles)).collect()
}

/// Which code below `folder` names a module of the crate that it may not.
fn imports(tree: &Tree, folder: &str, may: impl Fn(&[String]) -> bool) -> Broken {
    let mut broken = Vec::new();
    for file in tree.rust(folder) {
        for (line, path) in file.names().into_iter().filter(|(_, path)| !may(path)) {
            broken.push(format!("{}:{line}: crate::{}", file.path, path.join("::")));
        }
    }
    broken
}

pub(crate) fn opens_with_a_sentence(tree: &Tree) -> Broken {
    let tells = |file: &&File| {
        let first = file.text.lines().next().unwrap_or_default();
        first.strip_prefix("//! ").is_some_and(|words| words.trim().len() > 10)
    };
    let files = ["src/", "tests/", "benches/", "examples/"].into_iter().flat_map(|folder| tree.rust(folder));
    files.filter(|file| !tells(file)).map(|file| format!("{}:1: no `//!` sentence", file.path)).collect()
}

pub(crate) fn domain_asks_nobody(tree: &Tree) -> Broken {
    let needles = [CLOCK, FILES, ENVIRONMENT, TERMINAL, CHANCE, GLOBALS, THREADS].concat();
    words(tree, "src/domain/", &needles, &[])
}

pub(crate) fn domain_imports_itself(tree: &Tree) -> Broken {
    imports(tree, "src/domain/", |path| path.first().is_none_or(|top| top == "domain"))
}

pub(crate) fn session_asks_nobody(tree: &Tree) -> Broken {
    let needles = [CLOCK, FILES, ENVIRONMENT, TERMINAL, CHANCE, GLOBALS, THREADS].concat();
    words(tree, "src/session/", &needles, &[])
}

pub(crate) fn session_imports_little(tree: &Tree) -> Broken {
    imports(tree, "src/session/", |path| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        matches!(path[..], ["domain" | "session", ..] | ["journal", "event", ..])
    })
}

pub(crate) fn one_clock(tree: &Tree) -> Broken {
    words(
        tree,
        "src/",
        CLOCK,
        &[
            "src/clock.rs",
            // Give up waiting for another supple's lock after a while.
            "src/journal/store.rs",
            "src/journal/file.rs",
            // Gives the last lines a moment to reach the disk before the terminal is given back.
            "src/cli/coach.rs",
        ],
    )
}

pub(crate) fn one_door_to_the_disk(tree: &Tree) -> Broken {
    let doors = [
        "src/journal/file.rs",
        "src/journal/files.rs",
        "src/journal/device.rs",
        // A file of its own for answers that the journal does not take; a lock; who holds one.
        "src/journal/rescue.rs",
        "src/journal/running.rs",
        "src/journal/holder.rs",
    ];
    // Read what a person wrote: their own exercises; a file that they name on the command line.
    let readers = ["src/cli/open.rs", "src/cli/output.rs"];
    let reading = ["std::fs::read(", "std::fs::read_dir(", "std::fs::File::open("];
    // Makes new files that were asked for, never over another.
    let maker = ["src/cli/save.rs"];
    // Puts a changed settings file in the place of the old one.
    let settings = ["src/cli/settings_file.rs"];
    // Asks how long the journal is, before anything is shown; looks whether the terminal is still there.
    let askers = ["src/cli/first.rs", "src/tui/terminal.rs"];
    let needles = ["std::fs", "fs::", "File::", "OpenOptions"];
    let others = [&doors[..], &readers[..], &maker[..], &settings[..], &askers[..]].concat();
    let mut broken = words(tree, "src/", &needles, &others);
    let changing =
        ["fs::write", "rename(", "remove_", "create", "OpenOptions", "append(", "truncate(", "fs::read"];
    for asker in askers {
        broken.extend(words(tree, asker, &changing, &[]));
    }
    let in_place =
        ["truncate(", "append(", "create(true", "create_new(", "fs::write", "remove_dir", "OpenOptions"];
    broken.extend(words(tree, settings[0], &in_place, &[]));
    broken.extend(words(tree, maker[0], &["truncate(", "append(", "create(", "fs::write", "rename("], &[]));
    for file in readers.iter().filter_map(|path| tree.get(path)) {
        let code = reading.iter().fold(file.code.clone(), |code, word| code.replace(word, "("));
        let rest = File { path: file.path.clone(), text: String::new(), shipped: String::new(), code };
        broken.extend(rest.finds(&needles));
    }
    broken
}

pub(crate) fn one_look_at_the_environment(tree: &Tree) -> Broken {
    // The second only in a build with faults in it, to be told which.
    words(tree, "src/", ENVIRONMENT, &["src/main.rs", "src/journal/sabotage.rs"])
}

pub(crate) fn the_journal_only_grows(tree: &Tree) -> Broken {
    let cuts = ["rename(", "set_len", "truncate(", "remove_file", "remove_dir", "fs::write"];
    let mut broken = words(tree, "src/journal/", &cuts, &["src/journal/files.rs"]);
    // That one replaces small files, each by a new one of the same name, and removes what it made itself.
    let cuts = ["set_len", "truncate(true", "remove_dir", "fs::write"];
    broken.extend(words(tree, "src/journal/files.rs", &cuts, &[]));
    // The machine's own notes; copies of the journal.
    let small = ["src/journal/device.rs", "src/journal/backup.rs"];
    broken.extend(words(tree, "src/", &["files::replace("], &small));
    // Copies that are too old; the room that is kept for a full disk.
    // ... and a rescue file that a full disk left empty.
    let gone = ["src/journal/backup.rs", "src/journal/store/after.rs", "src/journal/rescue.rs"];
    broken.extend(words(tree, "src/", &["files::remove("], &gone));
    // A rescue file, or a copy that syncing made, whose lines are all in the journal.
    let merged = ["src/journal/rescue.rs", "src/journal/copies.rs"];
    broken.extend(words(tree, "src/", &["files::mark_merged("], &merged));
    // The two verbs that take lines out on request (`forget`, `doctor --tidy`) have one module between them.
    broken.extend(words(tree, "src/", &["files::put_in_place("], &["src/journal/rewrite.rs"]));
    let verbs = ["src/cli/forget.rs", "src/cli/doctor/tidy.rs"];
    broken.extend(words(tree, "src/", &["rewrite::without(", "rewrite::tidied("], &verbs));
    for file in tree.rust("src/") {
        let lists = file.code.split("files::{").skip(1).filter_map(|rest| rest.split('}').next());
        if file.code.contains("files::*") || lists.into_iter().any(|list| has_word(list, "replace")) {
            broken.push(format!("{}: write files::replace(...) in full", file.path));
        }
    }
    broken
}

pub(crate) fn screens_know_no_rule(tree: &Tree) -> Broken {
    let rules = tree.get("assets/screening/rules.toml").map_or("", |file| &file.text);
    let ids: Vec<String> = rules
        .lines()
        .filter_map(|line| line.strip_prefix("id = "))
        .map(|id| format!("\"{}\"", id.trim().trim_matches('"')))
        .collect();
    let mut broken = Vec::new();
    for file in tree.rust("src/tui/").chain(tree.rust("src/plain/")) {
        for (n, line) in file.shipped.lines().enumerate() {
            let named = ids.iter().filter(|id| line.contains(id.as_str()));
            broken.extend(named.map(|id| format!("{}:{}: {id}", file.path, n + 1)));
        }
    }
    broken.extend(words(
        tree,
        "src/tui/",
        &["Tier::"],
        &["src/tui/screens/alarm.rs", "src/tui/screens/mod.rs"],
    ));
    broken.extend(words(tree, "src/plain/", &["Tier::"], &[]));
    broken
}

pub(crate) fn one_palette(tree: &Tree) -> Broken {
    words(
        tree,
        "src/",
        &["Color", "Color::", "Stylize"],
        &[
            "src/tui/theme.rs",
            "src/tui/theme/table.rs",
            "src/tui/theme/table/tests.rs",
            // How a colour is told to a terminal: it chooses none.
            "src/tui/paper.rs",
            "src/tui/paper_tests.rs",
        ],
    )
}

pub(crate) fn one_keyboard(tree: &Tree) -> Broken {
    words(tree, "src/", &["KeyCode"], &["src/tui/keymap/names.rs", "src/tui/run.rs"])
}

pub(crate) fn one_room_with_a_terminal(tree: &Tree) -> Broken {
    let inside = |file: &&File| !file.path.starts_with("src/tui/");
    tree.rust("src/").filter(inside).flat_map(|file| file.finds(&["ratatui", "crossterm"])).collect()
}

pub(crate) fn talks_to_nobody(tree: &Tree) -> Broken {
    let mut broken =
        words(tree, "src/", &["std::net", "TcpStream", "TcpListener", "UdpSocket", "UnixStream"], &[]);
    // The one runs what the person wrote behind `supple while --`, the other what the settings name for
    // cues and hooks, a program that speaks, and the shell's `kill` to end those. Nothing else does.
    broken.extend(words(tree, "src/", &["Command::new"], &["src/cli/beside.rs", "src/cue/runner.rs"]));
    broken
}

pub(crate) fn nothing_unsafe(tree: &Tree) -> Broken {
    let mut broken = words(tree, "src/", &["unsafe"], &[]);
    let manifest = tree.get("Cargo.toml").map_or("", |file| &file.text);
    if !manifest.contains("unsafe_code = \"forbid\"") {
        broken.push("Cargo.toml: unsafe_code is not forbidden".into());
    }
    broken
}

pub(crate) fn nothing_panics(tree: &Tree) -> Broken {
    let needles = [".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unreachable!"];
    let mut broken = Vec::new();
    for file in tree.rust("src/") {
        // `self.expect(...)` is the way a parser of ours asks for its next word.
        let code = file.code.replace("self.expect(", "");
        let rest = File { path: file.path.clone(), text: String::new(), shipped: String::new(), code };
        broken.extend(rest.finds(&needles));
    }
    broken
}

pub(crate) fn names_no_workplace(tree: &Tree) -> Broken {
    // In pieces, or this file would name them.
    let places = [
        concat!("/wo", "rk/"),
        concat!("/tmp", "/wt"),
        concat!("/.lib", "rary"),
        concat!(".lib", "rary/"),
        concat!("sha", "red/"),
        concat!("crates", ".io"),
        concat!("pypi", ".org"),
        concat!("python", "hosted"),
        concat!("rust", "-lang.org"),
        concat!("rust", "up.rs"),
        concat!("deb", "ian.org"),
    ];
    // cargo itself writes into the lock file where crates come from.
    let files = tree.all().filter(|file| file.path != "Cargo.lock");
    let mut broken = Vec::new();
    for file in files {
        for (n, line) in file.text.lines().enumerate() {
            let named = places.iter().filter(|place| line.contains(*place));
            broken.extend(named.map(|place| format!("{}:{}: {place}", file.path, n + 1)));
        }
    }
    broken
}

pub(crate) fn nothing_is_left_open(tree: &Tree) -> Broken {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("to", "do!(")];
    let mut broken = Vec::new();
    for file in tree.all().filter(|file| file.path != "Cargo.lock") {
        for (n, line) in file.text.lines().enumerate() {
            let found = marks.iter().filter(|mark| has_word(line, mark));
            broken.extend(found.map(|mark| format!("{}:{}: {mark}", file.path, n + 1)));
        }
    }
    broken
}

pub(crate) fn links_lead_somewhere(tree: &Tree) -> Broken {
    let mut broken = Vec::new();
    if tree.get("README.md").is_none() {
        broken.push("README.md: is missing".into());
    }
    for file in tree.all().filter(|file| file.has_ending("md")) {
        let folder = file.path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        for (n, line) in file.text.lines().enumerate() {
            for target in links(line) {
                let target = target.split('#').next().unwrap_or_default().trim_start_matches("./");
                let elsewhere = ["http://", "https://", "mailto:"].iter().any(|way| target.starts_with(way));
                let path = format!("{folder}{}", target.trim_end_matches('/'));
                let is_there = tree.get(&path).is_some()
                    || tree.all().any(|file| file.path.starts_with(&format!("{path}/")));
                if !target.is_empty() && !elsewhere && !is_there {
                    broken.push(format!("{}:{}: {target} is not there", file.path, n + 1));
                }
            }
        }
    }
    broken
}

/// What a line of Markdown links to: `](target)`, `[name]: target` and `src="target"`.
fn links(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (start, end) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
        for (at, _) in line.match_indices(start) {
            let rest = &line[at + start.len()..];
            found.extend(rest.split(end).next().and_then(|target| target.split_whitespace().next()));
        }
    }
    if line.starts_with('[') {
        let named = line.split_once("]: ").map(|(_, target)| target);
        found.extend(named.and_then(|target| target.split_whitespace().next()));
    }
    found
}

pub(crate) fn the_top_is_small(tree: &Tree) -> Broken {
    let must =
        ["Cargo.toml", "Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT", "README.md", ".ci/run", "src/lib.rs"];
    let mut broken: Broken = must
        .iter()
        .filter(|path| tree.get(path).is_none())
        .map(|path| format!("{path}: is missing"))
        .collect();
    let may = [
        ".ci",
        ".gitignore",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "assets",
        "benches",
        "deny.toml",
        "examples",
        "rustfmt.toml",
        "src",
        "tests",
    ];
    for file in tree.all() {
        if !may.contains(&file.path.split('/').next().unwrap_or_default()) {
            broken.push(format!("{}: does not belong at the top", file.path));
        }
    }
    broken
}

pub(crate) fn every_asset_is_built_in(tree: &Tree) -> Broken {
    let listed = tree.get("src/content/builtin.rs").map_or("", |file| &file.shipped);
    let code: String = tree.rust("src/").map(|file| file.shipped.as_str()).collect();
    let mut broken = Vec::new();
    // The README's pictures are drawn by the program, not read by it.
    let assets = tree.all().filter(|file| file.path.starts_with("assets/"));
    for file in assets.filter(|file| !file.path.starts_with("assets/pictures/")) {
        let inner = file.path.trim_start_matches("assets/");
        let is_named = code.contains(&format!("assets/{inner}\")"));
        let is_listed = inner.split_once('/').is_some_and(|(folder, name)| {
            let list = listed.split_once(&format!("files!(\"{folder}\":")).map_or("", |(_, rest)| rest);
            let list = list.split(')').next().unwrap_or_default();
            name.strip_suffix(".toml").is_some_and(|id| list.contains(&format!("\"{id}\"")))
        });
        if !is_named && !is_listed {
            broken.push(format!("{}: is not built in", file.path));
        }
    }
    broken
}
