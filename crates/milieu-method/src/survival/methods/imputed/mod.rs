//! Lives whose openings and ends are both known only between dates: Kaplan–Meier and Cox over many draws.

mod curves;
mod hazards;

pub use curves::MI_KAPLAN_MEIER;
pub use hazards::MI_COX;

use rayon::prelude::*;

use super::read::{self, Rows, refusal, w};
use crate::Words;
use crate::analysis::{Column, Input, Kind, Left, Note, Opt, Refusal, numbers_of};
use crate::survival::Error;
use crate::survival::imputed::{Dates, Drawn, draw};

const START_FROM: Opt = Opt::required("start-from", Kind::Column, "column of the earliest date of opening, in years");
const START_TO: Opt = Opt::required("start-to", Kind::Column, "column of the latest date of opening, in years");
const END_FROM: Opt =
    Opt::required("end-from", Kind::Column, "column of the earliest date of the end, or when last heard of, in years");
const END_TO: Opt = Opt::required(
    "end-to",
    Kind::Column,
    "column of the latest date of the end, in years; blank for a row not known to have ended",
);
const FOUND: Opt =
    Opt::optional("found", Kind::Column, "column of the date from which a row was observed (late discovery), in years");
const IMPUTATIONS: Opt = Opt::default("imputations", Kind::Count(2, 1000), "50", "number of draws of every date");
const SEED: Opt = Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the draws");

const EVENLY: Words = w(
    "A date is as likely on any day between its earliest and its latest, and opening and end are drawn apart, but never the end first.",
    "日期在其最早与最晚之间每一天可能性相同；开放与结束分别抽取，但结束不早于开放。",
    "Une date est aussi probable chaque jour entre le plus tôt et le plus tard ; ouverture et fin sont tirées à part, la fin jamais en premier.",
);
const NOT_WIDE: Words = w(
    "With dates as uncertain as lives are long: the even draw then decides. Ask turnbull or interval-hazards.",
    "日期的不确定性与寿命相当时不适用：均匀抽取将左右结果。请用 turnbull 或 interval-hazards。",
    "Avec des dates aussi incertaines que les vies sont longues : le tirage uniforme décide alors. Utilisez turnbull ou interval-hazards.",
);
const RUBIN: &str = "Rubin (1987), doi:10.1002/9780470316696";
const LAW: &str = "Law & Brookmeyer (1992), doi:10.1002/sim.4780111204";
const WHITE: &str = "White, Royston & Wood (2011), doi:10.1002/sim.4067";

/// Places of our own making; openings and ends to the day, the month or the year.
const EXAMPLE: &str = "place,form,rent,opened_from,opened_to,ended_from,ended_to,found,end\n\
a,hackerspace,2.1,2010,2011,2012.2,2012.3,2010.5,closed\nb,hackerspace,1.4,2009.5,2009.6,2014,2015,2009,closed\n\
c,hackerspace,1.0,2011,2011,2017.5,,2011.5,0\nd,hackerspace,1.8,2012,2013,2015.4,2015.5,2012.5,absorbed\n\
e,hackerspace,1.2,2008,2009,2016,,2010,0\nf,hackerspace,2.6,2013.1,2013.2,2015,2016,2013,closed\n\
g,coworking,3.1,2014,2014.2,2014.5,2015.5,2014,closed\nh,coworking,2.9,2012,2013,2014.5,2014.6,2012,absorbed\n\
i,coworking,3.6,2013.3,2013.3,2015.8,2016.4,2013.5,closed\nj,coworking,2.2,2010,2011,2015,2016,2010,closed\n\
k,coworking,2.8,2014.7,2014.7,2017.9,,2014,0\nl,coworking,3.3,2015,2016,2016.7,2016.8,2015.9,closed\n\
m,fablab,1.9,2012.4,2012.5,2015.2,2015.9,2012,absorbed\nn,fablab,1.1,2009,2010,2017.8,,2009,0\n\
o,fablab,2.4,2011,2012,2015.6,2015.7,2013,closed\np,fablab,1.6,2011.9,2011.9,2017.2,,2011,0\n\
q,fablab,2.0,2010,2011,2017,2018,2010,absorbed\nr,fablab,1.3,2009.8,2010.1,2017.1,2017.4,2012,closed\n";

const MISSING: Words = w(
    "share of what is not known that comes from the dates (fraction of missing information)",
    "不确定性中来自日期的比例（缺失信息比例）",
    "part de l’incertitude due aux dates (fraction d’information manquante)",
);

/// Lives with their dates and all draws of them.
struct Lives<'a> {
    rows: Rows<'a>,
    events: Vec<bool>,
    drawn: Vec<Drawn>,
    /// Lives with a date that is not known to the day.
    uncertain: usize,
}

fn lives<'a>(input: Input<'a>, needed: &[&'a Column]) -> Result<Lives<'a>, Refusal> {
    let column = |option| read::required(input, option);
    let (start_from, start_to) = (column("start-from")?, column("start-to")?);
    let (end_from, end_to, event) = (column("end-from")?, column("end-to")?, column("event")?);
    let found = input.column("found")?;
    let mut columns = vec![start_from, start_to, end_from, event];
    columns.extend(found);
    columns.extend(needed);
    let (complete, left) = input.complete(&columns);
    let mut rows = Rows::bare(input, complete, left)?.ended_as(event);
    let all = rows.events(input)?;
    let (from, to) = (numbers_of(start_from)?, numbers_of(start_to)?);
    let (first, last) = (numbers_of(end_from)?, numbers_of(end_to)?);
    let value = |cells: &[Option<f64>], row: usize| cells[row].unwrap_or(f64::NAN);
    let mut undated = vec![];
    let mut backwards = vec![];
    let (mut used, mut events, mut start, mut end) = (vec![], vec![], vec![], vec![]);
    for (&row, &event) in rows.used.iter().zip(&all) {
        let heard = value(first, row);
        let Some(latest) = last[row].or((!event).then_some(heard)) else {
            undated.push(row);
            continue;
        };
        let (opening, ending) = ([value(from, row), value(to, row)], [heard, latest]);
        if opening[1] < opening[0] || ending[1] < ending[0] || ending[1] < opening[0] {
            backwards.push(row);
            continue;
        }
        used.push(row);
        events.push(event);
        start.push(opening);
        end.push(ending);
    }
    let reasons = [
        (
            w(
                "it ended, but nothing says by when",
                "已结束，但不知最晚何时",
                "il a fini, mais rien ne dit avant quand",
            ),
            undated,
        ),
        (
            w(
                "a latest date before its earliest, or an end before the opening",
                "最晚早于最早，或结束早于开放",
                "une date la plus tardive avant la plus précoce, ou une fin avant l’ouverture",
            ),
            backwards,
        ),
    ];
    for (reason, out) in reasons.into_iter().filter(|(_, out)| !out.is_empty()) {
        rows.left.push(Left { reason, detail: String::new(), rows: out });
    }
    rows.used = used;
    read::enough(events.iter().filter(|event| **event).count())?;
    let found = match found {
        Some(column) => {
            let cells = numbers_of(column)?;
            Some(rows.used.iter().map(|&row| value(cells, row)).collect::<Vec<f64>>())
        }
        None => None,
    };
    let dates = Dates { start: &start, end: &end, found: found.as_deref() };
    let draws = input.settings.count("imputations").unwrap_or(50) as u64;
    let seed = input.settings.seed();
    let drawn: Vec<Result<Drawn, Error>> =
        (0..draws).into_par_iter().map(|number| draw(&dates, seed, number)).collect();
    let drawn = drawn.into_iter().collect::<Result<Vec<Drawn>, Error>>().map_err(|e| refusal(&e, &[]))?;
    let uncertain = start.iter().zip(&end).filter(|([a, b], [c, d])| a < b || c < d).count();
    Ok(Lives { rows, events, drawn, uncertain })
}

impl Lives<'_> {
    /// What a reader must know of the draws; `missing` is the largest fraction of missing information that is told.
    fn notes(&self, missing: f64) -> Vec<Note> {
        let (draws, lives) = (self.drawn.len(), self.rows.used.len());
        let mut notes = self.rows.notes.clone();
        if missing > 0.3 {
            notes.push(Note {
                warns: true,
                words: w(
                    "more than three tenths of what is not known comes from the dates: better dates would say more than more places",
                    "不确定性逾三成来自日期：更精确的日期比更多场所更有用",
                    "plus de trois dixièmes de l’incertitude vient des dates : de meilleures dates diraient plus que plus de lieux",
                ),
                detail: format!("{missing:.2}"),
            });
        }
        if (draws as f64) < 100.0 * missing {
            notes.push(Note {
                warns: true,
                words: w(
                    "the draws are few for so much missing: another seed may move the numbers; take at least this many",
                    "抽取次数偏少：换种子数值会变；请至少取此数",
                    "les tirages sont peu nombreux pour tant d’inconnu : une autre graine peut déplacer les nombres ; prenez-en au moins autant",
                ),
                detail: format!("{:.0}", (100.0 * missing).ceil()),
            });
        }
        notes.push(Note {
            warns: false,
            words: w(
                "rows with a date that is not known to the day; each such date was drawn anew in every draw",
                "日期不精确到日的个案；每次抽取均重新取值",
                "lignes dont une date n’est pas connue au jour ; chacune fut tirée à nouveau à chaque tirage",
            ),
            detail: format!("{} / {lives}, {draws} ×", self.uncertain),
        });
        let sometimes = lives - self.always();
        if sometimes > 0 {
            notes.push(Note {
                warns: false,
                words: w(
                    "rows that in some draws ended before they were found, and are not at risk in these",
                    "在某些抽取中结束早于被发现的个案，该次不在风险集中",
                    "lignes qui, dans certains tirages, ont fini avant d’être découvertes, et n’y sont pas à risque",
                ),
                detail: sometimes.to_string(),
            });
        }
        notes
    }

    /// Lives at risk in every draw.
    fn always(&self) -> usize {
        let mut times = vec![0; self.rows.used.len()];
        self.drawn.iter().flat_map(|drawn| &drawn.rows).for_each(|&row| times[row] += 1);
        times.iter().filter(|&&n| n == self.drawn.len()).count()
    }
}
