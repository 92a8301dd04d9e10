//! What goes before `book.toml`: choices of the caller in, applied once where settings are read.

use super::Config;
use super::fonts::GivenFonts;
use super::page_pictures::PagePictures;
use super::print::Profile;
use super::standard::Standard;
use crate::locale::Language;

/// Choices that go before those of `book.toml`, such as those of a command line; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Which language to take, where a folder holds the book in several.
    pub language: Option<Language>,
    /// Which edition of `book.toml` to make.
    pub edition: Option<String>,
    /// Which standards the PDF claims to keep.
    pub standard: Option<Standard>,
    /// What the PDF is for.
    pub profile: Option<Profile>,
    /// Fonts in memory.
    pub fonts: GivenFonts,
    /// Which pages become pictures.
    pub pictures: PagePictures,
}

impl Overrides {
    /// Puts the choices into the settings that were read.
    pub(super) fn apply(&self, config: &mut Config) {
        let pdf = &mut config.pdf;
        pdf.standard = self.standard.unwrap_or(pdf.standard);
        pdf.profile = self.profile.unwrap_or(pdf.profile);
        config.fonts.given = self.fonts.clone();
        config.pictures = self.pictures.clone();
    }
}
