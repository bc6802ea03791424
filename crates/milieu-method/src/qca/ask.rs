//! The method `qca`: truth table, solutions and what they assume.

use super::read::{self, Read};
use super::show::{self, Found};
use super::solve::{self, Intermediate, Solution};
use super::truth::TruthTable;
use crate::Words;
use crate::analysis::{Input, Kind, Method, Note, Opt, Outcome, Refusal};

/// A small table of our own; nothing in it exists.
pub(super) const EXAMPLE: &str = "place,GRASS,CHEAP,TIES,LASTS\na,0.9,0.8,0.7,0.8\nb,0.8,0.9,0.6,0.9\nc,0.7,0.2,0.9,0.8\n\
                                  d,0.2,0.9,0.8,0.3\ne,0.1,0.2,0.9,0.2\nf,0.9,0.1,0.2,0.3\ng,0.2,0.3,0.1,0.1\n\
                                  h,0.8,0.7,0.1,0.6\ni,0.6,0.8,0.9,0.9\nj,0.1,0.7,0.2,0.2\nk,0.9,0.3,0.8,0.9\n\
                                  l,0.3,0.1,0.7,0.1\nm,0.7,0.1,0.3,\n";

pub(super) const SETS_MEAN: Words = Words {
    en: "Memberships mean what their anchors say, and 0.5 is the point of most doubt.",
    zh: "隶属度的含义由锚点规定，0.5 为最不确定之处。",
    fr: "Les appartenances veulent dire ce que disent leurs ancres ; 0,5 est le point du plus grand doute.",
};
pub(super) const CHOSEN: Words = Words {
    en: "Cases and conditions were chosen for reasons, before the solution was seen.",
    zh: "案例与条件的选取有其理由，且先于结果。",
    fr: "Cas et conditions ont été choisis pour des raisons, avant de voir la solution.",
};
pub(super) const UNCODED: Words = Words {
    en: "Uncoded is not absent: a case with a blank is left out.",
    zh: "未编码不等于不存在：有空值的案例不计入。",
    fr: "Non codé n’est pas absent : un cas avec une case vide est laissé de côté.",
};
pub(super) const NOT_MANY: Words = Words {
    en: "With many conditions for few cases: random data then give tidy solutions too.",
    zh: "案例少而条件多时不可用：随机数据也会给出整齐的解。",
    fr: "Avec beaucoup de conditions pour peu de cas : des données au hasard donnent alors aussi de belles solutions.",
};
pub(super) const NOT_PREDICT: Words = Words {
    en: "To predict, or to weigh conditions against each other.",
    zh: "不用于预测，也不用于比较条件的权重。",
    fr: "Pour prédire, ou pour peser les conditions l’une contre l’autre.",
};

/// Truth table and solutions.
pub static QCA: Method = Method {
    name: "qca",
    title: Words {
        en: "Qualitative comparative analysis",
        zh: "定性比较分析（QCA）",
        fr: "Analyse quali-quantitative comparée (AQQC)",
    },
    question: Words {
        en: "Which combinations of conditions are sufficient for the outcome, and which cases follow which of them?",
        zh: "哪些条件组合足以产生结果，各案例遵循哪一条路径？",
        fr: "Quelles combinaisons de conditions suffisent au résultat, et quels cas suivent laquelle ?",
    },
    assumptions: &[SETS_MEAN, CHOSEN, UNCODED],
    not_for: &[NOT_MANY, NOT_PREDICT],
    peer: "QCA::truthTable, QCA::minimize, QCA::pof (R)",
    references: &[
        "Ragin (2006), doi:10.1093/pan/mpj019",
        "Schneider & Wagemann (2012), doi:10.1017/CBO9781139004244",
        "Schneider & Wagemann (2013), doi:10.1177/1065912912468269",
        "Duşa & Thiem (2015), doi:10.1080/0022250X.2014.897949",
        "Baumgartner & Thiem (2017), doi:10.1177/0049124115610351",
        "Marx & Dusa (2011), doi:10.4256/mio.2010.0037",
    ],
    options: &[
        read::CONDITIONS,
        read::OUTCOME,
        read::CASE,
        read::MULTI_VALUE,
        read::CALIBRATE,
        read::IDM,
        read::INCL_CUT,
        read::INCL_CUT_LOW,
        read::N_CUT,
        read::PRI_CUT,
        Opt::default(
            "solution",
            Kind::Word(&["all", "conservative", "intermediate", "parsimonious"]),
            "all",
            "which solutions to give; the intermediate one needs dir-exp",
        ),
        read::DIR_EXP,
        read::ALL_SOL,
        read::ROW_DOM,
        read::MAX_MODELS,
        read::DIVERSITY,
    ],
    example_table: EXAMPLE,
    example: "--conditions GRASS,CHEAP,TIES --outcome LASTS --case place --pri-cut 0.5 --dir-exp GRASS,CHEAP,TIES",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = read::read(input)?;
    let table = TruthTable::new(&read.sets, read.setup.cutoffs)?;
    let wanted = input.settings.text("solution").unwrap_or("all");
    let expects = input.settings.text("dir-exp").is_some();
    let mut notes = show::warnings(&read, &table);
    let found = match solutions(&read, &table, expects) {
        Ok(found) => found,
        // The truth table is an answer too, when it says that nothing is sufficient, or everything.
        Err(problem @ (super::problem::Problem::NothingPositive | super::problem::Problem::NothingNegative)) => {
            let refusal = Refusal::from(problem);
            notes
                .insert(0, Note { warns: true, words: NOTHING, detail: format!("{}: {}", refusal.what, refusal.help) });
            Found::default()
        }
        Err(problem) => return Err(problem.into()),
    };
    let shown = found.only(wanted);
    if wanted == "all" && !expects && shown.parsimonious.is_some() {
        notes.push(Note { warns: false, words: NO_EXPECTATIONS, detail: String::new() });
    }
    notes.extend(show::ambiguities(&read, &shown));
    let mut outcome = Outcome { used: read.used.clone(), left_out: read.left.clone(), ..Outcome::default() };
    outcome.numbers = show::numbers(&read, &table, &shown);
    outcome.sheets = show::sheets(&read, &table, &found, &shown)?;
    outcome.figures = show::figures(&read, &table, &shown);
    outcome.notes = notes;
    Ok(outcome)
}

const NOTHING: Words = Words {
    en: "No solution: the truth table stands alone.",
    zh: "无解：仅列真值表。",
    fr: "Pas de solution : la table de vérité reste seule.",
};
const NO_EXPECTATIONS: Words = Words {
    en: "No intermediate solution: no directional expectations were given (`dir-exp`).",
    zh: "未给出方向性预期（`dir-exp`），故无中间解。",
    fr: "Pas de solution intermédiaire : aucune attente directionnelle n’a été donnée (`dir-exp`).",
};

fn solutions(read: &Read, table: &TruthTable, expects: bool) -> Result<Found, super::problem::Problem> {
    let (sets, options) = (&read.sets, read.setup.options);
    let conservative: Solution = solve::conservative(sets, table, options)?;
    let parsimonious: Solution = solve::parsimonious(sets, table, options)?;
    let both = [&conservative, &parsimonious];
    let intermediate: Vec<Intermediate> = match expects {
        true => solve::intermediate(sets, table, both, &read.setup.expected, options)?,
        false => vec![],
    };
    Ok(Found { conservative: Some(conservative), parsimonious: Some(parsimonious), intermediate })
}
