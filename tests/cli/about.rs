//! What the program says of itself: one line for a bar, completions, the manual, the settings.

use supple::content::config::{EXAMPLE, parse};
use supple::tui::keymap;

use crate::home::{Home, Ran, home_of, newcomer, ready};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];
const VERBS: [&str; 11] =
    ["plan", "why", "screen", "log", "clear", "trend", "doctor", "status", "paths", "config", "completions"];

#[test]
fn status_is_one_line_without_health_in_it() {
    let cases = [
        (Home::new(), "supple: not set up yet\n", true, false),
        (home_of(&ready()), "supple: due, 0 of 5 to 7 in 7 days\n", true, false),
        (home_of(newcomer().press("1 enter 2 y")), "supple: paused, open it to see why\n", false, true),
    ];
    for (home, line, due, blocked) in cases {
        home.run(&["status"]).code(0).quietly().says(line);
        home.run(&["status", "--format", "tmux"]).code(0).quietly().says(line);
        let told = home.run(&["status", "--json"]).code(0).quietly().json();
        assert_eq!(told, home.run(&["status", "--format", "json"]).json());
        assert_eq!((told["due"].as_bool(), told["blocked"].as_bool()), (Some(due), Some(blocked)), "{told}");
        assert_eq!(format!("{}\n", told["text"].as_str().unwrap()), line);
        assert_eq!(told["sessions_this_week"], 0);
        let bar = home.run(&["status", "--format", "waybar"]).code(0).quietly().json();
        assert_eq!(bar["text"], told["text"]);
        assert_eq!(bar["class"], if blocked { "blocked" } else { "due" });
        assert_eq!(bar["tooltip"], "No session yet");
    }
}

#[test]
fn status_knows_the_tier_and_the_last_score() {
    let home = home_of(&ready());
    let told = home.run(&["status", "--json"]).json();
    assert_eq!((&told["tier"], &told["last_session"]), (&"clear".into(), &serde_json::Value::Null));
    home.run(&["log", "add", "--pain", "3"]).code(0);
    assert_eq!(home.run(&["status", "--json"]).json()["pain"], 3);
    let blocked = home_of(newcomer().press("1 enter 2 y"));
    assert_eq!(blocked.run(&["status", "--json"]).json()["tier"], "emergency");
}

#[test]
fn every_verb_can_be_completed_in_every_shell() {
    let home = Home::new();
    for shell in SHELLS {
        let script = completions(&home, shell);
        for verb in VERBS {
            assert!(script.out.contains(verb), "{verb} in {shell}");
        }
    }
    home.run(&["completions", "tcsh"])
        .code(2)
        .complains("[possible values: bash, elvish, fish, powershell, zsh]");
}

fn completions(home: &Home, shell: &str) -> Ran {
    home.run(&["completions", shell]).code(0).quietly()
}

#[test]
fn the_manual_has_every_verb_every_key_and_what_supple_is_not() {
    let page = Home::new().run(&["man"]).code(0).quietly().out;
    let plain = page.replace("\\*(Aq", "'").replace("\\(aq", "'").replace('\\', "");
    for verb in VERBS {
        assert!(plain.contains(&format!("supple {verb}")), "{verb}");
    }
    for row in keymap::ROWS {
        assert!(plain.contains(row.words), "{}", row.words);
    }
    for words in ["FILES", "EXIT STATUS", "journal.jsonl", "It is not a medical device"] {
        assert!(plain.contains(words), "{words}");
    }
}

#[test]
fn the_settings_are_printed_found_and_checked() {
    let home = Home::new();
    let example = home.run(&["config", "default"]).code(0).quietly().out;
    assert_eq!(example, EXAMPLE);
    assert!(parse("c", &example).is_ok());
    let path = home.path().join("config.toml");
    home.run(&["config", "path"]).code(0).quietly().says(&format!("{}\n", path.display()));
    home.run(&["config", "check"])
        .code(0)
        .quietly()
        .says("config.toml: there is none, so everything is as it comes");
    home.write("config.toml", &example);
    home.run(&["config", "check"]).code(0).quietly().says("config.toml: nothing wrong with it.");
    home.write("config.toml", "[look]\nbel = true\n");
    home.run(&["config", "check"]).code(65).complains("config.toml:2:1: look.bel is not a key");
    // The file can be found and replaced even while it is wrong.
    home.run(&["config", "path"]).code(0).quietly();
    home.run(&["config", "default"]).code(0).quietly();
    home.run(&["config", "check", "--config", "/nonexistent.toml"])
        .code(65)
        .complains("there is no such file");
    home.run(&["config"]).code(2);
}
