use proptest::prelude::*;

use super::synthetic::{Before, given, mixed, rank, searched};
use super::*;

fn numbers(values: &[f64]) -> Variable {
    Variable::Number(values.iter().map(|v| (!v.is_nan()).then_some(*v)).collect())
}

const BLANK: f64 = f64::NAN;

#[test]
fn gower_by_hand_with_a_blank() {
    let variables = [
        numbers(&[0.0, 5.0, 10.0]),
        Variable::Category(vec![Some(0), Some(0), None]),
        Variable::Presence(vec![Some(true), Some(false), Some(false)]),
    ];
    let gower = Gower::new(&variables, &[1.0, 1.0, 2.0]).unwrap();
    // (0.5 + 0 + 2 · 1) / 4; (1 + 2 · 1) / 3, the category unknown; 0.5 / 1, a shared absence says nothing.
    assert_eq!(gower.distance(0, 1), Some(2.5 / 4.0));
    assert_eq!(gower.distance(0, 2), Some(1.0));
    assert_eq!(gower.distance(1, 2), Some(0.5));
    assert_eq!(gower.differences(1, 2), [Some(0.5), None, None]);
    assert_eq!(gower.matrix(), [vec![], vec![2.5 / 4.0], vec![1.0, 0.5]]);
}

#[test]
fn degenerate_input_is_refused_by_name() {
    let name = |variables: &[Variable], weights: &[f64]| Gower::new(variables, weights).unwrap_err().name;
    assert_eq!(name(&[], &[]), "too-few-cases");
    assert_eq!(name(&[numbers(&[1.0])], &[1.0]), "too-few-cases");
    assert_eq!(name(&[numbers(&[1.0, 2.0]), numbers(&[1.0])], &[1.0, 1.0]), "ragged");
    assert_eq!(name(&[numbers(&[1.0, 2.0])], &[-1.0]), "bad-weights");
    assert_eq!(name(&[numbers(&[1.0, 2.0])], &[0.0]), "bad-weights");
    assert_eq!(name(&[Variable::Number(vec![Some(f64::INFINITY), None])], &[1.0]), "not-a-number");
    let apart = Gower::new(&[numbers(&[1.0, BLANK]), numbers(&[BLANK, 1.0])], &[1.0, 1.0]).unwrap();
    assert_eq!(apart.distance(0, 1), None, "nothing is known of both");
    assert_eq!(square(&apart.matrix()).unwrap_err().name, "nothing-in-common");
    let same = Gower::new(&[numbers(&[3.0, 3.0])], &[1.0]).unwrap();
    assert_eq!(same.distance(0, 1), Some(0.0), "a constant makes nobody differ");
    assert_eq!(medoids(&[vec![0.0, 1.0], vec![1.0, 0.0]], 2).unwrap_err().name, "bad-k");
    assert_eq!(select(&[], &[Some(0)]).unwrap_err().name, "ragged");
    assert_eq!(select(&[vec![Some(0), None]], &[Some(0), Some(1)]).unwrap_err().name, "too-few-cases");
    let before =
        Before { treated: vec![1.0], donors: vec![vec![1.0]], outcome: vec![1.0], donors_outcome: vec![vec![1.0]] };
    assert_eq!(given(&before, &[1.0]).unwrap_err().name, "too-few-donors");
    let ragged = Before { donors: vec![vec![1.0, 2.0]], ..before.clone() };
    assert_eq!(given(&ragged, &[1.0]).unwrap_err().name, "ragged");
    let gap = Before { donors: vec![vec![1.0, BLANK]], donors_outcome: vec![vec![1.0, 2.0]], ..before.clone() };
    assert_eq!(given(&gap, &[1.0]).unwrap_err().name, "not-a-number");
    let whole = Before { donors: vec![vec![1.0, 2.0]], donors_outcome: vec![vec![1.0, 2.0]], ..before };
    assert_eq!(given(&whole, &[-1.0]).unwrap_err().name, "bad-weights");
    assert_eq!(given(&whole, &[0.0]).unwrap_err().name, "no-mixture");
    assert!(nearest(&[]).is_none());
}

#[test]
fn pairs_that_differ_in_one_condition_and_the_outcome() {
    let of = |values: &[usize]| values.iter().map(|v| Some(*v)).collect::<Vec<_>>();
    let conditions = [of(&[1, 1, 0, 0]), of(&[1, 1, 0, 1]), of(&[1, 0, 0, 0])];
    let found = select(&conditions, &of(&[1, 0, 1, 0])).unwrap();
    let (least, pairs) = found.most_similar.unwrap();
    assert_eq!((least, pairs.len()), (1, 2));
    assert_eq!((pairs[0].first, pairs[0].second, pairs[0].differ.as_slice()), (0, 1, &[2][..]));
    let (outcome, most, pairs) = &found.most_different[1];
    assert_eq!((*outcome, *most, pairs[0].first, pairs[0].second), (1, 3, 0, 2));
    assert_eq!(found.pairs, 6);
}

#[test]
fn a_mixture_that_exists_is_found() {
    // Treated = 0.3 of the first donor and 0.7 of the second, in predictors and outcome.
    let mix = |a: f64, b: f64| 0.3 * a + 0.7 * b;
    let donors = vec![vec![1.0, 4.0, 9.0], vec![2.0, -1.0, 5.0], vec![0.0, 3.0, -4.0]];
    let outcomes = vec![vec![1.0, 2.0, 8.0], vec![2.0, 1.0, 9.0]];
    let before = Before {
        treated: donors.iter().map(|row| mix(row[0], row[1])).collect(),
        outcome: outcomes.iter().map(|row| mix(row[0], row[1])).collect(),
        donors,
        donors_outcome: outcomes,
    };
    for found in [given(&before, &[1.0, 1.0, 1.0]).unwrap(), searched(&before, 2, 1).unwrap()] {
        assert!((found.weights[0] - 0.3).abs() < 1e-6 && (found.weights[1] - 0.7).abs() < 1e-6, "{found:?}");
        assert!(found.loss < 1e-10 && found.predictor_loss < 1e-10);
    }
}

#[test]
fn the_treated_case_counts_among_its_placebos() {
    let placebos = rank(5.0, vec![1.0, 2.0, 6.0]);
    assert_eq!(placebos.p, 2.0 / 4.0);
}

#[test]
fn average_linkage_by_hand() {
    let d = [vec![0.0, 1.0, 4.0], vec![1.0, 0.0, 6.0], vec![4.0, 6.0, 0.0]];
    let merges = average_linkage(&d);
    assert_eq!(merges[0], Merge { first: 0, second: 1, height: 1.0 });
    assert_eq!(merges[1], Merge { first: 3, second: 2, height: 5.0 });
}

proptest! {
    #[test]
    fn gower_does_not_know_origin_unit_and_order(values in proptest::collection::vec(proptest::option::weighted(0.8, -50.0f64..50.0), 4..20), by in 0.1f64..9.0) {
        let other: Vec<Option<f64>> = values.iter().rev().map(|v| v.map(|v| v * by - 3.0)).collect();
        let n = values.len();
        let a = Gower::new(&[Variable::Number(values.clone()), Variable::Rank(values)], &[1.0, 0.5]).unwrap();
        let b = Gower::new(&[Variable::Number(other.clone()), Variable::Rank(other)], &[1.0, 0.5]).unwrap();
        for i in 0..n {
            for j in 0..i {
                match (a.distance(i, j), b.distance(n - 1 - i, n - 1 - j)) {
                    (Some(x), Some(y)) => prop_assert!((x - y).abs() < 1e-9 && (0.0..=1.0 + 1e-12).contains(&x)),
                    (x, y) => prop_assert_eq!(x.is_none(), y.is_none()),
                }
                let row = a.matrix()[i][j];
                prop_assert!(a.distance(i, j).map_or(row.is_nan(), |d| (d - row).abs() < 1e-12));
            }
        }
    }

    #[test]
    fn no_mixture_is_nearer(points in proptest::collection::vec(proptest::collection::vec(-3.0f64..3.0, 3), 1..9), raw in proptest::collection::vec(0.01f64..1.0, 9)) {
        let weights = nearest(&points).unwrap();
        prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9 && weights.iter().all(|w| *w >= 0.0));
        let length = |weights: &[f64]| -> f64 {
            (0..3).map(|k| mixed(&points.iter().map(|p| p[k]).collect::<Vec<_>>(), weights).powi(2)).sum()
        };
        let sum: f64 = raw[..points.len()].iter().sum();
        let other: Vec<f64> = raw[..points.len()].iter().map(|r| r / sum).collect();
        prop_assert!(length(&weights) <= length(&other) + 1e-9);
    }
}

mod asked {
    use std::collections::BTreeMap;

    use milieu_study::compile;
    use milieu_study::world::Memory;

    use crate::analysis::{Datum, Input, Method, Outcome, Refusal, Settings, Table};
    use crate::comparison::{ANALOGUES, CASES, INDICATORS, PANEL, SYNTHETIC_CONTROL, TRANSFER};

    fn ask(method: &Method, table: &Table, said: &[(&str, &str)]) -> Result<Outcome, Refusal> {
        let settings = Settings::read(method, said.to_vec())?;
        (method.run)(Input { table, more: &BTreeMap::new(), settings: &settings })
    }

    #[test]
    fn an_analogue_says_in_what_and_a_thin_case_is_left_out() {
        let table = Table::read("t", b"c,x,y,z\nA,1,u,5\nB,1,u,9\nC,9,v,5\nD,1,,\n").unwrap();
        let found = ask(&ANALOGUES, &table, &[("of", "A"), ("case", "c")]).unwrap();
        let first = &found.sheets[0].rows[0];
        assert_eq!(first[1], Datum::from("B"));
        assert_eq!((first[4].clone(), first[5].clone()), (Datum::from("x, y"), Datum::from("z")));
        assert_eq!(found.left_out[0].rows, [3]);
        assert_eq!(ask(&ANALOGUES, &table, &[("of", "Q"), ("case", "c")]).unwrap_err().name, "no-such-case");
    }

    #[test]
    fn a_checklist_keeps_the_unknown_apart() {
        let table = Table::read("t", b"c,x,y,z,ok\nA,1,u,5,1\nB,1,v,,0\nC,3,u,6,1\n").unwrap();
        let said = [("source", "A"), ("target", "B"), ("case", "c"), ("outcome", "ok")];
        let found = ask(&TRANSFER, &table, &said).unwrap();
        assert_eq!(found.numbers.iter().map(|n| n.value).collect::<Vec<_>>(), [1.0, 1.0, 1.0]);
        assert_eq!(found.sheets[0].rows[2][5], Datum::from("5–6 (n = 2)"));
    }

    #[test]
    fn a_panel_without_years_before_is_refused() {
        let table = Table::read("t", b"u,t,y\nA,1,1\nA,2,2\nB,1,1\nB,2,2\nC,1,1\nC,2,3\n").unwrap();
        let said = |first: &'static str| {
            [("unit", "u"), ("time", "t"), ("outcome", "y"), ("treated", "A"), ("treatment", first)]
        };
        assert_eq!(ask(&SYNTHETIC_CONTROL, &table, &said("1")).unwrap_err().name, "no-before-or-after");
        assert!(ask(&SYNTHETIC_CONTROL, &table, &said("2")).is_ok());
    }

    #[test]
    fn a_study_gives_cases_and_indicators_with_their_facts() {
        let world = Memory::of(&[
            ("study.toml", "title = \"T\"\n"),
            ("sources.bib", "@book{k, title={T}, date={2020}}\n"),
            ("codebook.toml", "[[indicators]]\ncode = \"gdp\"\nlabel = \"GDP\"\n"),
            ("territories.csv", "id,name,level,source\na,A,city,k\nb,B,city,k\n"),
            (
                "cases.csv",
                "case,dimension,value,source\na,led,state,k\nb,led,market,k\na,size,3,k\nb,size,4,k\na,age,1,k\na,age,2,k\n",
            ),
            (
                "observations.csv",
                "entity,indicator,period,value,source\na,gdp,2018,5,k\na,gdp,2019,6,k\nb,gdp,2018,7,k\nb,gdp,2018,8,k\n",
            ),
        ]);
        let study = compile(&world).value;
        let cases = (CASES.make)(&study, &BTreeMap::new()).unwrap();
        assert_eq!(cases.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["case", "led", "size", "age"]);
        assert_eq!((cases.rows[0].facts.len(), cases.rows[1].facts.len()), (2, 2), "the age is disputed");
        assert_eq!(cases.left_out[0].len(), 2);
        let panel = (PANEL.make)(&study, &BTreeMap::new()).unwrap();
        assert_eq!(panel.rows.len(), 3);
        let latest = (INDICATORS.make)(&study, &BTreeMap::new()).unwrap();
        assert_eq!(latest.column("gdp").unwrap().cells, crate::analysis::Cells::Number(vec![Some(6.0), None]));
        assert_eq!(latest.rows[0].facts.len(), 1);
        let other = BTreeMap::from([("indicator".to_owned(), "none".to_owned())]);
        assert_eq!((PANEL.make)(&study, &other).unwrap_err().name, "no-observations");
    }
}
