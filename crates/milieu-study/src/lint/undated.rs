//! TIM005: places are not dated, so that analyses of lifespans leave them out.

use rayon::prelude::*;

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::{EntityIx, Value};
use crate::life::{self, EXITS, End};
use crate::schema::Table;
use crate::study::Study;

/// Documentation of TIM005.
pub static LINT: Lint = Lint {
    code: "TIM005",
    name: "undated",
    severity: Severity::Note,
    what: r#"Places are not dated, so that analyses of lifespans leave them out."#,
    why: r#"A missing end is not *open*: without an end, a `last_confirmed` or a dated source nobody knows how long a place was there. Such places are counted, not guessed."#,
    bad: r#"--- places.csv
id,opened,status,source
a,2010,closed,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,opened,closed,status,source
a,2010,2013,closed,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for places that have ended nobody knows when, one for those of which no day is known.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let places: Vec<EntityIx> = study.entities_of(Table::Places).collect();
    let undated: Vec<(EntityIx, bool)> = places
        .into_par_iter()
        .filter(|&place| !is_dated(study, place))
        .filter_map(|place| {
            let life = life::of(study, place);
            (life.end == End::Unknown).then(|| (place, EXITS.contains(&life.status.as_str())))
        })
        .collect();
    let mut tell = |ended: bool, one: &str, many: &str, help: &str| {
        let mut places = undated.iter().filter(|(_, e)| *e == ended).map(|(place, _)| study.entity(*place));
        let Some(first) = places.next() else { return };
        let count = places.count() + 1;
        let said = if count == 1 { format!("a place {one}") } else { format!("{count} places {many}") };
        let label = if count == 1 { "" } else { "the first of them" };
        let at = study.table(first.table).lead_span(first.row as usize);
        out.push(
            LINT.at(at, format!("{said}; analyses of lifespans leave {} out", if count == 1 { "it" } else { "them" }))
                .label(label)
                .help(help),
        );
    };
    tell(
        true,
        "has ended, but nothing says when",
        "have ended, but nothing says when",
        "give `closed`, if only as wide as the sources allow: `2013/2015`, `../2015`",
    );
    tell(
        false,
        "has neither an end nor a day on which it was still there",
        "have neither an end nor a day on which they were still there",
        "give `closed`, or `last_confirmed`, or the date of the source that is cited",
    );
}

/// Whether the place's own row dates its end or its being there, which spares reading its whole life.
fn is_dated(study: &Study, place: EntityIx) -> bool {
    let dates = ["closed", "last_confirmed"]
        .map(|column| study.property_by_name.get(&(Table::Places, Box::from(column))).copied());
    let own = study.entity(place).table;
    study
        .facts_about(place)
        .iter()
        .map(|&f| study.fact(f))
        .any(|f| f.at.table == own && matches!(f.value, Value::Date(_)) && dates.contains(&Some(f.property)))
}
