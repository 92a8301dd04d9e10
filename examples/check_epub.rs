//! Checks an EPUB of any maker: `cargo run --example check_epub -- some.epub`. Exit code 1 where it has errors.

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use sahhaf::{Counts, Renderer, SourceMap, gate};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let name = std::env::args().nth(1).ok_or("name an EPUB")?;
    let mut map = SourceMap::default();
    let report = gate::examine(&gate::read(Path::new(&name))?, &mut map)?;
    let renderer = Renderer {
        map: &map,
        folder: "",
        whole: &name,
    };
    for finding in &report.findings {
        print!("{}", renderer.line(finding));
    }
    for verdict in &report.stores {
        println!(
            "{}: {} rules broken",
            verdict.store.name(),
            verdict.broken.len()
        );
    }
    let errors = Counts::of(&report.findings).errors;
    Ok(ExitCode::from(u8::from(errors > 0)))
}
