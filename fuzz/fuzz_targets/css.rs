//! A style sheet of the author.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{TEXT, book, with};

fuzz_target!(|bytes: &[u8]| {
    let settings = with(b"[epub]\ncss = \"a.css\"\n");
    book([("book.toml", &settings), ("1.md", TEXT), ("a.css", bytes)]);
});
