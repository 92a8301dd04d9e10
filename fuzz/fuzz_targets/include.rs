//! A chapter whose files take in each other: whatever they hold, the book is read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{read, with};

fuzz_target!(|bytes: &[u8]| {
    let settings = with(b"[variables]\na = \"{{ b }}\"\nb = \"**{{ a }}**\"\n");
    let halves = bytes.split_at(bytes.len() / 2);
    let page = b"{{#include 1.md}}\n\n{{#include a.md:2:10}}\n\n{{#include b.md:part}}\n";
    let given = [("1.md", &page[..]), ("a.md", halves.0), ("b.md", halves.1)];
    let [page, first, second] = given;
    read([("book.toml", &settings), page, first, second]);
});
