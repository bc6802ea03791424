//! CON001: statements of one property contradict each other.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::FactIx;
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
    for conflict in &study.conflicts {
        let id = &study.entity(conflict.entity).id;
        let property = &study.property(conflict.property).name;
        let said: Vec<String> = conflict.values.iter().map(|group| format!("`{}`", study.written(group[0]))).collect();
        let mut found = LINT
            .at(
                study.span(study.fact(conflict.facts[0]).at),
                format!("`{property}` of `{id}`: the sources say {}", said.join(", ")),
            )
            .label(who(study, conflict.values[0][0]));
        for group in &conflict.values[1..] {
            found = found.also(study.span(study.fact(group[0]).at), who(study, group[0]));
        }
        let rule = conflict.rule.word();
        out.push(found.help(format!("all are kept; analyses use the rule `{rule}` ([conflicts] in study.toml)")));
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
