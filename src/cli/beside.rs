//! `supple while -- COMMAND`: a short session while something else runs, and that one's exit status.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::save::{Spool, spool};
use super::{CliError, Exit, WhileArgs, coach, output};
use crate::content::config::Config;
use crate::journal::error::cause;
use crate::journal::id::random_hex;
use crate::paths::{self, Paths};

/// Minutes of the session, unless others are asked for: most builds are over by then.
const MINUTES: i32 = 5;

/// Runs it.
///
/// # Errors
/// A command that cannot be started, or what the program itself may run into; the command is waited for
/// all the same.
pub fn run(
    args: &WhileArgs,
    paths: &Paths,
    config: &Config,
    how: coach::How,
    variable: &(impl Fn(&str) -> Option<OsString> + Copy + 'static),
) -> Result<Exit, CliError> {
    let [program, rest @ ..] = args.command.as_slice() else {
        return Err(CliError::Usage("name a command after --, as in: supple while -- make".into()));
    };
    let mut command = Command::new(program);
    command.args(rest).stdin(Stdio::null());
    let start = |command: &mut Command| {
        command.spawn().map_err(|error| {
            let name = output::harmless(&program.to_string_lossy());
            CliError::Usage(format!("{name} cannot be started: {}. Check the name after --.", cause(&error)))
        })
    };
    // In a script there is nobody to exercise: the command just runs.
    if coach::face(how, variable).is_err() || !io::stdin().is_terminal() {
        output::say("no terminal for a session here, so the command runs alone.");
        return Ok(passed(start(&mut command)?.wait().map_err(|error| lost(&error))?));
    }
    let name = random_hex(4).map_err(|error| CliError::CannotWrite(error.to_string()))?;
    let place: PathBuf = paths::throw_away(variable).join(format!("supple-while-{name}"));
    let spool = spool(&place)?;
    divert(&mut command, &spool)?;
    let child = start(&mut command)?;
    let (news, ended) = watch(child);
    let how = coach::How { straight: true, minutes: Some(args.minutes.unwrap_or(MINUTES)), ..how };
    let session = coach::run_in(paths, config, how, variable, coach::Mode::Beside(news));
    let status = ended.try_recv().or_else(|_| {
        output::say("waiting for the command to end.");
        ended.recv()
    });
    let status = status.unwrap_or_else(|_| Err(io::Error::other("nobody waits for it")));
    output::copy(spool.read)?;
    session?;
    Ok(passed(status.map_err(|error| lost(&error))?))
}

/// What the command prints on the terminal would tear the screens: it is kept, in its order, until they
/// are gone. What goes into a file or a pipe goes there at once.
fn divert(command: &mut Command, spool: &Spool) -> Result<(), CliError> {
    let another = || spool.write.try_clone().map_err(|error| lost(&error));
    if io::stdout().is_terminal() {
        command.stdout(another()?);
    }
    if io::stderr().is_terminal() {
        command.stderr(another()?);
    }
    Ok(())
}

/// Waits for the command beside the session: a word for the screen, and how it ended.
fn watch(mut child: Child) -> (Receiver<String>, Receiver<io::Result<ExitStatus>>) {
    let (tell, news) = channel();
    let (end, ended): (Sender<io::Result<ExitStatus>>, _) = channel();
    std::thread::spawn(move || {
        let status = child.wait();
        let words = match &status {
            Ok(status) if status.success() => "Your command has ended well.".to_owned(),
            Ok(status) => format!("Your command has ended: {}.", words(*status)),
            Err(_) => "Your command has ended.".to_owned(),
        };
        // The session may be over before the command is.
        let _ = tell.send(words);
        let _ = end.send(status);
    });
    (news, ended)
}

fn words(status: ExitStatus) -> String {
    match status.signal() {
        Some(signal) => format!("stopped by signal {signal}"),
        None => format!("exit status {}", status.code().unwrap_or(0)),
    }
}

/// As shells do it: the status itself, or 128 and the number of the signal.
fn passed(status: ExitStatus) -> Exit {
    let number = status.signal().map_or_else(|| status.code().unwrap_or(1), |signal| 128 + signal);
    Exit::Passed(u8::try_from(number).unwrap_or(255))
}

fn lost(error: &io::Error) -> CliError {
    CliError::CannotWrite(format!("the command was lost sight of: {}.", cause(error)))
}
