//! Names across scripts: search keys, pinyin, Simplified and Traditional forms, ids, suggestions.
//!
//! 新车间, 新車間, Xīnchējiān and "xin che jian" are one name. [`search_keys`] gives the forms under
//! which each is found, so that any of them meets any other.

mod edit;
mod fold;
mod pinyin;
mod readings;

pub use edit::{distance, nearest};
pub use fold::{fold, has_han, simplified, traditional};
pub use pinyin::{Pinyin, pinyin};

use std::collections::BTreeSet;

/// The folded forms under which a name is found; sorted, without duplicates, never empty strings.
///
/// The name itself ([`fold`]) and the same without spaces; for Han characters also their pinyin,
/// syllable by syllable and joined, and the initials. Syllables with `ü` are also given as typed on
/// keyboards, with `v`.
///
/// ```
/// use milieu_study::name::search_keys;
/// let keys = search_keys("新車間");
/// assert_eq!(keys, ["xcj", "xin che jian", "xinchejian", "新车间"]);
/// assert!(search_keys("Xīnchējiān").iter().any(|key| keys.contains(key)));
/// ```
#[must_use]
pub fn search_keys(name: &str) -> Vec<String> {
    let mut keys = BTreeSet::new();
    let folded = fold(name);
    if has_han(&folded) {
        let Pinyin { marked, plain } = pinyin(name);
        let spaced = fold(&marked);
        keys.insert(spaced.split(' ').filter_map(|word| word.chars().next()).collect());
        keys.insert(without_spaces(&spaced));
        keys.insert(fold(&plain));
        if marked.contains(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ']) {
            let typed = fold(&marked.replace(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'], "v"));
            keys.insert(without_spaces(&typed));
            keys.insert(typed);
        }
        keys.insert(spaced);
    }
    keys.insert(without_spaces(&folded));
    keys.insert(folded);
    keys.remove("");
    keys.into_iter().collect()
}

fn without_spaces(text: &str) -> String {
    text.replace(' ', "")
}

/// An ASCII id from any name: `新车间` becomes `xinchejian`, `Fab Lab São Paulo` `fab-lab-sao-paulo`.
///
/// Lower-case letters, digits and single hyphens, beginning and ending with a letter or digit; empty
/// only if the name has neither letter nor digit. Letters of scripts that have no romanisation here
/// are left out; a name of nothing else becomes `name-` and eight hexadecimal digits that depend on
/// its letters alone (FNV-1a). Different names may share a slug.
#[must_use]
pub fn slug(text: &str) -> String {
    let romanised = if has_han(text) { fold(&pinyin(text).plain) } else { fold(text) };
    let ascii = romanised.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = ascii.collect::<Vec<_>>().join("-");
    if slug.is_empty() && !romanised.is_empty() {
        let hash = romanised.bytes().fold(0x811c_9dc5_u32, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193));
        return format!("name-{hash:08x}");
    }
    slug
}

#[cfg(test)]
mod tests;
