//! One form for all ways of writing the same letters.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The search form of a text.
///
/// Compatibility decomposition (NFKD) without marks, lower case, Traditional characters made
/// Simplified, apostrophes dropped (`Xi'an` is `xian`), every other run of punctuation and space one
/// space, none at the ends. Folding twice changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|c| push(&mut out, c.to_ascii_lowercase()));
    } else {
        // Lower-casing may leave a mark behind (`İ`), hence marks are stripped after it.
        let lower = text.nfkd().flat_map(char::to_lowercase).nfkd();
        lower.filter(|c| !is_combining_mark(*c)).for_each(|c| match plain_letters(c) {
            "" => push(&mut out, c),
            letters => out.push_str(letters),
        });
        if has_han(&out) {
            out = settled(out);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn push(out: &mut String, c: char) {
    match c {
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' => {}
        c if c.is_alphanumeric() => out.push(c),
        _ if out.is_empty() || out.ends_with(' ') => {}
        _ => out.push(' '),
    }
}

/// ASCII for Latin letters that have no decomposition; empty for all others.
fn plain_letters(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => "",
    }
}

/// Simplified, and simplified again while that changes anything: dictionaries of phrases may need
/// a second look at what they made.
fn settled(mut text: String) -> String {
    for _ in 0..4 {
        let next = simplified(&text);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// Whether any character is a Han character.
#[must_use]
pub fn has_han(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_han)
}

/// Han characters: the unified blocks, the compatibility blocks and 〇.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The text with Traditional characters made Simplified (OpenCC's `t2s`).
#[must_use]
pub fn simplified(text: &str) -> String {
    static CONVERTER: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());
    converted(text, &CONVERTER)
}

/// The text with Simplified characters made Traditional (OpenCC's `s2t`): of several possible
/// characters the one of the phrase, else the most common.
#[must_use]
pub fn traditional(text: &str) -> String {
    static CONVERTER: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2t).ok());
    converted(text, &CONVERTER)
}

/// The dictionaries are compiled in, so that a converter is missing only if the program was built
/// without them; text then stays as it is, and the tests fail.
fn converted(text: &str, converter: &LazyLock<Option<OpenCC>>) -> String {
    match has_han(text).then(|| converter.as_ref()).flatten() {
        Some(converter) => converter.convert(text),
        None => text.to_owned(),
    }
}
