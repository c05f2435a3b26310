//! Reads and checks `assets/screening/stop_signs.toml`: what can be wrong in a session, and what then.

use serde::Deserialize;

use crate::domain::plan::input::Stop;
use crate::domain::screening::grammar::Cond;
use crate::domain::screening::rulebook::RuleBook;
use crate::domain::screening::stop_sign::{Ask, Ends, Row, StopGroup, StopSign, StopTable};
use crate::domain::screening::tier::Tier;

/// The file that came with the program.
pub const BUILT_IN: &str = include_str!("../../assets/screening/stop_signs.toml");

/// Reads and checks the table of stop signs against the questions and sources of the rule book.
///
/// # Errors
/// Each fault, with its line or its sign.
pub fn parse(text: &str, book: &RuleBook) -> Result<StopTable, Vec<String>> {
    let file: File = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let (mut signs, mut faults) = (Vec::new(), Vec::new());
    for raw in file.sign {
        match raw.build() {
            Ok(sign) => signs.push(sign),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let table = StopTable { groups: file.group, slip: file.slip, signs };
    table.check(book)?;
    Ok(table)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    slip: String,
    group: Vec<StopGroup>,
    sign: Vec<RawSign>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSign {
    id: String,
    group: String,
    line: String,
    said: String,
    at_once: String,
    sources: Vec<String>,
    #[serde(default)]
    asks: Vec<Ask>,
    rows: Vec<RawRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    #[serde(default)]
    when: String,
    tier: Tier,
    ends: Ends,
    stop: Option<Stop>,
    eased: Option<bool>,
    #[serde(default)]
    open: bool,
    #[serde(default)]
    questions: bool,
    todo: String,
    way_back: String,
}

impl RawSign {
    fn build(self) -> Result<StopSign, String> {
        let id = self.id;
        let row = |raw: RawRow| {
            let when = if raw.when.is_empty() {
                None
            } else {
                Some(Cond::parse(&raw.when).map_err(|error| format!("sign {id}: {error}"))?)
            };
            Ok::<Row, String>(Row {
                when,
                when_text: raw.when,
                tier: raw.tier,
                ends: raw.ends,
                stop: raw.stop,
                eased: raw.eased,
                open: raw.open,
                questions: raw.questions,
                todo: raw.todo,
                way_back: raw.way_back,
            })
        };
        let rows = self.rows.into_iter().map(row).collect::<Result<_, _>>()?;
        Ok(StopSign {
            rows,
            id,
            group: self.group,
            line: self.line,
            said: self.said,
            at_once: self.at_once,
            asks: self.asks,
            sources: self.sources,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::screening_file::rulebook;

    fn broken(from: &str, to: &str) -> String {
        assert!(BUILT_IN.contains(from), "{from} is not in the file");
        parse(&BUILT_IN.replacen(from, to, 1), rulebook().unwrap()).unwrap_err().join("; ")
    }

    #[test]
    fn a_broken_file_says_what_and_where() {
        let cases = [
            (
                "when = \"chest_how=no\"",
                "when = \"chest_how=never\"",
                "sign chest: chest_how has no answer \"never\"",
            ),
            (
                "when = \"chest_how=no\"",
                "when = \"chest_hwo=no\"",
                "sign chest: unknown question \"chest_hwo\"",
            ),
            ("when = \"chest_how=no\"", "when = \"chest_how>=2\"", "sign chest: chest_how is not a number"),
            ("when = \"chest_how=no\"", "when = \"chest_how=\"", "sign chest: position 11: expected a value"),
            ("id = \"chest_how\"", "id = \"chest\"", "chest is the id of a question of the safety check"),
            ("id = \"breath\"", "id = \"chest\"", "\"chest\" is there twice"),
            ("group = \"chest\"", "group = \"chset\"", "sign chest: unknown group \"chset\""),
            ("\"S0\", \"ACSM\"", "\"S0\", \"ACMS\"", "sign chest: unknown source \"ACMS\""),
            (
                "tier = \"urgent\", ends = \"session\"",
                "tier = \"urgent\", ends = \"exercise\"",
                "sign chest: urgent does not end the session",
            ),
            ("tier = \"urgent\"", "tier = \"terrible\"", "TOML parse error at line"),
            ("osteo=yes | steroids", "osteo=maybe | steroids", "sign crack: osteo has no value \"maybe\""),
            (
                "when = \"faint_how=standing\", ",
                "",
                "sign faint: its last row, and no other, is for all other cases",
            ),
            ("slip = \"A slip", "slop = \"A slip", "unknown field `slop`"),
        ];
        for (from, to, expected) in cases {
            let message = broken(from, to);
            assert!(message.contains(expected), "{from} -> {to}: {message}");
        }
    }
}
