//! Which way for which cue, as the person chose.

use chrono::NaiveTime;

use super::kind::Kind;
use super::quiet::Quiet;
use super::way::{Way, Ways};

/// A whole arrangement of cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Set {
    /// Spoken, with bell and flash.
    Full,
    /// A bell where something ends.
    #[default]
    Soft,
    /// Nothing to be heard: the screen flashes where something begins or ends.
    Silent,
}

impl Set {
    /// All of them with their names, in the order of the key that goes round.
    pub const ALL: [(Set, &'static str); 3] =
        [(Set::Soft, "soft"), (Set::Full, "full"), (Set::Silent, "silent")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Set::ALL.iter().find(|(set, _)| *set == self).map_or("", |(_, name)| name)
    }

    /// The one after it, round and round.
    #[must_use]
    pub fn next(self) -> Set {
        match self {
            Set::Soft => Set::Full,
            Set::Full => Set::Silent,
            Set::Silent => Set::Soft,
        }
    }

    /// One sentence for the person.
    pub fn words(self) -> &'static str {
        match self {
            Set::Soft => "Cues: soft. A bell where something ends.",
            Set::Full => "Cues: full. Spoken where this computer can, with bell and flash.",
            Set::Silent => "Cues: silent. The screen flashes, nothing is heard.",
        }
    }

    /// Its ways for a cue.
    fn ways(self, kind: Kind) -> Ways {
        use Way::{Bell, Flash, Speech};
        match (self, kind) {
            (Set::Full, Kind::End | Kind::Switch | Kind::RestOver) => Ways::of(&[Bell, Flash, Speech]),
            (Set::Full, _) => Ways::of(&[Speech]),
            (Set::Soft, Kind::End | Kind::Switch | Kind::RestOver) => Ways::of(&[Bell]),
            (Set::Silent, Kind::Start | Kind::End | Kind::Switch | Kind::RestOver) => Ways::of(&[Flash]),
            (Set::Soft | Set::Silent, _) => Ways::NONE,
        }
    }
}

/// How a notification is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Notify {
    /// `OSC 9`: iTerm2, kitty, Ghostty, `WezTerm`, Windows Terminal.
    #[default]
    Osc9,
    /// `OSC 777`: foot, urxvt, VTE-based terminals.
    Osc777,
}

/// What speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Voice {
    /// The first program for it that is found.
    #[default]
    Auto,
    /// A program with its arguments; the sentence comes last.
    Own(Vec<String>),
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The set that holds.
    pub set: Set,
    /// Ways of one's own for some cues, in place of the set's. In the set [`Set::Silent`] only what
    /// nobody can hear of them counts.
    pub own: Vec<(Kind, Ways)>,
    /// The command for [`Way::Command`]; told of every cue that has no ways of its own, too.
    pub command: Vec<String>,
    /// Whether anything is spoken at all.
    pub speech: bool,
    /// What speaks.
    pub voice: Voice,
    /// How a notification is asked for.
    pub notify: Notify,
    /// When nothing may be heard.
    pub quiet: Option<Quiet>,
    /// Whether the terminal's bell may ring at all.
    pub bell: bool,
}

impl Default for Choice {
    fn default() -> Choice {
        Choice {
            set: Set::default(),
            own: Vec::new(),
            command: Vec::new(),
            speech: true,
            voice: Voice::default(),
            notify: Notify::default(),
            quiet: None,
            bell: true,
        }
    }
}

impl Choice {
    /// Whether nothing may be heard at that time of day.
    pub fn is_quiet(&self, time: NaiveTime) -> bool {
        self.quiet.is_some_and(|quiet| quiet.holds(time))
    }

    /// Whether somebody asked for this cue. Line by line, where a bell is a stray character to many
    /// readers and a voice speaks already, what comes by itself is not given.
    pub fn is_asked(&self, kind: Kind) -> bool {
        self.set == Set::Full || !self.command.is_empty() || self.own.iter().any(|(own, _)| *own == kind)
    }

    /// The ways for a cue at that time of day. In quiet hours it is as if the set were silent.
    pub fn ways(&self, kind: Kind, time: NaiveTime) -> Ways {
        let set = if self.is_quiet(time) { Set::Silent } else { self.set };
        let own = self.own.iter().find(|(own, _)| *own == kind).map(|(_, ways)| *ways);
        let mut ways = own.unwrap_or_else(|| {
            let ways = set.ways(kind);
            if self.command.is_empty() { ways } else { ways.with(Way::Command) }
        });
        if set == Set::Silent {
            ways = ways.silent();
        }
        if !self.bell {
            ways = ways.without(Way::Bell);
        }
        if !self.speech {
            ways = ways.without(Way::Speech);
        }
        if self.command.is_empty() {
            ways = ways.without(Way::Command);
        }
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, 30, 0).unwrap()
    }

    /// The ways of all cues, in the order of [`Kind::ALL`]: b, f, n, c, s.
    fn table(choice: &Choice, hour: u32) -> String {
        let cell = |kind: Kind| {
            let letters: String =
                choice.ways(kind, at(hour)).list().iter().map(|way| &way.name()[..1]).collect();
            if letters.is_empty() { "-".to_owned() } else { letters }
        };
        Kind::ALL.iter().map(|(kind, _)| cell(*kind)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn which_cue_goes_where() {
        let usual = Choice::default();
        let quiet = Quiet::parse("22:00-07:00");
        let command = vec!["x".to_owned()];
        let own = vec![
            (Kind::Start, Ways::of(&[Way::Bell, Way::Notify, Way::Flash])),
            (Kind::End, Ways::NONE),
            (Kind::Next, Ways::of(&[Way::Command])),
        ];
        //                                                        next start half last end switch rest beat
        let cases: [(&str, Choice, u32, &str); 12] = [
            ("as it comes", usual.clone(), 12, "- - - - b b b -"),
            ("full", Choice { set: Set::Full, ..usual.clone() }, 12, "s s s s bfs bfs bfs s"),
            ("silent", Choice { set: Set::Silent, ..usual.clone() }, 12, "- f - - f f f -"),
            ("no bell", Choice { bell: false, ..usual.clone() }, 12, "- - - - - - - -"),
            ("mute", Choice { set: Set::Full, speech: false, ..usual.clone() }, 12, "- - - - bf bf bf -"),
            ("soft, at night", Choice { quiet, ..usual.clone() }, 23, "- f - - f f f -"),
            ("full, after midnight", Choice { set: Set::Full, quiet, ..usual.clone() }, 6, "- f - - f f f -"),
            ("full, by day", Choice { set: Set::Full, quiet, ..usual.clone() }, 7, "s s s s bfs bfs bfs s"),
            ("a command", Choice { command: command.clone(), ..usual.clone() }, 12, "c c c c bc bc bc c"),
            (
                "a command at night",
                Choice { command: command.clone(), quiet, ..usual.clone() },
                0,
                "- f - - f f f -",
            ),
            (
                "own ways",
                Choice { own: own.clone(), command: command.clone(), ..usual.clone() },
                12,
                "c bfn c c - bc bc c",
            ),
            ("own ways, silent", Choice { own, command, set: Set::Silent, ..usual }, 12, "- f - - - f f -"),
        ];
        for (what, choice, hour, wanted) in cases {
            assert_eq!(table(&choice, hour), wanted, "{what}");
        }
    }

    #[test]
    fn a_way_whose_command_is_not_there_is_left_out() {
        let own = vec![(Kind::End, Ways::of(&[Way::Command, Way::Bell]))];
        assert_eq!(table(&Choice { own, ..Choice::default() }, 12), "- - - - b b b -");
    }

    #[test]
    fn the_key_comes_round_to_every_set() {
        let round = [Set::Soft, Set::Soft.next(), Set::Soft.next().next()];
        assert_eq!(round, Set::ALL.map(|(set, _)| set));
        assert_eq!(round[2].next(), Set::Soft);
    }
}
