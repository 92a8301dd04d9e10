//! Mends that are sure: what was found in, files replaced whole or a difference shown, out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::outcome::Failure;
use super::output::{self, NewFile};
use crate::book::Diagnostics;
use crate::diag::Mend;
use crate::limits;
use crate::source::{self, FileId, SourceMap};

/// A file as it is on the disk and as it should be.
#[derive(Debug)]
struct FileChange {
    /// Its path in the book's folder.
    path: String,
    before: String,
    after: String,
    /// How many places differ.
    places: usize,
}

/// Replaces the files in which something surely is wrong; says on how many places.
///
/// # Errors
/// A file cannot be read again, or not be written; then none is.
pub(super) fn apply(folder: &Path, found: &Diagnostics) -> Result<String, Failure> {
    let mended = mended(folder, found)?;
    let files: Vec<NewFile<'_>> = mended.iter().map(new_file).collect();
    if files.is_empty() {
        return Ok("nothing is to be mended\n".to_owned());
    }
    output::write_all(folder, &files)?;
    let line = |file: &FileChange| format!("{}: {} mended\n", file.path, file.places);
    Ok(mended.iter().map(line).collect())
}

/// The differences that [`apply`] would make, as `diff -U0` writes them.
///
/// # Errors
/// A file cannot be read again.
pub(super) fn differences(folder: &Path, found: &Diagnostics) -> Result<String, Failure> {
    let mended = mended(folder, found)?;
    Ok(mended.iter().map(difference).collect())
}

fn new_file(file: &FileChange) -> NewFile<'_> {
    NewFile {
        name: &file.path,
        bytes: file.after.as_bytes(),
    }
}

fn mended(folder: &Path, found: &Diagnostics) -> Result<Vec<FileChange>, Failure> {
    let mut by_file: BTreeMap<FileId, Vec<&Mend>> = BTreeMap::new();
    for mend in found.iter().flat_map(|one| &one.mends) {
        by_file.entry(mend.span.file).or_default().push(mend);
    }
    let mut all = Vec::new();
    for (file, mut mends) in by_file {
        mends.sort_by_key(|mend| mend.span.start);
        mends.dedup();
        all.extend(mended_file(folder, file, &mends, found.texts())?);
    }
    Ok(all)
}

/// `None` for a text that is no file of the folder, or is not there any more as it was read.
fn mended_file(
    folder: &Path,
    file: FileId,
    mends: &[&Mend],
    map: &SourceMap,
) -> Result<Option<FileChange>, Failure> {
    let read = map.file(file);
    let path: PathBuf = folder.join(read.path().as_str());
    let bytes = source::read_file(&path, limits::CHAPTER_BYTES).map_err(Failure::Read)?;
    let Ok(before) = String::from_utf8(bytes) else {
        return Ok(None);
    };
    let places = Places::of(&before);
    let mut after = String::with_capacity(before.len());
    let mut written = 0;
    let mut count = 0;
    for mend in mends {
        let (Some(start), Some(end)) = (places.at(mend.span.start), places.at(mend.span.end))
        else {
            continue;
        };
        let same = before.get(start..end) == Some(map.slice(mend.span));
        if start < written || !same {
            continue;
        }
        after.push_str(&before[written..start]);
        after.push_str(&mend.text);
        written = end;
        count += 1;
    }
    after.push_str(&before[written..]);
    Ok((count > 0).then(|| FileChange {
        path: read.path().as_str().to_owned(),
        before,
        after,
        places: count,
    }))
}

/// Where bytes of a text as it was read stand in its file: reading drops a byte order mark and the
/// `\r` of line ends.
struct Places {
    /// Bytes of the file that are left out before a byte of the text, where that changes.
    shifts: Vec<Shift>,
}

struct Shift {
    /// From this byte of the text on …
    from: usize,
    /// … so many bytes more stand before it in the file; fewer, where U+0000 was read as U+FFFD.
    by: isize,
}

impl Places {
    fn of(file: &str) -> Self {
        let mut shifts = Vec::new();
        let mut by = 0;
        let mut at = 0;
        let mut add = |from, by| shifts.push(Shift { from, by });
        let mut letters = file.char_indices().peekable();
        while let Some((byte, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            match letter {
                '\u{FEFF}' if byte == 0 => {
                    by += 3;
                    add(at, by);
                }
                '\r' if next == Some('\n') => {
                    by += 1;
                    add(at + 1, by);
                }
                '\0' => {
                    at += '\u{FFFD}'.len_utf8();
                    by -= 2;
                    add(at, by);
                }
                letter => at += letter.len_utf8(),
            }
        }
        Self { shifts }
    }

    /// The byte of the file that a byte of the text is.
    fn at(&self, byte: u32) -> Option<usize> {
        let byte = byte as usize;
        let passed = self.shifts.partition_point(|shift| shift.from <= byte);
        let by = passed.checked_sub(1).map_or(0, |last| self.shifts[last].by);
        byte.checked_add_signed(by)
    }
}

fn difference(file: &FileChange) -> String {
    let mut shown = format!("--- a/{0}\n+++ b/{0}\n", file.path);
    // Mends change letters within lines, so that lines stand where they stood.
    let pairs = file
        .before
        .split_inclusive('\n')
        .zip(file.after.split_inclusive('\n'));
    for (at, (before, after)) in pairs.enumerate() {
        if before == after {
            continue;
        }
        let line = at + 1;
        let end = |line: &str| {
            if line.ends_with('\n') {
                ""
            } else {
                "\n\\ No newline at end of file\n"
            }
        };
        // Writing into a string does not fail.
        let _ = write!(
            shown,
            "@@ -{line} +{line} @@\n-{before}{}+{after}{}",
            end(before),
            end(after)
        );
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{FileChange, Places, difference};

    #[test]
    fn places_of_a_text_are_found_in_its_file() {
        let file = "\u{FEFF}یک\r\n\r\nدو\0سه";
        let text = "یک\n\nدو\u{FFFD}سه";
        let places = Places::of(file);
        for word in ["یک", "دو", "سه"] {
            let at = u32::try_from(text.find(word).unwrap()).unwrap();
            assert_eq!(places.at(at), file.find(word), "{word}");
        }
    }

    #[test]
    fn a_difference_can_be_given_to_patch() {
        let file = FileChange {
            path: "1.md".to_owned(),
            before: "a\nb\nc".to_owned(),
            after: "a\nB\nC".to_owned(),
            places: 2,
        };
        let expected = "--- a/1.md\n+++ b/1.md\n@@ -2 +2 @@\n-b\n+B\n@@ -3 +3 @@\n-c\n\
                        \\ No newline at end of file\n+C\n\\ No newline at end of file\n";
        assert_eq!(difference(&file), expected);
    }
}
