//! Emergency numbers by region, from `assets/regions.toml`. A number is never given without its region.

use chrono::NaiveDate;
use serde::Deserialize;

/// The words that are always shown, with a number or without.
pub const CALL_WORDS: &str = "Call your local emergency number";

/// A number to call in an emergency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyNumber {
    /// The number as dialled.
    pub number: String,
    /// What else works, or when.
    #[serde(default)]
    pub note: String,
    /// How well it was checked.
    pub status: Status,
}

/// Whom to ask on the same day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdviceLine {
    /// Its name.
    pub name: String,
    /// Its number, where there is one for the whole region.
    #[serde(default)]
    pub number: Option<String>,
    /// When it works, or for what.
    #[serde(default)]
    pub note: String,
    /// How well it was checked.
    pub status: Status,
}

/// How well a number was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Read at the official side.
    Confirmed,
    /// Read elsewhere.
    SecondHand,
    /// Not looked up.
    Unverified,
}

/// One region.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The name in the settings.
    pub id: String,
    /// The name as shown.
    pub name: String,
    /// Numbers, the first one first. Empty: only the words are shown.
    pub emergency: Vec<EmergencyNumber>,
    /// Same-day advice.
    pub advice: Vec<AdviceLine>,
}

impl Region {
    /// `999 (United Kingdom)`, always with the region; `None` where no number is known.
    pub fn emergency_line(&self) -> Option<String> {
        self.emergency.first().map(|first| format!("{} ({})", first.number, self.name))
    }

    /// Same-day advice in words: `NHS 111 (United Kingdom)`, `Healthline: 0800 611 116 (New Zealand)`.
    pub fn advice_line(&self) -> Option<String> {
        let first = self.advice.first()?;
        Some(match &first.number {
            Some(number) if !first.name.contains(number.as_str()) => {
                format!("{}: {number} ({})", first.name, self.name)
            }
            Some(_) => format!("{} ({})", first.name, self.name),
            None => first.name.clone(),
        })
    }
}

/// All regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regions {
    /// When the numbers were last looked at.
    pub last_checked: NaiveDate,
    /// In the order shown; the last one is "somewhere else".
    pub list: Vec<Region>,
}

impl Regions {
    /// The region with this id.
    pub fn get(&self, id: &str) -> Option<&Region> {
        self.list.iter().find(|region| region.id == id)
    }
}

/// Why the list of regions cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("assets/regions.toml: {0}")]
pub struct RegionsError(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    last_checked: NaiveDate,
    region: Vec<Region>,
}

/// The list that came with the program.
///
/// # Errors
/// What is wrong with the file and where.
pub fn regions() -> Result<Regions, RegionsError> {
    parse(include_str!("../../assets/regions.toml"))
}

fn parse(text: &str) -> Result<Regions, RegionsError> {
    let file: File = toml::from_str(text).map_err(|error| RegionsError(error.to_string()))?;
    for (index, region) in file.region.iter().enumerate() {
        if region.name.is_empty() || region.advice.is_empty() {
            return Err(RegionsError(format!("region {}: needs a name and a line of advice", region.id)));
        }
        if file.region[..index].iter().any(|earlier| earlier.id == region.id) {
            return Err(RegionsError(format!("region {}: is there twice", region.id)));
        }
    }
    if file.region.last().is_none_or(|last| last.id != "other") {
        return Err(RegionsError("the last region must be \"other\", for people elsewhere".to_owned()));
    }
    Ok(Regions { last_checked: file.last_checked, list: file.region })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_stands_with_its_region() {
        let regions = regions().unwrap();
        assert_eq!(regions.last_checked.to_string(), "2026-11-20");
        let line = |id: &str| regions.get(id).unwrap().emergency_line();
        assert_eq!(line("uk").unwrap(), "999 (United Kingdom)");
        assert_eq!(line("nz").unwrap(), "111 (New Zealand)");
        assert_eq!(line("jp").unwrap(), "119 (Japan)");
        assert_eq!(line("au").unwrap(), "000 (Australia)");
        assert_eq!(line("other"), None);
        assert_eq!(regions.get("uk").unwrap().advice_line().unwrap(), "NHS 111 (United Kingdom)");
        for region in &regions.list {
            let advice = region.advice_line().unwrap();
            if region.advice[0].number.is_some() {
                assert!(advice.ends_with(&format!("({})", region.name)), "{advice}");
            }
        }
    }

    #[test]
    fn a_broken_list_is_refused_in_words() {
        let error = parse("last_checked = \"2026-11-20\"\nregion = []").unwrap_err();
        assert!(error.to_string().contains("the last region must be \"other\""), "{error}");
        let error = parse("last_checked = \"soon\"\nregion = []").unwrap_err();
        assert!(error.to_string().contains("line 1"), "{error}");
    }
}
