//! Every cue by every way, on the real program: a bell byte, a flash, a notification by each sequence, a
//! command of one's own, speech by each program that can speak, and silence. One short session for each
//! way, with every kind of cue in it; fake programs on the path write down what they got, and when.

use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{Exit, PATIENCE, Terminal, libfaketime, skip, state_of};
use crate::visit::{Home, noon};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use supple::clock::Now;
use supple::cue::Kind;
use supple::domain::dose::Dose;
use supple::domain::history::PlannedItem;
use supple::domain::plan::input::Mode;
use supple::journal::book::Book as _;
use supple::journal::event::SessionStarted;
use supple::journal::keeper::Keeper;
use supple::journal::store::{IfMissing, Places, Store};
use supple::journal::writer::Writer;

const PACE: u32 = 4;
/// A way may be tried again where the machine was so busy that the session paused by itself.
const TRIES: usize = 3;

/// A long hold; then held repetitions on each side, in two sets.
fn items() -> Vec<PlannedItem> {
    let item = |id: &str, dose, sides| PlannedItem { exercise: id.to_owned(), dose, sides };
    vec![item("childs-pose", Dose::new(1, 1, 20), 1), item("quadruped-arm-reach", Dose::new(2, 1, 3), 2)]
}

/// All cues of that session, in order; those of one moment stand in one line.
const CUES: &str = "next
last_seconds
last_seconds
last_seconds
start
half_way
last_seconds
last_seconds
last_seconds
end next
last_seconds
last_seconds
last_seconds
start
beat
end beat
switch
start
beat
end beat
end
last_seconds
last_seconds
last_seconds
rest_over start
beat
end beat
switch
start
beat
end beat
end";

/// What is spoken at each of those moments: the last sentence, as only one could be heard in time.
const SPOKEN: &str = "First: Child's pose. It is new: have a look.
3
2
1
Hold, 20 seconds.
Half-way.
3
2
1
Next: All-fours arm reach, right side. It is new: have a look.
3
2
1
Move.
Hold.
Back.
Change sides. Left side.
Move.
Hold.
Back.
Done.
3
2
1
Move.
Hold.
Back.
Change sides. Left side.
Move.
Hold.
Back.
Done. The questions are on the screen.";

/// Moments at which something ends, sides are changed or a rest is over.
const ENDS: usize = 10;
/// Moments at which a hold or a repetition begins, but for the one that ends a rest: the silent set shows
/// those as well.
const STARTS: usize = 4;

/// The command of one's own that never ends by itself, beside speech.
const HANGING: &str = "hanging command";

/// One way to run it.
struct Run {
    name: &'static str,
    /// The ways of each cue; `None`: those of the set.
    ways: Option<&'static str>,
    cues: &'static str,
    tmux: &'static str,
    /// Programs on the path that write down what they are told.
    programs: &'static [&'static str],
}

#[rustfmt::skip]
const RUNS: &[Run] = &[
    Run { name: "bell", ways: Some("[\"bell\"]"), cues: "", tmux: "", programs: &["spd-say", "mine"] },
    Run { name: "flash", ways: Some("[\"flash\"]"), cues: "", tmux: "", programs: &["spd-say", "mine"] },
    Run { name: "osc9", ways: Some("[\"notify\"]"), cues: "", tmux: "", programs: &["spd-say"] },
    Run { name: "osc777", ways: Some("[\"notify\"]"), cues: "notify = \"osc777\"\n", tmux: "", programs: &[] },
    Run { name: "osc9 tmux", ways: Some("[\"notify\"]"), cues: "", tmux: "/tmp/x,1,0", programs: &[] },
    Run { name: "osc777 tmux", ways: Some("[\"notify\"]"), cues: "notify = \"osc777\"\n", tmux: "/tmp/x,1,0", programs: &[] },
    Run { name: "command", ways: Some("[\"command\"]"), cues: "command = [\"mine\"]\n", tmux: "", programs: &["mine", "spd-say"] },
    Run { name: HANGING, ways: Some("[\"command\", \"speech\"]"), cues: "command = [\"mine\"]\n", tmux: "", programs: &["mine", "spd-say"] },
    Run { name: "spd-say", ways: Some("[\"speech\"]"), cues: "", tmux: "", programs: &["spd-say", "espeak-ng", "say"] },
    Run { name: "espeak-ng", ways: Some("[\"speech\"]"), cues: "", tmux: "", programs: &["espeak-ng", "say"] },
    Run { name: "say", ways: Some("[\"speech\"]"), cues: "", tmux: "", programs: &["say"] },
    Run { name: "soft", ways: None, cues: "", tmux: "", programs: &["spd-say"] },
    Run { name: "full", ways: None, cues: "set = \"full\"\n", tmux: "", programs: &["spd-say"] },
    Run { name: "nothing", ways: Some("[]"), cues: "set = \"full\"\n", tmux: "", programs: &["spd-say", "mine"] },
    Run { name: "silent", ways: None, cues: "set = \"silent\"\ncommand = [\"mine\"]\n", tmux: "", programs: &["spd-say", "mine"] },
    Run { name: "quiet hours", ways: None, cues: "set = \"full\"\nquiet = \"06:00-20:00\"\ncommand = [\"mine\"]\n", tmux: "", programs: &["spd-say", "mine"] },
];

/// What came of one.
struct Got {
    raw: Vec<u8>,
    /// What each program was told, with the second of its clock.
    told: Vec<(String, f64, String)>,
    /// When each hold ended, by the same clock.
    holds: Vec<f64>,
    /// Sets of repetitions that were done.
    sets: usize,
    /// The most programs that ran at one time.
    most: usize,
    /// The processes that hung, and what those had started in their turn.
    hung: Vec<u32>,
    /// Whether it was told on the screen that the command hung.
    warned: bool,
    /// The machine was so busy that the session paused by itself, or that nothing here ran for a while.
    busy: bool,
}

/// A home whose session was broken off before its first exercise.
fn home() -> Home {
    let home = Home::ready();
    let opened = Store::open(Places::new(home.path(), &home.path().join("state")), IfMissing::Ask).unwrap();
    let mut keeper = Keeper::new(Writer::spawn(opened.store).unwrap());
    let now = Now { wall: noon(), mono: Duration::ZERO };
    let started = SessionStarted {
        mode: Mode::Normal,
        minutes: 5,
        items: items(),
        aerobic: None,
        rules: "1".to_owned(),
        plans: Vec::new(),
    };
    keeper.append(&started.into(), now.wall);
    Box::new(keeper).close().unwrap();
    home
}

fn script(folder: &Path, name: &str, then: &str) {
    let text = format!(
        "#!/bin/sh\nat=$(date +%s.%N)\nif [ {name} = mine ]; then IFS= read -r words; else words=\"$*\"; fi\n\
         printf '%s\\t%s\\t%s\\n' {name} \"$at\" \"$words\" >> {}\n{then}",
        folder.join("told").display()
    );
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// The processes that this one started and that were not yet reaped.
fn children(pid: u32) -> Vec<u32> {
    let Ok(tasks) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    let lists = tasks.flatten().filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

/// Whether a process that was killed is no more; one whose parent is gone too may lie about for a moment.
fn gone(pid: u32) -> bool {
    let deadline = Instant::now() + PATIENCE;
    while state_of(pid).is_some_and(|state| state != "Z") {
        if Instant::now() > deadline {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    true
}

fn seconds(at: DateTime<FixedOffset>) -> f64 {
    at.timestamp_micros() as f64 / 1e6
}

fn play(run: &Run, library: &Path) -> Got {
    let home = home();
    let bin = tempfile::tempdir().unwrap();
    // It hangs, and so does what it started; neither minds being asked to end.
    let hangs = format!(
        "trap '' TERM HUP INT\nsleep 1000 &\necho $$ $! >> {}\nwait\nsleep 1000\n",
        bin.path().join("pids").display()
    );
    for program in run.programs {
        let then = if run.name == HANGING && *program == "mine" { hangs.as_str() } else { "" };
        script(bin.path(), program, then);
    }
    let own: String = match run.ways {
        Some(ways) => Kind::ALL.map(|(_, name)| format!("{name} = {ways}\n")).concat(),
        None => String::new(),
    };
    let pauses = "[session]\nfloor = true\nprepare_s = 5\nfloor_prepare_s = 5\nswitch_s = 3\nrest_s = 5\n";
    std::fs::write(home.path().join("config.toml"), format!("{pauses}[cues]\n{}{own}", run.cues)).unwrap();
    let path = format!("{}:/usr/bin:/bin", bin.path().display());
    let launch = home.launch_fast(library, PACE).env("PATH", path).env("TMUX", run.tmux);
    let mut terminal: Terminal = launch.open();
    terminal.wait_for("Today's session was not finished.", PATIENCE);
    terminal.keys(" ");
    terminal.wait_for("z normal", PATIENCE);
    std::thread::sleep(Duration::from_millis(50));
    terminal.keys(" ");
    let (begun, mut most, mut busy, mut warned) = (Instant::now(), 0, false, false);
    loop {
        let screen = terminal.screen_text();
        warned |= screen.contains("mine did not end within 5 seconds");
        if screen.contains("0 to 10?") {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(90), "{}: no end. {}", run.name, terminal.dump());
        most = most.max(children(terminal.pid()).len());
        let since = Instant::now();
        std::thread::sleep(Duration::from_millis(10));
        busy |= since.elapsed() > Duration::from_millis(120);
    }
    let deadline = Instant::now() + PATIENCE;
    while !children(terminal.pid()).is_empty() {
        assert!(Instant::now() < deadline, "{}: a program was not reaped", run.name);
        std::thread::sleep(Duration::from_millis(10));
    }
    terminal.keys("q");
    terminal.wait_for("Leave now?", PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    let pids = std::fs::read_to_string(bin.path().join("pids")).unwrap_or_default();
    let hung: Vec<u32> = pids.split_whitespace().map(|pid| pid.parse().unwrap()).collect();
    assert!(hung.iter().all(|pid| gone(*pid)), "{}: left behind: {hung:?}", run.name);
    let told = std::fs::read_to_string(bin.path().join("told")).unwrap_or_default();
    let told = told.lines().map(|line| {
        let mut parts = line.splitn(3, '\t');
        let mut next = || parts.next().unwrap().to_owned();
        (next(), next().parse().unwrap(), next())
    });
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    let lines: Vec<Value> = journal.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).cloned().collect::<Vec<_>>();
    let at = |line: &Value| seconds(DateTime::parse_from_rfc3339(line["ts"].as_str().unwrap()).unwrap());
    Got {
        raw: terminal.raw_bytes(),
        told: told.collect(),
        holds: of("hold.done").iter().map(at).collect(),
        sets: of("reps.done").len(),
        most,
        hung,
        warned,
        busy: busy || !of("session.paused").is_empty(),
    }
}

/// How often the whole screen turned to reverse.
fn flashes(raw: &[u8]) -> usize {
    let size = |cells: u16| NonZeroU16::new(cells).unwrap();
    let mut parser = vt100::Parser::new(size(30), size(100), 0);
    let (mut lit, mut count) = (false, 0);
    // Looked at before each sequence: within one picture the cell is painted once at the most.
    for part in raw.split_inclusive(|byte| *byte == 0x1b) {
        parser.process(part);
        let now = parser.screen().cell(5, 5).is_some_and(vt100::Cell::inverse);
        count += usize::from(now && !lit);
        lit = now;
    }
    count
}

/// The texts of the notifications that came out, with what they are wrapped in.
fn notifications(raw: &[u8], before: &str, after: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let parts = text.split(before).skip(1);
    parts.map(|part| part.split_once(after).expect("an end of the sequence").0.to_owned()).collect()
}

fn bells(raw: &[u8]) -> usize {
    raw.split(|byte| *byte == 7).count() - 1
}

/// All texts in the order of the cues, as a command of one's own or a terminal is told them.
fn texts() -> Vec<String> {
    let mut texts = Vec::new();
    for (cues, spoken) in CUES.lines().zip(SPOKEN.lines()) {
        match cues {
            "end next" => texts.extend(["Done.".to_owned(), spoken.to_owned()]),
            "end beat" => texts.extend(["Come back.".to_owned(), spoken.to_owned()]),
            "rest_over start" => texts.extend(["The rest is over.".to_owned(), spoken.to_owned()]),
            _ => texts.push(spoken.to_owned()),
        }
    }
    texts
}

/// Three, two, one before the end of the long hold: none of them a beat late, or early.
#[track_caller]
fn on_time(name: &str, said: &[(String, f64, String)], end: f64) {
    for (place, left) in [(6, 3.0), (7, 2.0), (8, 1.0)] {
        let late = said[place].1 - (end - left);
        assert!((-0.2..1.0).contains(&late), "{name}: {left} was said {late} s late");
    }
}

#[track_caller]
fn check(run: &Run, got: &Got) {
    let name = run.name;
    let moments = CUES.lines().count();
    let told: Vec<&str> = got.told.iter().map(|(_, _, words)| words.as_str()).collect();
    let by: Vec<&str> = got.told.iter().map(|(program, ..)| program.as_str()).collect();
    assert!(got.most <= 2, "{name}: {} programs at one time", got.most);

    // What is not asked for is not given: each way by itself.
    let (rung, flashed) = match name {
        "bell" => (moments, 0),
        "flash" => (0, moments),
        "soft" => (ENDS, 0),
        "full" => (ENDS, ENDS),
        "silent" | "quiet hours" => (0, ENDS + STARTS),
        _ => (0, 0),
    };
    assert_eq!((bells(&got.raw), flashes(&got.raw)), (rung, flashed), "{name}: bells, flashes");
    let sequences =
        notifications(&got.raw, "\x1b]9;", "\x1b").len() + notifications(&got.raw, "\x1b]777;", "\x1b").len();
    let sent = match name {
        "osc9" => notifications(&got.raw, "\x1b]9;supple: ", "\x1b\\"),
        "osc777" => notifications(&got.raw, "\x1b]777;notify;supple;", "\x1b\\"),
        "osc9 tmux" => notifications(&got.raw, "\x1bPtmux;\x1b\x1b]9;supple: ", "\x1b\x1b\\\x1b\\"),
        "osc777 tmux" => notifications(&got.raw, "\x1bPtmux;\x1b\x1b]777;notify;supple;", "\x1b\x1b\\\x1b\\"),
        _ => Vec::new(),
    };
    assert_eq!(sent, if name.starts_with("osc") { texts() } else { Vec::new() }, "{name}");
    assert_eq!(sent.len(), sequences, "{name}: another sequence");

    match name {
        "command" => {
            let cues: Vec<Value> = told.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
            let kinds: Vec<&str> = cues.iter().map(|cue| cue["cue"].as_str().unwrap()).collect();
            assert_eq!(kinds, CUES.split_whitespace().collect::<Vec<_>>());
            let said: Vec<&str> = cues.iter().map(|cue| cue["text"].as_str().unwrap()).collect();
            assert_eq!(said, texts());
            let sides: Vec<&str> = cues
                .iter()
                .filter(|cue| cue["cue"] == "start")
                .filter_map(|cue| cue["side"].as_str())
                .collect();
            assert_eq!(sides, ["right", "left", "right", "left"]);
            assert_eq!(cues[0]["next"], "All-fours arm reach");
            assert!(by.iter().all(|program| *program == "mine"));
        }
        HANGING => {
            // It is ended after five seconds, with all that it started, and the next cue has its turn. The
            // session takes no notice: each word is said when it is due, and all of the dose is done.
            assert!(got.hung.len() >= 6, "{name}: it had one turn: {:?}", got.hung);
            assert!(got.warned, "{name}: nobody was told");
            let (said, own): (Vec<_>, Vec<_>) =
                got.told.iter().cloned().partition(|(program, ..)| program == "spd-say");
            assert_eq!((own.len() * 2, got.sets), (got.hung.len(), 4), "{name}");
            let own: Vec<Value> = own.iter().map(|(_, _, cue)| serde_json::from_str(cue).unwrap()).collect();
            assert_eq!(own[0]["cue"], "next");
            let words: Vec<&str> =
                said.iter().map(|(_, _, line)| line.strip_prefix("-l en -- ").unwrap()).collect();
            assert_eq!(words, SPOKEN.lines().collect::<Vec<_>>(), "{name}");
            on_time(name, &said, got.holds[0]);
        }
        "spd-say" | "espeak-ng" | "say" | "full" => {
            let (program, before) = match name {
                "espeak-ng" => ("espeak-ng", "-v en -- "),
                "say" => ("say", ""),
                _ => ("spd-say", "-l en -- "),
            };
            assert!(by.iter().all(|one| *one == program), "{name}: {by:?}");
            let said: Vec<&str> = told.iter().map(|line| line.strip_prefix(before).unwrap()).collect();
            assert_eq!(said, SPOKEN.lines().collect::<Vec<_>>(), "{name}");
            on_time(name, &got.told, got.holds[0]);
        }
        _ => assert_eq!(told, Vec::<&str>::new(), "{name}"),
    }
}

#[test]
fn each_kind_of_cue_goes_each_way_and_no_other() {
    let Some(library) = libfaketime() else {
        return skip("libfaketime is not installed: no session at four times the pace to give cues");
    };
    // Every kind is in that session.
    assert!(Kind::ALL.iter().all(|(_, name)| CUES.split_whitespace().any(|cue| cue == *name)));
    for runs in RUNS.chunks(8) {
        std::thread::scope(|scope| {
            for run in runs {
                let library = &library;
                scope.spawn(move || {
                    let mut got = play(run, library);
                    for _ in 1..TRIES {
                        if !got.busy {
                            break;
                        }
                        got = play(run, library);
                    }
                    check(run, &got);
                });
            }
        });
    }
}
