//! Reads Cargo.lock and what cargo knows of every crate in it, and says what may not be there.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use super::support::skip;

/// Crates that open connections, or exist to serve those that do. (`mio` is not among them, though it
/// could: crossterm waits for keys with it.)
const CONNECTS: &[&str] = &[
    "actix-web",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "git2",
    "h2",
    "hickory-resolver",
    "hyper",
    "hyper-util",
    "isahc",
    "minreq",
    "native-tls",
    "notify-rust",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "sentry",
    "smol",
    "socket2",
    "surf",
    "tokio",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "zbus",
];

/// `-sys` crates that are plain Rust: what a kernel or a system's own library is called, no C to build
/// and nothing to install.
const PURE_SYS: &[&str] = &["core-foundation-sys", "dirs-sys", "js-sys", "linux-raw-sys", "windows-sys"];

/// Crates whose use in a build script means C code or a library of the system, and who may use them.
const BUILDS_C: &[&str] = &["bindgen", "cc", "cmake", "pkg-config", "system-deps", "vcpkg"];
/// Only on Haiku, which chrono's time zone lookup knows too.
const MAY_BUILD_C: &[&str] = &["iana-time-zone-haiku"];

/// What two copies of would quarrel about: events, cells, widths, signals.
const ONLY_ONE: &[&str] = &["crossterm", "ratatui-core", "unicode-width", "signal-hook"];

const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSL-1.0",
    "Zlib",
    "Unicode-3.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Unlicense",
    "CC0-1.0",
];
/// A few lines that `directories` brings.
const LICENCE_OF_ITS_OWN: &[(&str, &str)] = &[("option-ext", "MPL-2.0")];

/// What is wrong with the names and versions in a lock file.
fn wrong_names(lock: &str) -> Vec<String> {
    let lock: toml::Table = lock.parse().expect("Cargo.lock is TOML");
    let mut versions = BTreeMap::<&str, usize>::new();
    for package in lock["package"].as_array().expect("packages") {
        *versions.entry(package["name"].as_str().expect("a name")).or_default() += 1;
    }
    let mut wrong = Vec::new();
    for name in versions.keys() {
        if CONNECTS.contains(name) {
            wrong.push(format!("{name} opens connections"));
        }
        if name.ends_with("-sys") && !PURE_SYS.contains(name) {
            wrong.push(format!("{name} may need a library of the system"));
        }
    }
    for name in ONLY_ONE {
        match versions.get(name) {
            Some(1) => {}
            None => wrong.push(format!("{name} is not there")),
            Some(n) => wrong.push(format!("{name} is there {n} times")),
        }
    }
    wrong
}

/// What is wrong with the crates that cargo describes.
fn wrong_crates(metadata: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        let licence = package["license"].as_str().unwrap_or("no licence");
        if !is_allowed(licence) && !LICENCE_OF_ITS_OWN.contains(&(name, licence)) {
            wrong.push(format!("{name} comes under {licence}"));
        }
        // `links` names a library; wasm-bindgen uses it so that there is one copy of itself.
        if let Some(library) = package["links"].as_str().filter(|library| *library != "wasm_bindgen") {
            wrong.push(format!("{name} links to {library}"));
        }
        for needed in package["dependencies"].as_array().expect("dependencies") {
            let what = needed["name"].as_str().expect("a name");
            let used = needed["kind"] == "build" && needed["optional"] == false;
            if used && BUILDS_C.contains(&what) && !MAY_BUILD_C.contains(&name) {
                wrong.push(format!("{name} needs {what} to build"));
            }
        }
    }
    // A crate that builds C only with a feature, and that feature is on.
    for node in metadata["resolve"]["nodes"].as_array().expect("nodes") {
        let id = node["id"].as_str().expect("an id");
        for needed in node["deps"].as_array().expect("deps") {
            let what = needed["name"].as_str().expect("a name").replace('_', "-");
            if BUILDS_C.contains(&what.as_str()) && !MAY_BUILD_C.iter().any(|name| id.contains(name)) {
                wrong.push(format!("{id} uses {what}"));
            }
        }
    }
    wrong
}

/// Whether a licence expression can be met from the list: `AND` needs both sides, `OR` (once written
/// `/`) needs one.
fn is_allowed(licence: &str) -> bool {
    let spaced = licence.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any_of(&words, &mut at) && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= all_of(words, at);
    }
    allowed
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let word = words.get(*at);
    *at += 1;
    let Some(word) = word else { return false };
    if *word == "(" {
        let allowed = any_of(words, at);
        *at += 1;
        return allowed;
    }
    if words.get(*at) == Some(&"WITH") {
        // Every exception gives more rights, but only this one has been looked at.
        *at += 2;
        return LICENCES.contains(word) && words.get(*at - 1) == Some(&"LLVM-exception");
    }
    LICENCES.contains(word)
}

/// What cargo knows, without the network. Of every platform when all crates are here, else of this one.
fn metadata() -> Option<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ask = |more: &[&str]| {
        let out = Command::new(&cargo)
            .args(["metadata", "--format-version", "1", "--locked", "--offline", "--manifest-path"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
            .args(more)
            .output()
            .ok()?;
        out.status.success().then(|| serde_json::from_slice(&out.stdout).expect("JSON from cargo"))
    };
    ask(&[]).or_else(|| ask(&["--filter-platform", &host(&cargo)?]))
}

fn host(cargo: &std::ffi::OsStr) -> Option<String> {
    let out = Command::new(cargo).arg("-vV").output().ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}

#[test]
fn the_lock_file_names_nothing_that_connects_or_needs_a_system_library() {
    let wrong = wrong_names(include_str!("../../Cargo.lock"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_crate_may_be_given_on_and_builds_without_a_c_library() {
    let Some(metadata) = metadata() else { return skip("cargo metadata does not run here: licences") };
    assert!(metadata["packages"].as_array().unwrap().len() > 50, "cargo named hardly any crate");
    let wrong = wrong_crates(&metadata);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_bad_lock_file_is_noticed() {
    let lock = |names: &[&str]| {
        let package = |name: &&str| format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\n");
        wrong_names(&names.iter().map(package).collect::<String>())
    };
    let good = ["crossterm", "ratatui-core", "unicode-width", "signal-hook"];
    assert_eq!(lock(&good), [""; 0]);
    for (more, said) in [
        ("reqwest", "reqwest opens connections"),
        ("socket2", "socket2 opens connections"),
        ("openssl-sys", "openssl-sys may need a library of the system"),
        ("crossterm", "crossterm is there 2 times"),
    ] {
        assert_eq!(lock(&[&good[..], &[more]].concat()), [said]);
    }
    assert_eq!(lock(&good[1..]), ["crossterm is not there"]);
}

#[test]
fn a_bad_crate_is_noticed() {
    let check = |package: &str| {
        let text = format!(r#"{{"packages": [{package}], "resolve": {{"nodes": []}}}}"#);
        wrong_crates(&serde_json::from_str(&text).unwrap())
    };
    let package = |name: &str, licence: &str, links: &str, needs: &str| {
        check(&format!(
            r#"{{"name": "{name}", "license": {licence}, "links": {links}, "dependencies": [{needs}]}}"#
        ))
    };
    let mit = "\"MIT\"";
    let cc = r#"{"name": "cc", "kind": "build", "optional": false}"#;
    assert_eq!(package("a", mit, "null", ""), [""; 0]);
    assert_eq!(package("option-ext", "\"MPL-2.0\"", "null", ""), [""; 0]);
    assert_eq!(package("iana-time-zone-haiku", mit, "null", cc), [""; 0]);
    assert_eq!(package("a", "\"MPL-2.0\"", "null", ""), ["a comes under MPL-2.0"]);
    assert_eq!(package("a", "null", "null", ""), ["a comes under no licence"]);
    assert_eq!(package("a", mit, "\"z\"", ""), ["a links to z"]);
    assert_eq!(package("a", mit, "null", cc), ["a needs cc to build"]);

    let node = r#"{"packages": [], "resolve": {"nodes": [
        {"id": "registry#signal-hook@0.3.18", "deps": [{"name": "cc"}]},
        {"id": "registry#mio@1.0.0", "deps": [{"name": "libc"}]}]}}"#;
    assert_eq!(wrong_crates(&serde_json::from_str(node).unwrap()), ["registry#signal-hook@0.3.18 uses cc"]);
}

#[test]
fn licence_expressions_are_read() {
    for (licence, allowed) in [
        ("MIT", true),
        ("MIT OR Apache-2.0", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("MIT AND GPL-3.0-only", false),
        ("MIT OR Apache-2.0 AND GPL-3.0-only", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND OpenSSL", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0 WITH other-exception", false),
        ("GPL-2.0-only WITH LLVM-exception", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-2.0-only", true),
        ("no licence", false),
        ("MIT MIT", false),
        ("MIT OR", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(licence), allowed, "{licence:?}");
    }
}
