//! Which questions are due: those of the screens ahead, and those that an answer has opened.

use std::collections::BTreeSet;

use super::{Interview, Screen};
use crate::domain::screening::answer::QuestionId;
use crate::domain::screening::question::{Moment, Question};
use crate::domain::screening::rulebook::RuleBook;

impl<'a> Interview<'a> {
    /// Questions that are due now out of their turn: ticked, opened by an answer, or opened late.
    pub(super) fn opened(&self) -> Vec<&'a Question> {
        let ahead: BTreeSet<&QuestionId> = self
            .plan
            .get(self.state.at..)
            .unwrap_or_default()
            .iter()
            .flat_map(|screen| match screen {
                Screen::Single(id) => std::slice::from_ref(id),
                Screen::Group(_, items) => items.as_slice(),
                Screen::Short(_) => &[],
            })
            .collect();
        self.book
            .questions
            .iter()
            .filter(|q| self.state.wanted.contains(&q.id) && !ahead.contains(&q.id) && self.is_open(q))
            .collect()
    }

    pub(super) fn is_open(&self, question: &Question) -> bool {
        !self.state.fresh.contains(&question.id)
            && (self.state.forced.contains(&question.id)
                || question.condition_holds(&self.state.answers, &self.context.derived))
    }

    pub(super) fn due_items(&self, items: &[QuestionId]) -> Vec<&'a Question> {
        items
            .iter()
            .filter_map(|id| self.book.question(id))
            .filter(|question| self.is_open(question))
            .collect()
    }

    pub(super) fn is_due(&self, screen: &Screen) -> bool {
        match screen {
            Screen::Short(id) => self.book.short(id).is_some_and(|short| {
                short.no_keeps_all || short.opens.iter().any(|item| !self.state.fresh.contains(item))
            }),
            Screen::Single(id) => self.book.question(id).is_some_and(|question| self.is_open(question)),
            Screen::Group(_, items) => !self.due_items(items).is_empty(),
        }
    }

    /// Moves past screens that need not be shown.
    pub(super) fn go_on(&mut self) {
        while self.plan.get(self.state.at).is_some_and(|screen| !self.is_due(screen)) {
            self.state.at += 1;
        }
    }
}

pub(super) fn screen(book: &RuleBook, name: &str, moments: &[Moment]) -> Option<Screen> {
    if let Some(group) = name.strip_prefix('@') {
        let group = book.group(group)?;
        let items = group
            .items
            .iter()
            .filter(|item| book.question(item).is_some_and(|q| moments.iter().any(|m| q.asked.contains(m))))
            .cloned()
            .collect();
        return Some(Screen::Group(group.id.clone(), items));
    }
    if book.short(name).is_some() {
        return Some(Screen::Short(name.to_owned()));
    }
    book.question(name).map(|question| Screen::Single(question.id.clone()))
}

/// Questions whose condition names this one and which are on no screen of their own.
pub(super) fn follow_ups(book: &RuleBook, id: &str) -> Vec<QuestionId> {
    let mut found: Vec<QuestionId> = Vec::new();
    let mut look = vec![id.to_owned()];
    while let Some(parent) = look.pop() {
        for question in &book.questions {
            let opened = question.asked_if.as_ref().is_some_and(|cond| cond.ids().contains(parent.as_str()));
            let own_screen = question.group.is_some() || book.intake.contains(&question.id);
            if opened && !own_screen && !found.contains(&question.id) {
                found.push(question.id.clone());
                look.push(question.id.clone());
            }
        }
    }
    found
}
