//! `milieu analyze`: every method's example, saved analyses, refusals, files.

mod running;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use milieu_method::registry::METHODS;
use running::{milieu, run, text, tree};
use serde_json::Value;

const PLACES: &str =
    "id,name,kind,opened,area,source\na,A,x,2010,120,k\nb,B,x,2011,80,k\nc,C,y,2012,,k\nd,D,y,2013,60,k\n";
const AREAS: &str = "title = \"Areas\"\nmethod = \"describe\"\n[input]\nfile = \"places.csv\"\n[options]\ncolumns = \"area\"\ngroup = \"kind\"\n";
const POSTS: &str = "title = \"Posts\"\nmethod = \"describe\"\n[input]\noutside = \"posts.csv\"\nsource = \"k\"\n\
                     command = \"fetch them\"\n[options]\ncolumns = \"n\"\n";

fn study(analyses: &[(&str, &str)]) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    let own = [
        ("study.toml", "title = \"T\"\n"),
        ("places.csv", PLACES),
        ("sources.bib", "@misc{k, title={T}, date={2016}}\n"),
        ("codebook.toml", "[[variables]]\ncode = \"area\"\ntype = \"number\"\n"),
    ];
    for (path, text) in own.iter().chain(analyses) {
        let at = temp.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, text).unwrap();
    }
    temp
}

fn in_study(folder: &Path, arguments: &[&str]) -> std::process::Output {
    milieu(arguments).current_dir(folder).output().unwrap()
}

/// What the help of a method calls its example, run as it stands: every method answers it, twice alike,
/// on one thread or four.
#[test]
fn the_example_of_every_method_runs_and_threads_take_no_part() {
    for method in METHODS {
        let temp = tempfile::tempdir().unwrap();
        let help = text(&run(&["analyze", method.name, "--help"]).stdout);
        // As a shell joins lines.
        let help = help.replace(" \\\n", " ");
        let commands: Vec<&str> = help.lines().filter_map(|line| line.trim().strip_prefix("milieu ")).collect();
        let (last, tables) = commands.split_last().unwrap_or_else(|| panic!("{} shows no example", method.name));
        for command in tables.iter().filter(|command| command.contains(" --example-table")) {
            let (command, file) = command.split_once(" > ").unwrap();
            let printed = run(&command.split_whitespace().collect::<Vec<_>>());
            fs::write(temp.path().join(file), printed.stdout).unwrap();
        }
        let mut words: Vec<&str> = last.split_whitespace().collect();
        words.extend(["--format", "json"]);
        let answers: Vec<Vec<u8>> = ["1", "4"]
            .iter()
            .map(|threads| {
                let output =
                    milieu(&words).current_dir(temp.path()).env("RAYON_NUM_THREADS", threads).output().unwrap();
                assert!(output.status.success(), "{last}: {}", text(&output.stderr));
                output.stdout
            })
            .collect();
        assert_eq!(answers[0], answers[1], "{}", method.name);
        let answer: Value = serde_json::from_slice(&answers[0]).unwrap();
        assert_eq!(answer["method"], method.name);
        assert!(answer["input"]["used"].as_u64().unwrap() > 0, "{}", method.name);
    }
}

/// A flag that holds unsaid takes `=false`; without direction every tie is returned.
#[test]
fn a_flag_that_holds_unsaid_can_be_switched_off() {
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("ties.csv");
    fs::write(&file, "from,to\na,b\nb,c\na,c\n").unwrap();
    for (flag, triad) in [(None, "030T"), (Some("--directed"), "030T"), (Some("--directed=false"), "300")] {
        let words = ["analyze", "triads", "--table", file.to_str().unwrap(), "--sheet", "triads", "--format", "csv"];
        let output = run(&words.into_iter().chain(flag).collect::<Vec<_>>());
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains(&format!("{triad},1,1")), "{flag:?}: {}", text(&output.stdout));
    }
    assert_eq!(run(&["analyze", "triads", "--directed=perhaps"]).status.code(), Some(2));
}

#[test]
fn a_table_is_read_from_standard_input_and_printed_in_columns() {
    let mut child = milieu(&["analyze", "describe", "--table", "-", "--columns", "area"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"area\n1\n2\n\n4\n").unwrap();
    let printed = text(&child.wait_with_output().unwrap().stdout);
    assert!(printed.starts_with("Description: standard input, 3 of 3 rows used\n  median (area)  2\n"), "{printed}");
}

#[test]
fn a_refusal_marks_the_cell_and_the_option() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("t.csv"), "place,area\na,12\nb,about 30\n").unwrap();
    let output =
        in_study(temp.path(), &["analyze", "describe", "--table", "t.csv", "--columns", "area", "--format", "json"]);
    assert_eq!(output.status.code(), Some(4));
    let said = text(&output.stderr);
    assert!(said.contains("--> t.csv:3:3\n") && said.contains("3 | b,about 30\n  |   ^^^^^^^^"), "{said}");
    let refusal: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(refusal["refusal"]["name"], "not-a-number");

    let output = in_study(temp.path(), &["analyze", "describe", "--table", "t.csv", "--columns", "areas"]);
    let said = text(&output.stderr);
    assert!(said.contains("^^^^^^^^^^^^^^^ option `columns` names it") && said.contains("`place`, `area`"), "{said}");
    assert_eq!(text(&output.stdout), "");
    assert_eq!(run(&["analyze", "describe"]).status.code(), Some(2));
    assert_eq!(run(&["analyze", "describe", "--table", "no.csv", "--columns", "a"]).status.code(), Some(2));
}

#[test]
fn saved_analyses_are_summed_up_and_printed() {
    let refused = AREAS.replace("\"area\"", "\"name\"");
    let temp =
        study(&[("analyses/areas.toml", AREAS), ("analyses/none.toml", &refused), ("analyses/posts.toml", POSTS)]);
    let all = in_study(temp.path(), &["analyze"]);
    assert!(all.status.success(), "{}", text(&all.stderr));
    let printed = text(&all.stdout);
    assert!(printed.contains("areas  median 80\n") && printed.contains("none   refused: "), "{printed}");
    assert!(printed.ends_with(": 1 answered, 1 refused, 1 from outside\n"), "{printed}");
    let one: Value =
        serde_json::from_slice(&in_study(temp.path(), &["analyze", "areas", "--format", "json"]).stdout).unwrap();
    assert_eq!((&one["analysis"], &one["numbers"][0]["value"]), (&"areas".into(), &80.0.into()));
    let both: Value = serde_json::from_slice(&in_study(temp.path(), &["analyze", "--format", "json"]).stdout).unwrap();
    assert_eq!(both.as_array().unwrap().len(), 2);
    let none = in_study(temp.path(), &["analyze", "none"]);
    assert_eq!(none.status.code(), Some(4));
    assert!(text(&none.stderr).contains("places.csv:2:3"), "{}", text(&none.stderr));
    assert_eq!(in_study(temp.path(), &["analyze", "area"]).status.code(), Some(2));
}

#[test]
fn a_number_is_walked_back_to_its_cells() {
    let temp = study(&[("analyses/areas.toml", AREAS)]);
    let printed = text(&in_study(temp.path(), &["explain", "areas.median.area.x"]).stdout);
    assert!(printed.contains("places.csv:2:") && printed.contains("a (A)"), "{printed}");
    let missed = in_study(temp.path(), &["explain", "areas.median.area.z"]);
    assert!(text(&missed.stderr).contains("areas.median.area"), "{}", text(&missed.stderr));
}

#[test]
fn files_are_written_with_every_digit() {
    let temp = study(&[("analyses/areas.toml", AREAS)]);
    for (format, files) in [
        ("csv", ["out/description.csv", "out/numbers.csv"]),
        ("parquet", ["out/description.parquet", "out/numbers.parquet"]),
    ] {
        let written = in_study(temp.path(), &["analyze", "areas", "--format", format, "--out", "out"]);
        assert_eq!(text(&written.stdout), "wrote 2 files to out\n", "{}", text(&written.stderr));
        for file in files {
            assert!(temp.path().join(file).is_file(), "{file}");
        }
    }
    let csv = fs::read_to_string(temp.path().join("out/description.csv")).unwrap();
    assert!(csv.contains("area,,3,1,86.66666666666667,30.550504633038933,"), "{csv}");
    let parquet = fs::read(temp.path().join("out/description.parquet")).unwrap();
    assert_eq!((&parquet[..4], &parquet[parquet.len() - 4..]), (&b"PAR1"[..], &b"PAR1"[..]));
    let names = tree(&temp.path().join("out"));
    assert_eq!(names.len(), 4, "nothing is left beside the files");
    assert_eq!(in_study(temp.path(), &["analyze", "areas", "--out", "out"]).status.code(), Some(2));
}

#[test]
fn an_input_outside_the_study_is_kept_and_told_when_stale() {
    let temp = study(&[("analyses/posts.toml", POSTS)]);
    assert_eq!(in_study(temp.path(), &["analyze", "posts"]).status.code(), Some(2));
    let check = |folder: &Path| text(&in_study(folder, &["check", "--format", "short"]).stdout);
    assert!(check(temp.path()).contains("ANA005"));
    fs::write(temp.path().join("away.csv"), "n\n1\n2\n6\n").unwrap();
    let kept = in_study(temp.path(), &["analyze", "posts", "--input", "away.csv", "--keep"]);
    assert!(kept.status.success(), "{}", text(&kept.stderr));
    fs::remove_file(temp.path().join("away.csv")).unwrap();
    assert!(!check(temp.path()).contains("ANA"), "{}", check(temp.path()));
    let shown = in_study(temp.path(), &["analyze", "posts"]);
    assert!(text(&shown.stdout).contains("median (n)  2"), "{}", text(&shown.stdout));
    let explained = text(&in_study(temp.path(), &["explain", "posts.median.n"]).stdout);
    for part in ["value      2", "method     describe", "not part of the study: posts.csv", "fetch them"] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
    let missed = text(&in_study(temp.path(), &["explain", "posts.media.n"]).stderr);
    assert!(missed.contains("did you mean `posts.median.n`?"), "{missed}");
    let toml = fs::read_to_string(temp.path().join("analyses/posts.toml")).unwrap() + "group = \"n\"\n";
    fs::write(temp.path().join("analyses/posts.toml"), toml).unwrap();
    assert!(check(temp.path()).contains("ANA006"));
}

#[test]
fn a_query_makes_the_cases_of_tables_outside_the_study() {
    let posts = POSTS.replace("\"posts.csv\"", "[\"traces/posts.csv\", \"marks.csv\"]").replace(
        "[options]",
        "query = \"select post, (select count(*) from marks m where m.post = p.post) as n from posts p\"\n[options]",
    );
    let temp = study(&[
        ("analyses/posts.toml", &posts),
        ("away/posts.csv", "post\n1\n2\n3\n"),
        ("away/marks.csv", "post\n1\n1\n3\n"),
    ]);
    let kept = in_study(temp.path(), &["analyze", "posts", "--input", "away", "--keep"]);
    assert!(text(&kept.stdout).contains("the answer of the query, 3 of 3 rows used"), "{}", text(&kept.stderr));
    let kept = fs::read_to_string(temp.path().join("analyses/posts.result.json")).unwrap();
    fs::remove_dir_all(temp.path().join("away")).unwrap();
    assert!(text(&in_study(temp.path(), &["analyze", "posts"]).stdout).contains("median (n)  1"), "{kept}");
    assert_eq!(in_study(temp.path(), &["analyze", "posts", "--input", "places.csv"]).status.code(), Some(2));

    let misspelt = posts.replace("from marks m", "from mark m");
    let temp =
        study(&[("analyses/posts.toml", &misspelt), ("away/posts.csv", "post\n1\n"), ("away/marks.csv", "post\n1\n")]);
    let refused = in_study(temp.path(), &["analyze", "posts", "--input", "away"]);
    assert_eq!(refused.status.code(), Some(4));
    let said = text(&refused.stderr);
    assert!(said.contains("no such table: mark") && said.contains("did you mean `marks`?"), "{said}");
}

#[test]
fn an_analysis_names_the_number_that_answers_in_one_line() {
    let headed = AREAS.replace("[input]", "headline = \"median.area.y\"\n[input]");
    let temp = study(&[("analyses/areas.toml", &headed)]);
    let printed = text(&in_study(temp.path(), &["analyze"]).stdout);
    assert!(printed.starts_with("areas  median 60\n"), "{printed}");
    let temp = study(&[("analyses/areas.toml", &headed.replace("median.area.y", "medain.area.y"))]);
    let wrong = in_study(temp.path(), &["analyze", "areas"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stderr).contains("did you mean `median.area.y`?"), "{}", text(&wrong.stderr));
}

#[test]
fn check_names_what_only_the_methods_know() {
    let wrong = [
        (AREAS.replace("describe", "discribe"), "analyses/a.toml:2:11: error[ANA007]: there is no method `discribe`"),
        (AREAS.replace("columns", "colums"), "analyses/a.toml:6:1: error[ANA007]: describe has no option `colums`"),
        (
            AREAS.replace("\"area\"", "\"aera\""),
            "analyses/a.toml:6:11: error[ANA007]: `places.csv` has no column `aera`",
        ),
        (
            AREAS.replace("file = \"places.csv\"", "from = \"lives\""),
            "analyses/a.toml:4:9: error[ANA007]: there is no extract `lives`",
        ),
        (
            AREAS.replace("[options]", "keep = { kind = \"z\" }\n[options]"),
            "analyses/a.toml:5:17: error[ANA007]: no case has `z` as its `kind`",
        ),
    ];
    for (toml, told) in wrong {
        let temp = study(&[("analyses/a.toml", &toml)]);
        let output = in_study(temp.path(), &["check", "--format", "short"]);
        assert!(text(&output.stdout).contains(told), "{told}\n{}", text(&output.stdout));
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(in_study(temp.path(), &["analyze"]).status.code(), Some(1));
    }
}

#[test]
fn the_lints_of_analyses_are_documented_and_their_examples_hold() {
    for lint in milieu_method::analysis::LINTS {
        let printed = text(&run(&["explain", lint.code]).stdout);
        assert!(printed.contains(lint.name), "{printed}");
        for (example, raises) in [(lint.bad, true), (lint.good, false)] {
            let temp = study(&[]);
            for part in example.split("--- ").skip(1) {
                let (path, content) = part.split_once('\n').unwrap();
                fs::create_dir_all(temp.path().join("analyses")).unwrap();
                fs::write(temp.path().join(path), content).unwrap();
            }
            let said = text(&in_study(temp.path(), &["analyze", "years"]).stderr);
            let shows = format!("[{}]", lint.code);
            assert_eq!(said.contains(&shows), raises, "{said}");
        }
    }
}
