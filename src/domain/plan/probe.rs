//! The probe document: one JSON object in, so that plans can be asked for from outside. Every mistake is
//! named with line, column, field and what was expected.
//!
//! Decided here: a key that is not known is an error wherever a slip would change the plan without a
//! word. Known keys that the plan does not read pass: what a plan or a log prints about an exercise or
//! a session (`ladder`, `reason`, `started`, ...), names, notes, and keys that begin with `_`.

mod schema;
mod spans;

use super::input::Input;
use schema::check;
use spans::Spans;

/// Reads a probe document.
///
/// # Errors
/// `line 12, column 7: today.pain_now: 11 is outside 0 to 10; ...`: line, column, field, what is there,
/// what was expected.
pub fn input_from_json(text: &str) -> Result<Input, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        format!("line {}, column {}: this is not JSON: {what}", error.line(), error.column())
    })?;
    let spans = Spans::new(text);
    if let Some(path) = &spans.doubled {
        return Err(format!("{}: {path} is given twice; keep one of them", spans.place(path)));
    }
    check(&value).map_err(|wrong| {
        let field = wrong.path.trim_start_matches('\u{1}');
        let field = if field.is_empty() { "the document" } else { field };
        format!("{}: {field}: {}", spans.place(&wrong.path), wrong.what)
    })?;
    serde_json::from_value(value).map_err(|error| format!("line 1, column 1: the document: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{
  "library": [{"id": "heel_tap", "ladder": "deadbug", "level": 1, "kind": "reps", "region": "trunk",
    "for": ["back"], "sides": 2, "tags": ["core"], "contra": [], "priority": 10}],
  "profile": {"intake_date": "2026-11-01", "age": 45, "regions": ["back"], "usual_pain": 4,
    "settle_minutes": 20, "conditions": [], "aerobic_ok": true},
  "today": {"date": "2026-11-12", "pain_now": 4, "minutes": 15, "time": "evening",
    "morning_stiff": false, "flare": false, "flags": []},
  "checkins": [{"date": "2026-11-05", "pain": 4}],
  "clearances": [{"date": "2026-11-09", "by": "clinician"}],
  "sessions": [{"date": "2026-11-11", "mode": "normal", "minutes": 15, "pain_before": 4,
    "pain_after": 4, "pain_over_1h": false, "next_morning_pain": 4, "effort": 4, "signs": [],
    "events": [], "aerobic": {"prescribed": 10, "done": 10, "pain": 1, "talk_ok": true},
    "exercises": [{"id": "heel_tap", "prescribed": {"sets": 1, "reps": 6, "hold_s": 0},
      "done": {"sets": 1, "reps": 6, "hold_s": 0}, "pain": 1, "effort": 4, "stop": null}]}]
}"#;

    #[test]
    fn the_example_of_the_rules_is_read() {
        let input = input_from_json(GOOD).unwrap();
        assert_eq!(input.sessions[0].exercises[0].pain, Some(1));
        assert_eq!(input.library[0].sides, 2);
    }

    #[test]
    fn null_means_not_answered() {
        let text = GOOD
            .replace("\"pain_now\": 4", "\"pain_now\": null")
            .replace("\"effort\": 4", "\"effort\": null");
        let input = input_from_json(&text).unwrap();
        assert_eq!((input.today.pain_now, input.sessions[0].effort), (None, None));
    }

    #[test]
    fn every_mistake_is_named_with_its_place() {
        // what stands there, what it becomes, the part that is the mistake, the message
        for (from, to, culprit, message) in [
            (
                "\"pain_now\": 4",
                "\"pain_now\": 11",
                "11",
                "today.pain_now: 11 is outside 0 to 10; give a whole number from 0 to 10, or null",
            ),
            (
                "\"pain_now\": 4",
                "\"pain_now\": 4.5",
                "4.5",
                "today.pain_now: 4.5 is not a whole number; give a whole number from 0 to 10, or null",
            ),
            (
                "\"pain_now\": 4",
                "\"pain_now\": \"4\"",
                "\"4\"",
                "today.pain_now: \"4\" is not a whole number; give a whole number from 0 to 10, or null",
            ),
            (
                "\"pain\": 1, \"effort\"",
                "\"pain\": -1, \"effort\"",
                "-1",
                "sessions[0].exercises[0].pain: -1 is outside 0 to 10; give a whole number from 0 to 10, or null",
            ),
            (
                "\"minutes\": 15, \"time\"",
                "\"minutes\": -5, \"time\"",
                "-5",
                "today.minutes: -5 is outside 0 to 100000; give a whole number from 0 to 100000, or null",
            ),
            (
                "\"kind\": \"reps\"",
                "\"kind\": \"push\"",
                "\"push\"",
                "library[0].kind: \"push\" is not known; give one of \"mobility\", \"stretch\", \"hold\", \"reps\", \"sustained\", \"minutes\"",
            ),
            (
                "\"date\": \"2026-11-05\"",
                "\"date\": \"2026-13-05\"",
                "\"2026-13-05\"",
                "checkins[0].date: \"2026-13-05\" is not a date; give one as YYYY-MM-DD",
            ),
            (
                "\"checkins\"",
                "\"checkin\"",
                "\"checkin\"",
                "checkin: no such field here; known are \"library\", \"profile\", \"today\", \"checkins\", \"clearances\", \"sessions\"",
            ),
            (
                "\"talk_ok\"",
                "\"talkok\"",
                "\"talkok\"",
                "sessions[0].aerobic.talkok: no such field here; known are \"prescribed\", \"done\", \"pain\", \"talk_ok\"",
            ),
            (
                "\"stop\": null",
                "\"stop\": \"ouch\"",
                "\"ouch\"",
                "sessions[0].exercises[0].stop: \"ouch\" is not known; give one of \"time\", \"form\", \"fatigue\", \"pain\", \"sharp\", \"spreading\", \"skipped\", or null",
            ),
            (
                "\"sides\": 2",
                "\"sides\": 3",
                "3",
                "library[0].sides: 3 is outside 1 to 2; give a whole number from 1 to 2",
            ),
            (
                "\"today\": {\"date\": \"2026-11-12\", ",
                "\"today\": {",
                "{",
                "today: \"date\" is missing; give one as YYYY-MM-DD",
            ),
            ("\"flags\": []", "\"flags\": [7]", "7", "today.flags[0]: 7 is not text; give text in quotes"),
            (
                "\"flare\": false",
                "\"flare\": \"no\"",
                "\"no\"",
                "today.flare: \"no\" is neither true nor false; give true or false, or null",
            ),
            (
                "\"age\": 45",
                "\"age\": 45, \"age\": 46",
                "\"age\": 46",
                "profile.age is given twice; keep one of them",
            ),
            ("\"flags\": []", "\"flags\": [}", "}", "this is not JSON: expected value"),
        ] {
            let text = GOOD.replacen(from, to, 1);
            assert_ne!(text, GOOD, "{from} is not in the document");
            let at = text.find(to).unwrap() + to.find(culprit).unwrap();
            let line = text[..at].matches('\n').count() + 1;
            let column = at - text[..at].rfind('\n').map_or(0, |n| n + 1) + 1;
            let expected = format!("line {line}, column {column}: {message}");
            assert_eq!(input_from_json(&text).unwrap_err(), expected, "{to}");
        }
    }

    #[test]
    fn not_an_object_and_nothing_at_all() {
        assert_eq!(
            input_from_json("[]").unwrap_err(),
            "line 1, column 1: the document: a list is not an object; give { ... } with its fields"
        );
        assert!(input_from_json("").unwrap_err().starts_with("line 1, column 0: this is not JSON"));
        let error = input_from_json("{}").unwrap_err();
        assert_eq!(error, "line 1, column 1: the document: \"library\" is missing; give a list, [ ... ]");
    }

    #[test]
    fn what_a_plan_or_a_log_prints_passes() {
        let text = GOOD
            .replace(
                "\"pain\": 1, \"effort\": 4",
                "\"ladder\": \"deadbug\", \"reason\": \"x\", \"pain\": 1, \"effort\": 4",
            )
            .replace(
                "\"sessions\": [{",
                "\"_about\": \"a try\", \"sessions\": [{\"id\": \"01J\", \"started\": \"x\", ",
            );
        assert!(input_from_json(&text).is_ok());
    }
}
