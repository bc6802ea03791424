//! Months of the calendar.

use std::fmt;

/// A month, counted from January of the year 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub u32);

impl Month {
    /// The month (1 to 12) of a year.
    #[must_use]
    pub const fn new(year: u32, month: u32) -> Self {
        Self(year * 12 + month - 1)
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> u32 {
        self.0 / 12
    }

    /// Its number in the year, 1 to 12.
    #[must_use]
    pub const fn of_year(self) -> u32 {
        self.0 % 12 + 1
    }

    /// Whether it is January, when annual plans and targets are made.
    #[must_use]
    pub const fn is_january(self) -> bool {
        self.0.is_multiple_of(12)
    }

    /// Whether a quarter begins with it.
    #[must_use]
    pub const fn is_quarter(self) -> bool {
        self.0.is_multiple_of(3)
    }

    /// The month so many months later.
    #[must_use]
    pub const fn plus(self, months: u32) -> Self {
        Self(self.0 + months)
    }

    /// The month before; the first is its own.
    #[must_use]
    pub const fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// Reads `2015-03` or `2015` (its January).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').map_or((text, None), |(y, m)| (y, Some(m)));
        let digits =
            |s: &str, n: usize| (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok());
        let year: u32 = digits(year, 4)??;
        let month = match month {
            Some(month) => digits(month, 2)??,
            None => 1,
        };
        (1..=12).contains(&month).then(|| Self::new(year, month))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.of_year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_written_and_read() {
        let march = Month::new(2015, 3);
        assert_eq!((march.to_string().as_str(), Month::parse("2015-03")), ("2015-03", Some(march)));
        assert_eq!((march.plus(10), Month::parse("2016")), (Month::new(2016, 1), Some(Month::new(2016, 1))));
        assert!(Month::new(2016, 1).is_january() && Month::new(2016, 4).is_quarter() && !march.is_january());
        for wrong in ["2015-13", "2015-3", "15-03", "2015-00", "", "2015-03-01", "+201", "２０１５"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }
}
