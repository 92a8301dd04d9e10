//! Binds the book of a folder as an EPUB and a PDF: `cargo run --example bind -- book`.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example reads and writes by itself"
)]

use std::error::Error;

use sahhaf::{Book, DiskFiles, Output};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "book".to_owned());
    let files = DiskFiles::new(&folder);
    let mut book = Book::open(&files)?.resolve()?;
    for artifact in book.render_all(&[Output::Epub, Output::Pdf])? {
        let name = std::env::temp_dir().join(format!("book.{}", artifact.output.extension()));
        std::fs::write(&name, &artifact.bytes)?;
        println!("{}", name.display());
    }
    Ok(())
}
