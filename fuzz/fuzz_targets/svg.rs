//! A drawing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::book;

fuzz_target!(|bytes: &[u8]| {
    book([
        ("1.md", "متن\n\n![شرح](a.svg)\n".as_bytes()),
        ("a.svg", bytes),
    ]);
});
