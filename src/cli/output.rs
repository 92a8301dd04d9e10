//! The one place that writes files: bytes in, whole files or none out.
//!
//! Every file is written beside its name, brought to the disk and then renamed. A build that fails
//! or is interrupted leaves the earlier files as they were.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

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

/// Writes all files into a folder, which is made where it is not there; their paths come back.
///
/// No name is replaced before every file has been written.
pub(super) fn write_all(folder: &Path, files: &[NewFile<'_>]) -> Result<Vec<PathBuf>, WriteError> {
    let prepared: Vec<(NamedTempFile, PathBuf)> = files
        .iter()
        .map(|file| prepare(folder, *file))
        .collect::<Result<_, _>>()?;
    let mut written = Vec::new();
    for (temporary, path) in prepared {
        temporary
            .persist(&path)
            .map_err(|failed| at(&path)(failed.error))?;
        written.push(path);
    }
    settle(folder);
    Ok(written)
}

/// Writes a file under a name of its own beside its place.
fn prepare(folder: &Path, file: NewFile<'_>) -> Result<(NamedTempFile, PathBuf), WriteError> {
    let NewFile { name, bytes } = file;
    let path = folder.join(name);
    let beside = path.parent().unwrap_or(folder);
    fs::create_dir_all(beside).map_err(at(beside))?;
    let mut temporary = builder().tempfile_in(beside).map_err(at(&path))?;
    temporary.write_all(bytes).map_err(at(&path))?;
    temporary.as_file().sync_all().map_err(at(&path))?;
    Ok((temporary, path))
}

/// Temporary files that keep the rights every new file has; by default they are the owner's alone.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sahhaf-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        /// All may read and write, less what the umask takes away.
        const EVERY_NEW_FILE: u32 = 0o666;
        builder.permissions(fs::Permissions::from_mode(EVERY_NEW_FILE));
    }
    builder
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
