use proptest::prelude::*;

use super::*;

fn of(rows: &[&[u8]]) -> Ratings {
    let cell = |&code: &u8| (code > 0).then_some(f64::from(code));
    let rows: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    Ratings::of_numbers(&rows).unwrap()
}

/// Agreeing and disagreeing units of two coders, by cells of their table.
fn table(cells: &[&[usize]]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut pairs = vec![];
    for (k, row) in cells.iter().enumerate() {
        for (l, &n) in row.iter().enumerate() {
            pairs.extend(std::iter::repeat_n((Some(k), Some(l)), n));
        }
    }
    pairs.into_iter().unzip()
}

#[test]
fn fleiss_cohen_everitt_1969_two_diagnosticians() {
    // 200 units; agreement .70 where the margins give .475.
    let (a, b) = table(&[&[106, 10, 4], &[22, 28, 10], &[2, 12, 6]]);
    let found = cohen(&a, &b, &[1.0, 2.0, 3.0], Weights::Identity, 0.95).unwrap();
    assert!((found.observed - 0.70).abs() < 1e-12 && (found.expected - 0.475).abs() < 1e-12, "{found:?}");
    assert!((found.kappa - 0.429).abs() < 5e-4, "{found:?}");
    assert!((found.se - 0.0537).abs() < 5e-5, "{found:?}");
    assert!((found.kappa / found.z - 0.0555).abs() < 5e-5, "{found:?}");
}

#[test]
fn a_unit_left_blank_is_left_out_and_counted() {
    let a = [Some(0), Some(1), None, Some(1)];
    let b = [Some(0), Some(1), Some(1), None];
    let found = cohen(&a, &b, &[1.0, 2.0], Weights::Identity, 0.95).unwrap();
    assert_eq!((found.units, found.left_out, found.kappa), (2, 2, 1.0));
}

#[test]
fn degenerate_input_is_refused_by_name() {
    let name = |r: Result<Alpha, crate::analysis::Refusal>| r.unwrap_err().name;
    assert_eq!(name(alpha(&of(&[&[1, 1], &[1, 1]]), Level::Nominal)), "no-variation");
    assert_eq!(name(alpha(&of(&[&[1, 0], &[0, 2]]), Level::Nominal)), "too-few-units");
    let below = Ratings::of_numbers(&[vec![Some(-1.0), Some(2.0)]]).unwrap();
    assert_eq!(name(alpha(&below, Level::Ratio)), "negative-ratio");
    let refused = |rows: &[Vec<Option<f64>>]| Ratings::of_numbers(rows).unwrap_err().name;
    assert_eq!(refused(&[]), "too-few-coders");
    assert_eq!(refused(&[vec![Some(1.0)]]), "too-few-coders");
    assert_eq!(refused(&[vec![Some(1.0), None], vec![None]]), "ragged");
    assert_eq!(refused(&[vec![Some(f64::NAN), None]]), "not-a-number");
    assert_eq!(Ratings::of_codes(&[vec![Some(3), None]], vec![1.0]).unwrap_err().name, "unknown-code");
    assert_eq!(Ratings::of_codes(&[vec![Some(0), None]], vec![2.0, 1.0]).unwrap_err().name, "unordered-codes");
    assert_eq!(cohen(&[Some(0)], &[], &[1.0], Weights::Identity, 0.95).unwrap_err().name, "ragged");
    let same = [Some(0); 3];
    assert_eq!(cohen(&same, &same, &[1.0, 2.0], Weights::Linear, 0.95).unwrap_err().name, "no-variation");
    let empty_coder = of(&[&[1, 2, 0], &[2, 2, 0], &[1, 1, 0]]);
    let conger = agreement(&empty_coder, Chance::Conger, Weights::Identity, 0.95);
    assert_eq!(conger.unwrap_err().name, "empty-coder");
    assert!(agreement(&empty_coder, Chance::Fleiss, Weights::Identity, 0.95).is_ok());
    let constant = of(&[&[1, 1], &[1, 1]]);
    assert_eq!(agreement(&constant, Chance::Gwet, Weights::Identity, 0.95).unwrap_err().name, "no-variation");
    assert_eq!(fleiss_complete(&constant).unwrap_err().name, "no-variation");
}

#[test]
fn codes_say_with_whom_they_are_confused() {
    let ratings = of(&[&[1, 1], &[1, 2], &[2, 2], &[3, 3], &[3, 0]]);
    let codes = per_code(&ratings);
    assert_eq!(codes[0].beside, [2.0, 1.0, 0.0]);
    assert_eq!(codes[0].given, 3.0);
    assert_eq!(codes[0].agreed, Some(2.0 / 3.0));
    assert_eq!((codes[2].given, codes[2].agreed, codes[2].alpha), (2.0, Some(1.0), Some(1.0)));
}

fn any_rows() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    let cell = proptest::option::weighted(0.8, (1..6u8).prop_map(f64::from));
    proptest::collection::vec(proptest::collection::vec(cell, 4), 1..30)
}

proptest! {
    #[test]
    fn alpha_does_not_know_the_order_of_units_or_coders(rows in any_rows()) {
        let turned: Vec<Vec<Option<f64>>> =
            rows.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
        for level in [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio] {
            let value = |rows: &[Vec<Option<f64>>]| Ratings::of_numbers(rows).and_then(|r| alpha(&r, level));
            match (value(&rows), value(&turned)) {
                (Ok(a), Ok(b)) => prop_assert!((a.alpha - b.alpha).abs() < 1e-9 && a.alpha <= 1.0 && a.alpha.is_finite()),
                (a, b) => prop_assert_eq!(a.is_err(), b.is_err()),
            }
        }
    }

    #[test]
    fn interval_alpha_does_not_know_origin_and_unit(rows in any_rows()) {
        let moved: Vec<Vec<Option<f64>>> =
            rows.iter().map(|row| row.iter().map(|c| c.map(|c| 3.0 * c - 7.0)).collect()).collect();
        let value = |rows: &[Vec<Option<f64>>]| Ratings::of_numbers(rows).and_then(|r| alpha(&r, Level::Interval));
        if let (Ok(a), Ok(b)) = (value(&rows), value(&moved)) {
            prop_assert!((a.alpha - b.alpha).abs() < 1e-9);
        }
    }

    #[test]
    fn full_agreement_is_one_whatever_chance_is(codes in proptest::collection::vec(1..6u8, 3..30)) {
        let rows: Vec<Vec<Option<f64>>> = codes.iter().map(|&c| vec![Some(f64::from(c)); 3]).collect();
        let ratings = Ratings::of_numbers(&rows).unwrap();
        for chance in [Chance::Krippendorff, Chance::Gwet, Chance::Fleiss, Chance::Conger, Chance::BrennanPrediger] {
            if let Ok(found) = agreement(&ratings, chance, Weights::Identity, 0.95) {
                prop_assert!((found.value - 1.0).abs() < 1e-9, "{chance:?} {found:?}");
            }
        }
    }

    #[test]
    fn an_interval_holds_what_is_between_and_never_panics(rows in any_rows(), seed in 0..5u64) {
        let Ok(ratings) = Ratings::of_numbers(&rows) else { return Ok(()) };
        for level in [Level::Nominal, Level::Ordinal] {
            if let Ok(found) = bootstrap(&ratings, level, 50, 0.9, seed) {
                prop_assert!(found.interval[0] <= found.median && found.median <= found.interval[1]);
                prop_assert_eq!(found.replicates + found.undefined, 50);
            }
        }
        for chance in [Chance::Krippendorff, Chance::Gwet, Chance::Fleiss, Chance::Conger, Chance::None] {
            if let Ok(found) = agreement(&ratings, chance, Weights::Ordinal, 0.95) {
                prop_assert!(found.value.is_finite() && found.se.is_finite(), "{chance:?} {found:?}");
            }
        }
    }
}

mod asked {
    use std::collections::BTreeMap;

    use milieu_study::compile;
    use milieu_study::world::Memory;

    use crate::agreement::{CODINGS, FLEISS, KAPPA, KRIPPENDORFF};
    use crate::analysis::{Input, Method, Outcome, Refusal, Settings, Table, estimates};

    fn ask(method: &Method, table: &Table, said: &[(&str, &str)]) -> Result<Outcome, Refusal> {
        let settings = Settings::read(method, said.to_vec())?;
        (method.run)(Input { table, more: &BTreeMap::new(), settings: &settings })
    }

    #[test]
    fn rows_of_codings_give_what_columns_of_coders_give() {
        let wide = Table::read("w", b"u,a,b\n1,x,x\n2,x,y\n3,y,y\n4,y,\n").unwrap();
        let long = Table::read("l", b"u,who,what\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,y\n3,b,y\n4,a,y\n5,b,\n").unwrap();
        let said = [("coders", "a,b")];
        let apart = [("unit", "u"), ("coder", "who"), ("code", "what")];
        for method in [&KAPPA, &FLEISS, &KRIPPENDORFF] {
            let (one, other) = (ask(method, &wide, &said).unwrap(), ask(method, &long, &apart).unwrap());
            assert_eq!(one.numbers, other.numbers, "{}", method.name);
            assert_eq!(one.used, [0, 1, 2]);
            assert_eq!(other.used, [0, 1, 2, 3, 4, 5]);
            assert_eq!(other.left_out.iter().map(|l| l.rows.clone()).collect::<Vec<_>>(), [vec![7], vec![6]]);
        }
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        let wide = Table::read("w", b"u,a,b,c\n1,x,x,x\n2,x,y,x\n3,y,y,y\n").unwrap();
        let name = |method, said: &[(&str, &str)]| ask(method, &wide, said).unwrap_err().name;
        assert_eq!(name(&KAPPA, &[("coders", "a,b,c")]), "two-coders");
        assert_eq!(name(&KAPPA, &[]), "option-missing");
        assert_eq!(name(&KAPPA, &[("coders", "a,b"), ("weights", "linear")]), "categories-unordered");
        assert_eq!(name(&KRIPPENDORFF, &[("coders", "a,b"), ("level", "ordinal")]), "categories-unordered");
        let ranks = [("coders", "a,b"), ("level", "interval"), ("categories", "x,y")];
        assert_eq!(name(&KRIPPENDORFF, &ranks), "categories-unordered");
        assert_eq!(name(&FLEISS, &[("coders", "a,b"), ("categories", "x,z")]), "unknown-code");
        assert!(ask(&KRIPPENDORFF, &wide, &[("coders", "a,b"), ("level", "ordinal"), ("categories", "x,y")]).is_ok());
    }

    #[test]
    fn a_coefficient_of_a_study_knows_its_codings() {
        let world = Memory::of(&[
            ("study.toml", "title = \"T\"\n"),
            ("sources.bib", "@book{k, title={T}, date={2020}}\n"),
            ("codebook.toml", "[[schemes]]\ncode = \"form\"\nlabel = \"Form\"\n"),
            ("places.csv", "id,name,source\np,P,k\nq,Q,k\nr,R,k\n"),
            (
                "codings.csv",
                "entity,scheme,code,coder,source\np,form,x,ann,k\np,form,x,bo,k\nq,form,y,ann,k\nq,form,x,bo,k\nr,form,y,ann,k\n\
                 r,form,y,bo,k\np,form,z,,k\n",
            ),
        ]);
        let study = compile(&world).value;
        let table = (CODINGS.make)(&study, &BTreeMap::new()).unwrap();
        assert_eq!(table.rows.len(), 6);
        assert_eq!(table.left_out[0].len(), 1, "a coding without a coder");
        let settings = Settings::read(&KAPPA, vec![("unit", "unit"), ("coder", "coder"), ("code", "code")]).unwrap();
        let outcome = (KAPPA.run)(Input { table: &table, more: &BTreeMap::new(), settings: &settings }).unwrap();
        let found = estimates("agreement", &KAPPA, &settings, &table, &outcome);
        // Observed 2/3, by chance 4/9.
        assert!((found[0].value - 0.4).abs() < 1e-12);
        assert_eq!((found[0].facts.len(), found[0].entities.len()), (6, 3));
        let none = BTreeMap::from([("scheme".to_owned(), "other".to_owned())]);
        assert_eq!((CODINGS.make)(&study, &none).unwrap_err().name, "no-codings");
    }
}
