//! `milieu lab parameters`: the register of parameters with how well each is known.

use std::io::Write as _;
use std::process::ExitCode;

use milieu_lab::rule::RULES;
use milieu_view::answer;

use super::told;
use crate::failure::Failure;
use crate::terminal;

/// List the parameters: default, prior range, unit, how well it is known, source
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print: table or csv
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = ["table", "csv"])]
    format: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut all: Vec<_> = RULES.iter().flat_map(|rule| rule.parameters.iter().map(move |p| (rule.name, p))).collect();
    all.sort_by_key(|(_, p)| (p.number, p.part));
    let mut out = terminal::stdout();
    if args.format == "csv" {
        let rows = all
            .iter()
            .map(|(rule, p)| {
                vec![
                    milieu_view::page::DatumShown::Count(u64::from(p.number)),
                    told::text(p.name),
                    told::text(*rule),
                    told::text(p.what),
                    told::number(Some(p.default)),
                    told::number(Some(p.prior[0])),
                    told::number(Some(p.prior[1])),
                    told::text(p.unit),
                    told::text(p.status.word()),
                    told::text(p.source),
                ]
            })
            .collect();
        let columns =
            ["number", "name", "rule", "what", "default", "prior_low", "prior_high", "unit", "status", "source"];
        out.write_all(&answer::csv(&told::sheet("parameters", "Parameters", &columns, rows)))?;
    } else {
        let rows: Vec<Vec<String>> = all
            .iter()
            .map(|(rule, p)| {
                let prior = if p.is_fixed() { "fixed".to_owned() } else { format!("{} to {}", p.prior[0], p.prior[1]) };
                vec![
                    p.name.to_owned(),
                    p.number.to_string(),
                    p.default.to_string(),
                    prior,
                    p.status.word().to_owned(),
                    (*rule).to_owned(),
                ]
            })
            .collect();
        told::columns(&mut out, &["parameter", "row", "default", "prior", "how known", "rule"], &rows)?;
        writeln!(out, "\n{}", told::caution())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
