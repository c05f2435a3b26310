//! A rating from 0 to 10: pain (NPRS) or effort. A value that exists is in range.

use serde::{Deserialize, Serialize};

/// A rating on the 0 to 10 scale that people use for pain (the numeric pain rating scale, NPRS) and
/// for effort. Eleven values, 0 and 10 included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "u8")]
pub struct Score(u8);

impl Score {
    /// No pain, no effort.
    pub const ZERO: Score = Score(0);
    /// The worst pain or the hardest effort that one can imagine.
    pub const TEN: Score = Score(10);

    /// The score `value`, or `None` above 10.
    pub fn new(value: u8) -> Option<Score> {
        (value <= 10).then_some(Score(value))
    }

    /// The number, 0 to 10.
    pub fn get(self) -> u8 {
        self.0
    }

    /// The number in digits.
    pub fn text(self) -> &'static str {
        const TEXTS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
        TEXTS.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

impl TryFrom<i64> for Score {
    type Error = String;

    fn try_from(value: i64) -> Result<Score, String> {
        u8::try_from(value)
            .ok()
            .and_then(Score::new)
            .ok_or_else(|| format!("score {value} is outside 0 to 10"))
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> u8 {
        score.0
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_values_and_no_more() {
        assert_eq!((0..=255).filter_map(Score::new).count(), 11);
        for score in (0..=10).filter_map(Score::new) {
            assert_eq!(score.text(), score.get().to_string());
        }
        assert_eq!(serde_json::from_str::<Score>("10").unwrap(), Score::TEN);
        let error = serde_json::from_str::<Score>("11").unwrap_err().to_string();
        assert!(error.contains("score 11 is outside 0 to 10"), "{error}");
        assert!(serde_json::from_str::<Score>("-1").is_err());
        assert!(serde_json::from_str::<Score>("2.5").is_err());
    }
}
