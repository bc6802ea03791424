//! What a method is told.

use std::collections::BTreeMap;

use super::{At, Method, Refusal};

/// An option of a method, named as the field names it.
#[derive(Clone, Copy, Debug)]
pub struct Opt {
    /// Its name, in lower case with hyphens: `conf-level`.
    pub name: &'static str,
    /// What may be said.
    pub kind: Kind,
    /// Whether it must be said.
    pub need: Need,
    /// What it does, in one line.
    pub help: &'static str,
}

/// What may be said as an option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// The name of a column.
    Column,
    /// Names of columns, with commas between.
    Columns,
    /// A finite number from the first to the second, both included.
    Number(f64, f64),
    /// A whole number from the first to the second, both included.
    Count(u64, u64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// Yes or no: named, it holds.
    Flag,
    /// Any text; its method reads it.
    Text,
    /// Another table, which the method finds in [`super::Input::more`] under the option's name.
    Table,
}

/// Whether an option must be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It may be left unsaid and then does nothing.
    Optional,
    /// Unsaid, it is this.
    Default(&'static str),
}

impl Opt {
    /// An option that must be said.
    #[must_use]
    pub const fn required(name: &'static str, kind: Kind, help: &'static str) -> Self {
        Self { name, kind, need: Need::Required, help }
    }

    /// An option that may be left unsaid.
    #[must_use]
    pub const fn optional(name: &'static str, kind: Kind, help: &'static str) -> Self {
        Self { name, kind, need: Need::Optional, help }
    }

    /// An option with a default.
    #[must_use]
    pub const fn default(name: &'static str, kind: Kind, default: &'static str, help: &'static str) -> Self {
        Self { name, kind, need: Need::Default(default), help }
    }
}

/// The options of one run, checked and complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    values: BTreeMap<&'static str, String>,
}

impl Settings {
    /// Checks what was said against what the method knows, and fills in its defaults.
    ///
    /// # Errors
    /// An unknown option, an option said twice, a missing one, a word or number it does not take.
    pub fn read<'a>(method: &Method, given: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Refusal> {
        let mut values = BTreeMap::new();
        for (name, value) in given {
            let Some(opt) = method.options.iter().find(|opt| opt.name == name) else {
                return Err(unknown(method, name));
            };
            checked(opt, value)?;
            if values.insert(opt.name, value.to_owned()).is_some() {
                return Err(Refusal::new("option-twice", format!("option `{name}` is said twice"))
                    .why("only one of the two can hold")
                    .help("say it once")
                    .at(At::Option(name.to_owned())));
            }
        }
        for opt in method.options {
            match opt.need {
                Need::Required if !values.contains_key(opt.name) => {
                    return Err(Refusal::new("option-missing", format!("{} needs option `{}`", method.name, opt.name))
                        .why(opt.help)
                        .help(format!("for example: {}", method.example))
                        .at(At::Option(opt.name.to_owned())));
                }
                Need::Default(value) => drop(values.entry(opt.name).or_insert_with(|| value.to_owned())),
                Need::Required | Need::Optional => {}
            }
        }
        Ok(Self { values })
    }

    /// All that holds, by name.
    #[must_use]
    pub fn all(&self) -> &BTreeMap<&'static str, String> {
        &self.values
    }

    /// What an option says, or nothing where it is unsaid.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The number an option says.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        self.text(name)?.parse().ok()
    }

    /// The whole number an option says.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<usize> {
        self.text(name)?.parse().ok()
    }

    /// The seed: option `seed`, or 1.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.text("seed").and_then(|text| text.parse().ok()).unwrap_or(1)
    }

    /// Whether a flag is set.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.text(name) == Some("true")
    }

    /// The parts of an option between its commas.
    pub fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.text(name).unwrap_or("").split(',').map(str::trim).filter(|part| !part.is_empty())
    }
}

fn unknown(method: &Method, name: &str) -> Refusal {
    let names: Vec<String> = method.options.iter().map(|opt| format!("`{}`", opt.name)).collect();
    Refusal::new("unknown-option", format!("{} has no option `{name}`", method.name))
        .why("an option that does nothing would hide a misspelling")
        .help(format!("it takes {}", names.join(", ")))
        .at(At::Option(name.to_owned()))
}

fn checked(opt: &Opt, value: &str) -> Result<(), Refusal> {
    let wanted = match opt.kind {
        Kind::Number(low, high) => match value.parse::<f64>() {
            Ok(n) if n >= low && n <= high => return Ok(()),
            _ => format!("a number{}", range(low, high)),
        },
        Kind::Count(low, high) => match value.parse::<u64>() {
            Ok(n) if n >= low && n <= high => return Ok(()),
            _ if high == u64::MAX => format!("a whole number from {low}"),
            _ => format!("a whole number from {low} to {high}"),
        },
        Kind::Word(words) if words.contains(&value) => return Ok(()),
        Kind::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "),
        Kind::Flag if ["true", "false"].contains(&value) => return Ok(()),
        Kind::Flag => "true or false".to_owned(),
        Kind::Column | Kind::Columns | Kind::Text | Kind::Table if !value.trim().is_empty() => return Ok(()),
        Kind::Column => "the name of a column".to_owned(),
        Kind::Columns => "names of columns".to_owned(),
        Kind::Text | Kind::Table => "a value".to_owned(),
    };
    Err(Refusal::new("bad-option", format!("option `{}` is `{value}`", opt.name))
        .why(opt.help)
        .help(format!("it takes {wanted}"))
        .at(At::Option(opt.name.to_owned())))
}

fn range(low: f64, high: f64) -> String {
    match (low.is_finite(), high.is_finite()) {
        (true, true) => format!(" from {low} to {high}"),
        (true, false) => format!(" from {low}"),
        (false, true) => format!(" up to {high}"),
        (false, false) => String::new(),
    }
}
