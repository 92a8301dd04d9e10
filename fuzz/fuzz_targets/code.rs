//! A code with its parts told apart: the first line of the input is the language.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::code;

fuzz_target!(|text: &str| {
    if let Some((language, program)) = text.split_once('\n') {
        code(language, program);
    }
});
