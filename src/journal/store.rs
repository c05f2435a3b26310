//! The only file that opens the journal. It reads, and it adds lines; it never renames, shortens,
//! deletes or overwrites.

use chrono::{DateTime, FixedOffset};
use std::collections::HashSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::device::{Device, Mark};
use super::error::{Notice, StoreError, cause};
use super::files::{self, Identity, identity};
use super::id::{EventId, random_hex};
use super::line::{Decoded, Entry, Head, decode, encode_text};
use super::reader::{Loaded, read};
use super::sabotage::{Mutant, on};

/// The longest wait for another supple, in all.
pub const LOCK_WAIT: Duration = Duration::from_secs(2);
/// How often the lock is tried.
const LOCK_POLL: Duration = Duration::from_millis(10);
/// How often we follow a journal that is replaced while we open or write it.
const MAX_CHASE: usize = 20;
/// No journal is this large: a lifetime is about 100 MiB.
const MAX_FILE: u64 = 1024 * 1024 * 1024;

/// Where things are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The journal itself.
    pub journal: PathBuf,
    /// Where cut-off tails are copied to.
    pub damaged: PathBuf,
    /// The state folder of this machine.
    pub state: PathBuf,
}

impl Places {
    /// The usual names in a data folder and a state folder.
    pub fn new(data: &Path, state: &Path) -> Self {
        Self { journal: data.join("journal.jsonl"), damaged: data.join("damaged"), state: state.to_owned() }
    }
}

/// What to do when a journal that was there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMissing {
    /// Stop with [`StoreError::Missing`], so that the person is asked.
    Ask,
    /// The person was asked and wants to begin anew.
    BeginAnew,
}

/// Entries that this machine wrote and that are no longer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shrunk {
    /// How many.
    pub entries: u64,
}

/// A journal, read and ready.
#[derive(Debug)]
pub struct Opened {
    /// For adding lines.
    pub store: Store,
    /// What is in it.
    pub loaded: Loaded,
    /// There is no journal yet; the first line will make it.
    pub is_new: bool,
    /// Entries of ours are gone. Ask once, then [`Store::accept_shrunk`] if that is as wanted.
    pub shrunk: Option<Shrunk>,
    /// What the person should know.
    pub notices: Vec<Notice>,
}

/// An event on its way to the disk.
#[derive(Debug, Clone)]
pub struct Pending {
    /// Its name.
    pub id: EventId,
    /// When.
    pub ts: DateTime<FixedOffset>,
    /// Kind of event.
    pub kind: String,
    /// See [`Entry::must`].
    pub must: bool,
    /// The body as JSON, checked by [`super::line::body_text`].
    pub body: String,
    /// Number and line, from the first try that may have reached the disk on.
    pub line: Option<(u64, String)>,
}

impl Pending {
    /// The line with this number, newline included.
    pub fn encode(&self, dev: &str, n: u64) -> String {
        let head = Head { id: self.id.as_str(), dev, n, ts: self.ts, kind: &self.kind, must: self.must };
        encode_text(&head, &self.body)
    }
}

/// A line that is on the disk.
#[derive(Debug)]
pub struct Appended {
    /// The number it got.
    pub n: u64,
    /// Entries that others added since we last looked. May hold some that are known already.
    pub others: Vec<Entry>,
    /// What the person should know.
    pub notices: Vec<Notice>,
}

/// Adds lines to the journal.
#[derive(Debug)]
pub struct Store {
    places: Places,
    device: Device,
    /// Who we are; `None` if it could not be found out.
    user: Option<u32>,
    /// The file as we left it.
    left: Option<(Identity, u64)>,
    /// The file whose name is known to be on the disk.
    rooted: Option<Identity>,
    mark: Mark,
    /// How many of the entries in `mark` are known to be gone, with nobody having said "so be it".
    gone: u64,
    /// Id and line of everything acknowledged in this run.
    acknowledged: Vec<(String, String)>,
    told_no_locks: bool,
    told_no_state: bool,
}

/// The journal, open and locked; letting go unlocks it.
struct Held {
    file: File,
    id: Identity,
    length: u64,
}

/// Reads the journal without a thought of writing: `None` if there is none.
///
/// # Errors
/// When it is no regular file, too large, or cannot be read.
pub fn look(path: &Path) -> Result<Option<Loaded>, StoreError> {
    Ok(read_bytes(path)?.map(|(bytes, _)| read(&bytes)))
}

/// Mode of the journal, as `stat` gives it, for [`super::check::check_mode`].
pub fn mode(path: &Path) -> Option<u32> {
    std::fs::metadata(path).ok().map(|meta| meta.mode())
}

fn read_bytes(path: &Path) -> Result<Option<(Vec<u8>, std::fs::Metadata)>, StoreError> {
    let file = match OpenOptions::new().read(true).custom_flags(files::DO_NOT_WAIT).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::io("open", path)(error)),
    };
    let meta = file.metadata().map_err(StoreError::io("look at", path))?;
    if let Some(what) = files::odd_kind(&meta) {
        return Err(StoreError::NotAFile { path: path.to_owned(), what });
    }
    let mut bytes = Vec::with_capacity(meta.len().min(MAX_FILE) as usize + 1);
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(StoreError::io("read", path))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(StoreError::TooLarge { path: path.to_owned(), limit: MAX_FILE });
    }
    Ok(Some((bytes, meta)))
}

impl Store {
    /// Reads the journal and gets ready to add to it. Makes nothing but the state folder.
    ///
    /// # Errors
    /// [`StoreError::Missing`] must be put to the person; all others mean "look only".
    pub fn open(places: Places, if_missing: IfMissing) -> Result<Opened, StoreError> {
        let mut notices = Vec::new();
        let (device, no_state) = Device::open(&places.state)?;
        if let Some(error) = &no_state {
            let cause = format!("{}: {}", places.state.display(), cause(error));
            notices.push(Notice::NoState { cause });
        }
        let user = files::our_user(&places.state).ok();
        let known = device.mark();
        let (loaded, left) = match read_bytes(&places.journal)? {
            Some((bytes, meta)) => {
                check_access(&places.journal, &meta, user)?;
                if meta.mode() & 0o077 != 0 {
                    notices.push(Notice::WideMode { mode: meta.mode() & 0o7777 });
                }
                (Some(read(&bytes)), Some((identity(&meta), bytes.len() as u64)))
            }
            None => (None, None),
        };
        let is_new = loaded.is_none();
        if is_new
            && if_missing == IfMissing::Ask
            && let Some(mark) = known.as_ref().filter(|mark| mark.bytes > 0)
        {
            return Err(StoreError::Missing { path: places.journal, entries: mark.entries });
        }
        let loaded = loaded.unwrap_or_default();
        let (last, entries) = loaded.numbers_of(device.id());
        let before = known.unwrap_or_default();
        let gone = if is_new { 0 } else { before.entries.saturating_sub(entries) };
        let shrunk = (gone > 0).then_some(Shrunk { entries: gone });
        let mark = Mark {
            dev: device.id().to_owned(),
            n: last.max(before.n),
            entries: entries + gone,
            bytes: loaded.bytes as u64,
        };
        let store = Self {
            places,
            device,
            user,
            left,
            rooted: None,
            mark,
            gone,
            acknowledged: Vec::new(),
            told_no_locks: false,
            told_no_state: no_state.is_some(),
        };
        Ok(Opened { store, loaded, is_new, shrunk, notices })
    }

    /// The name of this machine in the journal.
    pub fn device(&self) -> &str {
        self.device.id()
    }

    /// The last number that an entry of this machine got.
    pub fn last_number(&self) -> u64 {
        self.mark.n
    }

    /// The person knows that entries are gone: do not ask again.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn accept_shrunk(&mut self) -> Result<(), StoreError> {
        self.mark.entries = self.mark.entries.saturating_sub(self.gone);
        self.gone = 0;
        self.device.keep_mark(&self.mark, true).map_err(StoreError::io("write in", &self.places.state))
    }

    /// Adds one line. When this returns, the line is on the disk and in the file that has the
    /// journal's name. Entries get their number here, under the lock, so that two terminals never give
    /// the same one.
    ///
    /// # Errors
    /// Nothing may be told as saved then. Calling again with the same `item` writes it again under
    /// the same id, which does no harm.
    pub fn append(&mut self, item: &mut Pending) -> Result<Appended, StoreError> {
        match self.try_append(item) {
            Err(_) if on(Mutant::ErrorsIgnored) => {
                Ok(Appended { n: 0, others: Vec::new(), notices: Vec::new() })
            }
            result => result,
        }
    }

    fn try_append(&mut self, item: &mut Pending) -> Result<Appended, StoreError> {
        let mut notices = Vec::new();
        let mut others = Vec::new();
        for _ in 0..MAX_CHASE {
            let mut held = self.hold(&mut notices)?;
            others.append(&mut self.catch_up(&mut held, item.id.as_str(), &mut notices)?);
            self.seal(&mut held, item.id.as_str(), &mut notices)?;
            let (n, line) = match item.line.clone() {
                Some(numbered) => numbered,
                None => {
                    let n = self.mark.n.saturating_add(1);
                    (n, item.encode(self.device.id(), n))
                }
            };
            if let Err((begun, error)) = write_once(&held.file, line.as_bytes()) {
                if begun {
                    // Part of it is there: the next try must say the same, under the same number.
                    item.line = Some((n, line));
                }
                return Err(StoreError::io("write to", &self.places.journal)(error));
            }
            item.line = Some((n, line.clone()));
            held.length += line.len() as u64;
            self.flush(&held)?;
            self.left = Some((held.id, held.length));
            if self.is_replaced(held.id)? {
                continue; // The line went to a file that has lost its name: once more.
            }
            self.mark.n = self.mark.n.max(n);
            self.mark.entries += 1;
            self.mark.bytes = held.length;
            let first = self.acknowledged.is_empty();
            self.acknowledged.push((item.id.as_str().to_owned(), line));
            self.keep_mark(first, &mut notices);
            return Ok(Appended { n, others, notices });
        }
        Err(StoreError::KeepsChanging { path: self.places.journal.clone() })
    }

    /// Looks once more that everything acknowledged in this run is in the file, and writes what is
    /// not. For the end of a session.
    ///
    /// # Errors
    /// When that cannot be done; what is missing stays known, so it can be called again.
    pub fn close(&mut self) -> Result<Vec<Notice>, StoreError> {
        let mut notices = Vec::new();
        if self.acknowledged.is_empty() || on(Mutant::NoInodeCheck) {
            return Ok(notices);
        }
        for _ in 0..MAX_CHASE {
            let mut held = self.hold(&mut notices)?;
            self.heal(&mut held, "", &mut notices)?;
            self.left = Some((held.id, held.length));
            if self.is_replaced(held.id)? {
                continue;
            }
            self.mark.bytes = held.length;
            self.keep_mark(true, &mut notices);
            return Ok(notices);
        }
        Err(StoreError::KeepsChanging { path: self.places.journal.clone() })
    }

    /// The lines of this run that are on the disk, oldest first.
    pub fn acknowledged(&self) -> impl Iterator<Item = &str> {
        self.acknowledged.iter().map(|(_, line)| line.as_str())
    }

    /// Opens the journal by its name and locks it, and makes sure that it is still the one with the
    /// name once the lock is ours.
    fn hold(&mut self, notices: &mut Vec<Notice>) -> Result<Held, StoreError> {
        let path = self.places.journal.clone();
        let until = Instant::now() + LOCK_WAIT;
        if let Some(dir) = path.parent() {
            files::make_dir(dir).map_err(StoreError::io("make the folder", dir))?;
        }
        for _ in 0..MAX_CHASE {
            let file = OpenOptions::new()
                .read(true)
                .append(true)
                .create(true)
                .mode(files::FILE_MODE)
                .custom_flags(files::DO_NOT_WAIT)
                .open(&path)
                .map_err(StoreError::io("open", &path))?;
            let looked = |file: &File| file.metadata().map_err(StoreError::io("look at", &path));
            check_access(&path, &looked(&file)?, self.user)?;
            if !on(Mutant::NoLock) {
                self.lock(&file, until, notices)?;
            }
            let meta = looked(&file)?;
            let id = identity(&meta);
            if !self.is_replaced(id)? {
                return Ok(Held { file, id, length: meta.len() });
            }
        }
        Err(StoreError::KeepsChanging { path })
    }

    fn lock(&mut self, file: &File, until: Instant, notices: &mut Vec<Notice>) -> Result<(), StoreError> {
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(()),
                Err(TryLockError::WouldBlock) if Instant::now() >= until => {
                    return Err(StoreError::Busy { path: self.places.journal.clone() });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_POLL),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                // No locks here (a network folder, say): one write with O_APPEND still does not mix
                // with another on a local disk.
                Err(TryLockError::Error(error)) => {
                    if !self.told_no_locks {
                        self.told_no_locks = true;
                        notices.push(Notice::NoLocks { cause: cause(&error) });
                    }
                    return Ok(());
                }
            }
        }
    }

    /// Does the journal's name belong to another file by now, or to none?
    fn is_replaced(&self, ours: Identity) -> Result<bool, StoreError> {
        if on(Mutant::NoInodeCheck) {
            return Ok(false);
        }
        match std::fs::metadata(&self.places.journal) {
            Ok(meta) => Ok(identity(&meta) != ours),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(StoreError::io("look at", &self.places.journal)(error)),
        }
    }

    /// Reads what came in since we last looked, but for the entry `own`; if the file is another one or
    /// has become shorter, puts back what we had saved.
    fn catch_up(
        &mut self,
        held: &mut Held,
        own: &str,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut entries = match self.left {
            Some((id, length)) if id == held.id && length == held.length => return Ok(Vec::new()),
            Some((id, length)) if id == held.id && length < held.length => {
                self.read_others(held, length, own)?
            }
            None => self.read_others(held, 0, own)?,
            Some(_) if on(Mutant::NoInodeCheck) => Vec::new(),
            Some(_) => self.heal(held, own, notices)?,
        };
        self.left = Some((held.id, held.length));
        entries.retain(|entry| entry.id != own);
        Ok(entries)
    }

    /// Reads the entries that others added, counting those that another terminal of this machine did.
    fn read_others(&mut self, held: &Held, from: u64, own: &str) -> Result<Vec<Entry>, StoreError> {
        let entries = read(&self.read_from(held, from)?).entries;
        for entry in &entries {
            if entry.dev == self.device.id() && entry.n > self.mark.n && entry.id != own {
                self.mark.n = entry.n;
                self.mark.entries += 1;
            }
        }
        Ok(entries)
    }

    /// Adds the lines of this run that the file does not have. Gives the entries of others; `own` is on
    /// its way and not counted, should a part of it be there.
    fn heal(
        &mut self,
        held: &mut Held,
        own: &str,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Entry>, StoreError> {
        let loaded = read(&self.read_from(held, 0)?);
        let there: HashSet<&str> = loaded.entries.iter().map(|entry| entry.id.as_str()).collect();
        let there_own = there.contains(own);
        let missing = |(id, _): &&(String, String)| !there.contains(id.as_str());
        let missing: Vec<String> =
            self.acknowledged.iter().filter(missing).map(|(_, line)| line.clone()).collect();
        if !missing.is_empty() {
            let text = missing.concat();
            self.seal(held, "healing", notices)?;
            write_once(&held.file, text.as_bytes())
                .map_err(|(_, error)| StoreError::io("write to", &self.places.journal)(error))?;
            held.length += text.len() as u64;
            self.flush(held)?;
            notices.push(Notice::Healed { lines: missing.len() });
        }
        let (last, present) = loaded.numbers_of(self.device.id());
        let present = present + missing.len() as u64;
        let present = present.saturating_sub(u64::from(there_own));
        let expected = self.mark.entries.saturating_sub(self.gone);
        if present < expected {
            // Older ones than this run's. They stay in the mark, so that the next start asks.
            self.gone += expected - present;
            notices.push(Notice::OlderGone { entries: expected - present });
        } else {
            self.mark.entries = present + self.gone;
        }
        self.mark.n = self.mark.n.max(last);
        let ours: HashSet<&str> = self.acknowledged.iter().map(|(id, _)| id.as_str()).collect();
        Ok(loaded.entries.into_iter().filter(|entry| !ours.contains(entry.id.as_str())).collect())
    }

    /// Closes a torn tail with a line break, so that the next line stands by itself. Nothing is taken
    /// away; a copy of the tail is kept where it is easy to find.
    fn seal(&mut self, held: &mut Held, name: &str, notices: &mut Vec<Notice>) -> Result<(), StoreError> {
        if held.length == 0 || on(Mutant::NoTailSeal) {
            return Ok(());
        }
        let path = self.places.journal.clone();
        if self.read_from(held, held.length - 1)? == b"\n" {
            return Ok(());
        }
        let tail = self.read_tail(held)?;
        if !matches!(decode(&tail, false), Decoded::Whole(_) | Decoded::Blank) {
            // The copy is a convenience (the tail stays in the journal): a full disk must not stop us.
            let copy = self.places.damaged.join(format!("{name}-{}-tail.txt", random_hex(4)?));
            let kept = files::make_dir(&self.places.damaged)
                .and_then(|()| files::write_new(&copy, &tail))
                .and_then(|()| files::sync_dir(&self.places.damaged));
            notices.push(Notice::TailSetAside { bytes: tail.len(), copy: kept.is_ok().then_some(copy) });
        }
        write_once(&held.file, b"\n").map_err(|(_, error)| StoreError::io("write to", &path)(error))?;
        held.length += 1;
        Ok(())
    }

    fn read_from(&self, held: &Held, from: u64) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        let mut file = &held.file;
        file.seek(SeekFrom::Start(from))
            .and_then(|_| file.take(MAX_FILE).read_to_end(&mut bytes))
            .map_err(StoreError::io("read", &self.places.journal))?;
        Ok(bytes)
    }

    /// Everything after the last line break.
    fn read_tail(&self, held: &Held) -> Result<Vec<u8>, StoreError> {
        let mut span = 4096;
        loop {
            let from = held.length.saturating_sub(span);
            let bytes = self.read_from(held, from)?;
            if let Some(at) = bytes.iter().rposition(|byte| *byte == b'\n') {
                return Ok(bytes[at + 1..].to_vec());
            }
            if from == 0 {
                return Ok(bytes);
            }
            span *= 4;
        }
    }

    /// Waits until the disk has it: the content always, the name once per file.
    fn flush(&mut self, held: &Held) -> Result<(), StoreError> {
        let path = &self.places.journal;
        if on(Mutant::NoSync) {
            return Ok(());
        }
        if self.rooted == Some(held.id) {
            return held.file.sync_data().map_err(StoreError::io("save to disk", path));
        }
        held.file.sync_all().map_err(StoreError::io("save to disk", path))?;
        // Through a link, the name that must last is the one at its end.
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        if let Some(dir) = real.parent().filter(|_| !on(Mutant::NoDirSync)) {
            files::sync_dir(dir).map_err(StoreError::io("save to disk", dir))?;
        }
        self.rooted = Some(held.id);
        Ok(())
    }

    fn keep_mark(&mut self, flush: bool, notices: &mut Vec<Notice>) {
        if let Err(error) = self.device.keep_mark(&self.mark, flush)
            && !self.told_no_state
        {
            self.told_no_state = true;
            let cause = format!("{}: {}", self.places.state.display(), cause(&error));
            notices.push(Notice::NoState { cause });
        }
    }
}

fn check_access(path: &Path, meta: &std::fs::Metadata, user: Option<u32>) -> Result<(), StoreError> {
    let path = path.to_owned();
    if let Some(what) = files::odd_kind(meta) {
        return Err(StoreError::NotAFile { path, what });
    }
    if let Some(us) = user.filter(|us| *us != meta.uid()) {
        return Err(StoreError::NotOurs { path, owner: meta.uid(), us });
    }
    if meta.mode() & 0o022 != 0 {
        return Err(StoreError::OpenToOthers { path, mode: meta.mode() & 0o7777 });
    }
    Ok(())
}

/// One `write`; the rest after a short one. The error says whether anything was written before it.
fn write_once(mut file: &File, bytes: &[u8]) -> Result<(), (bool, io::Error)> {
    let mut done = 0;
    while done < bytes.len() {
        match file.write(&bytes[done..]) {
            Ok(0) => return Err((done > 0, io::ErrorKind::WriteZero.into())),
            Ok(written) => done += written,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err((done > 0, error)),
        }
    }
    Ok(())
}
