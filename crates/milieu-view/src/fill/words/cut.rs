//! A text into terms.
//!
//! Chinese is cut by longest match over the study's own words: what stays whole is what the study
//! names, and nothing depends on a general dictionary. Characters between such words are a word if
//! they are two to four; longer ones are counted as uncut, not guessed. Latin text is words between
//! spaces and marks, less the stop words of its language (English or French, by which has more of
//! them in the text).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use milieu_study::name::{fold, has_han, simplified};

use super::lexicon::{Lexicon, key};

/// A term of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    /// A term of the lexicon.
    Entry(u32),
    /// A word: its language and its key.
    Word(&'static str, String),
}

/// What a text holds.
#[derive(Default)]
pub(super) struct Found {
    /// Terms, each once.
    pub terms: BTreeSet<Cut>,
    /// How words were written, in lower case.
    pub written: BTreeMap<Cut, BTreeMap<String, u32>>,
    /// Runs of Chinese characters left uncut.
    pub uncut: Vec<String>,
}

/// Longest run of characters that is taken as one word.
const HAN_WORD: usize = 4;
/// Fewest letters of a Latin word.
const LATIN_WORD: usize = 3;

static STOP: LazyLock<[(&'static str, BTreeSet<String>); 2]> = LazyLock::new(|| {
    ["en", "fr"].map(|lang| {
        // `aujourd'hui` is two words here, as every word with an apostrophe.
        let listed = stop_words::lookup(lang).unwrap_or_default().iter();
        let parts = listed.flat_map(|word| word.split(['\'', '’']));
        (lang, parts.map(fold).filter(|word| !word.is_empty()).collect())
    })
});

pub(super) fn cut(text: &str, lexicon: &Lexicon) -> Found {
    let mut found = Found::default();
    let stretches = stretches(text);
    let stop = stop_words_of(stretches.iter().flatten().copied());
    for words in &stretches {
        let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
        let mut at = 0;
        while at < words.len() {
            if has_han(words[at]) {
                han(words[at], lexicon, &mut found);
                at += 1;
                continue;
            }
            let (taken, term) = match lexicon.latin(&words[at..], &keys[at..]) {
                Some((n, entry)) => (n, Some(Cut::Entry(entry))),
                None => (1, word(words[at], &keys[at], stop)),
            };
            if let Some(term) = term {
                found.note(term, &words[at..at + taken].join(" ").to_lowercase());
            }
            at += taken;
        }
    }
    found
}

impl Found {
    fn note(&mut self, term: Cut, written: &str) {
        if matches!(term, Cut::Word(..)) {
            *self.written.entry(term.clone()).or_default().entry(written.to_owned()).or_default() += 1;
        }
        self.terms.insert(term);
    }
}

/// Rows of words in which nothing but spaces, hyphens and apostrophes stands between two. Chinese
/// characters in a row are one word.
fn stretches(text: &str) -> Vec<Vec<&str>> {
    let mut all = vec![vec![]];
    let mut word: Option<(usize, bool)> = None;
    for (at, c) in text.char_indices().chain([(text.len(), '.')]) {
        let han = has_han(c.encode_utf8(&mut [0; 4]));
        if let Some((start, was_han)) = word
            && (!c.is_alphanumeric() || han != was_han)
        {
            if let Some(row) = all.last_mut() {
                row.push(&text[start..at]);
            }
            word = None;
        }
        if c.is_alphanumeric() {
            word.get_or_insert((at, han));
        } else if !c.is_whitespace() && !matches!(c, '-' | '‐' | '–' | '\'' | '’') {
            all.push(vec![]);
        }
    }
    all
}

/// The language with more stop words in the text, and those words; English where neither has more.
fn stop_words_of<'t>(words: impl Iterator<Item = &'t str>) -> &'static (&'static str, BTreeSet<String>) {
    let folded: Vec<String> = words.map(fold).collect();
    let [english, french] = &*STOP;
    let count = |set: &BTreeSet<String>| folded.iter().filter(|word| set.contains(*word)).count();
    if count(&french.1) > count(&english.1) { french } else { english }
}

fn word(word: &str, key: &str, (language, stop): &(&'static str, BTreeSet<String>)) -> Option<Cut> {
    let is_word = word.chars().count() >= LATIN_WORD && word.chars().all(char::is_alphabetic);
    let kept = is_word && !stop.contains(&fold(word)) && !stop.contains(key);
    kept.then(|| Cut::Word(language, key.to_owned()))
}

fn han(run: &str, lexicon: &Lexicon, found: &mut Found) {
    let run: Vec<char> = simplified(run).chars().collect();
    let mut from = 0;
    let mut at = 0;
    while at < run.len() {
        if let Some((n, entry)) = lexicon.han(&run[at..], at == 0) {
            between(&run[from..at], found);
            found.terms.insert(Cut::Entry(entry));
            at += n;
            from = at;
        } else {
            at += 1;
        }
    }
    between(&run[from..], found);
}

/// Characters between words of the study.
fn between(run: &[char], found: &mut Found) {
    let text: String = run.iter().collect();
    match run.len() {
        0 | 1 => {}
        2..=HAN_WORD => found.note(Cut::Word("zh", text.clone()), &text),
        _ => found.uncut.push(text),
    }
}
