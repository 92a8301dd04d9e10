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
mod works;

pub use text::text;

use crate::cite::Citations;
use crate::config::Config;
use crate::diag::Sink;
use crate::locale::{Direction, Language};
use crate::model::{Anchor, AnchorId, Book, Inline};

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
    /// The lists of works that end chapters, in the order of the book.
    pub chapter_lists: Vec<Bibliography>,
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

/// A list of works: the appendix, or the end of a chapter.
#[derive(Clone, Debug)]
pub struct Bibliography {
    /// The chapter that it ends; `None` for the appendix.
    pub chapter: Option<usize>,
    /// Its heading.
    pub title: String,
    /// Its place.
    pub anchor: AnchorId,
    /// The works.
    pub entries: Vec<BibliographyEntry>,
}

/// One work of a list.
#[derive(Clone, Debug)]
pub struct BibliographyEntry {
    /// The place that citations lead to.
    pub anchor: AnchorId,
    /// The heading of the section that it begins, and its place.
    pub heading: Option<(String, AnchorId)>,
    /// The citations that it leads back to; none where the book does not ask for that.
    pub cited: Vec<AnchorId>,
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
    let reserved: Vec<_> = citations
        .lists
        .iter()
        .map(|list| ids.reserve_entries(list))
        .collect();
    let mut rendered = works::place(&mut book, citations.rendered);
    ids.name_all(&mut book, sink);
    notes::number(&mut book);
    let cited = works::name_cited(&citations.lists, &book, &mut rendered, &mut ids);
    let linker = links::Linker::new(&ids, &book);
    linker.link(&mut book, sink);
    linker.link_citations(&mut rendered, &book, sink);
    let mut headings = headings::collect(&book, &ids, config, sink);
    let shelf = works::Shelf {
        config,
        cited: &cited,
    };
    let lists = citations.lists.into_iter().zip(&reserved);
    let lists: Vec<Bibliography> = lists
        .filter_map(|(list, anchors)| shelf.list(list, anchors, &mut ids))
        .collect();
    works::add_headings(&mut headings, &lists, &ids);
    let labels = labels::label(&book, &ids, config);
    let (chapter_lists, appendix): (Vec<_>, Vec<_>) =
        lists.into_iter().partition(|list| list.chapter.is_some());
    ResolvedBook {
        book,
        anchors: ids.into_anchors(),
        headings,
        citations: rendered,
        bibliography: appendix.into_iter().next(),
        chapter_lists,
        labels,
    }
}
