//! What is said of a saved analysis by those who know the methods.

use milieu_study::Severity;
use milieu_study::lint::Lint;

/// Every such lint, after those of the compiler.
pub static LINTS: &[&Lint] = &[&MISASKED, &REFUSED];

/// ANA007: a saved analysis asks for something its method does not know.
pub static MISASKED: Lint = Lint {
    code: "ANA007",
    name: "misasked-analysis",
    severity: Severity::Error,
    what: r#"A saved analysis asks for something its method does not know: a method, an extract, an option, a word or a column."#,
    why: r#"It cannot be run; a misspelt option would silently take its default."#,
    bad: r#"--- analyses/years.toml
title = "Years of opening"
method = "describe"
[input]
file = "places.csv"
[options]
columns = "open"
--- places.csv
id,opened,source
a,2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- analyses/years.toml
title = "Years of opening"
method = "describe"
[input]
file = "places.csv"
[options]
columns = "opened"
--- places.csv
id,opened,source
a,2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// ANA008: no honest number can be given.
pub static REFUSED: Lint = Lint {
    code: "ANA008",
    name: "refused-analysis",
    severity: Severity::Note,
    what: r#"An analysis gives no number, because no honest one can be given with this input."#,
    why: r#"Four cases do not carry nine conditions, and three closings no median life. The refusal says what would be needed; its page shows the refusal in place of a number."#,
    bad: r#"--- analyses/years.toml
title = "Years of opening"
method = "describe"
[input]
file = "places.csv"
[options]
columns = "opened"
--- places.csv
id,opened,source
a,,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- analyses/years.toml
title = "Years of opening"
method = "describe"
[input]
file = "places.csv"
[options]
columns = "opened"
--- places.csv
id,opened,source
a,2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};
