//! Binds a book again each time that its folder changes, until the program is told to end.

use std::sync::Arc;

use super::build;
use super::changes::{Changes, OwnFiles};
use super::fault;
use super::job::Job;
use super::outcome::{Failure, Outcome};
use super::report;
use super::terminal::{Reader, Terminal};
use super::workers::Workers;
use crate::diag::catch_panic;

/// Does a job, and again after each change. Whatever goes wrong is told, and the next change is waited for:
/// a file that an editor has just taken away is there again a moment later.
///
/// # Errors
/// There is nothing to watch, or the system does not watch it.
pub(super) fn run(job: &Job, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut changes = Changes::watch(OwnFiles::of_job(job)?)?;
    let (workers, memory) = (Workers::start(), Arc::default());
    loop {
        let built = catch_panic(|| build::run_on(&workers, job, terminal, Some(&memory)));
        let built = built.unwrap_or_else(|panicked| Err(fault::of(panicked)));
        if let Err(failure) = built {
            terminal.complain(&report::failure(&failure, job.messages));
        }
        if terminal.errors == Reader::Person {
            terminal.complain("waiting for changes; Ctrl-C ends\n");
        }
        if changes.wait().is_none() {
            return Ok(Outcome::Fine);
        }
    }
}
