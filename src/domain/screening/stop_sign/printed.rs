//! The table of stop signs as anybody may read it.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::{PREFIX, StopSign, StopTable};

/// As JSON: each sign with its questions and what each answer comes to.
pub fn to_json(table: &StopTable) -> Json {
    let sign = |sign: &StopSign| {
        let rows: Vec<Json> = sign
            .rows
            .iter()
            .map(|row| {
                json!({
                    "when": row.when_text,
                    "tier": row.tier.as_str(),
                    "ends": row.ends,
                    "todo": row.todo,
                    "way_back": row.way_back,
                })
            })
            .collect();
        json!({
            "id": format!("{PREFIX}{}", sign.id),
            "group": sign.group,
            "line": sign.line,
            "at_once": sign.at_once,
            "asks": sign.asks,
            "rows": rows,
            "sources": sign.sources,
        })
    };
    table.signs.iter().map(sign).collect()
}

/// As text, for a clinician to read through.
pub fn to_text(table: &StopTable) -> String {
    let mut text = String::from("\nSTOP SIGNS (the key ! in a session; the first line that holds counts)\n");
    for sign in &table.signs {
        // Writing to a text never fails.
        let _ = write!(text, "\n  {PREFIX}{}  {}\n      at once: {}\n", sign.id, sign.line, sign.at_once);
        for ask in &sign.asks {
            let values: Vec<&str> = ask.values.iter().map(|value| value.value.as_str()).collect();
            let _ = writeln!(text, "      asks {}: {} ({})", ask.id, ask.text, values.join(", "));
        }
        for row in &sign.rows {
            let when = if row.when_text.is_empty() { "otherwise" } else { &row.when_text };
            let _ = writeln!(text, "      {when}: {}. {} {}", row.tier, row.todo, row.way_back);
        }
        let _ = writeln!(text, "      from {}", sign.sources.join(" "));
    }
    text
}
