//! CON001: statements of one property contradict each other.

use super::Lint;
use crate::conflict::{self, Conflict};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::{FactIx, Value};
use crate::settings::ConflictRule;
use crate::study::Study;

/// Documentation of CON001.
pub static LINT: Lint = Lint {
    code: "CON001",
    name: "contradiction",
    severity: Severity::Note,
    what: r#"Statements of one property contradict each other."#,
    why: r#"Contradiction is data: all statements are kept and shown side by side, and the rule declared in study.toml decides what analyses use."#,
    bad: r#"--- places.csv
id,opened,source
a,2010,k
--- claims.csv
entity,property,value,source
a,opened,2011,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,opened,source
a,2010,k
--- claims.csv
entity,property,value,source
a,opened,2010-11,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each contradiction.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    const SHOWN: usize = 8;
    for conflict in &study.conflicts {
        let id = &study.entity(conflict.entity).id;
        let property = &study.property(conflict.property).name;
        let values = conflict.values.iter().take(SHOWN);
        let mut said: Vec<String> = values.map(|group| format!("`{}`", study.written(group[0]))).collect();
        if conflict.values.len() > SHOWN {
            said.push(format!("and {} other values", conflict.values.len() - SHOWN));
        }
        let message = format!("`{property}` of `{id}`: the sources contradict each other, saying {}", said.join(", "));
        let first = conflict.values[0][0];
        let mut found = LINT.at(study.span(study.fact(first).at), message).label(who(study, first));
        for group in &conflict.values[1..] {
            found = found.also(study.span(study.fact(group[0]).at), who(study, group[0]));
        }
        let rule = conflict.rule.word();
        out.push(found.help(format!(
            "all are kept; analyses use {} (rule `{rule}`, [conflicts] in study.toml)",
            used(study, conflict)
        )));
    }
}

/// Who says so, in short.
fn who(study: &Study, fact: FactIx) -> String {
    let cited = study.cited(study.fact(fact).citations);
    if cited.is_empty() {
        return "without a source".to_owned();
    }
    cited.iter().map(|c| &*c.key).collect::<Vec<_>>().join(", ")
}

/// What the rule makes of it.
fn used(study: &Study, conflict: &Conflict) -> String {
    match (conflict.range, conflict.rule, conflict.used) {
        (Some([least, greatest]), ..) => format!("{least} to {greatest}"),
        (None, ConflictRule::Interval, Value::Date(date)) => format!("the dates {}", date.bounds),
        _ => format!("`{}`", study.written(conflict::best_ranked(study, &conflict.facts))),
    }
}
