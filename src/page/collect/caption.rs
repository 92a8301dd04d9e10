//! Captions of figures and tables, with their labels: «شکل ۱: …».

use super::collector::Collector;
use super::setting::Setting;
use crate::font::Weight;
use crate::frame::Role;
use crate::model::{Alignment, Inline, SourceNode};
use crate::page::flow::Flow;
use crate::text::TextStyle;

/// A caption, centred, in small letters.
pub(super) fn caption(
    collector: &mut Collector<'_>,
    content: &[Inline],
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let label = collector.sources.book.label(source.id);
    let label = label.map(|label| format!("{label}:"));
    labelled(collector, label.as_deref(), content, source, setting)
}

/// Whose a figure or a table is, in small letters.
pub(super) fn credit(
    collector: &mut Collector<'_>,
    words: &str,
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let element = collector.element(Role::Paragraph, setting);
    let small = Setting {
        alignment: Alignment::Center,
        leading: design.small_leading(),
        style: design.small(&setting.style.language),
        ..setting.flush()
    };
    let small = small.in_element(element);
    let mut composer = collector.composer(&small);
    composer.words(words, &small.style, source.span);
    let composed = composer.finish(setting.asked, setting.direction);
    collector.composed(composed, source, &small)
}

/// A caption behind a label of its own.
pub(super) fn labelled(
    collector: &mut Collector<'_>,
    label: Option<&str>,
    content: &[Inline],
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let captioned = Setting {
        alignment: Alignment::Center,
        leading: design.small_leading(),
        style: design.small(&setting.style.language),
        ..setting.flush()
    };
    let element = collector.element(Role::Caption, setting);
    let captioned = captioned.in_element(element);
    // The label is the tool's own word: «شکل ۱: Sales by region» is an English caption all the same,
    // and only the author's words may say which way the line runs.
    let mut composer = collector.composer(&captioned);
    if let Some(label) = label {
        let bold = TextStyle {
            weight: Weight::Bold,
            ..captioned.style.clone()
        };
        composer.label(label, &bold, source.span);
        composer.words(" ", &captioned.style, source.span);
    }
    composer.inlines(content, &captioned.style);
    let composed = composer.finish(setting.asked, setting.direction);
    collector.composed(composed, source, &captioned)
}
