//! F10: several writers on one journal, as processes: none loses a line or tears one of another, also
//! when one of them is stopped for a while or killed.

use std::io::Read as _;
use std::process::{Child, Command};
use std::time::Duration;

use crate::kit::{self, Check, Dice, Held, ensure, folder, hold};

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

fn end(mut child: Child) -> kit::Told {
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    let status = child.wait().unwrap();
    kit::Told { code: status.code(), ..kit::heard(&text) }
}

/// All at once; then everything told as saved is there, each once, and no line is damaged.
pub(crate) fn many(mutant: &str, writers: usize, each: usize) -> Check {
    let root = folder();
    let children: Vec<Child> =
        (0..writers).map(|_| kit::writer(root.path(), each, mutant).spawn().unwrap()).collect();
    let readers: Vec<_> = children.into_iter().map(|child| std::thread::spawn(|| end(child))).collect();
    let mut given = Vec::new();
    for reader in readers {
        let told = reader.join().unwrap();
        ensure(told.code == Some(0), || format!("a writer ended with {:?}: {}", told.code, told.text))?;
        ensure(told.saved.len() == each, || format!("{} of {each} saved at once", told.saved.len()))?;
        given.extend(told.given);
    }
    let loaded = kit::loaded(root.path())?;
    kit::all_there(&loaded, &given, "many writers")?;
    ensure(loaded.lines == writers * each, || format!("{} lines of {}", loaded.lines, writers * each))?;
    ensure(loaded.problems.is_empty(), || format!("{:?}", loaded.problems.first()))?;
    println!("{writers} writers with {each} events each: all there, once");
    Ok(Held::Yes)
}

/// One is stopped and woken at random, so that it sometimes stands still with the lock in its hand, and
/// in the end one is killed. The others wait at most two seconds, say who holds it, and lose nothing.
pub(crate) fn stopped_and_killed(mutant: &str, rounds: usize, each: usize, seed: u64) -> Check {
    let mut dice = Dice::new(seed);
    for round in 0..rounds {
        let root = folder();
        let pause = |mut command: Command| {
            command.env("FAULT_PAUSE", "1");
            command.spawn().unwrap()
        };
        let sick = pause(kit::writer(root.path(), 100_000, mutant));
        let well: Vec<Child> = (0..2).map(|_| pause(kit::writer(root.path(), each, mutant))).collect();
        let readers: Vec<_> = well.into_iter().map(|child| std::thread::spawn(|| end(child))).collect();
        let mut sick = sick;
        let mut out = sick.stdout.take().unwrap();
        let reading = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = out.read_to_string(&mut text);
            text
        });
        for _ in 0..6 {
            std::thread::sleep(Duration::from_millis(20 + dice.below(40)));
            signal(&sick, "STOP");
            std::thread::sleep(Duration::from_millis(dice.below(300)));
            signal(&sick, "CONT");
        }
        sick.kill().unwrap();
        sick.wait().unwrap();
        let mut saved = kit::heard(&reading.join().unwrap()).saved;
        let what = format!("seed {seed}, round {round}");
        for reader in readers {
            let told = reader.join().unwrap();
            ensure(told.code == Some(0), || format!("{what}: {:?}\n{}", told.code, told.text))?;
            saved.extend(told.given);
        }
        let loaded = kit::next_start(root.path())?;
        kit::all_there(&loaded, &saved, &what)?;
        // The one that was killed may have left one torn tail, which the others closed.
        ensure(loaded.bad <= 1, || format!("{what}: {} damaged lines", loaded.bad))?;
    }
    Ok(Held::Yes)
}

/// The holder stands still for longer than anybody waits.
pub(crate) fn a_stopped_holder_is_named(mutant: &str) -> Check {
    let root = folder();
    kit::run(kit::writer(root.path(), 1, ""));
    let journal = kit::places(root.path()).journal;
    let mut holder = Command::new("flock");
    let mut holder =
        holder.arg("-o").arg(&journal).args(["sh", "-c", "kill -STOP $PPID; exec sleep 60"]).spawn().unwrap();
    let stat = format!("/proc/{}/stat", holder.id());
    let stopped = || std::fs::read_to_string(&stat).is_ok_and(|stat| stat.contains(") T "));
    for _ in 0..500 {
        if stopped() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let began = std::time::Instant::now();
    let told = kit::run(kit::writer(root.path(), 2, mutant));
    let took = began.elapsed();
    signal(&holder, "KILL");
    holder.wait().unwrap();
    let home = kit::next_start(root.path())?;
    kit::all_there(&home, &told.given, "a stopped holder")?;
    ensure(told.causes.len() == 2, || format!("not told: {}", told.text))?;
    ensure(told.text.contains("holding the journal"), || told.text.clone())?;
    // Two answers and the end: three times two seconds at most.
    ensure(took < Duration::from_secs(9), || format!("waited {took:?}"))?;
    Ok(Held::Yes)
}

#[test]
fn f10_many_writers() {
    hold(many("", 2, 300));
    hold(many("", 8, 40));
}

#[test]
fn f10_stopped_and_killed() {
    hold(stopped_and_killed("", 2, 60, 10));
}

#[test]
fn f10_a_stopped_holder_is_named() {
    hold(a_stopped_holder_is_named(""));
}

#[test]
#[ignore = "full numbers: 2 x 5,000, 8 x 500, 20 rounds of stops"]
fn full_f10() {
    hold(many("", 2, 5_000));
    hold(many("", 8, 500));
    hold(stopped_and_killed("", 20, 200, kit::fresh_seed()));
}
