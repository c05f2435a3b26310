//! A plan to begin with, which says what each key does.

/// The text of a new plan file, to be filled in. It reads without a mistake as it stands. `name` is the
/// name that its file will have, without the ending.
pub fn starting_file(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_control() { '·' } else { c }).collect();
    format!(
        r#"# plans/{name}.toml: what your clinician asked for. supple keeps inside it.
# Texts stand in double quotes. What begins with # is not read; take the # away to use such a line.

# clinician = "Who made it"    # shown with the plan
from = "2026-01-01"            # first day, year first; leave it out for "from now on"
# until = "2026-12-31"         # last day; after it supple chooses by itself again
only = false                   # true: nothing but the exercises below
# note = "Shown above every session."

# What no exercise may pass, listed below or not. Each line may be left out.
[limits]
# max_sets = 2
# max_reps = 10
# max_hold_s = 10              # seconds
# max_minutes = 3              # of exercises that are done by the minute
max_pain = 4                   # 0 to 10; more pain than this in an exercise is too much
# progress = false             # nothing grows

# One such part for each exercise, in order. `supple content list` prints the ids.
[[exercises]]
id = "glute-bridge"
sets = 1
reps = 5                       # where it begins; what you do already goes on from where it is
max_reps = 8                   # and not above this
note = "Push through the heels."

[[exercises]]
id = "bird-dog"
reps = 3
hold_s = 5
fixed = true                   # never more than this; less when your answers ask for less
# side = "left"                # one side only: "left" or "right"
# priority = 1                 # lower comes first when time is short; else the order of this file
"#
    )
}
