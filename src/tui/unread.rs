//! Keys that came together with a change of size. Where both wait at once, crossterm 0.29 tells of the size
//! and forgets that there is something to read; it looks again only when another key comes. That one would
//! then count together with the first, and two keys are another answer than one.

use std::io;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use crate::journal::sabotage::{self, Mutant};

/// Makes the system say once more that there is something to read, if there is. Setting the terminal to what
/// it is set to does that, and nothing else. For the holder of the gate: another thread may be giving the
/// terminal back.
pub(super) fn tell_again() {
    let keys = io::stdin();
    let mut wait = [PollFd::new(&keys, PollFlags::IN)];
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    let waiting = poll(&mut wait, Some(&at_once)).is_ok_and(|ready| ready > 0);
    if sabotage::on(Mutant::NoSecondLook) {
        return;
    }
    if waiting && wait[0].revents() == PollFlags::IN {
        // Best effort: where it fails, the key waits for the next one, as it would without this.
        if let Ok(modes) = tcgetattr(&keys) {
            let _ = tcsetattr(&keys, OptionalActions::Now, &modes);
        }
    }
}
