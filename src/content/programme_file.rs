//! One programme file: which exercises, in which order, and which of them go first when time is short.

use super::fields::{Fields, read_file};
use super::problem::ContentError;
use crate::domain::exercise::ExerciseId;

/// The priority of the walk or ride beside the programme.
pub const AEROBIC: u32 = 4;

/// A set of exercises for one kind of complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Permanent id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Whom it fits, one sentence.
    pub fits: String,
    /// Regions that it is for: `back`, `neck`.
    pub regions: Vec<String>,
    /// Direction tags that have no place in it.
    pub excludes_spine: Vec<String>,
    /// Its rules in words, to be shown.
    pub rules: Vec<String>,
    /// Source tags of its rules, its swaps and its choice of exercises.
    pub sources: Vec<String>,
    /// Items that others replace for some people.
    pub swaps: Vec<Swap>,
    /// The items in the order of play.
    pub items: Vec<Item>,
}

/// One place of a programme: the ladder that `entry` stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The exercise by which the programme enters that ladder.
    pub entry: ExerciseId,
    /// 1 stays in the shortest session, 2 comes next, 3 when there is time, 4 is the walk or ride.
    pub priority: u32,
}

/// For a person with the code `when`, `use_instead` takes the place of `drop`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// A skip code.
    pub when: String,
    /// The item that goes.
    pub drop: ExerciseId,
    /// The exercise that takes its place.
    pub use_instead: ExerciseId,
}

impl Programme {
    /// The walk or ride that belongs to it.
    pub fn aerobic(&self) -> Option<&ExerciseId> {
        self.items.iter().find(|item| item.priority == AEROBIC).map(|item| &item.entry)
    }
}

/// Reads one programme file. Whether its exercises exist is checked by [`super::Catalogue`].
///
/// # Errors
/// Every problem of the file, each with line, column, what was found and what to do.
pub fn parse(file: &str, text: &str) -> Result<Programme, ContentError> {
    read_file(file, text, "a programme", programme)
}

fn programme(fields: &Fields) -> Option<Programme> {
    use super::exercise_file::{LONGEST_LINE, SPINES};
    let id = super::exercise_file::id(fields, "id", true);
    let name = fields.text("name", 40);
    let fits = fields.text("fits", LONGEST_LINE);
    let regions = fields.words("regions", 1..=2, &["back", "neck"]);
    let excludes_spine = fields.words("excludes_spine", 0..=SPINES.len(), SPINES);
    let rules = fields.texts("rules", 0..=6, LONGEST_LINE);
    let sources = fields.texts("sources", 1..=8, 40);
    let swaps: Option<Vec<Swap>> = fields.groups("swaps", "a swap").iter().map(swap).collect();
    let items: Option<Vec<Item>> = fields.groups("items", "an item").iter().map(item).collect();
    if items.as_ref().is_some_and(|items| items.is_empty() || items.len() > 40) {
        fields.complain(
            fields.span_of("items"),
            "a programme needs 1 to 40 items",
            "add items = [{ entry = \"pelvic-tilt\", priority = 1 }]",
        );
    }
    Some(Programme {
        id: id?,
        name: name?,
        fits: fits?,
        regions: regions?,
        excludes_spine: excludes_spine?,
        rules: rules?,
        sources: sources?,
        swaps: swaps?,
        items: items?,
    })
}

fn item(group: &Fields) -> Option<Item> {
    let entry = group.text("entry", 40);
    let priority = group.whole_needed("priority", 1..=AEROBIC);
    group.finish();
    Some(Item { entry: entry?, priority: priority? })
}

fn swap(group: &Fields) -> Option<Swap> {
    let codes: Vec<(&str, &str)> =
        super::exercise_file::SKIP_CODES.iter().map(|code| (*code, *code)).collect();
    let when = group.one_of("when", &codes);
    let drop = group.text("drop", 40);
    let use_instead = group.text("use", 40);
    group.finish();
    Some(Swap { when: when?.to_owned(), drop: drop?, use_instead: use_instead? })
}
