//! `milieu query`, `milieu explain` and the hidden verbs: answers, their formats, their refusals.

mod running;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use running::{milieu, run, text, tree};

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/maker-cities")
}

/// A study where two sources disagree and a place has no end.
fn small() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    for (path, bytes) in [
        ("study.toml", "title = \"T\"\n"),
        ("sources.bib", "@book{k, title={Makers}, author={Li, Wei}, year={2015}}\n@misc{l, title={Blog}}\n"),
        (
            "places.csv",
            "id,name,opened,closed,last_confirmed,lat,lon,crs,source\n\
             xcj,Xinchejian,2010-11,,2017,31.2263,121.4485,gcj02,k p. 7\n\
             b,B,2012,2013~,,31.3,121.5,wgs84,q1\n",
        ),
        ("citations.csv", "id,locator,quote,source\nq1,p. 9,\"They <closed>, alas\",k\n"),
        (
            "claims.csv",
            "entity,property,value,status,certainty,coder,source\nxcj,opened,2011,conflict,stated,A,l\nxcj,opened,1999,rejected,,,l\n",
        ),
    ] {
        fs::write(temp.path().join(path), bytes).unwrap();
    }
    temp
}

fn ask(folder: &Path, arguments: &[&str]) -> Output {
    let output = run(&[arguments, &["--study", folder.to_str().unwrap()]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    output
}

fn refusal(folder: &Path, arguments: &[&str]) -> String {
    let output = run(&[arguments, &["--study", folder.to_str().unwrap()]].concat());
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr)
}

#[test]
fn an_answer_comes_as_a_table_csv_or_json() {
    let temp = small();
    let sql = "select id, name, opened, closed, 1.5 as x, 1.5 as x from places order by id desc";
    assert_eq!(
        text(&ask(temp.path(), &["query", sql]).stdout),
        "id   name        opened   closed  x    x\n───  ──────────  ───────  ──────  ───  ───\n\
         xcj  Xinchejian  2010-11          1.5  1.5\nb    B           2012     2013~   1.5  1.5\n(2 rows)\n"
    );
    assert_eq!(
        text(&ask(temp.path(), &["query", sql, "--format", "csv"]).stdout),
        "id,name,opened,closed,x,x\nxcj,Xinchejian,2010-11,,1.5,1.5\nb,B,2012,2013~,1.5,1.5\n"
    );
    let json: serde_json::Value =
        serde_json::from_slice(&ask(temp.path(), &["query", sql, "--format", "json"]).stdout).unwrap();
    assert_eq!(json[0]["closed"], serde_json::Value::Null);
    assert_eq!(json[1]["x_2"], 1.5);
    let none = ask(temp.path(), &["query", "select 1 from facts where 0", "--format", "json"]);
    assert_eq!(text(&none.stdout), "[]\n");
}

#[test]
fn a_question_may_stand_in_a_file() {
    let temp = small();
    let file = temp.path().join("q.sql");
    fs::write(&file, "-- how many\nselect count(*)\nfrom places;\n").unwrap();
    let output = ask(temp.path(), &["query", "--file", file.to_str().unwrap(), "--format", "csv"]);
    assert_eq!(text(&output.stdout), "count(*)\n2\n");
}

#[test]
fn what_is_wrong_with_a_question_is_shown_where_it_is() {
    let temp = small();
    let told = refusal(temp.path(), &["query", "select openned\nfrom places"]);
    assert!(told.contains("did you mean `opened`?") && told.contains("1 | select openned\n  |        ^"), "{told}");
    let before = tree(temp.path());
    let copy = temp.path().join("copy.db");
    let attach = format!("attach '{}' as a", copy.display());
    let vacuum = format!("vacuum into '{}'", copy.display());
    for sql in
        ["delete from facts", "insert into places (id) values ('x')", &attach, &vacuum, "pragma user_version = 1"]
    {
        assert!(refusal(temp.path(), &["query", sql]).contains("may only select"), "{sql}");
    }
    assert_eq!(tree(temp.path()), before);
    assert!(refusal(temp.path(), &["query", "--file", "nowhere.sql"]).contains("no such file"));
}

#[test]
fn every_table_of_the_schema_can_be_asked() {
    let schema = text(&ask(&bundled(), &["query", "--schema"]).stdout);
    // Tables come first, then functions and what can be put beside the study.
    let schema = schema.split("## Functions\n").next().unwrap();
    let tables: Vec<&str> = schema.lines().filter_map(|l| l.strip_prefix("## ")).collect();
    assert!(tables.len() > 25, "{tables:?}");
    for table in tables {
        let sql = format!("select * from {table} limit 1");
        let output = ask(&bundled(), &["query", &sql, "--format", "csv"]);
        let header = text(&output.stdout);
        let header = header.lines().next().unwrap().to_owned();
        // A column's name is quoted as CSV does; every documented column is there, in order.
        let part = schema.split(&format!("## {table}\n")).nth(1).unwrap().split("\n## ").next().unwrap();
        let documented: Vec<&str> = part.lines().filter_map(|l| l.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(header, documented.join(","), "{table}");
    }
}

#[test]
fn a_value_is_followed_back_to_cells_and_sources() {
    let temp = small();
    let shown = text(&ask(temp.path(), &["explain", "xcj.opened"]).stdout);
    for line in [
        "between 2010-11-01 and 2011-12-31",
        "rule `interval`",
        "1. `2010-11`",
        "places.csv:2:16, column `opened`",
        "between 2010-11-01 and 2010-11-30",
        "k, p. 7: Li, Wei (2015). Makers",
        "2. `2011`",
        "claims.csv:2:12, column `value`",
        "3. `1999`",
        "rejected",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    let json: serde_json::Value =
        serde_json::from_slice(&ask(temp.path(), &["explain", "xcj.opened", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["kind"], "value");
    assert_eq!(json["values"][0]["statements"][1]["written"], "2011");
    let latitude = text(&ask(temp.path(), &["explain", "xcj.lat"]).stdout);
    assert!(latitude.contains("in WGS84") && latitude.contains("gcj02"), "{latitude}");
    let quoted = text(&ask(temp.path(), &["explain", "b.closed"]).stdout);
    assert!(quoted.contains("“They <closed>, alas”") && quoted.contains("k, p. 9"), "{quoted}");
    assert!(quoted.contains("it is the only statement"), "{quoted}");
    let markdown = text(&ask(temp.path(), &["explain", "b.closed", "--format", "markdown"]).stdout);
    assert!(markdown.contains("&lt;closed>") && !markdown.contains("<closed>"), "{markdown}");
}

#[test]
fn the_rule_that_chose_is_named() {
    let temp = small();
    let study = "title = \"T\"\n[conflicts]\nrule = \"ranking\"\nranking = [\"z\", \"l\", \"k\"]\n";
    fs::write(temp.path().join("study.toml"), study).unwrap();
    fs::write(
        temp.path().join("observations.csv"),
        "entity,indicator,period,value,unit,source\nb,members,2012,10,persons,k\nb,members,2013,12,persons,k\nb,members,2013,14,persons,l\n",
    )
    .unwrap();
    let values = |topic: &str| -> Vec<(String, String, String)> {
        let shown = ask(temp.path(), &["explain", topic, "--format", "json"]).stdout;
        let json: serde_json::Value = serde_json::from_slice(&shown).unwrap();
        let words = |v: &serde_json::Value, field: &str| v[field].as_str().unwrap_or_default().to_owned();
        json["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| (words(v, "period"), words(v, "used"), words(v, "why")))
            .collect()
    };
    let opened = values("xcj.opened");
    assert_eq!(opened[0].1, "between 2011-01-01 and 2011-12-31");
    assert!(opened[0].2.contains("`ranking` takes statement 2: its source `l` is number 2 of 3"), "{opened:?}");
    let members = values("b.members");
    assert_eq!(
        members.iter().map(|v| (v.0.as_str(), v.1.as_str())).collect::<Vec<_>>(),
        [("2012", "10"), ("2013", "14")]
    );
    assert!(members[0].2.contains("only statement") && members[1].2.contains("`ranking`"), "{members:?}");
}

#[test]
fn a_life_says_why_it_ends_where_it_does() {
    let temp = small();
    let censored = text(&ask(temp.path(), &["explain", "xcj"]).stdout);
    assert!(censored.contains("last confirmed on 2017-01-01") && censored.contains("right-censored"), "{censored}");
    let ended = text(&ask(temp.path(), &["explain", "b"]).stdout);
    assert!(ended.contains("closed, between 2012-01-01 and 2014-12-31"), "{ended}");
    assert!(censored.contains("(contradicting)"), "{censored}");
}

#[test]
fn a_count_says_what_it_counts_and_what_not() {
    let temp = small();
    let json = |topic: &str| -> serde_json::Value {
        serde_json::from_slice(&ask(temp.path(), &["explain", topic, "--format", "json"]).stdout).unwrap()
    };
    let all = json("overview");
    for count in all["counts"].as_array().unwrap() {
        let id = count["id"].as_str().unwrap();
        let one = json(id);
        assert_eq!(one["value"], count["value"], "{id}");
        assert_eq!(one["id"], id);
    }
    let ended = json("overview.ended");
    assert_eq!((ended["value"].as_f64(), ended["entities"][0]["id"].as_str()), (Some(1.0), Some("b")));
    assert_eq!(ended["entities"][0]["at"], "places.csv:3");
}

#[test]
fn a_number_of_a_plan_leads_to_its_targets_and_names_those_left_out() {
    let bundled = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../studies/maker-cities"));
    let topic = "plans.amplification.growth-china-2019.province";
    let one: serde_json::Value =
        serde_json::from_slice(&ask(bundled, &["explain", topic, "--format", "json"]).stdout).unwrap();
    let counted = one["entities"].as_array().unwrap().len();
    assert_eq!(one["facts"].as_array().unwrap().len(), counted + 1, "every province’s target and the nation’s");
    let left = one["left_out"].as_array().unwrap().iter().map(|l| l["entities"].as_array().unwrap().len());
    assert_eq!(counted + left.sum::<usize>(), 31, "provinces of the mainland");
    assert!(one["definition"].as_str().unwrap().contains("level adds"));
}

#[test]
fn diagnostics_tables_and_sources_are_explained() {
    let temp = small();
    let by_code = ask(temp.path(), &["explain", "TIM001"]).stdout;
    assert_eq!(by_code, ask(temp.path(), &["explain", "not-edtf"]).stdout);
    assert!(text(&by_code).contains("c. 2010"));
    let all = text(&ask(temp.path(), &["explain", "--all", "--format", "markdown"]).stdout);
    let listed: serde_json::Value =
        serde_json::from_slice(&ask(temp.path(), &["explain", "--format", "json"]).stdout).unwrap();
    for rule in listed["diagnostics"].as_array().unwrap() {
        assert!(all.contains(&format!("## {} {}", rule[0].as_str().unwrap(), rule[1].as_str().unwrap())), "{rule}");
    }
    assert_eq!(ask(temp.path(), &["explain", "places"]).stdout, ask(temp.path(), &["explain", "places.csv"]).stdout);
    assert!(text(&ask(temp.path(), &["explain", "tables"]).stdout).contains("spells.csv"));
    assert!(text(&ask(temp.path(), &["explain", "k"]).stdout).contains("Li, Wei (2015). Makers"));
}

#[test]
fn an_unknown_topic_is_answered_with_the_nearest() {
    let temp = small();
    for (topic, answer) in [
        ("xcj.openned", "did you mean `xcj.opened`?"),
        ("TIM01", "did you mean `TIM001`?"),
        ("placess.csv", "did you mean `places.csv`?"),
        ("overview.place", "did you mean `overview.places`?"),
        ("q9z8y7", "`milieu explain` lists"),
    ] {
        let told = refusal(temp.path(), &["explain", topic]);
        assert!(told.contains(answer), "{topic}: {told}");
    }
}

#[test]
fn outside_any_study_the_bundled_one_answers_and_says_so() {
    let temp = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| milieu(arguments).current_dir(temp.path()).output().unwrap();
    let output = here(&["query", "--format", "csv", "select count(*) > 100 from places"]);
    assert_eq!(text(&output.stdout), "count(*) > 100\n1\n");
    assert!(text(&output.stderr).contains("bundled"), "{}", text(&output.stderr));
    let output = here(&["explain", "xindanwei.opened"]);
    let shown = text(&output.stdout);
    assert!(["2009", "2010", "2011"].iter().all(|year| shown.contains(year)), "{shown}");
    assert_eq!(tree(temp.path()), []);
}

#[test]
fn an_untouched_study_gives_the_same_bytes() {
    let folder = bundled();
    for arguments in [
        &["query", "select * from facts", "--format", "csv"][..],
        &["query", "select * from lives", "--format", "json"],
        &["query", "--schema"],
        &["explain", "xinchejian", "--format", "json"],
        &["explain", "xinchejian.opened"],
        &["explain", "overview", "--format", "markdown"],
    ] {
        assert!(ask(&folder, arguments).stdout == ask(&folder, arguments).stdout, "{arguments:?}");
    }
}

#[test]
fn completions_and_manual_pages_are_printed() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success() && text(&output.stdout).contains("explain"), "{shell}");
    }
    for verb in ["new", "check", "serve", "build", "query", "explain"] {
        let page = text(&run(&["man", verb]).stdout);
        assert!(page.contains(&format!(".TH milieu-{verb} 1")), "{verb}: {page}");
    }
    assert!(text(&run(&["man"]).stdout).contains(".TH milieu 1"));
    assert_eq!(run(&["man", "fly"]).status.code(), Some(2));
}
