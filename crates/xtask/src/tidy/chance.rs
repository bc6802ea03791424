//! The lab gives the same bits everywhere: no platform maths, no generator whose state moves on.

use super::{Finding, lexer};
use crate::repository::File;

const WHERE: &str = "crates/milieu-lab/src/";

/// What the platform computes in its own way. The square root is not among them: IEEE 754 rounds it one way.
const MATHS: &[&str] = &[
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "sin", "cos", "tan", "sin_cos",
    "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "cbrt", "hypot", "mul_add",
];
/// Generators with a state, and seeds from outside.
const GENERATORS: &[&str] = &["rand::", "fastrand", "thread_rng", "StdRng", "SmallRng", "random::Stream::new"];

pub fn check(files: &[File]) -> Vec<Finding> {
    files.iter().filter(|f| f.path.starts_with(WHERE) && f.path.ends_with(".rs")).flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let code = lexer::code_without_tests(&file.text);
    let finding = |at: usize, why: String, mend: &str| Finding {
        file: file.path.clone(),
        line: at + 1,
        rule: "chance",
        why,
        mend: mend.to_owned(),
    };
    let mut found = Vec::new();
    for (at, line) in code.lines().enumerate() {
        for name in MATHS.iter().filter(|name| calls(line, name)) {
            let why = format!("`{name}` is the platform's: its last bits differ from machine to machine");
            found.push(finding(at, why, "use `crate::real`"));
        }
        for name in GENERATORS.iter().filter(|name| line.contains(*name)) {
            let why = format!("`{name}` draws from a state that moves on");
            found.push(finding(at, why, "address the draw by its event: `crate::random::Chance`"));
        }
    }
    // The one generator below is used as a pure function, never as a stream of draws.
    for (at, line) in code.lines().enumerate().filter(|(_, l)| l.contains("milieu_method::random")) {
        if !line.contains("milieu_method::random::philox") {
            let why = "`milieu_method::random` has a generator whose state moves on".to_owned();
            found.push(finding(at, why, "import `milieu_method::random::philox` alone"));
        }
    }
    found
}

/// Whether the line calls the method or associated function of a float of this name.
fn calls(line: &str, name: &str) -> bool {
    [".", "f64::", "f32::"].iter().any(|before| {
        let call = format!("{before}{name}");
        line.match_indices(&call).any(|(at, _)| {
            let after = line[at + call.len()..].chars().next();
            after.is_some_and(|c| !c.is_alphanumeric() && c != '_' && c != ':')
                && (*before != "." || after == Some('('))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        check(&[file("crates/milieu-lab/src/rule/a.rs", text)]).iter().map(|f| f.line).collect()
    }

    #[test]
    fn platform_maths_is_found() {
        for call in ["x.exp()", "x.powf(2.0)", "f64::ln(x)", "xs.iter().map(|x| x.sin_cos())", "xs.map(f64::exp)"] {
            assert_eq!(lines(&format!("fn a() {{\n    {call};\n}}\n")), [2], "{call}");
        }
        for call in ["real::exp(x)", "x.sqrt()", "x.exp_of_mine()", "x.expect(1)", "// x.exp()", "\"x.exp()\""] {
            assert_eq!(lines(&format!("fn a() {{\n    {call};\n}}\n")), [0; 0], "{call}");
        }
        assert_eq!(lines("#[cfg(test)]\nmod tests { fn a() { x.exp(); } }\n"), [0; 0]);
        assert!(check(&[file("crates/milieu-method/src/a.rs", "x.exp();")]).is_empty());
    }

    #[test]
    fn generators_are_found() {
        assert_eq!(lines("use milieu_method::random::Stream;\n"), [1]);
        assert_eq!(lines("use milieu_method::random::philox;\n"), [0; 0]);
        assert_eq!(lines("let x = rand::rng();\n"), [1]);
    }
}
