//! The safety check: questions and answers -> tier. What is asked and what it means is data in
//! `assets/screening/`; here is the machinery that reads it. No red-flag answer is decided anywhere else.

pub mod answer;
pub mod tier;
