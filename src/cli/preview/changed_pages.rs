//! A book and the one before it in, the pages that are others out, so that a browser hears of these alone.

use super::keyed_book::KeyedBook;
use crate::frame::Page;

/// The pages that a book has other ones for than the one before it; `None` where it has more or fewer pages, or
/// anything else is another that a browser was told of the whole book.
///
/// Example: a word is written on page 7. The browser is told of page 7, and of page 8, on which a line went over.
pub(super) fn changed_pages(before: &KeyedBook, now: &KeyedBook) -> Option<Vec<usize>> {
    let (old, new) = (&before.book, &now.book);
    let (old_pages, new_pages) = (old.pages(), new.pages());
    let title = |good: &KeyedBook| {
        let settings = &good.book.manuscript().config.book;
        (
            settings.title.clone(),
            settings.language,
            settings.direction,
        )
    };
    let is_same = title(before) == title(now)
        && old_pages.size == new_pages.size
        && old_pages.pages.len() == new_pages.pages.len()
        && old.contents() == new.contents();
    let mut pairs = old_pages.pages.iter().zip(&new_pages.pages);
    let place = |page: &Page| (page.side, page.folio.clone());
    if !is_same || pairs.any(|(old, new)| place(old) != place(new)) {
        return None;
    }
    let keys = before.keys.iter().zip(&now.keys).enumerate();
    let others = keys.filter(|(_, (old, new))| old != new);
    Some(others.map(|(page, _)| page).collect())
}

#[cfg(test)]
mod tests {
    use super::changed_pages;
    use crate::book::Book;
    use crate::cli::preview::keyed_book::KeyedBook;
    use crate::source::MemoryFiles;

    fn good(title: &str, last: &str) -> KeyedBook {
        let settings = format!("[book]\ntitle = \"{title}\"\nlanguage = \"fa\"\n");
        let words = "کتاب خوب را دوباره می‌خوانند و هر بار چیز تازه‌ای می‌یابند.\n\n".repeat(90);
        let files = MemoryFiles::default()
            .with("book.toml", settings)
            .with("1.md", format!("# یک\n\n{words}{last}\n"));
        KeyedBook::new(Book::open(&files).unwrap().resolve().unwrap().set())
    }

    #[test]
    fn only_the_pages_that_are_others_are_named_while_all_else_stays() {
        let before = good("کتاب", "پایان.");
        let pages = before.keys.len();
        assert_eq!(
            changed_pages(&before, &good("کتاب", "پایان.")),
            Some(Vec::new())
        );
        let written = good("کتاب", "انجام.");
        assert_eq!(changed_pages(&before, &written), Some(vec![pages - 1]));
        assert_eq!(
            changed_pages(&before, &good("دفتر", "پایان.")),
            None,
            "the title"
        );
        assert_eq!(
            changed_pages(&before, &good("کتاب", "## انجام")),
            None,
            "the contents"
        );
        let longer = good("کتاب", &"سخن دراز شد. ".repeat(400));
        assert_eq!(changed_pages(&before, &longer), None, "more pages");
    }
}
