//! The safety check as a conversation: which question is next, and which answers now stand.
//!
//! One machine for the screens and for the line-by-line mode. It never picks an answer for anyone: a
//! "not sure" is asked once more, an answer that would give `urgent` or `emergency` is read back
//! before it stands, a question that another answer opens follows at once, and a confirmed emergency
//! ends the check.

mod due;
mod replies;

use std::collections::{BTreeMap, BTreeSet};

use self::due::{follow_ups, screen};
use super::answer::{Answers, QuestionId, Value};
use super::assess::{self, Assessment};
use super::derived::Derived;
use super::question::{Moment, Question};
use super::rulebook::RuleBook;
use super::tier::Tier;

/// What is known when a check begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// Answers of earlier checks that still count: the health list, the pattern, and for a session
    /// check also the last answers to the acute questions. They are used by conditions and rules, and
    /// are replaced by whatever is asked now.
    pub earlier: Answers,
    /// Answers already given in this same check, which a closed terminal interrupted. Not asked again.
    pub given: Answers,
    /// What the log says.
    pub derived: Derived,
    /// Questions that the person has said never apply to them, such as `pregnant`. Not asked.
    pub never: Vec<QuestionId>,
}

/// What to show now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'a> {
    /// One question.
    Ask {
        /// It.
        question: &'a Question,
        /// Whether it is asked once more after a "not sure": show the help text, say why.
        asked_again: bool,
        /// Screen number, from 1.
        number: usize,
        /// Screens in all, as far as can be told now.
        of: usize,
    },
    /// One line of the short check: yes, no or not sure.
    Short {
        /// `S1` ... `S4`, `M1`.
        id: &'a str,
        /// The question.
        text: &'a str,
        /// What is meant.
        help: &'a str,
    },
    /// A list to tick. "None of these" is a key of its own, and only once the whole list was shown.
    TickAll {
        /// Id of the group.
        group: &'a str,
        /// Its title.
        title: &'a str,
        /// The question above the list.
        lead: &'a str,
        /// The lines; show `tick`.
        items: Vec<&'a Question>,
    },
    /// An answer to confirm before it stands.
    ReadBack {
        /// The question.
        question: &'a Question,
        /// The answer.
        value: Value,
        /// "You said that ..." Ask "Is that right?" after it.
        sentence: String,
    },
    /// Nothing more to ask. What it came to is in [`Interview::assessment`].
    Done,
}

/// What the person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Answered a question, or a short line with `no`, `yes` or `unsure`.
    Value(Value),
    /// Left a tick-all screen. Both empty: "none of these".
    Ticked {
        /// Ticked.
        yes: Vec<QuestionId>,
        /// Marked "not sure".
        unsure: Vec<QuestionId>,
    },
    /// Answered a read-back.
    Confirm(bool),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Screen {
    Short(String),
    Single(QuestionId),
    Group(String, Vec<QuestionId>),
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct State {
    answers: Answers,
    fresh: BTreeSet<QuestionId>,
    wanted: BTreeSet<QuestionId>,
    forced: BTreeSet<QuestionId>,
    again: BTreeSet<QuestionId>,
    at: usize,
    shown: usize,
    pending: Option<(QuestionId, Value)>,
    ended: bool,
}

/// One run of the safety check.
#[derive(Debug, Clone)]
pub struct Interview<'a> {
    book: &'a RuleBook,
    context: Context,
    plan: Vec<Screen>,
    state: State,
    undo: Vec<State>,
    returned: BTreeMap<QuestionId, Value>,
}

impl<'a> Interview<'a> {
    /// The whole check: at first, every 12 months, and after 8 weeks away.
    pub fn intake(book: &'a RuleBook, context: Context) -> Interview<'a> {
        let mut interview = Interview::new(book, context, &[Moment::Intake], &book.intake);
        interview.state.wanted = book
            .questions
            .iter()
            .filter(|q| q.asked.contains(&Moment::Intake))
            .map(|q| q.id.clone())
            .collect();
        interview.begin()
    }

    /// The check before a session: S1 to S4, then pain now and how it compares.
    pub fn session(book: &'a RuleBook, context: Context) -> Interview<'a> {
        Interview::new(book, context, &[], &book.session).begin()
    }

    /// The check when pain rises or changes.
    pub fn recheck(book: &'a RuleBook, context: Context) -> Interview<'a> {
        let mut interview = Interview::new(book, context, &[Moment::Recheck], &book.recheck);
        interview.state.wanted = book
            .questions
            .iter()
            .filter(|q| q.asked.contains(&Moment::Recheck))
            .map(|q| q.id.clone())
            .collect();
        interview.begin()
    }

    /// The monthly questions.
    pub fn monthly(book: &'a RuleBook, context: Context) -> Interview<'a> {
        Interview::new(book, context, &[Moment::Monthly], &book.monthly).begin()
    }

    /// The question of every two weeks.
    pub fn fortnight(book: &'a RuleBook, context: Context) -> Interview<'a> {
        Interview::new(book, context, &[Moment::Fortnight], &book.fortnight).begin()
    }

    /// One question whose answer has changed, and those that the new answer makes due and that were not
    /// answered yet: a neck that hurts now, too, brings its own.
    pub fn changed(book: &'a RuleBook, context: Context, id: &str) -> Interview<'a> {
        let mut ids = vec![id.to_owned()];
        let mut at = 0;
        while let Some(parent) = ids.get(at).cloned() {
            let opened = book.questions.iter().filter(|question| {
                let names =
                    question.asked_if.as_ref().is_some_and(|cond| cond.ids().contains(parent.as_str()));
                // What is on no screen of its own is asked with its question, whatever was said before.
                let own = question.group.is_some() || book.intake.contains(&question.id);
                names && !(own && context.earlier.contains_key(&question.id))
            });
            let opened: Vec<String> = opened.map(|question| question.id.clone()).collect();
            ids.extend(opened.into_iter().filter(|opened| !ids.contains(opened)).collect::<Vec<_>>());
            at += 1;
        }
        let mut interview = Interview::new(book, context, &[Moment::Intake], &ids);
        interview.state.forced.insert(id.to_owned());
        interview.begin()
    }

    /// The questions or short lines with these ids, and whatever their answers open. Ids that do not
    /// exist are left out.
    pub fn questions(book: &'a RuleBook, context: Context, ids: &[&str]) -> Interview<'a> {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        let mut interview = Interview::new(book, context, &[Moment::Intake], &ids);
        // A question asked for by name is asked, whatever its own condition says.
        interview.state.forced.extend(ids);
        interview.begin()
    }

    fn new(book: &'a RuleBook, context: Context, moments: &[Moment], screens: &[String]) -> Interview<'a> {
        let plan = screens.iter().filter_map(|name| screen(book, name, moments)).collect();
        let state = State::default();
        Interview { book, context, plan, state, undo: Vec::new(), returned: BTreeMap::new() }
    }

    fn begin(mut self) -> Interview<'a> {
        for screen in &self.plan {
            match screen {
                Screen::Single(id) => {
                    self.state.wanted.insert(id.clone());
                }
                Screen::Group(_, items) => self.state.wanted.extend(items.iter().cloned()),
                Screen::Short(_) => {}
            }
        }
        let replaced = self.replaced();
        self.state.answers = self.context.earlier.clone();
        self.state.answers.retain(|id, _| !replaced.contains(id));
        for id in &self.context.never {
            if let Some(no) = self.book.question(id).and_then(Question::no_value) {
                self.state.answers.insert(id.clone(), Value::choice(no));
                self.state.fresh.insert(id.clone());
            }
        }
        for (id, value) in self.context.given.clone() {
            self.state.fresh.insert(id.clone());
            self.state.answers.insert(id, value);
        }
        // A check that was cut short right after a confirmed emergency does not go on asking.
        self.state.ended = self.assessment().fired.iter().any(|fired| {
            fired.tier == Tier::Emergency
                && fired.because.iter().any(|id| self.context.given.contains_key(id))
        });
        self.go_on();
        self
    }

    /// Everything that this check asks about: what an earlier check said of it no longer counts.
    fn replaced(&self) -> BTreeSet<QuestionId> {
        let mut replaced = self.state.wanted.clone();
        for screen in &self.plan {
            if let Screen::Short(id) = screen {
                let short = self.book.short(id);
                if let Some(short) = short.filter(|short| !short.no_keeps_all) {
                    replaced.extend(short.opens.iter().cloned());
                }
            }
        }
        let opened: Vec<QuestionId> = replaced.iter().flat_map(|id| follow_ups(self.book, id)).collect();
        replaced.extend(opened);
        replaced
    }

    /// What to show now.
    pub fn current(&self) -> Step<'a> {
        if self.state.ended {
            return Step::Done;
        }
        if let Some((id, value)) = &self.state.pending {
            return match self.book.question(id) {
                Some(question) => Step::ReadBack {
                    question,
                    value: value.clone(),
                    sentence: self.sentence(question, value),
                },
                None => Step::Done,
            };
        }
        if let Some(question) = self.opened().first() {
            return self.ask(question);
        }
        match self.plan.get(self.state.at) {
            None => Step::Done,
            Some(Screen::Short(id)) => match self.book.short(id) {
                Some(short) => {
                    let without = short.without.iter().find(|(never, _)| self.context.never.contains(never));
                    let text = without.map_or(&short.text, |(_, text)| text);
                    let help = if without.is_some() { &short.help_without } else { &short.help };
                    Step::Short { id: &short.id, text, help }
                }
                None => Step::Done,
            },
            Some(Screen::Single(id)) => {
                self.book.question(id).map_or(Step::Done, |question| self.ask(question))
            }
            Some(Screen::Group(id, items)) => {
                let due = self.due_items(items);
                match (due.as_slice(), self.book.group(id)) {
                    ([only], _) => self.ask(only),
                    (_, Some(group)) => {
                        Step::TickAll { group: &group.id, title: &group.title, lead: &group.lead, items: due }
                    }
                    (_, None) => Step::Done,
                }
            }
        }
    }

    /// Screen number and screens in all, as far as can be told now.
    pub fn progress(&self) -> (usize, usize) {
        let ahead = self.plan.get(self.state.at..).unwrap_or_default();
        let left = self.opened().len() + ahead.iter().filter(|screen| self.is_due(screen)).count();
        let number = self.state.shown + 1;
        (number, (self.state.shown + left).max(number))
    }

    /// Takes a reply to the current step. Gives back the answers that now stand, to be stored at
    /// once; where an id comes back a second time, after a step back, the later one counts.
    ///
    /// # Errors
    /// A sentence, when the reply is not one to the current step. Nothing has changed then.
    pub fn answer(&mut self, reply: Reply) -> Result<Vec<(QuestionId, Value)>, String> {
        let stands = match (self.current(), reply) {
            (Step::Ask { question, asked_again, .. }, Reply::Value(value)) => {
                self.answer_question(question, asked_again, value)?
            }
            (Step::Short { id, .. }, Reply::Value(value)) => self.answer_short(id, &value)?,
            (Step::TickAll { items, .. }, Reply::Ticked { yes, unsure }) => {
                self.answer_ticks(&items, &yes, &unsure)?
            }
            (Step::ReadBack { question, value, .. }, Reply::Confirm(true)) => self.confirm(question, value),
            (Step::ReadBack { .. }, Reply::Confirm(false)) => {
                self.back();
                Vec::new()
            }
            (Step::Done, _) => return Err("The check has ended; there is nothing to answer.".to_owned()),
            (Step::ReadBack { .. }, _) => {
                return Err("Say first whether what was read back is right.".to_owned());
            }
            (Step::TickAll { .. }, _) => {
                return Err("Tick what fits, or say that none of these does.".to_owned());
            }
            (_, _) => return Err("This question takes an answer of its own.".to_owned()),
        };
        for (id, value) in &stands {
            self.returned.insert(id.clone(), value.clone());
        }
        Ok(stands)
    }

    /// One step back. An answer that was read back and confirmed stays.
    pub fn back(&mut self) -> bool {
        match self.undo.pop() {
            Some(before) => {
                self.state = before;
                true
            }
            None => false,
        }
    }

    /// Every answer that counts now: those of this check, and the earlier ones that still do.
    pub fn answers(&self) -> &Answers {
        &self.state.answers
    }

    /// The answers of this check alone.
    pub fn fresh(&self) -> Answers {
        let fresh = |id: &QuestionId| self.state.fresh.contains(id);
        self.state
            .answers
            .iter()
            .filter(|(id, _)| fresh(id))
            .map(|(id, value)| (id.clone(), value.clone()))
            .collect()
    }

    /// Answers that were given out by [`Interview::answer`] and no longer stand, because the person
    /// went back and the question is now not asked at all.
    pub fn withdrawn(&self) -> Vec<QuestionId> {
        self.returned.keys().filter(|id| !self.state.fresh.contains(*id)).cloned().collect()
    }

    /// Whether all was asked. False when a confirmed emergency ended the check before that.
    pub fn is_complete(&self) -> bool {
        !self.state.ended && self.current() == Step::Done
    }

    /// What the answers come to so far.
    pub fn assessment(&self) -> Assessment {
        assess::assess(self.book, &self.state.answers, &self.context.derived)
    }

    fn ask(&self, question: &'a Question) -> Step<'a> {
        let (number, of) = self.progress();
        Step::Ask { question, asked_again: self.state.again.contains(&question.id), number, of }
    }
}
