//! How long a picture takes, and how long the built-in content takes to read at start:
//! `cargo bench --bench figures`.
//!
//! A plain timing loop: the median of many rounds, and the tenth and ninetieth of a hundred as the
//! spread. Other work on the machine can only make a round slower, so the goal is held against the tenth.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use supple::content::screening_file;
use supple::content::{Catalogue, builtin, regions};
use supple::figure::{self, Beat, Figure, FigurePhase, Glyphs, Look};

/// Rounds that are timed, and rounds before them that are not.
const ROUNDS: (usize, usize) = (200, 20);
/// What the catalogue may take at start.
const GOAL: Duration = Duration::from_millis(3);

fn time<T>(name: &str, mut work: impl FnMut() -> T) -> Duration {
    for _ in 0..ROUNDS.1 {
        black_box(work());
    }
    let mut taken: Vec<Duration> = (0..ROUNDS.0)
        .map(|_| {
            let begin = Instant::now();
            black_box(work());
            begin.elapsed()
        })
        .collect();
    taken.sort();
    let at = |percent: usize| taken[(taken.len() - 1) * percent / 100];
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{name:<44} {:>8.3} ms   {:>8.3} to {:.3}", ms(at(50)), ms(at(10)), ms(at(90)));
    at(10)
}

fn every_figure() -> Vec<Figure> {
    builtin::FIGURES.iter().map(|(file, text)| figure::file::parse(file, text).unwrap()).collect()
}

/// What a start reads.
fn start() -> impl Sized {
    let rulebook = screening_file::parse(screening_file::BUILT_IN).unwrap();
    (Catalogue::builtin().unwrap(), rulebook, regions::regions().unwrap())
}

fn main() {
    let begin = Instant::now();
    black_box(start());
    let first = begin.elapsed();
    println!("{:<44} {:>8}      {:>8}", "", "median", "tenth to ninetieth of a hundred");
    let figure = figure::of("bird-dog").unwrap();
    let beat = Beat::new(FigurePhase::Move, 0.4);
    for (cols, rows) in [(40, 14), (80, 30)] {
        for (name, glyphs) in [("braille", Glyphs::Braille), ("ascii", Glyphs::Ascii)] {
            let look = Look { glyphs, ..Look::plain(cols, rows) };
            time(&format!("one picture at {cols}x{rows} in {name}"), || figure.frame(beat, &look));
        }
    }
    let all = every_figure();
    time("all figures, one picture each at 40x14", || {
        all.iter().map(|figure| figure.frame(beat, &Look::plain(40, 14)).len()).sum::<usize>()
    });
    time("one figure read, when it is first shown", || figure::of("bird-dog"));
    time("all 57 figures read, which nothing does", every_figure);
    let catalogue = time("exercises and programmes read", || Catalogue::builtin().unwrap());
    time("the safety check read", || screening_file::parse(screening_file::BUILT_IN).unwrap());
    time("regions read", || regions::regions().unwrap());
    time("all that a start reads", start);
    println!(
        "{:<44} {:>8.3} ms   once, cold",
        "the same, first in this process",
        first.as_secs_f64() * 1000.0
    );
    let verdict = if catalogue <= GOAL { "within" } else { "over" };
    println!("the catalogue is {verdict} its goal of {} ms", GOAL.as_millis());
}
