//! The only window through which a study sees the outside.

use std::collections::BTreeMap;

/// A folder as the compiler sees it. The binary implements it over a disk, tests over memory.
pub trait World: Sync {
    /// Paths of all files below the folder, relative, with `/`, sorted. Hidden files are left out.
    fn files(&self) -> Vec<String>;
    /// Bytes of one of them.
    ///
    /// # Errors
    /// Why it cannot be read, in plain words ("is a directory", "permission denied").
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// A folder in memory: path → bytes.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Memory {
    /// A folder of these texts.
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
    }
}

impl World for Memory {
    fn files(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "no such file".to_owned())
    }
}
