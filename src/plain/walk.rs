//! A walk, a ride, a swim, logged afterwards.

use super::followup::minutes;
use super::talk::{Plain, Question, SCORE, Said, Sure, YES_NO, score, yes_no};
use crate::journal::event::WalkDone;

impl Plain {
    /// Asks three things and stores them as one line.
    pub(super) fn walk(&mut self) -> Said<()> {
        self.title("Log a walk or the like.")?;
        let target = self.coach.walk_asked(self.now.wall);
        if let Some((minutes, _)) = &target {
            self.say(&format!("Your plan says {minutes} minutes."))?;
        }
        let expect = "Minutes, 1 to 1440.";
        let question = Question::new("How many minutes did you walk, cycle or swim today?", expect)
            .list_of_keys(expect)
            .help("Short walks of one day add up: type their sum.");
        let Some(minutes) = self.ask_or_back(&question, minutes)? else { return Ok(()) };
        let question = Question::new("How bad was the worst pain during it, 0 to 10?", SCORE);
        let Some(pain) = self.ask_or_back(&question, score)? else { return self.walk() };
        let question = Question::new("Could you speak in full sentences all the way?", YES_NO)
            .list_of_keys(YES_NO)
            .help("If not, slower comes before longer.");
        let Some(talk) = self.ask_or_back(&question, yes_no)? else { return self.walk() };
        let talk_ok = match talk {
            Sure::Yes => Some(true),
            Sure::No => Some(false),
            Sure::Unsure => None,
        };
        let (asked, session) = target.map_or((None, None), |(asked, session)| (Some(asked), Some(session)));
        self.record(WalkDone { session, asked, minutes, pain: Some(pain), talk_ok });
        self.say(&format!("Logged: {minutes} minutes."))?;
        self.saved()
    }
}
