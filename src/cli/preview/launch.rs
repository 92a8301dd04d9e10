//! A program and its arguments in, the program running by itself out.

use std::process::{Command, Stdio};

/// Starts a program that nobody waits for, without a terminal; whether it was started.
pub(super) fn launch(command: &mut Command) -> bool {
    let silent = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = silent.spawn() else {
        return false;
    };
    // Somebody has to hear that it ended, or the system keeps its entry.
    let waiting = std::thread::Builder::new().spawn(move || child.wait());
    waiting.is_ok()
}
