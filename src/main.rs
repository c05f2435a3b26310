//! Parse, call, print the error, exit code; nothing else.

use std::process::ExitCode;

use clap::Parser;
use supple::cli::{Cli, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli, |name| std::env::var_os(name)) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(error) => {
            eprintln!("supple: {error}");
            ExitCode::from(error.code())
        }
    }
}
