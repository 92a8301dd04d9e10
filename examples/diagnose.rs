//! Prints what is wrong in a book as JSON, one object a line: `cargo run --example diagnose -- book`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example prints"
)]

use sahhaf::{Book, DiskFiles, Output};

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "book".to_owned());
    let files = DiskFiles::new(&folder);
    let rendered = Book::open(&files)
        .and_then(Book::resolve)
        .and_then(|mut book| {
            // Only the pages show which lines are too wide.
            book.render(Output::Pdf)?;
            Ok(book)
        });
    match rendered {
        Ok(book) => print!("{}", book.diagnostics().json()),
        Err(error) => {
            print!("{}", error.diagnostics().json());
            eprintln!("{error}");
        }
    }
}
