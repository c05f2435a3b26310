//! The little language of the rules: `bladder=new & (age>=50 | trend!=better)`, `n(a=yes,b<3)>=1`.
//!
//! `id=value` and `id!=value` hold only if the question was answered; for a question with many picks
//! they ask whether the value is among them. `id>=number` and `id<number` compare a number, or the
//! number of picks. `&` binds tighter than `|`. `n(a,b,c)>=k`: at least k of the conditions hold.

use std::collections::BTreeSet;

use super::answer::{Answers, Value};
use super::derived::Derived;

/// How deep brackets may nest: far more than any rule needs, far less than the stack allows.
const MAX_DEPTH: usize = 32;

/// A condition over answers and what is derived from the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cond {
    /// `id=value`.
    Is(String, String),
    /// `id!=value`, true only if it was answered.
    IsNot(String, String),
    /// `id>=number`.
    AtLeast(String, i64),
    /// `id<number`.
    Under(String, i64),
    /// All hold.
    All(Vec<Cond>),
    /// At least one holds.
    Any(Vec<Cond>),
    /// At least `at_least` of the list hold.
    Count {
        /// The list.
        of: Vec<Cond>,
        /// How many must hold, from 1.
        at_least: usize,
    },
}

/// Where a condition cannot be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("position {at}: {message}")]
pub struct GrammarError {
    /// Character position, from 1.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
}

impl Cond {
    /// Reads a condition.
    ///
    /// # Errors
    /// The first place that does not fit the language.
    pub fn parse(text: &str) -> Result<Cond, GrammarError> {
        let mut parser = Parser { tokens: tokens(text)?, next: 0, end: text.chars().count() + 1 };
        let cond = parser.any(0)?;
        match parser.peek() {
            None => Ok(cond),
            Some(token) => Err(parser.error(format!("did not expect {} here", token.shown()))),
        }
    }

    /// Whether it holds.
    pub fn holds(&self, answers: &Answers, derived: &Derived) -> bool {
        match self {
            Cond::Is(id, value) => matches_value(id, value, answers, derived) == Some(true),
            Cond::IsNot(id, value) => matches_value(id, value, answers, derived) == Some(false),
            Cond::AtLeast(id, bound) => amount(id, answers, derived).is_some_and(|have| have >= *bound),
            Cond::Under(id, bound) => amount(id, answers, derived).is_some_and(|have| have < *bound),
            Cond::All(all) => all.iter().all(|cond| cond.holds(answers, derived)),
            Cond::Any(any) => any.iter().any(|cond| cond.holds(answers, derived)),
            Cond::Count { of, at_least } => {
                of.iter().filter(|cond| cond.holds(answers, derived)).count() >= *at_least
            }
        }
    }

    /// The single comparisons that hold, in the order of writing: what led to the result.
    pub fn true_leaves(&self, answers: &Answers, derived: &Derived) -> Vec<&Cond> {
        self.leaves().into_iter().filter(|leaf| leaf.holds(answers, derived)).collect()
    }

    /// All single comparisons, in the order of writing.
    pub fn leaves(&self) -> Vec<&Cond> {
        match self {
            Cond::All(list) | Cond::Any(list) | Cond::Count { of: list, .. } => {
                list.iter().flat_map(Cond::leaves).collect()
            }
            leaf => vec![leaf],
        }
    }

    /// The id that a single comparison asks about.
    pub fn id(&self) -> Option<&str> {
        match self {
            Cond::Is(id, _) | Cond::IsNot(id, _) | Cond::AtLeast(id, _) | Cond::Under(id, _) => Some(id),
            _ => None,
        }
    }

    /// Every id that the condition mentions.
    pub fn ids(&self) -> BTreeSet<&str> {
        self.leaves().into_iter().filter_map(Cond::id).collect()
    }

    /// Alternatives, each a list of single comparisons which together make the condition true.
    /// A count contributes one alternative for every choice of `at_least` conditions.
    pub fn alternatives(&self) -> Vec<Vec<&Cond>> {
        match self {
            Cond::All(list) => product(&list.iter().map(Cond::alternatives).collect::<Vec<_>>()),
            Cond::Any(list) => list.iter().flat_map(Cond::alternatives).collect(),
            Cond::Count { of, at_least } => choose(of, *at_least)
                .into_iter()
                .flat_map(|picked| product(&picked.into_iter().map(Cond::alternatives).collect::<Vec<_>>()))
                .collect(),
            leaf => vec![vec![leaf]],
        }
    }
}

fn product<'a>(parts: &[Vec<Vec<&'a Cond>>]) -> Vec<Vec<&'a Cond>> {
    parts.iter().fold(vec![Vec::new()], |sofar, part| {
        sofar
            .iter()
            .flat_map(|head| part.iter().map(|tail| head.iter().chain(tail).copied().collect()))
            .collect()
    })
}

fn choose(of: &[Cond], wanted: usize) -> Vec<Vec<&Cond>> {
    if wanted == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (index, first) in of.iter().enumerate() {
        for mut rest in choose(&of[index + 1..], wanted - 1) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

/// `None`: not answered.
fn matches_value(id: &str, value: &str, answers: &Answers, derived: &Derived) -> Option<bool> {
    if id == "trend" {
        return derived.trend.map(|trend| trend.as_str() == value);
    }
    answers.get(id).map(|answer| match answer {
        Value::Choice(choice) => choice == value,
        Value::Picks(picks) => picks.iter().any(|pick| pick == value),
        Value::Number(number) => number.to_string() == value,
    })
}

fn amount(id: &str, answers: &Answers, derived: &Derived) -> Option<i64> {
    if id == "days_since_start" {
        return derived.days_since_start;
    }
    match answers.get(id)? {
        Value::Number(number) => Some(*number),
        Value::Picks(picks) => i64::try_from(picks.len()).ok(),
        Value::Choice(_) => None,
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Is,
    IsNot,
    AtLeast,
    Under,
    And,
    Or,
    Open,
    Close,
    Comma,
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Token::Word(word) => format!("\"{word}\""),
            Token::Is => "\"=\"".to_owned(),
            Token::IsNot => "\"!=\"".to_owned(),
            Token::AtLeast => "\">=\"".to_owned(),
            Token::Under => "\"<\"".to_owned(),
            Token::And => "\"&\"".to_owned(),
            Token::Or => "\"|\"".to_owned(),
            Token::Open => "\"(\"".to_owned(),
            Token::Close => "\")\"".to_owned(),
            Token::Comma => "\",\"".to_owned(),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, GrammarError> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let start = index;
        let next_is_equals = chars.get(index + 1) == Some(&'=');
        let token = match chars[index] {
            ' ' | '\t' | '\n' | '\r' => {
                index += 1;
                continue;
            }
            '=' => Token::Is,
            '!' if next_is_equals => Token::IsNot,
            '>' if next_is_equals => Token::AtLeast,
            '<' if !next_is_equals => Token::Under,
            '&' => Token::And,
            '|' => Token::Or,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            first if is_word(first) => {
                while index + 1 < chars.len() && is_word(chars[index + 1]) {
                    index += 1;
                }
                Token::Word(chars[start..=index].iter().collect())
            }
            other => {
                return Err(GrammarError {
                    at: start + 1,
                    message: format!("\"{other}\" is not part of a rule; use = != >= < & | ( ) and names"),
                });
            }
        };
        index += if matches!(token, Token::IsNot | Token::AtLeast) { 2 } else { 1 };
        found.push((start + 1, token));
    }
    Ok(found)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn error(&self, message: String) -> GrammarError {
        let at = self.tokens.get(self.next).map_or(self.end, |(at, _)| *at);
        GrammarError { at, message }
    }

    fn eat(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next += 1;
        }
        found
    }

    fn expect(&mut self, wanted: &Token) -> Result<(), GrammarError> {
        if self.eat(wanted) {
            return Ok(());
        }
        Err(self.expected(&wanted.shown()))
    }

    fn expected(&self, wanted: &str) -> GrammarError {
        match self.peek() {
            Some(token) => self.error(format!("expected {wanted}, found {}", token.shown())),
            None => self.error(format!("expected {wanted}, but the rule ends here")),
        }
    }

    fn any(&mut self, depth: usize) -> Result<Cond, GrammarError> {
        if depth > MAX_DEPTH {
            return Err(self.error("brackets are nested too deeply".to_owned()));
        }
        let mut list = vec![self.all(depth)?];
        while self.eat(&Token::Or) {
            list.push(self.all(depth)?);
        }
        Ok(one_or(list, Cond::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Cond, GrammarError> {
        let mut list = vec![self.one(depth)?];
        while self.eat(&Token::And) {
            list.push(self.one(depth)?);
        }
        Ok(one_or(list, Cond::All))
    }

    fn one(&mut self, depth: usize) -> Result<Cond, GrammarError> {
        if self.eat(&Token::Open) {
            let inside = self.any(depth + 1)?;
            self.expect(&Token::Close)?;
            return Ok(inside);
        }
        let id = self.word("the name of a question")?;
        if id == "n" && self.eat(&Token::Open) {
            return self.count(depth);
        }
        let negated = match self.peek() {
            Some(Token::Is) => Some(false),
            Some(Token::IsNot) => Some(true),
            Some(Token::AtLeast | Token::Under) => None,
            _ => return Err(self.expected("one of = != >= <")),
        };
        let under = self.peek() == Some(&Token::Under);
        self.next += 1;
        Ok(match (negated, under) {
            (Some(false), _) => Cond::Is(id, self.word("a value")?),
            (Some(true), _) => Cond::IsNot(id, self.word("a value")?),
            (None, true) => Cond::Under(id, self.number()?),
            (None, false) => Cond::AtLeast(id, self.number()?),
        })
    }

    fn count(&mut self, depth: usize) -> Result<Cond, GrammarError> {
        let mut of = vec![self.any(depth + 1)?];
        while self.eat(&Token::Comma) {
            of.push(self.any(depth + 1)?);
        }
        self.expect(&Token::Close)?;
        self.expect(&Token::AtLeast)?;
        let before = self.next;
        let at_least = usize::try_from(self.number()?).unwrap_or(0);
        if at_least == 0 || at_least > of.len() {
            self.next = before;
            return Err(self.error(format!(
                "a count over {} conditions must be 1 to {}",
                of.len(),
                of.len()
            )));
        }
        Ok(Cond::Count { of, at_least })
    }

    fn word(&mut self, wanted: &str) -> Result<String, GrammarError> {
        match self.peek() {
            Some(Token::Word(word)) => {
                let word = word.clone();
                self.next += 1;
                Ok(word)
            }
            _ => Err(self.expected(wanted)),
        }
    }

    fn number(&mut self) -> Result<i64, GrammarError> {
        let before = self.next;
        let word = self.word("a whole number")?;
        word.parse().map_err(|_| {
            self.next = before;
            self.error(format!("expected a whole number, found \"{word}\""))
        })
    }
}

fn one_or(mut list: Vec<Cond>, many: fn(Vec<Cond>) -> Cond) -> Cond {
    if list.len() == 1 { list.swap_remove(0) } else { many(list) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Answers {
        Answers::from([
            ("bladder".to_owned(), Value::choice("new")),
            ("age".to_owned(), Value::Number(50)),
            ("area".to_owned(), Value::Picks(vec!["low_back".to_owned(), "neck".to_owned()])),
            ("ibp".to_owned(), Value::Picks(vec!["buttock".to_owned(), "slow_start".to_owned()])),
        ])
    }

    #[test]
    fn a_condition_means_what_the_table_says() {
        let derived =
            Derived { trend: Some(super::super::derived::Trend::Worse), days_since_start: Some(14) };
        let cases = [
            ("bladder=new", true),
            ("bladder=no", false),
            ("bladder!=no", true),
            ("bladder!=new", false),
            ("bowel=new", false),
            ("bowel!=new", false),
            ("age>=50", true),
            ("age>=51", false),
            ("age<50", false),
            ("age<51", true),
            ("onset_age<45", false),
            ("area=neck", true),
            ("area=mid_back", false),
            ("area!=mid_back", true),
            ("ibp>=2", true),
            ("ibp>=3", false),
            ("ibp=buttock", true),
            ("trend=worse", true),
            ("trend!=better", true),
            ("days_since_start>=14", true),
            ("days_since_start>=15", false),
            ("bladder=no & age>=50 | area=neck", true),
            ("bladder=no & (age>=50 | area=neck)", false),
            ("area=neck | bladder=no & bowel=new", true),
            ("n(bladder=new,bowel=new,age>=50)>=2", true),
            ("n(bladder=new,bowel=new,age>=51)>=2", false),
            ("n( bladder = new )>=1", true),
            ("((bladder=new))", true),
        ];
        for (text, expected) in cases {
            let cond = Cond::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(cond.holds(&answers(), &derived), expected, "{text}");
        }
        for text in ["trend!=better", "trend=worse", "days_since_start>=0"] {
            assert!(!Cond::parse(text).unwrap().holds(&answers(), &Derived::default()), "{text} unknown");
        }
    }

    #[test]
    fn a_broken_condition_says_where_and_what() {
        let cases = [
            ("", "position 1: expected the name of a question, but the rule ends here"),
            ("bladder", "position 8: expected one of = != >= <, but the rule ends here"),
            ("bladder=", "position 9: expected a value, but the rule ends here"),
            ("bladder=new &", "position 14: expected the name of a question, but the rule ends here"),
            ("bladder=new bowel=new", "position 13: did not expect \"bowel\" here"),
            ("(bladder=new", "position 13: expected \")\", but the rule ends here"),
            ("age>=old", "position 6: expected a whole number, found \"old\""),
            ("age>40", "position 4: \">\" is not part of a rule; use = != >= < & | ( ) and names"),
            ("age<=40", "position 4: \"<\" is not part of a rule; use = != >= < & | ( ) and names"),
            ("n(a=b,c=d)>=3", "position 13: a count over 2 conditions must be 1 to 2"),
            ("n(a=b)>=0", "position 9: a count over 1 conditions must be 1 to 1"),
            ("n(a=b)", "position 7: expected \">=\", but the rule ends here"),
            ("ä=b", "position 1: \"ä\" is not part of a rule; use = != >= < & | ( ) and names"),
        ];
        for (text, expected) in cases {
            assert_eq!(Cond::parse(text).unwrap_err().to_string(), expected, "{text}");
        }
        let deep = "(".repeat(5000) + "a=b";
        assert!(Cond::parse(&deep).unwrap_err().message.contains("too deeply"));
    }

    #[test]
    fn alternatives_list_every_way_to_make_it_true() {
        let cond = Cond::parse("a=1 & n(b=1,c=1,d=1)>=2 | e=1").unwrap();
        assert_eq!(cond.alternatives().len(), 4);
        assert_eq!(cond.ids().into_iter().collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
    }
}
