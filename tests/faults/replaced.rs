//! F11: a program that read the journal a while ago puts its own version in its place, all the time,
//! while a writer in a process of its own goes on. (Between two lines, deleted, emptied, shortened, and
//! odd things in its place: `tests/journal/disk.rs`.)

use std::os::unix::fs::PermissionsExt as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::kit::{self, Check, Held, folder, hold};

/// `pause`: milliseconds between two times; the copy is 4 ms old when it takes the journal's place.
pub(crate) fn all_the_time(mutant: &str, events: usize, pause: u64) -> Check {
    let root = folder();
    let (journal, copy) = (kit::places(root.path()).journal, root.path().join("copy"));
    let stop = AtomicBool::new(false);
    let (told, times) = std::thread::scope(|scope| {
        let replacer = scope.spawn(|| {
            let mut times = 0;
            while !stop.load(Ordering::SeqCst) {
                if std::fs::copy(&journal, &copy).is_ok() {
                    std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o600)).unwrap();
                    std::thread::sleep(Duration::from_millis(4));
                    times += usize::from(std::fs::rename(&copy, &journal).is_ok());
                }
                std::thread::sleep(Duration::from_millis(pause));
            }
            times
        });
        let mut command = kit::writer(root.path(), events, mutant);
        command.env("FAULT_PAUSE", "2").env("FAULT_WAIT", "1").stdin(std::process::Stdio::piped());
        // It has to stop before the last look of the writer, else that one could never be the last.
        let mut child = command.spawn().unwrap();
        let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
        let mut text = String::new();
        while std::io::BufRead::read_line(&mut out, &mut text).is_ok_and(|n| n > 0) {
            if kit::heard(&text).given.len() + 5 >= events {
                break;
            }
        }
        stop.store(true, Ordering::SeqCst);
        let times = replacer.join().unwrap();
        drop(child.stdin.take());
        std::io::Read::read_to_string(&mut out, &mut text).unwrap();
        child.wait().unwrap();
        (kit::heard(&text), times)
    });
    let home = kit::next_start(root.path())?;
    kit::all_there(&home, &told.given, &format!("replaced {times} times"))?;
    kit::ensure(times >= 3 && told.given.len() == events, || {
        format!("replaced {times} times, {} of {events} events", told.given.len())
    })?;
    println!("replaced {times} times under {events} events: none lost");
    Ok(Held::Yes)
}

#[test]
fn f11_replaced_all_the_time() {
    hold(all_the_time("", 150, 10));
}

#[test]
#[ignore = "full numbers: 400 events, a replacer every 30 ms, ten rounds"]
fn full_f11() {
    for _ in 0..10 {
        hold(all_the_time("", 400, 26));
    }
}
