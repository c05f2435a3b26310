//! Where the settings file stands, as the settings screen sees it: text that can be read and replaced.
//! The command line brings the real one; a demo and tests keep it in memory.

/// The place of the settings file.
pub trait Shelf {
    /// Its name, for people.
    fn name(&self) -> String;

    /// What stands in it now; `None` where there is no file yet.
    ///
    /// # Errors
    /// Why it cannot be read, as a sentence with its name.
    fn read(&self) -> Result<Option<String>, String>;

    /// Puts `text` in its place, whole or not at all. `before`: what stood there when it was read; if
    /// something else stands there now, nothing is written.
    ///
    /// # Errors
    /// Why nothing was written, as a sentence with its name.
    fn write(&mut self, text: &str, before: Option<&str>) -> Result<(), String>;
}

/// A settings file that is forgotten with the program.
#[derive(Debug, Clone, Default)]
pub struct InMemory(pub Option<String>);

impl Shelf for InMemory {
    fn name(&self) -> String {
        "config.toml".into()
    }

    fn read(&self) -> Result<Option<String>, String> {
        Ok(self.0.clone())
    }

    fn write(&mut self, text: &str, before: Option<&str>) -> Result<(), String> {
        if self.0.as_deref() != before {
            return Err(changed_meanwhile(&self.name()));
        }
        self.0 = Some(text.to_owned());
        Ok(())
    }
}

/// Somebody else wrote into it.
pub fn changed_meanwhile(name: &str) -> String {
    format!("{name} was changed by something else just now, so nothing was written. Try again.")
}
