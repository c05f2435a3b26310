//! The advice codes of a plan, in words.

/// Code, sentence, source tags.
const ADVICE: [(&str, &str, &[&str]); 5] = [
    ("heat_before_stretching", "Some warmth beforehand can make stretching more comfortable.", &["S0"]),
    (
        "later_today_or_mobility_only",
        "Stiff this morning: easy movement now, or the whole session later today.",
        &["S0"],
    ),
    (
        "ice_if_comforting",
        "In the first two days something cold, wrapped in a cloth, may be a comfort.",
        &["S1"],
    ),
    ("heat_if_comforting", "Warmth may be a comfort now.", &["S1"]),
    ("keep_moving_gently", "Keep moving gently, a little and often.", &["S0", "S1", "S2"]),
];

/// The sentence of an advice code, with its source tags; `None` for a code that no plan holds.
pub fn advice_sentence(code: &str) -> Option<(String, Vec<String>)> {
    let (_, words, sources) = ADVICE.iter().find(|(known, ..)| *known == code)?;
    Some(((*words).to_owned(), sources.iter().map(|s| (*s).to_owned()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::{refer_codes, refer_sentence};

    #[test]
    fn every_code_has_its_sentence() {
        for code in refer_codes() {
            let (words, sources) = refer_sentence(code).unwrap();
            assert!(words.ends_with('.') && !sources.is_empty(), "{code}");
        }
        assert_eq!(refer_sentence("nothing"), None);
        for (code, ..) in ADVICE {
            let (words, sources) = advice_sentence(code).unwrap();
            assert!(words.ends_with('.') && !sources.is_empty(), "{code}");
        }
        assert_eq!(advice_sentence("nothing"), None);
    }
}
