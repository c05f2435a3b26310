//! The running session: what to do now, how long, what comes next. All decisions are the machine's.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::floor;
use super::player_choice::Choosing;
use super::player_view::{self, Moving};
use super::stop::{Came, StopList};
use crate::clock::Now;
use crate::coach::scribe::Scribe;
use crate::cue::hooks::Session;
use crate::domain::score::Score;
use crate::figure::{self, Figure};
use crate::journal::event::PauseWhy;
use crate::journal::running::Running;
use crate::session::effect::Effect;
use crate::session::machine::Machine;
use crate::session::message::Message;
use crate::session::phase::Phase;
use crate::session::reasons::REASONS;
use crate::session::settings::Count;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::finish::Finish;
use crate::tui::screens::help::scrolled;
use crate::tui::widgets::page::Seen;

/// A session that runs.
pub struct Player {
    machine: Machine,
    session: String,
    scribe: Scribe,
    /// Steps and cues are open; the clock goes on, as the person may be moving.
    more: bool,
    /// "Leave? What you did is kept", asked once.
    leaving: bool,
    /// What happened, after `!`.
    list: Option<StopList>,
    scroll: usize,
    seen: Seen,
    /// The figure of the exercise that runs, and whether the last picture had room for it.
    figure: Option<Figure>,
    figure_of: String,
    figure_seen: bool,
    /// Commands around the session; their end comes with the end of this.
    _hooks: Session,
    /// Says to other terminals that a session runs here.
    _floor: Option<Running>,
    /// The list that lies over the exercise, when one does.
    choosing: Choosing,
}

impl Player {
    /// Runs a machine whose session has this id.
    pub fn new(mut machine: Machine, session: String, shared: &mut Shared) -> Player {
        let effects = machine.begin(shared.now.mono);
        let mut player = Player::of(machine, session, Scribe::default(), shared);
        player.carry_out(effects, shared);
        player
    }

    /// A session that had ended: its last answer is taken back, and asked for again.
    pub fn again(machine: Machine, session: String, scribe: Scribe, shared: &mut Shared) -> Player {
        let mut player = Player::of(machine, session, scribe, shared);
        player.send(Message::Undo, shared);
        player
    }

    fn of(machine: Machine, session: String, scribe: Scribe, shared: &mut Shared) -> Player {
        Player {
            machine,
            session,
            scribe,
            more: false,
            leaving: false,
            list: None,
            scroll: 0,
            seen: Seen::default(),
            figure: None,
            figure_of: String::new(),
            figure_seen: false,
            _hooks: shared.hooks.begin(),
            _floor: shared.floor.claim(),
            choosing: Choosing::default(),
        }
    }

    fn send(&mut self, message: Message, shared: &mut Shared) -> Step {
        let effects = self.machine.update(message, shared.now.mono);
        self.carry_out(effects, shared)
    }

    fn carry_out(&mut self, effects: Vec<Effect>, shared: &mut Shared) -> Step {
        let mut step = Step::Stay;
        let view = self.machine.view(shared.now.mono);
        for effect in self.scribe.write(effects, shared) {
            match effect {
                Effect::Cue(cue) => shared.cue(cue, &view),
                Effect::Ended { .. } => step = self.finished(),
                Effect::Left => step = Step::Quit,
                Effect::Record(_) | Effect::Retract(_) => {}
            }
        }
        shared.cues_given(&view);
        step
    }

    fn finished(&self) -> Step {
        let finish = Finish::new(self.session.clone(), self.machine.clone(), self.scribe.clone());
        Step::Become(Box::new(finish))
    }

    fn phase(&self, shared: &Shared) -> Phase {
        self.machine.view(shared.now.mono).phase
    }
}

impl Screen for Player {
    fn has_use(&self, action: Action) -> bool {
        if self.leaving {
            return matches!(action, Action::Quit | Action::Back | Action::Wrong | Action::Help);
        }
        self.scope() != Scope::Stop || self.list.as_ref().is_none_or(|list| list.has_use(action))
    }

    fn scope(&self) -> Scope {
        // The scope may not read the clock: the phase between two ticks does not depend on it.
        match self.machine.phase() {
            Phase::Wrong if !self.leaving => self.list.as_ref().map_or(Scope::Stop, StopList::scope),
            Phase::Wrong => Scope::Stop,
            Phase::AskSkip => Scope::WhyStop,
            Phase::AskForm | Phase::AskJump => Scope::Choice,
            Phase::EnergyLeft => Scope::Reserve,
            Phase::AfterPain | Phase::AfterEffort => Scope::RateEnd,
            phase if phase.is_rating() => Scope::RateItem,
            _ if self.machine.is_on_floor_mode() && !self.more && !self.leaving => Scope::Floor,
            _ => Scope::Player,
        }
    }

    fn title(&self, shared: &Shared) -> String {
        player_view::title(&self.machine.view(shared.now.mono))
    }

    fn corner(&self, shared: &Shared, narrow: bool) -> String {
        let view = self.machine.view(shared.now.mono);
        if view.items == 0 || view.exercise.is_empty() {
            return String::new();
        }
        // At the last questions no time is left to tell of.
        if view.minutes_left == 0 {
            return format!("{} of {}", view.item + 1, view.items);
        }
        let left = if narrow { "min" } else { "min left" };
        format!("{} of {} · {} {left}", view.item + 1, view.items, view.minutes_left)
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let view = self.machine.view(shared.now.mono);
        let exercise = shared.coach.catalogue.get(&view.exercise);
        if self.figure_of != view.exercise {
            self.figure_of.clone_from(&view.exercise);
            self.figure = figure::find(&shared.coach.catalogue, &view.exercise);
        }
        self.figure_seen = false;
        if self.leaving {
            player_view::leaving(buffer, area, shared.theme);
        } else if let Some(list) = self.list.as_mut().filter(|_| view.phase == Phase::Wrong) {
            list.draw(buffer, area, shared);
        } else if matches!(view.phase, Phase::AskForm | Phase::AskJump) {
            self.choosing.draw(buffer, area, shared.theme, &view);
        } else if let Some(exercise) = exercise.filter(|_| self.more) {
            let alt = self.figure.as_ref().map(|figure| figure.alt.as_str());
            self.seen = player_view::steps(buffer, area, shared, exercise, alt, self.scroll);
        } else {
            let moving = self.figure.as_ref().map(|figure| Moving {
                figure,
                instant: player_view::instant(&view, shared.now.mono, self.machine.clock(shared.now.mono)),
            });
            self.figure_seen = if self.machine.is_on_floor_mode() && view.phase.is_exercise() {
                floor::draw(buffer, area, shared, &view, exercise, moving)
            } else {
                player_view::draw(buffer, area, shared, &view, exercise, moving)
            };
        }
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.choosing.point(line);
        Some(Action::Confirm)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        if self.leaving {
            self.leaving = false;
            return match action {
                Action::Quit => self.send(Message::Leave, shared),
                // Asked already: then the list comes back.
                Action::Wrong if self.phase(shared) != Phase::Wrong => self.wrong(shared),
                _ => Step::Stay,
            };
        }
        if self.more {
            match action {
                Action::More | Action::Go | Action::Back => self.more = false,
                Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
                    self.scroll = scrolled(self.scroll, action, self.seen);
                }
                Action::Wrong => return self.wrong(shared),
                Action::Quit => return self.leave(shared),
                _ => {}
            }
            return Step::Stay;
        }
        let phase = self.phase(shared);
        match (phase, action) {
            (Phase::Wrong, Action::Quit) => self.leave(shared),
            (Phase::Wrong, action) => self.told(action, shared),
            (_, Action::Wrong) => self.wrong(shared),
            (Phase::Finished | Phase::Left, _) => Step::Home,
            (_, Action::Quit) => self.leave(shared),
            (Phase::AskSkip, Action::Digit(digit)) => match REASONS.get(usize::from(digit).wrapping_sub(1)) {
                Some((stop, _)) => self.send(Message::SkipBecause(*stop), shared),
                None => Step::Stay,
            },
            (Phase::AskSkip | Phase::AskForm | Phase::AskJump, Action::Back) => {
                self.send(Message::SkipCancel, shared)
            }
            (Phase::AskForm, action) => match self.choosing.act(action, self.choosing.forms.list.len()) {
                Some(line) => self.swap(line, shared),
                None => Step::Stay,
            },
            (Phase::AskJump, action) => match self.choosing.act(action, self.machine.items().len()) {
                Some(place) if place == self.machine.view(shared.now.mono).item => {
                    self.send(Message::SkipCancel, shared)
                }
                Some(place) => self.send(Message::Jump(place), shared),
                None => Step::Stay,
            },
            (_, Action::Forms) => self.ask_forms(shared),
            (_, Action::Jump) => {
                self.choosing = Choosing::places(self.machine.view(shared.now.mono).item);
                self.send(Message::JumpAsk, shared)
            }
            (_, Action::Count) => self.count_by(shared),
            (_, Action::Faster) => self.pace(Message::Faster, shared),
            (_, Action::Slower) => self.pace(Message::Slower, shared),
            (Phase::EnergyLeft, Action::Yes) => self.send(Message::EnergyLeft(true), shared),
            (Phase::EnergyLeft, Action::No) => self.send(Message::EnergyLeft(false), shared),
            (_, Action::Digit(value)) => match Score::new(value) {
                Some(score) => self.send(Message::Score(score), shared),
                None => Step::Stay,
            },
            (_, Action::Ten) => self.send(Message::Score(Score::TEN), shared),
            (_, Action::Within) => self.send(Message::WithinLimit, shared),
            (Phase::EnergyLeft, Action::Unsure) | (_, Action::Unanswered) => {
                self.send(Message::NoScore, shared)
            }
            (_, Action::Left) => self.send(Message::Marker(-1), shared),
            (_, Action::Right) => self.send(Message::Marker(1), shared),
            (_, Action::Go | Action::Confirm) => self.send(Message::Go, shared),
            (_, Action::Skip) => self.send(Message::SkipAsk, shared),
            (_, Action::Undo) => self.send(Message::Undo, shared),
            (_, Action::Back) => self.send(Message::Back, shared),
            (_, Action::Restart) => self.send(Message::Restart, shared),
            (_, Action::Longer) => self.send(Message::Longer, shared),
            (_, Action::Shorter) => self.send(Message::Shorter, shared),
            (_, Action::Floor) => {
                // For the next session of this run, too.
                shared.settings.floor = !self.machine.is_on_floor_mode();
                self.send(Message::Floor(shared.settings.floor), shared)
            }
            (_, Action::Cues) => {
                shared.turn_cues();
                Step::Stay
            }
            (_, Action::More) => {
                self.more = true;
                self.scroll = 0;
                Step::Stay
            }
            _ => Step::Stay,
        }
    }

    fn tick(&mut self, shared: &mut Shared) -> Step {
        if self.machine.phase() == Phase::Finished {
            // Nothing was left to ask of a session that was broken off.
            return self.finished();
        }
        self.send(Message::Tick, shared)
    }

    fn wake(&self, shared: &Shared) -> Option<Duration> {
        let now = shared.now.mono;
        if self.machine.phase() == Phase::Finished {
            return Some(now);
        }
        let count = self.machine.next_change(now);
        let frame = self.figure.as_ref().filter(|_| self.figure_seen).and_then(|figure| {
            let view = self.machine.view(now);
            let exercise = shared.coach.catalogue.get(&view.exercise)?;
            player_view::instant(&view, now, self.machine.clock(now)).next_frame(
                figure,
                exercise.tempo,
                shared.drawing.still,
                now,
            )
        });
        [count, frame].into_iter().flatten().min()
    }

    fn is_busy(&self) -> bool {
        !matches!(self.machine.phase(), Phase::Finished | Phase::Left)
    }

    fn covered(&mut self, shared: &mut Shared) {
        if self.machine.view(shared.now.mono).paused.is_none() {
            self.send(Message::Pause, shared);
        }
    }

    fn away(&mut self, since: Now, shared: &mut Shared) {
        let effects = self.machine.update(Message::Away, since.mono);
        self.carry_out(effects, shared);
        if self.machine.view(shared.now.mono).paused == Some(PauseWhy::Away) {
            shared.notice = Some("Paused while you were away. That time does not count.".into());
        }
    }
}

impl Player {
    fn ask_forms(&mut self, shared: &mut Shared) -> Step {
        let view = self.machine.view(shared.now.mono);
        if let Some(item) = self.machine.current().filter(|_| view.phase.is_exercise()) {
            let sore = view.advice.is_some();
            let now = shared.now.wall;
            let forms = shared.coach.forms(&self.session, item, sore, &shared.settings, now);
            self.choosing = Choosing::forms(forms);
        }
        self.send(Message::FormAsk, shared)
    }

    fn swap(&mut self, line: usize, shared: &mut Shared) -> Step {
        let Some(choice) = self.choosing.forms.list.get(line).cloned() else { return Step::Stay };
        let effects = self.machine.swap(choice.form, choice.why, shared.now.mono);
        self.carry_out(effects, shared)
    }

    fn count_by(&mut self, shared: &mut Shared) -> Step {
        let step = self.send(Message::CountSwitch, shared);
        shared.notice = match self.machine.view(shared.now.mono).count {
            Some(Count::ByClock) => Some("The clock counts this one now; the next time too.".into()),
            Some(Count::ByKey) => Some("You count this one now; the next time too.".into()),
            None => Some("There are no repetitions to count by key here.".into()),
        };
        step
    }

    fn pace(&mut self, message: Message, shared: &mut Shared) -> Step {
        let step = self.send(message, shared);
        shared.notice = Some(match self.machine.view(shared.now.mono).pace {
            Some(pace) => format!("Tempo: {pace} % of its usual time. It is kept for this exercise."),
            None => "The clock keeps no tempo here.".into(),
        });
        step
    }

    fn leave(&mut self, shared: &mut Shared) -> Step {
        // The clock stands while the question is open.
        if self.machine.view(shared.now.mono).paused.is_none() {
            let effects = self.machine.update(Message::Pause, shared.now.mono);
            self.carry_out(effects, shared);
        }
        self.leaving = true;
        Step::Stay
    }

    fn wrong(&mut self, shared: &mut Shared) -> Step {
        self.more = false;
        self.list = Some(StopList::new(shared.coach.telling()));
        self.send(Message::Wrong, shared)
    }

    /// A key on the list of what happened. The lines of what was told come before those of its end.
    fn told(&mut self, action: Action, shared: &mut Shared) -> Step {
        let Some(list) = &mut self.list else { return Step::Stay };
        let told = match list.act(action) {
            Came::Nothing => return Step::Stay,
            Came::Slip => return self.send(Message::WrongResolved { end: false, stop: None }, shared),
            Came::Told(told) => told,
        };
        let Some((message, first)) = self.scribe.told(&told, shared) else { return Step::Stay };
        let step = self.send(message, shared);
        // Nothing of the ordinary end is asked or shown: what was told comes first.
        if first { Step::Home } else { step }
    }
}
