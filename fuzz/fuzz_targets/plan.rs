//! The folder of another tool: each file begins with `>>> ` and its name, as in the cases of the tests.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::read_folder;

fuzz_target!(|text: &str| {
    read_folder(text);
});
