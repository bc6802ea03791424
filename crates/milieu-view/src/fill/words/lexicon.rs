//! The study's own words: its glossary, kinds and names, under every form in which texts write them.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::EntityIx;
use milieu_study::name::{fold, has_han, simplified};
use milieu_study::schema::Table;
use milieu_study::settings::Label;

use crate::page::TermKind;

/// A term of the study.
pub(super) struct Entry {
    pub id: String,
    pub kind: TermKind,
    /// Text by language: `zh`, `en`, `fr`; the first form wins.
    pub text: BTreeMap<&'static str, String>,
    pub entity: Option<EntityIx>,
}

/// Terms by the forms in which they are written. A form belongs to the first term that has it: the
/// glossary comes before kinds, kinds before names.
#[derive(Default)]
pub(super) struct Lexicon {
    pub entries: Vec<Entry>,
    /// Simplified Chinese.
    han: BTreeMap<String, u32>,
    /// Keys of words ([`key`]), with spaces between them.
    latin: BTreeMap<String, u32>,
    /// Names of one Latin word, as written: `Chaihuo` is one, and `space` is not the name `Space`.
    exact: BTreeMap<String, u32>,
    longest_han: usize,
    longest_latin: usize,
}

impl Lexicon {
    pub(super) fn of(study: &Study) -> Self {
        let mut lexicon = Self::default();
        for concept in study.entities_of(Table::Concepts) {
            let e = study.entity(concept);
            let cells = ["zh", "en", "fr"].map(|lang| (lang, study.row_cell(e.table, e.row, lang)));
            let texts = cells.iter().filter_map(|(lang, cell)| Some((*lang, cell.as_deref()?)));
            lexicon.add(&e.id, TermKind::Concept, Some(concept), texts);
        }
        // Kinds of events or policies have names such as *opening*, which are other words in a text.
        for kind in study.codebook.kinds.iter().filter(|k| matches!(k.table, Some(Table::Places | Table::Actors))) {
            lexicon.add(&kind.code, TermKind::Kind, None, by_language(study, &kind.label));
        }
        for table in [Table::Places, Table::Actors, Table::Territories, Table::Policies] {
            for entity in study.entities_of(table) {
                let label = study.label(entity);
                lexicon.add(&study.entity(entity).id, TermKind::Name, Some(entity), by_language(study, &label));
            }
        }
        lexicon
    }

    /// Adds a term, or its forms to the term that has one of them already.
    fn add<'t>(
        &mut self,
        id: &str,
        kind: TermKind,
        entity: Option<EntityIx>,
        texts: impl Iterator<Item = (&'static str, &'t str)>,
    ) {
        let forms: Vec<(&'static str, String)> =
            texts.flat_map(|(lang, text)| forms(text).into_iter().map(move |form| (lang, form))).collect();
        let known = forms.iter().find_map(|(_, form)| self.of_form(form, kind));
        let at = known.unwrap_or(self.entries.len() as u32);
        if known.is_none() {
            self.entries.push(Entry { id: id.to_owned(), kind, text: BTreeMap::new(), entity });
        }
        for (lang, form) in forms {
            self.insert(&form, kind, at);
            self.entries[at as usize].text.entry(lang).or_insert(form);
        }
    }

    /// The term that has a form; a name is never another's, since two places may share one.
    fn of_form(&self, form: &str, kind: TermKind) -> Option<u32> {
        let found = if has_han(form) { self.han.get(&simplified(form)) } else { self.latin.get(&phrase(form)) };
        found.copied().filter(|_| kind != TermKind::Name)
    }

    fn insert(&mut self, form: &str, kind: TermKind, at: u32) {
        if has_han(form) {
            let form = simplified(form);
            self.longest_han = self.longest_han.max(form.chars().count());
            self.han.entry(form).or_insert(at);
            return;
        }
        let phrase = phrase(form);
        let words = phrase.split(' ').count();
        if phrase.is_empty() {
            return;
        }
        if words == 1 && kind == TermKind::Name {
            self.exact.entry(form.to_owned()).or_insert(at);
            return;
        }
        self.longest_latin = self.longest_latin.max(words);
        self.latin.entry(phrase).or_insert(at);
    }

    /// The longest term that begins a run of Simplified characters, and its length in characters. A
    /// term of one character counts only where it stands alone: within a run it is part of a word.
    pub(super) fn han(&self, run: &[char], alone: bool) -> Option<(usize, u32)> {
        let longest = self.longest_han.min(run.len());
        let shortest = if alone && run.len() == 1 { 1 } else { 2 };
        (shortest..=longest).rev().find_map(|n| Some((n, *self.han.get(&run[..n].iter().collect::<String>())?)))
    }

    /// The longest term that begins a row of words, and how many words it has. `keys` are those of `words`.
    pub(super) fn latin(&self, words: &[&str], keys: &[String]) -> Option<(usize, u32)> {
        let longest = self.longest_latin.min(keys.len());
        let phrase = (1..=longest).rev().find_map(|n| Some((n, *self.latin.get(&keys[..n].join(" "))?)));
        phrase.or_else(|| Some((1, *self.exact.get(*words.first()?)?)))
    }
}

/// Texts of a label by language; one without a language is in the study's first.
fn by_language<'t>(study: &'t Study, label: &'t Label) -> impl Iterator<Item = (&'static str, &'t str)> {
    let first = study.settings.languages.first().map_or("en", String::as_str);
    label.iter().filter_map(move |(lang, text)| {
        let lang = if lang.is_empty() { if has_han(text) { "zh" } else { first } } else { lang };
        let known = ["zh", "en", "fr"].into_iter().find(|l| *l == lang)?;
        Some((known, text.as_str()))
    })
}

/// The forms of a term: what stands before a bracket, and what stands in it if that is an
/// abbreviation, as in *Creative Industry Cluster (CIC)*.
fn forms(text: &str) -> Vec<String> {
    let (before, rest) = text.split_once(['(', '（']).unwrap_or((text, ""));
    let within = rest.trim_end().trim_end_matches([')', '）']);
    let short = within.len() > 1 && within.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let forms = [Some(before.trim()), short.then_some(within)].into_iter().flatten();
    forms.filter(|form| !form.is_empty()).map(str::to_owned).collect()
}

/// A form as keys of words.
fn phrase(form: &str) -> String {
    let words = form.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(key).collect::<Vec<_>>().join(" ")
}

/// One key for the forms of a word: folded, and the plural made singular as English and French
/// commonly form it. It joins, it is not shown, so that a wrong singular does no harm by itself.
pub(super) fn key(word: &str) -> String {
    let folded = fold(word);
    if let Some(stem) = folded.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let kept = ["ss", "us", "is"].iter().any(|end| folded.ends_with(end)) || folded.len() < 4;
    match folded.strip_suffix('s') {
        Some(stem) if !kept => stem.to_owned(),
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        for (a, b) in [("Cities", "city"), ("makers", "Maker"), ("politiques", "politique"), ("Réseaux", "reseaux")] {
            assert_eq!(key(a), key(b));
        }
        for word in ["business", "status", "analysis", "gas"] {
            assert_eq!(key(word), word);
        }
    }

    #[test]
    fn abbreviations_are_forms_and_other_brackets_are_not() {
        assert_eq!(forms("Creative Industry Cluster (CIC)"), ["Creative Industry Cluster", "CIC"]);
        assert_eq!(forms("new workshop (place name)"), ["new workshop"]);
        assert_eq!(forms("创意产业园（供应链模式）"), ["创意产业园"]);
    }
}
