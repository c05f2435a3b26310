//! Says in plain words what is wrong in a content file, for people who do not write programs.

use toml::de::DeValue;

use super::problem::shown;

/// The first bracket of a list or a group that never ends; texts and comments are passed over.
pub(super) fn unclosed_bracket(text: &str) -> Option<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    let mut comment = false;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (_, '\n') => (quote, comment) = (None, false),
            (Some('"'), '\\') if !comment => drop(chars.next()),
            (Some(end), c) if c == end => quote = None,
            (None, c) if !comment => match c {
                '"' | '\'' => quote = Some(c),
                '#' => comment = true,
                '[' | '{' => open.push((at, c)),
                ']' if open.last().is_some_and(|(_, c)| *c == '[') => drop(open.pop()),
                '}' if open.last().is_some_and(|(_, c)| *c == '{') => drop(open.pop()),
                _ => {}
            },
            _ => {}
        }
    }
    open.first().map(|(at, _)| *at)
}

/// The parser's words for a mistake in the notation, for people who do not write programs. `nothing`:
/// the place that it points to is empty.
pub(super) fn in_plain_words(message: &str, nothing: bool) -> (String, &'static str) {
    let found = |text: &str| text.to_owned();
    match message.split(',').next().unwrap_or_default() {
        m if m.starts_with("duplicate key") => (found("this key is given twice"), "keep one of the two"),
        m if m.ends_with("string") && m.starts_with("invalid") => {
            (found("this text does not end, or has a character in it that does not belong there"), {
                "end it with a double quote on the same line; write \\\" for a quote inside it"
            })
        }
        "string values must be quoted" if nothing => {
            (found("there is no value after the ="), "write a value, as in name = \"Bridge\"")
        }
        "string values must be quoted" => {
            (found("a text stands here without quotes"), "put it in double quotes, as in name = \"Bridge\"")
        }
        m if m.contains("escape") => {
            (found("there is a backslash here that means nothing"), "write \\\\ for a backslash")
        }
        "unclosed array" => (found("this list does not end"), "end it with ]"),
        "unclosed inline table" => (found("this group does not end"), "end it with }"),
        m if m.starts_with("unclosed") => (found("this heading does not end"), "end it with ]"),
        m if m.starts_with("missing comma") => {
            (found("a comma is missing here"), "put a comma between two entries")
        }
        m if m.starts_with("extra comma") => (found("there is a comma too many"), "take it out"),
        m if m.contains("no value") || m.starts_with("missing value") => {
            (found("there is no value after the ="), "write a value, as in name = \"Bridge\"")
        }
        m if m.contains("recurs") => {
            (found("lists or groups are nested too deeply"), "two levels are the most that is ever needed")
        }
        m if m.starts_with("carriage return") => {
            (found("a line ends in a way that cannot be read"), "save the file again as plain text (UTF-8)")
        }
        m if m.contains("number") || m.contains("integer") || m.contains("float") || m.contains("digit") => {
            (found("this is not a number that can be read"), "write a whole number, such as 5")
        }
        m => (
            format!("this line cannot be read ({})", shown(m)),
            "write it as key = value, with texts in double quotes and lists in [ ]",
        ),
    }
}

/// What kind of value stands there, for people who do not write programs.
pub(super) fn described(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text \"{}\"", shown(text)),
        DeValue::Integer(number) => format!("the number {}", shown(number.as_str())),
        DeValue::Float(number) => format!("{}, which is not a whole number", shown(number.as_str())),
        DeValue::Boolean(answer) => format!("{answer}, a yes or no"),
        DeValue::Datetime(_) => "a date or a time".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a group".to_owned(),
    }
}

/// "write one of", with the nearest word first when the given one looks like a slip.
pub(crate) fn suggestion(given: &str, choice: &[&str]) -> String {
    let near = choice
        .iter()
        .map(|word| (distance(given, word), *word))
        .filter(|(steps, word)| *steps <= 2 && *steps < word.chars().count())
        .min();
    match near {
        Some((_, word)) => format!("did you mean {word}? The choice is: {}", choice.join(", ")),
        None => format!("write one of: {}", choice.join(", ")),
    }
}

/// The words of a choice that a given one may have meant, at most three, the nearest first: a slip of the
/// pen, or a part of the word.
pub fn meant<'a>(given: &str, choice: &[&'a str]) -> Vec<&'a str> {
    let given = given.to_lowercase();
    let part = |word: &str| given.chars().count() >= 3 && (word.contains(&given) || given.contains(word));
    let far = |word: &str| match distance(&given, word) {
        steps if steps <= 2 && steps < word.chars().count() => Some(steps),
        _ => part(word).then_some(3),
    };
    let mut near: Vec<(usize, &str)> = choice.iter().filter_map(|word| Some((far(word)?, *word))).collect();
    near.sort_unstable();
    near.into_iter().map(|(_, word)| word).take(3).collect()
}

/// The word of a long list that looks like the given one with a slip in it.
pub fn nearest<'a>(given: &str, choice: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    choice
        .map(|word| (distance(given, word), word))
        .filter(|(steps, word)| *steps <= 3 && *steps * 2 < word.chars().count())
        .min()
        .map(|(_, word)| word)
}

/// Letters to change, add or drop to get from one word to the other; long words are simply far, and
/// the same letters in another order are near.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(41).collect(), b.chars().collect());
    let sorted = |word: &[char]| {
        let mut letters = word.to_vec();
        letters.sort_unstable();
        letters
    };
    if a != b && sorted(&a) == sorted(&b) {
        return 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(!x.eq_ignore_ascii_case(y));
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
