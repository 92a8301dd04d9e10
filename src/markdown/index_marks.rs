//! Marks of the index: `[words]{.index key="…"}` and what stands in such braces in, [`IndexMark`]s in their places
//! out, without a trace in the text around them.

use crate::model::{
    Attributes, Block, BlockKind, Chapter, IndexExtent, IndexMark, Inline, InlineKind, NodeId,
    plain_text, visit_blocks_mut, visit_rows_mut,
};
use crate::source::Span;

/// The class that makes a mark.
const CLASS: &str = "index";

/// The class of a term of the glossary, whose `key` is the term as the glossary has it.
const TERM: &str = "term";

/// Signs between the entries that `see` names.
const BETWEEN: [char; 2] = [';', '؛'];

/// Values of braces that say something of the index, if the braces are those of a mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct IndexWords {
    index: Option<String>,
    mark: IndexMark,
}

impl IndexWords {
    /// Takes a named value; whether it can be read. Names that say nothing here are left to others.
    pub(super) fn set(&mut self, key: &str, value: &str) -> bool {
        let words = || Some(spaced(value)).filter(|words| !words.is_empty());
        match key {
            "index" => self.index = Some(spaced(value)),
            "key" => self.mark.key = words(),
            "sub" => self.mark.sub = words(),
            "sort" => self.mark.sort = words(),
            "see" => self.mark.see.extend(entries(value)),
            "see-also" => self.mark.see_also.extend(entries(value)),
            "range" => {
                self.mark.extent = match value.trim() {
                    "begin" => IndexExtent::Begin,
                    "end" => IndexExtent::End,
                    _ => return false,
                };
            }
            _ => {}
        }
        true
    }

    /// Gives attributes their mark, where a class or a named index asks for one.
    pub(super) fn give(self, attributes: &mut Attributes) {
        let before = attributes.classes.len();
        attributes.classes.retain(|class| class != CLASS);
        let asked = attributes.classes.len() < before || self.index.is_some();
        if attributes.has_class(TERM) {
            attributes.term.clone_from(&self.mark.key);
        }
        attributes.index = asked.then(|| {
            Box::new(IndexMark {
                index: self.index.unwrap_or_default(),
                ..self.mark
            })
        });
    }
}

/// Words with one space between them.
fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn entries(value: &str) -> impl Iterator<Item = String> {
    let entries = value.split(BETWEEN).map(spaced);
    entries.filter(|entry| !entry.is_empty())
}

/// Puts the marks of a chapter into its words: those of blocks, and those that stand in a paragraph of their own;
/// takes the second of two spaces around a mark.
pub(super) fn settle(chapter: &mut Chapter) {
    let notes = chapter.notes.iter_mut().map(|note| &mut note.blocks);
    for blocks in std::iter::once(&mut chapter.blocks).chain(notes) {
        visit_blocks_mut(blocks, &mut spread);
        place_lone(blocks);
        visit_rows_mut(blocks, &mut close_spaces);
    }
}

/// The mark of a block becomes marks in its words: a heading's stands before them, another block's is a range from
/// its first words to its last.
fn spread(block: &mut Block) {
    let Some(mark) = block.attributes.index.take() else {
        return;
    };
    let (id, span) = (block.id, block.span);
    let empty = |mark: IndexMark| empty_mark(mark, id, span);
    if let BlockKind::Heading { content, .. } = &mut block.kind {
        let key = mark.key.clone().unwrap_or_else(|| plain_text(content));
        let key = Some(key);
        content.insert(0, empty(IndexMark { key, ..*mark }));
        return;
    }
    let ends = [
        (Edge::First, IndexExtent::Begin),
        (Edge::Last, IndexExtent::End),
    ];
    for (edge, extent) in ends {
        let mark = mark.as_ref().clone();
        let mut mark = Some(empty(IndexMark { extent, ..mark }));
        put_in(block, edge, &mut mark);
    }
}

fn empty_mark(mark: IndexMark, id: NodeId, span: Span) -> Inline {
    let attributes = Attributes {
        index: Some(Box::new(mark)),
        ..Attributes::default()
    };
    let content = Vec::new();
    Inline {
        id,
        kind: InlineKind::Span {
            attributes,
            content,
        },
        span,
    }
}

/// An end of some words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

/// Puts a mark at an end of the words of blocks, where they have any.
fn put(blocks: &mut [Block], edge: Edge, mark: &mut Option<Inline>) {
    match edge {
        Edge::First => blocks
            .iter_mut()
            .for_each(|block| put_in(block, edge, mark)),
        Edge::Last => blocks
            .iter_mut()
            .rev()
            .for_each(|block| put_in(block, edge, mark)),
    }
}

fn put_in(block: &mut Block, edge: Edge, mark: &mut Option<Inline>) {
    match &mut block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
            insert(Some(content), edge, mark);
        }
        BlockKind::List { items, .. } => {
            let item = at_edge(items, edge);
            item.into_iter()
                .for_each(|item| put(&mut item.blocks, edge, mark));
        }
        BlockKind::Definitions(items) => {
            let Some(item) = at_edge(items, edge) else {
                return;
            };
            match edge {
                Edge::First => insert(item.terms.first_mut(), edge, mark),
                Edge::Last => {
                    let last = item.definitions.last_mut();
                    last.into_iter().for_each(|blocks| put(blocks, edge, mark));
                }
            }
        }
        BlockKind::Quote(blocks)
        | BlockKind::Division(blocks)
        | BlockKind::Aside { blocks, .. }
        | BlockKind::Statement { blocks, .. } => {
            put(blocks, edge, mark);
        }
        BlockKind::Verse(verse) => {
            let line = at_edge(&mut verse.stanzas, edge).and_then(|lines| at_edge(lines, edge));
            insert(
                line.and_then(|line| at_edge(&mut line.hemistichs, edge)),
                edge,
                mark,
            );
        }
        BlockKind::Table(table) => {
            let rows = if table.body.is_empty() {
                &mut table.head
            } else {
                &mut table.body
            };
            let cell = at_edge(rows, edge).and_then(|row| at_edge(&mut row.cells, edge));
            insert(cell.map(|cell| &mut cell.content), edge, mark);
        }
        BlockKind::Figure(figure) => insert(figure.caption.as_mut(), edge, mark),
        BlockKind::Panels(panels) => insert(panels.caption.as_mut(), edge, mark),
        BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Break => {}
    }
}

fn at_edge<T>(all: &mut [T], edge: Edge) -> Option<&mut T> {
    match edge {
        Edge::First => all.first_mut(),
        Edge::Last => all.last_mut(),
    }
}

fn insert(words: Option<&mut Vec<Inline>>, edge: Edge, mark: &mut Option<Inline>) {
    let Some(words) = words else {
        return;
    };
    let Some(mark) = mark.take() else {
        return;
    };
    match edge {
        Edge::First => words.insert(0, mark),
        Edge::Last => words.push(mark),
    }
}

/// Paragraphs of nothing but marks would be empty lines: their marks go to the words behind them, the end of a range
/// to those before.
fn place_lone(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at < blocks.len() {
        if let Some(inner) = inner(&mut blocks[at]) {
            place_lone(inner);
        }
        let Some(marks) = lone(&mut blocks[at]) else {
            at += 1;
            continue;
        };
        blocks.remove(at);
        let (before, behind) = blocks.split_at_mut(at);
        for mark in marks {
            let ends = extent(&mark) == Some(IndexExtent::End);
            let mut mark = Some(mark);
            match ends {
                true => put(before, Edge::Last, &mut mark),
                false => put(behind, Edge::First, &mut mark),
            }
            put(behind, Edge::First, &mut mark);
            put(before, Edge::Last, &mut mark);
        }
    }
}

fn inner(block: &mut Block) -> Option<&mut Vec<Block>> {
    match &mut block.kind {
        BlockKind::Quote(blocks)
        | BlockKind::Division(blocks)
        | BlockKind::Aside { blocks, .. }
        | BlockKind::Statement { blocks, .. } => Some(blocks),
        BlockKind::Heading { .. }
        | BlockKind::Paragraph(_)
        | BlockKind::List { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Verse(_)
        | BlockKind::Code(_)
        | BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Panels(_)
        | BlockKind::Math(_)
        | BlockKind::Break => None,
    }
}

/// The marks of a paragraph that holds nothing else, the last of several that belong before the same words first.
fn lone(block: &mut Block) -> Option<Vec<Inline>> {
    let BlockKind::Paragraph(content) = &mut block.kind else {
        return None;
    };
    let bare = |inline: &Inline| match &inline.kind {
        InlineKind::SoftBreak => true,
        InlineKind::Text(words) => words.trim().is_empty(),
        _ => extent(inline).is_some(),
    };
    if !content.iter().all(bare) {
        return None;
    }
    let mut marks = std::mem::take(content);
    marks.retain(|inline| extent(inline).is_some());
    marks.reverse();
    Some(marks)
}

/// What an inline says of pages, where it is a mark without words.
fn extent(inline: &Inline) -> Option<IndexExtent> {
    match &inline.kind {
        InlineKind::Span {
            attributes,
            content,
        } if content.is_empty() => attributes.index.as_ref().map(|mark| mark.extent),
        _ => None,
    }
}

/// «شهر []{.index key="کرمان"} و» has one space: a mark without words takes no room.
fn close_spaces(row: &mut [Inline]) {
    for at in 0..row.len() {
        if extent(&row[at]).is_none() {
            continue;
        }
        let (before, behind) = row.split_at_mut(at);
        let mut visible = before.iter_mut().rev().filter(|inline| shows(inline));
        let last = visible.next();
        let parted = last.as_ref().is_none_or(|last| match &last.kind {
            InlineKind::Text(words) => words.ends_with(' '),
            kind => is_break(kind),
        });
        if !parted {
            continue;
        }
        match behind
            .iter_mut()
            .find(|inline| shows(inline))
            .map(|next| &mut next.kind)
        {
            Some(InlineKind::Text(words)) if words.starts_with(' ') => drop(words.remove(0)),
            Some(kind) if !is_break(kind) => {}
            _ => {
                if let Some(InlineKind::Text(words)) = last.map(|last| &mut last.kind) {
                    words.truncate(words.trim_end_matches(' ').len());
                }
            }
        }
    }
}

fn is_break(kind: &InlineKind) -> bool {
    matches!(kind, InlineKind::SoftBreak | InlineKind::LineBreak)
}

/// Whether an inline takes room in its line.
fn shows(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(words) => !words.is_empty(),
        _ => extent(inline).is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::attributes::parse;
    use crate::model::{IndexExtent, IndexMark};

    fn mark(braces: &str) -> Option<IndexMark> {
        parse(braces).unwrap().attributes.index.map(|mark| *mark)
    }

    #[test]
    fn a_class_or_a_named_index_makes_a_mark() {
        assert_eq!(mark("{.index}"), Some(IndexMark::default()));
        let people = mark("{index=اشخاص key=\"مولوی، جلال‌الدین\"}").unwrap();
        assert_eq!(people.index, "اشخاص");
        assert_eq!(people.key.as_deref(), Some("مولوی، جلال‌الدین"));
        assert_eq!(mark("{key=a}"), None, "braces of another tool");
        assert!(parse("{.index .x}").unwrap().attributes.classes == ["x"]);
    }

    #[test]
    fn a_mark_names_entries_that_readers_are_sent_to() {
        let see = mark("{.index see=\"شمس؛ مولوی ; \" range=begin}").unwrap();
        assert_eq!(see.see, ["شمس", "مولوی"]);
        assert_eq!(see.extent, IndexExtent::Begin);
        assert_eq!(parse("{.index range=far}").unwrap().faults, ["range=far"]);
    }
}
