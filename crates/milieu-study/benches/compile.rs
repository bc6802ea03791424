//! A study of a million facts, compiled. `cargo bench -p milieu-study --bench compile`

use std::fmt::Write;

use milieu_study::world::Memory;
use milieu_study::{compile, lint};

fn main() {
    divan::main();
}

/// Places with their names, measurements, ties and contradictions; nothing in it exists.
fn study(places: usize) -> Memory {
    let mut of = [
        "id,kind,name,name_zh,opened,closed,status,last_confirmed,territory,lat,lon,crs,address,website,source,opened.source\n",
        "entity,text,lang,script,source\n",
        "entity,indicator,period,value,unit,source\n",
        "place,status,from,to,source\n",
        "from,to,relation,layer,weight,valid,source\n",
        "entity,property,value,status,source\n",
    ]
    .map(str::to_owned);
    for i in 0..places {
        let (year, t, s) = (2005 + i % 14, i % 300, i % 400);
        let (lat, lon) = (22.0 + (i % 1700) as f64 / 100.0, 105.0 + (i % 1300) as f64 / 100.0);
        let (closed, status) = if i % 3 == 0 { (format!("{}", year + 4), "closed") } else { (String::new(), "active") };
        let rows = [
            format!(
                "p{i},lab,Maker House {i},创客之家{i},{year}-0{}~,{closed},{status},2019-03,t{t},{lat:.5},{lon:.5},unknown,\"{i} Road, Block {t}\",https://example.org/{i},s{s} p. {t},\n",
                1 + i % 9
            ),
            format!("p{i},创客之家{i},zh,Hans,s{s}\n"),
            format!("p{i},members,{},{},people,s{s} p. 3\n", year + 1, 10 + i % 90),
            format!("p{i},active,{year},{},s{s}\n", year + 3),
            format!("p{i},p{},helps,virtual,{},{year}/..,s{s}\n", (i + 7) % places, i % 5),
            if i % 50 == 0 { format!("p{i},opened,{},conflict,s{}\n", year + 2, (s + 1) % 400) } else { String::new() },
        ];
        of.iter_mut().zip(rows).for_each(|(file, row)| file.push_str(&row));
    }
    let mut territories = "id,name,level,lat,lon,crs,source\n".to_owned();
    (0..300).for_each(|t| writeln!(territories, "t{t},Region {t},province,30,112,wgs84,s{t}").expect("text"));
    let mut sources = String::new();
    (0..400).for_each(|s| writeln!(sources, "@misc{{s{s}, title={{Source {s}}}, date={{2019}}}}").expect("text"));
    let [places, names, observations, spells, ties, claims] = of;
    Memory::of(&[
        ("study.toml", "title = \"A million facts\"\nlanguages = [\"en\"]\nwindow = \"2005/2020\"\n"),
        (
            "codebook.toml",
            "[[kinds]]\ncode = \"lab\"\n[[relations]]\ncode = \"helps\"\n[[indicators]]\ncode = \"members\"\nunit = \"people\"\n",
        ),
        ("sources.bib", &sources),
        ("territories.csv", &territories),
        ("places.csv", &places),
        ("names.csv", &names),
        ("observations.csv", &observations),
        ("spells.csv", &spells),
        ("ties.csv", &ties),
        ("claims.csv", &claims),
    ])
}

/// Places that give about a million facts.
const PLACES: usize = 44_000;

#[divan::bench(sample_count = 20)]
fn whole(bencher: divan::Bencher<'_, '_>) {
    let world = study(PLACES);
    let facts = compile(&world).value.facts.len();
    bencher.counter(divan::counter::ItemsCount::new(facts)).bench(|| compile(&world));
}

/// The checks that need the whole study, which are part of `whole`.
#[divan::bench(sample_count = 20)]
fn checks(bencher: divan::Bencher<'_, '_>) {
    let study = compile(&study(PLACES)).value;
    bencher.counter(divan::counter::ItemsCount::new(study.facts.len())).bench(|| {
        let mut found = vec![];
        lint::check(&study, &mut found);
        found
    });
}
