//! Findings as a person reads them.

use milieu_study::diagnostic::{FileIx, Span, Style, extent, render};
use milieu_study::file::StudyFile;
use milieu_study::{Diagnostic, Study, lint};
use proptest::prelude::*;

fn study(files: &[(&str, &str)]) -> Study {
    let mut study = Study::default();
    study.files.extend(files.iter().map(|(path, text)| StudyFile::new(*path, *text)));
    study
}

/// The finding that a file's `needle` is wrong.
fn wrong(study: &Study, file: u32, needle: &str) -> Diagnostic {
    let at = study.files[file as usize].text.find(needle).expect("the needle is in the file");
    lint::not_edtf::LINT.at(Span::new(FileIx(file), at..at + needle.len()), "wrong").label("here")
}

#[test]
fn the_mark_stands_under_the_cell_after_wide_characters_and_tabs() {
    let study = study(&[("places.csv", "id,name,opened\nx,新车间,2010?\ny\tz,2011?\n")]);
    let wide = render(&study, &wrong(&study, 0, "2010?"), Style::PLAIN);
    assert_eq!(wide, "error[TIM001]: wrong\n --> places.csv:2:7\n  |\n2 | x,新车间,2010?\n  |          ^^^^^ here");
    let tab = render(&study, &wrong(&study, 0, "2011?"), Style::PLAIN);
    assert_eq!(tab, "error[TIM001]: wrong\n --> places.csv:3:5\n  |\n3 | y    z,2011?\n  |        ^^^^^ here");
}

#[test]
fn a_long_line_is_cut_around_the_cell_and_its_column_is_the_files() {
    let text = format!("id,notes,opened\nx,{},c. 2010,{}\n", "字".repeat(350_000), "y".repeat(1_000_000));
    let study = study(&[("places.csv", &text)]);
    let shown = render(&study, &wrong(&study, 0, "c. 2010"), Style::PLAIN);
    assert!(shown.contains("--> places.csv:2:350004\n"), "{shown}");
    assert!(shown.contains("字,c. 2010,y") && shown.contains("^^^^^^^ here"), "{shown}");
    assert!(shown.lines().all(|l| l.chars().count() <= 110), "{shown}");
}

#[test]
fn other_files_lines_far_away_and_whole_files_are_shown() {
    let far = format!("id\na\n{}b\n", "x\n".repeat(5000));
    let study = study(&[("places.csv", &far), ("sources.bib", "@misc{k}\n")]);
    let found = wrong(&study, 0, "a")
        .also(Span::new(FileIx(0), far.len() - 2..far.len() - 1), "and here")
        .also(Span::new(FileIx(1), 6..7), "cited")
        .also(Span::file(FileIx(1)), "in this file")
        .help("mend it");
    assert_eq!(
        render(&study, &found, Style::PLAIN),
        "\
error[TIM001]: wrong
    --> places.csv:2:1
     |
   2 | a
     | ^ here
     |
    ::: places.csv:5003:1
     |
5003 | b
     | - and here
     |
    ::: sources.bib:1:7
     |
   1 | @misc{k}
     |       - cited
     |
     = note: sources.bib: in this file
     = help: mend it"
    );
}

#[test]
fn a_file_as_a_whole_shows_its_name_and_a_blank_cell_a_caret() {
    let study = study(&[("places.csv", "id,name\nx,\n")]);
    let whole = lint::not_edtf::LINT.at(Span::file(FileIx(0)), "wrong").help("mend it");
    assert_eq!(render(&study, &whole, Style::PLAIN), "error[TIM001]: wrong\n --> places.csv\n  = help: mend it");
    assert_eq!(extent(&study, Span::file(FileIx(0))), None);
    let blank = lint::not_edtf::LINT.at(Span::new(FileIx(0), 10..10), "wrong");
    assert!(render(&study, &blank, Style::PLAIN).ends_with("2 | x,\n  |   ^"));
}

#[test]
fn lines_that_end_in_carriage_returns_are_lines() {
    let study = study(&[("places.csv", "id,opened\rx,2010?\ry,2011\r")]);
    let shown = render(&study, &wrong(&study, 0, "2010?"), Style::PLAIN);
    assert!(shown.contains("places.csv:2:3\n") && shown.contains("2 | x,2010?\n"), "{shown}");
}

#[test]
fn no_cell_speaks_to_the_terminal() {
    let study = study(&[("places.csv", "id\n\u{1b}[31mred\u{202e}\u{7}\n")]);
    let found = wrong(&study, 0, "red").label("\u{1b}]0;title\u{7}").help("a\u{1b}b\nc");
    let shown = render(&study, &found, Style::PLAIN);
    assert!(shown.chars().all(|c| c == '\n' || !(c.is_control() || c == '\u{202e}')), "{shown:?}");
}

proptest! {
    #[test]
    fn any_spans_over_any_texts_are_shown(
        texts in prop::collection::vec("\\PC{0,60}|[\"a,新\r\n\t\u{1b}\u{202e}]{0,40}|(x{200}新[\r\n]?){0,9}", 1..4),
        spans in prop::collection::vec((0..5_u32, 0..3000_u32, 0..3000_u32, "\\PC{0,20}"), 1..5),
        colour: bool,
        width in 0..200_usize,
    ) {
        let mut study = Study::default();
        study.files.extend(texts.iter().map(|t| StudyFile::new("places.csv", t.as_str())));
        let mut spans = spans.iter().map(|(file, a, b, label)| {
            (Span { file: FileIx(*file), start: a % 700, end: b % 700 }, label.as_str())
        });
        let Some((first, label)) = spans.next() else { return Ok(()) };
        let mut found = lint::not_edtf::LINT.at(first, label).label(label);
        for (at, label) in spans {
            found = found.also(at, label);
        }
        let shown = render(&study, &found, Style { colour, width });
        prop_assert!(shown.contains("TIM001"));
        let coloured = shown.contains('\u{1b}');
        prop_assert!(colour || !coloured);
        prop_assert!(extent(&study, first).is_none_or(|[from, _]| from.line > 0 && from.column > 0));
    }
}
