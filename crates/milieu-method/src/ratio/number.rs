//! Pure numbers: what a written number stands for, and what a unit counts. An interval is `[least, greatest]`.

/// The numbers that round to a written one: half a unit of its last digit that is not a zero before
/// the decimal point, either way. None if it is no decimal number.
#[must_use]
pub fn rounded(written: &str) -> Option<[f64; 2]> {
    let written = written.trim();
    let value: f64 = written.parse().ok().filter(|v: &f64| v.is_finite())?;
    let digits = written.trim_start_matches(['-', '+']);
    let places = match digits.split_once('.') {
        Some((_, decimals)) => -(i32::try_from(decimals.len()).ok()?),
        None => i32::try_from(digits.len() - digits.trim_end_matches('0').len()).ok()?,
    };
    // Zero has no digit that is not a zero: it stands for itself.
    let half = if value == 0.0 { 0.0 } else { 0.5 * 10f64.powi(places) };
    Some([value - half, value + half])
}

/// What a unit counts, and how many of it one is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// How many: 10⁹ in `billion yuan`.
    pub amount: f64,
    /// Of what: `yuan`.
    pub of: String,
}

/// Reads `billion yuan`, `10,000 people`, `US dollars`.
#[must_use]
pub fn unit(written: &str) -> Unit {
    let mut amount = 1.0;
    let mut rest = written.trim();
    while let Some((word, after)) = rest.split_once(' ') {
        let Some(times) = amount_of(word) else { break };
        amount *= times;
        rest = after.trim_start();
    }
    Unit { amount, of: rest.to_owned() }
}

fn amount_of(word: &str) -> Option<f64> {
    match word.to_ascii_lowercase().as_str() {
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        "trillion" => Some(1e12),
        number => number.replace(',', "").parse().ok().filter(|n: &f64| n.is_finite() && *n > 0.0),
    }
}

/// Whether two words count the same thing: `US dollar` and `US dollars`.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    let singular = |text: &str| text.trim().to_lowercase().trim_end_matches('s').to_owned();
    singular(a) == singular(b)
}

/// The two sides of `yuan per US dollar`.
#[must_use]
pub fn sides(unit: &str) -> Option<(&str, &str)> {
    unit.split_once(" per ").map(|(over, under)| (over.trim(), under.trim()))
}

/// Quotient of two intervals of positive numbers; none if one of them is not.
#[must_use]
pub fn quotient(over: [f64; 2], under: [f64; 2]) -> Option<[f64; 2]> {
    let positive = over[0] > 0.0 && under[0] > 0.0;
    positive.then(|| [over[0] / under[1], over[1] / under[0]])
}

/// Whether two intervals meet.
#[must_use]
pub fn meet(a: [f64; 2], b: [f64; 2]) -> bool {
    a[0] <= b[1] && b[0] <= a[1]
}
