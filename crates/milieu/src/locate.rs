//! Which study a verb means.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use milieu_study::World;

use crate::bundled::{self, Bundled};
use crate::disk::Folder;
use crate::failure::Failure;

/// A study that was found.
pub struct Located {
    /// Its files.
    pub world: Box<dyn World>,
    /// Name of its folder.
    pub name: String,
    /// Its folder; none for the bundled study.
    pub folder: Option<PathBuf>,
}

impl Located {
    fn on_disk(path: &Path) -> Result<Self, Failure> {
        let folder = Folder::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Failure::new(format!("there is no folder `{0}`; `milieu new {0}` starts a study there", path.display()))
            }
            io::ErrorKind::NotADirectory => {
                Failure::new(format!("`{}` is a file; a study is a folder with a study.toml", path.display()))
            }
            _ => Failure::at(path, &error),
        })?;
        let root = folder.root().to_owned();
        let name = root.file_name().map_or_else(|| "study".to_owned(), |n| n.to_string_lossy().into_owned());
        Ok(Self { world: Box::new(folder), name, folder: Some(root) })
    }

    fn bundled() -> Self {
        Self { world: Box::new(Bundled), name: bundled::NAME.to_owned(), folder: None }
    }
}

/// The study at the given path (its folder or its `study.toml`), else the one the current folder
/// lies in.
///
/// # Errors
/// If there is none.
pub fn study(given: Option<&Path>) -> Result<Located, Failure> {
    match given {
        Some(path) if path.ends_with("study.toml") && path.is_file() => {
            Located::on_disk(path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))
        }
        Some(path) => Located::on_disk(path),
        None => match around()? {
            Some(folder) => Located::on_disk(&folder),
            None => Err(Failure::new(
                "no study.toml here or in a folder above; name a study's folder, or start one with `milieu new FOLDER`",
            )),
        },
    }
}

/// As [`study`]; outside any study, the bundled one. For verbs that only show.
///
/// # Errors
/// If the given path holds no study.
pub fn study_or_bundled(given: Option<&Path>) -> Result<Located, Failure> {
    match given {
        None if around()?.is_none() => Ok(Located::bundled()),
        given => study(given),
    }
}

/// The nearest folder with a `study.toml`, from the current one upwards.
fn around() -> Result<Option<PathBuf>, Failure> {
    let here = env::current_dir()?;
    Ok(here.ancestors().find(|folder| folder.join("study.toml").is_file()).map(Path::to_owned))
}
