//! Each check against a program that is broken on purpose: it has to fail.

use crate::kit::{Check, Held};
use crate::{errors, killed, order, power, replaced, writers};

/// Fails when the check is content with the broken program.
#[track_caller]
fn caught(mutant: &str, name: &str, check: impl Fn(&str) -> Check) {
    match check(mutant) {
        Ok(Held::Yes) => panic!("{name} does not notice {mutant}"),
        Ok(Held::Skipped(why)) => crate::support::skip(why),
        Err(error) => {
            let first = error.lines().next().unwrap_or_default();
            println!("{mutant} is caught by {name}: {first}");
        }
    }
}

#[test]
fn f1() {
    caught("ack-before-write", "at_every_call", killed::at_every_call);
    caught("no-tail-seal", "at_every_call", killed::torn_and_on);
}

#[test]
fn f2_f3() {
    caught("no-sync", "flushed_before_it_is_told", order::flushed_before_it_is_told);
    caught("no-dir-sync", "flushed_before_it_is_told", order::flushed_before_it_is_told);
}

#[test]
#[ignore = "needs root: disks in files"]
fn full_f2() {
    match power::within_five_cuts("no-sync") {
        Ok(Held::Yes) => panic!("five power cuts do not notice no-sync"),
        Ok(Held::Skipped(why)) => eprintln!("skipped: {why}"),
        Err(error) => println!("no-sync is caught by a power cut: {error}"),
    }
}

#[test]
fn f7() {
    caught("errors-ignored", "writes_fail", |mutant| errors::writes_fail(mutant, 2));
    caught("errors-ignored", "file_may_not_grow", |mutant| errors::file_may_not_grow(mutant, 37));
    caught("errors-ignored", "opens_fail", errors::opens_fail);
    caught("errors-ignored", "the_verb_says_so", errors::the_verb_says_so);
    caught("no-rescue", "writes_fail", |mutant| errors::writes_fail(mutant, 2));
    caught("no-tail-seal", "writes_are_short_and_fail", errors::short_and_then_full);
}

#[test]
fn f8() {
    caught("errors-ignored", "flushes_fail", |mutant| errors::flushes_fail(mutant, 3));
    caught("no-sync", "flushes_fail", |mutant| errors::flushes_fail(mutant, 3));
}

#[test]
fn f10() {
    caught("no-lock", "many", |mutant| (0..50).try_fold(Held::Yes, |_, _| writers::many(mutant, 4, 200)));
    caught("no-lock", "a_stopped_holder_is_named", writers::a_stopped_holder_is_named);
}

#[test]
fn f11() {
    caught("no-inode-check", "all_the_time", |mutant| replaced::all_the_time(mutant, 150, 10));
}

#[test]
fn f12() {
    caught("merge-adds-all", "a_second_copy", crate::copies::a_second_copy);
}

#[test]
fn f13() {
    caught("no-append-mode", "only_added_to", order::only_added_to);
}

#[test]
fn f15() {
    use supple::journal::sabotage::{Mutant, choose};
    caught("slow-names", "grows_evenly", |_| {
        choose(Some(Mutant::SlowNames));
        let grown = crate::size::grows_evenly(3_000, 10);
        choose(None);
        grown
    });
}

#[test]
fn f16() {
    caught("old-kind-gone", "the_log_of_the_first_version", crate::past::the_log_of_the_first_version);
}

#[test]
fn t_rows() {
    use crate::terminals as t;
    std::thread::scope(|scope| {
        let checks: [(&str, &str, fn(&str) -> Check); 10] = [
            ("no-second-look", "a_key_with_a_change_of_size", t::a_key_with_a_change_of_size),
            ("no-watch", "a_vanished_terminal_ends_it", t::a_vanished_terminal_ends_it),
            ("no-watch", "a_signal_leaves_it_clean", t::a_signal_leaves_it_clean),
            ("no-watch", "stopped_it_gives_the_terminal_back", t::stopped_it_gives_the_terminal_back),
            ("no-time-gap", "time_away_is_noticed", t::time_away_is_noticed),
            ("paste-is-typed", "a_paste_is_no_answer", t::a_paste_is_no_answer),
            ("no-burst-guard", "a_paste_is_no_answer", t::a_paste_is_no_answer),
            ("panic-when-small", "every_size_stands", t::every_size_stands),
            ("any-terminal", "no_codes_where_none_belong", t::no_codes_where_none_belong),
            ("panic-on-help", "help_opens", t::help_opens),
        ];
        for (mutant, name, check) in checks {
            scope.spawn(move || caught(mutant, name, check));
        }
    });
}

#[test]
fn t1_t2() {
    use supple::journal::sabotage::{Mutant, choose};
    caught("panic-when-small", "small_and_by_chance", |_| {
        crate::sizes::small_and_by_chance(Some(Mutant::PanicWhenSmall), 20, 0)
    });
    caught("no-way-out", "wander", |_| {
        choose(Some(Mutant::NoWayOut));
        let stuck = crate::wander::wander(20, 10, 1, 1);
        choose(None);
        stuck
    });
}

#[test]
fn h_rows() {
    caught("raw-text", "nothing_raw", crate::hostile::nothing_raw);
    caught("raw-cells", "no_formula", crate::hostile::no_formula);
    caught("bad-files-in-silence", "bad_exercise_files", crate::hostile::bad_exercise_files);
    caught("panic-on-bad-text", "a_line_of_any_kind", |_| {
        crate::fuzzed::a_line_of_any_kind(supple::journal::sabotage::Mutant::PanicOnBadText)
    });
    caught("any-file", "odd_files", crate::hostile::odd_files);
    caught("relative-home", "odd_places", crate::hostile::odd_places);
    caught("any-owner", "for_somebody_else", crate::hostile::for_somebody_else);
}
