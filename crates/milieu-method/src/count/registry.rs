//! The registry of counts. Its order is the order of the page and of the documentation.

use super::{Count, tally};
use crate::Words;

const fn words(en: &'static str, zh: &'static str, fr: &'static str) -> Words {
    Words { en, zh, fr }
}

/// Every count, in the order of the page.
// One line per language: the three are read against each other.
#[rustfmt::skip]
pub static ALL: &[Count] = &[
    Count {
        id: "places",
        label: words("places", "地点", "lieux"),
        how: words(
            "Every row of places.csv, or of a table read as places; a place known under several names or records counts as often as it has rows.",
            "places.csv（或被读作地点表的表格）的每一行；同一地点若有多条记录，则按行数计。",
            "Chaque ligne de places.csv, ou d’une table lue comme telle ; un lieu inscrit plusieurs fois compte autant de fois.",
        ),
        of: None,
        tally: tally::places,
    },
    Count {
        id: "dated",
        label: words("with a dated opening", "有开业时间", "à l’ouverture datée"),
        how: words(
            "Places whose opening is dated, however roughly: by the place’s own row, a claim, or the start of its first state.",
            "开业时间有记载（不论精粗）的地点：依据地点本行、陈述表，或其首个状态的起始。",
            "Lieux dont l’ouverture est datée, même grossièrement : par leur ligne, par un énoncé, ou par le début de leur premier état.",
        ),
        of: Some("places"),
        tally: tally::dated,
    },
    Count {
        id: "ended",
        label: words("with a dated end", "有终止时间", "à la fin datée"),
        how: words(
            "Places that closed, were absorbed or were converted at a stated date; a move is not an end.",
            "在有记载的时间关闭、被并入或改作他用的地点；搬迁不算终止。",
            "Lieux fermés, absorbés ou convertis à une date indiquée ; un déménagement n’est pas une fin.",
        ),
        of: Some("places"),
        tally: tally::ended,
    },
    Count {
        id: "confirmed",
        label: words("alive when last confirmed", "最后确认时仍在", "en vie à la dernière confirmation"),
        how: words(
            "Places without a stated end, followed until the latest date at which a source confirms them (right-censored there).",
            "未载终止、追踪至来源最后确认之日的地点（于该日右删失）。",
            "Lieux sans fin indiquée, suivis jusqu’à la dernière date à laquelle une source les confirme (censurés à droite).",
        ),
        of: Some("places"),
        tally: tally::confirmed,
    },
    Count {
        id: "last_source",
        label: words("alive at their last dated source", "最后来源时仍在", "en vie à leur dernière source datée"),
        how: words(
            "Places without a stated end or confirmation, followed until the first day their latest dated source can have appeared (right-censored there).",
            "既无终止也无确认、追踪至最晚来源可能出现的首日的地点（于该日右删失）。",
            "Lieux sans fin ni confirmation, suivis jusqu’au premier jour où leur source la plus récente a pu paraître (censurés à droite).",
        ),
        of: Some("places"),
        tally: tally::last_source,
    },
    Count {
        id: "end_unknown",
        label: words("whose end is unknown", "终止情况不详", "à la fin inconnue"),
        how: words(
            "Places that ended at no stated date, or of which no source is dated; analyses of survival leave them out and say so.",
            "终止时间无载，或来源均无日期的地点；生存分析将其排除并注明。",
            "Lieux terminés à une date inconnue, ou dont aucune source n’est datée ; les analyses de survie les laissent de côté et le disent.",
        ),
        of: Some("places"),
        tally: tally::end_unknown,
    },
    Count {
        id: "located",
        label: words("with a position of their own", "有自身坐标", "à la position propre"),
        how: words(
            "Places that have coordinates themselves or at one of their sites; a territory’s label point does not count.",
            "自身或其某一场址有坐标的地点；所属地区的标注点不计。",
            "Lieux qui ont des coordonnées, eux-mêmes ou l’un de leurs sites ; le point d’étiquette d’un territoire ne compte pas.",
        ),
        of: Some("places"),
        tally: tally::located,
    },
    Count {
        id: "sourced",
        label: words("with a source", "有来源", "avec une source"),
        how: words(
            "Places of which at least one statement cites an item of the bibliography.",
            "至少有一条陈述引用书目条目的地点。",
            "Lieux dont au moins un énoncé cite un élément de la bibliographie.",
        ),
        of: Some("places"),
        tally: tally::sourced,
    },
    Count {
        id: "contradicted",
        label: words("on which sources disagree", "来源有分歧", "sur lesquels les sources divergent"),
        how: words(
            "Places with at least one property whose statements cannot all be true.",
            "至少有一项属性的各条陈述不可能同时为真的地点。",
            "Lieux dont au moins une propriété a des énoncés qui ne peuvent pas être tous vrais.",
        ),
        of: Some("places"),
        tally: tally::contradicted,
    },
    Count {
        id: "contradictions",
        label: words("contradictions", "矛盾", "contradictions"),
        how: words(
            "Properties of an entity, or measurements of one period, whose statements cannot all be true; all statements stay in the study.",
            "同一实体的某一属性（或同一时期的测量值）之各条陈述不可能同时为真；所有陈述均予保留。",
            "Propriétés d’une entité, ou mesures d’une même période, dont les énoncés ne peuvent pas être tous vrais ; tous restent dans l’étude.",
        ),
        of: None,
        tally: tally::contradictions,
    },
    Count {
        id: "sources",
        label: words("sources", "来源", "sources"),
        how: words(
            "Every item of the bibliography, cited or not.",
            "书目中的每一条目，不论是否被引用。",
            "Chaque élément de la bibliographie, cité ou non.",
        ),
        of: None,
        tally: tally::sources,
    },
    Count {
        id: "sources_cited",
        label: words("sources cited", "被引用的来源", "sources citées"),
        how: words(
            "Items of the bibliography that at least one statement cites.",
            "至少被一条陈述引用的书目条目。",
            "Éléments de la bibliographie cités par au moins un énoncé.",
        ),
        of: Some("sources"),
        tally: tally::sources_cited,
    },
    Count {
        id: "facts",
        label: words("statements", "陈述", "énoncés"),
        how: words(
            "Every filled cell that states something; in tables of one statement a row (names, observations, cases, claims, codings) every row.",
            "每个有内容的陈述单元格；一行一陈述的表（名称、观测、案例、主张、编码）按行计。",
            "Chaque cellule remplie qui énonce quelque chose ; dans les tables d’un énoncé par ligne (noms, observations, cas, assertions, codages), chaque ligne.",
        ),
        of: None,
        tally: tally::facts,
    },
    Count {
        id: "facts_sourced",
        label: words("statements with a source", "有来源的陈述", "énoncés sourcés"),
        how: words(
            "Statements whose cell or row cites an item of the bibliography.",
            "其单元格或所在行引用了书目条目的陈述。",
            "Énoncés dont la cellule ou la ligne cite un élément de la bibliographie.",
        ),
        of: Some("facts"),
        tally: tally::facts_sourced,
    },
];
