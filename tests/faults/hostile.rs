//! H1, H4, H5 and H6 in short, against mutants, and the large files of H4 in full. (Every field of every
//! kind of event, exercise files, settings: `tests/cli/hostile.rs`, `tests/report/hostile.rs`,
//! `tests/content.rs`.)

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::kit::{Check, Held, ensure, folder, hold, hold_if_possible, is_root};

const BAD: &str =
    "=HYPERLINK(1)\\u001b]52;c;eA==\\u0007\\u001b[2J\\u009b31m\\u202e\\u200b\\t\\r<script>x</script>]]>";

fn run(home: &OsStr, mutant: &str, args: &[&str]) -> Output {
    // Should it read from something without an end, it ends at four gigabytes, or after a minute.
    let mut command = Command::new("timeout");
    command.args(["60", "prlimit", "--as=4000000000", env!("CARGO_BIN_EXE_supple")]);
    command.args(args).env_clear().env("SUPPLE_HOME", home).env("TZ", "UTC").env("SUPPLE_SABOTAGE", mutant);
    command.stdin(Stdio::null()).output().unwrap()
}

pub(crate) fn with_journal(text: &[u8]) -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt as _;
    let home = folder();
    let journal = home.path().join("journal.jsonl");
    std::fs::write(&journal, text).unwrap();
    std::fs::set_permissions(&journal, std::fs::Permissions::from_mode(0o600)).unwrap();
    home
}

/// A line by hand.
fn line(nth: usize, kind: &str, body: &str) -> String {
    format!(
        "{{\"v\":1,\"id\":\"HAND{nth}\",\"ts\":\"2026-11-1{}T09:00:00.000+00:00\",\"type\":\"{kind}\",\"body\":{body}}}\n",
        nth % 10
    )
}

fn session(text: &str) -> String {
    [
        line(1, "pain.rated", &format!("{{\"when\":\"log\",\"score\":3,\"note\":\"{text}\"}}")),
        line(2, "note.added", &format!("{{\"text\":\"{text}\"}}")),
        line(3, &"x".repeat(20), &format!("{{\"text\":\"{text}\"}}")),
    ]
    .concat()
}

fn raw_byte(bytes: &[u8]) -> Option<char> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    text.chars()
        .find(|c| (c.is_control() && !matches!(c, '\n' | '\r')) || matches!(c, '\u{202e}' | '\u{200b}'))
}

/// H1: no control character of a file or an argument reaches the terminal.
pub(crate) fn nothing_raw(mutant: &str) -> Check {
    let home = with_journal(session(BAD).as_bytes());
    std::fs::create_dir(home.path().join("exercises")).unwrap();
    std::fs::write(
        home.path().join("exercises/bad.toml"),
        "name = \"\u{1b}[2J\u{202e}\"\nwhat\u{1b}[2J = 1\n",
    )
    .unwrap();
    std::fs::write(home.path().join("config.toml"), "\"\u{202e}\u{1b}[2Jx\" = 3\n").unwrap();
    let mut looked_at = 0;
    for args in [
        &["log"][..],
        &["log", "--json"],
        &["doctor"],
        &["doctor", "--json"],
        &["plan"],
        &["trend"],
        &["status"],
        &["why", "a\u{1b}[2Jb\u{202e}"],
        &["content", "check"],
        &["config", "check"],
        &["forget", "\u{1b}[2J"],
        &["merge", "/nowhere/\u{1b}[2J\u{202e}.jsonl"],
        &["content", "show", "\u{9b}31m"],
    ] {
        let output = run(home.path().as_os_str(), mutant, args);
        for (what, bytes) in [("output", &output.stdout), ("errors", &output.stderr)] {
            looked_at += bytes.len();
            ensure(raw_byte(bytes).is_none(), || format!("{args:?}: {:?} in its {what}", raw_byte(bytes)))?;
        }
    }
    ensure(looked_at > 1_000, || "hardly anything was said".to_owned())?;
    Ok(Held::Yes)
}

/// H5: no cell of a table begins like a formula.
pub(crate) fn no_formula(mutant: &str) -> Check {
    let home = folder();
    let root = home.path().as_os_str();
    ensure(run(root, "", &["demo", "--into", home.path().to_str().unwrap()]).status.success(), || {
        "no demo".into()
    })?;
    let journal = home.path().join("journal.jsonl");
    let mut text = std::fs::read_to_string(&journal).unwrap();
    let known = text.lines().rev().find(|line| line.contains("\"type\":\"session.started\"")).unwrap();
    let known: serde_json::Value = serde_json::from_str(known).unwrap();
    let mut body = known["body"].clone();
    body["items"][0]["exercise"] = "=cmd|' /C calc'!A0".into();
    text += &format!(
        "{{\"v\":1,\"id\":\"HAND1\",\"ts\":{},\"type\":\"session.started\",\"body\":{body}}}\n",
        known["ts"]
    );
    text += &format!(
        "{{\"v\":1,\"id\":\"=cmd\",\"ts\":{},\"type\":\"pain.rated\",\"body\":{{\"when\":\"log\",\"score\":3}}}}\n",
        known["ts"]
    );
    text += &format!(
        "{{\"v\":1,\"id\":\"-1-1\",\"ts\":{},\"type\":\"pain.rated\",\"body\":{{\"when\":\"log\",\"score\":3}}}}\n",
        known["ts"]
    );
    std::fs::write(&journal, text).unwrap();
    let output = run(root, mutant, &["report", "--out", "-", "--format", "csv", "--private"]);
    let text = String::from_utf8(output.stdout).unwrap();
    ensure(output.status.success() && text.contains("-1-1"), || {
        format!("no table, or not the entry: {}", String::from_utf8_lossy(&output.stderr))
    })?;
    for row in text.lines() {
        let mut cells = row.split(',');
        let formula = cells.find(|cell| {
            let cell = cell.trim_start_matches('"').trim_start();
            cell.starts_with(['=', '@', '+']) || (cell.starts_with('-') && cell.parse::<f64>().is_err())
        });
        ensure(formula.is_none(), || format!("a formula: {formula:?}"))?;
    }
    Ok(Held::Yes)
}

/// H4: what is no file, or no journal, in the journal's place: refused in words, soon, and left alone.
pub(crate) fn odd_files(mutant: &str) -> Check {
    type Put = fn(&Path);
    let cases: [(&str, Put); 5] = [
        ("a folder", |path| std::fs::create_dir(path).unwrap()),
        ("a pipe", |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success())),
        ("/dev/zero", |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap()),
        ("/dev/full", |path| std::os::unix::fs::symlink("/dev/full", path).unwrap()),
        ("a loop", |path| std::os::unix::fs::symlink(path, path).unwrap()),
    ];
    for (what, put) in cases {
        let home = folder();
        put(&home.path().join("journal.jsonl"));
        for args in [&["plan"][..], &["doctor"], &["log", "add", "--pain", "3"]] {
            let began = Instant::now();
            let output = run(home.path().as_os_str(), mutant, args);
            ensure(began.elapsed() < Duration::from_secs(5), || format!("{what}: {args:?} hangs"))?;
            let code = output.status.code();
            ensure(code.is_some_and(|code| code != 0 && code != 101), || {
                format!("{what}: {args:?}: {code:?}")
            })?;
            // It is looked at before anything is read from it.
            let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            let words = if what == "a loop" { "could not open" } else { ", not a file. Move it away" };
            ensure(said.contains(words), || format!("{what}: {args:?}: {said}"))?;
        }
    }
    Ok(Held::Yes)
}

/// H2: exercise files of every bad kind: the file and the place are named, soon, and what comes with the
/// program is there all the same.
pub(crate) fn bad_exercise_files(mutant: &str) -> Check {
    let home = folder();
    let root = home.path().as_os_str();
    let run = |args: &[&str]| run(root, mutant, args);
    std::fs::create_dir(home.path().join("exercises")).unwrap();
    let built_in = run(&["content", "list"]).stdout;
    ensure(built_in.len() > 1_000, || "no exercises at all".to_owned())?;
    for (what, text) in bad_files() {
        std::fs::write(home.path().join("exercises/x.toml"), text).unwrap();
        let began = Instant::now();
        let output = run(&["doctor"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure(began.elapsed() < Duration::from_secs(10), || format!("{what}: it takes for ever"))?;
        ensure(output.status.code() == Some(1), || format!("{what}: {:?}", output.status))?;
        ensure(said.contains("exercises/x.toml:"), || format!("{what}: not told: {said}"))?;
        ensure(run(&["content", "list"]).stdout == built_in, || format!("{what}: takes others down"))?;
    }
    Ok(Held::Yes)
}

/// Exercise files that are none.
fn bad_files() -> [(&'static str, Vec<u8>); 12] {
    let good = include_str!("../../assets/exercises/bird-dog.toml").replace("bird-dog", "my-move");
    [
        ("empty", Vec::new()),
        ("100,000 deep", format!("a = {}", "[".repeat(100_000)).into()),
        ("100,000 tables deep", [b"[a".to_vec(), b".a".repeat(100_000), b"]\n".to_vec()].concat()),
        ("60,000 keys", (0..60_000).map(|nth| format!("k{nth} = 1\n")).collect::<String>().into()),
        ("the same key twice", format!("{good}\nid = \"other\"\n").into()),
        ("the id of another", include_bytes!("../../assets/exercises/bird-dog.toml").to_vec()),
        ("a mark at its beginning and UTF-16", b"\xff\xfei\0d\0".to_vec()),
        ("not UTF-8", [good.as_bytes(), b"\xe9"].concat()),
        ("zero bytes", vec![0; 4_096]),
        ("no exercise", b"[look]\ncolour = \"never\"\n".to_vec()),
        ("numbers beyond all bounds", good.replace("= 3\n", "= 99999999999999999999\n").into()),
        ("larger than allowed", vec![b'#'; 2 << 20]),
    ]
}

/// H2: each is read in a second and in 100 MB, with the whole program.
fn bad_files_take_little() -> Check {
    let home = folder();
    std::fs::create_dir(home.path().join("exercises")).unwrap();
    let mut most = (0, Duration::ZERO);
    for (what, text) in bad_files() {
        std::fs::write(home.path().join("exercises/x.toml"), text).unwrap();
        let (memory, code, took) = measured(home.path(), &["doctor"])?;
        ensure(code == Some(1), || format!("{what}: {code:?}"))?;
        ensure(memory < 100, || format!("{what}: {memory} MB"))?;
        ensure(took < Duration::from_secs(1), || format!("{what}: {took:?}"))?;
        most = (most.0.max(memory), most.1.max(took));
    }
    println!("at most {} MB and {:?}", most.0, most.1);
    Ok(Held::Yes)
}

/// H6: names of folders of every kind.
pub(crate) fn odd_places(mutant: &str) -> Check {
    let root = folder();
    for name in ["a b", "a\"b'c", "a\nb", "ümlaut 腰", "-n", "$HOME", "a;rm -rf x", &"l".repeat(250)] {
        let home = root.path().join(name);
        let output = run(home.as_os_str(), mutant, &["log", "add", "--pain", "3"]);
        ensure(output.status.success(), || format!("{name:?}: {}", String::from_utf8_lossy(&output.stderr)))?;
        ensure(home.join("journal.jsonl").is_file(), || format!("{name:?}: not in its place"))?;
    }
    let bytes = OsString::from_vec([root.path().as_os_str().as_encoded_bytes(), b"/\xff\xfe"].concat());
    let output = run(&bytes, mutant, &["log", "add", "--pain", "3"]);
    let code = output.status.code();
    ensure(code.is_some_and(|code| code != 101), || format!("no text: {code:?}"))?;
    ensure(code != Some(0) || Path::new(&bytes).join("journal.jsonl").is_file(), || {
        "no text: elsewhere".into()
    })?;
    let long = root.path().join("l/".repeat(2_100));
    let code = run(long.as_os_str(), mutant, &["log", "add", "--pain", "3"]).status.code();
    ensure(code.is_some_and(|code| code != 0 && code != 101), || format!("4,096 letters: {code:?}"))?;
    // No home at all, and one that is not a whole path. Without one the system is asked who this is, so
    // that only places are asked for here: nothing may be written to the home of whoever runs this.
    for (name, value) in [("HOME", ""), ("HOME", "relative"), ("XDG_DATA_HOME", "relative")] {
        let supple = |args: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
            command.args(args).env_clear().env(name, value).env("TZ", "UTC").env("SUPPLE_SABOTAGE", mutant);
            command.current_dir(root.path()).stdin(Stdio::null()).output().unwrap()
        };
        let output = supple(&["paths", "--json"]);
        let code = output.status.code();
        ensure(code.is_some_and(|code| code != 101), || format!("{name}={value}: {code:?}"))?;
        if code == Some(0) {
            let places: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let journal = places["journal"].as_str().unwrap_or_default().to_owned();
            ensure(Path::new(&journal).is_absolute(), || format!("{name}={value}: {journal}"))?;
        }
        if (name, value) == ("HOME", "relative") {
            supple(&["log", "add", "--pain", "3"]);
        }
        ensure(!root.path().join("relative").exists(), || {
            format!("{name}={value}: a file in the wrong place")
        })?;
    }
    Ok(Held::Yes)
}

#[test]
fn h1_nothing_raw() {
    hold(nothing_raw(""));
}

#[test]
fn h2_bad_exercise_files() {
    hold(bad_exercise_files(""));
}

#[test]
#[ignore = "full numbers: time and memory for each"]
fn full_h2() {
    hold(bad_files_take_little());
}

#[test]
fn h4_odd_files() {
    hold(odd_files(""));
}

#[test]
fn h5_no_formula() {
    hold(no_formula(""));
}

#[test]
fn h6_odd_places() {
    hold(odd_places(""));
}

/// The most memory a run of supple took, in MB, its code, and how long it took.
pub(crate) fn measured(home: &Path, args: &[&str]) -> Result<(u64, Option<i32>, Duration), String> {
    let began = Instant::now();
    let script = "import os,resource,subprocess,sys\n\
                  code=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL).returncode\n\
                  print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss//1024,code)";
    let output = Command::new("python3")
        .args(["-c", script, "prlimit", "--as=3000000000", env!("CARGO_BIN_EXE_supple")])
        .args(args)
        .env("SUPPLE_HOME", home)
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut words = text.split_whitespace().map(|word| word.parse::<i64>().ok());
    let memory = words.next().flatten().ok_or("no memory was told")?;
    Ok((memory as u64, words.next().flatten().map(|code| code as i32), began.elapsed()))
}

fn large_files() -> Check {
    let good = session("fine");
    let sparse = |length: u64| {
        let home = with_journal(good.as_bytes());
        let file = std::fs::OpenOptions::new().write(true).open(home.path().join("journal.jsonl")).unwrap();
        file.set_len(length).unwrap();
        home
    };
    let cases: [(&str, tempfile::TempDir); 5] = [
        ("2 GiB of nothing", sparse(2 << 30)),
        ("200 MiB of zero bytes", sparse(200 << 20)),
        (
            "one line of 100 MB",
            with_journal(format!("{good}{{\"v\":1,\"x\":\"{}\"}}\n", "a".repeat(100_000_000)).as_bytes()),
        ),
        (
            "1,000,000 damaged lines",
            with_journal((good.clone() + &"{\"v\":1,\"id\":\"x\n".repeat(1_000_000)).as_bytes()),
        ),
        (
            "1,000,000 times the same id",
            with_journal(
                line(1, "pain.rated", "{\"when\":\"log\",\"score\":3}").repeat(1_000_000).as_bytes(),
            ),
        ),
    ];
    for (what, home) in cases {
        for args in [&["doctor"][..], &["status"], &["log", "add", "--pain", "3"]] {
            let (memory, code, took) = measured(home.path(), args)?;
            println!("{what}: {args:?}: exit {code:?}, {memory} MB, {:.1} s", took.as_secs_f64());
            ensure(code.is_some_and(|code| (0..101).contains(&code)), || {
                format!("{what}: {args:?}: {code:?}")
            })?;
            ensure(memory < 2_500 && took < Duration::from_secs(120), || {
                format!("{what}: {memory} MB, {took:?}")
            })?;
        }
    }
    Ok(Held::Yes)
}

#[test]
#[ignore = "full numbers: journals of gigabytes"]
fn full_h4_large_files() {
    hold_if_possible(large_files());
}

#[test]
#[ignore = "needs root: another owner, a read-only home"]
fn full_h6_as_somebody_else() {
    hold_if_possible(as_somebody_else(""));
    hold_if_possible(for_somebody_else(""));
}

/// A journal that root made, and another user at it: a line goes to a rescue file, and nothing fails.
pub(crate) fn as_somebody_else(mutant: &str) -> Check {
    if !is_root() {
        return Ok(Held::Skipped("another owner needs root"));
    }
    let home = tempfile::tempdir_in("/tmp").unwrap();
    std::fs::write(home.path().join("journal.jsonl"), session("fine")).unwrap();
    let program = Path::new("/tmp").join(format!("supple-fault-{}", std::process::id()));
    std::fs::copy(env!("CARGO_BIN_EXE_supple"), &program).unwrap();
    Command::new("chmod").args(["0755"]).arg(home.path()).arg(&program).status().unwrap();
    Command::new("chmod").arg("0644").arg(home.path().join("journal.jsonl")).status().unwrap();
    let mut outcomes = Vec::new();
    for args in [&["log", "add", "--pain", "3"][..], &["plan"], &["doctor"]] {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--clear-groups"]).arg(&program).args(args);
        let output = command.env("SUPPLE_HOME", home.path()).env("SUPPLE_SABOTAGE", mutant).output().unwrap();
        outcomes.push((
            args[0].to_owned(),
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    std::fs::remove_file(program).unwrap();
    for (what, code, said) in &outcomes {
        println!("{what} as somebody else: {code:?}: {}", said.lines().next().unwrap_or_default());
        ensure(code.is_some_and(|code| code != 101), || format!("{what}: {said}"))?;
    }
    ensure(outcomes[0].1 == Some(74), || format!("{outcomes:?}"))?;
    Ok(Held::Yes)
}

/// The other way round: root, who may write everywhere, does not write to the journal of somebody else,
/// as it would do under `sudo`.
pub(crate) fn for_somebody_else(mutant: &str) -> Check {
    let home = with_journal(session("fine").as_bytes());
    let journal = home.path().join("journal.jsonl");
    if std::os::unix::fs::chown(&journal, Some(65_534), None).is_err() {
        return Ok(Held::Skipped("another owner needs root"));
    }
    let before = std::fs::read(&journal).unwrap();
    let output = run(home.path().as_os_str(), mutant, &["log", "add", "--pain", "3"]);
    ensure(output.status.code() == Some(74), || format!("{:?}", output.status))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure(said.contains("belongs to another user"), || said.clone())?;
    ensure(std::fs::read(&journal).unwrap() == before, || "it was written to".to_owned())?;
    Ok(Held::Yes)
}
