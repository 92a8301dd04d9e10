//! An address in, the author's browser open at it out.

use std::process::Command;

use super::launch::launch;

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
    launch(Command::new(program).args(arguments).arg(address))
}
