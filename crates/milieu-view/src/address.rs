//! Addresses: routes of the app and names of data files.

use std::fmt::Write;

use milieu_study::schema::Table;

/// Longest name of a data file, in bytes; most disks take 255.
const LONGEST: usize = 240;

/// Percent-encodes a text as JavaScript's `encodeURIComponent` does: everything but
/// `A–Z a–z 0–9 - _ . ! ~ * ' ( )`, byte by byte in UTF-8.
#[must_use]
pub fn component(text: &str) -> String {
    encoded(text, |b| b.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&b))
}

/// The name of a data file for an id or key, without its extension.
///
/// As [`component`], but with capital letters and `! ~ * ' ( )` encoded as well: two ids that differ
/// only in case get different files on disks that ignore case, and no disk refuses the name.
/// The web side does the same (`fileOf` in `web/src/data.ts`).
#[must_use]
pub fn file_name(id: &str) -> String {
    encoded(id, |b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b))
}

/// Whether a disk takes this file name.
#[must_use]
pub fn fits_disk(name: &str) -> bool {
    name.len() <= LONGEST
}

fn encoded(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keep(byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The page of an entity.
#[must_use]
pub fn entity(table: Table, id: &str) -> String {
    let page = if table == Table::Places { "place" } else { "entity" };
    format!("#/{page}/{}", component(id))
}

/// The page of a source.
#[must_use]
pub fn source(key: &str) -> String {
    format!("#/source/{}", component(key))
}

/// The address if it is one a page may lead to: http or https, without blanks or control characters.
#[must_use]
pub fn web(url: &str) -> Option<&str> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let plain = !url.contains(|c: char| c.is_control() || c.is_whitespace());
    (plain && (lower.starts_with("http://") || lower.starts_with("https://"))).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_encoded_as_in_javascript() {
        assert_eq!(component("新 a/b?c#d&e=f%"), "%E6%96%B0%20a%2Fb%3Fc%23d%26e%3Df%25");
        assert_eq!(component("A-Z_a.z!~*'()"), "A-Z_a.z!~*'()");
    }

    #[test]
    fn ids_that_differ_in_case_get_files_that_differ_without_it() {
        let names: Vec<String> = ["SZdiy", "szdiy", "%53zdiy", "新", "../a", "*"].map(file_name).into();
        assert_eq!(names, ["%53%5Adiy", "szdiy", "%2553zdiy", "%E6%96%B0", "..%2Fa", "%2A"]);
        let mut lower: Vec<String> = names.iter().map(|n| n.to_lowercase()).collect();
        lower.sort_unstable();
        lower.dedup();
        assert_eq!(lower.len(), names.len());
    }

    #[test]
    fn only_the_web_is_led_to() {
        assert_eq!(web("HTTPS://example.org/a"), Some("HTTPS://example.org/a"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "http:/x", "https://a b", "//x", "新"] {
            assert_eq!(web(bad), None, "{bad}");
        }
    }
}
