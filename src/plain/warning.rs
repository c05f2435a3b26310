//! A block stands: what to do, by when, which answers led here, what to say. Left by two answers.

use super::talk::{Gone, Plain, Question, Said};
use crate::coach::warning::{Warning, tier_title};
use crate::content::regions::Region;

enum Next {
    Leave,
    Clinician,
    Regions,
    Chart,
    Answers,
    Library,
    Again,
}

impl Plain {
    /// Says it, and waits.
    pub(super) fn warning(&mut self) -> Said<()> {
        let standing = self.coach.standing(self.now.wall);
        let warning = Warning::of(&self.coach, &standing);
        self.title(&format!("{}.", tier_title(standing.tier)))?;
        if warning.calls {
            self.number()?;
        }
        self.tell(warning.todo)?;
        if let Some(line) = &warning.health_line {
            self.say(&format!("Health line: {line}"))?;
        }
        self.tell(&warning.take_along)?;
        for todo in &warning.at_once {
            self.tell(todo)?;
        }
        if !warning.because.is_empty() {
            self.say("Your answers that led here:")?;
        }
        for line in &warning.because {
            self.tell(line)?;
        }
        if !warning.say.is_empty() {
            self.say("You can say this on the phone:")?;
        }
        for line in &warning.say {
            self.tell(line)?;
        }
        self.say("When a clinician has seen you, c records what they said, and the day.")?;
        for flag in &standing.active {
            self.say(&format!("Or later, in a shell: supple clear {}", flag.rule))?;
        }
        self.say("A page for them, to print and take along: supple clear --slip")?;
        self.tell("Until then sessions stay locked. Your answers, chart, log and export stay open.")?;
        self.after_warning()
    }

    /// The number of the region, with its name; the words alone where there is none.
    fn number(&mut self) -> Said<()> {
        let words = self.coach.region().and_then(|region| {
            let number = region.emergency.first()?;
            let note = if number.note.is_empty() {
                String::new()
            } else {
                format!(" {}.", number.note.trim_end_matches('.'))
            };
            Some(format!("{}: {}.{note}", region.name, number.number))
        });
        match words {
            Some(words) => self.say(&words),
            None => self.say("r gives the numbers of all regions."),
        }
    }

    fn after_warning(&mut self) -> Said<()> {
        let expect = "c: a clinician has seen me.\nr: numbers of all regions.\nt: your chart.\nm: your answers.\n\
                      e: all exercises, to read about.\nw: say all again.\nEnter twice: leave.";
        let question = Question::new("", expect);
        let mut once = false;
        self.tell(expect)?;
        loop {
            let next = self.choose(&question, "Answer: ", |line| match line {
                "" | "q" => Some(Next::Leave),
                "c" => Some(Next::Clinician),
                "r" => Some(Next::Regions),
                "t" => Some(Next::Chart),
                "m" => Some(Next::Answers),
                "e" => Some(Next::Library),
                "w" => Some(Next::Again),
                _ => None,
            })?;
            let leaves = matches!(next, Next::Leave);
            match next {
                Next::Leave if once => return Err(if self.straight { Gone::No } else { Gone::Quit }),
                Next::Leave => {
                    let number = self.coach.region().and_then(Region::emergency_line);
                    self.say(&format!(
                        "Enter once more leaves.{}",
                        number.map(|line| format!(" The number is {line}.")).unwrap_or_default()
                    ))?;
                }
                Next::Clinician => return self.clearance(),
                Next::Regions => self.all_regions()?,
                Next::Chart => self.trends()?,
                Next::Library => self.library()?,
                // What was answered anew may have made it worse: all is said again.
                Next::Answers => return self.answers(),
                Next::Again => return Ok(()),
            }
            once = leaves;
        }
    }
}
