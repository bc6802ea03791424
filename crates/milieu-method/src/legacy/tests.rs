//! A closed place, its guests and its offspring, worked by hand.

use milieu_study::world::Memory;
use milieu_study::{Study, compile};

use super::*;

fn study(codebook: &str) -> Study {
    let files = [
        ("study.toml", "title = \"T\"\n"),
        ("codebook.toml", codebook),
        ("sources.bib", "@misc{k, title={T}, date={2016}}\n"),
        ("places.csv", "id,name,opened,closed,source\nold,Old,2008,2013,k\nnew,New,2013,,k\nsold,Sold,2009,2012,k\n"),
        ("actors.csv", "id,name,source\nann,Ann,k\nbob,Bob,k\nfirm,Firm,k\n"),
        (
            "ties.csv",
            "from,to,relation,valid,source\n\
             old,new,sprouted,2013,k\n\
             ann,old,meets,2010/2012,k\n\
             bob,old,meets,,k\n\
             ann,bob,knows,2015/..,k\n\
             new,firm,supplies,2014/2016,k\n\
             firm,sold,buys,2012/..,k\n\
             ann,firm,knows,2016,k\n",
        ),
    ];
    compile(&Memory::of(&files)).value
}

const BOOK: &str = "[[relations]]\ncode = \"sprouted\"\nlabel = \"S\"\nlineage = \"offspring\"\n\
                    [[relations]]\ncode = \"buys\"\nlabel = \"B\"\nlineage = \"absorbed\"\nearlier = \"to\"\n";

fn value(study: &Study, id: &str) -> f64 {
    find(study, id).unwrap_or_else(|| panic!("{id}")).value
}

#[test]
fn every_tie_is_in_one_number_and_names_its_statement() {
    let study = study(BOOK);
    let counts = counts(&strands(&study), &of(&Place::all(&study), &strands(&study)));
    let values: Vec<f64> = counts.iter().map(|e| e.value).collect();
    // ann–bob and new–firm surely; the sprouting in the year of the end possibly; bob–old undated;
    // ann–old ended before; the purchase tells the end, ann–firm has to do with no ended place.
    assert_eq!(values, [2.0, 1.0, 1.0, 0.0, 1.0, 2.0]);
    let mut facts: Vec<FactIx> = counts.iter().flat_map(|e| e.facts.clone()).collect();
    facts.sort_unstable();
    facts.dedup();
    assert_eq!(facts.len(), 7);
    assert_eq!(counts[0].left_out.iter().map(LeftOut::len).sum::<usize>(), 1);
}

#[test]
fn of_one_place_the_interval_holds_what_is_possible() {
    let study = study(BOOK);
    let old = find(&study, "network.outlived_by.old").expect("old has ended");
    assert_eq!((old.value, old.interval), (2.0, Some([2.0, 3.0])));
    assert_eq!(old.facts.len(), 3);
    assert!(find(&study, "network.outlived_by.new").is_none(), "it has not ended");
    assert!(definition(&old.id).is_some());
}

/// Without the codebook's word for it nothing descends from anything: the ties of the offspring are
/// no legacy, and the purchase looks like a bond that goes on.
#[test]
fn the_codebook_decides_what_is_lineage() {
    let silent = BOOK.replace("\"offspring\"", "\"none\"").replace("\"absorbed\"", "\"none\"");
    let study = study(&silent);
    assert_eq!(value(&study, "network.outlived.certain"), 2.0);
    assert_eq!(value(&study, "network.outlived.no_ended_place"), 2.0);
    let sold = find(&study, "network.outlived_by.sold").expect("compared with the purchase");
    assert_eq!(sold.value, 1.0);
}
