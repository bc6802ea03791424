//! The description as Markdown.

use std::fmt::Write;

use super::{Line, Odd, Rule, Shown, odd, parameters};

/// The whole document, without its title.
#[must_use]
pub fn markdown() -> String {
    let odd = odd();
    let mut out = String::new();
    paragraph(&mut out, &format!("**{}**", odd.caution));
    paragraph(
        &mut out,
        "The description of the lab's model after ODD+D, made from the sources: each rule says in its own file what it does, by which \
         equation, with which parameters and on what evidence.",
    );
    section(&mut out, 2, "Purpose");
    odd.purpose.iter().for_each(|p| paragraph(&mut out, p));
    entities(&mut out, &odd);
    section(&mut out, 2, "Process overview: one month");
    let phases = odd.schedule.iter().map(|p| {
        let rules: Vec<String> = p.rules.iter().map(|rule| format!("`{rule}`")).collect();
        vec![p.number.to_string(), p.what.clone(), rules.join(", ")]
    });
    table(&mut out, &["phase", "what happens", "rules"], phases);
    section(&mut out, 2, "Design concepts");
    lines(&mut out, ["concept", "in the lab", ""], &odd.concepts);
    section(&mut out, 2, "The start");
    odd.start.iter().for_each(|p| paragraph(&mut out, p));
    presets(&mut out, &odd);
    section(&mut out, 2, "Rules");
    odd.rules.iter().for_each(|rule| of_rule(&mut out, rule));
    kinds(&mut out, &odd);
    section(&mut out, 2, "Levers");
    lines(&mut out, ["lever", "what it does", "its value"], &odd.levers);
    section(&mut out, 2, "Rival hypotheses");
    paragraph(&mut out, "Keys under `[switches]`; what holds unless a scenario says otherwise comes first.");
    lines(&mut out, ["switch", "what is rival", "choices"], &odd.switches);
    patterns(&mut out, &odd);
    section(&mut out, 2, "Parameters");
    paragraph(&mut out, &odd.caution);
    register(&mut out, &parameters());
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn entities(out: &mut String, odd: &Odd) {
    section(out, 2, "Entities, state variables, scales");
    lines(out, ["scale", "what it means", "choices"], &odd.scales);
    for entity in &odd.entities {
        section(out, 3, &entity.name);
        paragraph(out, &entity.what);
        table(
            out,
            &["variable", "what it says"],
            entity.columns.iter().map(|c| vec![format!("`{}`", c.name), c.what.clone()]),
        );
    }
}

fn of_rule(out: &mut String, rule: &Rule) {
    section(out, 3, rule.name);
    paragraph(out, &format!("Phase {}.", rule.phase));
    rule.mechanism.iter().chain(&rule.decisions).chain(&rule.evidence).for_each(|p| paragraph(out, p));
    register(out, &rule.parameters);
    if !rule.constants.is_empty() {
        table(
            out,
            &["assumed constant", "value"],
            rule.constants.iter().map(|c| vec![c.what.clone(), format!("`{}`", c.value)]),
        );
    }
}

fn register(out: &mut String, parameters: &[Shown]) {
    if parameters.is_empty() {
        return;
    }
    let rows = parameters.iter().map(|p| {
        let prior = p.prior.map_or_else(|| "fixed".to_owned(), |[low, high]| format!("{low} to {high}"));
        vec![
            p.number.to_string(),
            format!("`{}`", p.name),
            p.what.to_owned(),
            p.default.to_string(),
            prior,
            p.unit.to_owned(),
            p.status.to_owned(),
            p.source.to_owned(),
        ]
    });
    table(out, &["row", "parameter", "what it says", "default", "prior", "unit", "status", "source"], rows);
}

fn kinds(out: &mut String, odd: &Odd) {
    section(out, 2, "Kinds of places");
    let rows = odd.kinds.iter().map(|kind| {
        let numbers = kind.numbers.iter().map(ToString::to_string);
        [kind.name.to_owned()].into_iter().chain(numbers).chain([kind.source.to_owned()]).collect()
    });
    table(out, &["kind", "m²", "desks", "fee, yuan a month", "formality", "permeability", "source"], rows);
}

fn presets(out: &mut String, odd: &Odd) {
    section(out, 2, "Presets");
    paragraph(
        out,
        "Starting conditions of cities, `preset = \"kunshan\"` or part by part: `[preset]` with `assets`, `governance`, `pipelines`. All \
         assumed; their order is borne out by the literature.",
    );
    let rows = odd.presets.iter().map(|p| {
        let pipelines: Vec<String> = p.pipelines.iter().map(|(origin, stock)| format!("{origin} {stock}")).collect();
        let shares: Vec<String> = p.kinds.iter().map(|share| format!("{:.0}", 100.0 * share)).collect();
        let numbers = p.numbers.iter().map(ToString::to_string);
        let named = [format!("`{}`", p.name), shares.join(" / ")];
        named.into_iter().chain(numbers).chain([pipelines.join(", ")]).collect()
    });
    let head = [
        "preset",
        "firms in %: collective / state / foreign / household / start-up / private",
        "wage",
        "rent",
        "capital",
        "style",
        "openness",
        "linkage",
        "pipelines",
    ];
    table(out, &head, rows);
}

fn patterns(out: &mut String, odd: &Odd) {
    section(out, 2, "Patterns");
    paragraph(out, "What is known of the system, and the band in which a run meets it (`milieu lab patterns`).");
    let rows = odd.patterns.iter().flat_map(|p| {
        p.parts.iter().enumerate().map(move |(n, part)| {
            let accept = match part.accept {
                [Some(low), Some(high)] => format!("{low} to {high}"),
                [Some(low), None] => format!("at least {low}"),
                [None, Some(high)] => format!("at most {high}"),
                [None, None] => "any".to_owned(),
            };
            let accept = if part.unit.is_empty() { accept } else { format!("{accept} {}", part.unit) };
            let once = |text: &str| if n == 0 { text.to_owned() } else { String::new() };
            vec![once(p.id), once(p.name), once(p.used), once(p.anchor), part.what.to_owned(), accept]
        })
    });
    table(out, &["id", "pattern", "used", "known", "read as", "accepted"], rows);
}

fn lines(out: &mut String, head: [&str; 3], lines: &[Line]) {
    let columns = if lines.iter().all(|l| l.choices.is_empty()) { 2 } else { 3 };
    let rows = lines.iter().map(|l| {
        let name = if l.name.contains(' ') && !l.name.contains('=') { l.name.clone() } else { format!("`{}`", l.name) };
        [name, l.what.clone(), l.choices.clone()].into_iter().take(columns).collect()
    });
    table(out, &head[..columns], rows);
}

fn section(out: &mut String, level: usize, title: &str) {
    let _ = writeln!(out, "{} {title}\n", "#".repeat(level));
}

fn paragraph(out: &mut String, text: &str) {
    let _ = writeln!(out, "{text}\n");
}

fn table(out: &mut String, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let line = |out: &mut String, cells: Vec<String>| {
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    };
    line(out, head.iter().map(|&h| cell(h)).collect());
    line(out, head.iter().map(|_| "---".to_owned()).collect());
    rows.for_each(|row| line(out, row.iter().map(|text| cell(text)).collect()));
    out.push('\n');
}
