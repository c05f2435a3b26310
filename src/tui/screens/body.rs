//! Where it hurts: a body from behind and from the front to mark, or the same places as a list of words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::coach::desk::Desk;
use crate::coach::limb::fall_words;
use crate::domain::body::{Fall, MOST_MARKS, Mark, Marking, Place, words};
use crate::domain::score::Score;
use crate::figure::body::Seen;
use crate::journal::event::BodyMarked;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::body::{self, Map, Picture, Way};
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::text::fit;

/// From this width on the words stand beside the picture.
const WIDE: u16 = 72;

/// The body picture. What was marked last time is marked already.
pub struct Body {
    map: Map,
    cursor: (Seen, Place),
    marks: Vec<Mark>,
    /// The list of words in place of the picture.
    list: bool,
    /// Nothing is marked, and that was asked about.
    asked: bool,
}

impl Body {
    /// With the marks of last time.
    pub fn new(shared: &Shared) -> Body {
        let map = Map::default();
        let last = shared.coach.history.body.last();
        let marks = last.map(|marking| marking.marks.clone()).unwrap_or_default();
        let place = marks.first().map_or(Place::LowBackMiddle, |mark| mark.place);
        Body { cursor: (map.seen(place), place), map, marks, list: false, asked: false }
    }

    fn mark_here(&self) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.place == self.cursor.1)
    }

    /// Marks the place under the cursor, or gives the mark there another score.
    fn set(&mut self, pain: Option<Score>, shared: &mut Shared) {
        let place = self.cursor.1;
        if let Some(mark) = self.marks.iter_mut().find(|mark| mark.place == place) {
            mark.pain = pain;
        } else if self.marks.len() < MOST_MARKS {
            self.marks.push(Mark { place, pain });
        } else {
            shared.notice = Some(format!("{MOST_MARKS} places are the most. Leave out the mildest."));
        }
    }

    fn unset(&mut self) {
        let place = self.cursor.1;
        self.marks.retain(|mark| mark.place != place);
    }

    fn go(&mut self, way: Way) {
        if !self.list {
            self.cursor = self.map.step(self.cursor, way);
            return;
        }
        let at = Place::ALL.iter().position(|place| *place == self.cursor.1).unwrap_or(0);
        let to = match way {
            Way::Up => at.saturating_sub(1),
            Way::Down => (at + 1).min(Place::ALL.len() - 1),
            Way::Left | Way::Right => at,
        };
        let place = Place::ALL[to];
        self.cursor = (self.map.seen(place), place);
    }

    fn done(&mut self, shared: &mut Shared) -> Step {
        if self.marks.is_empty() && !self.asked {
            self.asked = true;
            shared.notice = Some("Nothing is marked. Enter once more if nothing hurts.".into());
            return Step::Stay;
        }
        let marks = Marking::new(shared.now.wall, &self.marks).marks;
        let fall = shared.coach.fall_to(&marks, shared.now.wall);
        let told = words(&marks);
        shared.record(BodyMarked { marks });
        if let Some(fall) = fall {
            return Step::Become(Box::new(FallNote { fall }));
        }
        shared.notice = Some(format!("Kept: {told}."));
        Step::Back
    }

    /// `› low back, left: marked, 4`.
    fn here(&self, shared: &Shared) -> Line<'static> {
        let theme = shared.theme;
        let state = match self.mark_here() {
            Some(Mark { pain: Some(pain), .. }) => format!("  marked, {pain}"),
            Some(_) => "  marked".to_owned(),
            None => String::new(),
        };
        Line::from(vec![
            Span::styled("› ", theme.key()),
            Span::styled(self.cursor.1.words(), theme.title()),
            Span::styled(state, theme.warn()),
        ])
    }

    fn sorted(&self) -> Vec<Mark> {
        let mut marks = self.marks.clone();
        marks.sort_by_key(|mark| mark.place);
        marks
    }

    fn words_beside(&self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text("Marked", theme.title());
        if self.marks.is_empty() {
            page.text("nothing yet", theme.muted());
        }
        for mark in self.sorted() {
            page.hanging("- ", &words(&[mark]), theme.warn(), theme.plain());
        }
        page.gap().text("1 to 9 or t: how bad it is there. Nobody has to say.", theme.muted());
        page.gap().text(
            "Pain in the chest or the belly is not marked here. If it is new, do the safety check again.",
            theme.muted(),
        );
        page.draw(buffer, area, theme, 0);
    }

    fn word_list(&self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        for (line, place) in Place::ALL.iter().enumerate() {
            let from = page.height();
            let mark = self.marks.iter().find(|mark| mark.place == *place);
            let tick = if mark.is_some() { "[x]" } else { "[ ]" };
            let here = *place == self.cursor.1;
            let lead = format!("{} {tick} ", if here { "›" } else { " " });
            let text = mark.map_or_else(|| place.words().to_owned(), |mark| words(&[*mark]));
            page.hanging(&lead, &text, theme.key(), if here { theme.title() } else { theme.plain() });
            page.option_from(from, line, here);
        }
        page.draw(buffer, area, theme, 0);
    }
}

impl Screen for Body {
    fn scope(&self) -> Scope {
        Scope::Body
    }

    fn title(&self, _shared: &Shared) -> String {
        "Where does it hurt?".into()
    }

    fn corner(&self, _shared: &Shared, _narrow: bool) -> String {
        format!("{} marked", self.marks.len())
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let inner = column(area);
        if self.list {
            self.word_list(buffer, inner, shared);
            return;
        }
        let below = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        let picture = Picture {
            map: &self.map,
            cursor: self.cursor,
            marks: &self.marks,
            glyphs: shared.drawing.glyphs,
        };
        if area.width >= WIDE && below.height >= 8 {
            let text = 26;
            let gap = 3;
            let room = Rect { x: area.x + 2, width: area.width - 4, ..below };
            let left = Rect { width: room.width - text - gap, ..room };
            self.here(shared).centered().render(Rect { y: inner.y, height: 1, ..left }, buffer);
            body::draw(buffer, left, shared.theme, &picture);
            let right = Rect { x: left.right() + gap, y: below.y + 1, width: text, height: below.height - 1 };
            self.words_beside(buffer, right, shared);
        } else {
            self.here(shared).render(Rect { height: 1, ..inner }, buffer);
            let last = u16::from(below.height >= 6);
            let place = Rect { height: below.height - last, ..below };
            body::draw(buffer, place, shared.theme, &picture);
            if last == 1 {
                let told = fit(&words(&self.sorted()), usize::from(inner.width));
                let row = Rect { y: place.bottom(), height: 1, ..inner };
                Line::styled(told, shared.theme.muted()).render(row, buffer);
            }
        }
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        let place = *Place::ALL.get(line)?;
        self.cursor = (self.map.seen(place), place);
        Some(Action::Toggle)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        if action != Action::Confirm {
            self.asked = false;
        }
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            Action::Up => self.go(Way::Up),
            Action::Down => self.go(Way::Down),
            Action::Left => self.go(Way::Left),
            Action::Right => self.go(Way::Right),
            Action::Toggle if self.mark_here().is_some() => self.unset(),
            Action::Toggle => self.set(None, shared),
            Action::Rub | Action::Digit(0) => self.unset(),
            Action::Digit(value) => self.set(Score::new(value), shared),
            Action::Ten => self.set(Some(Score::TEN), shared),
            Action::Words => self.list = !self.list,
            Action::Confirm => return self.done(shared),
            _ => {}
        }
        Step::Stay
    }
}

/// Pain that has moved further down a limb: said at once, and asked about before the next session.
struct FallNote {
    fall: Fall,
}

impl Screen for FallNote {
    fn scope(&self) -> Scope {
        Scope::Read
    }

    fn title(&self, _shared: &Shared) -> String {
        "Further down than last time".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        let [what, next, leave, now] = fall_words(&self.fall);
        page.text(&what, theme.title());
        page.gap().text(&next, theme.plain());
        page.gap().text(&leave, theme.plain());
        page.gap().text(&now, theme.warn());
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, _shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Go | Action::Back => Step::Home,
            _ => Step::Stay,
        }
    }
}
