//! One try at the book: files in, the good book or its mistakes on the desk.

use super::desk::Desk;
use super::good::Good;
use crate::book::{Book, Diagnostics, Error};
use crate::cli::fault;
use crate::cli::outcome::Failure;
use crate::cli::workers::Workers;
use crate::diag::caught;
use crate::pipeline::BuildContext;

/// Binds the book as far as its pages.
///
/// # Errors
/// The outside world fails, or the program itself.
pub(super) fn make(
    context: BuildContext<'_>,
    workers: &Workers,
    desk: &Desk,
) -> Result<(), Failure> {
    desk.begin();
    let made = caught(|| workers.work(|| set(context)));
    let Made { good, found } = match made {
        Ok(made) => made?,
        Err(panicked) => return Err(fault::of(panicked)),
    };
    desk.lay(good, found);
    Ok(())
}

/// What came of a try.
struct Made {
    good: Option<Good>,
    found: Diagnostics,
}

fn set(context: BuildContext<'_>) -> Result<Made, Failure> {
    let resolved = Book::open_in(context).and_then(Book::resolve);
    let mut resolved = match resolved {
        Ok(resolved) => resolved,
        Err(error) => return mistakes(error),
    };
    resolved.proofread();
    let book = resolved.set();
    let found = book.diagnostics().clone();
    let good = (!found.has_errors()).then(|| Good::new(book));
    Ok(Made { good, found })
}

fn mistakes(error: Error) -> Result<Made, Failure> {
    match error.into_parts() {
        (Some(outside), _) => Err(Failure::Build(outside)),
        (None, found) => Ok(Made { good: None, found }),
    }
}
