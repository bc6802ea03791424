//! A case: what is estimated, on which data, who else does it, and what both must find.

use std::io::Write;
use std::path::Path;

/// Columns with their names. A parameter is a column of one number.
pub type Columns = Vec<(String, Vec<f64>)>;

/// One estimation that both sides do on the same data.
pub struct Case {
    /// What both sides know it by.
    pub name: &'static str,
    /// What is estimated; `{n}` stands for the size.
    pub what: &'static str,
    /// Size of a full run and of a quick one.
    pub size: [usize; 2],
    /// The data of a size, always the same.
    pub columns: fn(usize) -> Columns,
    /// Who else does it.
    pub peers: &'static [Peer],
    /// What both must find: a ratio of wrong answers is worth nothing.
    pub keys: &'static [Key],
}

/// Another program that does it.
pub struct Peer {
    /// Our script for it, in `scripts/`; its ending says the language.
    pub script: &'static str,
    /// The package whose version is told.
    pub package: &'static str,
    /// What the script needs besides.
    pub needs: &'static [&'static str],
    pub goal: Goal,
    /// Seconds it took once, on four shared cores and other data of this size; told where it cannot be had.
    pub before: Option<f64>,
}

/// How fast ours should be, by the wall clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// So many times faster than the peer.
    Times(f64),
    /// Within so many seconds.
    Within(f64),
    /// Told for comparison only.
    Open,
}

/// A number that both find.
pub struct Key {
    pub name: &'static str,
    pub agree: Agree,
}

/// When two numbers are the same answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Agree {
    /// They differ by no more than this share of the peer's.
    Share(f64),
    /// They differ by no more than this.
    Difference(f64),
    /// Ours is higher, or lower by no more than this; higher is better.
    NoLower(f64),
}

impl Agree {
    /// Whether ours is the peer's answer.
    pub fn holds(self, ours: f64, theirs: f64) -> bool {
        match self {
            Self::Share(share) => (ours - theirs).abs() <= share * theirs.abs(),
            Self::Difference(most) => (ours - theirs).abs() <= most,
            Self::NoLower(most) => ours >= theirs - most,
        }
    }

    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Share(share) if share < 1e-3 => format!("within {share:e} of it"),
            Self::Share(share) => format!("within {} % of it", share * 100.0),
            Self::Difference(0.0) => "the same".to_owned(),
            Self::Difference(most) => format!("within {most}"),
            Self::NoLower(most) => format!("no lower than {most} below"),
        }
    }
}

/// Columns numbered from 0: `x0`, `x1` and so on.
pub fn numbered(name: &str, columns: Vec<Vec<f64>>) -> impl Iterator<Item = (String, Vec<f64>)> {
    columns.into_iter().enumerate().map(move |(k, column)| (format!("{name}{k}"), column))
}

/// A parameter.
pub fn number(name: &str, value: f64) -> (String, Vec<f64>) {
    (name.to_owned(), vec![value])
}

/// Writes the columns to an emptied folder, each as `NAME.f64`: 64-bit floats, little-endian, which R, numpy and
/// Rust read at once, without rounding.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(columns: &Columns, folder: &Path) -> Result<(), String> {
    let shown = |e: std::io::Error| format!("{}: {e}", folder.display());
    if folder.is_dir() {
        std::fs::remove_dir_all(folder).map_err(shown)?;
    }
    std::fs::create_dir_all(folder).map_err(shown)?;
    for (name, column) in columns {
        let file = std::fs::File::create(folder.join(format!("{name}.f64"))).map_err(shown)?;
        let mut file = std::io::BufWriter::new(file);
        column.iter().try_for_each(|x| file.write_all(&x.to_le_bytes())).map_err(shown)?;
        file.flush().map_err(shown)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_agree_within_what_is_asked() {
        assert!(Agree::Share(1e-6).holds(-100.00001, -100.0) && !Agree::Share(1e-8).holds(-100.00001, -100.0));
        assert!(Agree::Difference(0.0).holds(3.0, 3.0) && !Agree::Difference(0.5).holds(3.0, 4.0));
        assert!(Agree::NoLower(0.01).holds(0.9, 0.5) && !Agree::NoLower(0.01).holds(0.48, 0.5));
        for agree in [Agree::Share(1.0), Agree::Difference(1.0), Agree::NoLower(1.0)] {
            assert!(!agree.holds(f64::NAN, 1.0) && !agree.holds(1.0, f64::NAN), "{agree:?}");
        }
    }
}
