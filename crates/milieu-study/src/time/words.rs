//! Words of dates in English, French and Chinese. All lower case; looked up after lower-casing.

/// Month (1–12) by name or abbreviation.
pub(super) fn month(word: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["january", "jan", "janvier", "janv"],
        &["february", "feb", "février", "fevrier", "févr", "fév"],
        &["march", "mar", "mars"],
        &["april", "apr", "avril", "avr"],
        &["may", "mai"],
        &["june", "jun", "juin"],
        &["july", "jul", "juillet", "juil"],
        &["august", "aug", "août", "aout"],
        &["september", "sep", "sept", "septembre"],
        &["october", "oct", "octobre"],
        &["november", "nov", "novembre"],
        &["december", "dec", "décembre", "decembre", "déc"],
    ];
    NAMES.iter().position(|names| names.contains(&word)).map(|i| i as u32 + 1)
}

/// EDTF code (21–24) of a season.
pub(super) fn season(word: &str) -> Option<u32> {
    const NAMES: [&[&str]; 4] = [
        &["spring", "printemps", "春", "春季", "春天"],
        &["summer", "été", "ete", "夏", "夏季", "夏天"],
        &["autumn", "fall", "automne", "秋", "秋季", "秋天"],
        &["winter", "hiver", "冬", "冬季", "冬天"],
    ];
    NAMES.iter().position(|names| names.contains(&word)).map(|i| i as u32 + 21)
}

/// A part of a longer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Middle,
    Late,
    FirstHalf,
    SecondHalf,
    /// First to fourth quarter, counted from 0.
    Quarter(u32),
}

/// A leading phrase that names a part, and how it is written. Longer ones come first.
pub(super) const PART_PREFIXES: &[(&str, Part)] = &[
    ("first half of ", Part::FirstHalf),
    ("second half of ", Part::SecondHalf),
    ("beginning of ", Part::Early),
    ("the beginning of ", Part::Early),
    ("start of ", Part::Early),
    ("middle of ", Part::Middle),
    ("end of ", Part::Late),
    ("début ", Part::Early),
    ("debut ", Part::Early),
    ("early ", Part::Early),
    ("early-", Part::Early),
    ("mid ", Part::Middle),
    ("mid-", Part::Middle),
    ("mi-", Part::Middle),
    ("milieu ", Part::Middle),
    ("late ", Part::Late),
    ("late-", Part::Late),
    ("end ", Part::Late),
    ("fin ", Part::Late),
    ("q1 ", Part::Quarter(0)),
    ("q2 ", Part::Quarter(1)),
    ("q3 ", Part::Quarter(2)),
    ("q4 ", Part::Quarter(3)),
    ("h1 ", Part::FirstHalf),
    ("h2 ", Part::SecondHalf),
];

/// The same after the year.
pub(super) const PART_SUFFIXES: &[(&str, Part)] = &[
    ("年初", Part::Early),
    ("年中", Part::Middle),
    ("年底", Part::Late),
    ("年末", Part::Late),
    ("年上半年", Part::FirstHalf),
    ("年下半年", Part::SecondHalf),
    ("上半年", Part::FirstHalf),
    ("下半年", Part::SecondHalf),
    ("q1", Part::Quarter(0)),
    ("q2", Part::Quarter(1)),
    ("q3", Part::Quarter(2)),
    ("q4", Part::Quarter(3)),
    ("h1", Part::FirstHalf),
    ("h2", Part::SecondHalf),
];

/// Words that say *approximately*, before the date.
pub(super) const ABOUT: &[&str] = &[
    "approximately ",
    "approx. ",
    "approx ",
    "around ",
    "about ",
    "circa ",
    "roughly ",
    "environ ",
    "autour de ",
    "vers ",
    "ca. ",
    "ca.",
    "ca ",
    "c. ",
    "c.",
    "c ",
    "大约",
    "大概",
    "约",
    "約",
];

/// The same, after the date.
pub(super) const ABOUT_AFTER: &[&str] = &["左右", "前后", "前後", " environ", " approx", " approx.", " (circa)"];

/// Words that say *doubtful*, before the date.
pub(super) const DOUBTFUL: &[&str] =
    &["probably ", "possibly ", "perhaps ", "maybe ", "peut-être ", "peut-etre ", "可能", "也许", "?"];

/// The same, after the date.
pub(super) const DOUBTFUL_AFTER: &[&str] = &["(?)", "??", "?"];

/// Words before a date that make it a limit into the past.
pub(super) const BEFORE: &[&str] = &[
    "no later than ",
    "not after ",
    "before ",
    "until ",
    "till ",
    "by ",
    "avant ",
    "jusqu'en ",
    "jusqu'à ",
    "<=",
    "<",
];

/// The same, after the date.
pub(super) const BEFORE_AFTER: &[&str] = &["以前", "之前", "前", " or earlier", " or before"];

/// Words before a date that make it a limit into the future.
pub(super) const AFTER: &[&str] =
    &["no earlier than ", "not before ", "after ", "since ", "from ", "après ", "apres ", "depuis ", ">=", ">"];

/// The same, after the date.
pub(super) const AFTER_AFTER: &[&str] =
    &["以后", "以後", "之后", "之後", "后", "後", "起", " or later", " or after", " onwards", " onward", "-", "+"];

/// What stands for the day of writing as the end of an interval.
pub(super) const NOW: &[&str] = &[
    "present",
    "the present",
    "now",
    "today",
    "to date",
    "date",
    "ongoing",
    "current",
    "open",
    "今",
    "现在",
    "至今",
    "aujourd'hui",
    "",
];

/// What people write when they do not know.
pub(super) const BLANKS: &[&str] = &[
    "unknown",
    "not known",
    "n/a",
    "na",
    "n.a.",
    "#n/a",
    "nan",
    "none",
    "null",
    "nil",
    "tbd",
    "tba",
    "tbc",
    "-",
    "--",
    "---",
    "?",
    "??",
    "???",
    ".",
    "x",
    "n.d.",
    "nd",
    "no date",
    "undated",
    "s.d.",
    "inconnu",
    "inconnue",
    "不详",
    "不詳",
    "未知",
    "不明",
    "无",
    "無",
];
