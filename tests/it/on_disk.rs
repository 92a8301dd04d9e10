//! Little books on the disk, and the real `sahhaf` bound to them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Settings that are enough for a book.
pub(crate) const SETTINGS: &str =
    "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n";

/// A book in a folder that goes away with it.
pub(crate) struct LittleBook {
    folder: TempDir,
}

impl LittleBook {
    /// A book of one chapter that has no mistake.
    pub(crate) fn sound() -> Self {
        Self::empty()
            .with("book.toml", SETTINGS)
            .with("1.md", "# فصل\n\nمتن کتاب.\n")
    }

    /// A folder without a file.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Adds or replaces a file.
    pub(crate) fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// The book of [`Self::sound`] with another chapter.
    pub(crate) fn of_chapter(chapter: impl AsRef<[u8]>) -> Self {
        Self::sound().with("1.md", chapter)
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// A file of the folder.
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap()
    }

    /// Runs `sahhaf` in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sahhaf"));
        command.args(arguments).current_dir(self.folder.path());
        Run::of(command.env_remove("NO_COLOR").output().unwrap())
    }

    /// Names of the files in a folder, sorted; none where there is no such folder.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(folder)) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// What a run said.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// One mistake as `--message-format json` tells it.
#[derive(Debug)]
pub(crate) struct Mistake {
    /// `code`.
    pub(crate) code: String,
    /// `severity`.
    pub(crate) severity: String,
    /// `file:line:column`, empty where there is none.
    pub(crate) place: String,
    /// `message`.
    pub(crate) message: String,
    /// `hint`, empty where there is none.
    pub(crate) hint: String,
}

impl Mistake {
    fn of(line: &str) -> Self {
        let object: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| object[key].as_str().unwrap_or_default().to_owned();
        let place = match (&object["file"], &object["line"], &object["column"]) {
            (Value::String(file), line, column) => format!("{file}:{line}:{column}"),
            _ => String::new(),
        };
        let (code, severity) = (text("code"), text("severity"));
        Self {
            code,
            severity,
            place,
            message: text("message"),
            hint: text("hint"),
        }
    }
}

/// Every mistake that `build` finds in a book, with the exit code.
pub(crate) fn mistakes(book: &LittleBook) -> (i32, Vec<Mistake>) {
    let run = book.run(&["build", ".", "--message-format", "json"]);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    (run.code, run.err.lines().map(Mistake::of).collect())
}

/// Builds a book that must fail: exit code 1, nothing written, and one mistake of this code at this
/// place, with a hint.
pub(crate) fn refuses(book: &LittleBook, code: &str, place: &str) -> Mistake {
    let (exit, found) = mistakes(book);
    assert_eq!(exit, 1, "{found:?}");
    assert_eq!(book.names("output"), [""; 0]);
    told(found, code, place)
}

/// The mistake of this code at this place; it must carry a hint.
pub(crate) fn told(found: Vec<Mistake>, code: &str, place: &str) -> Mistake {
    let all = format!("{found:?}");
    let matching = found
        .into_iter()
        .find(|one| one.code == code && one.place == place);
    let one = matching.unwrap_or_else(|| panic!("no {code} at {place} in {all}"));
    assert!(!one.hint.is_empty(), "{one:?}");
    one
}
