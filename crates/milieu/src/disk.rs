//! A study's folder on disk, seen through [`World`]: read, never written, never left.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use milieu_study::World;

use crate::publish::MARKER;

/// Longest file that is read, in bytes.
const LONGEST: u64 = 2_000_000_000;

/// Kinds of files a study is made of. A folder named like one is probably a slip, and is told.
const KINDS: &[&str] = &["csv", "toml", "bib", "json", "geojson", "md", "parquet"];

/// A folder on disk.
///
/// Hidden files, `node_modules` and folders marked as a program's output (`CACHEDIR.TAG`, a site of
/// `milieu build`) are left out. Linked folders are not entered; a linked file is read if it lies
/// in the folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at a path.
    ///
    /// # Errors
    /// If there is none, or it may not be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(path)?;
        fs::read_dir(&root)?;
        Ok(Self { root })
    }

    /// Its path, absolute and without links.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl World for Folder {
    fn files(&self) -> Vec<String> {
        let mut found = vec![];
        let mut folders = vec![(self.root.clone(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let Ok(entries) = fs::read_dir(&folder) else {
                // Shows up as a file that cannot be read.
                found.push(prefix.trim_end_matches('/').to_owned());
                continue;
            };
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let Ok(kind) = entry.file_type() else { continue };
                if name.starts_with('.') {
                    continue;
                }
                let path = format!("{prefix}{name}");
                if kind.is_dir() && !named_like_a_file(&name) {
                    if !is_output(&name, &entry.path()) {
                        folders.push((entry.path(), format!("{path}/")));
                    }
                } else {
                    found.push(path);
                }
            }
        }
        found.sort();
        found
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if !stays_inside(path) {
            return Err("lies outside the study".to_owned());
        }
        let at = self.root.join(path);
        let real = fs::canonicalize(&at).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if fs::symlink_metadata(&at).is_ok() => "is a link to nothing".to_owned(),
            io::ErrorKind::NotFound if path.contains('\u{fffd}') => "its name is not UTF-8: rename it".to_owned(),
            _ => in_words(&error),
        })?;
        if !real.starts_with(&self.root) {
            return Err("is a link out of the study's folder; put a copy in its place".to_owned());
        }
        let about = fs::metadata(&real).map_err(|error| in_words(&error))?;
        if about.is_dir() {
            return Err("is a directory".to_owned());
        }
        // Reading a pipe or a device may never end.
        if !about.is_file() {
            return Err("is not a regular file".to_owned());
        }
        if about.len() > LONGEST {
            return Err("is longer than 2 GB".to_owned());
        }
        fs::read(&real).map_err(|error| in_words(&error))
    }
}

/// Whether a folder holds what a program made.
fn is_output(name: &str, folder: &Path) -> bool {
    name == "node_modules" || ["CACHEDIR.TAG", MARKER].iter().any(|marker| folder.join(marker).exists())
}

fn named_like_a_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, kind)| KINDS.contains(&kind.to_ascii_lowercase().as_str()))
}

/// Whether a path is relative and has no `..`.
fn stays_inside(path: &str) -> bool {
    Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
}

/// An error of the disk in plain words.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::NotADirectory => "is not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::AlreadyExists => "exists already".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        (temp, folder)
    }

    #[test]
    fn files_are_sorted_relative_and_without_hidden_ones_or_output() {
        let (temp, folder) = folder();
        for path in ["study.toml", "notes/b.md", "notes/a.md", ".git/config", ".hidden.csv", "node_modules/x/y.json"] {
            let at = temp.path().join(path);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::write(at, path).unwrap();
        }
        fs::create_dir(temp.path().join("target")).unwrap();
        fs::write(temp.path().join("target/CACHEDIR.TAG"), "").unwrap();
        fs::write(temp.path().join("target/a.json"), "").unwrap();
        fs::create_dir(temp.path().join("site")).unwrap();
        fs::write(temp.path().join("site").join(MARKER), "").unwrap();
        fs::write(temp.path().join("site/a.json"), "").unwrap();
        assert_eq!(folder.files(), ["notes/a.md", "notes/b.md", "study.toml"]);
        assert_eq!(folder.read("notes/a.md").unwrap(), b"notes/a.md");
    }

    #[test]
    fn a_directory_named_like_a_file_is_told() {
        let (temp, folder) = folder();
        fs::create_dir_all(temp.path().join("places.csv/inner")).unwrap();
        assert_eq!(folder.files(), ["places.csv"]);
        assert_eq!(folder.read("places.csv"), Err("is a directory".to_owned()));
    }

    #[test]
    fn no_path_leaves_the_folder() {
        let (temp, folder) = folder();
        fs::write(temp.path().join("a.csv"), "a").unwrap();
        for path in ["../a.csv", "notes/../../a.csv", "/etc/hostname", "./../a.csv", ""] {
            assert!(folder.read(path).is_err(), "{path}");
        }
        assert_eq!(folder.read("b.csv"), Err("no such file".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_within_the_folder_only() {
        use std::os::unix::fs::symlink;
        let (temp, folder) = folder();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.csv"), "secret").unwrap();
        fs::write(temp.path().join("real.csv"), "real").unwrap();
        symlink(outside.path().join("secret.csv"), temp.path().join("out.csv")).unwrap();
        symlink("real.csv", temp.path().join("in.csv")).unwrap();
        symlink("gone.csv", temp.path().join("broken.csv")).unwrap();
        symlink(outside.path(), temp.path().join("folder")).unwrap();
        symlink(".", temp.path().join("itself")).unwrap();
        assert_eq!(folder.files(), ["broken.csv", "folder", "in.csv", "itself", "out.csv", "real.csv"]);
        assert_eq!(folder.read("in.csv").unwrap(), b"real");
        assert!(folder.read("out.csv").unwrap_err().contains("link out of"));
        assert!(folder.read("folder/secret.csv").unwrap_err().contains("link out of"));
        assert_eq!(folder.read("broken.csv"), Err("is a link to nothing".to_owned()));
    }
}
