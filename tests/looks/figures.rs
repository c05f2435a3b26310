//! The person says which figure looks like one, and it is kept.

use supple::figure::Glyphs;

use super::support::{Pages, Person};

const MORNING: &str = "2026-11-20T09:00:00+00:00";

#[test]
fn the_set_that_is_chosen_holds_at_once_and_is_kept() {
    let mut person = Person::at(MORNING, Pages::default());
    person.size = (120, 40);
    person.press("? f").see("Which is like a person?");
    for set in ["1  braille", "2  octant", "3  quadrant", "4  ascii", "5  let supple choose"] {
        person.see(set);
    }
    // All four are there, each in its own characters.
    let screen = person.screen();
    for sign in ['⣿', '█', '▛', '@'] {
        assert!(screen.contains(sign), "{sign:?}:\n{screen}");
    }
    person.press("4").see("Figures are drawn with: ascii.").see("Keys on the screen");
    assert_eq!(person.app.shared.drawing.glyphs, Glyphs::Ascii);
    let kept = person.app.shared.shelf.read().unwrap().unwrap();
    assert!(kept.contains("glyphs = \"ascii\""), "{kept}");
    assert_eq!(supple::content::config::parse("c", &kept).unwrap().look.glyphs, Some(Glyphs::Ascii));
    person.press("f").see("› 4  ascii").press("5").see("drawn with: auto");
    let kept = person.app.shared.shelf.read().unwrap().unwrap();
    assert_eq!(supple::content::config::parse("c", &kept).unwrap().look.glyphs, None);
}

#[test]
fn in_a_small_window_they_come_one_by_one() {
    let mut person = Person::at(MORNING, Pages::default());
    person.size = (40, 12);
    person.press("? f").see("1 of 4").see("1  braille");
    person.press("down").see("2 of 4").see("2  octant").unseen("1  braille");
    person.press("down*9").see("4  ascii");
    person.press("9").see("4 of 4");
    assert!(person.app.shared.shelf.read().unwrap().is_none());
    person.press("enter").see("drawn with: ascii");
}
