//! Files that are not whole yet: begun beside their names, removed when a build ends before they are.
//!
//! A build that fails removes its own. One that is told to end by a signal removes them first (`signals`).
//! One that is killed cannot: its files stay behind, nobody holds their locks, and the next build that
//! writes there sweeps them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempPath};

/// Their names begin and end so.
const PREFIX: &str = ".sahhaf-";
const SUFFIX: &str = ".part";

/// Those of this process; names of files that are finished or gone may still be here. Whoever holds the lock can be sure that no signal ends the program.
static ALL: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The files of this process that are not whole, locked.
pub(super) fn all() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is not whole; removed with this.
#[derive(Debug)]
pub(super) struct UnfinishedFile {
    file: NamedTempFile,
}

impl UnfinishedFile {
    /// Begins a file in a folder.
    pub(super) fn begin(folder: &Path) -> io::Result<Self> {
        // A sweep of another build may take the file between its making and its lock: then it is made anew.
        const TRIES: usize = 8;
        for _ in 0..TRIES {
            let mut all = all();
            let file = builder().tempfile_in(folder)?;
            all.insert(file.path().to_owned());
            // Some systems have no locks; there nothing is swept either.
            let _ = file.as_file().lock();
            if file.path().exists() {
                return Ok(Self { file });
            }
            all.remove(file.path());
        }
        Err(io::Error::other("its temporary file is taken away"))
    }

    /// The file, to be written.
    pub(super) fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Its present name.
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Gives it its name; `all` is the guard that keeps signals away meanwhile.
    pub(super) fn finish(self, path: &Path, all: &mut BTreeSet<PathBuf>) -> io::Result<()> {
        let before = self.file.path().to_owned();
        let finished = self.file.persist(path);
        all.remove(&before);
        finished.map(drop).map_err(|failed| failed.error)
    }
}

/// The earlier file of a name, kept aside until all new ones have theirs.
#[derive(Debug)]
pub(super) struct EarlierFile(Option<TempPath>);

impl EarlierFile {
    /// Keeps the file of a name, if there is one, beside the new one.
    pub(super) fn of(path: &Path, new: &UnfinishedFile) -> io::Result<Self> {
        let aside = new.path().with_extension(format!("old{SUFFIX}"));
        // A second name costs nothing; where the file system has none, the bytes are copied.
        match fs::hard_link(path, &aside).or_else(|_| fs::copy(path, &aside).map(drop)) {
            Ok(()) => Ok(Self(Some(TempPath::try_from_path(aside)?))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self(None)),
            Err(error) => Err(error),
        }
    }

    /// Puts it back, or removes the new file where there was none.
    pub(super) fn restore(self, path: &Path) {
        // This is the way back from a failure; a second failure has nobody left to tell.
        let _ = match self.0 {
            Some(old) => old.persist(path).map_err(|failed| failed.error),
            None => fs::remove_file(path),
        };
    }
}

/// Removes the files that killed builds have left in a folder: nobody holds their locks.
#[expect(
    clippy::disallowed_methods,
    reason = "a stale file is opened for its lock, not read"
)]
pub(super) fn sweep(folder: &Path) {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let stale = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(PREFIX)
            && name.ends_with(SUFFIX)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
    });
    for entry in stale {
        let free = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if free {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Temporary files that keep the rights every new file has; by default they are the owner's alone.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        /// All may read and write, less what the umask takes away.
        const EVERY_NEW_FILE: u32 = 0o666;
        builder.permissions(fs::Permissions::from_mode(EVERY_NEW_FILE));
    }
    builder
}
