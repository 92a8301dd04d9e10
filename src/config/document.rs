//! `book.toml` as a document: bytes in, a parsed table out.

use toml::de::DeTable;

use crate::diag::{Code, FileOfBook, Sink, isolate};
use crate::limits;
use crate::source::{BookPath, FileId, Files, ReadError, SourceMap, Span};

/// The file that holds the settings.
pub const FILE_NAME: &str = "book.toml";

/// Reads the file into the source map; `None` when it is not there or is no text.
///
/// # Errors
/// The file is there and cannot be read.
pub(super) fn read(
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<FileId>, ReadError> {
    let path = BookPath::new(FILE_NAME).expect("a file name alone is a path inside the book");
    let wanted = FileOfBook {
        path: &path,
        what: "the file",
        limit: limits::SETTINGS_BYTES,
        place: None,
        hint: "chapters belong in files of their own",
    };
    let bytes = match wanted.read(files, sink) {
        Err(error) if error.is_missing() => {
            let message = format!("there is no book.toml in {}", isolate(&files.root()));
            sink.error(Code::BadConfig, None, message)
                .hint("name the folder of a book, or start one with `sahhaf new FOLDER`");
            return Ok(None);
        }
        read => read?,
    };
    let Some(bytes) = bytes else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&bytes);
    let id = map.add(path, &text);
    if let Err(error) = std::str::from_utf8(&bytes) {
        report_utf8(bytes.get(..error.valid_up_to()).unwrap_or(&[]), id, sink);
        return Ok(None);
    }
    Ok(Some(id))
}

/// Reports the first byte that is no UTF-8; `valid` is all that stands before it, as read.
fn report_utf8(valid: &[u8], file: FileId, sink: &mut Sink) {
    let valid = String::from_utf8_lossy(valid);
    let start = valid
        .trim_start_matches('\u{FEFF}')
        .replace("\r\n", "\n")
        .len();
    let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
    sink.error(
        Code::BadUtf8,
        Span::new(file, start..end),
        "book.toml is not UTF-8",
    )
    .hint("save it as UTF-8 in your editor");
}

/// Parses the file; without one there is an empty table.
pub(super) fn parse_all<'t>(
    text: Option<&'t str>,
    file: Option<FileId>,
    sink: &mut Sink,
) -> Option<DeTable<'t>> {
    match (text, file) {
        (Some(text), Some(file)) => parse(text, file, sink),
        _ => Some(DeTable::new()),
    }
}

/// Parses the text; `None` when it is no TOML (every fault of the syntax is reported).
fn parse<'t>(text: &'t str, file: FileId, sink: &mut Sink) -> Option<DeTable<'t>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        sink.error(
            Code::BadConfig,
            Span::new(file, range),
            lowered(error.message()),
        )
        .hint("texts stand in quotes, lists in [ ], a table begins with [name]");
    }
    errors.is_empty().then(|| root.into_inner())
}

/// A message of the parser, begun in lower case as ours are.
fn lowered(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}
