//! Fuzzes `probe` of the shared targets.
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for target in targets::TARGETS.iter().filter(|target| target.name == "probe") {
        (target.run)(bytes);
    }
});
