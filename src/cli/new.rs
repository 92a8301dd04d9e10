//! Starts a book: a folder in, a small Persian book that can be built at once out.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::arguments::New;
use super::outcome::{Failure, Outcome};
use super::output::{self, NewFile};
use super::terminal::{Reader, Terminal};
use crate::config::{self, FILE_NAME, Preset};
use crate::diag::{harmless, isolate};
use crate::import::{self, Request};
use crate::locale::Language;
use crate::source::{DiskFiles, Files};

/// The settings of a new book.
const SETTINGS: &str = include_str!("new/book.toml");

/// The other files of a new book.
const FILES: &[NewFile<'static>] = &[
    file("01-beginning.md", include_bytes!("new/01-beginning.md")),
    file(
        "02-continuation.md",
        include_bytes!("new/02-continuation.md"),
    ),
    file("house.svg", include_bytes!("new/house.svg")),
    file("references.bib", include_bytes!("new/references.bib")),
    file(".gitignore", b"/output/\n"),
];

const fn file<'a>(name: &'a str, bytes: &'a [u8]) -> NewFile<'a> {
    NewFile { name, bytes }
}

/// Where the schema lies that the first line of a new book.toml names; what is hidden is no part of a book.
const SCHEMA: &str = ".book.schema.json";

/// The JSON Schema of book.toml, as a file.
pub(super) fn schema() -> String {
    format!("{:#}\n", config::schema())
}

/// Starts a new book, or describes one that is there.
pub(super) fn run(new: &New, terminal: &Terminal) -> Result<Outcome, Failure> {
    match (&new.from, &new.folder) {
        (Some(from), _) => describe(from, new.edition.language, terminal),
        (None, Some(folder)) => start(folder, new.preset, terminal),
        (None, None) => Err(Failure::Refused("name a folder".to_owned())),
    }
}

/// Writes the book.toml that describes the book in a folder.
fn describe(
    folder: &Path,
    language: Option<Language>,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let shown = isolate(&folder.display().to_string());
    if folder.join(FILE_NAME).exists() {
        return Err(Failure::Refused(format!(
            "{shown} has a {FILE_NAME} already; rename it first, or build the folder as it is"
        )));
    }
    let files = DiskFiles::new(folder);
    let request = Request {
        language,
        folder_name: files.name(),
    };
    let plan = import::plan(&files, &request)
        .map_err(|refusal| Failure::Refused(format!("{shown}: {refusal}; {}", refusal.hint())))?;
    let text = plan.book_toml();
    write(folder, &[file(FILE_NAME, text.as_bytes())], terminal)?;
    terminal.complain(&format!("{}\n", harmless(&plan.sentence())));
    Ok(Outcome::Fine)
}

/// Writes a new book into a folder that is empty or not there yet.
fn start(folder: &Path, preset: Option<Preset>, terminal: &Terminal) -> Result<Outcome, Failure> {
    refuse_to_overwrite(folder)?;
    let (settings, schema) = (settings(preset), schema());
    let mut files = vec![file(FILE_NAME, settings.as_bytes())];
    files.extend_from_slice(FILES);
    files.push(file(SCHEMA, schema.as_bytes()));
    write(folder, &files, terminal)?;
    if terminal.errors == Reader::Person {
        terminal.complain(&format!(
            "now run: sahhaf preview {0}\nor bind it: sahhaf build {0}\n",
            folder.display()
        ));
    }
    Ok(Outcome::Fine)
}

/// The settings of a new book; a preset says what its pages are.
fn settings(preset: Option<Preset>) -> String {
    let Some(Preset { names, .. }) = preset else {
        return SETTINGS.to_owned();
    };
    let (book, _pages) = SETTINGS.split_once("\n[pdf]").unwrap_or((SETTINGS, ""));
    let [name, persian] = names;
    format!("{book}\n[design]\npreset = \"{name}\"    # {persian}\n")
}

/// Writes files and says their paths.
fn write(folder: &Path, files: &[NewFile<'_>], terminal: &Terminal) -> Result<(), Failure> {
    let written = output::write_all(folder, files)?;
    let paths = written.iter().map(|path| format!("{}\n", path.display()));
    terminal.say(&paths.collect::<String>())
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
