//! The same answers on both faces leave the same journal, event by event, but for ids and times: one table.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::TimeDelta;
use supple::journal::book::Book as _;
use supple::journal::event::{Event, PainRated, When};
use supple::plain::Gone;

use super::ear::{self, Person};
use super::support::{self, Pages, at};
use super::{CALM, KEYS, LINES, MORNING, NEXT_DAY};

/// What was there before.
#[derive(Clone, Copy)]
pub(crate) enum Before {
    /// Nothing at all.
    Empty,
    /// The first visit.
    Ready,
    /// The first visit and its session.
    Done,
    /// The first visit, and a stop sign that locks.
    Blocked,
    /// The first visit of somebody whose pain is old, and forty days of the same score.
    Steady,
}

/// One way through the program.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) before: Before,
    pub(crate) time: &'static str,
    /// Keys on the screens; `PLAY` exercises to the end and rates everything 2.
    keys: &'static str,
    /// Lines of the other face, with commas between. After `PLAY` it exercises on, and rates everything 2;
    /// what comes after `END` is typed once the session is over.
    pub(crate) lines: &'static str,
    /// Kinds of events that have to be there afterwards, and how many: else two empty journals are the same.
    wrote: &'static [(&'static str, usize)],
}

const LATER: &str = "2026-11-20T09:30:00+00:00";

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    Case { name: "first visit", before: Before::Empty, time: MORNING, keys: KEYS, lines: LINES,
        wrote: &[("profile.set", 4), ("screen.decided", 1)] },
    Case { name: "first visit with a sign to have looked at", before: Before::Empty, time: MORNING,
        keys: "enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 4 4 enter 2 4 2 y 2 a",
        lines: "1, 1, n*6, x*4, n, 47, x, 1, 1, 4, 4, 2, 4, 2, y, 2, a, q",
        wrote: &[("prompt.acknowledged", 1)] },
    Case { name: "an emergency answer", before: Before::Empty, time: MORNING,
        keys: "enter 1 1 enter 2 y", lines: "1, 1, 2, y, , ", wrote: &[("flag.raised", 1)] },
    Case { name: "earlier answers at the read-back", before: Before::Empty, time: MORNING,
        keys: "enter 1 1 enter 2 m b y", lines: "1, 1, 2, m, y, , ", wrote: &[("flag.raised", 1)] },
    Case { name: "which way is worse", before: Before::Ready, time: LATER,
        keys: "i 1 1", lines: "i, 1, 1, , q", wrote: &[("direction.told", 1)] },
    Case { name: "which way is worse, told anew", before: Before::Ready, time: LATER,
        keys: "i 1 2 1 3", lines: "i, 1, 2, 1, 3, , q", wrote: &[("direction.told", 2)] },
    Case { name: "equipment", before: Before::Ready, time: LATER,
        keys: "i 2 1 2 enter", lines: "i, 2, 1 2, , q", wrote: &[("equipment.set", 1)] },
    Case { name: "no equipment", before: Before::Ready, time: LATER,
        keys: "i 2 x", lines: "i, 2, x, , q", wrote: &[("equipment.set", 1)] },
    Case { name: "a look round", before: Before::Ready, time: LATER,
        keys: "g enter*5", lines: "g, q", wrote: &[("prompt.acknowledged", 1)] },
    Case { name: "a look round, after a session", before: Before::Done, time: NEXT_DAY,
        keys: "g", lines: "g, q", wrote: &[("prompt.acknowledged", 0)] },
    Case { name: "goals", before: Before::Ready, time: LATER,
        keys: "i 3 1 d i g enter 4 2 s i t enter t 1 6 1 b up n b",
        lines: "i, 3, 1, dig, 4, 2, sit, t, 1, 6, 1, b, n 1, , , q",
        wrote: &[("goal.rated", 3), ("goal.dropped", 1)] },
    Case { name: "worries", before: Before::Ready, time: LATER,
        keys: "i 4 1 8 4 t 2 x", lines: "i, 4, 1, 8, 4, t, 2, x, , , q", wrote: &[("worry.rated", 2)] },
    Case { name: "not this one", before: Before::Ready, time: LATER,
        keys: "i 5 1 2 1", lines: "i, 5, 1, 2, 1, , , q", wrote: &[("exercise.unwanted", 3)] },
    Case { name: "variety", before: Before::Ready, time: LATER,
        keys: "i 6 6 6", lines: "i, 6, 6, 6, , q", wrote: &[("variety.set", 3)] },
    Case { name: "usual pain", before: Before::Done, time: NEXT_DAY,
        keys: "i 7 3 7 x", lines: "i, 7, 3, 7, x, , q", wrote: &[("usual_pain.reassessed", 1)] },
    Case { name: "body marks", before: Before::Ready, time: LATER,
        keys: "o 4 w down*14 space enter", lines: "o, 8 4, 22, , q", wrote: &[("body.marked", 1)] },
    Case { name: "body marks, taken off", before: Before::Ready, time: LATER,
        keys: "o 4 enter o 0 enter enter", lines: "o, 8 4, , o, 8 0, , , q", wrote: &[("body.marked", 2)] },
    Case { name: "body marks, further down", before: Before::Ready, time: LATER,
        keys: "o w down*8 3 enter o w down*6 t enter enter",
        lines: "o, 16 3, , o, 22 t, , q", wrote: &[("body.marked", 2)] },
    Case { name: "a place by way of more about you", before: Before::Ready, time: LATER,
        keys: "i 8 t enter", lines: "i, 8, 8 10, , , q", wrote: &[("body.marked", 1)] },
    Case { name: "flare", before: Before::Ready, time: LATER,
        keys: "f f enter f u", lines: "f, f, , f, u, q",
        wrote: &[("flare.declared", 1), ("flare.withdrawn", 1)] },
    Case { name: "flare, and its session", before: Before::Ready, time: LATER,
        keys: "f enter PLAY", lines: "f, PLAY", wrote: &[("flare.declared", 1), ("session.ended", 1)] },
    Case { name: "stiff morning", before: Before::Ready, time: LATER,
        keys: "s s", lines: "s, s, q", wrote: &[("morning.told", 2)] },
    Case { name: "a stop sign that locks", before: Before::Ready, time: LATER,
        keys: "enter ! 1 1 1 y", lines: "PLAY, !, 1, 1, 1, y", wrote: &[("stop.pressed", 1), ("flag.raised", 1)] },
    Case { name: "a stop sign with questions", before: Before::Ready, time: LATER,
        keys: "enter ! 6 y n*4", lines: ", !, 6, y, n*4, q", wrote: &[("stop.pressed", 1), ("session.ended", 1)] },
    Case { name: "a clinician's word", before: Before::Blocked, time: NEXT_DAY,
        keys: "c 1 3 2 x enter y", lines: "c, 1, 3, 2, x, y, q", wrote: &[("flag.cleared", 1)] },
    Case { name: "a clinician's word, mended at the read-back", before: Before::Blocked, time: NEXT_DAY,
        keys: "c 1 6 o x enter 1 b 3 b b b b", lines: "c, 1, 6, ox, 1, b, 3, b, b, b, b, , ", wrote: &[("flag.cleared", 0)] },
    Case { name: "walk", before: Before::Ready, time: LATER,
        keys: "l 1 5 enter 2 b 3 u", lines: "l, 15, 2, b, 3, u, q", wrote: &[("walk.done", 1)] },
    Case { name: "walk that the session asked for", before: Before::Done, time: "2026-11-20T18:00:00+00:00",
        keys: "l 1 2 enter 1 y", lines: "l, 12, 1, y, q", wrote: &[("walk.done", 1)] },
    Case { name: "region, profile, another length", before: Before::Ready, time: LATER,
        keys: "r 2 + - - p 5 1 n 3", lines: "r, 2, +, -, -, p, 5, 1, n, 3, q",
        wrote: &[("region.set", 2), ("profile.set", 8)] },
    Case { name: "an answer that has changed", before: Before::Ready, time: LATER,
        keys: "m down enter 2 y", lines: "m, 2, 2, y, , ", wrote: &[("flag.raised", 1)] },
    Case { name: "the whole check again", before: Before::Ready, time: LATER,
        keys: "c 1 enter n*6 x*4 n 4 7 enter x 1 1 4 x",
        lines: "c, 1, n*6, x*4, n, 47, x, 1, 1, 4, x, q", wrote: &[("screen.decided", 2)] },
    Case { name: "history: a score put right", before: Before::Done, time: NEXT_DAY,
        keys: "y enter down*2 enter 7 y", lines: "y, 1, 2, 7, y, , , q", wrote: &[("session.started", 1)] },
    Case { name: "history: the hour after, and back again", before: Before::Done, time: NEXT_DAY,
        keys: "y enter down*5 enter y y u", lines: "y, 1, 5, y, y, u, , , q", wrote: &[("session.followed_up", 0)] },
    Case { name: "history: the morning after", before: Before::Done, time: NEXT_DAY,
        keys: "y enter down*3 enter 6 y", lines: "y, 1, 3, 6, y, , , q", wrote: &[("session.started", 1)] },
    Case { name: "history: a score removed", before: Before::Done, time: NEXT_DAY,
        keys: "y enter down*2 enter x y", lines: "y, 1, 2, x, y, , , q", wrote: &[("session.started", 1)] },
    Case { name: "history: taken back", before: Before::Done, time: NEXT_DAY,
        keys: "y enter x y", lines: "y, 1, x, y, , q", wrote: &[("session.started", 0)] },
    Case { name: "history: no after all", before: Before::Done, time: NEXT_DAY,
        keys: "y enter x b d b", lines: "y, 1, x, b, d, b, , , q", wrote: &[("session.started", 1)] },
    Case { name: "history: a swim of another day", before: Before::Done, time: NEXT_DAY,
        keys: "y a left*3 enter 2 5 enter 3 y y", lines: "y, a, 3, 25, 3, y, y, , q", wrote: &[("walk.done", 1)] },
    Case { name: "after the session", before: Before::Done, time: NEXT_DAY,
        keys: "enter n*4 4 1 y t", lines: ", CALM, y, t, q", wrote: &[("session.followed_up", 2)] },
    Case { name: "after the session it hurts elsewhere", before: Before::Done, time: NEXT_DAY,
        keys: "enter n*4 4 1 n o 5 enter 4", lines: ", CALM, n, o, 8 5, , 4, q",
        wrote: &[("session.followed_up", 2), ("body.marked", 1)] },
    Case { name: "every two weeks", before: Before::Ready, time: "2026-12-19T09:00:00+00:00",
        keys: "enter n*4 4 1 2", lines: ", CALM, 2, q", wrote: &[("screen.decided", 2)] },
    Case { name: "once a month", before: Before::Ready, time: "2026-12-25T09:00:00+00:00",
        keys: "enter n*4 4 1 n*3", lines: ", CALM, n*3, q", wrote: &[("screen.decided", 2)] },
    Case { name: "this is my normal", before: Before::Steady, time: "2026-12-28T09:00:00+00:00",
        keys: "u a", lines: "u, a, q", wrote: &[("normal.marked", 1)] },
    Case { name: "my normal where it cannot be said", before: Before::Ready, time: LATER,
        keys: "u", lines: "u, q", wrote: &[("normal.marked", 0)] },
    Case { name: "a worry, what was expected, and what it was", before: Before::Ready, time: LATER,
        keys: "i 4 4 5 b b enter 6 PLAY enter 2", lines: "i, 4, 4, 5, , , , 6, PLAY END , 2",
        wrote: &[("try.expected", 1), ("worry.rated", 2), ("session.ended", 1)] },
    Case { name: "the last answer, taken back at the end", before: Before::Ready, time: LATER,
        keys: "enter PLAY u n", lines: ", PLAY END u, n", wrote: &[("session.ended", 1), ("signs.noted", 1)] },
    Case { name: "the last three answers, taken back at the end", before: Before::Ready, time: LATER,
        keys: "enter PLAY u b u 5 6 y", lines: ", PLAY END u, b, u, 5, 6, y", wrote: &[("session.ended", 1)] },
    Case { name: "a session of the programme for one direction", before: Before::Ready, time: LATER,
        keys: "i 1 1 b enter PLAY", lines: "i, 1, 1, , PLAY", wrote: &[("direction.told", 1), ("session.ended", 1)] },
    Case { name: "reading changes nothing", before: Before::Done, time: NEXT_DAY,
        keys: "e b t b w b v b y enter b b i b f f u",
        lines: "e, all, 3, think, , t, +, , w 2, v 7, sources, report, y, 1, w, , , i, , f, f, u, q",
        wrote: &[("session.started", 1)] },
];

/// A journal of its own, with the same lines.
fn copy(pages: &Pages) -> Pages {
    Pages(Rc::new(RefCell::new(pages.0.borrow().clone())))
}

impl Before {
    pub(crate) fn pages(self) -> Pages {
        let first = || Person::answering(LINES).visits(MORNING, &Pages::default()).pages;
        match self {
            Before::Empty => Pages::default(),
            Before::Ready => first(),
            Before::Done => {
                Person::answering("").playing("2").visits("2026-11-20T09:10:00+00:00", &first()).pages
            }
            Before::Blocked => Person::answering(", !, 1, 1, 1, y, , ").visits(LATER, &first()).pages,
            Before::Steady => {
                let old = "1, 1, n*6, x*4, n, 47, x, 4, 30, 1, x, 4, x, 4, 2, y, 2";
                let mut pages = Person::answering(old).visits(MORNING, &Pages::default()).pages;
                for day in 1..40 {
                    let score = supple::domain::score::Score::new(4).unwrap();
                    let rated =
                        PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score };
                    pages.append(&Event::from(rated), at(MORNING) + TimeDelta::days(day));
                }
                pages
            }
        }
    }
}

impl Case {
    pub(crate) fn lines(&self) -> String {
        self.lines.replace("CALM", CALM)
    }

    fn by_lines(&self, pages: &Pages) -> ear::Visit {
        let lines = self.lines();
        // What comes after `END` is answered once the session is over.
        let (lines, end) =
            lines.split_once("END").map_or((lines.as_str(), None), |(lines, end)| (lines, Some(end)));
        let finally = |person: Person| end.into_iter().fold(person, Person::finally);
        match lines.split_once("PLAY") {
            None => Person::answering(lines).visits(self.time, pages),
            Some((lines, rest)) => {
                let lines = lines.trim_end().trim_end_matches(',');
                let rest = rest.trim_start_matches(',').trim();
                let person = if rest.is_empty() {
                    Person::answering(&format!("{lines}, "))
                } else {
                    Person::answering(&format!("{lines}, {rest}"))
                };
                finally(person.playing("2")).visits(self.time, pages)
            }
        }
    }

    fn by_keys(&self, pages: &Pages) -> support::Person {
        let mut person = support::Person::at(self.time, pages.clone());
        for (nth, keys) in self.keys.split("PLAY").enumerate() {
            if nth > 0 {
                person.play("2");
            }
            person.press(keys);
        }
        person
    }
}

impl Case {
    /// What the two faces did differently.
    fn differences(&self) -> Vec<String> {
        let start = self.before.pages();
        let (lines, keys) = (copy(&start), copy(&start));
        let visit = self.by_lines(&lines);
        let mut screens = self.by_keys(&keys);
        let (said, seen) = (ear::dated(&lines), ear::dated(&keys));
        let mut found = Vec::new();
        let at = said.iter().zip(&seen).position(|(line, screen)| line != screen);
        if let Some(at) = at.or((said.len() != seen.len()).then(|| said.len().min(seen.len()))) {
            found.push(format!(
                "event {at}:\n  lines {:?}\n  keys  {:?}\nsaid at the end\n{}\nseen\n{}",
                said.get(at),
                seen.get(at),
                ending(&visit.said),
                screens.screen()
            ));
        }
        for (kind, count) in self.wrote {
            let wrote = visit.events(kind).len();
            if wrote != *count {
                found.push(format!("{wrote} of {kind}, not {count}; said\n{}", ending(&visit.said)));
            }
        }
        // Each line of the script had its question.
        for sentence in ["That is no answer here.", "Nothing was typed."] {
            if let Some(at) = visit.said.find(sentence) {
                found.push(format!("a line without its question\n{}", ending(&visit.said[..at])));
            }
        }
        found
    }
}

/// The last lines.
fn ending(said: &str) -> &str {
    let from = said.char_indices().rev().filter(|(_, c)| *c == '\n').nth(25).map_or(0, |(at, _)| at);
    &said[from..]
}

#[test]
fn the_same_answers_leave_the_same_journal() {
    let found: Vec<String> = CASES
        .iter()
        .flat_map(|case| case.differences().into_iter().map(move |what| format!("== {}: {what}", case.name)))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

/// A question that can be settled for life is settled, and asked again, by the same two answers.
#[test]
fn what_is_so_for_life_is_settled_on_both_faces() {
    let start = Before::Ready.pages();
    let coach = supple::cli::open::coach(start.0.borrow().clone()).unwrap();
    let given = coach.given_answers(at(LATER));
    let place = given.iter().position(|given| given.may_settle.is_some()).expect("pregnancy or joints");
    let cannot = given.iter().position(|given| given.may_settle.is_none()).unwrap();
    let (lines, keys) = (copy(&start), copy(&start));
    let script = format!("m, x {}, x {}, x{}, , q", place + 1, cannot + 1, place + 1);
    let visit = Person::answering(&script).visits(LATER, &lines);
    visit.heard("Can be told as so for life.").heard("It is not asked any more.").heard("It is asked again.");
    visit.heard("Only a pregnancy or a joint condition can be left out for good.");
    let mut screens = support::Person::at(LATER, keys.clone());
    screens.press(&format!("m down*{place} x"));
    let back = place - cannot;
    screens.press(&format!("up*{back} x down*{back} x"));
    assert_eq!(ear::dated(&lines), ear::dated(&keys));
    assert_eq!(visit.events("question.settled").len(), 2);
}

/// A physiotherapist's plan is read out with its notes, and is named in the session that it shaped.
#[test]
fn a_clinicians_plan_is_heard_and_recorded() {
    let text = "only = true\nnote = \"See me in May.\"\n[[exercises]]\nid = \"glute-bridge\"\n\
                note = \"Push through the heels.\"\n";
    let shelf = || {
        let catalogue = supple::content::Catalogue::builtin().unwrap();
        let plan = supple::content::physio_file::parse("plans/spring.toml", text, &catalogue).unwrap();
        supple::coach::physio::Shelf { plans: vec![plan], unread: Vec::new() }
    };
    let start = Before::Ready.pages();
    let (lines, keys) = (copy(&start), copy(&start));
    let visit = Person::answering("").playing("2").with_plans(shelf()).visits(LATER, &lines);
    visit.heard("Your plan spring is in force.\nSee me in May.").heard("Your plan: Push through the heels.");
    let mut screens = support::Person::at(LATER, keys.clone());
    screens.app.shared.coach.physio = shelf();
    screens.press("+ - enter").play("2");
    assert_eq!(ear::dated(&lines), ear::dated(&keys));
    let Event::SessionStarted(started) = &visit.events("session.started")[0] else { panic!() };
    assert_eq!(started.plans.len(), 1);
}

/// Every letter of today's plan on the screens is a letter here, and is listed by `?`; a digit or a key
/// that moves something on a picture has no use where nothing is seen.
#[test]
fn every_letter_of_the_screens_has_its_meaning_here() {
    use supple::tui::keymap::{ROWS, Scope};
    let pages = Before::Ready.pages();
    let help = Person::answering("?, q").visits(LATER, &pages).said;
    let moves = ["up", "down", "pgup", "pgdn", "home", "end", "left", "right", "j", "k", "space", "enter"];
    let rows = ROWS.iter().filter(|row| row.scope == Scope::Today);
    let fits = |key: &str| {
        let visit = Person::answering_all(&[key.to_owned()]).visits(LATER, &copy(&pages));
        !visit.said.contains("?: all keys. q: leave.\nAnswer: That is no answer here.")
    };
    assert!(!fits("z"), "nothing tells what is understood");
    for key in rows.flat_map(|row| row.keys).filter(|key| !moves.contains(key)) {
        assert!(fits(key), "{key:?} of the screens is no answer here");
        let listed = help.lines().any(|line| {
            let (letters, _) = line.split_once(':').unwrap_or_default();
            letters.split(' ').any(|one| one == *key)
        });
        assert!(listed || *key == "=", "{key:?} is not listed by ?\n{help}");
    }
}

/// The lines may end at any question: the program leaves, says nothing odd, and goes on later.
#[test]
fn the_lines_may_end_at_any_question() {
    for case in CASES.iter().filter(|case| !case.lines.contains("PLAY")) {
        let start = case.before.pages();
        let lines: Vec<String> = ear::one_by_one(&case.lines());
        // Each end of a long script would take minutes: a third of them, and not the same third of each.
        for end in (0..lines.len()).filter(|end| (end + case.name.len()) % 3 == 0) {
            let pages = copy(&start);
            let visit = Person::answering_all(&lines[..end]).script().visits(case.time, &pages);
            let gone = &visit.gone;
            assert!(matches!(gone, Gone::End | Gone::Quit), "{}: {end} lines, {gone:?}", case.name);
            // What was answered is there at the next start.
            let coach = supple::cli::open::coach(pages.0.borrow().clone()).unwrap();
            assert_eq!(coach.events().len(), pages.0.borrow().len(), "{}: {end}", case.name);
        }
    }
}
