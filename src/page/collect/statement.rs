//! Theorems and their like: their label and title run in with the first paragraph.

use super::blocks::{self, Before};
use super::collector::Collector;
use super::setting::Setting;
use crate::font::Weight;
use crate::frame::Role;
use crate::model::{Block, BlockKind, Inline, SourceNode};
use crate::page::flow::Flow;
use crate::text::TextStyle;

/// What stands before a statement.
pub(super) struct Lead<'b> {
    /// «قضیهٔ ۱».
    pub(super) label: String,
    /// What it is called.
    pub(super) title: &'b [Inline],
    pub(super) source: SourceNode,
}

/// A statement: «**قضیهٔ ۱** (فیثاغورس). در هر مثلث …».
pub(super) fn statement<'a>(
    collector: &mut Collector<'a>,
    lead: &Lead<'a>,
    text: &'a [Block],
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let inner = Setting {
        first_indent: crate::units::Pt::ZERO,
        ..setting.within(collector.element(Role::Division, setting))
    };
    let (first, rest) = match text.split_first() {
        Some((first, rest)) => match &first.kind {
            BlockKind::Paragraph(content) => (Some((first, content.as_slice())), rest),
            _ => (None, text),
        },
        None => (None, text),
    };
    let mut composer = collector.composer(&inner);
    let bold = TextStyle {
        weight: Weight::Bold,
        ..inner.style.clone()
    };
    composer.label(&lead.label, &bold, lead.source.span);
    if !lead.title.is_empty() {
        composer.words(" (", &inner.style, lead.source.span);
        composer.inlines(lead.title, &inner.style);
        composer.words(")", &inner.style, lead.source.span);
    }
    composer.words(
        if first.is_some() { ". " } else { "." },
        &bold,
        lead.source.span,
    );
    let content = first.map_or(&[][..], |(_, content)| content);
    composer.inlines(content, &inner.style);
    let composed = composer.finish(inner.asked, inner.direction);
    let source = first.map_or(lead.source, |(first, _)| first.source());
    let mut flow = collector.composed(composed, source, &inner);
    if let Some(anchor) = first.and_then(|(first, _)| collector.sources.book.anchor(first.id)) {
        flow = flow.with_anchor(anchor);
    }
    if first.is_none() {
        flow = flow.keep_with_next();
    }
    let before = match first {
        Some(_) => Before::Paragraph,
        None => Before::Other,
    };
    flow.append(blocks::blocks(collector, rest, &inner, before));
    flow.spaced(design.space(design.theme.quote.around))
}
