//! Values that go into the database and come out of it.

use std::fmt;

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Not known.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Words.
    Text(&'a str),
    /// Bytes; no table has them, an expression may.
    Blob(&'a [u8]),
}

impl<'a> Cell<'a> {
    /// Words, or null.
    #[must_use]
    pub fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }

    /// A number, or null.
    #[must_use]
    pub fn real(number: Option<f64>) -> Self {
        number.map_or(Self::Null, Self::Real)
    }

    /// A count, a line, an index.
    #[must_use]
    pub fn whole(number: usize) -> Self {
        Self::Integer(number as i64)
    }

    pub(crate) fn of(value: ValueRef<'a>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(n) => Self::Integer(n),
            ValueRef::Real(x) => Self::Real(x),
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_or(Self::Blob(bytes), Self::Text),
            ValueRef::Blob(bytes) => Self::Blob(bytes),
        }
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Integer(n) => ValueRef::Integer(n),
            Self::Real(x) => ValueRef::Real(x),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Words as they are, numbers in their shortest exact form, null as nothing, bytes as hexadecimal digits.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Integer(n) => write!(f, "{n}"),
            Self::Real(x) => write!(f, "{x}"),
            Self::Text(text) => f.write_str(text),
            Self::Blob(bytes) => bytes.iter().try_for_each(|b| write!(f, "{b:02x}")),
        }
    }
}
