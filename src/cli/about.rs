//! What the program can say of itself: completions for shells, the manual page. Both come from the one
//! description of the commands, so that they cannot differ from what is obeyed.

use std::io;

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Cli, CliError, Exit, output};
use crate::content::disclaimer::DISCLAIMER;
use crate::tui::keymap;

/// Prints what a shell needs to complete the commands.
///
/// # Errors
/// When standard output takes nothing.
pub fn completions(shell: Shell) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "supple", &mut script);
    output::text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Prints the manual, to be read by `man`.
///
/// # Errors
/// As [`completions`].
pub fn man() -> Result<Exit, CliError> {
    let mut page = Vec::new();
    write_page(&mut page)
        .map_err(|error| CliError::CannotWrite(format!("could not write the manual: {error}")))?;
    output::text(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}

const KEYS: &str = "These are the keys as they come. Behind each stands the name of its action, and above them, in \
                    square brackets, the part of config.toml in which it can have other keys: \
                    [keys.player], and below it skip = [\"s\", \"del\"]. Digits, !, ? and ctrl-c stay.";

const FILES: &[(&str, &str)] = &[
    ("journal.jsonl", "All that you answered, one line each. It is only ever added to."),
    (
        "journal-*.jsonl",
        "The same, of a computer that adds to a file of its own (own_file in config.toml). All are read together.",
    ),
    ("config.toml", "Settings. `supple config default` prints all of them with what they mean."),
    ("exercises/", "Exercises of your own."),
    ("plans/", "Plans that a physiotherapist wrote for you."),
];

const EXITS: &[(&str, &str)] = &[
    ("0", "Done."),
    ("1", "The answer is no: nothing is due, or a check found something."),
    ("2", "Wrong usage."),
    ("65", "Bad data in a file; the message names the place."),
    ("74", "Could not write; the message has what is missing."),
];

fn write_page(out: &mut Vec<u8>) -> io::Result<()> {
    let mut command = Cli::command();
    command.build();
    let man = Man::new(command.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let mut more = Roff::new();
    more.control("SH", ["COMMANDS"]);
    for verb in command.get_subcommands() {
        described(&mut more, verb, "supple");
    }
    more.control("SH", ["KEYS"]);
    more.text([roman(KEYS)]);
    for scope in keymap::scopes() {
        more.control("SS", [format!("{} [keys.{}]", scope.title(), keymap::scope_name(scope)).as_str()]);
        for row in keymap::ROWS.iter().filter(|row| row.scope == scope) {
            let name = keymap::action_name(row.action);
            entry(&mut more, &row.keys.join(", "), &format!("{} ({name})", row.words));
        }
    }
    for (title, entries) in [("FILES", FILES), ("EXIT STATUS", EXITS)] {
        more.control("SH", [title]);
        for (name, words) in entries {
            entry(&mut more, name, words);
        }
    }
    more.control("SH", ["WHAT IT IS NOT"]);
    more.text([roman(DISCLAIMER)]);
    more.to_writer(out)
}

fn entry(page: &mut Roff, name: &str, words: &str) {
    page.control("TP", []);
    page.text([bold(name)]);
    page.text([roman(words)]);
}

/// A command, its own arguments, and the commands below it.
fn described(page: &mut Roff, command: &Command, above: &str) {
    let name = format!("{above} {}", command.get_name());
    page.control("SS", [name.as_str()]);
    page.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    let arguments = command.get_arguments().filter(|argument| !argument.is_global_set());
    for argument in arguments.filter(|argument| argument.get_id() != "help") {
        let words = argument.get_help().map(ToString::to_string).unwrap_or_default();
        entry(page, &argument.to_string(), &words);
    }
    for below in command.get_subcommands() {
        described(page, below, &name);
    }
}
