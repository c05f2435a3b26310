//! How it was after the last session: an hour later, and next morning. What decides the next step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::score::Score;
use crate::journal::event::{FollowedUp, SignsNoted};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::body::Body;
use crate::tui::screens::walk::moved;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::scale;

enum Asked {
    Hour,
    Morning,
    Signs,
}

/// Signs of having done too much that show only the day after, with their words (source: S0).
const SIGNS: [(&str, &str); 3] = [
    ("fatigue_all_day", "Tired all day"),
    ("sleepless", "Tired, but slept badly"),
    ("lasting_joint_stiffness", "Joints stiff or aching on, more than mild muscle soreness"),
];

/// Offered, never asked: the place of the pain is marked only when it has changed.
const ELSEWHERE: &str = "Only if it hurts somewhere else now: mark where.";

/// Asks about one session.
pub struct FollowUp {
    session: String,
    day: String,
    asked: Asked,
    mark: Option<Score>,
    morning_due: bool,
    ticked: [bool; 3],
    cursor: usize,
}

impl FollowUp {
    /// The questions that are open about the last session, if any.
    pub fn open(shared: &Shared) -> Option<FollowUp> {
        let due = shared.coach.followup_due(shared.now.wall)?;
        Some(FollowUp {
            session: due.session,
            day: due.day,
            asked: if due.hour { Asked::Hour } else { Asked::Morning },
            mark: None,
            morning_due: due.morning,
            ticked: [false; 3],
            cursor: 0,
        })
    }

    fn record(&self, shared: &mut Shared, over_1h: Option<bool>, next_morning: Option<Score>) {
        shared.record(FollowedUp { session: self.session.clone(), over_1h, next_morning });
    }

    fn hour(&mut self, over_1h: Option<bool>, shared: &mut Shared) -> Step {
        if over_1h.is_some() {
            self.record(shared, over_1h, None);
        }
        if self.morning_due {
            self.asked = Asked::Morning;
            Step::Stay
        } else {
            Step::Home
        }
    }

    fn morning(&mut self, score: Score, shared: &mut Shared) -> Step {
        self.record(shared, None, Some(score));
        // Only a morning that was worse is worth one more screen.
        let usual = shared.coach.history.profile.usual_pain;
        if usual.is_some_and(|usual| score > usual) {
            self.asked = Asked::Signs;
            return Step::Stay;
        }
        Step::Home
    }
}

impl Screen for FollowUp {
    fn scope(&self) -> Scope {
        match self.asked {
            Asked::Hour => Scope::After,
            Asked::Morning => Scope::AfterRate,
            Asked::Signs => Scope::TickPlain,
        }
    }

    fn title(&self, _shared: &Shared) -> String {
        format!("After your session {}", self.day)
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        match self.asked {
            Asked::Hour => {
                page.text("Was it more painful than before for over an hour afterwards?", theme.title())
                    .gap();
                page.text(
                    "How it was later tells more than how it felt on the mat. Even, dull muscle soreness is not meant.",
                    theme.muted(),
                );
                page.gap().hanging("m ", ELSEWHERE, theme.key(), theme.muted());
            }
            Asked::Morning => {
                page.text("How bad was the pain the next morning, 0 to 10?", theme.title()).gap();
                page.line(scale::line(theme, self.mark, usize::from(area.width))).gap();
                page.text("The morning after decides whether there is a step up.", theme.muted());
                page.gap().hanging("m ", ELSEWHERE, theme.key(), theme.muted());
            }
            Asked::Signs => {
                page.text("Did any of these come with it?", theme.title()).gap();
                for (index, (_, words)) in SIGNS.iter().enumerate() {
                    let tick = if self.ticked[index] { "[x]" } else { "[ ]" };
                    let mark = if index == self.cursor { "›" } else { " " };
                    let lead = format!("{mark} {} {tick} ", index + 1);
                    page.hanging(&lead, words, theme.key(), theme.plain());
                }
                page.gap().text("Tick what fits and press Enter, or x for none.", theme.muted());
            }
        }
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match (&self.asked, action) {
            (_, Action::Quit) => return Step::Quit,
            (_, Action::Body) => return Step::Show(Box::new(Body::new(shared))),
            (Asked::Hour, Action::Yes) => return self.hour(Some(true), shared),
            (Asked::Hour, Action::No) => return self.hour(Some(false), shared),
            (Asked::Hour, Action::Unsure) => return self.hour(None, shared),
            (Asked::Morning, Action::Digit(value)) => {
                return Score::new(value).map_or(Step::Stay, |score| self.morning(score, shared));
            }
            (Asked::Morning, Action::Ten) => return self.morning(Score::TEN, shared),
            (Asked::Morning, Action::Left) => self.mark = moved(self.mark, -1),
            (Asked::Morning, Action::Right) => self.mark = moved(self.mark, 1),
            (Asked::Morning, Action::Confirm) => {
                return self.mark.map_or(Step::Stay, |score| self.morning(score, shared));
            }
            (Asked::Signs, Action::Digit(digit)) => {
                if let Some(tick) = self.ticked.get_mut(usize::from(digit).wrapping_sub(1)) {
                    *tick = !*tick;
                }
            }
            (Asked::Signs, Action::Toggle) => {
                if let Some(tick) = self.ticked.get_mut(self.cursor) {
                    *tick = !*tick;
                }
            }
            (Asked::Signs, Action::Up) => self.cursor = self.cursor.saturating_sub(1),
            (Asked::Signs, Action::Down) => self.cursor = (self.cursor + 1).min(SIGNS.len() - 1),
            (Asked::Signs, Action::None) => return Step::Home,
            (Asked::Signs, Action::Confirm) => {
                let ticked = SIGNS.iter().zip(self.ticked).filter(|(_, ticked)| *ticked);
                let signs: Vec<String> = ticked.map(|((id, _), _)| (*id).to_owned()).collect();
                if !signs.is_empty() {
                    shared.record(SignsNoted { session: self.session.clone(), signs });
                    return Step::Home;
                }
            }
            _ => {}
        }
        Step::Stay
    }
}
