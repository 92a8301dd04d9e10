//! Why a book could not go on to its next step.

use std::error;
use std::fmt;

use super::diagnostics::Diagnostics;
use crate::pipeline::BuildError;

/// A book could not go on to its next step; what was found until then is in [`Self::diagnostics`].
pub struct Error {
    /// `None` where the mistakes found are the cause.
    outside: Option<BuildError>,
    found: Box<Diagnostics>,
}

impl Error {
    /// The mistakes found prevent the book.
    pub(super) fn mistakes(found: Diagnostics) -> Self {
        Self {
            outside: None,
            found: Box::new(found),
        }
    }

    /// The outside world failed.
    pub(super) fn outside(error: BuildError, found: Diagnostics) -> Self {
        Self {
            outside: Some(error),
            found: Box::new(found),
        }
    }

    /// All that was found in the book.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.found
    }

    /// The failure of the outside world, such as a file that cannot be read; `None` where the book has mistakes.
    pub fn outside_failure(&self) -> Option<&BuildError> {
        self.outside.as_ref()
    }

    /// Both, taken apart.
    pub fn into_parts(self) -> (Option<BuildError>, Diagnostics) {
        (self.outside, *self.found)
    }
}

/// The words of the failure and all mistakes, a line each; not the texts of the book.
impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}\n{}", self.found.lines())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.outside {
            Some(error) => error.fmt(out),
            None => {
                let counts = self.found.counts().summary();
                write!(out, "the book has {}", counts.trim_end())
            }
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.outside.as_ref().and_then(error::Error::source)
    }
}
