//! The guided session, walked by hand: each kind and side, pauses, questions, "something is wrong".

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::time::Duration;

use supple::domain::dose::{Dose, Kind};
use supple::domain::exercise::{Position, Sides, Tempo};
use supple::domain::history::PlannedItem;
use supple::domain::plan::input::{Mode, Stop};
use supple::domain::score::Score;
use supple::journal::event::{Event, PauseWhy, SessionStarted, Side};
use supple::session::course::{estimate_all_s, estimate_s};
use supple::session::progress::resume_at;
use supple::session::view::{Advice, Column};
use supple::session::{Count, Cue, Effect, Item, Machine, Message, Mono, Move, Phase, Rate, Settings};

fn item(id: &str, kind: Kind, sides: Sides, dose: (u32, u32, u32), position: Position) -> Item {
    Item {
        exercise: id.to_owned(),
        name: format!("The {id}"),
        kind,
        sides,
        dose: Dose::new(dose.0, dose.1, dose.2),
        tempo: Tempo { out_s: 2, pause_s: 1, back_s: 3 },
        on_floor: position.on_floor(),
        position,
        max_hold_s: 30,
        look_s: 0,
        pace: 100,
        count: None,
    }
}

fn stretch() -> Item {
    item("stretch", Kind::Stretch, Sides::Each, (1, 2, 20), Position::Standing)
}

fn cat_cow() -> Item {
    item("cat-cow", Kind::Mobility, Sides::Both, (1, 3, 0), Position::Quadruped)
}

fn bird_dog() -> Item {
    item("bird-dog", Kind::Hold, Sides::Each, (2, 4, 8), Position::Quadruped)
}

fn plank() -> Item {
    item("plank", Kind::Sustained, Sides::Both, (2, 1, 15), Position::Prone)
}

fn march() -> Item {
    item("march", Kind::Minutes, Sides::Both, (1, 1, 60), Position::Standing)
}

fn squat() -> Item {
    item("squat", Kind::Reps, Sides::Each, (2, 3, 0), Position::Standing)
}

fn ms(millis: u64) -> Mono {
    Duration::from_millis(millis)
}

fn s(seconds: u64) -> Mono {
    Duration::from_secs(seconds)
}

fn score(value: u8) -> Score {
    Score::new(value).unwrap()
}

/// A session with its clock and everything that it did.
struct Walk {
    machine: Machine,
    now: Mono,
    effects: Vec<Effect>,
}

impl Walk {
    fn of(items: Vec<Item>, settings: Settings) -> Walk {
        Walk::with(Machine::new("S".to_owned(), items, settings, Some(score(3))))
    }

    fn with(machine: Machine) -> Walk {
        let mut walk = Walk { machine, now: s(100), effects: Vec::new() };
        walk.effects = walk.machine.begin(walk.now);
        walk
    }

    fn say(&mut self, message: Message) -> Vec<Effect> {
        let effects = self.machine.update(message, self.now);
        self.effects.extend(effects.clone());
        effects
    }

    /// Lets so much time pass, with a tick whenever the machine asks for one.
    fn wait(&mut self, time: Mono) {
        let until = self.now + time;
        while let Some(next) = self.machine.next_change(self.now).filter(|next| *next <= until) {
            self.now = next;
            self.say(Message::Tick);
        }
        self.now = until;
    }

    fn phase(&self) -> Phase {
        self.machine.phase()
    }

    fn left(&self) -> u32 {
        self.machine.view(self.now).left_s
    }

    /// Waits until this phase is reached; seconds that it took.
    fn until(&mut self, phase: Phase) -> u64 {
        let from = self.now;
        for _ in 0..10_000 {
            if self.phase() == phase {
                return self.now.saturating_sub(from).as_secs();
            }
            let next = self.machine.next_change(self.now);
            self.now = next.unwrap_or_else(|| panic!("waits in {:?}", self.phase()));
            self.say(Message::Tick);
        }
        panic!("never reached {phase:?}");
    }

    /// What was recorded, one short line each.
    fn log(&self) -> Vec<String> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Record(event) => Some(line(event)),
                Effect::Retract(_) => Some("retract".to_owned()),
                Effect::Ended { complete } => Some(format!("over, complete {complete}")),
                Effect::Left => Some("left".to_owned()),
                Effect::Cue(_) => None,
            })
            .collect()
    }

    fn cues(&self) -> Vec<Cue> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Cue(cue) => Some(*cue),
                _ => None,
            })
            .collect()
    }
}

fn side(side: Option<Side>) -> &'static str {
    match side {
        None => "both",
        Some(Side::Right) => "right",
        Some(Side::Left) => "left",
    }
}

fn line(event: &Event) -> String {
    match event {
        Event::ItemStarted(e) => format!("start {} {}", e.item, e.exercise),
        Event::HoldDone(e) => format!("hold {} {} {}/{}", side(e.side), e.nth, e.held_s, e.asked_s),
        Event::RepsDone(e) => {
            format!("set {} {} {}/{} x {}", e.set, side(e.side), e.reps, e.asked, e.hold_s)
        }
        Event::MinutesDone(e) => format!("minutes {}/{}", e.done_s, e.asked_s),
        Event::ItemEnded(e) => {
            let stop = e.stop.map(|stop| format!(" {stop:?}")).unwrap_or_default();
            format!("end {} {}x{}x{}{stop}", e.item, e.done.sets, e.done.reps, e.done.hold_s)
        }
        Event::SessionPaused(e) => format!("pause {:?}", e.why),
        Event::SessionResumed(_) => "resume".to_owned(),
        Event::PainRated(e) => format!("pain {:?} {:?} {}", e.when, e.item, e.score),
        Event::EffortRated(e) => format!("effort {:?} {}", e.item, e.score),
        Event::WithinLimit(e) => format!("within {:?}", e.items),
        Event::SignsNoted(e) => format!("signs {:?}", e.signs),
        Event::StopPressed(e) => format!("stop {:?} {}", e.item, side(e.side)),
        Event::SessionEnded(e) => format!("ended {}", e.complete),
        other => panic!("not an event of the machine: {other:?}"),
    }
}

fn at_end() -> Settings {
    Settings { rate: Rate::AtEnd, ..Settings::default() }
}

fn by_clock() -> Settings {
    Settings { count: Count::ByClock, ..at_end() }
}

#[test]
fn every_kind_records_what_was_done_and_takes_the_time_that_it_says() {
    let cases: Vec<(Item, Settings, u64, &[&str])> = vec![
        (
            stretch(),
            at_end(),
            // prepare, two holds with a gap, change, two holds with a gap
            10 + 43 + 6 + 43,
            &["hold right 1 20/20", "hold right 2 20/20", "hold left 1 20/20", "hold left 2 20/20"],
        ),
        (
            bird_dog(),
            at_end(),
            // to the floor; 4 a side; rest; 2 fewer in the second set
            20 + (4 * 13 + 6 + 4 * 13) + 30 + (2 * 13 + 6 + 2 * 13),
            &["set 1 right 4/4 x 8", "set 1 left 4/4 x 8", "set 2 right 2/2 x 8", "set 2 left 2/2 x 8"],
        ),
        (plank(), at_end(), 20 + 15 + 30 + 15, &["hold both 1 15/15", "hold both 2 15/15"]),
        (march(), at_end(), 10 + 60, &["minutes 60/60"]),
        (cat_cow(), by_clock(), 20 + 3 * 6, &["set 1 both 3/3 x 0"]),
        (
            squat(),
            by_clock(),
            10 + (18 + 6 + 18) + 30 + (18 + 6 + 18),
            &["set 1 right 3/3 x 0", "set 1 left 3/3 x 0", "set 2 right 3/3 x 0", "set 2 left 3/3 x 0"],
        ),
        (Item { look_s: 8, ..march() }, at_end(), 8 + 10 + 60, &["minutes 60/60"]),
    ];
    for (item, settings, seconds, work) in cases {
        let dose = item.dose;
        let estimate = estimate_s(&item, &settings);
        let mut walk = Walk::of(vec![item], settings);
        assert_eq!(walk.machine.view(walk.now).minutes_left, estimate.div_ceil(60));
        assert_eq!(walk.until(Phase::RateTable), seconds, "{work:?}");
        assert_eq!(u64::from(estimate), seconds, "{work:?}");
        let log = walk.log();
        assert_eq!(&log[1..log.len() - 1], work);
        assert_eq!(*log.last().unwrap(), format!("end 0 {}x{}x{}", dose.sets, dose.reps, dose.hold_s));
    }
}

#[test]
fn a_whole_session_takes_what_was_reckoned_and_gets_down_to_the_floor_once() {
    let items = vec![march(), bird_dog(), plank(), stretch()];
    let reckoned = estimate_all_s(&items, &at_end(), false);
    let single: u32 = items.iter().map(|item| estimate_s(item, &at_end())).sum();
    // The plank needs no getting down, the stretch needs getting up: ten less, ten more.
    assert_eq!(reckoned, single);
    let mut walk = Walk::of(items, at_end());
    assert_eq!(walk.until(Phase::RateTable), u64::from(reckoned));
}

#[test]
fn the_pauses_before_exercises_depend_on_the_floor() {
    let mut walk = Walk::of(vec![march(), cat_cow(), plank(), stretch()], at_end());
    let mut totals = Vec::new();
    for _ in 0..4 {
        assert_eq!(walk.phase(), Phase::Prepare);
        totals.push(walk.machine.view(walk.now).total_s);
        walk.say(Message::Go);
        walk.say(Message::SkipAsk);
        walk.say(Message::SkipBecause(Stop::Time));
    }
    assert_eq!(totals, [10, 20, 10, 20]);
}

#[test]
fn repetitions_are_counted_by_key_with_undo() {
    let mut walk = Walk::of(vec![cat_cow()], at_end());
    walk.say(Message::Go);
    assert_eq!(walk.phase(), Phase::Reps);
    assert_eq!(walk.machine.next_change(walk.now), None);
    walk.say(Message::Rep);
    walk.say(Message::Go);
    walk.say(Message::UndoRep);
    assert_eq!(walk.machine.view(walk.now).rep, 1);
    walk.say(Message::Rep);
    walk.say(Message::Rep);
    assert_eq!(walk.log(), ["start 0 cat-cow", "set 1 both 3/3 x 0", "end 0 1x3x0"]);
}

#[test]
fn a_hold_paused_for_an_hour_keeps_what_was_left() {
    for stop in [Message::Go, Message::Pause] {
        let mut walk = Walk::of(vec![stretch()], at_end());
        walk.say(Message::Go);
        walk.wait(ms(5_400));
        walk.say(stop);
        assert_eq!((walk.left(), walk.machine.next_change(walk.now)), (15, None));
        assert_eq!(walk.machine.view(walk.now).paused, Some(PauseWhy::Key));
        walk.wait(s(3_600));
        walk.say(Message::Tick);
        assert_eq!((walk.phase(), walk.left()), (Phase::Hold, 15));
        walk.say(Message::Go);
        walk.wait(ms(14_599));
        assert_eq!(walk.phase(), Phase::Hold);
        walk.wait(ms(1));
        assert_eq!(walk.phase(), Phase::Gap);
        assert_eq!(walk.log(), ["start 0 stretch", "pause Key", "resume", "hold right 1 20/20"]);
    }
}

#[test]
fn time_away_is_not_credited() {
    let mut walk = Walk::of(vec![stretch()], at_end());
    walk.say(Message::Go);
    walk.wait(s(5));
    walk.now += s(600);
    walk.say(Message::Away);
    let view = walk.machine.view(walk.now);
    assert_eq!((view.phase, view.left_s, view.paused), (Phase::Hold, 15, Some(PauseWhy::Away)));
    walk.say(Message::Away);
    walk.say(Message::Go);
    walk.wait(s(15));
    assert_eq!(walk.log(), ["start 0 stretch", "pause Away", "resume", "hold right 1 20/20"]);
}

#[test]
fn a_late_tick_makes_no_hold_short() {
    // Up to two seconds late: the next phase begins when it is announced.
    let mut walk = Walk::of(vec![stretch()], at_end());
    walk.now += ms(11_900);
    walk.say(Message::Tick);
    assert_eq!((walk.phase(), walk.left()), (Phase::Hold, 20));
    assert_eq!(walk.machine.next_change(walk.now), Some(walk.now + s(1)));
    // Later: what ran has had its time, what follows waits.
    walk.now += s(900);
    let effects = walk.say(Message::Tick);
    let view = walk.machine.view(walk.now);
    assert_eq!((view.phase, view.left_s, view.paused), (Phase::Gap, 3, Some(PauseWhy::Away)));
    assert!(!effects.contains(&Effect::Cue(Cue::Start)));
    assert_eq!(walk.log(), ["start 0 stretch", "hold right 1 20/20", "pause Away"]);
    // A clock that goes backwards is taken for one that stands.
    walk.now = s(0);
    walk.say(Message::Go);
    walk.say(Message::Tick);
    assert_eq!(walk.machine.view(s(1_100)).phase, Phase::Gap);
}

#[test]
fn a_tick_a_little_late_loses_no_time_and_makes_no_hold_short_and_one_that_can_be_felt_begins_anew() {
    for (late, lost) in [(0, 0), (27, 0), (50, 0), (51, 51), (300, 300)] {
        let mut walk = Walk::of(vec![stretch()], at_end());
        let begun = walk.now;
        // The hold begins: 10 seconds were there to get ready.
        walk.now = begun + s(10) + ms(late);
        walk.say(Message::Tick);
        assert_eq!((walk.phase(), walk.left()), (Phase::Hold, 20), "{late}");
        let announced = walk.now;
        walk.until(Phase::Gap);
        assert_eq!(walk.now.saturating_sub(announced), s(20), "{late}: all of it was held");
        walk.until(Phase::Hold);
        assert_eq!(walk.now.saturating_sub(begun), s(33) + ms(lost), "{late}");
    }
}

#[test]
fn a_pause_forgets_the_schedule() {
    let mut walk = Walk::of(vec![stretch()], at_end());
    walk.now += s(10) + ms(40);
    walk.say(Message::Tick);
    walk.say(Message::Pause);
    walk.now += s(60);
    walk.say(Message::Go);
    walk.until(Phase::Gap);
    assert_eq!(walk.until(Phase::Hold), 3, "all of the gap");
}

#[test]
fn half_an_hour_of_phases_with_every_tick_late_stays_half_an_hour() {
    let took = |late: Mono| {
        let mut walk = Walk::of(vec![bird_dog(); 8], by_clock());
        let begun = walk.now;
        while let Some(next) = walk.machine.next_change(walk.now) {
            walk.now = next.max(walk.now) + late;
            walk.say(Message::Tick);
        }
        walk.now.saturating_sub(begun)
    };
    let exact = took(s(0));
    assert!(exact > s(600), "{exact:?}");
    assert_eq!(took(ms(31)), exact + ms(31), "only the last tick's");
}

#[test]
fn signals_are_given_once_and_in_order() {
    use Cue::{End, HalfWay, LastSeconds, Start, Switch};
    use supple::session::effect::Beat;
    let mut walk = Walk::of(vec![stretch()], at_end());
    walk.until(Phase::Switch);
    let count = [LastSeconds(3), LastSeconds(2), LastSeconds(1)];
    let hold = [&[Start, HalfWay][..], &count, &[End]].concat();
    assert_eq!(walk.cues(), [&count[..], &hold, &hold, &[Switch]].concat());

    let mut walk = Walk::of(vec![bird_dog()], at_end());
    walk.until(Phase::Switch);
    let reps = [Start, Cue::Beat(Beat::Hold), End, Cue::Beat(Beat::Back)].repeat(4);
    assert_eq!(walk.cues(), [&count[..], &reps, &[Switch]].concat());

    let mut walk = Walk::of(vec![plank()], at_end());
    walk.until(Phase::Rest);
    walk.effects.clear();
    walk.until(Phase::Hold);
    assert_eq!(walk.cues(), [&count[..], &[Cue::RestOver, Start]].concat());
}

#[test]
fn the_end_of_the_last_exercise_is_told_whatever_its_kind() {
    use supple::cue::{Kind as Told, words};
    let no_way_back = Item { tempo: Tempo { out_s: 2, pause_s: 1, back_s: 0 }, ..bird_dog() };
    let floor = Settings { floor: true, ..by_clock() };
    let after_each = Settings { rate: Rate::AfterEach, ..Settings::default() };
    let cases = [
        ("hold", stretch(), at_end()),
        ("sustained", plank(), at_end()),
        ("held repetitions", bird_dog(), at_end()),
        ("held repetitions, no way back", no_way_back, at_end()),
        ("repetitions by the clock", cat_cow(), by_clock()),
        ("a side of repetitions by the clock", squat(), by_clock()),
        ("repetitions by key", cat_cow(), at_end()),
        ("a side of repetitions by key", squat(), at_end()),
        ("minutes", march(), at_end()),
    ];
    for (what, item, settings) in cases {
        for settings in [settings, floor, after_each] {
            let mut walk = Walk::of(vec![march(), item.clone()], settings);
            let mut last = Vec::new();
            // From question to question: whoever counts by key presses it, each rating is a 3.
            while !(walk.phase().is_question() && walk.log().iter().any(|line| line.starts_with("end 1"))) {
                last = match walk.machine.next_change(walk.now) {
                    Some(next) => {
                        walk.now = next;
                        walk.say(Message::Tick)
                    }
                    None if walk.phase() == Phase::Reps => walk.say(Message::Rep),
                    None => walk.say(Message::Score(score(3))),
                };
            }
            let cues: Vec<Cue> = last
                .iter()
                .filter_map(|effect| if let Effect::Cue(cue) = effect { Some(*cue) } else { None })
                .collect();
            assert_eq!(cues, [Cue::End], "{what}: said once, and nothing else");
            let view = walk.machine.view(walk.now);
            let said = words::sentence(Told::of(cues[0]), 0, &view);
            assert_eq!(said, "Done. The questions are on the screen.", "{what}");
        }
    }
}

#[test]
fn a_rest_after_held_repetitions_is_told() {
    let mut walk = Walk::of(vec![bird_dog()], at_end());
    walk.until(Phase::Switch);
    walk.effects.clear();
    walk.until(Phase::Rest);
    assert_eq!(walk.cues().last(), Some(&Cue::End));
}

#[test]
fn the_view_says_where_one_is_and_what_comes_next() {
    let mut walk = Walk::of(vec![bird_dog(), stretch()], at_end());
    let mut seen: Vec<String> = Vec::new();
    loop {
        let view = walk.machine.view(walk.now);
        let words = format!(
            "{} | {} {} set {}/{} rep {}/{} | {}",
            view.phase.words(),
            view.item,
            side(view.side),
            view.set,
            view.sets,
            view.rep,
            view.reps,
            view.next.unwrap_or_default()
        );
        if view.phase == Phase::RateTable {
            break;
        }
        if seen.last() != Some(&words) {
            seen.push(words);
        }
        walk.now = walk.machine.next_change(walk.now).unwrap();
        walk.say(Message::Tick);
    }
    for expected in [
        "Get ready | 0 right set 1/2 rep 1/4 | switch sides, then rest",
        "Move | 0 right set 1/2 rep 1/4 | switch sides, then rest",
        "Hold | 0 right set 1/2 rep 4/4 | switch sides, then rest",
        "Change sides | 0 left set 1/2 rep 1/4 | rest, then set 2 of 2",
        "Rest | 0 right set 2/2 rep 1/2 | switch sides, then The stretch",
        "Come back | 0 left set 2/2 rep 2/2 | The stretch",
        "Let go | 1 right set 1/1 rep 2/2 | switch sides, then a few questions",
        "Hold | 1 left set 1/1 rep 2/2 | a few questions",
    ] {
        assert!(seen.iter().any(|words| words == expected), "{expected} not in {seen:#?}");
    }
}

#[test]
fn longer_and_shorter_change_the_running_hold_and_say_so_in_the_log() {
    let mut walk = Walk::of(vec![stretch()], at_end());
    walk.say(Message::Go);
    for _ in 0..3 {
        walk.say(Message::Longer);
    }
    assert_eq!(walk.left(), 30, "never over the catalogue's longest hold");
    walk.until(Phase::Gap);
    walk.until(Phase::Hold);
    walk.wait(s(8));
    walk.say(Message::Shorter);
    assert_eq!(walk.left(), 7);
    walk.say(Message::Shorter);
    assert_eq!(walk.left(), 5);
    walk.say(Message::Shorter);
    assert_eq!(walk.left(), 5);
    walk.until(Phase::Switch);
    walk.until(Phase::RateTable);
    let log = walk.log();
    assert_eq!(log[1..3], ["hold right 1 30/20", "hold right 2 13/20"]);
    assert_eq!(log.last().unwrap(), "end 0 1x2x13");

    let mut walk = Walk::of(vec![plank()], at_end());
    walk.until(Phase::Rest);
    walk.say(Message::Longer);
    assert_eq!(walk.left(), 35);
    walk.say(Message::Go);
    assert_eq!(walk.phase(), Phase::Hold);
}

#[test]
fn skipping_asks_why_and_keeps_what_was_done() {
    let cases: [(&str, Item, u64, Stop, &[&str]); 6] = [
        ("in a first hold", stretch(), 12, Stop::Pain, &["hold right 1 12/20", "end 0 1x0x0 Pain"]),
        (
            "in the second side",
            stretch(),
            43 + 6 + 20 + 3 + 7,
            Stop::Form,
            &[
                "hold right 1 20/20",
                "hold right 2 20/20",
                "hold left 1 20/20",
                "hold left 2 7/20",
                "end 0 1x1x20 Form",
            ],
        ),
        ("in a plank", plank(), 9, Stop::Fatigue, &["hold both 1 9/15", "end 0 1x1x9 Fatigue"]),
        ("in a rest", plank(), 20, Stop::Time, &["hold both 1 15/15", "end 0 1x1x15 Time"]),
        (
            "in held repetitions",
            Item { sides: Sides::Both, ..bird_dog() },
            2 * 13 + 4,
            Stop::Time,
            &["set 1 both 2/4 x 8", "end 0 1x2x8 Time"],
        ),
        ("in minutes", march(), 45, Stop::Time, &["minutes 45/60", "end 0 1x1x45 Time"]),
    ];
    for (name, item, seconds, stop, lines) in cases {
        let mut walk = Walk::of(vec![item], Settings::default());
        walk.say(Message::Go);
        walk.wait(s(seconds));
        walk.say(Message::SkipAsk);
        assert_eq!(walk.phase(), Phase::AskSkip, "{name}");
        walk.wait(s(50));
        assert!(walk.say(Message::SkipBecause(Stop::Sharp)).is_empty(), "{name}");
        walk.say(Message::SkipBecause(stop));
        assert_eq!(walk.log()[1..], *lines, "{name}");
        assert_eq!(walk.phase(), Phase::RatePain, "{name}");
    }
}

#[test]
fn a_hold_that_was_broken_off_counts_only_from_the_seconds_asked_on() {
    for (longer, seconds, lines) in [
        (false, 19, ["hold both 2 19/20", "end 0 1x1x20 Time"]),
        (true, 19, ["hold both 2 19/20", "end 0 1x1x20 Time"]),
        (true, 20, ["hold both 2 20/20", "end 0 1x2x20 Time"]),
        (true, 23, ["hold both 2 23/20", "end 0 1x2x20 Time"]),
    ] {
        let mut walk = Walk::of(vec![Item { sides: Sides::Both, ..stretch() }], at_end());
        walk.say(Message::Go);
        walk.until(Phase::Gap);
        walk.say(Message::Go);
        if longer {
            walk.say(Message::Longer);
        }
        walk.wait(s(seconds));
        walk.say(Message::SkipAsk);
        walk.say(Message::SkipBecause(Stop::Time));
        assert_eq!(walk.log()[2..], lines, "{longer} {seconds}");
    }
}

#[test]
fn thinking_about_skipping_costs_nothing() {
    let mut walk = Walk::of(vec![stretch()], at_end());
    walk.say(Message::Go);
    walk.wait(s(12));
    walk.say(Message::SkipAsk);
    walk.wait(s(50));
    walk.say(Message::SkipCancel);
    assert_eq!((walk.phase(), walk.left()), (Phase::Hold, 8));
    walk.wait(s(8));
    assert_eq!(walk.log(), ["start 0 stretch", "hold right 1 20/20"]);
}

#[test]
fn what_was_not_done_at_all_is_not_rated() {
    let mut walk = Walk::of(vec![stretch(), march()], Settings::default());
    walk.say(Message::SkipAsk);
    walk.say(Message::SkipBecause(Stop::Skipped));
    assert_eq!(walk.log(), ["start 0 stretch", "end 0 1x0x0 Skipped", "start 1 march"]);
}

#[test]
fn back_goes_to_the_start_then_a_side_then_an_exercise_back() {
    let mut walk = Walk::of(vec![march(), stretch()], at_end());
    walk.say(Message::Go);
    walk.until(Phase::Prepare);
    walk.say(Message::Go);
    walk.until(Phase::Switch);
    walk.until(Phase::Hold);
    walk.wait(s(4));
    walk.say(Message::Back);
    let view = walk.machine.view(walk.now);
    assert_eq!((view.phase, view.item, view.side), (Phase::Prepare, 1, Some(Side::Right)));
    walk.until(Phase::Hold);
    walk.say(Message::Back);
    assert_eq!((walk.phase(), walk.machine.view(walk.now).item), (Phase::Prepare, 1));
    walk.say(Message::Back);
    assert_eq!((walk.phase(), walk.machine.view(walk.now).item), (Phase::Prepare, 0));
    walk.say(Message::Back);
    let starts: Vec<String> = walk.log().into_iter().filter(|line| line.starts_with("start")).collect();
    assert_eq!(
        starts,
        ["start 0 march", "start 1 stretch", "start 1 stretch", "start 0 march", "start 0 march"]
    );
    walk.until(Phase::RateTable);
    let log = walk.log();
    assert!(log.contains(&"end 0 1x1x60".to_owned()));
    assert_eq!(log.last().unwrap(), "end 1 1x2x20");
}

#[test]
fn restart_gives_a_hold_and_a_set_their_whole_time_again() {
    let mut walk = Walk::of(vec![stretch()], at_end());
    walk.say(Message::Go);
    walk.wait(s(15));
    walk.say(Message::Restart);
    assert_eq!((walk.phase(), walk.left()), (Phase::Hold, 20));
    walk.wait(s(20));
    assert_eq!(walk.log(), ["start 0 stretch", "hold right 1 20/20"]);

    let mut walk = Walk::of(vec![bird_dog()], at_end());
    walk.say(Message::Go);
    walk.wait(s(2 * 13 + 5));
    walk.say(Message::Restart);
    assert_eq!(walk.phase(), Phase::Moving(Move::Out));
    assert_eq!(walk.until(Phase::Switch), 4 * 13);
    assert_eq!(walk.log(), ["start 0 bird-dog", "set 1 right 4/4 x 8"]);
}

#[test]
fn each_exercise_is_rated_and_every_answer_recorded_when_given() {
    let mut walk = Walk::of(vec![march(), stretch()], Settings::default());
    walk.say(Message::Go);
    walk.until(Phase::RatePain);
    assert_eq!(walk.say(Message::Go), [], "a marker that was not moved confirms nothing");
    walk.say(Message::Marker(1));
    assert_eq!(walk.machine.view(walk.now).marker, Some(score(3)), "it appears where pain began");
    walk.say(Message::Marker(-1));
    let effects = walk.say(Message::Go);
    assert_eq!(effects.len(), 1);
    assert_eq!(walk.phase(), Phase::RateEffort);
    walk.say(Message::Score(score(4)));
    assert_eq!(walk.phase(), Phase::Prepare);
    walk.until(Phase::RatePain);
    walk.say(Message::WithinLimit);
    assert_eq!(walk.phase(), Phase::AfterPain);
    walk.say(Message::Score(score(2)));
    walk.say(Message::NoScore);
    assert_eq!(walk.phase(), Phase::EnergyLeft);
    walk.say(Message::EnergyLeft(false));
    assert_eq!(walk.phase(), Phase::Finished);
    let log: Vec<String> = walk.log().into_iter().filter(|line| !line.starts_with("hold")).collect();
    assert_eq!(
        log,
        [
            "start 0 march",
            "minutes 60/60",
            "end 0 1x1x60",
            "pain Exercise Some(0) 2",
            "effort Some(0) 4",
            "start 1 stretch",
            "end 1 1x2x20",
            "within [1]",
            "pain After None 2",
            "signs [\"no_reserve\"]",
            "ended true",
            "over, complete true",
        ]
    );
}

#[test]
fn a_rating_can_be_taken_back_before_the_next_work_and_after_it() {
    let mut walk = Walk::of(vec![march(), stretch()], Settings::default());
    walk.say(Message::Go);
    walk.until(Phase::RatePain);
    walk.say(Message::Score(score(9)));
    assert_eq!(walk.phase(), Phase::TooSore);
    assert!(matches!(walk.say(Message::Undo)[..], [Effect::Retract(_)]));
    assert_eq!(walk.phase(), Phase::RatePain);
    walk.say(Message::Score(score(0)));
    walk.say(Message::NoScore);
    assert_eq!(walk.phase(), Phase::Prepare);
    assert_eq!(walk.say(Message::Undo), [], "there was no answer to take back");
    assert_eq!(walk.phase(), Phase::RateEffort);
    assert!(matches!(walk.say(Message::Back)[..], [Effect::Retract(_)]));
    assert_eq!(walk.phase(), Phase::RatePain);
    assert_eq!(walk.say(Message::Back), []);
    walk.say(Message::Score(score(1)));
    walk.say(Message::Score(score(2)));
    walk.say(Message::Go);
    assert_eq!(walk.phase(), Phase::Hold);
    // And after it as well: what the body does meanwhile waits, and goes on after the answer.
    walk.wait(s(7));
    assert!(walk.machine.view(walk.now).can_undo);
    assert!(matches!(walk.say(Message::Undo)[..], [Effect::Record(_), Effect::Retract(_)]));
    assert_eq!((walk.phase(), walk.machine.view(walk.now).item), (Phase::RateEffort, 0));
    walk.wait(s(60));
    walk.say(Message::Score(score(4)));
    let view = walk.machine.view(walk.now);
    assert_eq!((view.phase, view.item, view.left_s, view.total_s), (Phase::Hold, 1, 13, 20));
    assert_eq!(view.paused, Some(PauseWhy::Key));
    walk.say(Message::Go);
    assert_eq!(walk.until(Phase::Switch), 13 + 3 + 20, "the rest of this hold, and the second one");
    assert!(walk.log().contains(&"hold right 1 20/20".to_owned()));
}

#[test]
fn pain_above_the_start_eases_or_ends_the_session() {
    // pain before, pain during, what follows
    for (before, during, advice, phase) in [
        (Some(3), 4, None, Phase::RateEffort),
        (Some(3), 5, Some(Advice::Smaller), Phase::RateEffort),
        (Some(3), 6, Some(Advice::Enough), Phase::TooSore),
        (Some(8), 10, Some(Advice::Smaller), Phase::RateEffort),
        (None, 4, Some(Advice::Smaller), Phase::RateEffort),
        (None, 5, Some(Advice::Enough), Phase::TooSore),
    ] {
        let items = vec![march(), stretch()];
        let mut walk =
            Walk::with(Machine::new("S".to_owned(), items, Settings::default(), before.map(score)));
        walk.say(Message::Go);
        walk.until(Phase::RatePain);
        walk.say(Message::Score(score(during)));
        let view = walk.machine.view(walk.now);
        assert_eq!((view.advice, view.phase), (advice, phase), "{before:?} {during}");
        if phase == Phase::TooSore {
            walk.say(Message::Go);
            assert_eq!(walk.phase(), Phase::AfterPain);
            walk.say(Message::NoScore);
            walk.say(Message::NoScore);
            walk.say(Message::NoScore);
            assert_eq!(walk.log().last().unwrap(), "over, complete false");
        } else {
            walk.say(Message::Score(score(3)));
            assert_eq!(walk.machine.view(walk.now).advice, advice, "still there before the next");
            walk.say(Message::Go);
            assert_eq!(walk.machine.view(walk.now).advice, None);
        }
    }
}

#[test]
fn the_table_at_the_end_asks_only_what_was_done_and_not_covered() {
    let mut walk = Walk::of(vec![march(), plank(), cat_cow(), stretch()], at_end());
    walk.say(Message::Go);
    walk.until(Phase::Prepare);
    walk.say(Message::SkipAsk);
    walk.say(Message::SkipBecause(Stop::Skipped));
    walk.say(Message::Go);
    for _ in 0..3 {
        walk.say(Message::Rep);
    }
    walk.say(Message::Go);
    walk.wait(s(7));
    walk.say(Message::SkipAsk);
    walk.say(Message::SkipBecause(Stop::Pain));
    let view = walk.machine.view(walk.now);
    assert_eq!(view.phase, Phase::RateTable);
    assert_eq!(view.table.iter().map(|row| row.item).collect::<Vec<_>>(), [0, 2, 3]);
    assert_eq!(view.cell, Some((0, Column::Pain)));
    walk.say(Message::Score(score(1)));
    assert_eq!(walk.machine.view(walk.now).cell, Some((0, Column::Effort)));
    // Not those with a number, not those that were ended for pain.
    walk.say(Message::WithinLimit);
    assert_eq!(walk.machine.view(walk.now).cell, Some((0, Column::Effort)));
    assert!(!walk.machine.view(walk.now).within_limit);
    walk.say(Message::Score(score(2)));
    assert_eq!(walk.machine.view(walk.now).cell, Some((2, Column::Pain)));
    walk.say(Message::Score(score(7)));
    walk.say(Message::NoScore);
    assert_eq!(walk.phase(), Phase::TooSore);
    walk.say(Message::Undo);
    walk.say(Message::Undo);
    assert_eq!(walk.machine.view(walk.now).cell, Some((2, Column::Pain)));
    walk.say(Message::Score(score(4)));
    walk.say(Message::NoScore);
    assert_eq!(walk.phase(), Phase::AfterPain);
    let log = walk.log();
    let ratings = &log[log.iter().position(|line| line.starts_with("pain")).unwrap()..];
    assert_eq!(
        ratings,
        [
            "pain Exercise Some(0) 1",
            "within [2]",
            "effort Some(0) 2",
            "pain Exercise Some(3) 7",
            "retract",
            "pain Exercise Some(3) 4",
        ]
    );
}

#[test]
fn enough_for_today_goes_to_the_last_questions() {
    let mut walk = Walk::of(vec![march(), stretch()], Settings::default());
    walk.say(Message::Go);
    walk.wait(s(30));
    walk.say(Message::Enough);
    assert_eq!(walk.phase(), Phase::RatePain);
    walk.say(Message::Score(score(1)));
    walk.say(Message::Score(score(1)));
    assert_eq!(walk.phase(), Phase::AfterPain);
    walk.say(Message::NoScore);
    walk.say(Message::NoScore);
    walk.say(Message::EnergyLeft(true));
    let log = walk.log();
    assert_eq!(log[1..3], ["minutes 30/60", "end 0 1x1x30 Time"]);
    assert_eq!(log[log.len() - 3..], ["signs []", "ended false", "over, complete false"]);
}

#[test]
fn something_wrong_stops_the_clock_and_only_its_answer_goes_on() {
    let mut walk = Walk::of(vec![stretch(), march()], Settings::default());
    walk.say(Message::Go);
    walk.wait(s(8));
    walk.say(Message::Wrong);
    assert_eq!((walk.phase(), walk.machine.next_change(walk.now)), (Phase::Wrong, None));
    walk.wait(s(600));
    for message in [Message::Tick, Message::Go, Message::Back, Message::Undo, Message::Away] {
        assert_eq!(walk.say(message), [], "{message:?}");
    }
    walk.say(Message::WrongResolved { end: false, stop: None });
    let view = walk.machine.view(walk.now);
    assert_eq!((view.phase, view.left_s, view.paused), (Phase::Hold, 12, Some(PauseWhy::Wrong)));
    assert_eq!(walk.machine.next_change(walk.now), None, "no countdown to resume");
    walk.say(Message::Go);
    walk.wait(s(12));
    assert_eq!(
        walk.log(),
        ["start 0 stretch", "stop Some(0) right", "pause Wrong", "resume", "hold right 1 20/20"]
    );
}

#[test]
fn something_wrong_can_end_the_exercise_or_the_session() {
    let mut walk = Walk::of(vec![stretch(), march()], at_end());
    walk.say(Message::Go);
    walk.wait(s(8));
    walk.say(Message::Wrong);
    walk.say(Message::WrongResolved { end: false, stop: Some(Stop::Sharp) });
    let view = walk.machine.view(walk.now);
    assert_eq!((view.phase, view.item, view.paused), (Phase::Prepare, 1, Some(PauseWhy::Wrong)));
    assert_eq!(walk.machine.next_change(walk.now), None, "the next one waits as well");
    walk.say(Message::Go);
    walk.wait(s(15));
    walk.say(Message::Wrong);
    walk.say(Message::WrongResolved { end: true, stop: None });
    assert_eq!(walk.phase(), Phase::Finished);
    assert_eq!(
        walk.log(),
        [
            "start 0 stretch",
            "stop Some(0) right",
            "pause Wrong",
            "hold right 1 8/20",
            "end 0 1x0x0 Sharp",
            "start 1 march",
            "resume",
            "stop Some(1) both",
            "pause Wrong",
            "minutes 5/60",
            "end 1 1x1x5",
            "ended false",
            "over, complete false",
        ]
    );
}

#[test]
fn sharp_pain_told_while_rating_is_kept_with_the_exercise() {
    let mut walk = Walk::of(vec![march(), stretch()], Settings::default());
    walk.say(Message::Go);
    walk.until(Phase::RatePain);
    walk.say(Message::Wrong);
    walk.say(Message::WrongResolved { end: false, stop: Some(Stop::Sharp) });
    assert_eq!(walk.phase(), Phase::RatePain);
    assert!(!walk.machine.view(walk.now).within_limit);
    assert_eq!(walk.say(Message::WithinLimit), []);
    assert_eq!(walk.log()[2..], ["end 0 1x1x60", "stop Some(0) both", "end 0 1x1x60 Sharp"]);
}

#[test]
fn leaving_keeps_the_session_and_coming_back_credits_nothing() {
    let items = vec![march(), stretch()];
    let mut walk = Walk::of(items.clone(), at_end());
    walk.say(Message::Go);
    walk.until(Phase::Prepare);
    walk.until(Phase::Hold);
    walk.wait(s(12));
    walk.say(Message::Leave);
    assert_eq!(walk.log()[4..], ["pause Key", "left"]);
    assert_eq!(walk.say(Message::Go), []);

    let started = Event::from(SessionStarted {
        mode: Mode::Normal,
        minutes: 15,
        items: items
            .iter()
            .map(|item| PlannedItem { exercise: item.exercise.clone(), dose: item.dose, sides: 1 })
            .collect(),
        aerobic: None,
        rules: "1".to_owned(),
        plans: Vec::new(),
    });
    let mut events = vec![&started];
    events.extend(walk.effects.iter().filter_map(|effect| match effect {
        Effect::Record(event) => Some(event),
        _ => None,
    }));
    assert_eq!(resume_at(&events), Some(1));

    let machine = Machine::resume("S".to_owned(), items, at_end(), Some(score(3)), 1);
    let mut walk = Walk::with(machine);
    let view = walk.machine.view(walk.now);
    assert_eq!((view.phase, view.item, view.left_s), (Phase::Prepare, 1, 10));
    assert_eq!(view.paused, Some(PauseWhy::Away));
    walk.wait(s(600));
    walk.say(Message::Go);
    walk.until(Phase::RateTable);
    assert_eq!(walk.machine.view(walk.now).table.len(), 2, "the one done before is asked as well");
    assert_eq!(walk.log()[..3], ["start 1 stretch", "resume", "hold right 1 20/20"]);
}

/// Where to go on after being killed at each point of a session of two exercises.
#[test]
fn a_killed_session_goes_on_where_it_was() {
    let items = vec![march(), stretch()];
    let started = Event::from(SessionStarted {
        mode: Mode::Normal,
        minutes: 15,
        items: vec![
            PlannedItem { exercise: "march".to_owned(), dose: march().dose, sides: 1 },
            PlannedItem { exercise: "stretch".to_owned(), dose: stretch().dose, sides: 2 },
        ],
        aerobic: None,
        rules: "1".to_owned(),
        plans: Vec::new(),
    });
    let at = |walk: &Walk| {
        let mut events = vec![&started];
        events.extend(walk.effects.iter().filter_map(|effect| match effect {
            Effect::Record(event) => Some(event),
            _ => None,
        }));
        resume_at(&events)
    };
    assert_eq!(resume_at(&[&started]), Some(0));
    assert_eq!(resume_at(&[]), None);
    let mut walk = Walk::of(items.clone(), Settings::default());
    assert_eq!(at(&walk), Some(0));
    walk.say(Message::Go);
    walk.until(Phase::RatePain);
    assert_eq!(at(&walk), Some(1));
    walk.say(Message::Score(score(1)));
    walk.say(Message::Score(score(1)));
    walk.until(Phase::Hold);
    assert_eq!(at(&walk), Some(1));
    walk.say(Message::Wrong);
    assert_eq!(at(&walk), Some(1));
    walk.say(Message::WrongResolved { end: false, stop: None });
    walk.say(Message::Go);
    assert_eq!(at(&walk), Some(1));
    walk.until(Phase::RatePain);
    assert_eq!(at(&walk), Some(2));
    walk.say(Message::WithinLimit);
    let mut resumed =
        Walk::with(Machine::resume("S".to_owned(), items.clone(), Settings::default(), None, 2));
    assert_eq!(resumed.phase(), Phase::AfterPain);
    resumed.say(Message::NoScore);
    resumed.say(Message::NoScore);
    resumed.say(Message::NoScore);
    assert_eq!(resumed.log(), ["ended true", "over, complete true"]);
    walk.say(Message::NoScore);
    walk.say(Message::NoScore);
    walk.say(Message::NoScore);
    assert_eq!(at(&walk), None);

    // Killed on "enough for today": no way round it. The journal has no score from before: 2.
    let mut walk = Walk::of(items, Settings::default());
    walk.say(Message::Go);
    walk.until(Phase::RatePain);
    walk.say(Message::Score(score(9)));
    assert_eq!(at(&walk), Some(2));
}

/// A machine brought into every phase, with the messages that mean something there.
fn everywhere() -> Vec<(Machine, Mono, Vec<Message>)> {
    use Message as M;
    let any = vec![M::Leave, M::Wrong];
    let exercise = [any.clone(), vec![M::Go, M::Pause, M::SkipAsk, M::Enough, M::Back]].concat();
    let work = [exercise.clone(), vec![M::Restart]].concat();
    let nudged = [work.clone(), vec![M::Longer, M::Shorter]].concat();
    let rating = [any.clone(), vec![M::Score(Score::ZERO), M::NoScore, M::Marker(1)]].concat();
    let mut all = Vec::new();
    let mut keep = |walk: &Walk, phase: Phase, messages: &[Message]| {
        assert_eq!(walk.phase(), phase);
        all.push((walk.machine.clone(), walk.now, messages.to_vec()));
    };

    let look = Item { look_s: 5, ..stretch() };
    let mut walk = Walk::of(vec![look, bird_dog(), cat_cow(), march()], Settings::default());
    keep(&walk, Phase::Look, &exercise);
    walk.until(Phase::Prepare);
    keep(&walk, Phase::Prepare, &exercise);
    walk.say(M::SkipAsk);
    let skip = [M::SkipBecause(Stop::Time), M::SkipCancel, M::Back];
    keep(&walk, Phase::AskSkip, &[&any[..], &skip].concat());
    walk.say(M::SkipCancel);
    walk.say(M::FormAsk);
    keep(&walk, Phase::AskForm, &[&any[..], &[M::SkipCancel, M::Back]].concat());
    walk.say(M::Back);
    walk.say(M::JumpAsk);
    keep(&walk, Phase::AskJump, &[&any[..], &[M::SkipCancel, M::Back, M::Jump(1)]].concat());
    walk.say(M::Wrong);
    keep(&walk, Phase::Wrong, &[M::Leave, M::WrongResolved { end: false, stop: None }]);
    walk.say(M::WrongResolved { end: false, stop: None });
    walk.say(M::Go);
    walk.until(Phase::Hold);
    keep(&walk, Phase::Hold, &[&nudged[..], &[M::Longer]].concat());
    walk.until(Phase::Gap);
    keep(&walk, Phase::Gap, &exercise);
    walk.until(Phase::Switch);
    keep(&walk, Phase::Switch, &exercise);
    walk.until(Phase::RatePain);
    keep(&walk, Phase::RatePain, &[&rating[..], &[M::WithinLimit, M::Enough]].concat());
    let mut sore = Walk { machine: walk.machine.clone(), now: walk.now, effects: Vec::new() };
    sore.say(M::Score(Score::TEN));
    keep(&sore, Phase::TooSore, &[&any[..], &[M::Go, M::Undo, M::Back]].concat());
    walk.say(M::Score(Score::ZERO));
    keep(&walk, Phase::RateEffort, &[&rating[..], &[M::Undo, M::Back, M::Enough]].concat());
    walk.say(M::NoScore);
    walk.until(Phase::Moving(Move::Out));
    keep(&walk, Phase::Moving(Move::Out), &work);
    walk.until(Phase::Moving(Move::Back));
    keep(&walk, Phase::Moving(Move::Back), &work);
    walk.until(Phase::Rest);
    keep(&walk, Phase::Rest, &[&exercise[..], &[M::Longer, M::Shorter]].concat());
    walk.until(Phase::RatePain);
    walk.say(M::WithinLimit);
    walk.until(Phase::Reps);
    walk.say(M::Rep);
    keep(&walk, Phase::Reps, &[&work[..], &[M::Rep, M::UndoRep]].concat());
    walk.say(M::Pause);
    keep(&walk, Phase::Reps, &work);
    walk.say(M::Go);
    walk.say(M::Rep);
    walk.say(M::Rep);
    walk.say(M::WithinLimit);
    walk.until(Phase::Minutes);
    walk.say(M::Shorter);
    keep(&walk, Phase::Minutes, &[&work[..], &[M::Longer, M::Shorter]].concat());
    walk.until(Phase::RatePain);
    walk.say(M::WithinLimit);
    keep(&walk, Phase::AfterPain, &[&rating[..], &[M::Undo, M::Back]].concat());
    walk.say(M::Score(Score::ZERO));
    keep(&walk, Phase::AfterEffort, &[&rating[..], &[M::Undo, M::Back]].concat());
    walk.say(M::NoScore);
    let energy = [M::EnergyLeft(true), M::NoScore, M::Undo, M::Back];
    keep(&walk, Phase::EnergyLeft, &[&any[..], &energy].concat());
    walk.say(M::NoScore);
    keep(&walk, Phase::Finished, &any);
    walk.say(M::Leave);
    keep(&walk, Phase::Left, &[]);

    let mut walk = Walk::of(vec![cat_cow()], at_end());
    walk.say(M::Go);
    for _ in 0..3 {
        walk.say(M::Rep);
    }
    keep(&walk, Phase::RateTable, &[&rating[..], &[M::WithinLimit]].concat());
    all
}

fn messages() -> Vec<Message> {
    use Message as M;
    vec![
        M::Tick,
        M::Go,
        M::Pause,
        M::Rep,
        M::UndoRep,
        M::SkipAsk,
        M::SkipBecause(Stop::Time),
        M::SkipBecause(Stop::Spreading),
        M::SkipCancel,
        M::FormAsk,
        M::JumpAsk,
        M::Jump(1),
        M::CountSwitch,
        M::Faster,
        M::Slower,
        M::Back,
        M::Restart,
        M::Longer,
        M::Shorter,
        M::Marker(1),
        M::Score(Score::ZERO),
        M::NoScore,
        M::WithinLimit,
        M::EnergyLeft(true),
        M::Undo,
        M::Wrong,
        M::WrongResolved { end: false, stop: None },
        M::Enough,
        M::Leave,
    ]
}

#[test]
fn a_message_that_means_nothing_in_a_phase_changes_nothing() {
    use Message as M;
    for (machine, now, meant) in everywhere() {
        for message in messages() {
            let mut after = machine.clone();
            let effects = after.update(message, now);
            let changed = after != machine || !effects.is_empty();
            let view = machine.view(now);
            let works = view.phase.is_exercise();
            let means = match message {
                M::FormAsk => works,
                M::JumpAsk => works && view.items > 1,
                M::CountSwitch => works && view.count.is_some(),
                M::Faster | M::Slower => works && view.pace.is_some(),
                M::Undo => view.can_undo,
                message => meant.contains(&message),
            };
            assert_eq!(changed, means, "{:?} {message:?}", machine.phase());
        }
    }
}

#[test]
fn wrong_stops_the_clock_from_every_phase() {
    for (mut machine, now, _) in everywhere() {
        let before = machine.phase();
        let effects = machine.update(Message::Wrong, now);
        if before == Phase::Left {
            continue;
        }
        assert_eq!(machine.phase(), Phase::Wrong, "{before:?}");
        assert_eq!(machine.next_change(now), None, "{before:?}");
        let view = machine.view(now);
        machine.update(Message::Tick, now + s(3_600));
        assert_eq!(machine.view(now + s(3_600)), view, "{before:?}");
        let pressed = effects.iter().any(|effect| matches!(effect, Effect::Record(Event::StopPressed(_))));
        assert!(pressed || before == Phase::Wrong, "{before:?}");
    }
}

#[test]
fn nothing_runs_before_it_begins_and_an_empty_session_ends_at_once() {
    let mut machine = Machine::new("S".to_owned(), vec![stretch()], at_end(), None);
    assert_eq!(machine.update(Message::Go, s(5)), []);
    assert_eq!((machine.phase(), machine.next_change(s(5))), (Phase::Prepare, None));
    assert_eq!(machine.begin(s(6)).len(), 1);
    assert_eq!(machine.begin(s(7)), []);
    let walk = Walk::of(Vec::new(), at_end());
    assert_eq!(walk.phase(), Phase::Finished);
    assert_eq!(walk.machine.view(walk.now).items, 0);
}

#[test]
fn a_dose_that_makes_no_sense_cannot_hang_the_session() {
    let odd = Item {
        dose: Dose::new(0, 0, u32::MAX),
        tempo: Tempo { out_s: u32::MAX, pause_s: 0, back_s: 0 },
        max_hold_s: 0,
        ..stretch()
    };
    let settings =
        Settings { prepare_s: 0, floor_prepare_s: 0, gap_s: 0, switch_s: 0, rest_s: 0, ..at_end() };
    let none = Item { dose: Dose::new(0, 0, 0), tempo: Tempo::default(), ..squat() };
    let by_clock = Settings { count: Count::ByClock, ..settings };
    for (item, settings) in [(odd, settings), (none.clone(), settings), (none, by_clock)] {
        let mut walk = Walk::of(vec![item], settings);
        walk.wait(s(2 * 2 * 60 * 60));
        walk.say(Message::Rep);
        walk.say(Message::Rep);
        assert_eq!(walk.phase(), Phase::RateTable, "{:?}", walk.log());
    }
}

#[test]
fn a_hold_that_the_clock_ended_is_not_taken_back_with_the_key_that_came_with_its_end() {
    let mut walk = Walk::of(vec![stretch()], at_end());
    walk.until(Phase::Hold);
    walk.now += s(20);
    walk.say(Message::Enough);
    assert_eq!(walk.phase(), Phase::RateTable);
    let is_record = |effect: &&Effect| matches!(effect, Effect::Record(_));
    let lines: Vec<Effect> = walk.effects.iter().filter(is_record).cloned().collect();
    let taken: Vec<String> = walk
        .say(Message::Undo)
        .iter()
        .filter_map(|effect| match effect {
            Effect::Retract(line) => Some(&lines[*line]),
            _ => None,
        })
        .map(|effect| match effect {
            Effect::Record(Event::ItemEnded(_)) => "the end".to_owned(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(taken, ["the end"], "twenty seconds were held");
    assert_eq!((walk.phase(), walk.machine.view(walk.now).rep), (Phase::Gap, 2));
}

#[test]
fn a_slip_at_a_question_is_known_as_one() {
    let mut walk = Walk::of(vec![stretch(), march()], Settings::default());
    walk.say(Message::Go);
    walk.until(Phase::RatePain);
    walk.say(Message::Wrong);
    let slip = walk.say(Message::WrongResolved { end: false, stop: None });
    let is_known = |effect: &Effect| matches!(effect, Effect::Record(Event::SessionResumed(resumed)) if resumed.after_stop == Some(true));
    assert!(slip.iter().any(is_known), "{slip:?}");
    assert_eq!(walk.phase(), Phase::RatePain, "the question is asked again");
}
