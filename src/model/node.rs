//! Identities: which chapter, and which of its nodes, notes and citations.
//!
//! A count is that of the chapter alone, so that a chapter keeps its identities when another one
//! changes; the chapter qualifies it, so that a table may hold those of a whole book.

use crate::source::Span;

/// A chapter; counts into `Book::chapters`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChapterId(u32);

impl ChapterId {
    /// The chapter at an index of `Book::chapters`.
    pub fn new(index: usize) -> Self {
        Self(count(index))
    }

    /// The index in `Book::chapters`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A block or an inline.
///
/// `markdown` counts the nodes of a chapter in document order, parents before children: the text
/// first, then the notes. What a later stage makes (a rendered citation, a list of works) is counted
/// on from there; a copy that stands for a node, as a heading's words in the contents do, has the
/// identity of that node.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(test), derive(PartialEq, Eq, Hash, PartialOrd, Ord))]
pub struct NodeId {
    /// The chapter it stands in; works of a list count in the chapter after the last.
    pub chapter: ChapterId,
    /// Its place among the nodes of the chapter.
    pub index: u32,
}

/// A node, and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceNode {
    /// Which node.
    pub id: NodeId,
    /// Its place in the chapter's text.
    pub span: Span,
}

/// A note; counts into `Chapter::notes` of its chapter, and on into the notes that `resolve` makes
/// of citations.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(test), derive(PartialEq, Eq, Hash, PartialOrd, Ord))]
pub struct NoteId {
    /// The chapter it belongs to.
    pub chapter: ChapterId,
    /// Its place among the notes of the chapter.
    pub index: u32,
}

impl NoteId {
    /// The note at an index of a chapter.
    pub fn new(chapter: ChapterId, index: usize) -> Self {
        let index = count(index);
        Self { chapter, index }
    }
}

/// A citation; counts into `Chapter::citations` of its chapter.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(test), derive(PartialEq, Eq, Hash, PartialOrd, Ord))]
pub struct CitationId {
    /// The chapter it stands in.
    pub chapter: ChapterId,
    /// Its place among the citations of the chapter.
    pub index: u32,
}

impl CitationId {
    /// The citation at an index of a chapter.
    pub fn new(chapter: ChapterId, index: usize) -> Self {
        let index = count(index);
        Self { chapter, index }
    }
}

/// Gives the nodes of a chapter their identities, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct NodeCounter {
    next: NodeId,
}

impl NodeCounter {
    /// Counts the nodes of a chapter from one on.
    pub fn new(chapter: ChapterId, index: u32) -> Self {
        Self {
            next: NodeId { chapter, index },
        }
    }

    /// The identity of the next node.
    pub fn give(&mut self) -> NodeId {
        let given = self.next;
        self.next.index += 1;
        given
    }

    /// How many nodes the chapter has so far.
    pub fn count(self) -> u32 {
        self.next.index
    }
}

/// A count as it is stored; a text above 4 GiB is refused long before it could have as many nodes.
pub(super) fn count(index: usize) -> u32 {
    u32::try_from(index).expect("a chapter has fewer nodes than bytes, and those are limited")
}

#[cfg(test)]
crate::comparisons::counted!(NodeId { chapter, index });

#[cfg(test)]
crate::comparisons::counted!(NoteId { chapter, index });

#[cfg(test)]
crate::comparisons::counted!(CitationId { chapter, index });
