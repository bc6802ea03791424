//! `milieu build`: the pages of a study as a folder that any file server can show.

mod fonts;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use milieu_view::Site;

use self::fonts::{Characters, Fonts};
use crate::failure::Failure;
use crate::locate;
use crate::publish::Place;
use crate::terminal::{self, Colour};

/// Work shorter than this shows no progress.
const LONG: Duration = Duration::from_secs(1);
/// Names under which things are found.
const SEARCH: &str = "data/search.json";
/// Tells GitHub Pages to serve the files as they are; its Jekyll would drop some.
const AS_THEY_ARE: &str = ".nojekyll";

/// Write a study's pages as a static site
///
/// The site works from any path of any file server. The folder is written beside its place and
/// put there whole; the study is never written. The same study gives the same bytes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The study's folder; without it, the one the current folder lies in, else the bundled study
    study: Option<PathBuf>,
    /// Folder to write; an earlier build in it is replaced
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Write even if the folder holds files that no build wrote; it is kept as FOLDER.before
    #[arg(long)]
    force: bool,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let located = locate::study_or_bundled(args.study.as_deref())?;
    let place = Place::at(&args.out)?;
    if let Some(study) = &located.folder {
        keep_apart(study, place.folder())?;
    }
    let checked = milieu_study::compile(&*located.world);
    let [errors, ..] = checked.counts();
    let site = Site::new(checked, env!("CARGO_PKG_VERSION"), false);

    let listed = site.paths();
    let mut progress = Progress::of(listed.len());
    let mut characters = Characters::of_bundle();
    let mut pages = BTreeMap::new();
    for path in listed {
        progress.step();
        let page =
            site.file(&path).ok_or_else(|| Failure::new(format!("the site lists `{path}` but does not have it")))?;
        // The index of the search holds other ways to write what other pages show; what is no text shows none.
        if path != SEARCH {
            characters.add(str::from_utf8(&page).unwrap_or_default());
        }
        pages.insert(path, page);
    }
    let fonts = Fonts::of_bundle(&characters);
    let bundled = milieu_ui::files().map(Cow::into_owned).filter(|path| !fonts.left_out.contains(path));
    let paths: BTreeSet<String> = bundled.chain(pages.keys().cloned()).chain([AS_THEY_ARE.to_owned()]).collect();
    let read = |path: &str| {
        if path == AS_THEY_ARE {
            return Some(vec![]);
        }
        let sheet = fonts.sheets.get(path).map(|sheet| sheet.clone().into_bytes());
        sheet.or_else(|| milieu_ui::file(path).map(Cow::into_owned)).or_else(|| pages.get(path).cloned())
    };
    let put = place.put(&paths, read, args.force);
    progress.clear();
    let put = put?;

    if errors > 0 {
        let message = format!("the study has errors ({errors}), which the site shows; `milieu check` explains them");
        terminal::say("warning", colour, &message);
    }
    if let Some(kept) = &put.kept {
        terminal::say("note", colour, &format!("what lay there before is kept in {}", kept.display()));
    }
    let mut out = terminal::stdout();
    writeln!(out, "built {}: {} files, {}", args.out.display(), put.files, size(put.bytes))?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses a site inside its study, and a study inside its site.
fn keep_apart(study: &Path, out: &Path) -> Result<(), Failure> {
    let refuse = |what: &str| Err(Failure::new(format!("{what}; name a folder beside {}", study.display())));
    if out.starts_with(study) {
        return refuse("the site would lie inside the study and be compiled as part of it");
    }
    if study.starts_with(out) {
        return refuse("the study lies in the folder the site would replace");
    }
    Ok(())
}

/// A size as a person reads it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..999_500 => format!("{:.0} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A line that counts files, where a person waits for them.
struct Progress {
    total: usize,
    done: usize,
    since: Instant,
    drawn: Option<Instant>,
    is_watched: bool,
}

impl Progress {
    fn of(total: usize) -> Self {
        Self { total, done: 0, since: Instant::now(), drawn: None, is_watched: io::stderr().is_terminal() }
    }

    fn step(&mut self) {
        self.done += 1;
        let is_due = self.drawn.map_or(self.since.elapsed() > LONG, |at| at.elapsed() > LONG / 10);
        if self.is_watched && is_due {
            self.drawn = Some(Instant::now());
            let filled = self.done * 30 / self.total.max(1);
            let bar = format!("{}{}", "=".repeat(filled), " ".repeat(30_usize.saturating_sub(filled)));
            let _ = write!(io::stderr(), "\r[{bar}] {}/{} files", self.done, self.total);
        }
    }

    fn clear(&self) {
        if self.drawn.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_and_its_study_lie_apart() {
        let study = Path::new("/a/study");
        for inside in ["/a/study", "/a/study/site", "/a/study/geo/site", "/a", "/"] {
            assert!(keep_apart(study, Path::new(inside)).is_err(), "{inside}");
        }
        for beside in ["/a/site", "/a/study-site", "/b/study"] {
            assert!(keep_apart(study, Path::new(beside)).is_ok(), "{beside}");
        }
    }

    #[test]
    fn sizes_are_rounded() {
        let cases = [(999, "999 bytes"), (1_499, "1 kB"), (999_400, "999 kB"), (5_340_000, "5.3 MB")];
        for (bytes, text) in cases {
            assert_eq!(size(bytes), text);
        }
    }
}
