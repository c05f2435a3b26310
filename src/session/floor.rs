//! Floor mode: a session in which nothing has to be pressed from its start to the ratings at its end.
//!
//! The screen may look as it likes; this is what the machine does otherwise. Ratings wait for the table
//! at the end, whatever was chosen, and moving repetitions are counted as is usual on the floor.

use super::Mono;
use super::course::Spot;
use super::effect::Effect;
use super::machine::Machine;
use super::phase::{Move, Phase};
use super::settings::Count;

impl Machine {
    /// Whether nothing has to be pressed between the exercises.
    pub fn is_on_floor_mode(&self) -> bool {
        self.settings.floor
    }

    /// Floor mode, or no longer. A set that waits for keys goes on by the clock after what was counted;
    /// one that the clock counts is not handed back half-way.
    pub(super) fn floor(&mut self, on: bool, now: Mono, effects: &mut Vec<Effect>) {
        self.settings.floor = on;
        if !self.state.phase.is_work() {
            self.settle_count();
        } else if on && self.state.phase == Phase::Reps && self.settings.floor_count == Count::ByClock {
            self.settings.count = Count::ByClock;
            self.items[self.state.item].count = None;
            self.keep_count();
            let Spot { set, side, .. } = self.state.spot;
            let rep = self.state.count + 1;
            self.enter(Spot { phase: Phase::Moving(Move::Out), set, side, rep }, now, effects);
        }
    }

    /// Who counts in the exercise that begins now. On the floor what was chosen for this exercise has to
    /// wait: nothing shall have to be pressed.
    pub(super) fn settle_count(&mut self) {
        if self.settings.floor {
            self.items[self.state.item].count = None;
        }
        self.settings.count = if self.settings.floor { self.settings.floor_count } else { self.usual_count };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dose::{Dose, Kind};
    use crate::domain::exercise::{Position, Sides, Tempo};
    use crate::domain::score::Score;
    use crate::journal::event::Event;
    use crate::session::item::Item;
    use crate::session::message::Message;
    use crate::session::settings::{Rate, Settings, USUAL_PACE};

    fn item(name: &str, kind: Kind, dose: Dose) -> Item {
        Item {
            exercise: name.to_owned(),
            name: name.to_owned(),
            kind,
            sides: Sides::Both,
            dose,
            tempo: Tempo { out_s: 2, pause_s: 0, back_s: 2 },
            on_floor: true,
            position: Position::Supine,
            max_hold_s: 60,
            look_s: 5,
            pace: USUAL_PACE,
            count: None,
        }
    }

    /// A stretch, ten repetitions, a stretch.
    fn machine(settings: Settings) -> Machine {
        let items = vec![
            item("a", Kind::Stretch, Dose::new(1, 1, 20)),
            item("b", Kind::Reps, Dose::new(1, 10, 0)),
            item("c", Kind::Stretch, Dose::new(1, 1, 20)),
        ];
        let mut machine = Machine::new("S".to_owned(), items, settings, Score::new(2));
        machine.begin(Mono::ZERO);
        machine
    }

    /// Lets time pass until that phase, or for half an hour; what was done meanwhile.
    fn until(machine: &mut Machine, from: &mut Mono, wanted: impl Fn(Phase) -> bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        let end = *from + Mono::from_secs(1800);
        while *from < end && !wanted(machine.phase()) {
            let Some(next) = machine.next_change(*from) else { break };
            *from = next.max(*from);
            effects.extend(machine.update(Message::Tick, *from));
        }
        effects
    }

    fn reps_done(effects: &[Effect]) -> Vec<u32> {
        let done = effects.iter().filter_map(|effect| match effect {
            Effect::Record(Event::RepsDone(done)) => Some(done.reps),
            _ => None,
        });
        done.collect()
    }

    #[test]
    fn without_a_key_it_comes_from_its_start_to_the_ratings_of_all_exercises() {
        let mut machine = machine(Settings { floor: true, ..Settings::default() });
        let mut now = Mono::ZERO;
        let effects = until(&mut machine, &mut now, Phase::is_question);
        assert_eq!(machine.phase(), Phase::RateTable);
        assert_eq!(reps_done(&effects), [10]);
        assert_eq!(machine.view(now).table.len(), 3);
        // The same without it waits after the first exercise.
        let mut machine = self::machine(Settings::default());
        now = Mono::ZERO;
        until(&mut machine, &mut now, Phase::is_question);
        assert_eq!(machine.phase(), Phase::RatePain);
    }

    #[test]
    fn chosen_in_a_set_by_key_the_clock_goes_on_after_what_was_counted() {
        let mut machine = machine(Settings { rate: Rate::AtEnd, ..Settings::default() });
        let mut now = Mono::ZERO;
        until(&mut machine, &mut now, |phase| phase == Phase::Reps);
        assert_eq!(machine.phase(), Phase::Reps);
        for _ in 0..4 {
            machine.update(Message::Go, now);
        }
        machine.update(Message::Floor(true), now);
        assert_eq!((machine.phase(), machine.view(now).rep), (Phase::Moving(Move::Out), 5));
        let from = now;
        let effects = until(&mut machine, &mut now, |phase| phase == Phase::Look);
        assert_eq!(reps_done(&effects), [10]);
        assert_eq!(now.saturating_sub(from), Mono::from_secs(24), "six repetitions of four seconds");
    }

    #[test]
    fn chosen_before_the_first_repetition_it_holds_for_all_of_them() {
        for wanted in [Phase::Look, Phase::Prepare] {
            let mut machine = machine(Settings { rate: Rate::AtEnd, ..Settings::default() });
            let mut now = Mono::ZERO;
            until(&mut machine, &mut now, |phase| phase == Phase::Hold);
            until(&mut machine, &mut now, |phase| phase == wanted);
            machine.update(Message::Floor(true), now);
            let effects = until(&mut machine, &mut now, Phase::is_question);
            assert_eq!((machine.phase(), reps_done(&effects)), (Phase::RateTable, vec![10]));
        }
    }

    #[test]
    fn left_in_the_middle_of_a_set_the_clock_counts_it_to_its_end_and_the_next_waits_for_keys() {
        let mut machine = machine(Settings { floor: true, ..Settings::default() });
        let mut now = Mono::ZERO;
        until(&mut machine, &mut now, |phase| matches!(phase, Phase::Moving(_)));
        machine.update(Message::Floor(false), now);
        let effects = until(&mut machine, &mut now, Phase::is_question);
        assert_eq!((machine.phase(), reps_done(&effects)), (Phase::RatePain, vec![10]));
    }

    #[test]
    fn who_likes_to_count_by_key_there_does() {
        let mut machine = machine(Settings { floor: true, floor_count: Count::ByKey, ..Settings::default() });
        let mut now = Mono::ZERO;
        until(&mut machine, &mut now, |phase| phase == Phase::Reps);
        assert_eq!(machine.phase(), Phase::Reps);
        machine.update(Message::Go, now);
        machine.update(Message::Floor(true), now);
        assert_eq!((machine.phase(), machine.view(now).rep), (Phase::Reps, 1));
    }

    /// The first exercise on the floor, the second rated right after it with this pain.
    fn mixed(pain: u8) -> (Machine, Mono) {
        let mut machine = machine(Settings { floor: true, ..Settings::default() });
        let mut now = Mono::ZERO;
        until(&mut machine, &mut now, |phase| matches!(phase, Phase::Moving(_)));
        machine.update(Message::Floor(false), now);
        until(&mut machine, &mut now, Phase::is_question);
        machine.update(Message::Score(Score::new(pain).unwrap()), now);
        (machine, now)
    }

    #[test]
    fn only_what_was_not_rated_on_the_way_is_asked_at_the_end() {
        let (mut machine, mut now) = mixed(1);
        machine.update(Message::NoScore, now);
        machine.update(Message::Floor(true), now);
        until(&mut machine, &mut now, Phase::is_question);
        assert_eq!(machine.phase(), Phase::RateTable);
        let mut asked = Vec::new();
        while machine.phase() == Phase::RateTable {
            let view = machine.view(now);
            asked.extend(view.cell.map(|(row, _)| view.table[row].name.clone()));
            machine.update(Message::NoScore, now);
        }
        assert_eq!(asked, ["a", "a", "c", "c"]);
        assert_eq!(machine.phase(), Phase::AfterPain);
    }

    #[test]
    fn enough_for_today_still_asks_what_waits_to_be_rated_and_says_so_once() {
        let (mut machine, now) = mixed(7);
        assert_eq!(machine.phase(), Phase::TooSore);
        machine.update(Message::Go, now);
        assert_eq!(machine.phase(), Phase::RateTable);
        machine.update(Message::Score(Score::new(1).unwrap()), now);
        machine.update(Message::NoScore, now);
        assert_eq!(machine.phase(), Phase::AfterPain);
    }

    #[test]
    fn within_my_limit_covers_only_what_waits() {
        let (mut machine, mut now) = mixed(1);
        machine.update(Message::NoScore, now);
        machine.update(Message::Floor(true), now);
        until(&mut machine, &mut now, Phase::is_question);
        let effects = machine.update(Message::WithinLimit, now);
        let items = effects.iter().find_map(|effect| match effect {
            Effect::Record(Event::WithinLimit(within)) => Some(within.items.clone()),
            _ => None,
        });
        assert_eq!(items, Some(vec![0, 2]));
    }
}
