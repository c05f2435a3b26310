//! The plan of today: what, how much, and why. From here everything begins.

use super::talk::{Gone, Plain, Question, Said, score};
use super::today_keys::{KEYS, Key, key};
use crate::coach::desk::Desk;
use crate::coach::plan::{TodaysPlan, is_morning};
use crate::coach::profile::minutes_beside;
use crate::coach::prompts::Prompts;
use crate::coach::start::{self, Go, MEANWHILE};
use crate::coach::tour;
use crate::coach::wishes::Notice;
use crate::content::disclaimer::DISCLAIMER;
use crate::domain::score::Score;
use crate::journal::event::{Moment, MorningTold, NormalMarked, PromptAcknowledged};

/// What somebody expects of an exercise, if anything.
struct Expected(Option<(String, Score)>);

/// Notes at one time.
const NOTICES: usize = 2;
/// How a page for a clinician is written.
const REPORT: &str = "A page for a clinician, with your numbers and what you did, is written in a shell.
supple report writes it to the standard output, as a web page to print.
supple report --out report.html writes it into a file.
With --from and --to, and a day such as 2026-10-01, it covers those days.
With --format csv, json or fhir it is for other programs.
supple report --help says all of it.";
/// A look round.
const TOUR: &str = "Here every day begins: each line is one exercise, how much of it, and why.
Enter starts the short check and then the session; w tells more about a line, f makes it a gentle day.
In a session the seconds are counted for you, and Enter goes on or pauses.
If something is wrong, type ! or stop: the clock stands, and supple asks what happened.
After each exercise two scores are asked, pain and effort; next time, how it was an hour later and the next morning.
Those answers decide what changes, and t says how it goes over weeks.
? lists everything that can be typed.";

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
                Key::Ahead(sessions) => self.ahead(sessions)?,
                Key::Answers => return self.answers(),
                Key::Library => self.library()?,
                Key::Report => self.tell(REPORT)?,
                Key::Tour => {
                    self.tell(TOUR)?;
                    if self.coach.tour_is_open() {
                        self.record(tour::seen());
                        return self.saved();
                    }
                }
                Key::Settings => self.settings_page()?,
                Key::Body => return self.body(),
                Key::AboutYou => return self.more_about_you(),
                Key::Past => {
                    if self.past()? {
                        return Ok(());
                    }
                }
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
                    self.minutes = minutes_beside(now, key == Key::More).or(self.minutes);
                    return Ok(());
                }
                Key::Flare => return self.flare(),
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

    /// Before a session: what another terminal has done meanwhile, if it changes anything here.
    fn elsewhere(&mut self, go: Go, today: &TodaysPlan) -> Said<bool> {
        self.look_elsewhere();
        self.look();
        let now = self.now.wall;
        let plan = self.coach.plan_to_show(now, self.minutes);
        let prompts = self.coach.prompts(&plan.plan.refer, now);
        let words = self.floor.taken("Do that").or_else(|| {
            let same = self.coach.go(&plan, &prompts, now) == go && plan == *today;
            (!same).then(|| MEANWHILE.to_owned())
        });
        words.map_or(Ok(false), |words| self.tell(&words).map(|()| true))
    }

    fn go(&mut self, go: Go, today: &TodaysPlan) -> Said<()> {
        if matches!(go, Go::Begin | Go::Resume) && self.elsewhere(go, today)? {
            return Ok(());
        }
        match go {
            Go::CheckIn => self.check(Moment::Session),
            Go::Begin => {
                let minutes = self.minutes.unwrap_or_else(|| self.coach.usual_minutes());
                let settings = self.settings;
                let Some(expected) = self.expect(today)? else { return Ok(()) };
                let (machine, session) = start::begin(self, &today.plan, minutes, expected.0, settings);
                let _here = self.floor.claim();
                self.session(machine, &session)
            }
            Go::Resume => match self.coach.resumed(self.settings, self.now.wall) {
                Some((machine, session)) => {
                    let _here = self.floor.claim();
                    self.session(machine, &session)
                }
                None => Ok(()),
            },
            Go::Nothing | Go::Due | Go::ReadNote => Ok(()),
        }
    }

    /// Notes that change nothing: two at one time, more would bury the plan.
    pub(super) fn notices(&self) -> Vec<Notice> {
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
}

/// "1 exercise", "4 exercises".
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
