//! F2 and F3: a power cut. The writer runs on a small disk in a file; at a random instant it is stopped,
//! and the file is copied: that is what a disk would hold. The copy is mounted, the file system mends
//! itself, and everything told as saved has to be there. (What a drive that lies about flushing would
//! drop, no software can show.)

use std::io::Read as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::disks::{KINDS, Mounted, make, missing};
use crate::kit::{self, Check, Dice, Held, ensure, fresh_seed, hold_if_possible};

/// Room for the images: not in memory, which has no disk under it.
fn folder() -> tempfile::TempDir {
    match std::env::var_os("FAULT_SCRATCH") {
        Some(place) => tempfile::tempdir_in(place),
        None => tempfile::tempdir(),
    }
    .unwrap()
}

/// Cuts `cuts` times. `anew`: the home is made by the run that is cut (F3), else it has a past (F2).
/// How many events told as saved were there afterwards.
fn cut(kind: &str, cuts: usize, anew: bool, mutant: &str, seed: u64) -> Result<usize, String> {
    let folder = folder();
    let (image, copy) = (folder.path().join("image"), folder.path().join("copy"));
    let mut dice = Dice::new(seed);
    let mut kept = 0;
    make(kind, &image)?;
    let blank = folder.path().join("blank");
    copy_sparse(&image, &blank)?;
    for nth in 0..cuts {
        let what = format!("{kind}, seed {seed}, cut {nth}");
        if anew {
            copy_sparse(&blank, &image)?;
        }
        let disk = Mounted::new(kind, &image, &folder.path().join("disk"))?;
        let root = disk.path().join("home");
        let mut child = kit::writer(&root, 100_000, mutant).spawn().unwrap();
        // A new home: near the first answers. An old one: anywhere.
        std::thread::sleep(Duration::from_millis(if anew {
            100 + dice.below(700)
        } else {
            40 + dice.below(400)
        }));
        let stop = Command::new("kill").args(["-s", "STOP", &child.id().to_string()]).status().unwrap();
        assert!(stop.success());
        let stat = format!("/proc/{}/stat", child.id());
        while std::fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") T ")) {
            std::thread::sleep(Duration::from_millis(1));
        }
        copy_sparse(&image, &copy)?;
        child.kill().unwrap();
        let mut text = String::new();
        child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        child.wait().unwrap();
        drop(disk);
        // Said before the copy was taken: the writer was stopped by then.
        let saved = kit::heard(&text).saved;
        let after = Mounted::new(kind, &copy, &folder.path().join("after"))?;
        let loaded = kit::loaded(&after.path().join("home"))?;
        kit::all_there(&loaded, &saved, &what)?;
        ensure(loaded.bad <= usize::from(loaded.torn_tail.is_some()) + nth, || {
            format!("{what}: {} damaged lines", loaded.bad)
        })?;
        kept += saved.len();
        // The next life begins with what was on the disk, as after a real cut.
        drop(after);
        std::fs::rename(&copy, &image).map_err(|error| error.to_string())?;
    }
    Ok(kept)
}

fn copy_sparse(from: &Path, to: &Path) -> Result<(), String> {
    let copied = Command::new("cp").arg("--sparse=always").args([from, to]).status();
    ensure(copied.is_ok_and(|status| status.success()), || "cp failed".to_owned())
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn on_all(anew: bool, cuts: usize) {
    let seed = fresh_seed();
    for kind in KINDS {
        hold_if_possible(match missing(kind) {
            Some(why) => Ok(Held::Skipped(why)),
            None => cut(kind, cuts, anew, "", seed).map(|kept| {
                println!("{kind}: {cuts} cuts, {kept} events told as saved, 0 of them lost");
                assert!(kept > cuts / 2, "hardly anything was saved before the cuts");
                Held::Yes
            }),
        });
    }
}

/// A program that does not flush must be caught within five cuts.
#[cfg(feature = "sabotage")]
pub(crate) fn within_five_cuts(mutant: &str) -> Check {
    if let Some(why) = missing("ext4") {
        return Ok(Held::Skipped(why));
    }
    cut("ext4", 5, false, mutant, 7).map(|_| Held::Yes)
}

#[test]
#[ignore = "needs root: disks in files. FAULT_CUTS is the number for each file system (67)"]
fn full_f2_power_cut() {
    on_all(false, number("FAULT_CUTS", 67));
}

#[test]
#[ignore = "needs root: disks in files. FAULT_FIRST_CUTS is the number for each file system (34)"]
fn full_f3_power_cut_in_the_first_session() {
    on_all(true, number("FAULT_FIRST_CUTS", 34));
}

/// F9: the disk is full under a running writer, and has room again: on real file systems.
fn full(kind: &str) -> Check {
    if let Some(why) = missing(kind) {
        return Ok(Held::Skipped(why));
    }
    let folder = folder();
    let image = folder.path().join("image");
    make(kind, &image)?;
    let disk = Mounted::new(kind, &image, &folder.path().join("disk"))?;
    let root = disk.path().join("home");
    ensure(kit::run(kit::writer(&root, 1, "")).code == Some(0), || "no first event".to_owned())?;
    let filler = disk.path().join("filler");
    let fill = Command::new("sh")
        .args([
            "-c",
            "dd if=/dev/urandom of=\"$0\" bs=1M 2>&-; dd if=/dev/urandom of=\"$0.2\" bs=512 2>&-; sync; :",
        ])
        .arg(&filler)
        .status();
    assert!(fill.unwrap().success());
    let told = kit::run(kit::writer(&root, 200, ""));
    ensure(told.saved.len() == 200, || {
        format!("{kind}: {} of 200 fitted on a full disk: {:?}", told.saved.len(), told.causes.first())
    })?;
    // Now that the room is used up too, until something fails.
    let more = kit::run(kit::writer(&root, 4_000, ""));
    ensure(more.causes.iter().all(|cause| cause == "disk full"), || format!("{:?}", more.causes.first()))?;
    let felt = more.causes.len();
    std::fs::remove_file(&filler).unwrap();
    let loaded = kit::next_start(&root)?;
    kit::all_there(&loaded, &told.saved, kind)?;
    kit::all_there(&loaded, &more.saved, kind)?;
    let back = |id: &String| more.lines.iter().any(|line| line.contains(id.as_str()));
    let gone =
        more.given.iter().filter(|id| !back(id) && !loaded.entries.iter().any(|e| e.id == **id)).count();
    ensure(gone == 0, || format!("{kind}: {gone} answers are nowhere"))?;
    println!(
        "{kind}: 200 events fitted on the full disk; {felt} of 4,000 more were told as not saved, none is lost"
    );
    Ok(Held::Yes)
}

#[test]
#[ignore = "needs root: disks in files"]
fn full_f9_disk_full_and_room_again() {
    for kind in KINDS {
        hold_if_possible(full(kind));
    }
}
