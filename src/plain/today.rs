//! The plan of today: what, how much, and why. From here everything begins.

use super::talk::{Gone, Plain, Question, Said, line_of, score};
use super::words;
use crate::coach::plan::{Not, TodaysPlan, is_morning};
use crate::coach::prompts::Prompts;
use crate::coach::start::{self, Go};
use crate::coach::why::{Said as Line, WALK};
use crate::coach::wishes::Notice;
use crate::content::disclaimer::DISCLAIMER;
use crate::domain::plan::output::Item;
use crate::domain::score::Score;
use crate::journal::event::{
    FlareDeclared, FlareWithdrawn, Moment, MorningTold, NormalMarked, PromptAcknowledged,
};
use crate::session::course::length_words;

/// What somebody expects of an exercise, if anything.
struct Expected(Option<(String, Score)>);

/// Notes at one time.
const NOTICES: usize = 2;
/// Sessions to look ahead.
const AHEAD: u32 = 3;
/// Minutes that a day can be set to.
const MINUTES: [i32; 6] = [5, 10, 15, 20, 25, 30];

const KEYS: &str = "Enter: begin.
f: today is a flare, a short and gentle set; once more takes it back.
a: the notes are read, fold them away for two weeks.
t: your chart.
l: log a walk.
p: change your profile.
w and the number of a line: why it is as it is.
v: look ahead, the next sessions if calm and if sore.
s: stiff this morning, or not after all; in the morning only.
n: under a note about no change, this is my normal.
- or minus: fewer minutes today.
+ or plus: more minutes today.
m: your answers to the safety check, and which has changed.
sources: where every line comes from.
c: the whole safety check again.
r: another region.
again: say the plan again.
q: leave.";

#[derive(Clone, Copy)]
enum Key {
    Go,
    Flare,
    Read,
    Chart,
    Walk,
    Profile,
    Fewer,
    More,
    Sources,
    Check,
    Region,
    Again,
    Help,
    Why(usize),
    Ahead,
    Answers,
    OnScreens,
    Stiff,
    Normal,
}

impl Plain {
    /// Says the plan and does what is asked for, once.
    pub(super) fn today(&mut self) -> Said<()> {
        let now = self.now.wall;
        let today = self.coach.plan_to_show(now, self.minutes);
        let prompts = self.coach.prompts(&today.plan.refer, now);
        if self.straight {
            if self.ran {
                return Err(Gone::Done);
            }
            match self.coach.go(&today, &prompts, now) {
                // What is to be known of the plan is said with each exercise.
                go @ (Go::Resume | Go::CheckIn | Go::Begin) => return self.go(go, &today),
                Go::Nothing => {
                    self.plan(&today, &prompts)?;
                    return Err(Gone::No);
                }
                Go::ReadNote | Go::Due => {}
            }
        }
        self.plan(&today, &prompts)?;
        self.ask_today(&today, &prompts)
    }

    fn ask_today(&mut self, today: &TodaysPlan, prompts: &Prompts) -> Said<()> {
        let go = self.coach.go(today, prompts, self.now.wall);
        let enter = match go {
            Go::Resume => "Enter: go on with it. ",
            Go::CheckIn => "Enter: six short questions, then the session. ",
            Go::Begin => "Enter: begin. ",
            Go::ReadNote => "a: I have read the note. ",
            Go::Nothing | Go::Due => "",
        };
        self.tell(&format!("{enter}?: all keys. q: leave."))?;
        loop {
            let question = Question::new("", format!("{enter}?: all keys. q: leave."));
            let key = self.choose(&question, "Answer: ", key)?;
            match key {
                Key::Go => match self.coach.go(today, prompts, self.now.wall) {
                    Go::Nothing => self.say("There is no session to begin today.")?,
                    Go::ReadNote => self.say("Please hear the note above first, then type a.")?,
                    go => return self.go(go, today),
                },
                Key::Help => {
                    self.tell(KEYS)?;
                    self.tell(DISCLAIMER)?;
                }
                Key::Why(line) => self.why(today, line)?,
                Key::Ahead => self.ahead()?,
                Key::Answers => return self.answers(),
                // Said, rather than left out: none of them is needed for a session.
                Key::OnScreens => self.tell(
                    "That is on the screens only: where it hurts, more about you, the list of exercises. \
                     supple content list and supple content show read the exercises out.",
                )?,
                Key::Stiff => return self.stiff(today),
                Key::Normal => return self.normal(),
                Key::Sources => self.sources(today, prompts)?,
                Key::Chart => return self.trends(),
                Key::Walk => return self.walk(),
                Key::Profile => return self.profile(true),
                Key::Check => return self.check(Moment::Intake),
                Key::Region => return self.region().map(drop),
                Key::Again => return Ok(()),
                Key::Fewer | Key::More => {
                    let now = self.minutes.unwrap_or_else(|| self.coach.usual_minutes());
                    let next = match key {
                        Key::More => MINUTES.iter().find(|minutes| **minutes > now),
                        _ => MINUTES.iter().rev().find(|minutes| **minutes < now),
                    };
                    self.minutes = next.copied().or(self.minutes);
                    return Ok(());
                }
                Key::Flare => {
                    if self.coach.history.flares.contains(&self.now.date()) {
                        self.record(FlareWithdrawn {});
                        self.say("Taken back: today is no flare.")?;
                    } else {
                        self.record(FlareDeclared {});
                        self.say("Marked as a flare: today is short and gentle.")?;
                        self.say("f once more takes it back.")?;
                    }
                    return self.saved();
                }
                Key::Read => {
                    for prompt in &prompts.open {
                        self.record(PromptAcknowledged { code: prompt.code.clone() });
                    }
                    for notice in self.notices() {
                        self.record(PromptAcknowledged { code: notice.code.to_owned() });
                    }
                    self.say("Read and folded away for two weeks.")?;
                    return self.saved();
                }
            }
        }
    }

    fn go(&mut self, go: Go, today: &TodaysPlan) -> Said<()> {
        match go {
            Go::CheckIn => self.check(Moment::Session),
            Go::Begin => {
                let minutes = self.minutes.unwrap_or_else(|| self.coach.usual_minutes());
                let settings = self.settings;
                let Some(expected) = self.expect(today)? else { return Ok(()) };
                let (machine, session) = start::begin(self, &today.plan, minutes, expected.0, settings);
                self.session(machine, &session)
            }
            Go::Resume => match self.coach.resumed(self.settings, self.now.wall) {
                Some((machine, session)) => self.session(machine, &session),
                None => Ok(()),
            },
            Go::Nothing | Go::Due | Go::ReadNote => Ok(()),
        }
    }

    /// Says what there is today.
    fn plan(&mut self, today: &TodaysPlan, prompts: &Prompts) -> Said<()> {
        let now = self.now.wall;
        self.title(&format!("{}.", now.format("%A %-d %B")))?;
        self.lead(today)?;
        for prompt in &prompts.open {
            self.tell(&format!("Note: {}", prompt.text))?;
        }
        for note in self.coach.physio.notes(self.now.date()) {
            self.tell(&note.text)?;
        }
        let notices = self.notices();
        for notice in &notices {
            self.tell(&format!("Note: {}", notice.text))?;
        }
        if !prompts.open.is_empty() || !notices.is_empty() {
            self.say("a: I have read this, fold it away for two weeks.")?;
        }
        let unchanged = prompts.open.iter().any(|prompt| self.coach.is_about_no_change(&prompt.code));
        if unchanged && self.coach.may_be_normal(now) {
            self.say("n: this is my normal, no such notes for eight weeks.")?;
        }
        if prompts.folded > 0 {
            self.say(&format!("{} read and folded away.", count(prompts.folded, "note")))?;
        }
        if !today.plan.exercises.is_empty() {
            for words in self.coach.reminders(now) {
                self.tell(&words)?;
            }
        }
        for (at, item) in today.plan.exercises.iter().enumerate() {
            self.say(&format!(
                "{}. {}: {}.",
                at + 1,
                self.coach.name_on(&item.id, self.now.date()),
                dose(item)
            ))?;
            self.tell(&item.reason)?;
        }
        if let Some(aerobic) = &today.plan.aerobic {
            let words = self.coach.aerobic_words();
            self.say(&format!("{words}: {} minutes, beside the session.", aerobic.minutes))?;
            self.tell(&aerobic.reason)?;
        }
        for removed in &today.plan.removed {
            let name = self.coach.name_on(&removed.id, self.now.date());
            self.tell(&format!("Left out, {name}: {}", removed.reason))?;
        }
        let week = self.coach.sessions_in_week(self.now.date());
        self.say(&format!("This week: {week} of 5 to 7."))
    }

    fn lead(&mut self, today: &TodaysPlan) -> Said<()> {
        let now = self.now.wall;
        if let Some((session, at)) = self.coach.unfinished(now) {
            let next =
                session.planned.get(at).map(|item| self.coach.name_on(&item.exercise, self.now.date()));
            let next = next.unwrap_or_else(|| "the last questions".into());
            self.say("Today's session was not finished.")?;
            return self.tell(&format!("It goes on at {next}. What you answered is kept."));
        }
        let plan = &today.plan;
        match today.not {
            Some(Not::Done) => {
                self.tell("Today's session is done. Once a day is plenty.")?;
                self.say("Tomorrow's, if the next hours are calm:")
            }
            Some(_) => self.tell(&plan.reason),
            None if !self.coach.checked_today(now) => {
                self.say("If all is calm, today's session will be this:")
            }
            None => {
                let length = length_words(self.coach.estimate_s(plan, &self.settings, now.date_naive()));
                let exercises = count(plan.exercises.len(), "exercise");
                self.say(&format!("{exercises}, about {length} on the mat."))?;
                self.tell(&plan.reason)
            }
        }
    }

    /// Notes that change nothing: two at one time, more would bury the plan.
    fn notices(&self) -> Vec<Notice> {
        let mut notices = self.coach.notices(self.now.wall);
        notices.truncate(NOTICES);
        notices
    }

    /// Before an exercise of a kind that worries: how bad will it be? `None`: back.
    fn expect(&mut self, today: &TodaysPlan) -> Said<Option<Expected>> {
        let Some(exercise) = self.coach.worries_most(&today.plan) else { return Ok(Some(Expected(None))) };
        let name = self.coach.name_on(&exercise, self.now.date());
        let text = format!("Today has {name}. How much do you think it will hurt, 0 to 10?");
        let question = Question::new(text, "A number from 0 to 10; t is ten. x: no answer. b: back.").help(
            "It is of a kind that worries you. Afterwards you will hear the two numbers side by side. It may be \
             left out on the mat at any time.",
        );
        self.ask_or_back(&question, |line| match line {
            "x" => Some(Expected(None)),
            _ => score(line).map(|score| Expected(Some((exercise.clone(), score)))),
        })
    }

    /// Why a line of the plan is as it is, counted from 0.
    fn why(&mut self, today: &TodaysPlan, line: usize) -> Said<()> {
        let plan = &today.plan;
        let walk = plan.aerobic.iter().filter(|_| !plan.exercises.is_empty()).map(|_| WALK.to_owned());
        let items = plan.exercises.iter().map(|item| item.id.clone());
        let ids: Vec<String> =
            items.chain(walk).chain(plan.removed.iter().map(|removed| removed.id.clone())).collect();
        let Some(id) = ids.get(line) else {
            return self.say(&format!("There are {} lines to ask about: w 1 is the first.", ids.len()));
        };
        let basis = self.coach.basis_of(today, self.minutes, self.now.wall);
        let Some(why) = self.coach.why_in(id, basis) else {
            return self
                .say("The catalogue no longer has this exercise, so there is no more to say about it.");
        };
        for said in self.coach.why_words(&why, |_| None) {
            match said {
                Line::Short(text) | Line::Text(text) | Line::Item(text) => self.tell(&text)?,
                Line::Head(text) => self.say(&format!("{text}:"))?,
            }
        }
        Ok(())
    }

    /// The next sessions, if all is calm and if tomorrow is sore.
    fn ahead(&mut self) -> Said<()> {
        let preview = self.coach.preview(self.now.wall, AHEAD, self.minutes);
        let Some((_, pain)) = preview.sore else {
            return self.tell(&format!("Nothing to look ahead to. {}", preview.reason));
        };
        self.say("Nothing of this is fixed: each day's answers decide.")?;
        self.say(&format!("One session a day, if calm, and if tomorrow is sore with pain {pain}."))?;
        for day in &preview.days {
            self.say(&format!("{}:", day.date.format("%A %-d %B")))?;
            for (name, calm, sore) in self.coach.preview_rows(day) {
                let sore = if calm == sore { String::new() } else { format!("; if sore, {sore}") };
                self.tell(&format!("{name}: {calm}{sore}."))?;
            }
        }
        Ok(())
    }

    /// Stiff this morning, or not after all. Later in the day it makes no difference any more.
    fn stiff(&mut self, today: &TodaysPlan) -> Said<()> {
        let now = self.now.wall;
        if !is_morning(now) || !self.coach.checked_today(now) || today.not.is_some() {
            return self.say("That is asked in the morning, after the check.");
        }
        let stiff = self.coach.history.wishes.stiff_on(self.now.date()) != Some(true);
        self.record(MorningTold { stiff });
        self.say(if stiff { "Noted: stiff this morning." } else { "Noted: not stiff this morning." })?;
        self.saved()
    }

    /// "This is my normal": no notes about no change for eight weeks, where that can be said.
    fn normal(&mut self) -> Said<()> {
        if !self.coach.may_be_normal(self.now.wall) {
            return self.tell(
                "That is for pain that is old, and steady for four weeks or more. Nothing was changed.",
            );
        }
        self.record(NormalMarked {});
        self.tell("Noted: no notes about no change for eight weeks. If it gets worse, supple says so.")?;
        self.saved()
    }

    /// Where each line comes from.
    fn sources(&mut self, today: &TodaysPlan, prompts: &Prompts) -> Said<()> {
        for prompt in &prompts.open {
            self.say(&format!("The note: {}.", prompt.sources.join(", ")))?;
        }
        self.say(&format!("The session as a whole: {}.", today.plan.sources.join(", ")))?;
        for item in &today.plan.exercises {
            self.say(&format!(
                "{}: {}.",
                self.coach.name_on(&item.id, self.now.date()),
                item.sources.join(", ")
            ))?;
        }
        if let Some(aerobic) = &today.plan.aerobic {
            self.say(&format!("Easy walk: {}.", aerobic.sources.join(", ")))?;
        }
        self.say("supple why, with the name of an exercise, says more.")
    }
}

fn key(line: &str) -> Option<Key> {
    Some(match line {
        "" => Key::Go,
        "f" => Key::Flare,
        "a" => Key::Read,
        "t" => Key::Chart,
        "l" => Key::Walk,
        "p" => Key::Profile,
        "-" | "minus" => Key::Fewer,
        "+" | "=" | "plus" => Key::More,
        "sources" => Key::Sources,
        "m" => Key::Answers,
        "o" | "i" | "e" => Key::OnScreens,
        "c" => Key::Check,
        "r" => Key::Region,
        "again" | "." => Key::Again,
        "v" => Key::Ahead,
        "s" => Key::Stiff,
        "n" => Key::Normal,
        "?" | "help" => Key::Help,
        _ => {
            let number = line.strip_prefix('w')?.trim();
            Key::Why(if number.is_empty() { 0 } else { line_of(number, usize::MAX)? })
        }
    })
}

fn dose(item: &Item) -> String {
    words::dose(item.kind, item.dose, item.sides)
}

/// "1 exercise", "4 exercises".
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
