//! The program as a person runs it, and requests to it in raw bytes.
// Each test suite compiles this file for itself and uses its part of it.
#![allow(dead_code)]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::Duration;

pub const PATIENCE: Duration = Duration::from_secs(30);

/// The program; no browser opens.
pub fn milieu(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_milieu"));
    command.args(arguments).env("CI", "1").stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn run(arguments: &[&str]) -> Output {
    milieu(arguments).output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Writes a small study into a folder.
pub fn write_study(folder: &Path) {
    for (path, text) in [
        ("study.toml", "title = \"Two workshops\"\n"),
        ("places.csv", "id,kind,name,opened,closed,lat,lon\nxinchejian,,Xinchejian,2010,,31.22,121.44\n"),
        ("notes/visit.md", "Met people at [[xinchejian]].\n"),
    ] {
        let at = folder.join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, text).unwrap();
    }
}

/// Path and bytes of every file below a folder, sorted.
pub fn tree(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = vec![];
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// An answer over HTTP.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// Asks the server at a port of this machine for exactly this target.
pub fn get(port: u16, target: &str) -> Answer {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut bytes = vec![];
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = text(&bytes[..end]);
    Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body: bytes[end + 4..].to_vec() }
}

/// The target that asks for a file of a site.
pub fn target(path: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    format!("/{}", path.bytes().map(escape).collect::<String>())
}

/// A running `milieu serve`, ended when dropped.
pub struct Server {
    pub child: Child,
    pub port: u16,
    /// What it printed: the line with its address.
    pub line: String,
}

impl Server {
    /// Starts it in a folder and waits until it has printed its address.
    pub fn start(here: &Path, arguments: &[&str]) -> Self {
        let mut command = milieu(&["serve"]);
        command.args(arguments).current_dir(here).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        let Some(port) = port else {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("no address in {line:?}; {said}");
        };
        Self { child, port, line }
    }

    /// The body of a file that must be there.
    pub fn file(&self, path: &str) -> String {
        let answer = get(self.port, &target(path));
        assert_eq!(answer.status, 200, "{path}: {}", answer.head);
        text(&answer.body)
    }

    /// Opens the event stream and reads its first event.
    pub fn events(&self) -> Events {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).unwrap();
        let mut events = Events(BufReader::new(stream));
        assert_eq!(events.next().as_deref(), Some("hello"));
        events
    }

    pub fn stderr(&mut self) -> ChildStderr {
        self.child.stderr.take().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An open event stream.
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// The name of the next event; none when the stream has ended.
    pub fn next(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.0.read_line(&mut line).unwrap() > 0 {
            if let Some(name) = line.trim_end().strip_prefix("event: ") {
                return Some(name.to_owned());
            }
            line.clear();
        }
        None
    }
}

/// A study in a temporary folder of its own.
pub fn study() -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let study = fs::canonicalize(temp.path()).unwrap().join("study");
    write_study(&study);
    (temp, study)
}
