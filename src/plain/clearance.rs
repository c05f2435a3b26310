//! "A clinician has seen me": which flag, when, who, what they said; read back before it is stored.

use super::talk::{Plain, Question, Said, line_of};
use crate::coach::clear::{self, OUTCOMES, ROLES};
use crate::domain::screening::block::{Clearance, check_clearance};

impl Plain {
    /// Records one clearance of one flag.
    pub(super) fn clearance(&mut self) -> Said<()> {
        self.title("A clinician has seen me.")?;
        let flags = self.coach.standing(self.now.wall).active;
        let words: Vec<String> = flags.iter().map(|flag| self.coach.flag_words(flag)).collect();
        let first = usize::from(flags.len() <= 1);
        let mut picked = [0; 4];
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
                    let found = flag.zip(days.get(picked[1])).zip(ROLES.get(picked[2]));
                    let Some((((flag, day), (role, _)), (outcome, _))) = found.zip(OUTCOMES.get(picked[3]))
                    else {
                        return Ok(());
                    };
                    let clearance = Clearance {
                        flag: flag.id.clone(),
                        seen_on: *day,
                        role: role.clone(),
                        outcome: *outcome,
                        limits: None,
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
                .help("Another registered clinician: supple clear FLAG --by other:PROFESSION. A friend, a search or a chat program is none.");
            let line = self.ask_or_back(&question, |line| line_of(line, count))?;
            match line {
                Some(line) => {
                    picked[at] = line;
                    at += 1;
                }
                None if at <= first => return Ok(()),
                None => at -= 1,
            }
        }
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
