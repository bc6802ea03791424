//! From a study's places to positions.

use std::collections::BTreeMap;

use milieu_study::schema::Table as Of;
use milieu_study::{Study, position};

use crate::analysis::{Extract, Refusal, Row, Table};
use crate::{LeftOut, Words};

/// Positions of places.
pub static POSITIONS: Extract = Extract {
    name: "positions",
    title: Words { en: "Positions of places", zh: "地点位置", fr: "Positions des lieux" },
    columns: &[
        ("place", "the place"),
        ("kind", "its kind"),
        ("territory", "the territory it is in, as written"),
        ("lat", "latitude, WGS84 degrees"),
        ("lon", "longitude, WGS84 degrees"),
        ("radius_m", "radius within which the true position lies, metres; blank where nothing is said"),
    ],
    options: &[
        ("kind", "only places of this kind"),
        ("most-radius", "leave out positions less exact than so many metres"),
    ],
    make: positions,
};

fn positions(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    const NONE: Words = Words {
        en: "no position of its own: at most its territory is known",
        zh: "无自身位置：至多已知所在地区",
        fr: "pas de position propre : au mieux son territoire est connu",
    };
    const VAGUE: Words =
        Words {
            en: "its position is not exact enough", zh: "位置精度不足", fr: "sa position n’est pas assez exacte"
        };
    let most = options.get("most-radius").map(|text| text.parse::<f64>()).transpose().map_err(|_| {
        Refusal::new("bad-option", "`most-radius` is not a number").why("it is a radius in metres").help("say 500")
    })?;
    let mut texts: [Vec<Option<String>>; 3] = Default::default();
    let mut numbers: [Vec<Option<f64>>; 3] = Default::default();
    let mut table = Table { name: "positions".into(), ..Table::default() };
    let (mut without, mut vague) = (vec![], vec![]);
    for place in study.entities_of(Of::Places) {
        let entity = study.entity(place);
        let cell = |column| study.row_cell(entity.table, entity.row, column).map(std::borrow::Cow::into_owned);
        let kind = cell("kind");
        if options.get("kind").is_some_and(|only| kind.as_ref() != Some(only)) {
            continue;
        }
        // The last position of a place is that of its latest site; a territory stands in for nobody here.
        let own = position::of_place(study, place)
            .into_iter()
            .rfind(|p| study.table(study.entity(p.of).table).table != Of::Territories);
        let Some(at) = own else {
            without.push(place);
            continue;
        };
        if most.is_some_and(|most| at.radius_m.is_some_and(|radius| radius > most)) {
            vague.push(place);
            continue;
        }
        let id = entity.id.to_string();
        texts.iter_mut().zip([Some(id.clone()), kind, cell("territory")]).for_each(|(column, cell)| column.push(cell));
        let values = [Some(at.wgs84.lat), Some(at.wgs84.lon), at.radius_m];
        numbers.iter_mut().zip(values).for_each(|(column, cell)| column.push(cell));
        let mut facts = at.facts.clone();
        facts.sort_unstable();
        table.rows.push(Row { label: id, line: 0, entity: Some(place), facts });
    }
    if table.rows.is_empty() {
        return Err(Refusal::new("no-positions", "no place has a position of its own")
            .why("distances are between positions")
            .help("fill lat and lon in places.csv or sites.csv"));
    }
    for (reason, places) in [(NONE, without), (VAGUE, vague)] {
        if !places.is_empty() {
            table.left_out.push(LeftOut::entities(reason, places));
        }
    }
    let names = POSITIONS.columns.iter().map(|(name, _)| *name);
    names.clone().zip(texts).for_each(|(name, cells)| table.push_text(name, cells));
    names.skip(3).zip(numbers).for_each(|(name, cells)| table.push_numbers(name, cells));
    Ok(table)
}
