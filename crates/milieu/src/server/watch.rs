//! Watches a folder and says when something in it has changed.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, SystemTime};

use milieu_study::World as _;
use notify_debouncer_full::notify::{self, Config, ErrorKind, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer_opt};

use crate::disk::Folder;

/// An editor saves in several steps; within this time they count as one change.
const SETTLE: Duration = Duration::from_millis(100);
/// How often the folder is looked through where the system does not tell of changes.
const POLL: Duration = Duration::from_secs(1);

/// A watched folder.
pub struct Watch {
    root: PathBuf,
    means: Means,
}

/// How changes become known.
enum Means {
    /// The operating system tells.
    System { watcher: Debouncer<RecommendedWatcher, RecommendedCache>, changes: Receiver<()> },
    /// The folder is looked through every second, and was last seen like this. (Not notify's own
    /// poller: it tells times apart by whole seconds and does not see a second change within one.)
    Polling { seen: Glance },
}

/// Files with the time of their last change and their length.
type Glance = Vec<(String, Option<(SystemTime, u64)>)>;

impl Watch {
    /// Watches a folder with all its folders; by polling if that is wanted or if the system has no
    /// watches left to give (Linux limits them per user).
    ///
    /// # Errors
    /// If the folder cannot be watched.
    pub fn new(root: &Path, polling: bool) -> notify::Result<Self> {
        if !polling {
            match Self::by_system(root) {
                Err(error) if is_limit(&error) => {}
                result => return result,
            }
        }
        Ok(Self { root: root.to_owned(), means: Means::Polling { seen: glance(root) } })
    }

    fn by_system(root: &Path) -> notify::Result<Self> {
        let (sender, changes) = mpsc::channel();
        let inside = root.to_owned();
        let tell = move |found: DebounceEventResult| {
            // An error may stand for lost events, so it counts as a change.
            if found.map_or(true, |events| events.iter().any(|event| is_change(&inside, event))) {
                let _ = sender.send(());
            }
        };
        // A linked folder is no part of a study, and may lead anywhere.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = new_debouncer_opt(SETTLE, None, tell, RecommendedCache::new(), config)?;
        watcher.watch(root, RecursiveMode::Recursive)?;
        Ok(Self { root: root.to_owned(), means: Means::System { watcher, changes } })
    }

    /// Whether the folder is looked through instead of the system telling of changes.
    pub fn is_polling(&self) -> bool {
        matches!(self.means, Means::Polling { .. })
    }

    /// Calls for every change since the watch began, for as long as the process lives. Changes
    /// during a call lead to one more call.
    pub fn follow(mut self, mut on_change: impl FnMut()) {
        loop {
            match &mut self.means {
                Means::System { watcher, changes } => {
                    if changes.recv().is_err() {
                        return;
                    }
                    // The folder may have been moved away and replaced, and the system would go on
                    // watching the old one. Before the call: what changes in between is seen by it.
                    let _ = watcher.unwatch(&self.root);
                    while watcher.watch(&self.root, RecursiveMode::Recursive).is_err() {
                        thread::sleep(POLL);
                    }
                    while changes.try_recv().is_ok() {}
                }
                Means::Polling { seen } => loop {
                    thread::sleep(POLL);
                    let now = glance(&self.root);
                    if now != *seen {
                        *seen = now;
                        break;
                    }
                },
            }
            on_change();
        }
    }
}

/// What lies in the folder now; nothing if it is not there.
fn glance(root: &Path) -> Glance {
    let paths = Folder::open(root).map(|folder| folder.files()).unwrap_or_default();
    let about = |path: &String| {
        let about = fs::metadata(root.join(path)).ok()?;
        Some((about.modified().ok()?, about.len()))
    };
    paths.into_iter().map(|path| (about(&path), path)).map(|(about, path)| (path, about)).collect()
}

/// Whether the system refuses because its limit of watches, watchers or open files is reached.
fn is_limit(error: &notify::Error) -> bool {
    // ENFILE, EMFILE and ENOSPC of Linux.
    matches!(&error.kind, ErrorKind::MaxFilesWatch)
        || matches!(&error.kind, ErrorKind::Io(io) if matches!(io.raw_os_error(), Some(23 | 24 | 28)))
}

/// Whether a study may read differently after this event. Reading is no change, and the compiler
/// itself reads; hidden files are no part of a study.
fn is_change(root: &Path, event: &DebouncedEvent) -> bool {
    let is_hidden = |path: &PathBuf| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        inside.components().any(|c| matches!(c, Component::Normal(n) if n.as_encoded_bytes().starts_with(b".")))
    };
    let is_read = matches!(event.kind, EventKind::Access(_));
    event.need_rescan() || (!is_read && !event.paths.iter().all(is_hidden))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::RecvTimeoutError;
    use std::time::Instant;

    use super::*;

    const SOON: Duration = Duration::from_secs(20);

    /// A watched folder with one file, and its changes.
    fn watched(polling: bool) -> (tempfile::TempDir, PathBuf, Receiver<Instant>) {
        let temp = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(temp.path()).unwrap().join("study");
        fs::create_dir(&root).unwrap();
        fs::write(root.join("places.csv"), "id\n").unwrap();
        let watch = Watch::new(&root, polling).unwrap();
        assert_eq!(watch.is_polling(), polling);
        let (sender, changes) = mpsc::channel();
        let tell = move || {
            let _ = sender.send(Instant::now());
        };
        thread::spawn(move || watch.follow(tell));
        (temp, root, changes)
    }

    #[test]
    fn a_written_a_new_and_a_removed_file_are_changes() {
        for polling in [false, true] {
            let (_temp, root, changes) = watched(polling);
            fs::write(root.join("places.csv"), "id\nxinchejian\n").unwrap();
            changes.recv_timeout(SOON).unwrap();
            fs::create_dir(root.join("notes")).unwrap();
            fs::write(root.join("notes/a.md"), "a").unwrap();
            changes.recv_timeout(SOON).unwrap();
            // A folder and its file may be told of one after the other.
            thread::sleep(POLL * 2);
            while changes.try_recv().is_ok() {}
            fs::write(root.join("notes/a.md"), "b").unwrap();
            changes.recv_timeout(SOON).unwrap();
            fs::remove_file(root.join("places.csv")).unwrap();
            changes.recv_timeout(SOON).unwrap();
        }
    }

    #[test]
    fn reading_and_hidden_files_are_no_changes() {
        let (_temp, root, changes) = watched(false);
        fs::read(root.join("places.csv")).unwrap();
        fs::write(root.join(".places.csv.swp"), "x").unwrap();
        fs::create_dir(root.join(".git")).unwrap();
        fs::write(root.join(".git/index"), "x").unwrap();
        assert_eq!(changes.recv_timeout(SETTLE * 10), Err(RecvTimeoutError::Timeout));
    }

    #[test]
    fn a_folder_put_in_the_place_of_the_old_one_is_watched() {
        let (temp, root, changes) = watched(false);
        let next = temp.path().join("next");
        fs::create_dir(&next).unwrap();
        fs::write(next.join("places.csv"), "id\nb\n").unwrap();
        fs::rename(&root, temp.path().join("former")).unwrap();
        thread::sleep(SETTLE * 4);
        fs::rename(&next, &root).unwrap();
        changes.recv_timeout(SOON).unwrap();
        thread::sleep(POLL);
        while changes.try_recv().is_ok() {}
        fs::write(root.join("places.csv"), "id\nc\n").unwrap();
        changes.recv_timeout(SOON).unwrap();
    }

    #[test]
    fn only_limits_lead_to_polling() {
        let of = |code| notify::Error::io(std::io::Error::from_raw_os_error(code));
        assert!(is_limit(&notify::Error::new(ErrorKind::MaxFilesWatch)));
        assert!(is_limit(&of(28)) && is_limit(&of(24)) && is_limit(&of(23)));
        assert!(!is_limit(&of(13)) && !is_limit(&notify::Error::path_not_found()));
    }
}
