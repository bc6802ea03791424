//! What the room's methods share: their words, groups and clusters of rows, and shares and means as numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::fit::Mean;
use crate::Words;
use crate::analysis::{Column, Datum, Input, Kind, Number, Opt};

pub(super) const NOT_A_JUDGEMENT: Words = Words {
    en: "As a judgement of an office: targets are set with the outcome in mind, and outcomes are reported by those who set them.",
    zh: "不可用于评判机关：目标制定时已考虑结果，结果又由制定者上报。",
    fr: "Comme jugement d’une administration : les cibles sont fixées en pensant au résultat, et le résultat est publié par ceux qui les fixent.",
};
pub(super) const SAME_THING: Words = Words {
    en: "Target and value speak of the same indicator, territory, unit and year.",
    zh: "目标与数值所指的指标、地区、单位和年份相同。",
    fr: "Cible et valeur portent sur le même indicateur, territoire, unité et année.",
};
pub(super) const ALL_UNITS: Words = Words {
    en: "The units stand for those not in the table; the targets a source prints are those it found worth printing.",
    zh: "所列单元可代表未列单元；来源只刊登其认为值得刊登的目标。",
    fr: "Les unités valent pour celles qui manquent ; une source n’imprime que les cibles qu’elle juge dignes de l’être.",
};
pub(super) const CONF_LEVEL: Opt =
    Opt::default("conf-level", Kind::Number(0.5, 0.9999), "0.95", "level of the intervals");

pub(super) fn level(input: Input<'_>) -> f64 {
    input.settings.number("conf-level").unwrap_or(0.95)
}

/// Number of the cluster of each row: rows of one unit share one; without a column every row is its own.
pub(super) fn clusters(column: Option<&Column>, rows: &[usize]) -> Vec<usize> {
    let Some(column) = column else { return (0..rows.len()).collect() };
    let names: Vec<String> = rows.iter().map(|&row| column.cells.text(row).unwrap_or_default()).collect();
    let place: BTreeMap<&String, usize> = names.iter().collect::<BTreeSet<_>>().into_iter().zip(0..).collect();
    names.iter().map(|name| place[name]).collect()
}

/// Rows of each value of a column, in the order of its first row; all rows under a blank name without a column.
pub(super) fn groups(column: Option<&Column>, rows: &[usize]) -> Vec<(String, Vec<usize>)> {
    let mut groups: Vec<(String, Vec<usize>)> = vec![];
    for &row in rows {
        let name = column.and_then(|c| c.cells.text(row)).unwrap_or_default();
        match groups.iter_mut().find(|(held, _)| *held == name) {
            Some((_, held)) => held.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    groups
}

pub(super) fn suffixed(id: &str, group: &str) -> String {
    if group.is_empty() { id.to_owned() } else { format!("{id}.{group}") }
}

pub(super) fn share_number(
    id: &str,
    label: Words,
    group: &str,
    (value, [low, high]): (f64, [f64; 2]),
    rows: &[usize],
) -> Number {
    Number::new(suffixed(id, group), label, value).of(group).interval(low, high).rows(rows.to_vec())
}

pub(super) fn mean_number(id: &str, label: Words, group: &str, mean: &Mean, rows: &[usize]) -> Number {
    let mut number = Number::new(suffixed(id, group), label, mean.value).of(group).rows(rows.to_vec());
    number.interval = mean.interval;
    number
}

pub(super) fn bounds(interval: Option<[f64; 2]>) -> [Datum; 2] {
    interval.map_or([Datum::Missing, Datum::Missing], |ends| ends.map(Datum::from))
}
