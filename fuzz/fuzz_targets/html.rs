//! A chapter that is HTML for the most part.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::book;

fuzz_target!(|bytes: &[u8]| {
    let page = [&b"<div>\n"[..], bytes, &b"\n</div>\n"[..]].concat();
    book([("1.md", &page)]);
});
