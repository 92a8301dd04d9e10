//! Figures: a picture with its caption, kept together; it floats to the next page when it must.

use super::column::{Column, Setting};
use super::slab::{FlowItem, Placing, Slab, stack};
use crate::font::Weight;
use crate::frame::{ElementId, PageItem, PlacedPicture, Rect, Role};
use crate::model::{Alignment, AnchorId, Figure, Image, Inline, Length, plain_text};
use crate::source::Span;
use crate::text::TextStyle;
use crate::units::Pt;

/// CSS pixels to points.
pub(super) const PIXEL: f32 = 0.75;
/// A picture leaves at least this share of the page for its caption and a line of text.
const TALLEST: f32 = 0.8;

/// A length in a column of a width.
pub(super) fn resolve(length: Length, measure: Pt) -> Pt {
    match length {
        Length::Share(share) => measure * share.clamp(0.01, 1.0),
        Length::Points(points) => Pt(points.max(1.0)),
    }
}

impl Column<'_> {
    /// A figure.
    pub(super) fn figure(
        &mut self,
        figure: &Figure,
        anchor: Option<AnchorId>,
        span: Span,
        setting: &Setting,
    ) {
        let caption = figure.caption.as_deref();
        let Some(mut picture) = self.picture_slab(&figure.image, setting) else {
            // What cannot be shown is told.
            if !figure.image.alt.is_empty() {
                let alt = Inline {
                    kind: crate::model::InlineKind::Text(figure.image.alt.clone()),
                    span,
                };
                self.text(&[alt], span, setting);
            }
            return;
        };
        let whole = match caption {
            Some(_) => self.element(Role::Division, setting),
            None => setting.inside,
        };
        let place = setting.within(whole);
        let element = self.figure_element(figure, &place);
        if let Some(PageItem::Picture(placed)) = picture.items.first_mut() {
            placed.element = element;
            placed.span = Some(span);
        }
        let outer = std::mem::take(&mut self.flow);
        self.flow.push(FlowItem::Slab(picture));
        if let Some(caption) = caption {
            self.space(self.design.leading * 0.25);
            self.caption(caption, anchor, span, &place);
        }
        let inner = std::mem::replace(&mut self.flow, outer);
        let mut whole = stack(inner);
        whole.placing = Placing::Float;
        whole.origin = Some(span);
        whole.begin_with(span);
        self.space(self.design.leading * 0.75);
        self.flow.push(FlowItem::Slab(whole));
        self.space(self.design.leading * 0.75);
    }

    /// The element of a figure's picture; none for a picture that nothing is said of. One without
    /// an alternative text is told by its caption.
    fn figure_element(&mut self, figure: &Figure, setting: &Setting) -> Option<ElementId> {
        let caption = figure.caption.as_deref().map(plain_text);
        let told = [Some(figure.image.alt.clone()), caption];
        let alt = told.into_iter().flatten().find(|told| !told.is_empty())?;
        let element = self.element(Role::Figure, setting);
        self.tree.element(element).alt = Some(alt);
        Some(element)
    }

    /// The picture alone, centred.
    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    fn picture_slab(&self, image: &Image, setting: &Setting) -> Option<Slab> {
        let picture = self.sources.pictures.get(&image.path)?;
        let column = setting.width(self.design);
        let (pixels, rows) = (picture.width.max(1) as f32, picture.height.max(1) as f32);
        let natural = Pt(pixels * PIXEL);
        let asked = image
            .width
            .map_or(natural, |width| resolve(width, column))
            .min(column);
        let tallest = self.design.height * TALLEST;
        let width = asked.min(tallest * (pixels / rows));
        let height = width * (rows / pixels);
        let rect = Rect {
            x: setting.left + (column - width) / 2.0,
            y: Pt::ZERO,
            width,
            height,
        };
        let placed = PlacedPicture {
            path: image.path.clone(),
            alt: image.alt.clone(),
            rect,
            element: None,
            span: None,
        };
        let mut slab = Slab::blank(height);
        slab.items.push(PageItem::Picture(placed));
        Some(slab)
    }

    /// A caption with its label: «شکل ۱: …».
    pub(super) fn caption(
        &mut self,
        caption: &[Inline],
        anchor: Option<AnchorId>,
        span: Span,
        setting: &Setting,
    ) {
        let label = anchor.and_then(|anchor| self.sources.book.labels.get(&anchor).cloned());
        let style = self.design.small(&setting.style.language);
        let captioned = Setting {
            alignment: Alignment::Center,
            leading: self.design.small_leading(),
            first_indent: Pt::ZERO,
            hanging: Pt::ZERO,
            style,
            ..setting.clone()
        };
        let element = self.element(Role::Caption, setting);
        let captioned = captioned.in_element(element);
        let mut composer = self.composer(&captioned);
        if let Some(label) = label {
            let bold = TextStyle {
                weight: Weight::Bold,
                ..captioned.style.clone()
            };
            composer.label(&format!("{label}:"), &bold, span);
            composer.words(" ", &captioned.style, span);
        }
        composer.inlines(caption, &captioned.style);
        let composed = composer.finish(setting.asked, setting.direction);
        self.composed(composed, span, &captioned);
    }
}
