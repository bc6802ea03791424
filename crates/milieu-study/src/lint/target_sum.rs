//! PLN001: targets do not add up to the target they carry out.

use std::collections::BTreeMap;

use super::Lint;
use super::targets::{Target, targets};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::EntityIx;
use crate::study::Study;

/// Documentation of PLN001.
pub static LINT: Lint = Lint {
    code: "PLN001",
    name: "target-sum",
    severity: Severity::Warning,
    what: r#"Targets do not add up to the target they carry out."#,
    why: r#"A plan hands its targets down in parts. Where the parts do not sum, either a figure is mistyped or the levels promise different amounts; the first should be mended, the second is a finding. Shares and rates are not summed."#,
    bad: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,cn,,level,,,100,labs,2020,k
s,labs,sh,n,level,,,80,labs,2020,k
z,labs,sz,n,level,,,70,labs,2020,k
--- territories.csv
id,parent,source
cn,,k
sh,cn,k
sz,cn,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,cn,,level,,,150,labs,2020,k
s,labs,sh,n,level,,,80,labs,2020,k
z,labs,sz,n,level,,,70,labs,2020,k
--- territories.csv
id,parent,source
cn,,k
sh,cn,k
sz,cn,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each target whose children, in the same indicator, form, unit and year, sum to
/// something else. A sum below it is only noted: some children may not be in the study.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let targets = targets(study);
    let mut children: BTreeMap<EntityIx, Vec<&Target<'_>>> = BTreeMap::new();
    for target in &targets {
        if let Some(parent) = target.parent {
            children.entry(parent).or_default().push(target);
        }
    }
    for parent in &targets {
        let (Some(wanted), true) = (parent.value, adds_up(parent)) else { continue };
        let Some(all) = children.get(&parent.entity) else { continue };
        let like = |t: &&&Target<'_>| {
            (&t.indicator, &t.form, &t.unit, &t.year) == (&parent.indicator, &parent.form, &parent.unit, &parent.year)
        };
        let parts: Vec<&Target<'_>> = all.iter().filter(like).copied().collect();
        let values: Option<Vec<f64>> = parts.iter().map(|t| t.value).collect();
        let Some(values) = values.filter(|v| v.len() > 1) else { continue };
        let sum: f64 = values.iter().sum();
        // Half a percent is rounding.
        if (sum - wanted).abs() <= wanted.abs() * 0.005 {
            continue;
        }
        let than = if sum > wanted { "more" } else { "less" };
        let written: Vec<String> = values.iter().map(f64::to_string).collect();
        let mut found = LINT
            .at(
                parent.value_at,
                format!(
                    "the {} targets that carry out `{}` add up to {than} than it: {} = {}, not {wanted}",
                    parts.len(),
                    study.entity(parent.entity).id,
                    written.join(" + "),
                    tidy(sum)
                ),
            )
            .label("the target");
        for part in parts.iter().take(6) {
            found = found.also(part.value_at, "");
        }
        if sum < wanted {
            found.severity = Severity::Note;
            found = found.help("add the missing targets, or check the values, units and years");
        } else {
            found = found.help("check the values, units and years; if the plans do differ, say so in `notes`");
        }
        out.push(found);
    }
}

/// Whether parts of it can be summed: amounts can, shares and rates cannot.
fn adds_up(target: &Target<'_>) -> bool {
    let share = ["%", "‰", "percent", "per cent", "share", "ratio", "rate", "index", "per "];
    let unit = target.unit.to_lowercase();
    matches!(&*target.form, "level" | "cumulative" | "annual_average" | "change" | "")
        && !share.iter().any(|s| unit.contains(s))
}

/// Without the noise of binary fractions.
fn tidy(sum: f64) -> f64 {
    (sum * 1e6).round() / 1e6
}
