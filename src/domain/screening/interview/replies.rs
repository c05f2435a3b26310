//! What a reply comes to: it stands, is asked once more, or is read back first.

use super::Interview;
use super::due::follow_ups;
use crate::domain::screening::answer::{QuestionId, Value};
use crate::domain::screening::assess;
use crate::domain::screening::question::{Kind, Question};
use crate::domain::screening::tier::Tier;
use crate::domain::screening::words;

impl Interview<'_> {
    /// "You said that ...", and what else it came together with.
    pub(super) fn sentence(&self, question: &Question, value: &Value) -> String {
        let mut sentence = words::you_said(question, value);
        let mut together: Vec<&str> = Vec::new();
        for fired in self.newly_serious(&question.id, value) {
            for id in fired.because {
                if let Some(other) = self.book.question(&id).filter(|other| other.id != question.id)
                    && !together.contains(&other.id.as_str())
                    && let Some(earlier) = self.state.answers.get(&other.id)
                {
                    together.push(&other.id);
                    sentence.push(' ');
                    sentence.push_str(&words::you_said(other, earlier));
                }
            }
        }
        sentence
    }

    /// The rules of `urgent` and worse that this answer would add.
    fn newly_serious(&self, id: &str, value: &Value) -> Vec<assess::Fired> {
        let before = assess::fired(self.book, &self.state.answers, &self.context.derived);
        let mut answers = self.state.answers.clone();
        answers.insert(id.to_owned(), value.clone());
        assess::fired(self.book, &answers, &self.context.derived)
            .into_iter()
            .filter(|fired| fired.tier >= Tier::Urgent)
            .filter(|fired| !before.iter().any(|known| known.rule == fired.rule))
            .collect()
    }

    pub(super) fn answer_question(
        &mut self,
        question: &Question,
        asked_again: bool,
        value: Value,
    ) -> Result<Vec<(QuestionId, Value)>, String> {
        question.check(&value)?;
        self.sense(question, &value)?;
        self.undo.push(self.state.clone());
        if question.is_unsure(&value) && !asked_again {
            self.state.again.insert(question.id.clone());
            return Ok(Vec::new());
        }
        if !self.newly_serious(&question.id, &value).is_empty() {
            self.state.pending = Some((question.id.clone(), value));
            return Ok(Vec::new());
        }
        Ok(self.stand(question, value))
    }

    /// What only the questions together can tell.
    fn sense(&self, question: &Question, value: &Value) -> Result<(), String> {
        if question.id == "area" && *value == Value::Picks(Vec::new()) {
            return Err("Pick at least one place.".to_owned());
        }
        let age = self.state.answers.get("age").and_then(Value::as_number);
        match (question.id.as_str(), value.as_number(), age) {
            ("onset_age", Some(onset), Some(age)) if onset > age => {
                Err(format!("You said that you are {age} years old. Give the age at which the pain began."))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn confirm(&mut self, question: &Question, value: Value) -> Vec<(QuestionId, Value)> {
        let serious = self.newly_serious(&question.id, &value);
        self.state.pending = None;
        let stands = self.stand(question, value);
        self.state.ended = serious.iter().any(|fired| fired.tier == Tier::Emergency);
        self.undo.clear();
        stands
    }

    fn stand(&mut self, question: &Question, value: Value) -> Vec<(QuestionId, Value)> {
        self.state.shown += 1;
        self.put(&question.id, value.clone());
        self.go_on();
        vec![(question.id.clone(), value)]
    }

    fn put(&mut self, id: &str, value: Value) {
        self.state.fresh.insert(id.to_owned());
        self.state.answers.insert(id.to_owned(), value);
    }

    pub(super) fn answer_short(
        &mut self,
        id: &str,
        value: &Value,
    ) -> Result<Vec<(QuestionId, Value)>, String> {
        let Some(short) = self.book.short(id) else { return Ok(Vec::new()) };
        let opens = match value.as_choice() {
            Some("no") => false,
            Some("yes" | "unsure") => true,
            _ => return Err(format!("{id} takes one of no, yes, unsure.")),
        };
        self.undo.push(self.state.clone());
        self.state.shown += 1;
        self.state.at += 1;
        let mut stands = Vec::new();
        if opens {
            self.open(short.opens.iter().cloned());
            self.state.forced.extend(short.always.iter().cloned());
        } else if !short.no_keeps_all {
            for item in short.opens.iter().filter_map(|item| self.book.question(item)) {
                stands.extend(self.nothing_new(item));
            }
        }
        self.go_on();
        Ok(stands)
    }

    /// A short "no" says that nothing is new. What was old and checked, or cleared, is still there.
    fn nothing_new(&mut self, question: &Question) -> Vec<(QuestionId, Value)> {
        let Some(no) = question.no_value() else { return Vec::new() };
        if self.state.fresh.contains(&question.id) {
            return Vec::new();
        }
        let earlier = self.context.earlier.get(&question.id);
        let stays = earlier
            .filter(|value| value.as_choice().is_some_and(|name| question.stays.iter().any(|s| s == name)));
        let value = stays.cloned().unwrap_or_else(|| Value::choice(no));
        if stays.is_some() {
            // When it was and who has looked at it still holds; a wound or a warning sign is of its day.
            let lasting = |id: &QuestionId| self.book.question(id).is_some_and(|q| q.kind == Kind::Choice);
            for opened in follow_ups(self.book, &question.id).into_iter().filter(lasting) {
                if let Some(earlier) = self.context.earlier.get(&opened).cloned() {
                    self.state.answers.insert(opened, earlier);
                }
            }
        }
        self.put(&question.id, value.clone());
        vec![(question.id.clone(), value)]
    }

    pub(super) fn answer_ticks(
        &mut self,
        items: &[&Question],
        yes: &[QuestionId],
        unsure: &[QuestionId],
    ) -> Result<Vec<(QuestionId, Value)>, String> {
        if let Some(strange) = yes.iter().chain(unsure).find(|id| !items.iter().any(|item| item.id == **id)) {
            return Err(format!("\"{strange}\" is not on this list."));
        }
        self.undo.push(self.state.clone());
        self.state.shown += 1;
        self.state.at += 1;
        let mut stands = Vec::new();
        for item in items {
            if unsure.contains(&item.id) {
                // Marking "not sure" on the list was the first time of asking.
                self.state.again.insert(item.id.clone());
            } else if !yes.contains(&item.id)
                && let Some(no) = item.no_value()
            {
                let value = Value::choice(no);
                self.put(&item.id, value.clone());
                stands.push((item.id.clone(), value));
            }
        }
        self.open(yes.iter().chain(unsure).cloned());
        self.go_on();
        Ok(stands)
    }

    /// Puts questions, and what they may open in turn, among those to be asked. A follow-up belongs to
    /// its question at every moment: without it a severe weakness before a session would count as a
    /// mild one.
    fn open(&mut self, ids: impl Iterator<Item = QuestionId>) {
        for id in ids {
            self.state.wanted.extend(follow_ups(self.book, &id));
            self.state.wanted.insert(id);
        }
    }
}
