//! Which program speaks.

use std::path::{Path, PathBuf};

use super::choice::Voice;

/// Programs that speak, with the arguments that come before the sentence, the best first. The sentences
/// are English, whatever the language of the computer.
const PROGRAMS: [(&str, &[&str]); 3] =
    [("spd-say", &["-l", "en", "--"]), ("espeak-ng", &["-v", "en", "--"]), ("say", &[])];

/// The words of a command that speaks, without the sentence; `None` where no program for it is found in
/// these folders.
pub fn find(voice: &Voice, folders: &[PathBuf], is_program: impl Fn(&Path) -> bool) -> Option<Vec<String>> {
    match voice {
        Voice::Own(words) => Some(words.clone()),
        Voice::Auto => PROGRAMS.iter().find_map(|(program, arguments)| {
            let path = folders.iter().map(|folder| folder.join(program)).find(|path| is_program(path))?;
            let mut words = vec![path.to_str()?.to_owned()];
            words.extend(arguments.iter().map(|word| (*word).to_owned()));
            Some(words)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_found_speaks() {
        let folders = [PathBuf::from("/a"), PathBuf::from("/b")];
        let find = |there: &[&str]| {
            let words = find(&Voice::Auto, &folders, |path| there.iter().any(|one| path == Path::new(one)));
            words.map(|words| words.join(" "))
        };
        assert_eq!(find(&[]), None);
        assert_eq!(find(&["/b/say", "/b/espeak-ng"]).as_deref(), Some("/b/espeak-ng -v en --"));
        assert_eq!(find(&["/b/spd-say", "/a/espeak-ng"]).as_deref(), Some("/b/spd-say -l en --"));
        assert_eq!(find(&["/a/say", "/b/say"]).as_deref(), Some("/a/say"));
        let own = Voice::Own(vec!["x".into(), "-y".into()]);
        assert_eq!(super::find(&own, &[], |_| false), Some(vec!["x".to_owned(), "-y".to_owned()]));
    }
}
