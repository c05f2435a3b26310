//! Chosen while an exercise runs: another form of it, or another exercise of the session.

use super::session::{Sitting, Why};
use super::talk::{Plain, Question, Said, is_back, line_of};
use crate::session::message::Message;
use crate::session::view::View;

const EXPECT: &str = "A number of the list. b: go on with it. ! or stop: something is wrong.";

impl Plain {
    /// "Easier or harder?"
    pub(super) fn which_form(&mut self, sitting: &mut Sitting) -> Said<()> {
        let Some(item) = sitting.machine.current().cloned() else { return Ok(()) };
        let view = self.view(sitting);
        let (sore, session) = (view.advice.is_some(), sitting.machine.session().to_owned());
        let choices = self.coach.forms(&session, &item, sore, &self.settings, self.now.wall);
        for why in &choices.not {
            self.tell(why)?;
        }
        sitting.spoken.forget();
        if choices.list.is_empty() {
            return self.send(sitting, Message::SkipCancel);
        }
        let question = Question::new(format!("{}: easier or harder?", view.name), EXPECT)
            .list(choices.list.iter().map(|choice| &choice.words))
            .help(
                "The next plan begins with an easier form; a harder one counts as the form that was planned.",
            );
        match self.chosen(sitting, &question, choices.list.len())? {
            Some(line) => match choices.list.get(line).cloned() {
                Some(choice) => {
                    self.look();
                    let now = sitting.mono(self.now.mono);
                    let effects = sitting.machine.swap(choice.form, choice.why, now);
                    sitting.spoken.renew();
                    self.carry_out(sitting, effects)
                }
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// "Which one?"
    pub(super) fn which_place(&mut self, sitting: &mut Sitting, view: &View) -> Said<()> {
        let lines: Vec<String> =
            view.list.iter().map(|stop| format!("{}, {}", stop.name, stop.came.words())).collect();
        let question =
            Question::new("Go to which exercise?", EXPECT).list(&lines).help("What is passed by comes last.");
        sitting.spoken.forget();
        match self.chosen(sitting, &question, lines.len())? {
            Some(place) if place == view.item => self.send(sitting, Message::SkipCancel),
            Some(place) => self.send(sitting, Message::Jump(place)),
            None => Ok(()),
        }
    }

    /// The line of a list that was chosen; `None`: something else was said, and has been done.
    fn chosen(&mut self, sitting: &mut Sitting, question: &Question, lines: usize) -> Said<Option<usize>> {
        let typed = self.ask(question, |line| match line {
            "!" | "stop" => Some(Why::Wrong),
            "q" => Some(Why::Leave),
            _ if is_back(line) => Some(Why::Back),
            _ => line_of(line, lines).map(Why::Reason),
        })?;
        match typed {
            Why::Reason(line) => return Ok(Some(line)),
            Why::Back => self.send(sitting, Message::SkipCancel)?,
            Why::Wrong => self.stop(sitting)?,
            Why::Leave => self.leave(sitting)?,
        }
        Ok(None)
    }
}
