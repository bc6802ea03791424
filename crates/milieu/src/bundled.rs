//! The study that travels inside the binary: *Maker cities in China*.

use milieu_study::World;

/// Name of its folder.
pub const NAME: &str = "maker-cities";

/// Its files, sorted by path.
pub static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The bundled study as a folder.
pub struct Bundled;

impl World for Bundled {
    fn files(&self) -> Vec<String> {
        FILES.iter().map(|(path, _)| (*path).to_owned()).collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        FILES
            .binary_search_by_key(&path, |(p, _)| p)
            .map(|i| FILES[i].1.to_vec())
            .map_err(|_| "no such file".to_owned())
    }
}
