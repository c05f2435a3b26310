//! Breath by the clock: in and out by the seconds of the exercise's data, at the person's pace.

use super::Mono;
use super::item::Item;

/// Steps of the bar that grows with the breath in and shrinks with the breath out.
pub const STEPS: u32 = 8;

/// Where a paced breath is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breath {
    /// In, or out.
    pub inward: bool,
    /// The second of this half that runs, from 1.
    pub second: u32,
    /// How full the bar is, 0 to [`STEPS`].
    pub fill: u32,
}

impl Breath {
    /// One or two words.
    pub fn words(self) -> &'static str {
        if self.inward { "Breathe in" } else { "Breathe out" }
    }
}

/// One half of a breath: how many there were before it, its length, and what of it has passed.
#[derive(Clone, Copy)]
struct Half {
    nth: u64,
    length: Mono,
    passed: Mono,
}

fn half(item: &Item, passed: Mono) -> Option<Half> {
    if !item.is_breathed() {
        return None;
    }
    let (into, out) = (item.paced(item.tempo.out_s), item.paced(item.tempo.back_s));
    let whole = (into + out).as_millis();
    let breaths = u64::try_from(passed.as_millis() / whole).unwrap_or(u64::MAX);
    let rest = Mono::from_millis(u64::try_from(passed.as_millis() % whole).unwrap_or(0));
    Some(if rest < into {
        Half { nth: 2 * breaths, length: into, passed: rest }
    } else {
        Half { nth: 2 * breaths + 1, length: out, passed: rest.saturating_sub(into) }
    })
}

/// The breath when so much of the minutes has passed; `None` where the exercise is not breathed by the
/// clock.
pub fn at(item: &Item, passed: Mono) -> Option<Breath> {
    let half = half(item, passed)?;
    let inward = half.nth.is_multiple_of(2);
    let done =
        u32::try_from(half.passed.as_millis() * u128::from(STEPS) / half.length.as_millis()).unwrap_or(0);
    Some(Breath {
        inward,
        second: u32::try_from(half.passed.as_secs()).unwrap_or(0) + 1,
        fill: if inward { done } else { STEPS - done },
    })
}

/// How many halves were begun before this instant, the first not counted: a number that changes with
/// each signal.
pub(super) fn nth(item: &Item, passed: Mono) -> Option<u64> {
    half(item, passed).map(|half| half.nth)
}

/// How long until something about the breath changes.
pub(super) fn changes_in(item: &Item, passed: Mono) -> Option<Mono> {
    let half = half(item, passed)?;
    let length = half.length.as_millis();
    let gone = half.passed.as_millis();
    // The first whole millisecond at which one more step, or second, is over.
    let step = ((gone * u128::from(STEPS) / length + 1) * length).div_ceil(u128::from(STEPS));
    let second = (gone / 1000 + 1) * 1000;
    let next = step.min(second).min(length);
    let fraction = passed.subsec_nanos() % 1_000_000;
    let wait = Mono::from_millis(u64::try_from(next - gone).unwrap_or(1));
    Some(wait.saturating_sub(Mono::from_nanos(fraction.into())))
}
