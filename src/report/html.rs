//! The page for a clinician: one sheet and an appendix, in one file, without script or outside links.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::escape::html;
use super::facts::{Check, Facts, FlagLine};
use super::{svg, svg_function};
use crate::content::disclaimer::DISCLAIMER;
use crate::domain::screening::tier::Tier;

const STYLE: &str = include_str!("../../assets/report.css");

/// Writes the page.
pub fn page(facts: &Facts) -> String {
    let mut out = String::with_capacity(32 * 1024);
    let title = format!("Back and neck log, {} to {}", day(facts.period.from), day(facts.period.to));
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    head(&mut out, facts);
    course(&mut out, facts);
    safety(&mut out, facts);
    wrong(&mut out, facts);
    done(&mut out, facts);
    foot(&mut out, facts);
    appendix(&mut out, facts);
    out.push_str("</body>\n</html>\n");
    out
}

/// A day as a clinician reads it: `3 September 2026`.
fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

fn head(out: &mut String, facts: &Facts) {
    let _ = write!(
        out,
        "<header>\n<h1>Back and neck exercise log</h1>\n<p class=\"who\">Name <span class=\"blank\"></span> \
         Born <span class=\"blank short\"></span></p>\n<p>{} to {} ({} days). Made on {}.</p>\n\
         <p class=\"disclaimer\">{}</p>\n</header>\n<main>\n",
        day(facts.period.from),
        day(facts.period.to),
        facts.period.days(),
        day(facts.made.date_naive()),
        html(DISCLAIMER)
    );
}

fn course(out: &mut String, facts: &Facts) {
    let mut about = Vec::new();
    if let Some(age) = facts.age {
        about.push(format!("{age} years old"));
    }
    if let Some(areas) = &facts.areas {
        about.push(format!("where it hurts: {}", html(areas)));
    }
    if let Some(pain) = facts.usual_pain {
        about.push(format!("usual pain at the start {pain} of 10"));
    }
    out.push_str("<section>\n<h2>The course</h2>\n");
    if !about.is_empty() {
        let _ = writeln!(out, "<p>By the person's own account: {}.</p>", about.join("; "));
    }
    let _ = write!(
        out,
        "<p>What the person was told: <strong>{}</strong></p>\n<figure>{}\n",
        html(&facts.pain.sentence),
        svg::pain(&facts.pain)
    );
    out.push_str(
        "<figcaption>Pain, 0 to 10. Ring: highest score of the day. Line: median of seven days. Triangle: a flare. \
         Many backs get better by themselves; a line that falls does not show what made it fall.</figcaption></figure>\n",
    );
    // The body stands first, at the right: what follows flows beside it on any printer.
    let beside = if facts.places.is_some() { " beside" } else { "" };
    let _ = writeln!(out, "<div class=\"two{beside}\">");
    if let Some((places, on)) = &facts.places {
        let _ = writeln!(
            out,
            "<figure class=\"body\">{}\n<figcaption>Where it hurts, as marked on {}.</figcaption></figure>",
            svg::body(places),
            day(*on)
        );
    }
    out.push_str("<div>\n");
    if !facts.goals.is_empty() {
        let _ = write!(
            out,
            "<figure>{}\n<figcaption>What the person wants to do again, 0 (not at all) to 10 (as before).",
            svg_function::function(&facts.goals, &facts.function, facts.period)
        );
        for (goal, mark) in facts.goals.iter().zip(svg_function::MARKS) {
            let (words, first, latest) = (html(&goal.words), goal.first, goal.latest);
            let _ = write!(out, " {mark}: {words}, {first} at first, {latest} now.");
        }
        out.push_str("</figcaption></figure>\n");
    }
    let days: usize = facts.weeks.iter().map(|week| week.days).sum();
    let _ = write!(
        out,
        "<figure>{}\n<figcaption>Days with a session, by week: {days} in all. Shaded: the 5 to 7 that are meant.</figcaption></figure>\n</div>\n",
        svg::weeks(&facts.weeks)
    );
    out.push_str("</div>\n</section>\n");
}

fn safety(out: &mut String, facts: &Facts) {
    out.push_str("<section>\n<h2>Safety check and warnings</h2>\n");
    let notable: Vec<&Check> = facts.checks.iter().filter(|check| !check.fired.is_empty()).collect();
    let _ = writeln!(
        out,
        "<p>{} safety checks were answered; {} found something{}. Rules {}, not reviewed by a clinician.</p>",
        facts.checks.len(),
        notable.len(),
        tiers(&notable),
        html(&facts.rules)
    );
    if !facts.flags.is_empty() {
        out.push_str("<table><thead><tr><th>Warning</th><th>Raised</th><th>Now</th><th>Clinicians seen</th></tr></thead><tbody>\n");
        for flag in &facts.flags {
            row(out, &flag_cells(flag));
        }
        out.push_str("</tbody></table>\n");
    }
    out.push_str("</section>\n");
}

/// What the checks that found something came to, the most urgent first: ` (urgent 1, caution 4; the rules are
/// named in the appendix)`.
fn tiers(checks: &[&Check]) -> String {
    let mut counts: BTreeMap<Tier, usize> = BTreeMap::new();
    for check in checks {
        *counts.entry(check.tier).or_default() += 1;
    }
    let mut told: Vec<(Tier, usize)> = counts.into_iter().collect();
    told.sort_by_key(|(tier, _)| std::cmp::Reverse(*tier));
    let told: Vec<String> = told.iter().map(|(tier, count)| format!("{tier} {count}")).collect();
    if told.is_empty() {
        String::new()
    } else {
        format!(" ({}; the appendix names the rules)", told.join(", "))
    }
}

fn flag_cells(flag: &FlagLine) -> [String; 4] {
    let seen =
        if flag.clearances.is_empty() { "none recorded".to_owned() } else { flag.clearances.join("; ") };
    [
        format!("{} ({})", flag.rule, flag.tier),
        flag.raised.format("%-d %B %Y, %H:%M").to_string(),
        if flag.stands { "stands: sessions are locked".to_owned() } else { "lifted".to_owned() },
        seen,
    ]
}

fn wrong(out: &mut String, facts: &Facts) {
    const MOST: usize = 4;
    out.push_str("<section>\n<h2>What went wrong</h2>\n");
    if facts.adverse.is_empty() {
        out.push_str("<p>Nothing was reported.</p>\n");
    } else {
        out.push_str("<ul>\n");
        for adverse in facts.adverse.iter().rev().take(MOST) {
            let _ = writeln!(out, "<li>{}: {}</li>", day(adverse.date), html(&adverse.what));
        }
        out.push_str("</ul>\n");
        if facts.adverse.len() > MOST {
            let _ =
                writeln!(out, "<p>And {} earlier ones: see the appendix.</p>", facts.adverse.len() - MOST);
        }
    }
    out.push_str("</section>\n");
}

fn done(out: &mut String, facts: &Facts) {
    const MOST: usize = 5;
    out.push_str("<section>\n<h2>What was done</h2>\n");
    if facts.exercises.is_empty() {
        out.push_str("<p>No session in these days.</p>\n</section>\n");
        return;
    }
    let _ = writeln!(
        out,
        "<p>{} sessions; {} minutes of walking or the like.</p>",
        facts.sessions.len(),
        facts.weeks.iter().map(|week| week.walked).sum::<i32>()
    );
    if let Some(tries) = &facts.tries {
        let _ =
            writeln!(out, "<p>Movements that worry the person, as the person was told: {}</p>", html(tries));
    }
    exercise_table(out, facts, MOST);
    if !facts.swaps.is_empty() {
        out.push_str("<p>Changed for another form while it was done:</p>\n<ul>\n");
        // The latest say most; the appendix of a long time would say little more.
        for words in facts.swaps.iter().rev().take(MOST) {
            let _ = writeln!(out, "<li>{}</li>", html(words));
        }
        out.push_str("</ul>\n");
    }
    if facts.exercises.len() > MOST {
        let _ = writeln!(out, "<p>The other {} are in the appendix.</p>", facts.exercises.len() - MOST);
    }
    out.push_str("</section>\n");
}

fn exercise_table(out: &mut String, facts: &Facts, most: usize) {
    out.push_str("<table><thead><tr><th>Exercise</th><th>Times</th><th>First dose</th><th>Last dose</th><th>Worst pain in it</th></tr></thead><tbody>\n");
    for done in facts.exercises.iter().take(most) {
        row(
            out,
            &[
                done.name.clone(),
                done.times.to_string(),
                done.first.clone(),
                done.last.clone(),
                score(done.worst),
            ],
        );
    }
    out.push_str("</tbody></table>\n");
}

fn foot(out: &mut String, facts: &Facts) {
    out.push_str("<section>\n<h2>What this page cannot say</h2>\n<ul>\n");
    for gap in &facts.gaps {
        let _ = writeln!(out, "<li>{}</li>", html(gap));
    }
    if facts.left_out > 0 {
        let _ = writeln!(
            out,
            "<li>{} answers on private matters (bladder, bowel and the like) are left out.</li>",
            facts.left_out
        );
    }
    out.push_str("<li>Everything here was entered by the person; nothing was measured or verified.</li>\n</ul>\n</section>\n</main>\n");
}

fn appendix(out: &mut String, facts: &Facts) {
    out.push_str("<section class=\"appendix\">\n<h2>Appendix: the numbers</h2>\n");
    pain_table(out, facts);
    function_table(out, facts);
    out.push_str("<h3>Weeks</h3>\n<table><thead><tr><th>Week from</th><th>Days with a session</th><th>Minutes walked</th></tr></thead><tbody>\n");
    for week in &facts.weeks {
        row(out, &[day(week.from), week.days.to_string(), week.walked.to_string()]);
    }
    out.push_str("</tbody></table>\n");
    if !facts.sessions.is_empty() {
        out.push_str("<h3>Sessions</h3>\n<table><thead><tr><th>Day</th><th>Kind</th><th>Exercises done</th><th>Pain before</th><th>After</th><th>Next morning</th><th>Effort</th></tr></thead><tbody>\n");
        for session in &facts.sessions {
            row(
                out,
                &[
                    day(session.date),
                    session.mode.to_owned(),
                    format!("{} of {}", session.done.0, session.done.1),
                    score(session.before),
                    score(session.after),
                    score(session.morning),
                    score(session.effort),
                ],
            );
        }
        out.push_str("</tbody></table>\n<h3>Exercises</h3>\n");
        exercise_table(out, facts, usize::MAX);
    }
    if !facts.adverse.is_empty() {
        out.push_str("<h3>Everything that went wrong</h3>\n<table><thead><tr><th>Day</th><th>What</th></tr></thead><tbody>\n");
        for adverse in &facts.adverse {
            row(out, &[day(adverse.date), adverse.what.clone()]);
        }
        out.push_str("</tbody></table>\n");
    }
    if !facts.marked.is_empty() {
        out.push_str("<h3>Where it hurt, as marked</h3>\n<ul>\n");
        for words in &facts.marked {
            let _ = writeln!(out, "<li>{}</li>", html(words));
        }
        out.push_str("</ul>\n");
    }
    checks_table(out, facts);
    if !facts.answers.is_empty() {
        out.push_str("<h3>Latest answers of the safety check</h3>\n<table><thead><tr><th>Question</th><th>Answer</th><th>Given on</th></tr></thead><tbody>\n");
        for (question, answer, on) in &facts.answers {
            row(out, &[question.clone(), answer.clone(), day(*on)]);
        }
        out.push_str("</tbody></table>\n");
    }
    out.push_str("</section>\n");
}

/// A row for each week, so that twelve weeks are half a page.
fn pain_table(out: &mut String, facts: &Facts) {
    out.push_str("<h3>Pain by day</h3>\n<p>Highest score of each day; f: a flare.</p>\n<table><thead><tr><th>Week from</th>");
    for name in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Median"] {
        let _ = write!(out, "<th>{name}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for week in &facts.weeks {
        let of_week = |n: u64| {
            let date = week.from.checked_add_days(chrono::Days::new(n))?;
            facts.pain.days.iter().find(|day| day.date == date)
        };
        let mut cells = vec![day(week.from)];
        cells.extend((0..7).map(|n| {
            of_week(n).map_or_else(String::new, |day| {
                let flare = if day.flare { " f" } else { "" };
                day.pain.map_or_else(|| format!("–{flare}"), |pain| format!("{pain}{flare}"))
            })
        }));
        // The last day of the week that is in the period: the median looks back from there.
        let median = (0..7).rev().find_map(of_week).and_then(|day| day.median7);
        cells.push(median.map_or_else(|| "–".to_owned(), |median| median.to_string()));
        row(out, &cells);
    }
    out.push_str("</tbody></table>\n");
}

/// The scores of the chart, a row for each.
fn function_table(out: &mut String, facts: &Facts) {
    if facts.function.iter().all(Vec::is_empty) {
        return;
    }
    out.push_str("<h3>What the person wants to do again</h3>\n<table><thead><tr><th>What</th><th>Day</th><th>Score, 0 to 10</th></tr></thead><tbody>\n");
    for (goal, scores) in facts.goals.iter().zip(&facts.function) {
        for (on, score) in scores {
            row(out, &[goal.words.clone(), day(*on), score.to_string()]);
        }
    }
    out.push_str("</tbody></table>\n");
}

fn checks_table(out: &mut String, facts: &Facts) {
    let told: Vec<&Check> =
        facts.checks.iter().filter(|check| check.whole || !check.fired.is_empty()).collect();
    if told.is_empty() {
        return;
    }
    out.push_str("<h3>Safety checks: the whole ones, and those that found something</h3>\n<table><thead><tr><th>When</th><th>Which</th><th>Came to</th><th>Rules that fired</th></tr></thead><tbody>\n");
    for check in told {
        row(
            out,
            &[
                check.at.format("%-d %B %Y, %H:%M").to_string(),
                if check.whole { "whole".to_owned() } else { "short".to_owned() },
                check.tier.to_string(),
                check.fired.join(", "),
            ],
        );
    }
    out.push_str("</tbody></table>\n");
    if !facts.fired.is_empty() {
        out.push_str("<h3>The rules that fired, in their own words</h3>\n<table><thead><tr><th>Rule</th><th>When it fires</th><th>Note</th></tr></thead><tbody>\n");
        for rule in &facts.fired {
            row(out, rule);
        }
        out.push_str("</tbody></table>\n");
    }
}

fn score(score: Option<u8>) -> String {
    score.map_or_else(|| "–".to_owned(), |score| score.to_string())
}

fn row(out: &mut String, cells: &[String]) {
    out.push_str("<tr>");
    for cell in cells {
        let _ = write!(out, "<td>{}</td>", html(cell));
    }
    out.push_str("</tr>\n");
}
