//! A folder of files that is written beside its place and put there whole, in the place of an
//! earlier one.
//!
//! Whoever reads the folder meanwhile sees the old files or the new ones, never a mixture; a run
//! that is cut off leaves the old ones. A [`MARKER`] lists what was written, so that nothing a
//! person put there is ever replaced unasked.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;

/// Lists the files of a written folder, so that the next run knows it may replace it.
pub const MARKER: &str = ".milieu-build";
/// First line of the marker.
const MARKED: &str = "Written by `milieu build`, which replaces this folder as a whole. Its files:";
/// How many of the files in the way are named.
const NAMED: usize = 3;

/// Where a folder is to be put.
#[derive(Debug)]
pub struct Place {
    folder: PathBuf,
    parent: PathBuf,
    name: String,
}

/// What was put there.
#[derive(Debug, PartialEq, Eq)]
pub struct Put {
    /// Files, the marker not counted.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Where files that were in the way are now.
    pub kept: Option<PathBuf>,
}

impl Place {
    /// The place a path means, links followed; the folder need not exist yet.
    ///
    /// # Errors
    /// If the path has no name of its own (the root, `a/..` without `a`) or cannot be looked at.
    pub fn at(path: &Path) -> Result<Self, Failure> {
        let folder = real(path)?;
        let nameless =
            || Failure::new(format!("`{}` cannot be replaced as a whole; name a folder in it", path.display()));
        let name = folder.file_name().ok_or_else(nameless)?.to_string_lossy().into_owned();
        let parent = folder.parent().ok_or_else(nameless)?.to_owned();
        Ok(Self { folder, parent, name })
    }

    /// Its absolute path without links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn beside(&self, what: &str) -> PathBuf {
        self.parent.join(format!(".{}.milieu-{what}", self.name))
    }

    /// Puts these files there, read one by one. Files that no earlier run wrote are in the way,
    /// unless `force` is given: then the folder they lie in is kept under another name.
    ///
    /// # Errors
    /// If files are in the way, another run is putting files there, or the disk refuses.
    pub fn put(
        &self,
        paths: &BTreeSet<String>,
        mut read: impl FnMut(&str) -> Option<Vec<u8>>,
        force: bool,
    ) -> Result<Put, Failure> {
        let (new, old) = (self.beside("new"), self.beside("old"));
        fs::create_dir_all(&self.parent).map_err(|error| Failure::at(&self.parent, &error))?;
        let mut lock = Some(begin(&new)?);
        // From here on no other run is at work; a run that was cut off may have left its traces.
        let result = (|| {
            recover(&self.folder, &old)?;
            let in_the_way = self.in_the_way()?;
            if !in_the_way.is_empty() && !force {
                return Err(self.refusal(&in_the_way));
            }
            let bytes = write_all(&new, paths, &mut read)?;
            if cfg!(windows) {
                // There, a folder with an open file cannot be moved.
                lock = None;
            }
            let kept = if in_the_way.is_empty() { None } else { Some(self.spare()) };
            self.swap(&new, kept.as_deref().unwrap_or(&old))?;
            if kept.is_none() {
                // The site is in place; what is left of the old one goes with the next run.
                let _ = remove(&old);
            }
            Ok(Put { files: paths.len(), bytes, kept })
        })();
        if result.is_err() {
            let _ = remove(&new);
        }
        drop(lock);
        result
    }

    /// What lies in the folder and was not written by an earlier run, sorted.
    fn in_the_way(&self) -> Result<Vec<String>, Failure> {
        let fail = |error: io::Error| Failure::at(&self.folder, &error);
        if !self.folder.try_exists().map_err(fail)? {
            return Ok(vec![]);
        }
        let marker = fs::read_to_string(self.folder.join(MARKER)).unwrap_or_default();
        let mut lines = marker.lines();
        let written: BTreeSet<&str> = if lines.next() == Some(MARKED) { lines.collect() } else { BTreeSet::new() };
        let mut found = vec![];
        let mut folders = vec![(self.folder.clone(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            for entry in fs::read_dir(&folder).map_err(fail)? {
                let entry = entry.map_err(fail)?;
                let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if entry.file_type().map_err(fail)?.is_dir() {
                    folders.push((entry.path(), format!("{path}/")));
                } else if !(written.contains(path.as_str()) || path == MARKER && !written.is_empty()) {
                    found.push(path);
                }
            }
        }
        found.sort();
        Ok(found)
    }

    fn refusal(&self, in_the_way: &[String]) -> Failure {
        let named = in_the_way.iter().take(NAMED).map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
        let more = match in_the_way.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Failure::new(format!(
            "`{}` holds files that no build wrote: {named}{more}; name another folder, or give --force to move them aside",
            self.folder.display()
        ))
    }

    /// A free name beside the folder, for what was in the way.
    fn spare(&self) -> PathBuf {
        let names = std::iter::once(String::new()).chain((2..).map(|n: u32| format!("-{n}")));
        let mut paths = names.map(|n| self.parent.join(format!("{}.before{n}", self.name)));
        paths.find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| self.beside("before"))
    }

    /// Moves the folder away and the new one to its place; if that fails, moves it back.
    fn swap(&self, new: &Path, away: &Path) -> Result<(), Failure> {
        let fail = |error: io::Error| {
            let said = Failure::at(&self.folder, &error);
            Failure::new(format!("{said}; a folder that is mounted cannot be replaced, name a folder in it"))
        };
        let was_there = match fs::rename(&self.folder, away) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(fail(error)),
        };
        fs::rename(new, &self.folder).map_err(|error| {
            if was_there {
                let _ = fs::rename(away, &self.folder);
            }
            fail(error)
        })
    }
}

/// The absolute path without links, of something that may not exist yet.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    match fs::canonicalize(path) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let (Some(name), Some(parent)) = (path.file_name(), path.parent()) else {
                return Err(Failure::at(path, &error));
            };
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            Ok(real(parent)?.join(name))
        }
        Err(error) => Err(Failure::at(path, &error)),
    }
}

/// Makes the folder to write into and locks its marker, for this run alone. What a run that was
/// cut off left in it is removed.
fn begin(new: &Path) -> Result<File, Failure> {
    let fail = |error: io::Error| Failure::at(new, &error);
    let marker = new.join(MARKER);
    fs::create_dir_all(new).map_err(fail)?;
    // Not emptied: it may be another run's.
    let lock = File::options().write(true).create(true).truncate(false).open(&marker).map_err(fail)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(Failure::new(format!("another build is writing to `{}`; wait for it", new.display())));
        }
        // A file system without locks: whoever builds there sees to it that one build runs at a time.
        Err(TryLockError::Error(_)) => {}
    }
    for entry in fs::read_dir(new).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path != marker {
            remove(&path).map_err(fail)?;
        }
    }
    Ok(lock)
}

/// Puts back a folder that a run moved away just before it was cut off.
fn recover(folder: &Path, old: &Path) -> Result<(), Failure> {
    let fail = |error: io::Error| Failure::at(folder, &error);
    if !old.try_exists().map_err(fail)? {
        return Ok(());
    }
    if folder.try_exists().map_err(fail)? { remove(old).map_err(fail) } else { fs::rename(old, folder).map_err(fail) }
}

/// Writes all files and then the marker; their bytes.
fn write_all(
    new: &Path,
    paths: &BTreeSet<String>,
    read: &mut dyn FnMut(&str) -> Option<Vec<u8>>,
) -> Result<u64, Failure> {
    let mut total = 0;
    let mut made = BTreeSet::new();
    for path in paths {
        let at = new.join(path);
        if !is_inside(path) || path == MARKER {
            return Err(Failure::new(format!("`{path}` is no name for a file of a site")));
        }
        let bytes = read(path).ok_or_else(|| Failure::new(format!("the site lists `{path}` but does not have it")))?;
        let folder = at.parent().unwrap_or(new);
        if !made.contains(folder) {
            fs::create_dir_all(folder).map_err(|error| Failure::at(folder, &error))?;
            made.insert(folder.to_owned());
        }
        // Never over another: some disks hold `A.json` and `a.json` for the same file.
        let mut file = File::create_new(&at).map_err(|error| Failure::at(&at, &error))?;
        file.write_all(&bytes).map_err(|error| Failure::at(&at, &error))?;
        total += bytes.len() as u64;
    }
    let list: String = paths.iter().flat_map(|path| ["\n", path]).collect();
    let marker = new.join(MARKER);
    fs::write(&marker, format!("{MARKED}{list}\n")).map_err(|error| Failure::at(&marker, &error))?;
    Ok(total)
}

fn is_inside(path: &str) -> bool {
    let strange = |c: char| c.is_control() || c == '\\';
    !path.is_empty()
        && !path.contains(strange)
        && Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
}

/// Removes a file, a link or a folder with all in it.
fn remove(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(|p| (*p).to_owned()).collect()
    }

    /// Puts files whose text is `text`, without force.
    fn put(place: &Path, names: &[&str], text: &str) -> Result<Put, Failure> {
        Place::at(place)?.put(&paths(names), |_| Some(text.as_bytes().to_vec()), false)
    }

    /// Path and text of every file below a folder, hidden ones included, sorted.
    fn tree(root: &Path) -> Vec<(String, String)> {
        let mut found = vec![];
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                    found.push((name, fs::read_to_string(&path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }

    fn names(root: &Path) -> Vec<String> {
        tree(root).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn files_are_put_and_replaced_as_a_whole() {
        let temp = tempfile::tempdir().unwrap();
        let site = temp.path().join("deep/site");
        let done = put(&site, &["index.html", "data/entity/a.json"], "one").unwrap();
        assert_eq!(done, Put { files: 2, bytes: 6, kept: None });
        assert_eq!(names(&site), [MARKER, "data/entity/a.json", "index.html"]);
        put(&site, &["index.html", "data/entity/b.json"], "two").unwrap();
        assert_eq!(names(&site), [MARKER, "data/entity/b.json", "index.html"]);
        assert!(tree(&site)[1..].iter().all(|(_, text)| text == "two"));
        assert_eq!(names(temp.path()).len(), 3, "nothing is left beside the site");
    }

    #[test]
    fn an_empty_folder_is_taken() {
        let temp = tempfile::tempdir().unwrap();
        let site = temp.path().join("site");
        fs::create_dir_all(site.join("empty")).unwrap();
        put(&site, &["index.html"], "one").unwrap();
        assert_eq!(names(&site), [MARKER, "index.html"]);
    }

    #[test]
    fn what_a_person_put_there_is_in_the_way_and_force_keeps_it() {
        let temp = tempfile::tempdir().unwrap();
        let site = temp.path().join("site");
        put(&site, &["index.html"], "one").unwrap();
        fs::create_dir(site.join(".git")).unwrap();
        fs::write(site.join(".git/HEAD"), "mine").unwrap();
        let refused = put(&site, &["index.html"], "two").unwrap_err().to_string();
        assert!(refused.contains("`.git/HEAD`") && refused.contains("--force"), "{refused}");
        assert_eq!(tree(&site)[2], ("index.html".to_owned(), "one".to_owned()));

        let force = || Place::at(&site).unwrap().put(&paths(&["a"]), |_| Some(b"two".to_vec()), true).unwrap();
        let kept = force().kept.unwrap();
        assert_eq!(names(&site), [MARKER, "a"]);
        assert_eq!(names(&kept), [".git/HEAD", MARKER, "index.html"]);
        assert_eq!(force().kept, None, "the folder is an earlier build now");
        fs::write(site.join("mine"), "").unwrap();
        assert_ne!(force().kept.unwrap(), kept, "what was kept before stays");
        assert_eq!(names(&kept).len(), 3);
    }

    #[test]
    fn a_marker_that_is_not_ours_marks_nothing() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join(MARKER), "index.html\n").unwrap();
        assert!(put(temp.path(), &["index.html"], "one").is_err());
    }

    #[test]
    fn a_run_that_fails_leaves_the_old_files() {
        let temp = tempfile::tempdir().unwrap();
        let site = temp.path().join("site");
        put(&site, &["a", "b"], "one").unwrap();
        let place = Place::at(&site).unwrap();
        let half = place.put(&paths(&["a", "b"]), |path| (path == "a").then(|| b"two".to_vec()), false);
        assert!(half.unwrap_err().to_string().contains("`b`"));
        assert!(tree(&site)[1..].iter().all(|(_, text)| text == "one"));
        assert_eq!(names(temp.path()).len(), 3, "nothing is left beside the site");
    }

    #[test]
    fn the_traces_of_a_run_that_was_cut_off_are_cleared() {
        let temp = tempfile::tempdir().unwrap();
        let site = temp.path().join("site");
        put(&site, &["a"], "one").unwrap();
        // Cut off while writing.
        fs::create_dir_all(temp.path().join(".site.milieu-new/data")).unwrap();
        fs::write(temp.path().join(".site.milieu-new/data/half"), "ha").unwrap();
        put(&site, &["a"], "two").unwrap();
        assert_eq!(names(temp.path()), ["site/.milieu-build", "site/a"]);
        // Cut off between the two moves: the old files are put back even if this run fails too.
        fs::rename(&site, temp.path().join(".site.milieu-old")).unwrap();
        assert!(Place::at(&site).unwrap().put(&paths(&["a"]), |_| None, false).is_err());
        assert_eq!(tree(&site)[1], ("a".to_owned(), "two".to_owned()));
        // Cut off before the old files were removed.
        fs::create_dir(temp.path().join(".site.milieu-old")).unwrap();
        fs::write(temp.path().join(".site.milieu-old/a"), "one").unwrap();
        put(&site, &["a"], "three").unwrap();
        assert_eq!(names(temp.path()), ["site/.milieu-build", "site/a"]);
    }

    #[test]
    fn two_runs_do_not_meet() {
        let temp = tempfile::tempdir().unwrap();
        let site = temp.path().join("site");
        let other = site.clone();
        let mut inner = None;
        let read = |_: &str| {
            inner = Some(put(&other, &["a"], "two").unwrap_err().to_string());
            Some(b"one".to_vec())
        };
        Place::at(&site).unwrap().put(&paths(&["a"]), read, false).unwrap();
        assert!(inner.unwrap().contains("another build"));
        assert_eq!(tree(&site)[1].1, "one");
    }

    #[test]
    fn no_file_is_put_outside() {
        let temp = tempfile::tempdir().unwrap();
        for path in ["../out", "/etc/out", "a/../../out", "", "a\\..\\out", "a\0", MARKER] {
            assert!(put(&temp.path().join("site"), &[path], "one").is_err(), "{path}");
        }
        assert!(names(temp.path()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_stays_a_link() {
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir(temp.path().join("real")).unwrap();
        std::os::unix::fs::symlink("real", temp.path().join("link")).unwrap();
        put(&temp.path().join("link"), &["a"], "one").unwrap();
        assert!(fs::symlink_metadata(temp.path().join("link")).unwrap().is_symlink());
        assert_eq!(names(&temp.path().join("real")), [MARKER, "a"]);
    }

    #[test]
    fn a_place_must_have_a_name_and_be_a_folder() {
        assert!(Place::at(Path::new("/")).is_err());
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("file"), "mine").unwrap();
        assert!(put(&temp.path().join("file"), &["a"], "one").is_err());
        assert_eq!(fs::read_to_string(temp.path().join("file")).unwrap(), "mine");
        assert!(put(&temp.path().join("file/site"), &["a"], "one").is_err());
        assert_eq!(names(temp.path()), ["file"]);
    }
}
