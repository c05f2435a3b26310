//! T1: every screen at every size, from nothing at all to 300 x 100. It never fails, and in a usual window the
//! screen is there as it was.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use supple::journal::sabotage::Mutant;

use crate::kit::{Check, Dice, Held, ensure, hold};
use crate::wander::stops;
use crate::wander::walk::at_stop;

/// Width and height.
type Size = (u16, u16);

const USUAL: Size = (80, 24);

/// The screen of one stop at these sizes.
fn stands(stop: &str, sizes: &[Size]) -> Result<(), String> {
    let mut person = at_stop(stop);
    person.size = USUAL;
    let before = person.screen();
    for size in sizes {
        person.size = *size;
        let drawn = catch_unwind(AssertUnwindSafe(|| person.buffer()));
        let buffer = drawn.map_err(|_| format!("{stop} fails at {size:?}"))?;
        ensure((buffer.area.width, buffer.area.height) == *size, || format!("{stop} at {size:?}"))?;
    }
    person.size = USUAL;
    let after = person.screen();
    // What was scrolled to may stand elsewhere; the title and the keys may not.
    let edges = |screen: &str| {
        let rows: Vec<String> = screen.lines().map(str::to_owned).collect();
        (rows.first().cloned(), rows.last().cloned())
    };
    ensure(edges(&before) == edges(&after), || format!("{stop}: it was\n{before}\nand is\n{after}"))
}

/// All stops, in so many threads; the sizes for each.
fn all_stand(mutant: Option<Mutant>, threads: usize, sizes: impl Fn(usize) -> Vec<Size> + Sync) -> Check {
    let work = Mutex::new(stops().into_iter().enumerate().collect::<Vec<_>>());
    let one = || -> Result<usize, String> {
        choose(mutant);
        let mut drawn = 0;
        loop {
            let Some((nth, stop)) = work.lock().unwrap().pop() else { return Ok(drawn) };
            let sizes = sizes(nth);
            stands(stop, &sizes)?;
            drawn += sizes.len();
        }
    };
    let drawn = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).sum::<Result<usize, String>>()
    })?;
    println!("{drawn} pictures of {} screens", stops().len());
    Ok(Held::Yes)
}

#[cfg(feature = "sabotage")]
fn choose(mutant: Option<Mutant>) {
    supple::journal::sabotage::choose(mutant);
}
#[cfg(not(feature = "sabotage"))]
fn choose(_: Option<Mutant>) {}

/// The small ones all, and large ones by chance.
pub(crate) fn small_and_by_chance(mutant: Option<Mutant>, small: u16, chance: u64) -> Check {
    all_stand(mutant, 2, |nth| {
        let mut dice = Dice::new(nth as u64 + 1);
        let all = (0..=small).flat_map(|width| (0..=small).map(move |height| (width, height)));
        let large = (0..chance).map(|_| (dice.below(301) as u16, dice.below(101) as u16));
        all.chain(large).collect()
    })
}

#[test]
fn t1_small_sizes_and_large_ones_by_chance() {
    hold(small_and_by_chance(None, 40, 40));
}

#[test]
#[ignore = "full numbers: 30,401 sizes of every screen"]
fn full_t1() {
    let all = |_| (0..=300).flat_map(|width| (0..=100).map(move |height| (width, height))).collect();
    hold(all_stand(None, std::thread::available_parallelism().map_or(2, usize::from), all));
}
