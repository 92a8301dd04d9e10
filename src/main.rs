//! The `sahhaf` command: what was typed in, an exit code out. All of it lives in `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    sahhaf::cli::run()
}
