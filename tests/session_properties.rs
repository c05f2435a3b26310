//! The guided session under random messages and a random clock: no hold is ever short, nothing is
//! credited while the clock stands, the picture changes when it says it will, the end can be reached.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "session_properties/holds.rs"]
mod holds;

use std::time::Duration;

use proptest::prelude::*;
use supple::domain::dose::{Dose, Kind};
use supple::domain::exercise::{Position, Sides, Tempo};
use supple::domain::plan::input::Stop;
use supple::domain::score::Score;
use supple::journal::event::{Event, PauseWhy};
use supple::session::course::estimate_all;
use supple::session::progress::resume_at;
use supple::session::{Count, Effect, Item, Machine, Message, Mono, Phase, Rate, Settings};

use holds::Account;

/// One thing that happens, and how long after the one before.
#[derive(Debug, Clone)]
struct Happening {
    message: Message,
    after: After,
}

#[derive(Debug, Clone, Copy)]
enum After {
    /// So many milliseconds, whatever the machine asked for.
    Millis(u64),
    /// When the machine asked to be woken, and so many milliseconds more.
    NextChange(u64),
}

fn an_item() -> impl Strategy<Value = Item> {
    let kind = prop_oneof![
        Just(Kind::Mobility),
        Just(Kind::Stretch),
        Just(Kind::Hold),
        Just(Kind::Reps),
        Just(Kind::Sustained),
        Just(Kind::Minutes),
    ];
    let position = prop_oneof![Just(Position::Standing), Just(Position::Supine), Just(Position::Quadruped)];
    let dose = (1..=2_u32, 1..=4_u32, 0..=25_u32);
    let tempo = (0..=3_u32, 0..=2_u32, 0..=3_u32);
    (kind, any::<bool>(), dose, tempo, position, prop_oneof![Just(0_u32), Just(4)]).prop_map(
        |(kind, each, (sets, reps, hold_s), (out_s, pause_s, back_s), position, look_s)| {
            Item {
                exercise: format!("{kind:?}"),
                name: format!("The {kind:?}"),
                kind,
                sides: if each { Sides::Each } else { Sides::Both },
                dose: Dose::new(sets, reps, hold_s),
                tempo: Tempo { out_s, pause_s, back_s },
                on_floor: position.on_floor(),
                position,
                max_hold_s: 40,
                look_s,
                pace: 60 + 20 * (look_s + out_s),
                count: None,
            }
            .bounded()
        },
    )
}

fn some_settings() -> impl Strategy<Value = Settings> {
    (0..=12_u32, 0..=4_u32, 0..=6_u32, 0..=30_u32, any::<bool>(), any::<bool>()).prop_map(
        |(prepare_s, gap_s, switch_s, rest_s, at_end, by_clock)| Settings {
            prepare_s,
            floor_prepare_s: 2 * prepare_s,
            gap_s,
            switch_s,
            rest_s,
            rate: if at_end { Rate::AtEnd } else { Rate::AfterEach },
            count: if by_clock { Count::ByClock } else { Count::ByKey },
            pace: 100,
            ..Settings::default()
        },
    )
}

fn a_message() -> impl Strategy<Value = Message> {
    let stop = prop_oneof![
        Just(Stop::Time),
        Just(Stop::Form),
        Just(Stop::Fatigue),
        Just(Stop::Pain),
        Just(Stop::Skipped),
        Just(Stop::Sharp),
    ];
    let wrong_stop = prop_oneof![Just(None), Just(Some(Stop::Sharp)), Just(Some(Stop::Spreading))];
    prop_oneof![
        20 => Just(Message::Tick),
        8 => Just(Message::Go),
        2 => Just(Message::Pause),
        4 => Just(Message::Rep),
        1 => Just(Message::UndoRep),
        1 => Just(Message::SkipAsk),
        1 => stop.prop_map(Message::SkipBecause),
        1 => Just(Message::SkipCancel),
        1 => Just(Message::Back),
        1 => Just(Message::Restart),
        1 => Just(Message::Longer),
        1 => Just(Message::Shorter),
        1 => (-3..=3_i8).prop_map(Message::Marker),
        4 => (0..=10_u8).prop_map(|score| Message::Score(Score::new(score).unwrap())),
        2 => Just(Message::NoScore),
        1 => Just(Message::WithinLimit),
        1 => any::<bool>().prop_map(Message::EnergyLeft),
        3 => Just(Message::Undo),
        1 => Just(Message::FormAsk),
        1 => Just(Message::JumpAsk),
        2 => (0..5_usize).prop_map(Message::Jump),
        1 => Just(Message::CountSwitch),
        1 => Just(Message::Faster),
        1 => Just(Message::Slower),
        1 => Just(Message::Wrong),
        1 => Just(Message::Enough),
        2 => (prop::bool::weighted(0.1), wrong_stop)
            .prop_map(|(end, stop)| Message::WrongResolved { end, stop }),
        1 => Just(Message::Away),
        1 => any::<bool>().prop_map(Message::Floor),
    ]
}

fn a_happening() -> impl Strategy<Value = Happening> {
    let after = prop_oneof![
        3 => (0..3_000_u64).prop_map(After::Millis),
        1 => (0..60_000_u64).prop_map(After::Millis),
        4 => Just(After::NextChange(0)),
        2 => (0..2_500_u64).prop_map(After::NextChange),
    ];
    (a_message(), after).prop_map(|(message, after)| Happening { message, after })
}

fn a_session() -> impl Strategy<Value = (Machine, Vec<Item>, Settings)> {
    let before = prop_oneof![Just(None), (0..=10_u8).prop_map(Score::new)];
    (prop::collection::vec(an_item(), 1..5), some_settings(), before).prop_map(|(items, settings, before)| {
        (Machine::new("S".to_owned(), items.clone(), settings, before), items, settings)
    })
}

fn events(effects: &[Effect]) -> impl Iterator<Item = &Event> {
    effects.iter().filter_map(|effect| match effect {
        Effect::Record(event) => Some(event),
        _ => None,
    })
}

/// Looks at each happening: the machine before and after it, the instant, the effects.
fn run(
    machine: &mut Machine,
    happenings: &[Happening],
    mut look: impl FnMut(&Machine, &Machine, Mono, Message, &[Effect]) -> Result<(), TestCaseError>,
) -> Result<Mono, TestCaseError> {
    let mut now = Duration::from_secs(7);
    machine.begin(now);
    for Happening { message, after } in happenings {
        now = match *after {
            After::Millis(millis) => now + Duration::from_millis(millis),
            After::NextChange(late) => {
                machine.next_change(now).unwrap_or(now).max(now) + Duration::from_millis(late)
            }
        };
        let before = machine.clone();
        let effects = machine.update(*message, now);
        look(&before, machine, now, *message, &effects)?;
    }
    Ok(now)
}

/// 400 cases each, or what `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let usual = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { usual.cases } else { 400 };
    ProptestConfig { cases, ..usual }
}

proptest! {
    #![proptest_config(config())]

    /// The seconds written down really passed, with the clock running, since the hold was announced;
    /// and unless the person made it shorter, ended the exercise or went to another one, they are all that
    /// was asked.
    #[test]
    fn no_hold_is_ever_short(
        (mut machine, _, _) in a_session(),
        happenings in prop::collection::vec(a_happening(), 1..250),
    ) {
        let mut account = Account::from(&machine, Duration::from_secs(7));
        run(&mut machine, &happenings, |before, after, now, message, effects| {
            account.look(before, after, now, message, effects)
        })?;
    }

    /// Whatever is written down stays within what the exercise asked and what a person can add.
    #[test]
    fn done_never_exceeds_what_could_be_done(
        (mut machine, items, _) in a_session(),
        happenings in prop::collection::vec(a_happening(), 1..250),
    ) {
        run(&mut machine, &happenings, |_, _, _, _, effects| {
            for event in events(effects) {
                match event {
                    Event::ItemEnded(ended) => {
                        let (asked, item) = (items[ended.item].dose, &items[ended.item]);
                        prop_assert!((1..=asked.sets).contains(&ended.done.sets));
                        prop_assert!(ended.done.reps <= asked.reps.max(1));
                        prop_assert!(ended.done.hold_s <= item.max_hold_s);
                    }
                    Event::RepsDone(done) => {
                        prop_assert!((1..=done.asked).contains(&done.reps));
                        prop_assert!(done.asked <= items[done.item].dose.reps);
                    }
                    Event::HoldDone(done) => {
                        let dose = items[done.item].dose;
                        prop_assert!((1..=dose.sets * dose.reps).contains(&done.nth));
                        prop_assert!(done.held_s <= items[done.item].max_hold_s);
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
    }

    /// Nothing shown changes by itself before `next_change`, and nothing at all without one.
    #[test]
    fn the_picture_changes_when_it_says(
        (mut machine, _, _) in a_session(),
        happenings in prop::collection::vec(a_happening(), 1..80),
        ahead in prop::collection::vec(0..40_000_u64, 1..6),
    ) {
        run(&mut machine, &happenings, |_, machine, now, _, _| {
            let from = machine.view(now);
            let next = machine.next_change(now);
            for millis in &ahead {
                let later = now + Duration::from_millis(*millis);
                if machine.view(later) != from {
                    prop_assert!(next.is_some_and(|next| next <= later), "{next:?} {later:?}");
                }
            }
            if let Some(next) = next.filter(|next| *next > now) {
                prop_assert_ne!(machine.view(next), from, "woken for nothing");
            }
            Ok(())
        })?;
    }

    /// From wherever random messages led, ticks when asked for and one plain answer to every
    /// question reach the end; and the end is said once more than it was taken back.
    #[test]
    fn the_end_can_always_be_reached(
        (mut machine, items, _) in a_session(),
        happenings in prop::collection::vec(a_happening(), 0..150),
    ) {
        let mut ends = 0;
        let mut now = run(&mut machine, &happenings, |before, after, _, _, effects| {
            ends += effects.iter().filter(|effect| matches!(effect, Effect::Ended { .. })).count();
            // Leaving and "something is wrong" are no way back.
            let back = before.phase() == Phase::Finished && after.phase().is_question();
            ends -= usize::from(back);
            Ok(())
        })?;
        for _ in 0..20_000 {
            let message = match machine.phase() {
                Phase::Finished => break,
                Phase::AskSkip | Phase::AskForm | Phase::AskJump => Message::SkipCancel,
                Phase::Wrong => Message::WrongResolved { end: false, stop: None },
                Phase::EnergyLeft => Message::EnergyLeft(true),
                phase if phase.is_rating() => Message::Score(Score::ZERO),
                _ => match machine.next_change(now) {
                    Some(next) => {
                        now = now.max(next);
                        Message::Tick
                    }
                    None => Message::Go,
                },
            };
            let effects = machine.update(message, now);
            ends += effects.iter().filter(|effect| matches!(effect, Effect::Ended { .. })).count();
        }
        prop_assert_eq!(machine.phase(), Phase::Finished, "{:?}", machine.view(now));
        prop_assert_eq!(ends, 1);
        prop_assert_eq!(machine.view(now).items, items.len());
    }

    /// Away takes nothing away and gives nothing: what was left at the last look is left.
    #[test]
    fn time_away_is_neither_credited_nor_lost(
        (mut machine, _, _) in a_session(),
        happenings in prop::collection::vec(a_happening(), 1..120),
        away_s in 3..100_000_u64,
    ) {
        let now = run(&mut machine, &happenings, |_, _, _, _, _| Ok(()))?;
        let before = machine.view(now);
        let later = now + Duration::from_secs(away_s);
        let effects = machine.update(Message::Away, later);
        let mut after = machine.view(later);
        if before.phase.is_exercise() && before.paused.is_none() {
            prop_assert_eq!(after.paused, Some(PauseWhy::Away));
            prop_assert_eq!(effects.len(), 1);
            after.paused = None;
        }
        prop_assert_eq!(after, before);
        prop_assert_eq!(machine.next_change(later), None);
    }

    /// With a tick whenever it is asked for, the exercises take exactly what was reckoned.
    #[test]
    fn the_estimate_is_what_it_takes((machine, items, settings) in a_session()) {
        let settings = Settings { rate: Rate::AtEnd, count: Count::ByClock, ..settings };
        drop(machine);
        let mut machine = Machine::new("S".to_owned(), items.clone(), settings, None);
        let start = Duration::from_millis(1_234);
        let mut now = start;
        machine.begin(now);
        let total = estimate_all(&items, &settings, false);
        while machine.phase() != Phase::RateTable {
            let rest = total.checked_sub(now.saturating_sub(start)).unwrap().as_millis();
            let left = u128::from(machine.view(now).minutes_left);
            // The seconds of the phase that runs are shown rounded up.
            prop_assert!((rest.div_ceil(60_000)..=(rest + 999).div_ceil(60_000)).contains(&left), "{rest} {left}");
            now = machine.next_change(now).unwrap();
            machine.update(Message::Tick, now);
        }
        prop_assert_eq!(now.saturating_sub(start), total);
    }

    /// Pauses and resumptions alternate in the record; nothing is taken back that was not given.
    #[test]
    fn the_record_is_orderly(
        (mut machine, items, _) in a_session(),
        happenings in prop::collection::vec(a_happening(), 1..250),
    ) {
        let mut paused = false;
        // The first exercise was announced before.
        let mut count = 1;
        let mut live = std::collections::BTreeSet::new();
        let mut over = false;
        let mut written: Vec<Event> = Vec::new();
        run(&mut machine, &happenings, |_, _, _, _, effects| {
            for effect in effects {
                match effect {
                    Effect::Retract(nth) => {
                        prop_assert!(live.remove(nth), "{nth} was taken back twice, or never written");
                        // With its last answer a session's end is taken back.
                        over &= !matches!(written.get(nth - 1), Some(Event::SessionEnded(_)));
                    }
                    Effect::Record(event) => {
                        // A slip of the finger is said outside of an exercise too, where no clock stood.
                        let slip = matches!(event, Event::SessionResumed(resumed) if resumed.after_stop == Some(true));
                        prop_assert!(!over || slip || matches!(event, Event::StopPressed(_)));
                        match event {
                            Event::SessionPaused(_) => {
                                prop_assert!(!paused);
                                paused = true;
                            }
                            Event::SessionResumed(_) => {
                                prop_assert!(paused || slip);
                                paused = false;
                            }
                            Event::SessionEnded(_) => over = true,
                            _ => {}
                        }
                        live.insert(count);
                        count += 1;
                        written.push(event.clone());
                    }
                    Effect::Cue(_) | Effect::Ended { .. } | Effect::Left => {}
                }
            }
            Ok(())
        })?;
        // Without the line that says what was planned there is nothing to go on with, and no panic.
        prop_assert_eq!(resume_at(&written.iter().collect::<Vec<_>>()), None);
        prop_assert!(machine.view(Duration::MAX).item < items.len());
    }
}
