//! Makes the README's pictures anew: `cargo run --example pictures`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub, missing_docs)]

#[path = "../tests/support/app.rs"]
mod support;

#[path = "../tests/support/picture.rs"]
mod picture;

fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures");
    for (name, svg) in picture::all() {
        std::fs::write(folder.join(name), svg)?;
        println!("assets/pictures/{name}");
    }
    Ok(())
}
