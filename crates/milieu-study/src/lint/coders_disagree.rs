//! COD007: coders disagree.

use std::collections::{BTreeMap, BTreeSet};

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::fact::EntityIx;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of COD007.
pub static LINT: Lint = Lint {
    code: "COD007",
    name: "coders-disagree",
    severity: Severity::Note,
    what: r#"Coders disagree."#,
    why: r#"Disagreement is data: all codings are kept. How far coders agree beyond chance (Krippendorff's alpha) says how much a typology can carry."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- codings.csv
entity,scheme,code,coder,source
a,form,open,x,k
a,form,closed,y,k
--- codebook.toml
[[schemes]]
code = "form"
[[schemes.codes]]
code = "open"
[[schemes.codes]]
code = "closed"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- codings.csv
entity,scheme,code,coder,source
a,form,open,x,k
a,form,open,y,k
--- codebook.toml
[[schemes]]
code = "form"
[[schemes.codes]]
code = "open"
[[schemes.codes]]
code = "closed"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// What coders gave an entity: the codes of each, and where each first coded it.
type Codings = BTreeMap<String, (BTreeSet<String>, Span)>;

/// One finding for each scheme, with the number of entities over which coders differ.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let mut schemes: BTreeMap<String, BTreeMap<EntityIx, Codings>> = BTreeMap::new();
    for sheet in sheets(study, Table::Codings) {
        let column = |name| sheet.column(name);
        let (entity, scheme, code, coder) = (column("entity"), column("scheme"), column("code"), column("coder"));
        for row in sheet.rows() {
            let (Some(entity), who) = (sheet.entity(row, entity), sheet.cell(row, coder)) else { continue };
            if who.is_empty() {
                continue;
            }
            let coded = schemes.entry(sheet.cell(row, scheme).into_owned()).or_default().entry(entity).or_default();
            let at = sheet.span(row, code);
            coded
                .entry(who.into_owned())
                .or_insert_with(|| (BTreeSet::new(), at))
                .0
                .insert(sheet.cell(row, code).into_owned());
        }
    }
    for (scheme, entities) in &schemes {
        let by_several: Vec<_> = entities.iter().filter(|(_, coders)| coders.len() > 1).collect();
        let differs =
            |coders: &Codings| coders.values().any(|(codes, _)| Some(codes) != coders.values().next().map(|c| &c.0));
        let disputed: Vec<_> = by_several.iter().filter(|(_, coders)| differs(coders)).collect();
        let Some((entity, coders)) = disputed.first() else { continue };
        let id = &study.entity(**entity).id;
        let message = format!(
            "coders disagree over {} of {} entities they all coded by `{scheme}`, first over `{id}`",
            disputed.len(),
            by_several.len()
        );
        let mut marks = coders.iter().map(|(who, (_, at))| (*at, who.clone()));
        let Some((at, who)) = marks.next() else { continue };
        let found = marks.fold(LINT.at(at, message).label(who), |found, (at, who)| found.also(at, who));
        out.push(
            found.help(
                "all codings are kept; report the agreement (Krippendorff's alpha) beside what rests on the scheme",
            ),
        );
    }
}
