//! Amplification as a method on a table.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::{
    ALL_UNITS, CONF_LEVEL, NOT_A_JUDGEMENT, SAME_THING, bounds, clusters, groups, level, mean_number, share_number,
};
use super::cascade::{Amplification, amplified};
use super::fit::Mean;
use crate::Words;
use crate::analysis::figure::{Interval, Intervals, Line, Lines};
use crate::analysis::{At, Column, Figure, Input, Kind, Left, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// What each level adds.
pub static AMPLIFICATION: Method = Method {
    name: "amplification",
    title: Words { en: "Amplification of targets", zh: "目标层层加码", fr: "Amplification des cibles" },
    question: Words {
        en: "What does each level of government add to the target of the level above?",
        zh: "每一级政府在上级目标之上加了多少码？",
        fr: "Qu’ajoute chaque niveau de gouvernement à la cible du niveau supérieur ?",
    },
    assumptions: &[SAME_THING, ALL_UNITS],
    not_for: &[NOT_A_JUDGEMENT],
    peer: "lm with sandwich::vcovCL (R)",
    references: &[
        "Li, Liu, Weng & Zhou (2019), doi:10.1093/ej/uez018",
        "Cameron & Miller (2015), doi:10.3368/jhr.50.2.317",
    ],
    options: &[
        Opt::required("target", Kind::Column, "column of the targets"),
        Opt::required("unit", Kind::Column, "column of the units (territories)"),
        Opt::optional("parent", Kind::Column, "column of the unit above, by its name in `unit`"),
        Opt::optional("parent-target", Kind::Column, "column of the target above, instead of `parent`"),
        Opt::optional("level", Kind::Column, "column of the level, as province"),
        Opt::optional("year", Kind::Column, "column of the years; a parent's target is that of the same year"),
        CONF_LEVEL,
    ],
    example_table: "unit,parent,level,year,target\nCN,,national,2018,6.5\nCN,,national,2019,6\nA,CN,province,2018,7.5\nA,CN,province,2019,7\n\
                    B,CN,province,2018,7\nB,CN,province,2019,6.5\nC,CN,province,2018,8.5\nC,CN,province,2019,7.5\na1,A,prefecture,2018,8\n\
                    a1,A,prefecture,2019,7.5\nb1,B,prefecture,2018,8\nb1,B,prefecture,2019,7\n",
    example: "--target target --unit unit --parent parent --level level --year year",
    example_more: &[],
    run: run_amplification,
};

/// A child with its parent's target: row of the child, of the parent if it has one in the table, and both values.
struct Pair {
    child: usize,
    parent: Option<usize>,
    values: [f64; 2],
}

/// Pairs, rows left out, and rows at the top (which have no parent).
type Pairs = (Vec<Pair>, Vec<Left>, Vec<usize>);

fn run_amplification(input: Input<'_>) -> Result<Outcome, Refusal> {
    let level_of = input.column("level")?;
    let (pairs, left_out, tops) = pairs(input)?;
    if pairs.is_empty() {
        return Err(Refusal::new("no-pairs", "no target has a target above it")
            .why("amplification is child minus parent")
            .help("check `parent`, whose names must be those of `unit`, and `year`")
            .at(At::Option("parent".into())));
    }
    let unit = input.column("unit")?;
    let rows: Vec<usize> = pairs.iter().map(|pair| pair.child).collect();
    let mut outcome = Outcome { left_out, ..Outcome::default() };
    let mut sheet = Sheet {
        id: "levels",
        title: Words { en: "What each level adds", zh: "各级加码", fr: "Ce qu’ajoute chaque niveau" },
        columns: ["level", "measure", "value", "conf_low", "conf_high", "std_error", "n", "units"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![],
        evidence: vec![],
    };
    let mut items = vec![];
    for (name, children) in groups(level_of, &rows) {
        let of: Vec<&Pair> = pairs.iter().filter(|pair| children.contains(&pair.child)).collect();
        let [below, above] = [0, 1].map(|side| of.iter().map(|pair| pair.values[side]).collect::<Vec<f64>>());
        let mut evidence: Vec<usize> = of.iter().flat_map(|pair| pair.parent.into_iter().chain([pair.child])).collect();
        evidence.sort_unstable();
        evidence.dedup();
        let Some(found) = amplified(&below, &above, &clusters(unit, &children), level(input)) else { continue };
        outcome.numbers.extend(numbers_of_level(&name, &found, &evidence));
        rows_of_level(&name, &found, &evidence, of.len(), &mut sheet);
        items.push(Interval {
            name: if name.is_empty() { "all".into() } else { name },
            group: String::new(),
            value: found.difference.value,
            bounds: found.difference.interval,
            rows: evidence,
        });
        if found.difference.clusters < 5 {
            let words = Words {
                en: "Few units at this level: its interval is wide for a reason, or missing.",
                zh: "该级单元很少：区间宽或缺失自有缘由。",
                fr: "Peu d’unités à ce niveau : l’intervalle est large, ou manque, pour cette raison.",
            };
            let detail = items.last().map(|item| item.name.clone()).unwrap_or_default();
            outcome.notes.push(Note { warns: true, words, detail });
        }
    }
    outcome.used =
        items.iter().flat_map(|item| item.rows.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    let intervals = Intervals { scale: "child − parent".into(), ratio: false, reference: Some(0.0), items };
    outcome.figures.push(Figure::Intervals(intervals));
    if let Some(lines) = lines_by_level(input, &tops, &rows)? {
        outcome.figures.push(Figure::Lines(lines));
    }
    outcome.sheets.push(sheet);
    Ok(outcome)
}

fn numbers_of_level(name: &str, found: &Amplification, evidence: &[usize]) -> Vec<Number> {
    let mut numbers = vec![
        mean_number(
            "difference",
            Words {
                en: "mean of child − parent", zh: "下级减上级之均值", fr: "moyenne de cible − cible supérieure"
            },
            name,
            &found.difference,
            evidence,
        ),
        share_number(
            "above",
            Words {
                en: "share above the level above", zh: "高于上级的比例", fr: "part au-dessus du niveau supérieur"
            },
            name,
            found.above,
            evidence,
        ),
    ];
    if let Some(ratio) = &found.ratio {
        numbers.push(mean_number(
            "ratio",
            Words {
                en: "mean of child ÷ parent",
                zh: "下级与上级之比的均值",
                fr: "moyenne de cible ÷ cible supérieure",
            },
            name,
            ratio,
            evidence,
        ));
    }
    if let Some([intercept, slope]) = &found.line {
        numbers.push(mean_number(
            "slope",
            Words {
                en: "slope on the level above", zh: "对上级目标的斜率", fr: "pente sur le niveau supérieur"
            },
            name,
            slope,
            evidence,
        ));
        numbers.push(mean_number(
            "intercept",
            Words { en: "intercept", zh: "截距", fr: "ordonnée à l’origine" },
            name,
            intercept,
            evidence,
        ));
    }
    numbers
}

fn rows_of_level(name: &str, found: &Amplification, evidence: &[usize], n: usize, sheet: &mut Sheet) {
    let mut push = |measure: &str, value: f64, interval: Option<[f64; 2]>, se: Option<f64>, units: usize| {
        let [low, high] = bounds(interval);
        sheet.rows.push(vec![name.into(), measure.into(), value.into(), low, high, se.into(), n.into(), units.into()]);
        sheet.evidence.push(evidence.to_vec());
    };
    let units = found.difference.clusters;
    let mut mean = |measure: &str, m: &Mean| push(measure, m.value, m.interval, m.se, units);
    mean("difference", &found.difference);
    if let Some(ratio) = &found.ratio {
        mean("ratio", ratio);
    }
    if let Some([intercept, slope]) = &found.line {
        mean("slope", slope);
        mean("intercept", intercept);
    }
    push("above", found.above.0, Some(found.above.1), None, units);
}

/// Finds the parent of each target.
fn pairs(input: Input<'_>) -> Result<Pairs, Refusal> {
    const ORPHAN: Words = Words {
        en: "the table has no target of the unit above in that year",
        zh: "表中无该年份的上级目标",
        fr: "la table n’a pas de cible du niveau supérieur pour cette année",
    };
    let target = input.numbers("target")?;
    let unit = input.column("unit")?;
    let Some(unit) = unit else { return Ok((vec![], vec![], vec![])) };
    let year = input.column("year")?;
    let needed: Vec<&Column> = [input.column("target")?, Some(unit), year].into_iter().flatten().collect();
    let (complete, mut left) = input.complete(&needed);
    let mut pairs = vec![];
    let (mut tops, mut orphans) = (vec![], vec![]);
    if input.settings.text("parent-target").is_some() {
        let above = input.numbers("parent-target")?;
        for row in complete {
            match (target[row], above[row]) {
                (Some(below), Some(above)) => pairs.push(Pair { child: row, parent: None, values: [below, above] }),
                _ => tops.push(row),
            }
        }
        return Ok((pairs, left, tops));
    }
    let parent = input.column("parent")?.ok_or_else(|| {
        Refusal::new("option-missing", "neither `parent` nor `parent-target` is said")
            .why("amplification is child minus parent")
            .help("say --parent COLUMN, or --parent-target COLUMN")
            .at(At::Option("parent".into()))
    })?;
    let year_of = |row: usize| year.and_then(|column| column.cells.text(row)).unwrap_or_default();
    let mut held: BTreeMap<(String, String), usize> = BTreeMap::new();
    for &row in &complete {
        let key = (unit.cells.text(row).unwrap_or_default(), year_of(row));
        if let Some(first) = held.insert(key.clone(), row) {
            let what = format!(
                "`{}` has two targets{}",
                key.0,
                if key.1.is_empty() { String::new() } else { format!(" in {}", key.1) }
            );
            return Err(Refusal::new("target-twice", what)
                .why(format!("rows {} and {} could each be the parent", first + 1, row + 1))
                .help("keep one of them, name a `year`, or ask for one indicator only")
                .at(At::Cell(unit.name.clone(), row)));
        }
    }
    for row in complete {
        let Some(name) = parent.cells.text(row) else {
            tops.push(row);
            continue;
        };
        let above = held.get(&(name, year_of(row))).copied();
        match (target[row], above, above.and_then(|above| target[above])) {
            (Some(below), Some(at), Some(above)) => {
                pairs.push(Pair { child: row, parent: Some(at), values: [below, above] })
            }
            _ => orphans.push(row),
        }
    }
    if !orphans.is_empty() {
        left.push(Left { reason: ORPHAN, detail: String::new(), rows: orphans });
    }
    Ok((pairs, left, tops))
}

/// Mean target of each level by year.
fn lines_by_level(input: Input<'_>, tops: &[usize], children: &[usize]) -> Result<Option<Lines>, Refusal> {
    let (Some(level), Some(_)) = (input.column("level")?, input.column("year")?) else { return Ok(None) };
    let (Ok(years), target) = (input.numbers("year"), input.numbers("target")?) else { return Ok(None) };
    let mut rows: Vec<usize> = tops.iter().chain(children).copied().collect();
    rows.sort_unstable();
    let line = |(name, rows): (String, Vec<usize>)| {
        let mut by_year: Vec<(f64, f64, f64)> = vec![];
        for (year, value) in rows.iter().filter_map(|&row| years[row].zip(target[row])) {
            match by_year.iter_mut().find(|(held, _, _)| *held == year) {
                Some((_, sum, n)) => (*sum, *n) = (*sum + value, *n + 1.0),
                None => by_year.push((year, value, 1.0)),
            }
        }
        by_year.sort_by(|a, b| a.0.total_cmp(&b.0));
        Line { name, faint: false, points: by_year.into_iter().map(|(year, sum, n)| [year, sum / n]).collect() }
    };
    let lines = groups(Some(level), &rows).into_iter().map(line).collect();
    Ok(Some(Lines { x: "year".into(), y: "mean target".into(), mark: None, lines }))
}
