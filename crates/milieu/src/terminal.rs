//! What a person sees: standard output, its colours, what goes to standard error.

use std::env;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write as _};

use clap::ValueEnum;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// When a terminal is looking and `NO_COLOR` is not set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// Whether standard output is coloured.
    pub fn on_stdout(self) -> bool {
        self.decide(io::stdout().is_terminal())
    }

    /// Whether standard error is coloured.
    pub fn on_stderr(self) -> bool {
        self.decide(io::stderr().is_terminal())
    }

    fn decide(self, is_terminal: bool) -> bool {
        let set = |name: &str| env::var_os(name).is_some_and(|v| !v.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => is_terminal && !set("NO_COLOR") && env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }
}

/// Standard output, buffered. Flush it: an error of the last write is an error too.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Says something beside the output. Nobody listening is no reason to fail.
pub fn say(word: &str, colour: Colour, message: &str) {
    let mut err = io::stderr().lock();
    let on = colour.on_stderr();
    let style = if word == "error" { "\x1b[1;31m" } else { "\x1b[1;36m" };
    let _ = if on { writeln!(err, "{style}{word}\x1b[0m: {message}") } else { writeln!(err, "{word}: {message}") };
}

/// Columns of the terminal; 100 where none is looking.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0))
}
