//! Methods on networks as they are asked: one line of options on a published table, or on a study.

mod cases;

use std::collections::BTreeMap;
use std::fs;

use cases::{expected, folder, near, rows};
use milieu_method::analysis::{Datum, Input, Outcome, Refusal, Settings, Sheet, Table, estimates};
use milieu_method::registry::{extract, method};
use milieu_study::compile;
use milieu_study::world::Memory;

fn read(path: &str) -> Table {
    let (family, file) = path.split_once('/').expect("family/file");
    let bytes = fs::read(folder("tests/reference", family).join(file)).expect("a table");
    Table::read(file, &bytes).expect("a table")
}

/// Asks a method; `more` names other tables by option.
fn ask(name: &str, table: &Table, more: &[(&str, &str)], options: &[(&str, &str)]) -> Result<Outcome, Refusal> {
    let method = method(name).expect("a method");
    let settings = Settings::read(method, options.iter().copied())?;
    let more: BTreeMap<String, Table> = more.iter().map(|(o, path)| ((*o).to_owned(), read(path))).collect();
    (method.run)(Input { table, more: &more, settings: &settings })
}

fn number(outcome: &Outcome, id: &str) -> f64 {
    outcome.numbers.iter().find(|n| n.id == id).unwrap_or_else(|| panic!("no number {id}")).value
}

fn sheet<'a>(outcome: &'a Outcome, id: &str) -> &'a Sheet {
    outcome.sheets.iter().find(|s| s.id == id).expect("a sheet")
}

/// A column of a sheet by the text of its first column.
fn column(sheet: &Sheet, name: &str) -> BTreeMap<String, f64> {
    let at = sheet.columns.iter().position(|c| c == name).expect("a column");
    let value = |d: &Datum| match d {
        Datum::Number(n) => Some(*n),
        Datum::Count(n) => Some(*n as f64),
        _ => None,
    };
    let key = |d: &Datum| match d {
        Datum::Text(t) => t.clone(),
        other => format!("{other:?}"),
    };
    sheet.rows.iter().filter_map(|row| Some((key(&row[0]), value(&row[at])?))).collect()
}

const ENDS: [(&str, &str); 2] = [("from", "source"), ("to", "target")];

#[test]
fn karate_in_one_line() {
    let table = read("network/karate_edges.csv");
    let want = expected(&folder("tests/reference", "network"), "karate");
    let options = [ENDS[0], ENDS[1], ("weight", "weight")];
    let central = ask("centrality", &table, &[], &options).expect("an answer");
    let nodes = sheet(&central, "nodes");
    let parts = [
        ("betweenness", "betweenness_raw"),
        ("closeness", "closeness_igraph_normalized"),
        ("eigenvector_weighted", "eigenvector_weighted_max1"),
        ("pagerank_weighted", "pagerank85_weighted"),
        ("strength", "strength"),
    ];
    for (name, part) in parts {
        for (node, value) in column(nodes, name) {
            near(value, &want[part][&node], 1e-9, part);
        }
    }
    assert_eq!(nodes.rows.len(), 34);
    assert_eq!(
        (central.used.len(), nodes.evidence[11].len()),
        (rows(&folder("tests/reference", "network"), "karate_edges.csv").len(), 1)
    );
    near(number(&central, "transitivity"), &want["transitivity_global"], 1e-12, "transitivity");
    let brokers = ask("brokerage", &table, &[], &options).expect("an answer");
    for (node, value) in column(sheet(&brokers, "nodes"), "constraint") {
        near(value, &want["burt_constraint_weighted"][&node], 1e-9, "constraint");
    }
    let groups = ask("communities", &table, &[], &options).expect("an answer");
    near(number(&groups, "modularity"), &want["optimal_modularity_exact"]["modularity"], 1e-9, "modularity");
    let nodes = [("nodes", "network/karate_nodes.csv")];
    let mixed = ask("assortativity", &table, &nodes, &[ENDS[0], ENDS[1], ("group", "club")]).expect("an answer");
    near(number(&mixed, "ei"), &want["ei_club"]["ei"], 1e-12, "ei");
    near(number(&mixed, "assortativity"), &want["nominal_assortativity_club"], 1e-12, "assortativity");
}

#[test]
fn southern_women_and_three_layers_in_one_line() {
    let women = ask("projection", &read("network/southern_women_edges.csv"), &[], &ENDS).expect("an answer");
    let want = expected(&folder("tests/reference", "network"), "southern_women");
    near(number(&women, "robins_alexander"), &want["robins_alexander_clustering"], 1e-12, "squares");
    for (node, value) in column(sheet(&women, "nodes"), "closeness_centrality") {
        near(value, &want["closeness_centrality"][&node], 1e-9, "closeness");
    }
    assert_eq!(
        number(&women, "projected_ties") as usize,
        want["projection_women_counts"].as_object().expect("ties").len()
    );
    // Both of her rows to an event stand behind a tie of the projection.
    assert!(sheet(&women, "projection").evidence.iter().all(|rows| rows.len() >= 2 && rows.len() % 2 == 0));

    let nodes = [("nodes", "network/own_multilayer_nodes.csv")];
    let layers = ask("layers", &read("network/own_multilayer_edges.csv"), &nodes, &ENDS).expect("an answer");
    let want = expected(&folder("tests/reference", "network"), "own_multilayer");
    for (node, value) in column(sheet(&layers, "nodes"), "participation") {
        near(value, &want["participation"][&node], 1e-12, "participation");
    }
    assert_eq!(sheet(&layers, "pairs").rows.len(), 3);
}

#[test]
fn relations_and_flows_in_one_line() {
    let table = read("qap/own_multilayer.csv");
    let want = expected(&folder("tests/reference", "qap"), "own_multilayer");
    let x = ("x", "physical,grouptie,same_group,distance");
    let fit = ask("mrqap", &table, &[], &[("y", "y"), x, ("permutations", "200")]).expect("an answer");
    let terms = ["(Intercept)", "physical", "grouptie", "same_group", "distance"];
    for (i, term) in terms.iter().enumerate() {
        near(number(&fit, &format!("b.{term}")), &want["netlm_qapspp"]["coef"][i], 1e-9, term);
    }
    assert_eq!(fit.numbers.iter().find(|n| n.id == "b.(Intercept)").and_then(|n| n.p), None);
    let logit = [("y", "y"), x, ("permutations", "20"), ("family", "logistic")];
    let fit = ask("mrqap", &table, &[], &logit).expect("an answer");
    near(number(&fit, "deviance"), &want["netlogit_qapspp"]["deviance"], 1e-9, "deviance");
    let r = ask("qap", &table, &[], &[("y", "y"), x, ("permutations", "20")]).expect("an answer");
    near(number(&r, "r.distance"), &want["qap_correlation"]["distance"]["r"], 1e-9, "r");

    let flows = read("gravity/own_flows.csv");
    let want = expected(&folder("tests/reference", "gravity"), "own_flows");
    let two_way = [("x", "dist,virtual_tie"), ("log", "dist"), ("fixed-effects", "orig,dest"), ("vcov", "hc1")];
    let fit = ask("gravity", &flows, &[], &two_way).expect("an answer");
    let found = column(sheet(&fit, "coefficients"), "std_error");
    near(found["log(dist)"], &want["ppml_two_way_fe"]["se_hetero_pyfixest"]["ldist"], 1e-8, "se");
    let plain = [("x", "mass_o,mass_d,dist,virtual_tie"), ("log", "mass_o,mass_d,dist"), ("family", "negbin")];
    let fit = ask("gravity", &flows, &[], &plain).expect("an answer");
    near(number(&fit, "alpha"), &want["negbin2"]["params"]["alpha"], 1e-5, "alpha");
}

#[test]
fn ties_in_one_line() {
    let want = expected(&folder("tests/reference", "ties"), "own_ties");
    let options = [("place-closed", "place_closed"), ("x", "virtual"), ("interact", "virtual"), ("by", "virtual")];
    let fit = ask("tie-survival", &read("ties/own_ties.csv"), &[], &options).expect("an answer");
    let errors = column(sheet(&fit, "coefficients"), "robust_se");
    for name in ["place_closed", "virtual", "place_closed:virtual"] {
        near(number(&fit, &format!("b.{name}")), &want["coef"][name], 1e-7, name);
        near(errors[name], &want["robust_se"][name], 1e-7, name);
    }
    let waves = ask("tie-waves", &read("ties/own_waves.csv"), &[], &[("from", "a"), ("to", "b")]).expect("an answer");
    let want = expected(&folder("tests/reference", "ties"), "own_waves");
    near(number(&waves, "jaccard.1 → 2"), &want["jaccard"], 1e-12, "jaccard");
}

#[test]
fn what_cannot_be_asked_is_refused_with_a_reason_and_a_way_out() {
    let table = |csv: &str| Table::read("t.csv", csv.as_bytes()).expect("a table");
    let refused = |name: &str, csv: &str, options: &[(&str, &str)]| {
        let refusal = ask(name, &table(csv), &[], options).expect_err("a refusal");
        assert!(!refusal.why.is_empty() && !refusal.help.is_empty(), "{refusal:?}");
        refusal.name
    };
    assert_eq!(refused("centrality", "from,to,w\na,b,0\n", &[("weight", "w")]), "bad-weight");
    assert_eq!(refused("centrality", "from,to\na,b\n", &[("length", "weight")]), "no-weight");
    assert_eq!(refused("communities", "from,to\na,a\n", &[]), "no-ties");
    assert_eq!(refused("projection", "from,to\na,b\nb,c\n", &[]), "on-both-sides");
    assert_eq!(refused("assortativity", "from,to\na,b\n", &[("group", "g")]), "no-nodes");
    assert_eq!(refused("layers", "from,to,layer\na,b,x\n", &[]), "one-layer");
    assert_eq!(refused("tie-waves", "from,to,wave\na,b,1\n", &[]), "one-wave");
    let pairs = "i,j,y,x\na,b,1,2\na,c,0,1\nb,c,,3\n";
    assert_eq!(refused("qap", pairs, &[("y", "y"), ("x", "x")]), "unknown-pairs");
    assert_eq!(refused("mrqap", "i,j,y,x\na,b,1,2\n", &[("y", "y"), ("x", "x")]), "too-few-actors");
    assert_eq!(refused("gravity", "flow,d\n1,0\n2,1\n3,2\n4,5\n", &[("x", "d"), ("log", "d")]), "log-of-zero");
    assert_eq!(refused("gravity", "flow,d\n0,1\n0,2\n0,3\n", &[("x", "d")]), "all-zero");
    let three = "start,stop,end,place,closing\n0,2,1,p,1\n0,3,1,q,\n0,4,0,r,2\n";
    assert_eq!(refused("tie-survival", three, &[("closing", "closing")]), "too-few-events");
}

#[test]
fn a_study_gives_its_ties_with_their_facts_and_measures_no_person() {
    let world = Memory::of(&[
        ("study.toml", "title = \"Ties\"\nlanguages = [\"en\"]\n"),
        (
            "codebook.toml",
            "[[kinds]]\ncode = \"lab\"\n[[kinds]]\ncode = \"person\"\n[[kinds]]\ncode = \"organisation\"\n[[relations]]\ncode = \"helps\"\nlayer = \"virtual\"\n",
        ),
        ("sources.bib", "@misc{s, title={Source}, date={2019}}\n"),
        ("places.csv", "id,kind,name,source\np1,lab,One,s\np2,lab,Two,s\n"),
        ("actors.csv", "id,kind,name,source\no1,organisation,Body,s\nx1,person,Someone,s\n"),
        (
            "ties.csv",
            "from,to,relation,layer,weight,source\np1,p2,helps,,2,s\no1,p1,helps,physical,,s\nx1,p2,helps,,,s\n",
        ),
    ]);
    let study = compile(&world).value;
    let table = (extract("ties").expect("ties").make)(&study, &BTreeMap::new()).expect("rows");
    assert_eq!(table.len(), 2);
    assert_eq!(table.column("layer").expect("layers").cells.text(0).as_deref(), Some("virtual"));
    assert_eq!(table.left_out.len(), 1);
    assert!(table.rows.iter().all(|row| !row.facts.is_empty()));
    let nodes = (extract("nodes").expect("nodes").make)(&study, &BTreeMap::new()).expect("rows");
    let ids: Vec<_> = (0..nodes.len()).filter_map(|row| nodes.columns[0].cells.text(row)).collect();
    assert_eq!(ids.len(), 3);
    assert!(!ids.contains(&"x1".to_owned()));
    // Every number of an analysis knows its facts and what was left out.
    let central = method("centrality").expect("a method");
    let settings = Settings::read(central, []).expect("settings");
    let more = BTreeMap::from([("nodes".to_owned(), nodes)]);
    let outcome = (central.run)(Input { table: &table, more: &more, settings: &settings }).expect("an answer");
    let all = estimates("network", central, &settings, &table, &outcome);
    assert!(all.iter().all(|e| !e.facts.is_empty() && e.left_out.len() == 1), "{all:?}");
    let only = BTreeMap::from([("layer".to_owned(), "economic".to_owned())]);
    assert_eq!((extract("ties").expect("ties").make)(&study, &only).expect_err("a refusal").name, "no-ties");
}
