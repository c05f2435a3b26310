//! Every programme at every time budget: the first plan, and the plan after four calm weeks.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use supple::content::catalogue::Catalogue;
use supple::content::library::engine_library;
use supple::domain::dose::Group;
use supple::domain::plan::input::{Bout, Done, Input, Mode, Profile, Session, Today};
use supple::domain::plan::output::Plan;
use supple::domain::plan::plan;

const PROGRAMMES: [(&str, &str, &[&str]); 5] = [
    ("low-back-default", "back", &[]),
    ("desk-stiff-10", "back", &["FLOOR"]),
    ("extension-biased", "back", &["FLEXSENS"]),
    ("flexion-biased", "back", &["EXTSENS"]),
    ("neck-upper-back", "neck", &[]),
];
const MINUTES: [i32; 9] = [2, 5, 8, 10, 15, 20, 30, 45, 60];

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap().checked_add_days(Days::new(n)).unwrap()
}

fn person(programme: &str, region: &str, codes: &[&str], usual: i32, settles: i32, minutes: i32) -> Input {
    let conditions: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
    let catalogue = Catalogue::builtin().unwrap();
    Input {
        library: engine_library(&catalogue, programme, &[], &conditions).unwrap(),
        profile: Profile {
            intake_date: Some(day(0)),
            age: Some(47),
            regions: vec![region.to_owned()],
            usual_pain: Some(usual),
            settle_minutes: Some(settles),
            conditions,
            aerobic_ok: Some(true),
            ..Profile::default()
        },
        today: Today {
            date: day(0),
            pain_now: Some(usual),
            minutes: Some(minutes),
            time: Some("evening".into()),
            morning_stiff: None,
            flare: None,
            flags: Vec::new(),
            ease: false,
            hold: false,
        },
        checkins: Vec::new(),
        clearances: Vec::new(),
        sessions: Vec::new(),
    }
}

/// The plan, done to the letter and calm.
fn done(plan: &Plan, input: &Input) -> Session {
    let usual = input.profile.usual_pain;
    Session {
        date: input.today.date,
        mode: plan.mode,
        minutes: input.today.minutes,
        pain_before: usual,
        pain_after: usual,
        pain_over_1h: Some(false),
        next_morning_pain: usual,
        effort: Some(4),
        signs: Vec::new(),
        events: Vec::new(),
        aerobic: plan.aerobic.as_ref().map(|walk| Bout {
            prescribed: i32::try_from(walk.minutes).ok(),
            done: i32::try_from(walk.minutes).ok(),
            pain: Some(1),
            talk_ok: Some(true),
        }),
        exercises: plan
            .exercises
            .iter()
            .map(|item| Done {
                id: item.id.clone(),
                prescribed: Some(item.dose),
                done: Some(item.dose),
                pain: Some(1),
                effort: Some(4),
                stop: None,
                within_limit: false,
            })
            .collect(),
    }
}

/// Movement, strength, stretches.
fn groups(plan: &Plan) -> [usize; 3] {
    [Group::Mobility, Group::Core, Group::Stretch]
        .map(|group| plan.exercises.iter().filter(|item| item.group == group).count())
}

fn sensible(plan: &Plan, minutes: i32, what: &str) {
    let [mobility, core, stretch] = groups(plan);
    let budget = u32::try_from(minutes * 60).unwrap();
    assert!(plan.est_seconds <= budget, "{what}: {} s", plan.est_seconds);
    assert!(mobility + core > 0, "{what}: nothing, or stretches alone");
    if minutes >= 5 {
        assert!(core >= 1 && mobility >= 1, "{what}: {:?}", groups(plan));
    }
    if minutes >= 10 {
        assert!(core >= 2 && stretch >= 1, "{what}: {:?}", groups(plan));
    }
    for item in &plan.exercises {
        assert!(!item.reason.is_empty() && !item.sources.is_empty(), "{what}: {}", item.id);
    }
}

#[test]
fn first_plans_of_the_five_programmes_at_every_budget() {
    for (programme, region, codes) in PROGRAMMES {
        for (usual, settles, most) in [(2, 5, 8), (4, 20, 6), (7, 120, 4)] {
            let mut before = 0;
            for minutes in MINUTES {
                let input = person(programme, region, codes, usual, settles, minutes);
                let got = plan(&input);
                let what = format!("{programme}, usual {usual}, {minutes} min");
                let [mobility, core, stretch] = groups(&got);
                assert!(got.est_seconds <= u32::try_from(minutes * 60).unwrap(), "{what}");
                assert!(mobility + core > 0, "{what}");
                assert!(got.exercises.len() <= most && got.exercises.len() >= before, "{what}");
                if minutes >= 5 {
                    assert!(core >= 1 && mobility >= 1 && got.exercises.len() >= 2, "{what}");
                }
                if minutes >= 10 {
                    assert!(core + mobility + stretch >= 4, "{what}: {:?}", groups(&got));
                }
                before = got.exercises.len();
            }
        }
    }
}

#[test]
fn four_calm_weeks_of_the_five_programmes_at_every_budget() {
    let mut table = Vec::new();
    for (programme, region, codes) in PROGRAMMES {
        let mut before = 0;
        for minutes in MINUTES {
            let mut input = person(programme, region, codes, 4, 20, minutes);
            let mut rose: BTreeMap<String, u32> = BTreeMap::new();
            for n in 0..28 {
                input.today.date = day(n);
                let got = plan(&input);
                let what = format!("{programme}, {minutes} min, day {n}");
                sensible_or_short(&got, minutes, &what);
                for item in got.exercises.iter().filter(|item| {
                    use supple::domain::plan::output::Change;
                    matches!(item.change, Change::Up | Change::Promote | Change::Intro)
                }) {
                    *rose.entry(item.ladder.clone()).or_default() += 1;
                }
                input.sessions.push(done(&got, &input));
            }
            let got = plan(&input);
            // Everything that had its place for four calm weeks has grown, movements too, unless the
            // minutes had no room for it.
            for item in &got.exercises {
                let room = minutes < 15 || rose.contains_key(&item.ladder);
                let top = item.reason.contains("At its top");
                assert!(room || top, "{programme}, {minutes} min: {} never grew: {}", item.id, item.reason);
            }
            assert!(!rose.is_empty() || minutes < 5, "{programme}, {minutes} min: nothing grew");
            // Who asks for half an hour is not left with the exercises of the first session.
            assert!(
                got.exercises.len() >= before.max(usize::from(minutes >= 30) * 9),
                "{programme}, {minutes}"
            );
            before = got.exercises.len();
            let ids: Vec<&str> = got.exercises.iter().map(|item| item.id.as_str()).collect();
            table.push(format!(
                "{programme} {minutes:>2} min: {:?} {}, {} s, walk {:?}",
                groups(&got),
                ids.join(" "),
                got.est_seconds,
                got.aerobic.map(|walk| walk.minutes)
            ));
        }
    }
    println!("{}", table.join("\n"));
}

fn sensible_or_short(plan: &Plan, minutes: i32, what: &str) {
    assert!(matches!(plan.mode, Mode::Start | Mode::Normal), "{what}");
    sensible(plan, minutes, what);
}
