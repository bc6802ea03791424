//! Draws of dates.

use crate::random::Stream;
use crate::survival::Error;
use crate::survival::sample::{align, finite, length};

/// Openings and ends on one axis, as years of the calendar; one entry a life.
#[derive(Clone, Copy, Debug)]
pub struct Dates<'a> {
    /// Earliest and latest opening.
    pub start: &'a [[f64; 2]],
    /// Earliest and latest end, or date when last heard of.
    pub end: &'a [[f64; 2]],
    /// Date from which each was observed (late discovery); without it all were from their opening on.
    pub found: Option<&'a [f64]>,
}

/// The lives of one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Lives of the dates that were at risk: all but those that, in this draw, ended before they were found.
    pub rows: Vec<usize>,
    /// Age at which each was found, if that is told; 0 when that was before its opening.
    pub entry: Option<Vec<f64>>,
    /// Age at its end.
    pub exit: Vec<f64>,
}

impl Dates<'_> {
    /// Whether every life can be drawn.
    ///
    /// # Errors
    /// Names the first that cannot: a date that is no number, a latest before an earliest, an end before the opening.
    pub fn check(&self) -> Result<(), Error> {
        if self.start.is_empty() {
            return Err(Error::Empty);
        }
        length("end", self.start.len(), self.end.len())?;
        for (row, (&[a, b], &[c, d])) in self.start.iter().zip(self.end).enumerate() {
            if ![a, b, c, d].iter().all(|date| date.is_finite()) {
                return Err(Error::NotFinite { what: "start or end", row });
            }
            if b < a || d < c || d < a {
                return Err(Error::Interval { row });
            }
        }
        let Some(found) = self.found else { return Ok(()) };
        length("found", self.start.len(), found.len())?;
        finite("found", found)
    }
}

/// Draw `number` of the lives: each opening and end evenly between its dates, given that no life ends before it opens.
/// Every draw has a stream of its own, in which each life takes two numbers.
///
/// # Errors
/// As [`Dates::check`].
pub fn draw(dates: &Dates, seed: u64, number: u64) -> Result<Drawn, Error> {
    dates.check()?;
    let mut stream = Stream::new(seed, number);
    let lives: Vec<[f64; 2]> = dates
        .start
        .iter()
        .zip(dates.end)
        .map(|(&start, &end)| ordered(start, end, [stream.unit(), stream.unit()]))
        .collect();
    let mut exit: Vec<f64> = lives.iter().map(|[from, to]| to - from).collect();
    let mut entry: Option<Vec<f64>> =
        dates.found.map(|found| found.iter().zip(&lives).map(|(found, [from, _])| (found - from).max(0.0)).collect());
    // Differences of dates that are the same age may differ by rounding.
    align(&mut exit, entry.as_deref_mut());
    let rows: Vec<usize> = match &entry {
        Some(entry) => (0..exit.len()).filter(|&i| entry[i] < exit[i]).collect(),
        None => (0..exit.len()).collect(),
    };
    let pick = |values: &[f64]| rows.iter().map(|&i| values[i]).collect::<Vec<f64>>();
    Ok(Drawn { exit: pick(&exit), entry: entry.as_deref().map(pick), rows })
}

/// A point drawn evenly from the part of the rectangle `start` × `end` where the end is not before the start, from two numbers
/// of [0, 1): the start by the inverse of its distribution, the end evenly in what is left to it.
fn ordered([a, b]: [f64; 2], [c, d]: [f64; 2], [u, v]: [f64; 2]) -> [f64; 2] {
    // A start after the last end, and an end before the first start, are outside.
    let (b, c) = (b.min(d), c.max(a));
    let start = if b <= c {
        a + u * (b - a)
    } else {
        // Up to c the whole of the end is left, from there on what lies after the start: a trapezium's area.
        let width = d - c;
        let rectangle = (c - a) * width;
        let slope = (width * width - (d - b) * (d - b)) / 2.0;
        let area = u * (rectangle + slope);
        if area <= rectangle {
            a + area / width
        } else {
            d - (width * width - 2.0 * (area - rectangle)).max(0.0).sqrt()
        }
    };
    let start = start.clamp(a, b);
    let from = c.max(start);
    [start, from + v * (d - from)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_known_to_the_day_are_not_moved() {
        let (start, end) = ([[2010.25, 2010.25], [2011.0, 2011.0]], [[2012.5, 2012.5], [2011.0, 2011.0]]);
        let dates = Dates { start: &start, end: &end, found: Some(&[2011.0, 2010.0]) };
        for number in 0..5 {
            let drawn = draw(&dates, 1, number).unwrap();
            // The second ended on the day it opened: it was never at risk.
            assert_eq!((drawn.rows, drawn.exit, drawn.entry), (vec![0], vec![2.25], Some(vec![0.75])));
        }
    }

    /// Of the unit square the half where the end is not before the start: means 1/3 and 2/3, variances 1/18.
    #[test]
    fn overlapping_dates_are_drawn_evenly_from_the_triangle() {
        let mut stream = Stream::new(3, 0);
        let n = 40_000;
        let points: Vec<[f64; 2]> =
            (0..n).map(|_| ordered([0.0, 1.0], [0.0, 1.0], [stream.unit(), stream.unit()])).collect();
        for (side, mean) in [(0, 1.0 / 3.0), (1, 2.0 / 3.0)] {
            let found = points.iter().map(|p| p[side]).sum::<f64>() / f64::from(n);
            // Five standard errors of a mean.
            assert!((found - mean).abs() < 5.0 * (1.0_f64 / 18.0 / f64::from(n)).sqrt(), "{found}");
        }
    }

    /// Starts in [0, 2], ends in [1, 3]: area 2 · 2 − 1/2, of which the starts before 1 have 2.
    #[test]
    fn partly_overlapping_dates_keep_the_shares_of_their_areas() {
        let mut stream = Stream::new(4, 0);
        let n = 40_000;
        let early = (0..n).filter(|_| ordered([0.0, 2.0], [1.0, 3.0], [stream.unit(), stream.unit()])[0] < 1.0).count();
        let (share, p) = (early as f64 / f64::from(n), 2.0 / 3.5);
        assert!((share - p).abs() < 5.0 * (p * (1.0 - p) / f64::from(n)).sqrt(), "{share}");
    }

    #[test]
    fn what_cannot_be_drawn_is_named() {
        let told = |start: [f64; 2], end: [f64; 2]| draw(&Dates { start: &[start], end: &[end], found: None }, 1, 0);
        assert_eq!(told([2.0, 1.0], [3.0, 3.0]), Err(Error::Interval { row: 0 }));
        assert_eq!(told([2.0, 3.0], [0.0, 1.0]), Err(Error::Interval { row: 0 }));
        assert_eq!(told([f64::NAN, 3.0], [0.0, 1.0]), Err(Error::NotFinite { what: "start or end", row: 0 }));
        assert_eq!(draw(&Dates { start: &[], end: &[], found: None }, 1, 0), Err(Error::Empty));
    }

    proptest! {
        #[test]
        fn a_draw_stays_within_its_dates_and_in_their_order(
            a in -5.0_f64..5.0, wide in 0.0_f64..4.0, c in -5.0_f64..8.0, long in 0.0_f64..4.0, u in 0.0_f64..1.0, v in 0.0_f64..1.0
        ) {
            prop_assume!(c + long >= a);
            let [start, end] = ordered([a, a + wide], [c, c + long], [u, v]);
            prop_assert!((a..=a + wide).contains(&start) && (c..=c + long).contains(&end) && start <= end, "{start} {end}");
        }
    }
}
