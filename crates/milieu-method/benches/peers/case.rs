//! A case's columns, and the time of an estimation on them.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use serde_json::json;

/// An estimation is repeated until it took so many seconds in all, so that short ones are measured well.
const LONG_ENOUGH: f64 = 1.0;
const MOST_REPEATS: u32 = 1_000;
/// The kernel counts processor time for programs in hundredths of a second, whatever its own clock.
const TICKS: f64 = 100.0;

/// A folder of columns: `NAME.f64` holds 64-bit floats, little-endian.
pub struct Data {
    pub folder: PathBuf,
}

impl Data {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Vec<f64> {
        let file = self.folder.join(format!("{name}.f64"));
        let bytes = std::fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        bytes.as_chunks().0.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect()
    }

    /// The columns `NAME0`, `NAME1` and so on.
    pub fn columns(&self, name: &str) -> Vec<Vec<f64>> {
        let is_there = |k: &usize| self.folder.join(format!("{name}{k}.f64")).is_file();
        (0..).take_while(is_there).map(|k| self.column(&format!("{name}{k}"))).collect()
    }

    /// The column as whole numbers.
    pub fn whole(&self, name: &str) -> Vec<usize> {
        self.column(name).iter().map(|x| *x as usize).collect()
    }

    /// The only number of a column.
    pub fn number(&self, name: &str) -> f64 {
        self.column(name)[0]
    }
}

/// What an estimation took and found.
pub struct Answer {
    /// Seconds by the clock, of one estimation or one of its replicates.
    wall: f64,
    /// Seconds of processor time on all threads; unknown where the system does not say.
    cpu: Option<f64>,
    found: Vec<(&'static str, f64)>,
}

impl Answer {
    /// Runs the estimation, with all threads; times are of one `replicates`-th of it. `found` picks from its
    /// result the numbers that its peer must give as well, outside the time taken.
    pub fn timed<T, const N: usize>(
        replicates: f64,
        mut estimate: impl FnMut() -> T,
        found: impl FnOnce(T) -> [(&'static str, f64); N],
    ) -> Self {
        let (start, start_cpu) = (Instant::now(), processor());
        let mut repeats = 0;
        let (result, wall, end_cpu) = loop {
            let result = black_box(estimate());
            repeats += 1;
            let wall = start.elapsed().as_secs_f64();
            if wall >= LONG_ENOUGH || repeats == MOST_REPEATS {
                break (result, wall, processor());
            }
        };
        let share = f64::from(repeats) * replicates;
        let cpu = start_cpu.zip(end_cpu).map(|(start, end)| (end - start) / share);
        Self { wall: wall / share, cpu, found: found(result).to_vec() }
    }

    /// As JSON.
    pub fn json(&self) -> serde_json::Value {
        let found: serde_json::Map<_, _> =
            self.found.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
        json!({"version": env!("CARGO_PKG_VERSION"), "wall": self.wall, "cpu": self.cpu, "found": found})
    }
}

/// Seconds of processor time this program took so far, on all threads, in user and system mode; Linux says.
fn processor() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name, in brackets, may hold spaces: `utime` and `stime` are the 12th and 13th field after it.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS)
}
