//! The programs compared: our bench, and Python and R with the packages a peer needs, installed if need be.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::command::{self, command, output_of};
use crate::repository;

/// Our scripts for the peers.
pub fn scripts() -> PathBuf {
    repository::root().join("crates/xtask/src/peers/scripts")
}

/// Our side of the methods, built first.
///
/// # Errors
/// When it cannot be built; what the compiler said.
pub fn bench() -> Result<String, String> {
    #[derive(Deserialize)]
    struct Message {
        executable: Option<String>,
    }
    // With the whole workspace's features, as the tests are, so that dependencies build once.
    let arguments =
        ["build", "--release", "--workspace", "--bench", "peers", "--message-format=json-render-diagnostics"];
    let printed = output_of(command("cargo", &arguments, &repository::root()))?;
    let text = String::from_utf8_lossy(&printed);
    let built = text.lines().filter_map(|l| serde_json::from_str::<Message>(l).ok()?.executable).next_back();
    built.ok_or_else(|| "cargo built no bench `peers`".to_owned())
}

/// The Python of a virtual environment under the target folder that has these packages, installed if need be.
///
/// # Errors
/// When there is no Python 3 with venv, or a package cannot be installed.
pub fn python_with(packages: &[&str]) -> Result<String, String> {
    let venv = repository::target().join("bench-peers/venv");
    let python = venv.join("bin/python");
    let shown = python.to_str().ok_or("the target folder's path is not UTF-8")?.to_owned();
    let root = repository::root();
    if !python.is_file() {
        output_of(command("python3", &["-m", "venv", &venv.to_string_lossy()], &root))?;
    }
    let arguments = [&["-m", "pip", "install", "--quiet"], packages].concat();
    output_of(command(&shown, &arguments, &root))?;
    Ok(shown)
}

/// R with these packages: as they are on this machine, else from Debian where this may install, else from R's own
/// mirror into a folder under the target folder.
///
/// # Errors
/// Says in words which package cannot be had.
pub fn r_with(packages: &[&str]) -> Result<String, String> {
    let has_r = || command("Rscript", &["--version"], Path::new(".")).output().is_ok_and(|o| o.status.success());
    if !has_r() {
        apt_install("r-base-core");
    }
    if !has_r() {
        return Err("R is not installed here".to_owned());
    }
    let library = r_library();
    std::fs::create_dir_all(&library).map_err(|e| format!("{}: {e}", library.display()))?;
    for package in packages {
        let has = |install: &str| command::run(r_script(&[package, install]), false).success;
        if has("") || (apt_install(&format!("r-cran-{}", package.to_lowercase())) && has("")) || has("install") {
            continue;
        }
        return Err(format!("R's package {package} cannot be had here: neither Debian nor R's mirror gives it"));
    }
    Ok("Rscript".to_owned())
}

/// Packages of R that are installed for the comparisons only.
pub fn r_library() -> PathBuf {
    repository::target().join("bench-peers/r")
}

fn r_script(arguments: &[&str]) -> std::process::Command {
    let mut r = command("Rscript", &[&["package.R"], arguments].concat(), &scripts());
    r.env("R_LIBS", r_library());
    r
}

/// Whether Debian's package could be installed; only where one may, as in a container.
fn apt_install(package: &str) -> bool {
    let here = Path::new(".");
    let is_root = command("id", &["-u"], here).output().is_ok_and(|o| o.stdout.trim_ascii() == b"0");
    let apt = |arguments: &[&str]| {
        let mut apt = command("apt-get", arguments, here);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        is_root && command::run(apt, false).success
    };
    let install = ["install", "--yes", "--no-install-recommends", package];
    // The lists of a fresh container are empty.
    apt(&install) || (apt(&["update", "-qq"]) && apt(&install))
}
