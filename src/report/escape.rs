//! Foreign text made harmless: in HTML, in a cell of a table.

use crate::content::problem::is_unwanted;
use crate::journal::sabotage::{Mutant, on};

/// Text for HTML and SVG, inside an element or a quoted attribute. What would steer a terminal, hide or
/// turn letters round becomes a dot.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push(' '),
            c if is_unwanted(c) || is_no_character(c) => out.push('·'),
            c => out.push(c),
        }
    }
    out
}

/// Code points that no document may have.
fn is_no_character(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// A cell of comma-separated values. A spreadsheet takes what begins with one of `= + - @` for a
/// formula: a quotation mark in front makes it text again.
pub fn cell(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c != '\n' && (is_unwanted(c) || is_no_character(c)) { '·' } else { c })
        .collect();
    let begin = clean.trim_start().chars().next();
    let clean = if !on(Mutant::RawCells)
        && matches!(begin, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
    {
        format!("'{clean}")
    } else {
        clean
    };
    if clean.contains(['"', ',', ';', '\n', '\'']) || clean.starts_with(' ') {
        format!("\"{}\"", clean.replace('"', "\"\""))
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(
            html("<script>\"a\" & 'b'</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"
        );
        assert_eq!(html("a\u{1b}[31m\u{202e}\u{0}b\nc\u{ffff}"), "a·[31m··b c·");
    }

    #[test]
    fn formulas_become_text() {
        for (text, in_cell) in [
            ("=1+1", "\"'=1+1\""),
            (" =1", "\"' =1\""),
            ("\t@SUM(A1)", "·@SUM(A1)"),
            ("-2", "\"'-2\""),
            ("+44", "\"'+44\""),
            ("two, \"three\"", "\"two, \"\"three\"\"\""),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(cell(text), in_cell, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_out_of_an_element_or_an_attribute(text in any::<String>()) {
            let out = html(&text);
            let breaks = ['<', '>', '"', '\'', '\u{1b}', '\u{0}'];
            prop_assert!(!out.contains(breaks));
            for part in out.split('&').skip(1) {
                prop_assert!(["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|name| part.starts_with(name)));
            }
        }

        #[test]
        fn no_cell_is_a_formula_or_ends_its_row_early(text in any::<String>()) {
            let out = cell(&text);
            let quoted = out.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let inner = quoted.map_or_else(|| out.clone(), |inner| inner.replace("\"\"", "\""));
            prop_assert!(!inner.trim_start().starts_with(['=', '+', '-', '@']));
            prop_assert_eq!(out.matches('"').count() % 2, 0);
            prop_assert!(out.starts_with('"') || !out.contains([',', '\n']));
        }
    }
}
