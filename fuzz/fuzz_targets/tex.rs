//! A formula.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::book;

fuzz_target!(|bytes: &[u8]| {
    let page = [&b"$$\n"[..], bytes, &b"\n$$\n"[..]].concat();
    book([("1.md", &page)]);
});
