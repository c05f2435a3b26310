//! The whole screen in reverse for a moment. Never more than three times a second: faster flashes can
//! bring on a seizure (WCAG 2.3.1).

use crate::session::Mono;

/// How long it lasts.
const LASTS: Mono = Mono::from_millis(180);
/// How long the steady mark stands that takes its place where no motion is wanted.
const STANDS: Mono = Mono::from_secs(2);
/// From the beginning of one to the beginning of the next: two and a half in a second at the most.
const APART: Mono = Mono::from_millis(400);

/// How the screen looks because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// All of it in reverse.
    Whole,
    /// A mark on its first line, that comes once and goes once.
    Mark,
}

/// When the screen flashed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flash {
    last: Option<(Mono, Shown)>,
}

impl Flash {
    /// Flashes, unless it just did. `still`: no motion is wanted.
    pub fn begin(&mut self, now: Mono, still: bool) {
        match self.last {
            // A mark that stands goes on to stand: it does not blink.
            Some((since, Shown::Mark)) if still && now < since + STANDS => {}
            Some((since, _)) if now < since + APART => {}
            _ => self.last = Some((now, if still { Shown::Mark } else { Shown::Whole })),
        }
    }

    /// How the screen looks now.
    pub fn shown(self, now: Mono) -> Option<Shown> {
        self.last.filter(|_| self.ends().is_some_and(|ends| now < ends)).map(|(_, shown)| shown)
    }

    /// When that changes.
    pub fn change(self, now: Mono) -> Option<Mono> {
        self.ends().filter(|ends| now < *ends)
    }

    fn ends(self) -> Option<Mono> {
        self.last.map(|(since, shown)| since + if shown == Shown::Whole { LASTS } else { STANDS })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often the screen changes to reverse in ten seconds of asking for it every `every` ms.
    fn flashes(every: u64, still: bool) -> usize {
        let mut flash = Flash::default();
        let mut lit = false;
        let mut times = 0;
        for ms in 0..10_000 {
            let now = Mono::from_millis(ms);
            if ms % every == 0 {
                flash.begin(now, still);
            }
            let shown = flash.shown(now).is_some();
            times += usize::from(shown && !lit);
            lit = shown;
        }
        times
    }

    #[test]
    fn however_often_it_is_asked_for_it_flashes_less_than_three_times_a_second() {
        for every in [1, 10, 50, 100, 200, 333, 400] {
            assert!((16..=25).contains(&flashes(every, false)), "{every}: {}", flashes(every, false));
        }
        assert_eq!(flashes(1000, false), 10);
    }

    #[test]
    fn without_motion_a_mark_stands_for_two_seconds() {
        for every in [1, 50, 400, 1000] {
            assert!(flashes(every, true) <= 5, "{every}: {}", flashes(every, true));
        }
        let mut flash = Flash::default();
        flash.begin(Mono::from_secs(1), true);
        assert_eq!(flash.shown(Mono::from_millis(2999)), Some(Shown::Mark));
        assert_eq!(flash.change(Mono::from_millis(2999)), Some(Mono::from_secs(3)));
        assert_eq!((flash.shown(Mono::from_secs(3)), flash.change(Mono::from_secs(3))), (None, None));
    }
}
