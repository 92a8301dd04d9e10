//! The layout of another tool: the first line of the input is the name of its file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{TEXT, read_folder};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let name = parts.next().and_then(|name| std::str::from_utf8(name).ok());
    let (Some(name), Some(content)) = (name, parts.next()) else {
        return;
    };
    read_folder([(name, content), ("01.md", TEXT), ("a/02.md", TEXT)]);
});
