//! `milieu serve` on real folders: it follows changes, shows errors, writes nothing, ends cleanly.

mod running;

use std::fs;
use std::io::Read as _;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use running::{PATIENCE, Server, get, study, tree};

/// Path, bytes and time of the last change of every file and folder.
fn traces(root: &Path) -> Vec<(String, Vec<u8>, SystemTime)> {
    let changed = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let files = tree(root).into_iter().map(|(path, bytes)| {
        let at = changed(&root.join(&path));
        (path, bytes, at)
    });
    files
        .chain([(String::new(), vec![], changed(root)), ("notes".to_owned(), vec![], changed(&root.join("notes")))])
        .collect()
}

fn head(server: &Server) -> String {
    server.file("data/head.json")
}

#[test]
fn a_changed_file_reloads_the_page_with_new_data() {
    for means in [&["--no-open"][..], &["--no-open", "--poll"]] {
        let (_temp, study) = study();
        let mut arguments = vec![study.to_str().unwrap(), "--port", "0"];
        arguments.extend(means);
        let server = Server::start(Path::new("."), &arguments);
        let before = head(&server);
        let mut events = server.events();
        assert!(!server.file("data/search.json").contains("Xinshanghai"));

        let row = "xinshanghai,,Xinshanghai,2013,,31.2,121.4\n";
        let places = fs::read_to_string(study.join("places.csv")).unwrap();
        fs::write(study.join("places.csv"), places + row).unwrap();
        assert_eq!(events.next().as_deref(), Some("reload"));
        assert_ne!(head(&server), before);
        assert!(server.file("data/search.json").contains("Xinshanghai"));

        fs::remove_file(study.join("places.csv")).unwrap();
        assert_eq!(events.next().as_deref(), Some("reload"));
        assert!(!server.file("data/search.json").contains("Xinshanghai"));
    }
}

#[test]
fn a_table_of_ones_own_dropped_into_a_new_study_is_on_the_map() {
    let temp = tempfile::tempdir().unwrap();
    let new = running::milieu(&["new", "my-study"]).current_dir(temp.path()).output().unwrap();
    assert!(new.status.success(), "{}", running::text(&new.stderr));
    let study = temp.path().join("my-study");
    let server = Server::start(temp.path(), &["my-study", "--port", "0", "--no-open"]);
    let mut events = server.events();
    assert!(!server.file("data/atlas.json").contains("121.44"));
    fs::write(study.join("workshops.csv"), "name,opened,lat,lon\nXinchejian,2010,31.22,121.44\n").unwrap();
    assert_eq!(events.next().as_deref(), Some("reload"));
    assert!(server.file("data/atlas.json").contains("121.44"));
}

#[test]
fn a_study_with_errors_is_served_with_them_until_they_are_mended() {
    let (_temp, study) = study();
    let places = fs::read_to_string(study.join("places.csv")).unwrap();
    fs::write(study.join("places.csv"), places.replace("2010", "6/15/15")).unwrap();
    let server = Server::start(&study, &["--port", "0", "--no-open"]);
    let problems = server.file("data/problems.json");
    assert!(problems.contains("6/15/15") && problems.contains("\"error\""), "{problems}");
    assert_eq!(get(server.port, "/").status, 200);

    let mut events = server.events();
    fs::write(study.join("places.csv"), places).unwrap();
    assert_eq!(events.next().as_deref(), Some("reload"));
    assert!(!server.file("data/problems.json").contains("6/15/15"));

    fs::write(study.join("study.toml"), "title = [").unwrap();
    assert_eq!(events.next().as_deref(), Some("reload"));
    assert!(server.file("data/problems.json").contains("\"study.toml\""));
}

#[test]
fn a_file_written_with_the_same_bytes_reloads_nothing() {
    let (_temp, study) = study();
    let server = Server::start(&study, &["--port", "0", "--no-open"]);
    let mut events = server.events();
    let places = fs::read(study.join("places.csv")).unwrap();
    fs::write(study.join("places.csv"), &places).unwrap();
    std::thread::sleep(Duration::from_secs(1));
    // One event, for the second change: were there one for the first, the data would still be old.
    let before = head(&server);
    fs::write(study.join("places.csv"), [&places[..], b"b,,B,2011,,31.2,121.4\n"].concat()).unwrap();
    assert_eq!(events.next().as_deref(), Some("reload"));
    assert_ne!(head(&server), before);
}

#[test]
fn the_study_is_never_written_and_its_files_are_not_listed() {
    let (_temp, study) = study();
    let before = traces(&study);
    let server = Server::start(&study, &["--port", "0", "--no-open"]);
    assert_eq!(get(server.port, "/").status, 200);
    drop(head(&server));
    let targets = [
        "/places.csv",
        "/study.toml",
        "/notes/visit.md",
        "/notes",
        "/data/places.csv",
        "/data/../places.csv",
        "/data/%2e%2e/places.csv",
        "/data/entity/..%2f..%2f..%2fplaces.csv",
        "/geo/..%5cplaces.csv",
        "/study/places.csv",
    ];
    for target in targets {
        let answer = get(server.port, target);
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.head);
        assert!(!running::text(&answer.body).contains("inchejian"), "{target}");
    }
    let absolute = format!("/{}", study.join("places.csv").display());
    assert!(matches!(get(server.port, &absolute).status, 400 | 404));
    drop(server);
    assert!(before == traces(&study), "a file was written or touched");
}

#[test]
fn markup_in_a_cell_is_sent_as_data() {
    let (_temp, study) = study();
    let places = fs::read_to_string(study.join("places.csv")).unwrap();
    fs::write(study.join("places.csv"), places.replace("Xinchejian", "<script>alert(1)</script>")).unwrap();
    let server = Server::start(&study, &["--port", "0", "--no-open"]);
    let answer = get(server.port, "/data/atlas.json");
    assert!(answer.head.contains("content-type: application/json") && answer.head.contains("nosniff"));
    assert!(running::text(&answer.body).contains("<script>alert(1)</script>"));
    assert!(!running::text(&get(server.port, "/").body).contains("alert(1)"));
}

#[test]
fn outside_any_study_the_bundled_one_is_served() {
    let empty = tempfile::tempdir().unwrap();
    let server = Server::start(empty.path(), &["--port", "0", "--no-open"]);
    assert!(server.line.contains("maker-cities"), "{}", server.line);
    assert!(server.file("data/search.json").contains("xinchejian"));
}

#[test]
fn a_taken_port_is_said_and_the_next_free_one_used() {
    let (_temp, study) = study();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut server = Server::start(&study, &["--port", &port.to_string(), "--no-open"]);
    assert!(server.port > port);
    assert_eq!(get(server.port, "/").status, 200);
    let mut stderr = server.stderr();
    drop(server);
    let mut said = String::new();
    stderr.read_to_string(&mut said).unwrap();
    assert!(said.contains(&format!("port {port} is taken")), "{said}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly_with_open_streams() {
    for signal in ["-INT", "-TERM"] {
        let (_temp, study) = study();
        let mut server = Server::start(&study, &["--port", "0", "--no-open"]);
        let mut events = server.events();
        let before = Instant::now();
        let sent = std::process::Command::new("kill").args([signal, &server.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(server.child.wait().unwrap().code(), Some(0), "{signal}");
        assert!(before.elapsed() < PATIENCE / 2, "{:?}", before.elapsed());
        assert_eq!(events.next(), None);
    }
}

#[test]
fn a_folder_that_is_not_there_is_a_failure_in_words() {
    let output = running::run(&["serve", "no-such-study", "--no-open"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(running::text(&output.stderr).contains("no-such-study"));
    assert!(output.stdout.is_empty());
}
