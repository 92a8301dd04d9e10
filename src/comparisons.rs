//! Counts in tests how often identities are compared, so that a look-up that becomes a scan is noticed.
//!
//! A clock would tell the same, but differently on each machine and in each run. Here the identities
//! of `model` and `frame` have comparisons of their own when the crate is built for its tests; in the
//! program they are derived. 4 n notes must not cost 16 times the comparisons of n.

use std::cell::Cell;

use crate::diag::Sink;
use crate::pipeline;
use crate::source::{MemoryFiles, SourceMap};

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

/// One comparison more on this thread.
pub(crate) fn count() {
    COUNT.set(COUNT.get() + 1);
}

/// Compares an identity by its fields, as derived code would, and counts.
macro_rules! counted {
    ($identity:ident { $($field:tt),+ }) => {
        impl PartialEq for $identity {
            fn eq(&self, other: &Self) -> bool {
                crate::comparisons::count();
                ($(self.$field,)+) == ($(other.$field,)+)
            }
        }

        impl Eq for $identity {}

        impl PartialOrd for $identity {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $identity {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                crate::comparisons::count();
                ($(self.$field,)+).cmp(&($(other.$field,)+))
            }
        }

        impl std::hash::Hash for $identity {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                ($(self.$field,)+).hash(state);
            }
        }
    };
}

pub(crate) use counted;

/// Elements of the smaller book; the larger one has four times as many.
const FEW: usize = 100;
/// The most by which comparisons may grow for four times the elements: a search in a balanced tree goes
/// from two levels to three, a scan would make it 16.
const GROWTH: u64 = 7;

/// Comparisons while a book of one chapter is read, resolved, set and written in both formats.
fn work(chapter: String) -> u64 {
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", chapter);
    // One thread does all, so that its own counter sees all.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
    let pool = pool.build().expect("one thread can be had");
    pool.install(|| {
        COUNT.set(0);
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        let manuscript = pipeline::read(&files, &mut map, &mut sink);
        let manuscript = manuscript.expect("memory can be read");
        let manuscript = manuscript.expect("the settings are sound");
        let pages = manuscript.pages(&mut sink);
        manuscript.pdf(&pages).expect("a PDF can be written");
        let epub = manuscript.epub(&pages.printed, &mut sink);
        epub.expect("an EPUB can be written");
        assert!(!sink.has_errors(), "{:?}", sink.found());
        COUNT.get()
    })
}

/// Holds that the comparisons that elements cause grow with their number.
fn grows_with_the_book(element: impl Fn(usize) -> String) {
    let head = "# فصل {#a0}\n\n";
    let empty = work(head.to_owned());
    let of = |number: usize| {
        let text: String = (1..=number).map(&element).collect();
        work(format!("{head}{text}")) - empty
    };
    let (few, many) = (of(FEW), of(4 * FEW));
    assert!(few > 0, "nothing was counted");
    assert!(many <= GROWTH * few, "{few}, then {many} comparisons");
}

#[test]
fn places_of_links_cost_as_much_as_there_are() {
    grows_with_the_book(|at| format!("## بخش {{#a{at}}}\n\n<p id=\"b{at}\">بند</p>\n\n"));
}

#[test]
fn links_cost_as_much_as_there_are() {
    grows_with_the_book(|at| format!("<p id=\"a{at}\">[بند](#a{})</p>\n\n", at - 1));
}

#[test]
fn notes_cost_as_much_as_there_are() {
    grows_with_the_book(|at| format!("بند[^{at}].\n\n[^{at}]: یادداشت.\n\n"));
}
