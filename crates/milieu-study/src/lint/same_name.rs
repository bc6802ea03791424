//! NAM003: two places of a territory have the same name.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::fact::EntityIx;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of NAM003.
pub static LINT: Lint = Lint {
    code: "NAM003",
    name: "same-name",
    severity: Severity::Note,
    what: r#"Two places of a territory have the same name."#,
    why: r#"They may be one place entered twice, which would be counted twice. Only the researcher can say; matches.csv keeps the decision."#,
    bad: r#"--- places.csv
id,name,source
a,Xinchejian,k
b,xinchejian,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,Xinchejian,k
b,xinchejian,k
--- matches.csv
record_a,record_b,decision,reason
a,b,different,two branches
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each place whose name an earlier one of the territory has, unless matches.csv
/// has decided.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let decided = decided(study);
    let mut first: FxHashMap<(Option<EntityIx>, String), (EntityIx, Span)> = FxHashMap::default();
    let mut told = FxHashSet::default();
    for sheet in sheets(study, Table::Places) {
        let territory = sheet.column("territory");
        let columns: Vec<usize> = ["name", "name_zh"].iter().filter_map(|c| sheet.column(c)).collect();
        // A table of one's own has ids of its own making, so rows are found by their place in the file.
        let places: Vec<EntityIx> =
            study.entities_of(Table::Places).filter(|&e| study.entity(e).table == sheet.ix).collect();
        let named: Vec<(EntityIx, Span, String)> = places
            .par_iter()
            .flat_map_iter(|&place| {
                let row = study.entity(place).row as usize;
                columns.iter().map(move |&c| (place, sheet.span(row, Some(c)), key(&sheet.cell(row, Some(c)))))
            })
            .filter(|(.., name)| !name.is_empty())
            .collect();
        for (place, at, name) in named {
            let within = sheet.entity(study.entity(place).row as usize, territory);
            let (other, there) = *first.entry((within, name)).or_insert((place, at));
            if other != place && !decided.contains(&(other, place)) && told.insert((other, place)) {
                let (a, b) = (&study.entity(other).id, &study.entity(place).id);
                out.push(
                    LINT.at(at, format!("`{a}` and `{b}` have the same name in the same territory"))
                        .label("possibly the same place")
                        .also(there, "first here")
                        .help(format!("decide in matches.csv: `{a},{b},same` or `{a},{b},different`, with a reason")),
                );
            }
        }
    }
}

/// A name without what spelling varies in: case, spaces, punctuation. Scripts are not joined here,
/// since that takes longer than all other checks together.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Pairs of records matches.csv has a decision on, both ways round.
fn decided(study: &Study) -> FxHashSet<(EntityIx, EntityIx)> {
    let mut pairs = FxHashSet::default();
    for sheet in sheets(study, Table::Matches) {
        let (a, b) = (sheet.column("record_a"), sheet.column("record_b"));
        for row in sheet.rows() {
            if let (Some(a), Some(b)) = (sheet.entity(row, a), sheet.entity(row, b)) {
                pairs.extend([(a, b), (b, a)]);
            }
        }
    }
    pairs
}
