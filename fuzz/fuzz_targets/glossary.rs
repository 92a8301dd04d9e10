//! The terms of a glossary.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{TEXT, read, with};

fuzz_target!(|bytes: &[u8]| {
    let settings = with(b"[glossary]\nfile = \"g.csv\"\nfirst-use = \"note\"\n");
    let page = [TEXT, "\n[آنتروپی]{.term}\n".as_bytes()].concat();
    read([("book.toml", &settings), ("1.md", &page), ("g.csv", bytes)]);
});
