//! Code and formulas on lines of their own.

use super::code_line::{self, CodeLine, Look};
use super::collector::Collector;
use super::inline::InlineComposer;
use super::origins::ParagraphSource;
use super::setting::Setting;
use crate::font::Family;
use crate::frame::{Ink, Role, TextRole};
use crate::locale::Direction;
use crate::model::{Alignment, Block, Code, SourceNode};
use crate::page::flow::{Backdrop, Flow, FlowBox};
use crate::text::{Breaking, TextStyle};

/// Code: line by line as typed, on a light ground, its parts told apart.
pub(super) fn code(
    collector: &mut Collector<'_>,
    block: &Block,
    code: &Code,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.code;
    let pad = theme.pad.of(design.size);
    let read = collector.sources.codes;
    let read = read.read(&code.syntax, &code.text, block.attributes.direction);
    let inner = Setting {
        left: setting.left + pad,
        right: setting.right + pad,
        style: TextStyle {
            family: Family::Code,
            size: theme.size.of(setting.style.size),
            breaking: Breaking::Tokens,
            ..setting.style.clone()
        },
        leading: theme.leading.of(design.small_leading()),
        alignment: Alignment::Start,
        role: TextRole::Code,
        direction: read.direction,
        asked: Some(read.direction),
        ..setting.flush()
    };
    let paragraph = collector.element(Role::Paragraph, setting);
    let element = collector.tree.add_like(Role::Code, paragraph);
    collector.tree.element(element).direction = Some(read.direction);
    let inner = inner.in_element(element);
    let look = Look::new(collector, code, &inner);
    let edge = FlowBox::blank(theme.pad_above.of(pad));
    let mut flow = Flow::of([edge.clone()]);
    // Lines of code are set one by one, since each begins anew at its side. The block is one place in the
    // source: positions go on from line to line.
    let mut start = 0;
    let text = code.text.as_str();
    let written = collector.sources.book.written(block.source(), text.len());
    for (index, line) in text
        .strip_suffix('\n')
        .unwrap_or(text)
        .split('\n')
        .enumerate()
    {
        let line = CodeLine {
            text,
            range: start..start + line.len(),
            index,
            read: &read,
            source: block.source(),
            written: &written,
            tab: theme.tab,
        };
        start = line.range.end + 1;
        flow.append(code_line::set(collector, &line, &look));
    }
    flow.push(edge);
    let ground = Backdrop {
        x: setting.left,
        width: setting.width(design),
        ink: Ink::Gray(theme.ground.0),
    };
    flow.with_backdrop(ground)
        .keep_ground_edges()
        .spaced(design.space(theme.around))
}

/// Words from left to right, whose last line ends with a space: more lines of the element follow.
fn left_to_right(
    collector: &mut Collector<'_>,
    composer: InlineComposer<'_>,
    source: ParagraphSource,
    setting: &Setting,
) -> Vec<FlowBox> {
    let composed = composer.finish(Some(Direction::Ltr), Direction::Ltr);
    let set = collector.set(composed, setting, setting.width(collector.design));
    let mut lines = collector.boxes(set, source, setting);
    // Readers of the file join lines of one element. Without the space «a = 1» and «b = 2» below it
    // would be copied as «a = 1b = 2».
    if let Some(last) = lines.last_mut() {
        last.end_with_space();
    }
    lines
}

/// The lines of a displayed formula, as its source.
pub(super) fn formula(
    collector: &mut Collector<'_>,
    formula: &str,
    source: SourceNode,
    setting: &Setting,
) -> Vec<FlowBox> {
    let mut inner = setting.clone();
    inner.style.family = Family::Code;
    let mut boxes = Vec::new();
    for line in formula.trim().lines() {
        let mut composer = collector.composer(&inner);
        composer.words(line.trim(), &inner.style, source.span);
        let lines = left_to_right(collector, composer, source.into(), &inner);
        boxes.extend(Flow::of(lines).keep_edges().into_boxes());
    }
    boxes
}
