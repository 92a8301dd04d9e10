//! A book and the one before it in, the place at which its author has just written out.

use crate::book::SetBook;
use crate::source::SourceFile;
use crate::view::Spot;

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The file, from the folder of the book.
    pub(super) file: String,
    /// From 1.
    pub(super) line: usize,
}

/// Where a book differs from the one before it; `None` where nothing that stands on a page was written.
pub(super) fn edit_position(before: &SetBook, now: &SetBook) -> Option<Spot> {
    let mut each = now.files().filter_map(|file| {
        let old = before.files().find(|old| old.path() == file.path());
        let line = line(old.map_or("", |old| &**old.text()), file)?;
        now.spot_of(&line.file, line.line)
    });
    each.next()
}

/// The first line of a file that another text does not have.
fn line(old: &str, file: &SourceFile) -> Option<Line> {
    let line = first_new(old, file.text())?;
    Some(Line {
        file: file.path().as_str().to_owned(),
        line,
    })
}

/// The first line of a text that an old one does not have there, from 1; the last one before it, where lines were
/// taken away at the end. Lines without words stand on no page.
fn first_new(old: &str, new: &str) -> Option<usize> {
    if old == new {
        return None;
    }
    let pairs = old.lines().zip(new.lines());
    let same = pairs.take_while(|(old, new)| old == new).count();
    let has_words = |line: &&str| !line.trim().is_empty();
    let behind = new.lines().skip(same).position(|line| has_words(&line));
    let before = || {
        let all: Vec<&str> = new.lines().take(same).collect();
        all.iter().rposition(has_words)
    };
    let index = behind.map(|off| same + off).or_else(before)?;
    Some(index + 1)
}

#[cfg(test)]
mod tests {
    use super::first_new;

    #[test]
    fn the_first_line_that_is_new_is_found_whatever_was_done() {
        let old = "# a\n\nb\n\nc\n";
        for (new, line) in [
            (old, None),
            ("# a\n\nb x\n\nc\n", Some(3)),
            ("# a\n\nb\n\nnew\n\nc\n", Some(5)),
            ("# a\n\nb\n\nc\n\nnew\n", Some(7)),
            ("# a\n\nc\n", Some(3)),
            ("# a\n\nb\n", Some(3)),
            ("", None),
        ] {
            assert_eq!(first_new(old, new), line, "{new:?}");
        }
        assert_eq!(first_new("", old), Some(1));
    }
}
