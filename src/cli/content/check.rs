//! `supple content check`: files of one's own, with file, line, column, what is wrong and what to do.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::super::{CliError, Exit, open, output};
use super::CheckArgs;
use crate::content::own_kind::{Kind, kind_of};
use crate::content::{Catalogue, ContentError, Problem, own, physio_file, programme_file};
use crate::figure;
use crate::paths::Paths;
use crate::tui::keymap;

/// A mistake, as other programs read it.
#[derive(Debug, Serialize)]
struct Mistake {
    file: String,
    line: usize,
    column: usize,
    what: String,
    fix: String,
}

/// Runs it.
///
/// # Errors
/// A standard output that takes nothing. Mistakes are the answer, not an error.
pub(super) fn run(args: &CheckArgs, paths: &Paths) -> Result<Exit, CliError> {
    let mut catalogue = open::coach(Vec::new())?.catalogue;
    let mut checked = Checked::default();
    if args.files.is_empty() {
        checked.folder(&mut catalogue, paths);
    } else {
        checked.files(&mut catalogue, &args.files, paths);
    }
    let Checked { mut problems, files } = checked;
    problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    let exit = if problems.is_empty() { Exit::Done } else { Exit::No };
    if args.json {
        let mistakes: Vec<Mistake> = problems.into_iter().map(Mistake::from).collect();
        output::json(&mistakes)?;
        return Ok(exit);
    }
    let mut out = String::new();
    for problem in &problems {
        // Writing to a text never fails. One line for editors, then the place itself for people.
        let _ = writeln!(out, "{problem}");
        if let Some((line, mark)) = problem.place_in_line() {
            let _ = writeln!(out, "    {line}\n    {}^", " ".repeat(mark));
        }
    }
    let many = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let _ = match (files, problems.len()) {
        (0, 0) => writeln!(out, "There are no files of your own in {}.", shown(&paths.config)),
        (files, 0) => writeln!(out, "{}, no mistakes.", many(files, "file")),
        (files, wrong) => writeln!(out, "{} in {}.", many(wrong, "mistake"), many(files, "file")),
    };
    output::text(&out)?;
    Ok(exit)
}

impl From<Problem> for Mistake {
    fn from(problem: Problem) -> Mistake {
        let Problem { file, line, column, what, fix, .. } = problem;
        Mistake { file, line, column, what, fix }
    }
}

/// What was looked at, and what was found.
#[derive(Default)]
struct Checked {
    problems: Vec<Problem>,
    files: usize,
}

impl Checked {
    /// Everything that a person may have written.
    fn folder(&mut self, catalogue: &mut Catalogue, paths: &Paths) {
        let config = paths.config_file();
        if config.exists() || config.is_symlink() {
            self.files += 1;
            if let Some(text) = self.read(&config) {
                self.take(keymap::checked(&shown(&config), &text).map(drop));
            }
        }
        let files = self.read_all(&paths.own_exercises());
        self.add(catalogue, &files, None);
        // A plan may name a person's own exercises, so it is read after them.
        for (name, text) in self.read_all(&paths.plans()) {
            self.problems.extend(physio_file::check(&name, &text, catalogue));
        }
    }

    /// The files of a folder; those that cannot be read are told of.
    fn read_all(&mut self, folder: &Path) -> Vec<(String, String)> {
        match open::toml_files(folder) {
            Ok(found) => {
                self.files += found.len();
                found.iter().filter_map(|path| Some((shown(path), self.read(path)?))).collect()
            }
            Err(why) => {
                let fix = "make it a folder that you may read";
                self.problems.push(Problem::at(&shown(folder), (1, 1), &why, fix));
                Vec::new()
            }
        }
    }

    /// Only these. Exercises are read beside those of the folder, because a ladder can have rungs there.
    fn files(&mut self, catalogue: &mut Catalogue, given: &[PathBuf], paths: &Paths) {
        let (mut exercises, mut plans) = (Vec::new(), Vec::new());
        let mut asked = BTreeSet::new();
        let mut same = BTreeSet::new();
        for path in given {
            let name = shown(path);
            if !asked.insert(name.clone()) {
                continue;
            }
            self.files += 1;
            let Some(text) = self.read(path) else { continue };
            match kind_of(&text) {
                Kind::Settings => self.take(keymap::checked(&name, &text).map(drop)),
                Kind::Programme => match programme_file::parse(&name, &text) {
                    Ok(programme) => self.problems.extend(catalogue.flaws_of(&name, &text, &programme)),
                    Err(error) => self.problems.extend(error.problems),
                },
                Kind::Figure => self.take(figure::file::parse(&name, &text).map(drop)),
                Kind::Plan => plans.push((name, text)),
                Kind::Exercise => {
                    same.extend(path.canonicalize());
                    exercises.push((name, text));
                }
            }
        }
        if exercises.is_empty() && plans.is_empty() {
            return;
        }
        let others = open::toml_files(&paths.own_exercises()).unwrap_or_default();
        for path in others.iter().filter(|path| path.canonicalize().is_ok_and(|path| !same.contains(&path))) {
            if let Ok(Some(bytes)) = output::read_small(path, false)
                && let Ok(text) = own::text_of(&shown(path), &bytes)
            {
                exercises.push((shown(path), text));
            }
        }
        self.add(catalogue, &exercises, Some(&asked));
        for (name, text) in plans {
            self.problems.extend(physio_file::check(&name, &text, catalogue));
        }
    }

    /// Exercises together, so that their links can be followed. `asked`: tell only of these files.
    fn add(
        &mut self,
        catalogue: &mut Catalogue,
        files: &[(String, String)],
        asked: Option<&BTreeSet<String>>,
    ) {
        let mut found = own::add(catalogue, files);
        found.extend(figure::mistakes(catalogue));
        // A problem has the visible form of its file's name.
        let mine = |problem: &Problem| asked.is_none_or(|asked| asked.contains(&problem.file));
        self.problems.extend(found.into_iter().filter(mine));
    }

    fn read(&mut self, path: &Path) -> Option<String> {
        let name = shown(path);
        let why = match output::read_small(path, true) {
            Ok(Some(bytes)) => match own::text_of(&name, &bytes) {
                Ok(text) => return Some(text),
                Err(error) => {
                    self.problems.extend(error.problems);
                    return None;
                }
            },
            Ok(None) => "there is no such file".to_owned(),
            Err(why) => format!("the file {why}"),
        };
        self.problems.push(Problem::at(&name, (1, 1), &why, "check the name and who may read it"));
        None
    }

    fn take(&mut self, outcome: Result<(), ContentError>) {
        if let Err(error) = outcome {
            self.problems.extend(error.problems);
        }
    }
}

fn shown(path: &Path) -> String {
    output::harmless(&path.display().to_string())
}
