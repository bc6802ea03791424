//! What is wrong with a query, and where.

use std::fmt;

use milieu_study::name;

use crate::document::FUNCTIONS;
use crate::table::TableDoc;

/// Why a query gives no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong.
    pub message: String,
    /// Byte of the query where it was noticed.
    pub at: Option<usize>,
    /// What to do instead.
    pub help: Option<String>,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Trouble {}

impl Trouble {
    /// SQLite's error in a query over these tables.
    pub(crate) fn of(error: rusqlite::Error, tables: &[TableDoc]) -> Self {
        match error {
            rusqlite::Error::SqlInputError { msg, offset, .. } => {
                let help = help(&msg, tables);
                Self { message: in_words(msg), at: usize::try_from(offset).ok(), help }
            }
            rusqlite::Error::MultipleStatement => Self {
                message: "more than one statement".to_owned(),
                at: None,
                help: Some("ask one question at a time".to_owned()),
            },
            rusqlite::Error::SqliteFailure(_, Some(message)) => {
                let help = help(&message, tables);
                Self { message: in_words(message), at: None, help }
            }
            rusqlite::Error::UserFunctionError(error) => Self { message: error.to_string(), at: None, help: None },
            error => Self { message: error.to_string(), at: None, help: None },
        }
    }
}

fn in_words(message: String) -> String {
    if message == "not authorized" || message.starts_with("access to") {
        "a query may only select".to_owned()
    } else {
        message
    }
}

/// The nearest name to one that is not known; how to quote a column that is also a word of SQL.
fn help(message: &str, tables: &[TableDoc]) -> Option<String> {
    let unknown = |prefix: &str| message.strip_prefix(prefix).map(|name| name.rsplit('.').next().unwrap_or(name));
    let columns = || tables.iter().flat_map(|t| t.columns.iter().map(|c| &*c.name));
    if let Some(name) = unknown("no such column: ") {
        return match name::nearest(name, columns()) {
            Some(near) => Some(format!("did you mean `{}`?", quoted(near))),
            None => Some("`milieu query --schema` lists the columns; words are quoted 'so', columns \"so\"".to_owned()),
        };
    }
    if let Some(name) = unknown("no such table: ") {
        let near = name::nearest(name, tables.iter().map(|t| &*t.name));
        return Some(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`milieu query --schema` lists the tables".to_owned(),
        });
    }
    if let Some(name) = unknown("no such function: ") {
        let near = name::nearest(name, FUNCTIONS.iter().map(|f| f.name))?;
        return Some(format!("did you mean `{near}`?"));
    }
    let near = message.strip_prefix("near \"")?.split('"').next()?.to_lowercase();
    columns().any(|c| c == near).then(|| format!("`{near}` is also a word of SQL: write the column as `\"{near}\"`"))
}

/// A column as a query writes it.
fn quoted(name: &str) -> String {
    const WORDS: &[&str] = &["from", "to", "when", "case"];
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !WORDS.contains(&name);
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}
