//! Other programs, run from the repository's root.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

/// What a program did.
pub struct Done {
    pub success: bool,
    /// Standard output and error, line by line as they came.
    pub output: String,
}

/// A command in this folder, without standard input.
pub fn command(program: &str, arguments: &[&str], folder: &Path) -> Command {
    // npm is a script on Windows, which is found by its whole name only.
    let program = if cfg!(windows) && program == "npm" { "npm.cmd" } else { program };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs to the end, keeping what is printed; `live` prints it at once as well.
pub fn run(mut command: Command, live: bool) -> Done {
    let spawned = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) => {
            let output = format!("cannot run {}: {error}\n", command.get_program().display());
            return Done { success: false, output };
        }
    };
    let (send, lines) = mpsc::channel();
    let readers: Vec<_> = [
        child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>),
        child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>),
    ]
    .into_iter()
    .flatten()
    .map(|pipe| {
        let send = send.clone();
        thread::spawn(move || forward_lines(pipe, &send))
    })
    .collect();
    drop(send);

    let mut output = String::new();
    for line in lines {
        if live {
            eprint!("{line}");
        }
        output.push_str(&line);
    }
    for reader in readers {
        let _ = reader.join();
    }
    let success = child.wait().is_ok_and(|status| status.success());
    Done { success, output }
}

fn forward_lines(pipe: impl Read, send: &mpsc::Sender<String>) {
    let mut reader = BufReader::new(pipe);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
        let _ = send.send(String::from_utf8_lossy(&line).into_owned());
        line.clear();
    }
}

/// Standard output of a program that must succeed, or why it did not.
///
/// # Errors
/// When it cannot be started or fails; with its standard error.
pub fn output_of(mut command: Command) -> Result<Vec<u8>, String> {
    let shown = format!("{command:?}");
    let done = command.output().map_err(|e| format!("cannot run {shown}: {e}"))?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    Err(format!("{shown} failed:\n{}", String::from_utf8_lossy(&done.stderr)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_and_failure_are_kept() {
        let cargo = |arguments: &[&str]| run(command("cargo", arguments, Path::new(".")), false);
        let version = cargo(&["--version"]);
        assert!(version.success && version.output.starts_with("cargo "), "{}", version.output);
        let wrong = cargo(&["--no-such-option"]);
        assert!(!wrong.success && wrong.output.contains("--no-such-option"), "{}", wrong.output);
        assert!(!run(command("no-such-program", &[], Path::new(".")), false).success);
    }
}
