//! Rows sorted once: by stratum and exit, covariates column by column, cut into blocks.
//!
//! After sorting, ages are no longer needed. A row is at risk at the event times (*groups*) from `first` to the group
//! that holds it, so that every risk set is a difference of suffix sums, also under delayed entry and strata.

use rayon::prelude::*;
use std::ops::Range;

use super::{Error, Input};
use crate::survival::order;
use crate::survival::sample::{finite, length};

/// Rows of a block, about: small enough for the nearest cache, large enough to be worth a task.
const BLOCK: usize = 2048;

/// One event time of a stratum.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The age.
    pub time: f64,
    /// Index of the stratum's first group.
    pub stratum_start: u32,
    /// Rows whose last event time this is.
    pub rows: Range<usize>,
    /// Of these, how many are events at this time; they stand first.
    pub deaths: usize,
    /// Rows, by entry, whose first event time is the next group.
    pub late: Range<usize>,
}

/// Neighbouring groups that are worked on together.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub groups: Range<usize>,
    pub rows: Range<usize>,
    pub late: Range<usize>,
}

/// Covariates of some rows, column by column, with their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub rows: usize,
    pub values: Vec<f64>,
    pub weight: Option<Vec<f64>>,
    pub offset: Option<Vec<f64>>,
}

impl Columns {
    pub fn column(&self, a: usize) -> &[f64] {
        &self.values[a * self.rows..(a + 1) * self.rows]
    }

    fn gather(input: &Input, order: &[u32], centre: &[f64]) -> Self {
        let mut values = vec![0.0; order.len() * input.covariates.len()];
        values.par_chunks_mut(order.len().max(1)).zip(input.covariates).zip(centre).for_each(
            |((own, column), mean)| own.iter_mut().zip(order).for_each(|(v, &r)| *v = column[r as usize] - mean),
        );
        let pick = |column: &[f64]| order.iter().map(|&row| column[row as usize]).collect();
        Self { rows: order.len(), values, weight: input.weight.map(pick), offset: input.offset.map(pick) }
    }

    /// The weight of a row.
    pub fn weight_of(&self, row: usize) -> f64 {
        self.weight.as_ref().map_or(1.0, |w| w[row])
    }
}

/// The sorted data of a fit.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// Covariates.
    pub width: usize,
    /// Rows of the input.
    pub input_rows: usize,
    /// Events among the rows kept.
    pub events: usize,
    /// Every row of the input by stratum and exit, events before censored rows.
    pub by_exit: Vec<u32>,
    /// The rows kept, in this order; rows never at risk at an event are left out.
    pub row: Vec<u32>,
    pub event: Vec<bool>,
    /// The first group at which a row is at risk.
    pub first: Vec<u32>,
    /// The group that holds a row.
    pub last: Vec<u32>,
    pub columns: Columns,
    /// Rows that enter after the first event time of their stratum, by entry.
    pub late: Columns,
    pub groups: Vec<Group>,
    /// The stratum of each group, as the input names it.
    pub stratum: Vec<usize>,
    pub blocks: Vec<Block>,
    /// Weighted means of the covariates over all rows, taken off before anything is summed.
    pub centre: Vec<f64>,
    /// Their standard deviations.
    pub spread: Vec<f64>,
}

/// Rows by stratum and exit, events before censored rows.
fn by_exit(input: &Input) -> Vec<u32> {
    let sample = &input.sample;
    let key = |row: usize| order::exit(sample.exit[row], sample.event[row]);
    let keys: Vec<u64> = (0..sample.len()).into_par_iter().map(key).collect();
    let rows = order::ascending(&keys);
    let Some(strata) = input.strata else { return rows };
    let keys: Vec<u64> = rows.iter().map(|&row| strata[row as usize] as u64).collect();
    order::ascending(&keys).into_iter().map(|at| rows[at as usize]).collect()
}

impl Layout {
    pub fn new(input: &Input) -> Result<Self, Error> {
        check(input)?;
        let rows = by_exit(input);
        let (centre, spread) = moments(input);
        let mut layout = Self {
            width: input.covariates.len(),
            input_rows: rows.len(),
            events: 0,
            by_exit: vec![],
            row: Vec::with_capacity(rows.len()),
            event: Vec::with_capacity(rows.len()),
            first: vec![],
            last: Vec::with_capacity(rows.len()),
            columns: Columns::default(),
            late: Columns::default(),
            groups: Vec::with_capacity(input.sample.events()),
            stratum: vec![],
            blocks: vec![],
            centre,
            spread,
        };
        layout.group(input, &rows);
        layout.events = layout.groups.iter().map(|g| g.deaths).sum();
        layout.columns = Columns::gather(input, &layout.row, &layout.centre);
        layout.enter(input);
        layout.cut();
        layout.by_exit = rows;
        Ok(layout)
    }

    /// Makes the groups and puts each row into the last one it lives to see.
    fn group(&mut self, input: &Input, rows: &[u32]) {
        let sample = &input.sample;
        let stratum_of = |row: u32| input.strata.map_or(0, |s| s[row as usize]);
        let mut stratum_start = 0;
        for (i, &row) in rows.iter().enumerate() {
            let stratum = stratum_of(row);
            if i == 0 || stratum_of(rows[i - 1]) != stratum {
                stratum_start = self.groups.len();
            }
            let (time, is_event) = (sample.exit[row as usize], sample.event[row as usize]);
            let at = self.row.len();
            let is_new = |last: &Group| last.time != time || (last.stratum_start as usize) != stratum_start;
            if is_event && (self.groups.len() == stratum_start || self.groups.last().is_none_or(is_new)) {
                self.stratum.push(stratum);
                self.groups.push(Group {
                    time,
                    stratum_start: stratum_start as u32,
                    rows: at..at,
                    deaths: 0,
                    late: 0..0,
                });
            }
            if self.groups.len() == stratum_start {
                continue;
            }
            let last = self.groups.len() - 1;
            let group = &mut self.groups[last];
            if sample.entry_of(row as usize) >= group.time {
                continue;
            }
            group.rows.end = at + 1;
            group.deaths += usize::from(is_event);
            self.row.push(row);
            self.event.push(is_event);
            self.last.push(last as u32);
        }
    }

    /// Finds the first group of each row and lists the late ones by it.
    fn enter(&mut self, input: &Input) {
        let Some(entry) = input.sample.entry else {
            self.first = self.last.par_iter().map(|&g| self.groups[g as usize].stratum_start).collect();
            return;
        };
        // Rows by entry, stratum by stratum as they lie: ages of entry and of events are then walked along together.
        let keys: Vec<u64> = self.row.par_iter().map(|&row| order::bits(entry[row as usize])).collect();
        let mut rows = order::ascending(&keys);
        let has_strata = input.strata.is_some();
        let start_of =
            |at: u32| if has_strata { self.groups[self.last[at as usize] as usize].stratum_start } else { 0 };
        if has_strata {
            let keys: Vec<u64> = rows.iter().map(|&at| u64::from(start_of(at))).collect();
            rows = order::ascending(&keys).into_iter().map(|at| rows[at as usize]).collect();
        }
        self.first = vec![0; rows.len()];
        let mut late: Vec<(u32, u32)> = vec![];
        let mut first = 0;
        for &at in &rows {
            let (start, row) = (start_of(at), self.row[at as usize]);
            first = start.max(first);
            while self.groups[first as usize].time <= entry[row as usize] {
                first += 1;
            }
            self.first[at as usize] = first;
            if first > start {
                late.push((first, row));
            }
        }
        let mut next = 0;
        for (g, group) in self.groups.iter_mut().enumerate() {
            let from = next;
            while next < late.len() && late[next].0 as usize == g + 1 {
                next += 1;
            }
            group.late = from..next;
        }
        let order: Vec<u32> = late.into_iter().map(|(_, row)| row).collect();
        self.late = Columns::gather(input, &order, &self.centre);
    }

    /// Cuts the groups into blocks.
    fn cut(&mut self) {
        let mut from = 0;
        let mut size = 0;
        for g in 0..self.groups.len() {
            size += self.groups[g].rows.len() + self.groups[g].late.len();
            if size >= BLOCK || g + 1 == self.groups.len() {
                let (first, last) = (&self.groups[from], &self.groups[g]);
                self.blocks.push(Block {
                    groups: from..g + 1,
                    rows: first.rows.start..last.rows.end,
                    late: first.late.start..last.late.end,
                });
                from = g + 1;
                size = 0;
            }
        }
    }
}

fn check(input: &Input) -> Result<(), Error> {
    let n = input.sample.len();
    input.sample.check()?;
    for column in input.covariates {
        length("covariate", n, column.len())?;
        finite("covariate", column)?;
    }
    if let Some(strata) = input.strata {
        length("strata", n, strata.len())?;
    }
    if let Some(offset) = input.offset {
        length("offset", n, offset.len())?;
        finite("offset", offset)?;
    }
    if let Some(weight) = input.weight {
        length("weight", n, weight.len())?;
        finite("weight", weight)?;
        if let Some(row) = weight.iter().position(|&w| w <= 0.0) {
            return Err(Error::Weight { row });
        }
    }
    Ok(())
}

/// Weighted means and standard deviations of the covariates.
fn moments(input: &Input) -> (Vec<f64>, Vec<f64>) {
    let n = input.sample.len();
    let weight = |i: usize| input.weight.map_or(1.0, |w| w[i]);
    let total: f64 = (0..n).map(weight).sum();
    input
        .covariates
        .par_iter()
        .map(|column| {
            let mean = (0..n).map(|i| weight(i) * column[i]).sum::<f64>() / total;
            let square: f64 = (0..n).map(|i| weight(i) * (column[i] - mean).powi(2)).sum();
            (mean, (square / total).sqrt())
        })
        .unzip()
}
