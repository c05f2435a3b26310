//! F12 end to end: a git merge with `merge=union`, and a second copy as a sync client leaves it. (The
//! laws of a merge in 10,000 cases: `src/journal/merge_tests.rs`; by hand: `tests/cli/merge.rs`.)

use std::path::Path;
use std::process::Command;

use supple::journal::fault::Code;

use crate::kit::{self, Check, Held, ensure, folder, has, hold_if_possible};

fn git(folder: &Path, args: &[&str]) -> Result<(), String> {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=a", "-c", "user.email=a@example.invalid"]).args(args);
    let output = command.env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
    ensure(output.status.success(), || format!("git {args:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Two machines write, git joins them: everything of both is there once.
fn joined_by_git() -> Check {
    if !has("git", &["--version"]) {
        return Ok(Held::Skipped("there is no git"));
    }
    let root = folder();
    let data = root.path().join("data");
    let mut given = kit::run(kit::writer(root.path(), 5, "")).given;
    std::fs::write(data.join(".gitattributes"), "journal.jsonl merge=union\n").unwrap();
    git(&data, &["init", "-q", "-b", "one"])?;
    git(&data, &["add", "journal.jsonl", ".gitattributes"])?;
    git(&data, &["commit", "-qm", "both"])?;
    git(&data, &["branch", "other"])?;
    given.extend(kit::run(kit::writer(root.path(), 7, "")).given);
    git(&data, &["commit", "-qam", "one"])?;
    git(&data, &["checkout", "-q", "other"])?;
    given.extend(kit::run(kit::writer(root.path(), 6, "")).given);
    git(&data, &["commit", "-qam", "other"])?;
    git(&data, &["merge", "-q", "-m", "joined", "one"])?;
    let loaded = kit::next_start(root.path())?;
    kit::all_there(&loaded, &given, "after a git merge")?;
    ensure(loaded.entries.len() == given.len() && loaded.bad == 0, || {
        format!("{} entries of {}, {} damaged", loaded.entries.len(), given.len(), loaded.bad)
    })?;
    Ok(Held::Yes)
}

/// A sync client kept both: the doctor names the copy, `merge` takes it, and not a byte of the copy is lost.
pub(crate) fn a_second_copy(mutant: &str) -> Check {
    let root = folder();
    let data = root.path().join("data");
    let mut given = kit::run(kit::writer(root.path(), 5, "")).given;
    let copy = data.join("journal.sync-conflict-20261120-092606-ABCDEFG.jsonl");
    std::fs::copy(data.join("journal.jsonl"), &copy).unwrap();
    let other = folder();
    given.extend(kit::run(kit::writer(other.path(), 4, "")).given);
    let theirs = std::fs::read_to_string(kit::places(other.path()).journal).unwrap();
    let both = std::fs::read_to_string(&copy).unwrap() + &theirs;
    std::fs::write(&copy, &both).unwrap();
    let run = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_supple"))
            .args(args)
            .env_clear()
            .env("SUPPLE_HOME", &data)
            .env("TZ", "UTC")
            .env("SUPPLE_SABOTAGE", mutant)
            .output()
            .unwrap()
    };
    let doctor = run(&["doctor"]);
    ensure(String::from_utf8_lossy(&doctor.stdout).contains("sync-conflict"), || "not named".to_owned())?;
    let merged = run(&["merge", copy.to_str().unwrap(), "--yes"]);
    ensure(merged.status.success(), || String::from_utf8_lossy(&merged.stderr).into_owned())?;
    // It is done with, which its name says; not a byte of it is gone.
    let done = copy.with_extension("jsonl.merged");
    let kept = [&copy, &done].iter().any(|path| std::fs::read_to_string(path).is_ok_and(|text| text == both));
    ensure(kept, || "the copy was touched".to_owned())?;
    let loaded = kit::loaded(root.path())?;
    kit::all_there(&loaded, &given, "after a merge")?;
    let twice = loaded.problems.iter().filter(|problem| problem.code == Code::SameTwice).count();
    ensure(twice == 0, || format!("{twice} lines were added though they were there"))?;
    Ok(Held::Yes)
}

#[test]
fn f12_joined_by_git() {
    hold_if_possible(joined_by_git());
}

#[test]
fn f12_a_second_copy() {
    hold_if_possible(a_second_copy(""));
}
