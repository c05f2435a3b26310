//! What a person told after the first session, on its way into the plan; and the notes around it.

use supple::coach::Coach;
use supple::domain::around::direction::Worse;
use supple::domain::plan::input::Mode;
use supple::domain::profile::Settle;
use supple::journal::event::*;

use super::someone::{Someone, at, score};

const DAY: &str = "2026-11-01T18:00";

fn on(day: u32) -> String {
    format!("2026-11-{day:02}T18:00")
}

fn codes(coach: &Coach, day: u32) -> Vec<&'static str> {
    coach.notices(at(&on(day))).into_iter().map(|notice| notice.code).collect()
}

fn direction(someone: &mut Someone, day: u32, worse: Worse) {
    someone.say(&on(day), DirectionTold { worse });
}

#[test]
fn the_way_that_is_worse_chooses_the_programme() {
    for (answers, floor, worse, programme) in [
        (&[][..], true, Worse::Bending, "extension-biased"),
        (&[], true, Worse::LeaningBack, "flexion-biased"),
        (&[], true, Worse::NotClear, "low-back-default"),
        (&[], false, Worse::Bending, "desk-stiff-10"),
        (&[("limb", "one")], true, Worse::Bending, "low-back-default"),
    ] {
        let mut someone = Someone::with(DAY, answers);
        let leg = someone.coach.conditions().iter().any(|code| code == "LEGPAIN");
        if !answers.is_empty() && !leg {
            continue; // that answer does not stand for a leg in this rule book
        }
        someone.profile(DAY, 4, Settle::Upto60, floor, 10);
        direction(&mut someone, 1, worse);
        assert_eq!(someone.coach.programme(), programme, "{answers:?} {floor} {worse:?}");
        let codes = someone.coach.conditions();
        assert_eq!(codes.iter().any(|code| code == "FLEXSENS"), worse == Worse::Bending);
        assert_eq!(codes.iter().any(|code| code == "EXTSENS"), worse == Worse::LeaningBack);
        someone.check(DAY, 4);
        let plan = someone.coach.plan(at(DAY), None).plan;
        assert!(plan.exercises.len() >= 3, "{programme}");
        for item in &plan.exercises {
            let exercise = someone.coach.catalogue.get(&item.id).unwrap();
            assert!(!exercise.skip.iter().any(|code| codes.contains(code)), "{} for {worse:?}", item.id);
        }
    }
}

#[test]
fn a_direction_that_raises_pain_twice_running_is_given_up() {
    // pain at the end of the sessions (2 before each), and whether it is given up
    for (ends, failed) in [(&[3, 3][..], true), (&[3], false), (&[3, 2, 3], false), (&[2, 3, 4], true)] {
        let mut someone = Someone::ready(DAY);
        direction(&mut someone, 1, Worse::Bending);
        for (day, end) in (2..).zip(ends) {
            someone.check(&on(day), 2);
            let session = someone.session(&on(day), 2);
            someone.rate(&on(day), &session, When::After, *end);
        }
        assert_eq!(someone.coach.direction_failed(), failed, "{ends:?}");
        let programme = if failed { "low-back-default" } else { "extension-biased" };
        assert_eq!(someone.coach.programme(), programme);
        assert_eq!(codes(&someone.coach, 6).contains(&"direction_failed"), failed);
        // Told anew, it is tried anew.
        direction(&mut someone, 8, Worse::Bending);
        assert_eq!(someone.coach.programme(), "extension-biased");
        assert!(!codes(&someone.coach, 9).contains(&"direction_again"));
        assert!(codes(&someone.coach, 22).contains(&"direction_again"), "{:?}", codes(&someone.coach, 22));
    }
}

#[test]
fn a_band_brings_what_needs_a_band() {
    let mut someone = Someone::ready(DAY);
    let library = |someone: &Someone| someone.coach.input(at(DAY), None).library;
    assert!(!library(&someone).iter().any(|entry| entry.id == "band-row"));
    someone.say(DAY, EquipmentSet { have: vec!["band".into(), "bike".into()] });
    assert!(library(&someone).iter().any(|entry| entry.id == "band-row"));
    assert_eq!(someone.coach.aerobic_words(), "Easy walk");
    direction(&mut someone, 1, Worse::LeaningBack);
    assert_eq!(someone.coach.aerobic_words(), "Easy ride");
    someone.say("2026-11-01T18:05", EquipmentSet::default());
    assert!(!library(&someone).iter().any(|entry| entry.id == "band-row"));
}

#[test]
fn worries_reach_the_exercises_of_their_kind() {
    let mut someone = Someone::ready(DAY);
    someone.say(DAY, WorryRated { movement: "kneeling".into(), score: score(8) });
    let input = someone.coach.input(at(DAY), None);
    let feared: Vec<&str> = input.profile.fears.iter().map(|fear| fear.id.as_str()).collect();
    assert!(feared.contains(&"cat-cow") && feared.contains(&"bird-dog"), "{feared:?}");
    assert!(!feared.contains(&"glute-bridge"));
    someone.check(DAY, 4);
    let plan = someone.coach.plan(at(DAY), None).plan;
    assert!(plan.exercises.iter().all(|item| !feared.contains(&item.id.as_str())));
    assert!(plan.exercises.len() >= 3, "the rest is there");
    // A kind that this program does not know is kept and does nothing.
    someone.say(DAY, WorryRated { movement: "handstands".into(), score: score(10) });
    assert_eq!(someone.coach.input(at(DAY), None).profile.fears.len(), feared.len());
}

#[test]
fn a_stiff_morning_is_asked_in_the_morning_only_and_leads_to_movement() {
    let mut someone = Someone::ready("2026-11-01T02:30");
    for (time, asks) in
        [("02:59", false), ("03:00", true), ("10:59", true), ("11:00", false), ("18:00", false)]
    {
        let mut someone = Someone::ready("2026-11-01T01:00");
        let now = format!("2026-11-02T{time}");
        assert!(!someone.coach.asks_about_morning(at(&now)), "before the check");
        someone.check(&now, 4);
        assert_eq!(someone.coach.asks_about_morning(at(&now)), asks, "{time}");
    }
    someone.check("2026-11-01T07:00", 4).session("2026-11-01T07:05", 4);
    someone.check("2026-11-02T07:00", 4);
    someone.say("2026-11-02T07:01", MorningTold { stiff: true });
    let plan = someone.coach.plan(at("2026-11-02T07:02"), None).plan;
    let only = plan.exercises.iter().all(|item| item.group == supple::domain::dose::Group::Mobility);
    assert!(only && !plan.exercises.is_empty());
    assert!(plan.advice.iter().any(|code| code == "later_today_or_mobility_only"));
    let later = someone.coach.plan(at("2026-11-02T17:00"), None).plan;
    assert!(later.exercises.len() > plan.exercises.len(), "the whole session later today");
    someone.say("2026-11-02T07:03", MorningTold { stiff: false });
    assert_eq!(someone.coach.plan(at("2026-11-02T07:04"), None).plan.exercises.len(), later.exercises.len());
}

#[test]
fn a_flare_can_be_taken_back() {
    let mut someone = Someone::ready(DAY);
    someone.check(DAY, 4);
    someone.say("2026-11-01T18:01", FlareDeclared {});
    assert_eq!(someone.coach.plan(at("2026-11-01T18:02"), None).plan.mode, Mode::Flare);
    someone.say("2026-11-01T18:03", FlareWithdrawn {});
    assert!(someone.coach.history.flares.is_empty());
    assert_eq!(someone.coach.plan(at("2026-11-01T18:04"), None).plan.mode, Mode::Start);
    // The later line counts, wherever it stands in the file.
    someone.say("2026-11-01T18:02", FlareDeclared {});
    assert!(someone.coach.history.flares.is_empty());
}

#[test]
fn usual_pain_only_falls_and_a_lower_one_begins_a_new_baseline() {
    let mut someone = Someone::ready(DAY);
    let usual = |someone: &Someone| someone.coach.history.profile.usual_pain.unwrap().get();
    someone.calm_days("2026-11-02T18:00", 3);
    assert!(!codes(&someone.coach, 28).contains(&"reassess"));
    assert!(codes(&someone.coach, 29).contains(&"reassess"));
    someone.say(&on(29), UsualPainReassessed { score: score(6) });
    assert_eq!(usual(&someone), 4);
    assert!(someone.coach.input(at(&on(30)), None).clearances.is_empty(), "no new baseline");
    someone.say(&on(29), UsualPainReassessed { score: score(3) });
    assert_eq!(usual(&someone), 3);
    let clearances = someone.coach.input(at(&on(30)), None).clearances;
    assert_eq!(clearances.len(), 1);
    assert_eq!(clearances[0].date, at(&on(29)).date_naive());
    assert_eq!(clearances[0].by.as_deref(), Some("self"), "it clears nothing");
    assert!(!codes(&someone.coach, 30).contains(&"reassess"));
}

#[test]
fn one_side_that_drifts_is_said_after_three_sessions() {
    let sides = |days: u32, right: u32| {
        let mut someone = Someone::ready(DAY);
        for day in 2..2 + days {
            someone.check(&on(day), 2);
            let session = someone.begin(&on(day));
            let record = someone.coach.history.session(&session).unwrap();
            let item = record.planned.iter().position(|item| item.sides == 2).unwrap();
            let exercise = record.planned[item].exercise.clone();
            let part = |side, reps| RepsDone {
                session: session.as_str().into(),
                item,
                exercise: exercise.clone(),
                side: Some(side),
                set: 1,
                asked: 10,
                reps,
                hold_s: 0,
            };
            let (left, right) = (part(Side::Left, 10), part(Side::Right, right));
            someone.say(&on(day), left);
            someone.say(&on(day), right);
        }
        someone.coach.notices(at(&on(20))).into_iter().find(|notice| notice.code == "sides_drift")
    };
    assert_eq!(sides(2, 5), None);
    assert_eq!(sides(3, 8), None);
    let said = sides(3, 7).unwrap().text;
    assert!(
        said.starts_with("Over the last sessions your right side did 70 % of what the other did."),
        "{said}"
    );
}

#[test]
fn notes_are_offered_in_their_time_and_fold_away() {
    let mut someone = Someone::ready(DAY);
    assert_eq!(codes(&someone.coach, 1), Vec::<&str>::new(), "nothing before the first session");
    someone.calm_days("2026-11-01T18:00", 1);
    assert_eq!(codes(&someone.coach, 2), ["offer_more"]);
    // A week later without another session: the short version, and never a word about days missed.
    assert_eq!(codes(&someone.coach, 9), ["short_week", "offer_more"]);
    for notice in someone.coach.notices(at(&on(9))) {
        for word in ["streak", "missed", "failed", "lost", "only"] {
            assert!(!notice.text.to_lowercase().contains(word), "{}", notice.text);
        }
    }
    someone.say(&on(9), PromptAcknowledged { code: "short_week".into() });
    assert_eq!(codes(&someone.coach, 10), ["offer_more"]);
    assert!(codes(&someone.coach, 23).contains(&"short_week"));
    // A goal is due after two weeks.
    someone.say(&on(9), GoalRated { goal: 1, words: "dig the garden".into(), score: score(4) });
    assert!(!codes(&someone.coach, 22).contains(&"goals_due"));
    assert!(codes(&someone.coach, 23).contains(&"goals_due"));
}

#[test]
fn a_plateau_is_three_calm_weeks_without_a_step() {
    let mut someone = Someone::ready(DAY);
    someone.profile(DAY, 2, Settle::Upto60, true, 5);
    // A doctored log: the same small session again and again.
    for day in 1..=28 {
        let time = on(day);
        someone.check(&time, 1);
        let plan = someone.coach.plan(at(&time), None).plan;
        let item = &plan.exercises[0];
        let dose = supple::domain::dose::Dose::new(1, 3, 0);
        let items =
            vec![supple::domain::history::PlannedItem { exercise: item.id.clone(), dose, sides: item.sides }];
        let started = SessionStarted {
            mode: Mode::Normal,
            minutes: 5,
            items,
            aerobic: None,
            rules: "t".into(),
            plans: Vec::new(),
        };
        let session = someone.say(&time, started);
        someone.exercise(&time, &session, 0, if day == 5 { 4 } else { 1 });
        let plateau = codes(&someone.coach, day).contains(&"plateau");
        // Day 22 has three whole weeks behind it, but the sore fifth day leaves them on day 26.
        assert_eq!(plateau, day >= 26, "day {day}");
    }
}

#[test]
fn a_better_life_with_the_same_pain_softens_the_words_and_hides_nothing() {
    let refer = supple::domain::plan::output::Refer {
        level: supple::domain::plan::output::ReferLevel::See,
        codes: vec!["no_change_28_days".into()],
    };
    let mut someone = Someone::ready(DAY);
    let said = |someone: &Someone| someone.coach.prompts(&refer, at(&on(29))).open[0].clone();
    let before = said(&someone);
    someone.say(&on(1), GoalRated { goal: 1, words: "dig".into(), score: score(4) });
    someone.say(&on(15), GoalRated { goal: 1, words: "dig".into(), score: score(5) });
    assert_eq!(said(&someone), before);
    someone.say(&on(28), GoalRated { goal: 1, words: "dig".into(), score: score(6) });
    let after = said(&someone);
    assert!(after.text.contains("while what you want to do again goes better"), "{}", after.text);
    assert!(after.text.contains("GP or physiotherapist") && after.strong == before.strong);
}
