//! F13 in full: strace watches the whole program, first visit, session and doctor; and the same under
//! `chattr +a`, where the kernel refuses everything but adding.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::kit::{self, Check, Held, ensure, has, hold_if_possible, is_root};
use crate::visit::Home;

/// The journal of one who begins today's session line by line and leaves, notes a score, and asks the
/// doctor, each under `wrapper`.
fn a_day(home: &Home, wrapper: &[&str]) -> Result<(), String> {
    for args in [&["--plain"][..], &["log", "add", "--pain", "3"], &["doctor"], &["plan"]] {
        let program = env!("CARGO_BIN_EXE_supple");
        let mut words: Vec<&str> = wrapper.to_vec();
        words.push(program);
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(args).env("SUPPLE_HOME", home.path()).env("TERM", "dumb");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        if args[0] == "--plain" {
            use std::io::Write as _;
            let _ = child.stdin.take().unwrap().write_all(b"\n3\n\nq\nq\n");
        }
        let output = child.wait_with_output().unwrap();
        let fine = output.status.code().is_some_and(|code| code < 2);
        ensure(fine, || format!("{args:?}: {}", String::from_utf8_lossy(&output.stderr)))?;
    }
    Ok(())
}

fn by_strace() -> Check {
    if !has("strace", &["-V"]) {
        return Ok(Held::Skipped("there is no strace"));
    }
    let home = Home::ready();
    let log = home.path().join("strace.log");
    let wrapper = [
        "strace",
        "-qq",
        "-f",
        "-A",
        "-o",
        log.to_str().unwrap(),
        "-e",
        "trace=openat,open,creat,truncate,ftruncate,rename,renameat,renameat2,unlink,unlinkat,pwrite64,\
         link,linkat,copy_file_range,sendfile,fallocate",
    ];
    let before = std::fs::read(home.journal()).unwrap();
    a_day(&home, &wrapper)?;
    let after = std::fs::read(home.journal()).unwrap();
    ensure(after.len() > before.len() && after.starts_with(&before), || "bytes of it have changed".into())?;
    let text = std::fs::read_to_string(&log).unwrap();
    let name = format!("\"{}\"", home.journal().display());
    let (mut adds, mut reads) = (0, 0);
    for line in text.lines().filter(|line| line.contains(&name)) {
        let opens = line.contains("openat(");
        if opens && line.contains("O_APPEND") && !line.contains("O_TRUNC") {
            adds += 1;
        } else if opens && line.contains("O_RDONLY") {
            reads += 1;
        } else {
            return Err(format!("not an adding: {line}"));
        }
    }
    ensure(adds >= 2 && reads >= 2, || format!("{adds} {reads}"))?;
    // Nothing outside the home is written to (H4): whatever is opened for writing lies in it, or is no
    // file at all.
    let place = home.path().to_string_lossy().into_owned();
    for line in text.lines().filter(|line| line.contains("O_WRONLY") || line.contains("O_RDWR")) {
        let fine = line.contains(&place) || line.contains("\"/dev/") || line.contains("ENOENT");
        ensure(fine, || format!("written outside of the home: {line}"))?;
    }
    println!("strace: the journal was opened {adds} times for adding, {reads} times for reading");
    Ok(Held::Yes)
}

fn chattr(flag: &str, path: &Path) -> bool {
    Command::new("chattr").arg(flag).arg(path).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

fn under_append_only() -> Check {
    if !is_root() {
        return Ok(Held::Skipped("chattr +a needs root"));
    }
    let home = Home::ready();
    if !chattr("+a", &home.journal()) {
        return Ok(Held::Skipped("this file system has no chattr +a"));
    }
    let before = home.events().len();
    let day = a_day(&home, &["env"]);
    let shortened = std::fs::OpenOptions::new().write(true).open(home.journal()).is_ok();
    let unlocked = chattr("-a", &home.journal());
    day?;
    ensure(!shortened && unlocked, || "chattr +a did nothing here".to_owned())?;
    ensure(home.events().len() > before, || "nothing was added".to_owned())?;
    Ok(Held::Yes)
}

#[test]
#[ignore = "needs strace"]
fn full_f13_by_strace() {
    hold_if_possible(by_strace());
}

#[test]
#[ignore = "needs root and ext4"]
fn full_f13_under_append_only() {
    hold_if_possible(under_append_only());
    let _ = kit::is_root();
}
