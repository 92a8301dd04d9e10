//! A picture between words in, a thing of the line of its size out.

use super::InlineComposer;
use crate::frame::Role;
use crate::model::Image;
use crate::page::collect::object::{ObjectInLine, PictureInLine};
use crate::page::collect::picture::{NaturalSize, resolve};
use crate::page::collect::tags::Tag;
use crate::source::Span;
use crate::text::{ObjectSize, TextStyle};
use crate::units::Pt;

impl InlineComposer<'_> {
    /// A picture in the line: at its own size, no wider than the column, no higher than three lines.
    pub(super) fn image(&mut self, image: &Image, style: &TextStyle, span: Span) {
        let Some(picture) = self.pictures.get(&image.path) else {
            return self.text.push(&image.alt, style, span);
        };
        let NaturalSize { width, height } = NaturalSize::of(picture);
        let asked = image
            .width
            .map_or(width, |asked| resolve(asked, self.measure).0);
        // A sign above a chapter is as high as the words beside it where the title is said again.
        let tallest = match self.is_copy {
            true => style.size.0,
            false => self.theme.tallest_picture.of(style.size).0,
        };
        let limit = (self.measure.0 / asked)
            .min(tallest / (height * asked / width))
            .min(1.0);
        let size = ObjectSize {
            width: Pt(asked * limit),
            height: Pt(height * asked / width * limit),
            depth: Pt::ZERO,
        };
        self.objects.push(ObjectInLine::Picture(PictureInLine {
            image: image.clone(),
            span,
        }));
        if image.alt.is_empty() {
            return self.text.push_object(size, style, span);
        }
        let mut tag = Tag::new(Role::Figure);
        tag.alt = Some(image.alt.clone());
        tag.picture = Some(self.objects.len() - 1);
        self.tag(tag, |composer| composer.text.push_object(size, style, span));
    }
}
