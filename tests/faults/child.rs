//! The writer in a process of its own, for tests that kill it, starve it or lie to it: the writer
//! thread and the store as the program uses them. It says "GIVEN id", then "SAVED id" or "NOT id cause",
//! and at the end a "LINE" for each line that it could not save, with exit code 74.

use std::io::Write as _;
use std::time::Duration;

use supple::journal::store::{self, IfMissing, Store};
use supple::journal::writer::{Draft, Outcome, Writer};

use crate::kit::places;

fn say(text: &str) {
    // Not `println!`: what was said must be out when the next thing happens. If nobody listens, so be it.
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(format!("{text}\n").as_bytes()).and_then(|()| out.flush());
}

fn number(name: &str) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Hears news until `id` was told as saved or not.
fn hear(writer: &Writer, id: &str) {
    loop {
        let Ok(news) = writer.try_recv() else { return say("GONE the writer has failed") };
        let about = match news {
            Some(Outcome::Saved { id, .. }) => {
                say(&format!("SAVED {id}"));
                id.to_string()
            }
            Some(Outcome::NotSaved { id, cause, .. }) => {
                say(&format!("NOT {id} {cause}"));
                id.to_string()
            }
            Some(Outcome::Notice(notice)) => {
                say(&format!("NOTICE {notice}"));
                continue;
            }
            Some(Outcome::FromElsewhere(_) | Outcome::Looked) => continue,
            None => {
                std::thread::sleep(Duration::from_micros(50));
                continue;
            }
        };
        if about == id {
            return;
        }
    }
}

#[test]
#[ignore = "only as a child of other tests here"]
fn writes() {
    let Some(root) = std::env::var_os("FAULT_HOME") else { return };
    say("");
    let places = places(root.as_ref());
    let mut opened = match Store::open(places.clone(), IfMissing::BeginAnew) {
        Ok(opened) => opened,
        Err(error) => {
            say(&format!("REFUSED {error}"));
            std::process::exit(74);
        }
    };
    for notice in opened.store.bring_home(&store::rescued(&places)) {
        say(&format!("NOTICE {notice}"));
    }
    let writer = Writer::spawn(opened.store).unwrap();
    let pause = Duration::from_millis(number("FAULT_PAUSE"));
    for nth in 0..number("FAULT_EVENTS") {
        let draft = Draft {
            kind: "pain.rated".to_owned(),
            body: serde_json::json!({ "when": "log", "score": nth % 11 }),
            ts: "2026-11-20T09:26:06.273+01:00".parse().unwrap(),
            must: false,
        };
        let id = writer.submit(&draft).unwrap();
        say(&format!("GIVEN {id}"));
        hear(&writer, id.as_str());
        std::thread::sleep(pause);
    }
    // Where a test has something to end first, it closes our input then.
    if std::env::var_os("FAULT_WAIT").is_some() {
        let _ = std::io::stdin().read_line(&mut String::new());
    }
    match writer.close() {
        Ok(_) => std::process::exit(0),
        Err(unsaved) => {
            for line in &unsaved.lines {
                say(&format!("LINE {}", line.trim_end()));
            }
            say(&format!("CAUSE {}", unsaved.cause));
            std::process::exit(74);
        }
    }
}
