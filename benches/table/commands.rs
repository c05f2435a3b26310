//! Commands over ten years, beside general tools that work out the same.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use supple::paths::Paths;

use super::pty::Program;
use super::rows::{at_most, part, ratio, times};
use super::{Homes, SIZES, peers};

const RUNS: usize = 15;

/// The median of the scores of seven days, for every day with one.
const JQ: &str = r#"[inputs | select(.type == "pain.rated" and .body.when == "check_in") | {d: .ts[:10], s: .body.score}]
    | group_by(.d) | map({d: .[0].d, s: (map(.s) | sort | .[length / 2 | floor])}) as $days
    | [range($days | length) as $i | {d: $days[$i].d, m: ($days[([$i - 6, 0] | max):$i + 1] | map(.s) | sort | .[length / 2 | floor])}]
    | length"#;

const DUCKDB: &str = "
import duckdb, sys
print(len(duckdb.sql(f'''
    with scores as (
        select substr(ts, 1, 10)::date as d, median((body->>'score')::int) as s
        from read_json('{sys.argv[1]}', format = 'newline_delimited', columns = {{ts: 'varchar', type: 'varchar', body: 'json'}})
        where type = 'pain.rated' and body->>'when' = 'check_in' group by d
    )
    select d, median(s) over (order by d range between interval 6 days preceding and current row) as m from scores
''').fetchall()))
";

fn run(program: &str, args: &[&str], env: Option<(&str, &str)>) -> Option<Duration> {
    let mut command = Command::new(program);
    command.args(args).envs(env).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let status = command.status().ok()?;
    let taken = begun.elapsed();
    status.success().then_some(taken)
}

/// Measures it.
pub(super) fn measure(homes: &Homes) {
    part("Commands, ten years");
    let home = homes.of(SIZES[2]);
    let journal = Paths::find(Some(&home), |_| None).expect("a home").journal();
    let journal = journal.to_str().expect("a path in UTF-8");
    let ours = |words: &[&str]| {
        let program = Program::supple(&home, words);
        let args: Vec<&str> = program.args.iter().map(String::as_str).collect();
        let path = program.path.to_str().expect("a path in UTF-8").to_owned();
        let all = (0..RUNS).filter_map(|_| run(&path, &args, None)).collect();
        times(&format!("supple {}", words.join(" ")), all)
    };
    let trend = ours(&["trend", "--range", "all", "--json"]);
    ours(&["trend"]);
    ours(&["status"]);
    ours(&["plan"]);
    if peers::on_path("jq") {
        let all = (0..3).filter_map(|_| run("jq", &["-n", JQ, journal], None)).collect();
        let jq = times("jq, the 7-day median", all);
        at_most("supple trend / jq", ratio(trend, jq), 0.05);
    }
    if let Some(packages) = peers::python("duckdb") {
        let env = packages.to_str().map(|path| ("PYTHONPATH", path));
        let all = (0..5).filter_map(|_| run("python3", &["-c", DUCKDB, journal], env)).collect();
        let duckdb = times("DuckDB, the 7-day median", all);
        at_most("supple trend / DuckDB", ratio(trend, duckdb), 1.0 / 6.0);
    }
}
