//! Lifespans on the sizes of the peers' times: `cargo bench -p milieu-method --bench survival`.

use divan::{Bencher, black_box};
use milieu_method::random::Stream;
use milieu_method::survival::competing::{Causes, fine_gray, incidence};
use milieu_method::survival::cox::{self, Ties};
use milieu_method::survival::curve::{self, Options, Scale};
use milieu_method::survival::interval::{Intervals, turnbull};
use milieu_method::survival::{Sample, log_rank};

fn main() {
    divan::main();
}

/// Lives with exponential ends that ten covariates hasten or delay, a third of them censored.
struct Lives {
    entry: Vec<f64>,
    exit: Vec<f64>,
    event: Vec<bool>,
    cause: Vec<usize>,
    covariates: Vec<Vec<f64>>,
}

fn lives(rows: u64, width: usize) -> Lives {
    let mut lives =
        Lives { entry: vec![], exit: vec![], event: vec![], cause: vec![], covariates: vec![vec![]; width] };
    for row in 0..rows {
        let mut stream = Stream::new(7, row);
        let x: Vec<f64> = (0..width).map(|_| stream.unit() - 0.5).collect();
        let risk: f64 = x.iter().enumerate().map(|(a, x)| x * 0.1 * a as f64).sum();
        let end = -stream.unit().max(1e-12).ln() / risk.exp();
        let lost = -stream.unit().max(1e-12).ln() * 2.0;
        let exit = end.min(lost);
        lives.entry.push(exit * stream.unit() * 0.5);
        lives.exit.push(exit);
        lives.event.push(end <= lost);
        lives.cause.push(if end <= lost { 1 + stream.below(2) } else { 0 });
        lives.covariates.iter_mut().zip(x).for_each(|(column, x)| column.push(x));
    }
    lives
}

impl Lives {
    fn sample(&self) -> Sample<'_> {
        Sample { entry: None, exit: &self.exit, event: &self.event }
    }

    fn late(&self) -> Sample<'_> {
        Sample { entry: Some(&self.entry), ..self.sample() }
    }
}

#[divan::bench(sample_count = 5)]
fn kaplan_meier_1m(bencher: Bencher) {
    let lives = lives(1_000_000, 0);
    bencher.bench(|| curve::estimate(black_box(&lives.sample()), &Options::default()));
}

#[divan::bench(sample_count = 5)]
fn log_rank_1m(bencher: Bencher) {
    let lives = lives(1_000_000, 0);
    let group: Vec<usize> = (0..1_000_000).map(|i| i % 3).collect();
    bencher.bench(|| log_rank::compare(black_box(&lives.sample()), &group, 3, None, log_rank::Weight::LogRank));
}

#[divan::bench(sample_count = 3)]
fn cox_1m_by_10(bencher: Bencher) {
    let lives = lives(1_000_000, 10);
    let input = cox::Input::new(lives.sample(), &lives.covariates);
    bencher.bench(|| cox::fit(black_box(&input), &cox::Options::default()));
}

#[divan::bench(sample_count = 3)]
fn cox_1m_by_10_with_concordance(bencher: Bencher) {
    let lives = lives(1_000_000, 10);
    let input = cox::Input::new(lives.sample(), &lives.covariates);
    bencher
        .bench(|| cox::fit(black_box(&input), &cox::Options::default()).and_then(|fit| fit.concordance(&input, None)));
}

#[divan::bench(sample_count = 3)]
fn cox_1m_by_10_with_late_entry(bencher: Bencher) {
    let lives = lives(1_000_000, 10);
    let input = cox::Input::new(lives.late(), &lives.covariates);
    bencher.bench(|| cox::fit(black_box(&input), &cox::Options::default()));
}

#[divan::bench(sample_count = 5)]
fn aalen_johansen_1m(bencher: Bencher) {
    let lives = lives(1_000_000, 0);
    let causes = Causes { entry: None, exit: &lives.exit, cause: &lives.cause };
    bencher.bench(|| incidence(black_box(&causes), 0.95, Scale::Log));
}

#[divan::bench(args = [5_000, 20_000])]
fn fine_gray_by_5(bencher: Bencher, rows: u64) {
    let lives = lives(rows, 5);
    let causes = Causes { entry: None, exit: &lives.exit, cause: &lives.cause };
    bencher.bench(|| fine_gray(black_box(&causes), 1, &lives.covariates, Ties::Breslow));
}

/// Visits on a grid of 50 days: ends lie between two of them.
#[divan::bench(args = [1_000, 20_000])]
fn turnbull_of_visits(bencher: Bencher, rows: u64) {
    let lives = lives(rows, 0);
    let visit = |age: f64, width: f64| (age / width).floor() * width;
    let width = |row: usize| 0.02 * (1 + row % 7) as f64;
    let left: Vec<f64> = lives.exit.iter().enumerate().map(|(i, t)| visit(*t, width(i))).collect();
    let right: Vec<f64> =
        (0..left.len()).map(|i| if lives.event[i] { left[i] + width(i) } else { f64::INFINITY }).collect();
    bencher.bench(|| turnbull(black_box(&Intervals { left: &left, right: &right })));
}
