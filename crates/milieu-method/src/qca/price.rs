//! A lower bound for covers: prices of rows (Lagrangian relaxation of set covering;
//! Caprara, Fischetti & Toth 1999, doi:10.1287/opre.47.5.730).
//!
//! Give every row left over a price ≥ 0. A group then costs 1 less the prices of its rows. For *any* prices,
//! Σ prices + Σ of the costs below 0 is at most the number of groups of a cover; good prices make it nearly equal.

/// Prices and the bound they give.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    /// One for each row; 0 for rows that are covered.
    pub of: Vec<f64>,
    /// No cover of the rows left has fewer groups than this.
    pub bound: f64,
}

/// Rounding allowed before a bound says more than a whole number.
const SLACK: f64 = 1e-6;

impl Prices {
    /// No price yet.
    pub(super) fn new(rows: usize) -> Self {
        Self { of: vec![1.0 / 8.0; rows], bound: 0.0 }
    }

    /// What a group of rows costs; below 0, it would be taken.
    pub(super) fn cost(&self, group: impl Iterator<Item = usize>) -> f64 {
        1.0 - group.map(|row| self.of[row]).sum::<f64>()
    }

    /// Whether more than so many groups are needed, if one that costs this much is among them.
    pub(super) fn exceed(&self, with: usize, cost: f64) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "a small number of groups")]
        let with = with as f64;
        self.bound + cost.max(0.0) > with + SLACK
    }
}

/// Better prices for the rows left, starting from prices for more rows; stops as soon as `with` groups are too few.
pub(super) fn improve(groups: &[Vec<u16>], left: &[bool], with: usize, from: &Prices, rounds: usize) -> Prices {
    let mut price: Vec<f64> = from.of.iter().zip(left).map(|(&p, &left)| if left { p } else { 0.0 }).collect();
    let mut best = Prices { of: price.clone(), bound: f64::NEG_INFINITY };
    let mut taken = vec![0i32; price.len()];
    #[expect(clippy::cast_precision_loss, reason = "a small number of groups")]
    let target = with as f64 + 0.1;
    let (mut pace, mut since) = (1.0, 0);
    for _ in 0..rounds {
        taken.fill(0);
        let mut bound: f64 = price.iter().sum();
        for group in groups {
            let cost = 1.0 - group.iter().map(|&row| price[usize::from(row)]).sum::<f64>();
            if cost < 0.0 {
                bound += cost;
                group.iter().for_each(|&row| taken[usize::from(row)] += 1);
            }
        }
        since += 1;
        if bound > best.bound {
            since = 0;
            best.bound = bound;
            best.of.copy_from_slice(&price);
            if best.exceed(with, 0.0) {
                break;
            }
        }
        if since == 4 {
            (pace, since) = (pace / 2.0, 0);
        }
        // Rows nobody took become dearer, rows taken twice and more cheaper.
        let wanted = |row: usize| if left[row] { f64::from(1 - taken[row]) } else { 0.0 };
        let length: f64 = (0..price.len()).map(|row| wanted(row).powi(2)).sum();
        if length == 0.0 {
            break;
        }
        let step = pace * (target - bound).max(0.05) / length;
        for (row, price) in price.iter_mut().enumerate() {
            *price = (*price + step * wanted(row)).max(0.0);
        }
    }
    best
}
