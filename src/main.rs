//! Parse, call, print the error, exit code; nothing else.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use supple::cli::{Cli, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli, |name| std::env::var_os(name)) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(error) => {
            // The terminal may be gone; the exit code must be right even so.
            let _ = writeln!(std::io::stderr(), "supple: {error}");
            ExitCode::from(error.code())
        }
    }
}
