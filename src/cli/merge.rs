//! `supple merge` and `supple import`: what another file has, shown first, added by union, taken back in
//! one step.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};
use clap::Args;

use super::coach::{ask, open_journal};
use super::{CliError, Exit, output};
use crate::journal::error::{Notice, StoreError};
use crate::journal::event::{Event, JournalOpened};
use crate::journal::id::{EventId, IdMaker};
use crate::journal::imported::{self, DONE, Done, Import, UNDONE};
use crate::journal::line::Entry;
use crate::journal::merge::{Plan, plan};
use crate::journal::parcel::{Opened, Pending};
use crate::journal::reader::Loaded;
use crate::journal::source::{self, MAX_SOURCE, Source, What};
use crate::journal::store;
use crate::journal::{copies, several};
use crate::paths::Paths;

/// The longest list of ids on one line of the books, in bytes: a line has 16 KiB.
const IDS_BYTES: usize = 12_000;
/// How many conflicts, or lines that cannot be read, are named.
const NAMED: usize = 8;

/// Of `merge` and `import`.
#[derive(Debug, Args)]
#[group(skip)]
pub struct MergeArgs {
    /// A journal, a copy that syncing made of it, a JSON export, or a CSV file with rows of date,pain; - is
    /// standard input [default: the second copies that lie beside the journal, one after the other]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Without asking
    #[arg(long)]
    pub yes: bool,
    /// Take the last import back; its lines stay in the journal and no longer count
    #[arg(long, conflicts_with = "file")]
    pub undo: bool,
}

/// Runs either.
///
/// # Errors
/// A file that cannot be read or is none of these, and a journal that cannot be read or written.
pub fn run(args: &MergeArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    match &args.file {
        Some(file) if !args.undo => bring(file, args.yes, paths, now),
        None if !args.undo => bring_copies(args.yes, paths, now),
        _ => take_back(args.yes, paths, now),
    }
}

/// The copies that syncing made. One that cannot be read does not keep the others out.
fn bring_copies(yes: bool, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let found = copies::found(&paths.data);
    if found.is_empty() {
        let folder = output::harmless(&paths.data.display().to_string());
        output::text(&format!(
            "No second copy of your journal lies in {folder}. For another file, name it.\n"
        ))?;
        return Ok(Exit::No);
    }
    let mut outcome = Ok(Exit::Done);
    for copy in found {
        let one = bring(&copy, yes, paths, now);
        if let Err(error) = &one {
            output::say(&error.to_string());
        }
        outcome = match (outcome, one) {
            (Ok(Exit::Done), Ok(exit)) => Ok(exit),
            // It was said above; the exit code of the first one stays.
            (Ok(_), Err(error)) => Err(error),
            (before, _) => before,
        };
    }
    outcome
}

/// After a merge: a second copy of the journal is given a name that says so, and is not offered again.
fn aside(file: &Path, paths: &Paths) -> Result<(), CliError> {
    if file.as_os_str() == "-" || !copies::is_one(&paths.data, file) {
        return Ok(());
    }
    match copies::set_aside(file) {
        Ok(name) => {
            let name = output::harmless(&name.display().to_string());
            output::text(&format!("The copy is called {name} now: delete it when you like.\n"))
        }
        Err(why) => {
            output::say(&format!("the copy keeps its name: {why}."));
            Ok(())
        }
    }
}

fn bring(file: &Path, yes: bool, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let name = output::input_name(file);
    let bytes = bytes_of(file, &name)?;
    let source = source::understand(&bytes, now.date_naive())
        .map_err(|why| CliError::BadData(format!("{name}: {why} Nothing was added.")))?;
    let ours = ours(paths)?;
    let found = plan(&ours.entries, &source.entries, now);
    output::text(&preview(&name, &source, &found))?;
    if found.is_empty() {
        // With lines that were left out it may be all that is left of them.
        let whole = source.bad.is_empty() && found.conflicts.is_empty() && found.future == 0;
        if whole
            && copies::is_one(&paths.data, file)
            && may("Mark the copy as merged", "renamed", yes, false)?
        {
            aside(file, paths)?;
        }
        return Ok(Exit::Done);
    }
    let whole = source.bad.is_empty() && found.conflicts.is_empty() && found.future == 0;
    let rows = found.add.len() + found.back.len();
    if !may("Add them", "added", yes, file.as_os_str() == "-")? {
        return Ok(Exit::No);
    }
    let Some(mut opened) = open_journal(paths)? else { return Ok(Exit::No) };
    begin(&mut opened, now)?;
    // Under the lock the journal may have more than the preview saw: what is there by then stays out.
    let lines: Vec<(&Entry, &str)> =
        found.add.iter().map(|place| (&source.entries[*place], source.lines[*place].as_str())).collect();
    let back: Vec<&str> = found.back.iter().map(|place| source.entries[*place].id.as_str()).collect();
    let mut names = Names::new(now)?;
    let base = file.file_name().map_or_else(|| name.clone(), |base| base.to_string_lossy().into_owned());
    let books = |added: &[&str]| {
        let ids: Vec<&str> = added.iter().chain(&back).copied().collect();
        names.done(&base, &bytes, &ids)
    };
    let (added, notices) = opened.store.append_all(&lines, books).map_err(|error| not_saved(&error))?;
    finish(opened, &notices)?;
    let added = added + back.len();
    let less = if added < rows { " The rest came in by another way meanwhile." } else { "" };
    output::text(&format!(
        "Added: {}.{less} To take this back: supple merge --undo\n",
        count(added, "entry", "entries")
    ))?;
    if whole {
        aside(file, paths)?;
    }
    Ok(Exit::Done)
}

fn take_back(yes: bool, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let loaded = ours(paths)?;
    let Some(last) = imported::last(&loaded.entries) else {
        output::text("There is no import to take back.\n")?;
        return Ok(Exit::No);
    };
    output::text(&undo_preview(&loaded, &last))?;
    if !may("Take it back", "taken back", yes, false)? {
        return Ok(Exit::No);
    }
    let Some(mut opened) = open_journal(paths)? else { return Ok(Exit::No) };
    let line = Names::new(now)?.pending(UNDONE, &serde_json::json!({"import": last.name}), true);
    let (_, notices) = opened.store.append_all(&[], |_| vec![line]).map_err(|error| not_saved(&error))?;
    finish(opened, &notices)?;
    output::text(
        "Taken back. To have it again, merge the file again. If supple is open elsewhere, start it anew there.\n",
    )?;
    Ok(Exit::Done)
}

fn bytes_of(file: &Path, name: &str) -> Result<Vec<u8>, CliError> {
    if file.as_os_str() == "-" {
        return output::read_input(file).map(String::into_bytes);
    }
    store::read_source(file, MAX_SOURCE).map_err(|error| CliError::BadData(refusal(name, &error)))
}

fn refusal(name: &str, error: &StoreError) -> String {
    match error {
        StoreError::NotAFile { what, .. } => format!("{name} is {what}, not a file. Name a file."),
        StoreError::TooLarge { limit, .. } => {
            format!(
                "{name} is larger than {} MiB, and more is not read at once: a journal of ten years has about 10. \
                 Is it the right file? A larger journal can be merged in parts: it is lines of text, and each \
                 counts once.",
                limit / 1024 / 1024
            )
        }
        other => format!("{name}: cannot be read ({}). Check the name.", other.cause()),
    }
}

fn ours(paths: &Paths) -> Result<Loaded, CliError> {
    several::look(&paths.journal())
        .map(Option::unwrap_or_default)
        .map_err(|error| CliError::BadData(error.to_string()))
}

/// "yes" on a terminal, or `--yes`. `piped`: standard input is the file itself.
fn may(what: &str, done: &str, yes: bool, piped: bool) -> Result<bool, CliError> {
    if yes {
        return Ok(true);
    }
    if piped || !io::stdin().is_terminal() {
        output::say(&format!("nothing was {done}. Again with --yes, and it is."));
        return Ok(false);
    }
    let agreed = ask(&format!("{what}? Type yes, or just Enter to leave all as it is: "))?;
    if !agreed {
        output::say(&format!("nothing was {done}."));
    }
    Ok(agreed)
}

fn begin(opened: &mut Opened, now: DateTime<FixedOffset>) -> Result<(), CliError> {
    if !opened.begins {
        return Ok(());
    }
    let event = Event::from(JournalOpened::now());
    let mut first = Names::new(now)?.pending(event.kind(), &event.body(), false);
    opened.store.append(&mut first).map(drop).map_err(|error| not_saved(&error))
}

fn finish(mut opened: Opened, notices: &[Notice]) -> Result<(), CliError> {
    let more = opened.store.close().map_err(|error| not_saved(&error))?;
    for notice in opened.notices.iter().chain(notices).chain(&more) {
        output::say(&notice.to_string());
    }
    Ok(())
}

fn not_saved(error: &StoreError) -> CliError {
    CliError::CannotWrite(format!(
        "it was not saved, or not all of it: {error}. Do it again when that is mended; what is in the journal \
         already is not added twice."
    ))
}

/// Makes the lines of the books.
struct Names {
    maker: IdMaker,
    now: DateTime<FixedOffset>,
}

impl Names {
    fn new(now: DateTime<FixedOffset>) -> Result<Names, CliError> {
        let maker = IdMaker::new().map_err(|error| CliError::CannotWrite(error.to_string()))?;
        Ok(Names { maker, now })
    }

    fn id(&mut self) -> EventId {
        self.maker.make(u64::try_from(self.now.timestamp_millis()).unwrap_or(0))
    }

    fn pending(&mut self, kind: &str, body: &serde_json::Value, must: bool) -> Pending {
        let (id, kind) = (self.id(), kind.to_owned());
        Pending { id, ts: self.now, kind, must, body: body.to_string(), line: None }
    }

    /// The lines that name what an import brought, each with as many ids as fit.
    fn done(&mut self, source: &str, bytes: &[u8], ids: &[&str]) -> Vec<Pending> {
        let mut parts: Vec<Vec<String>> = Vec::new();
        let mut room = 0;
        for id in ids {
            if room < id.len() + 3 || parts.is_empty() {
                parts.push(Vec::new());
                room = IDS_BYTES;
            }
            room -= id.len() + 3;
            if let Some(part) = parts.last_mut() {
                part.push((*id).to_owned());
            }
        }
        let import: String = self.id().into();
        let (of, crc) = (parts.len(), format!("{:08x}", crc32fast::hash(bytes)));
        let mut lines = Vec::new();
        for (part, ids) in (1..).zip(parts) {
            let body = Done {
                import: import.clone(),
                source: source.chars().take(200).collect(),
                bytes: bytes.len() as u64,
                crc: crc.clone(),
                part,
                of,
                ids,
            };
            // A plain struct of numbers, texts and a list: this always encodes.
            let body = serde_json::to_value(body).unwrap_or_default();
            lines.push(self.pending(DONE, &body, false));
        }
        lines
    }
}

fn count(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

fn preview(name: &str, source: &Source, plan: &Plan) -> String {
    let (what, one, more) = match source.what {
        What::Journal => ("a journal of supple", "entry", "entries"),
        What::Export => ("an export of supple", "event", "events"),
        What::Csv => ("a table of pain scores", "row", "rows"),
    };
    let rows = source::told(source);
    let mut out = format!("{name}: {what} with {}.\n", count(rows, one, more));
    let places: Vec<&Entry> = plan.add.iter().map(|place| &source.entries[*place]).collect();
    if plan.is_empty() {
        out.push_str("Nothing to add: what can be added is here already.\n");
    }
    if !places.is_empty() {
        let _ = writeln!(out, "Would be added: {}.", count(places.len(), "entry", "entries"));
        out.push_str(&table(&places));
    }
    if !plan.back.is_empty() {
        let _ = writeln!(
            out,
            "Would count again: {} that you had taken back.",
            count(plan.back.len(), "entry", "entries")
        );
        out.push_str(&table(&plan.back.iter().map(|place| &source.entries[*place]).collect::<Vec<_>>()));
    }
    if plan.same > 0 {
        let _ = writeln!(out, "Here already: {}.", plan.same);
    }
    if source.repeated > 0 {
        let _ = writeln!(out, "Repeated in the file, counted once: {}.", source.repeated);
    }
    if plan.future > 0 {
        let _ = writeln!(out, "Left out, dated more than a day in the future: {}.", plan.future);
    }
    left_out(&mut out, source, one);
    if !plan.conflicts.is_empty() {
        let _ = writeln!(
            out,
            "{} something else in your journal. Yours {} kept:",
            count(plan.conflicts.len(), "entry says", "entries say"),
            if plan.conflicts.len() == 1 { "is" } else { "are" }
        );
        for conflict in plan.conflicts.iter().take(NAMED) {
            let _ = writeln!(out, "  {}  {}  {}", conflict.day, conflict.id, group(&conflict.kind));
        }
        more_than(&mut out, plan.conflicts.len());
    }
    out
}

fn left_out(out: &mut String, source: &Source, one: &str) {
    if source.bad.is_empty() {
        return;
    }
    let unit = if source.what == What::Export { one } else { "line" };
    let _ = writeln!(
        out,
        "Left out, cannot be read: {}.",
        count(source.bad.len(), unit, if unit == "line" { "lines" } else { "events" })
    );
    for (line, why) in source.bad.iter().take(NAMED) {
        let _ = writeln!(out, "  {unit} {line} {}.", output::harmless(why));
    }
    more_than(out, source.bad.len());
}

fn more_than(out: &mut String, number: usize) {
    if number > NAMED {
        let _ = writeln!(out, "  and {} more", number - NAMED);
    }
}

/// By kind: how many, from which day to which; then by month.
fn table(entries: &[&Entry]) -> String {
    let mut kinds: BTreeMap<&'static str, (usize, NaiveDate, NaiveDate)> = BTreeMap::new();
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let day = entry.ts.date_naive();
        let (number, first, last) = kinds.entry(group(&entry.kind)).or_insert((0, day, day));
        (*number, *first, *last) = (*number + 1, (*first).min(day), (*last).max(day));
        *months.entry(day.format("%Y-%m").to_string()).or_default() += 1;
    }
    let mut out = String::new();
    for (kind, (number, first, last)) in kinds {
        let days = if first == last { first.to_string() } else { format!("{first} to {last}") };
        let _ = writeln!(out, "  {number:>6}  {kind:<34} {days}");
    }
    if months.len() > 1 {
        let most = 24;
        let skipped = months.len().saturating_sub(most);
        let told: Vec<String> =
            months.iter().skip(skipped).map(|(month, number)| format!("{month}: {number}")).collect();
        let before: usize = months.values().take(skipped).sum();
        let earlier = if skipped > 0 { format!("earlier: {before}, ") } else { String::new() };
        let _ = writeln!(out, "  by month  {earlier}{}", told.join(", "));
    }
    out
}

/// A kind of entry in words.
fn group(kind: &str) -> &'static str {
    match kind {
        "pain.rated" => "pain scores",
        "effort.rated" | "items.within_limit" => "effort scores",
        "session.started" => "sessions",
        "walk.done" => "walks",
        "screen.answered" => "answers of the safety check",
        "screen.decided" => "results of the safety check",
        "flag.raised" => "flags of the safety check",
        "flag.cleared" => "a clinician's word on a flag",
        "correct" | "retract" => "corrections",
        "stop.pressed" | "ouch.noted" | "signs.noted" | "session.followed_up" => {
            "what was wrong, or followed"
        }
        other if !Event::KINDS.contains(&other) => "of a kind this supple does not know",
        other if ["session.", "item.", "hold.", "reps.", "minutes."].iter().any(|s| other.starts_with(s)) => {
            "parts of sessions"
        }
        _ => "other answers and settings",
    }
}

fn undo_preview(loaded: &Loaded, last: &Import) -> String {
    let hidden = imported::hidden(&loaded.entries);
    let ids: std::collections::HashSet<&str> = last.ids.iter().map(String::as_str).collect();
    let theirs: Vec<&Entry> = loaded
        .entries
        .iter()
        .filter(|entry| ids.contains(entry.id.as_str()) && !hidden.contains(entry.id.as_str()))
        .collect();
    format!(
        "The last import is of {}, from {}: {} would no longer count. The lines stay in the journal.\n{}",
        last.ts.format("%Y-%m-%d %H:%M"),
        output::harmless(&last.source),
        count(theirs.len(), "entry", "entries"),
        table(&theirs)
    )
}

/// A copy of the journal that lies beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// What to say of it.
    pub text: String,
    /// It has entries that the journal has not, or cannot be read.
    pub matters: bool,
}

/// The second copies in the data folder, each with what to do about it. They are only looked at. `ours` reads
/// the journal's own entries, where there is anything to compare them with.
pub fn second_copies(
    paths: &Paths,
    ours: &dyn Fn() -> Option<Loaded>,
    now: DateTime<FixedOffset>,
) -> Vec<Beside> {
    let found = copies::found(&paths.data);
    if found.is_empty() {
        return Vec::new();
    }
    let Some(ours) = ours() else { return Vec::new() };
    found.iter().map(|path| told_of(path, &ours.entries, now)).collect()
}

fn told_of(path: &Path, ours: &[Entry], now: DateTime<FixedOffset>) -> Beside {
    let shown = output::harmless(&path.display().to_string());
    let read = store::read_source(path, MAX_SOURCE).map_err(|error| refusal("it", &error));
    let found = read.and_then(|bytes| source::understand(&bytes, now.date_naive()));
    match found.map(|source| plan(ours, &source.entries, now)) {
        Ok(plan) if plan.is_empty() => Beside {
            text: format!(
                "A second copy of your journal lies beside it, {shown}. It has nothing that yours has not: you may \
                 delete it. `supple merge` marks it as merged."
            ),
            matters: false,
        },
        Ok(plan) => Beside {
            text: format!(
                "A second copy of your journal lies beside it, {shown}, with {} that yours has not. To see them and \
                 take them over: supple merge '{}'",
                count(plan.add.len() + plan.back.len(), "entry", "entries"),
                shown.replace('\'', "'\\''")
            ),
            matters: true,
        },
        Err(why) => Beside {
            text: format!(
                "A second copy of your journal lies beside it, {shown}, and it cannot be read: {why}"
            ),
            matters: true,
        },
    }
}
