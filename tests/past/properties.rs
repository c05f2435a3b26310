//! Changes by chance, over the made-up weeks: memory and journal agree, and what is taken back is gone.

use supple::coach::Coach;
use supple::coach::past::{Change, Done, Kind, Rating};
use supple::domain::score::Score;
use supple::journal::book::Book;

use super::lines::{Lines, now};

/// Numbers by chance, always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

fn plan(coach: &Coach) -> String {
    let today = coach.plan_to_show(now(), None);
    format!("{:?} {:?}", today.plan, today.not)
}

fn state(coach: &Coach) -> (String, String) {
    (format!("{:?}", coach.history), plan(coach))
}

fn any_change(dice: &mut Dice, coach: &Coach) -> Option<Change> {
    let past = coach.past();
    // The last ones weigh most in the plan.
    let most = if dice.below(2) == 0 { 6 } else { past.len() };
    let done = past[dice.below(most.min(past.len()))].clone();
    a_change_of(&done, dice, coach)
}

fn a_change_of(done: &Done, dice: &mut Dice, coach: &Coach) -> Option<Change> {
    let score = Score::new(u8::try_from(dice.below(11)).unwrap()).unwrap();
    let rating = match (done.kind, dice.below(6)) {
        (Kind::Session, 0) => Rating::Before,
        (Kind::Session, 1) => Rating::After,
        (Kind::Session, 2) => Rating::Morning,
        (Kind::Session, 3) => Rating::Effort,
        (Kind::Session, 4) => Rating::ItemPain(dice.below(6)),
        (Kind::Session, _) => Rating::ItemEffort(dice.below(6)),
        _ => Rating::Own,
    };
    match dice.below(6) {
        0 => coach.take_back(&done.id),
        1 => {
            let day = done.at.date_naive() - chrono::Days::new(dice.below(20) as u64);
            coach.put_on(&done.id, day, now())
        }
        2 if done.kind == Kind::Session && dice.below(2) == 0 => coach.unrate_hour(&done.id),
        2 if done.kind == Kind::Session => coach.rate_hour(&done.id, dice.below(2) == 0, now()),
        3 => coach.unrate(&done.id, rating),
        _ => coach.rate(&done.id, rating, score, now()),
    }
    .ok()
}

fn written(lines: &mut Lines, change: &Change) -> String {
    match change {
        Change::Correct { id, event, at } => lines.correct(id, event, *at, now()),
        Change::Retract { id } => lines.retract(id, now()),
        Change::Add { event, at } => lines.append(event, *at),
    }
}

#[test]
fn a_change_and_its_retraction_change_nothing_and_the_journal_says_what_memory_says() {
    let mut lines = Lines::demo();
    let mut coach = lines.coach();
    let (mut dice, mut made, mut told) = (Dice(7), 0, 0);
    while made < 24 {
        let Some(change) = any_change(&mut dice, &coach) else { continue };
        let before = state(&coach);
        let effect = coach.effect(&change, now());
        assert_eq!(state(&coach), before, "a preview leaves no trace: {change:?}");
        let line = written(&mut lines, &change);
        let undone = coach.change(&change, &line);
        assert_eq!(state(&coach), state(&lines.coach()), "memory and journal differ: {change:?}");
        if before.1 == plan(&coach) {
            assert_eq!(effect, ["Nothing in the plan changes."], "{change:?}");
        } else if effect != ["Nothing in the plan changes."] {
            told += 1;
        }
        made += 1;
        // Every third one stays, so that changes lie on changes.
        if made % 3 != 0 {
            lines.retract(&line, now());
            coach.put_back(undone);
            assert_eq!(state(&coach), before, "in memory: {change:?}");
            assert_eq!(state(&lines.coach()), before, "from the journal: {change:?}");
        }
    }
    assert!(told > 2, "changes show in the plan: {told} of {made}");
}

/// Over and over at one session: what was said after it was put on another day is said of that day, and goes with it
/// to the next one.
#[test]
fn whatever_is_put_right_of_one_session_memory_and_journal_agree() {
    for seed in 0..12 {
        let mut lines = Lines::demo();
        let mut coach = lines.coach();
        let (mut dice, mut made, mut moves) = (Dice(seed), 0, 0);
        let last =
            coach.past().into_iter().find(|done| done.kind == Kind::Session && !coach.is_fixed(&done.id));
        let id = last.unwrap().id;
        while made < 20 {
            let done = coach.past_of(&id).unwrap();
            let Some(change) = a_change_of(&done, &mut dice, &coach) else { continue };
            if matches!(&change, Change::Retract { id: whole } if *whole == id) {
                continue;
            }
            moves += usize::from(matches!(change, Change::Correct { at: Some(_), .. }));
            let line = written(&mut lines, &change);
            let undone = coach.change(&change, &line);
            if dice.below(4) == 0 {
                lines.retract(&line, now());
                coach.put_back(undone);
            }
            let (memory, journal) = (state(&coach), state(&lines.coach()));
            assert!(memory == journal, "seed {seed}: memory and journal differ after {change:?}");
            made += 1;
        }
        assert!(moves > 0, "seed {seed}");
    }
}

#[test]
fn an_answer_stays_on_its_day_and_the_pain_before_goes_with_its_session() {
    let mut lines = Lines::demo();
    let mut coach = lines.coach();
    let last = coach.past().into_iter().find(|done| done.kind == Kind::Session && !coach.is_fixed(&done.id));
    let (id, day) = last.map(|done| (done.id, done.at.date_naive())).unwrap();
    let back = |days| day - chrono::Days::new(days);
    let apply = |change: Change, lines: &mut Lines, coach: &mut Coach| {
        let line = written(lines, &change);
        coach.change(&change, &line);
        line
    };
    let days = |coach: &Coach, line: &str| {
        coach.events().iter().find(|stamped| stamped.id == *line).unwrap().at.date_naive()
    };
    let score = |score| Score::new(score).unwrap();
    for rating in [Rating::Morning, Rating::Before] {
        if coach.rated(&id, rating).is_some() {
            apply(coach.unrate(&id, rating).unwrap(), &mut lines, &mut coach);
        }
    }
    apply(coach.put_on(&id, back(9), now()).unwrap(), &mut lines, &mut coach);
    let morning = apply(coach.rate(&id, Rating::Morning, score(4), now()).unwrap(), &mut lines, &mut coach);
    let before = apply(coach.rate(&id, Rating::Before, score(6), now()).unwrap(), &mut lines, &mut coach);
    for coach in [&coach, &lines.coach()] {
        assert_eq!(days(coach, &morning), now().date_naive(), "given today");
        assert_eq!(days(coach, &before), back(9), "as the session");
    }
    apply(coach.put_on(&id, back(7), now()).unwrap(), &mut lines, &mut coach);
    for coach in [&coach, &lines.coach()] {
        assert_eq!(days(coach, &before), back(7), "as the session");
        let session = coach.history.session(&id).unwrap();
        assert_eq!((session.date, session.next_morning_pain), (back(7), Some(score(4))));
    }
}

#[test]
fn a_session_in_which_something_was_wrong_stays_where_it_is() {
    let lines = Lines::demo();
    let last = lines.coach().history.sessions.last().unwrap().id.clone();
    lines.push("P1".into(), "stop.pressed", &serde_json::json!({ "session": last }), now());
    let coach = lines.coach();
    let day = now().date_naive() - chrono::Days::new(5);
    for answer in [coach.take_back(&last), coach.put_on(&last, day, now())] {
        assert!(answer.unwrap_err().contains("Something was wrong in this session."));
    }
    assert!(coach.rate(&last, Rating::After, Score::new(9).unwrap(), now()).is_ok(), "its scores do not");
    // Nothing but sessions, walks and scores is offered, and nothing else is taken.
    for event in coach.events() {
        let known = coach.past_of(&event.id).is_some();
        let kind = event.event.kind();
        assert!(!known || ["session.started", "walk.done", "pain.rated"].contains(&kind), "{kind}");
        if !known {
            assert!(coach.take_back(&event.id).is_err(), "{kind}");
            assert!(
                coach.rate(&event.id, Rating::Own, Score::new(1).unwrap(), now()).is_err()
                    || kind == "pain.rated"
                    || kind == "walk.done",
                "{kind}"
            );
        }
    }
}
