//! The editions of a book, one after another: a job in, that job for the book itself and for each edition out.

use super::build;
use super::job::{BookSource, Job};
use super::outcome::{Failure, Outcome};
use super::terminal::{Reader, Terminal};
use crate::config::{self, Editions, Overrides};
use crate::diag::{Sink, harmless};
use crate::source::{DiskFiles, SourceMap};

/// Does a job for the book as `book.toml` has it, then for each of its editions. A mistake in one does not
/// keep the others from being made.
pub(super) fn run_all(job: &Job, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut outcome = build::run(job, terminal)?;
    for edition in editions(job)?.names() {
        if terminal.errors == Reader::Person {
            terminal.complain(&format!("edition {}:\n", harmless(edition)));
        }
        outcome = outcome.max(build::run(&job.for_edition(edition), terminal)?);
    }
    Ok(outcome)
}

/// Lists the editions: name, title where it is another one, outputs where they are named.
pub(super) fn list(job: &Job, terminal: &Terminal) -> Result<Outcome, Failure> {
    let editions = editions(job)?;
    let lines = editions.all.iter().map(|edition| {
        let titles = [&edition.title, &edition.subtitle].into_iter().flatten();
        let titles: Vec<&str> = titles.map(String::as_str).collect();
        let formats: Vec<&str> = edition.formats.iter().map(|format| format.name()).collect();
        let cells = [edition.name.clone(), titles.join(": "), formats.join(" ")];
        let cells: Vec<String> = cells.iter().map(|cell| harmless(cell)).collect();
        format!("{}\n", cells.join("\t").trim_end())
    });
    terminal.say(&lines.collect::<String>())?;
    Ok(Outcome::Fine)
}

/// The editions of a book; none where its settings cannot be read, which the build tells.
fn editions(job: &Job) -> Result<Editions, Failure> {
    let BookSource::Folder(folder) = &job.book else {
        return Ok(Editions::default());
    };
    let files = DiskFiles::new(folder);
    let overrides = Overrides {
        edition: None,
        ..job.overrides.clone()
    };
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let config = config::load_with(&overrides, &files, &mut map, &mut sink);
    let config = config.map_err(|error| Failure::Build(error.into()))?;
    Ok(config.map(|config| config.editions).unwrap_or_default())
}
