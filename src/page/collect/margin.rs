//! What stands in the outer margin: divisions that ask for it, and notes of books that have them there.

use super::collector::Collector;
use super::setting::Setting;
use crate::diag::Code;
use crate::frame::TextRole;
use crate::model::{Alignment, Arrangement, Block, BlockKind};
use crate::page::design::Design;
use crate::page::flow::{Flow, FlowBox, FlowItem, MarginBox, MarginKind};
use crate::units::Pt;

/// The blocks of a division that stands in the margin; `None` for other blocks, and where the margin has no room, which
/// is told.
pub(super) fn of<'b>(collector: &mut Collector<'_>, block: &'b Block) -> Option<&'b [Block]> {
    let BlockKind::Division(inside) = &block.kind else {
        return None;
    };
    if Arrangement::of(&block.attributes) != Some(Arrangement::Margin) {
        return None;
    }
    if !collector.design.has_margin_column() {
        let message = "the outer margin is too narrow for words: they stand in the text";
        let told = collector.sink.warn(Code::NarrowMargin, block.span, message);
        told.hint(wide_enough(collector.design));
        return None;
    }
    Some(inside)
}

/// What to write for a margin of a usual width.
pub(super) fn wide_enough(design: &Design) -> String {
    /// A comfortable column, in millimetres.
    const COLUMN: f32 = 27.0;
    let theme = design.theme.margin;
    format!(
        "write `margins = {{ outer = {:.0} }}` under [pdf]",
        theme.gap + theme.edge + COLUMN
    )
}

/// How words in the margin are set: as notes, in lines that end where words end. Their column begins at the left edge of
/// the text until their page has a side.
pub(super) fn column(design: &Design, setting: &Setting) -> Setting {
    Setting {
        left: Pt::ZERO,
        right: design.measure - design.margin_column(),
        style: design.note(&setting.style.language),
        leading: design.margin_leading(),
        alignment: Alignment::Start,
        role: TextRole::Note,
        first_indent: Pt::ZERO,
        hanging: Pt::ZERO,
        lines: 0,
        gap: Pt::ZERO,
        ..setting.clone()
    }
}

/// A flow that was set in the column of the margin.
pub(super) fn words(flow: Flow, design: &Design) -> MarginBox {
    MarginBox {
        kind: MarginKind::Words,
        down: design.beside_line(),
        width: design.margin_column(),
        lines: lines(flow),
    }
}

/// The lines of a flow, its spaces as lines without words.
pub(super) fn lines(flow: Flow) -> Vec<FlowBox> {
    let boxes = flow.into_items().into_iter().map(|item| match item {
        FlowItem::Box(line) => line,
        FlowItem::Glue(glue) => FlowBox::blank(glue.natural),
        FlowItem::Opening(_) => FlowBox::default(),
    });
    boxes.collect()
}
