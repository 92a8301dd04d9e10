//! Pictures side by side, with a caption each and one for all: rows of pictures, the first where reading begins.

use super::caption::{self, Caption};
use super::collector::Collector;
use super::figure::{Below, alternative, floating, picture_box, tag};
use super::setting::{Leaf, Setting};
use crate::frame::Role;
use crate::locale::Direction;
use crate::model::{Block, BlockKind, Panels};
use crate::page::flow::{Flow, FlowBox};
use crate::units::Pt;

/// Pictures side by side in one box, so that no page ends among them.
pub(super) fn panels(
    collector: &mut Collector<'_>,
    panels: &Panels,
    block: &Block,
    setting: &Setting,
) -> Flow {
    let design = collector.design;
    let theme = design.theme.figure;
    let place = setting.within(collector.element(Role::Division, setting));
    let columns = panels.columns();
    let gap = theme.beside.of(design.size);
    let rows = panels.figures.chunks(columns);
    // Pictures of all rows and their captions share the page with the caption below.
    let beside = Beside {
        tallest: theme.tallest.of(design.height) / count(rows.len().max(1)),
        lettered: panels.caption.is_some() && panels.are_lettered(),
    };
    let width = (setting.width(design) - gap * count(columns - 1)) / count(columns);
    let mut whole = FlowBox::default();
    for (at, row) in rows.enumerate() {
        if at > 0 {
            whole.height += theme.above_caption.of(design.leading) * 2.0;
        }
        let first = at * columns;
        // A row that is not full stands in the middle.
        let missing = (width + gap) * count(columns - row.len()) / 2.0;
        let mut parts = Vec::new();
        for (place_in_row, block) in row.iter().enumerate() {
            let from_start = missing + (width + gap) * count(place_in_row);
            let column = column(&place, from_start, width, collector);
            parts.extend(panel(
                collector,
                block,
                first + place_in_row,
                &column,
                &beside,
            ));
        }
        whole.stack(beside_each_other(
            parts,
            theme.above_caption.of(design.leading),
        ));
    }
    let below = Below::of(block, panels.caption.as_deref());
    floating(collector, whole, &below, &place)
}

/// A column of a row, which begins so far from where the line does.
fn column(place: &Setting, from_start: Pt, width: Pt, collector: &Collector<'_>) -> Setting {
    let rest = place.width(collector.design) - from_start - width;
    let mut column = place.clone();
    let (near, far) = match place.direction {
        Direction::Rtl => (&mut column.right, &mut column.left),
        Direction::Ltr => (&mut column.left, &mut column.right),
    };
    *near += from_start;
    *far += rest;
    column.leaf = Leaf::New(Role::Paragraph);
    column
}

/// A picture and its own caption, which stand below each other.
struct Panel {
    picture: FlowBox,
    caption: FlowBox,
}

/// What the pictures of a figure share.
struct Beside {
    /// How high a picture may be.
    tallest: Pt,
    /// Whether they have letters.
    lettered: bool,
}

/// A picture with its own caption: «(الف) از روبه‌رو».
fn panel(
    collector: &mut Collector<'_>,
    block: &Block,
    at: usize,
    column: &Setting,
    beside: &Beside,
) -> Option<Panel> {
    let BlockKind::Figure(figure) = &block.kind else {
        return None;
    };
    let source = block.source();
    let column = column.with(&block.attributes);
    let place = column.within(collector.element(Role::Division, &column));
    let mut picture = match picture_box(collector, &figure.image, &place, beside.tallest) {
        Some(mut picture) => {
            tag(collector, &mut picture, figure, source, &place);
            picture
        }
        None => alternative(collector, &figure.image, source, &place).stacked(),
    };
    if let Some(anchor) = collector.sources.book.anchor(block.id) {
        picture.anchors.push(anchor.into());
    }
    let label = match beside.lettered {
        true => Some(collector.design.language.panel(at)),
        false => caption::label(collector, source),
    };
    let caption = Caption {
        label: label.as_deref(),
        words: figure.caption.as_deref(),
        credit: block.attributes.credit.as_deref(),
    };
    let caption = caption.set(collector, source, &place).stacked();
    Some(Panel { picture, caption })
}

/// Parts of one row: pictures stand on one line, their captions below it.
fn beside_each_other(parts: Vec<Panel>, gap: Pt) -> FlowBox {
    let pictures = parts.iter().map(|part| part.picture.height);
    let line = pictures.fold(Pt::ZERO, Pt::max);
    let mut row = FlowBox::blank(line);
    for Panel {
        mut picture,
        mut caption,
    } in parts
    {
        picture.shift(Pt::ZERO, line - picture.height);
        row.absorb(picture);
        if caption.height > Pt::ZERO {
            row.height = row.height.max(line + gap + caption.height);
            caption.shift(Pt::ZERO, line + gap);
            row.absorb(caption);
        }
    }
    row
}

#[expect(clippy::cast_precision_loss, reason = "a few pictures of a row")]
fn count(number: usize) -> f32 {
    number as f32
}
