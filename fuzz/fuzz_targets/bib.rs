//! A BibLaTeX file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::works;

fuzz_target!(|bytes: &[u8]| {
    works("r.bib", bytes);
});
