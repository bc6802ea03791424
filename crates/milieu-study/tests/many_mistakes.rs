//! Folders with as many mistakes as a slip of a spreadsheet makes: every check stays linear. Were one
//! not, this test would run for hours.

use milieu_study::diagnostic::{Style, render};
use milieu_study::world::Memory;
use milieu_study::{Checked, Study, compile};

const N: usize = 20_000;

fn rows(header: &str, row: impl Fn(usize) -> String) -> String {
    (0..N).fold(header.to_owned(), |text, i| text + "\n" + &row(i))
}

fn count(checked: &Checked<Study>, code: &str) -> usize {
    checked.diagnostics.iter().filter(|d| d.lint.code == code).count()
}

#[test]
fn a_table_of_ties_none_of_which_leads_anywhere() {
    let places = rows("id,name,source", |i| format!("p{i},N{i},k"));
    let ties = rows("from,to,source", |i| format!("p{i}x,p{i}y,k{i}"));
    let sources: String = (0..2000).map(|i| format!("@misc{{s{i}, title={{T}}}}\n")).collect();
    let checked = compile(&Memory::of(&[("places.csv", &places), ("ties.csv", &ties), ("sources.bib", &sources)]));
    assert_eq!((count(&checked, "REF001"), count(&checked, "SRC001")), (2 * N, 2 * N));
}

#[test]
fn a_chain_and_a_circle_of_territories_and_a_name_given_to_all() {
    let chain = rows("id,parent", |i| format!("t{i},t{}", i + 1));
    let circle = rows("id,parent_target", |i| format!("g{i},g{}", (i + 1) % N));
    let places = rows("id,name,territory,lat,lon", |i| format!("p{i},Lab,t{},31,121", N - 1 - i % 10));
    let checked =
        compile(&Memory::of(&[("territories.csv", &chain), ("targets.csv", &circle), ("places.csv", &places)]));
    assert_eq!((count(&checked, "REF004"), count(&checked, "NAM003")), (1, N - 10));
}

#[test]
fn one_entity_with_all_claims_all_coders_and_a_note_with_all_links() {
    let claims = rows("entity,property,value", |i| format!("a,opened,{}", 1000 + i % 5000));
    let codings = rows("entity,scheme,code,coder", |i| format!("a,form,c{i},x{i}"));
    let spells = rows("place,from,to", |i| format!("a,{},{}", 1000 + i % 5000, 1003 + i % 5000));
    let note = "[[x]] `[[y]]` [@z ".repeat(N);
    let checked = compile(&Memory::of(&[
        ("places.csv", "id,name,opened\na,A,2010\n"),
        ("claims.csv", &claims),
        ("codings.csv", &codings),
        ("spells.csv", &spells),
        ("notes/a.md", &note),
    ]));
    assert_eq!((count(&checked, "CON001"), count(&checked, "COD007")), (1, 1));
    for found in checked.diagnostics.iter().filter(|d| matches!(&d.lint.code[..3], "CON" | "COD")) {
        assert!(render(&checked.value, found, Style::PLAIN).len() < 4000);
    }
}

#[test]
fn a_line_of_commas_and_a_codebook_of_one_code() {
    let codebook = "[[kinds]]\ncode = \"a\"\nparent = \"b\"\n".repeat(N / 5);
    let checked = compile(&Memory::of(&[("places.csv", &",".repeat(200 * N)), ("codebook.toml", &codebook)]));
    assert_eq!((count(&checked, "SYN011"), count(&checked, "COD002")), (1, N / 5));
}
