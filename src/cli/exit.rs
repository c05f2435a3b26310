//! How a command went, and why one ended early.

use super::output;
use crate::paths::Paths;

/// How a command went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The answer is no: nothing due, a check found something.
    No,
    /// Bad input data.
    BadData,
    /// Could not write.
    CannotWrite,
    /// As another command ended.
    Passed(u8),
}

impl Exit {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::BadData => 65,
            Exit::CannotWrite => 74,
            Exit::Passed(code) => code,
        }
    }
}

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// Used wrongly: exit code 2.
    #[error("{0}")]
    Usage(String),
    /// Bad input data: exit code 65.
    #[error("{0}")]
    BadData(String),
    /// Could not write: exit code 74.
    #[error("{0}")]
    CannotWrite(String),
}

impl CliError {
    /// The same with the folders' names on one line each, should they have line breaks in them.
    pub(super) fn on_one_line(self, paths: &Paths) -> CliError {
        let clean = |mut words: String| {
            for folder in [&paths.data, &paths.config, &paths.state] {
                let name = folder.display().to_string();
                if name.contains('\n') {
                    words = words.replace(&name, &output::harmless(&name));
                }
            }
            words
        };
        match self {
            CliError::Usage(words) => CliError::Usage(clean(words)),
            CliError::BadData(words) => CliError::BadData(clean(words)),
            CliError::CannotWrite(words) => CliError::CannotWrite(clean(words)),
        }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            CliError::Usage(_) => 2,
            CliError::BadData(_) => 65,
            CliError::CannotWrite(_) => 74,
        }
    }
}
