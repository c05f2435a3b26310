//! The pauses of a session and how it asks, as the person chose them.

/// The exercise's own tempo, percent.
pub const USUAL_PACE: u32 = 100;
/// Shortest and longest that a repetition may take, percent of the exercise's own tempo. A sore back has
/// nothing to gain from hurry; the slow end is for those who need twice the time (source: D).
pub const PACES: std::ops::RangeInclusive<u32> = 60..=200;
/// What one press of "slower" or "faster" changes, percent.
pub const PACE_STEP: u32 = 20;

/// Lengths of the pauses, in seconds, and when to ask for ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Before an exercise.
    pub prepare_s: u32,
    /// Before an exercise that needs getting down to the floor, or up from it.
    pub floor_prepare_s: u32,
    /// Between two holds of one side.
    pub gap_s: u32,
    /// To change sides.
    pub switch_s: u32,
    /// Between sets.
    pub rest_s: u32,
    /// When pain and effort of each exercise are asked.
    pub rate: Rate,
    /// Who counts moving repetitions. Held ones are always counted by the clock.
    pub count: Count,
    /// Floor mode: nothing has to be pressed between the exercises, so all ratings wait for the table
    /// at the end.
    pub floor: bool,
    /// Who counts moving repetitions in floor mode.
    pub floor_count: Count,
    /// How long a repetition by the clock and a paced breath take, percent of the exercise's own tempo,
    /// where the person has not chosen otherwise for the exercise.
    pub pace: u32,
}

impl Settings {
    /// Who counts moving repetitions now.
    pub fn counts(&self) -> Count {
        if self.floor { self.floor_count } else { self.count }
    }

    /// When ratings are asked now.
    pub fn rates(&self) -> Rate {
        if self.floor { Rate::AtEnd } else { self.rate }
    }
}

/// When pain and effort of each exercise are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rate {
    /// Right after it.
    #[default]
    AfterEach,
    /// In one table at the end.
    AtEnd,
}

/// Who counts moving repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Count {
    /// The person, one key a repetition.
    #[default]
    ByKey,
    /// The clock, at the exercise's tempo.
    ByClock,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            prepare_s: 10,
            floor_prepare_s: 20,
            gap_s: 3,
            switch_s: 6,
            rest_s: 30,
            rate: Rate::default(),
            count: Count::default(),
            floor: false,
            floor_count: Count::ByClock,
            pace: USUAL_PACE,
        }
    }
}
