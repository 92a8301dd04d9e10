//! What the book's folder holds beside `book.toml`: files in, what was found and what the author should know
//! of it out.

use super::overrides::Overrides;
use crate::diag::{Code, Sink, isolate};
use crate::import::{self, BookPlan, Layout, NoticeKind, Origin, Reason, Refusal, Request};
use crate::source::{BookPath, FileId, Files, ReadError, SourceMap, Span};

/// Finds out what lies in the folder.
///
/// # Errors
/// The folder cannot be listed.
pub(super) fn look(
    overrides: &Overrides,
    files: &dyn Files,
) -> Result<Result<BookPlan, Refusal>, ReadError> {
    let request = Request {
        language: overrides.language,
        folder_name: files.name(),
    };
    match import::plan(files, &request) {
        Err(Refusal::Unreadable(error)) => Err(error),
        found => Ok(found),
    }
}

/// Reports what the author should know of the settings of other tools and of files left out. A book that
/// lists its chapters has its own mistakes reported already.
pub(super) fn report(plan: &BookPlan, files: &dyn Files, map: &mut SourceMap, sink: &mut Sink) {
    if plan.layout == Layout::Listed {
        return;
    }
    for notice in &plan.notices {
        let code = match notice.kind {
            NoticeKind::MissingFile => Code::MissingFile,
            NoticeKind::BadSettings => Code::BadConfig,
            NoticeKind::BadValue => Code::BadValue,
            NoticeKind::NotRun => Code::NotRun,
        };
        let span = span(&notice.origin, files, map);
        sink.warn(code, span, notice.message.clone())
            .hint(notice.hint.clone());
    }
    let left_out = plan.left_out.iter();
    let empty = left_out.filter(|file| file.reason == Reason::Empty);
    for path in empty.map(|file| &file.path) {
        let start = file(path, files, map).map(|file| Span::new(file, 0..0));
        let message = format!("{} has no text and is left out", isolate(path.as_str()));
        sink.warn(Code::EmptyChapter, start, message)
            .hint("write something into it, or remove it");
    }
}

/// The line that a fact stands on.
fn span(origin: &Origin, files: &dyn Files, map: &mut SourceMap) -> Option<Span> {
    let Origin::File { path, line } = origin else {
        return None;
    };
    let file = file(path, files, map)?;
    Some(Span::new(file, map.file(file).line(*line)))
}

/// A file of the folder in the source map, put there where it is not there yet.
fn file(path: &BookPath, files: &dyn Files, map: &mut SourceMap) -> Option<FileId> {
    if let Some(known) = map.find(path) {
        return Some(known);
    }
    let bytes = files.read(path).ok()?;
    Some(map.add(path.clone(), &String::from_utf8_lossy(&bytes)))
}
