//! Captions of figures and tables, with their labels and whose they are: «شکل ۱: …», «عکس: …».

use super::collector::Collector;
use super::setting::Setting;
use crate::font::Weight;
use crate::frame::Role;
use crate::model::{Alignment, Inline, SourceNode};
use crate::page::flow::Flow;
use crate::text::TextStyle;

/// What stands beside a figure or a table, in one element of the structure tree: a caption is the first or the last child
/// of what it belongs to (ISO 14289-2, 8.2.5.27), so that nothing follows it.
pub(super) struct Caption<'c> {
    /// The tool's own words before it: «شکل ۱:», «(الف)».
    pub(super) label: Option<&'c str>,
    pub(super) words: Option<&'c [Inline]>,
    /// Whose the figure is.
    pub(super) credit: Option<&'c str>,
}

impl Caption<'_> {
    /// Its lines, centred, in small letters; none where it says nothing.
    pub(super) fn set(
        &self,
        collector: &mut Collector<'_>,
        source: SourceNode,
        setting: &Setting,
    ) -> Flow {
        let words = self.words.unwrap_or_default();
        let mut flow = Flow::default();
        if self.label.is_none() && words.is_empty() && self.credit.is_none() {
            return flow;
        }
        // «شکل ۱: نقشهٔ ایران» and below it «عکس: کسی» are one element: two beside each other would put the first in the
        // middle of what the figure holds.
        let element = collector.element(Role::Caption, setting);
        if self.label.is_some() || !words.is_empty() {
            let captioned = small(collector, setting).in_element(element);
            // «شکل ۱: Sales by region» begins with its label where reading begins, as the captions around it do; the title
            // runs its own way within the line. Without a label only the author's words say which way that is.
            let mut composer = collector.composer(&captioned);
            if let Some(label) = self.label {
                let bold = TextStyle {
                    weight: Weight::Bold,
                    ..captioned.style.clone()
                };
                composer.words(label, &bold, source.span);
                composer.words(" ", &captioned.style, source.span);
                composer.in_own_direction(words, &captioned.style, setting.direction);
            } else {
                composer.inlines(words, &captioned.style);
            }
            let asked = setting.asked.or(self.label.map(|_| setting.direction));
            let composed = composer.finish(asked, setting.direction);
            flow.append(collector.composed(composed, source, &captioned));
        }
        if let Some(words) = self.credit {
            flow.append(credit(collector, words, source, &setting.within(element)));
        }
        flow
    }
}

/// The label of a block's caption: «شکل ۱:».
pub(super) fn label(collector: &Collector<'_>, source: SourceNode) -> Option<String> {
    let label = collector.sources.book.label(source.id)?;
    Some(format!("{label}:"))
}

/// Whose a figure or a table is, in small letters.
pub(super) fn credit(
    collector: &mut Collector<'_>,
    words: &str,
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let element = collector.element(Role::Paragraph, setting);
    let small = small(collector, setting).in_element(element);
    let mut composer = collector.composer(&small);
    composer.words(words, &small.style, source.span);
    let composed = composer.finish(setting.asked, setting.direction);
    collector.composed(composed, source, &small)
}

/// How captions and what belongs to them are set.
fn small(collector: &Collector<'_>, setting: &Setting) -> Setting {
    let design = collector.design;
    Setting {
        alignment: Alignment::Center,
        leading: design.small_leading(),
        style: design.small(&setting.style.language),
        ..setting.flush()
    }
}
