//! Programs to hold ours against: looked for, else installed into `target/peers`; skipped by name where that
//! does not work.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where they are put: `SUPPLE_PEERS`, else `target/peers`.
pub(crate) fn folder() -> PathBuf {
    std::env::var_os("SUPPLE_PEERS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers"), PathBuf::from)
}

fn works(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn skipped(name: &str) {
    println!("skipped: {name} (not found, and could not be installed)");
}

/// A crate that is a program, in this version.
pub(crate) fn cargo(name: &str, version: &str) -> Option<PathBuf> {
    let program = folder().join("bin").join(name);
    let wanted = format!("{name}@{version}");
    let mut install = Command::new(env!("CARGO"));
    install.args(["install", "--locked", "--quiet", "--root"]).arg(folder()).arg(&wanted);
    let there = program.is_file() || (works(&mut install) && program.is_file());
    if !there {
        skipped(&wanted);
    }
    there.then_some(program)
}

/// The folder with a Python package.
pub(crate) fn python(name: &str) -> Option<PathBuf> {
    let home = folder().join("py");
    let known =
        || works(Command::new("python3").env("PYTHONPATH", &home).args(["-c", &format!("import {name}")]));
    let mut install = Command::new("python3");
    install.args(["-m", "pip", "install", "--quiet", "--target"]).arg(&home).arg(name);
    let there = known() || (works(&mut install) && known());
    if !there {
        skipped(name);
    }
    there.then_some(home)
}

/// A program that the machine has or has not.
pub(crate) fn on_path(name: &str) -> bool {
    let there = works(Command::new(name).arg("--version"));
    if !there {
        skipped(name);
    }
    there
}
