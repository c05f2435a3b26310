//! No way out: nothing in the sources opens a connection, and the program that runs makes no socket.
//! (Crates that connect, licences, doubles: `tests/support/dependencies.rs`, run by `tests/gate.rs`.)

use std::path::Path;

use crate::kit::{Check, Held, ensure, has, hold_if_possible};
use crate::visit::Home;

/// What would open a connection, and `unsafe` code, which could do so behind a word search.
const NEVER: [&str; 9] = [
    "std::net",
    "TcpStream",
    "UdpSocket",
    "TcpListener",
    "ToSocketAddrs",
    "UnixStream",
    "UnixListener",
    "unsafe {",
    "unsafe fn",
];

fn found(folder: &Path, all: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let words = NEVER.iter().filter(|word| text.contains(**word));
            all.extend(words.map(|word| format!("{word} in {}", path.display())));
        }
    }
}

#[test]
fn nothing_in_the_sources_connects_or_is_unsafe() {
    let mut all = Vec::new();
    found(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    assert!(all.is_empty(), "{}", all.join("\n"));
    let manifest = include_str!("../../Cargo.toml");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let folder = crate::kit::folder();
    std::fs::write(folder.path().join("a.rs"), "use std::net::TcpStream;\nfn a() { unsafe { b() } }\n")
        .unwrap();
    let mut all = Vec::new();
    found(folder.path(), &mut all);
    assert_eq!(all.len(), 3, "{all:?}");
}

fn no_socket() -> Check {
    if !has("strace", &["-V"]) {
        return Ok(Held::Skipped("there is no strace"));
    }
    let home = Home::ready();
    for args in
        [&["plan"][..], &["doctor"], &["log", "add", "--pain", "2"], &["report", "--out", "-", "--private"]]
    {
        let log = home.path().join("strace.log");
        let mut strace = std::process::Command::new("strace");
        strace.args(["-qq", "-f", "-e", "trace=network", "-o"]).arg(&log).arg(env!("CARGO_BIN_EXE_supple"));
        strace.args(args).env("SUPPLE_HOME", home.path()).output().unwrap();
        let text = std::fs::read_to_string(&log).unwrap();
        let calls: Vec<&str> =
            text.lines().filter(|line| line.contains("socket(") || line.contains("connect(")).collect();
        ensure(calls.is_empty(), || format!("{args:?}: {calls:?}"))?;
    }
    Ok(Held::Yes)
}

#[test]
#[ignore = "needs strace"]
fn full_no_socket() {
    hold_if_possible(no_socket());
}
