//! Around the journal: the disk, the rights, what lies about, the copies, whether there can be written,
//! and the terminal.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Finding, attention, note, probe};
use crate::cli::{open, output};
use crate::clock::Clock;
use crate::journal::device::{Mark, kept_mark};
use crate::journal::line::Entry;
use crate::journal::parts::MAIN;
use crate::journal::reader::Loaded;
use crate::journal::store::{self, Places};
use crate::journal::{backup, holder, running, stray};
use crate::paths::Paths;

/// Disks on which locks and flushes may mean less.
const FAR: [&str; 8] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone"];

/// Less room than this is told: some 50,000 answers, and a browser fills it in a minute.
const LITTLE: u64 = 16 * 1024 * 1024;

/// Where systems keep their time zones.
const ZONES: [&str; 3] = ["/usr/share/zoneinfo", "/var/db/timezone/zoneinfo", "/etc/zoneinfo"];

/// What was looked at, whether good or bad. No health content.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    /// Kind of file system, where the system tells.
    pub(super) disk: Option<String>,
    /// Bytes that are free there for this user; none where the system does not tell.
    pub(super) free: Option<u64>,
    /// How long a new file took to be on the disk, in ms; none where there is no folder yet, or it fails.
    pub(super) write_ms: Option<u128>,
    pub(super) reserve: bool,
    pub(super) backups: usize,
    pub(super) newest_backup: Option<String>,
    pub(super) rescue_files: usize,
    pub(super) set_aside: usize,
    /// Whether the system knows time zones.
    pub(super) zones: bool,
    pub(super) terminal: Terminal,
}

/// What the terminal says of itself.
#[derive(Debug, Serialize)]
pub(super) struct Terminal {
    term: Option<String>,
    colours: Option<String>,
    columns: Option<u16>,
    rows: Option<u16>,
    typed: bool,
    shown: bool,
    /// What it answered; none where it was not asked.
    told: Option<probe::Told>,
}

impl Terminal {
    /// On one line.
    pub(super) fn words(&self) -> String {
        let size = match (self.columns, self.rows) {
            (Some(columns), Some(rows)) => format!("{columns}x{rows}"),
            _ => "size not known".to_owned(),
        };
        let term = self.term.as_deref().unwrap_or("no TERM");
        let colours = self.colours.as_ref().map_or(String::new(), |colours| format!(", {colours}"));
        let piped = if self.typed && self.shown { "" } else { ", not both ends are a terminal" };
        let told = self.told.map_or("not asked how it draws".to_owned(), |told| told.words());
        format!("{size}, {term}{colours}{piped}; {told}")
    }
}

/// Looks. `loaded`: the journal, where there is one.
pub(super) fn look(
    paths: &Paths,
    loaded: Option<&Loaded>,
    variable: &impl Fn(&str) -> Option<OsString>,
) -> (Facts, Vec<Finding>) {
    let places = open::places(paths);
    let mut findings = Vec::new();
    let disk = holder::disk_of(&paths.data);
    if let Some(kind) = disk.as_deref().filter(|kind| FAR.contains(kind)) {
        findings.push(note(
            "network-disk",
            format!(
                "Your data is on a disk of another computer ({kind}). Locks and flushes may not hold there: use \
                 supple in one place at a time."
            ),
        ));
    }
    for (name, folder) in [("data", &paths.data), ("state", &paths.state)] {
        if store::mode(folder).is_some_and(|mode| mode & 0o022 != 0) {
            findings.push(attention(
                "folder-open",
                &format!(
                    "Others on this computer can change the {name} folder, {}. `chmod go-w` on it mends that.",
                    output::harmless(&folder.display().to_string())
                ),
            ));
        }
    }
    let free = stray::free(&paths.data);
    if let Some(free) = free.filter(|free| *free < LITTLE) {
        findings.push(note(
            "little-room",
            format!(
                "Only {} KiB are free on the disk of your journal. When it is full, answers go to a rescue file.",
                free / 1024
            ),
        ));
    }
    let write_ms = writing(paths, &mut findings);
    own_notes(&paths.state, &mut findings);
    if let Some(why) = loaded.and_then(|_| store::barred(&places)) {
        let text = format!(
            "Nothing can be added to your journal ({why}). Until that is mended answers go to a rescue file. \
             `ls -l` on it shows whose it is and who may write."
        );
        findings.push(attention("journal-barred", &text));
    }
    let copies = backup::found(&places);
    if let Some(loaded) = loaded {
        gone(&places, loaded, &mut findings);
    }
    let (rescue_files, set_aside) = strays(&places, &mut findings);
    if let Some(other) = running::other(&paths.state) {
        let who = other.who.map_or(String::new(), |who| format!(" ({who})"));
        findings.push(note("open-elsewhere", format!("supple is open in another terminal{who}.")));
    }
    let zones = ZONES.iter().any(|folder| Path::new(folder).is_dir());
    if !zones {
        findings.push(note(
            "no-zones",
            "This computer has no time zone database, so days may begin and end by Greenwich time."
                .to_owned(),
        ));
    }
    let text = |name: &str| variable(name).and_then(|value| value.into_string().ok());
    let size = crate::tui::terminal::size();
    let term = text("TERM");
    let told = probe::ask(term.as_deref());
    if told.is_some_and(|told| told.dots.is_some_and(|dots| dots != 1)) {
        findings.push(note(
            "dots-wide",
            "Your terminal does not draw the dots of figures one column wide, so figures come out askew. In supple, ? \
             and then f shows other characters to choose from; or set glyphs in the settings file."
                .to_owned(),
        ));
    }
    let facts = Facts {
        disk,
        free,
        write_ms,
        reserve: store::mode(&places.reserve).is_some(),
        backups: copies.len(),
        newest_backup: copies.last().map(|(day, _)| day.to_string()),
        rescue_files,
        set_aside,
        zones,
        terminal: Terminal {
            term,
            colours: text("COLORTERM"),
            columns: size.map(|(columns, _)| columns),
            rows: size.map(|(_, rows)| rows),
            typed: std::io::stdin().is_terminal(),
            shown: std::io::stdout().is_terminal(),
            told,
        },
    };
    (facts, findings)
}

/// The first or the last day that an entry is of.
pub(super) fn day(loaded: &Loaded, last: bool) -> Option<String> {
    let days = loaded.entries.iter().map(|entry| entry.ts.date_naive());
    if last { days.max() } else { days.min() }.map(|day| day.to_string())
}

/// Tries to make a file, where there is a folder for it.
fn writing(paths: &Paths, findings: &mut Vec<Finding>) -> Option<u128> {
    store::mode(&paths.data)?;
    let clock = Clock::start();
    match stray::can_write(&paths.data) {
        Ok(()) => Some(clock.now().mono.as_millis()),
        Err(error) => {
            findings.push(attention(
                "cannot-write",
                &format!(
                    "Nothing can be written there: {error}. Until that is mended answers go to a rescue file."
                ),
            ));
            None
        }
    }
}

/// Can supple keep its own notes, by which a loss is noticed?
fn own_notes(state: &Path, findings: &mut Vec<Finding>) {
    // Where there is no such folder yet, doctor makes none: it looks whether one could be made.
    let tried =
        if store::mode(state).is_some() { stray::can_write(state) } else { stray::can_be_made(state) };
    if let Err(error) = tried {
        findings.push(attention(
            "no-notes",
            &format!(
                "supple cannot keep its own notes: {error}. Answers are saved, but until that is mended a lost journal \
                 would not be noticed."
            ),
        ));
    }
}

/// Has the journal lost anything since this machine last wrote to it, or against its newest copy?
fn gone(places: &Places, loaded: &Loaded, findings: &mut Vec<Finding>) {
    let mark = kept_mark(&places.state).unwrap_or_default();
    let missing = mark.entries.saturating_sub(loaded.numbers_of(&mark.dev).1);
    if missing > 0 {
        findings.push(attention(
            "entries-gone",
            &format!(
                "{} that this computer wrote {} no longer in the journal. If you took them out, start supple: it asks \
                 once.",
                if missing == 1 { "1 entry".to_owned() } else { format!("{missing} entries") },
                if missing == 1 { "is" } else { "are" },
            ),
        ));
    } else if let Some(shorter) = mark.bytes.checked_sub(written(&mark, loaded) as u64).filter(|by| *by > 0) {
        let what = mark.file.as_deref().map_or_else(|| "The journal".to_owned(), output::harmless);
        findings.push(note(
            "shorter",
            format!(
                "{what} is {shorter} bytes shorter than this computer left it, and none of its entries is gone.",
            ),
        ));
    }
    if let Some(spare) = store::spare(places, loaded) {
        let path = output::harmless(&spare.path.display().to_string());
        let count = spare.entries.len();
        findings.push(attention(
            "backup-has-more",
            &format!(
                "The copy of {} has {} that the journal has not. To see them and put them back: supple merge '{}'",
                spare.day,
                if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") },
                path.replace('\'', "'\\''")
            ),
        ));
    }
    let copies = backup::found(places);
    for (nth, (day, path)) in copies.iter().enumerate() {
        match store::look(path) {
            Err(error) => findings
                .push(attention("backup-unreadable", &format!("The copy of {day} cannot be read: {error}."))),
            Ok(Some(copy)) if nth + 1 == copies.len() => newest(*day, &copy, loaded, findings),
            Ok(_) => {}
        }
    }
}

/// The length in bytes of the file that this computer last wrote to.
fn written(mark: &Mark, loaded: &Loaded) -> usize {
    let name = mark.file.as_deref().unwrap_or(MAIN);
    let part = loaded.files.all().iter().find(|part| part.name == name);
    part.map_or(loaded.bytes, |part| part.bytes)
}

/// Is the newest copy whole, and does it say what the journal says? The journal is only added to, so that
/// what both have was not changed by supple.
fn newest(day: NaiveDate, copy: &Loaded, loaded: &Loaded, findings: &mut Vec<Finding>) {
    if copy.bad > 0 {
        findings.push(attention(
            "backup-damaged",
            &format!(
                "{} of the copy of {day} cannot be read whole. The next session makes a new one.",
                if copy.bad == 1 { "1 line".to_owned() } else { format!("{} lines", copy.bad) },
            ),
        ));
    }
    let here: HashMap<&str, &Entry> = loaded.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let differ = |entry: &&Entry| here.get(entry.id.as_str()).is_some_and(|one| !one.says_the_same(entry));
    let differ = copy.entries.iter().filter(differ).count();
    if differ > 0 {
        findings.push(note(
            "backup-differs",
            format!(
                "{} something else in the copy of {day} than in the journal. If you changed {} in an editor, this is \
                 why; else the disk is failing.",
                if differ == 1 { "1 entry says".to_owned() } else { format!("{differ} entries say") },
                if differ == 1 { "it" } else { "them" },
            ),
        ));
    }
}

/// What lies about: how many rescue files, and how many tails and lines that were set aside.
fn strays(places: &Places, findings: &mut Vec<Finding>) -> (usize, usize) {
    let shown = |path: &Path| output::harmless(&path.display().to_string());
    let rescued = store::rescued(places);
    for one in &rescued {
        let count = one.entries.len();
        if one.bad > 0 {
            findings.push(attention(
                "rescue-damaged",
                &format!(
                    "{} in {} cannot be read whole and will not be taken over; the file is kept.",
                    if one.bad == 1 { "1 line".to_owned() } else { format!("{} lines", one.bad) },
                    shown(&one.path),
                ),
            ));
        }
        if count == 0 {
            continue;
        }
        findings.push(attention(
            "rescue",
            &format!(
                "{} could not be saved and {} in {}. The next start, or the next line that is logged, takes {} over.",
                if count == 1 { "1 answer".to_owned() } else { format!("{count} answers") },
                if count == 1 { "is" } else { "are" },
                shown(&one.path),
                if count == 1 { "it" } else { "them" },
            ),
        ));
    }
    let left = stray::temporary(places);
    if !left.is_empty() {
        let first = left.first().map_or(String::new(), |path| shown(path));
        findings.push(note(
            "temporary",
            format!(
                "{} was not finished, such as {first}; you may delete what ends in .tmp.",
                if left.len() == 1 { "1 file".to_owned() } else { format!("{} files", left.len()) }
            ),
        ));
    }
    (rescued.len(), stray::set_aside(places))
}
