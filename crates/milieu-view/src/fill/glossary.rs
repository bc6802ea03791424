//! `data/glossary.json`.

use milieu_study::Study;
use milieu_study::name::{has_han, pinyin};
use milieu_study::schema::Table;

use crate::evidence::Statements;
use crate::page::{Concept, Glossary};

pub(crate) fn page(study: &Study) -> Glossary {
    let mut out = Statements::new(study);
    let concepts = study
        .entities_of(Table::Concepts)
        .map(|ix| {
            let mut cell = |column: &str| {
                let (text, facts) = study.used_words(ix, column)?;
                Some(out.shown(text.into_owned(), &facts))
            };
            let (zh, given) = (cell("zh"), cell("pinyin"));
            let suggest = zh.as_ref().filter(|zh| given.is_none() && has_han(&zh.text));
            Concept {
                id: study.entity(ix).id.to_string(),
                pinyin_suggested: suggest.map(|zh| pinyin(&zh.text).marked),
                zh,
                pinyin: given,
                en: cell("en"),
                fr: cell("fr"),
                definition: cell("definition"),
                notes: cell("notes"),
            }
        })
        .collect();
    Glossary { concepts, evidence: out.into_list() }
}
