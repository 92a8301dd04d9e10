//! Numbers of lines, for editions that others quote: the lines that are counted in, every fifth with its number out.

use super::collector::Collector;
use super::setting::{Leaf, Setting};
use crate::frame::{PageItem, TextRole};
use crate::model::{Alignment, Attributes, line_step};
use crate::page::flow::{Flow, FlowBox, LineCount, MarginBox, MarginKind};
use crate::units::Pt;

/// How a division with these attributes counts its lines.
pub(super) fn count(attributes: &Attributes) -> LineCount {
    LineCount {
        step: line_step(attributes),
        begins: true,
    }
}

/// Sets the numbers of the lines of a chapter, once its paragraphs have the lines that its pages need.
pub(super) fn number(collector: &mut Collector<'_>, flow: &mut Flow, setting: &Setting) {
    // Lines are counted last: a paragraph that is set in a line more so that its page ends well moves all numbers below it.
    let mut number = 0_usize;
    for line in flow.boxes_mut() {
        let Some(count) = line.line_count() else {
            continue;
        };
        number = if count.begins { 1 } else { number + 1 };
        if number.is_multiple_of(count.step) {
            let beside = beside(collector, number, line, setting);
            line.put_beside(&mut beside.into_iter().collect());
        }
    }
}

/// The number of a line, on its baseline.
fn beside(
    collector: &mut Collector<'_>,
    number: usize,
    line: &FlowBox,
    setting: &Setting,
) -> Option<MarginBox> {
    let design = collector.design;
    let mut small = Setting {
        alignment: Alignment::Start,
        leaf: Leaf::Artifact,
        role: TextRole::Running,
        ..setting.flush()
    };
    small.style.size = design.theme.margin.number.of(design.size);
    let words = design.language.number(number);
    let set = collector.one_line(&words, &small);
    let (own, text) = (baseline(&set.line)?, baseline(line)?);
    let mut number = set.line;
    number.forget_spans();
    let left = left(&number)?;
    number.shift(-left, Pt::ZERO);
    Some(MarginBox {
        kind: MarginKind::Number,
        down: text - own,
        width: set.width,
        lines: vec![number],
    })
}

fn baseline(line: &FlowBox) -> Option<Pt> {
    line.items.iter().find_map(|item| match item {
        PageItem::Line(line) => Some(line.baseline),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    })
}

fn left(line: &FlowBox) -> Option<Pt> {
    let edges = line.items.iter().filter_map(|item| match item {
        PageItem::Line(line) => line.runs.iter().map(|run| run.x).reduce(Pt::min),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    edges.reduce(Pt::min)
}
