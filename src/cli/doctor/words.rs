//! The report of `doctor` in words, and the form of it that may be shown to anybody.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Finding, Report};
use crate::cli::output;

/// So many findings of one kind are told.
const TOLD: usize = 12;

/// For the person.
pub(super) fn text(report: &Report) -> String {
    let mut out = String::new();
    let journal = &report.journal;
    let _ = writeln!(out, "journal    {}", output::harmless(&journal.path));
    if let Some(target) = &journal.link {
        let _ = writeln!(out, "           a link to {}", output::harmless(target));
    }
    for own in &journal.others {
        let link = own.link.as_ref().map_or(String::new(), |to| format!(", a link to {to}"));
        let words = format!("and {}, {} bytes, {} lines{link}", own.name, own.bytes, own.lines);
        let _ = writeln!(out, "           {}", output::harmless(&words));
    }
    if journal.exists {
        let all = if journal.others.is_empty() { "" } else { "in all " };
        let _ = writeln!(
            out,
            "           {all}{} bytes, {} lines, {} events, read in {} ms",
            journal.bytes, journal.lines, journal.events, journal.read_ms
        );
        if let (Some(first), Some(last)) = (&journal.first, &journal.last) {
            let _ = writeln!(out, "           from {first} to {last}");
        }
    } else {
        out.push_str("           not there yet; it begins with your first answer\n");
    }
    if report.paths.written != report.paths.journal {
        let _ = writeln!(out, "adds to    {}", output::harmless(&report.paths.written));
    }
    let rows = [
        ("settings", &report.paths.config_file),
        ("exercises", &report.paths.exercises),
        ("state", &report.paths.state),
    ];
    for (name, place) in rows {
        let _ = writeln!(out, "{name:<10} {}", output::harmless(place));
    }
    facts(report, &mut out);
    if report.findings.is_empty() {
        out.push_str("\nNothing to report.\n");
    }
    for (finding, more) in few(&report.findings) {
        let mark = if finding.level == "attention" { "!" } else { "-" };
        let _ = writeln!(out, "\n{mark} {}", finding.text);
        if more > 0 {
            let _ = writeln!(
                out,
                "\n{mark} {more} more of this kind ({}). `supple doctor --json` has them all.",
                finding.code
            );
        }
    }
    out
}

/// What people read of a list that may have a million lines: the first of each kind, the last of these with how many
/// more there are.
fn few(findings: &[Finding]) -> Vec<(&Finding, usize)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for finding in findings {
        *seen.entry(&finding.code).or_default() += 1;
    }
    let all = seen.clone();
    seen.clear();
    let told = findings.iter().filter_map(|finding| {
        let nth = seen.entry(&finding.code).or_default();
        *nth += 1;
        let more = all.get(finding.code.as_str()).filter(|_| *nth == TOLD).map_or(0, |all| all - TOLD);
        (*nth <= TOLD).then_some((finding, more))
    });
    told.collect()
}

/// What was looked at, good or bad, a line each.
fn facts(report: &Report, out: &mut String) {
    let facts = &report.facts;
    let mut row = |name: &str, words: String| {
        let _ = writeln!(out, "{name:<10} {}", output::harmless(&words));
    };
    if let Some(disk) = &facts.disk {
        let free = facts.free.map_or(String::new(), |free| format!(", {} free", size(free)));
        row("disk", format!("{disk}{free}"));
    }
    if let Some(ms) = facts.write_ms {
        row("writing", format!("works; a new file took {ms} ms"));
    }
    row(
        "reserve",
        if facts.reserve { "256 KiB are kept free for a full disk" } else { "none yet" }.to_owned(),
    );
    let newest = facts.newest_backup.as_ref().map_or(String::new(), |day| format!(", the newest of {day}"));
    row("copies", format!("{}{newest}", facts.backups));
    row("terminal", facts.terminal.words());
}

/// A size of a disk, rounded down.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    let (mut size, mut unit) = (bytes / 1024, 0);
    while size >= 10 * 1024 && unit + 1 < UNITS.len() {
        size /= 1024;
        unit += 1;
    }
    format!("{size} {}", UNITS[unit])
}

/// For anybody: counts, codes and line numbers. No path and no sentence, as both may hold a name or a
/// word of the person.
pub(super) fn report(report: &Report) -> String {
    let (journal, facts) = (&report.journal, &report.facts);
    let mut out = format!("supple {} doctor: {}\n", env!("CARGO_PKG_VERSION"), report.status);
    let _ = writeln!(
        out,
        "journal    {}{}, {} bytes, {} lines, {} events, read in {} ms",
        if journal.exists { "there" } else { "not there" },
        match (journal.link.is_some(), journal.others.len()) {
            (false, 0) => String::new(),
            (true, 0) => ", a link".to_owned(),
            (link, more) => format!("{}, {more} more of its files", if link { ", a link" } else { "" }),
        },
        journal.bytes,
        journal.lines,
        journal.events,
        journal.read_ms
    );
    let one = report.paths.home.is_some();
    let _ = writeln!(out, "folders    {}", if one { "one home" } else { "the usual ones" });
    let free = facts.free.map_or(String::new(), |free| format!(", {} free", size(free)));
    let _ = writeln!(out, "disk       {}{free}", facts.disk.as_deref().map_or("not known", |disk| disk));
    let _ = writeln!(
        out,
        "writing    {}",
        facts.write_ms.map_or("not tried, or fails".to_owned(), |ms| format!("{ms} ms"))
    );
    let _ = writeln!(out, "reserve    {}", facts.reserve);
    let _ = writeln!(out, "copies     {}", facts.backups);
    let _ = writeln!(out, "rescue     {}", facts.rescue_files);
    let _ = writeln!(out, "set aside  {}", facts.set_aside);
    let _ = writeln!(out, "zones      {}", facts.zones);
    let _ = writeln!(out, "terminal   {}", facts.terminal.words());
    for (finding, more) in few(&report.findings) {
        let of = if finding.file.is_some() { " of a computer's own file" } else { "" };
        let line = finding.line.map_or(String::new(), |line| format!(" line {line}{of}"));
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(out, "{:<10} {}{line}{more}", finding.level, finding.code);
    }
    if report.findings.is_empty() {
        out.push_str("no findings\n");
    }
    out
}
