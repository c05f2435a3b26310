//! Nothing is lost: every word of a screen can be brought into sight, at every size, and still can when
//! every text is three tenths longer.

use std::collections::BTreeSet;

use supple::tui::keymap::Scope;
use supple::tui::widgets::probe;

use super::pictures::SIZES;
use super::support::Person;
use super::walk::{Look, walk};

/// What the keys that scroll bring into sight, word by word; and the words that are not among it.
fn out_of_reach(person: &mut Person, longer: bool) -> (Vec<String>, Vec<String>) {
    let mut sight = BTreeSet::new();
    let mut words = BTreeSet::new();
    let mut cut = BTreeSet::new();
    // From the top.
    let mut top = String::new();
    // On a day the keys for up and down change it, and nothing scrolls.
    let fixed = person.app.scope() == Some(Scope::Day);
    for _ in 0..if fixed { 0 } else { 100 } {
        person.press("up");
        let screen = person.screen();
        if screen == top {
            break;
        }
        top = screen;
    }
    let (mut last, mut downs, mut same) = (String::new(), 0, 0);
    while same < 3 && downs < 300 {
        probe::begin(longer);
        let screen = person.screen();
        let seen = probe::end();
        words.extend(seen.words);
        cut.extend(seen.cut);
        same = if screen == last { same + 1 } else { 0 };
        for row in screen.lines() {
            for word in row.split_whitespace() {
                // Without the marks that stand close to a word.
                let bare = word.trim_start_matches(['+', '=', '-', '▲', '▼', '›']);
                sight.extend([word, bare, word.trim_end_matches(['▲', '▼'])].map(str::to_owned));
            }
        }
        last = screen;
        if fixed {
            break;
        }
        probe::begin(longer);
        person.press("down");
        probe::end();
        downs += 1;
    }
    for _ in 0..downs {
        person.press("up");
    }
    let lost = words.into_iter().filter(|word| !sight.contains(word)).collect();
    (lost, cut.into_iter().collect())
}

/// What stands whole in another place, one key away or always in sight.
fn may_be_cut(screen: &str, text: &str, longer: bool) -> bool {
    match screen {
        // The title of an exercise in words that are longer than they are: what it is stands below too.
        _ if longer && text.contains(" · ") => true,
        // A line of a list opens as a page with all of it; a chart that is not the one in front is one
        // line, in front it has all of its words; what the palette finds stands whole in the help.
        "past" | "library" | "library-find" | "ahead" | "trends" | "palette" | "palette-find" => true,
        // What moves is said in the steps too.
        _ => text.starts_with("Moving") || text.starts_with("Holding"),
    }
}

#[test]
fn every_word_can_be_brought_into_sight_and_longer_ones_too() {
    let mut found = Vec::new();
    walk(Look::default(), |name, person| {
        for size in SIZES {
            for longer in [false, true] {
                person.size = size;
                person.screen();
                let (lost, cut) = out_of_reach(person, longer);
                if !lost.is_empty() {
                    found.push(format!("{name} at {size:?}, longer {longer}: lost {lost:?}"));
                }
                let cut: Vec<String> =
                    cut.into_iter().filter(|text| !may_be_cut(name, text, longer)).collect();
                if !cut.is_empty() {
                    found.push(format!("{name} at {size:?}, longer {longer}: cut {cut:?}"));
                }
            }
        }
        person.size = (80, 24);
        person.screen();
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}
