//! The settings screen: what it changes is in the file and in force, and nothing else is.

use supple::content::config::{EXAMPLE, parse};
use supple::session::settings::{Count, Rate};

use crate::someone::{Stone, at_the_plan, count_wearing, file, with_file};

#[test]
fn a_change_is_in_the_file_and_in_force_before_the_next_picture() {
    let mut person = at_the_plan();
    let worn = count_wearing(&mut person);
    person.press(",").see("Settings").see("All is as it comes. The first change makes config.toml.");
    assert_eq!((file(&person.app.shared), worn.get()), (None, 0), "looking changes nothing");
    person.press("right").see("When to ask for pain and effort: at-end. It holds from the next session on.");
    assert_eq!(person.app.shared.settings.rate, Rate::AtEnd);
    assert_eq!(
        file(&person.app.shared).unwrap(),
        EXAMPLE.replace("\"after-each\"    #", "\"at-end\"        #")
    );
    person.press("right").see("That is the last of them.");
    person.press("down enter").see("Kept in config.toml, comments and all.");
    assert_eq!(person.app.shared.settings.count, Count::ByClock);
    person.press("enter d").see("It is as it comes.");
    person.press("down enter").see("A number: left makes it less, right makes it more.");
    person.press("left*2").see("‹ 8 s ›").see("From 3 to 60 s; as it comes: 10 s.");
    assert_eq!((person.app.shared.settings.prepare_s, worn.get()), (8, 5));
    let says = parse("c", &file(&person.app.shared).unwrap()).unwrap().session;
    assert_eq!(says, person.app.shared.settings, "the file says what is in force");
    person.press("esc").see("exercises, about");
}

#[test]
fn every_setting_can_be_reached_and_changed_by_key_in_every_window() {
    for size in [(80, 24), (40, 12), (30, 8)] {
        let mut person = at_the_plan();
        person.size = size;
        person.press(",");
        let mut seen = Vec::new();
        for _ in 0..200 {
            person.press("down");
            let before = file(&person.app.shared);
            let screen = person.press("enter").screen();
            let moved =
                if file(&person.app.shared) == before { person.press("right").screen() } else { screen };
            seen.push(file(&person.app.shared));
            assert!(moved.contains('›') || moved.contains("First go"), "{size:?}\n{moved}");
        }
        let end = parse("c", &file(&person.app.shared).unwrap()).unwrap();
        seen.dedup();
        assert!(seen.len() >= 11, "{size:?}: {} changes", seen.len());
        assert_ne!(end.look, parse("c", "").unwrap().look, "{size:?}: it got to the last part");
    }
}

#[test]
fn a_file_with_a_mistake_is_told_with_its_line_and_stays_as_it_is() {
    let broken = "# mine\n[session]\nrest_s = 1\n";
    let mut person = at_the_plan();
    with_file(&mut person, broken);
    person.press(",").see("config.toml:3:10: session.rest_s is 1; write a whole number from 5 to 300");
    person.press("down right enter d").see("Nothing was changed: the file has a mistake in it.");
    assert_eq!(file(&person.app.shared).as_deref(), Some(broken));
    // It is mended in an editor: the next key sees it.
    with_file(&mut person, "# mine\n[session]\nrest_s = 60\n");
    person.press("right").see("Rest between sets 60 s");
}

#[test]
fn a_mistake_made_in_an_editor_meanwhile_is_not_written_over() {
    let mut person = at_the_plan();
    person.press(", down");
    with_file(&mut person, "[look]\nbel = true\n");
    person.press("right").see("config.toml:2:1: look.bel is not a key").see("Nothing was changed.");
    assert_eq!(file(&person.app.shared).as_deref(), Some("[look]\nbel = true\n"));
    assert_eq!(person.app.shared.settings.rate, Rate::AfterEach);
}

#[test]
fn where_nothing_can_be_written_nothing_changes_and_a_sentence_says_why() {
    let mut person = at_the_plan();
    person.app.shared.shelf = Box::new(Stone);
    person.press(", right").see("Nothing was changed. /stone/config.toml cannot be written: no space left.");
    person.see("When to ask for pain and effort ‹ after-each ›");
    assert_eq!(person.app.shared.settings.rate, Rate::AfterEach);
}
