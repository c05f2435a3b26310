//! Where a line stands when the journal is made of several files. Lines are counted through all of them, one
//! file after the other; people are told the file and the line in it.

/// The file that every journal has had, and that needs no name where lines are told.
pub const MAIN: &str = "journal.jsonl";
/// So many lines of a file are named at once.
const TOLD: usize = 8;

/// One file of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name, without the folder.
    pub name: String,
    /// How many lines stand in the files before it.
    pub before: usize,
    /// Its length in bytes.
    pub bytes: usize,
    /// Lines that are not blank.
    pub lines: usize,
    /// Length in bytes of a last line that does not end, and whether it is lost.
    pub torn: Option<(usize, bool)>,
}

/// The files of a journal, in the order in which they were read. None: there is [`MAIN`] alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts(Vec<Part>);

impl Parts {
    /// These files.
    pub(super) fn of(parts: Vec<Part>) -> Parts {
        Parts(parts)
    }

    /// One after the other; none where there is [`MAIN`] alone.
    pub fn all(&self) -> &[Part] {
        &self.0
    }

    /// The file that a line stands in, and its number there; no file where there is [`MAIN`] alone.
    fn part(&self, line: usize) -> (Option<&str>, usize) {
        let part = self.0.iter().rev().find(|part| part.before < line);
        part.map_or((None, line), |part| (Some(part.name.as_str()), line - part.before))
    }

    /// The same, with no file where it is [`MAIN`].
    pub fn find(&self, line: usize) -> (Option<&str>, usize) {
        let (file, line) = self.part(line);
        (file.filter(|name| *name != MAIN), line)
    }

    /// "line 3", or "line 3 of journal-7f3a91c0.jsonl".
    pub fn words(&self, line: usize) -> String {
        match self.find(line) {
            (None, line) => format!("line {line}"),
            (Some(name), line) => format!("line {line} of {name}"),
        }
    }

    /// The same, told beside a line of another file: none is left without a name.
    pub(super) fn words_in_full(&self, line: usize) -> String {
        let (name, line) = self.part(line);
        format!("line {line} of {}", name.unwrap_or(MAIN))
    }

    /// "line 3 of your journal", "lines 3, 7 and 12 more of your journal and line 1 of journal-7f3a91c0.jsonl";
    /// nothing where there are none. `lines`: in their order.
    pub fn listed(&self, lines: &[usize]) -> Option<String> {
        let found: Vec<(Option<&str>, usize)> = lines.iter().map(|line| self.find(*line)).collect();
        let groups = found.chunk_by(|a, b| a.0 == b.0).map(|lines| {
            let of = lines.first().and_then(|(name, _)| *name).unwrap_or("your journal");
            format!("{} of {of}", numbered(lines))
        });
        let groups: Vec<String> = groups.collect();
        (!groups.is_empty()).then(|| groups.join(" and "))
    }
}

/// "line 3", "lines 3, 7 and 12 more".
fn numbered(lines: &[(Option<&str>, usize)]) -> String {
    let told: Vec<String> = lines.iter().take(TOLD).map(|(_, line)| line.to_string()).collect();
    match lines.len() {
        1 => format!("line {}", told.join("")),
        n if n <= TOLD => format!("lines {}", told.join(", ")),
        n => format!("lines {} and {} more", told.join(", "), n - TOLD),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, before: usize) -> Part {
        Part { name: name.into(), before, bytes: 0, lines: 0, torn: None }
    }

    #[test]
    fn a_line_is_told_with_its_file_where_that_is_not_the_usual_one() {
        let one = Parts::default();
        assert_eq!((one.words(7), one.find(7)), ("line 7".into(), (None, 7)));
        assert_eq!(one.listed(&[]), None);
        assert_eq!(one.listed(&[7]).unwrap(), "line 7 of your journal");
        let all: Vec<usize> = (1..=11).collect();
        assert_eq!(one.listed(&all).unwrap(), "lines 1, 2, 3, 4, 5, 6, 7, 8 and 3 more of your journal");

        let two =
            Parts::of(vec![part(MAIN, 0), part("journal-7f3a.jsonl", 5), part("journal-beef.jsonl", 5)]);
        assert_eq!(two.words(5), "line 5");
        assert_eq!(two.words_in_full(5), "line 5 of journal.jsonl");
        assert_eq!(two.words(6), "line 1 of journal-beef.jsonl", "the one before it has no lines");
        let listed = two.listed(&[2, 3, 7]).unwrap();
        assert_eq!(listed, "lines 2, 3 of your journal and line 2 of journal-beef.jsonl");
    }
}
