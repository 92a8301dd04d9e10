//! An address in, the author's browser open at it out.

use std::process::{Command, Stdio};

/// What opens an address on this system.
const OPENER: &[&str] = if cfg!(target_os = "macos") {
    &["open"]
} else if cfg!(windows) {
    &["rundll32", "url.dll,FileProtocolHandler"]
} else {
    &["xdg-open"]
};

/// Opens an address; whether a program was started that does so.
pub(super) fn open(address: &str) -> bool {
    let Some((program, arguments)) = OPENER.split_first() else {
        return false;
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    // Somebody has to hear that it ended, or the system keeps its entry.
    let waiting = std::thread::Builder::new().spawn(move || child.wait());
    waiting.is_ok()
}
