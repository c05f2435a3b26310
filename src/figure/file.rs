//! How a figure is written down: one TOML file, read whole or not at all.
//!
//! The pose `start` is complete; every other pose says only what differs from it, or from the pose
//! that it names in `from`. A limb is three bearings, or a place for its wrist or ankle with the
//! bearing of hand or foot: `{ to = [0.62, 0.02], end = 0 }`.

use toml::Spanned;

use super::check;
use super::clip::Figure;
use super::draw::{Parts, View};
use super::fit::Frame;
use super::pose::{Ease, Limb, Pose};
use super::props::{self, Prop};
use super::skeleton::{ARM, Joint, LEG, Skeleton, along, lengths, reach, wrapped};
use super::track::{Breath, FigurePhase, Step};
use super::written::{FigureFile, LimbFile, PoseFile, StepFile, WithFigure};
use crate::content::problem::{ContentError, Problem};

/// Longest text twin, in characters: it is read aloud.
const ALT: usize = 240;

/// Most poses of one figure.
const MOST_POSES: usize = 24;
/// Most steps of one repetition.
const MOST_STEPS: usize = 32;
/// Most props, contacts or highlighted parts.
const MOST_WORDS: usize = 12;

/// Reads a figure.
///
/// # Errors
/// What is wrong with it, with file, line and column, and what to do.
pub fn parse(file: &str, text: &str) -> Result<Figure, ContentError> {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file).trim_end_matches(".toml");
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reader = Reader { file, text };
    let raw = reader.raw(text)?;
    reader.is_named(raw.id.as_ref(), stem)?;
    reader.figure(&raw, stem)
}

/// Reads the part `[figure]` of a person's own exercise file, and checks that it shows a body that a
/// person can have.
///
/// # Errors
/// As [`parse`], with the places in the exercise file.
pub fn parse_inside(file: &str, text: &str, exercise: &str) -> Result<Figure, ContentError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reader = Reader { file, text };
    let raw: WithFigure = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        reader.problem(at, error.message(), "mend this line, or take the part [figure] out")
    })?;
    if let Some(id) = &raw.figure.get_ref().id {
        reader.is_named(Some(id), exercise)?;
    }
    let figure = reader.figure(raw.figure.get_ref(), exercise)?;
    let wrong = check::body(&figure);
    match wrong.first() {
        None => Ok(figure),
        Some(first) => {
            let more =
                if wrong.len() > 1 { format!(", and {} more", wrong.len() - 1) } else { String::new() };
            let what = format!("no body can do this: {first}{more}");
            let fix = "change the pose, or look at a figure that comes with the program";
            Err(reader.at(&raw.figure, &what, fix))
        }
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn raw(&self, text: &str) -> Result<FigureFile, ContentError> {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let fix = "mend this line; the other figures show how it is written";
            self.problem(at, error.message(), fix)
        })
    }

    fn problem(&self, at: usize, what: &str, fix: &str) -> ContentError {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        let what: String = what.chars().filter(|c| !c.is_control()).take(200).collect();
        ContentError::one(Problem::at(self.file, (line, column), &what, fix))
    }

    fn at<T>(&self, spanned: &Spanned<T>, what: &str, fix: &str) -> ContentError {
        self.problem(spanned.span().start, what, fix)
    }

    /// One of a list of names.
    fn one_of<T: Copy>(&self, word: &Spanned<String>, names: &[(&str, T)]) -> Result<T, ContentError> {
        let found = names.iter().find(|(name, _)| name == word.get_ref()).map(|(_, value)| *value);
        found.ok_or_else(|| {
            let known: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            let what = format!("\"{}\" is not known here", shown(word.get_ref()));
            self.at(word, &what, &format!("write one of: {}", known.join(", ")))
        })
    }

    fn parts(&self, words: &[Spanned<String>]) -> Result<Parts, ContentError> {
        let mut parts = Parts::default();
        for word in words {
            if !parts.mark(word.get_ref()) {
                let what = format!("there is no part \"{}\"", shown(word.get_ref()));
                let fix = format!("write one of: {}", Parts::NAMES.join(", "));
                return Err(self.at(word, &what, &fix));
            }
        }
        Ok(parts)
    }

    /// Whether the id is the one that is expected.
    fn is_named(&self, id: Option<&Spanned<String>>, expected: &str) -> Result<(), ContentError> {
        let fix = format!("write id = \"{expected}\"");
        let Some(id) = id else { return Err(self.problem(0, "the id is missing", &fix)) };
        if id.get_ref() != expected {
            let what = format!("the id \"{}\" is not \"{expected}\"", shown(id.get_ref()));
            return Err(self.at(id, &what, &fix));
        }
        Ok(())
    }

    /// More than any figure needs: a file may have been written by anybody.
    fn bounds(&self, raw: &FigureFile) -> Result<(), ContentError> {
        let counts = [
            ("poses", raw.pose.get_ref().len(), MOST_POSES),
            ("steps", raw.track.len(), MOST_STEPS),
            ("props", raw.props.len(), MOST_WORDS),
            ("contacts", raw.contacts.len(), MOST_WORDS),
            ("highlighted parts", raw.highlight.len(), MOST_WORDS),
        ];
        match counts.iter().find(|(_, count, most)| count > most) {
            None => Ok(()),
            Some((name, count, most)) => {
                let what = format!("a figure with {count} {name}");
                Err(self.at(&raw.pose, &what, &format!("keep it to {most}")))
            }
        }
    }

    fn figure(&self, raw: &FigureFile, id: &str) -> Result<Figure, ContentError> {
        self.bounds(raw)?;
        let alt = raw.alt.get_ref().trim();
        if alt.is_empty() || alt.chars().count() > ALT {
            let what = format!("alt has {} characters", alt.chars().count());
            let fix = format!("say in one to {ALT} characters what the pictures show");
            return Err(self.at(&raw.alt, &what, &fix));
        }
        let view = raw.view.as_ref().map_or(Ok(View::Side), |word| self.one_of(word, &View::ALL))?;
        let arm_behind = raw
            .arm
            .as_ref()
            .map_or(Ok(false), |word| self.one_of(word, &[("front", false), ("behind", true)]))?;
        let anchor = raw.anchor.as_ref().map_or(Ok(Joint::Hip), |word| self.one_of(word, &Joint::ALL))?;
        let contacts = raw.contacts.iter().map(|word| self.one_of(word, &Joint::ALL));
        let contacts = contacts.collect::<Result<Vec<_>, _>>()?;
        let props = raw.props.iter().map(|word| {
            Prop::parse(word.get_ref()).ok_or_else(|| {
                let what = format!("\"{}\" is no prop", shown(word.get_ref()));
                self.at(word, &what, &format!("write one of: {}", props::KINDS))
            })
        });
        let props = props.collect::<Result<Vec<_>, _>>()?;
        let poses = self.poses(raw, view)?;
        if let Some(anchor_word) = &raw.anchor
            && poses.iter().any(|(_, pose)| placed(pose, anchor))
        {
            let what = "the anchor is on a limb that is told by where it ends";
            return Err(self.at(anchor_word, what, "such a limb stays put by itself: anchor another joint"));
        }
        let highlight = self.parts(&raw.highlight)?;
        let mut track = Vec::new();
        for step in &raw.track {
            track.push(self.step(step, &poses, highlight)?);
        }
        let figure = Figure {
            id: id.to_owned(),
            view,
            alt: alt.to_owned(),
            anchor,
            contacts,
            props,
            arm_behind,
            window: self.window(raw.window.as_ref())?,
            poses,
            track,
            frame: Frame::EMPTY,
        };
        self.order(raw, &figure)?;
        let frame = figure.measure();
        Ok(Figure { frame, ..figure })
    }

    fn window(&self, window: Option<&Spanned<[f32; 4]>>) -> Result<Option<Frame>, ContentError> {
        let Some(spanned) = window else { return Ok(None) };
        let [left, bottom, right, top] = *spanned.get_ref();
        let sound = [left, bottom, right, top].iter().all(|n| n.abs() <= 3.0);
        if !sound || right - left < 0.1 || top - bottom < 0.1 {
            let fix = "write [left, bottom, right, top] in parts of the person's height, at least 0.1 wide and high";
            return Err(self.at(spanned, "the window is too small or too far away", fix));
        }
        Ok(Some(Frame { left, bottom, right, top }))
    }

    /// Get ready first; a way there needs a way back to where it began.
    fn order(&self, raw: &FigureFile, figure: &Figure) -> Result<(), ContentError> {
        let end = raw.track.last().map_or(0, |step| step.span().start);
        let rank = |phase: FigurePhase| FigurePhase::ALL.iter().position(|(_, known)| *known == phase);
        if figure.track.first().is_none_or(|step| step.phase != FigurePhase::Ready)
            || figure.track.windows(2).any(|two| rank(two[0].phase) > rank(two[1].phase))
        {
            let fix = "write the steps in this order: get-ready, move, hold, return";
            return Err(self.problem(end, "the steps are out of order", fix));
        }
        let has = |phase| figure.track.iter().any(|step| step.phase == phase);
        let (ready, last) = (figure.track.first(), figure.track.last());
        let closed = ready.map(|step| step.pose) == last.map(|step| step.pose);
        if has(FigurePhase::Move) != has(FigurePhase::Return) || (has(FigurePhase::Return) && !closed) {
            let fix = "end with a step of phase \"return\" to the pose of get-ready";
            return Err(self.problem(end, "a repetition has to end where it began", fix));
        }
        Ok(())
    }

    fn step(
        &self,
        spanned: &Spanned<StepFile>,
        poses: &[(String, Pose)],
        highlight: Parts,
    ) -> Result<Step, ContentError> {
        let step = spanned.get_ref();
        let names: Vec<(&str, usize)> =
            poses.iter().enumerate().map(|(n, (name, _))| (name.as_str(), n)).collect();
        let pose = self.one_of(&step.pose, &names)?;
        let phase = self.one_of(&step.phase, &FigurePhase::ALL)?;
        if phase.moves() && !(100..=20_000).contains(&step.ms) {
            let fix = "write ms = 100 to 20000";
            return Err(self.at(spanned, "a movement needs its length in milliseconds", fix));
        }
        let eases = [("in-out", Ease::InOut), ("linear", Ease::Linear)];
        Ok(Step {
            phase,
            pose,
            ms: step.ms,
            ease: step.ease.as_ref().map_or(Ok(Ease::InOut), |word| self.one_of(word, &eases))?,
            breath: step.breath.as_ref().map_or(Ok(Breath::Easy), |word| self.one_of(word, &Breath::ALL))?,
            highlight: step.highlight.as_ref().map_or(Ok(highlight), |words| self.parts(words))?,
            marks: self.marks(&step.marks)?,
            from_dose: step.from_dose,
        })
    }

    fn marks(&self, words: &[Spanned<String>]) -> Result<super::track::Marks, ContentError> {
        use super::arrow::{self, Arrow};
        let mut marks = [None; arrow::MOST];
        for (n, word) in words.iter().enumerate() {
            let slot = marks.get_mut(n).ok_or_else(|| {
                self.at(word, "a step has too many marks", &format!("keep {} at most", arrow::MOST))
            })?;
            let arrow = Arrow::parse(word.get_ref()).ok_or_else(|| {
                let what = format!("\"{}\" is no arrow", shown(word.get_ref()));
                self.at(word, &what, &format!("write {}", arrow::KIND))
            })?;
            *slot = Some(arrow);
        }
        Ok(marks)
    }

    fn poses(&self, raw: &FigureFile, view: View) -> Result<Vec<(String, Pose)>, ContentError> {
        let all = raw.pose.get_ref();
        let Some(start) = all.get("start") else {
            return Err(self.at(
                &raw.pose,
                "there is no pose \"start\"",
                "write [pose.start] with all its fields",
            ));
        };
        let mut poses = vec![("start".to_owned(), self.pose(start, None, view)?)];
        let mut rest: Vec<_> = all.iter().filter(|(name, _)| *name != "start").collect();
        // A pose comes after the one that it builds on.
        while !rest.is_empty() {
            let before = rest.len();
            let mut later = Vec::new();
            for (name, spanned) in rest {
                let base = spanned.get_ref().from.as_ref().map_or("start", |from| from.get_ref().as_str());
                match poses.iter().find(|(known, _)| known == base).map(|(_, pose)| *pose) {
                    Some(base) => poses.push((name.clone(), self.pose(spanned, Some(base), view)?)),
                    None => later.push((name, spanned)),
                }
            }
            if later.len() == before {
                let what = format!("pose \"{}\" builds on a pose that is not there", shown(later[0].0));
                return Err(self.at(later[0].1, &what, "name another pose of this file in `from`"));
            }
            rest = later;
        }
        Ok(poses)
    }

    fn pose(
        &self,
        spanned: &Spanned<PoseFile>,
        base: Option<Pose>,
        view: View,
    ) -> Result<Pose, ContentError> {
        let raw = spanned.get_ref();
        let missing = |field: &str| {
            let fix = format!("write {field} in [pose.start]");
            self.at(spanned, &format!("{field} is missing"), &fix)
        };
        let is_flat = view.flat();
        let default = |side: f32| if is_flat { side } else { 0.0 };
        let neck = raw.neck.or(base.map(|b| b.neck)).ok_or_else(|| missing("neck"))?;
        let blank = Limb { bearings: [0.0; 3], to: None, short: [1.0; 3], bend: 1.0 };
        let mut pose = Pose {
            hip: raw.hip.or(base.map(|b| b.hip)).ok_or_else(|| missing("hip"))?,
            spine: raw.spine.or(base.map(|b| b.spine)).ok_or_else(|| missing("spine"))?,
            neck,
            skull: raw.skull.or(raw.neck).or(base.map(|b| b.skull)).unwrap_or(neck),
            face: raw.face.or(base.map(|b| b.face)).unwrap_or(0.0),
            nose: raw.nose.or(base.map(|b| b.nose)).unwrap_or(1.0),
            look: raw.look.or(base.map(|b| b.look)).unwrap_or(0.0),
            shoulders: raw.shoulders.or(base.map(|b| b.shoulders)).unwrap_or(default(0.10)),
            hips: raw.hips.or(base.map(|b| b.hips)).unwrap_or(default(0.055)),
            belly: raw.belly.or(base.map(|b| b.belly)).unwrap_or(0.0),
            blades: raw.blades.or(base.map(|b| b.blades)).unwrap_or(0.0),
            air: 0.0,
            arms: base.map_or([blank; 2], |b| b.arms),
            legs: base.map_or([blank; 2], |b| b.legs),
        };
        let numbers = [pose.neck, pose.skull, pose.face, pose.spine[0], pose.spine[1], pose.spine[2]];
        let places =
            [pose.hip[0], pose.hip[1], pose.look, pose.shoulders, pose.hips, pose.belly, pose.blades];
        if !(numbers.iter().all(|n| n.abs() <= 360.0) && places.iter().all(|n| n.abs() <= 3.0)) {
            let fix = "bearings lie within -180 and 180, places within -3 and 3";
            return Err(self.at(spanned, "a number is out of range", fix));
        }
        let first = base.is_none();
        for (side, arm, leg) in [(0, &raw.arm_near, &raw.leg_near), (1, &raw.arm_far, &raw.leg_far)] {
            match arm {
                Some(raw) => pose.arms[side] = self.limb(spanned, raw, 1.0)?,
                None if first => return Err(missing(if side == 0 { "arm_near" } else { "arm_far" })),
                None => {}
            }
            match leg {
                Some(raw) => pose.legs[side] = self.limb(spanned, raw, -1.0)?,
                None if first => return Err(missing(if side == 0 { "leg_near" } else { "leg_far" })),
                None => {}
            }
        }
        Ok(settled(pose))
    }

    fn limb(&self, spanned: &Spanned<PoseFile>, raw: &LimbFile, human: f32) -> Result<Limb, ContentError> {
        let limb = match raw {
            LimbFile::Bearings(bearings) => {
                Limb { bearings: *bearings, to: None, short: [1.0; 3], bend: human }
            }
            LimbFile::Turned(raw) => {
                Limb { bearings: raw.bearings, to: None, short: raw.short.unwrap_or([1.0; 3]), bend: human }
            }
            LimbFile::Placed(raw) => Limb {
                bearings: [0.0, 0.0, raw.end],
                to: Some(raw.to),
                short: raw.short.unwrap_or([1.0; 3]),
                bend: raw.bend.unwrap_or(human),
            },
        };
        let near = limb.to.unwrap_or_default().iter().all(|n| n.abs() <= 3.0);
        let turned = limb.bearings.iter().all(|n| n.abs() <= 360.0);
        let seen = limb.short.iter().all(|n| (0.1..=1.0).contains(n));
        if !near || !turned || !seen || ![-1.0, 1.0].contains(&limb.bend) {
            let fix = "bearings lie within -180 and 180, places within -3 and 3, short within 0.1 and 1, bend is 1 or -1";
            return Err(self.at(spanned, "a number of a limb is out of range", fix));
        }
        Ok(limb)
    }
}

/// Whether a joint belongs to a limb that is told by where it ends.
fn placed(pose: &Pose, joint: Joint) -> bool {
    match joint {
        Joint::Elbow(side) | Joint::Wrist(side) | Joint::Hand(side) => pose.arms[side].to.is_some(),
        Joint::Knee(side) | Joint::Ankle(side) | Joint::Toe(side) => pose.legs[side].to.is_some(),
        _ => false,
    }
}

/// Works out the bearings of limbs that are told by where they end, so that a movement knows which
/// way they bend.
fn settled(mut pose: Pose) -> Pose {
    let bones = Skeleton::of(&Pose { arms: pose.arms.map(free), legs: pose.legs.map(free), ..pose });
    for side in 0..2 {
        settle(&mut pose.arms[side], bones.arms[side][0], ARM);
        settle(&mut pose.legs[side], bones.legs[side][0], LEG);
    }
    pose
}

fn free(limb: Limb) -> Limb {
    Limb { to: None, ..limb }
}

fn settle(limb: &mut Limb, root: [f32; 2], full: [f32; 3]) {
    let Some(to) = limb.to else { return };
    let bones = lengths(full, limb);
    let [first, second] = reach(root, to, [bones[0], bones[1]], limb.bend);
    limb.bearings = [wrapped(first), wrapped(second), limb.bearings[2]];
    // Out of reach: where the limb really ends is where it stays.
    limb.to = Some(along(along(root, first, bones[0]), second, bones[1]));
}

/// A piece of a file, short and harmless enough for a message.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}
