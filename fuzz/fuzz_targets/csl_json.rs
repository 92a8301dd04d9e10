//! A bibliography as CSL-JSON.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::works;

fuzz_target!(|bytes: &[u8]| {
    works("r.json", bytes);
});
