//! By which ways a cue can be given.

/// One way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// The terminal's bell.
    Bell,
    /// The whole screen in reverse for a moment.
    Flash,
    /// A notification of the desktop, by an escape sequence.
    Notify,
    /// A command of the person's own.
    Command,
    /// A spoken sentence.
    Speech,
}

impl Way {
    /// All of them with their names in the settings.
    pub const ALL: [(Way, &'static str); 5] = [
        (Way::Bell, "bell"),
        (Way::Flash, "flash"),
        (Way::Notify, "notify"),
        (Way::Command, "command"),
        (Way::Speech, "speech"),
    ];

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        Way::ALL.iter().find(|(way, _)| *way == self).map_or("", |(_, name)| name)
    }

    /// Whether nobody can hear it. A command may do anything, so it is not.
    pub fn is_silent(self) -> bool {
        self == Way::Flash
    }
}

/// Some of them, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Ways(u8);

impl Ways {
    /// None: silence.
    pub const NONE: Ways = Ways(0);

    /// These.
    pub fn of(ways: &[Way]) -> Ways {
        ways.iter().fold(Ways::NONE, |some, way| some.with(*way))
    }

    /// And that one.
    #[must_use]
    pub fn with(self, way: Way) -> Ways {
        Ways(self.0 | 1 << way as u8)
    }

    /// But not that one.
    #[must_use]
    pub fn without(self, way: Way) -> Ways {
        Ways(self.0 & !(1 << way as u8))
    }

    /// Those of them that nobody can hear.
    #[must_use]
    pub fn silent(self) -> Ways {
        Ways::of(&self.list().into_iter().filter(|way| way.is_silent()).collect::<Vec<_>>())
    }

    /// Whether it is one of them.
    pub fn has(self, way: Way) -> bool {
        self.0 & 1 << way as u8 != 0
    }

    /// All of them.
    pub fn list(self) -> Vec<Way> {
        Way::ALL.iter().map(|(way, _)| *way).filter(|way| self.has(*way)).collect()
    }
}
