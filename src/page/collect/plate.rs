//! Figures and tables that stand where their author asks for it: in their place, at the head of a page, on a page of
//! their own, upright, up to the edges of the paper, or turned.
//!
//! A table that is higher than a page which is turned goes on on the next one, below its head.

use super::collector::Collector;
use super::figure::{Below, alternative, picture_box, tag};
use super::panels;
use super::setting::Setting;
use super::table;
use crate::diag::Code;
use crate::frame::{PageItem, Rect, Role, TextRole};
use crate::model::{
    Block, BlockKind, Figure, FigurePlace, Image, InlineKind, Length, NoteId, visit_inlines,
};
use crate::page::design::Design;
use crate::page::flow::{Flow, FlowBox, FlowItem, Placement, Plate};
use crate::resolve::ResolvedBook;
use crate::units::{Pt, Share};

/// Where a block asks to stand; `None` where it says nothing, or stands where there are no pages of its own.
pub(super) fn asked(
    collector: &mut Collector<'_>,
    block: &Block,
    setting: &Setting,
) -> Option<FigurePlace> {
    if !block.kind.is_figure_or_table() {
        return None;
    }
    let place = FigurePlace::of(&block.attributes)?;
    let in_column = setting.left == Pt::ZERO && setting.right == Pt::ZERO;
    if !place.is_plate() || setting.role == TextRole::Body && in_column {
        return Some(place);
    }
    let message = "a figure or table in a list, a box or a note has no page of its own";
    let told = collector.sink.warn(Code::UnreadClass, block.span, message);
    told.hint("write it between paragraphs of the chapter, or take the class away");
    None
}

/// A figure or a table, set where pages are divided as usual, at its place.
pub(super) fn placed(
    collector: &Collector<'_>,
    mut flow: Flow,
    block: &Block,
    place: FigurePlace,
) -> Flow {
    /// A table that is higher than this share of a page goes on on the next one, and stands in its place.
    const HIGHEST: Share = Share(0.9);
    let design = collector.design;
    match place {
        FigurePlace::Here => {
            for found in flow.boxes_mut().filter(|found| found.placement.floats()) {
                found.placement = Placement::InFlow;
            }
            flow
        }
        FigurePlace::Top if flow.height() <= HIGHEST.of(design.height) => {
            let around = design.space(design.theme.figure.around);
            let mut whole = flow.solid().flow.stacked();
            whole.placement = Placement::Top;
            whole.origin = Some(block.span);
            whole.begin_with(block.id);
            Flow::of([whole]).spaced(crate::page::flow::Glue {
                without_float: Pt::ZERO,
                ..around
            })
        }
        FigurePlace::Top | FigurePlace::Page | FigurePlace::Bleed | FigurePlace::Turned => flow,
    }
}

/// A figure or a table on pages of its own.
pub(super) fn plates(
    collector: &mut Collector<'_>,
    block: &Block,
    setting: &Setting,
    place: FigurePlace,
) -> Flow {
    let upright = collector.design;
    let flow = match (place, &block.kind, upright.turned.as_deref()) {
        (FigurePlace::Turned, _, Some(turned)) => {
            collector.design = turned;
            let flow = framed(collector, block, setting);
            let plates = pages(flow, collector, Plate::Turned);
            collector.design = upright;
            plates
        }
        (FigurePlace::Bleed, BlockKind::Figure(figure), _) => {
            bleeding(collector, figure, block, setting)
        }
        _ => {
            let flow = framed(collector, block, setting);
            pages(flow, collector, Plate::Upright)
        }
    };
    let mut plates = Flow::of(flow);
    for plate in plates.boxes_mut() {
        plate.origin = plate.origin.or(Some(block.span));
        if plate.page_start.is_none() {
            plate.begin_with(block.id);
        }
    }
    plates
}

/// What stands on the pages, below each other.
fn framed(collector: &mut Collector<'_>, block: &Block, setting: &Setting) -> Flow {
    match &block.kind {
        BlockKind::Figure(figure) => full(collector, figure, block, setting),
        BlockKind::Panels(panels) => panels::panels(collector, panels, block, setting),
        BlockKind::Table(table) => table::table(collector, table, block, setting),
        // What no page of its own is for was told where it was asked for.
        BlockKind::Heading { .. }
        | BlockKind::Paragraph(_)
        | BlockKind::List { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Quote(_)
        | BlockKind::Verse(_)
        | BlockKind::Code(_)
        | BlockKind::Division(_)
        | BlockKind::Aside { .. }
        | BlockKind::Statement { .. }
        | BlockKind::Math(_)
        | BlockKind::Break => Flow::default(),
    }
}

/// A picture that fills its page as far as its caption leaves room, in the middle.
fn full(collector: &mut Collector<'_>, figure: &Figure, block: &Block, setting: &Setting) -> Flow {
    let design = collector.design;
    let parts = parts(collector, figure, block, setting);
    let Some(Parts { picture, caption }) = parts else {
        return alternative(collector, &figure.image, block.source(), setting);
    };
    let wide = Image {
        width: figure.image.width.or(Some(Length::Share(1.0))),
        ..figure.image.clone()
    };
    let gap = design.theme.figure.above_caption.of(design.leading);
    let below = match caption.height > Pt::ZERO {
        true => caption.height + gap,
        false => Pt::ZERO,
    };
    // Two lines of caption are 30 points of a text block of 400: the picture has 370 at most, whatever its width.
    let shown = picture_box(collector, &wide, setting, design.height - below);
    let mut whole = FlowBox::default();
    if let Some(mut shown) = shown {
        take_element(&mut shown, picture);
        let free = design.height - below - shown.height;
        whole.height = (free / 2.0).max(Pt::ZERO);
        whole.stack(shown);
    }
    if below > Pt::ZERO {
        whole.height += gap;
        whole.stack(caption);
    }
    Flow::of([whole])
}

/// A picture with its element, and its caption.
struct Parts {
    picture: FlowBox,
    caption: FlowBox,
}

/// The parts of a figure, in the order in which they are read; `None` for a picture that is not there.
fn parts(
    collector: &mut Collector<'_>,
    figure: &Figure,
    block: &Block,
    setting: &Setting,
) -> Option<Parts> {
    let source = block.source();
    let tallest = collector.design.height;
    let mut picture = picture_box(collector, &figure.image, setting, tallest)?;
    let whole = match figure.caption {
        Some(_) => collector.element(Role::Division, setting),
        None => setting.inside,
    };
    let place = setting.within(whole);
    tag(collector, &mut picture, figure, source, &place);
    let caption = Below::of(block, figure.caption.as_deref()).lines(collector, &place);
    let caption = caption.stacked();
    Some(Parts { picture, caption })
}

/// Gives a picture of another size the element of one.
fn take_element(shown: &mut FlowBox, from: FlowBox) {
    let from = from.items.into_iter().next();
    if let (Some(PageItem::Picture(shown)), Some(PageItem::Picture(from))) =
        (shown.items.first_mut(), from)
    {
        shown.element = from.element;
        shown.span = from.span;
    }
}

/// A picture up to the edges of the paper, and beyond them as far as a press prints; its caption stands at the foot of
/// the text block, and the picture above it.
fn bleeding(
    collector: &mut Collector<'_>,
    figure: &Figure,
    block: &Block,
    setting: &Setting,
) -> Vec<FlowBox> {
    let design = collector.design;
    let bleed = collector.sources.config.print.bleed;
    let Some(Parts {
        mut picture,
        mut caption,
    }) = parts(collector, figure, block, setting)
    else {
        let words = alternative(collector, &figure.image, block.source(), setting);
        return pages(words, collector, Plate::Upright);
    };
    let (width, height) = design.page;
    let top = Pt::ZERO - bleed;
    let foot = match caption.height > Pt::ZERO {
        false => height + bleed,
        true => {
            let gap = design.theme.figure.above_caption.of(design.leading) * 2.0;
            design.margins.top + design.height - caption.height - gap
        }
    };
    let seen = Rect {
        x: top,
        y: top,
        width: width + bleed * 2.0,
        height: foot - top,
    };
    // On a page of 300 by 400 points with a bleed of 8, a caption of 20 at the foot of the text block leaves 316 by some
    // 340: a picture of 4 by 3 is 453 by 340 there, and 68 of it are cut at either side.
    let mut whole = FlowBox::blank(design.height);
    if let Some(PageItem::Picture(shown)) = picture.items.first_mut() {
        shown.rect = covering(seen, shown.rect);
        shown.seen = Some(seen);
    }
    whole.items.append(&mut picture.items);
    caption.shift(Pt::ZERO, design.height - caption.height);
    whole.absorb(caption);
    whole.placement = Placement::Plate(Plate::Bleed);
    vec![whole]
}

/// The place of a picture that covers an area: what is too wide or too high for it is cut at both sides alike.
fn covering(area: Rect, picture: Rect) -> Rect {
    let ratio = picture.height.0 / picture.width.0;
    let width = area.width.max(area.height / ratio);
    let height = width * ratio;
    Rect {
        x: area.x + (area.width - width) / 2.0,
        y: area.y + (area.height - height) / 2.0,
        width,
        height,
    }
}

/// Cuts a flow into pages of its own.
fn pages(flow: Flow, collector: &Collector<'_>, plate: Plate) -> Vec<FlowBox> {
    let design = collector.design;
    let book = collector.sources.book;
    let lines = |note| lines_of_note(book, note, design);
    let room = PageRoom {
        design,
        lines: &lines,
    };
    let mut pages = Vec::new();
    let mut page: Vec<FlowBox> = Vec::new();
    for item in flow.solid().flow.into_items() {
        let FlowItem::Box(found) = item else {
            continue;
        };
        // A table of forty rows on a page of twenty: the rows behind the last place where a page may end begin the
        // next one, so that no head and no last row stands alone.
        let is_full = !page.is_empty() && room.height(&page, Some(&found)) > design.height;
        if is_full {
            let may_end = page.iter().rposition(|row| row.break_after.allows_break());
            let rest = match may_end {
                Some(end) => page.split_off(end + 1),
                None => Vec::new(),
            };
            pages.push(joined(std::mem::replace(&mut page, rest), plate));
        }
        page.push(match page.is_empty() && !pages.is_empty() {
            true => found.at_page_top(),
            false => found,
        });
    }
    if !page.is_empty() {
        pages.push(joined(page, plate));
    }
    pages
}

/// What pages of their own have to hold: their measures, and how long the notes are that they call for.
#[derive(Clone, Copy)]
pub(super) struct PageRoom<'a> {
    pub(super) design: &'a Design,
    /// About how many lines a note takes at a foot.
    pub(super) lines: &'a dyn Fn(NoteId) -> f32,
}

impl PageRoom<'_> {
    /// How high a page with one more row is, with the notes that its rows call for.
    pub(super) fn height(&self, rows: &[FlowBox], more: Option<&FlowBox>) -> Pt {
        let design = self.design;
        let all = || rows.iter().chain(more);
        let heights: Pt = all().map(|row| row.height).sum();
        let leading = design.theme.notes.leading.of(design.small_leading());
        let notes = all().flat_map(|row| &row.notes);
        let notes: Pt = notes.map(|note| leading * (self.lines)(*note)).sum();
        match notes > Pt::ZERO {
            true => heights + notes + design.theme.notes.above.of(design.leading),
            false => heights,
        }
    }
}

/// About how many lines a note takes at the foot of a page, rather more than less: its page is filled before it is set.
pub(super) fn lines_of_note(book: &ResolvedBook, id: NoteId, design: &Design) -> f32 {
    /// Letters with the spaces between them are narrower in every face.
    const LETTER: f32 = 0.48;
    let Some(note) = book.note(id) else {
        return 0.0;
    };
    let mut letters = 0_u16;
    visit_inlines(&note.blocks, &mut |inline| {
        if let InlineKind::Text(words) | InlineKind::Code(words) = &inline.kind {
            let count = u16::try_from(words.chars().count()).unwrap_or(u16::MAX);
            letters = letters.saturating_add(count);
        }
    });
    let size = design.theme.notes.size.of(design.size);
    let length = size * (LETTER * f32::from(letters));
    let others = u16::try_from(note.blocks.len().saturating_sub(1)).unwrap_or(u16::MAX);
    // Notes of a turned page are as wide as those of others.
    let measure = design.measure.min(design.height);
    (length.0 / measure.0).ceil().max(1.0) + f32::from(others)
}

/// The rows of a page as one box.
pub(super) fn joined(rows: Vec<FlowBox>, plate: Plate) -> FlowBox {
    let origin = rows.iter().find_map(|row| row.origin);
    let page_start = rows.iter().find_map(|row| row.page_start);
    let mut whole = FlowBox::default();
    for row in rows {
        whole.stack(row);
    }
    FlowBox {
        origin,
        page_start,
        placement: Placement::Plate(plate),
        ..whole
    }
}
