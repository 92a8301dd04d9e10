//! A book as an editor asks for it: all that is wrong with it, and what its things are called.

use super::Book;
use super::diagnostics::Diagnostics;
use super::error::Error;
use crate::pipeline::{self, Names};

/// What was found in a book, and its names, whatever mistakes it has.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// What was found.
    pub found: Diagnostics,
    /// What its things are called; `None` where mistakes leave nothing to look at.
    pub names: Option<Names>,
}

/// How far a book is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Its words.
    Words,
    /// Its pages, too, on which lines may be too wide.
    Pages,
}

impl Book<'_> {
    /// Looks through the book.
    ///
    /// # Errors
    /// A file is there and cannot be read.
    pub fn examine(self, depth: Depth) -> Result<Examined, Error> {
        let Self {
            context,
            opened,
            mut found,
        } = self;
        let look = |found: &mut Diagnostics| {
            let (map, sink) = (&mut found.map, &mut found.sink);
            let Some(manuscript) = pipeline::resolve(&context, opened, map, sink)? else {
                return Ok(None);
            };
            manuscript.proofread(map, sink);
            if depth == Depth::Pages && !sink.has_errors() {
                manuscript.pages(sink);
            }
            Ok(Some(manuscript.names(context.files, map)?))
        };
        let names = look(&mut found);
        found.settle();
        match names {
            Ok(names) => Ok(Examined { found, names }),
            Err(error) => Err(Error::outside(error, found)),
        }
    }
}
