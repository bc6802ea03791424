use milieu_study::world::Memory;
use milieu_study::{Study, compile};

use super::number::{Unit, rounded, same, unit};
use super::{Verdict, find, ratios};

const CODEBOOK: &str = "[[indicators]]\ncode = \"gdp\"\nunit = \"billion yuan\"\nlabel = \"Product\"\n\
     [[indicators]]\ncode = \"people\"\nunit = \"people\"\nlabel = \"People\"\n\
     [[indicators]]\ncode = \"rate\"\nunit = \"yuan per US dollar\"\nlabel = \"Rate\"\n\
     [[indicators]]\ncode = \"head\"\nunit = \"yuan\"\nratio = [\"gdp\", \"people\"]\nlabel = \"Per head\"\n\
     [[indicators]]\ncode = \"head_usd\"\nunit = \"US dollars\"\nratio = [\"gdp\", \"people\"]\nlabel = \"Per head\"\n";

fn study(observations: &str) -> Study {
    let rows = format!("entity,indicator,period,value,unit,source\n{observations}");
    compile(&Memory::of(&[
        ("study.toml", "title = \"T\"\n"),
        ("sources.bib", "@book{k, title={T}, date={2020}}\n@book{other, title={O}, date={2020}}\n"),
        ("codebook.toml", CODEBOOK),
        ("territories.csv", "id,name,level,source\na,A,county,k\nb,B,county,k\n"),
        ("observations.csv", &rows),
    ]))
    .value
}

/// 254 billion over 2.46 million is 103 252 for each; between 253.5 / 2.465 and 254.5 / 2.455.
const NUMBERS: &str = "a,gdp,2013,254,,k p. 1\na,people,2013~,2460000,,k p. 2\n";

fn verdicts(observations: &str) -> Vec<Verdict> {
    ratios(&study(observations)).checks.into_iter().map(|c| c.verdict).collect()
}

#[test]
fn a_written_number_stands_for_all_that_round_to_it() {
    assert_eq!(rounded("254"), Some([253.5, 254.5]));
    assert_eq!(rounded("2460000"), Some([2_455_000.0, 2_465_000.0]));
    assert_eq!(rounded("4.0"), Some([3.95, 4.05]));
    assert_eq!(rounded("0"), Some([0.0, 0.0]));
    assert_eq!(rounded("-20"), Some([-25.0, -15.0]));
    assert_eq!(rounded("more"), None);
    assert_eq!(rounded("inf"), None);
}

#[test]
fn a_unit_is_an_amount_of_something() {
    let of = |amount, of: &str| Unit { amount, of: of.to_owned() };
    assert_eq!(unit("billion yuan"), of(1e9, "yuan"));
    assert_eq!(unit("10,000 people"), of(1e4, "people"));
    assert_eq!(unit("hundred million yuan"), of(1.0, "hundred million yuan"));
    assert_eq!(unit("US dollars"), of(1.0, "US dollars"));
    assert!(same("US dollar", "US dollars") && !same("yuan", "US dollars"));
}

#[test]
fn a_ratio_in_the_same_unit_follows_or_does_not() {
    let study = study(&format!("{NUMBERS}a,head,2013,103000,,k\na,head,2013,110000,,k\n"));
    let found = ratios(&study);
    assert_eq!(found.checks[0].verdict, Verdict::Follows);
    let Verdict::DoesNotFollow(factor) = found.checks[1].verdict else { panic!("{:?}", found.checks[1]) };
    assert!((factor - 110_000.0 * 2.46 / 254_000.0).abs() < 1e-9, "{factor}");
    let estimate = find(&study, "compare.ratio.a.head.2").expect("the second check has a name");
    assert!((estimate.value - 254e9 / 2.46e6).abs() < 1e-6);
    assert_eq!(estimate.interval, Some([253.5e9 / 2.465e6, 254.5e9 / 2.455e6]));
    assert_eq!(estimate.facts.len(), 2);
}

#[test]
fn another_currency_needs_a_cited_rate_of_that_time() {
    let stated = format!("{NUMBERS}a,head_usd,2013,14000,,k\n");
    let found = ratios(&study(&stated)).checks.remove(0);
    assert_eq!(found.verdict, Verdict::Needs("yuan per US dollars".to_owned()));
    assert!((found.implied.expect("they count different things") - 254_000.0 / 2.46 / 14_000.0).abs() < 1e-9);
    assert!(found.converted.is_none());
    // Of another year, and without a source: no rate either way.
    for rate in ["b,rate,2007,7.6,,k\n", "b,rate,2013,6.1,,\n"] {
        assert!(matches!(verdicts(&format!("{stated}{rate}"))[0], Verdict::Needs(_)), "{rate}");
    }
}

#[test]
fn with_a_rate_it_follows_or_does_not() {
    let stated = format!("{NUMBERS}a,head_usd,2013,14000,,k\na,head_usd,2013,17000,,k\n");
    let study = study(&format!("{stated}b,rate,2013-12-31,6.1,,other\n"));
    let found = ratios(&study).checks;
    let Verdict::DoesNotFollow(factor) = found[0].verdict else { panic!("{:?}", found[0]) };
    assert!((factor - 14_000.0 * 6.1 * 2.46 / 254_000.0).abs() < 1e-9, "{factor}");
    assert_eq!(found[1].verdict, Verdict::Follows);
    assert_eq!(found[0].converted.as_ref().map(|c| c.facts.len()), Some(3));
}

#[test]
fn a_rate_may_be_written_the_other_way() {
    let book = CODEBOOK.replace("yuan per US dollar", "US dollars per 100 yuan");
    let rows =
        format!("entity,indicator,period,value,unit,source\n{NUMBERS}a,head_usd,2013,17000,,k\nb,rate,2013,16.4,,k\n");
    let study = compile(&Memory::of(&[
        ("study.toml", "title = \"T\"\n"),
        ("sources.bib", "@book{k, title={T}, date={2020}}\n"),
        ("codebook.toml", &book),
        ("territories.csv", "id,name,level,source\na,A,county,k\nb,B,county,k\n"),
        ("observations.csv", &rows),
    ]))
    .value;
    assert_eq!(ratios(&study).checks[0].verdict, Verdict::Follows);
}

#[test]
fn numbers_of_another_source_time_or_place_do_not_check_it() {
    let cases = [
        "a,gdp,2013,254,,other\na,people,2013,2460000,,k\na,head,2013,14000,,k\n",
        "a,gdp,2005,254,,k\na,people,2013,2460000,,k\na,head,2013,14000,,k\n",
        "a,gdp,,254,,k\na,people,,2460000,,k\na,head,,14000,,k\n",
        "b,gdp,2013,254,,k\na,people,2013,2460000,,k\na,head,2013,14000,,k\n",
    ];
    for rows in cases {
        let found = ratios(&study(rows));
        assert!(found.checks.is_empty(), "{rows}");
        assert!(found.unchecked[0].why.en.starts_with("its source does not give"), "{rows}");
    }
    let zero = ratios(&study("a,gdp,2013,254,,k\na,people,2013,0,,k\na,head,2013,14000,,k\n"));
    assert!(zero.checks.is_empty());
    assert!(zero.unchecked[0].why.en.starts_with("a unit is not stated"));
}
