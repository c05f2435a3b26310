//! Saying something, asking something, and whether what was answered is on the disk.

use std::io;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::edge::{Edge, Heard};
use super::words;
use crate::clock::Now;
use crate::coach::Coach;
use crate::coach::desk::Desk;
use crate::coach::pen::{Pen, RETRY};
use crate::content::config;
use crate::content::config::change::Check;
use crate::content::config::shelf::{InMemory, Shelf};
use crate::cue::Crier;
use crate::cue::hooks::Hooks;
use crate::domain::score::Score;
use crate::journal::book::Book;
use crate::journal::running::Floor;
use crate::journal::writer::Unsaved;
use crate::session::settings::Settings;

/// "Saved" is not said before it is true; so long it is worth waiting for.
const SETTLE: Duration = Duration::from_secs(2);
/// Looks this often whether it is.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// So many answers in a row that fit nothing, from a script: it and the program are not in step.
const LOST: usize = 20;

/// Why it ended.
#[derive(Debug)]
pub enum Gone {
    /// The person left.
    Quit,
    /// What was asked for is done: one session.
    Done,
    /// What was asked for is not to be had: there is no session today.
    No,
    /// No more lines will come.
    End,
    /// A script whose lines fit none of the questions.
    Lost,
    /// Nobody can hear any more.
    Deaf(io::Error),
}

/// What a part of the conversation came to, or why all of it ended.
pub(super) type Said<T> = Result<T, Gone>;

/// The program, line by line.
pub struct Plain {
    /// Content, history and the questions that they answer.
    pub(super) coach: Coach,
    /// This moment.
    pub(super) now: Now,
    /// Pauses of a session, and how it asks.
    pub(super) settings: Settings,
    /// The settings file, and how it is read strictly.
    pub(super) shelf: Box<dyn Shelf>,
    pub(super) check_settings: Check,
    /// Straight to the check-in and the session, then out.
    pub(super) straight: bool,
    /// A session was run: straight there and out again means one.
    pub(super) ran: bool,
    /// Minutes of today's session, when they were chosen.
    pub(super) minutes: Option<i32>,
    /// Cues, and commands around a session.
    pub(super) crier: Crier,
    pub(super) hooks: Hooks,
    pub(super) edge: Box<dyn Edge>,
    pub(super) pen: Pen,
    /// Where a session says that it runs.
    pub(super) floor: Floor,
    /// The person was told that something is not saved.
    warned: bool,
    lost: usize,
}

/// Something to ask.
pub(super) struct Question {
    /// The question; may be empty where everything was said.
    pub(super) text: String,
    /// The answers to choose from, a line each.
    pub(super) lines: Vec<String>,
    /// What is expected, in one sentence.
    pub(super) expect: String,
    /// What `?` explains, before what is expected.
    pub(super) help: String,
}

impl Question {
    /// A question without a list and without help.
    pub(super) fn new(text: impl Into<String>, expect: impl Into<String>) -> Question {
        Question { text: text.into(), lines: Vec::new(), expect: expect.into(), help: String::new() }
    }

    /// With a numbered list.
    pub(super) fn list<T: AsRef<str>>(mut self, lines: impl IntoIterator<Item = T>) -> Question {
        let numbered = lines.into_iter().enumerate();
        self.lines = numbered.map(|(at, line)| format!("{}. {}", at + 1, line.as_ref())).collect();
        self
    }

    /// With an explanation.
    pub(super) fn help(mut self, help: impl Into<String>) -> Question {
        self.help = help.into();
        self
    }
}

impl Plain {
    /// Puts the parts together.
    pub fn new(coach: Coach, book: Box<dyn Book>, mut edge: Box<dyn Edge>, settings: Settings) -> Plain {
        let now = edge.now();
        Plain {
            coach,
            now,
            settings,
            shelf: Box::new(InMemory::default()),
            check_settings: config::parse,
            straight: false,
            ran: false,
            minutes: None,
            crier: Crier::default().line_by_line(),
            hooks: Hooks::default(),
            edge,
            pen: Pen::new(book),
            warned: false,
            floor: Floor::default(),
            lost: 0,
        }
    }

    /// With this settings file, read strictly by `check`; without, changes are forgotten at the end.
    #[must_use]
    pub fn with_settings(mut self, shelf: Box<dyn Shelf>, check: Check) -> Plain {
        self.shelf = shelf;
        self.check_settings = check;
        self
    }

    /// Straight to the check-in and the session, of so many minutes where they are given, then out.
    #[must_use]
    pub fn straight(mut self, minutes: Option<i32>) -> Plain {
        self.straight = true;
        self.minutes = minutes;
        self
    }

    /// Says something before anything is asked: what the journal had to tell. If nobody hears it, the
    /// next question finds out.
    pub fn notice(&mut self, text: &str) {
        let _ = self.tell(text);
    }

    /// Saves what there is. Sentences that should still be told.
    ///
    /// # Errors
    /// The lines that are not on the disk, and why.
    pub fn close(self) -> Result<Vec<String>, Unsaved> {
        self.pen.close()
    }

    /// One line.
    pub(super) fn say(&mut self, line: &str) -> Said<()> {
        self.edge.put(&format!("{}\n", words::plain(line))).map_err(Gone::Deaf)
    }

    /// A text, a sentence a line.
    pub(super) fn tell(&mut self, text: &str) -> Said<()> {
        words::sentences(text).iter().try_for_each(|line| self.say(line))
    }

    /// A new part of the conversation: an empty line, then what it is.
    pub(super) fn title(&mut self, title: &str) -> Said<()> {
        self.edge.put("\n").map_err(Gone::Deaf)?;
        self.say(title)
    }

    /// Looks at the clock and at the journal.
    pub(super) fn look(&mut self) {
        self.now = self.edge.now();
        self.pen.tick(&mut self.coach, self.now.wall, self.now.mono);
    }

    /// The end of a part: says that it is saved once it is, and why not when it is not.
    pub(super) fn saved(&mut self) -> Said<()> {
        self.look();
        let until = self.now.mono + SETTLE;
        while self.pen.keeping.waiting > 0 && self.pen.keeping.trouble.is_none() && self.now.mono < until {
            // Not through the edge: nothing may be read while nothing is asked.
            std::thread::sleep(LOOK_EVERY);
            self.look();
        }
        if self.pen.keeping.trouble.is_some() {
            self.warned = false;
            self.warn()
        } else {
            self.warned = false;
            self.say(if self.pen.keeping.waiting == 0 {
                "Saved."
            } else {
                "Not saved yet. It is on its way."
            })
        }
    }

    /// Says, once, that something cannot be saved, and once that it is.
    pub(super) fn warn(&mut self) -> Said<()> {
        match &self.pen.keeping.trouble {
            Some(cause) if !self.warned => {
                let waiting = self.pen.keeping.waiting;
                let words = format!("Not saved yet: {waiting} lines. {cause}. supple goes on trying.");
                self.warned = true;
                self.tell(&words.replace("..", "."))
            }
            None if self.warned && self.pen.keeping.waiting == 0 => {
                self.warned = false;
                self.say("Saved now.")
            }
            _ => Ok(()),
        }
    }

    /// Prints a question and takes the first answer that fits. `q` leaves and `?` explains, unless the
    /// answers of the question have another meaning for them.
    pub(super) fn ask<T>(&mut self, question: &Question, mut fits: impl FnMut(&str) -> Option<T>) -> Said<T> {
        self.tell(&question.text)?;
        for line in &question.lines {
            self.say(line)?;
        }
        self.choose(question, "Answer: ", &mut fits)
    }

    /// The same where one can go back; `None`: back.
    pub(super) fn ask_or_back<T>(
        &mut self,
        question: &Question,
        mut fits: impl FnMut(&str) -> Option<T>,
    ) -> Said<Option<T>> {
        self.ask(
            question,
            |line| {
                if matches!(line, "b" | "back") { Some(None) } else { fits(line).map(Some) }
            },
        )
    }

    /// The same without the question: it was said already.
    pub(super) fn choose<T>(
        &mut self,
        question: &Question,
        prompt: &str,
        mut fits: impl FnMut(&str) -> Option<T>,
    ) -> Said<T> {
        loop {
            let line = match self.hear(prompt)? {
                Ok(line) => line.to_lowercase(),
                Err(odd) => {
                    self.unfit(odd, &question.expect)?;
                    continue;
                }
            };
            if let Some(answer) = fits(&line) {
                self.lost = 0;
                return Ok(answer);
            }
            match line.as_str() {
                "q" => return Err(Gone::Quit),
                "?" | "help" => {
                    self.tell(&question.help)?;
                    self.tell(&question.expect)?;
                    self.say("q leaves; what you answered is kept.")?;
                }
                _ => {
                    let why = if line.is_empty() { "Nothing was typed." } else { "That is no answer here." };
                    self.unfit(why, &question.expect)?;
                }
            }
        }
    }

    /// A line fitted nothing: says why, and what would fit. A script that goes on so is not in step.
    fn unfit(&mut self, why: &str, expect: &str) -> Said<()> {
        self.lost += 1;
        if self.lost >= LOST && !self.edge.typed() {
            return Err(Gone::Lost);
        }
        self.tell(why)?;
        self.tell(expect)
    }

    /// Prints a question that is answered in words, and takes them as they were typed; nothing typed is an
    /// answer too. `None`: back.
    pub(super) fn ask_words(&mut self, question: &Question) -> Said<Option<String>> {
        self.tell(&question.text)?;
        self.tell(&question.expect)?;
        loop {
            let line = match self.hear("Answer: ")? {
                Ok(line) => line,
                Err(odd) => {
                    self.unfit(odd, &question.expect)?;
                    continue;
                }
            };
            match line.as_str() {
                "q" => return Err(Gone::Quit),
                "b" | "back" => return Ok(None),
                "?" | "help" => {
                    self.tell(&question.help)?;
                    self.tell(&question.expect)?;
                }
                _ => {
                    self.lost = 0;
                    return Ok(Some(line));
                }
            }
        }
    }

    /// The next line, as it was typed, or a sentence why it is none.
    fn hear(&mut self, prompt: &str) -> Said<Result<String, &'static str>> {
        self.warn()?;
        self.edge.put(prompt).map_err(Gone::Deaf)?;
        loop {
            let unsafe_yet = self.pen.keeping.waiting > 0 || self.pen.keeping.trouble.is_some();
            let until = unsafe_yet.then(|| self.now.mono + RETRY);
            let heard = self.edge.answer(until);
            self.look();
            let said = match heard {
                Heard::Line(line) => Ok(line),
                Heard::Odd(why) => Err(why),
                Heard::Time => continue,
                Heard::End => {
                    self.edge.put("\n").map_err(Gone::Deaf)?;
                    return Err(Gone::End);
                }
            };
            if !self.edge.typed() && !prompt.is_empty() {
                self.edge.put("\n").map_err(Gone::Deaf)?;
            }
            return Ok(said);
        }
    }
}

impl Desk for Plain {
    fn coach(&self) -> &Coach {
        &self.coach
    }

    fn moment(&self) -> DateTime<FixedOffset> {
        self.now.wall
    }

    fn hands(&mut self) -> (&mut Coach, &mut Pen) {
        (&mut self.coach, &mut self.pen)
    }
}

/// Yes, no or not sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    Yes,
    No,
    Unsure,
}

/// What a yes or no question expects.
pub(super) const YES_NO: &str = "y: yes. n: no. u: not sure.";
/// What a rating expects.
pub(super) const SCORE: &str = "A number from 0 to 10; t is ten.";

/// Reads a yes, a no, or a not sure.
pub(super) fn yes_no(line: &str) -> Option<Sure> {
    match line {
        "y" | "yes" => Some(Sure::Yes),
        "n" | "no" => Some(Sure::No),
        "u" | "unsure" | "not sure" => Some(Sure::Unsure),
        _ => None,
    }
}

/// Reads a score.
pub(super) fn score(line: &str) -> Option<Score> {
    if line == "t" { Some(Score::TEN) } else { number(line, 10).and_then(Score::new) }
}

/// Reads the number of a line of a list of `lines`: its place, from 0.
pub(super) fn line_of(line: &str, lines: usize) -> Option<usize> {
    number::<usize>(line, lines)?.checked_sub(1)
}

/// Reads a whole number of digits alone, at most `most`.
pub(super) fn number<T: std::str::FromStr + PartialOrd + Copy>(line: &str, most: T) -> Option<T> {
    let digits = !line.is_empty() && line.len() <= 6 && line.bytes().all(|byte| byte.is_ascii_digit());
    line.parse().ok().filter(|number| digits && *number <= most)
}

/// Reads "b".
pub(super) fn is_back(line: &str) -> bool {
    matches!(line, "b" | "back")
}
