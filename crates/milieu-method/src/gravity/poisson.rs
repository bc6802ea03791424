//! The model of the room for counts of anything: reactions to posts, firms by district.

use super::ask::{CLUSTER, Counted, FAMILY, LEVEL, VCOV, X, run};
use crate::Words;
use crate::analysis::{Kind, Method, Opt};

/// Poisson regression of counts with fixed effects.
pub static POISSON: Method = Method {
    name: "poisson",
    title: Words {
        en: "Poisson regression of counts (PPML)",
        zh: "计数的泊松回归（PPML）",
        fr: "Régression de Poisson de nombres (PPML)",
    },
    question: Words {
        en: "What goes with larger counts, other things equal?",
        zh: "其他条件相同时，计数的大小与何相关？",
        fr: "Qu’est-ce qui va avec de plus grands nombres, toutes choses égales ?",
    },
    assumptions: &[
        Words {
            en: "The expected count is e to a sum of effects; whatever the variance, the ratios are right if that is.",
            zh: "期望计数为若干效应之和的指数；只要此式成立，无论方差如何比值均一致。",
            fr: "Le nombre attendu est l’exponentielle d’une somme d’effets ; si c’est vrai, les rapports sont justes quelle que soit la variance.",
        },
        Words {
            en: "A zero was seen to be none; a count nobody made is left blank.",
            zh: "零表示已观察到没有；未曾计数者应留空。",
            fr: "Un zéro a été constaté ; un nombre que personne n’a compté reste vide.",
        },
        Words {
            en: "Rows of different clusters do not depend on each other, and there are some thirty clusters or more.",
            zh: "不同聚类的行互不依赖，且聚类约在三十个以上。",
            fr: "Les lignes de grappes différentes ne dépendent pas les unes des autres, et il y a une trentaine de grappes ou plus.",
        },
    ],
    not_for: &[Words {
        en: "As proof of no difference where the interval is wide.",
        zh: "区间很宽时，不可作为没有差别的证据。",
        fr: "Comme preuve d’absence de différence quand l’intervalle est large.",
    }],
    peer: "pyfixest::fepois; fixest::fepois",
    references: &[
        "Gourieroux, Monfort & Trognon (1984), doi:10.2307/1913472",
        "Wooldridge (1999), doi:10.1016/S0304-4076(98)00033-5",
        "Correia, Guimarães & Zylkin (2020), doi:10.1177/1536867X20909691",
    ],
    options: &[
        Opt::default("count", Kind::Column, "count", "column of the counts, 0 or more"),
        X,
        Opt::optional("log", Kind::Columns, "those of `x` taken as natural logarithms: sizes, exposures"),
        Opt::optional("fixed-effects", Kind::Columns, "columns whose every value gets an effect: author, month"),
        VCOV,
        CLUSTER,
        FAMILY,
        LEVEL,
    ],
    example_table: "author,reactions,event\na,3,1\na,1,0\na,0,0\na,4,1\nb,9,1\nb,4,0\nb,12,1\nb,6,0\nc,2,1\nc,2,0\nc,1,0\nc,0,1\n",
    example: "--count reactions --x event --fixed-effects author",
    example_more: &[],
    run: |input| run(input, &COUNTS),
};

const COUNTS: Counted = Counted {
    option: "count",
    used: ("counts", Words { en: "counts used", zh: "所用计数", fr: "nombres utilisés" }),
    sheet: (
        "counts",
        Words {
            en: "Every count beside what is expected",
            zh: "各计数及其期望值",
            fr: "Chaque nombre et ce qui est attendu",
        },
        "count",
    ),
    as_ratios: true,
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::analysis::{Input, Settings, Table};

    /// With a 0/1 predictor and no effects the ratio is that of the means: (3 + 4 + 9 + 12 + 2 + 0) / 6 over
    /// (1 + 0 + 4 + 6 + 2 + 1) / 6.
    #[test]
    fn the_ratio_without_effects_is_that_of_the_means() {
        let table = Table::read("example", POISSON.example_table.as_bytes()).unwrap();
        let settings = Settings::read(&POISSON, [("count", "reactions"), ("x", "event")]).unwrap();
        let outcome = (POISSON.run)(Input { table: &table, more: &BTreeMap::new(), settings: &settings }).unwrap();
        let ratio = outcome.numbers.iter().find(|number| number.id == "ratio.event").unwrap();
        assert!((ratio.value - 30.0 / 14.0).abs() < 1e-9, "{}", ratio.value);
        let [low, high] = ratio.interval.unwrap();
        assert!(low < ratio.value && ratio.value < high && (low * high).sqrt() - ratio.value < 1e-9);
    }
}
