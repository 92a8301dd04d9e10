//! How a command ends: an exit code, or why nothing came of it.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use super::output::WriteError;
use crate::gate::GateError;
use crate::pipeline::BuildError;
use crate::source::ReadError;

/// How it went; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// All is well.
    Fine = 0,
    /// The book has mistakes; nothing was written.
    Mistakes = 1,
    /// The command line asks for what cannot be done. (clap ends the program with the same code.)
    Usage = 2,
    /// The outside world failed: a disk, a right; or the program itself.
    Failed = 3,
}

/// Why nothing came of it, apart from mistakes in the book.
#[derive(Debug)]
pub(super) enum Failure {
    /// The book could not be built.
    Build(BuildError),
    /// A file could not be written.
    Write(WriteError),
    /// Standard output could not be written.
    Say(io::Error),
    /// A file that was to be checked could not be read.
    Read(ReadError),
    /// A file that was to be checked is no EPUB.
    NoEpub {
        /// The file.
        path: PathBuf,
        /// Why.
        error: GateError,
    },
    /// No door could be opened for a browser.
    Serve(io::Error),
    /// A folder cannot be watched.
    Watch {
        /// The folder.
        path: PathBuf,
        /// Why.
        error: notify::Error,
    },
    /// The command asks for what cannot be done: `new` would overwrite something, or there is no book to be watched.
    Refused(String),
    /// The program itself is at fault: what it said and where.
    Own(String),
}

impl Failure {
    /// The exit code of the failure.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Refused(_) | Self::Build(BuildError::NoPage { .. }) => Outcome::Usage,
            Self::Build(_)
            | Self::Write(_)
            | Self::Say(_)
            | Self::Read(_)
            | Self::NoEpub { .. }
            | Self::Serve(_)
            | Self::Watch { .. }
            | Self::Own(_) => Outcome::Failed,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(out),
            Self::Write(error) => error.fmt(out),
            Self::Say(error) => write!(out, "cannot write to standard output: {error}"),
            Self::Read(error) => error.fmt(out),
            Self::NoEpub { path, error } => write!(out, "cannot check {}: {error}", path.display()),
            Self::Serve(error) => write!(out, "cannot serve the preview: {error}"),
            Self::Watch { path, error } => write!(out, "cannot watch {}: {error}", path.display()),
            Self::Refused(why) => out.write_str(why),
            Self::Own(fault) => write!(
                out,
                "the program is at fault, not the book; nothing was written. Please report: {fault}"
            ),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Build(error) => error.source(),
            Self::Write(error) => error.source(),
            Self::Say(error) => Some(error),
            Self::Read(error) => error.source(),
            Self::NoEpub { error, .. } => Some(error),
            Self::Serve(error) => Some(error),
            Self::Watch { error, .. } => Some(error),
            Self::Refused(_) | Self::Own(_) => None,
        }
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}
