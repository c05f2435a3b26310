//! The part `[cues]` of the settings: how a session tells that something begins, ends or changes.

use crate::content::fields::{Fields, OneOrMany};
use crate::content::plain_words::suggestion;
use crate::content::problem::shown;
use crate::cue::choice::{Choice, Notify, Set, Voice};
use crate::cue::kind::Kind;
use crate::cue::quiet::Quiet;
use crate::cue::way::{Way, Ways};

const NOTIFIES: &[(&str, Notify)] = &[("osc9", Notify::Osc9), ("osc777", Notify::Osc777)];
/// What stands for the ways of the set.
const AS_SET: &str = "as-set";
/// Longest word of a command.
const LONGEST: usize = 400;
/// Most words of a command.
const MOST: usize = 40;

pub(super) fn read(part: &Fields) -> Choice {
    let usual = Choice::default();
    let command = command(part, "command").unwrap_or_default();
    let own =
        Kind::ALL.iter().filter_map(|(kind, name)| Some((*kind, ways(part, name, !command.is_empty())?)));
    Choice {
        set: part.one_of_or_none("set", &Set::ALL.map(|(set, name)| (name, set))).unwrap_or_default(),
        own: own.collect(),
        speech: part.yes_no("speech").unwrap_or(usual.speech),
        voice: voice(part),
        notify: part.one_of_or_none("notify", NOTIFIES).unwrap_or_default(),
        quiet: quiet(part),
        bell: usual.bell,
        command,
    }
}

/// A command: a list of its words, or one text that is split at its spaces.
pub(super) fn command(part: &Fields, key: &'static str) -> Option<Vec<String>> {
    match part.one_or_many(key, MOST, LONGEST)? {
        OneOrMany::Many(words) => Some(words),
        OneOrMany::One(text) => {
            if text.contains(['"', '\'', '|', '&', ';', '<', '>', '$', '`', '\\', '*']) {
                let what =
                    format!("{key} has a character in it that only a shell understands, and none is used");
                part.complain(
                    part.span_of(key),
                    &what,
                    "write a list of its words, as in [\"sh\", \"-c\", \"...\"]",
                );
                return None;
            }
            Some(text.split_whitespace().map(str::to_owned).collect())
        }
    }
}

fn ways(part: &Fields, key: &'static str, has_command: bool) -> Option<Ways> {
    let names = Way::ALL.map(|(_, name)| name);
    let words = match part.one_or_many(key, Way::ALL.len(), 40)? {
        OneOrMany::One(text) if text == AS_SET => return None,
        OneOrMany::One(text) => {
            let what = format!("cues.{key} is \"{}\", which is not a choice", shown(&text));
            let fix = format!("write \"{AS_SET}\", or a list of some of: {}", names.join(", "));
            part.complain(part.span_of(key), &what, &fix);
            return None;
        }
        OneOrMany::Many(words) => words,
    };
    let mut ways = Ways::NONE;
    for word in &words {
        let Some((way, _)) = Way::ALL.iter().find(|(_, name)| name == word) else {
            let what = format!("cues.{key} has an unknown word, \"{}\"", shown(word));
            part.complain(part.span_of(key), &what, &suggestion(word, &names));
            continue;
        };
        if *way == Way::Command && !has_command {
            let what = format!("cues.{key} names a command, and there is none");
            part.complain(part.span_of(key), &what, "add command = [\"...\"] to this part");
        }
        ways = ways.with(*way);
    }
    Some(ways)
}

fn voice(part: &Fields) -> Voice {
    match command(part, "voice") {
        None => Voice::Auto,
        Some(words) if words == ["auto"] || words.is_empty() => Voice::Auto,
        Some(words) => Voice::Own(words),
    }
}

fn quiet(part: &Fields) -> Option<Quiet> {
    let text = part.text_or_none("quiet", 40)?;
    let quiet = Quiet::parse(&text);
    if quiet.is_none() && text != "none" {
        let what = format!("cues.quiet is \"{}\", which is no stretch of a day", shown(&text));
        part.complain(part.span_of("quiet"), &what, "write it as \"22:00-07:00\", or \"none\"");
    }
    quiet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::config::parse;

    fn told(text: &str) -> String {
        parse("c", text).unwrap_err().to_string()
    }

    #[test]
    fn every_setting_is_taken() {
        let text = "[cues]\nset = \"full\"\nnext = [\"speech\"]\nstart = [\"bell\", \"flash\"]\nhalf_way = []\n\
                    last_seconds = \"as-set\"\nend = [\"notify\", \"command\"]\ncommand = [\"a b\", \"-c\"]\n\
                    speech = false\nvoice = \"espeak-ng -v de\"\nnotify = \"osc777\"\nquiet = \"22:00-07:00\"\n\
                    [look]\nbell = false\n";
        let wanted = Choice {
            set: Set::Full,
            own: vec![
                (Kind::Next, Ways::of(&[Way::Speech])),
                (Kind::Start, Ways::of(&[Way::Bell, Way::Flash])),
                (Kind::HalfWay, Ways::NONE),
                (Kind::End, Ways::of(&[Way::Notify, Way::Command])),
            ],
            command: vec!["a b".into(), "-c".into()],
            speech: false,
            voice: Voice::Own(vec!["espeak-ng".into(), "-v".into(), "de".into()]),
            notify: Notify::Osc777,
            quiet: Quiet::parse("22:00-07:00"),
            bell: false,
        };
        assert_eq!(parse("c", text).unwrap().cues, wanted);
        let split = parse("c", "[cues]\ncommand = \"logger  -t  supple\"").unwrap().cues.command;
        assert_eq!(split, ["logger", "-t", "supple"]);
        let hooks = parse("c", "[hooks]\nsession_start = [\"a\", \"b\"]\nsession_end = \"c\"").unwrap().hooks;
        assert_eq!((hooks.session_start.len(), hooks.session_end), (2, vec!["c".to_owned()]));
    }

    #[test]
    fn every_slip_is_told_with_what_was_expected() {
        let cases = [
            (
                "[cues]\nset = \"sofd\"",
                "c:2:7: cues.set is \"sofd\", which is not a choice; did you mean soft?",
            ),
            ("[cues]\nend = [\"bel\"]", "c:2:7: cues.end has an unknown word, \"bel\"; did you mean bell?"),
            (
                "[cues]\nend = \"bell\"",
                "write \"as-set\", or a list of some of: bell, flash, notify, command, speech",
            ),
            ("[cues]\nend = [\"command\"]", "cues.end names a command, and there is none; add command"),
            ("[cues]\nend = true", "cues.end is true, a yes or no; write a text in double quotes, or a list"),
            ("[cues]\nend = [1]", "cues.end is"),
            ("[cues]\nends = []", "cues.ends is not a key of the part [cues]; did you mean end?"),
            (
                "[cues]\nquiet = \"22-7\"",
                "cues.quiet is \"22-7\", which is no stretch of a day; write it as \"22:00-07:00\"",
            ),
            (
                "[cues]\ncommand = \"a | b\"",
                "command has a character in it that only a shell understands, and none is used; write a list",
            ),
            ("[cues]\nspeech = \"yes\"", "cues.speech is the text \"yes\"; write true or false"),
            (
                "[cues]\nnotify = \"osc99\"",
                "cues.notify is \"osc99\", which is not a choice; did you mean osc9?",
            ),
            (
                "[hooks]\nsession_ends = []",
                "hooks.session_ends is not a key of the part [hooks]; did you mean session_end?",
            ),
            ("[hook]\n", "hook is not a key of the settings; did you mean hooks?"),
        ];
        for (text, words) in cases {
            assert!(told(text).contains(words), "{text:?}: {}", told(text));
        }
    }
}
