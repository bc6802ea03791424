//! Finds or builds the web bundle and tells `src/lib.rs` where it lies.
//!
//! In this order: the folder `MILIEU_UI_DIST`; `dist/` beside this file (a packaged release); an
//! empty page on docs.rs, which has no network; else `web/` of the source tree, copied to and built
//! in Cargo's own folder, so that the source tree stays as it is.

use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::{env, fs, io};

/// What of `web/` the bundle is made from.
const INPUTS: &[&str] =
    &["index.html", "package.json", "package-lock.json", ".npmrc", "vite.config.ts", "vite.land.ts", "tsconfig.json"];
/// Folders of `web/` the bundle is made from.
const INPUT_FOLDERS: &[&str] = &["src", "public"];
/// Node 20 from 20.19, or 22.12 and later: what Vite needs.
const NODE: &str = "Node.js 20.19 or later (not 21, not 22 before 22.12) with npm";

fn main() {
    println!("cargo:rerun-if-env-changed=MILIEU_UI_DIST");
    println!("cargo:rerun-if-env-changed=DOCS_RS");
    match bundle() {
        Ok(folder) => println!("cargo:rustc-env=MILIEU_UI_EMBED={}", folder.display()),
        Err(message) => {
            eprintln!("error: the web pages could not be built\n\n{message}");
            exit(1);
        }
    }
}

fn bundle() -> Result<PathBuf, String> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("run by Cargo only")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("run by Cargo only")?);
    if let Some(given) = env::var_os("MILIEU_UI_DIST") {
        let given = PathBuf::from(given);
        println!("cargo:rerun-if-changed={}", given.display());
        if given.join("index.html").is_file() {
            return fs::canonicalize(&given).map_err(|error| format!("{}: {error}", given.display()));
        }
        return Err(format!("MILIEU_UI_DIST is {}, which holds no index.html", given.display()));
    }
    let packaged = here.join("dist");
    if packaged.join("index.html").is_file() {
        println!("cargo:rerun-if-changed={}", packaged.display());
        return Ok(packaged);
    }
    if env::var_os("DOCS_RS").is_some() {
        let stub = out.join("stub");
        fs::create_dir_all(&stub)
            .and_then(|()| fs::write(stub.join("index.html"), "<!doctype html><title>milieu</title>"))
            .map_err(|error| error.to_string())?;
        return Ok(stub);
    }
    build(&here.join("../../web"), &out.join("web"))
}

/// Copies `web` to `work` and builds it there.
fn build(web: &Path, work: &Path) -> Result<PathBuf, String> {
    for input in INPUTS.iter().chain(INPUT_FOLDERS) {
        println!("cargo:rerun-if-changed={}", web.join(input).display());
    }
    check_node()?;
    copy_inputs(web, work).map_err(|error| format!("copying {} to {}: {error}", web.display(), work.display()))?;
    install(work)?;
    npm(work, &["run", "build"])?;
    let dist = work.join("dist");
    if dist.join("index.html").is_file() { Ok(dist) } else { Err("`npm run build` left no dist/index.html".into()) }
}

fn copy_inputs(web: &Path, work: &Path) -> io::Result<()> {
    fs::create_dir_all(work)?;
    for file in INPUTS {
        fs::copy(web.join(file), work.join(file))?;
    }
    for folder in INPUT_FOLDERS {
        // A file that was removed from the source must not live on in the copy.
        if work.join(folder).exists() {
            fs::remove_dir_all(work.join(folder))?;
        }
        copy_folder(&web.join(folder), &work.join(folder))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Installs the packages of the lock file, unless exactly these are installed already.
fn install(work: &Path) -> Result<(), String> {
    let stamp = work.join("node_modules/.installed-lock.json");
    let lock = fs::read(work.join("package-lock.json")).map_err(|error| error.to_string())?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    npm(work, &["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"])?;
    fs::write(&stamp, lock).map_err(|error| error.to_string())
}

fn npm(work: &Path, arguments: &[&str]) -> Result<(), String> {
    let said = format!("npm {}", arguments.join(" "));
    let output = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .args(arguments)
        .current_dir(work)
        .output()
        .map_err(|error| format!("`{said}` did not start: {error}\nInstall {NODE}."))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "`{said}` failed in {}:\n{}\n{}\nnpm reaches its registry over the network; behind a proxy or mirror set `npm config`. \
         With a bundle built elsewhere, set MILIEU_UI_DIST to its folder.",
        work.display(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    ))
}

fn check_node() -> Result<(), String> {
    let output = Command::new("node")
        .arg("--version")
        .output()
        .map_err(|error| format!("`node` did not start: {error}\nInstall {NODE}."))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut parts = text.trim().trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let version = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    let enough = matches!(version, (20, 19..)) || version >= (22, 12);
    if enough { Ok(()) } else { Err(format!("found Node.js {}; install {NODE}.", text.trim())) }
}
