//! What stands before the items of a list: bullets, numbers, boxes, and the room that they need.

use super::collector::Collector;
use super::setting::Setting;
use crate::frame::Numbering;
use crate::locale::{Direction, Language};
use crate::model::{Alignment, ListItem, ListKind, SourceNode};
use crate::page::flow::FlowBox;
use crate::source::Origin;
use crate::text::{Digits, StyledText, TextStyle};
use crate::units::Pt;

/// What stands before an item: «۱.», a bullet of its level, the box of a task.
pub(super) fn marker(
    collector: &Collector<'_>,
    kind: ListKind,
    index: usize,
    item: &ListItem,
    setting: &Setting,
) -> String {
    let design = collector.design;
    let theme = design.theme.list;
    if let Some(done) = item.done {
        return theme.boxes[usize::from(!done)].to_owned();
    }
    if let Some(mark) = &item.mark {
        return mark.clone();
    }
    let depth = (setting.left + setting.right).0 / design.indent().0;
    match kind {
        ListKind::Bulleted => theme.bullets[usize::from(depth >= 1.0)].to_owned(),
        ListKind::Numbered(first) => {
            let number = usize::try_from(first).unwrap_or(1).saturating_add(index);
            format!("{}.", digits_of(setting).number(number))
        }
    }
}

/// The language whose digits a list counts in: that of its text; from the left all count in Latin ones.
fn digits_of(setting: &Setting) -> Language {
    match setting.direction {
        Direction::Rtl => setting.style.language,
        Direction::Ltr => Language::english(),
    }
}

/// How far the items of a list move in.
#[derive(Clone, Copy)]
pub(super) struct MarkerIndent {
    /// As other blocks do, or as far as its markers need.
    pub(super) usual: Pt,
    /// What its markers and a gap need, in a column that has room for little else.
    pub(super) least: Pt,
}

/// The indent of a list: wide enough for its markers and a gap.
pub(super) fn marker_indent(
    collector: &mut Collector<'_>,
    markers: &[String],
    setting: &Setting,
) -> MarkerIndent {
    let design = collector.design;
    let gap = design.theme.list.marker_gap.of(design.size);
    // «۱۰۰.» needs more room than «۱.»: all items of a list move in by what its widest marker needs, so
    // that their text has one edge.
    let mut least = Pt::ZERO;
    for marker in markers {
        let mut text = StyledText::new(setting.direction);
        let style = TextStyle {
            digits: Digits::OfOneWidth,
            ..setting.style.clone()
        };
        text.push(marker, &style, Origin::Tool);
        let shaped = collector.shaper.shape(text);
        let width = shaped.clusters.iter().map(|cluster| cluster.advance).sum();
        least = least.max(Pt(width) + gap);
    }
    MarkerIndent {
        usual: design.indent().max(least),
        least,
    }
}

/// A marker at the inner end of the room for it.
pub(super) fn marker_box(
    collector: &mut Collector<'_>,
    marker: &str,
    item: SourceNode,
    room: Pt,
    setting: &Setting,
) -> Option<FlowBox> {
    let design = collector.design;
    // The marker ends, and does not begin, at a common edge: the full stops of «۹.» and «۱۰.» stand
    // below each other.
    let width = room - design.theme.list.marker_gap.of(design.size);
    let mut hung = setting.clone();
    hung.alignment = Alignment::End;
    hung.first_indent = Pt::ZERO;
    hung.style.digits = Digits::OfOneWidth;
    if setting.direction == Direction::Rtl {
        hung.left += setting.width(design) - width;
    }
    let mut composer = collector.composer(&hung);
    composer.words(marker, &hung.style, item.span);
    let composed = composer.finish(Some(setting.direction), setting.direction);
    let set = collector.set(composed, &hung, width);
    collector.boxes(set, item, &hung).pop()
}

/// Whether the mark of an item counts by letters.
fn is_lettered(item: &ListItem) -> bool {
    let mark = item.mark.as_deref().unwrap_or_default();
    mark.contains(char::is_alphabetic)
}

/// How the items of a list are called.
pub(super) fn numbering(kind: ListKind, items: &[ListItem]) -> Numbering {
    match kind {
        _ if items.iter().any(|item| item.done.is_some()) => Numbering::Boxes,
        ListKind::Bulleted => Numbering::Disc,
        ListKind::Numbered(_) if items.iter().any(is_lettered) => Numbering::Letters,
        ListKind::Numbered(_) => Numbering::Decimal,
    }
}
