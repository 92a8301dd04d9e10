//! `book.toml`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{TEXT, read};

fuzz_target!(|bytes: &[u8]| {
    read([("book.toml", bytes), ("1.md", TEXT)]);
});
