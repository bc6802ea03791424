//! `data/zones.json`.

use milieu_method::target;
use milieu_study::codebook::VariableType;
use milieu_study::fact::EntityIx;
use milieu_study::position;
use milieu_study::schema::Table;
use milieu_study::{Study, time};

use crate::date::decimal;
use crate::evidence::Statements;
use crate::label;
use crate::page::{Position, ZoneShown, Zones};

pub(crate) fn page(study: &Study) -> Zones {
    let mut out = Statements::new(study);
    let of_territories = study.codebook.variables.iter().filter(|v| v.entry.table == Some(Table::Territories));
    let dated_by = of_territories.into_iter().find(|v| v.ty == VariableType::Edtf);
    let column = dated_by.map(|v| v.entry.code.as_str());
    let zones = study.entities_of(Table::Territories).filter(|&t| target::level(study, t).as_deref() == Some("zone"));
    Zones {
        zones: zones.map(|zone| shown(study, zone, column, &mut out)).collect(),
        dated_by: dated_by.map(|v| label::entry(study, &v.entry)),
        evidence: out.into_list(),
    }
}

fn shown(study: &Study, zone: EntityIx, column: Option<&str>, out: &mut Statements<'_>) -> ZoneShown {
    let e = study.entity(zone);
    let dated = column.and_then(|c| study.used_words(zone, c));
    let bounds = dated.as_ref().and_then(|(words, _)| {
        let [first, _, _, last] = time::parse(words, study.settings.tolerance).ok()?.bounds.year_fractions();
        Some([decimal(first?), decimal(last?)])
    });
    let names: Vec<_> = ["name", "name_zh"].iter().filter_map(|c| study.own(zone, c)).collect();
    let at = position::own(study, zone)
        .or_else(|| study.territories_of(zone).into_iter().find_map(|t| position::own(study, t)));
    ZoneShown {
        id: e.id.to_string(),
        label: label::entity(study, zone),
        within: study.territories_of(zone).first().map(|&t| label::link(study, t)),
        province: study
            .territories_of(zone)
            .into_iter()
            .find(|&t| target::level(study, t).as_deref() == Some("province"))
            .map(|t| label::link(study, t)),
        dated: dated.map(|(words, facts)| out.shown(words.into_owned(), &facts)),
        bounds,
        position: at.map(|at| Position {
            lat: at.wgs84.lat,
            lon: at.wgs84.lon,
            from: None,
            to: None,
            radius_m: at.radius_m.map(f64::round),
            from_territory: at.of != zone,
        }),
        stated: out.shown(label::name(study, zone), &names),
    }
}
