//! Braces that end a paragraph: its words in, what the braces say of it out.

use super::attributes::{self, Written};
use super::frame::trim;
use crate::model::{Inline, InlineKind};

/// Cuts braces off the end of a paragraph that say something of it: `{#second}`, `{.wide}`, `{when=pdf}`, `{lines=-1}`.
/// Those that touch what is no word, as in `` `x`{.rust} ``, are not the paragraph's.
pub(super) fn take(inlines: &mut Vec<Inline>) -> Option<Written> {
    let (last, before) = inlines.split_last_mut()?;
    let InlineKind::Text(text) = &mut last.kind else {
        return None;
    };
    let (end, written) = attributes::parse_at_end(text)?;
    let parted = before.last().is_none_or(is_break);
    let touching = text.starts_with('{') && !parted;
    if touching || !written.is_meant() {
        return None;
    }
    text.truncate(end);
    trim(inlines);
    Some(written)
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak)
}
