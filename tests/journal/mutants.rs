//! Each check must fail when the protection that it is there for is switched off.

use crate::bytes;
use crate::common::Check;
use crate::{disk, lost};
use supple::journal::sabotage::{Mutant, choose};

fn caught(mutant: Mutant, name: &str, check: impl Fn() -> Check) {
    choose(None);
    check().unwrap_or_else(|error| panic!("{name} fails on a sound program: {error}"));
    choose(Some(mutant));
    let result = check();
    choose(None);
    match result {
        Ok(()) => panic!("{name} does not notice {mutant:?}"),
        Err(error) => println!("{mutant:?} is caught by {name}: {error}"),
    }
}

#[test]
fn no_tail_seal() {
    caught(Mutant::NoTailSeal, "cut_at_every_byte", bytes::cut_at_every_byte);
}

#[test]
fn no_crc_check() {
    caught(Mutant::NoCrcCheck, "one_byte_changed", || bytes::one_byte_changed(Some(5_000)));
    caught(Mutant::NoCrcCheck, "one_byte_deleted_or_inserted", bytes::one_byte_deleted_or_inserted);
}

#[test]
fn no_salvage() {
    caught(Mutant::NoSalvage, "lines_fused", bytes::lines_fused);
    caught(Mutant::NoSalvage, "line_ends", bytes::line_ends);
    caught(Mutant::NoSalvage, "one_byte_deleted_or_inserted", bytes::one_byte_deleted_or_inserted);
}

#[test]
fn no_inode_check() {
    caught(Mutant::NoInodeCheck, "replaced_between_lines", || {
        (0..10).try_for_each(disk::replaced_between_lines)
    });
    caught(Mutant::NoInodeCheck, "replaced_all_the_time", disk::replaced_all_the_time);
}

#[test]
fn errors_ignored() {
    caught(Mutant::ErrorsIgnored, "odd_things_are_refused", disk::odd_things_are_refused);
    caught(Mutant::ErrorsIgnored, "saved_means_saved", disk::saved_means_saved);
}

#[test]
fn ack_before_write() {
    caught(Mutant::AckBeforeWrite, "saved_means_saved", disk::saved_means_saved);
}

#[test]
fn no_lock() {
    // Not by writers who race: on some machines one is done before the next begins.
    caught(Mutant::NoLock, "a_held_lock_is_waited_for", disk::a_held_lock_is_waited_for);
}

#[test]
fn no_rescue() {
    caught(Mutant::NoRescue, "kept_elsewhere_and_brought_home", lost::kept_elsewhere_and_brought_home);
}

#[test]
fn backup_anyway() {
    caught(Mutant::BackupAnyway, "copies_of_days", lost::copies_of_days);
}

#[test]
fn no_reserve() {
    assert_ne!(lost::f9("no-reserve"), Some(true), "f9 does not notice");
}

#[test]
fn trust_second_sync() {
    assert_ne!(lost::f8("lost::child_flush_healing", "trust-second-sync"), Some(true), "f8 does not notice");
}
