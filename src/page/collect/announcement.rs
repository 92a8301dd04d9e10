//! What a block is to the one behind it: a paragraph that announces it, a title in disguise, a break that says nothing.

use super::setting::PrecedingBlock;
use crate::model::{Block, BlockKind, FigurePlace, Inline, InlineKind, children, plain_text};

/// Whether a block is a break beside a heading, which parts the text by itself: pages of a site have a rule above each
/// heading, and three asterisks at the head of a page above a title look like a mistake.
pub(super) fn is_idle(block: &Block, before: PrecedingBlock, next: Option<&Block>) -> bool {
    let heads = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
    matches!(block.kind, BlockKind::Break)
        && (before == PrecedingBlock::Heading || next.is_some_and(heads))
}

/// Whether a paragraph announces the block behind it: «معنی هر ستون:» belongs to its table, and does not
/// stand alone at the foot of a page.
pub(super) fn introduces(block: &Block, next: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else {
        return false;
    };
    // A chain of such lines would be a page that no page can hold: the last of them keeps with what it heads.
    if is_title(content) {
        return !matches!(&next.kind, BlockKind::Paragraph(next) if is_title(next));
    }
    if FigurePlace::of(&next.attributes).is_some_and(FigurePlace::is_plate) {
        return false;
    }
    match next.kind {
        BlockKind::Code(_) => ends_with_colon(content) || is_label(content),
        BlockKind::List { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Quote(_)
        | BlockKind::Verse(_)
        | BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Panels(_)
        | BlockKind::Math(_) => ends_with_colon(content),
        BlockKind::Heading { .. }
        | BlockKind::Paragraph(_)
        | BlockKind::Division(_)
        | BlockKind::Aside { .. }
        | BlockKind::Statement { .. }
        | BlockKind::Break => false,
    }
}

/// Whether a paragraph is a heading in disguise: a line or two, all of them strong, as «**۱. تعریف**».
fn is_title(content: &[Inline]) -> bool {
    /// Letters and spaces of the longest title: more is a paragraph that its author wants to be heard.
    const LONGEST: usize = 160;
    let strong = |inline: &Inline| match &inline.kind {
        InlineKind::Strong(_) | InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Text(words) => words.trim().is_empty(),
        _ => false,
    };
    let words = plain_text(content);
    let words = words.trim();
    !words.is_empty()
        && words.chars().take(LONGEST + 1).count() <= LONGEST
        && content.iter().all(strong)
}

/// Whether a paragraph is a few words without an end, as «خط فرمان» above a command and `views.py` above what
/// stands in the file.
pub(super) fn is_label(content: &[Inline]) -> bool {
    /// Letters and spaces of the longest label: longer words are a sentence.
    const LONGEST: usize = 32;
    let words = plain_text(content);
    let words = words.trim_end();
    !words.is_empty()
        && words.chars().count() <= LONGEST
        && !words.ends_with(['.', '!', '؟', '?', '؛', '،', '…'])
}

fn ends_with_colon(inlines: &[Inline]) -> bool {
    inlines.last().is_some_and(|last| match &last.kind {
        InlineKind::Text(words) => words.trim_end().ends_with(':'),
        _ => ends_with_colon(children(last)),
    })
}
