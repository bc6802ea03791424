//! `milieu serve`: shows a study in the browser and follows its changes.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use milieu_study::{Checked, Study};
use milieu_view::Site;
use tokio::runtime::Runtime;

use crate::disk::Folder;
use crate::failure::Failure;
use crate::locate;
use crate::server::watch::Watch;
use crate::server::{self, Pages, Publisher, browser};
use crate::terminal::{self, Colour};

/// Show a study in the browser; pages follow when a file changes
///
/// Outside any study, the bundled one is shown. Only this machine's own browsers are answered, and
/// the study is never written. A study with errors is shown too, with its errors.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The study's folder; without it, the one the current folder lies in, else the bundled study
    study: Option<PathBuf>,
    /// Port to listen on; if it is taken, the next free one
    #[arg(long, default_value_t = 4747)]
    port: u16,
    /// Open the browser; without it, opened if a terminal and a screen are there (never where CI is set)
    #[arg(long)]
    open: bool,
    /// Do not open the browser
    #[arg(long, conflicts_with = "open")]
    no_open: bool,
    /// Look through the folder every second, for disks that do not tell of changes (network, some containers)
    #[arg(long)]
    poll: bool,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let located = locate::study_or_bundled(args.study.as_deref())?;
    let listener = server::listen(args.port).map_err(|error| no_port(args.port, &error))?;
    // Before the first compilation, so that no change after it is missed.
    let watch = located.folder.as_deref().map(|root| watch(root, args.poll, colour)).transpose()?;
    let checked = milieu_study::compile(&*located.world);
    let digest = checked.value.digest();
    let publisher = Publisher::new(pages(checked));
    if let (Some(watch), Some(root)) = (watch, located.folder) {
        let publisher = publisher.clone();
        thread::spawn(move || follow(watch, &root, digest, &publisher, colour));
    }

    let port = listener.local_addr()?.port();
    if args.port != 0 && port != args.port {
        terminal::say("note", colour, &format!("port {} is taken; using {port}", args.port));
    }
    let address = format!("http://127.0.0.1:{port}/");
    let wants_browser = (args.open && !browser::is_unwatched()) || (!args.no_open && browser::is_expected());
    Runtime::new()?.block_on(async {
        // Before the address is told, so that whoever reads it can already end the server.
        let interrupted = interrupted()?;
        let mut out = terminal::stdout();
        writeln!(out, "serving {} at {address} (Ctrl-C ends)", located.name)?;
        out.flush()?;
        drop(out);
        if wants_browser && let Err(error) = browser::open(&address) {
            terminal::say("note", colour, &format!("no browser could be opened ({error}); open {address} in yours"));
        }
        server::run(listener, milieu_ui::file, &publisher, interrupted).await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// The pages of a study.
fn pages(checked: Checked<Study>) -> Pages {
    let site = Arc::new(Site::new(checked, env!("CARGO_PKG_VERSION"), true));
    let ground = Arc::clone(&site);
    Pages { file: Box::new(move |path| site.file(path)), ground: Box::new(move || Some(Arc::clone(ground.ground()))) }
}

fn watch(root: &Path, polling: bool, colour: Colour) -> Result<Watch, Failure> {
    let watch = Watch::new(root, polling)
        .map_err(|error| Failure::new(format!("{} cannot be watched: {error}; try --poll", root.display())))?;
    if watch.is_polling() && !polling {
        let why = "the system has no watches left to give (on Linux, fs.inotify.max_user_watches)";
        terminal::say("note", colour, &format!("{why}: looking through the folder every second instead"));
    }
    Ok(watch)
}

/// Publishes a new edition whenever the study's files differ from those last compiled.
fn follow(watch: Watch, root: &Path, mut digest: String, publisher: &Publisher, colour: Colour) {
    watch.follow(|| {
        // Gone for a moment, as when another version is checked out: the pages stay as they are.
        let Ok(folder) = Folder::open(root) else { return };
        let checked = milieu_study::compile(&folder);
        let now = checked.value.digest();
        if now == digest {
            return;
        }
        digest = now;
        let [errors, warnings, _] = checked.counts();
        publisher.publish(pages(checked));
        terminal::say("reloaded", colour, &format!("errors: {errors}, warnings: {warnings}"));
    });
}

fn no_port(port: u16, error: &io::Error) -> Failure {
    Failure::new(match error.kind() {
        io::ErrorKind::AddrInUse => format!("port {port} and the next ones are taken; choose another with --port"),
        io::ErrorKind::PermissionDenied => format!("port {port} needs more rights; choose one above 1023 with --port"),
        _ => format!("port {port}: {error}"),
    })
}

/// Ends when the person or the system asks the program to end.
#[cfg(unix)]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends when the person asks the program to end.
#[cfg(windows)]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
