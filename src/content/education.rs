//! What is told beside the exercises: the cards, the list of things to rethink while sore, and what the
//! source tags of all of it stand for. From `assets/education`.

use std::sync::OnceLock;

use serde::Serialize;

use super::builtin;
use super::exercise_file::{self, SKIP_CODES};
use super::fields::{Fields, read_file};
use super::problem::ContentError;
use crate::domain::exercise::ExerciseId;

/// Longest card, in characters.
pub const LONGEST_CARD: usize = 280;

/// One thought to take along, shown at the end of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Permanent id; the journal names it.
    pub id: String,
    /// One idea, at most [`LONGEST_CARD`] characters.
    pub text: String,
    /// Source tags.
    pub sources: Vec<String>,
    /// Skip codes of people for whom it does not fit.
    pub skip: Vec<String>,
}

/// Something to leave or to think twice about while a back or neck is sore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rethink {
    /// What it is about.
    pub what: String,
    /// What to do instead, and what the program does about it.
    #[serde(rename = "do")]
    pub instead: String,
    /// Exercises that take its place.
    pub exercises: Vec<ExerciseId>,
    /// Source tags.
    pub sources: Vec<String>,
}

/// A few exercises for a day on which the programme does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DaySet {
    /// Permanent id: `flare`, `stiff-morning`.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// On which days it is meant.
    pub when: String,
    /// What it is like.
    pub say: String,
    /// What the rules choose from.
    pub exercises: Vec<ExerciseId>,
    /// Source tags.
    pub sources: Vec<String>,
}

/// What a source tag stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The tag.
    pub tag: String,
    /// Who says it, and when.
    pub what: String,
    /// How well it was read: `read`, `second-hand`, `own`.
    pub status: String,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Education {
    /// In the order in which they come up.
    pub cards: Vec<Card>,
    /// The list of things to rethink.
    pub rethink: Vec<Rethink>,
    /// Sets for a flare and for a stiff morning.
    pub sets: Vec<DaySet>,
    /// What the tags stand for.
    pub sources: Vec<Source>,
}

impl Education {
    /// The card of that id.
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// What a tag stands for. `None`: a tag that a person made up for an exercise of their own.
    pub fn source(&self, tag: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.tag == tag)
    }
}

const CARDS: &str = include_str!("../../assets/education/cards.toml");
const RETHINK: &str = include_str!("../../assets/education/rethink.toml");
const SETS: &str = include_str!("../../assets/education/sets.toml");
const SOURCES: &str = include_str!("../../assets/education/sources.toml");

/// What came with the program. A test makes sure that it reads without a mistake.
pub fn education() -> &'static Education {
    static ALL: OnceLock<Education> = OnceLock::new();
    ALL.get_or_init(|| parse(CARDS, RETHINK, SETS, SOURCES).unwrap_or_default())
}

/// Reads the four files.
///
/// # Errors
/// Every problem of the first file that has one.
pub fn parse(cards: &str, rethink: &str, sets: &str, sources: &str) -> Result<Education, ContentError> {
    let sources = read_file("sources.toml", sources, "the sources", |top| {
        top.groups("source", "a source").iter().map(source).collect::<Option<Vec<_>>>()
    })?;
    let known: Vec<&str> = sources.iter().map(|source| source.tag.as_str()).collect();
    let cards = read_file("cards.toml", cards, "the cards", |top| {
        let groups = top.groups("card", "a card");
        let mut cards: Vec<Card> = Vec::new();
        for group in &groups {
            let card = card(group, &known)?;
            if cards.iter().any(|other| other.id == card.id) {
                group.complain(group.span_of("id"), "this id is taken", "give the card another id");
                return None;
            }
            cards.push(card);
        }
        Some(cards)
    })?;
    let rethink = read_file("rethink.toml", rethink, "the list of things to rethink", |top| {
        top.groups("rethink", "an entry").iter().map(|group| entry(group, &known)).collect::<Option<Vec<_>>>()
    })?;
    let sets = read_file("sets.toml", sets, "the sets", |top| {
        top.groups("set", "a set").iter().map(|group| day_set(group, &known)).collect::<Option<Vec<_>>>()
    })?;
    Ok(Education { cards, rethink, sets, sources })
}

fn source(group: &Fields) -> Option<Source> {
    const HOW: &[(&str, &str)] = &[("read", "read"), ("second-hand", "second-hand"), ("own", "own")];
    let (tag, what) = (group.text("tag", 10), group.text("what", 200));
    let status = group.one_of("status", HOW);
    group.finish();
    Some(Source { tag: tag?, what: what?, status: status?.to_owned() })
}

fn card(group: &Fields, known: &[&str]) -> Option<Card> {
    let id = exercise_file::id(group, "id", true);
    let text = group.text("text", LONGEST_CARD);
    let sources = group.words("sources", 1..=4, known);
    let skip = group.words("skip", 0..=SKIP_CODES.len(), SKIP_CODES);
    group.finish();
    Some(Card { id: id?, text: text?, sources: sources?, skip: skip? })
}

fn entry(group: &Fields, known: &[&str]) -> Option<Rethink> {
    let what = group.text("what", 80);
    let instead = group.text("do", exercise_file::LONGEST_LINE);
    let exercises = group.words("exercises", 0..=4, &exercise_ids());
    let sources = group.words("sources", 1..=4, known);
    group.finish();
    Some(Rethink { what: what?, instead: instead?, exercises: exercises?, sources: sources? })
}

fn day_set(group: &Fields, known: &[&str]) -> Option<DaySet> {
    let (id, name) = (exercise_file::id(group, "id", true), group.text("name", 40));
    let (when, say) =
        (group.text("when", exercise_file::LONGEST_LINE), group.text("say", exercise_file::LONGEST_LINE));
    let exercises = group.words("exercises", 1..=12, &exercise_ids());
    let sources = group.words("sources", 1..=4, known);
    group.finish();
    Some(DaySet { id: id?, name: name?, when: when?, say: say?, exercises: exercises?, sources: sources? })
}

fn exercise_ids() -> Vec<&'static str> {
    builtin::ids(builtin::EXERCISES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_with_the_program_reads_without_a_mistake() {
        let all = parse(CARDS, RETHINK, SETS, SOURCES).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((all.cards.len(), all.rethink.len()), (25, 16));
        assert_eq!(all.sets.len(), 2);
        assert_eq!(&all, education());
        let first: Vec<&str> = all.cards.iter().take(6).map(|card| card.id.as_str()).collect();
        assert_eq!(
            first,
            ["hurt-vs-harm", "move-not-rest", "consistency", "no-best", "start-where-you-are", "small-steps"]
        );
    }

    #[test]
    fn every_slip_is_told_with_its_place() {
        let card = "[[card]]\nid = \"a\"\ntext = \"A.\"\nsources = [\"S1\"]\n";
        let told = |cards: &str| parse(cards, RETHINK, SETS, SOURCES).unwrap_err().to_string();
        let cases = [
            (card.replace("[\"S1\"]", "[]"), "cards.toml:4:11: card.sources has 0 entries; give it 1 to 4"),
            (card.replace("S1", "S9"), "card.sources has an unknown word, \"S9\"; did you mean S0?"),
            (card.replace("A.", &"a".repeat(281)), "card.text is 281 characters long; keep it to 280"),
            (card.repeat(2), "cards.toml:6:6: this id is taken"),
            (card.replace("text", "txt"), "the key card.text is missing"),
        ];
        for (text, words) in cases {
            assert!(told(&text).contains(words), "{words:?} is not in {}", told(&text));
        }
        let rethink = "[[rethink]]\nwhat = \"A\"\ndo = \"B.\"\nexercises = [\"walks\"]\nsources = [\"S1\"]\n";
        let error = parse(CARDS, rethink, SETS, SOURCES).unwrap_err().to_string();
        assert!(error.contains("unknown word, \"walks\"; did you mean walk?"), "{error}");
    }
}
