//! The method `qca-cases`: which cases to look at from within, alone or two by two.

use super::ask::{CHOSEN, EXAMPLE, SETS_MEAN, UNCODED};
use super::cases::{Choice, Focal, Pair, Single};
use super::read::{self, Read};
use super::show;
use crate::Words;
use crate::analysis::{At, Datum, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// Typical and deviant cases, and pairs of them.
pub static CASES: Method = Method {
    name: "qca-cases",
    title: Words {
        en: "Cases to study after a QCA", zh: "QCA 后的案例选择", fr: "Cas à étudier après une AQQC"
    },
    question: Words {
        en: "Which cases, alone or two by two, tell most about how a term brings about the outcome, or why it fails to?",
        zh: "哪些案例（单个或成对）最能说明某一路径如何产生结果，或为何未能产生？",
        fr: "Quels cas, seuls ou deux à deux, en disent le plus sur la façon dont un terme amène le résultat, ou y échoue ?",
    },
    assumptions: &[SETS_MEAN, CHOSEN, UNCODED],
    not_for: &[
        Words {
            en: "As evidence of a mechanism: it says where to look, not what is there.",
            zh: "不能作为机制的证据：它指出何处可看，而非其中有何。",
            fr: "Comme preuve d’un mécanisme : cela dit où regarder, non ce qui s’y trouve.",
        },
        Words {
            en: "With crisp sets the order says little: all typical cases are equally typical.",
            zh: "清晰集下次序意义有限：典型案例同等典型。",
            fr: "Avec des ensembles nets l’ordre dit peu : tous les cas typiques le sont également.",
        },
    ],
    peer: "SetMethods::smmr (R)",
    references: &[
        "Schneider & Rohlfing (2013), doi:10.1177/0049124112464866",
        "Schneider & Rohlfing (2016), doi:10.1177/0049124114532446",
        "Oana & Schneider (2018), doi:10.32614/RJ-2018-031",
    ],
    options: &[
        read::CONDITIONS,
        read::OUTCOME,
        read::CASE,
        read::MULTI_VALUE,
        read::CALIBRATE,
        read::IDM,
        read::INCL_CUT,
        read::N_CUT,
        read::PRI_CUT,
        read::SOLUTION,
        read::DIR_EXP,
        Opt::default("model", Kind::Count(1, 10_000), "1", "which model, where several fit equally well"),
        Opt::default(
            "max-pairs",
            Kind::Count(1, 10_000),
            "5",
            "the most cases and pairs listed for a conjunct or term",
        ),
        read::ROW_DOM,
        read::MAX_MODELS,
        read::DIVERSITY,
    ],
    example_table: EXAMPLE,
    example: "--conditions GRASS,CHEAP,TIES --outcome LASTS --case place --pri-cut 0.5",
    example_more: &[],
    run,
};

/// The most terms drawn as a plot of their own.
const PLOTTED: usize = 6;

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = read::read(input)?;
    let answer = read.setup.answer()?;
    if answer.listed.is_empty() {
        return Err(super::problem::Problem::NothingPositive.into());
    }
    let wanted = input.settings.count("model").unwrap_or(1);
    let terms = wanted.checked_sub(1).and_then(|at| answer.listed.get(at)).cloned().ok_or_else(|| {
        Refusal::new("no-such-model", format!("there is no model {wanted}"))
            .why(format!("the solution has {} models", answer.listed.len()))
            .help(format!("they are {}", answer.written.join(" | ")))
            .at(At::Option("model".into()))
    })?;
    let written = &answer.written[wanted - 1];
    let choice = Choice::new(&read.sets, terms);
    let shown = Shown { read: &read, choice: &choice, most: input.settings.count("max-pairs").unwrap_or(5) };
    let mut figures = vec![show::plot(&read, written.clone(), &read.sets.solution(choice.terms()))];
    if choice.terms().len() > 1 {
        let plot = |(at, &term)| show::plot(&read, shown.term(at), &read.sets.term(term));
        figures.extend(choice.terms().iter().enumerate().take(PLOTTED).map(plot));
    }
    let sheets = [
        shown.typical(),
        shown.typical_for(),
        shown.deviant_consistency(),
        shown.deviant_coverage(),
        shown.typical_pairs(),
        shown.contrasts(),
    ];
    Ok(Outcome {
        numbers: shown.numbers(),
        sheets: sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect(),
        figures,
        notes: notes(&answer.written, written),
        used: read.used.clone(),
        left_out: read.left.clone(),
        seed: None,
    })
}

fn notes(all: &[String], written: &str) -> Vec<Note> {
    const MODEL: Words = Words { en: "The model:", zh: "所用模型：", fr: "Le modèle :" };
    const SEVERAL: Words = Words {
        en: "Several models fit equally well: choose with `model`, and look at the cases of each.",
        zh: "多个模型同样拟合：请以 `model` 选择，并逐一查看其案例。",
        fr: "Plusieurs modèles conviennent également : choisir par `model`, et voir les cas de chacun.",
    };
    let mut notes = vec![Note { warns: false, words: MODEL, detail: written.to_owned() }];
    if all.len() > 1 {
        notes.insert(0, Note { warns: true, words: SEVERAL, detail: all.join(" | ") });
    }
    notes
}

struct Shown<'a> {
    read: &'a Read,
    choice: &'a Choice<'a>,
    most: usize,
}

/// Rows of a sheet and the rows of the input behind each.
#[derive(Default)]
struct Rows(Vec<Vec<Datum>>, Vec<Vec<usize>>);

impl Rows {
    fn sheet(self, id: &'static str, title: Words, columns: &[&str]) -> Sheet {
        let columns = columns.iter().map(|&c| c.to_owned()).collect();
        Sheet { id, title, columns, rows: self.0, evidence: self.1 }
    }
}

/// Which of two cases something holds for.
fn which(first: bool, second: bool) -> Datum {
    match (first, second) {
        (true, true) => "both",
        (true, false) => "typ1",
        (false, true) => "typ2",
        (false, false) => "none",
    }
    .into()
}

impl Shown<'_> {
    fn terms(&self) -> std::ops::Range<usize> {
        0..self.choice.terms().len()
    }

    fn term(&self, term: usize) -> String {
        self.read.sets.space().write(self.choice.terms()[term], &self.read.sets.names())
    }

    /// Each term with each of its conjuncts.
    fn conjuncts(&self) -> Vec<(usize, usize, [Datum; 2])> {
        let names = self.read.sets.names();
        let of = |term: usize| {
            let literals = self.choice.conjuncts(term).into_iter().enumerate();
            let names = &names;
            let written = self.term(term);
            literals.map(move |(at, (c, v))| {
                let conjunct = self.read.sets.space().literal(&names[c], v);
                (term, at, [written.clone().into(), conjunct.into()])
            })
        };
        self.terms().flat_map(of).collect()
    }

    fn name(&self, case: usize) -> Datum {
        self.read.sets.cases()[case].as_str().into()
    }

    fn outcome(&self, case: usize) -> Datum {
        self.read.sets.outcome()[case].into()
    }

    fn numbers(&self) -> Vec<Number> {
        const TYPICAL: Words = Words { en: "typical cases", zh: "典型案例", fr: "cas typiques" };
        const CONSISTENCY: Words =
            Words {
                en: "cases deviant in consistency", zh: "一致性偏离案例", fr: "cas déviants en cohérence"
            };
        const COVERAGE: Words =
            Words { en: "cases deviant in coverage", zh: "覆盖度偏离案例", fr: "cas déviants en couverture" };
        let number = |id: String, words: Words, cases: Vec<usize>, of: String| {
            let rows: Vec<usize> = cases.into_iter().map(|case| self.read.used[case]).collect();
            Number::new(id, words, rows.len() as f64).of(of).rows(rows)
        };
        let ascending = |singles: Vec<Single>| {
            let mut cases: Vec<usize> = singles.into_iter().map(|s| s.case).collect();
            cases.sort_unstable();
            cases
        };
        let mut numbers = vec![];
        for term in self.terms() {
            let at = term + 1;
            let typical = ascending(self.choice.typical(term));
            numbers.push(number(format!("typical.t{at}"), TYPICAL, typical, self.term(term)));
            let deviant = ascending(self.choice.deviant_consistency(term));
            numbers.push(number(format!("deviant_consistency.t{at}"), CONSISTENCY, deviant, self.term(term)));
        }
        let missed = ascending(self.choice.deviant_coverage().into_iter().map(|(_, s)| s).collect());
        numbers.push(number("deviant_coverage".into(), COVERAGE, missed, String::new()));
        numbers
    }

    fn typical(&self) -> Sheet {
        let mut rows = Rows::default();
        for term in self.terms() {
            for s in self.choice.typical(term) {
                let (case, outcome) = (self.name(s.case), self.outcome(s.case));
                let numbers = [s.membership.into(), outcome, s.unique.into(), s.best.into(), s.most.into()];
                rows.0.push([vec![self.term(term).into(), case], numbers.to_vec()].concat());
                rows.1.push(vec![self.read.used[s.case]]);
            }
        }
        let title = Words { en: "Typical cases", zh: "典型案例", fr: "Cas typiques" };
        rows.sheet("typical", title, &["term", "case", "Term", "Outcome", "UniqCov", "Best", "MostTypTerm"])
    }

    fn typical_for(&self) -> Sheet {
        let mut rows = Rows::default();
        for (term, at, written) in self.conjuncts() {
            for f in self.choice.typical_for(term, at).into_iter().take(self.most) {
                let Focal { single, focal, others, rank, within, best, most } = f;
                let case = single.case;
                let mut cells = written.to_vec();
                cells.extend([self.name(case), focal.into(), self.outcome(case), others.into()]);
                cells.extend([single.membership.into(), usize::from(rank).into(), within.into()]);
                cells.extend([single.unique.into(), best.into(), most.into(), single.most.into()]);
                rows.0.push(cells);
                rows.1.push(vec![self.read.used[case]]);
            }
        }
        let title = Words {
            en: "Typical cases for each conjunct of a term",
            zh: "各项中每一合取元的典型案例",
            fr: "Cas typiques pour chaque conjoint d’un terme",
        };
        let columns = [
            "term",
            "conjunct",
            "case",
            "FC",
            "Outcome",
            "CC_Min",
            "Term",
            "Rank",
            "FC<=Y",
            "UniqCov",
            "Best",
            "MostTypFC",
            "MostTypTerm",
        ];
        rows.sheet("typical_conjuncts", title, &columns)
    }

    fn deviant_consistency(&self) -> Sheet {
        let mut rows = Rows::default();
        for term in self.terms() {
            for s in self.choice.deviant_consistency(term) {
                let (case, outcome) = (self.name(s.case), self.outcome(s.case));
                let cells = [self.term(term).into(), case, s.membership.into(), outcome, s.best.into(), s.most.into()];
                rows.0.push(cells.to_vec());
                rows.1.push(vec![self.read.used[s.case]]);
            }
        }
        let title = Words {
            en: "Cases deviant in consistency", zh: "一致性偏离案例", fr: "Cas déviants en cohérence"
        };
        rows.sheet("deviant_consistency", title, &["term", "case", "Term", "Outcome", "Best", "MostDCONS"])
    }

    fn deviant_coverage(&self) -> Sheet {
        let mut rows = Rows::default();
        let space = self.read.sets.space();
        let solution = self.read.sets.solution(self.choice.terms());
        for (row, s) in self.choice.deviant_coverage() {
            let number = row.map(|row| row as usize + 1);
            let written = row.map(|row| space.write(space.term(row, space.all()), &self.read.sets.names()));
            let mut cells = vec![number.into(), written.into(), self.name(s.case), solution[s.case].into()];
            cells.extend([s.membership.into(), self.outcome(s.case), s.best.into(), s.most.into()]);
            rows.0.push(cells);
            rows.1.push(vec![self.read.used[s.case]]);
        }
        let title =
            Words { en: "Cases deviant in coverage", zh: "覆盖度偏离案例", fr: "Cas déviants en couverture" };
        let columns = ["row", "configuration", "case", "Solution", "TT_row", "Outcome", "Best", "MostDCOV"];
        rows.sheet("deviant_coverage", title, &columns)
    }

    fn typical_pairs(&self) -> Sheet {
        let mut rows = Rows::default();
        for (term, at, written) in self.conjuncts() {
            for Pair { first, second, rank, best } in self.choice.typical_pairs(term, at).into_iter().take(self.most) {
                let mut cells = written.to_vec();
                cells.extend([self.name(first.single.case), self.name(second.single.case)]);
                cells.extend([usize::from(rank).into(), which(first.within, second.within)]);
                cells.extend([which(first.single.unique, second.single.unique), best.into()]);
                cells.extend([which(first.most, second.most), which(first.single.most, second.single.most)]);
                rows.0.push(cells);
                rows.1.push(self.both(first.single, second.single));
            }
        }
        let title = Words {
            en: "Pairs of typical cases for each conjunct",
            zh: "每一合取元的典型案例对",
            fr: "Paires de cas typiques pour chaque conjoint",
        };
        let columns =
            ["term", "conjunct", "TYP1", "TYP2", "PairRank", "FC<=Y", "UniqCov", "Best", "MostTypFC", "MostTypTerm"];
        rows.sheet("typical_typical", title, &columns)
    }

    fn contrasts(&self) -> Sheet {
        let mut rows = Rows::default();
        for term in self.terms() {
            for Pair { first, second, best, .. } in self.choice.contrasts(term).into_iter().take(self.most) {
                let mut cells = vec![self.term(term).into(), self.name(first.case), self.name(second.case)];
                cells.extend([best.into(), first.most.into(), second.most.into()]);
                rows.0.push(cells);
                rows.1.push(self.both(first, second));
            }
        }
        let title = Words {
            en: "A typical case beside one deviant in consistency",
            zh: "典型案例与一致性偏离案例对",
            fr: "Un cas typique à côté d’un cas déviant en cohérence",
        };
        rows.sheet("typical_deviant", title, &["term", "TYP", "DCONS", "Best", "MostTypTerm", "MostDCONS"])
    }

    /// Rows of the input of two cases, ascending.
    fn both(&self, first: Single, second: Single) -> Vec<usize> {
        let mut rows = vec![self.read.used[first.case], self.read.used[second.case]];
        rows.sort_unstable();
        rows
    }
}
