//! A study of any size, the same for the same size.

use std::fmt::Write;

use milieu_study::world::Memory;

/// A study of this many places, with some five statements each and every table pages read.
pub fn study(places: usize) -> Memory {
    let mut tables = Tables::default();
    for i in 0..places {
        tables.place(i);
    }
    let mut territories =
        String::from("id,name,name_zh,level,parent,lat,lon,crs,source\ncn,China,中国,country,,35,103,wgs84,k1\n");
    for t in 0..30 {
        let _ = writeln!(territories, "t{t},Province {t},省{t},province,cn,{},{},wgs84,k2", 22 + t % 20, 100 + t % 22);
    }
    let sources: String = (0..50).fold(String::new(), |mut out, i| {
        let _ =
            writeln!(out, "@book{{k{i}, author={{Author {i}, A.}}, title={{Title {i}}}, date={{{}}}}}", 2000 + i % 20);
        out
    });
    Memory::of(&[
        (
            "study.toml",
            "title = { en = \"Generated\", zh = \"生成\" }\nlanguages = [\"en\", \"zh\"]\ncrs = \"wgs84\"\n",
        ),
        ("codebook.toml", CODEBOOK),
        ("sources.bib", &sources),
        ("territories.csv", &territories),
        ("places.csv", &tables.places),
        ("names.csv", &tables.names),
        ("sites.csv", &tables.sites),
        ("spells.csv", &tables.spells),
        ("claims.csv", &tables.claims),
        ("codings.csv", &tables.codings),
        ("ties.csv", &tables.ties),
    ])
}

const CODEBOOK: &str = r#"
[[kinds]]
code = "lab"
table = "places"
label = { en = "Lab", zh = "实验室" }
[[kinds]]
code = "club"
table = "places"
label = "Club"
[[schemes]]
code = "form"
label = "Form"
[[schemes.codes]]
code = "open"
[[schemes.codes]]
code = "closed"
[[relations]]
code = "spawned"
label = "Gave rise to"
"#;

struct Tables {
    places: String,
    names: String,
    sites: String,
    spells: String,
    claims: String,
    codings: String,
    ties: String,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            places: "id,kind,name,name_zh,opened,closed,status,last_confirmed,territory,lat,lon,source\n".into(),
            names: "entity,text,lang,script,type,source\n".into(),
            sites: "id,place,address,lat,lon,crs,valid,source\n".into(),
            spells: "place,site,status,from,to,source\n".into(),
            claims: "entity,property,value,status,source\n".into(),
            codings: "entity,scheme,code,coder,source\n".into(),
            ties: "from,to,relation,layer,valid,source\n".into(),
        }
    }
}

impl Tables {
    fn place(&mut self, i: usize) {
        let year = 1990 + i * 7 % 30;
        let (lat, lon) = (20.0 + (i * 37 % 2000) as f64 / 100.0, 100.0 + (i * 53 % 2000) as f64 / 100.0);
        let kind = ["lab", "club", ""][i % 3];
        let closed = if i.is_multiple_of(4) { (year + 3).to_string() } else { String::new() };
        let confirmed = if i % 4 == 1 { (year + 2).to_string() } else { String::new() };
        let at = if i.is_multiple_of(2) { format!("{lat},{lon}") } else { ",".to_owned() };
        let source = if i.is_multiple_of(10) { String::new() } else { format!("k{} p. {}", i % 50, i % 300) };
        let territory = if i.is_multiple_of(9) { String::new() } else { format!("t{}", i % 30) };
        let _ = writeln!(
            self.places,
            "p{i},{kind},Place {i},地点{i},{year},{closed},,{confirmed},{territory},{at},{source}"
        );
        if i.is_multiple_of(2) {
            let _ = writeln!(self.names, "p{i},Dìdiǎn {i},zh-Latn,Latn,pinyin,k3");
        }
        if i.is_multiple_of(5) {
            let _ = writeln!(self.sites, "p{i}.a,p{i},\"{i}, First Road\",{lat},{lon},bd09,{year}/{},k4", year + 1);
            let _ = writeln!(self.sites, "p{i}.b,p{i},Second Road,{},{lon},unknown,{}/,k4", lat + 0.01, year + 1);
            let _ = writeln!(self.spells, "p{i},p{i}.a,active,{year},{},k5", year + 1);
        }
        if i.is_multiple_of(20) {
            let _ = writeln!(self.claims, "p{i},opened,{},conflict,k6", year + 1);
        }
        if i.is_multiple_of(3) {
            let _ = writeln!(self.codings, "p{i},form,{},A,k7", ["open", "closed"][i % 2]);
        }
        if i > 0 && i.is_multiple_of(6) {
            let _ = writeln!(self.ties, "p{i},p{},spawned,organisational,{year},k8", i / 2);
        }
    }
}
