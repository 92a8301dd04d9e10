//! The pages that the book itself names: those of citations, in lists of works, and those of headings,
//! in the contents.

use std::collections::BTreeMap;

use super::compose::Paginated;
use crate::model::AnchorId;
use crate::resolve::ResolvedBook;

/// Pages by the anchor that stands on them, counted from 1 in the text.
pub(super) type Folios = BTreeMap<AnchorId, usize>;

/// The page of an anchor, counted from 1 in the text.
pub(super) fn folio(body: &Paginated, anchor: AnchorId) -> Option<usize> {
    body.anchors.get(&anchor).map(|place| place.page + 1)
}

/// Finds the pages of the citations that works lead back to.
pub(super) fn cited(book: &ResolvedBook, body: &Paginated) -> Folios {
    let lists = book.chapter_lists.iter().chain(&book.bibliography);
    let cited = lists
        .flat_map(|list| &list.entries)
        .flat_map(|entry| &entry.cited);
    cited
        .filter_map(|anchor| Some((*anchor, folio(body, *anchor)?)))
        .collect()
}
