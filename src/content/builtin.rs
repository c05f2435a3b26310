//! The files that came with the program, compiled in. A test compares the lists with the folders.

macro_rules! files {
    ($folder:literal: $($id:literal)*) => {
        &[$((
            concat!($id, ".toml"),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/", $folder, "/", $id, ".toml")),
        )),*]
    };
}

/// File name and text of every exercise, in the order of the catalogue.
pub const EXERCISES: &[(&str, &str)] = files!("exercises":
    "belly-breathing"
    "pelvic-tilt"
    "seated-cat-cow"
    "cat-cow"
    "knee-rolls"
    "indoor-march"
    "neck-rotation"
    "single-knee-to-chest"
    "double-knee-to-chest"
    "supported-childs-pose"
    "childs-pose"
    "standing-hip-flexor"
    "hip-flexor-lunge"
    "seated-hamstring"
    "supine-hamstring-strap"
    "calf-stretch"
    "doorway-chest-stretch"
    "seated-thoracic-rotation"
    "open-book"
    "upper-trap-stretch"
    "prone-lying"
    "prone-on-elbows"
    "prone-press-up"
    "standing-back-bend"
    "abdominal-brace"
    "heel-slide"
    "dead-bug-toe-tap"
    "dead-bug"
    "quadruped-arm-reach"
    "quadruped-leg-slide"
    "bird-dog"
    "wall-plank"
    "knee-plank"
    "forearm-plank"
    "wall-side-plank"
    "knee-side-plank"
    "side-plank"
    "glute-squeeze"
    "glute-bridge"
    "bridge-march"
    "clamshell"
    "side-lying-leg-lift"
    "sit-to-stand"
    "wall-sit-high"
    "wall-sit"
    "hip-hinge"
    "band-row"
    "supine-chin-nod"
    "seated-chin-tuck"
    "neck-isometrics"
    "shoulder-blade-squeeze"
    "wall-slide"
    "walk"
    "brisk-walk"
    "stationary-cycle"
    "swim"
    "elliptical"
);

/// File name and text of every programme; the first is the default.
pub const PROGRAMMES: &[(&str, &str)] = files!("programmes":
    "low-back-default"
    "desk-stiff-10"
    "extension-biased"
    "flexion-biased"
    "neck-upper-back"
);
