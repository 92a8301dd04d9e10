//! The one place that writes files: bytes in, whole files or none out.
//!
//! Every file is written beside its name, brought to the disk and then renamed. A build that fails
//! or is interrupted leaves the earlier files as they were.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::unfinished::{self, EarlierFile, UnfinishedFile};

/// A file could not be written.
#[derive(Debug)]
pub(super) struct WriteError {
    path: PathBuf,
    error: io::Error,
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot write {}: {}", self.path.display(), self.error)
    }
}

/// Says which path failed.
fn at(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |error| WriteError { path, error }
}

/// A file to be written; its name may have `/` between parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewFile<'a> {
    /// Its name in the folder.
    pub(super) name: &'a str,
    /// Its bytes.
    pub(super) bytes: &'a [u8],
}

/// A file that is written and waits for its name.
#[derive(Debug)]
struct Ready {
    part: UnfinishedFile,
    path: PathBuf,
}

/// Writes all files into a folder, which is made where it is not there; their paths come back.
///
/// All names are replaced or none: no name is, before every file has been written, and where one cannot be,
/// those before it get their earlier files back.
pub(super) fn write_all(folder: &Path, files: &[NewFile<'_>]) -> Result<Vec<PathBuf>, WriteError> {
    let ready: Vec<Ready> = files
        .iter()
        .map(|file| prepare(folder, *file))
        .collect::<Result<_, _>>()?;
    let written = replace(ready)?;
    settle(folder);
    Ok(written)
}

/// Writes a file under a name of its own beside its place.
fn prepare(folder: &Path, file: NewFile<'_>) -> Result<Ready, WriteError> {
    let NewFile { name, bytes } = file;
    let path = folder.join(name);
    let beside = path.parent().unwrap_or(folder);
    fs::create_dir_all(beside).map_err(at(beside))?;
    unfinished::sweep(beside);
    if path.is_dir() {
        let words = "a folder has this name";
        return Err(at(&path)(io::Error::new(
            io::ErrorKind::IsADirectory,
            words,
        )));
    }
    let mut part = UnfinishedFile::begin(beside).map_err(at(&path))?;
    part.file().write_all(bytes).map_err(at(&path))?;
    part.file().sync_all().map_err(at(&path))?;
    Ok(Ready { part, path })
}

/// Gives every file its name, or none.
fn replace(ready: Vec<Ready>) -> Result<Vec<PathBuf>, WriteError> {
    // While this is held no signal ends the program between two names.
    let mut all = unfinished::all();
    let mut done: Vec<(PathBuf, EarlierFile)> = Vec::new();
    for Ready { part, path } in ready {
        let replaced = EarlierFile::of(&path, &part)
            .and_then(|kept| part.finish(&path, &mut all).map(|()| kept));
        match replaced {
            Ok(kept) => done.push((path, kept)),
            Err(error) => {
                done.into_iter()
                    .for_each(|(path, kept)| kept.restore(&path));
                return Err(at(&path)(error));
            }
        }
    }
    Ok(done.into_iter().map(|(path, _)| path).collect())
}

/// Brings the new names to the disk. Some systems cannot; the files are whole all the same.
#[expect(
    clippy::disallowed_methods,
    reason = "a folder is opened to be synced, not read"
)]
fn settle(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn file(name: &'static str, bytes: &'static [u8]) -> NewFile<'static> {
        NewFile { name, bytes }
    }

    #[test]
    fn files_are_replaced_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        write_all(folder.path(), &[file("a", b"old")]).unwrap();
        let written = write_all(folder.path(), &[file("a", b"new"), file("b/c", b"c")]).unwrap();
        assert_eq!(
            written,
            [folder.path().join("a"), folder.path().join("b/c")]
        );
        assert_eq!(fs::metadata(&written[0]).unwrap().len(), 3);
        assert_eq!(names(folder.path()), ["a", "b"]);
    }

    #[test]
    fn all_names_are_replaced_or_none() {
        let folder = tempfile::tempdir().unwrap();
        write_all(folder.path(), &[file("a", b"old")]).unwrap();
        fs::create_dir(folder.path().join("c")).unwrap();
        let files = [file("a", b"newer"), file("b", b"new"), file("c", b"")];
        let failed = write_all(folder.path(), &files).unwrap_err();
        assert!(failed.to_string().ends_with("a folder has this name"));
        assert_eq!(names(folder.path()), ["a", "c"]);
        // Whatever stands in the way is found by the last step at the latest: what was replaced comes back.
        let mut ready: Vec<Ready> = ["a", "b", "d"]
            .map(|name| prepare(folder.path(), file(name, b"newer")).unwrap())
            .into();
        ready[2].path = folder.path().join("c");
        replace(ready).unwrap_err();
        assert_eq!(fs::metadata(folder.path().join("a")).unwrap().len(), 3);
        assert_eq!(names(folder.path()), ["a", "c"]);
    }

    #[test]
    fn what_a_killed_build_has_left_is_swept_and_what_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let running = UnfinishedFile::begin(folder.path()).unwrap();
        let left = folder.path().join(".sahhaf-left.part");
        fs::copy(file!(), &left).unwrap();
        write_all(folder.path(), &[file("a", b"a")]).unwrap();
        assert!(running.path().exists() && !left.exists());
        drop(running);
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn no_file_is_replaced_when_one_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        write_all(folder.path(), &[file("a", b"old")]).unwrap();
        // "a" is a file, so nothing can be written below it.
        let failed =
            write_all(folder.path(), &[file("a", b"newer"), file("a/b", b"")]).unwrap_err();
        assert!(failed.to_string().starts_with("cannot write "));
        assert_eq!(fs::metadata(folder.path().join("a")).unwrap().len(), 3);
        assert_eq!(names(folder.path()), ["a"]);
    }
}
