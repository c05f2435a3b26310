//! Every row of the fault plan: what is done, where, how often, what it needs, and the mutant by which
//! it was shown that the test can fail. A test that is named here and is not there fails this one.

use std::path::Path;

/// One row.
struct Row {
    id: &'static str,
    what: &'static str,
    /// `file::test`, under `tests/` or `src/`; those whose name begins with `full` are asked for.
    tests: &'static [&'static str],
    /// In every run, and when asked for.
    counts: (&'static str, &'static str),
    /// What the tests that are asked for need.
    needs: &'static str,
    /// Mutants that were caught; empty with the reason in `what`.
    mutants: &'static [&'static str],
}

const fn row(
    id: &'static str,
    what: &'static str,
    tests: &'static [&'static str],
    counts: (&'static str, &'static str),
    needs: &'static str,
    mutants: &'static [&'static str],
) -> Row {
    Row { id, what, tests, counts, needs, mutants }
}

#[rustfmt::skip]
const ROWS: [Row; 31] = [
    row("F1", "killed at any instant, and before and after every call",
        &["tests/faults/killed.rs::f1_killed_at_every_call", "tests/faults/killed.rs::f1_killed_at_any_time", "tests/faults/killed.rs::f1_torn_and_on",
          "tests/kill.rs::thirty_kills_lose_nothing", "tests/faults/killed.rs::full_f1"],
        ("about 90 + 30 + 30 kills", "1,000 kills, every call by strace; 200 in a terminal"), "strace", &["ack-before-write", "no-tail-seal"]),
    row("F2", "power cut",
        &["tests/faults/order.rs::f2_f3_flushed_before_it_is_told", "tests/faults/power.rs::full_f2_power_cut"],
        ("the order of calls", "67 cuts on each of three file systems (FAULT_CUTS)"), "root, mkfs.ext4, mkfs.xfs, mkfs.btrfs", &["no-sync", "no-dir-sync"]),
    row("F3", "power cut in the first session of all",
        &["tests/faults/order.rs::f2_f3_flushed_before_it_is_told", "tests/faults/power.rs::full_f3_power_cut_in_the_first_session"],
        ("the order of calls", "34 cuts on each (FAULT_FIRST_CUTS)"), "root, mkfs.*", &["no-dir-sync"]),
    row("F4", "cut off at every byte", &["tests/journal/bytes.rs::f4_cut_at_every_byte"], ("every byte", "the same"), "", &["no-tail-seal"]),
    row("F5", "every byte changed", &["tests/journal/bytes.rs::f5_one_byte_changed_sampled", "tests/journal/bytes.rs::f5_one_byte_changed_all"],
        ("20,000 changes", "all, about 600,000"), "", &["no-crc-check"]),
    row("F6", "bytes deleted, inserted; lines moved, doubled, fused",
        &["tests/journal/bytes.rs::f6_one_byte_deleted_or_inserted", "tests/journal/bytes.rs::f6_lines_moved_about", "tests/journal/bytes.rs::f6_lines_fused"],
        ("all", "the same"), "", &["no-salvage", "no-crc-check"]),
    row("F7", "writes and openings that fail, at once or half way, once or for ever",
        &["tests/faults/errors.rs::f7_writes_fail", "tests/faults/errors.rs::f7_writes_are_short", "tests/faults/errors.rs::f7_opens_fail",
          "tests/faults/errors.rs::f7_file_may_not_grow", "tests/faults/errors.rs::f7_the_verb_says_so", "tests/faults/errors.rs::f7_short_and_then_full",
          "tests/terminal.rs::what_cannot_be_saved_is_shown_kept_and_printed_at_the_end", "tests/faults/errors.rs::full_f7"],
        ("about 100 faults", "every call, every byte"), "", &["errors-ignored", "no-rescue", "no-tail-seal"]),
    row("F8", "a flush fails and later ones say yes",
        &["tests/faults/errors.rs::f8_flushes_fail", "tests/journal/lost.rs::f8_after_a_failed_flush_the_line_is_written_again"],
        ("each of 5 flushes", "the same"), "", &["errors-ignored", "trust-second-sync"]),
    row("F9", "a full disk, and room again",
        &["tests/journal/lost.rs::f9_a_full_disk_uses_the_reserve_and_room_again_refills_it", "tests/faults/power.rs::full_f9_disk_full_and_room_again"],
        ("one small disk in memory", "ext4, xfs, btrfs"), "root, mkfs.*", &["no-reserve"]),
    row("F10", "several writers; one is stopped, one is killed",
        &["tests/faults/writers.rs::f10_many_writers", "tests/faults/writers.rs::f10_stopped_and_killed", "tests/faults/writers.rs::f10_a_stopped_holder_is_named",
          "tests/journal/disk.rs::f10_two_writers", "tests/faults/writers.rs::full_f10"],
        ("2 x 300, 8 x 40, 2 rounds", "2 x 5,000, 8 x 500, 20 rounds"), "", &["no-lock"]),
    row("F11", "replaced, emptied, shortened, deleted under us; odd things in its place",
        &["tests/faults/replaced.rs::f11_replaced_all_the_time", "tests/journal/disk.rs::f11_replaced_between_lines",
          "tests/journal/disk.rs::f11_odd_things", "tests/faults/replaced.rs::full_f11"],
        ("150 events, 40 seeds", "10 x 400 events"), "", &["no-inode-check"]),
    row("F12", "merge: laws, git, second copies",
        &["src/journal/merge_tests.rs::the_laws_of_a_merge_hold_in_10_000_cases", "tests/faults/copies.rs::f12_joined_by_git", "tests/faults/copies.rs::f12_a_second_copy"],
        ("10,000 cases", "the same"), "git", &["merge-adds-all"]),
    row("F13", "the journal is only ever added to",
        &["tests/faults/order.rs::f13_only_added_to", "tests/faults/append_only.rs::full_f13_by_strace", "tests/faults/append_only.rs::full_f13_under_append_only"],
        ("the writer's calls", "the whole program by strace, and under chattr +a"), "strace, root", &["no-append-mode"]),
    row("F14", "clocks, zones, calendars; time away",
        &["tests/faults/clocks.rs::f14_every_moment", "tests/faults/clocks.rs::f14_odd_zones", "tests/faults/clocks.rs::f14_set_back",
          "tests/faults/clocks.rs::f14_a_wrong_table_would_be_noticed", "tests/faults/terminals.rs::t_shorts_hold",
          "tests/terminal.rs::a_machine_that_stood_still_or_a_lid_that_was_closed_is_noticed_without_a_signal"],
        ("60 moments, 7 odd zones, 5 steps", "the same"), "", &["no-time-gap"]),
    row("F15", "size: time and memory grow with it, not faster",
        &["tests/faults/size.rs::f15_grows_evenly", "tests/faults/size.rs::full_f15", "tests/replay.rs::one_line_more_is_cheap_after_55_000"],
        ("5,000 and 40,000 events", "55,000 and 990,000; memory of the program"), "python3", &["slow-names"]),
    row("F16", "old journals read as ever",
        &["tests/cli/v1.rs::", "tests/faults/past.rs::f16_the_log_of_the_first_version"], ("version 1", "the same"), "", &["old-kind-gone"]),
    row("T1", "every size",
        &["tests/screens.rs::nothing_panics_and_nothing_is_lost_at_any_size", "tests/faults/terminals.rs::t_shorts_hold",
          "tests/faults/sizes.rs::t1_small_sizes_and_large_ones_by_chance", "tests/faults/sizes.rs::full_t1"],
        ("all to 40 x 40, 40 larger ones for each screen", "all to 300 x 100"), "", &["panic-when-small"]),
    row("T2", "anything at all: keys, clicks, pastes, sizes, time away, leaving and coming back",
        &["tests/screens.rs::nothing_panics_and_nothing_is_lost_at_any_size", "tests/faults/wander.rs::t2_anything_at_all",
          "tests/faults/wander.rs::t2_it_gets_about", "tests/faults/wander.rs::full_t2"],
        ("20,000 deeds", "1,000,000 (FAULT_DEEDS)"), "", &["no-way-out"]),
    row("T3", "leaving in every way",
        &["tests/terminal.rs::a_signal_in_a_hold_leaves_the_terminal_clean_and_the_answers_safe", "tests/faults/terminals.rs::t_shorts_hold"],
        ("each signal", "the same"), "", &["no-watch"]),
    row("T4", "Ctrl-Z and back",
        &["tests/terminal.rs::ctrl_z_gives_the_terminal_back_and_fg_comes_back_paused", "tests/terminal.rs::a_stop_from_outside_does_the_same",
          "tests/faults/terminals.rs::full_t4_stopped_at_once"],
        ("each way once", "30 stops right at the start"), "", &["no-watch", "no-time-gap"]),
    row("T5", "the terminal vanishes",
        &["tests/terminal.rs::a_window_that_is_closed_ends_the_program", "tests/terminal.rs::a_terminal_that_vanishes_without_a_signal_ends_the_program_too",
          "tests/faults/terminals.rs::t_shorts_hold"],
        ("each way once", "the same"), "", &["no-watch"]),
    row("T6", "a slow or stalled terminal",
        &["tests/terminal.rs::a_terminal_that_takes_nothing_in_cannot_keep_the_program_from_ending", "tests/faults/terminals.rs::t_shorts_hold", "tests/faults/terminals.rs::full_t6_t7"],
        ("twice", "ten seconds, with an answer"), "", &["no-watch", "no-second-look"]),
    row("T7", "pastes and bursts", &["tests/terminal.rs::pasted_text_is_no_answer_and_neither_is_a_burst_of_keys", "tests/faults/terminals.rs::full_t6_t7"],
        ("a few keys", "1 MiB"), "", &["paste-is-typed", "no-burst-guard"]),
    row("T8", "a storm of sizes", &["tests/terminal.rs::a_storm_of_sizes_ends_in_the_right_picture"], ("400 sizes", "the same"), "", &["panic-when-small"]),
    row("T9", "no terminal, dumb, unset", &["tests/terminal.rs::without_a_proper_terminal_it_goes_line_by_line_or_says_how", "tests/faults/terminals.rs::t_shorts_hold"],
        ("each once", "the same"), "", &["any-terminal"]),
    row("H1", "hostile strings in every field",
        &["tests/faults/hostile.rs::h1_nothing_raw", "tests/cli/hostile.rs::nothing_in_a_journal_reaches_the_terminal_raw",
          "tests/report/hostile.rs::hostile_text_in_every_field_is_harmless_in_every_command_and_format"],
        ("every field", "the same"), "", &["raw-text"]),
    row("H2", "exercise files of every bad kind",
        &["tests/cli/hostile.rs::a_bad_exercise_file_is_told_with_its_place_and_takes_nothing_else_down", "tests/faults/hostile.rs::h2_bad_exercise_files",
          "tests/faults/fuzzed.rs::h2_cut_off_here_and_there", "tests/faults/hostile.rs::full_h2"],
        ("two tables, cut at every 173rd byte", "cut at every 7th byte; each under 1 s and 100 MB"), "python3", &["bad-files-in-silence"]),
    row("H3", "fuzzing",
        &["tests/faults/fuzzed.rs::h3_a_little_fuzzing", "tests/faults/fuzzed.rs::h3_a_target_that_fails_is_noticed", "tests/faults/fuzzed.rs::full_fuzz"],
        ("400 cases a target", "FUZZ_SECONDS a target"), "nightly for coverage", &["panic-on-bad-text"]),
    row("H4", "files that are large, odd, or no files",
        &["tests/faults/hostile.rs::h4_odd_files", "tests/faults/hostile.rs::full_h4_large_files"],
        ("five odd things", "2 GiB, a line of 100 MB, 1,000,000 damaged lines, 1,000,000 doubles"), "python3", &["any-file"]),
    row("H5", "CSV and HTML", &["tests/faults/hostile.rs::h5_no_formula", "tests/report/hostile.rs::hostile_text_in_every_field_is_harmless_in_every_command_and_format"],
        ("every field", "the same"), "", &["raw-cells"]),
    row("H6", "names, places, owners",
        &["tests/faults/hostile.rs::h6_odd_places", "tests/faults/hostile.rs::full_h6_as_somebody_else"], ("15 places", "another owner, both ways round"), "root", &["relative-home", "any-owner"]),
];

#[test]
fn every_row_has_its_tests_and_its_mutants() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap_or_else(|_| panic!("no {file}"));
    let ids: Vec<String> = [("F", 16), ("T", 9), ("H", 6)]
        .into_iter()
        .flat_map(|(letter, last)| (1..=last).map(move |n| format!("{letter}{n}")))
        .collect();
    assert_eq!(ROWS.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    let known = read("src/journal/sabotage.rs");
    let caught = [read("tests/faults/mutants.rs"), read("tests/journal/mutants.rs")].concat();
    for row in &ROWS {
        assert!(!row.tests.is_empty() && !row.counts.0.is_empty() && !row.counts.1.is_empty(), "{}", row.id);
        for test in row.tests {
            let (file, name) = test.split_once("::").unwrap();
            let text = read(file);
            assert!(text.contains("#[test]"), "{file} has no tests");
            assert!(name.is_empty() || text.contains(&format!("fn {name}()")), "{}: no {test}", row.id);
        }
        for mutant in row.mutants {
            assert!(known.contains(&format!("\"{mutant}\"")), "{}: no mutant {mutant}", row.id);
            let words: String = mutant.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
            assert!(
                caught.contains(&format!("\"{mutant}\"")) || caught.contains(&words),
                "{}: {mutant} is never run",
                row.id
            );
        }
        let reason = ["no mutant", "broken on purpose"].iter().any(|words| row.what.contains(words));
        assert!(!row.mutants.is_empty() || reason, "{}: no mutant and no reason", row.id);
    }
}

/// For reading: `cargo test --test faults -- --nocapture the_table`.
#[test]
fn the_table() {
    for row in &ROWS {
        println!(
            "{:4} {}\n     every run: {}; asked for: {}{}{}",
            row.id,
            row.what,
            row.counts.0,
            row.counts.1,
            if row.needs.is_empty() { String::new() } else { format!("; needs {}", row.needs) },
            if row.mutants.is_empty() {
                String::new()
            } else {
                format!("; catches {}", row.mutants.join(", "))
            },
        );
    }
}
