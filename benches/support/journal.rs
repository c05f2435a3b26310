//! A journal of any length, made up from a fixed seed: a session a day with five exercises, ratings, a
//! walk, the answers of the next morning; the whole check once a year; a flare now and then.
//! The same events on every machine and in every run. The last session is always on the same day.

use chrono::{DateTime, Days, FixedOffset};
use supple::coach::Coach;
use supple::domain::dose::Dose;
use supple::domain::history::PlannedItem;
use supple::domain::plan::input::Mode;
use supple::domain::profile::Settle;
use supple::domain::score::Score;
use supple::domain::screening::answer::Value;
use supple::domain::screening::tier::Tier;
use supple::journal::event::{
    EffortRated, Event, FollowedUp, ItemEnded, Moment, PainRated, ProfileSet, RegionSet, ScreenAnswered,
    ScreenDecided, SessionEnded, SessionStarted, WalkDone, When, WithinLimit,
};
use supple::journal::line::{Head, encode};
use supple::journal::replay::Stamped;

/// Sessions of ten years.
pub(crate) const SESSIONS: u64 = 3650;
/// The evening after the last session.
const END: &str = "2026-11-20T18:00:00+00:00";
/// Version of the rules that the lines name.
const RULES: &str = "bench";
/// What is done, with its first repetitions and seconds; some give way to harder forms over the years.
const DONE: [(&str, &str, u32, u32); 5] = [
    ("cat-cow", "cat-cow", 5, 0),
    ("glute-bridge", "bridge-march", 3, 3),
    ("quadruped-arm-reach", "bird-dog", 3, 3),
    ("hip-flexor-lunge", "hip-flexor-lunge", 2, 15),
    ("supine-hamstring-strap", "supine-hamstring-strap", 2, 15),
];

/// splitmix64.
struct Seed(u64);

impl Seed {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// The lines so far, and how many sessions there will be.
struct Lines(Vec<Stamped>, u64);

impl Lines {
    fn say(&mut self, at: DateTime<FixedOffset>, event: impl Into<Event>) -> String {
        let id = format!("01JD3QK5Z8{:016}", self.0.len() + 1);
        self.0.push(Stamped { id: id.as_str().into(), at, event: event.into() });
        id
    }
}

/// The evening after the last session.
pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(END).expect("a fixed date")
}

impl Lines {
    /// The evening of the session with that number.
    fn day(&self, n: u64) -> DateTime<FixedOffset> {
        now().checked_sub_days(Days::new(self.1 - n)).expect("the calendar is long enough")
    }
}

fn score(value: u64) -> Score {
    Score::new(value.min(10) as u8).expect("cut to 10")
}

/// All events of so many sessions. `coach` is any coach: it knows the questions.
pub(crate) fn made_up(coach: &Coach, sessions: u64) -> Vec<Stamped> {
    let mut seed = Seed(20_261_120);
    let mut lines = Lines(Vec::with_capacity(sessions as usize * 16), sessions);
    lines.say(lines.day(0), RegionSet { region: "uk".into() });
    let mut last: Option<String> = None;
    for n in 0..sessions {
        let at = lines.day(n);
        if n % 330 == 0 {
            whole_check(&mut lines, at, coach);
        }
        let flare = n % 211 < 3 && n > 20;
        let pain = if flare { 8 - n % 211 } else { 1 + seed.below(3) };
        decided(&mut lines, at, Moment::Session);
        rated(&mut lines, at, None, When::CheckIn, pain);
        if let Some(session) = last.take() {
            let next_morning = Some(score(pain));
            lines.say(
                at,
                FollowedUp { session: session.into(), over_1h: Some(seed.below(60) == 0), next_morning },
            );
        }
        last = Some(session(&mut lines, &mut seed, n, pain, flare));
    }
    lines.0
}

fn whole_check(lines: &mut Lines, at: DateTime<FixedOffset>, coach: &Coach) {
    let mut answer = |question: &str, value: Value| {
        let (run, moment) = ("whole".to_owned(), Moment::Intake);
        lines.say(at, ScreenAnswered { run, moment, question: question.into(), value, full: false });
    };
    for id in &coach.rulebook.intake {
        let no = coach.rulebook.question(id).and_then(|question| question.no_value());
        match (id.as_str(), no) {
            ("area", _) => answer("area", Value::Picks(vec!["low_back".into()])),
            ("age", _) => answer("age", Value::Number(47)),
            ("pain_now", _) => answer("pain_now", Value::Number(3)),
            (id, Some(no)) => answer(id, Value::choice(no)),
            (_, None) => {}
        }
    }
    decided(lines, at, Moment::Intake);
    let profile = ProfileSet {
        usual_pain: Some(score(4)),
        settle: Some(Settle::Upto60),
        floor: Some(true),
        minutes: Some(15),
    };
    lines.say(at, profile);
}

fn decided(lines: &mut Lines, at: DateTime<FixedOffset>, moment: Moment) {
    let (run, fired, rules) = ("whole".into(), Vec::new(), RULES.into());
    lines.say(at, ScreenDecided { run, moment, tier: Tier::Clear, fired, complete: true, rules });
}

fn rated(lines: &mut Lines, at: DateTime<FixedOffset>, session: Option<String>, when: When, pain: u64) {
    let session = session.map(Into::into);
    lines.say(at, PainRated { session, when, item: None, exercise: None, score: score(pain) });
}

/// One session. Its id.
fn session(lines: &mut Lines, seed: &mut Seed, n: u64, pain: u64, flare: bool) -> String {
    let at = lines.day(n);
    let items: Vec<PlannedItem> = DONE
        .iter()
        .map(|(easy, hard, reps, hold)| {
            let exercise = if n % 700 < 350 { easy } else { hard };
            let reps = if *hold == 15 { *reps } else { reps + (n / 9 % 6) as u32 };
            let dose = Dose::new(1, reps, *hold);
            PlannedItem { exercise: (*exercise).to_owned(), dose, sides: 1 }
        })
        .collect();
    let started = SessionStarted {
        mode: if flare { Mode::Flare } else { Mode::Normal },
        minutes: 15,
        items: items.clone(),
        aerobic: Some(20),
        rules: RULES.into(),
        plans: Vec::new(),
    };
    let session = lines.say(at, started);
    for (item, planned) in items.iter().enumerate() {
        let (exercise, done) = (planned.exercise.clone(), planned.dose);
        lines.say(at, ItemEnded { session: session.as_str().into(), item, exercise, done, stop: None });
    }
    // one exercise has its own score, the others were within the limit
    let own = seed.below(items.len() as u64) as usize;
    let exercise = items.get(own).map(|item| item.exercise.clone());
    let (when, felt) = (When::Exercise, score(seed.below(5)));
    let session_id = Some(session.as_str().into());
    lines.say(at, PainRated { session: session_id, when, item: Some(own), exercise, score: felt });
    lines.say(at, WithinLimit { session: session.as_str().into(), items: (0..items.len()).collect() });
    rated(lines, at, Some(session.clone()), When::After, pain);
    let effort = score(3 + seed.below(4));
    lines
        .say(at, EffortRated { session: session.as_str().into(), item: None, exercise: None, score: effort });
    let (minutes, pain) = (20, Some(score(1)));
    let of = Some(session.as_str().into());
    lines.say(at, WalkDone { session: of, asked: Some(20), minutes, pain, talk_ok: Some(true) });
    lines.say(at, SessionEnded { session: session.as_str().into(), complete: true });
    session
}

/// The same as the text of a journal.
#[allow(dead_code)] // each bench uses what it needs
pub(crate) fn text(events: &[Stamped]) -> String {
    let mut text = String::with_capacity(events.len() * 190);
    for (nth, stamped) in events.iter().enumerate() {
        let head = Head {
            id: &stamped.id,
            dev: "7f3a",
            n: nth as u64 + 1,
            ts: stamped.at,
            kind: stamped.event.kind(),
            must: false,
        };
        text += &encode(&head, &stamped.event.body()).expect("an event of ours can be written");
    }
    text
}
