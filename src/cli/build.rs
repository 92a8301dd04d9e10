//! Builds or checks a book: a [`Job`] in, files or a dump and all diagnostics out.

use std::path::{Path, PathBuf};

use super::job::{BookSource, Goal, Job, Strictness, Timings};
use super::output::{self, NewFile};
use super::progress::Progress;
use super::report::{Found, Reporter};
use super::terminal::{Reader, Terminal};
use super::{Failure, Outcome, sample};
use crate::diag::Sink;
use crate::pipeline::{self, Artifact, BuildError, Desk, Manuscript};
use crate::source::{DiskFiles, Files, SourceMap};

/// Bytes of stack for the threads that work: books can be nested deeper than the usual 2 MB allow.
const STACK: usize = 64 << 20;

/// Does a job.
pub(super) fn run(job: &Job, terminal: &Terminal) -> Result<Outcome, Failure> {
    if job.book == BookSource::Sample && terminal.errors == Reader::Person {
        terminal.complain("no book.toml here or in ./book: binding the sample book\n");
    }
    let progress = Progress::new(job, terminal);
    let mut work = Work {
        map: SourceMap::default(),
        sink: Sink::default(),
        job,
    };
    let made = work.make_on_large_stack(&progress);
    progress.finish();
    let found = Reporter::new(job, terminal).report(&work.map, &work.sink);
    if job.timings == Timings::Shown {
        terminal.complain(&progress.table());
    }
    match (made?, prevents(job.strictness, found)) {
        (Some(made), false) => deliver(job, &made, terminal),
        // A list of works is of use to whoever looks for the mistake.
        (Some(made), true) if job.goal == Goal::ListWorks => {
            deliver(job, &made, terminal).map(|_| Outcome::Mistakes)
        }
        (_, _) => Ok(Outcome::Mistakes),
    }
}

/// Whether what was found prevents the book.
fn prevents(strictness: Strictness, found: Found) -> bool {
    match strictness {
        Strictness::Lenient => found.errors > 0,
        Strictness::Strict => found.errors + found.warnings > 0,
    }
}

/// What a build has made, not yet written.
enum Made {
    Books(Vec<Artifact>),
    Text(String),
}

/// A book being read: its texts and what was found in them.
struct Work<'a> {
    map: SourceMap,
    sink: Sink,
    job: &'a Job,
}

impl Work<'_> {
    /// Makes the book on threads of our own; where none can be had, on this one.
    fn make_on_large_stack(&mut self, progress: &Progress) -> Result<Option<Made>, BuildError> {
        match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
            Ok(pool) => pool.install(|| self.make(progress)),
            Err(_) => self.make(progress),
        }
    }

    /// Makes what the job is for; `None` when a mistake prevents it.
    fn make(&mut self, progress: &Progress) -> Result<Option<Made>, BuildError> {
        let disk;
        let embedded = sample::files();
        let files: &dyn Files = match &self.job.book {
            BookSource::Folder(folder) => {
                disk = DiskFiles::new(folder);
                &disk
            }
            BookSource::Sample => &embedded,
        };
        let desk = Desk {
            files,
            watch: progress,
        };
        if self.job.goal == Goal::ListWorks {
            let list = pipeline::list_works(&desk, &mut self.map, &mut self.sink)?;
            return Ok(list.map(Made::Text));
        }
        match pipeline::read_watched(&desk, &mut self.map, &mut self.sink)? {
            Some(mut manuscript) if !self.sink.has_errors() => {
                let settings = &mut manuscript.config.pdf;
                settings.standard = self.job.standard.unwrap_or(settings.standard);
                settings.profile = self.job.profile.unwrap_or(settings.profile);
                self.bind(&manuscript, progress)
            }
            _ => Ok(None),
        }
    }

    fn bind(
        &mut self,
        manuscript: &Manuscript,
        progress: &Progress,
    ) -> Result<Option<Made>, BuildError> {
        let made = match &self.job.goal {
            Goal::Emit(what) => Made::Text(manuscript.dump(*what, &self.map, &mut self.sink)),
            Goal::Write { .. } | Goal::Check | Goal::ListWorks => {
                Made::Books(manuscript.bind(&self.job.formats, progress, &mut self.sink)?)
            }
        };
        Ok(Some(made))
    }
}

/// Writes or prints what was made.
fn deliver(job: &Job, made: &Made, terminal: &Terminal) -> Result<Outcome, Failure> {
    match (made, &job.goal) {
        (Made::Text(text), _) => terminal.say(text)?,
        (Made::Books(books), Goal::Write { folder, name }) => {
            let written = write(folder, name, books)?;
            terminal.say(&told(&written, books, terminal.output))?;
        }
        (Made::Books(_), Goal::Check | Goal::Emit(_) | Goal::ListWorks) => {
            if terminal.errors == Reader::Person {
                terminal.complain("the book can be bound\n");
            }
        }
    }
    Ok(Outcome::Fine)
}

fn write(folder: &Path, name: &str, books: &[Artifact]) -> Result<Vec<PathBuf>, Failure> {
    let named = |book: &Artifact| format!("{name}.{}", book.format.extension());
    let names: Vec<String> = books.iter().map(named).collect();
    let files: Vec<NewFile<'_>> = names
        .iter()
        .zip(books)
        .map(|(name, book)| (name.as_str(), book.bytes.as_slice()))
        .collect();
    Ok(output::write_all(folder, &files)?)
}

/// One line for each file: for a program its path alone, for a person its size and pages, too.
fn told(written: &[PathBuf], books: &[Artifact], reader: Reader) -> String {
    let lines = written.iter().zip(books).map(|(path, book)| {
        let pages = book
            .pages
            .map_or(String::new(), |pages| format!(", {pages} pages"));
        match reader {
            Reader::Program => format!("{}\n", path.display()),
            Reader::Person => {
                format!(
                    "{}  ({} KB{pages})\n",
                    path.display(),
                    book.bytes.len().div_ceil(1000)
                )
            }
        }
    });
    lines.collect()
}
