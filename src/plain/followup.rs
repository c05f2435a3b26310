//! How it was after the last session: an hour later, and next morning.

use super::talk::{Plain, Question, SCORE, Said, Sure, YES_NO, line_of, number, score, yes_no};
use crate::coach::desk::Desk;
use crate::coach::followup::{Ask, FollowUp, SIGNS};

/// Offered, never asked: the place of the pain is marked only when it has changed.
const ELSEWHERE: &str = "o: it hurts somewhere else now, mark where.";

impl Plain {
    /// Asks what is open about the last session.
    pub(super) fn follow_up(&mut self) -> Said<()> {
        let Some(mut talk) = FollowUp::open(&self.coach, self.now.wall) else { return self.today() };
        self.title(&format!("After your session {}.", talk.day))?;
        while let Some(ask) = talk.ask {
            let (text, why) = ask.words();
            let question = |expect: &str| Question::new(text, expect).help(why);
            match ask {
                Ask::Hour => {
                    let expect = format!("{YES_NO} {ELSEWHERE}");
                    let over = self.ask(&question(&expect).list_of_keys(&expect), |line| match line {
                        "o" => Some(None),
                        _ => yes_no(line).map(Some),
                    })?;
                    let Some(over) = over else { return self.body() };
                    let event = talk.hour(match over {
                        Sure::Yes => Some(true),
                        Sure::No => Some(false),
                        Sure::Unsure => None,
                    });
                    self.record(event);
                }
                Ask::Morning => {
                    let expect = format!("{SCORE} {ELSEWHERE}");
                    let score = self.ask(&question(&expect).list_of_keys(&expect), |line| match line {
                        "o" => Some(None),
                        _ => score(line).map(Some),
                    })?;
                    let Some(score) = score else { return self.body() };
                    let event = talk.morning(score);
                    self.record(event);
                }
                Ask::Signs => {
                    let expect = "The numbers that fit, 1 to 3, with spaces between. x: none of these.";
                    let lines = SIGNS.iter().map(|(_, words)| words);
                    let question = Question::new(text, expect).list(lines);
                    let ticked = self.ask(&question, ticks)?;
                    if let Some(event) = talk.signs(&ticked) {
                        self.record(event);
                    }
                }
            }
        }
        self.saved()
    }
}

fn ticks(line: &str) -> Option<Vec<usize>> {
    if line == "x" {
        return Some(Vec::new());
    }
    let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let places: Option<Vec<usize>> = words.iter().map(|word| line_of(word, SIGNS.len())).collect();
    places.filter(|places| !places.is_empty())
}

/// Reads a number of minutes, 1 to 1440.
pub(super) fn minutes(line: &str) -> Option<u32> {
    number::<u32>(line, 24 * 60).filter(|minutes| *minutes > 0)
}
