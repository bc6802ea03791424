//! `data/words.json`.

mod cut;
mod lexicon;
mod speech;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use milieu_method::Words;
use milieu_study::Study;
use milieu_study::fact::SourceIx;
use milieu_study::schema::Table;

use crate::evidence::Statements;
use crate::label;
use crate::layout;
use crate::page::{Passage, Term, TermKind, TermLink, Voice, WordsPage};
use cut::Cut;
use lexicon::Lexicon;
use speech::{At, Said};

/// Most terms on the page.
const TERMS: usize = 400;
/// Terms in the drawing: as many as can be read at once.
const DRAWN: usize = 60;
/// Links drawn of each term, the strongest.
const LINKS: usize = 3;
/// Fewest passages of a word, and of two terms together: what happens once may be chance.
const TOGETHER: usize = 2;

/// Two terms by their numbers on the page, the smaller first.
type Pair = (u32, u32);

const NOTE: Words = Words { en: "Field note", zh: "田野笔记", fr: "Note de terrain" };

pub(crate) fn page(study: &Study) -> WordsPage {
    let lexicon = Lexicon::of(study);
    let said = speech::all(study);
    let read = read(&said, &lexicon);
    let (ranked, left_out) = ranked(&read.terms);
    let mut out = Statements::new(study);
    let mut page = WordsPage {
        terms: vec![],
        passages: vec![],
        voices: vec![],
        groups: vec![],
        links: vec![],
        left_out: left_out.into_iter().map(|cut| plain(&lexicon, cut)).collect(),
        uncut: read.uncut.clone(),
        evidence: Default::default(),
    };
    let numbers = passages(study, &said, &ranked, &mut page, &mut out);
    for (cut, at) in ranked {
        let passages = at.iter().map(|said| numbers[said]).collect();
        page.terms.push(term(study, &lexicon, cut, read.written.get(cut), passages));
    }
    draw(&mut page);
    page.evidence = out.into_list();
    page
}

/// Terms of all passages.
#[derive(Default)]
struct Read {
    /// Numbers of the passages of each term, in order.
    terms: BTreeMap<Cut, Vec<u32>>,
    written: BTreeMap<Cut, BTreeMap<String, u32>>,
    uncut: Vec<String>,
}

fn read(said: &[Said<'_>], lexicon: &Lexicon) -> Read {
    let mut all = Read::default();
    for (number, said) in said.iter().enumerate() {
        let found = cut::cut(&said.text, lexicon);
        for term in found.terms {
            all.terms.entry(term).or_default().push(number as u32);
        }
        for (term, forms) in found.written {
            let known = all.written.entry(term).or_default();
            forms.into_iter().for_each(|(form, n)| *known.entry(form).or_default() += n);
        }
        all.uncut.extend(found.uncut);
    }
    all
}

/// Terms by how many passages they stand in, and those left out. What the study defines or
/// names is kept from the first passage, other words from the second.
fn ranked(terms: &BTreeMap<Cut, Vec<u32>>) -> (Vec<(&Cut, &Vec<u32>)>, Vec<&Cut>) {
    let mut kept: Vec<_> =
        terms.iter().filter(|(cut, at)| matches!(cut, Cut::Entry(_)) || at.len() >= TOGETHER).collect();
    // A stable sort: among equals the order of the lexicon, then of the alphabet.
    kept.sort_by_key(|(_, at)| std::cmp::Reverse(at.len()));
    kept.truncate(TERMS);
    let chosen: BTreeSet<&Cut> = kept.iter().map(|(cut, _)| *cut).collect();
    let left_out = terms.keys().filter(|cut| !chosen.contains(cut)).collect();
    (kept, left_out)
}

/// Puts the passages of the ranked terms on the page; their numbers there.
fn passages(
    study: &Study,
    said: &[Said<'_>],
    ranked: &[(&Cut, &Vec<u32>)],
    page: &mut WordsPage,
    out: &mut Statements<'_>,
) -> BTreeMap<u32, u32> {
    let mut used: Vec<u32> = ranked.iter().flat_map(|(_, at)| at.iter().copied()).collect();
    used.sort_unstable();
    used.dedup();
    let mut sources: Vec<SourceIx> = used.iter().flat_map(|&n| said[n as usize].voices.iter().copied()).collect();
    sources.sort_unstable();
    sources.dedup();
    page.voices = sources.iter().map(|&source| voice(study, source)).collect();
    let definition = label::column(Table::Concepts, "definition").unwrap_or_default();
    for &number in &used {
        let said = &said[number as usize];
        let evidence = said.at.iter().map(|at| match at {
            At::Fact(fact) => out.add(*fact),
            At::Text(span, heading, cited) => {
                let words = if said.form == "note" { label::of(&NOTE) } else { definition.clone() };
                out.passage(*span, heading, words, said.text.trim(), cited)
            }
        });
        let voices = said.voices.iter().filter_map(|source| sources.binary_search(source).ok());
        let group = said.group.as_ref().map(|group| {
            page.groups.iter().position(|known| known == group).unwrap_or_else(|| {
                page.groups.push(group.clone());
                page.groups.len() - 1
            }) as u32
        });
        page.passages.push(Passage {
            evidence: evidence.collect(),
            form: said.form.to_owned(),
            voices: voices.map(|at| at as u32).collect(),
            group,
        });
    }
    used.into_iter().enumerate().map(|(on_page, number)| (number, on_page as u32)).collect()
}

fn voice(study: &Study, source: SourceIx) -> Voice {
    let item = &study.sources[source.0 as usize].item;
    let author = (!item.authors.is_empty()).then(|| item.authors.join("; "));
    Voice { key: item.key.clone(), kind: item.kind.clone(), author, year: item.year() }
}

/// A term as a list of names shows it.
fn plain(lexicon: &Lexicon, cut: &Cut) -> String {
    match cut {
        Cut::Word(_, key) => key.clone(),
        Cut::Entry(at) => {
            let text = &lexicon.entries[*at as usize].text;
            text.values().next().cloned().unwrap_or_default()
        }
    }
}

fn term(
    study: &Study,
    lexicon: &Lexicon,
    cut: &Cut,
    written: Option<&BTreeMap<String, u32>>,
    passages: Vec<u32>,
) -> Term {
    let entry = match cut {
        Cut::Entry(at) => &lexicon.entries[*at as usize],
        Cut::Word(lang, key) => {
            // The form most often written; among equals the first of the alphabet.
            let most = written.into_iter().flatten().max_by_key(|(form, n)| (**n, std::cmp::Reverse((*form).clone())));
            let text = most.map_or(key, |(form, _)| form);
            let of = |l: &str| (*lang == l).then(|| text.clone());
            return Term {
                id: format!("{lang}:{key}"),
                kind: TermKind::Word,
                zh: of("zh"),
                en: of("en"),
                fr: of("fr"),
                entity: None,
                passages,
                at: None,
            };
        }
    };
    let text = |lang| entry.text.get(lang).cloned();
    Term {
        id: entry.id.clone(),
        kind: entry.kind,
        zh: text("zh"),
        en: text("en"),
        fr: text("fr"),
        entity: entry.entity.map(|e| label::link(study, e)),
        passages,
        at: None,
    }
}

/// The first terms of a kind that stand in enough passages to be linked.
fn chosen(terms: &[Term], of: impl Fn(TermKind) -> bool, most: usize) -> Vec<u32> {
    let kept = terms.iter().zip(0..).filter(|(term, _)| of(term.kind) && term.passages.len() >= TOGETHER);
    kept.map(|(_, at)| at).take(most).collect()
}

/// Links of the first terms and their places: up to half of the drawing are terms of the glossary
/// and of the codebook, which join languages; names are left to the network of places. Of each term the strongest links
/// are kept, by Salton's cosine: passages of both over the geometric mean of the passages of each
/// (Salton and McGill 1983); otherwise the most common terms would be tied to all.
fn draw(page: &mut WordsPage) {
    let mut drawn = chosen(&page.terms, |kind| matches!(kind, TermKind::Concept | TermKind::Kind), DRAWN / 2);
    drawn.extend(chosen(&page.terms, |kind| kind == TermKind::Word, DRAWN - drawn.len()));
    drawn.sort_unstable();
    let mut both: BTreeMap<Pair, Vec<u32>> = BTreeMap::new();
    let mut of_passage: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &t in &drawn {
        for &passage in &page.terms[t as usize].passages {
            let here = of_passage.entry(passage).or_default();
            here.iter().for_each(|&a| both.entry((a, t)).or_default().push(passage));
            here.push(t);
        }
    }
    both.retain(|_, passages| passages.len() >= TOGETHER);
    let strength = |(a, b): Pair, n: usize| {
        let [a, b] = [a, b].map(|t| page.terms[t as usize].passages.len() as f64);
        n as f64 / (a * b).sqrt()
    };
    let mut of_term: BTreeMap<u32, Vec<(f64, Pair)>> = BTreeMap::new();
    for (&pair, passages) in &both {
        for t in [pair.0, pair.1] {
            of_term.entry(t).or_default().push((strength(pair, passages.len()), pair));
        }
    }
    let mut kept: Vec<Pair> = vec![];
    for links in of_term.values_mut() {
        links.sort_by(|(s, p), (t, q)| t.total_cmp(s).then(p.cmp(q)));
        kept.extend(links.iter().take(LINKS).map(|(_, pair)| *pair));
    }
    kept.sort_unstable();
    kept.dedup();
    let mut ends: Vec<u32> = kept.iter().flat_map(|&(a, b)| [a, b]).collect();
    ends.sort_unstable();
    ends.dedup();
    let ids: Vec<&str> = ends.iter().map(|&t| page.terms[t as usize].id.as_str()).collect();
    let place = |t: u32| ends.binary_search(&t).map_or(0, |at| at as u32);
    let ties: Vec<Pair> = kept.iter().map(|&(a, b)| (place(a), place(b))).collect();
    let points = layout::positions(&ids, &ties);
    for (&t, point) in ends.iter().zip(points) {
        page.terms[t as usize].at = Some(point);
    }
    page.links =
        kept.into_iter().map(|(a, b)| TermLink { a, b, passages: both.remove(&(a, b)).unwrap_or_default() }).collect();
}
