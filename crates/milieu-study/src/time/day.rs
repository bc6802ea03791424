//! A calendar day and its arithmetic.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
///
/// Years are astronomical: year 0 is the year before year 1 and is a leap year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Years that [`Day`] accepts: far beyond any study, far within `i32` days.
pub(super) const YEARS: std::ops::RangeInclusive<i64> = -999_999..=999_999;

impl Day {
    /// The day of this year, month (1–12) and day of month, if the calendar has it.
    ///
    /// Years beyond ±999 999 are refused.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let known = YEARS.contains(&i64::from(year)) && (1..=12).contains(&month);
        if !known || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        // Years are counted from March so that the leap day comes last; 146 097 days make one
        // Gregorian cycle of 400 years (after H. Hinnant, "chrono-compatible low-level date
        // algorithms").
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let month_from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1–12) and day of month.
    #[must_use]
    pub fn to_ymd(self) -> (i32, u32, u32) {
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year as i32, month as u32, day as u32)
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.to_ymd().0
    }

    /// First day of a year, with the year held within ±999 999.
    #[must_use]
    pub fn first_of_year(year: i32) -> Self {
        let year = year.clamp(*YEARS.start() as i32, *YEARS.end() as i32);
        Self::from_ymd(year, 1, 1).unwrap_or(Self(0))
    }

    /// Position on an axis of years: `y + d / n`, where `y` is the year, `d` the number of days of
    /// that year already past (0 on 1 January) and `n` the length of that year in days.
    ///
    /// 2010-01-01 is exactly 2010.0 and 2010-07-02 is 2010 + 182/365. The value marks the day's
    /// first moment; the day itself reaches to the next day's value.
    #[must_use]
    pub fn year_fraction(self) -> f64 {
        let year = self.year();
        let past = i64::from(self.0) - i64::from(Self::first_of_year(year).0);
        f64::from(year) + past as f64 / f64::from(days_in_year(year))
    }

    /// The day in which a position on the axis of years falls: the inverse of
    /// [`year_fraction`](Self::year_fraction). `None` outside ±999 999 and for what is no number.
    #[must_use]
    pub fn from_year_fraction(at: f64) -> Option<Self> {
        let year = at.floor();
        if !(*YEARS.start() as f64..=*YEARS.end() as f64).contains(&year) {
            return None;
        }
        let year = year as i32;
        let length = days_in_year(year);
        // The small part undoes rounding in `year_fraction`; it is below a tenth of a second.
        let past = ((at - f64::from(year)) * f64::from(length) + 1e-6).floor() as i32;
        Some(Self(Self::first_of_year(year).0 + past.clamp(0, length as i32 - 1)))
    }

    /// The day `months` later (or earlier); the day of month is cut to the length of the month
    /// reached, so that 31 January and one month give 28 or 29 February.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.to_ymd();
        let count = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
        let year = count.div_euclid(12).clamp(*YEARS.start(), *YEARS.end()) as i32;
        let month = count.rem_euclid(12) as u32 + 1;
        Self::from_ymd(year, month, day.min(days_in_month(year, month))).unwrap_or(self)
    }

    /// The day `days` later (or earlier), held within the range of the type.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// Whether a year has 366 days.
fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_year(year: i32) -> u32 {
    if is_leap(year) { 366 } else { 365 }
}

/// Length of a month (1–12) in days.
pub(super) fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `YYYY-MM-DD`; a minus sign before years before 0, more digits after 9999.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.to_ymd();
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

/// Why a text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADay;

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day of the form YYYY-MM-DD")
    }
}

impl std::str::FromStr for Day {
    type Err = NotADay;

    /// Reads what [`Display`](fmt::Display) writes.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut parts = rest
            .splitn(3, '-')
            .map(|part| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i32>().ok()).flatten());
        let mut next = || parts.next().flatten().ok_or(NotADay);
        let (year, month, day) = (next()?, next()?, next()?);
        let year = if negative { -year } else { year };
        Self::from_ymd(year, month as u32, day as u32).ok_or(NotADay)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
