//! What the program itself cannot do: one line, with what to do about it.

use std::fmt;
use std::io;
use std::path::Path;

use crate::disk;

/// Why a verb could not be carried out.
#[derive(Debug)]
pub struct Failure {
    message: String,
    /// The reader of our output went away; nobody is left to be told.
    pub is_broken_pipe: bool,
}

impl Failure {
    /// A failure in these words: what is wrong, then what to do.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_broken_pipe: false }
    }

    /// A failure at a path.
    pub fn at(path: &Path, error: &io::Error) -> Self {
        Self::new(format!("{}: {}", path.display(), disk::in_words(error)))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let is_broken_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Self { message: disk::in_words(&error), is_broken_pipe }
    }
}
