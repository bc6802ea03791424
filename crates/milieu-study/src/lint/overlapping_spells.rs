//! TIM003: two spells of a place overlap.

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::fact::EntityIx;
use crate::schema::Table;
use crate::study::Study;
use crate::time::Day;

/// Documentation of TIM003.
pub static LINT: Lint = Lint {
    code: "TIM003",
    name: "overlapping-spells",
    severity: Severity::Warning,
    what: r#"Two spells of a place overlap."#,
    why: r#"A place is in one state at a time; a day in two spells would be counted twice. Spells at different sites may overlap."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- spells.csv
place,status,from,to,source
a,active,2010,2014,k
a,paused,2012,2015,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- spells.csv
place,status,from,to,source
a,active,2010,2012,k
a,paused,2012,2015,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The days a spell certainly covers.
struct Certain {
    place: EntityIx,
    site: Option<EntityIx>,
    from: Day,
    to: Day,
    at: Span,
}

/// One finding for each spell that certainly begins within an earlier one of the same place and site.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let mut spells = vec![];
    for sheet in sheets(study, Table::Spells) {
        let column = |name| sheet.column(name);
        let (place, site, from, to) = (column("place"), column("site"), column("from"), column("to"));
        for row in sheet.rows() {
            let (Some(start), Some(end)) = (sheet.date(row, from), sheet.date(row, to)) else { continue };
            let days = (start.bounds.latest_start.day(), end.bounds.earliest_end.day());
            let (Some(place), (Some(first), Some(last))) = (sheet.entity(row, place), days) else { continue };
            let site = sheet.entity(row, site);
            spells.push(Certain { place, site, from: first, to: last, at: sheet.span(row, from) });
        }
    }
    spells.sort_by_key(|s| (s.place, s.site, s.from, s.at));
    let mut before: Option<&Certain> = None;
    for spell in &spells {
        let same = before.filter(|b| (b.place, b.site) == (spell.place, spell.site));
        if let Some(earlier) = same.filter(|b| spell.from < b.to && spell.from < spell.to) {
            let id = &study.entity(spell.place).id;
            out.push(
                LINT.at(spell.at, format!("two spells of `{id}` overlap"))
                    .label("begins before the other has ended")
                    .also(earlier.at, format!("this one lasts at least until {}", earlier.to))
                    .help("end the earlier spell when the later one begins, or give each its `site`"),
            );
        }
        if same.is_none_or(|b| b.to < spell.to) {
            before = Some(spell);
        }
    }
}
