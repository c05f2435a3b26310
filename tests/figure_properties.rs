//! Figures at random sizes and instants: never a panic, the same picture for the same instant, limbs
//! of the same length, and what works always to be seen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::sync::LazyLock;

use proptest::prelude::*;
use supple::content::builtin;
use supple::figure::arrow::Arrow;
use supple::figure::dots::{Capsule, Dots, Ink};
use supple::figure::fit::{Fit, Frame};
use supple::figure::skeleton::{ARM, Joint, LEG, NECK, SKULL, SPINE, Skeleton, distance};
use supple::figure::{self, Beat, Cell, Figure, FigurePhase, Glyphs, Look, Role};

static FIGURES: LazyLock<Vec<Figure>> = LazyLock::new(|| {
    builtin::FIGURES.iter().map(|(file, text)| figure::file::parse(file, text).unwrap()).collect()
});

fn a_figure() -> impl Strategy<Value = &'static Figure> {
    (0..builtin::FIGURES.len()).prop_map(|n| &FIGURES[n])
}

fn a_beat() -> impl Strategy<Value = Beat> {
    (0..4_usize, 0.0..=1.0_f32).prop_map(|(phase, t)| Beat::new(FigurePhase::ALL[phase].1, t))
}

fn glyphs() -> impl Strategy<Value = Glyphs> {
    prop_oneof![Just(Glyphs::Braille), Just(Glyphs::Octant), Just(Glyphs::Quadrant), Just(Glyphs::Ascii)]
}

prop_compose! {
    fn a_look(most: (u16, u16))(
        cols in 0..=most.0, rows in 0..=most.1, mirrored: bool, chequer: bool, glyphs in glyphs()
    ) -> Look {
        Look { cols, rows, mirrored, glyphs, chequer }
    }
}

fn turned_round(cell: Cell) -> Cell {
    let glyph = match cell.glyph {
        '<' => '>',
        '>' => '<',
        other => other,
    };
    Cell { glyph, ..cell }
}

/// Any number that a file, a size or a mistake could lead to.
fn a_number() -> impl Strategy<Value = f32> {
    prop_oneof![8 => -500.0..500.0_f32, 1 => any::<f32>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_size_gives_a_picture_of_that_size(
        figure in a_figure(), beat in a_beat(), look in a_look((200, 100))
    ) {
        let cells = figure.frame(beat, &look);
        prop_assert_eq!(cells.len(), usize::from(look.rows));
        for row in &cells {
            prop_assert_eq!(row.len(), usize::from(look.cols));
            for cell in row {
                prop_assert_eq!(cell.role.is_none(), cell.glyph == ' ', "{:?}", cell);
                prop_assert!(look.glyphs != Glyphs::Ascii || cell.glyph.is_ascii_graphic() || cell.glyph == ' ');
            }
        }
    }

    #[test]
    fn the_same_instant_is_the_same_picture(
        n in 0..builtin::FIGURES.len(), beat in a_beat(), look in a_look((60, 24))
    ) {
        let (file, text) = builtin::FIGURES[n];
        let anew = figure::file::parse(file, text).unwrap();
        prop_assert_eq!(FIGURES[n].frame(beat, &look), anew.frame(beat, &look));
    }

    #[test]
    fn limbs_keep_their_length_at_any_instant(figure in a_figure(), beat in a_beat()) {
        let pose = figure.pose_at(beat);
        let bones = Skeleton::of(&pose);
        for pair in bones.spine.windows(2) {
            prop_assert!((distance(pair[0], pair[1]) - SPINE).abs() < 1e-4);
        }
        prop_assert!((distance(bones.spine[3], bones.neck) - NECK).abs() < 1e-4);
        prop_assert!((distance(bones.neck, bones.head) - SKULL).abs() < 1e-4);
        let limbs = [(&bones.arms, ARM, &pose.arms), (&bones.legs, LEG, &pose.legs)];
        for (joints, full, limbs) in limbs {
            for side in 0..2 {
                for n in 0..3 {
                    // A bone that points at the viewer is seen shorter, never longer.
                    let short = limbs[side].short[n];
                    prop_assert!((0.1..=1.0).contains(&short));
                    let is = distance(joints[side][n], joints[side][n + 1]);
                    prop_assert!((is - full[n] * short).abs() < 1e-3, "{}: {is}", figure.id);
                }
            }
        }
    }

    #[test]
    fn what_works_is_bright_at_every_size_that_is_shown(
        figure in a_figure(), beat in a_beat(), look in a_look((60, 23))
    ) {
        let look = Look { cols: look.cols + 20, rows: look.rows + 7, ..look };
        let cells = figure.frame(beat, &look);
        let bright = cells.iter().flatten().filter(|cell| cell.role == Some(Role::Highlight)).count();
        if beat.phase == FigurePhase::Ready {
            prop_assert_eq!(bright, 0);
        } else {
            prop_assert!(bright >= 3, "{}: {} bright cells", figure.id, bright);
        }
    }

    #[test]
    fn the_other_side_is_the_mirror_image_at_any_size(
        figure in a_figure(), beat in a_beat(), look in a_look((90, 40))
    ) {
        // In ASCII a letter is its own mirror image, but for the heads of arrows.
        let look = Look { glyphs: Glyphs::Ascii, mirrored: false, ..look };
        let plain = figure.frame(beat, &look);
        let turned = figure.frame(beat, &Look { mirrored: true, ..look });
        let back: Vec<Vec<Cell>> = turned.into_iter().map(|row| row.into_iter().rev().map(turned_round).collect()).collect();
        prop_assert_eq!(plain, back);
    }

    #[test]
    fn mirrored_twice_is_the_same_sheet_of_dots(
        size in (0..30_u16, 0..20_u16), lit in proptest::collection::vec((0..70_usize, 0..90_usize), 0..60)
    ) {
        let mut dots = Dots::new(size.0, size.1, 0);
        for (x, y) in &lit {
            dots.under(*x, *y, Role::Near);
        }
        let mut twice = dots.clone();
        twice.mirror();
        twice.mirror();
        prop_assert_eq!(twice, dots);
    }

    #[test]
    fn the_pen_stays_on_its_sheet(
        size in (0..40_u16, 0..20_u16), margin in 0..100_usize,
        ends in (a_number(), a_number(), a_number(), a_number()), radii in (a_number(), a_number()),
        halo in a_number()
    ) {
        let mut dots = Dots::new(size.0, size.1, margin);
        let shape = Capsule { ends: [[ends.0, ends.1], [ends.2, ends.3]], radii: [radii.0, radii.1] };
        dots.capsule(&shape, &Ink { role: Some(Role::Near), part: 1, halo, spare: &[] });
        dots.clear([ends.0, ends.1]);
        let lowest = dots.height().saturating_sub(margin);
        let below = (lowest..dots.height()).any(|y| (0..dots.width()).any(|x| dots.get(x, y).is_some()));
        prop_assert!(!below, "something is drawn on the margin");
    }

    #[test]
    fn a_file_with_any_pose_is_a_figure_or_an_error(
        hip in (a_number(), a_number()), spine in (a_number(), a_number(), a_number()),
        arm in (a_number(), a_number(), a_number()), look in a_look((50, 20)), t in 0.0..=1.0_f32
    ) {
        let text = format!(
            "id = \"x\"\nalt = \"Any body.\"\n[pose.start]\nhip = [{:?}, {:?}]\nspine = [{:?}, {:?}, {:?}]\nneck = 90\n\
             arm_near = {{ to = [{:?}, {:?}], end = {:?} }}\narm_far = [0, 0, 0]\nleg_near = [0, 0, 0]\nleg_far = [0, 0, 0]\n\
             [[track]]\nphase = \"get-ready\"\npose = \"start\"\n",
            hip.0, hip.1, spine.0, spine.1, spine.2, arm.0, arm.1, arm.2
        );
        if let Ok(figure) = figure::file::parse("x.toml", &text) {
            let cells = figure.frame(Beat::new(FigurePhase::Hold, t), &look);
            prop_assert_eq!(cells.len(), usize::from(look.rows));
            let _ = figure::check::check(&figure);
        }
    }

    #[test]
    fn any_words_are_an_arrow_or_none(words in "[-0-9. a-z]{0,24}", size in (0..60_u16, 0..30_u16)) {
        if let Some(arrow) = Arrow::parse(&words) {
            let mut frame = Frame::EMPTY;
            arrow.take_room(&mut frame);
            let mut dots = Dots::new(size.0, size.1, 0);
            arrow.draw(&mut dots, Fit::new(&frame, size, false, false));
        }
    }
}

#[test]
fn a_joint_that_is_named_is_where_the_bones_say() {
    for figure in FIGURES.iter() {
        let bones = Skeleton::of(&figure.pose_at(Beat::READY));
        assert!(Joint::ALL.iter().all(|(_, joint)| bones.at(*joint).iter().all(|n| n.is_finite())));
    }
}

/// Dots that the fastest joint of a figure moves between two pictures, at 40 by 14 cells.
fn leap(figure: &Figure, rate: f32) -> f32 {
    let mut most = 0.0_f32;
    for phase in [FigurePhase::Move, FigurePhase::Return] {
        let pictures = (figure.ms(phase) as f32 / 1000.0 * rate).max(1.0);
        let at = |n: u16| Skeleton::of(&figure.pose_at(Beat::new(phase, f32::from(n) / pictures)));
        for n in 0..pictures.ceil() as u16 {
            let (before, after) = (at(n), at(n + 1));
            for (_, joint) in Joint::ALL {
                most = most.max(distance(before.at(joint), after.at(joint)) * figure.scale(40, 14));
            }
        }
    }
    most
}

#[test]
fn ten_pictures_a_second_are_enough_and_fewer_are_not() {
    let median = |rate: f32| {
        let mut all: Vec<f32> =
            FIGURES.iter().filter(|figure| figure.moves()).map(|figure| leap(figure, rate)).collect();
        all.sort_by(f32::total_cmp);
        all[all.len() / 2]
    };
    let medians = [4.0, 8.0, 10.0].map(median);
    assert!(medians[2] < 1.0, "at ten a second the fastest joint leaps: {medians:?} dots");
    assert!(medians[1] > 1.0 && medians[0] > 2.0, "a slower rate would do: {medians:?} dots");
}

#[test]
fn a_hold_is_still_but_for_the_breath_which_can_be_seen() {
    for figure in FIGURES.iter() {
        let at = |t| Beat::new(FigurePhase::Hold, t);
        let (empty, full) = (figure.pose_at(at(0.0)), figure.pose_at(at(0.4)));
        for (_, joint) in Joint::ALL {
            let apart = distance(Skeleton::of(&empty).at(joint), Skeleton::of(&full).at(joint));
            assert!(apart < 1e-6, "{}: {joint:?} moves in a hold", figure.id);
        }
        for (cols, rows) in [(28, 10), (40, 14), (80, 30)] {
            let look = Look::plain(cols, rows);
            let changed = figure
                .frame(at(0.0), &look)
                .concat()
                .iter()
                .zip(figure.frame(at(0.4), &look).concat())
                .filter(|(a, b)| **a != *b)
                .count();
            assert!(
                (1..=60 * usize::from(cols) / 28).contains(&changed),
                "{}: {changed} cells change in a breath at {cols}x{rows}",
                figure.id
            );
        }
    }
}

#[test]
fn a_movement_begins_and_ends_slowly() {
    let mut eased = 0;
    for figure in FIGURES.iter().filter(|figure| figure.moves()) {
        let hand = |t: f32| Skeleton::of(&figure.pose_at(Beat::new(FigurePhase::Move, t)));
        let way = |a: f32, b: f32| {
            let (a, b) = (hand(a), hand(b));
            Joint::ALL.iter().map(|(_, joint)| distance(a.at(*joint), b.at(*joint))).fold(0.0, f32::max)
        };
        let (first, middle) = (way(0.0, 0.05), way(0.475, 0.525));
        eased += usize::from(first < 0.4 * middle);
    }
    // Walking, cycling and the like go on at one pace; movements of several steps rest between them.
    assert!(eased >= 40, "{eased} figures begin slowly");
}
