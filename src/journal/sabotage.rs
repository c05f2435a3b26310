//! Faults built in on purpose, so that the fault tests can prove they would notice.
//!
//! Without the `sabotage` feature there is no way to switch any of them on.

/// One protection that can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// A torn tail is not closed before the next line is added.
    NoTailSeal,
    /// Nobody looks whether the journal was replaced, and nothing is healed.
    NoInodeCheck,
    /// Errors of writing are thrown away.
    ErrorsIgnored,
    /// The journal is not locked, and a line goes out in two halves.
    NoLock,
    /// The check value of a line is not compared.
    NoCrcCheck,
    /// Nothing is dug out of damaged lines.
    NoSalvage,
    /// An answer is reported as saved before it is written.
    AckBeforeWrite,
    /// The file is not flushed to disk.
    NoSync,
    /// The folder is not flushed to disk.
    NoDirSync,
    /// What the journal does not take is kept in memory only.
    NoRescue,
    /// No room is kept for a full disk.
    NoReserve,
    /// After a failed flush the next one is believed.
    TrustSecondSync,
    /// Copies of the journal are made whatever has become of it.
    BackupAnyway,
    /// The journal is opened for writing anywhere, not for adding.
    NoAppendMode,
    /// Text of files is shown as it is.
    RawText,
    /// Cells of a table may be formulas.
    RawCells,
    /// Pasted text counts as typed.
    PasteIsTyped,
    /// Any number of keys at once counts.
    NoBurstGuard,
    /// Signals and a terminal that vanishes are not watched for.
    NoWatch,
    /// Time away counts as time exercised.
    NoTimeGap,
    /// The screen fails in a small window.
    PanicWhenSmall,
    /// Any terminal, or none, is taken for one with screens.
    AnyTerminal,
    /// The thread of the screen fails when help is asked for.
    PanicOnHelp,
    /// The thread that writes the journal fails at its first line.
    PanicInWriter,
    /// A merge does not look at what is there already.
    MergeAddsAll,
    /// Names of entries are looked for one after the other.
    SlowNames,
    /// A kind of entry of the first version is no longer known.
    OldKindGone,
    /// What is wrong with a file of one's own is told to nobody.
    BadFilesInSilence,
    /// Reading fails at a line that is no text.
    PanicOnBadText,
    /// A folder, a pipe, a device is taken for a file.
    AnyFile,
    /// Whose a journal is does not count.
    AnyOwner,
    /// A home that is no whole path counts.
    RelativeHome,
    /// A key that came together with a change of size waits for the next one.
    NoSecondLook,
    /// The program is never left.
    NoWayOut,
}

#[cfg(feature = "sabotage")]
impl Mutant {
    /// The name used in `SUPPLE_SABOTAGE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoTailSeal => "no-tail-seal",
            Self::NoInodeCheck => "no-inode-check",
            Self::ErrorsIgnored => "errors-ignored",
            Self::NoLock => "no-lock",
            Self::NoCrcCheck => "no-crc-check",
            Self::NoSalvage => "no-salvage",
            Self::AckBeforeWrite => "ack-before-write",
            Self::NoSync => "no-sync",
            Self::NoDirSync => "no-dir-sync",
            Self::NoRescue => "no-rescue",
            Self::NoReserve => "no-reserve",
            Self::TrustSecondSync => "trust-second-sync",
            Self::BackupAnyway => "backup-anyway",
            Self::NoAppendMode => "no-append-mode",
            Self::RawText => "raw-text",
            Self::RawCells => "raw-cells",
            Self::PasteIsTyped => "paste-is-typed",
            Self::NoBurstGuard => "no-burst-guard",
            Self::NoWatch => "no-watch",
            Self::NoTimeGap => "no-time-gap",
            Self::PanicWhenSmall => "panic-when-small",
            Self::AnyTerminal => "any-terminal",
            Self::PanicOnHelp => "panic-on-help",
            Self::PanicInWriter => "panic-in-writer",
            Self::MergeAddsAll => "merge-adds-all",
            Self::SlowNames => "slow-names",
            Self::OldKindGone => "old-kind-gone",
            Self::BadFilesInSilence => "bad-files-in-silence",
            Self::PanicOnBadText => "panic-on-bad-text",
            Self::AnyFile => "any-file",
            Self::AnyOwner => "any-owner",
            Self::RelativeHome => "relative-home",
            Self::NoSecondLook => "no-second-look",
            Self::NoWayOut => "no-way-out",
        }
    }
}

#[cfg(feature = "sabotage")]
thread_local! {
    static CHOSEN: std::cell::Cell<Option<Mutant>> = const { std::cell::Cell::new(None) };
}

/// Switches one protection off for this thread and the writers it starts; `None` switches all on.
#[cfg(feature = "sabotage")]
pub fn choose(mutant: Option<Mutant>) {
    CHOSEN.with(|cell| cell.set(mutant));
}

/// What this thread chose.
#[cfg(feature = "sabotage")]
pub fn chosen() -> Option<Mutant> {
    CHOSEN.with(std::cell::Cell::get)
}

/// Is this protection switched off?
#[cfg(feature = "sabotage")]
pub(crate) fn on(mutant: Mutant) -> bool {
    static NAMED: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    chosen() == Some(mutant)
        || NAMED
            .get_or_init(|| std::env::var("SUPPLE_SABOTAGE").unwrap_or_default())
            .split(',')
            .any(|name| name.trim() == mutant.name())
}

/// Is this protection switched off? Never, in a build that people use.
#[cfg(not(feature = "sabotage"))]
pub(crate) const fn on(_: Mutant) -> bool {
    false
}

/// Takes this thread's choice along to a new thread: call the result there.
#[cfg(feature = "sabotage")]
pub(crate) fn inherit() -> impl FnOnce() + Send + 'static {
    let mutant = chosen();
    move || choose(mutant)
}

/// There is nothing to take along in a build that people use.
#[cfg(not(feature = "sabotage"))]
pub(crate) fn inherit() -> impl FnOnce() + Send + 'static {
    || ()
}

/// Fails as a fault in the program would, if that was asked for.
#[cfg(feature = "sabotage")]
#[allow(clippy::panic)]
pub(crate) fn fail(mutant: Mutant) {
    if on(mutant) {
        std::panic::panic_any("a fault built in on purpose");
    }
}

/// Never, in a build that people use.
#[cfg(not(feature = "sabotage"))]
pub(crate) const fn fail(_: Mutant) {}
