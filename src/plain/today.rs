//! The plan of today: what, how much, and why. From here everything begins.

use super::talk::{Gone, Plain, Question, Said};
use super::words;
use crate::coach::plan::{Not, TodaysPlan};
use crate::coach::prompts::Prompts;
use crate::coach::start::{self, Go};
use crate::content::disclaimer::DISCLAIMER;
use crate::domain::plan::output::Item;
use crate::journal::event::{FlareDeclared, Moment, PromptAcknowledged};

/// Minutes that a day can be set to.
const MINUTES: [i32; 6] = [5, 10, 15, 20, 25, 30];

const KEYS: &str = "Enter: begin.
f: today is a flare, a short and gentle set.
a: the notes are read, fold them away for two weeks.
t: your chart.
l: log a walk.
p: change your profile.
- or minus: fewer minutes today.
+ or plus: more minutes today.
i: the sources of every line.
c: the whole safety check again.
r: another region.
w: say the plan again.
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
                    if !self.coach.history.flares.contains(&self.now.date()) {
                        self.record(FlareDeclared {});
                    }
                    self.say("Marked as a flare: today is short and gentle.")?;
                    return self.saved();
                }
                Key::Read => {
                    for prompt in &prompts.open {
                        self.record(PromptAcknowledged { code: prompt.code.clone() });
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
                let (machine, session) = start::begin(self, &today.plan, minutes, None, settings);
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
        if !prompts.open.is_empty() {
            self.say("a: I have read this, fold it away for two weeks.")?;
        }
        if prompts.folded > 0 {
            self.say(&format!("{} read and folded away.", count(prompts.folded, "note")))?;
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
            self.say(&format!("Easy walk: {} minutes, beside the session.", aerobic.minutes))?;
            self.tell(&aerobic.reason)?;
        }
        for removed in &today.plan.removed {
            self.tell(&format!("Left out: {}", removed.reason))?;
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
                let minutes = plan.est_seconds.div_ceil(60);
                let exercises = count(plan.exercises.len(), "exercise");
                self.say(&format!("{exercises}, about {minutes} minutes on the mat."))?;
                self.tell(&plan.reason)
            }
        }
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
        "i" => Key::Sources,
        "c" => Key::Check,
        "r" => Key::Region,
        "w" => Key::Again,
        "?" | "help" => Key::Help,
        _ => return None,
    })
}

fn dose(item: &Item) -> String {
    words::dose(item.kind, item.dose, item.sides)
}

/// "1 exercise", "4 exercises".
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
