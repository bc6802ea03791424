//! SQL functions beyond SQLite's own; documented in [`crate::FUNCTIONS`].

use milieu_study::name;
use milieu_study::space::{self, LatLon};
use rusqlite::Connection;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;

/// Registers all of them.
pub fn register(db: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    db.create_scalar_function("fold", 1, flags, |ctx| Ok(text(ctx, 0).map(name::fold)))?;
    db.create_scalar_function("pinyin", 1, flags, |ctx| Ok(text(ctx, 0).map(|t| name::pinyin(t).marked)))?;
    db.create_scalar_function("distance_m", 4, flags, distance)?;
    db.create_aggregate_function("median", 1, flags, Numbers(|n, _| quantile(n, 0.5)))?;
    db.create_aggregate_function("quantile", 2, flags, Numbers(quantile))?;
    db.create_aggregate_function("stddev", 1, flags, Numbers(|n, _| stddev(n)))
}

fn text<'a>(ctx: &'a Context<'_>, i: usize) -> Option<&'a str> {
    ctx.get_raw(i).as_str().ok()
}

/// A number, null for null.
fn number(ctx: &Context<'_>, i: usize) -> rusqlite::Result<Option<f64>> {
    let not_a_number = |shown: String| {
        rusqlite::Error::UserFunctionError(format!("`{shown}` is not a number, which this function needs").into())
    };
    match ctx.get_raw(i) {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(n) => Ok(Some(n as f64)),
        ValueRef::Real(x) => Ok(Some(x)),
        ValueRef::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            text.trim().parse().map(Some).map_err(|_| not_a_number(text.into_owned()))
        }
        ValueRef::Blob(_) => Err(not_a_number("bytes".to_owned())),
    }
}

fn distance(ctx: &Context<'_>) -> rusqlite::Result<Option<f64>> {
    let (Some(a), Some(b), Some(c), Some(d)) = (number(ctx, 0)?, number(ctx, 1)?, number(ctx, 2)?, number(ctx, 3)?)
    else {
        return Ok(None);
    };
    let (from, to) = (LatLon { lat: a, lon: b }, LatLon { lat: c, lon: d });
    Ok((from.is_valid() && to.is_valid()).then(|| space::distance_m(from, to)))
}

/// An aggregate over numbers; nulls are left out. The second argument, where there is one, goes with it.
struct Numbers(fn(&mut [f64], f64) -> Option<f64>);

impl Aggregate<(Vec<f64>, f64), Option<f64>> for Numbers {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<(Vec<f64>, f64)> {
        Ok((vec![], f64::NAN))
    }

    fn step(&self, ctx: &mut Context<'_>, (numbers, parameter): &mut (Vec<f64>, f64)) -> rusqlite::Result<()> {
        numbers.extend(number(ctx, 0)?);
        if ctx.len() > 1 {
            *parameter = number(ctx, 1)?.unwrap_or(f64::NAN);
            if !(0.0..=1.0).contains(parameter) {
                let message = "the second argument of quantile is a share from 0 to 1";
                return Err(rusqlite::Error::UserFunctionError(message.into()));
            }
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, seen: Option<(Vec<f64>, f64)>) -> rusqlite::Result<Option<f64>> {
        Ok(seen.and_then(|(mut numbers, parameter)| (self.0)(&mut numbers, parameter)))
    }
}

/// The quantile between order statistics, x₍ₖ₎ + (h − k)(x₍ₖ₊₁₎ − x₍ₖ₎) with h = (n − 1)p + 1, k = ⌊h⌋:
/// type 7 of Hyndman & Fan (1996), R's default.
fn quantile(numbers: &mut [f64], p: f64) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let h = (numbers.len().checked_sub(1)?) as f64 * p;
    let below = numbers[h.floor() as usize];
    let above = numbers[h.ceil() as usize];
    Some(below + (h - h.floor()) * (above - below))
}

/// The sample standard deviation √(Σ(x − x̄)² / (n − 1)); none for fewer than two numbers.
fn stddev(numbers: &mut [f64]) -> Option<f64> {
    let n = numbers.len();
    if n < 2 {
        return None;
    }
    let mean = numbers.iter().sum::<f64>() / n as f64;
    let squares: f64 = numbers.iter().map(|x| (x - mean).powi(2)).sum();
    Some((squares / (n - 1) as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4: `quantile(c(1, 2, 4, 8, 16), c(0.1, 0.5, 0.9))` is 1.4, 4.0, 12.8; `sd` of them is 6.09918.
    #[test]
    fn quantiles_are_those_of_r() {
        let mut x = [16.0, 1.0, 8.0, 2.0, 4.0];
        let near = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-5, "{a:?} {b}");
        near(quantile(&mut x, 0.1), 1.4);
        near(quantile(&mut x, 0.5), 4.0);
        near(quantile(&mut x, 0.9), 12.8);
        near(quantile(&mut x, 1.0), 16.0);
        near(stddev(&mut x), 6.09918);
        assert_eq!(quantile(&mut [], 0.5), None);
        assert_eq!(stddev(&mut [1.0]), None);
    }
}
