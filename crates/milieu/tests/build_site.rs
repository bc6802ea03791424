//! `milieu build`: the same bytes each time, from any path of any file server, never half-written.

mod running;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread;

use running::{Server, get, milieu, run, study, target, text, tree, write_study};

const MARKER: &str = ".milieu-build";

/// Builds and returns the line printed.
fn build(study: &Path, out: &Path) -> String {
    let output = run(&["build", study.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Why a build is refused.
fn refusal(study: &Path, out: &Path) -> String {
    let output = run(&["build", study.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn the_same_study_gives_the_same_bytes_wherever_it_lies() {
    let (temp, first) = study();
    let second = temp.path().join("elsewhere/study");
    write_study(&second);
    let (a, b) = (temp.path().join("a"), temp.path().join("b/site"));
    let line = build(&first, &a);
    build(&second, &b);
    let files = tree(&a);
    assert!(files == tree(&b), "{:?}", difference(&files, &tree(&b)));

    // Again in the same place, over the first.
    build(&first, &a);
    assert!(files == tree(&a));

    let shown = files.iter().filter(|(path, _)| path != MARKER);
    assert!(line.contains(&format!("{} files", shown.clone().count())), "{line}");
    for path in ["index.html", "data/head.json", "data/atlas.json", "data/problems.json"] {
        assert!(files.iter().any(|(p, _)| p == path), "{path}");
    }
}

/// A site is carried about and put on small servers: all pages of the bundled study together.
#[test]
fn the_bundled_study_makes_a_small_site() {
    const MOST: usize = 15_000_000;
    let temp = tempfile::tempdir().unwrap();
    let out = temp.path().join("site");
    build(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/maker-cities"), &out);
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (path, bytes) in tree(&out) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let kind = kinds.entry(format!("{folder}/*.{ending}")).or_default();
        *kind = (kind.0 + 1, kind.1 + bytes.len());
    }
    let whole: usize = kinds.values().map(|(_, bytes)| bytes).sum();
    let lines = kinds.iter().map(|(kind, (files, bytes))| format!("{bytes:>10} bytes in {files:>4} files {kind}\n"));
    assert!(whole < MOST, "{whole} bytes, more than {MOST}:\n{}", lines.collect::<String>());
}

/// Fonts come in a hundred slices: a site has those of its characters, and declares no other.
#[test]
fn a_site_carries_the_fonts_of_its_characters() {
    let (temp, study) = study();
    let out = temp.path().join("site");
    build(&study, &out);
    let files = tree(&out);
    let sheet = |(path, bytes): &(String, Vec<u8>)| path.ends_with(".css").then(|| text(bytes));
    let sheets: String = files.iter().filter_map(sheet).collect();
    let declared: BTreeSet<&str> = sheets.split("url(./").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let declared: BTreeSet<&str> = declared.into_iter().filter(|name| name.ends_with(".woff2")).collect();
    let carried: BTreeSet<&str> = files
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("assets/").filter(|name| name.ends_with(".woff2")))
        .collect();
    assert_eq!(declared, carried);
    assert!((10..90).contains(&carried.len()), "{}", carried.len());
}

/// Paths at which two trees differ.
fn difference(a: &[(String, Vec<u8>)], b: &[(String, Vec<u8>)]) -> Vec<String> {
    a.iter()
        .filter(|file| !b.contains(file))
        .chain(b.iter().filter(|file| !a.contains(file)))
        .map(|f| f.0.clone())
        .collect()
}

#[test]
fn a_change_in_the_study_is_in_the_next_build_and_what_is_gone_is_gone() {
    let (temp, study) = study();
    let out = temp.path().join("site");
    build(&study, &out);
    let before = tree(&out);
    let places = fs::read_to_string(study.join("places.csv")).unwrap();
    fs::write(study.join("places.csv"), places.replace("xinchejian,", "szdiy,")).unwrap();
    build(&study, &out);
    let names = |tree: &[(String, Vec<u8>)]| tree.iter().map(|(p, _)| p.clone()).collect::<Vec<_>>();
    assert!(names(&before).contains(&"data/entity/xinchejian.json".to_owned()), "{:?}", names(&before));
    let after = names(&tree(&out));
    assert!(after.contains(&"data/entity/szdiy.json".to_owned()), "{after:?}");
    assert!(!after.contains(&"data/entity/xinchejian.json".to_owned()));
}

#[test]
fn build_and_serve_show_the_same() {
    let (temp, study) = study();
    let out = temp.path().join("site");
    build(&study, &out);
    let server = Server::start(&study, &["--port", "0", "--no-open"]);
    for (path, bytes) in tree(&out) {
        let answer = get(server.port, &target(&path));
        match path.as_str() {
            // Only a folder needs these.
            MARKER | ".nojekyll" => assert_eq!(answer.status, 404, "{path}"),
            // Says whether the page should listen for changes.
            "data/head.json" => {
                assert_eq!(text(&answer.body).replace("\"live\":true", "\"live\":false"), text(&bytes));
            }
            // A folder declares the slices of its own characters, a server all of them.
            _ if path.ends_with(".css") && text(&answer.body).contains("@font-face") => {
                let (all, some) = (text(&answer.body), text(&bytes));
                let faces = |sheet: &str| sheet.split_inclusive('}').map(str::to_owned).collect::<BTreeSet<_>>();
                assert!(faces(&all).is_superset(&faces(&some)) && !some.is_empty(), "{path}");
            }
            _ => assert!(answer.status == 200 && answer.body == bytes, "{path}: {}", answer.head),
        }
    }
}

/// A plain file server for one folder below a path, until the test ends.
fn file_server(root: PathBuf, below: &'static str) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            let mut rest = String::new();
            while stream.read_line(&mut rest).unwrap() > 2 {}
            let path = line.split(' ').nth(1).and_then(|target| target.strip_prefix(below));
            let (status, body) = match path.and_then(|path| fs::read(root.join(path)).ok()) {
                Some(body) => ("200 OK", body),
                None => ("404 Not Found", vec![]),
            };
            let mut stream = stream.into_inner();
            write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\n\r\n").unwrap();
            stream.write_all(&body).unwrap();
        }
    });
    port
}

/// Addresses a page or style sheet loads.
fn addresses(source: &str) -> Vec<String> {
    let marks = [("src=\"", '"'), ("href=\"", '"'), ("url(", ')')];
    let found =
        marks.iter().flat_map(|(mark, end)| source.split(mark).skip(1).filter_map(|rest| rest.split(*end).next()));
    let outside = |address: &&str| !address.starts_with("data:") && !address.starts_with('#');
    found.map(|address| address.trim_matches(['"', '\''])).filter(outside).map(str::to_owned).collect()
}

#[test]
fn the_site_works_below_any_path_of_a_plain_file_server() {
    let (temp, study) = study();
    let out = temp.path().join("site");
    build(&study, &out);
    let port = file_server(out.clone(), "/~someone/deep/site/");
    let at = |path: &str| get(port, &format!("/~someone/deep/site/{path}"));

    let page = text(&at("index.html").body);
    let loaded = addresses(&page);
    assert!(loaded.iter().any(|a| a.ends_with(".js")) && loaded.iter().any(|a| a.ends_with(".css")), "{loaded:?}");
    for address in &loaded {
        let path = address.strip_prefix("./").unwrap_or(address);
        assert!(!path.starts_with('/') && !path.contains(':'), "{address} leaves the site's path");
        assert_eq!(at(path).status, 200, "{address}");
    }
    for sheet in loaded.iter().filter(|a| a.ends_with(".css")) {
        let sheet = sheet.strip_prefix("./").unwrap_or(sheet);
        let folder = sheet.rsplit_once('/').map_or("", |(folder, _)| folder);
        for address in addresses(&text(&at(sheet).body)) {
            let path = address.strip_prefix("./").unwrap_or(&address);
            assert!(!path.starts_with('/') && !path.contains(':'), "{address} leaves the site's path");
            assert_eq!(at(&format!("{folder}/{path}")).status, 200, "{address}");
        }
    }
    for (path, bytes) in tree(&out).into_iter().filter(|(path, _)| path.starts_with("data/")) {
        let asked = at(&path);
        assert!(asked.status == 200 && asked.body == bytes, "{path}");
    }
}

#[test]
fn files_that_no_build_wrote_are_not_replaced() {
    let (temp, study) = study();
    let out = temp.path().join("mine");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.txt"), "years of work").unwrap();
    let said = refusal(&study, &out);
    assert!(said.contains("thesis.txt") && said.contains("--force"), "{said}");
    assert_eq!(tree(&out), [("thesis.txt".to_owned(), b"years of work".to_vec())]);

    let output = run(&["build", study.to_str().unwrap(), "--out", out.to_str().unwrap(), "--force"]);
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("mine.before"), "{}", text(&output.stderr));
    assert!(out.join("index.html").exists() && !out.join("thesis.txt").exists());
    assert_eq!(fs::read_to_string(temp.path().join("mine.before/thesis.txt")).unwrap(), "years of work");
}

#[test]
fn the_study_is_never_written() {
    let (temp, study) = study();
    let before = tree(&study);
    for inside in ["", "site", "geo/site", "../study/site"] {
        let said = refusal(&study, &study.join(inside));
        assert!(said.contains("inside the study"), "{inside}: {said}");
    }
    assert!(refusal(&study, temp.path()).contains("the study lies in"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&study, temp.path().join("link")).unwrap();
        assert!(refusal(&study, &temp.path().join("link/site")).contains("inside the study"));
    }
    build(&study, &temp.path().join("site"));
    assert_eq!(tree(&study), before);
}

#[test]
fn a_study_with_errors_is_built_with_a_warning() {
    let (temp, study) = study();
    fs::write(study.join("study.toml"), "title = [").unwrap();
    let out = temp.path().join("site");
    let output = run(&["build", study.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert!(output.status.success() && text(&output.stderr).contains("milieu check"), "{}", text(&output.stderr));
    assert!(fs::read_to_string(out.join("data/problems.json")).unwrap().contains("study.toml"));
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_leaves_the_old_site() {
    let (temp, study) = study();
    let out = temp.path().join("site");
    build(&study, &out);
    let before = tree(&out);

    let rows = (0..15_000).map(|i| format!("p{i},,Place {i},2010,,31.22,121.44\n"));
    let places = fs::read_to_string(study.join("places.csv")).unwrap();
    fs::write(study.join("places.csv"), places + &rows.collect::<String>()).unwrap();
    let mut building = milieu(&["build", study.to_str().unwrap(), "--out", out.to_str().unwrap()]).spawn().unwrap();
    let half = temp.path().join(".site.milieu-new/data/entity");
    while !half.exists() && building.try_wait().unwrap().is_none() {
        thread::yield_now();
    }
    building.kill().unwrap();
    assert_eq!(building.wait().unwrap().code(), None, "it was killed in the middle");
    assert!(before == tree(&out), "the old site is untouched");

    build(&study, &out);
    assert!(tree(&out).len() > 15_000);
    let beside: Vec<_> = fs::read_dir(temp.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 2, "nothing is left beside the site: {beside:?}");
}
