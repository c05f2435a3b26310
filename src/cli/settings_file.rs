//! The settings file on the disk: read whole, replaced whole, never half of either. The only file of the
//! person's own that supple ever writes over, and only when a setting is changed on the settings screen.

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::{output, save};
use crate::content::config::shelf::{Shelf, changed_meanwhile};
use crate::content::own::text_of;
use crate::journal::error::cause;

/// A settings file that is on the disk, or could be.
#[derive(Debug, Clone)]
pub struct OnDisk {
    path: PathBuf,
    /// It was named on the command line.
    named: bool,
}

impl OnDisk {
    /// At that place. `named`: on the command line, where it may be anything that can be read.
    pub fn at(path: PathBuf, named: bool) -> OnDisk {
        OnDisk { path, named }
    }

    fn cannot(&self, why: &str) -> String {
        format!("{} {why}. The settings stay as they were.", self.name())
    }

    /// Puts a new file beside the old one and then in its place.
    fn replace(&self, text: &str) -> Result<(), String> {
        let fail = |error: &std::io::Error| self.cannot(&format!("cannot be written: {}", cause(error)));
        // A link, as people have it who keep their settings together, goes on leading there.
        let path = std::fs::canonicalize(&self.path).map_err(|error| fail(&error))?;
        if !path.is_file() {
            return Err(self.cannot("is no ordinary file, so it is not written"));
        }
        let mode = path.metadata().map_err(|error| fail(&error))?.permissions();
        if mode.readonly() {
            return Err(self.cannot("may only be read: it is set so"));
        }
        let mut beside = path.clone().into_os_string();
        beside.push(format!(".{}.tmp", std::process::id()));
        let beside = PathBuf::from(beside);
        save::new_file(&beside, text, "The settings stay as they were.")
            .map_err(|error| error.to_string())?;
        let put = std::fs::set_permissions(&beside, mode).and_then(|()| std::fs::rename(&beside, &path));
        put.map_err(|error| {
            let _ = std::fs::remove_file(&beside);
            fail(&error)
        })?;
        settle(&path);
        Ok(())
    }

    /// Makes a file where there is none, in a folder for the person only.
    fn begin(&self, text: &str) -> Result<(), String> {
        if let Some(folder) = self.path.parent().filter(|folder| !folder.is_dir()) {
            DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
                self.cannot(&format!("cannot be written, as its folder cannot be made: {}", cause(&error)))
            })?;
        }
        save::new_file(&self.path, text, "The settings stay as they were.")
            .map_err(|error| error.to_string())?;
        settle(&self.path);
        Ok(())
    }
}

/// The name outlives a power cut; where that cannot be had, the file is there all the same.
fn settle(path: &Path) {
    if let Some(folder) = path.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

impl Shelf for OnDisk {
    fn name(&self) -> String {
        output::harmless(&self.path.display().to_string())
    }

    fn read(&self) -> Result<Option<String>, String> {
        let bytes = output::read_small(&self.path, self.named)
            .map_err(|why| format!("{}: {}.", self.name(), why.trim_end_matches('.')))?;
        bytes.map(|bytes| text_of(&self.name(), &bytes).map_err(|error| error.to_string())).transpose()
    }

    fn write(&mut self, text: &str, before: Option<&str>) -> Result<(), String> {
        if self.read()?.as_deref() != before {
            return Err(changed_meanwhile(&self.name()));
        }
        if before.is_some() { self.replace(text) } else { self.begin(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_is_for_its_owner_only_and_an_old_one_keeps_its_rights() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/config.toml");
        let mut shelf = OnDisk::at(path.clone(), false);
        assert_eq!(shelf.read(), Ok(None));
        shelf.write("[look]\n", None).unwrap();
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        shelf.write("[session]\n", Some("[look]\n")).unwrap();
        assert_eq!((mode(&path), std::fs::read_to_string(&path).unwrap()), (0o644, "[session]\n".into()));
        let names: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing is left beside it: {names:?}");
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let mut shelf = OnDisk::at(path.clone(), false);
        std::fs::write(&path, "# mine\n").unwrap();
        for before in [None, Some("# yours\n")] {
            let told = shelf.write("[look]\n", before).unwrap_err();
            assert!(told.contains("was changed by something else just now"), "{told}");
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "# mine\n");
    }

    #[test]
    fn a_link_goes_on_leading_to_the_file_that_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("mine.toml"), folder.path().join("config.toml"));
        std::fs::write(&path, "\n").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        OnDisk::at(link.clone(), false).write("[look]\n", Some("\n")).unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "[look]\n");
    }

    #[test]
    fn where_nothing_can_be_written_a_sentence_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, "\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
        let told = OnDisk::at(path, false).write("[look]\n", Some("\n")).unwrap_err();
        assert!(told.ends_with("may only be read: it is set so. The settings stay as they were."), "{told}");
        std::fs::write(folder.path().join("file"), "").unwrap();
        let told = OnDisk::at(folder.path().join("file/c.toml"), false).write("", None).unwrap_err();
        assert!(told.contains("cannot be written"), "{told}");
        let told = OnDisk::at(folder.path().to_owned(), false).read().unwrap_err();
        assert!(told.ends_with("is a folder, not a file."), "{told}");
    }
}
