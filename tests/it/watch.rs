//! `build --watch`: what an author changes is bound again, whatever it is.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::on_disk::LittleBook;

/// Tests are not built for speed and share the machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A build that watches; ended with this.
struct Watching {
    child: Child,
}

impl Watching {
    fn begin(book: &LittleBook) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sahhaf"));
        command
            .args(["build", "--watch", "--format", "epub", "."])
            .current_dir(book.path(""))
            .stdout(Stdio::null())
            .stderr(File::create(book.path(".said")).unwrap());
        Self {
            child: command.spawn().unwrap(),
        }
    }

    fn wait_until(&mut self, what: &str, holds: impl Fn() -> bool) {
        let begun = Instant::now();
        while !holds() {
            assert!(begun.elapsed() < PATIENCE, "never: {what}");
            assert!(self.child.try_wait().unwrap().is_none(), "it ended");
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The EPUB in the output folder; nothing while there is none.
fn epub(book: &LittleBook) -> Vec<u8> {
    let names = book.names("output");
    let name = names.iter().find(|name| name.ends_with(".epub"));
    name.map_or_else(Vec::new, |name| book.read(&format!("output/{name}")))
}

fn said(book: &LittleBook) -> String {
    fs::read_to_string(book.path(".said")).unwrap()
}

fn replace(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, path).unwrap();
}

#[test]
fn what_is_changed_is_bound_again_and_a_mistake_leaves_the_last_good_book() {
    let book = LittleBook::sound();
    let mut watching = Watching::begin(&book);
    watching.wait_until("the first book", || !epub(&book).is_empty());
    let first = epub(&book);
    assert!(first.ends_with(&[0, 0]), "a whole archive");
    replace(&book.path("1.md"), "# فصل\n\nمتنی دیگر.\n");
    watching.wait_until("the second book", || epub(&book) != first);
    let second = epub(&book);
    // One change and no more: of two, the first may be bound before the second is made.
    replace(&book.path("book.toml"), "[book\n");
    watching.wait_until("a mistake that is told", || {
        said(&book).contains("bad-config")
    });
    assert_eq!(epub(&book), second);
    fs::remove_file(book.path("1.md")).unwrap();
    replace(
        &book.path("book.toml"),
        "[book]\ntitle = \"کتاب\"\nchapters = [\"2.md\"]\n",
    );
    replace(&book.path("2.md"), "# فصلی نو\n\nمتن.\n");
    watching.wait_until("the third book", || epub(&book) != second);
}

#[cfg(unix)]
#[test]
fn control_c_ends_it_as_it_ends_any_program() {
    use std::os::unix::process::ExitStatusExt;
    let book = LittleBook::sound();
    let mut watching = Watching::begin(&book);
    watching.wait_until("the first book", || !epub(&book).is_empty());
    let id = watching.child.id().to_string();
    let told = Command::new("kill").args(["-s", "INT", &id]).status();
    assert!(told.unwrap().success());
    assert_eq!(watching.child.wait().unwrap().signal(), Some(2));
}

#[test]
fn without_a_book_there_is_nothing_to_watch() {
    let run = LittleBook::empty().run(&["--watch"]);
    assert_eq!(run.code, 2, "{run:?}");
}
