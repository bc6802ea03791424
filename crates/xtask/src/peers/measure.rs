//! What a program costs: wall time, CPU time, peak memory.

use std::path::Path;

use serde::Deserialize;

use crate::command::{command, output_of};

const SCRIPT: &str = include_str!("measure.py");

/// One run of a program.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of processor time, user and system.
    pub cpu: f64,
    /// Most memory resident at a time, bytes.
    pub peak: f64,
    /// Exit code; negative for a signal.
    pub exit: i32,
}

/// Runs the program in the folder; its standard output goes to the file.
///
/// # Errors
/// When the program cannot be measured.
pub fn measure(python: &str, program: &[&str], folder: &Path, stdout: &Path) -> Result<Cost, String> {
    let stdout = stdout.to_string_lossy();
    let arguments = [&["-c", SCRIPT, stdout.as_ref()], program].concat();
    let printed = output_of(command(python, &arguments, folder))?;
    serde_json::from_slice(&printed).map_err(|e| format!("measure.py: {e}"))
}

/// Least and median of one part of the costs.
pub fn best_and_median(costs: &[Cost], part: fn(&Cost) -> f64) -> (f64, f64) {
    let mut values: Vec<f64> = costs.iter().map(part).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = match values.len() {
        0 => f64::NAN,
        n if n % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    };
    (values.first().copied().unwrap_or(f64::NAN), median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn best_and_median_of_odd_and_even_numbers_of_runs() {
        let cost = |wall| Cost { wall, cpu: 0.0, peak: 0.0, exit: 0 };
        assert_eq!(best_and_median(&[cost(3.0), cost(1.0), cost(2.0)], |c| c.wall), (1.0, 2.0));
        assert_eq!(best_and_median(&[cost(3.0), cost(1.0)], |c| c.wall), (1.0, 2.0));
    }
}
