//! Invented names, and the files of a generated study that are not tables.

use std::fmt::Write;

use super::random::Random;

/// Provinces, with the coordinates of a point near the middle of their capital (longitude, latitude).
pub const PROVINCES: &[(&str, &str, f64, f64)] = &[
    ("Beijing", "北京", 116.4, 39.9),
    ("Tianjin", "天津", 117.2, 39.1),
    ("Hebei", "河北", 114.5, 38.0),
    ("Shanxi", "山西", 112.5, 37.9),
    ("Liaoning", "辽宁", 123.4, 41.8),
    ("Jilin", "吉林", 125.3, 43.9),
    ("Heilongjiang", "黑龙江", 126.6, 45.8),
    ("Shanghai", "上海", 121.5, 31.2),
    ("Jiangsu", "江苏", 118.8, 32.1),
    ("Zhejiang", "浙江", 120.2, 30.3),
    ("Anhui", "安徽", 117.3, 31.8),
    ("Fujian", "福建", 119.3, 26.1),
    ("Jiangxi", "江西", 115.9, 28.7),
    ("Shandong", "山东", 117.0, 36.7),
    ("Henan", "河南", 113.6, 34.8),
    ("Hubei", "湖北", 114.3, 30.6),
    ("Hunan", "湖南", 113.0, 28.2),
    ("Guangdong", "广东", 113.3, 23.1),
    ("Guangxi", "广西", 108.4, 22.8),
    ("Hainan", "海南", 110.3, 20.0),
    ("Chongqing", "重庆", 106.5, 29.6),
    ("Sichuan", "四川", 104.1, 30.6),
    ("Guizhou", "贵州", 106.7, 26.6),
    ("Yunnan", "云南", 102.7, 25.0),
    ("Shaanxi", "陕西", 108.9, 34.3),
    ("Gansu", "甘肃", 103.8, 36.1),
];

/// Counties invented in each province.
pub const COUNTIES: usize = 12;

/// Sources in the bibliography.
pub const SOURCES: usize = 500;

/// Characters that names begin with: simplified, traditional, pinyin.
const FIRST: &[(&str, &str, &str)] = &[
    ("新", "新", "xin"),
    ("蓝", "藍", "lan"),
    ("云", "雲", "yun"),
    ("柴", "柴", "chai"),
    ("木", "木", "mu"),
    ("星", "星", "xing"),
    ("河", "河", "he"),
    ("山", "山", "shan"),
    ("海", "海", "hai"),
    ("光", "光", "guang"),
    ("东", "東", "dong"),
    ("龙", "龍", "long"),
    ("梦", "夢", "meng"),
    ("青", "青", "qing"),
    ("飞", "飛", "fei"),
    ("开", "開", "kai"),
];

/// What names end with: simplified, traditional, pinyin, English.
const LAST: &[(&str, &str, &str, &str)] = &[
    ("车间", "車間", "chejian", "Workshop"),
    ("创客空间", "創客空間", "chuangke kongjian", "Makerspace"),
    ("众创空间", "眾創空間", "zhongchuang kongjian", "Mass Maker Space"),
    ("工坊", "工坊", "gongfang", "Atelier"),
    ("实验室", "實驗室", "shiyanshi", "Lab"),
    ("咖啡", "咖啡", "kafei", "Café"),
    ("创意园", "創意園", "chuangyiyuan", "Creative Park"),
    ("孵化器", "孵化器", "fuhuaqi", "Incubator"),
];

/// A name in the scripts in which it is written.
pub struct Name {
    pub en: String,
    pub hans: String,
    pub hant: String,
    pub pinyin: String,
}

/// An invented name; the number keeps it apart from the same words elsewhere.
pub fn name(random: &mut Random, number: usize) -> Name {
    let (a, b) = (FIRST[random.below(FIRST.len())], FIRST[random.below(FIRST.len())]);
    let end = LAST[random.below(LAST.len())];
    let latin = format!("{}{}", a.2, b.2);
    let capital = latin[..1].to_uppercase() + &latin[1..];
    Name {
        en: format!("{capital} {} {number}", end.3),
        hans: format!("{}{}{}{number}", a.0, b.0, end.0),
        hant: format!("{}{}{}{number}", a.1, b.1, end.1),
        pinyin: format!("{capital} {}", end.2),
    }
}

/// Pages of a source that are cited: rows from one source share pages.
const PAGES: usize = 40;

/// A citation of one source, some of two, most with a page.
pub fn source(random: &mut Random) -> String {
    let mut one = || {
        let key = format!("s{:03}", random.below(SOURCES) + 1);
        if random.percent(60) { format!("{key} p. {}", random.below(PAGES) + 1) } else { key }
    };
    let (first, second) = (one(), one());
    if random.percent(10) { format!("{first}; {second}") } else { first }
}

pub fn study_toml(places: usize) -> String {
    format!(
        "title = {{ en = \"A generated study of {places} places\", zh = \"生成的研究\", fr = \"Une étude engendrée\" }}\n\
         abstract = {{ en = \"Invented for measuring; nothing in it exists.\" }}\n\
         licence = \"CC0-1.0\"\nlanguages = [\"en\", \"zh\", \"fr\"]\nwindow = \"2008/2024\"\ncrs = \"wgs84\"\n\
         primary_scheme = \"governance\"\n\n[dates]\napproximate_years = 1\napproximate_months = 3\n\n\
         [conflicts]\nrule = \"interval\"\n"
    )
}

/// An invented bibliography.
pub fn sources_bib() -> String {
    let mut out = String::new();
    for number in 1..=SOURCES {
        let mut random = Random::of_row("sources", number);
        let year = 2008 + random.below(17);
        let (language, title) =
            random.of(&[&("chinese", "众创空间调查报告"), &("english", "Survey of shared workshops")]);
        let _ = writeln!(
            out,
            "@report{{s{number:03},\n  title = {{{title}, no. {number}}},\n  author = {{{{Survey Office {}}}}},\n  \
             institution = {{Survey Office}},\n  year = {{{year}}},\n  langid = {{{language}}},\n}}\n",
            random.below(40) + 1
        );
    }
    out
}

pub const CODEBOOK: &str = include_str!("codebook.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_toml_is_toml() {
        assert!(study_toml(3).parse::<toml::Table>().is_ok());
        assert!(CODEBOOK.parse::<toml::Table>().is_ok());
    }

    #[test]
    fn the_bibliography_has_every_source_a_citation_may_name() {
        let bibliography = sources_bib();
        assert_eq!(bibliography.matches("@report{").count(), SOURCES);
        for row in 0..200 {
            let cited = source(&mut Random::of_row("test", row));
            for key in cited.split("; ").filter_map(|c| c.split(' ').next()) {
                assert!(bibliography.contains(&format!("{{{key},")), "{cited}");
            }
        }
    }
}
