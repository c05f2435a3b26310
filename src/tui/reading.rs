//! What is to be seen while a long journal is read: that it is, and how to leave.

use std::io;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use crossterm::event::{self, Event as TerminalEvent, KeyEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::keymap::{Action, Keys, Scope};
use super::terminal::{self, Screen};
use super::theme::Theme;
use super::widgets::text::fit;

/// Between two looks whether it is read.
const LOOK: Duration = Duration::from_millis(5);

/// How the wait ended.
#[derive(Debug)]
pub enum Waited<T> {
    /// It was read.
    Read(T),
    /// The person did not want to wait.
    Left,
    /// Whoever read it fell silent: a fault of the program.
    Lost,
}

/// Shows it.
///
/// # Errors
/// When the terminal has gone.
pub fn show(screen: &mut Screen, theme: Theme, keys: &Keys) -> io::Result<()> {
    let _gate = terminal::gate();
    terminal::afresh(screen)?;
    screen.draw(|frame| {
        let area = frame.area();
        draw(frame.buffer_mut(), area, theme, keys);
    })?;
    Ok(())
}

/// What is shown stays until something comes. Keys pressed meanwhile answer nothing: what they would have answered
/// could not be seen yet.
///
/// # Errors
/// When the terminal has gone.
pub fn wait<T>(
    screen: &mut Screen,
    theme: Theme,
    keys: &Keys,
    coming: &Receiver<T>,
) -> io::Result<Waited<T>> {
    let mut stale = false;
    loop {
        if terminal::came_back() || std::mem::take(&mut stale) {
            show(screen, theme, keys)?;
        }
        match coming.try_recv() {
            Ok(read) => return Ok(Waited::Read(read)),
            Err(TryRecvError::Disconnected) => return Ok(Waited::Lost),
            Err(TryRecvError::Empty) => {}
        }
        if !event::poll(LOOK)? {
            continue;
        }
        match event::read()? {
            TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => {
                match keys.action(Scope::Everywhere, &key) {
                    Some(Action::Quit) => return Ok(Waited::Left),
                    Some(Action::Suspend) => terminal::ask_to_suspend(),
                    _ => {}
                }
            }
            TerminalEvent::Resize(..) => stale = true,
            _ => {}
        }
    }
}

/// The picture: a title, one line, the key to leave with.
pub fn draw(buffer: &mut Buffer, area: Rect, theme: Theme, keys: &Keys) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
    if area.height < 3 || area.width < 8 {
        return;
    }
    let width = usize::from(inner.width);
    Line::styled(fit("supple", width), theme.title()).render(inner, buffer);
    let body = Rect { y: area.y + 1 + u16::from(area.height >= 16), ..inner };
    Line::raw(fit("Reading your journal…", width)).render(body, buffer);
    if let Some(key) = keys.key_of(Scope::Everywhere, Action::Quit) {
        let footer = Rect { y: area.bottom() - 1, ..inner };
        let hint = [Span::styled(key.to_owned(), theme.key()), Span::styled(" leave", theme.muted())];
        Line::from_iter(hint).render(footer, buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(width: u16, height: u16) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        draw(&mut buffer, area, Theme::new(false), &Keys::default());
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(row).collect()
    }

    #[test]
    fn it_says_what_goes_on_and_how_to_leave() {
        let rows = rows(80, 24);
        assert_eq!((rows[0].as_str(), rows[23].as_str()), (" supple", " q leave"));
        assert_eq!(rows[2], " Reading your journal…");
    }

    #[test]
    fn it_fits_wherever_there_is_any_room() {
        for (width, height) in [(1, 1), (8, 3), (12, 4), (300, 100)] {
            let rows = rows(width, height);
            assert_eq!(rows.iter().any(|row| row.contains("Read")), width >= 8, "{width}x{height}");
        }
    }
}
