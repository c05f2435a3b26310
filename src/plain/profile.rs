//! The four keys that the plan cannot do without.

use super::talk::{Plain, Question, SCORE, Said, Sure, YES_NO, line_of, score, yes_no};
use crate::coach::desk::Desk;
use crate::coach::profile::{self, Key, MINUTES, SETTLE};
use crate::journal::event::ProfileSet;

impl Plain {
    /// Asks what is open of them; `again`: all four.
    pub(super) fn profile(&mut self, again: bool) -> Said<()> {
        self.title("About you, four questions.")?;
        for words in self.coach.settled_words() {
            self.tell(&format!("Not asked in the safety check: {words}."))?;
        }
        let mut at = 0;
        while let Some(key) = Key::ALL.get(at).copied() {
            if !again && key.is_answered(&self.coach.history.profile) {
                at += 1;
                continue;
            }
            match self.key(key)? {
                Some(set) => {
                    self.record(set);
                    at += 1;
                }
                None if again && at > 0 => at -= 1,
                None => return Ok(()),
            }
        }
        self.saved()
    }

    fn key(&mut self, key: Key) -> Said<Option<ProfileSet>> {
        let (text, why) = key.words();
        self.title(text)?;
        let question = |expect: &str| Question::new("", expect).help(why);
        let fits: fn(&str) -> Option<ProfileSet> = match key {
            Key::UsualPain => |line| score(line).map(profile::usual_pain),
            Key::Settle => |line| line_of(line, SETTLE.len()).and_then(profile::settle),
            Key::Floor => |line| yes_no(line).map(|answer| profile::floor(answer == Sure::Yes)),
            Key::Minutes => |line| line_of(line, MINUTES.len()).and_then(profile::minutes),
        };
        let question = match key {
            Key::UsualPain => question(SCORE),
            Key::Floor => question(YES_NO).list_of_keys(YES_NO),
            Key::Settle => question("A number from 1 to 3.").list(SETTLE.iter().map(|(_, words)| words)),
            Key::Minutes => question("A number from 1 to 5; the list says how many minutes.")
                .list(MINUTES.iter().map(|minutes| format!("{minutes} minutes"))),
        };
        self.ask_or_back(&question, fits)
    }
}
