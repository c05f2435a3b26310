//! The loop: draw, wait, translate, update. The only place where the screens meet time and a terminal.

use std::io;
use std::time::Duration;

use crossterm::event::{
    self, Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::app::App;
use super::terminal::{self, Screen};
use super::unread;
use super::wait;
use crate::clock::Clock;
use crate::journal::sabotage::{self, Mutant};

/// While an answer is not on the disk yet, look this often whether it is.
const SAVING: Duration = Duration::from_millis(20);
/// The same, once it could not be written: a later try may do better.
const TROUBLE: Duration = Duration::from_secs(1);
/// Nothing on the screen changes: sleep until a key comes.
const FOREVER: Duration = Duration::from_secs(24 * 3600);

/// Runs the program on a terminal until the person leaves.
///
/// # Errors
/// When the terminal has gone.
pub fn run(app: &mut App, screen: &mut Screen, clock: Clock) -> io::Result<()> {
    let mut last = clock.now();
    let mut asked = FOREVER;
    let mut events = false;
    let mut burst = Burst::default();
    // Only from its first use on does crossterm hear of a change of size, by which a program that was
    // stopped and brought back is woken: what comes before that would leave the screen empty. Keys that
    // were typed ahead wait for the first picture.
    event::poll(Duration::ZERO)?;
    screen.backend().forget_size();
    loop {
        // First the time, then the keys: a key that was pressed while the program stood still must not
        // make that time count.
        let now = clock.now();
        let back = terminal::came_back();
        if (back || now.was_away(last, asked)) && !sabotage::on(Mutant::NoTimeGap) {
            app.away(last, now);
        }
        app.tick(now);
        let resized = events && take_events(app, screen, clock, &mut burst)?;
        if app.is_over() {
            return Ok(());
        }
        // Before the picture: should the terminal not take it in for a while, nobody saw the count.
        last = clock.now();
        if back || app.shared.bell || !app.shared.cued.escape.is_empty() || app.is_stale() {
            // A window that was made small and large again at once has lost what stood there.
            draw(app, screen, back || resized)?;
        }
        let here = clock.now().mono;
        let moment = app.wake();
        asked = moment.map_or(FOREVER, |at| at.saturating_sub(here));
        let saving = app.shared.pen.keeping.waiting > 0;
        let look = if app.shared.pen.keeping.trouble.is_none() { SAVING } else { TROUBLE };
        events = match moment {
            _ if saving && look < asked => {
                asked = look;
                event::poll(asked)?
            }
            Some(moment) => wait::until(moment, clock)?,
            None => event::poll(asked)?,
        };
    }
}

/// Keys that come faster than anybody types: a paste into a terminal that does not mark it as one,
/// or a cat on the keyboard.
#[derive(Default)]
struct Burst {
    since: Duration,
    keys: usize,
    /// The last pieces of it are as little meant as the first.
    quiet: Duration,
}

impl Burst {
    /// So many keys ...
    const MOST: usize = 20;
    /// ... in this time are too many.
    const WITHIN: Duration = Duration::from_millis(50);
    /// It is over when none came for so long.
    const OVER: Duration = Duration::from_millis(250);

    /// Whether keys that came at `now` are part of one.
    fn has(&mut self, keys: usize, now: Duration) -> bool {
        if now.saturating_sub(self.since) > Self::WITHIN {
            (self.since, self.keys) = (now, 0);
        }
        self.keys += keys;
        let is_one = self.keys > Self::MOST || (keys > 0 && now < self.quiet);
        if is_one {
            self.quiet = now + Self::OVER;
        }
        is_one
    }
}

/// What a person did.
enum Input {
    Key(KeyEvent),
    /// The left button was pressed on that cell.
    Click(u16, u16),
    /// The wheel was turned by a notch: up, or down.
    Wheel(bool),
}

impl Input {
    /// What an event of the mouse means: letting go and dragging mean nothing, nor does another button.
    fn of_mouse(event: event::MouseEvent) -> Option<Input> {
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Click(event.column, event.row)),
            MouseEventKind::ScrollUp => Some(Input::Wheel(true)),
            MouseEventKind::ScrollDown => Some(Input::Wheel(false)),
            _ => None,
        }
    }

    /// Whether it may be an answer. A wheel comes as many notches or arrows at once; they answer nothing.
    fn may_answer(&self) -> bool {
        match self {
            Input::Key(key) => !matches!(key.code, KeyCode::Up | KeyCode::Down),
            Input::Click(..) => true,
            Input::Wheel(_) => false,
        }
    }
}

/// Takes all that has come, so that the loop draws once for it. Whether the terminal had another size
/// meanwhile: should it have its old one again by now, what stood there may be gone all the same.
fn take_events(app: &mut App, screen: &Screen, clock: Clock, burst: &mut Burst) -> io::Result<bool> {
    let mut inputs = Vec::new();
    let mut resized = false;
    loop {
        match event::read()? {
            TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => {
                inputs.push(Input::Key(key));
            }
            TerminalEvent::Mouse(event) => inputs.extend(Input::of_mouse(event)),
            TerminalEvent::Resize(..) => {
                resized = true;
                screen.backend().forget_size();
                app.spoil();
            }
            TerminalEvent::Paste(text) if app.is_typing() || sabotage::on(Mutant::PasteIsTyped) => {
                let letters = text.chars().filter(|letter| !letter.is_control());
                let key = |letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
                for letter in letters {
                    app.key(&key(letter), clock.now());
                }
            }
            // Pasted text is never an answer.
            _ => {}
        }
        if !event::poll(Duration::ZERO)? {
            break;
        }
    }
    // The other way round a change of size that came together with a key is never told of.
    let drawn = screen.size().map(|size| (size.width, size.height)).ok();
    if !resized && terminal::size().is_some_and(|size| drawn != Some(size)) {
        resized = true;
        screen.backend().forget_size();
        app.spoil();
    }
    if resized {
        let _gate = terminal::gate();
        unread::tell_again();
    }
    let typed = inputs.iter().filter(|input| input.may_answer()).count();
    let is_burst = burst.has(typed, clock.now().mono) && !sabotage::on(Mutant::NoBurstGuard);
    if is_burst && app.is_typing() {
        // Into a text many letters may come at once; nothing else of it is meant.
        inputs.retain(|input| matches!(input, Input::Key(key) if is_letter(key)));
    } else if is_burst {
        app.shared.notice = Some("Many keys at once: ignored. Press one at a time.".into());
        app.spoil();
        return Ok(resized);
    }
    for input in inputs {
        match input {
            Input::Key(key) => {
                if key.code == KeyCode::Char('?') {
                    sabotage::fail(Mutant::PanicOnHelp);
                }
                app.key(&key, clock.now());
            }
            Input::Click(column, row) => {
                app.click(column, row, clock.now());
            }
            Input::Wheel(up) => {
                app.wheel(up, clock.now());
            }
        }
        if app.wants_suspension() {
            let now = clock.now();
            app.away(now, now);
            terminal::ask_to_suspend();
        }
        if app.is_over() {
            break;
        }
    }
    Ok(resized)
}

fn is_letter(key: &KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_)) && !key.modifiers.contains(KeyModifiers::CONTROL)
}

/// One frame, in one write. `afresh`: nothing of what is on the screen can be relied on.
fn draw(app: &mut App, screen: &mut Screen, afresh: bool) -> io::Result<()> {
    let _gate = terminal::gate();
    terminal::want_mouse(app.shared.mouse)?;
    if afresh {
        terminal::afresh(screen)?;
    }
    if std::mem::take(&mut app.shared.bell) {
        screen.backend_mut().aside(b"\x07");
    }
    screen.backend_mut().aside(&std::mem::take(&mut app.shared.cued.escape));
    screen.draw(|frame| {
        let area = frame.area();
        app.draw(frame.buffer_mut(), area);
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn burst(times_ms: &[(u64, usize)]) -> Vec<bool> {
        let mut burst = Burst::default();
        times_ms.iter().map(|&(at, keys)| burst.has(keys, Duration::from_millis(at))).collect()
    }

    #[test]
    fn many_keys_at_once_are_one_burst_to_its_last_piece() {
        assert_eq!(burst(&[(1000, 21)]), [true]);
        assert_eq!(burst(&[(1000, 20)]), [false]);
        assert_eq!(burst(&[(1000, 11), (1020, 10)]), [false, true]);
        assert_eq!(burst(&[(1000, 500), (1100, 3), (1300, 1)]), [true, true, true]);
    }

    #[test]
    fn only_the_left_button_going_down_is_a_click_and_the_wheel_answers_nothing() {
        use MouseEventKind as Kind;
        let of = |kind| {
            let event = event::MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE };
            Input::of_mouse(event)
        };
        assert!(matches!(of(Kind::Down(MouseButton::Left)), Some(Input::Click(7, 3))));
        for kind in [
            Kind::Up(MouseButton::Left),
            Kind::Drag(MouseButton::Left),
            Kind::Down(MouseButton::Right),
            Kind::Down(MouseButton::Middle),
            Kind::Moved,
            Kind::ScrollLeft,
        ] {
            assert!(of(kind).is_none(), "{kind:?}");
        }
        assert!(of(Kind::ScrollUp).is_some_and(|wheel| !wheel.may_answer()));
        assert!(Input::Click(0, 0).may_answer());
    }

    #[test]
    fn after_a_burst_a_key_counts_again_and_quick_typing_always_does() {
        assert_eq!(burst(&[(1000, 500), (1251, 1), (1260, 1)]), [true, false, false]);
        let quick: Vec<(u64, usize)> = (0..200).map(|nth| (1000 + nth * 30, 1)).collect();
        assert!(!burst(&quick).contains(&true));
    }
}
