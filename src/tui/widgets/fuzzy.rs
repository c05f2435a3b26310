//! Half-remembered words: which of many names is most like what was typed.

/// How well `typed` fits `name`; more is better. `None`: a letter of it is missing there, or stands in
/// another order. Spaces and the case of letters make no difference.
pub fn score(typed: &str, name: &str) -> Option<u32> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let typed: Vec<char> = typed.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    if typed.is_empty() {
        return Some(0);
    }
    // Each place where the first letter stands is tried: the first one is not always the one meant.
    let starts = name.iter().enumerate().filter(|(_, letter)| **letter == typed[0]);
    starts.filter_map(|(at, _)| from(&typed, &name, at)).max()
}

fn from(typed: &[char], name: &[char], start: usize) -> Option<u32> {
    let (mut score, mut at, mut last) = (0, start, None);
    for letter in typed {
        let found = at + name[at..].iter().position(|one| one == letter)?;
        let begins = found == 0 || !name[found - 1].is_alphanumeric();
        score += 1;
        score += if begins { 6 } else { 0 };
        // Next to the letter before, or at least in one word with it.
        score += match last {
            Some(last) if last + 1 == found => 4,
            Some(last) if name[last..=found].iter().all(|one| one.is_alphanumeric()) => 3,
            _ => 0,
        };
        last = Some(found);
        at = found + 1;
    }
    // Of two that fit alike, the one in which it stands first.
    Some(score * 100 + 99 - (start.min(99) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_fit_in_their_order_only() {
        for (typed, name) in
            [("", "chart"), ("chrt", "Your chart"), ("YC", "your chart"), ("your c", "yourchart")]
        {
            assert!(score(typed, name).is_some(), "{typed} in {name}");
        }
        for (typed, name) in [("trahc", "chart"), ("x", "chart"), ("charts", "chart"), ("a", "")] {
            assert_eq!(score(typed, name), None, "{typed} in {name}");
        }
    }

    #[test]
    fn whole_words_come_before_scattered_letters_and_the_first_before_later_ones() {
        let better = |typed, one, other| {
            assert!(score(typed, one) > score(typed, other), "{typed}: {one} before {other}");
        };
        better("set", "settings", "stand on the left");
        better("help", "this help", "the long leap");
        better("ch", "your chart", "each one");
        better("wa", "walk", "log a walk");
        better("flr", "today is a flare: gentle", "do figures look like a person?");
    }
}
