//! All entries of the bibliography files and where they are used: settings and text in, a list to read out.
//!
//! Unused entries and doubles are reported at their places.

use super::{Entry, format};
use crate::config::{Backlinks, BibliographySettings, Config, ListPlace, Sections, StyleName};
use crate::diag::{Code, Sink, isolate};
use crate::model::{Book, CitationId, plain_text};
use crate::source::{Files, ReadError, SourceMap, Span};

/// The key that stands for all works in `nocite`.
const ALL: &str = "*";

/// Lists every entry: its key and place, what the list of works would say, the places that cite it.
///
/// # Errors
/// A bibliography file or a style is there and cannot be read.
pub fn survey(
    config: &Config,
    book: &Book,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<String, ReadError> {
    let mut all = everything(config);
    let mut entries = entries(&all, book, files, map, sink)?;
    if entries.is_empty() {
        // A style of notes without a list; its own mistakes were reported.
        all.bibliography.style = StyleName::Usual;
        entries = self::entries(&all, book, files, map, &mut Sink::default())?;
    }
    let survey = Survey { config, book, map };
    let mut listing = String::new();
    for entry in &entries {
        survey.report_unused(entry, sink);
        listing.push_str(&survey.describe(entry));
    }
    Ok(listing)
}

/// Every entry of the bibliography files with what the list of works would say.
///
/// # Errors
/// A bibliography file or a style is there and cannot be read.
pub fn works(
    config: &Config,
    book: &Book,
    files: &dyn Files,
    map: &mut SourceMap,
) -> Result<Vec<Entry>, ReadError> {
    // What is wrong with the files is told where the book itself is resolved.
    entries(&everything(config), book, files, map, &mut Sink::default())
}

/// The settings of a book that lists everything, once, with the citations of each.
fn everything(config: &Config) -> Config {
    let settings = &config.bibliography;
    let nocite = settings.nocite.iter().cloned().chain([ALL.to_owned()]);
    let bibliography = BibliographySettings {
        nocite: nocite.collect(),
        place: ListPlace::Appendix,
        sections: Sections::None,
        backlinks: Backlinks::Pages,
        ..settings.clone()
    };
    Config {
        bibliography,
        ..config.clone()
    }
}

fn entries(
    config: &Config,
    book: &Book,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Vec<Entry>, ReadError> {
    let citations = format(config, book, files, map, sink)?;
    let lists = citations.lists.into_iter();
    Ok(lists.flat_map(|list| list.entries).collect())
}

/// What a survey of the works reads and reports with.
struct Survey<'a> {
    config: &'a Config,
    book: &'a Book,
    map: &'a SourceMap,
}

impl Survey<'_> {
    fn asked_for(&self, entry: &Entry) -> bool {
        let nocite = &self.config.bibliography.nocite;
        nocite.iter().any(|key| *key == entry.key || key == ALL)
    }

    fn report_unused(&self, entry: &Entry, sink: &mut Sink) {
        if !entry.cited.is_empty() || self.asked_for(entry) {
            return;
        }
        let message = format!("nothing cites {}", isolate(&entry.key));
        sink.warn(Code::UnusedWork, entry.span, message)
            .hint("cite it, name it under nocite, or take the entry out");
    }

    /// Three lines: key and place, the entry, its uses.
    fn describe(&self, entry: &Entry) -> String {
        let words = plain_text(&entry.content);
        let uses: Vec<String> = entry
            .cited
            .iter()
            .filter_map(|id| self.named_at(*id, &entry.key))
            .map(|span| self.place(span))
            .collect();
        let uses = match (uses.as_slice(), self.asked_for(entry)) {
            ([], true) => "not cited, listed by nocite".to_owned(),
            ([], false) => "not cited".to_owned(),
            ([one], _) => format!("cited once: {one}"),
            (many, _) => format!("cited {} times: {}", many.len(), many.join(", ")),
        };
        let place = self.place(entry.span);
        format!("{}  ({place})\n    {words}\n    {uses}\n", entry.key)
    }

    /// Where a citation names a key.
    fn named_at(&self, id: CitationId, key: &str) -> Option<Span> {
        let citation = self.book.citation(id)?;
        let item = citation.items.iter().find(|item| item.key == key);
        Some(item.map_or(citation.span, |item| item.span))
    }

    fn place(&self, span: Span) -> String {
        let (path, place) = self.map.locate(span);
        format!("{path}:{}:{}", place.line, place.column)
    }
}
