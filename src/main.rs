//! Parse, call, print the error, exit code; nothing else.

use std::process::ExitCode;

use clap::Parser;
use supple::cli::{Cli, output, run, told};

fn main() -> ExitCode {
    let result = match Cli::try_parse() {
        Ok(cli) => run(&cli, |name| std::env::var_os(name)),
        Err(error) => told(&error),
    };
    match result {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(error) => {
            output::say(&error.to_string());
            ExitCode::from(error.code())
        }
    }
}
