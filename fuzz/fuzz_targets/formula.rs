//! A formula alone: read, tried on the page, and written as MathML.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::formula;

fuzz_target!(|source: &str| {
    formula(source);
});
