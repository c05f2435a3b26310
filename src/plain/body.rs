//! Where it hurts: the places of the body picture as a list, each with how bad it is there.

use super::talk::{Plain, Question, Said, line_of, score};
use crate::coach::desk::Desk;
use crate::coach::limb::fall_words;
use crate::domain::body::{MOST_MARKS, Mark, Marking, Place, words};
use crate::domain::score::Score;
use crate::journal::event::BodyMarked;

/// What was typed.
enum Typed {
    /// Places, from 0, and what to do with each.
    Places(Vec<(usize, Pain)>),
    All,
    Done,
    Back,
}

/// What is said of one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pain {
    /// It hurts; how bad was not said.
    Marked,
    Score(Score),
    /// It does not hurt, or not any more.
    Off,
}

const EXPECT: &str = "The number of a place, and behind it how bad it is there, as in 8 4. The number alone marks it. 0 \
    behind it takes the mark off. Several places: commas between. list: all places again. Enter: done. b: back, \
    nothing is changed.";

impl Plain {
    /// Asks for the places. What was marked last time is marked already.
    pub(super) fn body(&mut self) -> Said<()> {
        self.title("Where does it hurt?")?;
        let last = self.coach.history.body.last();
        let mut marks = last.map(|marking| marking.marks.clone()).unwrap_or_default();
        self.tell(&format!("Marked: {}.", words(&marks)))?;
        self.places()?;
        self.tell(
            "Pain in the chest or the belly is not marked here. If it is new, do the safety check again.",
        )?;
        self.tell(EXPECT)?;
        let question =
            Question::new("", EXPECT).help("How bad it is is a number from 0 to 10; nobody has to say.");
        let mut asked = false;
        loop {
            match self.choose(&question, "Answer: ", typed)? {
                Typed::Back => return Ok(()),
                Typed::All => self.places()?,
                Typed::Places(places) => {
                    asked = false;
                    for (place, pain) in places {
                        self.mark(&mut marks, place, pain)?;
                    }
                    self.tell(&format!("Marked: {}.", words(&Marking::new(self.now.wall, &marks).marks)))?;
                }
                Typed::Done if marks.is_empty() && !asked => {
                    asked = true;
                    self.tell("Nothing is marked. Enter once more if nothing hurts.")?;
                }
                Typed::Done => return self.marked(&marks),
            }
        }
    }

    fn places(&mut self) -> Said<()> {
        for (at, place) in Place::ALL.iter().enumerate() {
            self.say(&format!("{}. {}", at + 1, place.words()))?;
        }
        Ok(())
    }

    fn mark(&mut self, marks: &mut Vec<Mark>, place: usize, pain: Pain) -> Said<()> {
        let Some(place) = Place::ALL.get(place).copied() else { return Ok(()) };
        let score = match pain {
            Pain::Off => {
                marks.retain(|mark| mark.place != place);
                return Ok(());
            }
            Pain::Marked => None,
            Pain::Score(score) => Some(score),
        };
        if let Some(mark) = marks.iter_mut().find(|mark| mark.place == place) {
            mark.pain = score;
        } else if marks.len() < MOST_MARKS {
            marks.push(Mark { place, pain: score });
        } else {
            return self.tell(&format!("{MOST_MARKS} places are the most. Leave out the mildest."));
        }
        Ok(())
    }

    fn marked(&mut self, marks: &[Mark]) -> Said<()> {
        let marks = Marking::new(self.now.wall, marks).marks;
        let fall = self.coach.fall_to(&marks, self.now.wall);
        let told = words(&marks);
        self.record(BodyMarked { marks });
        self.tell(&format!("Kept: {told}."))?;
        if let Some(fall) = fall {
            self.title("Further down than last time.")?;
            for words in fall_words(&fall) {
                self.tell(&words)?;
            }
        }
        self.saved()
    }
}

fn typed(line: &str) -> Option<Typed> {
    match line {
        "" | "done" => return Some(Typed::Done),
        "b" | "back" => return Some(Typed::Back),
        "list" => return Some(Typed::All),
        _ => {}
    }
    let places: Option<Vec<_>> = line.split(',').map(|part| place(part.trim())).collect();
    places.map(Typed::Places)
}

fn place(part: &str) -> Option<(usize, Pain)> {
    let mut words = part.split_whitespace();
    let place = line_of(words.next()?, Place::ALL.len())?;
    let pain = match words.next() {
        None => Pain::Marked,
        Some("0") => Pain::Off,
        Some(word) => Pain::Score(score(word)?),
    };
    words.next().is_none().then_some((place, pain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_how_bad_it_is() {
        let ten = Pain::Score(Score::TEN);
        let four = Pain::Score(Score::new(4).unwrap());
        for (line, wanted) in [
            ("8 4", Some((7, four))),
            ("8  t", Some((7, ten))),
            ("31 10", Some((30, ten))),
            ("8", Some((7, Pain::Marked))),
            ("8 0", Some((7, Pain::Off))),
            ("0", None),
            ("32", None),
            ("8 11", None),
            ("8 4 4", None),
            ("low back", None),
        ] {
            assert_eq!(place(line), wanted, "{line:?}");
        }
        assert!(matches!(typed("8 4, 9"), Some(Typed::Places(places)) if places.len() == 2));
        assert!(typed("8 4, x").is_none() && typed("8,").is_none());
    }
}
