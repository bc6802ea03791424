//! What can be wrong with a scenario: the findings of the family LAB, with their documentation.

use milieu_study::diagnostic::{Diagnostic, Severity, Span};
use milieu_study::lint::{Lint, choose};

/// Every finding, by number.
pub static ALL: &[&Lint] = &[
    &UNKNOWN_LEVER,
    &UNIT_MISTAKE,
    &IMPOSSIBLE,
    &NO_TERRITORIES,
    &UNKNOWN_TERRITORY,
    &UNKNOWN_PARAMETER,
    &OUTSIDE_PRIOR,
    &OUTSIDE_WINDOW,
];

/// LAB001.
pub static UNKNOWN_LEVER: Lint = Lint {
    code: "LAB001",
    name: "unknown-lever",
    severity: Severity::Error,
    what: "A scenario pulls a lever that does not exist.",
    why: "It would have no effect, and the difference from the baseline would be taken for a finding.",
    bad: "--- scenarios/s.toml\n[levers]\nrents = 1.1\n",
    good: "--- scenarios/s.toml\n[levers]\nrent = 1.1\n",
};

/// LAB002.
pub static UNIT_MISTAKE: Lint = Lint {
    code: "LAB002",
    name: "unit-mistake",
    severity: Severity::Error,
    what: "A value of a scenario is written in another unit than the one it is read in.",
    why: "Ten percent is 0.10 as a share and 1.10 as a factor: read wrongly it is a hundred times too much.",
    bad: "--- scenarios/s.toml\n[levers]\nrent = \"10%\"\n",
    good: "--- scenarios/s.toml\n[levers]\nrent = 1.10\n",
};

/// LAB003.
pub static IMPOSSIBLE: Lint = Lint {
    code: "LAB003",
    name: "impossible-value",
    severity: Severity::Error,
    what: "A value of a scenario cannot be: out of its bounds, not a month, an end before its beginning.",
    why: "The rules are not made for it; a run would mean nothing.",
    bad: "--- scenarios/s.toml\n[levers]\nlease = -12\n",
    good: "--- scenarios/s.toml\n[levers]\nlease = 12\n",
};

/// LAB004.
pub static NO_TERRITORIES: Lint = Lint {
    code: "LAB004",
    name: "no-territories",
    severity: Severity::Error,
    what: "There are no territories to simulate: the study has none of a level that is simulated, or the size has none.",
    why: "Officials, firms, people and places all are somewhere; without a town there is nothing to run.",
    bad: "--- scenarios/s.toml\nworld = \"study\"\n--- territories.csv\nid,name,level,source\ndelta,Delta,region,k\n",
    good: "--- scenarios/s.toml\nworld = \"study\"\n--- territories.csv\nid,name,level,source\ncn,China,country,k\n",
};

/// LAB005.
pub static UNKNOWN_TERRITORY: Lint = Lint {
    code: "LAB005",
    name: "unknown-lever-territory",
    severity: Severity::Error,
    what: "A lever is pulled in a territory that is not in the simulated world.",
    why: "It would have no effect.",
    bad: "--- scenarios/s.toml\nsize = \"small\"\n[levers]\nrent = { value = 1.1, in = \"county-99\" }\n",
    good: "--- scenarios/s.toml\nsize = \"small\"\n[levers]\nrent = { value = 1.1, in = \"county-3\" }\n",
};

/// LAB006.
pub static UNKNOWN_PARAMETER: Lint = Lint {
    code: "LAB006",
    name: "unknown-parameter",
    severity: Severity::Error,
    what: "A scenario sets a parameter that does not exist or is fixed.",
    why: "The run would silently use the default.",
    bad: "--- scenarios/s.toml\n[parameters]\na_prov = 2\n",
    good: "--- scenarios/s.toml\n[parameters]\na-province = 2\n",
};

/// LAB007.
pub static OUTSIDE_PRIOR: Lint = Lint {
    code: "LAB007",
    name: "outside-prior",
    severity: Severity::Warning,
    what: "A parameter is set outside its prior range.",
    why: "The run is made as asked, but nobody thought such a value plausible: say why in the scenario.",
    bad: "--- scenarios/s.toml\n[parameters]\na-province = 9\n",
    good: "--- scenarios/s.toml\n[parameters]\na-province = 3\n",
};

/// LAB008.
pub static OUTSIDE_WINDOW: Lint = Lint {
    code: "LAB008",
    name: "lever-outside-window",
    severity: Severity::Warning,
    what: "A lever is pulled in months that are not simulated.",
    why: "It has no effect then; with no month left it has none at all.",
    bad: "--- scenarios/s.toml\nwindow = \"maker\"\n[levers]\nrent = { value = 1.1, from = \"2031-01\" }\n",
    good: "--- scenarios/s.toml\nwindow = \"maker\"\n[levers]\nrent = { value = 1.1, from = \"2015-03\" }\n",
};

/// LAB001 with the nearest lever and all of them.
pub fn unknown_lever(at: Span, name: &str, known: &[&str]) -> Diagnostic {
    UNKNOWN_LEVER.at(at, format!("there is no lever `{name}`")).label("not a lever").help(choose(name, known))
}

/// LAB006 with the nearest parameter.
pub fn unknown_parameter(at: Span, name: &str, known: &[&str]) -> Diagnostic {
    UNKNOWN_PARAMETER
        .at(at, format!("there is no parameter `{name}`"))
        .label("not a parameter")
        .help(choose(name, known))
}

/// LAB005 with the nearest territory.
pub fn unknown_territory(at: Span, name: &str, known: &[&str]) -> Diagnostic {
    UNKNOWN_TERRITORY.at(at, format!("no territory `{name}` is simulated")).help(choose(name, known))
}
