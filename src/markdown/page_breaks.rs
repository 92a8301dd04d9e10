//! Marks of a new page that are no block of the text: an empty box in, the page break of the block behind it out.
//!
//! ```text
//! <div style="page-break-after: always"></div>      ::: page-break        \newpage (pandoc)
//!                                                   :::
//! ```

use crate::model::{Attributes, Block, BlockKind, PageBreak};

/// The class of a block behind which a page ends.
pub(super) const AFTER: &str = "page-break-after";

/// Classes of an empty box that begins a page; on a box with words it is this box that begins it.
const CLASSES: [&str; 4] = ["page-break", "pagebreak", "newpage", "pageBreak"];

/// Whether a value of CSS forces a break.
pub(super) fn is_forced(value: &str) -> bool {
    const FORCED: [&str; 7] = ["always", "page", "left", "right", "recto", "verso", "all"];
    FORCED.contains(&value.trim().to_ascii_lowercase().as_str())
}

/// Whether a block with such attributes is a mark where it has no words.
pub(super) fn is_mark(attributes: &Attributes) -> bool {
    let classes = &attributes.classes;
    attributes.page_break == Some(PageBreak::Before)
        || classes
            .iter()
            .any(|class| class == AFTER || CLASSES.contains(&class.as_str()))
}

/// Takes the marks out of blocks that stand beside each other, and gives their breaks to what follows.
pub(super) fn settle(blocks: &mut Vec<Block>) {
    pass(blocks, Awaited::Nothing);
}

/// What the next block is to have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Awaited {
    Nothing,
    Break,
}

/// Goes through blocks; what the block behind them is to have.
fn pass(blocks: &mut Vec<Block>, before: Awaited) -> Awaited {
    let mut awaited = before;
    blocks.retain_mut(|block| {
        let classes = block.attributes.classes.len();
        let ends_page = block.attributes.classes.iter().any(|class| class == AFTER);
        let is_named = |class: &String| CLASSES.contains(&class.as_str());
        let begins_page = block.attributes.classes.iter().any(is_named);
        block
            .attributes
            .classes
            .retain(|class| class != AFTER && !CLASSES.contains(&class.as_str()));
        let was_mark = classes > block.attributes.classes.len()
            || block.attributes.page_break == Some(PageBreak::Before);
        if let BlockKind::Division(inner) = &mut block.kind {
            if inner.is_empty() && was_mark && block.attributes.id.is_none() {
                awaited = Awaited::Break;
                return false;
            }
            let within = pass(inner, Awaited::Nothing);
            if awaited == Awaited::Break || begins_page {
                block.attributes.page_break = Some(PageBreak::Before);
            }
            awaited = within;
        } else {
            if awaited == Awaited::Break || begins_page {
                block.attributes.page_break = Some(PageBreak::Before);
            }
            awaited = Awaited::Nothing;
        }
        if ends_page {
            awaited = Awaited::Break;
        }
        true
    });
    awaited
}
