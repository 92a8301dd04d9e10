//! Figures: a picture with its caption, kept together; it floats to the next page when it must.

use super::caption::{self, Caption};
use super::collector::Collector;
use super::picture::{NaturalSize, resolve};
use super::setting::Setting;
use crate::frame::{ElementId, PageItem, PlacedPicture, Rect, Role};
use crate::model::{Block, Figure, Image, Inline, SourceNode, plain_text};
use crate::page::flow::{Flow, FlowBox, Glue, Placement};
use crate::units::Pt;

/// A figure; the alternative text of a picture that cannot be shown.
pub(super) fn figure(
    collector: &mut Collector<'_>,
    figure: &Figure,
    block: &Block,
    setting: &Setting,
) -> Flow {
    let source = block.source();
    let design = collector.design;
    // A picture higher than the page would stand alone on it, without its caption.
    let tallest = design.theme.figure.tallest.of(design.height);
    let Some(mut picture) = picture_box(collector, &figure.image, setting, tallest) else {
        return alternative(collector, &figure.image, source, setting);
    };
    let whole = match figure.caption {
        Some(_) => collector.element(Role::Division, setting),
        None => setting.inside,
    };
    let place = setting.within(whole);
    tag(collector, &mut picture, figure, source, &place);
    let below = Below::of(block, figure.caption.as_deref());
    floating(collector, picture, &below, &place)
}

/// What stands below a figure.
pub(super) struct Below<'b> {
    /// Its caption.
    words: Option<&'b [Inline]>,
    /// Whose it is.
    credit: Option<&'b str>,
    source: SourceNode,
}

impl<'b> Below<'b> {
    /// What stands below a block with a caption.
    pub(super) fn of(block: &'b Block, words: Option<&'b [Inline]>) -> Self {
        Self {
            words,
            credit: block.attributes.credit.as_deref(),
            source: block.source(),
        }
    }

    /// The lines of it, below a space.
    pub(super) fn lines(&self, collector: &mut Collector<'_>, place: &Setting) -> Flow {
        let label = self
            .words
            .and_then(|_| caption::label(collector, self.source));
        let caption = Caption {
            label: label.as_deref(),
            words: self.words,
            credit: self.credit,
        };
        caption.set(collector, self.source, place)
    }
}

/// Says in the structure tree what a box holds that begins with the picture of a figure.
pub(super) fn tag(
    collector: &mut Collector<'_>,
    picture: &mut FlowBox,
    figure: &Figure,
    source: SourceNode,
    place: &Setting,
) {
    let element = figure_element(collector, figure, place);
    if let Some(PageItem::Picture(placed)) = picture.items.first_mut() {
        placed.element = element;
        placed.span = Some(source.span);
    }
}

/// What is shown, with the caption below it; it floats to the next page where it must.
pub(super) fn floating(
    collector: &mut Collector<'_>,
    shown: FlowBox,
    below: &Below<'_>,
    place: &Setting,
) -> Flow {
    let source = below.source;
    let design = collector.design;
    let theme = design.theme.figure;
    let mut inside = Flow::of([shown]);
    let lines = below.lines(collector, place);
    if !lines.items().is_empty() {
        inside.space(design.space(theme.above_caption));
        inside.append(lines);
    }
    // One box, so that no page ends between picture and caption.
    let mut whole = inside.stacked();
    whole.placement = Placement::Float;
    whole.origin = Some(source.span);
    whole.begin_with(source.id);
    // Where the figure waits for the next page, the text goes on as if it stood nowhere.
    let around = Glue {
        without_float: Pt::ZERO,
        ..design.space(theme.around)
    };
    Flow::of([whole]).spaced(around)
}

/// The alternative text of a picture, in its place.
pub(super) fn alternative(
    collector: &mut Collector<'_>,
    image: &Image,
    source: SourceNode,
    setting: &Setting,
) -> Flow {
    if image.alt.is_empty() {
        return Flow::default();
    }
    let mut composer = collector.composer(setting);
    composer.words(&image.alt, &setting.style, source.span);
    let composed = composer.finish(setting.asked, setting.direction);
    collector.composed(composed, source, setting)
}

/// The element of a figure's picture; none for a picture without an alternative text and
/// without a caption, which stands in for one.
fn figure_element(
    collector: &mut Collector<'_>,
    figure: &Figure,
    setting: &Setting,
) -> Option<ElementId> {
    let caption = figure.caption.as_deref().map(plain_text);
    let known = [Some(figure.image.alt.clone()), caption];
    let alt = known.into_iter().flatten().find(|alt| !alt.is_empty())?;
    let element = collector.element(Role::Figure, setting);
    collector.tree.element(element).alt = Some(alt);
    Some(element)
}

/// The picture alone, centred, so high at most.
pub(super) fn picture_box(
    collector: &Collector<'_>,
    image: &Image,
    setting: &Setting,
    tallest: Pt,
) -> Option<FlowBox> {
    let design = collector.design;
    let size = NaturalSize::of(collector.sources.pictures.get(&image.path)?);
    let column = setting.width(design);
    let asked = image
        .width
        .map_or(Pt(size.width), |width| resolve(width, column))
        .min(column);
    let width = asked.min(tallest * (size.width / size.height));
    let height = width * (size.height / size.width);
    let rect = Rect {
        x: setting.left + (column - width) / 2.0,
        y: Pt::ZERO,
        width,
        height,
    };
    let mut alone = FlowBox::blank(height);
    alone.items.push(PageItem::Picture(PlacedPicture {
        path: image.path.clone(),
        alt: image.alt.clone(),
        rect,
        seen: None,
        element: None,
        span: None,
    }));
    Some(alone)
}
