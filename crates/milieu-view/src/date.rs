//! Dates as people read them, in no language: `2010`, `2009–2011`, `2010-06-15`, `≤ 2013`, `?`.

use milieu_study::time::{Bound, Bounds, Day};

/// A date in short: whole years and months as such; an interval as `2009 → 2013`.
#[must_use]
pub fn short(bounds: &Bounds) -> String {
    if bounds.is_instant() {
        return side(bounds.earliest_start, bounds.latest_end, range);
    }
    if bounds.earliest_start.day().is_none()
        && bounds.latest_start.day().is_some()
        && bounds.latest_start == bounds.latest_end
    {
        // Begun and ended by the same day: what an opening "by 2012" and another of 2013 leave.
        return side(bounds.earliest_start, bounds.latest_end, range);
    }
    let start = side(bounds.earliest_start, bounds.latest_start, range);
    let end = side(bounds.earliest_end, bounds.latest_end, range);
    format!("{start} → {end}")
}

/// A date by its first and last day: `2010-01-01 … 2010-12-31`.
#[must_use]
pub fn days(bounds: &Bounds) -> String {
    let two = |a: Day, b: Day| if a == b { a.to_string() } else { format!("{a} … {b}") };
    if bounds.is_instant() {
        return side(bounds.earliest_start, bounds.latest_end, two);
    }
    let start = side(bounds.earliest_start, bounds.latest_start, two);
    let end = side(bounds.earliest_end, bounds.latest_end, two);
    format!("{start} → {end}")
}

fn side(first: Bound, last: Bound, both: impl Fn(Day, Day) -> String) -> String {
    match (first, last) {
        (Bound::Day(a), Bound::Day(b)) => both(a, b),
        (_, Bound::Day(b)) => format!("≤ {b}"),
        (Bound::Day(a), _) => format!("≥ {a}"),
        (Bound::Open, Bound::Open) => "..".to_owned(),
        _ => "?".to_owned(),
    }
}

/// The days from `a` to `b` as years or months if they are whole ones.
fn range(a: Day, b: Day) -> String {
    let ((year, month, day), (last_year, last_month, _)) = (a.to_ymd(), b.to_ymd());
    let ends_month = b.plus_days(1).to_ymd().2 == 1;
    let (from, to) = if a == b {
        return a.to_string();
    } else if (month, day) == (1, 1) && last_month == 12 && ends_month {
        (format!("{year:04}"), format!("{last_year:04}"))
    } else if day == 1 && ends_month {
        (format!("{year:04}-{month:02}"), format!("{last_year:04}-{last_month:02}"))
    } else {
        (a.to_string(), b.to_string())
    };
    if from == to { from } else { format!("{from} – {to}") }
}

/// Decimal years, to four places (an hour): earlier ones are written shorter and say no less.
#[must_use]
pub fn decimal(year: f64) -> f64 {
    (year * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::{days, short};
    use milieu_study::time::{Tolerance, parse};

    #[test]
    fn dates_are_as_short_as_they_are_precise() {
        let cases = [
            ("2010", "2010", "2010-01-01 … 2010-12-31"),
            ("2010-06", "2010-06", "2010-06-01 … 2010-06-30"),
            ("2010-06-15", "2010-06-15", "2010-06-15"),
            ("[2009,2011]", "2009 – 2011", "2009-01-01 … 2011-12-31"),
            ("2009/2013", "2009 → 2013", "2009-01-01 … 2009-12-31 → 2013-01-01 … 2013-12-31"),
            ("../2013", ".. → 2013", ".. → 2013-01-01 … 2013-12-31"),
            ("2009/", "2009 → ?", "2009-01-01 … 2009-12-31 → ?"),
            ("2009/..", "2009 → ..", "2009-01-01 … 2009-12-31 → .."),
        ];
        for (written, as_short, as_days) in cases {
            let bounds = parse(written, Tolerance::default()).unwrap().bounds;
            assert_eq!((short(&bounds).as_str(), days(&bounds).as_str()), (as_short, as_days), "{written}");
        }
    }

    #[test]
    fn openings_by_one_day_and_of_another_leave_a_last_day() {
        let bounds = |text| parse(text, Tolerance::default()).unwrap().bounds;
        assert_eq!(short(&bounds("2013-11-01").hull(&bounds("../2013-10-18"))), "≤ 2013-11-01");
    }
}
