//! The README shows the program as it is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub, missing_docs)]

#[path = "support/app.rs"]
mod support;

#[path = "support/picture.rs"]
mod picture;

#[test]
fn the_pictures_are_what_the_program_draws() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    for (name, svg) in picture::all() {
        let path = format!("assets/pictures/{name}");
        assert!(readme.contains(&path), "the README does not show {path}");
        let kept = std::fs::read_to_string(root.join(&path)).unwrap_or_default();
        assert!(kept == svg, "{path} is out of date: cargo run --example pictures");
    }
}

#[test]
fn the_readme_has_the_disclaimer_word_for_word() {
    let readme =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let flat = |text: &str| text.replace("> ", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat(&readme).contains(&flat(supple::tui::screens::DISCLAIMER)));
}
