//! Rust source with comments, literals and test modules blanked out, so that rules read code only.

/// The text with the same lines, where comments and the insides of literals are spaces.
pub fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let end = end_of_token_to_blank(&chars, i).unwrap_or(i);
        if end == i {
            out.push(chars[i]);
            i += 1;
            continue;
        }
        out.extend(chars[i..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
        i = end;
    }
    out
}

/// The same without `#[cfg(test)] mod … { … }`.
pub fn code_without_tests(text: &str) -> String {
    let mut code = code(text);
    let mut from = 0;
    while let Some(start) = code[from..].find("#[cfg(test)]").map(|at| at + from) {
        let after = start + "#[cfg(test)]".len();
        from = after;
        if !code[after..].trim_start().starts_with("mod ") {
            continue;
        }
        let Some(open) = code[after..].find(['{', ';']).map(|at| at + after) else { break };
        if code[open..].starts_with(';') {
            continue;
        }
        let end = closing_brace(&code, open);
        let blank: String = code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        code.replace_range(start..end, &blank);
    }
    code
}

/// Byte offset after the brace that closes the one at `open`; the end when none does.
pub fn closing_brace(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

/// Where a comment or literal that starts at `i` ends; `None` when none starts there.
fn end_of_token_to_blank(chars: &[char], i: usize) -> Option<usize> {
    let next = chars.get(i + 1);
    let in_word = i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_');
    match chars[i] {
        '/' if next == Some(&'/') => Some(find(chars, i, |c| c == '\n')),
        '/' if next == Some(&'*') => Some(end_of_block_comment(chars, i)),
        '"' => Some(end_of_quoted(chars, i, '"')),
        'r' if !in_word || chars[i - 1] == 'b' => end_of_raw_string(chars, i),
        '\'' => end_of_character(chars, i),
        _ => None,
    }
}

fn find(chars: &[char], from: usize, is: impl Fn(char) -> bool) -> usize {
    chars[from..].iter().position(|c| is(*c)).map_or(chars.len(), |at| from + at)
}

fn end_of_block_comment(chars: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut i = start;
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            break;
        }
    }
    i
}

fn end_of_quoted(chars: &[char], start: usize, quote: char) -> usize {
    let mut i = start + 1;
    while i < chars.len() && chars[i] != quote {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

fn end_of_raw_string(chars: &[char], start: usize) -> Option<usize> {
    let quote = find(chars, start + 1, |c| c != '#');
    if chars.get(quote) != Some(&'"') {
        return None;
    }
    let hashes = quote - start - 1;
    let mut i = quote + 1;
    while i < chars.len() {
        i = find(chars, i, |c| c == '"') + 1;
        if chars[i.min(chars.len())..].iter().take(hashes).filter(|c| **c == '#').count() == hashes {
            return Some((i + hashes).min(chars.len()));
        }
    }
    Some(chars.len())
}

/// A character literal; a lifetime is none.
fn end_of_character(chars: &[char], start: usize) -> Option<usize> {
    match (chars.get(start + 1)?, chars.get(start + 2)?) {
        ('\\', _) => Some(end_of_quoted(chars, start, '\'')),
        (_, '\'') => Some(start + 3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(code: &str) -> Vec<&str> {
        code.split_whitespace().collect()
    }

    #[test]
    fn comments_and_literals_are_blank_and_lines_stay() {
        let text = "a // fs\nb /* x /* y */ z */ c\n\"s \\\" t\" d r#\"u \" v\"# e 'w' f<'g> b\"h\" '\\'' i";
        let code = code(text);
        assert_eq!(words(&code), ["a", "b", "c", "d", "e", "f<'g>", "b", "i"]);
        assert_eq!(code.lines().count(), text.lines().count());
    }

    #[test]
    fn unfinished_literals_end_with_the_file() {
        for text in ["\"abc", "r#\"abc", "/* abc", "'", "'\\", "r\"", "r#"] {
            let _ = code(text);
        }
    }

    #[test]
    fn test_modules_are_blank_and_what_follows_is_not() {
        let text = "a\n#[cfg(test)]\nmod tests { fn t() { println!(\"}\"); } }\nb\n#[cfg(test)]\nmod more;\nc";
        assert_eq!(words(&code_without_tests(text)), ["a", "b", "#[cfg(test)]", "mod", "more;", "c"]);
    }
}
