//! "Did you mean": how far apart two words are.

/// Least number of insertions, deletions, replacements and swaps of neighbouring characters that
/// turn one word into the other, none of them touching a place twice (optimal string alignment).
///
/// Time is the product of the lengths.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    // Rows of the table for the two prefixes of `a` before the current one, and for it.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for j in 0..b.len() {
            let replaced = last[j] + usize::from(a[i] != b[j]);
            let mut cost = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// Words longer than this are not misspellings of anything.
const LONGEST: usize = 64;

/// The choice most like a word, case aside: at most one edit per three characters of the word (one
/// in a shorter word); the first of equals. `None` if none is near.
///
/// ```
/// use milieu_study::name::nearest;
/// assert_eq!(nearest("opend", ["opened", "closed"].into_iter()), Some("opened"));
/// assert_eq!(nearest("colour", ["opened", "closed"].into_iter()), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, choices: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().take(LONGEST + 1).count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let lower = word.to_lowercase();
    let limit = (length / 3).max(1);
    choices
        .filter(|choice| choice.chars().take(LONGEST + 1).count().abs_diff(length) <= limit)
        .map(|choice| (distance(&lower, &choice.to_lowercase()), choice))
        // In a word of one or two characters an edit may leave nothing of it.
        .filter(|(edits, _)| *edits <= limit && *edits < length)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, choice)| choice)
}
