//! Starts a book: a folder in, a small Persian book that can be built at once out.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::outcome::{Failure, Outcome};
use super::output::{self, NewFile};
use super::terminal::{Reader, Terminal};
use crate::diag::isolate;

/// The files of a new book.
const FILES: &[NewFile<'static>] = &[
    NewFile {
        name: "book.toml",
        bytes: include_bytes!("new/book.toml"),
    },
    NewFile {
        name: "01-beginning.md",
        bytes: include_bytes!("new/01-beginning.md"),
    },
    NewFile {
        name: "02-continuation.md",
        bytes: include_bytes!("new/02-continuation.md"),
    },
    NewFile {
        name: "references.bib",
        bytes: include_bytes!("new/references.bib"),
    },
    NewFile {
        name: ".gitignore",
        bytes: b"/output/\n",
    },
];

/// Writes a new book into a folder that is empty or not there yet.
pub(super) fn run(folder: &Path, terminal: &Terminal) -> Result<Outcome, Failure> {
    refuse_to_overwrite(folder)?;
    let written = output::write_all(folder, FILES)?;
    let paths: String = written
        .iter()
        .map(|path| format!("{}\n", path.display()))
        .collect();
    terminal.say(&paths)?;
    if terminal.errors == Reader::Person {
        terminal.complain(&format!("now run: sahhaf build {}\n", folder.display()));
    }
    Ok(Outcome::Fine)
}

fn refuse_to_overwrite(folder: &Path) -> Result<(), Failure> {
    let name = isolate(&folder.display().to_string());
    let first = fs::read_dir(folder).map(|mut entries| entries.next());
    let why = match first {
        Ok(None) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Ok(Some(_)) => format!("{name} is not empty"),
        Err(error) => format!("{name} cannot become the folder of a book: {error}"),
    };
    Err(Failure::Refused(format!(
        "{why}; name a folder that is empty or not there yet"
    )))
}
