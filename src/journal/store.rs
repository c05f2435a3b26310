//! The append protocol: what has to happen around one line so that "saved" is true. How the file
//! itself is touched is in `file`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use self::beside::Beside;
use super::device::{Device, Mark};
use super::error::{Notice, StoreError, cause};
use super::file::{self, Held};
use super::files::{self, Identity};
use super::id::random_hex;
use super::line::{Decoded, Entry, decode};
use super::reader::{Loaded, read};
use super::rescue::Rescue;
use super::sabotage::{Mutant, on};
use super::several;

mod after;
mod beside;

pub use after::{Spare, barred, leave_in_copies, look_with, rescued, spare};

pub use super::file::{LOCK_WAIT, look, look_quickly, make_private, mode, read_source};
pub use super::parcel::{Appended, IfMissing, Opened, Pending, Places, Shrunk};

/// How often we follow a journal that is replaced while we open or write it.
const MAX_CHASE: usize = 20;

/// Adds lines to the journal.
#[derive(Debug)]
pub struct Store {
    places: Places,
    /// The file that is added to: the journal, or the one that this computer has of its own.
    path: PathBuf,
    device: Device,
    /// Who we are; `None` if it could not be found out.
    user: Option<u32>,
    /// The file as we left it.
    left: Option<(Identity, u64)>,
    /// The other files of the journal, as far as they are known.
    beside: Beside,
    /// The file whose name is known to be on the disk.
    rooted: Option<Identity>,
    mark: Mark,
    /// How many of the entries in `mark` are known to be gone, with nobody having said "so be it".
    gone: u64,
    /// Id and line of everything acknowledged in this run.
    acknowledged: Vec<(String, String)>,
    /// What to tell with the next line that is saved.
    others: Vec<Entry>,
    notices: Vec<Notice>,
    told_no_locks: bool,
    told_no_state: bool,
    /// Ids of lines that were written without the disk having said that it has them. They are written
    /// again: a second flush may say yes to pages that the first one lost.
    doubt: HashSet<String>,
    rescue: Rescue,
}

impl Store {
    /// Reads the journal and gets ready to add to it. Makes nothing but the state folder.
    ///
    /// # Errors
    /// [`StoreError::Missing`] must be put to the person; all others mean "look only".
    pub fn open(places: Places, if_missing: IfMissing) -> Result<Opened, StoreError> {
        Self::open_as(places, if_missing, false)
    }

    /// The same for the journal of another user, which is only looked at: every [`Store::append`] fails.
    ///
    /// # Errors
    /// As [`Store::open`], but for [`StoreError::NotOurs`].
    pub fn open_of_another(places: Places) -> Result<Opened, StoreError> {
        Self::open_as(places, IfMissing::Ask, true)
    }

    fn open_as(places: Places, if_missing: IfMissing, of_another: bool) -> Result<Opened, StoreError> {
        let mut notices = Vec::new();
        let (device, no_state) = Device::open(&places.state)?;
        if let Some(error) = &no_state {
            let cause = format!("{}: {}", places.state.display(), cause(error));
            notices.push(Notice::NoState { cause });
        }
        let user = after::user(&places);
        let known = device.mark();
        let path = places.written_by(device.is_kept().then(|| device.id()));
        let (past, files) = several::past(&places.journal)?
            .map_or((None, Vec::new()), |found| (Some(found.past), found.files));
        for one in files.iter().filter(|_| !of_another) {
            file::check_access(&one.path, one.mode, one.owner, user)?;
        }
        let modes = files.iter().fold(0, |modes, file| modes | file.mode) & 0o7777;
        let told = known.as_ref().and_then(|mark| mark.told_mode);
        let wide = (modes & 0o077 != 0 && !of_another).then_some(modes);
        if wide.is_some() && wide != told {
            notices.push(Notice::WideMode { mode: modes });
        }
        let left = files.iter().find(|file| file.path == path).map(|file| (file.id, file.length));
        let beside = Beside::of(&files, &path);
        let is_new = past.is_none();
        if is_new
            && if_missing == IfMissing::Ask
            && let Some(mark) = known.as_ref().filter(|mark| mark.bytes > 0)
        {
            return Err(StoreError::Missing { path: places.journal, entries: mark.entries });
        }
        let past = past.unwrap_or_default();
        let (last, entries) = past.numbers_of(device.id());
        let before = known.unwrap_or_default();
        let gone = if is_new { 0 } else { before.entries.saturating_sub(entries) };
        let shrunk = (gone > 0).then_some(Shrunk { entries: gone });
        let mark = Mark {
            dev: device.id().to_owned(),
            n: last.max(before.n),
            entries: entries + gone,
            // What another file has says as well that there is a journal.
            bytes: left.map_or_else(|| files.iter().map(|file| file.length).sum(), |(_, length)| length),
            file: file_of(&path, &places),
            told_mode: wide,
            forgotten: before.forgotten,
        };
        let begins = left.is_none();
        let store = Self {
            places,
            path,
            device,
            user,
            left,
            beside,
            rooted: None,
            mark,
            gone,
            acknowledged: Vec::new(),
            others: Vec::new(),
            notices: Vec::new(),
            told_no_locks: false,
            told_no_state: no_state.is_some(),
            doubt: HashSet::new(),
            rescue: Rescue::default(),
        };
        Ok(Opened { store, past, is_new, begins, shrunk, barred: None, notices })
    }

    /// Where it is: the first of its files.
    pub(super) fn journal(&self) -> &Path {
        &self.places.journal
    }

    /// The file that is added to.
    pub fn path(&self) -> &Path {
        &self.path
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
        let mut result = self.try_append(item);
        if result.as_ref().is_err_and(StoreError::is_full) && self.free_reserve() {
            result = self.try_append(item);
        }
        match result {
            Err(_) if on(Mutant::ErrorsIgnored) => {
                Ok(Appended { n: 0, others: Vec::new(), notices: Vec::new() })
            }
            result => result,
        }
    }

    fn try_append(&mut self, item: &mut Pending) -> Result<Appended, StoreError> {
        for _ in 0..MAX_CHASE {
            let mut held = self.hold()?;
            self.catch_up(&mut held, item.id.as_str())?;
            self.seal(&mut held, item.id.as_str())?;
            let (n, line) = item.line.clone().unwrap_or_else(|| {
                let n = self.mark.n.saturating_add(1);
                (n, item.encode(self.device.id(), n))
            });
            if let Err((begun, error)) = held.write(line.as_bytes()) {
                if begun {
                    // Part of it is there: the next try must say the same, under the same number.
                    item.line = Some((n, line));
                }
                return Err(StoreError::io("write to", &self.path)(error));
            }
            item.line = Some((n, line.clone()));
            self.flush(&held)?;
            self.left = Some((held.id, held.length));
            if self.is_replaced(&held)? {
                continue; // The line went to a file that has lost its name: once more.
            }
            self.mark.n = self.mark.n.max(n);
            self.mark.entries += 1;
            self.mark.bytes = held.length;
            let first = self.acknowledged.is_empty();
            self.acknowledged.push((item.id.as_str().to_owned(), line));
            self.keep_mark(first);
            if first {
                self.keep_reserve();
            }
            let (others, notices) = (std::mem::take(&mut self.others), std::mem::take(&mut self.notices));
            return Ok(Appended { n, others, notices });
        }
        Err(StoreError::KeepsChanging { path: self.path.clone() })
    }

    /// Adds lines that come from another file, and behind them those that keep the books of it, all in
    /// one piece. Lines whose id is there by now are left out; `books` is asked once, with the ids of
    /// those that are not. When this returns, all of it is on the disk.
    ///
    /// # Errors
    /// Some of the lines may be there then. Doing it again adds the rest.
    pub fn append_all(
        &mut self,
        lines: &[(&Entry, &str)],
        books: impl FnOnce(&[&str]) -> Vec<Pending>,
    ) -> Result<(usize, Vec<Notice>), StoreError> {
        let (mut books, mut pending, mut added) = (Some(books), Vec::new(), 0);
        for _ in 0..MAX_CHASE {
            let mut held = self.hold()?;
            self.catch_up(&mut held, "")?;
            self.seal(&mut held, "import")?;
            let (there, _) = self.all(&held)?;
            let known: HashSet<&str> = there.entries.iter().map(|entry| entry.id.as_str()).collect();
            let missing: Vec<&(&Entry, &str)> = lines
                .iter()
                .filter(|(entry, _)| !known.contains(entry.id.as_str()) || on(Mutant::MergeAddsAll))
                .collect();
            if let Some(books) = books.take() {
                added = missing.len();
                pending = books(&missing.iter().map(|(entry, _)| entry.id.as_str()).collect::<Vec<_>>());
            }
            let ours = missing.iter().filter(|(entry, _)| *entry.dev == *self.device.id());
            let last = ours.map(|(entry, _)| entry.n).max().unwrap_or(0);
            let mut n = self.mark.n.max(there.numbers_of(self.device.id()).0).max(last);
            let mut text: String = missing.iter().map(|(_, line)| *line).collect();
            for item in pending.iter_mut().filter(|item| !known.contains(item.id.as_str())) {
                n = n.saturating_add(1);
                let line = item.encode(self.device.id(), n);
                text.push_str(&line);
                item.line = Some((n, line));
            }
            held.write(text.as_bytes())
                .map_err(|(_, error)| StoreError::io("write to", &self.path)(error))?;
            self.flush(&held)?;
            self.left = Some((held.id, held.length));
            if self.is_replaced(&held)? {
                continue;
            }
            let (there, is_all) = self.all(&held)?;
            let (last, present) = there.numbers_of(self.device.id());
            self.mark.n = self.mark.n.max(last);
            self.mark.entries = self.mark.entries.max(present);
            if is_all {
                self.gone = self.mark.entries - present;
            }
            self.mark.bytes = held.length;
            self.acknowledged
                .extend(lines.iter().map(|(entry, line)| (entry.id.to_string(), (*line).to_owned())));
            let books = pending.into_iter().filter_map(|item| Some((item.id.into(), item.line?.1)));
            self.acknowledged.extend(books);
            self.keep_mark(true);
            return Ok((added, std::mem::take(&mut self.notices)));
        }
        Err(StoreError::KeepsChanging { path: self.path.clone() })
    }

    /// Looks once more that everything acknowledged in this run is in the file, and writes what is
    /// not. For the end of a session.
    ///
    /// # Errors
    /// When that cannot be done; what is missing stays known, so it can be called again.
    pub fn close(&mut self) -> Result<Vec<Notice>, StoreError> {
        if self.acknowledged.is_empty() || on(Mutant::NoInodeCheck) {
            return Ok(std::mem::take(&mut self.notices));
        }
        for _ in 0..MAX_CHASE {
            let mut held = self.hold()?;
            self.heal(&mut held, "")?;
            self.left = Some((held.id, held.length));
            if self.is_replaced(&held)? {
                continue;
            }
            self.mark.bytes = held.length;
            self.keep_mark(true);
            drop(held);
            self.keep_reserve();
            return Ok(std::mem::take(&mut self.notices));
        }
        Err(StoreError::KeepsChanging { path: self.path.clone() })
    }

    /// The lines of this run that are on the disk, oldest first.
    pub fn acknowledged(&self) -> impl Iterator<Item = &str> {
        self.acknowledged.iter().map(|(_, line)| line.as_str())
    }

    /// Opens the journal by its name and locks it, and makes sure that it is still the one with the
    /// name once the lock is ours.
    fn hold(&mut self) -> Result<Held, StoreError> {
        let path = &self.path;
        let until = Instant::now() + LOCK_WAIT;
        if let Some(dir) = path.parent() {
            files::make_dir(dir).map_err(StoreError::io("make the folder", dir))?;
        }
        for _ in 0..MAX_CHASE {
            let (held, no_locks) = Held::open(path, self.user, until)?;
            if let Some(error) = no_locks.filter(|_| !self.told_no_locks) {
                self.told_no_locks = true;
                self.notices.push(Notice::NoLocks { cause: cause(&error) });
            }
            if !self.is_replaced(&held)? {
                return Ok(held);
            }
        }
        Err(StoreError::KeepsChanging { path: path.clone() })
    }

    /// Does the journal's name belong to another file by now, or to none?
    fn is_replaced(&self, held: &Held) -> Result<bool, StoreError> {
        if on(Mutant::NoInodeCheck) {
            return Ok(false);
        }
        Ok(file::who_has_the_name(&self.path)? != Some(held.id))
    }

    /// Reads what came in since we last looked, but for the entry `own`; if the file is another one or
    /// has become shorter, puts back what we had saved.
    fn catch_up(&mut self, held: &mut Held, own: &str) -> Result<(), StoreError> {
        match self.left {
            _ if !self.doubt.is_empty() => self.heal(held, own)?,
            Some((id, length)) if id == held.id && length == held.length => {}
            Some((id, length)) if id == held.id && length < held.length => {
                self.read_others(held, length, own)?;
            }
            None => self.read_others(held, 0, own)?,
            Some(_) if on(Mutant::NoInodeCheck) => {}
            Some(_) => self.heal(held, own)?,
        }
        self.left = Some((held.id, held.length));
        self.look_beside();
        Ok(())
    }

    /// Reads what came into the other files of the journal. Nothing there stands in the way of a line here.
    fn look_beside(&mut self) {
        for entry in self.beside.news(&self.places.journal, &self.path) {
            self.count(&entry);
            self.others.push(entry);
        }
    }

    /// Another terminal of this computer may have written it.
    fn count(&mut self, entry: &Entry) {
        if *entry.dev == *self.device.id() && entry.n > self.mark.n {
            self.mark.n = entry.n;
            self.mark.entries += 1;
        }
    }

    /// Reads the entries that others added, counting those that another terminal of this machine did.
    fn read_others(&mut self, held: &Held, from: u64, own: &str) -> Result<(), StoreError> {
        for entry in read(&self.read_from(held, from)?).entries {
            if entry.id == own {
                continue;
            }
            self.count(&entry);
            self.others.push(entry);
        }
        Ok(())
    }

    /// Adds the lines of this run that the file does not have, and reads the entries of others. `own`
    /// is on its way and not counted, should it be there already.
    fn heal(&mut self, held: &mut Held, own: &str) -> Result<(), StoreError> {
        let (loaded, is_all) = self.all(held)?;
        let there: HashSet<&str> = loaded.entries.iter().map(|entry| entry.id.as_str()).collect();
        let mut missing = (0, String::new());
        let mut ids = Vec::new();
        for (id, line) in &self.acknowledged {
            if !there.contains(id.as_str()) || self.doubt.contains(id) {
                missing.0 += usize::from(!there.contains(id.as_str()));
                missing.1.push_str(line);
                ids.push(id.clone());
            }
        }
        if !ids.is_empty() {
            self.seal(held, "healing")?;
            self.doubt.extend(ids.into_iter().filter(|_| !on(Mutant::TrustSecondSync)));
            let wrote = held.write(missing.1.as_bytes());
            wrote.map_err(|(_, error)| StoreError::io("write to", &self.path)(error))?;
            self.flush(held)?;
            self.doubt.clear();
            if missing.0 > 0 {
                self.notices.push(Notice::Healed { lines: missing.0 });
            }
        }
        let (last, present) = loaded.numbers_of(self.device.id());
        let present = (present + missing.0 as u64).saturating_sub(u64::from(there.contains(own)));
        let expected = self.mark.entries.saturating_sub(self.gone);
        if !is_all {
            // A file that cannot be read now may have them.
        } else if present < expected {
            // Older ones than this run's. They stay in the mark, so that the next start asks.
            self.gone += expected - present;
            self.notices.push(Notice::OlderGone { entries: expected - present });
        } else {
            self.mark.entries = present + self.gone;
        }
        self.mark.n = self.mark.n.max(last);
        let ours: HashSet<&str> = self.acknowledged.iter().map(|(id, _)| id.as_str()).collect();
        let is_other = |entry: &Entry| entry.id != own && !ours.contains(entry.id.as_str());
        self.others.extend(loaded.entries.into_iter().filter(is_other));
        Ok(())
    }

    /// Closes a torn tail with a line break, so that the next line stands by itself. Nothing is taken
    /// away; a copy of the tail is kept where it is easy to find.
    fn seal(&mut self, held: &mut Held, name: &str) -> Result<(), StoreError> {
        if on(Mutant::NoTailSeal) {
            return Ok(());
        }
        let path = &self.path;
        let tail = held.tail().map_err(StoreError::io("read", path))?;
        if tail.is_empty() {
            return Ok(());
        }
        if !matches!(decode(&tail, false), Decoded::Whole(_) | Decoded::Blank) {
            // The copy is a convenience (the tail stays in the journal): a full disk must not stop us.
            let copy = self.places.damaged.join(format!("{name}-{}-tail.txt", random_hex(4)?));
            let kept = files::make_dir(&self.places.damaged)
                .and_then(|()| files::write_new(&copy, &tail))
                .and_then(|()| files::sync_dir(&self.places.damaged));
            self.notices.push(Notice::TailSetAside { bytes: tail.len(), copy: kept.is_ok().then_some(copy) });
        }
        held.write(b"\n").map_err(|(_, error)| StoreError::io("write to", path)(error))
    }

    /// The entries of this file and of the others, and whether every other one could be read.
    fn all(&self, held: &Held) -> Result<(Loaded, bool), StoreError> {
        let mut loaded = read(&self.read_from(held, 0)?);
        let elsewhere = several::elsewhere(&self.places.journal, &self.path);
        let is_all = elsewhere.is_some();
        loaded.add_more(elsewhere.unwrap_or_default());
        Ok((loaded, is_all))
    }

    fn read_from(&self, held: &Held, from: u64) -> Result<Vec<u8>, StoreError> {
        held.read_from(from).map_err(StoreError::io("read", &self.path))
    }

    /// Waits until the disk has it: the content always, the name once per file.
    fn flush(&mut self, held: &Held) -> Result<(), StoreError> {
        let rooted = self.rooted == Some(held.id);
        held.flush(&self.path, !rooted)?;
        self.rooted = Some(held.id);
        Ok(())
    }

    fn keep_mark(&mut self, flush: bool) {
        if let Err(error) = self.device.keep_mark(&self.mark, flush)
            && !self.told_no_state
        {
            self.told_no_state = true;
            let cause = format!("{}: {}", self.places.state.display(), cause(&error));
            self.notices.push(Notice::NoState { cause });
        }
    }
}

/// The name of the file that is added to, where it is not the usual one.
fn file_of(path: &Path, places: &Places) -> Option<String> {
    let name = path.file_name().filter(|_| path != places.journal)?;
    Some(name.to_string_lossy().into_owned())
}
