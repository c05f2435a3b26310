//! Small disks in files, for root: made, mounted, and never left behind.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kit::{has, is_root};

/// File systems a home may be on.
pub(crate) const KINDS: [&str; 3] = ["ext4", "xfs", "btrfs"];

/// Why there is no such disk here, if so.
pub(crate) fn missing(kind: &str) -> Option<&'static str> {
    if !is_root() {
        return Some("disks in files need root");
    }
    let version = if kind == "btrfs" { "--version" } else { "-V" };
    if has(&format!("mkfs.{kind}"), &[version]) {
        return None;
    }
    Some(match kind {
        "xfs" => "there is no mkfs.xfs (xfsprogs)",
        "btrfs" => "there is no mkfs.btrfs (btrfs-progs)",
        _ => "there is no mkfs.ext4 (e2fsprogs)",
    })
}

fn must(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// An empty disk in a file.
pub(crate) fn make(kind: &str, image: &Path) -> Result<(), String> {
    // Less than 300 MB is no xfs, and 114 MB no btrfs, for their makers.
    let size = match kind {
        "xfs" => 300,
        "btrfs" => 120,
        _ => 32,
    };
    let file = std::fs::File::create(image).map_err(|error| error.to_string())?;
    file.set_len(size * 1024 * 1024).map_err(|error| error.to_string())?;
    let quiet: &[&str] = match kind {
        "ext4" => &["-q", "-F"],
        "xfs" => &["-q", "-f"],
        _ => &["-q", "-f", "-M"],
    };
    must(Command::new(format!("mkfs.{kind}")).args(quiet).arg(image))
}

/// A disk that is mounted; unmounted when it goes out of scope.
pub(crate) struct Mounted(PathBuf);

impl Mounted {
    pub(crate) fn new(kind: &str, image: &Path, place: &Path) -> Result<Mounted, String> {
        std::fs::create_dir_all(place).map_err(|error| error.to_string())?;
        let options = if kind == "xfs" { "loop,nouuid" } else { "loop" };
        must(Command::new("mount").args(["-t", kind, "-o", options]).arg(image).arg(place))?;
        Ok(Mounted(place.to_owned()))
    }
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        for _ in 0..50 {
            if must(Command::new("umount").arg(&self.0)).is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        eprintln!("{} could not be unmounted at once", self.0.display());
    }
}
