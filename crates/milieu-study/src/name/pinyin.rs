//! Pinyin of Han characters, with the readings place names need.

use super::fold::{is_han, simplified};
use super::readings::{CHARACTERS, WORDS};
use pinyin::ToPinyin;
use std::sync::LazyLock;

/// The pinyin of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinyin {
    /// With tone marks, syllables separated: `xīn chē jiān`.
    pub marked: String,
    /// Without tones, joined, `ü` as `u`: `xinchejian`.
    pub plain: String,
}

/// Romanises Han characters; all other text passes through, with a space between it and a syllable
/// if both are letters or digits (`Fab创客` is `Fab chuàng kè`).
///
/// A suggestion, not a statement: characters with several readings are read as in the words and
/// place names known here, else in their most common way.
#[must_use]
pub fn pinyin(text: &str) -> Pinyin {
    let simple = simplified(text);
    // Words are known in Simplified, characters as written: 乾 is not always a Traditional 干.
    let written: Vec<char> = text.chars().collect();
    let written = if written.len() == simple.chars().count() { written } else { simple.chars().collect() };
    let mut marked = Joiner::default();
    let mut plain = Joiner::default();
    let mut after_syllable = false;
    let mut rest = simple.as_str();
    let mut at = 0;
    while let Some(&c) = written.get(at) {
        let (length, reading) = match known_word(rest) {
            Some((word, reading)) => (word.chars().count(), Some(reading)),
            None => (1, syllable(c)),
        };
        match reading {
            Some(reading) => {
                for syllable in reading.split(' ') {
                    marked.push(syllable, true);
                    plain.push(&toneless(syllable), !after_syllable);
                    after_syllable = true;
                }
            }
            None => {
                marked.push(c.encode_utf8(&mut [0; 4]), after_syllable);
                plain.push(c.encode_utf8(&mut [0; 4]), after_syllable);
                after_syllable = false;
            }
        }
        at += length;
        rest = rest.char_indices().nth(length).map_or("", |(i, _)| &rest[i..]);
    }
    Pinyin { marked: marked.0, plain: plain.0 }
}

/// Text built of pieces.
#[derive(Default)]
struct Joiner(String);

impl Joiner {
    /// Appends, with a space before if `apart` and both sides are letters or digits.
    fn push(&mut self, piece: &str, apart: bool) {
        let letters = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if apart && letters(self.0.chars().next_back()) && letters(piece.chars().next()) {
            self.0.push(' ');
        }
        self.0.push_str(piece);
    }
}

/// Readings by first character, longest word first.
static BY_FIRST: LazyLock<rustc_hash::FxHashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut map = rustc_hash::FxHashMap::<char, Vec<(&str, &str)>>::default();
    for &(word, reading) in WORDS.iter().chain(CHARACTERS) {
        if let Some(first) = word.chars().next() {
            map.entry(first).or_default().push((word, reading));
        }
    }
    map.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    map
});

/// The longest word with a known reading that the text begins with.
fn known_word(text: &str) -> Option<(&'static str, &'static str)> {
    let words = BY_FIRST.get(&text.chars().next()?)?;
    words.iter().find(|(word, _)| text.starts_with(word)).copied()
}

fn syllable(c: char) -> Option<&'static str> {
    if !is_han(c) {
        return None;
    }
    match c {
        '〇' => Some("líng"),
        _ => c.to_pinyin().map(::pinyin::Pinyin::with_tone),
    }
}

/// The syllable in ASCII.
fn toneless(syllable: &str) -> String {
    super::fold(syllable)
}
