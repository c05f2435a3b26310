//! All the cues of a session: what the terminal is to do for one, and the programs that are run for it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::choice::{Choice, Set};
use super::escape::notification;
use super::kind::Kind;
use super::runner::{Errand, Manner, Runner, Stopper};
use super::way::Way;
use super::{voice, words};
use crate::clock::{Clock, Now};
use crate::session::Mono;
use crate::session::effect::Cue;
use crate::session::phase::Phase;
use crate::session::view::View;

/// One sentence waits at the most, not longer than a beat, and the newest is what is heard.
const SPEAKING: Manner =
    Manner { room: 1, late: Mono::from_secs(1), longest: Mono::from_secs(8), newest_wins: true };
/// Commands come one after the other.
const COMMANDING: Manner =
    Manner { room: 4, late: Mono::from_secs(2), longest: Mono::from_secs(5), newest_wins: false };

/// What the terminal is to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// Ring.
    pub bell: bool,
    /// Flash.
    pub flash: bool,
    /// Bytes to send it.
    pub escape: Vec<u8>,
}

/// Gives cues.
pub struct Crier {
    choice: Choice,
    tmux: bool,
    /// What speaks, and who runs it; `None` where nothing can.
    voice: Option<(Vec<String>, Runner)>,
    command: Option<Runner>,
    /// Only what somebody asked for: line by line.
    asked_only: bool,
    /// The sentence of this moment; the last one of several.
    sentence: Option<String>,
    /// The exercise that was said to come.
    announced: Option<usize>,
    /// What the person is still to be told.
    trouble: Option<String>,
}

impl Default for Crier {
    fn default() -> Crier {
        Crier::new(Choice::default())
    }
}

impl Crier {
    /// One that runs no programs.
    pub fn new(choice: Choice) -> Crier {
        Crier {
            choice,
            tmux: false,
            voice: None,
            command: None,
            asked_only: false,
            sentence: None,
            announced: None,
            trouble: None,
        }
    }

    /// One that does, in these surroundings.
    pub fn at_work(choice: Choice, clock: Clock, variable: &impl Fn(&str) -> Option<OsString>) -> Crier {
        let path = variable("PATH").and_then(|path| path.into_string().ok()).unwrap_or_default();
        let folders: Vec<PathBuf> =
            path.split(':').filter(|folder| !folder.is_empty()).map(PathBuf::from).collect();
        let speaks = if choice.speech { voice::find(&choice.voice, &folders, Path::is_file) } else { None };
        let voice = speaks.map(|words| (words, Runner::new(clock, SPEAKING)));
        let command = (!choice.command.is_empty()).then(|| Runner::new(clock, COMMANDING));
        let tmux = variable("TMUX").is_some_and(|value| !value.is_empty());
        let mut crier = Crier { tmux, voice, command, ..Crier::new(choice) };
        crier.look_for_voice();
        crier
    }

    /// The same, line by line: only what somebody asked for, and nothing for a screen.
    #[must_use]
    pub fn line_by_line(mut self) -> Crier {
        self.asked_only = true;
        self
    }

    /// Somebody who chose to be spoken to is told when nobody can speak.
    fn look_for_voice(&mut self) {
        let wants = Kind::ALL.iter().any(|(kind, _)| {
            let own = self.choice.own.iter().find(|(own, _)| own == kind);
            own.map_or(self.choice.set == Set::Full, |(_, ways)| ways.has(Way::Speech))
        });
        if wants && self.choice.speech && self.voice.is_none() {
            self.trouble = Some(
                "Nothing here can speak: none of spd-say, espeak-ng and say was found. Install one, or name \
                 another as cues.voice in the settings."
                    .to_owned(),
            );
        }
    }

    /// Gives a cue of the session. `view`: what there is to show after it.
    pub fn give(&mut self, cue: Cue, view: &View, now: Now) -> Given {
        let seconds = if let Cue::LastSeconds(seconds) = cue { seconds } else { 0 };
        self.tell(Kind::of(cue), seconds, view, now)
    }

    /// Says which exercise comes, once it gets ready for it.
    pub fn announce(&mut self, view: &View, now: Now) -> Given {
        let waits = matches!(view.phase, Phase::Look | Phase::Prepare) && view.paused.is_none();
        if !waits || self.announced == Some(view.item) {
            return Given::default();
        }
        self.announced = Some(view.item);
        self.tell(Kind::Next, 0, view, now)
    }

    fn tell(&mut self, kind: Kind, seconds: u32, view: &View, now: Now) -> Given {
        if self.asked_only && !self.choice.is_asked(kind) {
            return Given::default();
        }
        let ways = self.choice.ways(kind, now.wall.time());
        if ways.has(Way::Speech) {
            self.sentence = Some(words::sentence(kind, seconds, view));
        }
        if let Some(command) = self.command.as_mut().filter(|_| ways.has(Way::Command)) {
            let input = words::document(kind, seconds, view);
            command.run(Errand { words: self.choice.command.clone(), input });
        }
        let escape = if ways.has(Way::Notify) {
            notification(&words::sentence(kind, seconds, view), self.choice.notify, self.tmux)
        } else {
            Vec::new()
        };
        Given { bell: ways.has(Way::Bell), flash: ways.has(Way::Flash), escape }
    }

    /// Speaks the last sentence of this moment: of several only one could be heard in time.
    pub fn speak(&mut self) {
        if let (Some(sentence), Some((words, runner))) = (self.sentence.take(), &mut self.voice) {
            let words = words.iter().cloned().chain([sentence]).collect();
            runner.run(Errand { words, input: String::new() });
        }
    }

    /// The next set of cues: a sentence about it, and what its end of a hold is like. In quiet hours nothing
    /// of it is heard.
    pub fn turn(&mut self, now: Now) -> (String, Given) {
        let words = self.turned(now);
        let ways = self.choice.ways(Kind::End, now.wall.time());
        self.sentence = ways.has(Way::Speech).then(|| "Done.".to_owned());
        (words, Given { bell: ways.has(Way::Bell), flash: ways.has(Way::Flash), escape: Vec::new() })
    }

    fn turned(&mut self, now: Now) -> String {
        self.choice.set = self.choice.set.next();
        let words = self.choice.set.words();
        if self.choice.set != Set::Silent && self.choice.is_quiet(now.wall.time()) {
            return format!("{words} It is one of your quiet hours: until they end, silent.");
        }
        if self.choice.set == Set::Full && self.voice.is_none() {
            return format!("{words} Nothing that speaks was found.");
        }
        words.to_owned()
    }

    /// The ways that hold, for those who ask.
    pub fn choice(&self) -> &Choice {
        &self.choice
    }

    /// What went wrong with a program, in one sentence, once each.
    pub fn trouble(&mut self) -> Option<String> {
        let of_voice = || {
            let trouble = self.voice.as_ref()?.1.trouble()?;
            Some(format!("No speech: {trouble}"))
        };
        let of_command = || {
            let trouble = self.command.as_ref()?.trouble()?;
            Some(format!("Your command for cues: {trouble}"))
        };
        let found = of_voice().or_else(of_command);
        self.trouble.take().or(found)
    }

    /// Ends whatever runs, from another thread.
    pub fn stoppers(&self) -> Vec<Stopper> {
        let voice = self.voice.as_ref().map(|(_, runner)| runner);
        voice.into_iter().chain(&self.command).map(Runner::stopper).collect()
    }
}
