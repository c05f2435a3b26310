//! "A clinician has seen me": which flag, when, who, what they said; read back before it is stored.

use super::talk::{Plain, Question, Said, line_of};
use crate::coach::clear::{self, OUTCOMES, ROLES};
use crate::coach::desk::Desk;
use crate::domain::screening::block::{Clearance, Outcome, Role, check_clearance};

impl Plain {
    /// Records one clearance of one flag.
    pub(super) fn clearance(&mut self) -> Said<()> {
        self.title("A clinician has seen me.")?;
        let flags = self.coach.standing(self.now.wall).active;
        let words: Vec<String> = flags.iter().map(|flag| self.coach.flag_words(flag)).collect();
        let first = usize::from(flags.len() <= 1);
        let mut picked = [0; 4];
        let (mut profession, mut limits) = (String::new(), String::new());
        let mut at = first;
        loop {
            let flag = flags.get(picked[0]);
            let today = self.now.date();
            let days = clear::days(flag, today);
            let (text, lines): (&str, Vec<String>) = match at {
                0 => ("Which of these did they look at? Each one is recorded by itself.", words.clone()),
                1 => (
                    "Which day did they see you, or speak to you?",
                    days.iter().map(|day| clear::day_line(*day, today)).collect(),
                ),
                2 => ("Who was it?", ROLES.iter().map(|(_, words)| (*words).to_owned()).collect()),
                3 => ("What did they say?", OUTCOMES.iter().map(|(_, words)| (*words).to_owned()).collect()),
                _ => {
                    let found = flag.zip(days.get(picked[1])).zip(clear::role(picked[2], &profession));
                    let Some((((flag, day), role), (outcome, _))) = found.zip(OUTCOMES.get(picked[3])) else {
                        return Ok(());
                    };
                    let clearance = Clearance {
                        flag: flag.id.clone(),
                        seen_on: *day,
                        role,
                        outcome: *outcome,
                        limits: clear::limits(picked[3], &limits),
                        recorded_at: self.now.wall,
                    };
                    if !self.is_right(&self.coach.clearance_words(flag, &clearance))? {
                        at = 3;
                        continue;
                    }
                    if let Err(why) = check_clearance(flag, &clearance, self.now.wall) {
                        self.tell(&why.to_string())?;
                        at = 1;
                        continue;
                    }
                    self.record(clear::event(&clearance));
                    self.tell(&clear::told(flag, clearance.outcome))?;
                    return self.saved();
                }
            };
            let count = lines.len();
            let question = Question::new(text, format!("A number from 1 to {count}."))
                .list(&lines)
                .help(clear::PROFESSION_HELP);
            let line = self.ask_or_back(&question, |line| line_of(line, count))?;
            match line {
                Some(line) => {
                    picked[at] = line;
                    let other = at == 2 && matches!(ROLES.get(line), Some((Role::Other(_), _)));
                    let limited = at == 3 && matches!(OUTCOMES.get(line), Some((Outcome::WithLimits, _)));
                    let words = match (other, limited) {
                        (true, _) => self.profession()?.map(|words| profession = words),
                        (_, true) => self.limits()?.map(|words| limits = words),
                        _ => Some(()),
                    };
                    // Back from the words is back to the list that they belong to.
                    at += usize::from(words.is_some());
                }
                None if at <= first => return Ok(()),
                None => at -= 1,
            }
        }
    }

    /// Of another clinician.
    fn profession(&mut self) -> Said<Option<String>> {
        let question =
            Question::new(clear::PROFESSION, "One or two words. b: back.").help(clear::PROFESSION_HELP);
        loop {
            match self.ask_words(&question)? {
                Some(words) if words.trim().is_empty() => self.say("Type the profession first.")?,
                words => return Ok(words.as_deref().map(cut)),
            }
        }
    }

    /// In the person's words.
    fn limits(&mut self) -> Said<Option<String>> {
        let question = Question::new(clear::LIMITS, "A line of text. Enter alone: none were named. b: back.")
            .help(clear::LIMITS_HELP);
        Ok(self.ask_words(&question)?.as_deref().map(cut))
    }

    fn is_right(&mut self, sentence: &str) -> Said<bool> {
        let expect = "y: yes, that is right. b: no, go back and mend it.";
        let question = Question::new(format!("{sentence} Is that right?"), expect)
            .list_of_keys(expect)
            .help("We take your word for it. This protects you, not us.");
        self.ask(&question, |line| match line {
            "y" | "yes" => Some(true),
            "b" | "back" | "n" | "no" => Some(false),
            _ => None,
        })
    }
}

/// As long as it may be.
fn cut(words: &str) -> String {
    words.chars().take(clear::LONGEST).collect()
}
