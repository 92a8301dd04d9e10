//! A document of an EPUB that is well made otherwise.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{epub_of, examine};

fuzz_target!(|bytes: &[u8]| {
    examine(&epub_of("OEBPS/a.xhtml", bytes));
});
