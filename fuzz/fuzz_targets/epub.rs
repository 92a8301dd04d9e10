//! An EPUB: the bytes of its archive.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::examine;

fuzz_target!(|bytes: &[u8]| {
    examine(bytes);
});
