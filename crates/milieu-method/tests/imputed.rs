//! Uncertain dates: the methods over many draws against the plain ones, on the places made for this project.

use std::collections::BTreeMap;

use milieu_method::analysis::{Datum, Input, Outcome, Refusal, Settings, Table};
use milieu_method::registry::method;

const DATES: [(&str, &str); 7] = [
    ("start-from", "start_from"),
    ("start-to", "start_to"),
    ("end-from", "end_from"),
    ("end-to", "end_to"),
    ("event", "ev"),
    ("event-value", "1,2"),
    ("found", "found"),
];

/// The places with openings `spread` years around year zero, and ends between the dates or on their day.
fn table(spread: f64, wide: bool) -> Table {
    let mut csv = String::from("start_from,start_to,end_from,end_to,found,entry,stop,ev,rent,form\n");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/survival/own_places.csv");
    let mut reader = csv::Reader::from_path(path).expect("a table");
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.expect("a row");
        let cell = |name: &str| row[name].as_str();
        let is_end = cell("ev") != "0";
        let [from, to] = match (wide, is_end) {
            (true, true) => [cell("left"), cell("right")],
            (_, true) => [cell("stop"), cell("stop")],
            (_, false) => [cell("stop"), ""],
        };
        let (entry, stop, ev, rent, form) = (cell("entry"), cell("stop"), cell("ev"), cell("rent"), cell("form"));
        csv += &format!("{},{spread},{from},{to},{entry},{entry},{stop},{ev},{rent},{form}\n", -spread);
    }
    Table::read("places", csv.as_bytes()).expect("a table")
}

fn ask(name: &str, table: &Table, options: &[(&str, &str)]) -> Result<Outcome, Refusal> {
    let method = method(name).expect("a method");
    let settings = Settings::read(method, options.iter().copied())?;
    (method.run)(Input { table, more: &BTreeMap::new(), settings: &settings })
}

fn over_draws(name: &str, table: &Table, options: &[(&str, &str)]) -> Outcome {
    ask(name, table, &[&DATES, options].concat()).expect("an answer")
}

fn value(outcome: &Outcome, id: &str) -> f64 {
    outcome.numbers.iter().find(|n| n.id == id).unwrap_or_else(|| panic!("no number {id}")).value
}

fn interval(outcome: &Outcome, id: &str) -> [f64; 2] {
    outcome.numbers.iter().find(|n| n.id == id).and_then(|n| n.interval).unwrap_or_else(|| panic!("no interval {id}"))
}

const PLAIN: [(&str, &str); 4] = [("time", "stop"), ("event", "ev"), ("event-value", "1,2"), ("entry", "entry")];

#[test]
fn dates_known_to_the_day_give_the_plain_cox_model() {
    let table = table(0.0, false);
    let covariates = [("covariates", "rent,form")];
    let plain = ask("cox", &table, &[&PLAIN[..], &covariates].concat()).expect("an answer");
    let over = over_draws("mi-cox", &table, &[covariates[0], ("imputations", "5")]);
    let ratios: Vec<&str> =
        plain.numbers.iter().map(|n| n.id.as_str()).filter(|id| id.starts_with("hazard_ratio")).collect();
    assert_eq!(ratios.len(), 5, "{ratios:?}");
    for id in ratios {
        assert_eq!(value(&over, id), value(&plain, id), "{id}");
        for (own, theirs) in interval(&over, id).iter().zip(interval(&plain, id)) {
            assert!((own / theirs - 1.0).abs() < 1e-14, "{id}: {own} {theirs}");
        }
        assert_eq!(value(&over, &id.replace("hazard_ratio", "missing")), 0.0);
    }
    assert_eq!((value(&over, "events"), value(&over, "rows")), (value(&plain, "events"), value(&plain, "rows")));
}

#[test]
fn dates_known_to_the_day_give_the_plain_median() {
    let table = table(0.0, false);
    let plain = ask("kaplan-meier", &table, &[&PLAIN[..], &[("conf-type", "log-log")]].concat()).expect("an answer");
    let over = over_draws("mi-kaplan-meier", &table, &[("imputations", "5")]);
    assert_eq!(value(&over, "median"), value(&plain, "median"));
    // Median life with late discovery respected, as the reference tells it.
    assert!((value(&over, "median") - 2.28).abs() < 1e-12);
    assert_eq!(interval(&over, "median"), interval(&plain, "median"));
    assert_eq!(value(&over, "missing"), 0.0);
}

#[test]
fn uncertain_dates_widen_the_interval_and_the_seed_moves_the_answer_little() {
    let covariates = [("covariates", "rent"), ("imputations", "40")];
    let width = |outcome: &Outcome| {
        let [low, high] = interval(outcome, "hazard_ratio.rent");
        (high / low).ln()
    };
    let over = over_draws("mi-cox", &table(0.5, true), &covariates);
    let sheet = over.sheets.iter().find(|s| s.id == "coefficients").expect("a sheet");
    let at = |name: &str| match sheet.rows[0][sheet.columns.iter().position(|c| c == name).expect(name)] {
        Datum::Number(value) => value,
        ref other => panic!("{name}: {other:?}"),
    };
    let (total, added) = (at("std_error").powi(2), (1.0 + 1.0 / 40.0) * at("between"));
    assert!(added > 0.0 && (total - at("within") - added).abs() < 1e-15, "{total} {added}");
    assert!(width(&over) > 2.0 * milieu_method::normal::critical(0.95) * total.sqrt());
    let missing = value(&over, "missing.rent");
    assert!(missing > 0.0 && missing < 0.5, "{missing}");
    assert_eq!(over, over_draws("mi-cox", &table(0.5, true), &covariates));
    let other = over_draws("mi-cox", &table(0.5, true), &[&covariates[..], &[("seed", "2")]].concat());
    let [a, b] = [&over, &other].map(|o| value(o, "hazard_ratio.rent").ln());
    assert!(a != b && (a - b).abs() < width(&over) / 10.0, "{a} {b}");
}

/// The hazard ratio of rent is what the model without a shape finds from the same intervals, within chance.
#[test]
fn interval_hazards_agree_with_the_draws_where_openings_are_known() {
    let mut table = table(0.0, true);
    // Without late discovery, which interval-hazards does not know.
    let zeros = vec![Some(0.0); table.len()];
    table.columns.retain(|c| c.name != "found");
    table.push_numbers("found", zeros);
    let over = over_draws("mi-cox", &table, &[("covariates", "rent"), ("imputations", "40")]);
    let options = [("left", "end_from"), ("right", "end_to"), ("covariates", "rent"), ("replicates", "60")];
    let own = ask("interval-hazards", &table, &options).expect("an answer");
    let [a, b] = [&over, &own].map(|o| value(o, "hazard_ratio.rent").ln());
    assert!((a - b).abs() < 0.1, "{a} {b}");
    let [low, high] = interval(&own, "hazard_ratio.rent");
    assert!(low.ln() < b && b < high.ln());
    let sheet = own.sheets.iter().find(|s| s.id == "baseline").expect("a sheet");
    let survival: Vec<f64> =
        sheet.rows.iter().filter_map(|row| if let Datum::Number(s) = row[3] { Some(s) } else { None }).collect();
    assert!(survival.len() == sheet.rows.len() && survival.windows(2).all(|pair| pair[0] >= pair[1]));
}

#[test]
fn what_has_no_latest_date_is_left_out_and_backward_dates_too() {
    let csv = "start_from,start_to,end_from,end_to,found,ev\n0,0,1,1,0,1\n0,0,2,2,0,1\n0,0,3,3,0,1\n0,1,4,4,0,1\n0,0,5,6,0,1\n\
               0,0,5,,0,0\n0,0,5,,0,1\n3,4,1,2,0,1\n2,1,5,5,0,1\n,1,5,5,0,1\n";
    let table = Table::read("few", csv.as_bytes()).expect("a table");
    let over = ask("mi-kaplan-meier", &table, &[&DATES[..5], &DATES[6..], &[("imputations", "3")]].concat())
        .expect("an answer");
    assert_eq!(over.used, [0, 1, 2, 3, 4, 5]);
    let out: Vec<&[usize]> = over.left_out.iter().map(|left| left.rows.as_slice()).collect();
    assert_eq!(out, [&[9][..], &[6], &[7, 8]]);
}
