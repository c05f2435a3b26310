//! `supple clear --slip`: one page to take along. What was answered and what it raised, what to tick, and
//! the command that records it. 80 columns, 60 lines.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};

use super::{CliError, Exit, output};
use crate::coach::Coach;
use crate::content::disclaimer::DISCLAIMER;
use crate::domain::screening::block::Flag;

/// Columns of the page.
const WIDE: usize = 80;
/// Lines of the page.
const LONG: usize = 60;
/// Up to so many points have a line of air between them.
const AIRY: usize = 7;

/// Prints it.
///
/// # Errors
/// When standard output takes nothing.
pub fn print(coach: &Coach, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let active = coach.standing(now).active;
    if active.is_empty() {
        output::text("No flag stands, so there is nothing to take along.\n")?;
        return Ok(Exit::No);
    }
    output::text(&page(coach, &active, now))?;
    Ok(Exit::Done)
}

/// The page.
fn page(coach: &Coach, active: &[Flag], now: DateTime<FixedOffset>) -> String {
    let mut head = Lines::default();
    head.say("", &format!("FOR A CLINICIAN, {}", now.format("%-d %B %Y")));
    head.say("", DISCLAIMER);
    head.gap();
    head.say(
        "",
        "The person below uses supple for gentle exercise at home. Their answers have locked it until a clinician \
         has looked at each point.",
    );
    let mut foot = Lines::default();
    foot.gap();
    foot.say("", "Seen on ______________   by (name, profession) ________________________________");
    foot.gap();
    foot.say("", "For the person: record each point, on the day or later, with");
    foot.say("  ", "supple clear POINT --seen YYYY-MM-DD --by WHO --outcome WORD");
    foot.say("  ", "WHO: gp, hospital-doctor, physiotherapist, nurse, midwife, other:PROFESSION");
    foot.say("  ", "WORD: may-exercise, with-limits (add --limits \"THEIR WORDS\"), not-yet");
    let mut room = LONG.saturating_sub(head.0.len() + foot.0.len());
    let mut body = Lines::default();
    for (nth, flag) in active.iter().enumerate() {
        let left = active.len() - nth - 1;
        // Each point that follows needs a few lines; the answers of this one get what is left.
        let airy = active.len() <= AIRY;
        let point = point(coach, flag, airy, room.saturating_sub((3 + usize::from(airy)) * left));
        if point.0.len() + usize::from(left > 0) > room {
            body.say("", &format!("And {} more: supple clear lists them.", left + 1));
            break;
        }
        room -= point.0.len();
        body.0.extend(point.0);
    }
    head.0.into_iter().chain(body.0).chain(foot.0).fold(String::new(), |page, line| page + &line + "\n")
}

/// One flag: what was answered, and the boxes.
fn point(coach: &Coach, flag: &Flag, airy: bool, room: usize) -> Lines {
    let mut lines = Lines::default();
    if airy {
        lines.gap();
    }
    let rule = output::harmless(&flag.rule);
    lines
        .say("", &format!("{rule} ({}), raised on {}", flag.tier, flag.raised_at.format("%-d %B %Y, %H:%M")));
    let led = coach.led_to(flag);
    let told = if led.read_out.is_empty() { &led.said } else { &led.read_out };
    let mut answers = Lines::default();
    for said in told {
        answers.say("  ", said);
    }
    if told.is_empty() {
        answers.say("  ", "What led to it is not in the journal any more.");
    }
    let most = room.saturating_sub(lines.0.len() + 1).max(1);
    if answers.0.len() > most {
        answers.0.truncate(most - 1);
        answers.say("  ", "... in full: supple why screen");
    }
    lines.0.extend(answers.0);
    lines.say("", "  [ ] may exercise  [ ] with limits: __________________________  [ ] not yet");
    lines
}

/// Lines no wider than the page.
#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    fn gap(&mut self) {
        self.0.push(String::new());
    }

    fn say(&mut self, indent: &str, text: &str) {
        // What the boxes look like must not be torn apart.
        if text.len() <= WIDE - indent.len() {
            self.0.push(format!("{indent}{}", output::harmless(text)));
            return;
        }
        let mut line = String::new();
        for word in text.split_whitespace() {
            let width = |text: &str| text.chars().count();
            if !line.is_empty() && width(indent) + width(&line) + 1 + width(word) > WIDE {
                self.0.push(format!("{indent}{}", output::harmless(&std::mem::take(&mut line))));
            }
            if !line.is_empty() {
                let _ = write!(line, " ");
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            self.0.push(format!("{indent}{}", output::harmless(&line)));
        }
    }
}
