//! The skip codes in words for people: who leaves an exercise out, or does it differently.

/// Whom a skip code means, to stand behind "not for you if": `kneeling or bending deeply hurts`. A code
/// that is not known is answered as it is.
pub fn whom(code: &str) -> &str {
    match code {
        "PREG" => "you are pregnant beyond the early months, or your midwife advises against it",
        "OSTEO" => "your bones are thin, or a bone of your spine has broken before",
        "KNEE" => "kneeling or bending your knees deeply hurts",
        "WRIST" => "leaning on your hands hurts",
        "SHOULDER" => "a shoulder is sore",
        "BP" => "your blood pressure is high or not under control",
        "HEART" => "heart or chest trouble is not cleared for exercise by a clinician",
        "DIZZY" => "you are dizzy",
        "BALANCE" => "you fall easily",
        "NECKRISK" => "your neck was hurt lately or is unstable, or rheumatoid disease is known",
        "NECK" => "your neck is sore as well",
        "NECKARM" => "an arm hurts or tingles",
        "LEGPAIN" => "a leg hurts or tingles",
        "FLEXSENS" => "bending forward makes it worse",
        "EXTSENS" => "leaning back or standing long makes it worse",
        "HIP-REPL" => "a hip was replaced lately",
        "ABDO" => "your belly was operated on lately, or its wall has a gap",
        "FLARE" => "today is a flare day",
        "FLOOR" => "you cannot get down to the floor and up again",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::exercise_file::SKIP_CODES;

    #[test]
    fn every_code_has_words() {
        for code in SKIP_CODES {
            assert_ne!(whom(code), *code);
            assert!(!whom(code).ends_with('.'), "{code}");
        }
        assert_eq!(whom("MARS"), "MARS");
    }
}
