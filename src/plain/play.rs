//! One exercise by ear: what it is, how to get there, the seconds, and what can be typed meanwhile.

use super::edge::Heard;
use super::session::Sitting;
use super::talk::{Plain, Question, Said, number};
use super::words;
use crate::domain::dose::Kind;
use crate::domain::exercise::{Exercise, Position};
use crate::domain::history::Reached;
use crate::figure;
use crate::journal::event::{PauseWhy, Side};
use crate::session::effect::{Beat, Cue};
use crate::session::message::Message;
use crate::session::phase::{Move, Phase};
use crate::session::settings::Count;
use crate::session::view::View;

/// From so many seconds on, ten seconds left are said.
const TEN_FROM_S: u32 = 15;

/// What was said last, so that nothing is said twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Spoken {
    item: Option<usize>,
    place: Option<(Phase, Option<Side>, u32, u32, bool)>,
    left_s: u32,
    introduced: Vec<String>,
}

impl Spoken {
    /// Something else was said in between: the place is said again.
    pub(super) fn forget(&mut self) {
        self.place = None;
    }

    /// Another exercise stands in this place: it is said what it is.
    pub(super) fn renew(&mut self) {
        self.item = None;
    }
}

/// What can be typed while an exercise runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    Go,
    Pause,
    Wrong,
    Skip,
    Forms,
    Jump,
    Count,
    Slower,
    Faster,
    Undo,
    Back,
    Again,
    Longer,
    Shorter,
    More,
    Leave,
    Help,
}

/// What can be typed while repetitions are counted.
enum Typed {
    /// So many are done.
    Number(u32),
    Control(Control),
}

const KEYS: &str = "Enter: pause a hold, go on, or begin at once after getting ready and rests.
! or stop: something is wrong.
e: an easier or a harder form of it, now.
s: end this exercise early.
g: go to another exercise.
b: one back.
r: this one again from its start.
+ or plus: five seconds more.
- or minus: five seconds less.
p: pause.
c: the clock counts repetitions, or you do.
< or slower, > or faster: the tempo, or the breath; kept for this exercise.
u: take the last count, answer, skip or jump back; again: the one before.
i: steps and cues.
q: leave, asked once.";

fn control(line: &str) -> Option<Control> {
    Some(match line {
        "" => Control::Go,
        "p" | "pause" => Control::Pause,
        "!" | "stop" => Control::Wrong,
        "s" | "skip" => Control::Skip,
        "e" | "easier" | "harder" => Control::Forms,
        "g" | "go to" => Control::Jump,
        "c" | "count" => Control::Count,
        "<" | "," | "slower" => Control::Slower,
        ">" | "." | "faster" => Control::Faster,
        "u" | "undo" => Control::Undo,
        "b" | "back" => Control::Back,
        "r" => Control::Again,
        "+" | "=" | "plus" => Control::Longer,
        "-" | "minus" => Control::Shorter,
        "i" | "more" => Control::More,
        "q" => Control::Leave,
        "?" | "help" => Control::Help,
        _ => return None,
    })
}

impl Plain {
    /// One step of an exercise: says where it is, then waits for time or the person.
    pub(super) fn exercise(&mut self, sitting: &mut Sitting) -> Said<()> {
        let view = self.view(sitting);
        if sitting.spoken.item != Some(view.item) {
            sitting.spoken.item = Some(view.item);
            return self.introduce(sitting, &view);
        }
        if view.phase == Phase::Look && view.paused.is_none() {
            // There is no picture to wait for: what it shows was said.
            return self.send(sitting, Message::Go);
        }
        self.say_place(sitting, &view)?;
        if view.paused.is_some() {
            self.paused(sitting, &view)
        } else if view.phase == Phase::Reps {
            self.reps(sitting, &view)
        } else {
            self.count(sitting)
        }
    }

    /// What the exercise is. One that is new waits until the person has heard it all.
    fn introduce(&mut self, sitting: &mut Sitting, view: &View) -> Said<()> {
        self.title(&format!("Exercise {} of {}: {}.", view.item + 1, view.items, view.name))?;
        let Some(item) = sitting.machine.current() else { return Ok(()) };
        let dose = words::dose(item.kind, item.dose, item.side_count());
        self.say(&format!("{dose}."))?;
        let Some(exercise) = self.coach.catalogue.get(&view.exercise).cloned() else { return Ok(()) };
        self.say(position(exercise.position))?;
        self.for_you(&exercise)?;
        let known = sitting.spoken.introduced.contains(&view.exercise)
            || self.has_met(&view.exercise, sitting.machine.session());
        if known || view.paused.is_some() {
            return self.tell(&exercise.say);
        }
        sitting.spoken.introduced.push(view.exercise.clone());
        self.say("It is new. This is how it goes.")?;
        self.picture(&exercise)?;
        for (nth, step) in exercise.steps.iter().enumerate() {
            self.tell(&format!("{}: {step}", nth + 1))?;
        }
        self.tell(&format!("Breath: {}", exercise.breath))?;
        self.tell(&format!("If it is sore: {}", exercise.pain_note))?;
        let expect = "Enter when you are ready. ?: what else can be typed.";
        let question = Question::new("Enter when you are ready.", expect);
        loop {
            let before = self.now.mono;
            let typed = self.ask(&question, control)?;
            // The clock of the session stands meanwhile: getting ready begins now.
            sitting.stood += self.now.mono.saturating_sub(before);
            match typed {
                Control::Go => return Ok(()),
                // What changes only how it is counted does not begin it.
                Control::Help | Control::More | Control::Count | Control::Slower | Control::Faster => {
                    self.control(sitting, typed)?;
                }
                _ => return self.control(sitting, typed),
            }
        }
    }

    fn picture(&mut self, exercise: &Exercise) -> Said<()> {
        match figure::find(&self.coach.catalogue, &exercise.id) {
            Some(figure) => self.tell(&figure.alt),
            None => Ok(()),
        }
    }

    /// What a clinician's plan says of an exercise, and what to change in it for this person.
    fn for_you(&mut self, exercise: &Exercise) -> Said<()> {
        for words in self.coach.plan_words(&exercise.id, self.now.date()) {
            self.tell(&format!("Your plan: {words}"))?;
        }
        let conditions = self.coach.conditions();
        let meant = exercise.modify.iter().filter(|modify| conditions.contains(&modify.code));
        meant.map(|modify| format!("For you: {}", modify.text)).try_for_each(|text| self.tell(&text))
    }

    /// Whether the person came to this exercise in any session but this one.
    fn has_met(&self, exercise: &str, session: &str) -> bool {
        let others = self.coach.history.sessions.iter().filter(|other| other.id != session);
        others
            .flat_map(|other| other.exercises.iter().zip(&other.reached))
            .any(|(done, reached)| done.id == exercise && *reached != Reached::Not)
    }

    /// Says where the exercise is, when that has changed.
    fn say_place(&mut self, sitting: &mut Sitting, view: &View) -> Said<()> {
        // The person's own count does not make it another place.
        let rep = if view.phase == Phase::Reps { 0 } else { view.rep };
        let place = (view.phase, view.side, view.set, rep, view.paused.is_some());
        if sitting.spoken.place == Some(place) {
            return Ok(());
        }
        sitting.spoken.place = Some(place);
        sitting.spoken.left_s = view.left_s;
        if view.paused.is_some() { Ok(()) } else { self.tell(&place_words(view)) }
    }

    /// A signal of the clock.
    pub(super) fn cue(&mut self, sitting: &mut Sitting, cue: Cue) -> Said<()> {
        match cue {
            Cue::LastSeconds(seconds) => {
                sitting.spoken.left_s = seconds;
                self.say(&seconds.to_string())
            }
            // From a hold that is one of several the way back is said.
            Cue::End if self.view(sitting).phase == Phase::Moving(Move::Back) => Ok(()),
            Cue::End => self.say("Done."),
            Cue::HalfWay => {
                let left_s = self.view(sitting).left_s;
                self.left(sitting, left_s)
            }
            // The place that follows is said by itself.
            Cue::Beat(Beat::In) => self.say("In."),
            Cue::Beat(Beat::Out) => self.say("Out."),
            Cue::Start | Cue::Switch | Cue::RestOver | Cue::Beat(_) => Ok(()),
        }
    }

    fn left(&mut self, sitting: &mut Sitting, left_s: u32) -> Said<()> {
        if sitting.spoken.left_s == left_s {
            return Ok(());
        }
        sitting.spoken.left_s = left_s;
        self.say(&format!("{} left.", words::seconds(left_s)))
    }

    /// Waits for the next second, or for something typed.
    fn count(&mut self, sitting: &mut Sitting) -> Said<()> {
        let before = self.now;
        let Some(next) = sitting.machine.next_change(sitting.mono(before.mono)) else {
            return self.send(sitting, Message::Go);
        };
        let until = next + sitting.stood;
        let asked = until.saturating_sub(self.edge.now().mono);
        let heard = self.edge.during(until);
        self.look();
        if self.now.was_away(before, asked) {
            let effects = sitting.machine.update(Message::Away, sitting.mono(before.mono));
            self.carry_out(sitting, effects)?;
        }
        self.send(sitting, Message::Tick)?;
        let view = self.view(sitting);
        if view.paused == Some(PauseWhy::Away) {
            self.say("Paused while you were away. That time does not count.")?;
        }
        let minutes = view.total_s > 60 && view.left_s > 0 && view.left_s.is_multiple_of(60);
        let ten = view.total_s >= TEN_FROM_S && view.left_s == 10;
        if view.phase.is_work() && view.paused.is_none() && (minutes || ten) && view.left_s < view.total_s {
            self.left(sitting, view.left_s)?;
        }
        match heard {
            Heard::Time => Ok(()),
            Heard::End => Err(super::Gone::End),
            Heard::Odd(why) => {
                self.tell(why)?;
                self.say("?: what can be typed.")
            }
            Heard::Line(line) => match control(&line.to_lowercase()) {
                Some(typed) => self.control(sitting, typed),
                None => self.say("That does nothing here. ?: what can be typed."),
            },
        }
    }

    fn paused(&mut self, sitting: &mut Sitting, view: &View) -> Said<()> {
        let left = match view.phase {
            Phase::Reps => format!("{} of {} done", view.rep, view.reps),
            _ => format!("{} left", words::seconds(view.left_s)),
        };
        let text = format!("Paused: {}, {left}. Enter: go on.", view.phase.words().to_lowercase());
        let question = Question::new(text, "Enter: go on. ?: what else can be typed.");
        let typed = self.ask(&question, control)?;
        sitting.spoken.forget();
        self.control(sitting, if typed == Control::Pause { Control::Go } else { typed })
    }

    /// Waits for a repetition to be counted.
    fn reps(&mut self, sitting: &mut Sitting, view: &View) -> Said<()> {
        let expect = format!(
            "Enter counts one. A number from 0 to {} says how many are done. ?: what else can be typed.",
            view.reps
        );
        let question = Question::new("", expect);
        let reps = view.reps;
        let typed = self.choose(&question, "", |line| match number(line, reps) {
            Some(done) => Some(Typed::Number(done)),
            None => control(line).map(Typed::Control),
        })?;
        let done = match typed {
            Typed::Number(done) => done,
            Typed::Control(Control::Go) => view.rep + 1,
            Typed::Control(Control::Undo) if view.rep > 0 => view.rep - 1,
            Typed::Control(typed) => return self.control(sitting, typed),
        };
        for _ in done..view.rep {
            self.send(sitting, Message::UndoRep)?;
        }
        for _ in view.rep..done {
            self.send(sitting, Message::Rep)?;
        }
        if done < reps { self.say(&done.to_string()) } else { Ok(()) }
    }

    fn control(&mut self, sitting: &mut Sitting, typed: Control) -> Said<()> {
        let message = match typed {
            Control::Go => Message::Go,
            Control::Pause => Message::Pause,
            Control::Skip => Message::SkipAsk,
            Control::Forms => Message::FormAsk,
            Control::Jump => Message::JumpAsk,
            Control::Count => Message::CountSwitch,
            Control::Slower => Message::Slower,
            Control::Faster => Message::Faster,
            Control::Undo => Message::Undo,
            Control::Back => Message::Back,
            Control::Again => Message::Restart,
            Control::Longer => Message::Longer,
            Control::Shorter => Message::Shorter,
            Control::Wrong => return self.stop(sitting),
            Control::Leave => return self.leave(sitting),
            Control::Help => return self.tell(KEYS),
            Control::More => return self.more(sitting),
        };
        if matches!(typed, Control::Back | Control::Again | Control::Undo) {
            sitting.spoken.forget();
        }
        let was = self.view(sitting).left_s;
        self.send(sitting, message)?;
        let view = self.view(sitting);
        match typed {
            Control::Count => self.say(match view.count {
                Some(Count::ByClock) => "The clock counts this one now; the next time too.",
                Some(Count::ByKey) => "You count this one now; the next time too.",
                None => "There are no repetitions to count here.",
            })?,
            Control::Slower | Control::Faster => self.say(&match view.pace {
                Some(pace) => {
                    format!("Tempo: {pace} per cent of its usual time. It is kept for this exercise.")
                }
                None => "The clock keeps no tempo here.".to_owned(),
            })?,
            _ => {}
        }
        if matches!(typed, Control::Longer | Control::Shorter) && view.left_s != was {
            sitting.spoken.left_s = 0;
            self.left(sitting, view.left_s)?;
        }
        Ok(())
    }

    /// The figure as a sentence, steps, cues, breath, what to do when it hurts, and what to change.
    pub(super) fn how_it_goes(&mut self, exercise: &Exercise) -> Said<()> {
        self.picture(exercise)?;
        for (nth, step) in exercise.steps.iter().enumerate() {
            self.tell(&format!("{}: {step}", nth + 1))?;
        }
        for cue in &exercise.cues {
            self.tell(cue)?;
        }
        self.tell(&format!("Breath: {}", exercise.breath))?;
        self.tell(&format!("What to feel: {}", exercise.feel))?;
        self.tell(&format!("If it is sore: {}", exercise.pain_note))?;
        self.for_you(exercise)
    }

    /// Steps, cues and what to change.
    fn more(&mut self, sitting: &Sitting) -> Said<()> {
        let view = self.view(sitting);
        let Some(exercise) = self.coach.catalogue.get(&view.exercise).cloned() else {
            return self.say("supple does not know more of this one.");
        };
        self.how_it_goes(&exercise)?;
        self.say(&format!("Sources: {}.", exercise.sources.join(", ")))
    }
}

fn position(position: Position) -> &'static str {
    match position {
        Position::Standing => "Standing.",
        Position::Sitting => "Sitting.",
        Position::Kneeling => "Kneeling.",
        Position::Quadruped => "On hands and knees.",
        Position::Supine => "Lying on your back.",
        Position::Prone => "Lying on your front.",
        Position::SideLying => "Lying on your side.",
    }
}

/// Where the exercise is, the most important word first.
fn place_words(view: &View) -> String {
    let side = view.side.map(|side| format!(", {}", words::side(side))).unwrap_or_default();
    let set = if view.sets > 1 { format!(" Set {} of {}.", view.set, view.sets) } else { String::new() };
    let seconds = words::seconds(view.left_s);
    // After a pause, the rest of it.
    let seconds = if view.left_s < view.total_s { format!("{seconds} left") } else { seconds };
    // Side and set are said once, and with each hold or repetition its number alone.
    let first = if view.rep == 1 { format!("{side}.{set}") } else { ".".to_owned() };
    let of = format!("{} of {}", view.rep, view.reps);
    match view.phase {
        Phase::Prepare => format!("Get ready{side}: {seconds}."),
        Phase::Hold if view.kind == Some(Kind::Hold) => format!("Hold, {seconds}."),
        Phase::Hold if view.reps > 1 => format!("Hold {of}, {seconds}{first}"),
        Phase::Hold => format!("Hold, {seconds}{first}"),
        Phase::Moving(Move::Out) => format!("Move, {of}{first}"),
        Phase::Moving(Move::Pause) => "Pause there.".to_owned(),
        Phase::Moving(Move::Back) => "Come back.".to_owned(),
        Phase::Reps if view.rep > 0 => format!("Go on{side}: {} of {} done.", view.rep, view.reps),
        Phase::Reps => {
            let times = if view.reps == 1 { "once".to_owned() } else { format!("{} times", view.reps) };
            format!("Repeat {times}{side}.{set} Enter counts one, or type how many are done.")
        }
        Phase::Gap => format!("Let go, {seconds}."),
        Phase::Switch => format!("Change sides: {}, {seconds}.", view.side.map_or("other side", words::side)),
        Phase::Rest => format!("Rest, {seconds}. Then set {} of {}.", view.set, view.sets),
        Phase::Minutes => format!("Keep going, {seconds}.{set}"),
        phase => format!("{}.", phase.words()),
    }
}
