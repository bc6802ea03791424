//! Targets and observations as the study states them.

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, Value};
use milieu_study::schema::Table;
use milieu_study::time::{Bounds, Edtf};

/// A row of `targets.csv` as understood.
#[derive(Clone, Debug)]
pub struct Target {
    /// The target.
    pub entity: EntityIx,
    /// Policy that sets it, if one is named.
    pub policy: Option<EntityIx>,
    /// Code of the indicator.
    pub indicator: Option<String>,
    /// For which territory.
    pub territory: Option<EntityIx>,
    /// Target it carries out.
    pub parent: Option<EntityIx>,
    /// Form, a word of the contract.
    pub form: Option<String>,
    /// What is to be reached.
    pub value: Planned,
    /// Unit: the row's, else the indicator's.
    pub unit: Option<String>,
    /// The calendar year to reach it in, if it is one year.
    pub year: Option<i32>,
    /// Value to start from.
    pub baseline: Option<(f64, FactIx)>,
    /// The statement of the value.
    pub fact: Option<FactIx>,
}

/// What a target asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Planned {
    /// A number, or a range from the least to the greatest value that meets it.
    Number([f64; 2]),
    /// Words: a qualitative or deferred target.
    Words(String),
    /// Nothing is stated.
    Blank,
}

impl Planned {
    /// The number or range, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<[f64; 2]> {
        match self {
            Self::Number(range) => Some(*range),
            Self::Words(_) | Self::Blank => None,
        }
    }
}

/// A row of `observations.csv` as understood.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The statement.
    pub fact: FactIx,
    /// The value.
    pub value: f64,
    /// Unit: the row's, else the indicator's.
    pub unit: Option<String>,
    /// When it was measured.
    pub period: Option<Edtf>,
    /// The calendar year in which its whole period lies.
    pub year: Option<i32>,
}

/// Every target, in file order.
#[must_use]
pub fn targets(study: &Study) -> Vec<Target> {
    study.entities_of(Table::Targets).map(|entity| target(study, entity)).collect()
}

/// One target.
#[must_use]
pub fn target(study: &Study, entity: EntityIx) -> Target {
    let e = study.entity(entity);
    let cell = |column| study.row_cell(e.table, e.row, column).map(std::borrow::Cow::into_owned);
    let named = |column| study.row_entity(e.table, e.row, column);
    let indicator = cell("indicator");
    let form = cell("form");
    let value = match cell("value") {
        None => Planned::Blank,
        Some(text) => match (form.as_deref(), range(&text)) {
            (Some("qualitative" | "deferred"), _) | (_, None) => Planned::Words(text),
            (_, Some(range)) => Planned::Number(range),
        },
    };
    let baseline = study.own(entity, "baseline").and_then(|fact| match study.fact(fact).value {
        Value::Number(number) => Some((number, fact)),
        _ => None,
    });
    Target {
        entity,
        policy: named("policy"),
        territory: named("territory"),
        parent: named("parent_target").filter(|&parent| parent != entity),
        unit: cell("unit").or_else(|| unit_of(study, indicator.as_deref())),
        year: study.row_date(e.table, e.row, "year").and_then(|date| calendar_year(&date.bounds)),
        baseline,
        fact: study.own(entity, "value"),
        indicator,
        form,
        value,
    }
}

/// Observations of an indicator of an entity, in file order; rows whose value is no number are left out.
#[must_use]
pub fn observations(study: &Study, entity: EntityIx, indicator: &str) -> Vec<Observed> {
    let facts = study.facts_about(entity).iter().copied();
    let of_indicator = facts.filter(|&f| {
        let property = study.property(study.fact(f).property);
        property.table == Table::Observations && *property.name == *indicator
    });
    of_indicator
        .filter_map(|fact| {
            let Value::Number(value) = study.fact(fact).value else { return None };
            let period = study.valid(fact);
            let unit = study.qualifier(fact, "unit").map(std::borrow::Cow::into_owned);
            Some(Observed {
                fact,
                value,
                unit: unit.or_else(|| unit_of(study, Some(indicator))),
                year: period.and_then(|p| calendar_year(&p.bounds)),
                period,
            })
        })
        .collect()
}

fn unit_of(study: &Study, indicator: Option<&str>) -> Option<String> {
    study.codebook.indicator(indicator?)?.unit.clone()
}

/// A number, or two numbers with a hyphen or dash between them, the lower first.
fn range(text: &str) -> Option<[f64; 2]> {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    if let Some(value) = number(text) {
        return Some([value; 2]);
    }
    // The first sign belongs to the first number, so that the bound may be negative.
    let start = text.char_indices().nth(1)?.0;
    let (at, dash) = text[start..].char_indices().find(|(_, c)| matches!(c, '-' | '–'))?;
    let low = number(&text[..start + at])?;
    let high = number(&text[start + at + dash.len_utf8()..])?;
    (low <= high).then_some([low, high])
}

/// The calendar year within which a date lies whole.
fn calendar_year(bounds: &Bounds) -> Option<i32> {
    let first = bounds.earliest_start.day()?.year();
    (bounds.latest_end.day()?.year() == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_is_two_numbers_the_lower_first() {
        let cases = [
            ("6", Some([6.0, 6.0])),
            ("6-6.5", Some([6.0, 6.5])),
            ("4.5 – 5", Some([4.5, 5.0])),
            ("-3--1", Some([-3.0, -1.0])),
            ("-18", Some([-18.0, -18.0])),
            ("6.5-6", None),
            ("in line with national growth", None),
            ("–", None),
            ("7-", None),
            ("inf", None),
        ];
        for (text, expected) in cases {
            assert_eq!(range(text), expected, "{text}");
        }
    }
}
