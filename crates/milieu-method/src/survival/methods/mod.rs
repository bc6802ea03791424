//! The room's methods as they are offered.

mod compare;
mod curves;
mod hazards;
mod imputed;
mod interval_hazards;
mod masses;
mod read;
mod shapes;
mod shares;

pub use compare::LOG_RANK;
pub use curves::KAPLAN_MEIER;
pub use hazards::COX;
pub use imputed::{MI_COX, MI_KAPLAN_MEIER};
pub use interval_hazards::INTERVAL_HAZARDS;
pub use masses::TURNBULL;
pub use shapes::WEIBULL;
pub use shares::{COMPETING_RISKS, FINE_GRAY};

use crate::Words;
use crate::analysis::Note;

/// The warning that coefficients stand on few ends: fewer than ten for each (Peduzzi et al. 1995,
/// <https://doi.org/10.1016/0895-4356(95)00048-8>).
fn few_ends(ends: usize, coefficients: usize) -> Option<Note> {
    let each = ends as f64 / coefficients as f64;
    (each < 10.0).then(|| Note {
        warns: true,
        words: Words {
            en: "fewer than ten ends for each coefficient: coefficients and intervals are not to be leaned on",
            zh: "每个系数不足十次结束：系数与区间不可倚重",
            fr: "moins de dix fins par coefficient : coefficients et intervalles ne portent guère",
        },
        detail: format!("{each:.1}"),
    })
}

/// Places of our own making, with late entries and two ways to end.
const EXAMPLE: &str = "place,form,rent,entry,age,left,right,end\n\
a,hackerspace,2.1,0,1.2,1.0,1.4,closed\nb,hackerspace,1.4,0,5.1,4.8,5.5,closed\nc,hackerspace,1.0,0.5,6.3,6.3,,0\n\
d,hackerspace,1.8,0,3.3,3.0,3.9,absorbed\ne,hackerspace,1.2,1.1,7.5,7.5,,0\nf,hackerspace,2.6,0,2.2,2.0,2.9,closed\n\
g,coworking,3.1,0,0.8,0.5,1.0,closed\nh,coworking,2.9,0,1.9,1.5,2.2,absorbed\ni,coworking,3.6,0.2,2.7,2.5,3.0,closed\n\
j,coworking,2.2,0,4.4,4.0,4.9,closed\nk,coworking,2.8,0,3.0,3.0,,0\nl,coworking,3.3,0.4,1.1,1.0,1.6,closed\n\
m,fablab,1.9,0,2.9,2.5,3.2,absorbed\nn,fablab,1.1,0,8.0,8.0,,0\no,fablab,2.4,1.5,4.0,3.6,4.2,closed\n\
p,fablab,1.6,0,5.8,5.8,,0\nq,fablab,2.0,0,6.9,6.2,7.0,absorbed\nr,fablab,1.3,2.0,7.1,7.0,7.4,closed\n";
