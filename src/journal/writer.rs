//! The writer: a thread of its own between the screen and the disk, so that no key ever waits.
//!
//! What is not on the disk yet stays in one queue, oldest first. The thread takes an event off it
//! only when the store has said that it is saved, so nothing is lost even if the thread dies.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::error::{Notice, StoreError};
use super::id::{EventId, IdMaker, NoRandomness, random_hex};
use super::line::{EncodeError, Entry, Head, body_text};
use super::sabotage::{self, Mutant};
use super::store::{Appended, Pending, Store};

/// Something that happened, to be written down.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Kind of event.
    pub kind: String,
    /// The event, an object.
    pub body: Value,
    /// When, as the wall clock stood.
    pub ts: DateTime<FixedOffset>,
    /// See [`Entry::must`].
    pub must: bool,
}

/// News from the writer.
#[derive(Debug)]
pub enum Outcome {
    /// On the disk. Only now may it be shown as saved.
    Saved {
        /// Which.
        id: EventId,
        /// The number it got.
        n: u64,
    },
    /// Not on the disk; kept, and tried again before each later one and on [`Writer::retry`].
    NotSaved {
        /// Which.
        id: EventId,
        /// The cause in a few words: "disk full".
        cause: String,
        /// The whole story: what, where, what to do next.
        text: String,
        /// How many are waiting now.
        unsaved: usize,
        /// The file that keeps it meanwhile, on the disk.
        rescued: Option<PathBuf>,
    },
    /// Entries that another terminal (or a sync) added. May hold some that are known already.
    FromElsewhere(Vec<Entry>),
    /// Something to tell once.
    Notice(Notice),
    /// What was asked for with [`Writer::look`] has been told.
    Looked,
}

/// The writer thread has died. What it had not saved comes back from [`Writer::close`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the part of supple that writes the journal has failed; what is not saved is kept and shown at the end"
)]
pub struct WriterGone;

/// The writer could not be started.
#[derive(Debug, thiserror::Error)]
pub enum CannotStart {
    /// No random numbers.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The system gave no thread.
    #[error("the part of supple that writes the journal could not be started ({0}); nothing was written")]
    NoThread(#[from] std::io::Error),
}

/// What could not be saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} not saved: {cause}", if lines.len() == 1 { "1 answer was".to_owned() } else { format!("{} answers were", lines.len()) })]
pub struct Unsaved {
    /// The lines themselves, oldest first, each with its newline: fit to be put in a file.
    pub lines: Vec<String>,
    /// Why, in words.
    pub cause: String,
    /// The file that keeps all of them until the next start, if one could be made.
    pub rescued: Option<PathBuf>,
}

/// Where the writer puts events: a [`Store`], or in tests something that fails on purpose.
pub trait Sink: Send + 'static {
    /// See [`Store::append`].
    fn append(&mut self, item: &mut Pending) -> Result<Appended, StoreError>;
    /// See [`Store::close`].
    fn close(&mut self) -> Result<Vec<Notice>, StoreError>;
    /// See [`Store::device`].
    fn device(&self) -> &str;
    /// The lines acknowledged so far, for the case that [`Sink::close`] fails.
    fn acknowledged(&self) -> Vec<String>;
    /// Keeps lines that the journal does not take somewhere else. `name` is one that no other file has.
    /// When this returns a path, the disk has them.
    fn rescue(&mut self, _name: &str, _lines: &[String]) -> Option<PathBuf> {
        None
    }
    /// All that was rescued in this run is saved.
    fn all_home(&mut self) {}
    /// See [`Store::others`].
    fn others(&mut self) -> Vec<Entry> {
        Vec::new()
    }
    /// A session is over: makes sure that all of it is there, and keeps a copy of the day.
    fn session_over(&mut self, _day: NaiveDate) -> Vec<Notice> {
        Vec::new()
    }
}

impl Sink for Store {
    fn append(&mut self, item: &mut Pending) -> Result<Appended, StoreError> {
        Store::append(self, item)
    }
    fn close(&mut self) -> Result<Vec<Notice>, StoreError> {
        Store::close(self)
    }
    fn device(&self) -> &str {
        Store::device(self)
    }
    fn acknowledged(&self) -> Vec<String> {
        Store::acknowledged(self).map(str::to_owned).collect()
    }
    fn rescue(&mut self, name: &str, lines: &[String]) -> Option<PathBuf> {
        Store::rescue(self, name, lines)
    }
    fn all_home(&mut self) {
        Store::all_home(self);
    }
    fn others(&mut self) -> Vec<Entry> {
        Store::others(self)
    }
    fn session_over(&mut self, day: NaiveDate) -> Vec<Notice> {
        Store::session_over(self, day)
    }
}

/// The longest wait for a look: a disk that answers does so long before.
const LOOK: Duration = Duration::from_millis(500);

/// The event that ends a session.
const SESSION_OVER: &str = "session.ended";

enum Order {
    /// There is something in the queue.
    Work,
    /// Say what others have written meanwhile.
    Look,
    /// Save what there is, look once more, end.
    Close,
}

type Queue = Arc<Mutex<VecDeque<Pending>>>;

/// A panic elsewhere leaves the queue whole: each change to it is one step.
fn locked(queue: &Queue) -> MutexGuard<'_, VecDeque<Pending>> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hands events to the writer thread.
#[derive(Debug)]
pub struct Writer {
    queue: Queue,
    orders: Sender<Order>,
    news: Receiver<Outcome>,
    thread: Option<JoinHandle<Result<Vec<Notice>, Unsaved>>>,
    ids: RefCell<IdMaker>,
    device: String,
    cause: RefCell<Option<String>>,
}

impl Writer {
    /// Starts the thread.
    ///
    /// # Errors
    /// See [`CannotStart`].
    pub fn spawn<S: Sink>(sink: S) -> Result<Self, CannotStart> {
        let ids = RefCell::new(IdMaker::new()?);
        let queue = Queue::default();
        let device = sink.device().to_owned();
        let (orders, inbox) = channel();
        let (outbox, news) = channel();
        let thread = {
            let queue = Arc::clone(&queue);
            let mutant = sabotage::inherit();
            std::thread::Builder::new().name("journal".to_owned()).spawn(move || {
                mutant();
                Work { sink, queue, outbox, told: 0, rescued: 0, file: None }.run(&inbox)
            })?
        };
        let cause = RefCell::new(None);
        Ok(Self { queue, orders, news, thread: Some(thread), ids, device, cause })
    }

    /// Takes an event over and gives it its name at once. Whether it is saved comes from
    /// [`Writer::try_recv`].
    ///
    /// # Errors
    /// When it cannot become a line at all: a mistake of the program.
    pub fn submit(&self, draft: &Draft) -> Result<EventId, EncodeError> {
        let now = u64::try_from(draft.ts.timestamp_millis()).unwrap_or(0);
        let id = self.ids.borrow_mut().make(now);
        let head = Head {
            id: id.as_str(),
            dev: &self.device,
            n: 0,
            ts: draft.ts,
            kind: &draft.kind,
            must: draft.must,
        };
        let body = body_text(&head, &draft.body)?;
        let (kind, must, ts) = (draft.kind.clone(), draft.must, draft.ts);
        locked(&self.queue).push_back(Pending { id: id.clone(), ts, kind, must, body, line: None });
        self.order(Order::Work);
        Ok(id)
    }

    /// Tries once more what is not saved.
    pub fn retry(&self) {
        self.order(Order::Work);
    }

    /// Asks what other terminals have written since, and gives all news up to the answer. Waits for it, but
    /// not for a disk that does not answer.
    pub fn look(&self) -> Vec<Outcome> {
        self.order(Order::Look);
        let mut heard = Vec::new();
        while let Ok(outcome) = self.news.recv_timeout(LOOK) {
            if matches!(outcome, Outcome::Looked) {
                break;
            }
            heard.push(outcome);
        }
        heard
    }

    /// How many events are not on the disk yet.
    pub fn unsaved(&self) -> usize {
        locked(&self.queue).len()
    }

    /// Gives, from any thread, the lines of the events that are not on the disk yet, oldest first.
    pub fn waiting_lines(&self) -> impl Fn() -> Vec<String> + Send + Sync + 'static {
        let (queue, device) = (Arc::clone(&self.queue), self.device.clone());
        move || lines(&locked(&queue), &device)
    }

    /// The next piece of news, if there is one; never waits.
    ///
    /// # Errors
    /// [`WriterGone`] when the thread has died and all its news has been heard.
    pub fn try_recv(&self) -> Result<Option<Outcome>, WriterGone> {
        match self.news.try_recv() {
            Ok(outcome) => {
                if let Outcome::NotSaved { cause, .. } = &outcome {
                    *self.cause.borrow_mut() = Some(cause.clone());
                }
                Ok(Some(outcome))
            }
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(WriterGone),
        }
    }

    /// Saves what there is, makes sure that everything acknowledged is still in the file, and ends the
    /// thread. Gives what should still be told.
    ///
    /// # Errors
    /// The lines that are not on the disk, and why.
    pub fn close(mut self) -> Result<Vec<Notice>, Unsaved> {
        self.finish()
    }

    fn order(&self, order: Order) {
        // A dead thread is noticed in `try_recv` and `finish`; the queue keeps what it left.
        let _ = self.orders.send(order);
    }

    fn finish(&mut self) -> Result<Vec<Notice>, Unsaved> {
        let Some(thread) = self.thread.take() else { return Ok(Vec::new()) };
        self.order(Order::Close);
        let Ok(result) = thread.join() else {
            let lines = lines(&locked(&self.queue), &self.device);
            // Nothing waiting: everything that was taken over had been saved.
            if lines.is_empty() {
                return Ok(Vec::new());
            }
            let cause = match self.cause.borrow_mut().take() {
                Some(cause) => format!("{WriterGone} (before that: {cause})"),
                None => WriterGone.to_string(),
            };
            return Err(Unsaved { lines, cause, rescued: None });
        };
        let mut notices: Vec<Notice> = Vec::new();
        while let Ok(outcome) = self.news.try_recv() {
            if let Outcome::Notice(notice) = outcome {
                notices.push(notice);
            }
        }
        notices.extend(result?);
        Ok(notices)
    }
}

impl Drop for Writer {
    /// Even on a way out that nobody planned, what was taken over is saved if it can be.
    fn drop(&mut self) {
        let _ = self.finish();
    }
}

/// The lines of what waits. An event that never got a number has 0, as if written by hand.
fn lines(queue: &VecDeque<Pending>, device: &str) -> Vec<String> {
    let line = |item: &Pending| match &item.line {
        Some((_, line)) => line.clone(),
        None => item.encode(device, 0),
    };
    queue.iter().map(line).collect()
}

/// The thread's side.
struct Work<S> {
    sink: S,
    queue: Queue,
    outbox: Sender<Outcome>,
    /// How many at the front of the queue have been told as not saved.
    told: usize,
    /// How many of them are in a rescue file.
    rescued: usize,
    /// The one that took the last of them.
    file: Option<PathBuf>,
}

impl<S: Sink> Work<S> {
    fn run(mut self, inbox: &Receiver<Order>) -> Result<Vec<Notice>, Unsaved> {
        // `recv` without a time limit: nothing here depends on a clock.
        while let Ok(order) = inbox.recv() {
            // One try for all that has come in meanwhile: each may have to wait for a lock.
            let mut orders = vec![order];
            orders.extend(inbox.try_iter());
            let close = orders.iter().any(|order| matches!(order, Order::Close));
            let error = self.save_all().err();
            for _ in orders.iter().filter(|order| matches!(order, Order::Look)) {
                let others = self.sink.others();
                self.tell(Outcome::FromElsewhere(others));
                self.tell(Outcome::Looked);
            }
            if close {
                return self.end(error);
            }
        }
        let error = self.save_all().err();
        self.end(error)
    }

    fn end(mut self, error: Option<StoreError>) -> Result<Vec<Notice>, Unsaved> {
        let closed = self.sink.close();
        let waiting = lines(&locked(&self.queue), self.sink.device());
        match (closed, error) {
            (Ok(notices), _) if waiting.is_empty() => Ok(notices),
            (Ok(_), error) => {
                let cause = error.map_or_else(|| "not known".to_owned(), |error| error.to_string());
                let rescued = self.file.take().filter(|_| self.rescued >= waiting.len());
                Err(Unsaved { lines: waiting, cause, rescued })
            }
            // It could not be made sure that earlier lines are still there: give them back as well,
            // they can be put in twice without harm.
            (Err(error), _) => {
                let mut lines = self.sink.acknowledged();
                lines.extend(waiting);
                let name = random_hex(8).unwrap_or_else(|_| "end".to_owned());
                let rescued = self.sink.rescue(&name, &lines);
                Err(Unsaved { lines, cause: error.to_string(), rescued })
            }
        }
    }

    /// Saves what waits, oldest first, and stops at the first that cannot be saved.
    fn save_all(&mut self) -> Result<(), StoreError> {
        loop {
            let Some(mut item) = locked(&self.queue).front().cloned() else { return Ok(()) };
            sabotage::fail(Mutant::PanicInWriter);
            let early = sabotage::on(Mutant::AckBeforeWrite);
            if early {
                self.tell(Outcome::Saved { id: item.id.clone(), n: 0 });
            }
            // The queue is not locked while the disk is at work.
            match self.sink.append(&mut item) {
                Ok(appended) => {
                    locked(&self.queue).pop_front();
                    self.told = self.told.saturating_sub(1);
                    self.rescued = self.rescued.saturating_sub(1);
                    if !early {
                        self.tell(Outcome::Saved { id: item.id, n: appended.n });
                    }
                    if !appended.others.is_empty() {
                        self.tell(Outcome::FromElsewhere(appended.others));
                    }
                    for notice in appended.notices {
                        self.tell(Outcome::Notice(notice));
                    }
                    if self.file.is_some() && locked(&self.queue).is_empty() {
                        self.file = None;
                        self.sink.all_home();
                    }
                    if item.kind == SESSION_OVER {
                        for notice in self.sink.session_over(item.ts.date_naive()) {
                            self.tell(Outcome::Notice(notice));
                        }
                    }
                }
                Err(error) => {
                    let mut queue = locked(&self.queue);
                    if let Some(front) = queue.front_mut() {
                        *front = item;
                    }
                    let unsaved = queue.len();
                    let new: Vec<EventId> =
                        queue.iter().skip(self.told).map(|item| item.id.clone()).collect();
                    let homeless: VecDeque<Pending> = queue.iter().skip(self.rescued).cloned().collect();
                    drop(queue);
                    self.told = unsaved;
                    if let Some(first) = homeless.front() {
                        let lines = lines(&homeless, self.sink.device());
                        if let Some(file) = self.sink.rescue(first.id.as_str(), &lines) {
                            self.rescued += lines.len();
                            self.file = Some(file);
                        }
                    }
                    let rescued = self.file.clone().filter(|_| self.rescued >= unsaved);
                    for id in new {
                        let (cause, text) = (error.cause(), error.to_string());
                        let rescued = rescued.clone();
                        self.tell(Outcome::NotSaved { id, cause, text, unsaved, rescued });
                    }
                    return Err(error);
                }
            }
        }
    }

    fn tell(&self, outcome: Outcome) {
        // Nobody listening any more is no reason to stop saving.
        let _ = self.outbox.send(outcome);
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
