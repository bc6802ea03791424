//! Holds our answers against every number of a reference case of QCA.

use std::collections::BTreeSet;
use std::path::Path;

use milieu_method::qca::fit::Sufficiency;
use milieu_method::qca::necessity::{self, Least};
use milieu_method::qca::sets::{Condition, Sets};
use milieu_method::qca::solve::{self, Options, Solution};
use milieu_method::qca::space::Term;
use milieu_method::qca::truth::{Cutoffs, TruthTable};
use serde_json::Value;

const TOLERANCE: f64 = 1e-9;

/// What a run over a case found: how many numbers were compared, and what differs.
#[derive(Default)]
pub struct Compared {
    /// Numbers and names compared.
    pub values: usize,
    /// Differences, in words.
    pub differences: Vec<String>,
}

impl Compared {
    fn number(&mut self, what: &str, ours: Option<f64>, theirs: &Value) {
        self.values += 1;
        // The peer leaves a field empty where it does not compute one (rows without cases, one term alone).
        let Some(theirs) = theirs.as_f64() else { return };
        if ours.is_none_or(|ours| (ours - theirs).abs() > TOLERANCE) {
            self.differences.push(format!("{what}: {ours:?}, reference {theirs}"));
        }
    }

    fn set<T: Ord + std::fmt::Debug>(&mut self, what: &str, ours: BTreeSet<T>, theirs: BTreeSet<T>) {
        self.values += theirs.len().max(1);
        if ours != theirs {
            let missing: Vec<&T> = theirs.difference(&ours).collect();
            let extra: Vec<&T> = ours.difference(&theirs).collect();
            self.differences.push(format!("{what}: missing {missing:?}, extra {extra:?}"));
        }
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, ours: T, theirs: T) {
        self.values += 1;
        if ours != theirs {
            self.differences.push(format!("{what}: {ours:?}, reference {theirs:?}"));
        }
    }
}

/// A list, also where the file holds a single value for a list of one.
fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => vec![],
        one => vec![one.clone()],
    }
}

fn texts(value: &Value) -> Vec<String> {
    list(value).iter().map(|v| v.as_str().expect("a text").trim().to_owned()).collect()
}

fn rows(value: &Value) -> BTreeSet<u32> {
    let row = |v: &Value| v.as_u64().or_else(|| v.as_str().and_then(|t| t.parse().ok()));
    list(value).iter().map(|v| u32::try_from(row(v).expect("a row number")).expect("a small number")).collect()
}

/// A sum of terms as the set of its terms.
fn terms(model: &str) -> BTreeSet<String> {
    model.split('+').map(|t| t.trim().to_owned()).collect()
}

/// A table of cases by header.
pub fn table(path: &Path) -> (Vec<String>, Vec<(String, Vec<f64>)>) {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let headers: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let mut columns: Vec<(String, Vec<f64>)> = headers[1..].iter().map(|h| (h.clone(), vec![])).collect();
    let mut cases = vec![];
    for row in reader.records() {
        let row = row.expect("a row");
        cases.push(row[0].to_owned());
        for (column, cell) in columns.iter_mut().zip(row.iter().skip(1)) {
            column.1.push(cell.parse().expect("a number"));
        }
    }
    (cases, columns)
}

/// The expected numbers of a case.
pub fn expected(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("the expected numbers")).expect("JSON")
}

/// Compares all of one case, `NAME.csv` with `NAME.expected.json` in a folder.
pub fn compare(folder: &Path, name: &str) -> Compared {
    let (cases, columns) = table(&folder.join(format!("{name}.csv")));
    let expected = expected(&folder.join(format!("{name}.expected.json")));
    let set = |name: &str, multi_value: bool| {
        let values = columns.iter().find(|c| c.0 == name).expect("a column").1.clone();
        Condition { name: name.to_owned(), multi_value, values }
    };
    let multi_value = |name: &str| columns.iter().any(|c| c.0 == name && c.1.iter().any(|v| *v > 1.0));
    let conditions = texts(&expected["conditions"]).iter().map(|c| set(c, multi_value(c))).collect();
    let outcome = set(expected["outcome"].as_str().expect("an outcome"), false);
    let sets = Sets::new(cases, conditions, outcome).expect("sound sets");
    let cutoffs = Cutoffs {
        frequency: usize::try_from(expected["n_cut"].as_u64().expect("a number")).expect("a small number"),
        inclusion: expected["incl_cut"].as_f64().expect("a number"),
        contradiction: None,
        pri: expected["pri_cut"].as_f64().expect("a number"),
    };
    let negated = sets.negated();
    let mut found = Compared::default();
    let [ours, other] = [(&sets, "positive"), (&negated, "negated")]
        .map(|(sets, part)| analysis(&mut found, sets, cutoffs, &expected[part], &format!("{name}, {part}")));
    let untenable = solve::untenable(sets.space(), [&ours.0, &other.0], [&ours.1, &other.1]);
    let one_based = |rows: &[u32]| rows.iter().map(|r| r + 1).collect::<BTreeSet<u32>>();
    let part = &expected["positive"];
    found.set("untenable, contradictory", one_based(&untenable.contradictory), rows(&part["untenable_rows_type2"]));
    found.set("untenable, simultaneous", one_based(&untenable.simultaneous), rows(&part["untenable_rows_type3"]));
    found
}

/// Everything of one outcome; gives the table and the parsimonious models.
fn analysis(
    found: &mut Compared,
    sets: &Sets,
    cutoffs: Cutoffs,
    expected: &Value,
    what: &str,
) -> (TruthTable, Vec<Vec<Term>>) {
    let table = TruthTable::new(sets, cutoffs).expect("sound cutoffs");
    truth_table(found, sets, &table, &expected["truth_table"], what);
    singles(found, sets, expected, what);
    supersets(found, sets, &expected["superset_nec_incl0.9_cov0.6"], what);
    let options = Options::default();
    let dominance = Options { row_dominance: true, ..options };
    let conservative = solve::conservative(sets, &table, options).expect("a solution");
    let parsimonious = solve::parsimonious(sets, &table, options).expect("a solution");
    let undominated = solve::parsimonious(sets, &table, dominance).expect("a solution");
    for (solution, part) in
        [(&conservative, "conservative"), (&parsimonious, "parsimonious"), (&undominated, "parsimonious_row_dominance")]
    {
        solution_of(found, sets, &table, solution, &expected[part], &format!("{what}, {part}"));
    }
    if let Some(pairs) = expected["intermediate"].as_object() {
        let expectations = solve::expectations(sets, &texts(&expected["directional_expectations"])).expect("sound");
        let both = [&conservative, &parsimonious];
        let ours = solve::intermediate(sets, &table, both, &expectations, options).expect("solutions");
        found.same(&format!("{what}, pairs"), ours.len(), pairs.len());
        for (pair, theirs) in pairs {
            // Pairs are matched by their models: the peer numbers models in another order.
            let from = |key: &str| terms(theirs[key].as_str().expect("a model"));
            let (from_c, from_p) = (from("from_conservative"), from("from_parsimonious"));
            let matches =
                |solution: &Solution, model: usize, of: &BTreeSet<String>| terms(&solution.write(model, sets)) == *of;
            let what = format!("{what}, intermediate {pair}");
            let Some(ours) = ours.iter().find(|i| {
                matches(&conservative, i.conservative, &from_c) && matches(&parsimonious, i.parsimonious, &from_p)
            }) else {
                found.differences.push(format!("{what}: no such pair"));
                continue;
            };
            let one_based = |rows: &[u32]| rows.iter().map(|r| r + 1).collect::<BTreeSet<u32>>();
            found.set(&format!("{what}, easy"), one_based(&ours.easy), rows(&theirs["easy"]));
            found.set(&format!("{what}, difficult"), one_based(&ours.difficult), rows(&theirs["difficult"]));
            models(found, sets, &ours.solution, theirs, &what);
        }
    }
    let models = (0..parsimonious.models.len()).map(|m| parsimonious.terms(m)).collect();
    (table, models)
}

fn truth_table(found: &mut Compared, sets: &Sets, table: &TruthTable, expected: &Value, what: &str) {
    let n = list(&expected["n"]).len();
    found.same(&format!("{what}, rows"), sets.space().size() as usize, n);
    for at in 0..n {
        let what = format!("{what}, row {}", at + 1);
        let configuration = u32::try_from(at).expect("few rows");
        let row = table.rows.iter().find(|r| r.configuration == configuration);
        found.same(&what, row.map_or("?", |r| r.output.sign()), expected["OUT"][at].as_str().expect("a sign"));
        let cases = row.map_or(0, |r| r.cases.len()) as u64;
        found.same(&what, Some(cases), expected["n"][at].as_u64());
        found.same(&what, Some(at as u64 + 1), expected["row"][at].as_u64());
        found.number(&what, row.and_then(|r| r.fit.inclusion), &expected["incl"][at]);
        found.number(&what, row.and_then(|r| r.fit.pri), &expected["PRI"][at]);
        for (condition, value) in sets.conditions().iter().zip(sets.space().values(configuration)) {
            found.same(&what, Some(value.to_string().as_str()), expected[&condition.name][at].as_str());
        }
        let cases = |text: &str| text.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect();
        let ours = row.map_or(vec![], |r| r.cases.iter().map(|&c| sets.cases()[c].clone()).collect());
        found.set(&what, ours.into_iter().collect(), cases(expected["cases"][at].as_str().expect("cases")));
    }
}

fn singles(found: &mut Compared, sets: &Sets, expected: &Value, what: &str) {
    let singles = necessity::singles(sets);
    for part in ["necessity_single", "sufficiency_single"] {
        let expressions = texts(&expected[part]["expr"]);
        found.same(&format!("{what}, {part}"), singles.len(), expressions.len());
        for (at, expression) in expressions.iter().enumerate() {
            let Some(single) = singles.iter().find(|s| s.written == *expression) else {
                found.differences.push(format!("{what}: no {expression}"));
                continue;
            };
            for (key, ours) in [
                ("inclN", single.necessity.inclusion),
                ("RoN", single.necessity.relevance),
                ("covN", single.necessity.coverage),
                ("inclS", single.sufficiency.inclusion),
                ("PRI", single.sufficiency.pri),
                ("covS", single.sufficiency.coverage),
            ] {
                if let Some(theirs) = expected[part].get(key) {
                    found.number(&format!("{what}, {expression} {key}"), ours, &list(theirs)[at]);
                }
            }
        }
    }
}

fn supersets(found: &mut Compared, sets: &Sets, expected: &Value, what: &str) {
    let ours = necessity::supersets(sets, Least::default());
    let theirs = texts(&expected["expr"]);
    let written = ours.iter().map(|n| n.written.clone()).collect();
    found.set(&format!("{what}, supersets"), written, theirs.iter().cloned().collect());
    for (at, expression) in theirs.iter().enumerate() {
        let fit = ours.iter().find(|n| n.written == *expression).map(|n| n.fit);
        let what = format!("{what}, {expression}");
        found.number(&what, fit.and_then(|f| f.inclusion), &list(&expected["inclN"])[at]);
        found.number(&what, fit.and_then(|f| f.relevance), &list(&expected["RoN"])[at]);
        found.number(&what, fit.and_then(|f| f.coverage), &list(&expected["covN"])[at]);
    }
}

fn solution_of(
    found: &mut Compared,
    sets: &Sets,
    table: &TruthTable,
    solution: &Solution,
    expected: &Value,
    what: &str,
) {
    models(found, sets, solution, expected, what);
    let names = sets.names();
    let write = |&p: &usize| sets.space().write(solution.chart.primes[p], &names);
    let primes: Vec<String> = (0..solution.chart.primes.len()).map(|p| write(&p)).collect();
    let theirs = texts(&expected["prime_implicants"]);
    found.set(&format!("{what}, primes"), primes.iter().cloned().collect(), theirs.iter().cloned().collect());
    let essential = solution.essential.iter().map(write).collect();
    found.set(&format!("{what}, essential"), essential, texts(&expected["essential"]).into_iter().collect());
    let columns: Vec<u32> = texts(&expected["pichart_cols"]).iter().map(|c| c.parse().expect("a row")).collect();
    found.same(&format!("{what}, columns"), solution.chart.rows.iter().map(|r| r + 1).collect(), columns);
    for (prime, covers) in theirs.iter().zip(list(&expected["pichart"])) {
        let ours = primes.iter().position(|p| p == prime);
        let covered = |column| ours.is_some_and(|p| u64::from(solution.chart.covers(p, column)) == 1);
        let ours: Vec<bool> = (0..solution.chart.rows.len()).map(covered).collect();
        let theirs: Vec<bool> = list(&covers).iter().map(|c| c.as_u64() == Some(1)).collect();
        found.same(&format!("{what}, chart of {prime}"), ours, theirs);
    }
    let assumed = expected["simplifying_assumptions_rows"].as_object().expect("rows by model");
    for (model, theirs) in texts(&expected["models"]).iter().zip(assumed.values()) {
        let Some(ours) = (0..solution.models.len()).find(|&m| terms(&solution.write(m, sets)) == terms(model)) else {
            continue;
        };
        let used = solve::remainders_used(sets.space(), table, &solution.terms(ours));
        found.set(&format!("{what}, assumptions"), used.iter().map(|r| r + 1).collect(), rows(theirs));
    }
}

fn models(found: &mut Compared, sets: &Sets, solution: &Solution, expected: &Value, what: &str) {
    let ours: Vec<BTreeSet<String>> = (0..solution.models.len()).map(|m| terms(&solution.write(m, sets))).collect();
    let theirs: Vec<BTreeSet<String>> = texts(&expected["models"]).iter().map(|m| terms(m)).collect();
    let total = Some(theirs.len() as u64);
    found.same(&format!("{what}, number of models"), solution.total, total);
    found.set(&format!("{what}, models"), ours.iter().cloned().collect(), theirs.iter().cloned().collect());
    let names = sets.names();
    for (model, fit) in theirs.iter().zip(list(&expected["fit"])) {
        let Some(at) = ours.iter().position(|m| m == model) else { continue };
        let model = solution.terms(at);
        let memberships: Vec<Vec<f64>> = model.iter().map(|&t| sets.term(t)).collect();
        let (each, whole) = milieu_method::qca::fit::solution(&memberships, sets.outcome());
        let mut compare = |what: String, fit: Sufficiency, theirs: &Value, at: Option<usize>| {
            let get = |key: &str| match at {
                Some(at) => list(&theirs[key]).get(at).cloned().unwrap_or(Value::Null),
                None => theirs[key].clone(),
            };
            found.number(&format!("{what} inclS"), fit.inclusion, &get("inclS"));
            found.number(&format!("{what} PRI"), fit.pri, &get("PRI"));
            found.number(&format!("{what} covS"), fit.coverage, &get("covS"));
            if at.is_some() {
                found.number(&format!("{what} covU"), fit.unique, &get("covU"));
            }
        };
        compare(format!("{what}, solution"), whole, &fit["solution"], None);
        for (i, name) in texts(&fit["terms_names"]).iter().enumerate() {
            let ours = model.iter().position(|&t| sets.space().write(t, &names) == *name).expect("in the model");
            compare(format!("{what}, {name}"), each[ours], &fit["terms"], Some(i));
        }
    }
}
