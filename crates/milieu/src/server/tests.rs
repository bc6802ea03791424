//! A real server on a free port, asked in raw bytes: host, origin and path are exactly what is sent.

use std::borrow::Cow;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::{Pages, Publisher, listen, run};

const INDEX: &[u8] = b"<!doctype html><title>a study</title>";
/// The page of a scenario, as far as the server reads it; so small that it runs in no time.
const SCENARIO: &str = r#"{"base":null,"text":"months = 6\n[size]\nterritories = [1, 1, 1, 1, 2]\npersons = 100\nfirms = 20\nplaces = 4\n"}"#;
const PATIENCE: Duration = Duration::from_secs(20);

fn bundle(path: &str) -> Option<Cow<'static, [u8]>> {
    match path {
        "index.html" => Some(INDEX.into()),
        "assets/index-BeH3Lx8Q.js" => Some(b"let a = 1;".as_slice().into()),
        _ => None,
    }
}

/// The pages of a study with one value.
fn pages(value: &'static str) -> Pages {
    let file = move |path: &str| match path {
        "data/head.json" => Some(format!("{{\"value\":\"{value}\"}}").into_bytes()),
        "data/source/DBLP%3Aconf%2Fa.json" => Some(b"{}".to_vec()),
        "data/lab/scenario/quiet.json" => Some(SCENARIO.as_bytes().to_vec()),
        "geo/\u{4e2d}\u{56fd}.geojson" => Some(b"{}".to_vec()),
        _ => None,
    };
    Pages { file: Box::new(file), ground: Box::new(|| None) }
}

struct Server {
    port: u16,
    publisher: Publisher,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start() -> Self {
        let listener = listen(0).unwrap();
        let port = listener.local_addr().unwrap().port();
        let publisher = Publisher::new(pages("first"));
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async { drop(stopped.await) };
        let to_serve = publisher.clone();
        let thread = thread::spawn(move || {
            Runtime::new().unwrap().block_on(async { run(listener, bundle, &to_serve, until).await.unwrap() });
        });
        Self { port, publisher, stop: Some(stop), thread: Some(thread) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The whole answer to these bytes; `PORT` stands for the port.
    fn send(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.replace("PORT", &self.port.to_string()).as_bytes()).unwrap();
        let mut answer = vec![];
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }

    /// The answer to a request of ours for a path, with more headers.
    fn get(&self, path: &str, headers: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost:PORT\r\n{headers}Connection: close\r\n\r\n"))
    }

    /// Opens an event stream and reads past its headers.
    fn events(&self, headers: &str) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        write!(stream, "GET /events HTTP/1.1\r\nHost: localhost:{}\r\n{headers}\r\n", self.port).unwrap();
        let mut lines = BufReader::new(stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            lines.read_line(&mut line).unwrap();
        }
        lines
    }

    fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("")
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| line.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

/// The next event's name and id; none when the stream has ended.
fn event(stream: &mut BufReader<TcpStream>) -> (String, String) {
    let (mut name, mut id) = (String::new(), String::new());
    let mut line = String::new();
    // A stream comes in chunks, the last of length 0.
    while stream.read_line(&mut line).unwrap() > 0 && line != "0\r\n" {
        match line.trim_end().split_once(": ") {
            Some(("event", value)) => name = value.to_owned(),
            Some(("id", value)) => id = value.to_owned(),
            _ if !name.is_empty() && line.trim_end().is_empty() => break,
            _ => {}
        }
        line.clear();
    }
    (name, id)
}

#[test]
fn files_have_their_type_and_validator() {
    let server = Server::start();
    let kinds = [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/assets/index-BeH3Lx8Q.js", "text/javascript; charset=utf-8"),
        ("/data/head.json", "application/json; charset=utf-8"),
        ("/data/head.json?t=2012", "application/json; charset=utf-8"),
        ("/data/source/DBLP%253Aconf%252Fa.json", "application/json; charset=utf-8"),
        ("/geo/%E4%B8%AD%E5%9B%BD.geojson", "application/geo+json; charset=utf-8"),
    ];
    for (path, kind) in kinds {
        let answer = server.get(path, "");
        assert_eq!((status(&answer), header(&answer, "content-type")), ("200", Some(kind)), "{path}");
        let length = body(&answer).len().to_string();
        assert_eq!(header(&answer, "content-length"), Some(length.as_str()), "{path}");

        let tag = header(&answer, "etag").unwrap();
        for known in [tag.to_owned(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = server.get(path, &format!("If-None-Match: {known}\r\n"));
            assert_eq!((status(&again), body(&again), header(&again, "etag")), ("304", "", Some(tag)), "{known}");
        }
        assert_eq!(status(&server.get(path, "If-None-Match: \"other\"\r\n")), "200");
    }
}

#[test]
fn only_files_named_after_their_content_are_kept_for_ever() {
    let server = Server::start();
    let caching = |path| header(&server.get(path, ""), "cache-control").map(str::to_owned);
    assert_eq!(caching("/assets/index-BeH3Lx8Q.js").unwrap(), "public, max-age=31536000, immutable");
    assert_eq!(caching("/").unwrap(), "no-cache");
    assert_eq!(caching("/data/head.json").unwrap(), "no-cache");
    assert_eq!(caching("/data/none.json").unwrap(), "no-store");
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    let server = Server::start();
    let whole = server.get("/data/head.json", "");
    let head = server.send("HEAD /data/head.json HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n");
    assert_eq!((status(&head), body(&head)), ("200", ""));
    for name in ["content-type", "content-length", "etag", "cache-control", "content-security-policy"] {
        assert_eq!(header(&head, name), header(&whole, name), "{name}");
        assert!(header(&head, name).is_some(), "{name}");
    }
}

#[test]
fn every_answer_is_protected() {
    let server = Server::start();
    let foreign = server.send("GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n");
    let answers = [server.get("/", ""), server.get("/none", ""), server.get("/..", ""), foreign];
    for (answer, expected) in answers.iter().zip(["200", "404", "400", "403"]) {
        assert_eq!(status(answer), expected);
        let policy = header(answer, "content-security-policy").unwrap();
        let parts = ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"];
        for part in parts.iter().chain(&["frame-ancestors 'none'", "connect-src 'self'", "worker-src 'self' blob:"]) {
            assert!(policy.split("; ").any(|p| p == *part), "{part} in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(header(answer, "x-content-type-options"), Some("nosniff"));
        assert_eq!(header(answer, "referrer-policy"), Some("no-referrer"));
        assert_eq!(header(answer, "cross-origin-resource-policy"), Some("same-origin"));
        assert_eq!(header(answer, "access-control-allow-origin"), None);
    }
}

#[test]
fn only_our_own_host_is_answered() {
    let server = Server::start();
    let ask = |host: &str| server.send(&format!("GET /data/head.json HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
    for ours in ["localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LocalHost:PORT"] {
        assert_eq!(status(&ask(&format!("Host: {ours}\r\n"))), "200", "{ours}");
    }
    let foreign = [
        "example.org",
        "example.org:PORT",
        "localhost",
        "localhost:1",
        "localhost:PORT0",
        "localhost:+PORT",
        "localhost.example.org:PORT",
        "127.0.0.1.example.org:PORT",
        "user@localhost:PORT",
        "localhost:PORT@example.org",
        "127.0.0.2:PORT",
        "0.0.0.0:PORT",
        "",
    ];
    for host in foreign {
        let answer = ask(&format!("Host: {host}\r\n"));
        assert_eq!(status(&answer), "403", "{host}");
        assert!(!answer.contains("first"), "{host}");
    }
    assert_eq!(status(&ask("Host: localhost:PORT\r\nHost: example.org\r\n")), "403");
    assert_eq!(status(&ask("Host: localhost:PORT\r\nHost: localhost:PORT\r\n")), "403");
    assert_eq!(status(&server.send("GET / HTTP/1.0\r\n\r\n")), "403");
    let in_line = |host| {
        server.send(&format!("GET http://{host}/ HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n"))
    };
    assert_eq!(status(&in_line("example.org:PORT")), "403");
    assert_eq!(status(&in_line("localhost:PORT")), "200");
}

#[test]
fn other_sites_pages_are_refused() {
    let server = Server::start();
    let ask = |path: &str, headers: &str| status(&server.get(path, headers)).to_owned();
    let port = server.port;
    let ours = [
        format!("Origin: http://localhost:{port}\r\n"),
        format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"),
        "Sec-Fetch-Site: none\r\n".to_owned(),
    ];
    for headers in &ours {
        assert_eq!(ask("/data/head.json", headers), "200", "{headers}");
    }
    let foreign = [
        "Origin: https://example.org\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        format!("Origin: https://localhost:{port}\r\n"),
        "Origin: http://localhost:1\r\n".to_owned(),
        format!("Origin: http://localhost:{port}\r\nOrigin: https://example.org\r\n"),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n".to_owned(),
        // Another program of this machine, on another port.
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
    ];
    for headers in &foreign {
        assert_eq!(ask("/data/head.json", headers), "403", "{headers}");
        assert_eq!(ask("/events", headers), "403", "{headers}");
    }
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: ";
    assert_eq!(ask("/", &format!("{link}document\r\n")), "200");
    assert_eq!(ask("/", &format!("{link}iframe\r\n")), "403");
    assert_eq!(ask("/assets/index-BeH3Lx8Q.js", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: script\r\n"), "403");
}

#[test]
fn only_reading_is_allowed() {
    let server = Server::start();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        for path in ["/", "/data/head.json", "/events"] {
            let answer = server.send(&format!(
                "{method} {path} HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ));
            assert_eq!((status(&answer), header(&answer, "allow")), ("405", Some("GET, HEAD")), "{method} {path}");
        }
    }
}

#[test]
fn no_path_leaves_the_site() {
    let server = Server::start();
    let bad = [
        "/../Cargo.toml",
        "/data/../../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/%2E%2E%2FCargo.toml",
        "/data/%2e%2e%2f%2e%2e%2fCargo.toml",
        "/..%5cCargo.toml",
        "/data\\..\\Cargo.toml",
        "/data/head.json%00",
        "/data/head.json%0a",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/data//head.json",
        "/data/",
        "/%",
        "/%g0",
        "/%ff",
    ];
    for path in bad {
        assert_eq!(status(&server.get(path, "")), "400", "{path}");
    }
    let unknown =
        ["/data", "/Cargo.toml", "/places.csv", "/%252e%252e/Cargo.toml", "/etc/passwd", "/C:/a.txt", "/.git/config"];
    for path in unknown {
        assert_eq!(status(&server.get(path, "")), "404", "{path}");
    }
    assert_eq!(status(&server.get(&format!("/{}", "a".repeat(2048)), "")), "414");
    assert_eq!(status(&server.get(&format!("/?{}", "a".repeat(2048)), "")), "414");
    assert_eq!(status(&server.get(&format!("/{}", "a".repeat(2047)), "")), "404");
}

#[test]
fn bytes_that_are_no_request_bring_nothing_down() {
    let server = Server::start();
    let long = format!("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    let odd = ["\r\n\r\n", "GET\r\n\r\n", "GET * HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", "\0\u{ff}\r\n\r\n", &long];
    for request in odd {
        let mut stream = server.connect();
        // The server may close before all is sent.
        let _ = stream.write_all(request.replace("PORT", &server.port.to_string()).as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = vec![];
        let _ = stream.read_to_end(&mut answer);
        assert!(!String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"), "{}", &request[..request.len().min(40)]);
        assert_eq!(status(&server.get("/", "")), "200");
    }
}

#[test]
fn a_new_edition_takes_the_place_of_the_old_one_and_is_told() {
    let server = Server::start();
    let mut events = server.events("Accept: text/event-stream\r\n");
    let (name, first) = event(&mut events);
    assert_eq!(name, "hello");
    assert!(server.get("/data/head.json", "").contains("first"));
    let tag = header(&server.get("/data/head.json", ""), "etag").unwrap().to_owned();

    server.publisher.publish(pages("second"));
    let (name, second) = event(&mut events);
    assert_eq!(name, "reload");
    assert_ne!(first, second);
    let answer = server.get("/data/head.json", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((status(&answer), body(&answer)), ("200", "{\"value\":\"second\"}"));

    // A page that was cut off hears what it missed; one that missed nothing does not.
    assert_eq!(event(&mut server.events(&format!("Last-Event-ID: {first}\r\n"))).0, "reload");
    assert_eq!(event(&mut server.events(&format!("Last-Event-ID: {second}\r\n"))).0, "hello");
}

#[test]
fn many_windows_do_not_use_up_a_browsers_connections() {
    let server = Server::start();
    let mut streams: Vec<_> = (0..4).map(|_| server.events("")).collect();
    let (_, id) = event(&mut streams[0]);
    let mut fifth = server.events("");
    assert_eq!(event(&mut fifth).0, "hello");
    assert_eq!(event(&mut streams[0]).0, "", "the oldest has ended");

    server.publisher.publish(pages("second"));
    assert_eq!(event(&mut fifth).0, "reload");
    for stream in &mut streams[1..] {
        assert_eq!((event(stream).0, event(stream).0), ("hello".to_owned(), "reload".to_owned()));
    }
    // Its page asks again, and hears what it missed.
    assert_eq!(event(&mut server.events(&format!("Last-Event-ID: {id}\r\n"))).0, "reload");
}

#[test]
fn the_server_ends_with_open_streams_and_half_sent_requests() {
    let mut server = Server::start();
    let mut events = server.events("");
    assert_eq!(event(&mut events).0, "hello");
    let mut half = server.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
    let idle = server.connect();

    let before = Instant::now();
    server.stop();
    assert!(before.elapsed() < Duration::from_secs(10), "{:?}", before.elapsed());
    // The stream ends as a whole one does, not as a broken connection.
    assert_eq!(event(&mut events).0, "");
    drop((half, idle));
}

#[test]
fn a_taken_port_leads_to_the_next_free_one_on_the_loopback_interface() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let next = listen(port).unwrap().local_addr().unwrap();
    assert!(next.port() > port, "{next}");
    assert_eq!(next.ip(), Ipv4Addr::LOCALHOST);
}

/// What the lab answers to a question with these headers.
fn asked(server: &Server, question: &str, headers: &str) -> String {
    server.send(&format!(
        "POST /lab/run HTTP/1.1\r\nHost: localhost:PORT\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{question}",
        question.len()
    ))
}

const OURS: &str = "Origin: http://localhost:PORT\r\nContent-Type: application/json\r\n";

#[test]
fn a_page_of_ours_runs_a_scenario() {
    let server = Server::start();
    let ask = |levers: &str| asked(&server, &format!(r#"{{"scenario":"quiet","pairs":2,"levers":[{levers}]}}"#), OURS);
    let answer = ask(r#"{"name":"rent","value":"1.5"}"#);
    assert_eq!((status(&answer), header(&answer, "content-type")), ("200", Some("application/x-ndjson")));
    assert!(body(&answer).contains(r#""what":"progress""#) && body(&answer).contains(r#""what":"done""#), "{answer}");
    assert!(body(&answer).contains(r#""differences":[{"#), "{answer}");
    // The next run finds the lab free again; what is wrong is told at its lever.
    let wrong = ask(r#"{"name":"rent","value":"150"}"#);
    assert!(body(&wrong).contains(r#""what":"wrong","lever":"rent","code":"LAB002""#), "{wrong}");
    assert!(!body(&wrong).contains("done"));
    assert!(body(&ask("")).contains(r#""what":"done""#));
    assert_eq!(status(&asked(&server, r#"{"scenario":"loud","pairs":1}"#, OURS)), "404");
    assert_eq!(status(&asked(&server, r#"{"scenario":"quiet","pairs":1,"path":"/etc"}"#, OURS)), "400");
}

#[test]
fn the_lab_answers_no_other_page() {
    let server = Server::start();
    let question = r#"{"scenario":"quiet","pairs":1}"#;
    for headers in [
        "",
        "Content-Type: application/json\r\n",
        "Origin: http://localhost:PORT\r\nContent-Type: text/plain\r\n",
        "Origin: http://example.org\r\nContent-Type: application/json\r\n",
        "Origin: null\r\nContent-Type: application/json\r\n",
        "Origin: http://localhost:PORT\r\nContent-Type: application/json\r\nSec-Fetch-Site: cross-site\r\n",
    ] {
        assert_eq!(status(&asked(&server, question, headers)), "403", "{headers}");
    }
    let get = server.get("/lab/run", "");
    assert_eq!(status(&get), "405");
}
