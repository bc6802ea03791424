//! Right-censored, possibly left-truncated lifespans.

use super::Error;

/// Rows at risk in `(entry, exit]`, of which some end in an event.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// Age from which a row is observed; without it every row is at risk from the start.
    pub entry: Option<&'a [f64]>,
    /// Age at the event or when last heard of.
    pub exit: &'a [f64],
    /// Whether the exit is an event; otherwise the row is right-censored.
    pub event: &'a [bool],
}

impl Sample<'_> {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.exit.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.exit.is_empty()
    }

    /// How many events there are.
    #[must_use]
    pub fn events(&self) -> usize {
        self.event.iter().filter(|&&e| e).count()
    }

    /// Age from which a row is at risk; before any age when there is no entry.
    #[must_use]
    pub fn entry_of(&self, row: usize) -> f64 {
        self.entry.map_or(f64::NEG_INFINITY, |entry| entry[row])
    }

    /// Whether every row can be used.
    ///
    /// # Errors
    /// Names the first row or column that cannot.
    pub fn check(&self) -> Result<(), Error> {
        let n = self.exit.len();
        if n == 0 {
            return Err(Error::Empty);
        }
        length("event", n, self.event.len())?;
        finite("exit", self.exit)?;
        if let Some(row) = self.exit.iter().position(|&t| t < 0.0) {
            return Err(Error::Negative { row });
        }
        let Some(entry) = self.entry else { return Ok(()) };
        length("entry", n, entry.len())?;
        finite("entry", entry)?;
        if let Some(row) = (0..n).find(|&i| entry[i] >= self.exit[i]) {
            return Err(Error::EntryNotBeforeExit { row });
        }
        Ok(())
    }
}

/// Whole lives, joined from rows that follow each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lives {
    /// Age from which a life is observed.
    pub entry: Vec<f64>,
    /// Age at the event or when last heard of.
    pub exit: Vec<f64>,
    /// Whether the exit is an event.
    pub event: Vec<bool>,
}

impl Lives {
    /// Joins rows of one subject where one starts at the age at which another ends without an event: the cut
    /// between them is a change of covariates, not a censoring.
    ///
    /// # Errors
    /// When the sample cannot be used or `subject` has another length.
    pub fn joined(sample: &Sample, subject: &[usize]) -> Result<Self, Error> {
        sample.check()?;
        length("subject", sample.len(), subject.len())?;
        let mut order: Vec<usize> = (0..sample.len()).collect();
        order.sort_unstable_by(|&a, &b| {
            subject[a].cmp(&subject[b]).then(sample.exit[a].total_cmp(&sample.exit[b])).then(a.cmp(&b))
        });
        let mut lives = Self::default();
        let mut last: Option<usize> = None;
        for row in order {
            let (entry, exit) = (sample.entry_of(row), sample.exit[row]);
            let goes_on =
                last.is_some_and(|l| subject[l] == subject[row] && !sample.event[l] && sample.exit[l] == entry);
            match (lives.exit.last_mut(), lives.event.last_mut()) {
                (Some(end), Some(event)) if goes_on => (*end, *event) = (exit, sample.event[row]),
                _ => {
                    lives.entry.push(entry.max(-f64::MAX));
                    lives.exit.push(exit);
                    lives.event.push(sample.event[row]);
                }
            }
            last = Some(row);
        }
        Ok(lives)
    }
}

/// Takes ages that differ by rounding only for one: R's rule, within the root of the machine's precision.
pub(super) fn align(exit: &mut [f64], entry: Option<&mut [f64]>) {
    const NEAR: f64 = 1.490_116_119_384_765_6e-8;
    let mut all: Vec<f64> = exit.to_vec();
    if let Some(entry) = &entry {
        all.extend_from_slice(entry);
    }
    all.sort_unstable_by(f64::total_cmp);
    all.dedup();
    // Divided before summing: the sum of large ages could leave the range of numbers.
    let mean: f64 = all.iter().map(|a| a.abs() / all.len() as f64).sum();
    let mut cuts: Vec<f64> = Vec::with_capacity(all.len());
    let mut last = f64::NEG_INFINITY;
    for &age in &all {
        if cuts.is_empty() || (age - last > NEAR && age - last > NEAR * mean) {
            cuts.push(age);
        }
        last = age;
    }
    if cuts.len() == all.len() {
        return;
    }
    let to_cut = |age: &mut f64| *age = cuts[cuts.partition_point(|c| c <= age).saturating_sub(1)];
    exit.iter_mut().for_each(to_cut);
    if let Some(entry) = entry {
        entry.iter_mut().for_each(to_cut);
    }
}

/// Whether a column has a value for each row.
///
/// # Errors
/// Names the column.
pub fn length(what: &'static str, expected: usize, found: usize) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(Error::Length { what, expected, found }) }
}

/// Whether every value is a finite number.
///
/// # Errors
/// Names the column and its first row that is not.
pub fn finite(what: &'static str, values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|v| !v.is_finite()) {
        Some(row) => Err(Error::NotFinite { what, row }),
        None => Ok(()),
    }
}
