//! The pictures and faces of an EPUB as it carries them: the book in, files of the container out.

use super::container::Resource;
use super::fonts::{self, Embedded};
use super::media::{self, Media};
use super::{Binding, EpubError, cover};

/// Cover, pictures and faces of an EPUB.
pub struct EpubAssets {
    /// The cover, always a raster picture.
    pub(super) cover: Resource,
    /// The pictures of the text.
    pub(super) media: Media,
    /// The faces, cut down to what the book uses of them.
    pub(super) fonts: Vec<Embedded>,
}

impl EpubAssets {
    /// Prepares them. Where the pages of the printed book begin need not be known for it, so it can be
    /// done while they are set.
    ///
    /// # Errors
    /// A picture could not be encoded.
    pub fn prepare(binding: &Binding<'_>) -> Result<Self, EpubError> {
        let pictures = || rayon::join(|| cover::raster(*binding), || media::gather(*binding));
        let ((cover, media), fonts) = rayon::join(pictures, || fonts::embed(*binding));
        Ok(Self {
            cover: cover?,
            media: media?,
            fonts,
        })
    }

    /// Every file of them, the cover first.
    pub(super) fn resources(&self) -> impl Iterator<Item = &Resource> {
        let pictures = std::iter::once(&self.cover).chain(&self.media.pictures);
        pictures.chain(self.fonts.iter().map(|font| &font.resource))
    }
}
