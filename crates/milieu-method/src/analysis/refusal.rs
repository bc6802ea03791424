//! Why no number is given.

use super::Table;

/// What a refusal is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// The question as a whole, or all of the table.
    Whole,
    /// An option, by its name.
    Option(String),
    /// A column of the table, by its name.
    Column(String),
    /// One cell: column, and row counted from 0.
    Cell(String, usize),
}

/// Where no honest number can be given: what is wrong, why it matters, how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A stable short name, as `too-few-events`.
    pub name: &'static str,
    /// What is wrong, in the field's words.
    pub what: String,
    /// Why no number is given all the same.
    pub why: String,
    /// What would be needed, or what to change.
    pub help: String,
    /// Where.
    pub at: At,
}

impl Refusal {
    /// A refusal about the question as a whole.
    #[must_use]
    pub fn new(name: &'static str, what: impl Into<String>) -> Self {
        Self { name, what: what.into(), why: String::new(), help: String::new(), at: At::Whole }
    }

    /// A column that an option names and the table lacks.
    #[must_use]
    pub fn no_column(option: &str, name: &str, table: &Table) -> Self {
        let names: Vec<String> = table.columns.iter().map(|c| format!("`{}`", c.name)).collect();
        Self::new("no-such-column", format!("`{}` has no column `{name}`", table.name))
            .why(format!("option `{option}` names it"))
            .help(format!("its columns are {}", names.join(", ")))
            .at(At::Option(option.to_owned()))
    }

    /// With the reason.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// With what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// With where it is.
    #[must_use]
    pub fn at(mut self, at: At) -> Self {
        self.at = at;
        self
    }
}
