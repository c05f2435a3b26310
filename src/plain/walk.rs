//! A walk, a ride, a swim, logged afterwards.

use chrono::{DateTime, FixedOffset};

use super::followup::minutes;
use super::talk::{Plain, Question, SCORE, Said, Sure, YES_NO, score, yes_no};
use crate::coach::desk::Desk;
use crate::coach::past::Change;
use crate::journal::event::WalkDone;

impl Plain {
    /// The walk that today asks for, or any other of today.
    pub(super) fn walk(&mut self) -> Said<()> {
        self.title("Log a walk or the like.")?;
        let target = self.coach.walk_asked(self.now.wall);
        if let Some((minutes, _)) = &target {
            self.say(&format!("Your plan says {minutes} minutes."))?;
        }
        let (asked, session) = target.map_or((None, None), |(asked, session)| (Some(asked), Some(session)));
        let Some(walk) = self.ask_walk(None)? else { return Ok(()) };
        let minutes = walk.minutes;
        self.record(WalkDone { session: session.map(Into::into), asked, ..walk });
        self.say(&format!("Logged: {minutes} minutes."))?;
        self.saved()
    }

    /// One of another day, kept once it was confirmed.
    pub(super) fn walk_of(&mut self, at: DateTime<FixedOffset>) -> Said<()> {
        let Some(walk) = self.ask_walk(Some(at))? else { return Ok(()) };
        self.confirm_change(Ok(Change::Add { event: walk.into(), at })).map(drop)
    }

    /// Three questions; `None`: back from the first.
    fn ask_walk(&mut self, at: Option<DateTime<FixedOffset>>) -> Said<Option<WalkDone>> {
        let text = format!("How many minutes did you walk, cycle or swim {}?", self.day_of(at));
        let expect = "Minutes, 1 to 1440. b: back.";
        let first = Question::new(text, expect)
            .list_of_keys(expect)
            .help("Short walks of one day add up: type their sum.");
        let second =
            Question::new("How bad was the worst pain during it, 0 to 10?", format!("{SCORE} b: back."));
        let third = Question::new("Could you speak in full sentences all the way?", YES_NO)
            .list_of_keys(YES_NO)
            .help("If not, slower comes before longer.");
        loop {
            let Some(minutes) = self.ask_or_back(&first, minutes)? else { return Ok(None) };
            while let Some(pain) = self.ask_or_back(&second, score)? {
                let Some(talk) = self.ask_or_back(&third, yes_no)? else { continue };
                let talk_ok = match talk {
                    Sure::Yes => Some(true),
                    Sure::No => Some(false),
                    Sure::Unsure => None,
                };
                let pain = Some(pain);
                return Ok(Some(WalkDone { session: None, asked: None, minutes, pain, talk_ok }));
            }
        }
    }
}
