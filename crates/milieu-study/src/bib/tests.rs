use super::*;
use proptest::prelude::*;

const BIB: &str = r#"% A comment with @book{inside, title = {x}}
@string{press = {People's Press}}
@article{sh2016,
  author = {Renaud, Alice and Li, Dawei and {Shenzhen Maker Association} and others},
  title = {{Hacking} the City: \'Etude},
  journal = "Urban Studies", volume = 12, number = {3}, pages = {4--9},
  year = 2016, month = jun, doi = {https://doi.org/10.1000/xyz},
}
@book{broken,
  title = {No end,
  year = 2010

@book{huang2015, author = {Huang, Bunnie}, title = {Notes}, publisher = press, date = {2015-06-15}}
@misc{bad-date, title = {Bad date}, date = {2016-13}, url = {https://example.org/a_b%20c}}
@book{huang2015, title = {Again}}
@online{nocomma title = {x}}
@inproceedings{talk, author = {van der Berg, Jan}, title = {Talk}, crossref = {proc}}
@proceedings{proc, title = {Proceedings of Making}, year = {2012}, month = {June}, publisher = nowhere}
@techreport(paren, title = {Parentheses})
@book
@thesis{zh, author = {李大维}, title = {众创空间研究}, date = {2017~}}
"#;

#[test]
fn an_address_keeps_its_hyphens_and_tildes() {
    let (found, _) = parse_bibtex("@online{k, title={A--B}, url={https://xn--fab.example.org/~a---b_c}}");
    assert_eq!(found[0].url.as_deref(), Some("https://xn--fab.example.org/~a---b_c"));
    assert_eq!(found[0].title, "A–B");
}

#[test]
fn one_broken_entry_does_not_lose_the_others() {
    let (sources, problems) = parse_bibtex(BIB);
    let keys: Vec<&str> = sources.iter().map(|s| s.key.as_str()).collect();
    assert_eq!(keys, ["sh2016", "huang2015", "bad-date", "talk", "proc", "zh"]);
    let found: Vec<(&str, &str)> = problems.iter().map(|p| (&BIB[p.at.clone()], p.problem.as_str())).collect();
    assert_eq!(
        found,
        [
            ("@book", "this @book is not closed"),
            (
                "2016-13",
                "the date `2016-13` is not EDTF: there is no such month: months go from 01 to 12, seasons from 21 to 24"
            ),
            ("huang2015", "the key `huang2015` is taken by an earlier entry, which is the one kept"),
            ("t", "a comma is missing here"),
            ("nowhere", "`nowhere` is not defined"),
            ("@techreport", "this @techreport is written in parentheses"),
            ("@book", "this @book has no opening brace"),
        ]
    );
}

#[test]
fn bibtex_fields() {
    let (sources, _) = parse_bibtex(BIB);
    let by = |key: &str| sources.iter().find(|s| s.key == key).unwrap();
    let sh = by("sh2016");
    assert_eq!(sh.kind, "article-journal");
    assert_eq!(sh.title, "Hacking the City: Étude");
    assert_eq!(sh.authors, ["Renaud, Alice", "Li, Dawei", "Shenzhen Maker Association"]);
    assert_eq!(sh.issued.as_deref(), Some("2016-06"));
    assert_eq!((sh.doi.as_deref(), sh.pages.as_deref()), (Some("10.1000/xyz"), Some("4–9")));
    assert_eq!(sh.short(), "Renaud et al. 2016");
    assert_eq!(
        sh.reference(),
        "Renaud, Alice; Li, Dawei; Shenzhen Maker Association (2016-06). Hacking the City: Étude. \
         Urban Studies 12(3), 4–9. https://doi.org/10.1000/xyz"
    );
    assert!(BIB[sh.at.clone()].starts_with("@article{sh2016") && BIB[sh.at.clone()].ends_with('}'));
    assert_eq!(by("huang2015").publisher.as_deref(), Some("People's Press"));
    assert_eq!(by("huang2015").title, "Notes");
    assert_eq!(
        (by("bad-date").issued.as_deref(), by("bad-date").url.as_deref()),
        (None, Some("https://example.org/a_b%20c"))
    );
    assert_eq!(by("bad-date").short(), "Bad date n.d.");
    let talk = by("talk");
    assert_eq!(talk.authors, ["van der Berg, Jan"]);
    assert_eq!((talk.container.as_deref(), talk.issued.as_deref()), (Some("Proceedings of Making"), Some("2012-06")));
    assert_eq!(by("zh").short(), "李大维 2017");
}

#[test]
fn definitions_that_feed_on_themselves_are_stopped() {
    let (sources, problems) = parse_bibtex("@string{a = a # a} @book{k, title = a}");
    assert_eq!((sources.len(), problems.len()), (1, 3));
    let mut laughs = "@string{s0 = {hahahahaha}}\n".to_owned();
    for i in 1..40 {
        laughs += &format!("@string{{s{i} = s{0} # s{0}}}\n", i - 1);
    }
    let (_, problems) = parse_bibtex(&(laughs + "@book{k, title = s39}"));
    assert!(problems.iter().any(|p| p.problem.contains("too long a text")));
    let deep = format!("@book{{k, title = {}{}}}", r"\a{".repeat(5000), "}".repeat(5000));
    assert_eq!(parse_bibtex(&deep).1[0].problem, "the braces of this @book are nested too deeply");
    let far = "@book{p, title = {P}, year = 99999999999999999999} @inbook{c, title = {C}, crossref = {p}}";
    assert_eq!(parse_bibtex(far).0.len(), 2);
}

const CSL: &str = r#"[
  {
    "id": "sh2016", "type": "article-journal", "title": "Hacking the City",
    "author": [{"family": "Renaud", "given": "Alice"}, {"literal": "Maker Association"}],
    "issued": {"date-parts": [[2016, 6, 15]]}, "container-title": "Urban Studies",
    "volume": 12, "issue": "3", "page": "4-9", "DOI": "10.1000/xyz"
  },
  {"title": "Keyless"},
  7,
  {
    "id": "broken", "title": "No end,
    "author": [{"family": "X"}
  },
  {
    "id": "range", "type": "report", "title": "Range",
    "issued": {"date-parts": [["2009"], ["2013", "2"]], "circa": true}
  },
  {"id": "bad", "title": "Bad", "issued": {"raw": "June 2010"}},
  {"id": "sh2016", "title": "Again"},
  {"id": 12, "title": "Number", "issued": {"date-parts": [[2011]], "season": 2}}
]
"#;

#[test]
fn csl_items() {
    let (sources, problems) = parse_csl_json(CSL);
    let keys: Vec<&str> = sources.iter().map(|s| s.key.as_str()).collect();
    assert_eq!(keys, ["sh2016", "range", "bad", "12"]);
    let issued: Vec<Option<&str>> = sources.iter().map(|s| s.issued.as_deref()).collect();
    assert_eq!(issued, [Some("2016-06-15"), Some("2009~/2013-02~"), None, Some("2011-22")]);
    assert_eq!(sources[0].authors, ["Renaud, Alice", "Maker Association"]);
    assert_eq!(sources[0].short(), "Renaud and Maker Association 2016");
    assert_eq!(sources[1].short(), "Range 2009");
    let found: Vec<&str> = problems.iter().map(|p| p.problem.as_str()).collect();
    assert_eq!(
        found,
        [
            "this entry has no key",
            "this is not an item of a bibliography",
            "this item is not JSON: control character (\\u0000-\\u001F) found while parsing a string",
            "the date `June 2010` is not EDTF: a month is written in figures after the year",
            "the key `sh2016` is taken by an earlier entry, which is the one kept",
        ]
    );
    assert_eq!(problems[3].help.as_deref(), Some("write `2010-06`"));
    assert_eq!(parse_csl_json("{\"id\": \"a\", \"title\": \"A\"}").0.len(), 1);
    assert_eq!(parse_csl_json("  ").1, []);
    assert_eq!(parse_csl_json("nonsense").1.len(), 1);
}

#[test]
fn items_without_indentation_are_not_cut_at_their_authors() {
    let text = "[\n{\n\"id\": \"a\", \"title\": \"A\",\n\"author\": [\n{\"family\": \"X\"},\n{\"family\": \"Y\"}]\n}]";
    let (sources, problems) = parse_csl_json(text);
    assert_eq!((sources.len(), problems), (1, vec![]));
    assert_eq!(sources[0].authors, ["X", "Y"]);
    let broken = text.replace("A\",", "A\"");
    let (sources, problems) = parse_csl_json(&broken);
    assert_eq!((sources.len(), problems.len()), (0, 1));
    assert_eq!(&broken[problems[0].at.clone()], "\"");
}

#[test]
fn citations() {
    let text = "sh2016 p. 7;  xcjblog, 2010-12-15 ;; 新浪2011;";
    let found = parse_citations(text);
    let parts: Vec<_> = found.iter().map(|c| (c.key, c.locator, &text[c.at.clone()])).collect();
    assert_eq!(
        parts,
        [
            ("sh2016", Some("p. 7"), "sh2016 p. 7"),
            ("xcjblog", Some("2010-12-15"), "xcjblog, 2010-12-15"),
            ("新浪2011", None, "新浪2011"),
        ]
    );
}

/// Pieces of BibTeX in any order.
fn bibtex_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "@book{",
        "@article{k,",
        "@string{",
        "a",
        " = ",
        "{",
        "}",
        "\"",
        ",",
        "\n",
        "\\",
        "\\'",
        "\\'{e}",
        "$",
        "%",
        "#",
        "author",
        "title",
        "date",
        "year",
        "month",
        "jun",
        "crossref",
        "xdata",
        " and ",
        "and",
        "~",
        "--",
        "2016-13",
        "é",
        "李",
        "@",
        "(",
        ")",
        "others",
        "=",
        "family=",
        "Given, Family",
        "von der ",
        "1.5.2",
        "",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A well-formed entry around such pieces.
fn entries() -> impl Strategy<Value = String> {
    (bibtex_like(), bibtex_like(), bibtex_like()).prop_map(|(a, b, c)| {
        format!("@book{{k, author = {{{a}}}, title = \"{b}\", date = {{{c}}}, crossref = {{k}}}}")
    })
}

fn csl_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "{",
        "}",
        "\"",
        ",",
        ":",
        "\n  ",
        "\"id\":",
        "\"a\"",
        "\"issued\":",
        "{\"date-parts\":[[2010,13]]}",
        "1",
        "null",
        "\"author\":[{\"family\":\"é\"}]",
        "\\",
        "\u{feff}",
        "李",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn sound(text: &str, (sources, problems): (Vec<Source>, Vec<BibProblem>)) -> Result<(), TestCaseError> {
    let mut keys = std::collections::BTreeSet::new();
    for source in &sources {
        prop_assert!(text.get(source.at.clone()).is_some(), "{:?}", source.at);
        prop_assert!(!source.key.is_empty() && keys.insert(&source.key));
        if let Some(issued) = &source.issued {
            prop_assert!(time::parse(issued, time::Tolerance::default()).is_ok(), "{issued}");
        }
        prop_assert!(!source.short().is_empty() && !source.reference().is_empty());
    }
    for problem in &problems {
        prop_assert!(text.get(problem.at.clone()).is_some(), "{problem:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_bibtex_gives_sources_or_problems(text in prop_oneof![bibtex_like(), entries(), any::<String>()]) {
        sound(&text, parse_bibtex(&text))?;
    }

    #[test]
    fn any_json_gives_sources_or_problems(text in prop_oneof![csl_like(), any::<String>()]) {
        sound(&text, parse_csl_json(&text))?;
        let array = format!("[{{\"id\":\"first\",\"title\":\"First\"}},{text}]");
        let (sources, problems) = parse_csl_json(&array);
        prop_assert!(sources.iter().any(|s| s.key == "first"));
        sound(&array, (sources, problems))?;
    }

    #[test]
    fn an_entry_is_read_whatever_stands_before_it(text in bibtex_like()) {
        let text = format!("{text}\n@book{{last, title = {{Last}}}}");
        let (sources, problems) = parse_bibtex(&text);
        let read = sources.iter().any(|s| s.key == "last");
        // A comment or a key the text took first are the only reasons not to.
        prop_assert!(read || problems.iter().any(|p| p.problem.contains("taken")) , "{text}");
    }

    #[test]
    fn citations_stand_where_they_say(text in "[a-z;, é李0-9]{0,40}") {
        for citation in parse_citations(&text) {
            let slice = &text[citation.at.clone()];
            prop_assert!(slice.starts_with(citation.key) && !citation.key.is_empty());
            prop_assert!(slice.ends_with(citation.locator.unwrap_or("")) && !slice.contains(';'));
        }
    }
}
