//! Files that a book names: a path and the limit of its kind in, bytes out, mistakes at their place.

use super::code::Code;
use super::diagnostic::Sink;
use super::words::isolate;
use crate::source::{BookPath, Files, ReadError, Span};

/// A file that a book names, to be read whole.
#[derive(Clone, Copy, Debug)]
pub struct FileOfBook<'a> {
    /// Where it should be.
    pub path: &'a BookPath,
    /// What it is, for messages: `the chapter`.
    pub what: &'a str,
    /// Above this many bytes it is not read.
    pub limit: u64,
    /// Where the book names it.
    pub place: Option<Span>,
    /// What to do about a file that is too large.
    pub hint: &'a str,
}

impl FileOfBook<'_> {
    /// Reads the file; `None` where the book is at fault, which is reported: a folder stands at its
    /// place, a link leads out of the book, it is larger than its kind may be.
    ///
    /// # Errors
    /// The file is not there (what to say of that is known where it is named), or the outside world
    /// does not give it.
    pub fn read(&self, files: &dyn Files, sink: &mut Sink) -> Result<Option<Vec<u8>>, ReadError> {
        let read = files
            .size(self.path)
            .and_then(|size| match size > self.limit {
                true => Ok(Err(size)),
                false => files.read(self.path).map(Ok),
            });
        let Self { path, what, .. } = self;
        let name = isolate(path.as_str());
        match read {
            Ok(Ok(bytes)) => Ok(Some(bytes)),
            Ok(Err(size)) => {
                let message = format!(
                    "{what} {name} has {}, more than {}",
                    amount(size),
                    amount(self.limit)
                );
                sink.error(Code::TooLarge, self.place, message)
                    .hint(self.hint);
                Ok(None)
            }
            Err(error) if error.is_of_the_book() && !error.is_missing() => {
                let message = format!("{what} {name} cannot be read: {}", error.kind);
                sink.error(Code::BadPath, self.place, message)
                    .hint("name a file inside the book's folder");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// A number of bytes as people read it: `3 bytes`, `64 KiB`, `1 MiB`.
fn amount(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemoryFiles;

    #[test]
    fn a_file_above_its_limit_is_told_and_one_that_is_not_there_is_left_to_the_caller() {
        let files = MemoryFiles::default().with("a", "1234").with("b", "12345");
        let read = |name: &str, sink: &mut Sink| {
            let path = BookPath::new(name).unwrap();
            let wanted = FileOfBook {
                path: &path,
                what: "the file",
                limit: 4,
                place: None,
                hint: "cut it",
            };
            wanted.read(&files, sink)
        };
        let mut sink = Sink::default();
        assert_eq!(read("a", &mut sink).unwrap(), Some(b"1234".to_vec()));
        assert_eq!(read("b", &mut sink).unwrap(), None);
        assert_eq!(sink.found()[0].code, Code::TooLarge);
        assert!(read("c", &mut sink).unwrap_err().is_missing());
    }
}
