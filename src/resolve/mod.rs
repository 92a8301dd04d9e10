//! Completes the tree: unique ids, numbers of headings, notes, tables and figures, links to their places.
//!
//! `Book` and `Citations` in, `ResolvedBook` out. Both back ends read only this.

mod headings;
mod ids;
mod labels;
mod links;
mod notes;
mod slug;
pub mod text;

pub use text::text;

use crate::cite::{Citations, Entry};
use crate::config::Config;
use crate::diag::Sink;
use crate::locale::{Direction, Language, Term};
use crate::model::{Anchor, AnchorId, Book, Inline, InlineKind};
use crate::source::Span;

/// A book in which every number and every link is known.
#[derive(Clone, Debug)]
pub struct ResolvedBook {
    /// The tree; no `Target::Local` is left in it, every heading, table and figure has an id.
    pub book: Book,
    /// Every place that a link can lead to; [`AnchorId`] counts into it.
    pub anchors: Vec<Anchor>,
    /// The headings, in reading order, for contents and outlines. The bibliography is its last.
    pub headings: Vec<HeadingEntry>,
    /// What stands for each citation; `CitationId` counts into it.
    pub citations: Vec<Vec<Inline>>,
    /// The appendix, where the book has one.
    pub bibliography: Option<Bibliography>,
    /// Labels of figures and tables («شکل ۱», «جدول ۲») by their anchor.
    pub labels: std::collections::BTreeMap<AnchorId, String>,
}

/// A heading as contents and outline show it.
#[derive(Clone, Debug)]
pub struct HeadingEntry {
    /// 1 to 6.
    pub level: u8,
    /// The number as printed, where headings are numbered.
    pub number: Option<String>,
    /// The words, without notes and citations.
    pub title: Vec<Inline>,
    /// The place.
    pub anchor: AnchorId,
}

/// The bibliography appendix.
#[derive(Clone, Debug)]
pub struct Bibliography {
    /// Its heading.
    pub title: String,
    /// Its place.
    pub anchor: AnchorId,
    /// The works.
    pub entries: Vec<BibliographyEntry>,
}

/// One work of the appendix.
#[derive(Clone, Debug)]
pub struct BibliographyEntry {
    /// The place that citations lead to.
    pub anchor: AnchorId,
    /// What it says.
    pub content: Vec<Inline>,
    /// The language of the entry.
    pub language: Language,
    /// Its direction.
    pub direction: Direction,
}

impl ResolvedBook {
    /// The anchor of an id that `resolve` has made unique; ids come from the tree's attributes.
    pub fn anchor(&self, id: &str) -> Option<AnchorId> {
        let found = self.anchors.iter().position(|anchor| anchor.id == id)?;
        u32::try_from(found).ok().map(AnchorId)
    }
}

/// Numbers and links the book.
///
/// What cannot be found is reported and stays as plain words: every target of the result is external,
/// an anchor or broken.
pub fn resolve(
    mut book: Book,
    citations: Citations,
    config: &Config,
    sink: &mut Sink,
) -> ResolvedBook {
    let mut ids = ids::Ids::default();
    let entries = citations.entries;
    let listed = ids.reserve_entries(&entries);
    ids.name_all(&mut book, sink);
    notes::number(&mut book);
    let mut rendered = citations.rendered;
    rendered.resize_with(book.citations.len(), Vec::new);
    let mut entries = bibliography_entries(entries, &listed);
    let linker = links::Linker::new(&ids, &book);
    linker.link(&mut book, sink);
    linker.link_citations(&mut rendered, &book, sink);
    entries
        .iter_mut()
        .for_each(|entry| linker.link_entry(&mut entry.content, sink));
    let mut headings = headings::collect(&book, &ids, config, sink);
    let bibliography = appendix(entries, config, &mut ids);
    headings.extend(bibliography.as_ref().map(heading_of));
    let labels = labels::label(&book, &ids, config);
    ResolvedBook {
        book,
        anchors: ids.into_anchors(),
        headings,
        citations: rendered,
        bibliography,
        labels,
    }
}

fn bibliography_entries(entries: Vec<Entry>, anchors: &[AnchorId]) -> Vec<BibliographyEntry> {
    let entry = |(entry, anchor): (Entry, &AnchorId)| BibliographyEntry {
        anchor: *anchor,
        content: entry.content,
        language: entry.language,
        direction: entry.direction,
    };
    entries.into_iter().zip(anchors).map(entry).collect()
}

fn appendix(
    entries: Vec<BibliographyEntry>,
    config: &Config,
    ids: &mut ids::Ids,
) -> Option<Bibliography> {
    if entries.is_empty() {
        return None;
    }
    let word = config.book.language.term(Term::Bibliography);
    let title = config
        .bibliography
        .title
        .clone()
        .unwrap_or_else(|| word.to_owned());
    let anchor = ids.add(BIBLIOGRAPHY_ID, None);
    Some(Bibliography {
        title,
        anchor,
        entries,
    })
}

/// The appendix in contents and outline. It stands in no file, so its words have an empty place.
fn heading_of(bibliography: &Bibliography) -> HeadingEntry {
    let first = bibliography
        .entries
        .first()
        .and_then(|entry| entry.content.first());
    let title = first.map(|inline| {
        let span = Span {
            end: inline.span.start,
            ..inline.span
        };
        Inline {
            kind: InlineKind::Text(bibliography.title.clone()),
            span,
        }
    });
    HeadingEntry {
        level: 1,
        number: None,
        title: title.into_iter().collect(),
        anchor: bibliography.anchor,
    }
}

/// The id of the appendix, as far as no author took it.
const BIBLIOGRAPHY_ID: &str = "bibliography";
