//! Every figure is a body that a person can have, fits where it has to, and shows what works.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::time::Duration;

use supple::content::builtin;
use supple::domain::exercise::Tempo;
use supple::figure::beat::{Loop, Moment};
use supple::figure::check;
use supple::figure::skeleton::{Joint, Skeleton, distance};
use supple::figure::{self, Beat, Cell, Figure, FigurePhase, Glyphs, Look, Role};
use supple::session::phase::{Move, Phase};

const SIZES: [(u16, u16); 4] = [(20, 7), (28, 10), (40, 14), (80, 30)];
const GLYPHS: [Glyphs; 4] = [Glyphs::Braille, Glyphs::Octant, Glyphs::Quadrant, Glyphs::Ascii];

fn all() -> Vec<Figure> {
    let read = |(file, text): &(&str, &str)| {
        figure::file::parse(file, text).unwrap_or_else(|error| panic!("{error}"))
    };
    builtin::FIGURES.iter().map(read).collect()
}

fn one(id: &str) -> Figure {
    figure::of(id).unwrap()
}

fn drawn(cells: &[Vec<Cell>]) -> Vec<(usize, usize, Role)> {
    let mut found = Vec::new();
    for (y, row) in cells.iter().enumerate() {
        for (x, cell) in row.iter().enumerate() {
            found.extend(cell.role.map(|role| (x, y, role)));
        }
    }
    found
}

#[test]
fn every_exercise_has_a_figure_and_every_figure_an_exercise() {
    let names = |list: &[(&'static str, &'static str)]| -> BTreeSet<&'static str> {
        list.iter().map(|(file, _)| *file).collect()
    };
    assert_eq!(names(builtin::FIGURES), names(builtin::EXERCISES));
}

#[test]
fn every_figure_is_a_body_that_a_person_can_have() {
    let wrong: Vec<String> = all().iter().flat_map(check::check).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_figure_has_a_text_twin_in_plain_words() {
    for figure in all() {
        assert!(figure.alt.ends_with('.'), "{}: {}", figure.id, figure.alt);
        assert!((20..=240).contains(&figure.alt.chars().count()), "{}: {}", figure.id, figure.alt);
    }
}

#[test]
fn every_clip_fits_from_small_to_large() {
    for figure in all() {
        for (cols, rows) in SIZES {
            for beat in figure.beats(4) {
                let cells = figure.frame(beat, &Look::plain(cols, rows));
                assert_eq!(cells.len(), usize::from(rows));
                assert!(cells.iter().all(|row| row.len() == usize::from(cols)));
                let body = drawn(&cells).iter().filter(|(_, _, role)| *role != Role::Ground).count();
                assert!(body >= 9, "{}: {body} cells at {cols}x{rows}", figure.id);
            }
        }
    }
}

#[test]
fn nothing_sticks_out_of_the_picture() {
    for figure in all().iter().filter(|figure| figure.window.is_none()) {
        for beat in figure.beats(5) {
            let bones = Skeleton::of(&figure.pose_at(beat));
            let frame = figure.room();
            for (name, joint) in Joint::ALL {
                let [x, y] = bones.at(joint);
                let inside = x >= frame.left - 0.02 && x <= frame.right + 0.02 && y <= frame.top + 0.02;
                assert!(inside, "{}: {name} at {x:.2}, {y:.2} at {beat:?}", figure.id);
            }
        }
    }
}

#[test]
fn no_size_is_too_small_or_too_large() {
    for figure in all() {
        for cols in [0, 1, 2, 3, 5, 19, 200] {
            for rows in [0, 1, 2, 6, 90] {
                let looks =
                    GLYPHS.map(|glyphs| Look { glyphs, chequer: cols % 2 == 0, ..Look::plain(cols, rows) });
                for look in looks.iter().take(if cols > 100 { 1 } else { 4 }) {
                    let cells = figure.frame(Beat::new(FigurePhase::Move, 0.4), look);
                    assert_eq!(cells.len(), usize::from(rows), "{} at {cols}x{rows}", figure.id);
                }
            }
        }
    }
}

#[test]
fn odd_instants_are_instants() {
    for progress in [f32::NAN, f32::INFINITY, -5.0, 7.0] {
        for (_, phase) in FigurePhase::ALL {
            for figure in all() {
                let cells = figure.frame(Beat { phase, progress }, &Look::plain(40, 14));
                assert!(!drawn(&cells).is_empty(), "{} at {phase:?} {progress}", figure.id);
            }
        }
    }
}

/// Dots of a braille cell, seen in a mirror.
fn mirrored(glyph: char) -> char {
    let set = u32::from(glyph) - 0x2800;
    let pairs = [(0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80)];
    let turned: u32 = pairs
        .iter()
        .map(|(l, r)| if set & l == 0 { 0 } else { *r } + if set & r == 0 { 0 } else { *l })
        .sum();
    char::from_u32(0x2800 + turned).unwrap()
}

#[test]
fn the_other_side_is_the_mirror_image() {
    for figure in all() {
        for beat in figure.keys() {
            let plain = figure.frame(beat, &Look::plain(40, 14));
            let other = figure.frame(beat, &Look { mirrored: true, ..Look::plain(40, 14) });
            for (row, turned) in plain.iter().zip(&other) {
                let back: Vec<Cell> = turned
                    .iter()
                    .rev()
                    .map(|cell| Cell {
                        glyph: if cell.role.is_some() { mirrored(cell.glyph) } else { ' ' },
                        ..*cell
                    })
                    .collect();
                assert_eq!(*row, back, "{}: mirrored twice is not the same", figure.id);
            }
        }
    }
}

#[test]
fn what_works_can_always_be_seen() {
    for figure in all() {
        assert!(check::shows_work(&figure), "{}: nothing is highlighted", figure.id);
        assert!(check::blades_fit_view(&figure), "{}: blades are seen from behind only", figure.id);
        for beat in figure.beats(3).into_iter().filter(|beat| beat.phase != FigurePhase::Ready) {
            let small = GLYPHS.iter().flat_map(|glyphs| [(20, 7, *glyphs, false), (20, 7, *glyphs, true)]);
            let larger = SIZES.iter().map(|(cols, rows)| (*cols, *rows, Glyphs::Braille, *cols == 40));
            for (cols, rows, glyphs, chequer) in small.chain(larger) {
                let look = Look { glyphs, chequer, ..Look::plain(cols, rows) };
                let cells = drawn(&figure.frame(beat, &look));
                let bright = cells.iter().filter(|(_, _, role)| *role == Role::Highlight).count();
                let at = format!("{} at {cols}x{rows} in {glyphs:?}, {beat:?}", figure.id);
                assert!(bright >= 3, "{at}: {bright} bright cells");
            }
        }
    }
}

#[test]
fn a_movement_moves_and_ends_where_the_next_begins() {
    for figure in all().iter().filter(|figure| figure.moves()) {
        let look = Look::plain(40, 14);
        let at = |phase, progress| figure.frame(Beat::new(phase, progress), &look);
        let shape =
            |cells: &[Vec<Cell>]| -> Vec<char> { cells.iter().flatten().map(|cell| cell.glyph).collect() };
        let start = shape(&at(FigurePhase::Ready, 0.0));
        let bones = |phase, progress| Skeleton::of(&figure.pose_at(Beat::new(phase, progress)));
        let joins = [
            ((FigurePhase::Ready, 0.0), (FigurePhase::Move, 0.0)),
            ((FigurePhase::Move, 1.0), (FigurePhase::Hold, 0.0)),
            ((FigurePhase::Hold, 0.0), (FigurePhase::Return, 0.0)),
            ((FigurePhase::Return, 1.0), (FigurePhase::Ready, 0.0)),
        ];
        for (before, after) in joins {
            let (end, start) = (bones(before.0, before.1), bones(after.0, after.1));
            for (name, joint) in Joint::ALL {
                let apart = distance(end.at(joint), start.at(joint));
                assert!(apart < 0.001, "{}: {name} jumps between {before:?} and {after:?}", figure.id);
            }
        }
        let changed = |n: u16| {
            let there = shape(&at(FigurePhase::Move, f32::from(n) / 8.0));
            start.iter().zip(&there).filter(|(a, b)| a != b).count()
        };
        let changed = (1..=8).map(changed).max().unwrap();
        assert!(changed >= 8, "{}: only {changed} cells change", figure.id);
    }
}

#[test]
fn no_two_instants_are_far_apart() {
    for figure in all().iter().filter(|figure| figure.moves()) {
        for phase in [FigurePhase::Move, FigurePhase::Return] {
            let place = |n: u16| Skeleton::of(&figure.pose_at(Beat::new(phase, f32::from(n) / 200.0)));
            for n in 0..200 {
                let (a, b) = (place(n), place(n + 1));
                for (name, joint) in Joint::ALL {
                    let jump = distance(a.at(joint), b.at(joint));
                    assert!(jump < 0.06, "{}: {name} jumps by {jump:.2} at {phase:?} {n}/200", figure.id);
                }
            }
        }
    }
}

const TEMPO: Tempo = Tempo { out_s: 2, pause_s: 1, back_s: 3 };

fn instant(phase: Phase, passed_ms: u64, total_s: u64) -> Moment {
    Moment {
        phase,
        passed: Duration::from_millis(passed_ms),
        total: Duration::from_secs(total_s),
        paused: false,
    }
}

#[test]
fn the_session_drives_the_figure() {
    let figure = one("bird-dog");
    let cases = [
        (instant(Phase::Moving(Move::Out), 500, 2), FigurePhase::Move, 0.25),
        (instant(Phase::Moving(Move::Pause), 500, 1), FigurePhase::Hold, 0.0),
        (instant(Phase::Moving(Move::Back), 1500, 3), FigurePhase::Return, 0.5),
        (instant(Phase::Hold, 12_500, 30), FigurePhase::Hold, 0.25),
        (instant(Phase::Rest, 2000, 30), FigurePhase::Ready, 0.0),
        (instant(Phase::Switch, 2000, 6), FigurePhase::Ready, 0.0),
        // A round of the tempo is 2 + 1 + 3 seconds.
        (instant(Phase::Reps, 1000, 0), FigurePhase::Move, 0.5),
        (instant(Phase::Reps, 2500, 0), FigurePhase::Hold, 0.0),
        (instant(Phase::Reps, 4500, 0), FigurePhase::Return, 0.5),
        (instant(Phase::Reps, 7000, 0), FigurePhase::Move, 0.5),
    ];
    for (instant, phase, progress) in cases {
        let beat = instant.beat(&figure, TEMPO, false);
        assert_eq!(beat.phase, phase, "{instant:?}");
        assert!((beat.progress - progress).abs() < 0.01, "{instant:?}: {beat:?}");
    }
}

#[test]
fn an_exercise_without_a_tempo_goes_round_at_the_pace_of_its_figure() {
    let figure = one("walk");
    let round = Loop::of(&figure, Tempo::default(), false);
    assert_eq!(round.total(), Duration::from_millis(4 * 450));
    assert_eq!(round.beat(Duration::from_millis(450)).phase, FigurePhase::Move);
    assert_eq!(round.beat(Duration::from_millis(1350)).phase, FigurePhase::Return);
}

#[test]
fn nothing_is_drawn_while_nothing_moves() {
    let figure = one("bird-dog");
    let now = Duration::from_secs(100);
    let next = |instant: Moment, still| {
        instant.next_frame(&figure, TEMPO, still, now).map(|at| at.saturating_sub(now))
    };
    let ms = |n| Some(Duration::from_millis(n));
    assert_eq!(next(instant(Phase::Moving(Move::Out), 500, 2), false), ms(100), "ten a second");
    assert_eq!(next(instant(Phase::Hold, 500, 9), false), ms(500), "only the breath");
    assert_eq!(next(instant(Phase::Hold, 500, 9), true), None);
    assert_eq!(next(instant(Phase::Moving(Move::Out), 500, 2), true), None);
    assert_eq!(next(instant(Phase::Rest, 500, 30), false), None);
    assert_eq!(next(instant(Phase::Reps, 500, 0), true), ms(1500), "the next key pose");
    assert_eq!(next(Moment { paused: true, ..instant(Phase::Moving(Move::Out), 500, 2) }, false), None);
    let lying = one("prone-lying");
    let minutes = instant(Phase::Prepare, 500, 10);
    assert_eq!(minutes.next_frame(&lying, Tempo::default(), false, now), None);
}

#[test]
fn without_motion_there_are_key_poses_only() {
    for figure in all() {
        for passed in (0..12_000).step_by(130) {
            let beat = instant(Phase::Reps, passed, 0).beat(&figure, TEMPO, true);
            let key = match beat.phase {
                FigurePhase::Move | FigurePhase::Return => beat.progress > 0.999,
                _ => beat.progress < 0.001,
            };
            assert!(key, "{}: {beat:?}", figure.id);
        }
    }
}

#[test]
fn between_two_announced_frames_it_is_the_same_instant() {
    let phases = [
        (Phase::Look, 0),
        (Phase::Look, 9),
        (Phase::Prepare, 10),
        (Phase::Moving(Move::Out), 2),
        (Phase::Moving(Move::Pause), 1),
        (Phase::Moving(Move::Back), 3),
        (Phase::Hold, 30),
        (Phase::Reps, 0),
        (Phase::Minutes, 60),
        (Phase::Rest, 30),
    ];
    let (mut looked, mut announced) = (0, 0);
    for (figure, tempo) in all().iter().flat_map(|figure| [(figure, TEMPO), (figure, Tempo::default())]) {
        for ((phase, total_s), still) in phases.iter().flat_map(|phase| [(*phase, false), (*phase, true)]) {
            let end = if total_s == 0 { 12_000_000 } else { total_s * 1_000_000 };
            let at =
                |micros: u64| Moment { passed: Duration::from_micros(micros), ..instant(phase, 0, total_s) };
            let mut micros = 137;
            for _ in 0..40 {
                let now = Duration::from_micros(micros);
                let next = at(micros).next_frame(figure, tempo, still, now);
                let last = next.map_or(end, |next| next.as_micros() as u64).min(end).saturating_sub(1);
                let beat = at(micros).beat(figure, tempo, still);
                for later in [micros + (last.max(micros) - micros) / 3, last.max(micros)] {
                    let same = at(later).beat(figure, tempo, still);
                    assert_eq!(same, beat, "{}, {phase:?}, still {still}, {micros} to {later}", figure.id);
                    looked += 1;
                }
                let Some(next) = next else { break };
                assert!(next > now, "{}, {phase:?}", figure.id);
                announced += 1;
                micros = next.as_micros() as u64 + 1;
                if micros >= end {
                    break;
                }
            }
        }
    }
    assert!(looked > 10_000 && announced > 5_000, "{looked}, {announced}");
}

const SOUND: &str = r#"id = "x"
alt = "Standing."
[pose.start]
hip = [0.3, 0.52]
spine = [90, 90, 90]
neck = 90
arm_near = [-90, -85, -85]
arm_far = [-90, -85, -85]
leg_near = { to = [0.3, 0.035], end = 0 }
leg_far = { to = [0.3, 0.035], end = 0 }
[[track]]
phase = "get-ready"
pose = "start"
"#;

#[test]
fn a_figure_that_is_wrong_is_told_with_its_line_and_what_to_do() {
    assert!(figure::file::parse("x.toml", SOUND).is_ok());
    let cases = [
        ("id = \"x\"", "id = \"y\"", "x.toml:1:6: the id \"y\" is not \"x\"; write id = \"x\""),
        ("alt = \"Standing.\"", "alt = \" \"", "x.toml:2:7: alt has 0 characters; say in one to 240"),
        ("alt = \"Standing.\"\n", "", "missing field `alt`"),
        ("[pose.start]", "[pose.begin]", "there is no pose \"start\"; write [pose.start]"),
        ("hip = [0.3, 0.52]\n", "", "hip is missing; write hip in [pose.start]"),
        ("neck = 90", "neck = 9000", "a number is out of range; bearings lie within"),
        ("neck = 90", "neck = nan", "a number is out of range"),
        ("neck = 90", "nekc = 90", "unknown field `nekc`"),
        ("arm_near = [-90, -85, -85]", "arm_near = [-90, -85]", "a limb is three bearings, [a, b, c], or"),
        ("end = 0 }\nleg_far", "end = 0, bend = 3 }\nleg_far", "a number of a limb is out of range"),
        (
            "pose = \"start\"",
            "pose = \"stop\"",
            "x.toml:13:8: \"stop\" is not known here; write one of: start",
        ),
        ("phase = \"get-ready\"", "phase = \"ready\"", "write one of: get-ready, move, hold, return"),
        ("phase = \"get-ready\"", "phase = \"hold\"", "the steps are out of order"),
        (
            "pose = \"start\"",
            "pose = \"start\"\n[[track]]\nphase = \"move\"\npose = \"start\"",
            "a movement needs its length",
        ),
        (
            "pose = \"start\"",
            "pose = \"start\"\n[[track]]\nphase = \"move\"\npose = \"start\"\nms = 900",
            "a repetition has to end where it began; end with a step of phase \"return\"",
        ),
        ("alt =", "props = [\"sofa 1\"]\nalt =", "x.toml:2:10: \"sofa 1\" is no prop; write one of: wall X"),
        ("alt =", "view = \"below\"\nalt =", "write one of: side, front, back, above, above-front"),
        ("alt =", "anchor = \"knee_near\"\nalt =", "the anchor is on a limb that is told by where it ends"),
        ("alt =", "highlight = [\"nose\"]\nalt =", "there is no part \"nose\"; write one of: arm_near"),
        ("alt =", "window = [0, 0, 0.01, 1]\nalt =", "the window is too small"),
        (
            "pose = \"start\"",
            "pose = \"start\"\nmarks = [\"0 0\"]",
            "x.toml:14:10: \"0 0\" is no arrow; write X Y X Y",
        ),
        (
            "pose = \"start\"",
            "pose = \"start\"\nmarks = [\"0 0 1 1\", \"0 0 1 1\", \"0 0 1 1\"]",
            "a step has too many marks; keep 2 at most",
        ),
        (
            "[[track]]",
            "[pose.b]\nfrom = \"c\"\n[pose.c]\nfrom = \"b\"\n[[track]]",
            "builds on a pose that is not there",
        ),
    ];
    for (from, to, wanted) in cases {
        let text = SOUND.replacen(from, to, 1);
        assert_ne!(text, SOUND, "{from}");
        let error = figure::file::parse("x.toml", &text).expect_err(to).to_string();
        assert!(error.contains(wanted), "\n{error}\ndoes not say\n{wanted}");
        assert!(error.starts_with("x.toml:"), "{error}");
    }
}

#[test]
fn the_checks_notice_a_body_that_cannot_be() {
    let wrong = |from: &str, to: &str| {
        let text = SOUND.replacen(from, to, 1);
        assert_ne!(text, SOUND, "{from}");
        check::check(&figure::file::parse("x.toml", &text).unwrap()).join("\n")
    };
    assert_eq!(check::check(&figure::file::parse("x.toml", SOUND).unwrap()), [""; 0]);
    assert!(
        wrong("arm_near = [-90, -85, -85]", "arm_near = [-90, -125, -85]").contains("elbow 0 bends by -35")
    );
    assert!(wrong("leg_near = {", "leg_near = [-90, -60, 0] #").contains("knee 0 bends by 30"));
    assert!(wrong("hip = [0.3, 0.52]", "hip = [0.3, 0.4]\nface = 0").is_empty());
    assert!(
        wrong("leg_near = { to = [0.3, 0.035], end = 0 }", "leg_near = [-90, -90, -90]")
            .contains("toe_near is 0.070 below the ground")
    );
    assert!(
        wrong("pose = \"start\"", "pose = \"start\"\nmarks = [\"2.9 0 2.9 0.9\"]")
            .contains("dots high at 20 by 7")
    );
    let portrait = "window = [0, 0.5, 0.6, 1]\nalt =";
    let text = SOUND.replacen("alt =", portrait, 1) + "marks = [\"0.5 0.9 0.7 0.9\"]\n";
    let told = check::check(&figure::file::parse("x.toml", &text).unwrap()).join("\n");
    assert_eq!(told, "x: an arrow leaves the window at [0.7, 0.9]");
    let moving = format!(
        "contacts = [\"ankle_near\"]\n{}[pose.b]\nleg_near = [-60, -70, 0]\n[[track]]\nphase = \"move\"\npose = \"b\"\nms = 900\n[[track]]\nphase = \"return\"\npose = \"start\"\nms = 900\n",
        SOUND.split("[[track]]").next().unwrap()
    );
    let ready = "[[track]]\nphase = \"get-ready\"\npose = \"start\"\n[[track]]\nphase = \"move\"";
    let moving = moving.replacen("[[track]]\nphase = \"move\"", ready, 1);
    let told = check::check(&figure::file::parse("x.toml", &moving).unwrap()).join("\n");
    assert!(told.contains("drifts by"), "{told}");
}
