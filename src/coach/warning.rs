//! What a block has to say: whom to call, which answers led there, what to say on the phone.

use super::Coach;
use super::led::Led;
use crate::content::regions::{CALL_WORDS, Region};
use crate::domain::screening::block::Standing;
use crate::domain::screening::tier::Tier;

/// On the way to be seen.
const ALONG: &str =
    "Take somebody along, and a list of your medicines. Do not drive if you are numb, weak or faint.";
/// What to look out for while nobody has looked at it.
const WORSE: &str = "If it quickly gets worse, or numbness between the legs, weakness, chest pain or short \
    breath comes with it, do not wait.";

/// What there is to say about a block, in the order of its urgency.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// What to do, and by when.
    pub todo: &'static str,
    /// Whether it asks for the emergency number.
    pub calls: bool,
    /// What else to think of, and what must not wait.
    pub take_along: String,
    /// A health line to ask today, where the tier asks for one and the region has one.
    pub health_line: Option<String>,
    /// What to do at once beside what the tier says.
    pub at_once: Vec<String>,
    /// The answers that led here.
    pub because: Vec<String>,
    /// What to say on the phone; empty where it is not urgent.
    pub say: Vec<String>,
}

impl Warning {
    /// For what stands.
    pub fn of(coach: &Coach, standing: &Standing) -> Warning {
        let (todo, take_along) = match standing.tier {
            Tier::Emergency => (
                "Call your local emergency number, or go to an emergency department now. Do not wait to see \
                 whether it passes, even if the pain is mild.",
                ALONG.to_owned(),
            ),
            Tier::Urgent => (
                "Speak to a doctor or a health line today. No exercise until a clinician has cleared it.",
                format!("If they want to see you: {} {WORSE} {}", low(ALONG), coach.emergency_words()),
            ),
            // Nothing about walks: some of these flags are about the heart, the breath or a bone.
            _ => (
                "Please see a clinician before your next session.",
                format!(
                    "Until then keep to your usual day, as far as it is comfortable. {WORSE} {}",
                    coach.emergency_words()
                ),
            ),
        };
        let advice = coach.region().and_then(Region::advice_line);
        // As it was answered when each flag was raised: a later answer changes nothing about why.
        let led: Vec<Led> = standing.active.iter().map(|flag| coach.led_to(flag)).collect();
        let say = if standing.tier >= Tier::Urgent {
            unlike(led.iter().flat_map(|led| &led.aloud))
        } else {
            Vec::new()
        };
        Warning {
            todo,
            calls: standing.tier == Tier::Emergency,
            take_along,
            health_line: advice.filter(|_| standing.tier == Tier::Urgent),
            at_once: unlike(led.iter().flat_map(|led| &led.todo)),
            because: unlike(led.iter().flat_map(|led| &led.said)),
            say,
        }
    }
}

/// A sentence that goes on after a colon.
fn low(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// Each line once.
fn unlike<'a>(lists: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in lists {
        if !lines.contains(line) {
            lines.push(line.clone());
        }
    }
    lines
}

impl Coach {
    /// Whom to call, never a bare number without its region.
    pub fn emergency_words(&self) -> String {
        let number = self.region().and_then(Region::emergency_line);
        format!("{CALL_WORDS}{}.", number.map(|line| format!(": {line}")).unwrap_or_default())
    }
}

/// A tier in the words of a title.
pub fn tier_title(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => "Get medical help now",
        Tier::Urgent => "Speak to a doctor today",
        Tier::ClinicianFirst => "Not today: see a clinician first",
        Tier::Caution | Tier::Clear => "Ready",
    }
}
