//! The interface of skrifa 0.44, as usvg asks for it, over the skrifa that reads the faces of the book.
//!
//! So the words of a drawing and those of the text are measured and drawn by one reader of fonts. All is that
//! reader's own but for one function, which it answers in another type: see [`raw::TableProvider`].

pub use current::*;

/// What reads the tables of a font.
pub mod raw {
    use current::GlyphId;
    use current::raw::tables::{mvar::Mvar, os2::Os2, svg};
    pub use current::raw::*;

    /// The tables that usvg asks for.
    pub trait TableProvider<'a>: current::raw::TableProvider<'a> {
        /// The metrics of Windows (`OS/2`).
        ///
        /// # Errors
        ///
        /// The font has none, or none that can be read.
        fn os2(&self) -> Result<Os2<'a>, ReadError> {
            current::raw::TableProvider::os2(self)
        }

        /// How metrics vary (`MVAR`).
        ///
        /// # Errors
        ///
        /// The font has none, or none that can be read.
        fn mvar(&self) -> Result<Mvar<'a>, ReadError> {
            current::raw::TableProvider::mvar(self)
        }

        /// Glyphs that are drawings (`SVG `).
        ///
        /// # Errors
        ///
        /// The font has none, or none that can be read.
        fn svg(&self) -> Result<Svg<'a>, ReadError> {
            current::raw::TableProvider::svg(self).map(Svg)
        }
    }

    impl<'a, T: current::raw::TableProvider<'a>> TableProvider<'a> for T {}

    /// Glyphs that are drawings.
    #[derive(Clone)]
    pub struct Svg<'a>(svg::Svg<'a>);

    impl<'a> Svg<'a> {
        /// The bytes of the drawing of a glyph, which may be compressed.
        ///
        /// # Errors
        ///
        /// None any more: a list that cannot be read holds no drawing.
        pub fn glyph_data(&self, glyph: GlyphId) -> Result<Option<&'a [u8]>, ReadError> {
            Ok(self.0.glyph_data(glyph))
        }

        /// The list of drawings.
        ///
        /// # Errors
        ///
        /// The list lies outside the table.
        pub fn svg_document_list(&self) -> Result<svg::SVGDocumentList<'a>, ReadError> {
            self.0.svg_document_list()
        }
    }
}
