//! PLN002: a target is in another unit than its indicator or the target it carries out.

use rustc_hash::FxHashMap;

use super::Lint;
use super::targets::{Target, targets};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::EntityIx;
use crate::study::Study;

/// Documentation of PLN002.
pub static LINT: Lint = Lint {
    code: "PLN002",
    name: "target-unit",
    severity: Severity::Warning,
    what: r#"A target is in another unit than its indicator or the target it carries out."#,
    why: r#"It cannot be compared with what is observed, nor with the level above."#,
    bad: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,,,level,,,100,m2,2020,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,,,level,,,100,labs,2020,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// Forms whose value is not in the indicator's unit: a change may be in percent, a multiple has none.
const OTHER_UNIT: &[&str] = &["change", "multiple", "qualitative", "deferred"];

/// A unit that fits whatever is counted.
const COUNT: &str = "count";

/// One finding for each target.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let targets = targets(study);
    let by_entity: FxHashMap<EntityIx, &Target<'_>> = targets.iter().map(|t| (t.entity, t)).collect();
    for target in targets.iter().filter(|t| !t.unit.is_empty() && !OTHER_UNIT.contains(&&*t.form)) {
        let (unit, help) = (&target.unit, "convert the value, or choose another indicator");
        let declared = study.codebook.indicator(&target.indicator).and_then(|i| i.unit.as_deref());
        let parent = target
            .parent
            .and_then(|p| by_entity.get(&p))
            .filter(|p| p.indicator == target.indicator && p.form == target.form);
        if let Some(declared) = declared.filter(|d| d != unit && *d != COUNT) {
            let message = format!("this target is in `{unit}`, its indicator `{}` in `{declared}`", target.indicator);
            out.push(LINT.at(target.span("unit"), message).help(help));
        } else if let Some(parent) = parent.filter(|p| !p.unit.is_empty() && p.unit != *unit) {
            let message = format!("this target is in `{unit}`, the one it carries out in `{}`", parent.unit);
            out.push(LINT.at(target.span("unit"), message).also(parent.span("unit"), "the target above").help(help));
        }
    }
}
