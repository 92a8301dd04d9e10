//! A font of the author.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{TEXT, book, with};

fuzz_target!(|bytes: &[u8]| {
    let settings = with(b"[fonts]\nbody = \"f.ttf\"\n");
    book([("book.toml", &settings), ("1.md", TEXT), ("f.ttf", bytes)]);
});
