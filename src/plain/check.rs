//! The safety check: one question, one list or one read-back at a time. What is asked and what it means
//! is the interview's.

use super::talk::{Plain, Question, Said, Sure, line_of, number, score, yes_no};
use super::talk::{SCORE, YES_NO};
use crate::coach::check;
use crate::coach::conversation::Conversation;
use crate::domain::screening::answer::Value;
use crate::domain::screening::interview::{Reply, Step as Asked};
use crate::domain::screening::question::{Kind, Question as Asking};
use crate::journal::event::Moment;

/// A reply, or one step back.
type Replied = Option<Reply>;

impl Plain {
    /// One check from its beginning to its end, and the ones that have to follow it.
    pub(super) fn check(&mut self, moment: Moment) -> Said<()> {
        let talk = Conversation::begin(moment, self);
        self.talk_through(talk)
    }

    /// One question again, whose answer has changed.
    pub(super) fn change(&mut self, question: &str) -> Said<()> {
        let talk = Conversation::change(question, self);
        self.talk_through(talk)
    }

    fn talk_through(&mut self, mut talk: Conversation) -> Said<()> {
        loop {
            let moment = talk.run.moment;
            self.title(&format!("{}.", moment.title().trim_end_matches('.')))?;
            while talk.interview.current() != Asked::Done {
                let (at, of) = talk.interview.progress();
                match self.put(talk.interview.current(), at, of)? {
                    Some(reply) => {
                        if let Err(why) = talk.reply(reply, self) {
                            self.tell(&why)?;
                        }
                    }
                    None if talk.interview.back() => {}
                    // After "something is wrong" the questions cannot be walked away from by one key.
                    None if moment == Moment::Stop => self.say("This is the first question.")?,
                    None => return Ok(()),
                }
            }
            match talk.conclude(self) {
                Some(next) => talk = Conversation::begin(next, self),
                None => return self.saved(),
            }
        }
    }

    fn put(&mut self, step: Asked<'static>, at: usize, of: usize) -> Said<Replied> {
        if matches!(step, Asked::Ask { .. } | Asked::Short { .. } | Asked::TickAll { .. }) {
            self.title(&format!("Question {at} of {}.", of.max(at)))?;
        }
        match step {
            Asked::Ask { question, asked_again, .. } => {
                if asked_again {
                    self.say("Not sure is fine. Here is what is meant; please try once more.")?;
                    self.tell(&question.help)?;
                }
                if let Some(trend) = check::review(&self.coach, question, self.now.wall) {
                    self.tell(&trend)?;
                }
                let value = self.question(question)?;
                Ok(value.map(Reply::Value))
            }
            Asked::Short { text, help, .. } => {
                let question = Question::new(text, YES_NO).help(help);
                let value = self.yes_no_value(question)?;
                Ok(value.map(Reply::Value))
            }
            Asked::TickAll { title, lead, items, .. } => self.tick_all(title, lead, &items),
            Asked::ReadBack { sentence, .. } => {
                let expect = "y: yes, that is right. b: no, go back and mend it. m: your earlier answers.";
                let text = format!("{sentence} Is that right?");
                let question = Question::new(text, expect).list_of_keys(expect);
                loop {
                    let right = self.ask(&question, |line| match line {
                        "y" | "yes" => Some(Some(true)),
                        "b" | "back" | "n" | "no" => Some(Some(false)),
                        "m" => Some(None),
                        _ => None,
                    })?;
                    match right {
                        Some(right) => return Ok(Some(Reply::Confirm(right))),
                        None => self.read_answers()?,
                    }
                }
            }
            Asked::Done => Ok(None),
        }
    }

    /// One question: its value, or one step back.
    fn question(&mut self, asking: &Asking) -> Said<Option<Value>> {
        let question =
            |expect: &str| Question::new(with_why(asking), expect.to_owned()).help(asking.help.clone());
        match asking.kind {
            Kind::Number { min: 0, max: 10 } => {
                // The ear is told the scale where the question does not say it.
                let told = asking.text.contains("0 to 10");
                let question = if told { question(SCORE) } else { question(SCORE).list_of_keys(SCORE) };
                self.ask_or_back(&question, |line| {
                    score(line).map(|score| Value::Number(i64::from(score.get())))
                })
            }
            Kind::Number { min, max } => {
                let expect = format!("A whole number from {min} to {max}.");
                self.ask_or_back(&question(&expect).list_of_keys(&expect), |line| {
                    number::<i64>(line, max).filter(|number| *number >= min).map(Value::Number)
                })
            }
            Kind::Yn3 => self.yes_no_value(question(YES_NO)),
            Kind::Choice | Kind::Change => {
                let count = asking.values.len();
                let unsure = asking.choice("unsure").is_some();
                let expect = format!("A number from 1 to {count}.");
                let shown = asking.values.iter().map(|choice| &choice.shown);
                self.ask_or_back(&question(&expect).list(shown), |line| match (line, asking.no_value()) {
                    ("n" | "no", Some(no)) => Some(Value::choice(no)),
                    ("u", _) if unsure => Some(Value::choice("unsure")),
                    _ => {
                        let choice = asking.values.get(line_of(line, count)?)?;
                        Some(Value::choice(&choice.value))
                    }
                })
            }
            Kind::Multi => {
                let count = asking.values.len();
                let none = !asking.needs_a_pick();
                let expect = ticks_expected(count, none, false);
                let shown = asking.values.iter().map(|choice| &choice.shown);
                self.ask_or_back(&question(&expect).list(shown).then(&expect), |line| {
                    let picks = if none && line == "x" { Some((vec![], vec![])) } else { ticks(line, count) };
                    let (yes, _) = picks.filter(|(_, unsure)| unsure.is_empty())?;
                    let picked = yes.iter().filter_map(|at| asking.values.get(*at));
                    Some(Value::Picks(picked.map(|choice| choice.value.clone()).collect()))
                })
            }
        }
    }

    fn yes_no_value(&mut self, question: Question) -> Said<Option<Value>> {
        self.ask_or_back(&question.list_of_keys(YES_NO), |line| {
            Some(Value::choice(match yes_no(line)? {
                Sure::Yes => "yes",
                Sure::No => "no",
                Sure::Unsure => "unsure",
            }))
        })
    }

    fn tick_all(&mut self, title: &str, lead: &str, items: &[&Asking]) -> Said<Replied> {
        let count = items.len();
        let expect = ticks_expected(count, true, true);
        let lines = items.iter().map(|item| if item.tick.is_empty() { &item.text } else { &item.tick });
        let help: Vec<String> =
            items.iter().enumerate().filter_map(|(at, item)| explained(at, item)).collect();
        let question = Question::new(format!("{title}. {lead}"), expect.clone())
            .list(lines)
            .then(&expect)
            .help(help.join(" "));
        self.ask_or_back(&question, |line| {
            let (yes, unsure) = if line == "x" { (vec![], vec![]) } else { ticks(line, count)? };
            let ids = |places: &[usize]| {
                places.iter().filter_map(|at| items.get(*at)).map(|item| item.id.clone()).collect()
            };
            Some(Reply::Ticked { yes: ids(&yes), unsure: ids(&unsure) })
        })
    }
}

impl Question {
    /// With the keys said before the answer is asked.
    pub(super) fn list_of_keys(mut self, keys: &str) -> Question {
        self.lines = vec![keys.to_owned()];
        self
    }

    /// With one more line behind the list.
    pub(super) fn then(mut self, line: &str) -> Question {
        self.lines.push(line.to_owned());
        self
    }
}

/// The question, after the reason for it where there is one.
fn with_why(asking: &Asking) -> String {
    if asking.why.is_empty() { asking.text.clone() } else { format!("{} {}", asking.text, asking.why) }
}

fn explained(at: usize, item: &Asking) -> Option<String> {
    (!item.help.is_empty()).then(|| format!("Line {}: {}", at + 1, item.help))
}

fn ticks_expected(count: usize, none: bool, unsure: bool) -> String {
    let mut words = format!("The numbers that fit, 1 to {count}, with spaces between.");
    if unsure {
        words.push_str(" For not sure put u before the number, as in u2.");
    }
    if none {
        words.push_str(" x: none of these.");
    }
    words
}

/// Places of the lines that were ticked, and of those marked "not sure", from 0 and in their order.
pub(super) fn ticks(line: &str, count: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    let (mut yes, mut unsure) = (Vec::new(), Vec::new());
    for word in line.split([' ', ',']).filter(|word| !word.is_empty()) {
        let (list, digits) = match word.strip_prefix('u') {
            Some(digits) => (&mut unsure, digits),
            None => (&mut yes, word),
        };
        list.push(line_of(digits, count)?);
    }
    // One line cannot be both, nor is a number twice meant so.
    let mut all: Vec<usize> = yes.iter().chain(&unsure).copied().collect();
    all.sort_unstable();
    let doubled = all.windows(2).any(|pair| pair.first() == pair.last());
    yes.sort_unstable();
    unsure.sort_unstable();
    (!all.is_empty() && !doubled).then_some((yes, unsure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticked_lines() {
        assert_eq!(ticks("3 1", 4), Some((vec![0, 2], vec![])));
        assert_eq!(ticks("2, u4", 4), Some((vec![1], vec![3])));
        assert_eq!(ticks("12", 12), Some((vec![11], vec![])));
        for wrong in ["", " ", "0", "5", "1 1", "1 u1", "y", "1x", "-1", "u", "1.5", "+1", "12"] {
            assert_eq!(ticks(wrong, 4), None, "{wrong:?}");
        }
    }
}
