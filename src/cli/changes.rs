//! Changes of a book's folder: its path in, a wait for the next change out.
//!
//! Folders are watched and not files: many editors write a new file and give it the name of the old one,
//! and whoever watched the old one would hear nothing any more.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::job::{BookSource, Goal, Job};
use super::outcome::Failure;

/// How long is waited for what may belong to a change that has begun.
#[derive(Clone, Copy, Debug)]
struct Patience {
    /// A save is over when nothing has happened for so long.
    quiet: Duration,
    /// A file that was closed, or that got its name, is whole: what else its editor does follows at once.
    whole: Duration,
    /// A file that is still open for writing is waited for so long, where the system tells when it is closed.
    writing: Duration,
    /// A folder in which something happens all the time is looked at after so long.
    at_last: Duration,
}

/// The patience of an author.
const USUAL: Patience = Patience {
    quiet: Duration::from_millis(50),
    whole: Duration::from_millis(5),
    writing: match cfg!(target_os = "linux") {
        true => Duration::from_millis(300),
        false => Duration::from_millis(50),
    },
    at_last: Duration::from_secs(2),
};

impl Patience {
    /// How long to wait for what may follow an event.
    fn after(self, heard: &Heard) -> Duration {
        let Ok(event) = heard else {
            return self.quiet;
        };
        match event.kind {
            _ if is_whole(event) => self.whole,
            EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_)) => {
                self.writing
            }
            _ => self.quiet,
        }
    }
}

/// What the system tells.
type Heard = Result<Event, notify::Error>;

/// How often a folder that was taken away is looked for.
const GONE: Duration = Duration::from_millis(200);

/// A folder that is watched.
pub(super) struct Changes {
    own: OwnFiles,
    watch: Watch,
    patience: Patience,
    /// Whether the folder that is watched may be no longer the one of its name: it was taken away or renamed.
    is_lost: bool,
}

/// What the system tells of a folder, as long as this is there.
struct Watch {
    events: Receiver<Heard>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    fn of(folder: &Path) -> Result<Self, notify::Error> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        watcher.watch(folder, RecursiveMode::Recursive)?;
        Ok(Self {
            events,
            _watcher: watcher,
        })
    }
}

/// What the program itself writes, which is no change of the book.
#[derive(Clone, Debug)]
pub(super) struct OwnFiles {
    /// The folder of the book, without links.
    root: PathBuf,
    /// The folder that files are written to.
    output: PathBuf,
    /// Their name without ending.
    name: String,
}

impl OwnFiles {
    /// What a job writes.
    ///
    /// # Errors
    /// The job has no folder that could be watched.
    pub(super) fn of_job(job: &Job) -> Result<Self, Failure> {
        match (&job.book, &job.goal) {
            (BookSource::Folder(folder), Goal::Write { folder: to, name }) => {
                Ok(Self::of(folder, to, name))
            }
            _ => Err(Failure::Refused(
                "there is no book here to be watched: name a folder that holds one".to_owned(),
            )),
        }
    }

    /// The folder of the book, without links.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Files of this name, without ending, are written to a folder.
    fn of(folder: &Path, output: &Path, name: &str) -> Self {
        Self {
            root: real(folder),
            output: real(output),
            name: name.to_owned(),
        }
    }

    /// Whether a change of a path may change the book.
    ///
    /// What is hidden is never read (`.git`, our own unfinished files, those of editors), nor is a copy that
    /// an editor keeps (`1.md~`).
    fn may_be_read(&self, path: &Path) -> bool {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let mut names = inside.iter().map(|name| name.to_string_lossy());
        let unread = names.any(|name| name.starts_with('.') || name.ends_with('~'));
        !unread && !self.is_written(path)
    }

    fn is_written(&self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy());
        let rest = name
            .as_deref()
            .and_then(|name| name.strip_prefix(&*self.name));
        let ours = rest.is_some_and(|rest| {
            let ending = [".epub", ".pdf", ".cover.pdf"].contains(&rest);
            ending || rest.starts_with('-') && rest.ends_with(".png")
        });
        path == self.output || (path.parent() == Some(&self.output) && ours)
    }
}

/// The path without links; as it is where there is nothing yet.
fn real(path: &Path) -> PathBuf {
    let known = path.canonicalize().ok();
    let made = || {
        let above = path.parent()?.canonicalize().ok()?;
        Some(above.join(path.file_name()?))
    };
    known.or_else(made).unwrap_or_else(|| path.to_owned())
}

impl Changes {
    /// Begins to watch the folder of a book.
    ///
    /// # Errors
    /// The system refuses: the folder is not there, or it watches too many already.
    pub(super) fn watch(own: OwnFiles) -> Result<Self, Failure> {
        let watch = Watch::of(&own.root).map_err(|error| Failure::Watch {
            path: own.root.clone(),
            error,
        })?;
        Ok(Self {
            own,
            watch,
            patience: USUAL,
            is_lost: false,
        })
    }

    /// Waits until something has changed that the book may be made of, and the change is over; `None` when nobody
    /// watches any more.
    pub(super) fn wait(&mut self) -> Option<()> {
        if self.is_lost {
            self.find_again();
            return Some(());
        }
        let mut last = self.watch.events.recv().ok()?;
        while !self.is_change(&last) {
            last = self.watch.events.recv().ok()?;
        }
        // An editor saves in steps: a new file, its bytes, the old name for it. What follows within a moment
        // belongs to the same change.
        let begun = Instant::now();
        let mut due = begun + self.patience.after(&last);
        self.is_lost = self.takes_away(&last);
        loop {
            let left = due
                .min(begun + self.patience.at_last)
                .saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Some(());
            }
            match self.watch.events.recv_timeout(left) {
                Ok(heard) if self.is_change(&heard) => {
                    due = Instant::now() + self.patience.after(&heard);
                    self.is_lost |= self.takes_away(&heard);
                }
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Waits for a folder of the name, and watches that one.
    fn find_again(&mut self) {
        loop {
            if let Ok(watch) = Watch::of(&self.own.root) {
                self.watch = watch;
                self.is_lost = false;
                return;
            }
            std::thread::sleep(GONE);
        }
    }

    /// Whether the folder itself is taken away, or its name: what is watched goes with it, and whatever gets
    /// its name next is not.
    fn takes_away(&self, heard: &Heard) -> bool {
        heard.as_ref().is_ok_and(|event| {
            let gone = matches!(
                event.kind,
                EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
            );
            gone && event.paths.contains(&self.own.root)
        })
    }

    /// Whether the book may be another one. Where the system has lost count of what happened, it may.
    fn is_change(&self, heard: &Heard) -> bool {
        let Ok(event) = heard else {
            return true;
        };
        let read = matches!(event.kind, EventKind::Access(_)) && !is_whole(event);
        // The folder may be the one that books are written to, too: what is written there is no change, its end is.
        let lost = event.need_rescan() || event.paths.is_empty() || self.takes_away(heard);
        !read && (lost || event.paths.iter().any(|path| self.own.may_be_read(path)))
    }
}

/// Whether a file is as its writer wants it: it was closed after it was written, or was given its name. Systems that
/// do not tell so are waited for longer.
fn is_whole(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_writes_is_no_change_and_what_stands_beside_it_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let root = real(folder.path());
        let own = OwnFiles::of(folder.path(), &folder.path().join("output"), "book");
        for path in [
            "output",
            "output/book.epub",
            "output/book.pdf",
            "output/book-007.png",
            ".git/index",
            "a/.1.md.swp",
            "1.md~",
        ] {
            assert!(!own.may_be_read(&root.join(path)), "{path}");
        }
        for path in ["1.md", "a/1.md", "book.pdf", "output/1.md", "book.toml"] {
            assert!(own.may_be_read(&root.join(path)), "{path}");
        }
        let here = OwnFiles::of(folder.path(), folder.path(), "book");
        assert!(!here.may_be_read(&root.join("book.epub")));
        assert!(here.may_be_read(&root.join("book.md")));
    }

    #[cfg(target_os = "linux")]
    #[expect(clippy::disallowed_methods, reason = "it makes what it watches")]
    #[test]
    fn a_file_that_is_still_written_is_not_read() {
        use std::io::Write as _;
        let folder = tempfile::tempdir().unwrap();
        let mut changes =
            Changes::watch(OwnFiles::of(folder.path(), folder.path(), "book")).unwrap();
        // Whatever the machine does meanwhile, this is longer: what ends the wait is the end of the writing.
        let ever = Duration::from_secs(3600);
        changes.patience = Patience {
            writing: ever,
            at_last: ever,
            ..USUAL
        };
        let path = folder.path().join("1.md");
        let writing = path.clone();
        let writer = std::thread::spawn(move || {
            let mut file = std::fs::File::create(writing).unwrap();
            file.write_all("یک ".as_bytes()).unwrap();
            std::thread::sleep(4 * USUAL.quiet);
            file.write_all("دو".as_bytes()).unwrap();
        });
        assert_eq!(changes.wait(), Some(()));
        assert_eq!(std::fs::read_to_string(path).unwrap(), "یک دو");
        writer.join().unwrap();
    }

    #[expect(clippy::disallowed_methods, reason = "it makes what it watches")]
    #[test]
    fn a_file_that_is_replaced_by_another_is_a_change() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("1.md"), "یک").unwrap();
        let mut changes =
            Changes::watch(OwnFiles::of(folder.path(), folder.path(), "book")).unwrap();
        std::fs::write(folder.path().join(".new"), "دو").unwrap();
        std::fs::rename(folder.path().join(".new"), folder.path().join("1.md")).unwrap();
        assert_eq!(changes.wait(), Some(()));
    }

    #[cfg(unix)]
    #[expect(clippy::disallowed_methods, reason = "it makes what it watches")]
    #[test]
    fn a_folder_that_is_taken_away_and_put_back_is_watched_again() {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("book");
        std::fs::create_dir(&folder).unwrap();
        let mut changes = Changes::watch(OwnFiles::of(&folder, &folder, "book")).unwrap();
        std::fs::remove_dir(&folder).unwrap();
        assert_eq!(changes.wait(), Some(()));
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(changes.wait(), Some(()));
        std::fs::write(folder.join("1.md"), "یک").unwrap();
        assert_eq!(changes.wait(), Some(()));
        std::fs::rename(&folder, above.path().join("other")).unwrap();
        assert_eq!(changes.wait(), Some(()));
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(changes.wait(), Some(()));
    }
}
