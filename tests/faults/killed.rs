//! F1: killed with no chance to say a word: before and after every call on the journal, and at random
//! instants. (At random instants of a real session in a terminal: `tests/kill.rs`.)

use std::io::Read as _;
use std::process::Command;
use std::time::Duration;

use crate::kit::{
    self, Check, Dice, Held, NO_CC, Told, ensure, folder, fresh_seed, has, hold, hold_if_possible, shim,
};

/// What was told as saved is there, all lines are whole or one tail is torn, and the next start goes on.
fn survived(root: &std::path::Path, told: &Told, what: &str) -> Result<(), String> {
    let loaded = kit::loaded(root)?;
    kit::all_there(&loaded, &told.saved, what)?;
    let torn = usize::from(loaded.torn_tail.is_some());
    ensure(loaded.bad <= torn, || format!("{what}: {} damaged lines", loaded.bad))?;
    let again = kit::run(kit::writer(root, 1, ""));
    ensure(again.code == Some(0), || format!("{what}: the next start fails: {}", again.text))?;
    let after = kit::loaded(root)?;
    kit::all_there(&after, &told.saved, what)?;
    kit::all_there(&after, &again.given, &format!("{what}: the next answer"))
}

/// Killed before and after each write, flush and opening of anything in the home.
pub(crate) fn at_every_call(mutant: &str) -> Check {
    let Some(shim) = shim() else { return Ok(NO_CC) };
    let mut kills = 0;
    for op in ["write", "sync", "open"] {
        for when in [1, 2] {
            for at in 1..100 {
                let root = folder();
                let mut command = kit::writer(root.path(), 4, mutant);
                command.env("LD_PRELOAD", shim).env("FAULT_MATCH", root.path()).env("FAULT_OP", op);
                command.env("FAULT_AT", at.to_string()).env("FAULT_KILL", when.to_string());
                let told = kit::run(command);
                if told.code.is_some() {
                    // It has fewer such calls: done with this kind.
                    ensure(at > 4 && told.code == Some(0), || format!("{op} {at}: {}", told.text))?;
                    break;
                }
                kills += 1;
                let side = if when == 1 { "before" } else { "after" };
                survived(root.path(), &told, &format!("killed {side} {op} number {at}"))?;
            }
        }
    }
    println!("killed before and after every call: {kills} kills");
    ensure(kills > 40, || format!("only {kills} kills"))?;
    Ok(Held::Yes)
}

/// A tail that a kill tore off, whatever its length: the next answer stands on a line of its own.
pub(crate) fn torn_and_on(mutant: &str) -> Check {
    for cut in [1, 2, 20, 80, 150] {
        let root = folder();
        kit::run(kit::writer(root.path(), 2, ""));
        let journal = kit::places(root.path()).written();
        let length = std::fs::metadata(&journal).unwrap().len();
        std::fs::OpenOptions::new().write(true).open(&journal).unwrap().set_len(length - cut).unwrap();
        let told = kit::run(kit::writer(root.path(), 2, mutant));
        ensure(told.code == Some(0), || told.text.clone())?;
        let text = std::fs::read_to_string(&journal).unwrap();
        for id in &told.given {
            let alone = text.lines().any(|line| {
                line.starts_with("{\"v\":1,\"id\":\"")
                    && line.contains(id.as_str())
                    && line.matches("\"v\":1").count() == 1
            });
            ensure(alone, || format!("{cut} bytes cut off: the next answer runs into the tail"))?;
        }
    }
    Ok(Held::Yes)
}

#[test]
fn f1_torn_and_on() {
    hold(torn_and_on(""));
}

#[test]
fn f1_in_a_file_of_its_own() {
    hold(kit::in_a_file_of_its_own(|| torn_and_on("")));
    hold(kit::in_a_file_of_its_own(|| at_every_call("")));
}

/// The same from outside: strace kills at the nth call of each kind, whoever makes it.
pub(crate) fn at_every_call_by_strace() -> Check {
    if !has("strace", &["-V"]) {
        return Ok(Held::Skipped("there is no strace"));
    }
    let mut kills = 0;
    for op in ["write", "fdatasync", "fsync", "openat", "close", "flock", "renameat,rename"] {
        for at in 1.. {
            let root = folder();
            let places = kit::places(root.path());
            let mut wrapper = Command::new("strace");
            wrapper.args(["-qq", "-f", "-o", "/dev/null", "-e", &format!("trace={op}")]);
            for path in [places.journal.as_path(), &root.path().join("data"), &places.state, &places.reserve]
            {
                wrapper.arg("-P").arg(path);
            }
            wrapper.args(["-e", &format!("inject={op}:signal=SIGKILL:when={at}")]);
            let told = kit::run(kit::writer_behind(wrapper, root.path(), 4, ""));
            if told.code == Some(0) {
                break;
            }
            kills += 1;
            ensure(at < 200, || format!("{op} never ends"))?;
            survived(root.path(), &told, &format!("killed by strace at {op} number {at}"))?;
        }
    }
    println!("killed by strace at every call: {kills} kills");
    ensure(kills > 20, || format!("only {kills} kills"))?;
    Ok(Held::Yes)
}

/// Killed after a random while, again and again on one journal.
pub(crate) fn at_any_time(mutant: &str, kills: usize, seed: u64) -> Check {
    let mut dice = Dice::new(seed);
    let mut home = folder();
    let (mut saved, mut all) = (0, Vec::new());
    for nth in 0..kills {
        if nth % 25 == 0 {
            home = folder();
            all.clear();
        }
        let mut child = kit::writer(home.path(), 100_000, mutant).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(dice.below(60_000)));
        child.kill().unwrap();
        let mut text = String::new();
        child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        child.wait().unwrap();
        let told = kit::heard(&text);
        saved += told.saved.len();
        all.extend(told.saved.iter().cloned());
        let loaded = kit::loaded(home.path())?;
        let what = format!("seed {seed}, kill {nth}");
        kit::all_there(&loaded, &all, &what)?;
        let torn = usize::from(loaded.torn_tail.is_some());
        // A tail that an earlier kill tore off is one damaged line for good.
        ensure(loaded.bad <= nth % 25 + torn, || format!("{what}: {} damaged lines", loaded.bad))?;
    }
    println!("{kills} kills at random times, {saved} events told as saved, seed {seed}");
    ensure(saved > kills, || format!("only {saved} events in {kills} lives"))?;
    Ok(Held::Yes)
}

#[test]
fn f1_killed_at_every_call() {
    hold(at_every_call(""));
}

#[test]
fn f1_killed_at_any_time() {
    hold(at_any_time("", 30, 1));
}

#[test]
#[ignore = "full numbers: 1,000 kills, and at every call by strace"]
fn full_f1() {
    hold(at_any_time("", 1_000, fresh_seed()));
    hold_if_possible(at_every_call_by_strace());
}
