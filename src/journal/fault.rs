//! What can be wrong with a line, in words that give away nothing about a person's health.

/// The kind of fault; its short name is stable, so it can be looked up and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// The line stops in the middle.
    CutOff,
    /// The line is not UTF-8.
    BadText,
    /// The line is not JSON, or not an entry.
    BadJson,
    /// The check value does not match the line.
    BadCheck,
    /// A field has a value no entry can have.
    BadField,
    /// Longer than [`super::line::MAX_READ`].
    TooLong,
    /// Zero bytes, as a power cut leaves them.
    NulRun,
    /// Left by a git merge.
    ConflictMarker,
    /// Several entries on one line, all of them read.
    Fused,
    /// The same entry twice, word for word.
    SameTwice,
    /// Two different entries with one id.
    TwoVersions,
    /// Entries of one device that are not here.
    Gap,
    /// One device used a number for two entries.
    NumberTwice,
}

impl Code {
    /// The short name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CutOff => "cut-off",
            Self::BadText => "bad-text",
            Self::BadJson => "bad-json",
            Self::BadCheck => "bad-check",
            Self::BadField => "bad-field",
            Self::TooLong => "too-long",
            Self::NulRun => "nul-run",
            Self::ConflictMarker => "conflict-marker",
            Self::Fused => "fused",
            Self::SameTwice => "same-twice",
            Self::TwoVersions => "two-versions",
            Self::Gap => "gap",
            Self::NumberTwice => "number-twice",
        }
    }

    /// Did something on this line stay unread?
    pub const fn is_loss(self) -> bool {
        matches!(
            self,
            Self::CutOff | Self::BadText | Self::BadJson | Self::BadCheck | Self::BadField | Self::TooLong
        )
    }
}

/// One fault found while reading a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind.
    pub code: Code,
    /// What it is and what to do, without the content of the line.
    pub text: String,
}

impl Fault {
    pub(crate) fn new(code: Code, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }
}
