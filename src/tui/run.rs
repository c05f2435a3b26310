//! The loop: draw, wait, translate, update. The only place where the screens meet time and a terminal.

use std::io::{self, Write};
use std::time::Duration;

use crossterm::event::{self, Event as TerminalEvent, KeyCode, KeyEvent, KeyModifiers};

use super::app::App;
use super::terminal::{self, Screen};
use crate::clock::{Clock, Now};

/// Longer than this between two looks at the clock, and nobody was there.
const AWAY: Duration = Duration::from_secs(2);
/// While an answer is not on the disk yet, look this often whether it is.
const SAVING: Duration = Duration::from_millis(20);
/// Nothing on the screen changes: sleep until a key comes.
const FOREVER: Duration = Duration::from_secs(24 * 3600);
/// Keys that come faster than anybody types are a paste or a cat on the keyboard.
const BURST: usize = 20;

/// Runs the program on a terminal until the person leaves.
///
/// # Errors
/// When the terminal has gone.
pub fn run(app: &mut App, screen: &mut Screen, clock: Clock) -> io::Result<()> {
    let mut last = clock.now();
    let mut asked = FOREVER;
    while !app.is_over() {
        let now = clock.now();
        if away(last, now, asked) {
            app.away(last, now);
        }
        app.tick(now);
        if terminal::came_back() {
            screen.clear()?;
            app.spoil();
        }
        if app.is_stale() {
            draw(app, screen)?;
        }
        last = now;
        let waiting = app.shared.keeping.waiting > 0 && app.shared.keeping.trouble.is_none();
        let next = app.wake().map_or(FOREVER, |at| at.saturating_sub(clock.now().mono));
        asked = if waiting { next.min(SAVING) } else { next };
        if event::poll(asked)? {
            asked = FOREVER;
            take_events(app, &clock)?;
        }
    }
    Ok(())
}

/// Whether the program slept through time that it did not mean to: it woke much later than it asked
/// to, or one clock went on without the other (a closed lid, a clock that was set).
fn away(last: Now, now: Now, asked: Duration) -> bool {
    let passed = now.mono.saturating_sub(last.mono);
    let walls = (now.wall - last.wall).to_std().unwrap_or_default();
    let set_back = now.wall < last.wall && (last.wall - now.wall).to_std().is_ok_and(|by| by > AWAY);
    passed > asked.saturating_add(AWAY) || walls.abs_diff(passed) > AWAY || set_back
}

/// Reads all that has come, then lets the loop draw once.
fn take_events(app: &mut App, clock: &Clock) -> io::Result<()> {
    let mut keys = Vec::new();
    loop {
        match event::read()? {
            TerminalEvent::Key(key) => keys.push(key),
            TerminalEvent::Resize(..) => app.spoil(),
            // Pasted text is never an answer.
            _ => {}
        }
        if !event::poll(Duration::ZERO)? {
            break;
        }
    }
    if keys.len() > BURST {
        app.shared.notice = Some("Many keys at once: ignored. Press one at a time.".into());
        app.spoil();
        return Ok(());
    }
    for key in keys {
        if is_suspend(&key) {
            terminal::ask_to_suspend();
        } else {
            app.key(&key, clock.now());
        }
        if app.is_over() {
            break;
        }
    }
    Ok(())
}

fn is_suspend(key: &KeyEvent) -> bool {
    key.code == KeyCode::Char('z') && key.modifiers.contains(KeyModifiers::CONTROL)
}

fn draw(app: &mut App, screen: &mut Screen) -> io::Result<()> {
    let _gate = terminal::gate();
    screen.draw(|frame| {
        let area = frame.area();
        app.draw(frame.buffer_mut(), area);
    })?;
    if std::mem::take(&mut app.shared.bell) {
        let out = screen.backend_mut();
        out.write_all(b"\x07")?;
        Write::flush(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    fn at(mono_s: u64, wall_s: i64) -> Now {
        let start = DateTime::parse_from_rfc3339("2026-11-20T19:00:00+01:00").unwrap();
        Now { wall: start + TimeDelta::seconds(wall_s), mono: Duration::from_secs(mono_s) }
    }

    #[test]
    fn sleeping_as_long_as_asked_is_not_being_away() {
        assert!(!away(at(10, 10), at(11, 11), Duration::from_secs(1)));
        assert!(!away(at(10, 10), at(13, 13), Duration::from_secs(1)));
        assert!(!away(at(10, 10), at(4000, 4000), FOREVER));
    }

    #[test]
    fn a_late_wake_a_lid_and_a_set_clock_are() {
        assert!(away(at(10, 10), at(20, 20), Duration::from_secs(1)), "stopped for ten seconds");
        assert!(away(at(10, 10), at(11, 3610), FOREVER), "lid closed: the wall clock went on alone");
        assert!(away(at(10, 10), at(40, 11), FOREVER), "wall clock set back a little");
        assert!(away(at(10, 3610), at(11, 11), FOREVER), "wall clock set back an hour");
    }
}
