//! What stands in the lists behind the contents: figures, tables, poems, formulas and credits of a book in, the lines of
//! each list out, in the order of the text.

use super::block_label::BlockLabel;
use super::ids::Ids;
use super::tables::ChapterTables;
use crate::config::Config;
use crate::locale::FrontList;
use crate::model::{
    AnchorId, Block, BlockKind, Book, Inline, InlineKind, NodeId, Verse, VerseRole, content_mut,
    visit_blocks, without_notes,
};

/// A list behind the contents.
#[derive(Clone, Debug, PartialEq)]
pub struct ListOfThings {
    /// What it lists.
    pub kind: FrontList,
    /// Its lines.
    pub entries: Vec<ListedThing>,
}

/// A line of such a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedThing {
    /// Its label: «شکل ۱».
    pub label: Option<String>,
    /// Its words, without notes.
    pub words: Vec<Inline>,
    /// Where it stands.
    pub anchor: AnchorId,
}

/// Gives poems with a title a name, where they are listed and their author gave none.
pub(super) fn name_poems(
    book: &Book,
    config: &Config,
    ids: &mut Ids,
    tables: &mut [ChapterTables],
) {
    if !config.design.lists.contains(&FrontList::Poems) {
        return;
    }
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        visit_blocks(&chapter.blocks, &mut |block| {
            let BlockKind::Verse(verse) = &block.kind else {
                return;
            };
            if title(verse).is_some() && !tables.anchors.contains_key(&block.id) {
                let anchor = ids.add("poem", Some(block.id.chapter));
                tables.anchors.insert(block.id, anchor);
            }
        });
    }
}

/// The title of a poem.
fn title(verse: &Verse) -> Option<&[Inline]> {
    let mut lines = verse.stanzas.iter().flatten();
    let title = lines.find(|line| line.role == VerseRole::Title)?;
    title.hemistichs.first().map(Vec::as_slice)
}

/// The lists that the settings ask for; none that would be empty.
pub(super) fn collect(book: &Book, config: &Config, tables: &[ChapterTables]) -> Vec<ListOfThings> {
    let lists = config.design.lists.iter().map(|kind| ListOfThings {
        kind: *kind,
        entries: entries(book, *kind, tables),
    });
    lists.filter(|list| !list.entries.is_empty()).collect()
}

fn entries(book: &Book, kind: FrontList, tables: &[ChapterTables]) -> Vec<ListedThing> {
    let mut entries = Vec::new();
    // «(الف)» is a part of a figure, which the list names as a whole.
    let mut parts: Vec<NodeId> = Vec::new();
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        visit_blocks(&chapter.blocks, &mut |block| {
            if let (FrontList::Figures, BlockKind::Panels(panels)) = (kind, &block.kind)
                && panels.caption.is_some()
            {
                parts = panels.figures.iter().map(|figure| figure.id).collect();
            }
            if parts.contains(&block.id) {
                return;
            }
            let words = words(block, kind);
            let anchor = tables.anchors.get(&block.id);
            let (Some(words), Some(anchor)) = (words, anchor) else {
                return;
            };
            let label = tables.labels.get(&block.id).map(BlockLabel::to_string);
            // What is not counted is no part of a list of what is.
            let counted = matches!(
                kind,
                FrontList::Figures | FrontList::Tables | FrontList::Formulas
            );
            if label.is_none() && counted {
                return;
            }
            entries.push(ListedThing {
                label,
                words: without_links(without_notes(&tables.shown(&words))),
                anchor: *anchor,
            });
        });
    }
    entries
}

/// Words whose links lead nowhere: all of a line leads to what it lists.
fn without_links(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut kept = Vec::with_capacity(inlines.len());
    for mut inline in inlines {
        if let InlineKind::Link { content, .. } = inline.kind {
            kept.extend(without_links(content));
            continue;
        }
        if let Some(content) = content_mut(&mut inline) {
            *content = without_links(std::mem::take(content));
        }
        kept.push(inline);
    }
    kept
}

/// What a list says of a block; `None` for one that is not in it.
fn words(block: &Block, kind: FrontList) -> Option<Vec<Inline>> {
    let words = match (kind, &block.kind) {
        (FrontList::Figures, BlockKind::Figure(figure)) => figure.caption.clone()?,
        (FrontList::Figures, BlockKind::Panels(panels)) => panels.caption.clone()?,
        (FrontList::Tables, BlockKind::Table(table)) => table.caption.clone()?,
        (FrontList::Poems, BlockKind::Verse(verse)) => title(verse)?.to_vec(),
        (FrontList::Formulas, BlockKind::Math(_)) => Vec::new(),
        (FrontList::Credits, _) => vec![plain(block.id, block.attributes.credit.as_ref()?, block)],
        _ => return None,
    };
    Some(words)
}

fn plain(id: NodeId, words: &str, block: &Block) -> Inline {
    Inline {
        id,
        kind: InlineKind::Text(words.to_owned()),
        span: block.span,
    }
}
