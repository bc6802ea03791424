use super::*;
use crate::parameter::ROWS;

#[test]
fn it_says_what_the_code_says() {
    let odd = odd();
    assert_eq!(odd.caution, "Explains, does not forecast; 34 of 60 parameters are assumed.");
    assert_eq!(odd.schedule.iter().map(|p| p.number).collect::<Vec<_>>(), (0..=13).collect::<Vec<_>>());
    assert!(odd.schedule.iter().all(|p| !p.rules.is_empty()), "every phase does something");
    let names: Vec<&str> = odd.entities.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["Territories", "Officials", "Indicators", "Firms", "Persons", "Places"]);
    let columns: Vec<&str> = odd.entities[5].columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(columns, crate::state::Places::COLUMNS, "every state variable is described");
    assert_eq!((odd.rules.len(), odd.patterns.len(), odd.presets.len()), (RULES.len(), 23, 7));
    assert_eq!(parameters().last().map(|p| usize::from(p.number)), Some(ROWS));
    assert!(odd.rules.iter().all(|r| !r.mechanism.is_empty()), "every rule says what it does");
    assert!(odd.rules.iter().any(|r| !r.constants.is_empty()) && odd.rules.iter().any(|r| !r.evidence.is_empty()));
}

#[test]
fn every_table_of_the_document_is_whole() {
    let text = markdown();
    let mut width = None;
    for row in text.lines() {
        let cells = row.replace("\\|", "").matches('|').count();
        if !row.starts_with('|') {
            width = None;
            continue;
        }
        assert_eq!(*width.get_or_insert(cells), cells, "{row}");
    }
    assert!(!text.contains("super::") && !text.contains("crate::"), "no path of the code is left");
    assert!(text.contains("34 of 60 parameters are assumed"));
}
