use super::propose::NO_FIGURE;
use super::*;
use proptest::prelude::*;

fn compiled(text: &str) -> Edtf {
    parse(text, Tolerance::default()).unwrap_or_else(|e| panic!("{text}: {e:?}"))
}

fn words(text: &str) -> String {
    compiled(text).bounds.to_string()
}

#[test]
fn four_bounds_of_each_form() {
    let table = [
        ("2010", "between 2010-01-01 and 2010-12-31"),
        ("2010-11", "between 2010-11-01 and 2010-11-30"),
        ("2012-02", "between 2012-02-01 and 2012-02-29"),
        ("2010-11-03", "on 2010-11-03"),
        ("2010-11-03T10:00:00", "on 2010-11-03"),
        ("2010?", "between 2010-01-01 and 2010-12-31"),
        ("2010~", "between 2009-01-01 and 2011-12-31"),
        ("2010%", "between 2009-01-01 and 2011-12-31"),
        ("2010-11~", "between 2010-08-01 and 2011-02-28"),
        ("2010-11-16~", "between 2010-11-01 and 2010-12-01"),
        ("2004-06~-11", "between 2004-03-11 and 2004-09-11"),
        ("2004~-06-11", "between 2003-06-11 and 2005-06-11"),
        ("201X", "between 2010-01-01 and 2019-12-31"),
        ("20XX", "between 2000-01-01 and 2099-12-31"),
        ("2011-XX", "between 2011-01-01 and 2011-12-31"),
        ("2011-06-XX", "between 2011-06-01 and 2011-06-30"),
        ("2011-21", "between 2011-03-01 and 2011-05-31"),
        ("2011-22", "between 2011-06-01 and 2011-08-31"),
        ("2011-23", "between 2011-09-01 and 2011-11-30"),
        ("2011-24", "between 2011-12-01 and 2012-02-29"),
        ("2011-24~", "between 2011-09-01 and 2012-05-31"),
        ("2009/2013", "from between 2009-01-01 and 2009-12-31, until between 2013-01-01 and 2013-12-31"),
        ("2009-05-01/2009-06-30", "from 2009-05-01, until 2009-06-30"),
        ("2009/2009-06", "from between 2009-01-01 and 2009-06-30, until between 2009-06-01 and 2009-06-30"),
        ("2009/", "from between 2009-01-01 and 2009-12-31, end unknown"),
        ("2009/..", "from between 2009-01-01 and 2009-12-31, end open"),
        ("/2013", "start unknown, until between 2013-01-01 and 2013-12-31"),
        ("../2013", "start open, until between 2013-01-01 and 2013-12-31"),
        ("[2009,2010,2011]", "between 2009-01-01 and 2011-12-31"),
        ("[2009-05..2009-08]", "between 2009-05-01 and 2009-08-31"),
        ("[..2009]", "2009-12-31 or before"),
        ("[2009..]", "2009-01-01 or after"),
        ("{2009,2011}", "from between 2009-01-01 and 2009-12-31, until between 2011-01-01 and 2011-12-31"),
        ("{..2009,2011}", "start open, until between 2011-01-01 and 2011-12-31"),
        ("-0001", "between -0001-01-01 and -0001-12-31"),
    ];
    for (text, expected) in table {
        assert_eq!(words(text), expected, "{text}");
    }
}

/// First and last day of `lower_strict` and `upper_strict` of the Python package edtf 5.0.2. It
/// differs on winter, which it ends with the year, and on unknown ends, which it sets ten years on.
#[test]
fn first_and_last_day_agree_with_python_edtf() {
    let table = [
        ("2010", "2010-01-01", "2010-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2010-11-03", "2010-11-03", "2010-11-03"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("1999-XX-XX", "1999-01-01", "1999-12-31"),
        ("2011-06-XX", "2011-06-01", "2011-06-30"),
        ("15XX-12-25", "1500-12-25", "1599-12-25"),
        ("156X-12", "1560-12-01", "1569-12-31"),
        ("-0044", "-0044-01-01", "-0044-12-31"),
        ("2011-21", "2011-03-01", "2011-05-31"),
        ("2011-23", "2011-09-01", "2011-11-30"),
        ("2010-33", "2010-01-01", "2010-03-31"),
        ("2010-40", "2010-01-01", "2010-06-30"),
        ("2009-05/2013-06-15", "2009-05-01", "2013-06-15"),
        ("[2009,2010,2011]", "2009-01-01", "2011-12-31"),
        ("[2009..2011]", "2009-01-01", "2011-12-31"),
        ("{2009,2011}", "2009-01-01", "2011-12-31"),
        ("2010?", "2010-01-01", "2010-12-31"),
    ];
    for (text, first, last) in table {
        let bounds = compiled(text).bounds;
        let days = (bounds.earliest_start.day(), bounds.latest_end.day());
        assert_eq!(days, (first.parse().ok(), last.parse().ok()), "{text}");
    }
}

/// Days since 1970-01-01 from Python's `datetime.date.toordinal`.
#[test]
fn days_agree_with_python_datetime() {
    let table = [
        ("0001-01-01", -719_162),
        ("1582-10-15", -141_427),
        ("1899-12-30", -25_569),
        ("1900-02-28", -25_509),
        ("1969-12-31", -1),
        ("2000-02-29", 11_016),
        ("2010-01-01", 14_610),
        ("9999-12-31", 2_932_896),
    ];
    for (text, days) in table {
        assert_eq!(text.parse(), Ok(Day(days)), "{text}");
    }
}

#[test]
fn flags_and_precision() {
    use Precision::*;
    let table = [
        ("2010", false, false, Year),
        ("2010-06", false, false, Month),
        ("2010-06-15", false, false, Day),
        ("2010-06-15?", false, true, Day),
        ("2010-21~", true, false, Season),
        ("201X%", true, true, Decade),
        ("20XX", false, false, Century),
        ("2011-XX", false, false, Year),
        ("2011-06-XX", false, false, Month),
        ("2009~/2013", true, false, Interval),
        ("[2009,2010?]", false, true, Set),
    ];
    for (text, approximate, uncertain, precision) in table {
        let edtf = compiled(text);
        assert_eq!((edtf.approximate, edtf.uncertain, edtf.precision), (approximate, uncertain, precision), "{text}");
    }
}

#[test]
fn common_writings_are_refused_with_a_proposal() {
    let table = [
        ("c. 2010", "2010~"),
        ("ca. 2010", "2010~"),
        ("ca 2010-06", "2010-06~"),
        ("about 2010", "2010~"),
        ("Circa June 2010", "2010-06~"),
        ("vers 2010", "2010~"),
        ("约2010年", "2010~"),
        ("2010年左右", "2010~"),
        ("c. 2009-2013", "2009~/2013"),
        ("2011 ?", "2011?"),
        ("2011(?)", "2011?"),
        ("maybe 2011", "2011?"),
        ("c. 2011?", "2011%"),
        ("6/15/15", "2015-06-15"),
        ("15.06.2015", "2015-06-15"),
        ("15/06/2015", "2015-06-15"),
        ("5/6/2015", "[2015-05-06,2015-06-05]"),
        ("5/5/2015", "2015-05-05"),
        ("2015-15-06", "2015-06-15"),
        ("June 2010", "2010-06"),
        ("juin 2010", "2010-06"),
        ("1er août 2010", "2010-08-01"),
        ("June 15th, 2010", "2010-06-15"),
        ("15 Jun. 2010", "2010-06-15"),
        ("15-Jun-10", "2010-06-15"),
        ("Jun-10", "2010-06"),
        ("spring 2011", "2011-21"),
        ("2011年秋", "2011-23"),
        ("2010年6月", "2010-06"),
        ("2010 年", "2010"),
        ("２０１０年６月１５日", "2010-06-15"),
        ("2009~06", "2009-06~"),
        ("2010-6", "2010-06"),
        ("2010/6/5", "2010-06-05"),
        ("2010.11", "2010-11"),
        ("2010/11", "2010-11"),
        ("06/2010", "2010-06"),
        ("20100615", "2010-06-15"),
        ("2010.0", "2010"),
        ("2010-06-15 00:00:00", "2010-06-15"),
        ("mid 2009", "[2009-05..2009-08]"),
        ("mid-2009", "[2009-05..2009-08]"),
        ("fin 2009", "[2009-09..2009-12]"),
        ("2009年底", "[2009-09..2009-12]"),
        ("Q3 2010", "[2010-07..2010-09]"),
        ("early June 2010", "[2010-06-01..2010-06-10]"),
        ("early 2010s", "[2010..2013]"),
        ("2010s", "201X"),
        ("the 1990's", "199X"),
        ("21st century", "20XX"),
        ("201x", "201X"),
        ("201?", "201X"),
        ("2011-??", "2011-XX"),
        ("2009-2013", "2009/2013"),
        ("2009–2013", "2009/2013"),
        ("2009-13", "2009/2013"),
        ("2009 to 2013", "2009/2013"),
        ("from June 2009 to 2013", "2009-06/2013"),
        ("2009年至2013年", "2009/2013"),
        ("2009~2013", "2009/2013"),
        ("June to August 2010", "2010-06/2010-08"),
        ("5-7 June 2010", "2010-06-05/2010-06-07"),
        ("2010年6月-2012年3月", "2010-06/2012-03"),
        ("2010–06", "2010-06"),
        ("2010-present", "2010/.."),
        ("2010至今", "2010/.."),
        ("between 2009 and 2013", "[2009..2013]"),
        ("2011 or 2012", "[2011,2012]"),
        ("2011或2012", "[2011,2012]"),
        ("2009/2010/2011", "[2009,2010,2011]"),
        ("2009, 2011", "{2009,2011}"),
        ("before 2013", "../2013"),
        ("2013年以前", "../2013"),
        ("after 2010", "2010/.."),
        ("since June 2010", "2010-06/.."),
        ("40179", "2010-01-01"),
        ("42170.5", "2015-06-15"),
        ("2013/2009", "2009/2013"),
        (" 2010 ", "2010"),
        ("2015-06-31", "2015-06"),
    ];
    let wrong = table.iter().filter_map(|(text, proposal)| {
        let error = parse(text, Tolerance::default()).expect_err(text);
        (error.proposal.as_deref() != Some(*proposal)).then(|| format!("{text}: {error:?}, not {proposal}"))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn the_part_at_fault_is_named() {
    let fault = |text: &str| {
        let error = parse(text, Tolerance::default()).expect_err(text);
        (error.at, error.problem)
    };
    assert_eq!(fault("2016-13"), (5..7, "there is no such month: months go from 01 to 12, seasons from 21 to 24"));
    assert_eq!(fault("2015-06-31"), (8..10, "there is no such day: this month has 30 days"));
    assert_eq!(fault("2014/2015-02-29"), (13..15, "there is no such day: February of this year has 28 days"));
    assert_eq!(fault("2013/2009"), (0..9, "the interval ends before it begins"));
    assert_eq!(fault("  June 2010"), (2..11, "a month is written in figures after the year"));
    assert_eq!(fault("2010-é"), (5..7, "EDTF permits ASCII characters only"));
    assert_eq!(fault("hello").1, NO_FIGURE);
    assert_eq!(fault("Y170000002").1, "the year is too far away: years from -999999 to 999999 can be computed with");
    for blank in ["unknown", "N/A", "-", "不详"] {
        assert!(fault(blank).1.contains("leave the cell blank"), "{blank}");
    }
}

#[test]
fn days_and_positions_on_an_axis_of_years() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
    assert_eq!(Day::from_ymd(2000, 3, 1), Some(Day(11_017)));
    assert_eq!(Day::from_ymd(2015, 2, 29), None);
    assert_eq!(day("2010-01-01").year_fraction(), 2010.0);
    assert_eq!(day("2010-07-02").year_fraction(), 2010.0 + 182.0 / 365.0);
    assert_eq!(serde_json::to_string(&day("2010-07-02")).unwrap(), "\"2010-07-02\"");
    assert_eq!(serde_json::from_str::<Day>("\"2010-07-02\"").unwrap(), day("2010-07-02"));
    assert!("2010-7-x".parse::<Day>().is_err());
    assert_eq!(day("2010-01-31").plus_months(1), day("2010-02-28"));
}

#[test]
fn reasoning_on_bounds() {
    let b = |text: &str| compiled(text).bounds;
    assert!(compatible(&b("2010"), &b("2010-06-15")));
    assert!(!compatible(&b("2009"), &b("2010")));
    assert!(compatible(&b("2009"), &b("2010~")));
    assert!(compatible(&b("2009/"), &b("2009/2013")));
    assert!(!compatible(&b("2009/.."), &b("2009/2013")));
    assert!(b("2009/2013").overlaps(&b("2011")));
    assert!(!b("2009/2013").overlaps(&b("2014")));
    assert!(b("2009/..").overlaps(&b("2050")));
    assert_eq!(b("2009").hull(&b("2011")), b("[2009,2011]"));
    assert_eq!(b("2009/").hull(&b("2009/2013")).latest_end, Bound::Unknown);
    let surely = |text: &str, day: &str| b(text).surely_contains(day.parse().unwrap());
    assert!(surely("2009/2013", "2011-01-01"));
    assert!(!surely("2009/2013", "2009-06-01"));
    assert!(surely("2009/..", "2050-06-01"));
    assert!(!surely("2009/", "2010-06-01"));
    assert!(b("2010").contains_year_fraction(2010.5));
    assert!(!b("2010").surely_contains_year_fraction(2010.5));
    assert_eq!(b("2010").year_fractions(), [Some(2010.0), Some(2011.0), Some(2010.0), Some(2011.0)]);
}

/// Texts near EDTF: digits, marks and the words of dates.
fn near_dates() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,5}",
        "[-/.~?%X,\\[\\]{} ]",
        prop::sample::select(vec![
            "..", "年", "月", "June", "c. ", " or ", "before ", "é", "20", "2011", "-0", "至今", "s", "mid "
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

/// Bounds of dates, intervals and sets between 2000 and 2019.
fn some_bounds() -> impl Strategy<Value = Bounds> {
    let year = || "20[01][0-9][~?]?".prop_map(|year| year);
    let side = || prop_oneof![3 => year(), 1 => Just(String::new()), 1 => Just("..".to_owned())];
    let text = prop_oneof![
        year(),
        "20[01]X",
        "20[01][0-9]-0[1-9](-[01][1-9])?",
        (side(), side()).prop_map(|(from, to)| format!("{from}/{to}")),
        (year(), year()).prop_map(|(a, b)| format!("[{a},{b}]")),
        (year(), year()).prop_map(|(a, b)| format!("{{{a},{b}}}")),
        year().prop_map(|a| format!("[..{a}]")),
        year().prop_map(|a| format!("[{a}..]")),
    ];
    text.prop_filter_map("not a date", |text| parse(&text, Tolerance::default()).ok().map(|edtf| edtf.bounds))
}

proptest! {
    #[test]
    fn a_hull_admits_what_either_admits(a in some_bounds(), b in some_bounds(), days in 9_000i32..20_000) {
        let (hull, day) = (a.hull(&b), Day(days));
        prop_assert_eq!(hull, b.hull(&a));
        prop_assert!(!(a.contains(day) || b.contains(day)) || hull.contains(day), "{a} and {b}: {hull} without {day}");
        prop_assert!(compatible(&hull, &a) || a.is_open_ended() != b.is_open_ended(), "{a} not in {hull}");
        prop_assert!(!hull.surely_contains(day) || (a.surely_contains(day) && b.surely_contains(day)), "{a} and {b}: {hull} surely on {day}");
    }

    #[test]
    fn what_is_sure_is_possible_and_what_meets_is_mutual(a in some_bounds(), b in some_bounds(), days in 9_000i32..20_000) {
        let day = Day(days);
        prop_assert!(!a.surely_contains(day) || a.contains(day));
        prop_assert!(!(a.contains(day) && b.contains(day)) || a.overlaps(&b));
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        prop_assert_eq!(compatible(&a, &b), compatible(&b, &a));
        prop_assert_eq!(a.contains(day), a.contains_year_fraction(day.year_fraction()));
    }

    #[test]
    fn any_text_gives_bounds_or_a_fault_inside_it(text in prop_oneof![any::<String>(), near_dates()]) {
        match parse(&text, Tolerance::default()) {
            Ok(edtf) => {
                let b = edtf.bounds;
                for (first, last) in [(b.earliest_start, b.latest_start), (b.earliest_end, b.latest_end), (b.earliest_start, b.latest_end)] {
                    if let (Some(first), Some(last)) = (first.day(), last.day()) {
                        prop_assert!(first <= last, "{text}: {b}");
                    }
                }
                prop_assert!(b.overlaps(&b) && compatible(&b, &b));
                prop_assert_eq!(b.hull(&b), b);
            }
            Err(error) => {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?}", error.at);
                if let Some(proposal) = error.proposal {
                    prop_assert!(parse(&proposal, Tolerance::default()).is_ok(), "{text} → {proposal}");
                }
            }
        }
    }

    #[test]
    fn the_fast_path_agrees_with_the_grammar(text in "[012][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?") {
        let grammar = edtf::parse_grammar(&text, Tolerance::default());
        match parse(&text, Tolerance::default()) {
            Ok(edtf) => prop_assert_eq!(Ok(edtf), grammar),
            Err(_) => prop_assert!(grammar.is_err()),
        }
    }

    #[test]
    fn days_survive_their_text_and_their_position(days in -300_000_000i32..300_000_000) {
        let day = Day(days);
        let (year, month, date) = day.to_ymd();
        prop_assert_eq!(Day::from_ymd(year, month, date), Some(day));
        prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
        prop_assert_eq!(Day::from_year_fraction(day.year_fraction()), Some(day));
    }

    #[test]
    fn days_follow_each_other_and_so_do_positions(days in -1_000_000i32..1_000_000) {
        let (today, tomorrow) = (Day(days).to_ymd(), Day(days + 1).to_ymd());
        prop_assert!(tomorrow > today);
        prop_assert!(Day(days).year_fraction() < Day(days + 1).year_fraction());
    }

    #[test]
    fn approximation_only_widens(text in "20[01][0-9](-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?") {
        let exact = compiled(&text).bounds;
        let wide = compiled(&format!("{text}~")).bounds;
        prop_assert!(wide.earliest_start.day() < exact.earliest_start.day());
        prop_assert!(wide.latest_end.day() > exact.latest_end.day());
        prop_assert_eq!(wide.hull(&exact), wide);
    }
}
