//! References: links without words, which get those of what they lead to.
//!
//! `بنگرید به [](#map)` becomes «بنگرید به شکل ۱», a link to a heading its number or its title. A reference written as
//! for pandoc-crossref, `[@fig:map]`, has come here as such a link.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::ChapterTables;
use crate::config::Config;
use crate::diag::{Code, Sink};
use crate::locale::Term;
use crate::model::{
    AnchorId, Block, BlockKind, Book, Inline, InlineKind, NodeId, Target, plain_text, visit_blocks,
    visit_inlines, without_notes,
};
use crate::source::Span;

/// A link without words.
struct Reference {
    node: NodeId,
    span: Span,
    anchor: AnchorId,
}

/// Gives words to the links that have none and lead to a place of the book.
pub(super) fn name(book: &Book, tables: &mut [ChapterTables], config: &Config, sink: &mut Sink) {
    let references = wordless(book, tables);
    if references.is_empty() {
        return;
    }
    let wanted: BTreeSet<AnchorId> = references.iter().map(|found| found.anchor).collect();
    let names = names(book, tables, &wanted, config);
    for Reference { node, span, anchor } in references {
        let Some(words) = names.get(&anchor) else {
            sink.warn(
                Code::NamelessReference,
                span,
                "the place has no name to print",
            )
            .hint("write words into the brackets: [words](#place)");
            continue;
        };
        if let Some(tables) = tables.get_mut(node.chapter.index()) {
            let words = Inline {
                id: node,
                kind: InlineKind::Text(words.clone()),
                span,
            };
            tables.references.insert(node, vec![words]);
        }
    }
}

/// The links without words, in reading order.
fn wordless(book: &Book, tables: &[ChapterTables]) -> Vec<Reference> {
    let mut found = Vec::new();
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        let mut see = |inline: &Inline| {
            if let InlineKind::Link { content, .. } = &inline.kind
                && content.is_empty()
                && let Some(Target::Anchor(anchor)) = tables.targets.get(&inline.id)
            {
                found.push(Reference {
                    node: inline.id,
                    span: inline.span,
                    anchor: *anchor,
                });
            }
        };
        // «## نام [](#name)» is the sign of a site that leads to the heading itself, and says nothing.
        let outside = |block: &&Block| !matches!(block.kind, BlockKind::Heading { .. });
        let notes = chapter.notes.iter().flat_map(|note| &note.blocks);
        for block in chapter.blocks.iter().chain(notes).filter(outside) {
            visit_inlines(std::slice::from_ref(block), &mut see);
        }
    }
    found
}

/// What the places that are wanted are called.
fn names(
    book: &Book,
    tables: &[ChapterTables],
    wanted: &BTreeSet<AnchorId>,
    config: &Config,
) -> BTreeMap<AnchorId, String> {
    let mut names = BTreeMap::new();
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        visit_blocks(&chapter.blocks, &mut |block| {
            if let Some(anchor) = tables.anchors.get(&block.id)
                && wanted.contains(anchor)
                && let Some(name) = name_of(block, tables, config)
            {
                names.insert(*anchor, name);
            }
        });
    }
    names
}

/// What a block is called: «شکل ۱», «فصل یکم», «بخش ۲-۱», «بازار» in the quotation marks of the book.
fn name_of(block: &Block, tables: &ChapterTables, config: &Config) -> Option<String> {
    if let Some(label) = tables.labels.get(&block.id) {
        return Some(label.clone());
    }
    let BlockKind::Heading { content, .. } = &block.kind else {
        return None;
    };
    if let Some(label) = tables.chapter_labels.get(&block.id) {
        return Some(label.clone());
    }
    let language = &config.book.language;
    if let Some(number) = tables.heading_numbers.get(&block.id) {
        return Some(format!("{} {number}", language.term(Term::Section)));
    }
    let title = plain_text(&without_notes(&tables.shown(content)));
    let [(open, close), _] = language.quotes();
    let title = title.trim();
    (!title.is_empty()).then(|| format!("{open}{title}{close}"))
}
