//! The running session: what to do now, how long, what comes next. All decisions are the machine's.

use super::play::Spoken;
use super::stop::Happened;
use super::talk::{Gone, Plain, Question, Said, is_back, line_of};
use crate::coach::scribe::Scribe;
use crate::domain::screening::stop_sign::Telling;
use crate::session::Mono;
use crate::session::effect::Effect;
use crate::session::machine::Machine;
use crate::session::message::Message;
use crate::session::phase::Phase;
use crate::session::reasons::REASONS;
use crate::session::view::View;

/// A session that runs.
pub(super) struct Sitting {
    pub(super) machine: Machine,
    scribe: Scribe,
    /// Time that the session stood still while the person heard of a new exercise.
    pub(super) stood: Mono,
    /// What was said last.
    pub(super) spoken: Spoken,
    /// What happened, after `!`, as far as it was said.
    telling: Option<Telling<'static>>,
    ended: bool,
    /// What was told comes before all else: nothing of the ordinary end is asked or said.
    first: bool,
}

/// What was typed when it was asked why an exercise ends early.
pub(super) enum Why {
    Reason(usize),
    Back,
    Wrong,
    Leave,
}

impl Sitting {
    /// The session's own time.
    pub(super) fn mono(&self, now: Mono) -> Mono {
        now.saturating_sub(self.stood)
    }
}

impl Plain {
    /// Runs a machine whose session has this id, to its end.
    pub(super) fn session(&mut self, machine: Machine, id: &str) -> Said<()> {
        self.ran = true;
        let mut sitting = Sitting {
            machine,
            scribe: Scribe::default(),
            stood: Mono::ZERO,
            spoken: Spoken::default(),
            telling: None,
            ended: false,
            first: false,
        };
        self.look();
        let mut effects = sitting.machine.begin(sitting.mono(self.now.mono));
        loop {
            self.run_to_its_end(&mut sitting, effects)?;
            if sitting.first {
                return self.saved();
            }
            if !self.finish(id, sitting.machine.can_take_back())? {
                return Ok(());
            }
            // The last answer is taken back, and asked for again.
            sitting.ended = false;
            self.look();
            effects = sitting.machine.update(Message::Undo, sitting.mono(self.now.mono));
        }
    }

    fn run_to_its_end(&mut self, sitting: &mut Sitting, effects: Vec<Effect>) -> Said<()> {
        let _hooks = self.hooks.begin();
        let outcome = self.carry_out(sitting, effects).and_then(|()| self.play(sitting));
        if outcome.is_err() && !sitting.machine.is_over() {
            // Whatever ended it: the session is kept, to go on with.
            let effects = sitting.machine.update(Message::Leave, sitting.mono(self.now.mono));
            sitting.scribe.write(effects, self);
        }
        outcome
    }

    fn play(&mut self, sitting: &mut Sitting) -> Said<()> {
        loop {
            self.send(sitting, Message::Tick)?;
            self.warn()?;
            if sitting.first || sitting.ended {
                return Ok(());
            }
            let view = self.view(sitting);
            match view.phase {
                Phase::Finished | Phase::Left => return Ok(()),
                Phase::Wrong => self.wrong(sitting)?,
                Phase::AskSkip => self.why_stop(sitting)?,
                Phase::AskForm => self.which_form(sitting)?,
                Phase::AskJump => self.which_place(sitting, &view)?,
                phase if phase.is_question() => self.rate(sitting, &view)?,
                _ => self.exercise(sitting)?,
            }
        }
    }

    pub(super) fn view(&self, sitting: &Sitting) -> View {
        sitting.machine.view(sitting.mono(self.now.mono))
    }

    /// Gives the session a message of this moment.
    pub(super) fn send(&mut self, sitting: &mut Sitting, message: Message) -> Said<()> {
        self.look();
        let effects = sitting.machine.update(message, sitting.mono(self.now.mono));
        self.carry_out(sitting, effects)
    }

    pub(super) fn carry_out(&mut self, sitting: &mut Sitting, effects: Vec<Effect>) -> Said<()> {
        for effect in sitting.scribe.write(effects, self) {
            match effect {
                Effect::Cue(cue) => {
                    self.signal(sitting, cue)?;
                    self.cue(sitting, cue)?;
                }
                Effect::Ended { .. } => sitting.ended = true,
                Effect::Left | Effect::Record(_) | Effect::Retract(_) => {}
            }
        }
        self.signals_given(sitting)
    }

    /// `!` was typed.
    pub(super) fn stop(&mut self, sitting: &mut Sitting) -> Said<()> {
        sitting.telling = Some(self.coach.telling());
        self.send(sitting, Message::Wrong)
    }

    fn wrong(&mut self, sitting: &mut Sitting) -> Said<()> {
        let mut telling = sitting.telling.take().unwrap_or_else(|| self.coach.telling());
        sitting.spoken.forget();
        match self.happened(&mut telling, "")? {
            Happened::Slip => self.send(sitting, Message::WrongResolved { end: false, stop: None }),
            Happened::Leave => {
                sitting.telling = Some(telling);
                self.leave(sitting)
            }
            Happened::Told(told) => {
                let Some((message, first)) = sitting.scribe.told(&told, self) else { return Ok(()) };
                self.send(sitting, message)?;
                sitting.first = first;
                Ok(())
            }
        }
    }

    fn why_stop(&mut self, sitting: &mut Sitting) -> Said<()> {
        let expect = "A number from 1 to 5. b: go on with it. ! or stop: something is wrong.";
        let question = Question::new("End this one early. Why?", expect)
            .list(REASONS.iter().map(|(_, words)| words))
            .help("Stopping is never a failure; the reason sets the next dose.");
        let why = self.ask(&question, |line| match line {
            "!" | "stop" => Some(Why::Wrong),
            "q" => Some(Why::Leave),
            _ if is_back(line) => Some(Why::Back),
            _ => line_of(line, REASONS.len()).map(Why::Reason),
        })?;
        sitting.spoken.forget();
        match why {
            Why::Reason(line) => match REASONS.get(line) {
                Some((stop, _)) => self.send(sitting, Message::SkipBecause(*stop)),
                None => Ok(()),
            },
            Why::Back => self.send(sitting, Message::SkipCancel),
            Why::Wrong => self.stop(sitting),
            Why::Leave => self.leave(sitting),
        }
    }

    /// "Leave?", asked once. The clock stands while the question is open.
    pub(super) fn leave(&mut self, sitting: &mut Sitting) -> Said<()> {
        if self.view(sitting).paused.is_none() {
            self.send(sitting, Message::Pause)?;
        }
        sitting.spoken.forget();
        let expect = "y: leave. n: stay.";
        let question = Question::new(
            "Leave now? What you did and answered is kept. Today you can go on where you were.",
            expect,
        )
        .list_of_keys(expect);
        let leaves = self.ask(&question, |line| match line {
            "y" | "yes" | "q" => Some(Some(true)),
            "n" | "no" | "b" | "back" => Some(Some(false)),
            "!" | "stop" => Some(None),
            _ => None,
        })?;
        match leaves {
            Some(false) => Ok(()),
            Some(true) => {
                self.send(sitting, Message::Leave)?;
                self.saved()?;
                Err(Gone::Quit)
            }
            None if sitting.machine.phase() == Phase::Wrong => Ok(()),
            None => self.stop(sitting),
        }
    }
}
