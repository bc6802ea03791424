//! What `qca` answers, as numbers, tables and figures.

use std::collections::BTreeSet;

use super::fit::{self, Sufficiency};
use super::problem::Problem;
use super::read::Read;
use super::sets::Sets;
use super::solve::{self, Intermediate, Kind, Solution};
use super::space::Term;
use super::truth::{Output, TruthTable};
use crate::Words;
use crate::analysis::figure::{self, Configuration, Scatter};
use crate::analysis::{Datum, Figure, Note, Number, Sheet};

/// The most configurations a truth table shows with its remainders: five two-valued conditions.
const WITH_REMAINDERS: u32 = 32;
/// The most models whose numbers stand first; all are in the table of solutions.
const FIRST_MODELS: usize = 4;
/// The most terms drawn as a plot of their own.
const PLOTTED: usize = 6;
/// The most rows listed as assumptions of one model.
const ASSUMPTIONS: usize = 1024;

/// Solutions found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub conservative: Option<Solution>,
    pub parsimonious: Option<Solution>,
    pub intermediate: Vec<Intermediate>,
}

/// A model with where it comes from.
struct Model<'a> {
    kind: Kind,
    /// The pair of models an intermediate one stands between, as `C1P2`.
    pair: String,
    /// Its number, counted from 1 within its kind and pair.
    number: usize,
    solution: &'a Solution,
    terms: Vec<Term>,
}

impl Found {
    /// What is asked for.
    pub(super) fn only(&self, wanted: &str) -> Self {
        let keep = |kind: Kind| wanted == "all" || wanted == kind.word();
        Self {
            conservative: self.conservative.clone().filter(|_| keep(Kind::Conservative)),
            parsimonious: self.parsimonious.clone().filter(|_| keep(Kind::Parsimonious)),
            intermediate: if keep(Kind::Intermediate) { self.intermediate.clone() } else { vec![] },
        }
    }

    /// All models: conservative, intermediate, parsimonious.
    fn models(&self) -> Vec<Model<'_>> {
        let of = |solution, pair: &str| {
            let model = |number: usize, solution: &'_ Solution| solution.terms(number);
            let solution: &Solution = solution;
            (0..solution.models.len())
                .map(|m| Model {
                    kind: solution.kind,
                    pair: pair.to_owned(),
                    number: m + 1,
                    solution,
                    terms: model(m, solution),
                })
                .collect::<Vec<_>>()
        };
        let mut models = vec![];
        models.extend(self.conservative.iter().flat_map(|s| of(s, "")));
        for i in &self.intermediate {
            models.extend(of(&i.solution, &format!("C{}P{}", i.conservative + 1, i.parsimonious + 1)));
        }
        models.extend(self.parsimonious.iter().flat_map(|s| of(s, "")));
        models
    }

    /// The models drawn: the first of each kind.
    fn first(&self) -> Vec<Model<'_>> {
        let mut kinds = BTreeSet::new();
        self.models().into_iter().filter(|m| kinds.insert(m.kind)).collect()
    }
}

impl Model<'_> {
    fn id(&self) -> String {
        match self.pair.as_str() {
            "" => format!("{}.m{}", self.kind.word(), self.number),
            pair => format!("{}.{}.m{}", self.kind.word(), pair.to_lowercase(), self.number),
        }
    }

    fn fit(&self, sets: &Sets) -> (Vec<Sufficiency>, Sufficiency) {
        let memberships: Vec<Vec<f64>> = self.terms.iter().map(|&t| sets.term(t)).collect();
        fit::solution(&memberships, sets.outcome())
    }
}

fn or_nan(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}

/// Warnings that come from the cases and the truth table.
pub(super) fn warnings(read: &Read, table: &TruthTable) -> Vec<Note> {
    const DIVERSE: Words = Words {
        en: "Random data with as few cases for these conditions often look free of contradiction: the solution may \
             be chance. Probability that random data would contradict themselves:",
        zh: "就这些条件而言案例过少，随机数据也常无矛盾，解可能出于偶然。随机数据出现矛盾的概率：",
        fr: "Des données au hasard avec si peu de cas pour ces conditions paraissent souvent sans contradiction : la \
             solution peut être due au hasard. Probabilité qu’elles se contredisent :",
    };
    const CROSSOVER: Words = Words {
        en: "Memberships of exactly 0.5: these cases belong to no configuration.",
        zh: "隶属度恰为 0.5：这些案例不属于任何组态。",
        fr: "Appartenances d’exactement 0,5 : ces cas n’appartiennent à aucune configuration.",
    };
    const DISAGREE: Words = Words {
        en: "Configurations whose cases disagree on the outcome (row: cases out of the outcome).",
        zh: "案例结果不一致的组态（行：不属于结果的案例）。",
        fr: "Configurations dont les cas ne s’accordent pas sur le résultat (ligne : cas hors du résultat).",
    };
    const REMAINDERS: Words = Words {
        en: "Configurations without enough cases (remainders), of all:",
        zh: "案例不足的组态（逻辑余项）占全部：",
        fr: "Configurations sans assez de cas (restes logiques), sur toutes :",
    };
    let sets = &read.sets;
    let mut notes = vec![];
    if read.diversity < super::diversity::LEAST {
        notes.push(Note { warns: true, words: DIVERSE, detail: format!("{:.2}", read.diversity) });
    }
    let crossovers = sets.crossovers();
    if !crossovers.is_empty() {
        let named = |c: &super::sets::Crossover| format!("{} ({})", sets.cases()[c.case], c.set);
        let detail = crossovers.iter().map(named).collect::<Vec<_>>().join(", ");
        notes.push(Note { warns: true, words: CROSSOVER, detail });
    }
    let disagree = table.rows.iter().filter(|r| r.disagrees()).map(|r| {
        let out: Vec<&str> = r.out_of_outcome.iter().map(|&c| sets.cases()[c].as_str()).collect();
        format!("{}: {}", r.configuration + 1, out.join(", "))
    });
    let disagree = disagree.collect::<Vec<_>>().join("; ");
    if !disagree.is_empty() {
        notes.push(Note { warns: true, words: DISAGREE, detail: disagree });
    }
    let detail = format!("{} / {}", table.remainders(sets), sets.space().size());
    notes.push(Note { warns: false, words: REMAINDERS, detail });
    notes
}

/// Notes on models the data cannot tell apart.
pub(super) fn ambiguities(read: &Read, found: &Found) -> Vec<Note> {
    const SEVERAL: Words = Words {
        en: "Model ambiguity: several models fit equally well, and none of them is the better one.",
        zh: "模型歧义：多个模型同样拟合，没有更好的一个。",
        fr: "Ambiguïté de modèles : plusieurs modèles conviennent également, aucun n’est meilleur.",
    };
    const ALL_COVERS: Words = Words {
        en: "All irredundant covers are listed, not only the shortest ones that a QCA solution means.",
        zh: "列出全部不可约覆盖，而非仅为 QCA 解所指的最短者。",
        fr: "Toutes les couvertures irredondantes sont listées, pas seulement les plus courtes qu’entend une solution AQQC.",
    };
    let mut notes = vec![];
    for solution in [&found.conservative, &found.parsimonious].into_iter().flatten() {
        if solution.total != Some(1) {
            let total = solution.total.map_or("more than 10,000".to_owned(), |n| n.to_string());
            let detail = format!("{}: {total} models, {} listed", solution.kind.word(), solution.models.len());
            notes.push(Note { warns: true, words: SEVERAL, detail });
        }
    }
    let different: BTreeSet<Vec<Term>> =
        found.intermediate.iter().flat_map(|i| (0..i.solution.models.len()).map(|m| i.solution.terms(m))).collect();
    if different.len() > 1 {
        let detail = format!("intermediate: {} models over {} pairs", different.len(), found.intermediate.len());
        notes.push(Note { warns: true, words: SEVERAL, detail });
    }
    if read.setup.options.wanted == super::cover::Wanted::Irredundant {
        notes.push(Note { warns: true, words: ALL_COVERS, detail: String::new() });
    }
    notes
}

/// Fit of the first models of each kind, and what the truth table counts.
pub(super) fn numbers(read: &Read, table: &TruthTable, found: &Found) -> Vec<Number> {
    const INCLUSION: Words =
        Words { en: "consistency of the solution", zh: "解的一致性", fr: "cohérence de la solution" };
    const PRI: Words = Words {
        en: "proportional reduction in inconsistency of the solution",
        zh: "解的 PRI（不一致性按比例减少）",
        fr: "réduction proportionnelle d’incohérence de la solution",
    };
    const COVERAGE: Words =
        Words { en: "coverage of the solution", zh: "解的覆盖度", fr: "couverture de la solution" };
    const MODELS: Words = Words { en: "models", zh: "模型数", fr: "modèles" };
    const POSITIVE: Words =
        Words { en: "sufficient configurations", zh: "充分组态数", fr: "configurations suffisantes" };
    let mut numbers = vec![];
    for solution in [&found.conservative, &found.parsimonious].into_iter().flatten() {
        let total = solution.total.map_or(f64::INFINITY, |n| n as f64);
        numbers.push(Number::new(format!("{}.models", solution.kind.word()), MODELS, total).of(solution.kind.word()));
    }
    for kind in [Kind::Conservative, Kind::Intermediate, Kind::Parsimonious] {
        for model in found.models().into_iter().filter(|m| m.kind == kind).take(FIRST_MODELS) {
            let (_, whole) = model.fit(&read.sets);
            let of = format!("{}: {}", kind.word(), solve::write(&model.terms, &read.sets));
            for (id, label, value) in
                [("inclS", INCLUSION, whole.inclusion), ("PRI", PRI, whole.pri), ("covS", COVERAGE, whole.coverage)]
            {
                numbers.push(Number::new(format!("{}.{id}", model.id()), label, or_nan(value)).of(of.clone()));
            }
        }
    }
    let positive = table.configurations(Output::Positive).len() as f64;
    numbers.push(Number::new("sufficient_configurations", POSITIVE, positive));
    numbers
}

fn rows_of(read: &Read, cases: impl IntoIterator<Item = usize>) -> Vec<usize> {
    cases.into_iter().map(|case| read.used[case]).collect()
}

fn names(sets: &Sets, cases: &[usize]) -> String {
    cases.iter().map(|&c| sets.cases()[c].as_str()).collect::<Vec<_>>().join(", ")
}

fn members(memberships: &[f64]) -> Vec<usize> {
    (0..memberships.len()).filter(|&c| memberships[c] > 0.5).collect()
}

/// All tables. `found` holds all solutions, `shown` those asked for.
pub(super) fn sheets(read: &Read, table: &TruthTable, found: &Found, shown: &Found) -> Result<Vec<Sheet>, Problem> {
    let mut sheets = vec![truth_table(read, table)];
    if !shown.models().is_empty() {
        sheets.extend([solutions(read, shown), terms(read, shown), primes(read, shown), cases(read, shown)]);
        sheets.push(assumptions(read, table, found, shown)?);
    }
    Ok(sheets)
}

fn truth_table(read: &Read, table: &TruthTable) -> Sheet {
    let sets = &read.sets;
    let mut columns = vec!["row".to_owned()];
    columns.extend(sets.names());
    columns.extend(["OUT", "n", "incl", "PRI", "disagree", "cases"].map(str::to_owned));
    let (mut rows, mut evidence) = (vec![], vec![]);
    for row in &table.rows {
        let mut cells = vec![Datum::from(row.configuration as usize + 1)];
        cells.extend(sets.space().values(row.configuration).into_iter().map(|v| Datum::from(usize::from(v))));
        cells.push(row.output.sign().into());
        cells.push(row.cases.len().into());
        cells.extend([row.fit.inclusion, row.fit.pri].map(Datum::from));
        cells.push(row.disagrees().into());
        cells.push(names(sets, &row.cases).into());
        rows.push(cells);
        evidence.push(rows_of(read, row.cases.iter().copied()));
    }
    let title = Words { en: "Truth table", zh: "真值表", fr: "Table de vérité" };
    Sheet { id: "truth_table", title, columns, rows, evidence }
}

fn solutions(read: &Read, found: &Found) -> Sheet {
    let columns = ["solution", "pair", "model", "formula", "inclS", "PRI", "covS"].map(str::to_owned).to_vec();
    let row = |model: &Model| {
        let (_, whole) = model.fit(&read.sets);
        let mut cells: Vec<Datum> = vec![model.kind.word().into(), model.pair.as_str().into(), model.number.into()];
        cells.push(solve::write(&model.terms, &read.sets).into());
        cells.extend([whole.inclusion, whole.pri, whole.coverage].map(Datum::from));
        cells
    };
    let models = found.models();
    let title = Words { en: "Solutions", zh: "解", fr: "Solutions" };
    let evidence = models.iter().map(|m| rows_of(read, members(&read.sets.solution(&m.terms)))).collect();
    Sheet { id: "solutions", title, columns, rows: models.iter().map(row).collect(), evidence }
}

fn terms(read: &Read, found: &Found) -> Sheet {
    let sets = &read.sets;
    let columns = ["solution", "pair", "model", "term", "inclS", "PRI", "covS", "covU", "cases"];
    let (mut rows, mut evidence) = (vec![], vec![]);
    for model in found.models() {
        let (each, _) = model.fit(sets);
        for (&term, fit) in model.terms.iter().zip(each) {
            let inside = members(&sets.term(term));
            let mut cells: Vec<Datum> = vec![model.kind.word().into(), model.pair.as_str().into(), model.number.into()];
            cells.push(sets.space().write(term, &sets.names()).into());
            cells.extend([fit.inclusion, fit.pri, fit.coverage, fit.unique].map(Datum::from));
            cells.push(names(sets, &inside).into());
            rows.push(cells);
            evidence.push(rows_of(read, inside));
        }
    }
    let title = Words { en: "Terms of the solutions", zh: "解的各项", fr: "Termes des solutions" };
    Sheet { id: "terms", title, columns: columns.map(str::to_owned).to_vec(), rows, evidence }
}

fn primes(read: &Read, found: &Found) -> Sheet {
    let sets = &read.sets;
    let columns = ["solution", "pair", "prime_implicant", "essential", "rows"].map(str::to_owned).to_vec();
    let mut rows = vec![];
    let mut seen = BTreeSet::new();
    for model in found.models().into_iter().filter(|m| seen.insert((m.kind, m.pair.clone()))) {
        let chart = &model.solution.chart;
        for (p, &prime) in chart.primes.iter().enumerate() {
            let covered = (0..chart.rows.len()).filter(|&c| chart.covers(p, c));
            let covered: Vec<String> = covered.map(|c| (chart.rows[c] + 1).to_string()).collect();
            rows.push(vec![
                model.kind.word().into(),
                model.pair.as_str().into(),
                sets.space().write(prime, &sets.names()).into(),
                model.solution.essential.contains(&p).into(),
                covered.join(", ").into(),
            ]);
        }
    }
    let title = Words { en: "Prime implicants", zh: "质蕴含项", fr: "Impliquants premiers" };
    Sheet { id: "prime_implicants", title, columns, rows, evidence: vec![] }
}

/// What a case is to a solution (Schneider & Rohlfing 2013).
fn class(membership: f64, outcome: f64) -> &'static str {
    match (membership > 0.5, outcome > 0.5) {
        (true, true) => "typical",
        (true, false) => "deviant consistency",
        (false, true) => "deviant coverage",
        (false, false) => "irrelevant",
    }
}

fn cases(read: &Read, found: &Found) -> Sheet {
    let sets = &read.sets;
    let columns = ["solution", "case", "membership", "outcome", "class"].map(str::to_owned).to_vec();
    let (mut rows, mut evidence) = (vec![], vec![]);
    for model in found.first() {
        for (case, &membership) in sets.solution(&model.terms).iter().enumerate() {
            let outcome = sets.outcome()[case];
            rows.push(vec![
                model.id().into(),
                sets.cases()[case].as_str().into(),
                membership.into(),
                outcome.into(),
                class(membership, outcome).into(),
            ]);
            evidence.push(vec![read.used[case]]);
        }
    }
    let title = Words {
        en: "Cases beside the first model of each solution",
        zh: "各解首个模型下的案例",
        fr: "Les cas face au premier modèle de chaque solution",
    };
    Sheet { id: "cases", title, columns, rows, evidence }
}

/// Remainders used by each model, easy and difficult ones, and assumptions that cannot stand.
fn assumptions(read: &Read, table: &TruthTable, found: &Found, shown: &Found) -> Result<Sheet, Problem> {
    let (sets, space) = (&read.sets, read.sets.space());
    let all = space.all();
    let mut rows: Vec<Vec<Datum>> = vec![];
    let mut list = |of: String, what: &str, used: &[u32]| {
        for &row in used.iter().take(ASSUMPTIONS) {
            let written = space.write(space.term(row, all), &sets.names());
            rows.push(vec![of.clone().into(), what.into(), (row as usize + 1).into(), written.into()]);
        }
        if used.len() > ASSUMPTIONS {
            let rest = format!("and {} more", used.len() - ASSUMPTIONS);
            rows.push(vec![of.into(), what.into(), Datum::Missing, rest.into()]);
        }
    };
    for i in &shown.intermediate {
        let pair = format!("intermediate.c{}p{}", i.conservative + 1, i.parsimonious + 1);
        list(pair.clone(), "easy counterfactual", &i.easy);
        list(pair, "difficult counterfactual, not used", &i.difficult);
    }
    for model in shown.models().iter().filter(|m| m.kind == Kind::Parsimonious) {
        list(model.id(), "simplifying assumption", &solve::remainders_used(space, table, &model.terms));
    }
    let negated = sets.negated();
    let other = TruthTable::new(&negated, read.setup.cutoffs)?;
    let of = |s: &Solution| (0..s.models.len()).map(|m| s.terms(m)).collect::<Vec<_>>();
    let ours = found.parsimonious.as_ref().map(of).unwrap_or_default();
    let theirs = match solve::parsimonious(&negated, &other, read.setup.options) {
        Ok(solution) => of(&solution),
        // A negation without a solution assumes nothing.
        Err(Problem::NothingPositive | Problem::NothingNegative) => vec![],
        Err(problem) => return Err(problem),
    };
    let untenable = solve::untenable(space, [table, &other], [&ours, &theirs]);
    list("outcome and negation".into(), "contradictory simplifying assumption", &untenable.contradictory);
    list("outcome and negation".into(), "sufficient for both", &untenable.simultaneous);
    let title = Words {
        en: "What is assumed of configurations without cases",
        zh: "对无案例组态的假设",
        fr: "Ce qui est supposé des configurations sans cas",
    };
    let columns = ["of", "assumption", "row", "configuration"].map(str::to_owned).to_vec();
    Ok(Sheet { id: "assumptions", title, columns, rows, evidence: vec![] })
}

/// The truth table with its remainders where they are few, and a plot of each solution and term.
pub(super) fn figures(read: &Read, table: &TruthTable, found: &Found) -> Vec<Figure> {
    let sets = &read.sets;
    let observed = |configuration: u32| table.rows.iter().find(|r| r.configuration == configuration);
    let drawn: Vec<u32> = match sets.space().size() {
        size if size <= WITH_REMAINDERS => (0..size).collect(),
        _ => table.rows.iter().map(|r| r.configuration).collect(),
    };
    let row = |&configuration: &u32| {
        let row = observed(configuration);
        Configuration {
            values: sets.space().values(configuration),
            out: row.and_then(|r| r.output.sign().chars().next()).unwrap_or('?'),
            inclusion: row.and_then(|r| r.fit.inclusion),
            pri: row.and_then(|r| r.fit.pri),
            cases: row.map_or(vec![], |r| rows_of(read, r.cases.iter().copied())),
        }
    };
    // The solution most readers look at: between the two, where expectations were given.
    let rank = |kind: Kind| match kind {
        Kind::Intermediate => 0,
        Kind::Parsimonious => 1,
        Kind::Conservative => 2,
    };
    let mut models = found.first();
    models.sort_by_key(|m| rank(m.kind));
    let covered = |term: Term| (0..drawn.len()).filter(|&i| sets.space().covers(term, drawn[i])).collect();
    let written = |term: Term| sets.space().write(term, &sets.names());
    let terms = models.first().map_or(vec![], |m| m.terms.iter().map(|&t| (written(t), covered(t))).collect());
    let mut figures = vec![Figure::TruthTable(figure::TruthTable {
        conditions: sets.names(),
        outcome: sets.outcome_name().to_owned(),
        rows: drawn.iter().map(row).collect(),
        terms,
    })];
    for model in &models {
        let name = format!("{}: {}", model.kind.word(), solve::write(&model.terms, sets));
        figures.push(plot(read, name, &sets.solution(&model.terms)));
    }
    if let Some(model) = models.first().filter(|m| m.terms.len() > 1) {
        figures.extend(model.terms.iter().take(PLOTTED).map(|&t| plot(read, written(t), &sets.term(t))));
    }
    figures
}

/// Membership in the outcome over membership in a term or solution.
pub(super) fn plot(read: &Read, name: String, memberships: &[f64]) -> Figure {
    let outcome = read.sets.outcome();
    let point = |(case, (&x, &y)): (usize, (&f64, &f64))| figure::Point {
        x,
        y,
        class: class(x, y).to_owned(),
        row: read.used[case],
    };
    Figure::Scatter(Scatter {
        x: name.clone(),
        name,
        y: read.sets.outcome_name().to_owned(),
        diagonal: true,
        line: None,
        points: memberships.iter().zip(outcome).enumerate().map(point).collect(),
    })
}
