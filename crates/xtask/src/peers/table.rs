//! The comparison as Markdown.

use std::fmt::Write;
use std::thread::available_parallelism;

use super::case::Goal;
use super::contest::{Answer, Row, Without};

/// A table of times and one of what both found, for the rows of one group or of all.
pub fn table(title: &str, rows: &[Row], is_quick: bool) -> String {
    // Where others compute as well, the clock says less than processor time.
    let load = std::fs::read_to_string("/proc/loadavg").ok().and_then(|l| Some(l.split_once(' ')?.0.to_owned()));
    let cores = available_parallelism().map_or(1, usize::from);
    let mut out = format!(
        "## {title}\n\nOn the same data, in turns, on a machine with {cores} cores ({}, {}{}). Seconds by the clock (of \
         processor time) for the estimation alone: data are read and packages loaded before. Where a method draws, time \
         is of one draw.{}\n\n\
         | what | peer | ours | peer's | times faster | goal | |\n|---|---|---:|---:|---:|---|---|\n",
        std::env::consts::OS,
        std::env::consts::ARCH,
        load.map(|l| format!(", load {l} at the end")).unwrap_or_default(),
        if is_quick { " Sizes are small: goals are not judged." } else { "" },
    );
    for row in rows {
        let theirs = row.theirs.as_ref().map_or_else(|why| without(row, why), times);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {theirs} | {} | {} | {} |",
            row.what,
            row.peer,
            times(&row.ours),
            faster(row),
            goal(row.goal),
            verdict(row, is_quick),
        );
    }
    out.push_str(
        "\nWhat both found:\n\n| what | peer | number | ours | peer's | asked | |\n|---|---|---|---:|---:|---|---|\n",
    );
    for row in rows {
        for key in &row.keys {
            let holds = if key.holds() { "agree" } else { "DIFFER" };
            let (what, peer, name, asked) = (&row.what, &row.peer, key.name, key.agree.words());
            let _ = writeln!(out, "| {what} | {peer} | {name} | {} | {} | {asked} | {holds} |", key.ours, key.theirs);
        }
        if let Err(why) = &row.theirs {
            let why = match why {
                Without::Absent(why) => why.clone(),
                Without::Stopped(after) => format!("stopped after {}", seconds(*after)),
            };
            let found: Vec<String> = row.ours.found.iter().map(|(name, value)| format!("{name} {value}")).collect();
            let _ = writeln!(out, "| {} | {} | {} | | {why} | | not compared |", row.what, row.peer, found.join(", "));
        }
    }
    out
}

/// Seconds by the clock, and of processor time.
fn times(answer: &Answer) -> String {
    answer.cpu.map_or_else(|| seconds(answer.wall), |cpu| format!("{} ({})", seconds(answer.wall), seconds(cpu)))
}

fn without(row: &Row, why: &Without) -> String {
    if let Without::Stopped(after) = why {
        return format!("stopped after {}, loading included", seconds(*after));
    }
    let before = row.before.map(|s| format!("; {} once, on another machine and other data of this size", seconds(s)));
    format!("not available here{}", before.unwrap_or_default())
}

/// With three digits that count.
fn seconds(s: f64) -> String {
    let (value, unit) = match s {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s => (s * 1e6, "µs"),
    };
    let decimals = match value {
        v if v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        _ => 2,
    };
    format!("{value:.decimals$} {unit}")
}

fn faster(row: &Row) -> String {
    let ratio = |r: f64| if r >= 9.95 { format!("{r:.0} ×") } else { format!("{r:.1} ×") };
    match (&row.theirs, row.before) {
        (Ok(_), _) if !row.agrees() => "–".to_owned(),
        (Ok(theirs), _) => {
            let cpu = theirs.cpu.zip(row.ours.cpu).map(|(theirs, ours)| format!(" ({})", ratio(theirs / ours)));
            format!("{}{}", ratio(theirs.wall / row.ours.wall), cpu.unwrap_or_default())
        }
        (Err(Without::Stopped(after)), _) => format!("> {}", ratio(after / row.ours.wall)),
        (Err(_), Some(before)) => format!("about {}", ratio(before / row.ours.wall)),
        (Err(_), None) => "–".to_owned(),
    }
}

fn goal(goal: Goal) -> String {
    match goal {
        Goal::Times(times) => format!("{times} ×"),
        Goal::Within(within) => seconds(within),
        Goal::Open => String::new(),
    }
}

/// Whether the goal is reached, by the clock.
fn verdict(row: &Row, is_quick: bool) -> String {
    if row.theirs.is_ok() && !row.agrees() {
        return "ANSWERS DIFFER".to_owned();
    }
    let theirs = row.theirs.as_ref().ok().map(|a| a.wall);
    let reached = match row.goal {
        _ if is_quick => None,
        // How long it would have taken is not known.
        Goal::Times(times) if let Err(Without::Stopped(after)) = row.theirs => {
            (after / row.ours.wall >= times).then_some(true)
        }
        Goal::Times(times) => theirs.or(row.before).map(|theirs| theirs / row.ours.wall >= times),
        Goal::Within(seconds) => Some(row.ours.wall <= seconds),
        Goal::Open => None,
    };
    let word = reached.map_or("", |is| if is { "reached" } else { "missed" });
    let is_absent = matches!(row.theirs, Err(Without::Absent(_)));
    let by_before = is_absent && matches!(row.goal, Goal::Times(_)) && !word.is_empty();
    format!("{word}{}", if by_before { ", by the time it took once" } else { "" })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::case::Agree;
    use super::super::contest::Compared;
    use super::*;

    fn answer(wall: f64) -> Answer {
        Answer { version: "1".to_owned(), wall, cpu: Some(wall * 2.0), found: BTreeMap::new() }
    }

    fn row(theirs: Result<Answer, Without>, goal: Goal, found: f64) -> Row {
        let keys = if theirs.is_ok() { vec![("mean", found, 1.0)] } else { vec![] };
        let keys =
            keys.into_iter().map(|(name, ours, theirs)| Compared { name, ours, theirs, agree: Agree::Share(1e-9) });
        Row {
            what: "means".to_owned(),
            peer: "field 1".to_owned(),
            ours: answer(0.01),
            theirs,
            before: Some(3.0),
            goal,
            keys: keys.collect(),
        }
    }

    #[test]
    fn the_ratio_is_judged_by_the_clock() {
        let told = table("means", &[row(Ok(answer(1.0)), Goal::Times(100.0), 1.0)], false);
        assert!(told.contains("| 10.0 ms (20.0 ms) | 1.00 s (2.00 s) | 100 × (100 ×) | 100 × | reached |"), "{told}");
        let told = table("means", &[row(Ok(answer(0.9)), Goal::Times(100.0), 1.0)], false);
        assert!(told.contains("| 90 × (90 ×) | 100 × | missed |"), "{told}");
        let told = table("means", &[row(Ok(answer(0.9)), Goal::Times(100.0), 1.0)], true);
        assert!(told.contains("goals are not judged") && told.contains("| 100 × |  |"), "{told}");
    }

    #[test]
    fn answers_that_differ_have_no_ratio() {
        let told = table("means", &[row(Ok(answer(1.0)), Goal::Times(100.0), 1.1)], false);
        assert!(told.contains("| – | 100 × | ANSWERS DIFFER |") && told.contains("| DIFFER |"), "{told}");
    }

    #[test]
    fn a_peer_that_cannot_be_had_is_told_with_its_reason_and_its_time() {
        let told =
            table("means", &[row(Err(Without::Absent("no such package".to_owned())), Goal::Times(400.0), 1.0)], false);
        let line = "not available here; 3.00 s once, on another machine and other data of this size | about 300 × | 400 × | missed, by the time it took once |";
        assert!(told.contains(line) && told.contains("no such package"), "{told}");
        let told =
            table("means", &[row(Err(Without::Absent("no such package".to_owned())), Goal::Within(0.05), 1.0)], false);
        assert!(told.contains("| 50.0 ms | reached |"), "{told}");
    }

    #[test]
    fn a_peer_that_was_stopped_bounds_the_ratio() {
        let told = table("means", &[row(Err(Without::Stopped(120.0)), Goal::Times(100.0), 1.0)], false);
        assert!(told.contains("| stopped after 120 s, loading included | > 12000 × | 100 × | reached |"), "{told}");
        let told = table("means", &[row(Err(Without::Stopped(0.5)), Goal::Times(100.0), 1.0)], false);
        assert!(told.contains("| > 50 × | 100 × |  |"), "{told}");
    }
}
