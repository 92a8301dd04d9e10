//! Theorems and their like: their label and title run in with the first paragraph.

use super::collector::Collector;
use super::setting::Setting;
use crate::font::Weight;
use crate::model::{Block, BlockKind, Inline, SourceNode};
use crate::page::flow::Flow;
use crate::text::TextStyle;

/// What stands before a statement.
pub(super) struct StatementHead<'b> {
    /// «قضیهٔ ۱».
    pub(super) label: String,
    /// What it is called.
    pub(super) title: &'b [Inline],
    pub(super) source: SourceNode,
}

/// The first paragraph of a statement: «**قضیهٔ ۱** (فیثاغورس). در هر مثلث …»; the label alone where the text begins with
/// something else.
pub(super) fn first_paragraph(
    collector: &mut Collector<'_>,
    lead: &StatementHead<'_>,
    first: Option<&Block>,
    setting: &Setting,
) -> Flow {
    let content = first.and_then(paragraph);
    let mut composer = collector.composer(setting);
    let bold = TextStyle {
        weight: Weight::Bold,
        ..setting.style.clone()
    };
    composer.label(&lead.label, &bold, lead.source.span);
    if !lead.title.is_empty() {
        composer.words(" (", &setting.style, lead.source.span);
        composer.inlines(lead.title, &setting.style);
        composer.words(")", &setting.style, lead.source.span);
    }
    let end = if content.is_some() { ". " } else { "." };
    composer.words(end, &bold, lead.source.span);
    composer.inlines(content.unwrap_or_default(), &setting.style);
    let composed = composer.finish(setting.asked, setting.direction);
    let (Some(first), Some(_)) = (first, content) else {
        let flow = collector.composed(composed, lead.source, setting);
        return flow.keep_with_next();
    };
    let flow = collector.composed(composed, first.source(), setting);
    match collector.sources.book.anchor(first.id) {
        Some(anchor) => flow.with_anchor(anchor),
        None => flow,
    }
}

/// The words of a block that is a paragraph.
pub(super) fn paragraph(block: &Block) -> Option<&[Inline]> {
    match &block.kind {
        BlockKind::Paragraph(content) => Some(content),
        _ => None,
    }
}
