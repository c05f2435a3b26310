//! What a block has to say: whom to call, which answers led there, what to read out.

use chrono::{DateTime, FixedOffset};

use super::stops::StopWords;
use super::{Coach, plan, worse};
use crate::content::regions::{CALL_WORDS, Region};
use crate::domain::screening::block::Standing;
use crate::domain::screening::tier::Tier;
use crate::domain::screening::{assess, words};

/// What there is to say about a block, in the order of its urgency.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// What to do, and by when.
    pub todo: &'static str,
    /// Whether it asks for the emergency number.
    pub calls: bool,
    /// What else to think of; may be empty.
    pub take_along: &'static str,
    /// A health line to ask today, where the tier asks for one and the region has one.
    pub health_line: Option<String>,
    /// Stop signs of sessions, each with what to do.
    pub stops: Vec<StopWords>,
    /// The words of a trend that got worse for too long, where it is the reason.
    pub worse: Option<&'static str>,
    /// The answers that led here.
    pub because: Vec<String>,
    /// Lines to read out; empty where it is not urgent.
    pub say: Vec<String>,
}

impl Warning {
    /// For what stands.
    pub fn of(coach: &Coach, standing: &Standing, now: DateTime<FixedOffset>) -> Warning {
        let (todo, take_along) = match standing.tier {
            Tier::Emergency => (
                "Call your local emergency number, or go to an emergency department now. Do not wait to see \
                 whether it passes, even if the pain is mild.",
                "Take somebody along, and a list of your medicines. Do not drive if you are numb, weak or faint.",
            ),
            Tier::Urgent => ("Speak to a doctor or a health line today. No exercise until then.", ""),
            _ => (
                "Please see a clinician before your next session.",
                "Easy daily movement, such as short walks, is usually fine meanwhile.",
            ),
        };
        let advice = coach.region().and_then(Region::advice_line);
        let answers = coach.history.latest_answers();
        let assessment = assess::assess(coach.rulebook, &answers, &plan::derived(coach, now));
        let stops: Vec<StopWords> =
            standing.active.iter().filter_map(|flag| coach.stop_words(flag)).collect();
        let say: Vec<String> = if standing.tier >= Tier::Urgent {
            let told = stops.iter().map(|stop| stop.read_out.clone());
            told.chain(words::to_read_out(coach.rulebook, &answers, &assessment)).collect()
        } else {
            Vec::new()
        };
        Warning {
            todo,
            calls: standing.tier == Tier::Emergency,
            take_along,
            health_line: advice.filter(|_| standing.tier == Tier::Urgent),
            because: words::what_led_there(coach.rulebook, &answers, &assessment),
            worse: standing.active.iter().any(|flag| flag.rule == worse::RULE).then_some(worse::WORDS),
            stops,
            say,
        }
    }
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
