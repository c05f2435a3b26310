//! Keys of one's own: they move the person, and footer, help, palette and look round name them.

use supple::tui::keymap::checked;

use crate::app::Person;
use crate::someone::at_the_plan;

fn wear(person: &mut Person, file: &str) {
    let config = checked("c", file).unwrap();
    let wear = person.app.shared.wear.clone();
    wear(&mut person.app.shared, &config);
}

#[test]
fn footer_help_palette_and_look_round_name_the_key_that_works() {
    let mut person = at_the_plan();
    wear(&mut person, "[keys.today]\nwhy = [\"f2\", \"W\"]\n[keys.player]\nskip = [\"del\"]\n");
    person.see("f2 why").press("w").unseen("Why this").see("exercises, about");
    person.press("?").see("f2, W why the marked line is as it is").press("esc");
    person.press(": w h y").see("why the marked line is as it is, or the first f2").press("esc");
    person
        .press("g")
        .see("f2 tells more about the marked line")
        .press("enter")
        .see("del ends an exercise early");
    person.press("esc esc W").unseen("exercises, about");
}

#[test]
fn a_settings_file_with_keys_that_cannot_be_is_refused_as_a_whole() {
    for (file, words) in [
        ("[keys.player]\nwrong = [\"w\"]\n", "leaves out \"!\""),
        ("[keys.today]\nwhy = [\"f\"]\n", "c:2:8: keys.today.why has \"f\", which is keys.today.flare"),
        (
            "[look]\nbell = true\n[keys.todya]\nwhy = [\"f\"]\n",
            "c:3:7: keys.todya is not a place that has keys; did you mean today?",
        ),
    ] {
        let told = checked("c", file).unwrap_err().to_string();
        assert!(told.contains(words), "{told}");
    }
}
