//! A citation style.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sahhaf_fuzz::{TEXT, read, with};

fuzz_target!(|bytes: &[u8]| {
    let settings =
        with(b"[bibliography]\nfiles = [\"r.bib\"]\nnocite = [\"*\"]\nstyle = \"s.csl\"\n");
    let works = b"@book{a, author = {b, c}, title = {d}, date = {1399}}";
    read([
        ("book.toml", &settings),
        ("1.md", TEXT),
        ("r.bib", works),
        ("s.csl", bytes),
    ]);
});
