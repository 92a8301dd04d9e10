//! The tags of site generators in chapters: texts in which they are replaced, and their places given back.
//!
//! `{{#include code.rs}}` takes a file in before Markdown is read; what is read then gets the places where
//! its words were written, so that a mistake is reported in the file that holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::written;
use crate::config::Config;
use crate::diag::{Code, Sink, isolate};
use crate::import::template::{Expanded, SourceText, Templates, Texts, Unread, UnreadTag, expand};
use crate::limits;
use crate::lookup::Lookup;
use crate::model::{Chapter, visit_spans_mut};
use crate::source::{BookPath, FileId, Files, SourceMap, Span};

/// Replaces the tags of chapters. Files that several chapters take in are read once.
pub(super) struct TagReader<'a> {
    config: &'a Config,
    files: &'a dyn Files,
    read: Lookup<BookPath, Option<SourceText>>,
    /// The files by their names and by their names without an ending, listed when first asked for.
    names: Option<Lookup<String, BookPath>>,
    /// Bytes taken of each file; as many as it has are its own.
    taken: Lookup<BookPath, usize>,
    /// Bytes of the chapters that no file has of its own.
    added: usize,
}

impl<'a> TagReader<'a> {
    /// A reader for the chapters of a book.
    pub(super) fn new(config: &'a Config, files: &'a dyn Files) -> Self {
        Self {
            config,
            files,
            read: Lookup::new(),
            names: None,
            taken: Lookup::new(),
            added: 0,
        }
    }

    /// Counts bytes that no file has of its own, if there is room for them.
    fn may_add(&mut self, bytes: usize) -> bool {
        let all = self.added.saturating_add(bytes);
        let fits = all <= limits::ADDED_TEXT_BYTES;
        if fits {
            self.added = all;
        }
        fits
    }

    /// Counts bytes taken of a file: those beyond its length are there again. A file of ten lines that is taken in line
    /// by line adds nothing; taken in whole three times, it adds twenty lines.
    fn may_take(&mut self, file: &SourceText, bytes: usize) -> bool {
        let taken = self.taken.get(&file.path).copied().unwrap_or(0);
        let own = file.text.len().saturating_sub(taken).min(bytes);
        if !self.may_add(bytes - own) {
            return false;
        }
        self.taken.insert(file.path.clone(), taken + own);
        true
    }

    /// The text of a chapter without its tags; `None` where it has none. A kind of tag that was not read is
    /// one warning with all its places.
    pub(super) fn expand(
        &mut self,
        chapter: &SourceText,
        map: &mut SourceMap,
        sink: &mut Sink,
    ) -> Option<Expanded> {
        let config = self.config;
        let plan = config.plan.as_deref();
        let (dialects, variables) = (BTreeSet::new(), BTreeMap::new());
        let templates = Templates {
            dialects: plan.map_or(&dialects, |plan| &plan.dialects),
            variables: plan.map_or(&variables, |plan| &plan.variables),
            own: &config.variables,
            roots: plan.map_or(&[], |plan| &plan.roots),
        };
        let expanded = expand(chapter, templates, &mut ReadTexts { reader: self, map })?;
        for tag in &expanded.unread {
            report(tag, config, sink);
        }
        Some(expanded)
    }

    /// A file that a chapter names, beside it or in one of the folders where files are looked for.
    pub(super) fn beside(
        &mut self,
        chapter: &BookPath,
        written: &str,
        map: &mut SourceMap,
    ) -> Option<SourceText> {
        let roots = self.config.plan.as_deref().map(|plan| plan.roots.clone());
        let roots = roots.unwrap_or_default();
        let below = roots
            .iter()
            .filter_map(|root| BookPath::new(&format!("{root}/{written}")).ok());
        let beside = chapter.beside(written).ok();
        let paths: Vec<BookPath> = beside.into_iter().chain(below).collect();
        paths.iter().find_map(|path| self.text(path, map))
    }

    fn text(&mut self, path: &BookPath, map: &mut SourceMap) -> Option<SourceText> {
        if let Some(known) = self.read.get(path) {
            return known.clone();
        }
        let found = self.read_text(path, map);
        self.read.insert(path.clone(), found.clone());
        found
    }

    fn read_text(&self, path: &BookPath, map: &mut SourceMap) -> Option<SourceText> {
        let size = self.files.size(path).ok()?;
        if size > limits::CHAPTER_BYTES {
            return None;
        }
        let text = String::from_utf8(self.files.read(path).ok()?).ok()?;
        let file = map.add(path.clone(), &text);
        Some(source_text(path, file, map))
    }

    fn named(&mut self, name: &str) -> Option<BookPath> {
        let files = self.files;
        let names = self.names.get_or_insert_with(|| index(files));
        let short = name.rsplit('/').next().unwrap_or(name);
        [name, short]
            .iter()
            .find_map(|name| names.get(*name).cloned())
    }
}

/// A text of the map with its path.
pub(super) fn source_text(path: &BookPath, file: FileId, map: &SourceMap) -> SourceText {
    SourceText {
        path: path.clone(),
        file,
        text: Arc::clone(map.file(file).text()),
    }
}

/// Files by path, by name and by name without its ending; of several with one name the first.
fn index(files: &dyn Files) -> Lookup<String, BookPath> {
    let mut names = Lookup::new();
    // A folder that cannot be listed has no names; the links are reported one by one.
    for path in files.list().unwrap_or_default() {
        let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
        let known = [
            Some(path.as_str().to_owned()),
            stem(path.as_str()),
            Some(path.file_name().to_owned()),
            stem(path.file_name()),
        ];
        for name in known.into_iter().flatten() {
            names.entry(name).or_insert_with(|| path.clone());
        }
    }
    names
}

/// The files that one chapter takes in.
struct ReadTexts<'r, 'a, 'm> {
    reader: &'r mut TagReader<'a>,
    map: &'m mut SourceMap,
}

impl Texts for ReadTexts<'_, '_, '_> {
    fn text(&mut self, path: &BookPath) -> Option<SourceText> {
        self.reader.text(path, self.map)
    }

    fn named(&mut self, name: &str) -> Option<BookPath> {
        self.reader.named(name)
    }

    fn may_take(&mut self, file: &SourceText, bytes: usize) -> bool {
        self.reader.may_take(file, bytes)
    }

    fn may_add(&mut self, bytes: usize) -> bool {
        self.reader.may_add(bytes)
    }
}

fn report(tag: &UnreadTag, config: &Config, sink: &mut Sink) {
    let name = isolate(&tag.name);
    if tag.why == Unread::NoVariable {
        return report_variable(tag, config, sink);
    }
    let (code, message, hint) = match tag.why {
        Unread::Unknown | Unread::NoVariable => (
            Code::TemplateTag,
            format!("{name} is a tag of a site generator and stands for nothing in a book"),
            "say it in Markdown; in code tags stay as they are",
        ),
        Unread::MissingFile => (
            Code::MissingFile,
            format!("the file that {name} takes in is not there"),
            "write the file, or correct its name; upper and lower case differ",
        ),
        Unread::NoNote => (
            Code::BrokenLink,
            format!("no file has the name of the note {name}; the words of the link are kept"),
            "write the note, or correct its name",
        ),
        Unread::Circle => (
            Code::TooDeep,
            format!("the file of {name} takes itself in, or too many files in each other"),
            "take each file in once",
        ),
        Unread::TooLarge => (
            Code::TooLarge,
            format!("with the file of {name} the chapter is larger than a chapter may be"),
            "divide the chapter into several files",
        ),
        Unread::TooMuch => (
            Code::TooLarge,
            format!(
                "with {name} variables and files taken in again add more than {} MiB to the book",
                limits::ADDED_TEXT_BYTES >> 20
            ),
            "take long files in once, and give variables short values",
        ),
    };
    let mut places = tag.places.iter().copied();
    let found = sink.warn(code, places.next(), message);
    found.hint(hint);
    places.for_each(|place| {
        found.also(place);
    });
}

/// Reports a name that no variable has.
fn report_variable(tag: &UnreadTag, config: &Config, sink: &mut Sink) {
    let written = tag.name.trim_matches(['{', '}']).trim();
    let near = sink.nearest(written, config.variables.keys().map(String::as_str));
    let hint = match near {
        Some(near) => format!("did you mean {}?", isolate(near)),
        None => "add it under [variables] in book.toml; write \\{{ where none is meant".to_owned(),
    };
    let message = format!("no variable is named {}", isolate(written));
    let mut places = tag.places.iter().copied();
    let found = sink.error(Code::UnknownVariable, places.next(), message);
    found.hint(hint);
    places.for_each(|place| {
        found.also(place);
    });
}

/// Gives everything that was read from an expanded text the place where it was written.
pub(super) fn give_places(chapter: &mut Chapter, sink: &mut Sink, expanded: &Expanded) {
    let file = chapter.file;
    let mut see = |span: &mut Span| {
        if span.file == file
            && let Some(written) = expanded.span(span.range())
        {
            *span = written;
        }
    };
    chapter.written = written::before_tags(chapter, expanded);
    visit_spans_mut(chapter, &mut see);
    sink.map_spans(&mut see);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::{SourceText, TagReader};
    use crate::config::Config;
    use crate::limits;
    use crate::source::{BookPath, MemoryFiles, SourceMap};

    #[test]
    fn what_a_file_says_once_is_its_own_and_what_it_says_again_is_counted() {
        let (config, files) = (Config::titled("کتاب"), MemoryFiles::default());
        let mut reader = TagReader::new(&config, &files);
        let mut map = SourceMap::default();
        let text = "x".repeat(limits::ADDED_TEXT_BYTES);
        let path = BookPath::new("a.md").unwrap();
        let id = map.add(path.clone(), &text);
        let file = SourceText {
            path,
            file: id,
            text: text.into(),
        };
        let half = limits::ADDED_TEXT_BYTES / 2;
        let taken = [half, half, half, half, 1];
        let taken = taken.map(|bytes| reader.may_take(&file, bytes));
        assert_eq!(taken, [true, true, true, true, false]);
        assert!(!reader.may_add(1));
    }
}
