//! Builds or checks a book: a [`Job`] in, files or a dump and all diagnostics out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::job::{self, BookSource, Goal, Job, Mending, Timings};
use super::mend;
use super::outcome::{Failure, Outcome};
use super::output::{self, NewFile};
use super::progress::Progress;
use super::report::Reporter;
use super::sample;
use super::terminal::{Reader, Terminal};
use super::workers::Workers;
use crate::book::{Book, Diagnostics, Error};
use crate::diag::harmless;
use crate::import::BookPlan;
use crate::pipeline::{Artifact, BuildContext, Dump, Memory};
use crate::source::{DiskFiles, Files};

/// Does a job.
pub(super) fn run(job: &Job, terminal: &Terminal) -> Result<Outcome, Failure> {
    run_on(&Workers::start(), job, terminal, None)
}

/// Does a job that may have been done before.
pub(super) fn run_on(
    workers: &Workers,
    job: &Job,
    terminal: &Terminal,
    memory: Option<&Arc<Memory>>,
) -> Result<Outcome, Failure> {
    if job.book == BookSource::Sample && terminal.errors == Reader::Person {
        terminal.complain("no book.toml here or in ./book: binding the sample book\n");
    }
    let progress = Progress::new(job, terminal);
    let made = workers.work(|| make_from_files(job, &progress, memory));
    progress.finish();
    let (made, found) = match made {
        Ok(Finished { made, found }) => (Ok(Some(made)), found),
        Err(error) => {
            let (outside, found) = error.into_parts();
            (outside.map_or(Ok(None), Err), found)
        }
    };
    let reporter = Reporter::new(job, terminal);
    if job.book != BookSource::Sample {
        reporter.report_plan(&found);
    }
    let counts = reporter.report(&found);
    if job.timings == Timings::Shown {
        terminal.complain(&progress.table());
    }
    mend(job, &found, terminal)?;
    match (made?, job.strictness.prevents(counts)) {
        (Some(made), false) => deliver(job, &made, terminal),
        // A list of works is of use to whoever looks for the mistake.
        (Some(made), true) if job.goal == Goal::ListWorks => {
            deliver(job, &made, terminal).map(|_| Outcome::Mistakes)
        }
        (_, _) => Ok(Outcome::Mistakes),
    }
}

/// Mends what is sure, or shows it, where that was asked for.
fn mend(job: &Job, found: &Diagnostics, terminal: &Terminal) -> Result<(), Failure> {
    let (BookSource::Folder(folder), Goal::Check(mending)) = (&job.book, &job.goal) else {
        return Ok(());
    };
    match mending {
        Mending::None => Ok(()),
        Mending::Applied => terminal.say(&mend::apply(folder, found)?),
        Mending::Shown => terminal.say(&mend::differences(folder, found)?),
    }
}

/// What a job has made, not yet written, and what was found meanwhile.
struct Finished {
    made: Made,
    found: Diagnostics,
}

enum Made {
    Books(Vec<Artifact>),
    Text(String),
}

fn make_from_files(
    job: &Job,
    observer: &Progress,
    memory: Option<&Arc<Memory>>,
) -> Result<Finished, Error> {
    let (folder, sample);
    let files: &dyn Files = match &job.book {
        BookSource::Folder(path) => {
            folder = DiskFiles::new(path);
            &folder
        }
        BookSource::Sample => {
            sample = sample::files();
            &sample
        }
    };
    let context = BuildContext {
        files,
        overrides: job.overrides.clone(),
        observer,
        memory: memory.cloned(),
    };
    make(job, context)
}

/// Makes what the job is for.
fn make(job: &Job, context: BuildContext<'_>) -> Result<Finished, Error> {
    let mut book = Book::open_in(context)?;
    if job.goal == Goal::Emit(Dump::Plan) {
        let found = book.diagnostics().clone();
        let plan = found.plan().map_or_else(String::new, BookPlan::dump);
        let made = Made::Text(plan);
        return Ok(Finished { made, found });
    }
    if job.goal == Goal::ListWorks {
        let made = Made::Text(book.list_works()?);
        let found = book.diagnostics().clone();
        return Ok(Finished { made, found });
    }
    let mut book = book.resolve()?;
    if let Goal::Check(_) = job.goal {
        book.proofread();
    }
    let made = match &job.goal {
        Goal::Emit(what) => Made::Text(book.dump(*what)),
        Goal::Write { .. } | Goal::Check(_) | Goal::ListWorks => {
            let formats = book.formats().to_vec();
            let outputs = job.outputs.iter().copied();
            let outputs = outputs.filter(|output| job::makes(&formats, *output));
            Made::Books(book.render_all(&outputs.collect::<Vec<_>>())?)
        }
    };
    let found = book.diagnostics().clone();
    Ok(Finished { made, found })
}

/// Writes or prints what was made.
fn deliver(job: &Job, made: &Made, terminal: &Terminal) -> Result<Outcome, Failure> {
    match (made, &job.goal) {
        (Made::Text(text), _) => terminal.say(text)?,
        (Made::Books(books), Goal::Write { folder, name }) => {
            let written = write(folder, name, books)?;
            terminal.say(&written_lines(&written, books, terminal.output))?;
        }
        (Made::Books(_), Goal::Check(_) | Goal::Emit(_) | Goal::ListWorks) => {
            if terminal.errors == Reader::Person {
                terminal.complain("the book can be bound\n");
            }
        }
    }
    Ok(Outcome::Fine)
}

fn write(folder: &Path, name: &str, books: &[Artifact]) -> Result<Vec<PathBuf>, Failure> {
    let named = |book: &Artifact| match book.page {
        Some(page) => format!("{name}-{page:03}.{}", book.output.extension()),
        None => format!("{name}.{}", book.output.extension()),
    };
    let names: Vec<String> = books.iter().map(named).collect();
    let files: Vec<NewFile<'_>> = names
        .iter()
        .zip(books)
        .map(|(name, book)| NewFile {
            name,
            bytes: &book.bytes,
        })
        .collect();
    Ok(output::write_all(folder, &files)?)
}

/// One line for each file: for a program its path alone, for a person its size and pages, too.
fn written_lines(written: &[PathBuf], books: &[Artifact], reader: Reader) -> String {
    let lines = written.iter().zip(books).map(|(path, book)| {
        let pages = book
            .pages
            .map_or(String::new(), |pages| format!(", {pages} pages"));
        match reader {
            Reader::Program => format!("{}\n", path.display()),
            Reader::Person => {
                format!(
                    "{}  ({} KB{pages})\n",
                    harmless(&path.display().to_string()),
                    book.bytes.len().div_ceil(1000)
                )
            }
        }
    });
    lines.collect()
}
