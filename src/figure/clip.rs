//! A whole figure: its poses, its steps, and any instant of it as cells.

use super::arrow::Arrow;
use super::dots::Dots;
use super::draw::{self, Parts, Scene, View};
use super::fit::{Fit, Frame};
use super::glyphs::{Cell, Glyphs};
use super::pose::{Ease, Pose};
use super::props::Prop;
use super::skeleton::{Joint, Skeleton};
use super::track::{Beat, Breath, FigurePhase, Step};

/// Pictures of a movement that are looked at to find out how much room it takes.
const SAMPLES: u8 = 6;
/// Dots to the height of the person below which nothing is drawn.
const SMALLEST: f32 = 4.0;
/// Part of a breath that is breathing in.
const IN: f32 = 0.4;

/// The figure of one exercise. Side `near` is the person's right; mirrored it is the left.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Id of the exercise.
    pub id: String,
    /// How the person is seen.
    pub view: View,
    /// What the pictures show, in words.
    pub alt: String,
    /// The joint that stays on its straight way in a movement.
    pub anchor: Joint,
    /// Joints that stay where they are all through.
    pub contacts: Vec<Joint>,
    /// Things around.
    pub props: Vec<Prop>,
    /// The near arm is drawn behind the body.
    pub arm_behind: bool,
    /// The part of the world that is shown, where it is not all.
    pub window: Option<Frame>,
    /// Poses with their names; the first is `start`.
    pub poses: Vec<(String, Pose)>,
    /// Steps of one repetition.
    pub track: Vec<Step>,
    pub(super) frame: Frame,
}

/// How a figure is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Look {
    /// Columns of cells.
    pub cols: u16,
    /// Rows of cells.
    pub rows: u16,
    /// For the other side.
    pub mirrored: bool,
    /// The characters to use.
    pub glyphs: Glyphs,
    /// All but the highlight thinned out, for terminals without colours.
    pub chequer: bool,
}

impl Look {
    /// Braille, not mirrored, in colours.
    pub fn plain(cols: u16, rows: u16) -> Look {
        Look { cols, rows, mirrored: false, glyphs: Glyphs::Braille, chequer: false }
    }
}

impl Figure {
    fn steps(&self, phase: FigurePhase) -> impl Iterator<Item = &Step> {
        self.track.iter().filter(move |step| step.phase == phase)
    }

    fn pose(&self, place: usize) -> &Pose {
        // A figure without poses is not taken when it is read; poses[0] is `start`.
        &self.poses[place.min(self.poses.len() - 1)].1
    }

    /// Place of the pose at the end of a phase.
    fn last(&self, phase: FigurePhase) -> usize {
        let ready = || self.steps(FigurePhase::Ready).last().map_or(0, |step| step.pose);
        let moved = || self.steps(FigurePhase::Move).last().map_or_else(ready, |step| step.pose);
        match phase {
            FigurePhase::Ready => ready(),
            FigurePhase::Move => moved(),
            FigurePhase::Hold => self.steps(phase).last().map_or_else(moved, |step| step.pose),
            FigurePhase::Return => self.steps(phase).last().map_or_else(ready, |step| step.pose),
        }
    }

    /// The step that runs at an instant, the pose it comes from, and how far it is.
    fn step(&self, beat: Beat) -> Option<(usize, &Step, f32)> {
        let mut from = match beat.phase {
            FigurePhase::Ready | FigurePhase::Move => self.last(FigurePhase::Ready),
            FigurePhase::Hold => self.last(FigurePhase::Move),
            FigurePhase::Return => self.last(FigurePhase::Hold),
        };
        let steps: Vec<&Step> = self.steps(beat.phase).collect();
        let total: u32 = steps.iter().map(|step| step.ms.max(1)).sum();
        let mut left = beat.progress.clamp(0.0, 1.0) * total as f32;
        for (n, step) in steps.iter().enumerate() {
            let ms = step.ms.max(1) as f32;
            if left <= ms || n + 1 == steps.len() {
                return Some((from, step, (left / ms).min(1.0)));
            }
            left -= ms;
            from = step.pose;
        }
        None
    }

    /// The pose at an instant.
    pub fn pose_at(&self, beat: Beat) -> Pose {
        if beat.phase.moves() {
            return match self.step(beat) {
                Some((from, step, t)) => self.between(from, step.pose, step.ease, t),
                None => *self.pose(self.last(beat.phase)),
            };
        }
        let mut pose = *self.pose(self.last(beat.phase));
        if beat.phase == FigurePhase::Hold {
            let t = beat.progress;
            let air = if t < IN { t / IN } else { (1.0 - t) / (1.0 - IN) };
            pose.air = pose.air.max(Ease::InOut.at(air));
        }
        pose
    }

    fn between(&self, from: usize, to: usize, ease: Ease, t: f32) -> Pose {
        self.pose(from).between(self.pose(to), ease.at(t), self.anchor)
    }

    /// What works at an instant.
    pub fn highlight(&self, beat: Beat) -> Parts {
        let there = || {
            let hold = self.steps(FigurePhase::Hold).last();
            let there = hold.or_else(|| self.steps(FigurePhase::Move).last());
            there.map_or_else(Parts::default, |step| step.highlight)
        };
        match beat.phase {
            FigurePhase::Ready => Parts::default(),
            FigurePhase::Hold => there(),
            _ => self.step(beat).map_or_else(there, |(_, step, _)| step.highlight),
        }
    }

    /// The arrows beside the body at an instant.
    fn marks(&self, beat: Beat) -> impl Iterator<Item = Arrow> {
        let step = if beat.phase == FigurePhase::Ready { None } else { self.step(beat) };
        step.into_iter().flat_map(|(_, step, _)| step.marks).flatten()
    }

    /// How to breathe at an instant.
    pub fn breath(&self, beat: Beat) -> Breath {
        self.step(beat).map_or(Breath::Easy, |(_, step, _)| step.breath)
    }

    /// Milliseconds of a phase where the exercise has no tempo of its own.
    pub fn ms(&self, phase: FigurePhase) -> u32 {
        self.steps(phase).map(|step| step.ms).sum()
    }

    /// Whether anything moves in it at all.
    pub fn moves(&self) -> bool {
        self.track.iter().any(|step| step.phase.moves())
    }

    /// Room that the whole clip takes in the world.
    pub(super) fn measure(&self) -> Frame {
        if let Some(window) = self.window {
            return window;
        }
        let mut frame = Frame::EMPTY;
        for beat in self.beats(SAMPLES) {
            let pose = self.pose_at(beat);
            draw::take_room(&mut frame, &pose, self.view);
            let skeleton = Skeleton::of(&pose);
            self.props.iter().for_each(|prop| prop.take_room(&mut frame, &skeleton));
        }
        let marks = self.track.iter().flat_map(|step| step.marks).flatten();
        marks.for_each(|arrow| arrow.take_room(&mut frame));
        frame
    }

    /// Instants all through one repetition, each movement in so many parts.
    pub fn beats(&self, parts: u8) -> Vec<Beat> {
        let mut beats = vec![Beat::READY];
        let parts = parts.max(1);
        for phase in [FigurePhase::Move, FigurePhase::Hold, FigurePhase::Return] {
            let steps = self.steps(phase).count().clamp(1, 8) as u8;
            let parts = if phase.moves() { parts.saturating_mul(steps) } else { 2 };
            beats.extend((0..=parts).map(|n| Beat::new(phase, f32::from(n) / f32::from(parts))));
        }
        beats
    }

    /// The instants at which a pose of the file is reached, in order: what a contact sheet shows.
    pub fn keys(&self) -> Vec<Beat> {
        let mut keys = vec![Beat::READY];
        for phase in [FigurePhase::Move, FigurePhase::Return] {
            let steps: Vec<&Step> = self.steps(phase).collect();
            let total: u32 = steps.iter().map(|step| step.ms.max(1)).sum();
            let mut passed = 0;
            for step in steps {
                passed += step.ms.max(1);
                keys.push(Beat::new(phase, passed as f32 / total as f32));
            }
        }
        if !self.moves() {
            keys.push(Beat::new(FigurePhase::Hold, IN));
        }
        keys
    }

    /// All of the world that is ever shown.
    pub fn room(&self) -> Frame {
        self.frame
    }

    /// Dots to the height of the person at a size.
    pub fn scale(&self, cols: u16, rows: u16) -> f32 {
        self.fit((cols, rows)).scale
    }

    fn fit(&self, size: (u16, u16)) -> Fit {
        let grounded = self.view.grounded() && self.frame.bottom <= 0.0;
        Fit::new(&self.frame, size, grounded, self.window.is_some())
    }

    /// The picture of an instant: `rows` rows of `cols` cells. Any size will do; where there is no
    /// room, the cells are empty.
    pub fn frame(&self, beat: Beat, look: &Look) -> Vec<Vec<Cell>> {
        let grounded = self.view.grounded() && self.frame.bottom <= 0.0;
        let mut dots = Dots::new(look.cols, look.rows, usize::from(grounded));
        let fit = self.fit((look.cols, look.rows));
        if fit.scale >= SMALLEST {
            let scene =
                Scene { view: self.view, props: &self.props, arm_behind: self.arm_behind, frame: self.frame };
            let ground = look.cols >= 28 && look.rows >= 10;
            draw::draw(&mut dots, fit, &scene, &self.pose_at(beat), self.highlight(beat), ground);
            if look.glyphs != Glyphs::Ascii {
                self.marks(beat).for_each(|arrow| arrow.draw(&mut dots, fit));
            }
        }
        if look.mirrored {
            dots.mirror();
        }
        if look.chequer && look.glyphs != Glyphs::Ascii {
            dots.chequer();
        }
        let mut cells = look.glyphs.cells(&dots);
        if look.glyphs == Glyphs::Ascii && fit.scale >= SMALLEST {
            self.marks(beat).for_each(|arrow| arrow.write(&mut cells, fit, look.mirrored));
        }
        cells
    }
}
