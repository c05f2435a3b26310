//! The command line: verbs and their arguments, in the words of `--help`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgGroup, Args, Parser, Subcommand};

use super::{content, doctor, forget, merge, preview};
use crate::coach::chart::{Kind, Range};
use crate::content::disclaimer::DISCLAIMER;

/// A movement guide for a stiff or sore back or neck.
#[derive(Debug, Parser)]
#[command(name = "supple", version, disable_help_subcommand = true, after_help = DISCLAIMER)]
pub struct Cli {
    /// One folder for everything: journal, settings, own exercises [default: `SUPPLE_HOME`]
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Settings file to use in place of config.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// When to use colour [default: as the settings say, else auto]
    #[arg(long, global = true, value_name = "WHEN", value_enum)]
    pub color: Option<ColourChoice>,
    /// Line by line: no screens, no boxes, no control characters; for a screen reader or a pipe
    #[arg(long, global = true)]
    pub plain: bool,
    /// Where the journal is gone: begin a new one without asking
    #[arg(long)]
    pub new: bool,
    /// What to do; nothing opens the program
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ColourChoice {
    /// Unless `NO_COLOR` is set.
    Auto,
    /// Even so.
    Always,
    /// Not at all.
    Never,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Straight to the check-in and the session
    Session(SessionArgs),
    /// A short session while a command runs; ends with that one's exit status
    While(WhileArgs),
    /// Print the next session, with a reason for every line
    Plan(PlanArgs),
    /// Say why an exercise is in the plan as it is, or why not; or, with "screen", what the check came to
    Why(WhyArgs),
    /// Print the next sessions if all goes calmly, and beside them if tomorrow is sore
    Preview(PreviewArgs),
    /// Print the safety check's questions and rules, or what a set of answers comes to
    Screen(ScreenArgs),
    /// List sessions
    Log(LogArgs),
    /// Record a clinician's clearance of a flag
    Clear(ClearArgs),
    /// Print a chart as text: pain, dose, weeks, function, fear, sides
    Trend(TrendArgs),
    /// The exercises: list and show them, check and begin your own
    Content(content::ContentArgs),
    /// Write a page for a clinician, or your data for another program
    Report(ReportArgs),
    /// Add what another journal, an export or a CSV file has; shows it first
    Merge(merge::MergeArgs),
    /// The same as merge
    Import(merge::MergeArgs),
    /// Look around in twelve made-up weeks; nothing of it is kept
    Demo(DemoArgs),
    /// Say what is where, what is damaged, and what to do; no health content
    Doctor(doctor::DoctorArgs),
    /// Take an entry out of the journal for good, with all that belongs to it
    Forget(forget::ForgetArgs),
    /// Print one line for a prompt or a bar
    Status(StatusArgs),
    /// Say where everything is
    Paths(Json),
    /// Settings: where they are, what they mean, whether they are right
    Config(ConfigArgs),
    /// Print completions for a shell
    Completions {
        /// Which shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, for man: supple man | man -l -
    Man,
}

/// Of `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// What to write
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "html")]
    pub format: ReportFormat,
    /// First day [default: twelve weeks back on the page, the very first in data]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<NaiveDate>,
    /// Last day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<NaiveDate>,
    /// File to write; - is standard output [default: the page a file in this folder, data standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// With the answers about private matters, in the page and in FHIR
    #[arg(long)]
    pub private: bool,
}

/// What `report` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// One page to print, and an appendix.
    Html,
    /// A row for each event.
    Csv,
    /// Every event, to be read in again.
    Json,
    /// An R4 bundle for clinical systems.
    Fhir,
}

/// Of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Write the made-up journal into this folder instead, to be opened with --home
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// Of `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// For whom
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "plain")]
    pub format: StatusFormat,
    /// As JSON; the same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// Who reads the line of `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum StatusFormat {
    /// A person, or a prompt.
    Plain,
    /// A script.
    Json,
    /// The status line of tmux.
    Tmux,
    /// The bar called waybar.
    Waybar,
}

/// Of `config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// What about them
    #[command(subcommand)]
    pub verb: ConfigVerb,
}

/// Below `config`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum ConfigVerb {
    /// Print where the settings file is, or would be
    Path,
    /// Print every setting as it comes, with what it means
    Default,
    /// Say what is wrong with the settings file, with line and column
    Check,
}

/// Of `while`.
#[derive(Debug, Args)]
pub struct WhileArgs {
    /// For another length, 5 to 60 minutes [default: 5]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(5..=60))]
    pub minutes: Option<i32>,
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    pub command: Vec<std::ffi::OsString>,
}

/// Of `session`.
#[derive(Debug, Args)]
pub struct SessionArgs {
    /// For another length, 5 to 60 minutes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(5..=60))]
    pub minutes: Option<i32>,
}

/// `--json` alone.
#[derive(Debug, Args)]
pub struct Json {
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Of `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// For another day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on: Option<NaiveDate>,
    /// For another length, 5 to 60 minutes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(5..=60))]
    pub minutes: Option<i32>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// One page to lie beside the mat: moves, doses, key poses; with --plain the poses in words. For paper:
    /// supple plan --print | lpr
    #[arg(long, conflicts_with = "json")]
    pub print: bool,
    /// With --print: characters of the poses [default: braille where a terminal can show it, else ascii]
    #[arg(long, value_name = "SET", value_enum, requires = "print")]
    pub charset: Option<content::Charset>,
    /// Plan from a probe document instead of your journal; - is standard input. Writes JSON
    #[arg(long, value_name = "FILE", conflicts_with_all = ["on", "minutes", "print", "charset"])]
    pub input: Option<PathBuf>,
}

/// Of `why`.
#[derive(Debug, Args)]
pub struct WhyArgs {
    /// An exercise, such as bird-dog; "walk"; or "screen" for the safety check
    #[arg(value_name = "EXERCISE")]
    pub what: String,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Of `preview`.
#[derive(Debug, Args)]
pub struct PreviewArgs {
    /// How many sessions, 1 to 60
    #[arg(value_name = "N", default_value_t = 7, value_parser = preview::sessions)]
    pub sessions: u32,
    /// For another length, 5 to 60 minutes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(5..=60))]
    pub minutes: Option<i32>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Of `screen`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("what").args(["list", "answers", "mine"]).required(true)))]
pub struct ScreenArgs {
    /// All questions and rules, with their sources
    #[arg(long)]
    pub list: bool,
    /// What the answers in a file come to; - is standard input. Touches no journal
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    /// Your own answers in force, with their dates and when each is asked again
    #[arg(long)]
    pub mine: bool,
    /// With --mine: leave out the intimate ones
    #[arg(long, conflicts_with_all = ["list", "answers"])]
    pub no_intimate: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Of `log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// As JSON, one session a line
    #[arg(long)]
    pub json: bool,
    /// Add something done without the program
    #[command(subcommand)]
    pub verb: Option<LogVerb>,
}

/// Below `log`.
#[derive(Debug, Subcommand)]
pub enum LogVerb {
    /// Log a pain score without a session, or a walk
    Add(LogAddArgs),
    /// Put a score or the day of a session, a walk or a pain score right; what was said first is kept
    Edit(LogEditArgs),
    /// Take a session, a walk or a pain score back: it did not happen
    Retract(LogNamed),
    /// Bring back what was taken back
    Redo(LogNamed),
    /// Undo the last correction
    Undo(LogNamed),
}

/// Of `log retract`, `log redo`, `log undo`.
#[derive(Debug, Args)]
pub struct LogNamed {
    /// Its id, as `log --json` prints it; or its day, if it is the only one of that day
    #[arg(value_name = "ID|YYYY-MM-DD")]
    pub id: String,
}

/// Of `log edit`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("edited")
    .args(["pain_before", "pain_after", "next_morning", "effort", "over_1h", "pain", "date", "remove"])
    .required(true).multiple(true)))]
pub struct LogEditArgs {
    /// Its id, as `log --json` prints it; or its day, if it is the only one of that day
    #[arg(value_name = "ID|YYYY-MM-DD")]
    pub id: String,
    /// Pain before the session, 0 to 10
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u8).range(0..=10))]
    pub pain_before: Option<u8>,
    /// Pain at its end, 0 to 10
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u8).range(0..=10))]
    pub pain_after: Option<u8>,
    /// Pain the next morning, 0 to 10
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u8).range(0..=10))]
    pub next_morning: Option<u8>,
    /// More pain than before for over an hour: yes or no
    #[arg(long = "over-1h", value_name = "YES|NO", value_parser = yes_no)]
    pub over_1h: Option<bool>,
    /// Effort of the session, or with --exercise of that exercise, 0 to 10
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u8).range(0..=10))]
    pub effort: Option<u8>,
    /// Worst pain of a walk or of an exercise (--exercise), or the score itself, 0 to 10
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u8).range(0..=10))]
    pub pain: Option<u8>,
    /// Leave it unanswered after all; may be given more than once
    #[arg(long, value_name = "WHICH", value_enum)]
    pub remove: Vec<Removed>,
    /// The exercise that --pain and --effort are about, or --remove of either
    #[arg(long, value_name = "EXERCISE")]
    pub exercise: Option<String>,
    /// The day that it was on
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<NaiveDate>,
}

/// A score that `log edit` can remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Removed {
    /// Pain before the session.
    PainBefore,
    /// Pain at its end.
    PainAfter,
    /// Pain the next morning.
    NextMorning,
    /// Whether it stayed sore for over an hour.
    #[value(name = "over-1h")]
    Over1h,
    /// Effort of the session, or of the exercise.
    Effort,
    /// Worst pain of a walk or of the exercise.
    Pain,
}

/// Of `log add`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("logged").args(["pain", "walk"]).required(true).multiple(true)))]
pub struct LogAddArgs {
    /// Pain now, 0 to 10; with --walk, the worst during it
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u8).range(0..=10))]
    pub pain: Option<u8>,
    /// Minutes walked, cycled or swum today
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub walk: Option<u32>,
    /// You could speak in full sentences all the way: yes or no
    #[arg(long, value_name = "YES|NO", requires = "walk", value_parser = yes_no)]
    pub talk: Option<bool>,
    /// The day that it was on, when it was not today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<NaiveDate>,
}

fn yes_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" | "y" => Ok(true),
        "no" | "n" => Ok(false),
        _ => Err("yes or no, please".into()),
    }
}

/// Of `clear`.
#[derive(Debug, Args)]
pub struct ClearArgs {
    /// Which flag: its rule, such as bladder-1. None: list what stands
    #[arg(value_name = "FLAG")]
    pub flag: Option<String>,
    /// Print a page to take along: what was answered, what to tick
    #[arg(long, conflicts_with_all = ["flag", "seen", "by", "outcome", "limits"])]
    pub slip: bool,
    /// The day that the clinician saw or spoke to you
    #[arg(long, value_name = "YYYY-MM-DD", requires = "flag")]
    pub seen: Option<NaiveDate>,
    /// Who: gp, hospital-doctor, physiotherapist, nurse, midwife, or other:PROFESSION
    #[arg(long, value_name = "WHO", requires = "flag")]
    pub by: Option<String>,
    /// What they said: may-exercise, with-limits, not-yet
    #[arg(long, value_name = "WORD", requires = "flag", value_enum)]
    pub outcome: Option<OutcomeArg>,
    /// Limits, in a few words
    #[arg(long, value_name = "TEXT", requires = "flag")]
    pub limits: Option<String>,
}

/// What a clinician said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum OutcomeArg {
    /// May exercise.
    MayExercise,
    /// May exercise, with limits.
    WithLimits,
    /// Not yet.
    NotYet,
}

/// Of `trend`.
#[derive(Debug, Args)]
pub struct TrendArgs {
    /// How far back: 2w, 4w, 12w, 1y or all
    #[arg(long, value_name = "RANGE", default_value = "12w")]
    pub range: Range,
    /// Which: pain, dose, weeks, function, fear or sides
    #[arg(long, value_name = "CHART", default_value = "pain")]
    pub chart: Kind,
    /// Cells to draw in; else as wide as the terminal
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(30..=400))]
    pub width: Option<u16>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}
