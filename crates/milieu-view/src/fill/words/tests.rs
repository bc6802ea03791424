use milieu_study::compile;
use milieu_study::world::Memory;

use super::*;

/// A study in three languages, with a glossary, a kind, places, an argument and a field note.
fn page_of(files: &[(&str, &str)]) -> WordsPage {
    let bib = "@article{li2016, author={Li, D.}, title={A}, date={2016}}\n@online{blog, author={Xin}, title={B}}\n";
    let base = [
        ("study.toml", "title = \"T\"\nlanguages = [\"en\", \"zh\", \"fr\"]\n"),
        ("sources.bib", bib),
        (
            "concepts.csv",
            "id,zh,en,fr,source\nmaker,创客,maker,maker,li2016\ncity,智慧城市,smart city,ville intelligente,li2016\n\
             make,创,to create,créer,li2016\nspace,众创空间,mass innovation space,,li2016\n",
        ),
    ];
    let checked = compile(&Memory::of(&[&base, files].concat()));
    // Notes are that a source is not cited, a place undated, a label in fewer languages.
    let told = checked.diagnostics.iter().filter(|d| d.severity < milieu_study::Severity::Note);
    let told: Vec<&str> = told.map(|d| d.message.as_str()).collect();
    assert!(told.is_empty(), "{told:?}");
    page(&checked.value)
}

fn term<'p>(page: &'p WordsPage, id: &str) -> &'p Term {
    page.terms.iter().find(|t| t.id == id).unwrap_or_else(|| panic!("no {id} among {:?}", ids(page)))
}

fn ids(page: &WordsPage) -> Vec<&str> {
    page.terms.iter().map(|t| t.id.as_str()).collect()
}

#[test]
fn a_term_is_one_in_all_its_languages() {
    let page = page_of(&[(
        "arguments.csv",
        "id,side,statement,source\na,question,Smart cities need makers.,li2016\n\
         b,question,La ville intelligente est pour les habitants.,blog\nc,question,智慧城市需要創客,blog\n",
    )]);
    let city = term(&page, "city");
    assert_eq!(city.passages.len(), 3);
    assert_eq!(
        [&city.zh, &city.en, &city.fr].map(Option::as_deref),
        [Some("智慧城市"), Some("smart city"), Some("ville intelligente")]
    );
    // Traditional characters and plurals are the same term.
    assert_eq!(term(&page, "maker").passages.len(), 2);
    // Each opens the statement it stands in, by those who say it, in its year; no year is no year.
    let said = |n: usize| &page.passages[city.passages[n] as usize];
    assert_eq!(page.evidence.written[said(2).evidence[0] as usize], "智慧城市需要創客");
    let years: Vec<Option<i32>> = (0..3).map(|n| page.voices[said(n).voices[0] as usize].year).collect();
    assert_eq!(years, [Some(2016), None, None]);
    assert_eq!(page.passages.len(), 3);
}

#[test]
fn chinese_words_of_the_study_stay_whole() {
    let page = page_of(&[(
        "arguments.csv",
        "id,side,statement,source\na,question,众创空间与创业需要创客,li2016\nb,question,创业，创,blog\n\
         c,question,我们都在这里说话,blog\n",
    )]);
    assert_eq!(term(&page, "space").passages.len(), 1);
    assert_eq!(term(&page, "maker").passages.len(), 1);
    // 创 is a term where it stands alone, and not within 创业.
    assert_eq!(term(&page, "make").passages.len(), 1);
    // What no word divides is told, not guessed: 与创业需要 and 我们都在这里说话.
    assert_eq!(page.uncut.len(), 2);
    assert!(ids(&page).iter().all(|id| !id.contains('说')));
}

#[test]
fn stop_words_are_those_of_the_language() {
    let page = page_of(&[(
        "arguments.csv",
        "id,side,statement,source\na,question,The rent of the workshop rises with its fame.,li2016\n\
         b,question,Workshops pay rent and the rents rise.,blog\n\
         c,question,Le loyer de l’atelier est dans la rue.,blog\nd,question,Les loyers des ateliers sont pour nous.,blog\n",
    )]);
    assert_eq!(ids(&page), ["en:rent", "en:rise", "en:workshop", "fr:atelier", "fr:loyer"]);
    // A word is shown as it is most often written.
    assert_eq!(term(&page, "en:rent").en.as_deref(), Some("rent"));
    // `fame`, `pay`, `rue` are said once.
    assert_eq!(page.left_out.len(), 3);
}

#[test]
fn names_are_told_from_words() {
    let page = page_of(&[
        (
            "places.csv",
            "id,name,name_zh,notes,source\nchaihuo,Chaihuo,柴火,Near Space Station,li2016\ns,Space Station,,A space,li2016\n",
        ),
        (
            "arguments.csv",
            "id,side,statement,source\na,question,Chaihuo is a chaihuo of makers.,li2016\nb,question,柴火创客,li2016\n",
        ),
    ]);
    let chaihuo = term(&page, "chaihuo");
    assert_eq!((chaihuo.kind, chaihuo.passages.len()), (TermKind::Name, 2));
    assert_eq!(chaihuo.entity.as_ref().map(|e| e.id.as_str()), Some("chaihuo"));
    assert_eq!(term(&page, "s").passages.len(), 1);
}

#[test]
fn notes_and_the_codebook_speak_too_and_say_where() {
    let page = page_of(&[
        ("notes/walk.md", "# A walk\n\nMakers met at [[chaihuo]] [@li2016, p. 7].\n\nThe smart city is far.\n"),
        ("places.csv", "id,name,source\nchaihuo,Chaihuo,blog\n"),
        (
            "codebook.toml",
            "[[kinds]]\ncode = \"lab\"\ntable = \"places\"\nlabel = { en = \"Lab\", zh = \"实验室\" }\n\
             definition = { en = \"A maker’s lab\", zh = \"创客实验室\" }\nsource = \"li2016 p. 3\"\n",
        ),
    ]);
    let maker = term(&page, "maker");
    let said: Vec<_> = maker
        .passages
        .iter()
        .map(|&p| {
            let passage = &page.passages[p as usize];
            let (at, evidence) = (passage.evidence[0] as usize, &page.evidence);
            let [part, _, line, _] = evidence.cells[at];
            let file = evidence.texts[part as usize].file.as_str();
            (passage.form.as_str(), file, line, passage.voices.len(), evidence.citing[at].len())
        })
        .collect();
    // A field note cites, and speaks for itself.
    assert_eq!(
        said,
        [
            ("definition", "codebook.toml", 1, 1, 1),
            ("definition", "codebook.toml", 1, 1, 1),
            ("note", "notes/walk.md", 3, 0, 1),
        ]
    );
    assert_eq!(term(&page, "chaihuo").passages.len(), 1);
    assert_eq!(term(&page, "lab").zh.as_deref(), Some("实验室"));
}

#[test]
fn groups_are_those_the_study_states() {
    let page = page_of(&[
        ("codebook.toml", "[[variables]]\ncode = \"group\"\ntable = \"arguments\"\nlabel = \"Group\"\n"),
        (
            "arguments.csv",
            "id,side,statement,group,source\na,question,Makers rise,artists,li2016\nb,question,Makers fall,,li2016\n\
             c,question,Makers stay,artists,blog\n",
        ),
    ]);
    assert_eq!(page.groups, ["artists"]);
    let groups: Vec<Option<u32>> = page.passages.iter().map(|p| p.group).collect();
    assert_eq!(groups, [Some(0), None, Some(0)]);
}

#[test]
fn terms_said_together_are_linked_and_drawn() {
    // Word by word the same would be one passage.
    let together = "Makers of the smart city share workshops";
    let rows: String = (0..3).map(|n| format!("a{n},question,{together} {n},li2016\n")).collect();
    let page = page_of(&[(
        "arguments.csv",
        &format!("id,side,statement,source\n{rows}b,question,Mass innovation spaces,blog\n"),
    )]);
    let link =
        |a: &str, b: &str| page.links.iter().find(|l| [l.a, l.b].map(|t| page.terms[t as usize].id.as_str()) == [a, b]);
    assert_eq!(link("maker", "city").map(|l| l.passages.len()), Some(3));
    assert!(term(&page, "maker").at.is_some());
    // What stands alone is in the list and not in the drawing.
    assert!(term(&page, "space").at.is_none());
}

#[test]
fn nothing_said_is_an_empty_page() {
    let page = page_of(&[]);
    assert!(page.terms.is_empty() && page.passages.is_empty() && page.links.is_empty());
}

#[test]
fn a_remark_filled_down_a_column_counts_once_and_opens_every_row() {
    let page = page_of(&[
        (
            "places.csv",
            "id,opened,last_confirmed,notes,source\na,2010,2011,Makers meet here,li2016\nb,2010,2011,Makers meet here,blog\n",
        ),
        // A remark on a number speaks of the evidence.
        ("observations.csv", "entity,indicator,period,value,notes,source\na,rent,2010,5,Makers counted,li2016\n"),
        ("codebook.toml", "[[indicators]]\ncode = \"rent\"\nlabel = \"Rent\"\n"),
    ]);
    let maker = term(&page, "maker");
    assert_eq!(maker.passages.len(), 1);
    let passage = &page.passages[maker.passages[0] as usize];
    assert_eq!((passage.evidence.len(), passage.voices.len()), (2, 2));
}
