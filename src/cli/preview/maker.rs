//! One try at the book: files in, the good book or its mistakes on the desk.

use super::exchange::PreviewExchange;
use super::keyed_book::KeyedBook;
use crate::book::{Book, Diagnostics, Error};
use crate::cli::fault;
use crate::cli::outcome::Failure;
use crate::cli::workers::Workers;
use crate::diag::catch_panic;
use crate::pipeline::BuildContext;

/// Binds the book as far as its pages.
///
/// # Errors
/// The outside world fails, or the program itself.
pub(super) fn make(
    context: BuildContext<'_>,
    workers: &Workers,
    desk: &PreviewExchange,
) -> Result<(), Failure> {
    desk.begin();
    let made = catch_panic(|| workers.work(|| set(context)));
    let Made { good, found } = match made {
        Ok(made) => made?,
        Err(panicked) => return Err(fault::of(panicked)),
    };
    desk.lay(good, found);
    Ok(())
}

/// What came of a try.
struct Made {
    good: Option<KeyedBook>,
    found: Diagnostics,
}

fn set(context: BuildContext<'_>) -> Result<Made, Failure> {
    let resolved = Book::open_in(context).and_then(Book::resolve_as_written);
    let mut resolved = match resolved {
        Ok(resolved) => resolved,
        Err(error) => return mistakes(error),
    };
    resolved.proofread();
    let book = resolved.set();
    let found = book.diagnostics().clone();
    let good = (!found.prevents_pages()).then(|| KeyedBook::new(book));
    Ok(Made { good, found })
}

fn mistakes(error: Error) -> Result<Made, Failure> {
    match error.into_parts() {
        (Some(outside), _) => Err(Failure::Build(outside)),
        (None, found) => Ok(Made { good: None, found }),
    }
}

#[cfg(test)]
mod tests {
    use super::set;
    use crate::pipeline::BuildContext;
    use crate::source::MemoryFiles;

    #[test]
    fn what_costs_its_own_words_alone_leaves_the_pages_and_what_is_wrong_with_settings_does_not() {
        let settings =
            "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\n[bibliography]\nfiles = [\"w.bib\"]\n";
        let tried = |settings: &str, words: &str| {
            let files = MemoryFiles::default()
                .with("book.toml", settings)
                .with("w.bib", "@book{adib, title={کتاب الف}, year={1380}}\n")
                .with("1.md", format!("# یک\n\n{words}\n"));
            set(BuildContext::new(&files)).ok().unwrap()
        };
        let sound = tried(settings, "متن [@adib].");
        assert!(sound.good.is_some() && !sound.found.has_errors());

        let flawed = tried(settings, "متن [@nobody] و پایان.");
        assert!(flawed.found.has_errors());
        let book = flawed.good.unwrap().book;
        let words: Vec<&str> = (0..book.pages().pages.len())
            .flat_map(|page| book.words(page))
            .collect();
        assert!(words.join(" ").contains("پایان"), "{words:?}");
        assert!(book.epub().is_ok(), "the second tab has it, too");

        let broken = tried(&format!("{settings}[pdf]\ntrim = \"roqey\"\n"), "متن.");
        assert!(broken.found.has_errors() && broken.good.is_none());
    }
}
