//! The fields of a figure file, as they are written; [`super::file`] makes sense of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureFile {
    /// Has to be the name of the file; left out where the figure is part of an exercise file.
    #[serde(default)]
    pub(super) id: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) view: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) anchor: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) contacts: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) props: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) arm: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) window: Option<Spanned<[f32; 4]>>,
    #[serde(default)]
    pub(super) highlight: Vec<Spanned<String>>,
    pub(super) alt: Spanned<String>,
    pub(super) pose: Spanned<BTreeMap<String, Spanned<PoseFile>>>,
    pub(super) track: Vec<Spanned<StepFile>>,
}

/// An exercise file with its figure inside; the rest of it is read elsewhere.
#[derive(Deserialize)]
pub(super) struct WithFigure {
    pub(super) figure: Spanned<FigureFile>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct PoseFile {
    pub(super) from: Option<Spanned<String>>,
    pub(super) hip: Option<[f32; 2]>,
    pub(super) spine: Option<[f32; 3]>,
    pub(super) neck: Option<f32>,
    pub(super) skull: Option<f32>,
    pub(super) face: Option<f32>,
    pub(super) nose: Option<f32>,
    pub(super) look: Option<f32>,
    pub(super) shoulders: Option<f32>,
    pub(super) hips: Option<f32>,
    pub(super) belly: Option<f32>,
    pub(super) blades: Option<f32>,
    pub(super) arm_near: Option<LimbFile>,
    pub(super) arm_far: Option<LimbFile>,
    pub(super) leg_near: Option<LimbFile>,
    pub(super) leg_far: Option<LimbFile>,
}

#[derive(Deserialize, Clone)]
#[serde(untagged, expecting = "a limb is three bearings, [a, b, c], or { to = [x, y], end = bearing }")]
pub(super) enum LimbFile {
    Bearings([f32; 3]),
    Turned(TurnedFile),
    Placed(PlacedFile),
}

/// Bearings with foreshortening.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct TurnedFile {
    pub(super) bearings: [f32; 3],
    #[serde(default)]
    pub(super) short: Option<[f32; 3]>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct PlacedFile {
    pub(super) to: [f32; 2],
    pub(super) end: f32,
    #[serde(default)]
    pub(super) bend: Option<f32>,
    #[serde(default)]
    pub(super) short: Option<[f32; 3]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepFile {
    pub(super) phase: Spanned<String>,
    pub(super) pose: Spanned<String>,
    #[serde(default)]
    pub(super) ms: u32,
    #[serde(default)]
    pub(super) ease: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) breath: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) highlight: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) marks: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) from_dose: bool,
}
