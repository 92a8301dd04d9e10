//! A chapter: any text as Markdown, bound as both files.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::book;

fuzz_target!(|bytes: &[u8]| {
    book([("1.md", bytes)]);
});
