//! Citations in their places and lists of works with theirs: what `cite` gave in, notes, anchors and
//! headings out.

use std::collections::BTreeMap;

use super::ids::Ids;
use super::tables::ChapterTables;
use super::titles::TitleMaker;
use super::{Bibliography, BibliographyEntry, HeadingEntry, SectionHeading};
use crate::cite::{Entry, List, Rendered};
use crate::config::Config;
use crate::locale::Term;
use crate::lookup::Lookup;
use crate::model::{
    AnchorId, Attributes, Block, BlockKind, Book, Chapter, ChapterId, CitationId, Inline,
    InlineKind, NodeCounter, NodeId, Note, NoteId, number_inlines, visit_inlines,
};
use crate::source::Title;

/// The id of the appendix, as far as no author took it.
const BIBLIOGRAPHY_ID: &str = "bibliography";

/// The citations of a chapter in their places.
pub(super) struct Placed {
    /// The node that the words of each citation stand at, by its index in the chapter.
    words: Vec<NodeId>,
    /// The identities that are free in the chapter.
    nodes: NodeCounter,
}

/// Puts what `cite` made of a chapter's citations into its tables; it is taken out of what is `rendered`.
///
/// A citation that becomes a note leaves its mark where it stood, and a note that holds it alone, so
/// that back ends see a note like any other. With «فریزر [@fraser]» in a style of notes, the node of
/// the citation shows «¹», and the note's paragraph has a citation node of its own that shows
/// «فریزر، شاخهٔ زرین، ص ۵».
pub(super) fn place(
    id: ChapterId,
    chapter: &Chapter,
    rendered: &mut BTreeMap<CitationId, Rendered>,
    tables: &mut ChapterTables,
) -> Placed {
    let mut placed = Placed {
        words: chapter.citations.iter().map(|one| one.node).collect(),
        nodes: NodeCounter::new(id, chapter.nodes),
    };
    visit_inlines(&chapter.blocks, &mut |inline| {
        let InlineKind::Citation(citation) = inline.kind else {
            return;
        };
        let at = citation.index as usize;
        if let Some(found) = rendered.get(&citation).filter(|found| found.note) {
            let next = chapter.notes.len() + tables.citation_notes.len();
            let mark = marked(found, NoteId::new(id, next), inline, &mut placed.nodes);
            tables.citations.insert(inline.id, vec![mark]);
            tables.marks.insert(inline.id);
            let note = note(inline, &mut placed.nodes);
            placed.words[at] = note.holds;
            tables.citation_notes.push(note.note);
        }
    });
    for (index, at) in placed.words.iter().enumerate() {
        if let Some(words) = rendered.remove(&CitationId::new(id, index)) {
            let mut content = words.content;
            number_inlines(&mut content, &mut placed.nodes);
            tables.citations.insert(*at, content);
        }
    }
    placed
}

/// A note that holds a citation alone.
struct CitationNote {
    note: Note,
    /// The node of the citation in it.
    holds: NodeId,
}

fn note(citation: &Inline, nodes: &mut NodeCounter) -> CitationNote {
    let span = citation.span;
    let id = nodes.give();
    let holds = nodes.give();
    let held = Inline {
        id: holds,
        ..citation.clone()
    };
    let paragraph = Block {
        id,
        kind: BlockKind::Paragraph(vec![held]),
        attributes: Attributes::default(),
        span,
    };
    let note = Note {
        label: String::new(),
        blocks: vec![paragraph],
        span,
    };
    CitationNote { note, holds }
}

/// What stands in the sentence: the author's name, if the citation is narrative, and the mark.
fn marked(found: &Rendered, note: NoteId, citation: &Inline, nodes: &mut NodeCounter) -> Inline {
    let mark = Inline {
        id: nodes.give(),
        kind: InlineKind::NoteRef(note),
        span: citation.span,
    };
    if found.lead.is_empty() {
        return mark;
    }
    let mut content = found.lead.clone();
    number_inlines(&mut content, nodes);
    content.push(mark);
    Inline {
        id: nodes.give(),
        kind: InlineKind::Span {
            attributes: Attributes::default(),
            content,
        },
        span: citation.span,
    }
}

/// The citations of the book in their places, by chapter.
pub(super) struct Citing<'a> {
    /// The tree.
    pub(super) book: &'a Book,
    /// The places in each chapter.
    pub(super) placed: Vec<Placed>,
}

impl Citing<'_> {
    /// Names the citations that lists lead back to: the words of each become a place.
    pub(super) fn name_cited(
        &mut self,
        lists: &[List],
        tables: &mut [ChapterTables],
        ids: &mut Ids,
    ) -> Lookup<CitationId, AnchorId> {
        let mut cited = Lookup::new();
        let all = lists.iter().flat_map(|list| &list.entries);
        for id in all.flat_map(|entry| entry.cited.iter().copied()) {
            if !cited.contains_key(&id)
                && let Some(anchor) = self.name_citation(id, tables, ids)
            {
                cited.insert(id, anchor);
            }
        }
        cited
    }

    fn name_citation(
        &mut self,
        id: CitationId,
        tables: &mut [ChapterTables],
        ids: &mut Ids,
    ) -> Option<AnchorId> {
        let citation = self.book.citation(id)?;
        let chapter = id.chapter.index();
        let (tables, placed) = (&mut tables[chapter], &mut self.placed[chapter]);
        let at = placed.words.get(id.index as usize)?;
        let content = tables.citations.get_mut(at)?;
        // Counted through the book, as authors see citations in its list.
        let number = tables.before.citations + id.index as usize + 1;
        let anchor = ids.add(&format!("cite-{number}"), Some(id.chapter));
        let attributes = Attributes {
            id: Some(ids.id(anchor).to_owned()),
            ..Attributes::default()
        };
        let span = Inline {
            id: placed.nodes.give(),
            kind: InlineKind::Span {
                attributes,
                content: std::mem::take(content),
            },
            span: citation.span,
        };
        tables.anchors.insert(span.id, anchor);
        content.push(span);
        Some(anchor)
    }
}

/// Makes the lists of works.
pub(super) struct ListMaker<'a> {
    /// The settings.
    pub(super) config: &'a Config,
    /// The places of citations.
    pub(super) cited: &'a Lookup<CitationId, AnchorId>,
    /// Gives the words of entries their identities, and makes headings.
    pub(super) titles: &'a mut TitleMaker,
}

impl ListMaker<'_> {
    /// A list with its places; `None` where nothing stands in it.
    pub(super) fn list(
        &mut self,
        list: List,
        anchors: &[AnchorId],
        ids: &mut Ids,
    ) -> Option<Bibliography> {
        if list.entries.is_empty() {
            return None;
        }
        let word = self.config.book.language.term(Term::Bibliography);
        let title = self.config.bibliography.title.clone();
        let title = title.unwrap_or_else(|| Title::of_tool(word));
        let anchor = ids.add(BIBLIOGRAPHY_ID, list.chapter);
        let entries = list.entries.into_iter().zip(anchors);
        let entries = entries.map(|(entry, anchor)| {
            let heading = entry.heading.clone().map(|title| SectionHeading {
                anchor: ids.add(&super::slug::slug(&title), list.chapter),
                title,
            });
            self.entry(entry, heading, *anchor)
        });
        Some(Bibliography {
            chapter: list.chapter,
            title,
            anchor,
            entries: entries.collect(),
        })
    }

    fn entry(
        &mut self,
        entry: Entry,
        heading: Option<SectionHeading>,
        anchor: AnchorId,
    ) -> BibliographyEntry {
        let mut content = entry.content;
        number_inlines(&mut content, &mut self.titles.nodes);
        let cited = entry.cited.iter();
        BibliographyEntry {
            anchor,
            heading,
            cited: cited.filter_map(|id| self.cited.get(id)).copied().collect(),
            content,
            language: entry.language,
            direction: entry.direction,
        }
    }
}

/// Puts the headings of lists among those of the book: after the chapter that they end, or last.
pub(super) fn add_headings(
    headings: &mut Vec<HeadingEntry>,
    lists: &[Bibliography],
    book: &Book,
    titles: &mut TitleMaker,
) {
    for list in lists {
        let chapter = list.chapter.and_then(|chapter| book.chapter(chapter));
        // The list of a chapter is a section of it, as `## منابع` at its end would be.
        let (below, inner) = chapter.map_or((0, 1), |chapter| (chapter.standing.below, 2));
        let Some(first) = list.first_word() else {
            continue;
        };
        let mut made = |title: &Title, anchor, inner| HeadingEntry {
            inner,
            level: inner.saturating_add(below),
            number: None,
            title: vec![titles.inline(title, first.span)],
            anchor,
        };
        let mut own = vec![made(&list.title, list.anchor, inner)];
        let sections = list
            .entries
            .iter()
            .filter_map(|entry| entry.heading.as_ref());
        own.extend(sections.map(|section| made(&section.title, section.anchor, inner + 1)));
        let at = match list.chapter {
            None => headings.len(),
            Some(chapter) => {
                let within = |entry: &HeadingEntry| entry.anchor.chapter <= Some(chapter);
                headings.iter().rposition(within).map_or(0, |last| last + 1)
            }
        };
        headings.splice(at..at, own);
    }
}
