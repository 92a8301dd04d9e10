//! The door of a room whose library reads a stranger's data: work in, its result or its panic out.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// A library panicked over the data that it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panicked {
    /// What it said, on one line.
    pub words: String,
}

/// Calls a library that reads a stranger's data, and catches its panic.
///
/// Some readers check less than they index: skera takes a `maxp` table for granted, say. What they were
/// given is one file of a book, and a fault in it is told like any other. The work must keep nothing that a
/// panic could leave half made: it takes bytes and gives a value.
///
/// # Errors
/// The library panicked.
pub fn catch_panic<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    // What the work made is dropped with its panic, so nobody sees it half made.
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let words = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied());
        let words = words.and_then(|words| words.lines().next());
        Panicked {
            words: words.unwrap_or("no reason given").to_owned(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_words() {
        assert_eq!(catch_panic(|| 3), Ok(3));
        let none: Option<u8> = std::hint::black_box(None);
        let panicked = catch_panic(|| none.expect("there is a table")).unwrap_err();
        assert_eq!(panicked.words, "there is a table");
    }
}
