//! A formula on lines of its own: TeX in, a block in the middle of the column out, with its number where its line ends.
//!
//! What cannot be set stands as its source, left to right in the face of code; the author has been told by
//! the check of the whole book (`src/pipeline/formulas.rs`).

use super::code;
use super::collector::{Collector, OneLine};
use super::formula::FormulaInLine;
use super::setting::Setting;
use crate::diag::Code;
use crate::formula::{Column, Standing};
use crate::frame::{ElementId, PageItem, Role};
use crate::locale::Direction;
use crate::model::{Alignment, SourceNode};
use crate::page::Sources;
use crate::page::flow::{Flow, FlowBox, Penalty};
use crate::units::Pt;

/// A displayed formula.
pub(super) fn displayed(
    collector: &mut Collector<'_>,
    source: &str,
    node: SourceNode,
    setting: &Setting,
) -> Flow {
    let number = collector.sources.book.formula_number(node.id);
    let around = match number {
        // The formula and its number are two parts of one paragraph.
        Some(_) => setting.in_element(collector.element(Role::Paragraph, setting)),
        None => setting.clone(),
    };
    // It is read before its number.
    let element = collector.element(Role::Formula, &around);
    collector.tree.element(element).alt = Some(source.trim().to_owned());
    let number = number.map(|number| Number::new(collector, &number, &around));
    let beside = number.as_ref().map_or(Pt::ZERO, |number| number.room);
    let written = Source {
        tex: source,
        node,
        element,
    };
    let mut block = block(collector, written, &around, beside);
    if let Some(number) = number {
        add_number(collector, &mut block, number, &around);
    }
    let design = collector.design;
    Flow::of(block.boxes).spaced(design.space(design.theme.formula.around))
}

/// What a formula was written as and where, and its element.
#[derive(Clone, Copy)]
struct Source<'s> {
    tex: &'s str,
    node: SourceNode,
    element: ElementId,
}

/// The number of a formula, at the end of a line.
struct Number {
    words: OneLine,
    /// What it takes of the column, with the space before it.
    room: Pt,
}

impl Number {
    fn new(collector: &mut Collector<'_>, number: &str, setting: &Setting) -> Self {
        let design = collector.design;
        let element = collector.element(Role::Label, setting);
        let inner = setting.flush().in_element(element);
        let ending = Setting {
            alignment: Alignment::End,
            // Words are set in the whole measure, and moved to where the column ends.
            left: match setting.direction {
                Direction::Rtl => setting.left,
                Direction::Ltr => Pt::ZERO - setting.right,
            },
            ..inner
        };
        let words = collector.one_line(number, &ending);
        let gap = design.theme.formula.number_gap.of(setting.style.size);
        let room = words.width + gap;
        Self { words, room }
    }
}

/// The boxes of a formula.
struct Block {
    boxes: Vec<FlowBox>,
    /// From where to where its last line reaches in the column.
    extent: Extent,
}

#[derive(Clone, Copy, Default)]
struct Extent {
    left: Pt,
    right: Pt,
}

/// A formula in its column; one that is broken leaves as much room beside it as its number needs.
fn block(
    collector: &mut Collector<'_>,
    source: Source<'_>,
    setting: &Setting,
    beside: Pt,
) -> Block {
    let Source { tex, node, element } = source;
    let inner = Setting {
        alignment: Alignment::Center,
        ..setting.flush()
    };
    let inner = inner.in_element(element);
    let Sources {
        formulas, fonts, ..
    } = collector.sources;
    let read = formulas.read(tex, Standing::Displayed, fonts);
    let Some(formula) = FormulaInLine::new(read, tex, &inner.style) else {
        return Block {
            boxes: code::formula(collector, tex, node, &inner),
            extent: Extent {
                left: inner.left,
                right: inner.left + inner.width(collector.design),
            },
        };
    };
    let width = inner.width(collector.design);
    let formula = formula.in_column(Column { width, beside });
    let mut composer = collector.composer(&inner);
    composer.formula_box(formula, &inner.style, node.span);
    let composed = composer.finish(Some(Direction::Ltr), Direction::Ltr);
    let set = collector.set(composed, &inner, width);
    let extent = set.lines.last().map(|line| Extent {
        left: inner.left + line.extent.0,
        right: inner.left + line.extent.1,
    });
    let boxes = collector.boxes(set, node, &inner);
    if boxes
        .iter()
        .any(|found| found.height > collector.design.height)
    {
        let message = "a formula is higher than the page";
        let told = collector.sink.warn(Code::OverfullPage, node.span, message);
        told.hint("write it as several formulas");
    }
    Block {
        boxes,
        extent: extent.unwrap_or_default(),
    }
}

/// Sets the number of a formula where its line ends: at the left in a Persian text. A wide formula makes way for it;
/// one that leaves no room has it on a line below.
fn add_number(collector: &Collector<'_>, block: &mut Block, number: Number, setting: &Setting) {
    let design = collector.design;
    let Some(last) = block.boxes.last_mut() else {
        return;
    };
    let Number { mut words, room } = number;
    let Extent { left, right } = block.extent;
    // A column of 300 points, a formula of 260 in its middle, a number of 20: 20 are free at either side and 32 are
    // needed, so the formula stands 12 nearer to where lines begin.
    let column = setting.left..setting.left + setting.width(design);
    let (behind, before) = match setting.direction {
        Direction::Rtl => (left - column.start, column.end - right),
        Direction::Ltr => (column.end - right, left - column.start),
    };
    let lacking = (room - behind).max(Pt::ZERO);
    if lacking > before.max(Pt::ZERO) {
        last.break_after = Penalty::FORBIDDEN;
        block.boxes.push(words.line);
        return;
    }
    let aside = match setting.direction {
        Direction::Rtl => lacking,
        Direction::Ltr => Pt::ZERO - lacking,
    };
    last.shift(aside, Pt::ZERO);
    let base = |line: &FlowBox| {
        line.items.iter().find_map(|item| match item {
            PageItem::Line(line) => Some(line.baseline),
            _ => None,
        })
    };
    if let (Some(own), Some(other)) = (base(last), base(&words.line)) {
        words.line.shift(Pt::ZERO, own - other);
    }
    last.absorb(words.line);
}
