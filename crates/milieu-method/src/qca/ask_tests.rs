use std::collections::BTreeMap;

use milieu_study::compile;
use milieu_study::world::Memory;

use super::ask::EXAMPLE;
use super::cases::Choice;
use super::robust::{self, Standing};
use super::sets::{Condition, Sets};
use super::{CALIBRATE, CASES, NECESSITY, QCA, ROBUSTNESS, SETS};
use crate::analysis::{Datum, Figure, Input, Method, Outcome, Refusal, Settings, Table, estimates};

fn ask(method: &Method, table: &Table, options: &[(&str, &str)]) -> Result<Outcome, Refusal> {
    let settings = Settings::read(method, options.iter().copied())?;
    (method.run)(Input { table, more: &BTreeMap::new(), settings: &settings })
}

fn example() -> Table {
    Table::read("example.csv", EXAMPLE.as_bytes()).unwrap()
}

const SAID: [(&str, &str); 3] = [("conditions", "GRASS,CHEAP,TIES"), ("outcome", "LASTS"), ("case", "place")];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&SAID, more].concat()
}

fn number(outcome: &Outcome, id: &str) -> f64 {
    outcome.numbers.iter().find(|n| n.id == id).unwrap_or_else(|| panic!("no {id}")).value
}

fn column(outcome: &Outcome, sheet: &str, column: &str) -> Vec<String> {
    let sheet = outcome.sheets.iter().find(|s| s.id == sheet).unwrap();
    let at = sheet.columns.iter().position(|c| c == column).unwrap();
    let cell = |row: &Vec<Datum>| match &row[at] {
        Datum::Text(text) => text.clone(),
        Datum::Number(n) => n.to_string(),
        Datum::Count(n) => n.to_string(),
        Datum::Flag(flag) => flag.to_string(),
        Datum::Missing => String::new(),
    };
    sheet.rows.iter().map(cell).collect()
}

#[test]
fn a_case_without_outcome_is_left_out_by_name() {
    let outcome = ask(&QCA, &example(), &SAID).unwrap();
    assert_eq!(outcome.used, (0..12).collect::<Vec<usize>>());
    assert_eq!(outcome.left_out.len(), 1);
    assert_eq!((outcome.left_out[0].detail.as_str(), outcome.left_out[0].rows.as_slice()), ("LASTS", &[12][..]));
}

#[test]
fn the_example_has_the_solution_its_rows_show() {
    // Positive rows: GRASS*CHEAP*TIES (a, b, i), GRASS*CHEAP*~TIES (h), GRASS*~CHEAP*TIES (c, k).
    // ~GRASS*CHEAP*TIES (d) is as consistent as 0.81, but with a PRI of 0.44: it lies in the absence as well.
    let options = with(&[("dir-exp", "GRASS,CHEAP,TIES"), ("pri-cut", "0.5")]);
    let outcome = ask(&QCA, &example(), &options).unwrap();
    let formulas = column(&outcome, "solutions", "formula");
    assert_eq!(formulas, ["GRASS*CHEAP + GRASS*TIES"; 3]);
    assert_eq!(column(&outcome, "truth_table", "OUT").iter().filter(|o| *o == "1").count(), 3);
    assert!((number(&outcome, "sufficient_configurations") - 3.0).abs() < 1e-12);
    let Figure::TruthTable(figure) = &outcome.figures[0] else { panic!("a truth table comes first") };
    assert_eq!((figure.rows.len(), figure.terms.len()), (8, 2));
    assert_eq!(figure.rows.iter().map(|r| r.cases.len()).sum::<usize>(), 12);
    for figure in &outcome.figures[1..] {
        let Figure::Scatter(plot) = figure else { panic!("plots follow") };
        assert_eq!(plot.points.len(), 12);
        assert!(plot.diagonal);
    }
}

#[test]
fn the_absence_of_the_outcome_is_another_question() {
    let outcome = ask(
        &QCA,
        &example(),
        &with(&[("outcome", "~LASTS")])[..1].iter().chain(&[("outcome", "~LASTS")]).copied().collect::<Vec<_>>(),
    )
    .unwrap();
    assert!(column(&outcome, "solutions", "formula").iter().all(|f| f.contains("~GRASS") || f.contains("~CHEAP")));
}

#[test]
fn nothing_sufficient_still_shows_the_truth_table() {
    let outcome = ask(&QCA, &example(), &with(&[("n-cut", "9")])).unwrap();
    assert!(outcome.notes[0].warns && outcome.notes[0].detail.contains("no observed configuration"));
    assert_eq!(outcome.sheets.len(), 1);
}

#[test]
fn four_cases_and_nine_conditions_are_refused() {
    let names: Vec<String> = (0..9).map(|i| format!("c{i}")).collect();
    let row = |case: u32| {
        let cells: Vec<String> = (0..9).map(|i| (case >> (i % 2) & 1).to_string()).collect();
        format!("{},{}", cells.join(","), case % 2)
    };
    let csv = format!("{},y\n{}\n", names.join(","), (0..4).map(row).collect::<Vec<_>>().join("\n"));
    let table = Table::read("four.csv", csv.as_bytes()).unwrap();
    let (conditions, method) = (names.join(","), [&QCA, &NECESSITY, &ROBUSTNESS]);
    for method in method {
        let refused = ask(method, &table, &[("conditions", &conditions), ("outcome", "y")]).unwrap_err();
        assert_eq!(refused.name, "limited-diversity", "{}", method.name);
        assert!(refused.help.contains("70 cases"), "{}", refused.help);
    }
}

#[test]
fn refusals_have_names() {
    let name = |options: &[(&str, &str)]| ask(&QCA, &example(), options).unwrap_err().name;
    assert_eq!(name(&with(&[("calibrate", "GRASS=1:2")])), "bad-anchors");
    assert_eq!(name(&with(&[("calibrate", "GRASS=3:2:5")])), "bad-anchors");
    assert_eq!(name(&with(&[("calibrate", "OTHER=0.1:0.4:0.5")])), "no-such-set");
    assert_eq!(name(&with(&[("dir-exp", "OTHER")])), "bad-expectation");
    assert_eq!(name(&with(&[("solution", "intermediate")])), "no-expectations");
    assert_eq!(name(&with(&[("calibrate", "LASTS=7")])), "no-variation");
    assert_eq!(name(&[("conditions", "GRASS,GRASS"), ("outcome", "LASTS")]), "set-twice");
    assert_eq!(name(&[("conditions", "GRASS"), ("outcome", "~NONE")]), "no-such-column");
}

#[test]
fn a_calibrated_column_can_be_asked_like_a_fuzzy_one() {
    let outcome = ask(&CALIBRATE, &example(), &[("set", "GRASS"), ("thresholds", "0.1,0.45,0.9")]).unwrap();
    let memberships = column(&outcome, "memberships", "GRASS");
    let at_inclusion: f64 = memberships[0].parse().unwrap();
    assert!((at_inclusion - 0.952_574_126_822_433).abs() < 1e-12);
    assert!((number(&outcome, "in") + number(&outcome, "out") - 13.0).abs() < 1e-12);
    let bad = ask(&CALIBRATE, &example(), &[("set", "GRASS"), ("thresholds", "0.1,0.45")]).unwrap_err();
    assert_eq!(bad.name, "bad-anchors");
}

#[test]
fn a_range_ends_where_the_solution_changes() {
    let outcome = ask(&ROBUSTNESS, &example(), &with(&[("max-runs", "50")])).unwrap();
    let decisions = column(&outcome, "ranges", "decision");
    assert_eq!(decisions, ["incl-cut", "n-cut"]);
    let upper: f64 = column(&outcome, "ranges", "upper")[0].parse().unwrap();
    let lower: f64 = column(&outcome, "ranges", "lower")[0].parse().unwrap();
    let formula = |cut: f64| {
        let cut = cut.to_string();
        let outcome = ask(&QCA, &example(), &with(&[("incl-cut", &cut), ("solution", "parsimonious")])).unwrap();
        outcome.sheets.iter().any(|s| s.id == "solutions").then(|| column(&outcome, "solutions", "formula"))
    };
    assert_eq!(formula(upper), formula(0.8));
    assert_eq!(formula(lower), formula(0.8));
    assert_ne!(formula((upper + 0.01).min(1.0)), formula(0.8));
    for id in ["RF_cons", "RF_cov", "RF_SC_minTS", "RF_SC_maxTS", "RCR_typ"] {
        assert!((0.0..=1.0 + 1e-9).contains(&number(&outcome, id)), "{id}");
    }
}

#[test]
fn robustness_by_hand() {
    let (initial, outcome) = ([0.9, 0.8, 0.2, 0.1], [1.0, 1.0, 0.0, 1.0]);
    let (first, second) = ([0.9, 0.4, 0.2, 0.6], [0.7, 0.8, 0.2, 0.1]);
    let found = robust::robustness(&initial, &[&first, &second], &outcome);
    // The core is 0.7, 0.4, 0.2, 0.1; the least of the tests is the same, the greatest 0.9, 0.8, 0.2, 0.6.
    assert!((found.rf_cov.unwrap() - 1.2 / 1.8).abs() < 1e-12);
    assert!((found.rf_cons.unwrap() - (1.8 / 2.0) / (1.2 / 1.4)).abs() < 1e-12);
    assert!((found.rf_sc_min.unwrap() - 1.4 / 2.0).abs() < 1e-12);
    assert!((found.rf_sc_max.unwrap() - 2.0 / 2.5).abs() < 1e-12);
    let standing: Vec<Standing> = found.cases.iter().map(|c| c.0).collect();
    assert_eq!(standing, [Standing::Robust, Standing::Shaky, Standing::Outside, Standing::Possible]);
    assert!((found.typical.unwrap() - 1.0 / 3.0).abs() < 1e-12);
    let same = robust::robustness(&initial, &[&initial], &outcome);
    assert_eq!([same.rf_cons, same.rf_cov, same.rf_sc_min, same.rf_sc_max], [Some(1.0); 4]);
}

#[test]
fn cases_of_each_class_by_hand() {
    let options = with(&[("pri-cut", "0.5")]);
    let outcome = ask(&CASES, &example(), &options).unwrap();
    // GRASS*CHEAP holds a, b, i and h, but h more than the outcome does; GRASS*TIES holds a, b, c, i and k.
    assert_eq!(column(&outcome, "typical", "term")[0], "GRASS*CHEAP");
    let numbers = ["typical.t1", "deviant_consistency.t1", "typical.t2", "deviant_consistency.t2", "deviant_coverage"];
    assert_eq!(numbers.map(|id| number(&outcome, id)), [3.0, 0.0, 5.0, 0.0, 0.0]);
    // a: (0.8 − 0.8) + 0.2, b: (0.9 − 0.8) + 0.2, i: (0.9 − 0.6) + 0.4.
    assert_eq!(column(&outcome, "typical", "case")[..3], ["a", "b", "i"]);
    let wrong = ask(&CASES, &example(), &with(&[("pri-cut", "0.5"), ("model", "2")])).unwrap_err();
    assert_eq!(wrong.name, "no-such-model");
    let wrong = ask(&CASES, &example(), &with(&[("solution", "intermediate")])).unwrap_err();
    assert_eq!(wrong.name, "no-expectations");
}

#[test]
fn deviant_cases_and_what_they_stand_beside_by_hand() {
    let set = |name: &str, values: [f64; 4]| Condition { name: name.into(), multi_value: false, values: values.into() };
    let conditions = vec![set("A", [0.9, 0.8, 0.6, 0.2]), set("B", [0.3, 0.6, 0.7, 0.4])];
    let cases = ["p", "q", "r", "s"].map(str::to_owned).to_vec();
    let sets = Sets::new(cases, conditions, set("Y", [0.95, 0.3, 0.7, 0.8])).unwrap();
    let a = sets.space().term(sets.space().configuration(&[1, 1]), sets.space().bit(0));
    let choice = Choice::new(&sets, vec![a]);
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    let deviant = choice.deviant_consistency(0);
    assert_eq!((deviant.len(), deviant[0].case, deviant[0].most), (1, 1, true));
    near(deviant[0].best, 1.0 - (0.8 - 0.3) + 0.2);
    let missed = choice.deviant_coverage();
    // In neither A nor B, as far as 0.6.
    assert_eq!((missed.len(), missed[0].0, missed[0].1.case), (1, Some(0), 3));
    near(missed[0].1.best, (0.8 - 0.6) + 0.4);
    let pairs: Vec<(usize, usize)> = choice.contrasts(0).iter().map(|p| (p.first.case, p.second.case)).collect();
    assert_eq!(pairs, [(0, 1), (2, 1)]);
    near(choice.contrasts(0)[0].best, 0.1 + (1.0 - 0.65) + 0.1 + 0.2);
    // A term of one conjunct is its own focus.
    assert!(choice.typical_for(0, 0).iter().all(|f| f.rank == 1 && f.others.is_none()));
}

fn study(places: &str, codings: &str) -> milieu_study::Study {
    let world = Memory::of(&[
        ("study.toml", "title = \"T\"\n"),
        ("sources.bib", "@book{k, title={T}, date={2020}}\n"),
        ("codebook.toml", "[[schemes]]\ncode = \"origin\"\nlabel = \"Origin\"\n"),
        ("places.csv", places),
        ("codings.csv", codings),
    ]);
    compile(&world).value
}

#[test]
fn sets_of_a_study_know_their_statements_and_leave_the_uncoded_blank() {
    let study = study(
        "id,name,opened,closed,last_confirmed,source\na,A,2010,2012,,k\nb,B,2010,2019,,k\nc,C,2015,,2017,k\n\
         d,D,2011,,2020,k\ne,E,,,,k\n",
        "entity,scheme,code,coder,source\na,origin,firm,ann,k\nb,origin,grassroots,ann,k\nb,origin,firm,bo,k\n\
         d,origin,firm,ann,k\nd,origin,grassroots,ann,k\n",
    );
    let asked = BTreeMap::from([("sets".to_owned(), "GRASS:origin=grassroots,LASTED:years>=5".to_owned())]);
    let table = (SETS.make)(&study, &asked).unwrap();
    let labels: Vec<&str> = table.rows.iter().map(|r| r.label.as_str()).collect();
    assert_eq!(labels, ["a", "b", "d"], "c was last seen after two years, e has no date");
    let cells = |name: &str| (0..3).map(|row| table.column(name).unwrap().cells.text(row)).collect::<Vec<_>>();
    let some = |text: &str| Some(text.to_owned());
    // Two coders disagree on b; one coder gave d both codes.
    assert_eq!(cells("GRASS"), [some("0"), None, some("1")]);
    assert_eq!(cells("LASTED"), [some("0"), some("1"), some("1")]);
    assert_eq!(table.rows[0].facts.len(), 3);
    assert_eq!(table.left_out.iter().map(crate::LeftOut::len).collect::<Vec<_>>(), [2, 2]);
    let wrong =
        |sets: &str| (SETS.make)(&study, &BTreeMap::from([("sets".to_owned(), sets.to_owned())])).unwrap_err().name;
    assert_eq!([wrong(""), wrong("x:years>=many"), wrong("form=x")], ["bad-sets", "bad-sets", "set-without-cases"]);
}

#[test]
fn a_number_of_a_study_hands_on_its_facts() {
    let ids: Vec<String> = (0..12).map(|i| format!("p{i}")).collect();
    let places = ids.iter().enumerate().map(|(i, id)| format!("{id},{id},2000,{},k\n", 2001 + 9 * (i % 2)));
    let codings = ids
        .iter()
        .enumerate()
        .map(|(i, id)| format!("{id},origin,{},ann,k\n", if i % 2 == 0 || i == 1 { "firm" } else { "grassroots" }));
    let study = study(
        &format!("id,name,opened,closed,source\n{}", places.collect::<String>()),
        &format!("entity,scheme,code,coder,source\n{}", codings.collect::<String>()),
    );
    let asked = BTreeMap::from([("sets".to_owned(), "GRASS:origin=grassroots,LASTED:years>=5".to_owned())]);
    let table = (SETS.make)(&study, &asked).unwrap();
    let settings = Settings::read(&QCA, [("conditions", "GRASS"), ("outcome", "LASTED")]).unwrap();
    let outcome = (QCA.run)(Input { table: &table, more: &BTreeMap::new(), settings: &settings }).unwrap();
    assert!((number(&outcome, "parsimonious.m1.covS") - 5.0 / 6.0).abs() < 1e-12);
    let found = estimates("q", &QCA, &settings, &table, &outcome);
    assert_eq!((found[0].entities.len(), found[0].facts.len()), (12, 36));
}
