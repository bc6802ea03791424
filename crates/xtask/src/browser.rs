//! A real browser for the tests: an installed one, else Debian's package, else an npm package that ships one.

use std::path::{Path, PathBuf};

use crate::command::{command, output_of, run};
use crate::repository;

/// Names under which Chrome and Chromium are on the PATH.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where installers put them when they do not add them to the PATH.
const USUAL_PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files\\Chromium\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/// The npm package that carries the browser itself, compressed; it downloads nothing when installed.
const PACKAGE: &str = "@sparticuz/chromium@153.0.0";

const MEND: &str = "install Chrome or Chromium, or name one in MILIEU_CHROME";

/// `cargo xtask browser`: prints the path of a browser, after installing one if there is none.
///
/// # Errors
/// When none can be had.
pub fn print() -> Result<(), String> {
    println!("{}", find_or_install()?.display());
    Ok(())
}

/// The path of a browser that starts, after installing one if there is none.
///
/// # Errors
/// When none can be had, with each way that was tried and the mend.
pub fn find_or_install() -> Result<PathBuf, String> {
    if let Some(named) = std::env::var_os("MILIEU_CHROME").filter(|v| !v.is_empty()).map(PathBuf::from) {
        let why = format!("MILIEU_CHROME names {}, which does not start", named.display());
        return if starts(&named) { Ok(named) } else { Err(why) };
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    let mut tried = vec!["no Chrome or Chromium is installed".to_owned()];
    for way in [from_debian, from_npm] {
        match way() {
            Ok(path) => return Ok(path),
            Err(why) => tried.push(why),
        }
    }
    Err(format!("{}\nmend: {MEND}", tried.join("\n")))
}

fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).flat_map(|folder| {
        let suffix = std::env::consts::EXE_SUFFIX;
        NAMES.iter().map(move |name| folder.join(format!("{name}{suffix}")))
    });
    on_path.chain(USUAL_PLACES.iter().map(PathBuf::from)).find(|candidate| candidate.is_file() && starts(candidate))
}

/// Whether the browser tells its version: on some systems `chromium-browser` is a note that says
/// where to get one. On Windows asking opens a window, so there the file is believed.
fn starts(browser: &Path) -> bool {
    if cfg!(windows) {
        return browser.is_file();
    }
    let Some(program) = browser.to_str() else { return false };
    let version = run(command(program, &["--version"], &repository::root()), false);
    version.success && version.output.chars().any(|c| c.is_ascii_digit())
}

/// Debian's package, as root.
fn from_debian() -> Result<PathBuf, String> {
    let apt = |arguments: &[&str]| {
        let mut apt_get = command("apt-get", arguments, &repository::root());
        apt_get.env("DEBIAN_FRONTEND", "noninteractive");
        run(apt_get, false)
    };
    let is_root = output_of(command("id", &["-u"], &repository::root())).is_ok_and(|id| id.trim_ascii() == b"0");
    if !is_root {
        return Err("Debian's package needs root".to_owned());
    }
    // An outdated list is the usual reason for a package that is not found.
    apt(&["update"]);
    let install = apt(&["install", "--yes", "--no-install-recommends", "chromium"]);
    if !install.success {
        return Err(format!("apt-get install chromium failed: {}", last_lines(&install.output)));
    }
    installed().ok_or_else(|| "apt-get installed no chromium that starts".to_owned())
}

/// The npm package, unpacked under the target folder.
fn from_npm() -> Result<PathBuf, String> {
    let folder = repository::target().join("browser");
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let install = run(
        command(
            "npm",
            &["install", "--ignore-scripts", "--no-save", "--no-package-lock", "--prefix", ".", PACKAGE],
            &folder,
        ),
        false,
    );
    if !install.success {
        return Err(format!("npm install {PACKAGE} failed: {}", last_lines(&install.output)));
    }
    let unpack = "import('@sparticuz/chromium').then(async (c) => console.log(await c.default.executablePath()))";
    let mut node = command("node", &["--eval", unpack], &folder);
    // The package unpacks into the temporary folder; ours goes with the target folder.
    node.env("TMPDIR", &folder);
    let printed = output_of(node)?;
    let path = PathBuf::from(String::from_utf8_lossy(&printed).trim());
    if starts(&path) { Ok(path) } else { Err(format!("the browser of {PACKAGE} does not start here")) }
}

fn last_lines(output: &str) -> String {
    let lines: Vec<&str> = output.lines().collect();
    lines[lines.len().saturating_sub(3)..].join(" ")
}
