//! The texts that were read, and the way back from a byte to a line: texts in, `Span`s and line numbers out.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::BookPath;
use crate::lookup::Lookup;

/// A file of the [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A byte range in the text of one file, byte order mark and carriage returns already removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file whose text is meant.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span from the byte range of a file's text; ranges past 4 GiB end there.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Self {
            file,
            start: clamp(range.start),
            end: clamp(range.end),
        }
    }

    /// The byte range in the file's text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Who wrote words that are set, and so where a message about them points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The author, in a chapter or a bibliography file.
    Author(Span),
    /// The author, in a value of `book.toml`: the title, a name.
    Setting(Span),
    /// The tool: a label, a folio, the word for the contents.
    Tool,
}

impl Origin {
    /// The place in a file; `None` for what nobody wrote.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Author(span) | Self::Setting(span) => Some(span),
            Self::Tool => None,
        }
    }

    /// The same words, of which only some are meant: `narrow` gives their place in that of all.
    pub fn map(self, narrow: impl FnOnce(Span) -> Span) -> Self {
        match self {
            Self::Author(span) => Self::Author(narrow(span)),
            Self::Setting(span) => Self::Setting(narrow(span)),
            Self::Tool => Self::Tool,
        }
    }
}

impl From<Span> for Origin {
    fn from(span: Span) -> Self {
        Self::Author(span)
    }
}

/// A place as an editor shows it, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One text of the book.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: BookPath,
    text: Arc<str>,
    line_starts: Vec<usize>,
    /// The characters before each [`STRIDE`] of the text.
    strides: Vec<u32>,
}

/// Bytes between two places whose characters before them are counted once and for all.
const STRIDE: usize = 1 << 10;

impl SourceFile {
    /// Where the file lies in the book.
    pub fn path(&self) -> &BookPath {
        &self.path
    }

    /// The text, without byte order mark, with `\n` at line ends.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Whether the bytes of a file are this text as they stand: nothing would be decoded, left out or replaced.
    pub fn is(&self, bytes: &[u8]) -> bool {
        // A mark would be left out. The text begins with one where the file began with two.
        self.text.as_bytes() == bytes && !self.text.starts_with(MARK)
    }

    /// The bytes of a line, counted from 1, without its end and the spaces around it; the end of the text
    /// where it has no such line.
    pub fn line(&self, line: usize) -> Range<usize> {
        let end = self.text.len();
        let start = |line: usize| self.line_starts.get(line).copied().unwrap_or(end);
        let first = start(line.saturating_sub(1));
        let written = self.text.get(first..start(line)).unwrap_or_default();
        let indent = written.len() - written.trim_start().len();
        first + indent..first + indent + written.trim().len()
    }

    /// The place of a byte of the text.
    pub fn line_column(&self, byte: usize) -> LineColumn {
        let byte = byte.min(self.text.len());
        // Example: lines start at 0, 5 and 9; byte 7 lies behind two of them, so in line 2, and its column counts
        // the characters from byte 5 on. Tabs and combining marks count as one each, as editors do.
        let line = self
            .line_starts
            .partition_point(|start| *start <= byte)
            .max(1);
        let start = self.line_starts[line - 1];
        let column = self.characters_before(byte) - self.characters_before(start);
        LineColumn {
            line,
            column: column + 1,
        }
    }

    /// The bytes of the line that a byte stands in, without its end.
    pub fn line_around(&self, byte: usize) -> Range<usize> {
        let behind = self.line_starts.partition_point(|start| *start <= byte);
        let start = self.line_starts[behind.max(1) - 1];
        let next = self.line_starts.get(behind.max(1));
        start..next.map_or(self.text.len(), |next| next - 1)
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        // A chapter may be one line of a million letters with a thousand mistakes in it. The characters before
        // byte 1,500 are those before byte 1,024, counted when the text was read, and those from there on.
        let stride = (byte / STRIDE).min(self.strides.len().saturating_sub(1));
        let counted = self.strides.get(stride).map_or(0, |count| *count as usize);
        counted + characters(&self.text.as_bytes()[stride * STRIDE..byte])
    }
}

/// The byte order mark.
const MARK: char = '\u{FEFF}';

/// A text as places are counted in it: a byte order mark is dropped, CRLF or CR become LF, and U+0000 becomes U+FFFD
/// (CommonMark 2.3): readers of HTML do so by themselves, and their places would be others.
pub fn unified(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    // One byte is looked for much faster than one of several signs.
    let bytes = text.as_bytes();
    if !bytes.contains(&b'\r') && !bytes.contains(&0) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.replace('\0', "\u{FFFD}"))
}

/// How many characters begin in some bytes of a text (RFC 3629: other bytes of a character are 10xxxxxx).
fn characters(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0xC0 != 0x80;
    bytes.iter().filter(begins).count()
}

/// The characters before each [`STRIDE`] of a text.
fn strides(text: &str) -> Vec<u32> {
    let mut before = 0;
    let each = text.as_bytes().chunks(STRIDE).map(|bytes| {
        let start = u32::try_from(before).unwrap_or(u32::MAX);
        before += characters(bytes);
        start
    });
    each.collect()
}

/// Every text that a build has read, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    /// The first file that was read from each path.
    by_path: Lookup<BookPath, FileId>,
}

impl SourceMap {
    /// Adds a text, as [`unified`] has it.
    pub fn add(&mut self, path: BookPath, text: &str) -> FileId {
        let text: Arc<str> = unified(text).into();
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(starts.map(|(at, _)| at + 1))
            .collect();
        self.put(SourceFile {
            path,
            strides: strides(&text),
            text,
            line_starts,
        })
    }

    /// Adds a text that was read before.
    pub fn put(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.by_path.entry(file.path.clone()).or_insert(id);
        self.files.push(file);
        id
    }

    /// The file that was read from a path; the first where it was read twice.
    pub fn find(&self, path: &BookPath) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// The file of an id given out by this map.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Path, line and column of a span's first byte.
    pub fn locate(&self, span: Span) -> (&BookPath, LineColumn) {
        let file = self.file(span.file);
        (&file.path, file.line_column(span.start as usize))
    }

    /// All files, in the order of reading.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_number() {
        let mut map = SourceMap::default();
        let path = BookPath::new("a.yml").unwrap();
        let id = map.add(path.clone(), "a: 1\n  b: ۲  \n");
        assert_eq!(map.find(&path), Some(id));
        let file = map.file(id);
        assert_eq!(&file.text()[file.line(2)], "b: ۲");
        assert_eq!(file.line(9), file.text().len()..file.text().len());
    }

    #[test]
    fn only_bytes_that_nothing_would_be_done_to_are_a_text_that_was_read() {
        let mut map = SourceMap::default();
        let mut is = |written: &str, bytes: &str| {
            let id = map.add(BookPath::new("a.md").unwrap(), written);
            map.file(id).is(bytes.as_bytes())
        };
        assert!(is("الف\nب", "الف\nب"));
        assert!(is("\u{FEFF}الف", "الف"));
        assert!(!is("الف", "\u{FEFF}الف"));
        assert!(!is("\u{FEFF}\u{FEFF}الف", "\u{FEFF}الف"));
        assert!(!is("الف\r\nب", "الف\r\nب"));
    }

    #[test]
    fn a_column_of_a_long_line_counts_all_characters_before_it() {
        let mut map = SourceMap::default();
        let text = format!("{}\n{}", "کتاب ".repeat(500), "a‌ب漢 ".repeat(1_000));
        let id = map.add(BookPath::new("a.md").unwrap(), &text);
        let file = map.file(id);
        let second = text.find('\n').unwrap() + 1;
        for (at, (byte, _)) in text[second..].char_indices().enumerate().step_by(97) {
            let expected = LineColumn {
                line: 2,
                column: at + 1,
            };
            assert_eq!(file.line_column(second + byte), expected);
        }
        assert_eq!(file.line_around(9), 0..second - 1);
        assert_eq!(file.line_around(second - 1), 0..second - 1);
        assert_eq!(file.line_around(second), second..text.len());
        assert_eq!(file.line_around(text.len()), second..text.len());
    }

    #[test]
    fn columns_count_characters_and_line_ends_are_unified() {
        let mut map = SourceMap::default();
        let id = map.add(BookPath::new("a.md").unwrap(), "\u{FEFF}سلام\r\nدنیا x");
        assert_eq!(&**map.file(id).text(), "سلام\nدنیا x");
        let at = map.file(id).text().find('x').unwrap();
        assert_eq!(
            map.file(id).line_column(at),
            LineColumn { line: 2, column: 6 }
        );
    }
}
