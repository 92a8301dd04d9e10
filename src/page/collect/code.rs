//! Code and formulas on lines of their own.

use super::collector::Collector;
use super::inline::{InlineComposer, TabCell};
use super::origins::ParagraphSource;
use super::setting::Setting;
use crate::font::Family;
use crate::frame::{Ink, Role, TextRole};
use crate::locale::Direction;
use crate::model::{Alignment, SourceNode};
use crate::page::flow::{Backdrop, Flow, FlowBox};
use crate::text::{Breaking, TextStyle};

/// Code: left to right, line by line as typed, on a light ground.
pub(super) fn code(
    collector: &mut Collector<'_>,
    code: &str,
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.code;
    let pad = theme.pad.of(design.size);
    let inner = Setting {
        left: setting.left + pad,
        right: setting.right + pad,
        style: TextStyle {
            family: Family::Code,
            size: theme.size.of(setting.style.size),
            breaking: Breaking::Anywhere,
            ..setting.style.clone()
        },
        leading: theme.leading.of(design.small_leading()),
        alignment: Alignment::Start,
        role: TextRole::Code,
        // The rest of a long line stands further in, so that nobody takes it for a new line.
        hanging: theme.turnover.of(design.size),
        direction: Direction::Ltr,
        ..setting.flush()
    };
    let paragraph = collector.element(Role::Paragraph, setting);
    let inner = inner.in_element(collector.tree.add_like(Role::Code, paragraph));
    let edge = FlowBox::blank(theme.pad_above.of(pad));
    let mut flow = Flow::of([edge.clone()]);
    // Lines of code are set one by one, since each begins anew at the left. The block is one place in the
    // source: positions go on from line to line.
    let mut preceding = 0;
    for line in code.strip_suffix('\n').unwrap_or(code).split('\n') {
        flow.append(code_line(collector, line, source, preceding, &inner));
        preceding += line.len() + 1;
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

/// A line of code, `preceding` bytes into its block.
fn code_line(
    collector: &mut Collector<'_>,
    line: &str,
    code: SourceNode,
    preceding: usize,
    setting: &Setting,
) -> Flow {
    if line.is_empty() {
        return Flow::of([FlowBox::blank(setting.leading)]);
    }
    let cells = tab_cells(line, collector.design.theme.code.tab);
    let mut composer = collector.composer(setting);
    composer.code_line(&cells, &setting.style, code, preceding);
    let source = ParagraphSource::Words(Some(code.span));
    Flow::of(left_to_right(collector, composer, source, setting))
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

/// A displayed formula, as its source.
pub(super) fn formula(
    collector: &mut Collector<'_>,
    formula: &str,
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    let style = TextStyle {
        family: Family::Code,
        ..setting.style.clone()
    };
    let mut inner = Setting {
        style,
        alignment: Alignment::Center,
        ..setting.clone()
    };
    inner.first_indent = crate::units::Pt::ZERO;
    let element = collector.element(Role::Formula, setting);
    collector.tree.element(element).alt = Some(formula.trim().to_owned());
    let inner = inner.in_element(element);
    let mut flow = Flow::default();
    for line in formula.trim().lines() {
        let mut composer = collector.composer(&inner);
        composer.words(line.trim(), &inner.style, source.span);
        let lines = left_to_right(collector, composer, source.into(), &inner);
        flow.append(Flow::of(lines).keep_edges());
    }
    let design = collector.design;
    flow.spaced(design.space(design.theme.formula.around))
}

/// The cells of a line; each tab reaches to the next stop.
fn tab_cells(line: &str, stop: usize) -> Vec<TabCell<'_>> {
    let mut cells = Vec::new();
    let (mut column, mut at) = (0, 0);
    for cell in line.split_inclusive('\t') {
        let words = cell.strip_suffix('\t').unwrap_or(cell);
        column += words.chars().count();
        let spaces = if words.len() < cell.len() {
            stop - column % stop
        } else {
            0
        };
        column += spaces;
        cells.push(TabCell { words, spaces, at });
        at += cell.len();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::tab_cells;

    #[test]
    fn a_tab_reaches_to_the_next_stop() {
        let set = |line| -> String {
            let cells = tab_cells(line, 4).into_iter();
            cells
                .map(|cell| cell.words.to_owned() + &" ".repeat(cell.spaces))
                .collect()
        };
        assert_eq!(set("a\tb"), "a   b");
        assert_eq!(set("\t\tc"), "        c");
    }
}
