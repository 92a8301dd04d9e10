//! Walks over the tree, so that each stage names only the nodes it cares for.

use super::{Attributes, Block, BlockKind, Chapter, Inline, InlineContent, InlineKind};
use crate::source::Span;

/// Calls `see` on every block, parents before children.
pub fn visit_blocks<'a>(blocks: &'a [Block], see: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        see(block);
        match &block.kind {
            BlockKind::List { items, .. } => {
                items
                    .iter()
                    .for_each(|item| visit_blocks(&item.blocks, see));
            }
            BlockKind::Definitions(items) => {
                let definitions = items.iter().flat_map(|item| &item.definitions);
                definitions.for_each(|blocks| visit_blocks(blocks, see));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Division(blocks)
            | BlockKind::Aside { blocks, .. }
            | BlockKind::Statement { blocks, .. } => visit_blocks(blocks, see),
            BlockKind::Panels(panels) => visit_blocks(&panels.figures, see),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Verse(_)
            | BlockKind::Code(_)
            | BlockKind::Table(_)
            | BlockKind::Figure(_)
            | BlockKind::Math(_)
            | BlockKind::Break => {}
        }
    }
}

/// Calls `see` on every block, parents before children.
pub fn visit_blocks_mut(blocks: &mut [Block], see: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        see(block);
        match &mut block.kind {
            BlockKind::List { items, .. } => {
                items
                    .iter_mut()
                    .for_each(|item| visit_blocks_mut(&mut item.blocks, see));
            }
            BlockKind::Definitions(items) => {
                let definitions = items.iter_mut().flat_map(|item| &mut item.definitions);
                definitions.for_each(|blocks| visit_blocks_mut(blocks, see));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Division(blocks)
            | BlockKind::Aside { blocks, .. }
            | BlockKind::Statement { blocks, .. } => visit_blocks_mut(blocks, see),
            BlockKind::Panels(panels) => visit_blocks_mut(&mut panels.figures, see),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Verse(_)
            | BlockKind::Code(_)
            | BlockKind::Table(_)
            | BlockKind::Figure(_)
            | BlockKind::Math(_)
            | BlockKind::Break => {}
        }
    }
}

/// The rows of blocks that stand right in a block.
pub(super) fn inner_blocks_mut(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match &mut block.kind {
        BlockKind::List { items, .. } => items.iter_mut().map(|item| &mut item.blocks).collect(),
        BlockKind::Definitions(items) => {
            let definitions = items.iter_mut().flat_map(|item| &mut item.definitions);
            definitions.collect()
        }
        BlockKind::Quote(blocks)
        | BlockKind::Division(blocks)
        | BlockKind::Aside { blocks, .. }
        | BlockKind::Statement { blocks, .. } => vec![blocks],
        BlockKind::Panels(panels) => vec![&mut panels.figures],
        BlockKind::Heading { .. }
        | BlockKind::Paragraph(_)
        | BlockKind::Verse(_)
        | BlockKind::Code(_)
        | BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Math(_)
        | BlockKind::Break => Vec::new(),
    }
}

/// The runs of inlines that a block itself holds (not those of the blocks inside it).
fn runs(block: &Block) -> Vec<&[Inline]> {
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => vec![content],
        BlockKind::Aside { title, .. } | BlockKind::Statement { title, .. } => vec![title],
        BlockKind::Definitions(items) => items
            .iter()
            .flat_map(|item| item.terms.iter().map(Vec::as_slice))
            .collect(),
        BlockKind::Verse(verse) => {
            let lines = verse.stanzas.iter().flatten();
            lines
                .flat_map(|line| line.hemistichs.iter().map(Vec::as_slice))
                .collect()
        }
        BlockKind::Table(table) => {
            let rows = table.head.iter().chain(&table.body);
            let cells = rows.flat_map(|row| row.cells.iter().map(|cell| cell.content.as_slice()));
            // It stands above the table, so its notes are counted first.
            table.caption.as_deref().into_iter().chain(cells).collect()
        }
        BlockKind::Figure(figure) => figure.caption.as_deref().into_iter().collect(),
        BlockKind::Panels(panels) => panels.caption.as_deref().into_iter().collect(),
        BlockKind::List { .. }
        | BlockKind::Quote(_)
        | BlockKind::Division(_)
        | BlockKind::Code(_)
        | BlockKind::Math(_)
        | BlockKind::Break => Vec::new(),
    }
}

fn runs_mut(block: &mut Block) -> Vec<&mut [Inline]> {
    match &mut block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => vec![content],
        BlockKind::Aside { title, .. } | BlockKind::Statement { title, .. } => vec![title],
        BlockKind::Definitions(items) => {
            let terms = items.iter_mut().flat_map(|item| &mut item.terms);
            terms.map(Vec::as_mut_slice).collect()
        }
        BlockKind::Verse(verse) => {
            let lines = verse.stanzas.iter_mut().flatten();
            lines
                .flat_map(|line| line.hemistichs.iter_mut().map(Vec::as_mut_slice))
                .collect()
        }
        BlockKind::Table(table) => {
            let rows = table.head.iter_mut().chain(&mut table.body);
            let cells = rows.flat_map(|row| row.cells.iter_mut());
            let contents = cells.map(|cell| cell.content.as_mut_slice());
            let caption = table.caption.as_deref_mut().into_iter();
            caption.chain(contents).collect()
        }
        BlockKind::Figure(figure) => figure.caption.as_deref_mut().into_iter().collect(),
        BlockKind::Panels(panels) => panels.caption.as_deref_mut().into_iter().collect(),
        BlockKind::List { .. }
        | BlockKind::Quote(_)
        | BlockKind::Division(_)
        | BlockKind::Code(_)
        | BlockKind::Math(_)
        | BlockKind::Break => Vec::new(),
    }
}

/// The inlines inside an inline; none where it cannot hold any.
pub fn children(inline: &Inline) -> &[Inline] {
    content(inline).unwrap_or_default()
}

/// The inlines inside an inline, where it can hold any.
pub fn content(inline: &Inline) -> Option<&[Inline]> {
    match inline.kind.holds() {
        InlineContent::Inlines(content) => Some(content),
        InlineContent::Words(_)
        | InlineContent::Typed(_)
        | InlineContent::Break
        | InlineContent::Picture(_)
        | InlineContent::Note(_)
        | InlineContent::Citation => None,
    }
}

fn children_mut(inline: &mut Inline) -> &mut [Inline] {
    content_mut(inline).map_or(&mut [], Vec::as_mut_slice)
}

/// Calls `see` on every inline of the blocks, in reading order, parents before children.
pub fn visit_inlines<'a>(blocks: &'a [Block], see: &mut impl FnMut(&'a Inline)) {
    visit_blocks(blocks, &mut |block| {
        runs(block).into_iter().for_each(|run| descend(run, see));
    });
}

/// Calls `see` on every inline of the blocks, in reading order, parents before children.
pub fn visit_inlines_mut(blocks: &mut [Block], see: &mut impl FnMut(&mut Inline)) {
    visit_blocks_mut(blocks, &mut |block| {
        runs_mut(block)
            .into_iter()
            .for_each(|run| descend_mut(run, see));
    });
}

/// Calls `see` on the place of everything in a chapter: blocks, items, cells, lines of verse, inlines,
/// notes and citations.
pub fn visit_spans_mut(chapter: &mut Chapter, see: &mut impl FnMut(&mut Span)) {
    descend_mut(&mut chapter.title, &mut |inline| see(&mut inline.span));
    spans_mut(&mut chapter.blocks, see);
    for note in &mut chapter.notes {
        see(&mut note.span);
        spans_mut(&mut note.blocks, see);
    }
    for citation in &mut chapter.citations {
        see(&mut citation.span);
        citation
            .items
            .iter_mut()
            .for_each(|item| see(&mut item.span));
    }
}

fn spans_mut(blocks: &mut [Block], see: &mut impl FnMut(&mut Span)) {
    visit_blocks_mut(blocks, &mut |block| {
        see(&mut block.span);
        match &mut block.kind {
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| see(&mut item.span)),
            BlockKind::Verse(verse) => {
                let lines = verse.stanzas.iter_mut().flatten();
                lines.for_each(|line| see(&mut line.span));
            }
            BlockKind::Table(table) => {
                let rows = table.head.iter_mut().chain(&mut table.body);
                rows.flat_map(|row| &mut row.cells)
                    .for_each(|cell| see(&mut cell.span));
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Definitions(_)
            | BlockKind::Quote(_)
            | BlockKind::Code(_)
            | BlockKind::Figure(_)
            | BlockKind::Panels(_)
            | BlockKind::Division(_)
            | BlockKind::Aside { .. }
            | BlockKind::Statement { .. }
            | BlockKind::Math(_)
            | BlockKind::Break => {}
        }
    });
    visit_inlines_mut(blocks, &mut |inline| see(&mut inline.span));
}

/// Calls `see` on every row of neighbours: the runs of the blocks, then the rows inside their inlines.
pub fn visit_rows_mut(blocks: &mut [Block], see: &mut impl FnMut(&mut [Inline])) {
    visit_blocks_mut(blocks, &mut |block| {
        runs_mut(block)
            .into_iter()
            .for_each(|run| descend_rows_mut(run, see));
    });
}

fn descend_rows_mut(row: &mut [Inline], see: &mut impl FnMut(&mut [Inline])) {
    see(row);
    for inline in row {
        descend_rows_mut(children_mut(inline), see);
    }
}

/// Calls `see` on every inline of a run, parents before children.
pub fn visit_inline_run<'a>(run: &'a [Inline], see: &mut impl FnMut(&'a Inline)) {
    descend(run, see);
}

/// Calls `see` on every inline of a run, parents before children.
pub fn visit_inline_run_mut(run: &mut [Inline], see: &mut impl FnMut(&mut Inline)) {
    descend_mut(run, see);
}

fn descend<'a>(inlines: &'a [Inline], see: &mut impl FnMut(&'a Inline)) {
    for inline in inlines {
        see(inline);
        // Most hold none: books of links are walked over a dozen times.
        if let Some(content) = content(inline) {
            descend(content, see);
        }
    }
}

fn descend_mut(inlines: &mut [Inline], see: &mut impl FnMut(&mut Inline)) {
    for inline in inlines {
        see(inline);
        descend_mut(children_mut(inline), see);
    }
}

/// The inlines without notes and citations, as contents and running heads show them; what is left
/// empty by that is left out.
pub fn without_notes(inlines: &[Inline]) -> Vec<Inline> {
    let mut kept = Vec::with_capacity(inlines.len());
    inlines.iter().for_each(|inline| strip(inline, &mut kept));
    kept
}

fn strip(inline: &Inline, kept: &mut Vec<Inline>) {
    let mut copy = match &inline.kind {
        InlineKind::NoteRef(_) | InlineKind::Citation(_) => return,
        // The index leads to the heading, not to its copy in the contents.
        InlineKind::Span { content, .. } if is_mark(inline) => {
            return kept.extend(without_notes(content));
        }
        _ => inline.clone(),
    };
    if let Some(content) = content_mut(&mut copy) {
        *content = without_notes(content);
        if content.is_empty() {
            return;
        }
    }
    kept.push(copy);
}

/// Whether an inline is a mark of the index and nothing else.
fn is_mark(inline: &Inline) -> bool {
    let InlineKind::Span { attributes, .. } = &inline.kind else {
        return false;
    };
    let bare = Attributes {
        index: attributes.index.clone(),
        ..Attributes::default()
    };
    attributes.index.is_some() && *attributes == bare
}

/// The inlines inside an inline, to be changed, where it can hold any.
pub fn content_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match &mut inline.kind {
        InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Strike(content)
        | InlineKind::Underline(content)
        | InlineKind::Superscript(content)
        | InlineKind::Subscript(content)
        | InlineKind::Mark(content)
        | InlineKind::Small(content)
        | InlineKind::Keyboard(content)
        | InlineKind::Link { content, .. }
        | InlineKind::Span { content, .. } => Some(content),
        InlineKind::Text(_)
        | InlineKind::SoftBreak
        | InlineKind::LineBreak
        | InlineKind::Code(_)
        | InlineKind::Math(_)
        | InlineKind::Image(_)
        | InlineKind::NoteRef(_)
        | InlineKind::Citation(_) => None,
    }
}

/// Whether the words of a link are an address and nothing else, which is set left to right as a whole: «رضا محمدی،
/// https://example.org» is none.
pub fn is_address(content: &[Inline]) -> bool {
    // Nearly no link is one. It is asked of every link several times: only words that may be one are gathered.
    let mut may_be = false;
    descend(content, &mut |inline| {
        may_be |= own_words(inline)
            .bytes()
            .any(|byte| matches!(byte, b':' | b'.'));
    });
    if !may_be {
        return false;
    }
    let words = plain_text(content);
    let words = words.trim();
    let begins = words.contains("://") || words.starts_with("www.") || words.starts_with("doi:");
    let bare = words.strip_prefix("doi:").map_or(words, str::trim_start);
    begins && !bare.contains(char::is_whitespace)
}

/// The words that say which way a text runs: without code, formulas and bare addresses, which run
/// left to right in any text.
pub fn prose(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline.kind.holds() {
            InlineContent::Words(words) => text.push_str(words),
            InlineContent::Typed(_) | InlineContent::Break => text.push(' '),
            InlineContent::Inlines(content) => match inline.kind {
                InlineKind::Link { .. } if is_address(content) => text.push(' '),
                _ => text.push_str(&prose(content)),
            },
            InlineContent::Picture(_) | InlineContent::Note(_) | InlineContent::Citation => {}
        }
    }
    text
}

/// The words of inlines alone: no notes, no citations, breaks as spaces. For titles and metadata.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    descend(inlines, &mut |inline| text.push_str(own_words(inline)));
    text
}

/// The words of an inline without those of the inlines in it.
fn own_words(inline: &Inline) -> &str {
    match inline.kind.holds() {
        InlineContent::Words(words) | InlineContent::Typed(words) => words,
        InlineContent::Break => " ",
        InlineContent::Picture(image) => &image.alt,
        InlineContent::Inlines(_) | InlineContent::Note(_) | InlineContent::Citation => "",
    }
}
