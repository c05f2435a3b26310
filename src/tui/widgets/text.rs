//! Text that fits: wrapping by the width that a terminal gives each character.

use unicode_width::UnicodeWidthStr;

use super::probe;

/// Breaks `text` into lines of at most `width` cells, at spaces where it can.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let text = probe::longer(text);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        // How wide the line is so far: words do not change each other's width across a space.
        let (mut line, mut taken) = (String::new(), 0);
        let mut words = paragraph.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let mut bound = String::new();
            let mut word = word;
            // Sources never stand alone on a line: the word before goes with them.
            if let Some(tags) =
                words.next_if(|next| is_tags(next) && word.width() + 1 + next.width() <= width)
            {
                bound = format!("{word} {tags}");
            }
            if !bound.is_empty() {
                word = &bound;
            }
            let mut wide = word.width();
            if !line.is_empty() && taken + 1 + wide > width {
                lines.push(std::mem::take(&mut line));
                taken = 0;
            }
            while wide > width {
                let cut = break_at(word, width);
                lines.push(word[..cut].to_owned());
                word = &word[cut..];
                wide = word.width();
            }
            if !line.is_empty() && !word.is_empty() {
                line.push(' ');
                taken += 1;
            }
            line.push_str(word);
            taken += wide;
        }
        lines.push(line);
    }
    probe::wrapped(&lines);
    lines
}

/// Whether a word is source tags: `[S1]`, `[S0·S2·D]`.
fn is_tags(word: &str) -> bool {
    let inside = word.strip_prefix('[').and_then(|word| word.split(']').next());
    inside.is_some_and(|tags| {
        !tags.is_empty() && tags.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '·')
    })
}

/// Cuts `text` to `width` cells, with an ellipsis where something was cut.
pub fn fit(text: &str, width: usize) -> String {
    let text = probe::longer(text);
    if text.width() <= width {
        return text.into_owned();
    }
    probe::cut(&text);
    let cut = cut_at(&text, width.saturating_sub(1));
    if width == 0 { String::new() } else { format!("{}…", text[..cut].trim_end()) }
}

/// Where a word that is wider than a line is broken: a path behind one of its folders, so that the names in
/// it stay whole, another word where the line ends.
fn break_at(word: &str, width: usize) -> usize {
    let end = cut_at(word, width);
    word[..end].rfind(['/', '\\']).map_or(end, |at| at + 1)
}

/// The byte at which the first `width` cells end; at least one character further on, so that callers
/// that cut again and again come to an end.
fn cut_at(text: &str, width: usize) -> usize {
    let mut cells = 0;
    for (at, character) in text.char_indices() {
        cells += character.to_string().as_str().width();
        if cells > width && at > 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("x", 0), ["x"]);
        assert_eq!(wrap("/home/a/settings.toml", 16), ["/home/a/", "settings.toml"]);
        assert_eq!(wrap("/settings.toml", 8), ["/", "settings", ".toml"]);
    }

    #[test]
    fn sources_stay_with_the_word_before_them() {
        assert_eq!(wrap("It grew by one step. [S1·D]", 20), ["It grew by one", "step. [S1·D]"]);
        assert_eq!(wrap("It grew. [S1·D]", 20), ["It grew. [S1·D]"]);
        assert_eq!(wrap("x step. [S1·S2·D] More of it.", 15), ["x", "step. [S1·S2·D]", "More of it."]);
        assert_eq!(wrap("Everything. [S1·D]", 12), ["Everything.", "[S1·D]"], "wider than a line");
        assert_eq!(wrap("ticked [ ] [x]", 10), ["ticked [ ]", "[x]"], "no tags");
        for width in 1..40 {
            let lines = wrap("Same again: 1 of 2 calm sessions at this dose so far. [S2·D]", width);
            assert!(lines.iter().all(|line| line.width() <= width), "{width}: {lines:?}");
        }
    }

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(fit("Bird-dog", 8), "Bird-dog");
        assert_eq!(fit("Bird-dog", 5), "Bird…");
        assert_eq!(fit("Bird-dog", 0), "");
        assert_eq!(fit("日本語", 5), "日本…");
    }
}
