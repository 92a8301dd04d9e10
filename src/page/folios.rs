//! The pages that the book itself names: those of citations, in lists of works, and those of headings,
//! in the contents.

use std::collections::BTreeMap;

use super::compose::Paginated;
use crate::locale::Language;
use crate::model::AnchorId;
use crate::resolve::ResolvedBook;

/// A page as the book counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Folio {
    /// A page before the text, from 1: «ج».
    Front(usize),
    /// A page of the text, from 1: «۳».
    Text(usize),
}

impl Folio {
    /// How it is printed.
    pub(super) fn printed(self, language: &Language) -> String {
        match self {
            Self::Front(number) => language.front_number(number),
            Self::Text(number) => language.number(number),
        }
    }
}

/// Pages by the anchor that stands on them.
pub(super) type Folios = BTreeMap<AnchorId, Folio>;

/// The pages of all anchors of the text.
pub(super) fn of_text(body: &Paginated) -> Folios {
    let anchors = body.anchors.iter();
    let folio = |(anchor, place): (&AnchorId, &super::compose::PagePosition)| {
        (*anchor, Folio::Text(place.page + 1))
    };
    anchors.map(folio).collect()
}

/// The pages of all anchors: those before the text, then those of the text.
pub(super) fn of_book(front: &Paginated, body: &Paginated) -> Folios {
    let mut found = of_text(body);
    for (anchor, place) in &front.anchors {
        found.insert(*anchor, Folio::Front(place.page + 1));
    }
    found
}

/// Of the pages of a book those that its text names: of the citations that works lead back to, and of what
/// references lead to.
pub(super) fn named(book: &ResolvedBook, folios: &Folios) -> Folios {
    let lists = book.chapter_lists.iter().chain(&book.bibliography);
    let cited = lists
        .flat_map(|list| &list.entries)
        .flat_map(|entry| &entry.cited);
    cited
        .copied()
        .chain(book.paged())
        .filter_map(|anchor| Some((anchor, *folios.get(&anchor)?)))
        .collect()
}
