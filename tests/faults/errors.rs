//! F7 and F8: writes that fail, at once or half way, once or for ever; flushes that fail; a file that
//! may not grow. Whatever happens, each answer is in the journal after the next start, and what was
//! told as saved is there already.

use std::process::Command;

use crate::kit::{self, Check, Held, NO_CC, Told, ensure, folder, has, hold, shim};

/// Errors and the words in which a person is told; `None`: nobody needs to know.
const ERRORS: [(i32, &str, Option<&str>); 6] = [
    (28, "ENOSPC", Some("disk full")),
    (5, "EIO", Some("the disk reported a fault")),
    (122, "EDQUOT", Some("your share of the disk is used up")),
    (27, "EFBIG", Some("the file may not grow any further")),
    (30, "EROFS", Some("the disk is read-only")),
    (4, "EINTR", None),
];

struct Fault<'a> {
    op: &'a str,
    at: usize,
    sticky: bool,
    error: i32,
    short: usize,
    /// Which files: the journal, or all of the home (then the rescue files fail as well).
    path: &'a str,
}

fn suffer(fault: &Fault<'_>, root: &std::path::Path, events: usize, mutant: &str) -> Option<Told> {
    let mut command = kit::writer(root, events, mutant);
    let journal = kit::places(root).written();
    let matches = if fault.path == JOURNAL { journal.as_os_str() } else { fault.path.as_ref() };
    command.env("LD_PRELOAD", shim()?).env("FAULT_MATCH", matches).env("FAULT_OP", fault.op);
    command.env("FAULT_AT", fault.at.to_string()).env("FAULT_STICKY", u8::from(fault.sticky).to_string());
    command.env("FAULT_ERR", fault.error.to_string()).env("FAULT_SHORT", fault.short.to_string());
    Some(kit::run(command))
}

/// One fault at one call. `words`: what has to be said of it, if anything was not saved.
fn one(fault: &Fault<'_>, words: Option<&str>, mutant: &str) -> Result<Option<bool>, String> {
    const EVENTS: usize = 4;
    let root = folder();
    let Some(told) = suffer(fault, root.path(), EVENTS, mutant) else { return Ok(None) };
    let what = format!(
        "{} number {}{} of {} fails with {} (short {})",
        fault.op,
        fault.at,
        if fault.sticky { " and all later" } else { "" },
        fault.path,
        fault.error,
        fault.short
    );
    let after = kit::loaded(root.path())?;
    kit::all_there(&after, &told.saved, &what)?;
    ensure(told.given.len() == EVENTS, || format!("{what}: it did not go on: {}", told.text))?;
    // What was saved in the end, at closing, is not told one by one.
    let unsaved = told.lines.len();
    ensure((told.code == Some(0)) == (unsaved == 0), || {
        format!("{what}: {unsaved} not saved and exit code {:?}", told.code)
    })?;
    if unsaved == 0 {
        kit::all_there(&after, &told.given, &what)?;
    }
    if let Some(words) = words {
        ensure(told.causes.iter().all(|cause| cause == words), || format!("{what}: {:?}", told.causes))?;
    }
    // What is neither saved nor in a rescue file was given back on the screen.
    let home = kit::next_start(root.path())?;
    let there = |id: &String| home.entries.iter().any(|entry| entry.id == *id);
    let given_back = |id: &String| told.lines.iter().any(|line| line.contains(id.as_str()));
    let gone = told.given.iter().filter(|id| !there(id) && !given_back(id)).count();
    ensure(gone == 0, || format!("{what}: {gone} answers are nowhere\n{}", told.text))?;
    if fault.path == JOURNAL {
        let lost = told.given.iter().filter(|id| !there(id)).count();
        ensure(lost == 0, || format!("{what}: {lost} answers did not come home"))?;
    }
    Ok(Some(!told.causes.is_empty()))
}

const JOURNAL: &str = "/journal.jsonl";

/// F7: every error at every write to the journal, once and for ever, and once for the whole home.
pub(crate) fn writes_fail(mutant: &str, calls: usize) -> Check {
    let mut noticed = 0;
    for (error, _, words) in ERRORS {
        for at in 1..=calls {
            for (sticky, path) in [(false, JOURNAL), (true, JOURNAL), (true, "/data/")] {
                // A call that is interrupted for ever is not a disk.
                if error == 4 && sticky {
                    continue;
                }
                let fault = Fault { op: "write", at, sticky, error, short: 0, path };
                match one(&fault, words, mutant)? {
                    None => return Ok(NO_CC),
                    Some(unsaved) => noticed += usize::from(unsaved),
                }
            }
        }
    }
    ensure(noticed > calls, || format!("only {noticed} faults were felt at all"))?;
    Ok(Held::Yes)
}

/// F7: a write that takes fewer bytes than it was given, and the rest then fails or goes through.
pub(crate) fn writes_are_short(mutant: &str, step: usize) -> Check {
    for short in (1..230).step_by(step) {
        for at in [1, 2] {
            let fault = Fault { op: "write", at, sticky: false, error: 0, short, path: JOURNAL };
            if one(&fault, None, mutant)?.is_none() {
                return Ok(NO_CC);
            }
        }
    }
    Ok(Held::Yes)
}

/// F7: half a line fits, then the disk is full; with room again the next lines are whole.
pub(crate) fn short_and_then_full(mutant: &str) -> Check {
    for limit in [250, 330, 411] {
        if !has("prlimit", &["--version"]) {
            return Ok(Held::Skipped("there is no prlimit (util-linux)"));
        }
        let root = folder();
        let mut wrapper = Command::new("bash");
        let script = "trap '' XFSZ; exec prlimit --fsize=\"$0\" \"$@\"";
        wrapper.args(["-c", script, &limit.to_string()]);
        kit::run(kit::writer_behind(wrapper, root.path(), 3, mutant));
        let told = kit::run(kit::writer(root.path(), 2, mutant));
        ensure(told.code == Some(0), || told.text.clone())?;
        let text = std::fs::read_to_string(kit::places(root.path()).written()).unwrap();
        for line in text.lines() {
            let starts = line.matches("\"v\":1,\"id\"").count();
            ensure(starts <= 1, || format!("limit {limit}: {starts} lines run into one another"))?;
        }
    }
    Ok(Held::Yes)
}

#[test]
fn f7_in_a_file_of_its_own() {
    hold(kit::in_a_file_of_its_own(|| writes_are_short("", 37)));
    hold(kit::in_a_file_of_its_own(|| writes_fail("", 1)));
    hold(kit::in_a_file_of_its_own(|| short_and_then_full("")));
}

#[test]
fn f7_short_and_then_full() {
    hold(short_and_then_full(""));
}

/// F7: no file can be opened.
pub(crate) fn opens_fail(mutant: &str) -> Check {
    for (error, _, words) in ERRORS.iter().filter(|(error, ..)| *error != 4) {
        for at in 2..=4 {
            let fault = Fault { op: "open", at, sticky: true, error: *error, short: 0, path: JOURNAL };
            if one(&fault, *words, mutant)?.is_none() {
                return Ok(NO_CC);
            }
        }
    }
    Ok(Held::Yes)
}

/// F8: a flush fails and later ones say yes. The line of that flush is written once more.
pub(crate) fn flushes_fail(mutant: &str, calls: usize) -> Check {
    for at in 1..=calls {
        let root = folder();
        let fault = Fault { op: "sync", at, sticky: false, error: 5, short: 0, path: JOURNAL };
        let Some(told) = suffer(&fault, root.path(), calls + 1, mutant) else { return Ok(NO_CC) };
        let text = std::fs::read_to_string(kit::places(root.path()).written()).unwrap_or_default();
        let failed = told.given.get(at - 1).ok_or("it did not go on")?;
        let times = text.matches(&format!("\"id\":\"{failed}\"")).count();
        ensure(times == 2, || format!("flush {at} failed and its line is there {times} times"))?;
        ensure(told.causes == ["the disk reported a fault"], || format!("flush {at}: {:?}", told.causes))?;
        ensure(told.code == Some(0) && told.saved.len() == calls + 1, || {
            format!("flush {at}: {}", told.text)
        })?;
        kit::all_there(&kit::loaded(root.path())?, &told.given, "a flush failed")?;
    }
    Ok(Held::Yes)
}

/// F7: the file may not grow past a limit, whatever the byte.
pub(crate) fn file_may_not_grow(mutant: &str, step: usize) -> Check {
    if !has("prlimit", &["--version"]) {
        return Ok(Held::Skipped("there is no prlimit (util-linux)"));
    }
    for limit in (9..660).step_by(step) {
        let root = folder();
        let mut wrapper = Command::new("bash");
        let script = "trap '' XFSZ; exec prlimit --fsize=\"$0\" \"$@\"";
        wrapper.args(["-c", script, &limit.to_string()]);
        let told = kit::run(kit::writer_behind(wrapper, root.path(), 4, mutant));
        kit::all_there(&kit::loaded(root.path())?, &told.saved, &format!("limit {limit}"))?;
        ensure(told.code == Some(74), || format!("limit {limit}: exit code {:?}", told.code))?;
        let home = kit::next_start(root.path())?;
        for id in &told.given {
            let there = home.entries.iter().any(|entry| entry.id == *id);
            let back = told.lines.iter().any(|line| line.contains(id.as_str()));
            ensure(there || back, || format!("limit {limit}: an answer is nowhere\n{}", told.text))?;
        }
    }
    Ok(Held::Yes)
}

/// The program itself, asked to note one score: what it says and how it ends.
pub(crate) fn the_verb_says_so(mutant: &str) -> Check {
    let Some(shim) = shim() else { return Ok(NO_CC) };
    for (error, name, words) in ERRORS {
        let root = folder();
        let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
        command.args(["log", "add", "--pain", "4"]).env_clear().env("SUPPLE_HOME", root.path());
        command.env("TZ", "UTC").env("SUPPLE_SABOTAGE", mutant).env("LD_PRELOAD", shim);
        command.env("FAULT_MATCH", JOURNAL).env("FAULT_OP", "write").env("FAULT_ERR", error.to_string());
        command.env("FAULT_STICKY", if error == 4 { "0" } else { "1" });
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        match words {
            Some(words) => {
                ensure(code == Some(74) && said.contains(words), || format!("{name}: {code:?} {said}"))?;
            }
            None => ensure(code == Some(0), || format!("{name}: {code:?} {said}"))?,
        }
    }
    Ok(Held::Yes)
}

#[test]
fn f7_writes_fail() {
    hold(writes_fail("", 3));
}

#[test]
fn f7_writes_are_short() {
    hold(writes_are_short("", 23));
}

#[test]
fn f7_opens_fail() {
    hold(opens_fail(""));
}

#[test]
fn f7_file_may_not_grow() {
    hold(file_may_not_grow("", 37));
}

#[test]
fn f7_the_verb_says_so() {
    hold(the_verb_says_so(""));
}

#[test]
fn f8_flushes_fail() {
    hold(flushes_fail("", 5));
}

#[test]
#[ignore = "full numbers: every byte"]
fn full_f7() {
    hold(writes_fail("", 5));
    hold(writes_are_short("", 1));
    hold(file_may_not_grow("", 1));
}
