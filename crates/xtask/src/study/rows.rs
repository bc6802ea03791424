//! The rows of a generated study.

use super::Size;
use super::random::Random;
use super::tables::{PLACES, Row};
use super::words::{self, COUNTIES, PROVINCES};

/// The text in so many of a hundred cases, else a blank.
fn often(random: &mut Random, cases: usize, text: impl FnOnce(&mut Random) -> String) -> String {
    // Drawn in either case, so that a column does not shift those after it.
    let drawn = random.percent(cases);
    let text = text(random);
    if drawn { text } else { String::new() }
}

fn place_id(number: usize) -> String {
    format!("p{number:06}")
}

fn territory_id(province: usize, county: usize) -> String {
    format!("t{:02}{county:02}", province + 1)
}

pub fn territories(_: &Size) -> Vec<Row> {
    let country = ["cn", "China", "中国", "country", "", "35.0", "104.0", "wgs84", "s001"].map(str::to_owned).to_vec();
    let mut rows = vec![country];
    for (province, (name, name_zh, lon, lat)) in PROVINCES.iter().enumerate() {
        for county in 0..=COUNTIES {
            let mut random = Random::of_row("territories", province * 100 + county);
            let (label, label_zh, level, parent) = match county {
                0 => ((*name).to_owned(), (*name_zh).to_owned(), "province", "cn".to_owned()),
                n => (format!("{name} county {n}"), format!("{name_zh}{n}区"), "county", territory_id(province, 0)),
            };
            let (lat, lon) = (lat + random.offset() * 0.5, lon + random.offset() * 0.5);
            rows.push(vec![
                territory_id(province, county),
                label,
                label_zh,
                level.to_owned(),
                parent,
                format!("{lat:.4}"),
                format!("{lon:.4}"),
                "wgs84".to_owned(),
                words::source(&mut random),
            ]);
        }
    }
    rows
}

/// What several tables must agree on: when a place began and ended, and where it lies.
struct Place {
    opened: usize,
    /// In so many of a hundred places somebody recorded the end.
    closed: Option<usize>,
    province: usize,
    lat: f64,
    lon: f64,
}

fn place(number: usize) -> Place {
    let mut random = Random::of_row("place", number);
    // Two draws: more openings in the middle years.
    let opened = 2008 + random.below(7) + random.below(6);
    let end = opened + 2 + random.below(6);
    let province = random.below(PROVINCES.len());
    let (_, _, lon, lat) = PROVINCES[province];
    let closed = random.percent(30).then_some(end);
    Place { opened, closed, province, lat: lat + random.offset() * 0.4, lon: lon + random.offset() * 0.4 }
}

/// A year as people write it down who know it more or less.
fn date(random: &mut Random, year: usize) -> String {
    match random.below(100) {
        0..45 => year.to_string(),
        45..70 => format!("{year}-{:02}", random.below(12) + 1),
        70..80 => format!("{year}-{:02}-{:02}", random.below(12) + 1, random.below(28) + 1),
        80..88 => format!("{year}~"),
        88..92 => format!("{year}?"),
        92..95 => format!("{year}/{}", year + 1),
        95..98 => format!("{year}-XX"),
        _ => format!("[{year},{}]", year + 1),
    }
}

fn datum(random: &mut Random) -> String {
    random.of(&["wgs84", "wgs84", "wgs84", "wgs84", "wgs84", "wgs84", "gcj02", "gcj02", "bd09", "unknown"]).to_owned()
}

pub fn places(size: &Size) -> Vec<Row> {
    (1..=size.places).map(|number| place_row(number, size.lean)).collect()
}

fn place_row(number: usize, lean: bool) -> Row {
    let place = place(number);
    let mut random = Random::of_row("places", number);
    let random = &mut random;
    let name = words::name(random, number);
    let confirmed = place.opened + 2 + random.below(4);
    let last_confirmed = often(random, 60, |r| date(r, confirmed));
    let status = match (place.closed, last_confirmed.is_empty()) {
        (Some(_), _) => random.of(&["closed", "closed", "converted", "absorbed"]),
        (None, false) => "active",
        (None, true) => "",
    };
    let has_position = random.percent(92);
    let positioned = |text: String| if has_position { text } else { String::new() };
    let county = 1 + random.below(COUNTIES);
    let address = often(random, 80, |r| {
        format!("{}{}路{}号", PROVINCES[place.province].1, r.of(&["创新", "科技", "解放", "人民"]), r.below(900) + 1)
    });
    let mut row = vec![
        place_id(number),
        random.of(&["makerspace", "coworking", "fablab", "incubator", "park"]).to_owned(),
        name.en,
        name.hans,
        often(random, 95, |r| date(r, place.opened)),
        place.closed.map(|year| date(random, year)).unwrap_or_default(),
        status.to_owned(),
        if place.closed.is_some() { String::new() } else { last_confirmed },
        territory_id(place.province, county),
        positioned(format!("{:.5}", place.lat)),
        positioned(format!("{:.5}", place.lon)),
        positioned(datum(random)),
        often(random, 30, |r| positioned((10 * (1 + r.below(50))).to_string())),
        address,
        often(random, 50, |_| format!("https://place-{number}.example.org/")),
        often(random, 70, |r| r.of(&["bottom-up", "top-down", "mixed"]).to_owned()),
        often(random, 60, |r| (20 + r.below(5_000)).to_string()),
        often(random, 50, |r| r.below(800).to_string()),
        words::source(random),
        often(random, 20, words::source),
    ];
    if lean {
        // Kind, name, opening, end and position are what a map with a time slider needs.
        for (cell, (header, _, _)) in row.iter_mut().zip(PLACES) {
            if !["id", "kind", "name", "opened", "closed", "lat", "lon", "source"].contains(header) {
                cell.clear();
            }
        }
    }
    row
}

pub fn names(size: &Size) -> Vec<Row> {
    let row = |number: usize| {
        // The same draw as the place's own name.
        let name = words::name(&mut Random::of_row("places", number), number);
        let mut random = Random::of_row("names", number);
        let (text, lang, script, kind) = match random.below(3) {
            0 => (name.hant, "zh-Hant", "Hant", "official"),
            1 => (name.pinyin, "zh-Latn", "Latn", "pinyin"),
            _ => (words::name(&mut random, number).hans, "zh-Hans", "Hans", "former"),
        };
        let valid = often(&mut random, 30, |r| date(r, place(number).opened));
        let kind = kind.to_owned();
        vec![place_id(number), text, lang.to_owned(), script.to_owned(), kind, valid, words::source(&mut random)]
    };
    (1..=size.places).map(row).collect()
}

pub fn sites(size: &Size) -> Vec<Row> {
    let row = |number: usize| {
        let place = place(number);
        let mut random = Random::of_row("sites", number);
        let (lat, lon) = (place.lat + random.offset() * 0.05, place.lon + random.offset() * 0.05);
        vec![
            format!("site{number:06}"),
            place_id(number),
            format!("{}人民路{}号", PROVINCES[place.province].1, random.below(900) + 1),
            format!("{lat:.5}"),
            format!("{lon:.5}"),
            datum(&mut random),
            (10 * (1 + random.below(50))).to_string(),
            date(&mut random, place.opened),
            words::source(&mut random),
        ]
    };
    (1..=size.places).step_by(10).map(row).collect()
}

pub fn spells(size: &Size) -> Vec<Row> {
    let row = |number: usize| {
        let place = place(number);
        let mut random = Random::of_row("spells", number);
        let reason = ["rent", "end of subsidy", "founders left", "merged", "redevelopment"];
        vec![
            place_id(number),
            "active".to_owned(),
            date(&mut random, place.opened),
            place.closed.map(|year| date(&mut random, year)).unwrap_or_default(),
            if place.closed.is_none() { date(&mut random, place.opened + 3) } else { String::new() },
            if place.closed.is_some() { random.of(&reason).to_owned() } else { String::new() },
            words::source(&mut random),
        ]
    };
    (1..=size.places).step_by(3).map(row).collect()
}

fn actor_count(size: &Size) -> usize {
    size.places.div_ceil(10)
}

pub fn actors(size: &Size) -> Vec<Row> {
    let row = |number: usize| {
        let mut random = Random::of_row("actors", number);
        let name = words::name(&mut random, number);
        vec![
            format!("a{number:06}"),
            random.of(&["organisation", "community"]).to_owned(),
            format!("{} Society", name.en),
            format!("{}协会", name.hans),
            territory_id(random.below(PROVINCES.len()), 0),
            words::source(&mut random),
        ]
    };
    (1..=actor_count(size)).map(row).collect()
}

pub fn ties(size: &Size) -> Vec<Row> {
    let row = |number: usize| {
        let mut random = Random::of_row("ties", number);
        let (relation, layer) = *random.of(&[&("supports", "organisational"), &("meets-at", "physical")]);
        vec![
            // Actors found earlier, so that a larger study begins with the smaller one.
            format!("a{:06}", 1 + random.below(number.div_ceil(10))),
            place_id(number),
            relation.to_owned(),
            layer.to_owned(),
            often(&mut random, 30, |r| (1 + r.below(10)).to_string()),
            often(&mut random, 80, |r| date(r, place(number).opened)),
            words::source(&mut random),
        ]
    };
    (1..=size.places).step_by(3).map(row).collect()
}

pub fn observations(size: &Size) -> Vec<Row> {
    let row = |number: usize| {
        let mut random = Random::of_row("observations", number);
        let (indicator, unit) = *random.of(&[&("events_held", "events"), &("firms_hosted", "firms")]);
        vec![
            place_id(number),
            indicator.to_owned(),
            (place(number).opened + 1).to_string(),
            random.below(300).to_string(),
            unit.to_owned(),
            words::source(&mut random),
        ]
    };
    (1..=size.places).step_by(3).map(row).collect()
}

/// In one of fifty places another source gives another year of opening.
pub fn claims(size: &Size) -> Vec<Row> {
    let row = |number: usize| {
        let mut random = Random::of_row("claims", number);
        let cells = ["opened", &(place(number).opened + 3).to_string(), "conflict", "stated"].map(str::to_owned);
        let [property, year, status, certainty] = cells;
        vec![place_id(number), property, year, status, certainty, words::source(&mut random)]
    };
    (1..=size.places).step_by(50).map(row).collect()
}
