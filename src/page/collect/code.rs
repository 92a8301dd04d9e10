//! Code and formulas on lines of their own.

use super::collector::Collector;
use super::setting::Setting;
use crate::font::Family;
use crate::frame::{Ink, Role, TextRole};
use crate::locale::Direction;
use crate::model::{Alignment, Begins, letters};
use crate::page::flow::{Backdrop, Flow, FlowBox};
use crate::source::Span;
use crate::text::{Breaking, TextStyle};

/// Code: left to right, line by line as typed, on a light ground.
pub(super) fn code(
    collector: &mut Collector<'_>,
    code: &str,
    span: Span,
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
        let mut set = code_line(collector, line, span, &inner);
        offset_positions(&mut set, preceding);
        flow.append(set);
        preceding += letters(line);
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

fn code_line(collector: &mut Collector<'_>, line: &str, span: Span, setting: &Setting) -> Flow {
    if line.is_empty() {
        return Flow::of([FlowBox::blank(setting.leading)]);
    }
    let stop = collector.design.theme.code.tab;
    Flow::of(left_to_right(
        collector,
        &without_tabs(line, stop),
        span,
        setting,
    ))
}

/// Words from left to right, whose last line ends with a space: more lines of the element follow.
fn left_to_right(
    collector: &mut Collector<'_>,
    words: &str,
    span: Span,
    setting: &Setting,
) -> Vec<FlowBox> {
    let mut composer = collector.composer(setting);
    composer.words(words, &setting.style, span);
    let composed = composer.finish(Some(Direction::Ltr), Direction::Ltr);
    let set = collector.set(composed, setting, setting.width(collector.design));
    let mut lines = collector.boxes(set, span, setting);
    // Readers of the file join lines of one element. Without the space «a = 1» and «b = 2» below it
    // would be copied as «a = 1b = 2».
    if let Some(last) = lines.last_mut() {
        last.end_with_space();
    }
    lines
}

/// Adds `preceding` characters of the block to the source position of each line.
fn offset_positions(lines: &mut Flow, preceding: usize) {
    for line in lines.boxes_mut() {
        if let Some(Begins::Words(place)) = &mut line.page_start {
            place.letters += preceding;
        }
    }
}

/// A displayed formula, as its source.
pub(super) fn formula(
    collector: &mut Collector<'_>,
    source: &str,
    span: Span,
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
    collector.tree.element(element).alt = Some(source.trim().to_owned());
    let inner = inner.in_element(element);
    let mut flow = Flow::default();
    for line in source.trim().lines() {
        let lines = left_to_right(collector, line.trim(), span, &inner);
        flow.append(Flow::of(lines).keep_edges());
    }
    let design = collector.design;
    flow.spaced(design.space(design.theme.formula.around))
}

/// Tabs as spaces up to the next stop.
fn without_tabs(line: &str, stop: usize) -> String {
    let mut spaced = String::with_capacity(line.len());
    let mut column = 0;
    for letter in line.chars() {
        if letter == '\t' {
            let spaces = stop - column % stop;
            spaced.extend(std::iter::repeat_n(' ', spaces));
            column += spaces;
        } else {
            spaced.push(letter);
            column += 1;
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::without_tabs;

    #[test]
    fn a_tab_reaches_to_the_next_stop() {
        assert_eq!(without_tabs("a\tb", 4), "a   b");
        assert_eq!(without_tabs("\t\tc", 4), "        c");
    }
}
