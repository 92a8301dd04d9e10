//! Pictures that the book does not have: their alternative texts in, what is set in their place out.
//!
//! A picture that stands alone in its paragraph, cell or heading is replaced by its alternative text.
//! Within a sentence nothing is set: «![avatar](https://…) من می‌گفتم» is «من می‌گفتم», since the words
//! describe a picture and belong to no sentence.

use super::frame::trim;
use crate::model::{Attributes, Inline, InlineKind, children, content_mut};

/// The class of the words that stand for a picture the book does not have.
const CLASS: &str = "missing-picture";

/// The words, marked as those of a picture.
pub(super) fn mark(words: Inline) -> InlineKind {
    let attributes = Attributes {
        classes: vec![CLASS.to_owned()],
        ..Attributes::default()
    };
    InlineKind::Span {
        attributes,
        content: vec![words],
    }
}

/// Takes the words of missing pictures out of a run, unless the run holds nothing else.
pub(super) fn leave_out(inlines: &mut Vec<Inline>) {
    if !inlines.iter().any(holds) || inlines.iter().all(is_picture_or_space) {
        return;
    }
    take(inlines);
    trim(inlines);
}

/// Whether an inline is the words of a missing picture, or holds some.
fn holds(inline: &Inline) -> bool {
    is_marked(inline) || children(inline).iter().any(holds)
}

fn is_marked(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Span { attributes, .. } => attributes.has_class(CLASS),
        _ => false,
    }
}

fn is_picture_or_space(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        // A badge: a link around a picture.
        InlineKind::Link { content, .. } => {
            !content.is_empty() && content.iter().all(is_picture_or_space)
        }
        _ => is_marked(inline),
    }
}

fn take(inlines: &mut Vec<Inline>) {
    let mut after_space = false;
    let mut taken = false;
    inlines.retain_mut(|inline| {
        if is_marked(inline) {
            taken = true;
            return false;
        }
        // The words of a link that is a picture are its name: «گفت‌وگو: [![Gitter](…)](…)».
        if holds(inline)
            && !is_picture_or_space(inline)
            && let Some(content) = content_mut(inline)
        {
            take(content);
            if content.is_empty() {
                taken = true;
                return false;
            }
        }
        // «یک ![x](…) دو» has a space on both sides of the picture: one is left.
        if std::mem::take(&mut taken) && after_space {
            drop_leading_space(inline);
        }
        after_space = ends_with_space(inline);
        true
    });
}

fn drop_leading_space(inline: &mut Inline) {
    if let InlineKind::Text(text) = &mut inline.kind
        && text.starts_with(' ')
    {
        text.remove(0);
    }
}

fn ends_with_space(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.ends_with([' ', '\n']),
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        _ => false,
    }
}
