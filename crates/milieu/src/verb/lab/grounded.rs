//! What of the study stands in a world, and what does not and why.

use std::collections::BTreeMap;
use std::io::Write;

use milieu_lab::ground::{Ground, Placed};
use milieu_lab::scenario::Scenario;
use milieu_view::page::SheetShown;

use super::told;
use crate::failure::Failure;

/// Rows of a reason that are named before the rest is only counted.
const NAMED: usize = 3;

/// Says where the world of a scenario comes from.
pub fn tell(out: &mut impl Write, scenario: &Scenario) -> Result<(), Failure> {
    let (Some(ground), Some(placed)) = (&scenario.ground, scenario.placed()) else {
        return Ok(writeln!(out, "\nThe world is synthetic: {}.", synthetic_because(scenario))?);
    };
    writeln!(out, "\nFrom the study, the rest synthetic:")?;
    let rows: Vec<Vec<String>> = placed
        .counts
        .iter()
        .map(|c| [c.what.to_owned(), c.grounded.to_string(), c.synthetic.to_string(), c.facts.to_string()].to_vec())
        .collect();
    told::columns(out, &["at the start", "from the study", "synthetic", "statements they rest on"], &rows)?;
    let apart: usize = ground.apart.iter().map(|(_, rows, _)| rows).sum();
    let not = placed.left.len() + apart;
    writeln!(out, "\nNot placed: {not} {} of the study.", if not == 1 { "row" } else { "rows" })?;
    reasons(ground, &placed).into_iter().try_for_each(|line| writeln!(out, "{line}"))?;
    Ok(())
}

fn synthetic_because(scenario: &Scenario) -> &'static str {
    if scenario.is_synthetic { "the scenario says so" } else { "the scenario is inside no study" }
}

/// Reasons with how many rows each holds back, by table in the contract's order, then by number.
fn reasons(ground: &Ground, placed: &Placed) -> Vec<String> {
    let mut by_reason: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (row, why) in &placed.left {
        let row = &ground.rows[*row];
        by_reason.entry((row.table, why.as_str())).or_default().push(&row.id);
    }
    let mut all: Vec<_> = by_reason.into_iter().collect();
    all.sort_by_key(|((table, why), ids)| (*table, std::cmp::Reverse(ids.len()), *why));
    let lines = all.into_iter().map(|((table, why), ids)| {
        let such = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = if ids.len() > NAMED { ", …" } else { "" };
        format!("{:>6} {}: {why} ({such}{more})", ids.len(), table.name())
    });
    let apart = ground.apart.iter().map(|(_, rows, why)| format!("{rows:>6} {why}"));
    lines.chain(apart).collect()
}

/// Every row that may be placed: where it stands in the study, and as what it stands in the world or why it does not.
pub fn rows(ground: &Ground, placed: &Placed) -> SheetShown {
    let of = |row: usize, stands: &str, why: &str| {
        let one = &ground.rows[row];
        (
            row,
            vec![
                told::text(one.table.name()),
                told::text(&one.id),
                told::text(&one.at),
                told::text(stands),
                told::text(why),
            ],
        )
    };
    let stands = placed.stands.iter().map(|(row, what)| of(*row, what, ""));
    let mut all: Vec<_> = stands.chain(placed.left.iter().map(|(row, why)| of(*row, "", why))).collect();
    all.sort_by_key(|(row, _)| *row);
    let columns = ["table", "id", "at", "stands_as", "not_placed_because"];
    told::sheet("grounding", "Rows of the study at the start", &columns, all.into_iter().map(|(_, row)| row).collect())
}
