//! Ties whose place closes while they last.

use crate::survival::Error;

/// A tie's life, in units of its own age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// Age from which it is known.
    pub start: f64,
    /// Age at which it ended or was last known.
    pub stop: f64,
    /// Whether it ended then.
    pub ended: bool,
    /// Its age when its place closed; none if the place did not close while it lasted. Known, not guessed.
    pub closing: Option<f64>,
}

/// Rows at risk in (start, stop], each with its place either open or closed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TieRows {
    /// Age from which a row is at risk.
    pub start: Vec<f64>,
    /// Age at its end.
    pub stop: Vec<f64>,
    /// Whether the tie ended with it.
    pub ended: Vec<bool>,
    /// 1 after the place closed, else 0.
    pub place_closed: Vec<f64>,
    /// Which tie.
    pub tie: Vec<usize>,
}

/// Splits each tie at the closing of its place, so that what comes after is compared with ties as old whose
/// place is open, and the time before is not credited to the closing (no immortal time).
///
/// # Errors
/// When a tie starts after it stops or an age is not a number.
pub fn split(ties: &[Tie]) -> Result<TieRows, Error> {
    let mut rows = TieRows::default();
    for (i, tie) in ties.iter().enumerate() {
        let ages = [Some(tie.start), Some(tie.stop), tie.closing];
        if ages.into_iter().flatten().any(|a| !a.is_finite()) {
            return Err(Error::NotFinite { what: "age", row: i });
        }
        if tie.start >= tie.stop {
            return Err(Error::EntryNotBeforeExit { row: i });
        }
        let mut push = |start: f64, stop: f64, ended: bool, closed: bool| {
            rows.start.push(start);
            rows.stop.push(stop);
            rows.ended.push(ended);
            rows.place_closed.push(f64::from(u8::from(closed)));
            rows.tie.push(i);
        };
        match tie.closing {
            Some(closing) if closing <= tie.start => push(tie.start, tie.stop, tie.ended, true),
            Some(closing) if closing < tie.stop => {
                push(tie.start, closing, false, false);
                push(closing, tie.stop, tie.ended, true);
            }
            _ => push(tie.start, tie.stop, tie.ended, false),
        }
    }
    Ok(rows)
}
