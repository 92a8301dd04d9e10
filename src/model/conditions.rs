//! Which outputs a part of the text stands in: what authors write at it, and what is left of the book for one
//! output.

use std::sync::Arc;

use super::{
    Attributes, Block, BlockKind, Book, Chapter, Inline, InlineKind, Medium, inner_blocks_mut,
    plain_text, visit_blocks, visit_inlines, visit_rows_mut,
};

/// What becomes of a part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Kept,
    /// It is left out.
    LeftOut,
}

impl Chapter {
    /// Leaves out the blocks and the words that `fate` says, with the gaps that they would leave: a paragraph
    /// of nothing else, one of two spaces.
    pub fn leave_out(&mut self, fate: &impl Fn(&Attributes) -> Fate) {
        leave_out(&mut self.blocks, fate);
        for note in &mut self.notes {
            leave_out(&mut note.blocks, fate);
        }
    }
}

impl Book {
    /// Whether a part of it stands in one output alone.
    pub fn is_divided(&self) -> bool {
        let mut divided = false;
        for chapter in &self.chapters {
            let notes = chapter.notes.iter().map(|note| note.blocks.as_slice());
            for blocks in std::iter::once(chapter.blocks.as_slice()).chain(notes) {
                visit_blocks(blocks, &mut |block| {
                    divided |= block.attributes.only.is_some()
                });
                visit_inlines(blocks, &mut |inline| {
                    if let InlineKind::Span { attributes, .. } = &inline.kind {
                        divided |= attributes.only.is_some();
                    }
                });
            }
        }
        divided
    }

    /// The book as one output has it, without what stands in the other alone.
    pub fn for_medium(&self, medium: Medium) -> Self {
        let is_other = |attributes: &Attributes| attributes.only.is_some_and(|only| only != medium);
        let mut book = self.clone();
        for chapter in &mut book.chapters {
            Arc::make_mut(chapter).leave_out(&|attributes| match is_other(attributes) {
                true => Fate::LeftOut,
                false => Fate::Kept,
            });
        }
        book
    }
}

fn leave_out(blocks: &mut Vec<Block>, fate: &impl Fn(&Attributes) -> Fate) {
    blocks.retain(|block| fate(&block.attributes) == Fate::Kept);
    blocks.retain_mut(|block| {
        for inner in inner_blocks_mut(block) {
            leave_out(inner, fate);
        }
        let mut changed = false;
        // The runs of this block alone: those of inner blocks were looked at with them.
        visit_own_rows_mut(block, &mut |row| changed |= leave_out_words(row, fate));
        !(changed && is_blank(block))
    });
}

/// Calls `see` on the rows of inlines of a block without those of the blocks in it.
fn visit_own_rows_mut(block: &mut Block, see: &mut impl FnMut(&mut [Inline])) {
    let inner: Vec<Vec<Block>> = inner_blocks_mut(block)
        .into_iter()
        .map(std::mem::take)
        .collect();
    visit_rows_mut(std::slice::from_mut(block), see);
    for (place, blocks) in inner_blocks_mut(block).into_iter().zip(inner) {
        *place = blocks;
    }
}

/// Empties words of a row; whether there were any.
fn leave_out_words(row: &mut [Inline], fate: &impl Fn(&Attributes) -> Fate) -> bool {
    let mut changed = false;
    for at in 0..row.len() {
        let left_out = match &row[at].kind {
            InlineKind::Span { attributes, .. } => fate(attributes) == Fate::LeftOut,
            _ => false,
        };
        if !left_out {
            continue;
        }
        changed = true;
        row[at].kind = InlineKind::Text(String::new());
        // «چاپی [و رقومی]{when=epub} است»: of the spaces on both sides one is enough.
        let spaced = row[..at].last().is_none_or(ends_in_space);
        if let (true, Some(next)) = (spaced, row.get_mut(at + 1)) {
            without_space(next);
        }
    }
    changed
}

fn ends_in_space(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.ends_with(' '),
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        _ => false,
    }
}

fn without_space(inline: &mut Inline) {
    match &mut inline.kind {
        InlineKind::Text(text) => *text = text.trim_start_matches(' ').to_owned(),
        kind @ InlineKind::SoftBreak => *kind = InlineKind::Text(String::new()),
        _ => {}
    }
}

/// Whether nothing is left of a paragraph.
fn is_blank(block: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else {
        return false;
    };
    let says_nothing = |inline: &Inline| {
        matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak)
            || matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty())
    };
    content.iter().all(says_nothing) && plain_text(content).trim().is_empty()
}
