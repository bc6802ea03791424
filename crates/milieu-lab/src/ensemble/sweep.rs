//! Sweeps: a scenario over a design of parameters and levers, and over seeds.
//!
//! A sweep is a TOML file: the keys of a scenario, what varies (`[vary]`), how (`design`, `points`, `seeds`) and what is kept. Every
//! run has an id that follows from the model, the study, the scenario, the parameters and the seed alone, so that runs which
//! are done are known again, whoever made them and in whichever sweep.

use std::fmt::Write as _;

use milieu_study::diagnostic::{Checked, Diagnostic, FileIx, Span};
use milieu_study::saved;
use rayon::prelude::*;

use super::design;
use crate::experiment::Scenarios;
use crate::experiment::lint;
use crate::month::Month;
use crate::parameter::Parameter;
use crate::record::{INDICATORS, Record};
use crate::rule;
use crate::scenario::keys::{self, Keys, Values as _};
use crate::scenario::lever::{Known, known};
use crate::scenario::read::{changes, size};
use crate::scenario::{Change, Moved, Scenario, Window, territory_name};
use crate::state::World;
use crate::state::territory::PREFECTURE;

/// How points are laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Latin hypercube.
    LatinHypercube,
    /// Sobol' points.
    Sobol,
    /// Every combination of some levels.
    Factorial,
}

/// What varies.
#[derive(Clone, Copy, Debug)]
pub enum Varied {
    /// A parameter.
    Parameter(&'static Parameter),
    /// A lever, everywhere and all the time.
    Lever(&'static Known),
}

/// Something that varies, between two ends.
#[derive(Clone, Copy, Debug)]
pub struct Vary {
    /// What.
    pub what: Varied,
    /// From and to.
    pub range: [f64; 2],
}

impl Vary {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.what {
            Varied::Parameter(parameter) => parameter.name,
            Varied::Lever(lever) => lever.name,
        }
    }

    /// The value at a share of its range.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        self.range[0] + (self.range[1] - self.range[0]) * share
    }
}

/// A sweep.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// Title.
    pub title: String,
    /// Digest of its text and of the scenario's it names: what is kept of it is of this text.
    pub digest: String,
    /// The scenario.
    pub base: Scenario,
    /// How points are laid.
    pub design: Design,
    /// Points; levels of each dimension in a factorial.
    pub points: usize,
    /// Seeds at each point.
    pub seeds: usize,
    /// What varies.
    pub vary: Vec<Vary>,
    /// Positions of the indicators that are kept.
    pub indicators: Vec<usize>,
    /// Months between those that are kept, counted back from the last.
    pub every: u32,
    /// Whether provinces and prefectures are kept beside the nation.
    pub prefectures: bool,
}

/// A run to be made.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its id, 16 hexadecimal digits.
    pub id: String,
    /// Position of its point.
    pub point: usize,
    /// Values of what varies, in the order of [`Sweep::vary`].
    pub values: Vec<f64>,
    /// The scenario with them and with its seed.
    pub scenario: Scenario,
}

/// A number that a run leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Month.
    pub month: Month,
    /// Name of the territory.
    pub scope: String,
    /// Name of the indicator.
    pub indicator: &'static str,
    /// Value.
    pub value: f64,
}

impl Sweep {
    /// The scenario at a point of the space of what varies, by values.
    #[must_use]
    pub fn at(&self, values: &[f64], seed: u64) -> Scenario {
        let mut scenario = Scenario { seed, ..self.base.clone() };
        for (vary, &value) in self.vary.iter().zip(values) {
            match vary.what {
                Varied::Parameter(parameter) => scenario.parameters.push((parameter, value)),
                Varied::Lever(lever) => scenario.changes.push(Change {
                    moved: Moved::Number(lever, value),
                    from: None,
                    until: None,
                    territory: None,
                    at: Span::file(FileIx(0)),
                }),
            }
        }
        scenario
    }

    /// The points of the design, by values.
    #[must_use]
    pub fn points(&self) -> Vec<Vec<f64>> {
        let (points, n, seed) = (self.points, self.vary.len(), self.base.seed);
        let shares = match self.design {
            Design::LatinHypercube => design::latin_hypercube(points, n, seed),
            Design::Sobol => design::sobol(points, n, Some(seed)).unwrap_or_default(),
            Design::Factorial => design::full_factorial(points, n),
        };
        let values = |point: Vec<f64>| self.values_at(&point);
        shares.into_iter().map(values).collect()
    }

    /// The seeds of its runs, in their order.
    pub fn each_seed(&self) -> impl Iterator<Item = u64> + use<> {
        let first = self.base.seed;
        (0..self.seeds as u64).map(move |n| first + n)
    }

    /// Values of what varies at a point, given as shares of each range.
    #[must_use]
    pub fn values_at(&self, shares: &[f64]) -> Vec<f64> {
        self.vary.iter().zip(shares).map(|(vary, share)| vary.at(*share)).collect()
    }

    /// Every run of the sweep: points, and seeds within them.
    #[must_use]
    pub fn runs(&self, model: &str, study: &str) -> Vec<Planned> {
        let mut runs = vec![];
        for (point, values) in self.points().into_iter().enumerate() {
            for seed in self.each_seed() {
                let scenario = self.at(&values, seed);
                let id = self.id(&scenario, model, study);
                runs.push(Planned { id, point, values: values.clone(), scenario });
            }
        }
        runs
    }

    /// The id of a run: what decides its numbers, and which of them are kept.
    fn id(&self, s: &Scenario, model: &str, study: &str) -> String {
        let mut text = format!("{model}\n{study}\n{}\n{}\n{}\n", s.window.word(), s.months, s.seed);
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{:?}\n{:?}\n{:?}\n{}", s.size, s.preset, s.switches, s.ground.is_some());
        for (parameter, value) in &s.parameters {
            let _ = writeln!(text, "{}={:016x}", parameter.name, value.to_bits());
        }
        for change in &s.changes {
            let moved = match &change.moved {
                Moved::Number(lever, value) => format!("{}={:016x}", lever.name, value.to_bits()),
                Moved::Campaign(word) => format!("campaign={word}"),
            };
            let _ = writeln!(text, "{moved} {:?} {:?} {:?}", change.from, change.until, change.territory);
        }
        let _ = writeln!(text, "{:?} {} {}", self.indicators, self.every, self.prefectures);
        saved::digest(text.as_bytes())
    }

    /// What is kept of a run.
    ///
    /// # Errors
    /// The findings where the scenario cannot be planned.
    pub fn run(&self, planned: &Planned) -> Result<Vec<Row>, Vec<Diagnostic>> {
        let kept = |world: &World| -> Vec<usize> {
            if self.prefectures { (0..world.territories.of_level(PREFECTURE).end).collect() } else { vec![] }
        };
        let (world, record) = super::watched(&planned.scenario, kept)?;
        Ok(self.rows(&world, &record))
    }

    /// For each point, given as shares of each range, every indicator of the nation in its last number, as the mean over the
    /// sweep's seeds: the same seeds at every point, so that points differ by what varies.
    ///
    /// # Errors
    /// The findings where a scenario cannot be planned.
    pub fn numbers(&self, shares: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Vec<Diagnostic>> {
        let jobs: Vec<(usize, u64)> =
            (0..shares.len()).flat_map(|p| self.each_seed().map(move |seed| (p, seed))).collect();
        let runs: Vec<Vec<f64>> = jobs
            .par_iter()
            .map(|&(point, seed)| {
                let record = super::nation(&self.at(&self.values_at(&shares[point]), seed))?;
                let last = |&indicator: &usize| record.series(indicator, 0).filter(|x| x.is_finite()).last();
                Ok(self.indicators.iter().map(|indicator| last(indicator).unwrap_or(f64::NAN)).collect())
            })
            .collect::<Result<_, Vec<Diagnostic>>>()?;
        #[expect(clippy::cast_precision_loss, reason = "seeds are few")]
        let mean = |runs: &[Vec<f64>], i: usize| runs.iter().map(|run| run[i]).sum::<f64>() / runs.len() as f64;
        let of_point = |runs: &[Vec<f64>]| (0..self.indicators.len()).map(|i| mean(runs, i)).collect();
        Ok(runs.chunks(self.seeds.max(1)).map(of_point).collect())
    }

    fn rows(&self, world: &World, record: &Record) -> Vec<Row> {
        let Some(last) = record.months.len().checked_sub(1) else { return vec![] };
        let is_kept = |m: usize| (last - m).is_multiple_of(self.every.max(1) as usize);
        let mut rows = vec![];
        for (scope, &territory) in record.scopes.iter().enumerate() {
            let name = territory_name(world, territory as usize);
            for &indicator in &self.indicators {
                let series = record.months.iter().zip(record.series(indicator, scope)).enumerate();
                for (_, (&month, value)) in series.filter(|(m, (_, value))| is_kept(*m) && value.is_finite()) {
                    rows.push(Row { month, scope: name.clone(), indicator: INDICATORS[indicator].name, value });
                }
            }
        }
        rows
    }
}

/// Folder of a study's sweeps.
pub const FOLDER: &str = "sweeps/";

/// Most runs of a sweep.
const MOST_RUNS: usize = 10_000_000;

/// Reads a sweep. Whatever the text holds, a sweep comes out; one with errors cannot be made.
#[must_use]
pub fn read(text: &str, file: FileIx, scenarios: Scenarios<'_>) -> Checked<Sweep> {
    let mut sweep = Sweep {
        title: String::new(),
        digest: String::new(),
        base: Scenario::default(),
        design: Design::LatinHypercube,
        points: 16,
        seeds: 4,
        vary: vec![],
        indicators: (0..INDICATORS.len()).collect(),
        every: 12,
        prefectures: false,
    };
    let mut texts = text.to_owned();
    let diagnostics = keys::root(text, file, |keys| of(keys, &mut sweep, scenarios, &mut texts));
    sweep.digest = saved::digest(texts.as_bytes());
    Checked { value: sweep, diagnostics }
}

fn of(keys: &mut Keys<'_, '_>, sweep: &mut Sweep, scenarios: Scenarios<'_>, texts: &mut String) {
    sweep.title = keys.string("title").unwrap_or_default();
    let base = &mut sweep.base;
    crate::experiment::named(keys, base, scenarios, texts);
    base.window = keys.chosen("window", &Window::ALL.map(|w| (w.word(), w))).unwrap_or(base.window);
    base.seed = keys.whole("seed", u64::MAX).unwrap_or(base.seed);
    base.months = keys.whole("months", u64::MAX).and_then(|n| u32::try_from(n).ok()).unwrap_or(base.window.months());
    if base.months == 0 || base.months > base.window.months() {
        base.months = base.window.months();
        keys.impossible("months", &format!("`months` is from 1 to {} in this window", base.months));
    }
    size(keys, base);
    changes(keys, base);
    let designs =
        [("latin-hypercube", Design::LatinHypercube), ("sobol", Design::Sobol), ("factorial", Design::Factorial)];
    sweep.design = keys.chosen("design", &designs).unwrap_or(sweep.design);
    sweep.points = count(keys, "points", sweep.points);
    sweep.seeds = count(keys, "seeds", sweep.seeds);
    sweep.every = u32::try_from(count(keys, "every", sweep.every as usize)).unwrap_or(1);
    sweep.prefectures = keys.flag("prefectures").unwrap_or(false);
    let names: Vec<&str> = INDICATORS.iter().map(|i| i.name).collect();
    if keys.table.contains_key("indicators") {
        sweep.indicators.clear();
    }
    for (name, at) in keys.strings_at("indicators") {
        match names.iter().position(|known| *known == name) {
            Some(indicator) => sweep.indicators.push(indicator),
            None => keys.out.push(lint::unknown(at, "indicator", &name, &names)),
        }
    }
    keys.table("vary", |keys| varied(keys, &mut sweep.vary));
    if sweep.vary.is_empty() && sweep.points != 1 {
        // Nothing varies but chance: one point is all there is.
        sweep.points = 1;
    }
    let dimensions = u32::try_from(sweep.vary.len()).unwrap_or(u32::MAX);
    let points = if sweep.design == Design::Factorial {
        sweep.points.checked_pow(dimensions).unwrap_or(usize::MAX)
    } else {
        sweep.points
    };
    if points.saturating_mul(sweep.seeds) > MOST_RUNS {
        keys.impossible("points", &format!("a sweep has at most {MOST_RUNS} runs"));
    }
    if sweep.design == Design::Sobol && sweep.vary.len() > design::MOST_SOBOL {
        keys.impossible("design", &format!("Sobol' points have at most {} dimensions", design::MOST_SOBOL));
    }
}

fn count(keys: &mut Keys<'_, '_>, key: &'static str, default: usize) -> usize {
    let Some(found) = keys.whole(key, u64::MAX) else { return default };
    if found == 0 {
        keys.impossible(key, "at least 1");
        return default;
    }
    usize::try_from(found).unwrap_or(default)
}

/// `parameters = "all"`, or by name: `true` for the whole prior, or two ends.
fn varied(keys: &mut Keys<'_, '_>, vary: &mut Vec<Vary>) {
    if keys.flag("all-parameters").unwrap_or(false) {
        let free = rule::parameters().into_iter().filter(|p| !p.is_fixed());
        vary.extend(free.map(|p| Vary { what: Varied::Parameter(p), range: p.prior }));
    }
    keys.free("parameters", |keys, name, item| {
        let Some(parameter) = rule::parameter(name).filter(|p| !p.is_fixed()) else {
            let all: Vec<&str> = rule::parameters().iter().filter(|p| !p.is_fixed()).map(|p| p.name).collect();
            let at = keys.span_of_key(name);
            keys.out.push(crate::scenario::lint::unknown_parameter(at, name, &all));
            return;
        };
        if let Some(range) = ends(keys, name, item, Some(parameter.prior)) {
            vary.push(Vary { what: Varied::Parameter(parameter), range });
        }
    });
    keys.free("levers", |keys, name, item| {
        let Some(lever) = known(name) else {
            let at = keys.span_of_key(name);
            keys.out.push(crate::scenario::lint::unknown_lever(at, name, &crate::scenario::lever::names()));
            return;
        };
        if let Some(range) = ends(keys, name, item, None) {
            let [low, high] = lever.unit.bounds();
            if range.iter().any(|x| !(low..=high).contains(x)) {
                let found = crate::scenario::lint::IMPOSSIBLE.at(keys.span(item), format!("`{name}` cannot be this"));
                keys.out.push(found.help(format!("{} to {}: {}", low, high, lever.unit.words())));
                return;
            }
            vary.push(Vary { what: Varied::Lever(lever), range });
        }
    });
}

fn ends(keys: &mut Keys<'_, '_>, name: &str, item: &keys::Item<'_>, prior: Option<[f64; 2]>) -> Option<[f64; 2]> {
    use toml::de::DeValue;
    let found = match item.get_ref() {
        DeValue::Boolean(true) => prior,
        DeValue::Array(items) => {
            let ends: Option<Vec<f64>> = items.iter().map(keys::number).collect();
            ends.and_then(|ends| <[f64; 2]>::try_from(ends).ok()).filter(|ends| ends[0] < ends[1])
        }
        _ => None,
    };
    if found.is_none() {
        let whole = if prior.is_some() { ", or true for its prior range" } else { "" };
        keys.wrong(item, name, &format!("two numbers, the lower first{whole}"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SWEEP: &str = r#"
title = "Rents"
months = 14
points = 3
seeds = 2
every = 6
indicators = ["places", "firms"]
[size]
territories = [1, 1, 1, 1, 2]
persons = 200
firms = 30
places = 6
[vary.parameters]
lease = true
[vary.levers]
rent = [1.0, 1.5]
"#;

    fn sweep(text: &str) -> Checked<Sweep> {
        read(text, FileIx(0), &|_| None)
    }

    #[test]
    fn a_sweep_is_read_laid_out_and_run() {
        let text = SWEEP.replace("lease", "churn");
        let read = sweep(&text);
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        let runs = read.value.runs("m", "s");
        assert_eq!(runs.len(), 6);
        let mut ids: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 6, "every run has an id of its own");
        assert_eq!(
            read.value.runs("m", "s").iter().map(|r| &r.id).collect::<Vec<_>>(),
            runs.iter().map(|r| &r.id).collect::<Vec<_>>()
        );
        assert_ne!(read.value.runs("other", "s")[0].id, runs[0].id);
        let rows = read.value.run(&runs[0]).expect("planned");
        let months: Vec<String> =
            rows.iter().filter(|r| r.indicator == "places").map(|r| r.month.to_string()).collect();
        assert_eq!(months, ["2008-02", "2008-08", "2009-02"]);
        assert_eq!(rows, read.value.run(&runs[0]).expect("planned"));
    }

    #[test]
    fn the_same_run_is_known_again_in_a_larger_sweep() {
        let of = |text: &str| sweep(text).value.runs("m", "").into_iter().map(|r| r.id).collect::<Vec<_>>();
        let factorial = |seeds: u32| {
            of(&SWEEP
                .replace("points = 3", "points = 2\ndesign = \"factorial\"")
                .replace("seeds = 2", &format!("seeds = {seeds}"))
                .replace("lease", "churn"))
        };
        let (few, many) = (factorial(1), factorial(3));
        assert_eq!((few.len(), many.len()), (4, 12));
        assert!(few.iter().all(|id| many.contains(id)));
    }

    #[test]
    fn mistakes_are_told() {
        let codes = |text: &str| sweep(text).diagnostics.iter().map(|d| d.lint.code).collect::<Vec<_>>();
        for (text, code) in [
            ("[vary.parameters]\nleese = true\n", "LAB006"),
            ("[vary.levers]\nrents = [1, 2]\n", "LAB001"),
            ("[vary.levers]\nrent = [2, 1]\n", "SCH011"),
            ("[vary.levers]\nrent = [1, 200]\n", "LAB003"),
            ("indicators = [\"plaices\"]\n", "LAB021"),
            ("points = 0\n", "LAB003"),
            ("design = \"grid\"\n", "SCH009"),
        ] {
            assert_eq!(codes(text), [code], "{text}");
        }
    }
}
