//! Long chapters in several documents: the blocks of a chapter in, the parts that become files out.
//!
//! Old readers become slow in large documents. A part ends before a heading where one comes in time,
//! else before any block. The cuts depend on the chapter alone, so ids and places stay when another
//! chapter changes.

use std::ops::Range;

use crate::model::{Block, BlockKind, Code, Inline, InlineContent, visit_blocks, visit_inlines};

/// The share of the limit from which a heading ends a part.
const EARLY: f64 = 0.7;

/// The parts of a chapter, as ranges of its blocks; one where it is not longer than `limit` bytes.
pub(super) fn parts(blocks: &[Block], limit: usize) -> Vec<Range<usize>> {
    let sizes: Vec<usize> = blocks.iter().map(size).collect();
    let whole: usize = sizes.iter().sum();
    if whole <= limit {
        return std::iter::once(0..blocks.len()).collect();
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some kilobytes"
    )]
    let early = (limit as f64 * EARLY) as usize;
    // With a limit of 100: `75 heading 30` is cut before the heading, since 70 are taken there;
    // `60 heading 30 60` only before the last paragraph, which would be too much. A paragraph right
    // behind a heading is never cut off from it, even if both are too much together.
    let mut parts = Vec::new();
    let (mut start, mut taken) = (0, 0);
    for (at, block) in blocks.iter().enumerate() {
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        let full = taken + sizes[at] > limit || (heading && taken >= early);
        // A heading stays with what it heads.
        let headed = at > start && matches!(blocks[at - 1].kind, BlockKind::Heading { .. });
        if full && at > start && !headed {
            parts.push(start..at);
            (start, taken) = (at, 0);
        }
        taken += sizes[at];
    }
    parts.push(start..blocks.len());
    parts
}

/// About how many bytes of text a block becomes.
fn size(block: &Block) -> usize {
    let mut bytes = 0;
    let blocks = std::slice::from_ref(block);
    visit_blocks(blocks, &mut |block| {
        bytes += match &block.kind {
            BlockKind::Code(Code { text, .. }) | BlockKind::Math(text) => text.len(),
            // Their words are inlines, of themselves or of blocks in them.
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::List { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Quote(_)
            | BlockKind::Verse(_)
            | BlockKind::Table(_)
            | BlockKind::Figure(_)
            | BlockKind::Panels(_)
            | BlockKind::Division(_)
            | BlockKind::Aside { .. }
            | BlockKind::Statement { .. }
            | BlockKind::Break => 0,
        };
    });
    visit_inlines(blocks, &mut |inline| {
        bytes += words_of(inline);
    });
    bytes
}

/// Bytes of the words that an inline itself holds.
fn words_of(inline: &Inline) -> usize {
    match inline.kind.holds() {
        InlineContent::Words(words) | InlineContent::Typed(words) => words.len(),
        InlineContent::Break
        | InlineContent::Picture(_)
        | InlineContent::Note(_)
        | InlineContent::Citation
        | InlineContent::Inlines(_) => 0,
    }
}
