//! One thing of the history in words, line by line; some lines can be put right.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{Change, Done, Kind, Rating};
use crate::coach::Coach;
use crate::coach::plan::mode_words;
use crate::domain::dose::{Dose, dose_words};
use crate::domain::history::{ExerciseRecord, Ouch, PlannedItem, Reached, SessionRecord, SwapWhy, Swapped};
use crate::domain::plan::input::Stop;
use crate::domain::score::Score;
use crate::journal::event::{Event, When};

/// One line of the page about a thing of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A heading.
    Head(&'static str),
    /// To read.
    Text(String),
    /// A score that can be put right, and what it is called.
    Rated(Rating, String),
    /// Whether it stayed sore for over an hour, which can be put right too.
    Hour(String),
}

fn swap_because(why: SwapWhy) -> &'static str {
    match why {
        SwapWhy::Hurt => "it hurt",
        SwapWhy::TooHard => "it was too hard",
        SwapWhy::TooEasy => "it was too easy",
    }
}

impl Done {
    /// What its page is called: "Session of Thu 19 Nov 2026".
    pub fn title(&self) -> String {
        let day = self.at.format("%a %-d %b %Y");
        match self.kind {
            Kind::Session => format!("Session of {day}"),
            Kind::Walk => format!("Logged for {day}"),
            Kind::Score => format!("Score of {day}"),
        }
    }
}

impl Coach {
    /// The question for another value of a score; without one: whether it stayed sore for over an hour.
    pub fn rating_question(&self, id: &str, rating: Option<Rating>) -> String {
        let session = self.history.session(id);
        let name = |item: usize| {
            let exercise = session.and_then(|session| session.exercises.get(item));
            exercise.map_or_else(String::new, |exercise| self.name_of(&exercise.id))
        };
        match rating {
            None => "Was there more pain than before for over an hour?".into(),
            Some(Rating::Before) => "How bad was the pain before the session, 0 to 10?".into(),
            Some(Rating::After) => "How bad was the pain at the end, 0 to 10?".into(),
            Some(Rating::Morning) => "How bad was the pain the next morning, 0 to 10?".into(),
            Some(Rating::Effort) => "How hard was the session, 0 to 10?".into(),
            Some(Rating::ItemPain(item)) => {
                format!("{}: how bad was the worst pain during it, 0 to 10?", name(item))
            }
            Some(Rating::ItemEffort(item)) => format!("{}: how hard was it, 0 to 10?", name(item)),
            Some(Rating::Own) => "How bad was the pain, 0 to 10?".into(),
        }
    }

    /// One line of the list: what it was, in a few words.
    pub fn past_line(&self, done: &Done) -> String {
        let Some(session) = self.history.session(&done.id) else {
            let line = self.events().iter().find(|line| line.id == done.id);
            return match line.map(|line| &line.event) {
                Some(Event::WalkDone(walk)) => {
                    format!("{}, {} min, pain {}", self.aerobic_words(), walk.minutes, score(walk.pain))
                }
                Some(Event::PainRated(rated)) => format!("pain {}", rated.score),
                _ => String::new(),
            };
        };
        let begun = session.reached.iter().filter(|reached| **reached != Reached::Not).count();
        let exercises = if begun == 1 { "1 exercise".to_owned() } else { format!("{begun} exercises") };
        let end = if self.is_fixed(&session.id) {
            ", something was wrong"
        } else if session.ended.is_none() {
            ", not finished"
        } else {
            ""
        };
        let pain = format!("pain {} to {}", score(session.pain_before), score(session.pain_after));
        let morning =
            session.next_morning_pain.map_or(String::new(), |pain| format!(", next morning {pain}"));
        format!("{exercises}, {pain}{morning}{end}")
    }

    /// The page about it.
    pub fn past_page(&self, done: &Done) -> Vec<Row> {
        if let Some(session) = self.history.session(&done.id) {
            return self.session_page(session);
        }
        let line = self.events().iter().find(|line| line.id == done.id);
        let mut rows = Vec::new();
        match line.map(|line| &line.event) {
            Some(Event::WalkDone(walk)) => {
                let asked = walk.asked.map_or(String::new(), |asked| format!(", asked {asked}"));
                rows.push(Row::Text(format!("{}: {} minutes{asked}.", self.aerobic_words(), walk.minutes)));
                rows.push(Row::Text(
                    match walk.talk_ok {
                        Some(true) => "You could speak in full sentences.",
                        Some(false) => "You could not speak in full sentences all the way.",
                        None => "Whether you could speak in full sentences was not said.",
                    }
                    .into(),
                ));
                rows.push(Row::Rated(Rating::Own, format!("worst pain {}", score(walk.pain))));
            }
            Some(Event::PainRated(rated)) => {
                rows.push(Row::Rated(Rating::Own, format!("pain {}", rated.score)));
            }
            _ => rows.push(Row::Text("It is not in your history any more.".into())),
        }
        rows
    }

    /// What a change says, before it is made.
    pub fn change_words(&self, change: &Change) -> String {
        let day = |at: DateTime<FixedOffset>| at.format("%A %-d %B %Y").to_string();
        match change {
            Change::Retract { id } => {
                if let Some(done) = self.past_of(id) {
                    return format!("Take back {}: {}?", day(done.at), self.past_line(&done));
                }
                let line = self.events().iter().find(|line| line.id == *id);
                let was = line.and_then(|line| value(&line.event));
                was.map_or("Take it back?".into(), |was| format!("Remove this: {was}?"))
            }
            Change::Correct { id, event, at } => {
                let line = self.events().iter().find(|line| line.id == *id);
                if let Some((at, line)) = at.zip(line)
                    && at != line.at
                {
                    return format!("It was on {}, not on {}?", day(at), day(line.at));
                }
                let was = line
                    .map(|line| &line.event)
                    .and_then(value)
                    .map_or(String::new(), |was| format!("; it said {was}"));
                format!("{}{was}?", value(event).unwrap_or_default())
            }
            Change::Add { event, at } => {
                format!("{}, for {}?", value(event).unwrap_or_default(), day(*at))
            }
        }
    }

    fn session_page(&self, session: &SessionRecord) -> Vec<Row> {
        let minutes = session.minutes.map_or(String::new(), |minutes| format!(", {minutes} minutes"));
        let mut rows = vec![Row::Text(format!("Planned as {}{minutes}.", mode_words(session.mode)))];
        rows.extend(self.planned_because(session.date, session));
        rows.push(Row::Text(match (session.ended, session.stopped) {
            (_, Some(at)) => format!("You said at {} that something was wrong.", at.format("%H:%M")),
            (Some(end), None) => {
                format!("From {} to {}.", session.started.format("%H:%M"), end.format("%H:%M"))
            }
            (None, None) => format!("Begun at {}, not finished.", session.started.format("%H:%M")),
        }));
        rows.push(Row::Head("Scores"));
        let of_session = [
            (Rating::Before, "pain before", session.pain_before),
            (Rating::After, "pain at the end", session.pain_after),
            (Rating::Morning, "pain the next morning", session.next_morning_pain),
            (Rating::Effort, "effort of the whole", session.effort),
        ];
        let told = |(rating, words, value)| Row::Rated(rating, format!("{words}: {}", of_ten(value)));
        rows.extend(of_session.map(told));
        let hour = match session.pain_over_1h {
            Some(true) => "sore for over an hour: yes",
            Some(false) => "sore for over an hour: no",
            None if session.over_1h_unsure => "sore for over an hour: not sure",
            None => "sore for over an hour: not told",
        };
        rows.push(Row::Hour(hour.into()));
        rows.extend(session.signs.iter().map(|sign| Row::Text(sign_words(sign).into())));
        rows.push(Row::Head("Exercises"));
        let items = session.planned.iter().zip(&session.exercises).zip(&session.reached);
        for (place, ((planned, record), reached)) in items.enumerate() {
            for swap in session.swaps.iter().filter(|swap| swap.item == place) {
                rows.push(Row::Text(self.swap_words(swap)));
            }
            rows.push(Row::Text(self.item_words(planned, record, *reached)));
            if *reached != Reached::Not {
                let within =
                    if record.within_limit && record.pain.is_none() { ", within your limit" } else { "" };
                rows.push(Row::Rated(
                    Rating::ItemPain(place),
                    format!("pain: {}{within}", of_ten(record.pain)),
                ));
                rows.push(Row::Rated(
                    Rating::ItemEffort(place),
                    format!("effort: {}", of_ten(record.effort)),
                ));
            }
        }
        let walked = session.aerobic.map(|walk| format!("done {} min, pain {}", walk.done, score(walk.pain)));
        if let Some(asked) = session.aerobic_asked {
            let walked = walked.unwrap_or_else(|| "not logged".into());
            rows.push(Row::Text(format!("{}: asked {asked} min, {walked}", self.aerobic_words())));
        } else if let Some(walked) = walked {
            rows.push(Row::Text(format!("{}: {walked}", self.aerobic_words())));
        }
        rows.extend(self.beside_the_plan(session));
        if !session.ouches.is_empty() {
            rows.push(Row::Head("What was wrong"));
            rows.extend(session.ouches.iter().map(|ouch| Row::Text(self.ouch_words(ouch))));
        }
        rows
    }

    /// The clinicians' plans that the session was made under.
    fn planned_because(&self, day: NaiveDate, session: &SessionRecord) -> Vec<Row> {
        let line = self.events().iter().find(|line| line.id == session.id);
        let mut rows = Vec::new();
        if self.history.flares.contains(&day) {
            rows.push(Row::Text("The day was marked as a flare.".into()));
        }
        if let Some(Event::SessionStarted(started)) = line.map(|line| &line.event) {
            let plans = started.plans.iter().map(|plan| plan.split('@').next().unwrap_or(plan));
            let plans: Vec<String> = plans.map(harmless).collect();
            if !plans.is_empty() {
                rows.push(Row::Text(format!("With your clinician's plan: {}.", plans.join(", "))));
            }
        }
        rows
    }

    fn item_words(&self, planned: &PlannedItem, record: &ExerciseRecord, reached: Reached) -> String {
        let name = self.name_of(&record.id);
        let words = |dose: Dose| match self.catalogue.get(&record.id) {
            Some(exercise) => dose_words(exercise.kind, dose, planned.sides),
            None => format!("{} x {} x {} s", dose.sets, dose.reps, dose.hold_s),
        };
        let asked = words(record.prescribed);
        let done = if reached == Reached::Not {
            "it did not have its turn".to_owned()
        } else if record.done == record.prescribed {
            "all done".to_owned()
        } else if record.done.sets == 0 || record.done.reps == 0 && record.done.hold_s == 0 {
            "not done".to_owned()
        } else {
            format!("done {}", words(record.done))
        };
        let stop = record.stop.map_or(String::new(), |stop| format!(", {}", stop_words(stop)));
        format!("{name}: asked {asked}, {done}{stop}")
    }

    /// The changes of form of a session, each in a line with its day.
    pub fn swaps_told(&self, session: &SessionRecord) -> Vec<String> {
        let line = |(nth, swap): (usize, &Swapped)| {
            let later = session.swaps[nth + 1..].iter().find(|later| later.item == swap.item);
            let to = match later {
                Some(later) => self.name_of(&later.from.id),
                None => {
                    session.planned.get(swap.item).map_or_else(String::new, |to| self.name_of(&to.exercise))
                }
            };
            let day = session.date.format("%-d %B %Y");
            format!("{day}: {} for {to}, because {}", self.name_of(&swap.from.id), swap_because(swap.why))
        };
        session.swaps.iter().enumerate().map(line).collect()
    }

    /// A form that was left in the session, and why.
    fn swap_words(&self, swap: &Swapped) -> String {
        let because = swap_because(swap.why);
        let planned =
            PlannedItem { exercise: swap.from.id.clone(), dose: swap.from.prescribed, sides: swap.sides };
        let words = self.item_words(&planned, &swap.from, Reached::Ended);
        format!("{words}. Changed for another form, because {because}:")
    }

    fn ouch_words(&self, ouch: &Ouch) -> String {
        let sign = self.rulebook.stops.sign(&ouch.sign);
        let line = sign.map_or_else(|| harmless(&ouch.sign), |sign| sign.line.clone());
        let place = ouch.exercise.as_deref().map(|id| format!(", at {}", self.name_of(id)));
        let side = ouch.side.as_deref().map(|side| format!(" ({})", harmless(side)));
        let eased = match ouch.eased {
            Some(true) => " It let go with rest.",
            Some(false) => " It did not let go with rest.",
            None => "",
        };
        format!(
            "{}{}{}: {}.{eased}",
            ouch.at.format("%H:%M"),
            place.unwrap_or_default(),
            side.unwrap_or_default(),
            line.trim_end_matches('.')
        )
    }
}

/// What an event says that can be put right.
fn value(event: &Event) -> Option<String> {
    Some(match event {
        Event::PainRated(rated) => match rated.when {
            When::Before => format!("Pain before {}", rated.score),
            When::After => format!("Pain at the end {}", rated.score),
            When::Exercise => format!("Worst pain {}", rated.score),
            When::CheckIn => format!("Pain {}", rated.score),
        },
        Event::EffortRated(rated) => format!("Effort {}", rated.score),
        Event::FollowedUp(told) => {
            let hour = told
                .over_1h
                .map(|sore| format!("Sore for over an hour: {}", if sore { "yes" } else { "no" }));
            let morning = told.next_morning.map(|score| format!("Pain the next morning {score}"));
            let both: Vec<String> = hour.into_iter().chain(morning).collect();
            both.join(", ")
        }
        Event::WalkDone(walk) => format!("{} minutes, worst pain {}", walk.minutes, score(walk.pain)),
        _ => return None,
    })
}

/// A score as it stands on a page by itself: one sees what it is out of, and that nothing was said.
fn of_ten(score: Option<Score>) -> String {
    score.map_or_else(|| "not told".to_owned(), |score| format!("{score} of 10"))
}

fn score(score: Option<Score>) -> String {
    score.map_or_else(|| "-".to_owned(), |score| score.to_string())
}

fn harmless(text: &str) -> String {
    text.chars().map(|c| if crate::content::problem::is_unwanted(c) { '·' } else { c }).collect()
}

fn stop_words(stop: Stop) -> &'static str {
    match stop {
        Stop::Time => "out of time",
        Stop::Form => "the form went",
        Stop::Fatigue => "tired",
        Stop::Pain => "it hurt",
        Stop::Sharp => "a sharp pain that let go",
        Stop::Spreading => "pain moved down the limb, then let go",
        Stop::Skipped => "left out",
    }
}

fn sign_words(sign: &str) -> &'static str {
    match sign {
        "no_reserve" => "Nothing was left in reserve.",
        "fatigue_all_day" => "You were tired all day afterwards.",
        "sleepless" => "You were tired but could not sleep.",
        "lasting_joint_stiffness" => "Stiff joints stayed on afterwards.",
        _ => "There was a sign of too much.",
    }
}
