//! All tests that use the program from outside, in one binary: one module for each subject.
//!
//! `cargo test --test it verse` runs one module. Agreed texts and pictures stand in `tests/golden`
//! and are compared by [`snapshot`]; [`in_memory`], [`one_chapter`] and [`on_disk`] make the books.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make and read files themselves"
)]

mod again;
mod answers;
mod architecture;
mod arrangements;
mod as_they_lie;
mod bad_input;
mod bidi;
mod citations;
mod cli;
mod code;
mod commonmark;
mod csl;
mod diagnostics;
mod dialects;
mod editions;
mod emendations;
mod epub_faults;
mod epub_gate;
mod epub_languages;
mod epub_pages;
mod forms;
mod formulas;
mod front_door;
mod front_lists;
mod glossary;
mod headings;
mod hostile;
mod in_memory;
mod indexes;
mod lsp;
mod markdown;
mod markdown_properties;
mod marked_lists;
mod matter;
mod notes;
mod on_disk;
mod one_chapter;
mod pages;
mod panels;
mod parallel;
mod pictures;
mod plates;
mod press;
mod readme;
mod references;
mod resolve;
mod scholarly;
mod showcase;
mod snapshot;
mod statements;
mod tables;
mod tags;
mod title_pages;
mod turned;
mod unread;
mod verse;
mod watch;
