//! Indexes: the marks of a book in, entries in the order of their alphabet with the places that they lead to out.
//!
//! Pages are not known here. `page` asks where the anchors of a place came to stand, `epub` links to them.

mod entries;
mod marks;
mod references;

use std::collections::BTreeMap;

use super::HeadingEntry;
use super::ids::Ids;
use super::tables::ChapterTables;
use super::titles::TitleMaker;
use crate::config::{Config, IndexSettings, NamedIndex};
use crate::diag::{Code, Sink, isolate};
use crate::locale::{Direction, Matter, Term};
use crate::model::{AnchorId, Book, ChapterId, Inline, InlineKind, plain_text};
use crate::source::{Origin, Span, Title};
use entries::Raw;
pub(super) use marks::{Mark, find, name};

/// An index: a part of the book behind all others, or what ends a chapter that is there for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// The chapter that it ends; `None` for one that is a part of the book.
    pub chapter: Option<ChapterId>,
    /// Its heading. The heading of a chapter that holds nothing else is its own.
    pub title: Vec<Inline>,
    /// Whether its heading is that of its chapter, and need not be set again.
    pub heading: IndexHeading,
    /// Its place.
    pub anchor: AnchorId,
    /// Its entries, by their first letter.
    pub groups: Vec<IndexGroup>,
}

/// Where the heading of an index comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexHeading {
    /// It has one of its own.
    Own,
    /// Its chapter's is its heading.
    OfChapter,
}

/// Entries that begin with one letter.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexGroup {
    /// The letter; `None` before all letters, where numbers stand.
    pub head: Option<&'static str>,
    /// The entries.
    pub entries: Vec<IndexEntry>,
}

/// An entry of an index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexEntry {
    /// Its place, where another entry leads to it.
    pub anchor: Option<AnchorId>,
    /// Its words.
    pub words: Vec<Inline>,
    /// Which way they run.
    pub direction: Direction,
    /// The places it leads to, in reading order.
    pub places: Vec<IndexPlace>,
    /// The entries that it sends its reader to instead.
    pub see: Vec<IndexReference>,
    /// The entries that it sends its reader to besides.
    pub see_also: Vec<IndexReference>,
    /// The entries below it.
    pub below: Vec<IndexEntry>,
}

/// A place that an entry leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPlace {
    /// Where it is, or begins.
    pub begin: AnchorId,
    /// Where it ends, if it is a range.
    pub end: Option<AnchorId>,
    /// What it stands in.
    pub standing: PlaceStanding,
    /// The heading that it stands below.
    pub heading: String,
}

/// What a place stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceStanding {
    /// The text.
    Text,
    /// A note: «۱۲پ».
    Note,
}

/// Another entry that a reader is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexReference {
    /// Its words.
    pub words: String,
    /// Its place; `None` for one that is not there.
    pub anchor: Option<AnchorId>,
}

impl Index {
    /// Its entries and those below them.
    pub fn entries(&self) -> impl Iterator<Item = &IndexEntry> {
        let entries = self.groups.iter().flat_map(|group| &group.entries);
        entries.flat_map(|entry| std::iter::once(entry).chain(&entry.below))
    }
}

/// What indexes are made with.
pub(super) struct IndexMaker<'a> {
    pub(super) book: &'a Book,
    pub(super) config: &'a Config,
    pub(super) tables: &'a [ChapterTables],
    /// Gives the words of entries their identities, and makes headings.
    pub(super) titles: &'a mut TitleMaker,
}

impl IndexMaker<'_> {
    /// The indexes of a book, those that settings name first, in their order.
    pub(super) fn make(
        &mut self,
        marks: &[Mark<'_>],
        ids: &mut Ids,
        sink: &mut Sink,
    ) -> Vec<Index> {
        let mut raw = entries::gather(marks, self.tables, &self.config.book.language, sink);
        references::settle(&mut raw, &self.config.book.language, ids, sink);
        let names = self.names(&raw, sink);
        let chapters = self.chapters(&names);
        let mut made = Vec::with_capacity(names.len());
        for NamedIndex { name, title } in names {
            let Some(found) = raw.remove(&name) else {
                continue;
            };
            let chapter = chapters.get(&name).copied();
            let shared = chapters.values().filter(|other| Some(**other) == chapter);
            let heading = match chapter.is_some() && shared.count() == 1 {
                true => IndexHeading::OfChapter,
                false => IndexHeading::Own,
            };
            let anchor = ids.add("index", chapter);
            made.push(Index {
                chapter,
                title: vec![self.titles.inline(&title, found.span)],
                heading,
                anchor,
                groups: entries::groups(found, self),
            });
        }
        made
    }

    /// Words as an inline of their own.
    fn words(&mut self, words: &str, span: Span) -> Inline {
        Inline {
            id: self.titles.nodes.give(),
            kind: InlineKind::Text(words.to_owned()),
            span,
        }
    }

    /// The names of the indexes that have entries with their titles: the one without a name, those of the settings,
    /// and others, which are reported where the settings name any.
    fn names(&self, raw: &BTreeMap<String, Raw>, sink: &mut Sink) -> Vec<NamedIndex> {
        let IndexSettings { title, named } = &self.config.indexes;
        let usual = self.config.book.language.term(Term::Index);
        let mut names = vec![NamedIndex {
            name: String::new(),
            title: title.clone().unwrap_or_else(|| Title::of_tool(usual)),
        }];
        names.extend(named.iter().cloned());
        for (name, found) in raw {
            if names.iter().any(|known| known.name == *name) {
                continue;
            }
            if !named.is_empty() {
                report_unknown(name, found.span, &self.config.indexes, sink);
            }
            let title = Title {
                words: name.clone(),
                origin: Origin::Author(found.span),
            };
            let name = name.clone();
            names.push(NamedIndex { name, title });
        }
        names.retain(|index| raw.contains_key(&index.name));
        names
    }

    /// The chapters that are there for indexes: one that is called as an index is takes this one, the first of the
    /// others takes all that are left.
    fn chapters(&self, names: &[NamedIndex]) -> BTreeMap<String, ChapterId> {
        let mut taken = BTreeMap::new();
        let mut open = None;
        for (id, chapter) in self.book.chapters() {
            if chapter.matter() != Matter::Index {
                continue;
            }
            let words = plain_text(&chapter.title);
            let called = |index: &&NamedIndex| *index.title == *words || index.name == words;
            match names.iter().find(called) {
                Some(index) => drop(taken.entry(index.name.clone()).or_insert(id)),
                None => open = open.or(Some(id)),
            }
        }
        // «نمایه» is also the heading above «نمایهٔ اشخاص» and «نمایهٔ جاها».
        if let Some(open) = open.or_else(|| taken.get("").copied()) {
            for index in names {
                taken.entry(index.name.clone()).or_insert(open);
            }
        }
        taken
    }
}

fn report_unknown(name: &str, span: Span, settings: &IndexSettings, sink: &mut Sink) {
    let names = settings.named.iter().map(|one| one.name.as_str());
    let hint = sink.nearest(name, names).map_or_else(
        || "name it under [indexes] in book.toml".to_owned(),
        |near| format!("did you mean {}?", isolate(near)),
    );
    let message = format!("book.toml names no index {}", isolate(name));
    sink.warn(Code::UnknownIndex, span, message).hint(hint);
}

/// Puts the headings of indexes among those of the book: behind those of their chapter, or last.
pub(super) fn add_headings(headings: &mut Vec<HeadingEntry>, indexes: &[Index]) {
    for index in indexes {
        if index.heading == IndexHeading::OfChapter {
            continue;
        }
        let level = match index.chapter {
            None => 1,
            Some(_) => 2,
        };
        let at = match index.chapter {
            None => headings.len(),
            Some(chapter) => {
                let within = |entry: &HeadingEntry| entry.anchor.chapter == Some(chapter);
                let last = headings.iter().rposition(within);
                last.map_or(headings.len(), |last| last + 1)
            }
        };
        let entry = HeadingEntry {
            level,
            inner: level,
            number: None,
            title: index.title.clone(),
            anchor: index.anchor,
        };
        headings.insert(at, entry);
    }
}
