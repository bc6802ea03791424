//! `milieu check`: everything at once, the exit codes, nothing changed on disk.

mod running;

use std::fs;
use std::path::Path;

use running::{milieu, run, text, tree};

fn study(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let at = temp.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, bytes).unwrap();
    }
    temp
}

/// Exit code and report.
fn check(folder: &Path) -> (i32, serde_json::Value) {
    let output = run(&["check", folder.to_str().unwrap(), "--format", "json"]);
    let code = output.status.code().unwrap_or_else(|| panic!("killed: {}", text(&output.stderr)));
    (code, serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", text(&output.stderr))))
}

fn codes(report: &serde_json::Value) -> Vec<&str> {
    report["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect()
}

const TITLE: (&str, &[u8]) = ("study.toml", b"title = \"T\"\n");

#[test]
fn exit_codes_are_those_documented() {
    let clean = study(&[TITLE]);
    let code = |arguments: &[&str], folder: &Path| {
        run(&[&["check", folder.to_str().unwrap()], arguments].concat()).status.code().unwrap()
    };
    assert_eq!(code(&[], clean.path()), 0);
    assert_eq!(code(&["--deny", "notes"], clean.path()), 0);
    let warned = study(&[TITLE, ("places.csv", b"id\na\n")]);
    assert_eq!(code(&[], warned.path()), 0);
    assert_eq!(code(&["--deny", "warnings"], warned.path()), 3);
    let noted = study(&[TITLE, ("photo.jpg", b"x")]);
    assert_eq!(code(&["--deny", "warnings"], noted.path()), 0);
    assert_eq!(code(&["--deny", "notes"], noted.path()), 3);
    let broken = study(&[TITLE, ("places.csv", b"id,opened\na,c. 2010\n")]);
    assert_eq!(code(&[], broken.path()), 1);
    assert_eq!(code(&["--deny", "notes"], broken.path()), 1);
    assert_eq!(code(&[], &clean.path().join("nowhere")), 2);
    assert_eq!(code(&["--colour"], clean.path()), 2);
    // Outside any study the bundled one is not meant.
    let outside = study(&[("a.csv", b"a")]);
    let output = milieu(&["check"]).current_dir(outside.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("milieu new"), "{}", text(&output.stderr));
}

#[test]
fn the_study_around_the_current_folder_is_meant() {
    let temp = study(&[TITLE, ("notes/deep/a.md", b"# A\n")]);
    let output = milieu(&["check"]).current_dir(temp.path().join("notes/deep")).output().unwrap();
    let name = temp.path().file_name().unwrap().to_str().unwrap();
    assert_eq!(text(&output.stdout), format!("checked {name}: 0 facts, 0 entities, 0 sources; nothing to mend\n"));
    let output = milieu(&["check", "study.toml"]).current_dir(temp.path()).output().unwrap();
    assert!(output.status.success());
}

#[test]
fn a_finding_is_shown_with_its_cell_and_mended() {
    let temp = study(&[TITLE, ("places.csv", b"id,opened\nxindanwei,c. 2010\n")]);
    let shown = text(&run(&["check", temp.path().to_str().unwrap()]).stdout);
    for line in
        ["error[TIM001]", "places.csv:2:11", "2 | xindanwei,c. 2010", "          ^^^^^^^", "write `2010~`", "1 error"]
    {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(!shown.contains('\x1b'));
    let coloured = text(&run(&["check", temp.path().to_str().unwrap(), "--color", "always"]).stdout);
    assert!(coloured.contains("\x1b["));
    let short = text(&run(&["check", temp.path().to_str().unwrap(), "--format", "short"]).stdout);
    assert!(short.lines().any(|l| l.starts_with("places.csv:2:11: error[TIM001]: ")), "{short}");
    let (_, report) = check(temp.path());
    let found = report["diagnostics"].as_array().unwrap().iter().find(|d| d["code"] == "TIM001").unwrap();
    assert_eq!(
        [&found["line"], &found["column"], &found["end_line"], &found["end_column"]].map(|n| n.as_u64().unwrap()),
        [2, 11, 2, 18]
    );
    assert_eq!(found["text"], "c. 2010");
    assert_eq!(found["file"], "places.csv");
}

#[test]
fn many_alike_are_counted_unless_all_are_wanted() {
    let rows: String = (0..50).map(|i| format!("p{i},c. 2010\n")).collect();
    let temp = study(&[TITLE, ("places.csv", format!("id,opened\n{rows}").as_bytes())]);
    let shown = |arguments: &[&str]| {
        text(&run(&[&["check", temp.path().to_str().unwrap(), "--format", "short"], arguments].concat()).stdout)
    };
    let few = shown(&[]);
    assert_eq!(few.matches("error[TIM001]").count(), 20);
    assert!(few.contains("… and 30 more of TIM001 in places.csv: --all shows them"), "{few}");
    assert!(few.contains("50 errors"), "{few}");
    assert_eq!(shown(&["--all"]).matches("error[TIM001]").count(), 50);
    // JSON holds every finding, always.
    assert_eq!(check(temp.path()).1["counts"]["error"], 50);
}

#[test]
fn the_bundled_study_is_clean_with_its_contradictions() {
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/maker-cities");
    let before = tree(&bundled);
    let (code, report) = check(&bundled);
    assert_eq!(code, 0, "{:?}", codes(&report));
    assert!(report["contradictions"].as_u64().unwrap() >= 16);
    let xindanwei = report["diagnostics"].as_array().unwrap().iter().find(|d| {
        d["code"] == "CON001" && d["message"].as_str().is_some_and(|m| m.contains("`opened` of `xindanwei`"))
    });
    let message = xindanwei.unwrap()["message"].as_str().unwrap();
    for year in ["2009", "2010", "2011"] {
        assert!(message.contains(year), "{message}");
    }
    let output = |format: &str| run(&["check", bundled.to_str().unwrap(), "--format", format]).stdout;
    for format in ["text", "short", "json"] {
        assert!(output(format) == output(format), "{format} differs from one run to the next");
    }
    assert!(tree(&bundled) == before, "the study was changed");
}

/// What the disk may hold in place of a study: a finding of this code, and no panic.
#[test]
fn broken_input_is_told_and_left_alone() {
    let long = [b"id,notes\na,".to_vec(), vec![b'x'; 100 << 20], b"\n".to_vec()].concat();
    let utf16: Vec<u8> = "\u{feff}id\na\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: &[(&str, &str, &[u8], i32)] = &[
        ("SYN001", "places.csv", b"id,name\na,caf\xe9 \xff\xfe\n", 1),
        ("SYN002", "places.csv", &utf16, 0),
        ("SYN003", "places.csv", b"\xef\xbb\xbfid\na\n", 0),
        ("SYN004", "places.csv", b"id,name\ra,A\r", 0),
        ("SYN005", "places.csv", b"id,name\na\nb,B,C\n", 1),
        ("SYN006", "places.csv", b"id,name\na,\"open\n", 1),
        ("SYN008", "places.csv", b"id,name,name\na,b,c\n", 1),
        ("SYN010", "places.csv", &long, 1),
        ("SYN012", "study.toml", b"title = \n[", 1),
        ("TIM001", "places.csv", b"id,opened\na,\x00\x1b[31m\n", 1),
    ];
    for (code, path, bytes, exit) in cases {
        let mut files = vec![TITLE, (*path, *bytes)];
        files.dedup_by(|a, b| {
            a.0 == b.0 && {
                b.1 = a.1;
                true
            }
        });
        let temp = study(&files);
        let before = tree(temp.path());
        let (found, report) = check(temp.path());
        assert!(codes(&report).contains(code), "{code} {path}: {:?}", codes(&report));
        assert_eq!(found, *exit, "{code}: {:?}", report["counts"]);
        assert!(tree(temp.path()) == before, "{code} changed the study");
        let shown = run(&["check", temp.path().to_str().unwrap()]);
        assert_eq!(shown.status.code(), Some(*exit), "{code}");
        assert!(!shown.stdout.contains(&0x1b), "{code}: a cell speaks to the terminal");
        assert!(shown.stdout.len() < 20_000, "{code}: {} bytes shown", shown.stdout.len());
    }
}

#[test]
fn a_missing_study_toml_is_an_error_of_the_study() {
    let temp = study(&[("places.csv", b"id\na\n")]);
    let (code, report) = check(temp.path());
    assert_eq!((code, codes(&report).contains(&"SCH001")), (1, true), "{:?}", codes(&report));
}

#[test]
fn a_directory_in_place_of_a_file_is_told() {
    let temp = study(&[TITLE, ("places.csv/inner.csv", b"id\na\n")]);
    let (code, report) = check(temp.path());
    assert_eq!(code, 1);
    let message = report["diagnostics"][0].to_string();
    assert!(message.contains("directory"), "{message}");
}

#[test]
fn territories_in_a_circle_are_told() {
    let temp = study(&[
        TITLE,
        ("territories.csv", b"id,parent\na,b\nb,c\nc,a\nd,d\n"),
        ("places.csv", b"id,territory\np,a\n"),
    ]);
    let (code, report) = check(temp.path());
    let text = report.to_string();
    assert_eq!(code, 1, "{:?}", codes(&report));
    assert!(text.contains("circle") || text.contains("cycl"), "{text}");
    let sql = "select territory from within where entity = 'p'";
    let output = run(&["query", "--study", temp.path().to_str().unwrap(), "--format", "csv", sql]);
    assert!(output.status.success());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = study(&[("secret.csv", b"id,name\nsecret,S\n")]);
    let temp = study(&[TITLE]);
    symlink(outside.path().join("secret.csv"), temp.path().join("places.csv")).unwrap();
    symlink(outside.path(), temp.path().join("notes")).unwrap();
    symlink(temp.path(), temp.path().join("traces")).unwrap();
    let (code, report) = check(temp.path());
    assert_eq!(code, 1);
    let text = report.to_string();
    assert!(text.contains("link out of"), "{text}");
    assert_eq!(report["entities"], 0);
}

#[cfg(unix)]
#[test]
fn a_pipe_does_not_hang_the_check() {
    let temp = study(&[TITLE]);
    let made = std::process::Command::new("mkfifo").arg(temp.path().join("places.csv")).status().unwrap();
    assert!(made.success());
    let (code, report) = check(temp.path());
    assert_eq!(code, 1);
    assert!(report.to_string().contains("not a regular file"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let rows: String = (0..5000).map(|i| format!("p{i},c. 2010\n")).collect();
    let temp = study(&[TITLE, ("places.csv", format!("id,opened\n{rows}").as_bytes())]);
    for verb in [
        "check --all",
        "check --all --format json",
        "query \"select * from facts\" --study",
        "query --schema --study",
        "explain --all --study",
    ] {
        let line = format!("\"$MILIEU\" {verb} \"$STUDY\" | head -n 1");
        let output = std::process::Command::new("sh")
            .args(["-c", &line])
            .env("MILIEU", env!("CARGO_BIN_EXE_milieu"))
            .env("STUDY", temp.path())
            .output()
            .unwrap();
        let said = text(&output.stderr);
        assert!(said.lines().all(|line| line.starts_with("note: ")), "{verb}: {said}");
        assert!(!output.stdout.is_empty(), "{verb}");
    }
}
