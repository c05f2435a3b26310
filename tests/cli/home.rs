//! A home of one's own for each test, and the program run in it. Every run is looked at for panics,
//! for waiting for ever, and for bytes that a terminal would act on.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value as Json;
use supple::journal::line::{Head, encode};
use supple::journal::replay::Stamped;

use crate::support::{Pages, Person};

/// Longest that any command may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a command did.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Fails unless it ended with this code.
    #[track_caller]
    pub fn code(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    /// Fails unless standard output has these words.
    #[track_caller]
    pub fn says(self, words: &str) -> Ran {
        assert!(self.out.contains(words), "no {words:?} in {:?}; err: {}", self.out, self.err);
        self
    }

    /// Fails unless standard error has these words.
    #[track_caller]
    pub fn complains(self, words: &str) -> Ran {
        assert!(self.err.contains(words), "no {words:?} in {:?}; out: {}", self.err, self.out);
        self
    }

    /// Fails unless standard error is empty.
    #[track_caller]
    pub fn quietly(self) -> Ran {
        assert_eq!(self.err, "", "out: {}", self.out);
        self
    }

    /// Standard output as one JSON document on one line.
    #[track_caller]
    pub fn json(&self) -> Json {
        assert_eq!(self.out.matches('\n').count(), 1, "{:?}", self.out);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {:?} {}", self.out, self.err))
    }
}

/// A folder that is gone after the test.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// With this journal.
    pub fn with(journal: &str) -> Home {
        let home = Home::new();
        home.write("journal.jsonl", journal);
        home
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Puts a file there, its folder included.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    pub fn journal(&self) -> String {
        fs::read_to_string(self.path().join("journal.jsonl")).unwrap()
    }

    /// The names of what is in the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    /// The same with something on standard input.
    pub fn run_with(&self, args: &[&str], input: &str) -> Ran {
        finish(spawn(command(args).env("SUPPLE_HOME", self.path())), input)
    }
}

/// The program with these arguments, in an environment of its own.
pub fn command<A: AsRef<OsStr>>(args: &[A]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.env_clear().env("TZ", "UTC").env("HOME", "/nonexistent").args(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn spawn(command: &mut Command) -> Child {
    command.spawn().unwrap()
}

/// Waits for the end of a command, not for ever, and looks at what no command may do.
#[track_caller]
pub fn finish(mut child: Child, input: &str) -> Ran {
    // It may well end before it has read all of it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = receiver.recv_timeout(PATIENCE) else {
        let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
        panic!("it waits for ever");
    };
    let output = output.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("only UTF-8 is ever printed");
    let ran = Ran {
        code: output.status.code().expect("ended by a signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!ran.err.contains("panicked") && ran.code != 101, "{}", ran.err);
    for text in [&ran.out, &ran.err] {
        assert_eq!(text.chars().find(|c| is_hostile(*c)), None, "{text:?}");
    }
    assert!(ran.code == 0 || !ran.err.is_empty() || !ran.out.is_empty(), "{} without a word", ran.code);
    ran
}

/// What a terminal would act on, or what would hide or turn round what stands beside it.
pub fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Lines of a journal, as the program writes them.
pub fn lines(events: &[Stamped]) -> String {
    let mut out = String::new();
    for (stamped, n) in events.iter().zip(1..) {
        let head =
            Head { id: &stamped.id, dev: "7f3a", n, ts: stamped.at, kind: stamped.event.kind(), must: false };
        out.push_str(&encode(&head, &stamped.event.body()).unwrap());
    }
    out
}

/// One line by hand: no check value, so that it says whatever the test wants.
pub fn by_hand(id: &str, kind: &str, body: &str) -> String {
    let id = format!("HAND{id}");
    format!(
        "{{\"v\":1,\"id\":\"{id}\",\"ts\":\"2026-03-02T08:00:00+00:00\",\"type\":\"{kind}\",\"body\":{body}}}\n"
    )
}

/// Somebody who sits down for the first time at the start of today.
pub fn newcomer() -> Person {
    newcomer_ago(0)
}

/// The same some days ago.
pub fn newcomer_ago(days: u64) -> Person {
    let day = chrono::Utc::now().date_naive() - chrono::Days::new(days);
    let mut person = Person::at(&format!("{day}T00:00:10+00:00"), Pages::default());
    person.press("enter 1");
    person
}

/// Of 47, with a sore low back and nothing to report: the safety check and the profile are behind them.
pub fn ready() -> Person {
    let mut person = newcomer();
    person.press("1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x").press("4 2 y 2");
    person
}

/// A home with the journal of a person.
pub fn home_of(person: &Person) -> Home {
    Home::with(&lines(&person.pages.0.borrow()))
}
