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

/// The page of an anchor; what stands before the text comes first.
fn of_anchor(anchor: AnchorId, front: &Paginated, body: &Paginated) -> Option<Folio> {
    let before = front.anchors.get(&anchor);
    let before = before.map(|place| Folio::Front(place.page + 1));
    before.or_else(|| Some(Folio::Text(body.anchors.get(&anchor)?.page + 1)))
}

/// The pages that the text of a book names: of the citations that works lead back to, and of what references lead to.
pub(super) fn named(book: &ResolvedBook, front: &Paginated, body: &Paginated) -> Folios {
    let lists = book.chapter_lists.iter().chain(&book.bibliography);
    let cited = lists
        .flat_map(|list| &list.entries)
        .flat_map(|entry| &entry.cited);
    cited
        .copied()
        .chain(book.paged())
        .filter_map(|anchor| Some((anchor, of_anchor(anchor, front, body)?)))
        .collect()
}
