//! A document of an EPUB against the rules of its vocabulary: the first byte of the input says of which.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::markup;

fuzz_target!(|text: &str| {
    let mut letters = text.chars();
    if let Some(first) = letters.next() {
        markup(first, letters.as_str());
    }
});
