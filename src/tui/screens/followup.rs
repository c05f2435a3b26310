//! How it was after the last session: an hour later, and next morning. What decides the next step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::followup::{Ask, FollowUp, SIGNS};
use crate::domain::score::Score;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::body::Body;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::reel::Reel;
use crate::tui::widgets::scale;

/// Offered, never asked: the place of the pain is marked only when it has changed.
const ELSEWHERE: &str = "Only if it hurts somewhere else now: mark where.";

/// Asks about one session.
pub struct FollowUpScreen {
    talk: FollowUp,
    mark: Option<Score>,
    ticked: [bool; SIGNS.len()],
    cursor: usize,
    reel: Reel,
}

impl FollowUpScreen {
    /// The questions that are open about the last session, if any.
    pub fn open(shared: &Shared) -> Option<FollowUpScreen> {
        let talk = FollowUp::open(&shared.coach, shared.now.wall)?;
        Some(FollowUpScreen {
            talk,
            mark: None,
            ticked: [false; SIGNS.len()],
            cursor: 0,
            reel: Reel::default(),
        })
    }

    fn next(&mut self) -> Step {
        self.reel = Reel::default();
        if self.talk.ask.is_none() { Step::Home } else { Step::Stay }
    }

    fn hour(&mut self, over_1h: Option<bool>, shared: &mut Shared) -> Step {
        let event = self.talk.hour(over_1h);
        shared.record(event);
        self.next()
    }

    fn morning(&mut self, score: Score, shared: &mut Shared) -> Step {
        let event = self.talk.morning(score);
        shared.record(event);
        self.next()
    }

    fn signs(&mut self, shared: &mut Shared) -> Step {
        let ticked: Vec<usize> = (0..SIGNS.len()).filter(|line| self.ticked[*line]).collect();
        if let Some(event) = self.talk.signs(&ticked) {
            shared.record(event);
        }
        self.next()
    }
}

impl Screen for FollowUpScreen {
    fn scope(&self) -> Scope {
        match self.talk.ask {
            Some(Ask::Hour) => Scope::After,
            Some(Ask::Morning) => Scope::AfterRate,
            Some(Ask::Signs) => Scope::TickPlain,
            None => Scope::Read,
        }
    }

    fn title(&self, _shared: &Shared) -> String {
        format!("After your session {}", self.talk.day)
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        let Some(ask) = self.talk.ask else { return };
        let (question, help) = ask.words();
        page.text(question, theme.title()).gap();
        match ask {
            Ask::Hour => {
                page.yes_no(theme).gap();
                page.text(help, theme.muted());
                page.gap().hanging("o ", ELSEWHERE, theme.key(), theme.muted());
            }
            Ask::Morning => {
                page.scale(theme, self.mark).gap();
                page.text(help, theme.muted());
                page.gap().hanging("o ", ELSEWHERE, theme.key(), theme.muted());
            }
            Ask::Signs => {
                for (index, (_, words)) in SIGNS.iter().enumerate() {
                    let tick = if self.ticked[index] { "[x]" } else { "[ ]" };
                    let mark = if index == self.cursor { "›" } else { " " };
                    let lead = format!("{mark} {} {tick} ", index + 1);
                    page.hanging(&lead, words, theme.key(), theme.plain());
                }
                page.gap().text("Tick what fits and press Enter, or x for none.", theme.muted());
            }
        }
        self.reel.draw(page, buffer, area, theme);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let Some(ask) = self.talk.ask else { return Step::Home };
        let lines = if ask == Ask::Signs { SIGNS.len() } else { 0 };
        let first = lines == 0 || self.cursor == 0;
        if self.reel.takes(action, first, lines == 0 || self.cursor + 1 == lines) {
            return Step::Stay;
        }
        match (ask, action) {
            (_, Action::Quit) => return Step::Quit,
            (_, Action::Body) => return Step::Show(Box::new(Body::new(shared))),
            (Ask::Hour, Action::Yes) => return self.hour(Some(true), shared),
            (Ask::Hour, Action::No) => return self.hour(Some(false), shared),
            (Ask::Hour, Action::Unsure) => return self.hour(None, shared),
            (Ask::Morning, action) => {
                let score = scale::given(&mut self.mark, action);
                return score.map_or(Step::Stay, |score| self.morning(score, shared));
            }
            (Ask::Signs, Action::Digit(digit)) => {
                if let Some(tick) = self.ticked.get_mut(usize::from(digit).wrapping_sub(1)) {
                    *tick = !*tick;
                }
            }
            (Ask::Signs, Action::Toggle) => {
                if let Some(tick) = self.ticked.get_mut(self.cursor) {
                    *tick = !*tick;
                }
            }
            (Ask::Signs, Action::Up) => self.cursor = self.cursor.saturating_sub(1),
            (Ask::Signs, Action::Down) => self.cursor = (self.cursor + 1).min(SIGNS.len() - 1),
            (Ask::Signs, Action::None) => {
                self.ticked = [false; SIGNS.len()];
                return self.signs(shared);
            }
            (Ask::Signs, Action::Confirm) if self.ticked.contains(&true) => return self.signs(shared),
            _ => {}
        }
        Step::Stay
    }
}
