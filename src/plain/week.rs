//! At the first start of a new week, once: what rose, what eased and why. Nothing is asked.

use super::talk::{Plain, Said};
use crate::coach::desk::Desk;

impl Plain {
    /// Says it, if there is something to say.
    pub(super) fn week(&mut self) -> Said<()> {
        let Some(news) = self.coach.week_news(self.now.wall).filter(|_| !self.straight) else {
            return Ok(());
        };
        self.title("A new week.")?;
        for line in news.lead() {
            self.tell(&line)?;
        }
        for (head, moved) in news.parts() {
            self.say(&format!("{head}:"))?;
            for moved in moved {
                let why = moved.why.as_ref().map_or(String::new(), |why| format!(" {why}"));
                self.tell(&format!("{}{why}", moved.line()))?;
            }
        }
        self.record(news.shown());
        self.saved()
    }
}
