//! The file that a person's own exercise begins as: every line says what may stand there.

use super::exercise_file::{SKIP_CODES, SPINES, TAGS};
use crate::figure::draw::{Parts, View};

/// What `say` says in the starting file. A file in which it still stands is left out of every plan.
pub const SAY: &str = "The one thing to do, in twelve words at most.";

/// The text of a new exercise, to be filled in.
pub fn exercise(id: &str) -> String {
    let (codes, spines, tags) = (SKIP_CODES.join(", "), SPINES.join(", "), TAGS[1..].join(", "));
    let (views, parts) = (View::ALL.map(|(name, _)| name).join(", "), Parts::NAMES.join(", "));
    format!(
        r##"# One exercise. Texts stand in double quotes, lists in square brackets.
id = "{id}"
name = "My exercise"
block = "mobility"        # warm-up, mobility, stability, strength, neck, aerobic, cool-down
position = "sitting"      # standing, sitting, kneeling, quadruped, supine, prone, side-lying
laterality = "both"       # both, each-side
mode = "reps"             # hold, reps, timed-reps, minutes
start = {{ reps = 3 }}      # first dose: sets, reps, hold_s (seconds), as the mode needs
step = {{ reps = 1 }}       # what one step adds
max = {{ reps = 8 }}        # highest dose
tempo = {{ out_s = 2, back_s = 2 }}
spine = "neutral"         # {spines}
regions = ["back"]        # back, neck
equipment = ["chair"]
# Who should leave it out: {codes}
skip = []

say = "{SAY}"
steps = [
  "First step.",
  "Second step.",
  "Third step.",
]
cues = [
  "First cue",
  "Second cue",
]
breath = "How to breathe."
feel = "Where it should be felt."
pain_note = "What to do when it hurts."
sources = ["my physiotherapist"]
priority = 1              # 1 before your programme, 2 after its first row, 3 when there is time

# More that may be said. Take the "#: " away from a line to use it.
# The picture of an exercise that came with the program, in place of the part [figure] below:
# figure = "sit-to-stand"
# Who does it differently, and how; one line for each of the codes above.
#: modify.KNEE = "Sit on a higher chair."
# Facts that the rules read: {tags}
#: tags = []
# A ladder: the easier form names the harder one, and the harder one the easier. Only your own.
#: easier = "my-easier-move"
#: harder = "my-harder-move"

# A picture of your own. Bearings in degrees: 0 is to the right, 90 up, -90 down, 180 to the left;
# places in parts of the person's height. The spine is three bones from the hip to the shoulders; a limb
# is three bearings, or {{ to = [x, y], end = bearing }} for a hand or foot that stays where it is.
#: [figure]
#: alt = "Standing beside a chair. One arm rises to the front and comes down again."
#: view = "side"           # how one looks at it: {views}
#: highlight = ["arm_near"] # what works: {parts}
#: props = []
#: [figure.pose.start]
#: hip = [0.5, 0.53]
#: spine = [90, 90, 90]
#: neck = 90
#: face = 0
#: arm_near = [-90, -90, -90]
#: arm_far = [-90, -90, -90]
#: leg_near = [-90, -90, 0]
#: leg_far = [-90, -90, 0]
#: [figure.pose.up]
#: arm_near = [80, 85, 90]
#: [[figure.track]]
#: phase = "get-ready"
#: pose = "start"
#: [[figure.track]]
#: phase = "move"
#: pose = "up"
#: ms = 2000
#: breath = "in"           # in, out, easy
# One or two arrows, for a movement that is too small to see: from x, y to x, y; a fifth number bends it.
#: marks = ["0.85 0.6 0.85 0.9"]
#: [[figure.track]]
#: phase = "return"
#: pose = "start"
#: ms = 2000
#: breath = "out"

# Editors that know JSON Schema help while you type: write it beside this file with
# `supple content schema > exercise.schema.json`, and make this the first line of the file:
# #:schema ./exercise.schema.json
"##
    )
}
