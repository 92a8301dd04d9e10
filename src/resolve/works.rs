//! Citations in their places and lists of works with theirs: what `cite` gave in, notes, anchors and
//! headings out.

use std::collections::BTreeMap;

use super::ids::Ids;
use super::{Bibliography, BibliographyEntry, HeadingEntry};
use crate::cite::{List, Rendered};
use crate::config::Config;
use crate::locale::Term;
use crate::model::{
    AnchorId, Attributes, Block, BlockKind, Book, CitationId, Inline, InlineKind, Note, NoteId,
    visit_inlines_mut, visit_rows_mut,
};
use crate::source::Span;

/// The id of the appendix, as far as no author took it.
const BIBLIOGRAPHY_ID: &str = "bibliography";

/// Makes notes of the citations that become notes; gives what stands for each citation.
///
/// A note of a citation holds that citation alone, so that back ends see a note like any other.
pub(super) fn place(book: &mut Book, rendered: Vec<Rendered>) -> Vec<Vec<Inline>> {
    let mut made: Vec<Note> = Vec::new();
    let first = book.notes.len();
    for index in 0..book.chapters.len() {
        let blocks = &mut book.chapters[index].blocks;
        join_marks(blocks, &rendered);
        visit_inlines_mut(blocks, &mut |inline| {
            let InlineKind::Citation(id) = inline.kind else {
                return;
            };
            let Some(found) = rendered.get(id.0 as usize).filter(|found| found.note) else {
                return;
            };
            let at = u32::try_from(first + made.len()).unwrap_or(u32::MAX);
            made.push(note(index, inline.clone()));
            inline.kind = marked(found, NoteId(at), inline.span);
        });
    }
    book.notes.append(&mut made);
    let mut contents: Vec<Vec<Inline>> = rendered.into_iter().map(|one| one.content).collect();
    contents.resize_with(book.citations.len(), Vec::new);
    contents
}

fn note(chapter: usize, citation: Inline) -> Note {
    let span = citation.span;
    Note {
        label: String::new(),
        chapter,
        number: 0,
        blocks: vec![Block {
            kind: BlockKind::Paragraph(vec![citation]),
            attributes: Attributes::default(),
            span,
        }],
        span,
    }
}

/// What stands in the sentence: the name, where it is said there, and the mark.
fn marked(found: &Rendered, note: NoteId, span: Span) -> InlineKind {
    let mark = InlineKind::NoteRef(note);
    if found.lead.is_empty() {
        return mark;
    }
    let mut content = found.lead.clone();
    content.push(Inline { kind: mark, span });
    InlineKind::Span {
        attributes: Attributes::default(),
        content,
    }
}

/// Takes the space before a citation that becomes a mark: a mark stands at its word.
fn join_marks(blocks: &mut [Block], rendered: &[Rendered]) {
    let becomes_mark = |inline: &Inline| match &inline.kind {
        InlineKind::Citation(id) => rendered
            .get(id.0 as usize)
            .is_some_and(|found| found.note && found.lead.is_empty()),
        _ => false,
    };
    visit_rows_mut(blocks, &mut |run| {
        for at in 1..run.len() {
            if !becomes_mark(&run[at]) {
                continue;
            }
            match &mut run[at - 1].kind {
                InlineKind::Text(text) => text.truncate(text.trim_end_matches(' ').len()),
                kind @ InlineKind::SoftBreak => *kind = InlineKind::Text(String::new()),
                _ => {}
            }
        }
    });
}

/// Names the citations that lists lead back to: each becomes a place.
pub(super) fn name_cited(
    lists: &[List],
    book: &Book,
    rendered: &mut [Vec<Inline>],
    ids: &mut Ids,
) -> BTreeMap<CitationId, AnchorId> {
    let mut cited = BTreeMap::new();
    let all = lists.iter().flat_map(|list| &list.entries);
    for id in all.flat_map(|entry| entry.cited.iter().copied()) {
        let index = id.0 as usize;
        let (Some(citation), Some(content)) = (book.citations.get(index), rendered.get_mut(index))
        else {
            continue;
        };
        cited.entry(id).or_insert_with(|| {
            let anchor = ids.add(&format!("cite-{}", index + 1), Some(citation.chapter));
            let attributes = Attributes {
                id: Some(ids.id(anchor).to_owned()),
                ..Attributes::default()
            };
            let kind = InlineKind::Span {
                attributes,
                content: std::mem::take(content),
            };
            let span = citation.span;
            content.push(Inline { kind, span });
            anchor
        });
    }
    cited
}

/// What lists are made with.
pub(super) struct Shelf<'a> {
    /// The settings.
    pub(super) config: &'a Config,
    /// The places of citations.
    pub(super) cited: &'a BTreeMap<CitationId, AnchorId>,
}

impl Shelf<'_> {
    /// A list with its places; `None` where nothing stands in it.
    pub(super) fn list(
        &self,
        list: List,
        anchors: &[AnchorId],
        ids: &mut Ids,
    ) -> Option<Bibliography> {
        if list.entries.is_empty() {
            return None;
        }
        let word = self.config.book.language.term(Term::Bibliography);
        let title = self.config.bibliography.title.as_deref().unwrap_or(word);
        let anchor = ids.add(BIBLIOGRAPHY_ID, list.chapter);
        let entries = list.entries.into_iter().zip(anchors);
        let entries = entries.map(|(entry, anchor)| {
            let heading = entry.heading.map(|title| {
                let place = ids.add(&super::slug::slug(&title), list.chapter);
                (title, place)
            });
            let cited = entry.cited.iter();
            BibliographyEntry {
                anchor: *anchor,
                heading,
                cited: cited.filter_map(|id| self.cited.get(id)).copied().collect(),
                content: entry.content,
                language: entry.language,
                direction: entry.direction,
            }
        });
        Some(Bibliography {
            chapter: list.chapter,
            title: title.to_owned(),
            anchor,
            entries: entries.collect(),
        })
    }
}

/// Puts the headings of lists among those of the book: after the chapter that they end, or last.
pub(super) fn add_headings(headings: &mut Vec<HeadingEntry>, lists: &[Bibliography], ids: &Ids) {
    for list in lists {
        let level = if list.chapter.is_some() { 2 } else { 1 };
        let Some(span) = first_span(list) else {
            continue;
        };
        let mut own = vec![heading((&list.title, list.anchor), level, span)];
        let sections = list
            .entries
            .iter()
            .filter_map(|entry| entry.heading.as_ref());
        own.extend(sections.map(|(title, anchor)| heading((title, *anchor), level + 1, span)));
        let last = match list.chapter {
            None => None,
            Some(chapter) => headings
                .iter()
                .rposition(|entry| ids.chapter_of(entry.anchor) <= Some(chapter)),
        };
        let at = match (list.chapter, last) {
            (None, _) => headings.len(),
            (Some(_), last) => last.map_or(0, |last| last + 1),
        };
        headings.splice(at..at, own);
    }
}

fn first_span(list: &Bibliography) -> Option<Span> {
    let first = list.entries.first()?.content.first()?;
    Some(first.span)
}

/// A heading that stands in no file: its words have an empty place.
fn heading((title, anchor): (&str, AnchorId), level: u8, span: Span) -> HeadingEntry {
    let span = Span {
        end: span.start,
        ..span
    };
    HeadingEntry {
        level,
        number: None,
        title: vec![Inline {
            kind: InlineKind::Text(title.to_owned()),
            span,
        }],
        anchor,
    }
}
