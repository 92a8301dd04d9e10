//! Signals that end the program: unfinished files are removed first.

use super::unfinished;

/// Watches for what ends a program from outside: Ctrl-C (SIGINT), `kill` (SIGTERM), a terminal that goes
/// away (SIGHUP).
///
/// The program then ends by the same signal, as if it had not been watched: a shell sees 130, 143 or 129,
/// and stops its script. Where no thread can be had for the watch, the next build sweeps what is left.
#[cfg(unix)]
pub(super) fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    // `nohup` has set SIGHUP to be ignored; whoever asked for that gets it.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
        return;
    };
    let watch = move || {
        if let Some(signal) = signals.forever().next() {
            let all = unfinished::all();
            for path in all.iter() {
                let _ = std::fs::remove_file(path);
            }
            let _ = emulate_default_handler(signal);
        }
    };
    let _ = std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(watch);
}

/// Elsewhere the system has no such signals; the next build sweeps what is left.
#[cfg(not(unix))]
pub(super) fn watch() {
    let _ = unfinished::all;
}
