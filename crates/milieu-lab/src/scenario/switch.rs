//! The switches between rival hypotheses as scenarios know them. The order is that of the documentation.

use crate::lever::{Siting, Switches, Timing, Virtual};

/// A switch.
#[derive(Clone, Copy, Debug)]
pub struct Switch {
    /// Name in the file.
    pub name: &'static str,
    /// What is rival.
    pub what: &'static str,
    /// What may be written.
    pub choices: Choices,
}

/// What a switch may be set to; the first word, or false, is what holds unless a scenario says otherwise.
#[derive(Clone, Copy, Debug)]
pub enum Choices {
    /// True or false.
    Flag(fn(&mut Switches) -> &mut bool),
    /// One of these words, chosen by its number.
    Words(&'static [&'static str], fn(&mut Switches, usize)),
    /// True, false or a strength for each level, nation to town.
    Strengths,
}

impl Choices {
    /// The choices as documentation tells them, what holds unless said otherwise first.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Flag(_) => "false, true".to_owned(),
            Self::Words(words, _) => words.join(", "),
            Self::Strengths => "true, false, or five strengths from 0 to 5, nation to town".to_owned(),
        }
    }
}

/// Words and what they mean, as one list.
const TIMING: [(&str, Timing); 3] = [("late", Timing::Late), ("early", Timing::Early), ("even", Timing::Even)];
const SITING: [(&str, Siting); 2] =
    [("cheapest-floor", Siting::CheapestFloor), ("maker-density", Siting::MakerDensity)];
const VIRTUAL: [(&str, Virtual); 2] = [("complement", Virtual::Complement), ("substitute", Virtual::Substitute)];

const fn words<T, const N: usize>(of: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut found = [""; N];
    let mut n = 0;
    while n < N {
        found[n] = of[n].0;
        n += 1;
    }
    found
}

/// Every switch.
pub const SWITCHES: &[Switch] = &[
    Switch {
        name: "tournament",
        what: "H-T: how strongly officials of a level compete for promotion; off, nothing is added to targets and nobody makes an effort for them",
        choices: Choices::Strengths,
    },
    Switch {
        name: "misreport-timing",
        what: "H-M: when in a term growth is overstated: most in the last year of the first term (Xu et al. 2025), early in tenure (Chen, Qiao & Zhu 2021), or the same throughout",
        choices: Choices::Words(&words(&TIMING), |s, n| s.timing = TIMING[n].1),
    },
    Switch {
        name: "monitoring-costs",
        what: "H-S: whether smart-city monitoring makes informality costly for community places",
        choices: Choices::Flag(|s| &mut s.monitoring_costs),
    },
    Switch {
        name: "siting",
        what: "H-N: where the state puts new places: where floor is cheapest or its own, or where makers are",
        choices: Choices::Words(&words(&SITING), |s, n| s.siting = SITING[n].1),
    },
    Switch {
        name: "virtual-ties",
        what: "H-V: whether virtual ties strengthen ties face to face or take their time",
        choices: Choices::Words(&words(&VIRTUAL), |s, n| s.ties = VIRTUAL[n].1),
    },
    Switch {
        name: "connections-only",
        what: "V0: promotion by connections alone, at every level",
        choices: Choices::Flag(|s| &mut s.connections_only),
    },
    Switch {
        name: "outcome-targets",
        what: "whether targets that count places are replaced by what comes of them (ties, start-ups)",
        choices: Choices::Flag(|s| &mut s.outcome_targets),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_but_the_first_changes_the_switches() {
        for switch in SWITCHES {
            match switch.choices {
                Choices::Flag(field) => {
                    let mut of = Switches::default();
                    assert!(!std::mem::replace(field(&mut of), true), "{}", switch.name);
                    assert_ne!(of, Switches::default(), "{}", switch.name);
                }
                Choices::Words(words, choose) => {
                    for (n, word) in words.iter().enumerate() {
                        let mut of = Switches::default();
                        choose(&mut of, n);
                        assert_eq!(of == Switches::default(), n == 0, "{} {word}", switch.name);
                    }
                }
                Choices::Strengths => assert_eq!(Switches::default().tournament, [1.0; 5]),
            }
        }
    }
}
