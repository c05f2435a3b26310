//! The safety check: questions and answers -> tier. What is asked and what it means is data in
//! `assets/screening/`; here is the machinery that reads it. No red-flag answer is decided anywhere else.

pub mod answer;
pub mod assess;
pub mod block;
pub mod carry;
pub mod conditions;
pub mod derived;
pub mod grammar;
pub mod interview;
pub mod probe;
pub mod question;
pub mod rulebook;
pub mod stop_sign;
pub mod tier;
pub mod words;
