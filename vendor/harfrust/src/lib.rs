//! The interface of harfrust 0.12, as usvg asks for it, over the harfrust that shapes the text of the book.
//!
//! The older interface borrows a font, prepares it as [`ShaperData`] at the place of a [`ShaperInstance`], and turns a
//! [`UnicodeBuffer`] into a [`GlyphBuffer`]. The newer one keeps a font that owns its bytes and shapes in place.

pub use current::font::Variation;
pub use current::{Direction, Feature, GlyphInfo, GlyphPosition, ShapeOptions, Tag};
pub use read_fonts::FontRef;

use current::{Buffer, Font, ShaperFont};

/// Axes and the values that they are set to.
#[derive(Clone, Debug, Default)]
pub struct ShaperInstance(Vec<Variation>);

impl ShaperInstance {
    /// The instance of a font with these values; the other axes keep theirs.
    pub fn from_variations<'v>(
        _font: &FontRef<'_>,
        variations: impl IntoIterator<Item = &'v Variation>,
    ) -> Self {
        Self(variations.into_iter().copied().collect())
    }
}

/// A font that is prepared to be shaped with; without one that can be read nothing comes out.
pub struct ShaperData(Option<Font>);

impl ShaperData {
    /// Prepares a font. Its bytes are copied.
    pub fn new(font: &FontRef<'_>) -> Self {
        let bytes = font.data().as_bytes().to_vec();
        Self(Font::new(bytes, font.ttc_index().unwrap_or(0)))
    }

    /// A shaper for the same font.
    pub fn shaper(&self, _font: &FontRef<'_>) -> ShaperBuilder {
        ShaperBuilder(self.0.clone())
    }
}

/// A shaper before its instance is known.
pub struct ShaperBuilder(Option<Font>);

impl ShaperBuilder {
    /// Shapes with this instance of the font.
    #[must_use]
    pub fn instance(self, instance: Option<&ShaperInstance>) -> Self {
        let (Some(font), Some(instance)) = (&self.0, instance) else {
            return self;
        };
        let varied = font.instance_builder();
        Self(Some(varied.variations(instance.0.iter().copied()).build()))
    }

    /// The shaper.
    pub fn build(self) -> Shaper {
        Shaper(self.0)
    }
}

/// Shapes texts with one font.
pub struct Shaper(Option<Font>);

impl Shaper {
    /// Shapes a text. It stays without glyphs where the font cannot be read or the text is beyond the shaper's limits.
    pub fn shape(&self, buffer: UnicodeBuffer, options: ShapeOptions<'_>) -> GlyphBuffer {
        let mut buffer = buffer.0;
        let font = self.0.as_ref().map(ShaperFont::new);
        let shaped = font.map(|font| current::shape(&font, &mut buffer, options));
        match shaped {
            Some(Ok(())) => GlyphBuffer(buffer),
            _ => GlyphBuffer(Buffer::new()),
        }
    }
}

/// A text before it is shaped.
#[derive(Default)]
pub struct UnicodeBuffer(Buffer);

impl UnicodeBuffer {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds letters; each is a cluster of its own, named by its byte.
    pub fn push_str(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// The direction in which it is shaped.
    pub fn set_direction(&mut self, direction: Direction) {
        self.0.set_direction(direction);
    }

    /// Takes the script, and what else was not set, from the letters.
    pub fn guess_segment_properties(&mut self) {
        self.0.guess_segment_properties();
    }
}

/// The glyphs of a text.
pub struct GlyphBuffer(Buffer);

impl GlyphBuffer {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which glyphs, and of which clusters.
    pub fn glyph_infos(&self) -> &[GlyphInfo] {
        self.0.glyph_infos()
    }

    /// Where they stand, in units of the font.
    pub fn glyph_positions(&self) -> &[GlyphPosition] {
        self.0.glyph_positions()
    }
}
