//! `supple content`: what there is to do, one exercise with its figure, files of one's own checked and begun.

mod check;
mod list;
mod new;
mod show;
mod words;

pub use show::usual as usual_glyphs;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args, Subcommand};

use super::{CliError, Exit, Json, open, output};
use crate::coach::Coach;
use crate::figure::Glyphs;
use crate::paths::Paths;

/// Words that `content show` takes beside ids; no exercise may have them as its id.
pub const WORDS: &[&str] = &["cards", "rethink", "sources"];

/// Of `content`.
#[derive(Debug, Args)]
pub struct ContentArgs {
    /// What to do with the content
    #[command(subcommand)]
    pub verb: ContentVerb,
}

/// Below `content`.
#[derive(Debug, Subcommand)]
pub enum ContentVerb {
    /// List all exercises, by part of a session and by ladder
    List(Json),
    /// Print an exercise with its figure; or a programme; or: cards, rethink, flare, stiff-morning, sources
    Show(ShowArgs),
    /// Check files of your own: exercises, programmes, plans. None: the whole config folder
    Check(CheckArgs),
    /// Begin a file of your own, with comments, to be filled in: an exercise, or a clinician's plan
    New(NewArgs),
    /// Print a JSON Schema: of exercise files, for editors; of the journal's lines; of an export
    Schema {
        /// Of what
        #[arg(value_name = "WHAT", value_enum, default_value = "exercise")]
        of: SchemaOf,
    },
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum SchemaOf {
    /// A file with an exercise of one's own.
    Exercise,
    /// A line of the journal.
    Journal,
    /// What `report --format json` writes.
    Export,
}

/// Of `content show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// An id, such as bird-dog
    #[arg(value_name = "ID")]
    pub what: String,
    /// Which key pose, from 1 [default: the one that the exercise is about]
    #[arg(long, value_name = "N")]
    pub frame: Option<usize>,
    /// Columns and rows of the figure
    #[arg(long, value_name = "WxH", default_value = "40x14", value_parser = size)]
    pub size: (u16, u16),
    /// Characters of the figure [default: braille where a terminal can show it, else ascii]
    #[arg(long, value_name = "SET", value_enum)]
    pub charset: Option<Charset>,
    /// What the figure shows in words, in its place
    #[arg(long)]
    pub plain: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Characters of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Charset {
    /// Two by four dots a character.
    Braille,
    /// Two by four solid blocks; only newer terminals have them.
    Octant,
    /// Two by two solid blocks.
    Quadrant,
    /// What every terminal has.
    Ascii,
}

impl From<Charset> for Glyphs {
    fn from(set: Charset) -> Glyphs {
        match set {
            Charset::Braille => Glyphs::Braille,
            Charset::Octant => Glyphs::Octant,
            Charset::Quadrant => Glyphs::Quadrant,
            Charset::Ascii => Glyphs::Ascii,
        }
    }
}

/// Of `content check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files to check
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// As JSON: a list of mistakes, each with file, line, column, what was found, what to do
    #[arg(long)]
    pub json: bool,
}

/// Of `content new`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("begun").args(["id", "plan"]).required(true)))]
pub struct NewArgs {
    /// Id of the new exercise: small letters, digits and single hyphens
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// A clinician's plan of this name instead
    #[arg(long, value_name = "NAME")]
    pub plan: Option<String>,
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let both =
        text.split_once(['x', 'X']).and_then(|(cols, rows)| Some((cols.parse().ok()?, rows.parse().ok()?)));
    both.filter(|(cols, rows)| (8..=200).contains(cols) && (4..=80).contains(rows))
        .ok_or_else(|| "columns x rows, such as 40x14; from 8x4 to 200x80".to_owned())
}

/// Carries it out. `config`: the settings file that was named in place of the usual one.
///
/// # Errors
/// An id that there is not, a file that cannot be written, a standard output that takes nothing.
pub fn run(
    args: &ContentArgs,
    paths: &Paths,
    config: Option<&Path>,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Exit, CliError> {
    match &args.verb {
        ContentVerb::Check(args) => check::run(args, paths),
        ContentVerb::Schema { of } => {
            output::text(match of {
                SchemaOf::Exercise => crate::content::schema::SCHEMA,
                SchemaOf::Journal => crate::journal::line::SCHEMA,
                SchemaOf::Export => crate::report::json::SCHEMA,
            })?;
            Ok(Exit::Done)
        }
        ContentVerb::List(args) => list::run(args, &coach(paths)?),
        ContentVerb::Show(args) => {
            let glyphs = super::config::read(config, paths)?.look.glyphs;
            show::run(args, &coach(paths)?, glyphs, variable)
        }
        ContentVerb::New(args) => new::run(args, &coach(paths)?, paths),
    }
}

/// The content, a person's own exercises included, without any past. What is wrong with them is said
/// beside the answer.
fn coach(paths: &Paths) -> Result<Coach, CliError> {
    let mut coach = open::coach(Vec::new())?;
    for problem in open::own_exercises(&mut coach, paths) {
        output::say(&problem);
    }
    Ok(coach)
}
