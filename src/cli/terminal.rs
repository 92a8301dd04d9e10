//! The one way to standard output and standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};

use super::outcome::{Failure, Outcome};

/// Standard output and standard error, and what is known about them.
#[derive(Debug)]
pub(super) struct Terminal {
    /// Whether somebody reads standard output as it is.
    pub(super) output: Reader,
    /// Whether somebody reads standard error as it is.
    pub(super) errors: Reader,
    /// Whether standard error is shown in colour.
    pub(super) paint: Paint,
}

/// Who reads a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// A person at a terminal.
    Person,
    /// A file or a program.
    Program,
}

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// It is.
    Colour,
    /// It is not: no terminal, `NO_COLOR`, or a dumb terminal.
    Plain,
}

impl Terminal {
    /// Looks at the streams of this process.
    pub(super) fn new() -> Self {
        let reader = |is_terminal| {
            if is_terminal {
                Reader::Person
            } else {
                Reader::Program
            }
        };
        let errors = reader(io::stderr().is_terminal());
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let coloured = errors == Reader::Person && !refused;
        Self {
            output: reader(io::stdout().is_terminal()),
            errors,
            paint: if coloured {
                Paint::Colour
            } else {
                Paint::Plain
            },
        }
    }

    /// Writes to standard output. A reader that went away is not a failure.
    pub(super) fn say(&self, text: &str) -> Result<(), Failure> {
        let mut output = io::stdout().lock();
        match output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush())
        {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Say(error)),
            _ => Ok(()),
        }
    }

    /// Writes a document to standard output and is done.
    pub(super) fn say_bytes(&self, bytes: &[u8]) -> Result<Outcome, Failure> {
        self.say(&String::from_utf8_lossy(bytes))?;
        Ok(Outcome::Fine)
    }

    /// Writes to standard error. Where even that fails nobody is left to tell.
    pub(super) fn complain(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}
