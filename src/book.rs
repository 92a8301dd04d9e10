//! The front door: open a book, resolve it, render it.
//!
//! What an author did wrong is a [`Diagnostic`](crate::diag::Diagnostic) with its place in a file. A step that
//! cannot go on returns an [`Error`], which holds all that was found until then; otherwise the next step goes
//! on with what there is, so that one run reports all mistakes.

mod diagnostics;
mod error;
mod examined;
mod set;

pub use diagnostics::Diagnostics;
pub use error::Error;
pub use examined::{Depth, Examined};
pub use set::{ContentsLine, SetBook, Written};

use crate::config::Format;
use crate::pipeline::{self, Artifact, BuildContext, Dump, Manuscript, OpenedBook, Output};
use crate::source::Files;

/// A book as it is written: settings and chapters.
pub struct Book<'a> {
    context: BuildContext<'a>,
    opened: OpenedBook,
    found: Diagnostics,
}

impl<'a> Book<'a> {
    /// Opens the book in a folder that holds a `book.toml`, or that is laid out for another tool.
    ///
    /// # Errors
    /// The settings cannot be read, or leave no chapters; the folder holds several books; or a file is there
    /// and cannot be read.
    pub fn open(files: &'a dyn Files) -> Result<Self, Error> {
        Self::open_in(BuildContext::new(files))
    }

    /// [`Self::open`], with choices that go before those of `book.toml` and an observer of the stages.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_in(context: BuildContext<'a>) -> Result<Self, Error> {
        let mut found = Diagnostics::of(context.files);
        let opened = pipeline::open(&context, &mut found.map, &mut found.sink);
        found.settle();
        match opened {
            Ok(Some(opened)) => {
                found.plan.clone_from(&opened.config.plan);
                Ok(Self {
                    context,
                    opened,
                    found,
                })
            }
            Ok(None) => Err(Error::mistakes(found)),
            Err(error) => Err(Error::outside(error, found)),
        }
    }

    /// What was found until now.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.found
    }

    /// Lists the works of the bibliography files with the places that cite them, as text. Works that nothing
    /// cites, and works that seem to stand there twice, are reported.
    ///
    /// # Errors
    /// A bibliography file is there and cannot be read.
    pub fn list_works(&mut self) -> Result<String, Error> {
        let Diagnostics { map, sink, .. } = &mut self.found;
        let list = pipeline::list_works(&self.context, &self.opened, map, sink);
        self.found.settle();
        list.map_err(|error| Error::outside(error, self.found.clone()))
    }

    /// Gives the book its citations, pictures, fonts, numbers and links.
    ///
    /// # Errors
    /// The book has mistakes that prevent it; or a file is there and cannot be read.
    pub fn resolve(self) -> Result<ResolvedBook<'a>, Error> {
        self.resolve_unless(Diagnostics::has_errors)
    }

    /// [`Self::resolve`], of a book that is still written: mistakes that cost no more than their own words leave it its
    /// pages.
    ///
    /// # Errors
    /// As [`Self::resolve`], but for such mistakes.
    #[cfg(feature = "cli")]
    pub(crate) fn resolve_as_written(self) -> Result<ResolvedBook<'a>, Error> {
        self.resolve_unless(Diagnostics::prevents_pages)
    }

    fn resolve_unless(
        self,
        prevents: impl FnOnce(&Diagnostics) -> bool,
    ) -> Result<ResolvedBook<'a>, Error> {
        let Self {
            context,
            opened,
            mut found,
        } = self;
        let resolved = pipeline::resolve(&context, opened, &mut found.map, &mut found.sink);
        found.settle();
        match resolved {
            Ok(Some(manuscript)) if !prevents(&found) => Ok(ResolvedBook {
                context,
                manuscript,
                found,
            }),
            Ok(_) => Err(Error::mistakes(found)),
            Err(error) => Err(Error::outside(error, found)),
        }
    }
}

/// A book with its numbers, notes, citations and links: ready to be rendered.
pub struct ResolvedBook<'a> {
    context: BuildContext<'a>,
    manuscript: Manuscript,
    found: Diagnostics,
}

impl ResolvedBook<'_> {
    /// Sets the pages, to be looked at one by one. Where the pages show mistakes that prevent the book, they are
    /// among the diagnostics of the result.
    pub fn set(self) -> SetBook {
        SetBook::new(self.manuscript, self.found)
    }

    /// What was found until now.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.found
    }

    /// The outputs that the edition is made as, as `book.toml` names them; empty where it names none.
    pub fn formats(&self) -> &[Format] {
        let chosen = self.manuscript.config.editions.chosen();
        chosen.map_or(&[], |edition| &edition.formats)
    }

    /// Adds what is surely misspelled in the words of the book: hints that hold their mends.
    pub fn proofread(&mut self) {
        let Diagnostics { map, sink, .. } = &mut self.found;
        self.manuscript.proofread(map, sink);
    }

    /// Renders the book as one file. What is found meanwhile, such as a line that is too wide, joins the
    /// diagnostics.
    ///
    /// # Errors
    /// The book has mistakes that only its pages show; or a font or a picture cannot be written.
    pub fn render(&mut self, output: Output) -> Result<Artifact, Error> {
        let mut made = self.render_all(&[output])?;
        Ok(made.remove(0))
    }

    /// Renders the book as several files at the same time, which lays out its pages only once. They come in the
    /// order of [`Output`], whatever the order asked for.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn render_all(&mut self, outputs: &[Output]) -> Result<Vec<Artifact>, Error> {
        let observer = self.context.observer;
        let made = self
            .manuscript
            .render(outputs, observer, &mut self.found.sink);
        self.found.settle();
        match made {
            Ok(made) if !self.found.has_errors() => Ok(made),
            Ok(_) => Err(Error::mistakes(self.found.clone())),
            Err(error) => Err(Error::outside(error, self.found.clone())),
        }
    }

    /// What a stage has made, as text.
    pub fn dump(&mut self, what: Dump) -> String {
        let Diagnostics { map, sink, .. } = &mut self.found;
        self.manuscript.dump(what, map, sink)
    }
}
