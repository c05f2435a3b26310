//! The part `[session]` of the settings: pauses of a session, and how it asks.

use crate::content::fields::Fields;
use crate::session::settings::{Count, PACES, Rate, Settings};

const RATES: &[(&str, Rate)] = &[("after-each", Rate::AfterEach), ("at-end", Rate::AtEnd)];
const COUNTS: &[(&str, Count)] = &[("by-key", Count::ByKey), ("by-clock", Count::ByClock)];

pub(super) fn read(part: &Fields) -> Settings {
    let usual = Settings::default();
    Settings {
        rate: part.one_of_or_none("rate", RATES).unwrap_or_default(),
        count: part.one_of_or_none("count", COUNTS).unwrap_or_default(),
        prepare_s: part.whole("prepare_s", 3..=60).unwrap_or(usual.prepare_s),
        floor_prepare_s: part.whole("floor_prepare_s", 3..=120).unwrap_or(usual.floor_prepare_s),
        gap_s: part.whole("gap_s", 1..=30).unwrap_or(usual.gap_s),
        switch_s: part.whole("switch_s", 2..=60).unwrap_or(usual.switch_s),
        floor: part.yes_no("floor").unwrap_or(usual.floor),
        floor_count: part.one_of_or_none("floor_count", COUNTS).unwrap_or(usual.floor_count),
        rest_s: part.whole("rest_s", 5..=300).unwrap_or(usual.rest_s),
        pace: part.whole("pace", PACES).unwrap_or(usual.pace),
    }
}
