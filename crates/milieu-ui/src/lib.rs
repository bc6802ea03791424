//! The web bundle: the pages' HTML, scripts, styles, fonts and base map, embedded in the program.
//!
//! `build.rs` makes it from `web/`; see there for where else it may come from. Nothing else of the
//! program knows how the pages are made.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$MILIEU_UI_EMBED"]
struct Bundle;

/// A file of the bundle by its path with `/`, relative to the site: `index.html`, `assets/…`.
///
/// None when the bundle has no such file; `..` and absolute paths name no file of it.
pub fn file(path: &str) -> Option<Cow<'static, [u8]>> {
    if path.split(['/', '\\']).any(|part| part == "..") || path.starts_with(['/', '\\']) {
        return None;
    }
    Bundle::get(path).map(|file| file.data)
}

/// The paths of all files of the bundle, sorted.
pub fn files() -> impl Iterator<Item = Cow<'static, str>> {
    let mut paths: Vec<_> = Bundle::iter().collect();
    paths.sort_unstable();
    paths.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{file, files};

    #[test]
    fn every_listed_file_can_be_read_and_nothing_beside_them() {
        let paths: Vec<_> = files().collect();
        assert!(paths.iter().any(|path| path == "index.html"), "{paths:?}");
        assert!(paths.is_sorted());
        for path in &paths {
            assert!(file(path).is_some(), "{path}");
        }
        for outside in ["", "../Cargo.toml", "/etc/hostname", "assets/../index.html", "nothing.html"] {
            assert!(file(outside).is_none(), "{outside}");
        }
    }

    /// The site works from any path: no address of the page starts at the root of the server.
    #[test]
    fn the_page_names_its_files_relatively() {
        let page = file("index.html").expect("the bundle has a page");
        let page = String::from_utf8(page.into_owned()).expect("the page is UTF-8");
        for attribute in ["src=\"", "href=\""] {
            for address in page.split(attribute).skip(1) {
                assert!(!address.starts_with('/') && !address.starts_with("http"), "{attribute}{address}");
            }
        }
    }
}
