//! The same figure in every set of characters, side by side: whoever looks at it says which one looks like
//! a person, and that is kept. No program can see what a font makes of its characters.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::settings::put;
use crate::content::config::edit::Value;
use crate::content::config::table::SETTINGS;
use crate::figure::{self, Beat, FigurePhase, Glyphs};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::figure::{self as canvas, Dress};
use crate::tui::widgets::hits::{self, Hit};
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::probe;
use crate::tui::widgets::text::fit;

/// The figure that is shown: long limbs, a head, something that is near and something far.
const SHOWN: &str = "bird-dog";

/// The sets in the order of the screen, with what to look for.
const SETS: [(&str, Glyphs, &str); 4] = [
    ("braille", Glyphs::Braille, "fine dots"),
    ("octant", Glyphs::Octant, "fine blocks"),
    ("quadrant", Glyphs::Quadrant, "coarse blocks"),
    ("ascii", Glyphs::Ascii, "letters"),
];

/// Least room of one figure with its name, in cells.
const LEAST: (u16, u16) = (canvas::LEAST.0 + 2, canvas::LEAST.1 + 1);

/// Asks which one looks like a person.
pub struct GlyphsScreen {
    mark: usize,
}

impl GlyphsScreen {
    /// The set in use is marked.
    pub fn new(shared: &Shared) -> GlyphsScreen {
        let now = shared.drawing.glyphs;
        GlyphsScreen { mark: SETS.iter().position(|(_, set, _)| *set == now).unwrap_or(0) }
    }

    fn choose(&mut self, line: usize, shared: &mut Shared) -> Step {
        // Behind the sets stands "let supple choose".
        let word = SETS.get(line).map_or("auto", |(name, ..)| name);
        if line > SETS.len() {
            return Step::Stay;
        }
        self.mark = line.min(SETS.len() - 1);
        let Some(setting) = SETTINGS.iter().find(|one| (one.part, one.key) == ("look", "glyphs")) else {
            return Step::Stay;
        };
        match put(shared, setting, &Value::Word(word.to_owned())) {
            Ok(config) => {
                let wear = shared.wear.clone();
                wear(shared, &config);
                if let Some((_, set, _)) = SETS.get(line) {
                    shared.drawing.glyphs = *set;
                }
                shared.notice =
                    Some(format!("Figures are drawn with: {word}. Kept in {}.", shared.shelf.name()));
                Step::Back
            }
            Err(why) => {
                // For this run it is as was asked; what stands in the way of keeping it is told.
                if let Some((_, set, _)) = SETS.get(line) {
                    shared.drawing.glyphs = *set;
                }
                shared.notice = Some(format!("So for now, but it could not be kept: {why}"));
                Step::Stay
            }
        }
    }

    /// In a window that is too small for all: the marked one, and the others by the arrow keys.
    fn one_by_one(&self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let told = format!("{} of 4, down for more. Press the number; 5: let supple choose.", self.mark + 1);
        let mut page = Page::new(area.width);
        page.text(&told, shared.theme.muted());
        let text = (page.height() as u16).min(area.height);
        page.draw(buffer, Rect { height: text, ..area }, shared.theme, 0);
        let place = Rect { y: area.y + text, height: area.height - text, ..area };
        self.one(buffer, place, shared, self.mark);
    }

    fn one(&self, buffer: &mut Buffer, area: Rect, shared: &Shared, set: usize) {
        let Some((name, glyphs, words)) = SETS.get(set) else { return };
        let theme = shared.theme;
        hits::note(area, Hit::Key((set + 1).to_string()));
        let marked = set == self.mark;
        let lead = format!("{} {}  ", if marked { "›" } else { " " }, set + 1);
        let room = usize::from(area.width).saturating_sub(5);
        let whole = format!("{name}: {words}");
        // Where the words do not fit, the figure says it.
        let rest = if probe::longer(&whole).width() > room { fit(name, room) } else { fit(&whole, room) };
        let style = if marked { theme.title() } else { theme.plain() };
        Line::from(vec![Span::styled(lead, theme.key()), Span::styled(rest, style)])
            .render(Rect { height: area.height.min(1), ..area }, buffer);
        if let Some(figure) = figure::of(SHOWN) {
            let place = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
            let place = Rect { width: place.width.min(44).saturating_sub(2), ..place };
            let dress = Dress { glyphs: *glyphs, mirrored: false, chequer: !theme.has_colour() };
            canvas::draw(buffer, place, theme, &figure, Beat::new(FigurePhase::Hold, 0.0), dress);
        }
    }
}

impl Screen for GlyphsScreen {
    fn scope(&self) -> Scope {
        Scope::Pick
    }

    fn title(&self, _shared: &Shared) -> String {
        "Which is like a person?".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let theme = shared.theme;
        let inner = if area.width > 2 { Rect { x: area.x + 1, width: area.width - 2, ..area } } else { area };
        let across = [4_u16, 2, 1].into_iter().find(|n| inner.width / n >= LEAST.0).unwrap_or(1);
        let down = 4_u16.div_ceil(across);
        // Three rows of words at the most, and an empty one.
        if inner.height.saturating_sub(4) / down < LEAST.1 {
            self.one_by_one(buffer, inner, shared);
            return;
        }
        let mut page = Page::new(column(area).width);
        page.text(
            "The same person, on hands and knees, one arm and one leg reaching out. Press the number of the clearest.",
            theme.plain(),
        );
        page.text("5  let supple choose", theme.muted());
        let text = page.height() as u16;
        page.draw(buffer, Rect { height: text.min(inner.height), ..column(area) }, theme, 0);
        let room = inner.height.saturating_sub(text + 1);
        let size = (inner.width / across, (room / down).min(16));
        for set in 0..SETS.len() {
            let (col, row) = (set as u16 % across, set as u16 / across);
            let (x, y) = (inner.x + col * size.0, inner.y + text + 1 + row * size.1);
            let place = Rect { x, y, width: size.0, height: size.1 };
            self.one(buffer, place.intersection(area), shared, set);
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            Action::Up => self.mark = self.mark.saturating_sub(1),
            Action::Down => self.mark = (self.mark + 1).min(SETS.len() - 1),
            Action::Confirm => return self.choose(self.mark, shared),
            Action::Digit(digit) => return self.choose(usize::from(digit).wrapping_sub(1), shared),
            _ => {}
        }
        Step::Stay
    }
}
