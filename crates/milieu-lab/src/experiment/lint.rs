//! What can be wrong with an experiment beside what can be wrong with a scenario.

use milieu_study::diagnostic::{Diagnostic, Severity, Span};
use milieu_study::lint::{Lint, choose};

/// Every finding, by number.
pub static ALL: &[&Lint] = &[&INCOMPLETE, &UNKNOWN_NAME, &UNKNOWN_ARGUMENT, &STALE, &OUTSIDE_MONTHS];

/// LAB020.
pub static INCOMPLETE: Lint = Lint {
    code: "LAB020",
    name: "incomplete-experiment",
    severity: Severity::Error,
    what: "An experiment lacks what it needs: two arms, or factors, and something that is read off the runs.",
    why: "Nothing could be compared.",
    bad: "--- experiments/e.toml\ntitle = \"Rents\"\n[[arms]]\nid = \"base\"\n",
    good: "--- experiments/e.toml\ntitle = \"Rents\"\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\nlevers = { rent = 1.25 }\n[[estimands]]\nid = \"closed\"\nindicator = \"places\"\nmonth = \"2015-12\"\n",
};

/// LAB021.
pub static UNKNOWN_NAME: Lint = Lint {
    code: "LAB021",
    name: "unknown-in-experiment",
    severity: Severity::Error,
    what: "An experiment names an arm, a scenario, an indicator or another thing that does not exist.",
    why: "The comparison would be made with something else, or not at all.",
    bad: "--- experiments/e.toml\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\n[[estimands]]\nid = \"closed\"\nindicator = \"plaices\"\n",
    good: "--- experiments/e.toml\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\n[[estimands]]\nid = \"closed\"\nindicator = \"places\"\n",
};

/// LAB022.
pub static UNKNOWN_ARGUMENT: Lint = Lint {
    code: "LAB022",
    name: "unknown-argument",
    severity: Severity::Error,
    what: "An experiment speaks to an argument that the study does not have.",
    why: "Whoever reads the argument would not find the experiment.",
    bad: "--- experiments/e.toml\nspeaks-to = [\"lesson-9\"]\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\nlevers = { rent = 1.25 }\n[[estimands]]\nid = \"closed\"\nindicator = \"places\"\n",
    good: "--- experiments/e.toml\nspeaks-to = []\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\nlevers = { rent = 1.25 }\n[[estimands]]\nid = \"closed\"\nindicator = \"places\"\n",
};

/// LAB023.
pub static STALE: Lint = Lint {
    code: "LAB023",
    name: "stale-result",
    severity: Severity::Warning,
    what: "A kept result of the lab answers another question than its file asks now, comes of another start than the study states, or was made by other rules.",
    why: "Texts, statements or rules were changed after it was kept: its page shows what does not belong to what stands beside it.",
    bad: "--- experiments/e.toml\ntitle = \"E\"\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\nlevers = { rent = 1.25 }\n[[estimands]]\nid = \"closed\"\nindicator = \"places\"\n--- experiments/e.result.json\n{\"experiment\": \"0000000000000000\", \"study\": \"\"}\n",
    good: "--- experiments/e.toml\ntitle = \"E\"\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\nlevers = { rent = 1.25 }\n[[estimands]]\nid = \"closed\"\nindicator = \"places\"\n",
};

/// LAB024.
pub static OUTSIDE_MONTHS: Lint = Lint {
    code: "LAB024",
    name: "estimand-outside-window",
    severity: Severity::Error,
    what: "A number is asked for in months that are not simulated.",
    why: "There is nothing to read.",
    bad: "--- experiments/e.toml\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\n[[estimands]]\nid = \"closed\"\nindicator = \"places\"\nmonth = \"2031-01\"\n",
    good: "--- experiments/e.toml\nsize = \"small\"\n[[arms]]\nid = \"base\"\n[[arms]]\nid = \"dear\"\n[[estimands]]\nid = \"closed\"\nindicator = \"places\"\nmonth = \"2021-01\"\n",
};

/// LAB021 with the nearest of what there is.
pub fn unknown(at: Span, what: &str, name: &str, known: &[&str]) -> Diagnostic {
    UNKNOWN_NAME.at(at, format!("there is no {what} `{name}`")).help(choose(name, known))
}
