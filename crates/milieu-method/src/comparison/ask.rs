//! From a table to variables of the comparison.

use super::gower::{Gower, Variable};
use crate::Words;
use crate::analysis::{At, Cells, Column, Input, Kind, Left, Opt, Refusal};

pub(super) const CASE: Opt = Opt::optional("case", Kind::Column, "column of the cases' names; row numbers if unsaid");
pub(super) const VARIABLES: Opt =
    Opt::optional("variables", Kind::Columns, "columns to compare in; all but `case` if unsaid");
pub(super) const ORDINAL: Opt =
    Opt::optional("ordinal", Kind::Columns, "those whose numbers are ranks, compared by their place");
pub(super) const ASYMMETRIC: Opt =
    Opt::optional("asymmetric", Kind::Columns, "those of 1 and 0 in which sharing a 0 makes no two cases alike");
pub(super) const WEIGHTS: Opt =
    Opt::optional("weights", Kind::Text, "a weight for each variable, as 1,1,2; equal if unsaid");

pub(super) const COMPARABLE: Words = Words {
    en: "The variables are those that matter for the question; another choice gives other neighbours.",
    zh: "所选变量须与问题相关；选择不同，近邻亦不同。",
    fr: "Les variables sont celles qui comptent pour la question ; un autre choix donne d’autres voisins.",
};
pub(super) const BLANKS_AT_RANDOM: Words = Words {
    en: "What is not known of a case is like what is known: a pair is compared in what is known of both.",
    zh: "未知部分与已知部分相似：成对比较仅用双方均已知的变量。",
    fr: "Ce qu’on ignore d’un cas ressemble à ce qu’on en sait : une paire est comparée sur ce qui est connu des deux.",
};
pub(super) const NOT_CAUSAL: Words = Words {
    en: "As proof of a cause: alike in what was measured is not alike in what matters.",
    zh: "不能证明因果：所测相似不等于关键处相似。",
    fr: "Comme preuve d’une cause : semblables en ce qui est mesuré n’est pas semblables en ce qui compte.",
};

/// Cases with their variables.
pub(super) struct Read<'a> {
    pub gower: Gower,
    pub columns: Vec<&'a Column>,
    /// Row of the table of each case.
    pub rows: Vec<usize>,
    /// Name of each case.
    pub names: Vec<String>,
    pub left_out: Vec<Left>,
}

/// Reads the variables an option names; a case of which nothing is known is left out.
///
/// # Errors
/// No variables, a column that is missing, weights that do not fit, asymmetric columns of other values than 0 and 1.
pub(super) fn read(input: Input<'_>) -> Result<Read<'_>, Refusal> {
    const NOTHING: Words = Words {
        en: "nothing is known of this case in these variables",
        zh: "该个案在这些变量上全无数据",
        fr: "on ne sait rien de ce cas dans ces variables",
    };
    let columns = variables(input)?;
    let (ordinal, asymmetric) = (input.columns("ordinal")?, input.columns("asymmetric")?);
    let is_in = |list: &[&Column], column: &Column| list.iter().any(|held| held.name == column.name);
    let is_known = |row: &usize| columns.iter().any(|column| !column.cells.is_blank(*row));
    let (rows, unknown): (Vec<usize>, Vec<usize>) = (0..input.table.len()).partition(is_known);
    let variables = columns
        .iter()
        .map(|column| variable(column, &rows, is_in(&ordinal, column), is_in(&asymmetric, column)))
        .collect::<Result<Vec<_>, _>>()?;
    let gower = Gower::new(&variables, &weights(input, columns.len())?)?;
    let left_out =
        if unknown.is_empty() { vec![] } else { vec![Left { reason: NOTHING, detail: String::new(), rows: unknown }] };
    let names = names(input, &rows)?;
    Ok(Read { gower, columns, rows, names, left_out })
}

/// The columns to compare in.
pub(super) fn variables(input: Input<'_>) -> Result<Vec<&Column>, Refusal> {
    let said = input.columns("variables")?;
    let case = input.column("case")?;
    if said.is_empty() {
        return Ok(input.table.columns.iter().filter(|c| case.is_none_or(|case| case.name != c.name)).collect());
    }
    Ok(said)
}

/// Names of cases, each once: two cases of one name could be taken for each other.
pub(super) fn names(input: Input<'_>, rows: &[usize]) -> Result<Vec<String>, Refusal> {
    let column = input.column("case")?;
    let name = |&row: &usize| {
        let said = column.and_then(|column| column.cells.text(row));
        said.unwrap_or_else(|| input.table.rows[row].label.clone())
    };
    let names: Vec<String> = rows.iter().map(name).collect();
    if let Some((at, twice)) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
        return Err(Refusal::new("case-twice", format!("two cases are called `{twice}`"))
            .why("one could be taken for the other")
            .help("give each case a name of its own")
            .at(column.map_or(At::Whole, |column| At::Cell(column.name.clone(), rows[at]))));
    }
    Ok(names)
}

/// The case of this name.
pub(super) fn case_named(read: &Read<'_>, option: &str, name: &str) -> Result<usize, Refusal> {
    read.names.iter().position(|held| held == name).ok_or_else(|| {
        let known: Vec<&str> = read.names.iter().take(12).map(String::as_str).collect();
        Refusal::new("no-such-case", format!("there is no case `{name}`"))
            .why(format!("option `{option}` names it"))
            .help(format!("cases are {} …", known.join(", ")))
            .at(At::Option(option.to_owned()))
    })
}

fn weights(input: Input<'_>, variables: usize) -> Result<Vec<f64>, Refusal> {
    let said: Option<Vec<f64>> = input.settings.list("weights").map(|text| text.parse().ok()).collect();
    match said {
        Some(said) if said.is_empty() => Ok(vec![1.0; variables]),
        Some(said) if said.len() == variables => Ok(said),
        _ => Err(Refusal::new("bad-weights", "weights are not one number for each variable")
            .why("each variable counts by its weight")
            .help(format!("give {variables} numbers with commas between"))
            .at(At::Option("weights".into()))),
    }
}

fn variable(column: &Column, rows: &[usize], ordinal: bool, asymmetric: bool) -> Result<Variable, Refusal> {
    match &column.cells {
        Cells::Number(values) if asymmetric => {
            if let Some(&row) = rows.iter().find(|&&row| values[row].is_some_and(|v| v != 0.0 && v != 1.0)) {
                return Err(Refusal::new(
                    "not-presence",
                    format!("column `{}` holds other numbers than 0 and 1", column.name),
                )
                .why("an asymmetric variable is there or not")
                .help("recode it, or take it off `asymmetric`")
                .at(At::Cell(column.name.clone(), row)));
            }
            Ok(Variable::Presence(rows.iter().map(|&row| values[row].map(|v| v == 1.0)).collect()))
        }
        Cells::Number(values) if ordinal => Ok(Variable::Rank(rows.iter().map(|&row| values[row]).collect())),
        Cells::Number(values) => Ok(Variable::Number(rows.iter().map(|&row| values[row]).collect())),
        Cells::Text(_) if ordinal || asymmetric => {
            Err(Refusal::new("not-a-number", format!("column `{}` holds words", column.name))
                .why("ranks and presence are numbers here: the alphabet is not an order")
                .help("recode it as numbers, or take it off the option")
                .at(At::Column(column.name.clone())))
        }
        Cells::Text(values) => {
            let mut names: Vec<&String> = rows.iter().filter_map(|&row| values[row].as_ref()).collect();
            names.sort();
            names.dedup();
            let place = |row: &usize| values[*row].as_ref().and_then(|text| names.binary_search(&text).ok());
            Ok(Variable::Category(rows.iter().map(place).collect()))
        }
    }
}
