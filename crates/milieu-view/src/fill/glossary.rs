//! `data/glossary.json`.

use milieu_study::Study;
use milieu_study::fact::Value;
use milieu_study::name::{has_han, pinyin, simplified};
use milieu_study::schema::Table;

use crate::evidence::Statements;
use crate::page::{CharacterOfTheWeek, Concept, Glossary};

pub(crate) fn page(study: &Study) -> Glossary {
    let mut out = Statements::new(study);
    let concepts: Vec<Concept> = study
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
    let week = week(study, &concepts, &mut out);
    Glossary { concepts, week, evidence: out.into_list() }
}

/// Entries that the study marks, each with the entries written with it.
fn week(study: &Study, concepts: &[Concept], out: &mut Statements<'_>) -> Vec<CharacterOfTheWeek> {
    const MARK: &str = "character_of_the_week";
    let marked = study.entities_of(Table::Concepts).zip(concepts).enumerate().filter_map(|(at, (ix, concept))| {
        let (Value::Bool(true), facts) = study.used(ix, MARK)? else { return None };
        let zh = simplified(&concept.zh.as_ref()?.text);
        let holds = |other: &Concept| other.zh.as_ref().is_some_and(|o| simplified(&o.text).contains(&zh));
        let words = (0..concepts.len()).filter(|&n| n != at && holds(&concepts[n])).map(|n| n as u32).collect();
        Some(CharacterOfTheWeek { concept: at as u32, chosen: out.shown(zh, &facts), words })
    });
    marked.collect()
}
