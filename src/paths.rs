//! The only place that asks the system for folders.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::journal::sabotage::{Mutant, on};

/// Where everything is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The one folder that holds all, when the person chose one.
    pub home: Option<PathBuf>,
    /// Journal, backups, what was set aside.
    pub data: PathBuf,
    /// `config.toml`, own exercises and plans.
    pub config: PathBuf,
    /// Locks, the id of this machine.
    pub state: PathBuf,
    /// Folders that need not last and that other programs use too: where answers go when nothing else
    /// takes them.
    pub shared: Vec<PathBuf>,
    /// The settings file that was named on the command line.
    pub named: Option<PathBuf>,
    /// This computer adds to a file of its own, as the settings say.
    pub own_file: bool,
}

/// No folder could be found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathsError {
    /// Neither a home nor the variables that replace it.
    #[error(
        "supple cannot tell where your files should live: no home folder is set. \
         Name one: supple --home FOLDER, or set SUPPLE_HOME."
    )]
    NoHome,
    /// A folder was named that is none.
    #[error("{0} is not a folder. Name another with --home, or in SUPPLE_HOME.")]
    NotAFolder(PathBuf),
}

/// A folder for what need not last.
pub fn throw_away(variable: impl Fn(&str) -> Option<OsString>) -> PathBuf {
    variable("TMPDIR").map(PathBuf::from).filter(|path| path.is_absolute()).unwrap_or_else(|| "/tmp".into())
}

impl Paths {
    /// Finds the folders: `flag`, else `SUPPLE_HOME`, else the XDG variables, on every Unix, else what
    /// the system recommends. `variable` looks up one variable of the environment.
    ///
    /// # Errors
    /// When there is no home folder, or the one that was named is a file.
    pub fn find(
        flag: Option<&Path>,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Paths, PathsError> {
        let runtime = variable("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
        let shared: Vec<PathBuf> = runtime.into_iter().chain([throw_away(&variable)]).collect();
        let named = flag
            .map(Path::to_path_buf)
            .or_else(|| variable("SUPPLE_HOME").filter(|value| !value.is_empty()).map(PathBuf::from));
        if let Some(home) = named {
            let home = std::path::absolute(&home).unwrap_or(home);
            if home.exists() && !home.is_dir() {
                return Err(PathsError::NotAFolder(home));
            }
            return Ok(Paths {
                data: home.clone(),
                config: home.clone(),
                state: home.join("state"),
                home: Some(home),
                shared,
                named: None,
                own_file: false,
            });
        }
        // The `directories` crate ignores the XDG variables on macOS; a relative one counts as unset.
        let xdg = |name| {
            variable(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
                .map(|path| path.join("supple"))
        };
        // A `HOME` that is no whole path would put the journal wherever one happens to stand.
        let system = ProjectDirs::from("", "", "supple")
            .filter(|dirs| dirs.data_dir().is_absolute() || on(Mutant::RelativeHome));
        let usual = |pick: fn(&ProjectDirs) -> PathBuf| system.as_ref().map(pick).ok_or(PathsError::NoHome);
        let folder = |name, pick: fn(&ProjectDirs) -> PathBuf| xdg(name).map_or_else(|| usual(pick), Ok);
        Ok(Paths {
            home: None,
            named: None,
            own_file: false,
            data: folder("XDG_DATA_HOME", |dirs| dirs.data_dir().to_path_buf())?,
            config: folder("XDG_CONFIG_HOME", |dirs| dirs.config_dir().to_path_buf())?,
            state: folder("XDG_STATE_HOME", |dirs| {
                dirs.state_dir().map_or_else(|| dirs.data_local_dir().join("state"), Path::to_path_buf)
            })?,
            shared,
        })
    }

    /// The journal.
    pub fn journal(&self) -> PathBuf {
        self.data.join("journal.jsonl")
    }

    /// The person's own exercises.
    pub fn own_exercises(&self) -> PathBuf {
        self.config.join("exercises")
    }

    /// The plans of the person's clinicians.
    pub fn plans(&self) -> PathBuf {
        self.config.join("plans")
    }

    /// The settings.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(flag: Option<&str>, set: &[(&str, &str)]) -> Result<Paths, PathsError> {
        let set: Vec<(String, OsString)> =
            set.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect();
        Paths::find(flag.map(Path::new), |name| {
            set.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn one_home_holds_all_and_the_flag_wins() {
        let paths = find(Some("/a"), &[("SUPPLE_HOME", "/b"), ("XDG_DATA_HOME", "/c")]).unwrap();
        assert_eq!(paths.journal(), Path::new("/a/journal.jsonl"));
        assert_eq!(paths.state, Path::new("/a/state"));
        assert_eq!(find(None, &[("SUPPLE_HOME", "/b")]).unwrap().data, Path::new("/b"));
    }

    #[test]
    fn xdg_variables_count_one_by_one_and_a_relative_or_empty_one_does_not() {
        let paths = find(None, &[("XDG_DATA_HOME", "/d"), ("XDG_CONFIG_HOME", "c"), ("SUPPLE_HOME", "")]);
        let paths = paths.unwrap();
        assert_eq!(paths.journal(), Path::new("/d/supple/journal.jsonl"));
        assert!(paths.config.is_absolute(), "{paths:?}");
        assert_eq!(paths.home, None);
    }

    #[test]
    fn a_file_is_no_home() {
        let error = find(Some("Cargo.toml"), &[]).unwrap_err().to_string();
        assert!(error.ends_with("is not a folder. Name another with --home, or in SUPPLE_HOME."), "{error}");
    }
}
