//! From what a study says of its places to sets.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, Value};
use milieu_study::life::{self, End};
use milieu_study::schema::Table as Of;
use milieu_study::time::Day;

use crate::analysis::{At, Extract, Refusal, Row, Table};
use crate::{LeftOut, Words};

/// What a study codes, states or dates of its cases, as sets; what it does not say stays blank.
pub static SETS: Extract = Extract {
    name: "sets",
    title: Words {
        en: "Cases and their sets, from codings and statements",
        zh: "案例及其集合（来自编码与陈述）",
        fr: "Les cas et leurs ensembles, d’après codages et énoncés",
    },
    columns: &[
        ("case", "id of the place, or of whatever is compared"),
        ("…", "a column for each set: 1 in, 0 out, or the number; blank where nothing is coded"),
    ],
    options: &[
        (
            "sets",
            "which, with commas between: NAME:scheme=code|code (in, if coded so; out, if coded otherwise), \
             NAME:variable>=number, NAME:variable (a number, or yes and no), NAME:years>=number (lived so long at \
             least; blank where dates do not decide it)",
        ),
        ("of", "`places` (unsaid) or `all`: everything that is coded or compared"),
        ("coder", "only codings by this coder"),
    ],
    make,
};

/// How a statement becomes a membership.
enum Test {
    /// In, if it is one of these codes.
    Is(Vec<String>),
    /// In, if it is this number at least.
    AtLeast(f64),
    /// The number itself; 1 and 0 for yes and no.
    Plain,
}

struct Set {
    name: String,
    property: String,
    test: Test,
}

/// What is known of one case and one set.
#[derive(Default)]
struct Known {
    value: Option<f64>,
    facts: Vec<FactIx>,
    disputed: bool,
}

fn make(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    const NOTHING: Words = Words {
        en: "nothing coded, stated or dated decides any of the sets",
        zh: "没有编码、陈述或日期能确定任何集合",
        fr: "rien de codé, d’énoncé ni de daté ne décide d’aucun des ensembles",
    };
    const DISPUTED: Words = Words {
        en: "coders put it in and out of the same set: left blank",
        zh: "编码员对同一集合的归属不一致，留空",
        fr: "des codeurs le mettent dans le même ensemble et dehors : laissé vide",
    };
    let sets = parse(options.get("sets").map_or("", String::as_str))?;
    let all = options.get("of").is_some_and(|of| of == "all");
    let coder = options.get("coder").map(String::as_str);
    let cases: Vec<EntityIx> = match all {
        true => (0u32..).take(study.entities.len()).map(EntityIx).collect(),
        false => study.entities_of(Of::Places).collect(),
    };
    let mut table = Table { name: "sets".into(), ..Table::default() };
    let mut columns: Vec<Vec<Option<f64>>> = vec![vec![]; sets.len()];
    let (mut nothing, mut disputed) = (vec![], vec![]);
    for case in cases {
        let known: Vec<Known> = sets.iter().map(|set| known(study, case, set, coder)).collect();
        disputed.extend(known.iter().filter(|k| k.disputed).flat_map(|k| k.facts.iter().copied()));
        if known.iter().all(|k| k.value.is_none()) {
            // Of everything in a study, what is no case at all is not worth a word.
            if !all || known.iter().any(|k| !k.facts.is_empty()) {
                nothing.push(case);
            }
            continue;
        }
        let mut facts: Vec<FactIx> = known.iter().flat_map(|k| k.facts.iter().copied()).collect();
        facts.sort_unstable();
        facts.dedup();
        let label = study.entity(case).id.to_string();
        table.rows.push(Row { label, line: 0, entity: Some(case), facts });
        columns.iter_mut().zip(&known).for_each(|(column, k)| column.push(k.value));
    }
    if let Some((set, _)) = sets.iter().zip(&columns).find(|(_, column)| column.iter().all(Option::is_none)) {
        return Err(Refusal::new(
            "set-without-cases",
            format!("nothing is coded or stated of any case in `{}`", set.name),
        )
        .why(format!(
            "`{}` is neither a scheme with codings, a dimension of cases.csv, nor a column with such values",
            set.property
        ))
        .help("see the study’s codebook for its schemes and variables; codes are written as in codings.csv")
        .at(At::Option("sets".into())));
    }
    let labels = table.rows.iter().map(|row| Some(row.label.clone())).collect();
    table.push_text("case", labels);
    for (set, column) in sets.iter().zip(columns) {
        table.push_numbers(&set.name, column);
    }
    if !nothing.is_empty() {
        table.left_out.push(LeftOut::entities(NOTHING, nothing));
    }
    if !disputed.is_empty() {
        table.left_out.push(LeftOut::facts(DISPUTED, disputed));
    }
    Ok(table)
}

/// Reads `NAME:scheme=code|code`, `NAME:variable>=number`, `NAME:variable`; the name may be left unsaid.
fn parse(written: &str) -> Result<Vec<Set>, Refusal> {
    let wrong = |what: String| {
        Refusal::new("bad-sets", what)
            .why("each set needs to say when a case is in it")
            .help("for example: sets = \"grassroots:initiative=grassroots,lasted:years>=5\"")
            .at(At::Option("sets".into()))
    };
    let mut sets: Vec<Set> = vec![];
    for part in written.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let (name, rule) = part.split_once(':').map_or((None, part), |(name, rule)| (Some(name.trim()), rule.trim()));
        let (property, test, unsaid) = if let Some((property, number)) = rule.split_once(">=") {
            let number = number.trim().parse().ok().filter(|n: &f64| n.is_finite());
            let least = number.ok_or_else(|| wrong(format!("`{part}` compares with no number")))?;
            (property, Test::AtLeast(least), property)
        } else if let Some((property, codes)) = rule.split_once('=') {
            (property, Test::Is(codes.split('|').map(|c| c.trim().to_owned()).collect()), codes)
        } else {
            (rule, Test::Plain, rule)
        };
        let name = name.unwrap_or(unsaid).trim().to_owned();
        if name.is_empty() || property.trim().is_empty() || sets.iter().any(|s| s.name == name) {
            return Err(wrong(format!("`{part}` has no name of its own")));
        }
        sets.push(Set { name, property: property.trim().to_owned(), test });
    }
    if sets.is_empty() { Err(wrong("no set is named".into())) } else { Ok(sets) }
}

fn known(study: &Study, case: EntityIx, set: &Set, coder: Option<&str>) -> Known {
    if let (Test::AtLeast(least), "years", Of::Places) = (&set.test, set.property.as_str(), study.entity(case).kind) {
        return lived(study, case, *least);
    }
    let coded = coded(study, case, &set.property, coder);
    if coded.is_empty() {
        let Some((value, facts)) = study.used(case, &set.property) else { return Known::default() };
        let words = study.used_words(case, &set.property).map(|(words, _)| words.into_owned()).unwrap_or_default();
        return Known { value: judged(&set.test, &words, value), facts, disputed: false };
    }
    // Several codes by one coder are one reading; two coders are two.
    let mut readings: BTreeMap<Option<String>, Vec<f64>> = BTreeMap::new();
    for &fact in &coded {
        if let Some(value) = judged(&set.test, &study.written(fact), study.fact(fact).value) {
            let coder = study.qualifier(fact, "coder").map(std::borrow::Cow::into_owned);
            readings.entry(coder).or_default().push(value);
        }
    }
    let reading = |values: &Vec<f64>| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut values = readings.values().map(reading);
    let first = values.next();
    let agreed = values.all(|v| Some(v) == first);
    // A number stated twice differently by one coder has no maximum that means something.
    let plain = matches!(set.test, Test::Plain);
    let one = !plain || readings.values().all(|values| values.iter().all(|v| Some(*v) == first));
    let sound = agreed && one;
    Known { value: first.filter(|_| sound), facts: coded, disputed: first.is_some() && !sound }
}

/// Codings under a scheme, and rows of cases.csv in a dimension.
fn coded(study: &Study, case: EntityIx, property: &str, coder: Option<&str>) -> Vec<FactIx> {
    let wanted = |fact: &FactIx| {
        let of = study.property(study.fact(*fact).property);
        let by = || coder.is_none_or(|coder| study.qualifier(*fact, "coder").as_deref() == Some(coder));
        &*of.name == property && (of.table == Of::Cases || (of.table == Of::Codings && by()))
    };
    study.facts_about(case).iter().copied().filter(wanted).collect()
}

fn judged(test: &Test, words: &str, value: Value) -> Option<f64> {
    let yes = |yes: bool| f64::from(u8::from(yes));
    let number = || match value {
        Value::Number(n) => Some(n),
        Value::Bool(b) => Some(yes(b)),
        _ => match words.to_lowercase().as_str() {
            "yes" | "true" => Some(1.0),
            "no" | "false" => Some(0.0),
            other => other.parse().ok().filter(|n: &f64| n.is_finite()),
        },
    };
    match test {
        Test::Is(codes) => (!words.is_empty()).then(|| yes(codes.iter().any(|code| code == words))),
        Test::AtLeast(least) => number().map(|n| yes(n >= *least)),
        Test::Plain => number(),
    }
}

/// Whether a place lived so many years at least; none where its dates leave both possible.
fn lived(study: &Study, place: EntityIx, least: f64) -> Known {
    let life = life::of(study, place);
    let facts = life.opened_by.iter().chain(&life.end_by).copied().collect();
    let years = |from: Day, to: Day| f64::from(to.0 - from.0) / 365.2425;
    let decide = || {
        let [early, late] = life.opened?;
        let surely = |end: Day| late.day().is_some_and(|late| years(late, end) >= least);
        match &life.end {
            End::Event { when: [first, last], .. } => {
                let shorter = early.day().zip(last.day()).is_some_and(|(from, to)| years(from, to) < least);
                match first.day().is_some_and(surely) {
                    true => Some(1.0),
                    false => shorter.then_some(0.0),
                }
            }
            // Still there when last heard of: long enough already, or not known.
            End::Censored { at, .. } => surely(*at).then_some(1.0),
            End::Unknown => None,
        }
    };
    Known { value: decide(), facts, disputed: false }
}
