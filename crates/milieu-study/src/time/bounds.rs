//! Four bounds of a date, and reasoning on them.

use super::Day;
use std::fmt;

/// One of the four bounds of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// This day, included.
    Day(Day),
    /// Nobody wrote it down: the empty side of an interval (`2009/`, `/2013`).
    Unknown,
    /// There is none: the `..` of an interval or set. What is open has not ended (`2009/..`) or
    /// reaches back without limit (`../2013`, `[..2009]`).
    Open,
}

impl Bound {
    /// The day, if it is one.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Unknown | Self::Open => None,
        }
    }
}

/// Between which days something begins, and between which it ends; all days included.
///
/// - An **instant** (`2010`, `2010-06`, `[2009,2011]`) is one unspecified day of a span: its start
///   and its end have the same bounds, the first and the last day of the span. `2010` does *not* say
///   that something lasted the whole year.
/// - An **interval** (`2009/2013`) begins on a day of its first part and ends on a day of its second.
///   The latest start is never after the latest end, nor the earliest end before the earliest start.
/// - A **set of all** (`{2009,2011}`) lasts from some day of its first element to some day of its last.
/// - A side of an interval that is empty or `..` is `Unknown` or `Open` in both its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// It cannot have begun before.
    pub earliest_start: Bound,
    /// It had begun by then.
    pub latest_start: Bound,
    /// It had not ended before.
    pub earliest_end: Bound,
    /// It had ended by then.
    pub latest_end: Bound,
}

const PAST: i64 = i64::MIN;
const FUTURE: i64 = i64::MAX;

impl Bounds {
    /// An instant: one unspecified day from `first` to `last`.
    #[must_use]
    pub fn instant(first: Bound, last: Bound) -> Self {
        Self { earliest_start: first, latest_start: last, earliest_end: first, latest_end: last }
    }

    /// Whether start and end are the same unspecified day.
    #[must_use]
    pub fn is_instant(&self) -> bool {
        self.earliest_start == self.earliest_end && self.latest_start == self.latest_end
    }

    /// Whether the end is declared open (`2009/..`), which is more than not known.
    #[must_use]
    pub fn is_open_ended(&self) -> bool {
        self.earliest_end == Bound::Open && self.latest_end == Bound::Open && !self.is_instant()
    }

    /// The first and last day it may touch, as numbers of days; no limit where a bound is unknown or open.
    fn extent(&self) -> (i64, i64) {
        (number(self.earliest_start, PAST), number(self.latest_end, FUTURE))
    }

    /// Whether the two could share a day. Unknown and open bounds exclude nothing.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let ((a, b), (c, d)) = (self.extent(), other.extent());
        a <= d && c <= b
    }

    /// The narrowest bounds that admit everything either admits: what the conflict rule
    /// `interval` makes of two statements.
    ///
    /// A bound unknown in one is unknown in the result, for nothing limits it.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let (a, b) = (self.numbers(), other.numbers());
        let join = |i: usize, pick: fn(i64, i64) -> i64| Some(pick(a[i]?, b[i]?));
        let [first, begun, lasting, last] =
            [join(0, i64::min), join(1, i64::max), join(2, i64::min), join(3, i64::max)];
        let mut hull = Self {
            earliest_start: bound(first),
            latest_start: bound(begun),
            earliest_end: bound(lasting),
            latest_end: bound(last),
        };
        // Two open bounds on a side mean that it has no start or end at all. Where they only mean
        // that it may be any day, they are not known.
        if !(self.is_instant() && other.is_instant()) {
            if begun == Some(FUTURE) && hull.earliest_start == Bound::Open {
                hull.latest_start = Bound::Unknown;
            }
            if lasting == Some(PAST) && hull.latest_end == Bound::Open {
                hull.earliest_end = Bound::Unknown;
            }
        }
        hull
    }

    /// The bounds as numbers of days, with what is open before or after all days; `None`: unknown.
    fn numbers(&self) -> [Option<i64>; 4] {
        let value = |bound: Bound, open: i64| match bound {
            Bound::Day(day) => Some(i64::from(day.0)),
            Bound::Open => Some(open),
            Bound::Unknown => None,
        };
        let no_start = self.earliest_start == Bound::Open && !self.is_instant();
        [
            value(self.earliest_start, PAST),
            value(self.latest_start, if no_start { PAST } else { FUTURE }),
            value(self.earliest_end, if self.is_open_ended() { FUTURE } else { PAST }),
            value(self.latest_end, FUTURE),
        ]
    }

    /// Whether it may be there on that day. Unknown and open bounds exclude nothing.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        let (first, last) = self.extent();
        (first..=last).contains(&i64::from(day.0))
    }

    /// Whether it is surely there on that day: begun by the latest start and not ended before the
    /// earliest end. An unknown bound makes nothing sure; an open one is beyond every day.
    #[must_use]
    pub fn surely_contains(&self, day: Day) -> bool {
        let begun = match self.latest_start {
            Bound::Day(start) => start <= day,
            Bound::Open => self.earliest_start == Bound::Open && !self.is_instant(),
            Bound::Unknown => false,
        };
        let lasting = match self.earliest_end {
            Bound::Day(end) => day <= end,
            Bound::Open => self.is_open_ended(),
            Bound::Unknown => false,
        };
        begun && lasting
    }

    /// [`contains`](Self::contains) at a position on an axis of years ([`Day::year_fraction`]).
    #[must_use]
    pub fn contains_year_fraction(&self, at: f64) -> bool {
        Day::from_year_fraction(at).is_some_and(|day| self.contains(day))
    }

    /// [`surely_contains`](Self::surely_contains) at a position on an axis of years.
    #[must_use]
    pub fn surely_contains_year_fraction(&self, at: f64) -> bool {
        Day::from_year_fraction(at).is_some_and(|day| self.surely_contains(day))
    }

    /// The four bounds on an axis of years, earliest start first; `None` where unknown or open.
    /// Latest bounds give the end of their day, so that a bar of the year 2010 reaches from
    /// 2010.0 to 2011.0.
    #[must_use]
    pub fn year_fractions(&self) -> [Option<f64>; 4] {
        let from = |bound: Bound| bound.day().map(Day::year_fraction);
        let until = |bound: Bound| bound.day().map(|day| day.plus_days(1).year_fraction());
        [from(self.earliest_start), until(self.latest_start), from(self.earliest_end), until(self.latest_end)]
    }
}

/// Whether two statements could mean the same date: the starts could be the same day, and the ends
/// could. Unknown and open bounds exclude nothing, except that an end declared open cannot be one
/// that is known to have come.
#[must_use]
pub fn compatible(a: &Bounds, b: &Bounds) -> bool {
    let meet = |a0, a1, b0, b1| number(a0, PAST) <= number(b1, FUTURE) && number(b0, PAST) <= number(a1, FUTURE);
    let ended = |bounds: &Bounds| bounds.latest_end.day().is_some();
    let contradicts =
        (a.is_open_ended() && ended(b) && !b.is_instant()) || (b.is_open_ended() && ended(a) && !a.is_instant());
    !contradicts
        && meet(a.earliest_start, a.latest_start, b.earliest_start, b.latest_start)
        && meet(a.earliest_end, a.latest_end, b.earliest_end, b.latest_end)
}

fn number(bound: Bound, otherwise: i64) -> i64 {
    bound.day().map_or(otherwise, |day| i64::from(day.0))
}

fn bound(number: Option<i64>) -> Bound {
    match number {
        None => Bound::Unknown,
        Some(PAST | FUTURE) => Bound::Open,
        // Days come from `Day`, so that they fit.
        Some(days) => Bound::Day(Day(days as i32)),
    }
}

/// In words: `on 2010-06-15`, `between 2009-01-01 and 2011-12-31`,
/// `from between 2009-01-01 and 2009-12-31, end unknown`.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_instant() {
            return side(f, "", self.earliest_start, self.latest_start, "at a time");
        }
        side(f, "from ", self.earliest_start, self.latest_start, "start")?;
        f.write_str(", ")?;
        side(f, "until ", self.earliest_end, self.latest_end, "end")
    }
}

fn side(f: &mut fmt::Formatter<'_>, preposition: &str, first: Bound, last: Bound, name: &str) -> fmt::Result {
    match (first, last) {
        (Bound::Day(a), Bound::Day(b)) if a == b && preposition.is_empty() => write!(f, "on {a}"),
        (Bound::Day(a), Bound::Day(b)) if a == b => write!(f, "{preposition}{a}"),
        (Bound::Day(a), Bound::Day(b)) => write!(f, "{preposition}between {a} and {b}"),
        (_, Bound::Day(b)) => write!(f, "{preposition}{b} or before"),
        (Bound::Day(a), _) => write!(f, "{preposition}{a} or after"),
        (Bound::Open, Bound::Open) => write!(f, "{name} open"),
        _ => write!(f, "{name} unknown"),
    }
}
