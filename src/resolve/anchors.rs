//! The places that links can lead to: identities of anchors in, their ids out.

use crate::model::{AnchorId, ChapterId};

/// The ids of all anchors, each unique in the book and a valid XML id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// By chapter.
    chapters: Vec<Vec<String>>,
    /// Those of the bibliography appendix.
    appendix: Vec<String>,
}

impl Anchors {
    /// Adds a place; the next one of its chapter, or of the appendix.
    pub fn add(&mut self, id: String, chapter: Option<ChapterId>) -> AnchorId {
        let ids = match chapter {
            None => &mut self.appendix,
            Some(chapter) => {
                let known = self.chapters.len().max(chapter.index() + 1);
                self.chapters.resize(known, Vec::new());
                &mut self.chapters[chapter.index()]
            }
        };
        let anchor = AnchorId::new(chapter, ids.len());
        ids.push(id);
        anchor
    }

    /// The id of an anchor; `None` where the book has no such anchor.
    pub fn id(&self, anchor: AnchorId) -> Option<&str> {
        let ids = match anchor.chapter {
            None => &self.appendix,
            Some(chapter) => self.chapters.get(chapter.index())?,
        };
        ids.get(anchor.index as usize).map(String::as_str)
    }

    /// The anchor of an id.
    #[cfg(test)]
    pub(crate) fn named(&self, id: &str) -> Option<AnchorId> {
        let chapters = self.chapters.iter().enumerate();
        let chapters = chapters.map(|(at, ids)| (Some(ChapterId::new(at)), ids));
        let all = chapters.chain([(None, &self.appendix)]);
        all.flat_map(|(chapter, ids)| {
            let ids = ids.iter().enumerate();
            ids.map(move |(at, id)| (AnchorId::new(chapter, at), id))
        })
        .find_map(|(anchor, known)| (known == id).then_some(anchor))
    }

    /// The ids, chapter by chapter, and those of the appendix.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let all = self.chapters.iter().flatten().chain(&self.appendix);
        all.map(String::as_str)
    }
}
