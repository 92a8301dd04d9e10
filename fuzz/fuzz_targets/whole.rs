//! Small books made of likely parts, through the whole program: what goes in as words comes out as words.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{SmallBook, whole};

fuzz_target!(|book: SmallBook| {
    whole(&book);
});
