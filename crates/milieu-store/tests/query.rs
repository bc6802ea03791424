//! Questions about a small study, and what must not be asked.

use milieu_store::{Cell, Store, Tables, Trouble};
use milieu_study::Study;
use milieu_study::world::Memory;

fn study() -> Study {
    let world = Memory::of(&[
        ("study.toml", "title = \"T\"\nlanguages = [\"en\", \"zh\"]\n[conflicts]\nrule = \"interval\""),
        (
            "codebook.toml",
            "[[kinds]]\ncode = \"hackerspace\"\nlabel = { en = \"Hackerspace\", zh = \"黑客空间\" }\n\
             [[variables]]\ncode = \"members\"\ntable = \"places\"\ntype = \"integer\"\nunit = \"persons\"\n",
        ),
        ("sources.bib", "@misc{k, title={T}, year={2015}}\n@misc{l, title={U}}\n"),
        ("territories.csv", "id,name,level,parent,source\ncn,China,country,,k\nsh,Shanghai,prefecture,cn,k\n"),
        (
            "places.csv",
            "id,kind,name,name_zh,opened,closed,territory,lat,lon,crs,members,odd,source\n\
             xcj,hackerspace,Xinchejian,新车间,2010-11,,sh,31.2,121.4,gcj02,30,a,k p. 7; l\n\
             b,hackerspace,B,,2012,2013,cn,31.3,121.5,wgs84,10,,k\n",
        ),
        ("claims.csv", "entity,property,value,certainty,coder,source\nxcj,opened,2011,stated,A,l\nb,members,12,,,k\n"),
        ("ties.csv", "from,to,source\nxcj,b,k\n"),
    ]);
    milieu_study::compile(&world).value
}

fn ask(study: &Study, sql: &str) -> Result<Vec<String>, Trouble> {
    let store = Store::new(study)?;
    let mut rows = vec![];
    store.query(sql)?.each(|row| {
        rows.push(row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"));
        Ok::<(), Trouble>(())
    })?;
    Ok(rows)
}

#[test]
fn a_fact_carries_its_cell_and_its_sources() {
    let sql = "select subject, property, text, date_earliest_start, date_latest_end, territory, sources, citation, file, line, \
               column_name from facts where property = 'opened' and subject = 'xcj' order by id";
    assert_eq!(
        ask(&study(), sql).unwrap(),
        [
            "xcj|opened|2010-11|2010-11-01|2010-11-30|sh|k; l|k p. 7; l|places.csv|2|opened",
            "xcj|opened|2011|2011-01-01|2011-12-31|sh|l|l|claims.csv|2|value",
        ]
    );
}

#[test]
fn tables_of_the_contract_are_typed() {
    let study = study();
    let sql =
        "select id, opened, opened_latest, closed_earliest, members, odd, typeof(members), typeof(lat) from places";
    assert_eq!(
        ask(&study, sql).unwrap(),
        ["xcj|2010-11|2010-11-30||30|a|real|real", "b|2012|2012-12-31|2013-01-01|10||real|real"]
    );
    assert_eq!(ask(&study, "select \"from\", \"to\", line from ties").unwrap(), ["xcj|b|2"]);
    assert_eq!(ask(&study, "select value, typeof(value) from claims").unwrap(), ["2011|text", "12|real"]);
    // GCJ-02 lies some hundred metres from WGS84 in Shanghai; WGS84 is itself.
    let sql = "select round(distance_m(lat, lon, lat_wgs84, lon_wgs84)) between 300 and 900, crs from places";
    assert_eq!(ask(&study, sql).unwrap(), ["1|gcj02", "0|wgs84"]);
}

#[test]
fn what_the_compiler_makes_of_them_can_be_asked() {
    let study = study();
    assert_eq!(
        ask(&study, "select place, opened_latest, end_kind, end_latest, exit, censored_at, basis_source from lives")
            .unwrap(),
        ["xcj|2011-12-31|censored|||2015-01-01|k", "b|2012-12-31|event|2013-12-31|closed||"]
    );
    assert_eq!(
        ask(
            &study,
            "select entity, property, said, rule, used_earliest, used_latest, used_least, used_greatest from conflicts"
        )
        .unwrap(),
        ["xcj|opened|2010-11; 2011|interval|2010-11-01|2011-12-31||", "b|members|10; 12|interval|||10|12"]
    );
    let sql =
        "select count(*) from facts join conflicts on facts.conflict = conflicts.id where conflicts.entity = 'xcj'";
    assert_eq!(ask(&study, sql).unwrap(), ["2"]);
    assert_eq!(ask(&study, "select territory, steps from within where entity = 'xcj'").unwrap(), ["sh|1", "cn|2"]);
    assert_eq!(ask(&study, "select key, issued_latest, facts > 3 from sources").unwrap(), ["k|2015-12-31|1", "l||1"]);
    assert_eq!(ask(&study, "select label_zh from codebook where code = 'hackerspace'").unwrap(), ["黑客空间"]);
    assert_eq!(ask(&study, "select key, locator from cited where fact = 9").unwrap(), ["k|p. 7", "l|"]);
    assert_eq!(ask(&study, "select given_by, stands_in from positions").unwrap(), ["xcj|0", "b|0"]);
}

#[test]
fn functions_of_the_field_are_there() {
    let study = study();
    assert_eq!(
        ask(&study, "select median(members), quantile(members, 0.25), round(stddev(members), 3), stddev(lat) is null from places").unwrap(),
        ["20|15|14.142|0"]
    );
    assert_eq!(ask(&study, "select median(members) from places where id = 'nobody'").unwrap(), [""]);
    assert_eq!(ask(&study, "select id from places where fold(name_zh) = fold('新車間')").unwrap(), ["xcj"]);
    assert_eq!(ask(&study, "select pinyin('新车间'), fold('Xīnchējiān')").unwrap(), ["xīn chē jiān|xinchejian"]);
    let wrong = ask(&study, "select median(name) from places").unwrap_err();
    assert!(wrong.message.contains("`Xinchejian` is not a number"), "{wrong}");
    assert!(ask(&study, "select quantile(members, 25) from places").unwrap_err().message.contains("from 0 to 1"));
}

#[test]
fn a_query_can_only_select() {
    let study = study();
    for sql in [
        "insert into places (id) values ('c')",
        "update places set name = 'x'",
        "delete from facts",
        "drop table places",
        "create table t (a)",
        "create temp table t (a)",
        "create view v as select 1",
        "create virtual table v using fts5(a)",
        "attach 'other.db' as other",
        "attach ':memory:' as other",
        "vacuum into 'copy.db'",
        "pragma journal_mode = wal",
        "pragma writable_schema = 1",
        "begin",
        "savepoint s",
        "select load_extension('x')",
        "select 1; delete from facts",
        "reindex",
        "analyze",
        "detach main",
        "",
        "-- nothing",
    ] {
        assert!(ask(&study, sql).is_err(), "{sql}");
    }
    assert_eq!(ask(&study, "select count(*) from places").unwrap(), ["2"]);
}

#[test]
fn what_is_wrong_with_a_query_is_said_where() {
    let study = study();
    let told = |sql: &str| {
        let trouble = ask(&study, sql).unwrap_err();
        (trouble.at.map(|at| sql[at..].to_owned()), trouble.to_string())
    };
    assert_eq!(
        told("select openned from places"),
        (Some("openned from places".to_owned()), "no such column: openned; did you mean `opened`?".to_owned())
    );
    assert!(told("select * from place").1.contains("did you mean `places`?"));
    assert!(told("select medain(members) from places").1.contains("did you mean `median`?"));
    let (at, words) = told("select from, to from ties");
    assert_eq!(at.unwrap(), "from, to from ties");
    assert!(words.contains("write the column as `\"from\"`"), "{words}");
    assert!(told("delete from places").1.contains("may only select"));
}

#[test]
fn a_header_of_any_words_is_a_column() {
    let world = Memory::of(&[
        ("study.toml", "title = \"T\""),
        ("places.csv", "id,opened,\"a \"\"b\"\"; drop table places\",opened_latest,Line\na,2010,1,never,7\n"),
    ]);
    let study = milieu_study::compile(&world).value;
    assert_eq!(
        ask(&study, "select id, \"a \"\"b\"\"; drop table places\", opened_latest from places").unwrap(),
        ["a|1|2010-12-31"]
    );
}

#[test]
fn tables_of_ones_own_are_asked_and_only_asked() {
    let mut tables = Tables::new().unwrap();
    tables
        .add("my posts", &["from", "n"], [[Cell::Text("a"), Cell::Integer(2)], [Cell::Text("7000e08999"), Cell::Null]])
        .unwrap();
    tables.add("marks", &["n"], [[Cell::Real(2.5)]]).unwrap();
    let ask = |sql: &str| -> Result<Vec<String>, Trouble> {
        let mut rows = vec![];
        tables.query(sql)?.each(|row| {
            rows.push(row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"));
            Ok::<(), Trouble>(())
        })?;
        Ok(rows)
    };
    // Words that look like numbers stay words.
    let all = ask("select rowid, \"from\", n, (select sum(n) from marks) from \"my posts\" order by rowid").unwrap();
    assert_eq!(all, ["1|a|2|2.5", "2|7000e08999||2.5"]);
    assert_eq!(ask("delete from marks").unwrap_err().message, "a query may only select");
    assert_eq!(ask("select m from mark").unwrap_err().help.as_deref(), Some("did you mean `marks`?"));
    let again = ask("select n from marks").map(|rows| rows.len());
    assert_eq!(again, Ok(1));
    assert!(tables.add("marks", &["n"], [[Cell::Null]]).is_err());
    assert!(tables.query("select n from marks").is_ok());
}
