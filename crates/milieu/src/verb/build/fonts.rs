//! Which fonts a site carries.
//!
//! The bundle holds every font in slices of characters, a hundred of them for Chinese, and a browser fetches the slices it
//! meets characters of. A site carries the slices of the characters its files hold, and its style sheets declare no other:
//! what a reader types beyond them is shown in the reader's own fonts, and no page asks for a file that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Characters no file holds because the browser writes them: dates, numbers and lists in the languages of the pages.
const WRITTEN_BY_BROWSERS: &str = "年月日时分秒上下午周星期一二三四五六七八九十和或、至万亿\u{a0}\u{202f}’–−×";
const FACE: &str = "@font-face{";

/// Characters that occur.
#[derive(Default)]
pub struct Characters(BTreeSet<char>);

impl Characters {
    /// Those of the bundle's scripts and pages, and those browsers write.
    pub fn of_bundle() -> Self {
        let mut all = Self(WRITTEN_BY_BROWSERS.chars().chain(' '..='~').collect());
        for path in milieu_ui::files().filter(|path| [".js", ".css", ".html"].iter().any(|end| path.ends_with(end))) {
            // Numbers of characters (`\u4e00`) are left: scripts test for ranges by them, and show none.
            all.add(&String::from_utf8_lossy(&milieu_ui::file(&path).unwrap_or_default()));
        }
        all
    }

    /// Those of a text of the site.
    pub fn add(&mut self, text: &str) {
        self.0.extend(text.chars().filter(|c| !c.is_ascii()));
    }

    fn meet(&self, ranges: &[RangeInclusive<u32>]) -> bool {
        let meets = |range: &RangeInclusive<u32>| {
            let first = (*range.start()..=*range.end()).find_map(char::from_u32);
            first.is_some_and(|first| self.0.range(first..).next().is_some_and(|c| *c as u32 <= *range.end()))
        };
        ranges.iter().any(meets)
    }
}

/// The style sheets with fonts, each without the slices that are left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Fonts {
    /// Style sheets as the site carries them, by their path.
    pub sheets: BTreeMap<String, String>,
    /// Paths of slices that no sheet declares any more.
    pub left_out: BTreeSet<String>,
}

impl Fonts {
    /// The bundle's fonts for a site with these characters.
    pub fn of_bundle(characters: &Characters) -> Self {
        let sheets = milieu_ui::files().filter(|path| path.ends_with(".css")).filter_map(|path| {
            let text = String::from_utf8(milieu_ui::file(&path)?.into_owned()).ok()?;
            text.contains(FACE).then(|| (path.into_owned(), text))
        });
        Self::of(sheets, characters)
    }

    fn of(sheets: impl Iterator<Item = (String, String)>, characters: &Characters) -> Self {
        let mut fonts = Self { sheets: BTreeMap::new(), left_out: BTreeSet::new() };
        let mut kept = BTreeSet::new();
        for (path, text) in sheets {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            let mut sheet = String::with_capacity(text.len());
            let mut rest = text.as_str();
            while let Some(at) = rest.find(FACE) {
                let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
                let face = &rest[at..end];
                let files = files(face).map(|name| format!("{folder}/{name}"));
                sheet.push_str(&rest[..at]);
                // A face without ranges is for every character.
                if ranges(face).is_none_or(|ranges| characters.meet(&ranges)) {
                    sheet.push_str(face);
                    kept.extend(files);
                } else {
                    fonts.left_out.extend(files);
                }
                rest = &rest[end..];
            }
            sheet.push_str(rest);
            fonts.sheets.insert(path, sheet);
        }
        fonts.left_out.retain(|path| !kept.contains(path));
        fonts
    }
}

/// Names of the files a face is read from.
fn files(face: &str) -> impl Iterator<Item = &str> {
    let inside = face.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    inside.map(|name| name.trim_matches(['"', '\'']).trim_start_matches("./"))
}

/// The characters a face is for: `U+460-52F, U+20B4, U+1F??`. None where it names none, or in a way not known here.
fn ranges(face: &str) -> Option<Vec<RangeInclusive<u32>>> {
    let list = face.split("unicode-range:").nth(1)?.split([';', '}']).next()?;
    list.split(',').map(|one| range(one.trim())).collect()
}

fn range(written: &str) -> Option<RangeInclusive<u32>> {
    let digits = written.strip_prefix("U+").or_else(|| written.strip_prefix("u+"))?;
    let (first, last) = match digits.split_once('-') {
        Some((first, last)) => (first.to_owned(), last.to_owned()),
        None => (digits.replace('?', "0"), digits.replace('?', "F")),
    };
    Some(u32::from_str_radix(&first, 16).ok()?..=u32::from_str_radix(&last, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_is_carried_for_one_of_its_characters() {
        let sheet = "a{b:c}@font-face{src:url(./one.woff2)format(\"woff2\");unicode-range:U+4E00-4E0F,U+1F??}\
                     @font-face{src:url(two.woff2);unicode-range:U+6C34}@font-face{src:url(./all.woff2)}d{e:f}";
        let fonts = |text: &str| {
            let mut characters = Characters::default();
            characters.add(text);
            let fonts = Fonts::of([("assets/x.css".to_owned(), sheet.to_owned())].into_iter(), &characters);
            (fonts.left_out.into_iter().collect::<Vec<_>>().join(" "), fonts.sheets["assets/x.css"].clone())
        };
        let (left_out, kept) = fonts("水");
        assert_eq!(left_out, "assets/one.woff2");
        assert!(!kept.contains("one.woff2") && kept.contains("two.woff2") && kept.contains("all.woff2"), "{kept}");
        assert!(kept.starts_with("a{b:c}@font-face{src:url(two") && kept.ends_with("d{e:f}"), "{kept}");
        assert_eq!(fonts("ἀ 下").0, "assets/two.woff2");
        assert_eq!(fonts("").0, "assets/one.woff2 assets/two.woff2");
    }

    #[test]
    fn ranges_are_read_as_style_sheets_write_them() {
        assert_eq!(range("U+460-52F"), Some(0x460..=0x52f));
        assert_eq!(range("u+20b4"), Some(0x20b4..=0x20b4));
        assert_eq!(range("U+1F??"), Some(0x1f00..=0x1fff));
        assert_eq!(range("20"), None);
        assert_eq!(ranges("@font-face{src:url(x)}"), None);
    }

    #[test]
    fn the_bundle_has_slices_to_leave_out_and_keeps_those_of_its_own_words() {
        let none = Fonts::of_bundle(&Characters::of_bundle());
        assert!(none.left_out.len() > 10, "{:?}", none.left_out);
        let mut characters = Characters::of_bundle();
        let carried = |fonts: &Fonts| fonts.sheets.values().map(|sheet| sheet.matches(FACE).count()).sum::<usize>();
        characters.add("龘");
        assert!(carried(&Fonts::of_bundle(&characters)) >= carried(&none) && carried(&none) > 10);
    }
}
