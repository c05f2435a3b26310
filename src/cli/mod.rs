//! The verbs. Each reads, asks the coach, prints, and says how it went by its exit code.

pub mod about;
mod args;
pub mod beside;
pub mod clear;
pub mod coach;
pub mod config;
pub mod content;
pub mod demo;
pub mod doctor;
mod exit;
mod first;
pub mod forget;
pub mod log;
pub mod log_edit;
pub mod merge;
pub mod mine;
pub mod open;
pub mod output;
pub mod physio;
pub mod plan;
mod plan_page;
pub mod preview;
pub mod report;
pub mod save;
pub mod screen;
pub mod settings_file;
pub mod slip;
mod start;
pub mod status;
pub mod trend;
pub mod why;
pub mod write;

pub use args::*;
pub use exit::{CliError, Exit};

use std::path::PathBuf;

use crate::clock::Clock;
use crate::paths::Paths;

/// What the argument parser has to say: a help text asked for, or what is wrong.
///
/// # Errors
/// Wrong usage, and a help text that could not be printed.
pub fn told(error: &clap::Error) -> Result<Exit, CliError> {
    let words = error.render().to_string();
    if error.use_stderr() {
        let words = words.trim_start_matches("error: ").trim_end();
        return Err(CliError::Usage(words.to_owned()));
    }
    output::text(&words)?;
    Ok(Exit::Done)
}

/// Carries a command out. `variable` looks up one variable of the environment.
///
/// # Errors
/// What went wrong, in words, with its exit code.
pub fn run(
    cli: &Cli,
    variable: impl Fn(&str) -> Option<std::ffi::OsString> + Copy + 'static,
) -> Result<Exit, CliError> {
    let empty = |path: &Option<PathBuf>| path.as_ref().is_some_and(|path| path.as_os_str().is_empty());
    if empty(&cli.home) || empty(&cli.config) {
        let what = if empty(&cli.home) {
            "--home needs the name of a folder"
        } else {
            "--config needs the name of a file"
        };
        return Err(CliError::Usage(format!("{what}, and an empty one is none.")));
    }
    if cli.new && !matches!(cli.verb, None | Some(Verb::Session(_))) {
        return Err(CliError::Usage("--new goes with supple alone, or with supple session.".into()));
    }
    // A file that was named has to be right, whether this command needs it or not.
    let named = cli.config.as_deref();
    let check_named = || named.map_or(Ok(()), |path| config::named_file(path).map(drop));
    match &cli.verb {
        // Neither needs a home: it must work anywhere.
        Some(Verb::Screen(args)) if !args.mine => {
            check_named()?;
            return screen::run(args);
        }
        Some(Verb::Plan(args)) if args.input.is_some() => {
            check_named()?;
            return plan::from_document(args);
        }
        Some(Verb::Completions { shell }) => return about::completions(*shell),
        Some(Verb::Man) => return about::man(),
        Some(Verb::Config(ConfigArgs { verb: ConfigVerb::Default })) => return config::default(),
        _ => {}
    }
    let paths =
        Paths::find(cli.home.as_deref(), variable).map_err(|error| CliError::Usage(error.to_string()))?;
    let read = config::read(named, &paths);
    // With mistakes in them, no command writes; those that only look say where it would.
    let own_file = read.as_ref().is_ok_and(|settings| settings.own_file);
    let paths = Paths { named: cli.config.clone(), own_file, ..paths };
    let now = || Clock::start().now().wall;
    let settings = || read;
    let how = coach::How { colour: cli.color, plain: cli.plain, new: cli.new, ..coach::How::default() };
    let done = match &cli.verb {
        None => settings().and_then(|config| coach::run(&paths, &config, how, &variable)),
        Some(Verb::Session(args)) => settings().and_then(|config| {
            let how = coach::How { straight: true, minutes: args.minutes, ..how };
            coach::run(&paths, &config, how, &variable)
        }),
        Some(Verb::While(args)) => {
            settings().and_then(|config| beside::run(args, &paths, &config, how, &variable))
        }
        Some(Verb::Demo(args)) => settings().and_then(|config| demo::run(args, &config, how, &variable)),
        Some(Verb::Doctor(args)) => doctor::run(args, &paths, named, now(), &variable),
        Some(Verb::Forget(args)) => settings().and_then(|_| forget::run(args, &paths, now())),
        Some(Verb::Paths(args)) => check_named().and_then(|()| doctor::paths(args, &paths, named)),
        Some(Verb::Plan(args)) => settings().and_then(|config| {
            let usual = || {
                let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
                content::usual_glyphs(is_terminal, config.look.glyphs, &variable)
            };
            plan::run(args, &paths, now(), &config.session, || plan::poses(args, cli.plain, usual))
        }),
        Some(Verb::Log(args)) => settings().and_then(|_| log::run(args, &paths, now())),
        Some(Verb::Why(args)) => settings().and_then(|_| why::run(args, &paths, now())),
        Some(Verb::Preview(args)) => settings().and_then(|_| preview::run(args, &paths, now())),
        Some(Verb::Clear(args)) => settings().and_then(|_| clear::run(args, &paths, now())),
        Some(Verb::Content(args)) => check_named().and_then(|()| content::run(args, &paths, named, variable)),
        Some(Verb::Trend(args)) => {
            settings().and_then(|config| trend::run(args, (&paths, &config), cli.plain, now(), &variable))
        }
        Some(Verb::Screen(args)) => settings().and_then(|_| mine::run(args, &paths, now())),
        Some(Verb::Report(args)) => settings().and_then(|_| report::run(args, &paths, now())),
        Some(Verb::Merge(args) | Verb::Import(args)) => {
            settings().and_then(|_| merge::run(args, &paths, now()))
        }
        Some(Verb::Status(args)) => settings().and_then(|_| status::run(args, &paths, now())),
        Some(Verb::Config(args)) => config::run(args.verb, named, &paths),
        Some(Verb::Completions { shell }) => about::completions(*shell),
        Some(Verb::Man) => about::man(),
    };
    done.map_err(|error| error.on_one_line(&paths))
}
