//! A formula on lines of its own: TeX in, a block in the middle of the column out.
//!
//! What cannot be set stands as its source, left to right in the face of code; the author has been told by
//! the check of the whole book (`src/pipeline/formulas.rs`).

use super::code;
use super::collector::Collector;
use super::setting::Setting;
use crate::formula::{self, Standing};
use crate::frame::Role;
use crate::locale::Direction;
use crate::model::{Alignment, SourceNode};
use crate::page::flow::Flow;
use crate::units::Pt;

/// A displayed formula: in the middle of a line of its own.
pub(super) fn displayed(
    collector: &mut Collector<'_>,
    source: &str,
    node: SourceNode,
    setting: &Setting,
) -> Flow {
    let fonts = collector.sources.fonts;
    if formula::settable(source, Standing::Displayed, fonts).is_err() {
        return code::formula(collector, source, node, setting);
    }
    let mut inner = Setting {
        alignment: Alignment::Center,
        ..setting.flush()
    };
    inner.first_indent = Pt::ZERO;
    let element = collector.element(Role::Formula, setting);
    collector.tree.element(element).alt = Some(source.trim().to_owned());
    let inner = inner.in_element(element);
    let mut composer = collector.composer(&inner);
    composer.formula(source, Standing::Displayed, &inner.style, node.span);
    let composed = composer.finish(Some(Direction::Ltr), Direction::Ltr);
    let flow = collector.composed(composed, node, &inner);
    let design = collector.design;
    flow.spaced(design.space(design.theme.formula.around))
}
