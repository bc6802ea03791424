//! Shows an address in the person's browser.

use std::env;
use std::io::{self, IsTerminal as _};
use std::process::{Command, Stdio};
use std::thread;

/// Whether a browser should open unasked: a person started the program at a terminal of this
/// machine's own screen.
pub fn is_expected() -> bool {
    io::stdout().is_terminal() && !is_set("CI") && !is_set("SSH_CONNECTION") && has_screen()
}

/// Whether a machine, not a person, runs the program.
pub fn is_unwatched() -> bool {
    is_set("CI")
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn has_screen() -> bool {
    cfg!(not(all(unix, not(target_os = "macos")))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Opens the address with the system's own command.
///
/// # Errors
/// If the command cannot be started.
pub fn open(address: &str) -> io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // The empty argument is the window's title, which `start` takes first.
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    // Waited for, so that it does not stay behind as a zombie; some browsers run until closed.
    thread::spawn(move || child.wait());
    Ok(())
}
