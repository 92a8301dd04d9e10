//! One font file: its letters, its measures, its bytes.

use std::borrow::Cow;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{Font, FontRef, GlyphId, MetadataProvider};

use super::coverage::Coverage;

use super::embedded::EmbeddedFace;
use super::joins::{Joins, Tatweel};
use super::style::{Cut, Slant, Weight};

/// A face of a [`FontSet`](super::FontSet).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// The measures of a face, in em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// Height above the baseline.
    pub ascent: f32,
    /// Depth below the baseline, positive.
    pub descent: f32,
    /// Advance of the space.
    pub space: f32,
    /// Where the underline lies, positive below the baseline.
    pub underline_depth: f32,
    /// How thick it is.
    pub underline_thickness: f32,
    /// Height of x.
    pub x_height: f32,
}

/// A face that has this but no Latin is there for emoji alone.
const EMOJI: char = '\u{1F600}';

/// One font file, ready to shape with.
pub struct Face {
    name: String,
    family: String,
    cut: Cut,
    data: Cow<'static, [u8]>,
    font: Font,
    units_per_em: f32,
    metrics: Metrics,
    coverage: Coverage,
    joins: Joins,
    glyphs: u16,
    /// OpenType script tags that its layout tables name.
    scripts: Vec<[u8; 4]>,
    monospaced: bool,
    emoji: bool,
}

impl Face {
    /// A font of the program.
    pub(super) fn from_static(embedded: &EmbeddedFace) -> Option<Self> {
        let font = Font::new(embedded.data, 0)?;
        let cut = Cut {
            weight: if embedded.weight >= 600 {
                Weight::Bold
            } else {
                Weight::Regular
            },
            slant: embedded.slant,
        };
        let data = Cow::Borrowed(embedded.data);
        let mut face = Self::new(embedded.file, cut, data, font)?;
        embedded.family.clone_into(&mut face.family);
        Some(face)
    }

    /// A font that was read from a file.
    pub(super) fn from_bytes(file: &str, cut: Cut, data: Vec<u8>) -> Option<Self> {
        let font = Font::new(data.clone(), 0)?;
        Self::new(file, cut, Cow::Owned(data), font)
    }

    /// Named by its file: `fonts/Amiri-Regular.ttf` is of the family «Amiri».
    fn new(file: &str, cut: Cut, data: Cow<'static, [u8]>, font: Font) -> Option<Self> {
        let stem = file.rsplit('/').next().unwrap_or(file);
        let family = stem.split(['.', '-']).next().unwrap_or(stem).to_owned();
        let units_per_em = f32::from(font.units_per_em());
        if units_per_em <= 0.0 {
            return None;
        }
        let metrics = measure(&font, &data, units_per_em);
        let joins = Joins::read(&font, &data, units_per_em);
        let tables = FontRef::new(&data).ok()?;
        let scripts = scripts(&tables);
        let glyphs = tables.maxp().map_or(0, |maxp| maxp.num_glyphs());
        let width = |letter: char| {
            Some(
                font.glyph_metrics()
                    .h_advance(font.charmap().map_unicode(letter)?),
            )
        };
        let monospaced = width('i').is_some() && width('i') == width('M');
        let has = |letter: char| font.charmap().map_unicode(letter).is_some();
        let emoji = has(EMOJI) && !has('a');
        Some(Self {
            name: file.to_owned(),
            family,
            cut,
            data,
            font,
            units_per_em,
            metrics,
            coverage: Coverage::default(),
            joins,
            glyphs,
            scripts,
            monospaced,
            emoji,
        })
    }

    /// The file it was read from.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The family's name.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Its weight and slant.
    pub(super) fn cut(&self) -> Cut {
        self.cut
    }

    /// How heavy it is.
    pub fn weight(&self) -> Weight {
        self.cut.weight
    }

    /// How its letters stand.
    pub fn slant(&self) -> Slant {
        self.cut.slant
    }

    /// The font file's bytes.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// A number that faces share in one run of the program if they have the same outlines and tables.
    pub fn mark(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        match &self.data {
            // Those of the program are never changed: where they lie says which they are.
            Cow::Borrowed(data) => (data.as_ptr(), data.len()).hash(&mut hasher),
            Cow::Owned(data) => data.hash(&mut hasher),
        }
        hasher.finish()
    }

    /// The font for shaping.
    pub fn font(&self) -> &Font {
        &self.font
    }

    /// Font units in an em.
    pub fn units_per_em(&self) -> f32 {
        self.units_per_em
    }

    /// Measures in em.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Whether the font has a glyph for a letter.
    pub fn covers(&self, letter: char) -> bool {
        self.coverage
            .has(letter, |letter| self.glyph(letter).is_some())
    }

    /// Whether a backslash stands far from the letter before it (by a quarter of an em in some faces), so
    /// that «C:\Users» would fall apart: it is as wide as the stroke it mirrors in a face that is well
    /// drawn.
    pub(super) fn is_gapped(&self, letter: char) -> bool {
        const WIDER: f32 = 1.5;
        let width = |letter| self.glyph(letter).map(|glyph| self.advance(glyph));
        letter == '\\'
            && match (width('\\'), width('/')) {
                (Some(back), Some(stroke)) => back > stroke * WIDER,
                _ => false,
            }
    }

    /// The nominal glyph of a letter.
    pub fn glyph(&self, letter: char) -> Option<GlyphId> {
        self.font
            .charmap()
            .map_unicode(letter)
            .filter(|glyph| glyph.to_u32() != 0)
    }

    /// How many glyphs it has; a table of ligatures that is damaged may name others.
    pub fn glyphs(&self) -> u16 {
        self.glyphs
    }

    /// The advance of a glyph in em.
    pub fn advance(&self, glyph: GlyphId) -> f32 {
        self.font.glyph_metrics().h_advance(glyph) / self.units_per_em
    }

    /// Whether the joins between its letters may be drawn longer: it has a tatweel and sets its letters
    /// on one line. Nastaliq, whose letters come down to the baseline step by step, takes none.
    pub fn elongates(&self) -> bool {
        self.joins.tatweel.is_some() && !self.joins.cascading
    }

    /// Whether its letters come down to the baseline step by step, as in Nastaliq.
    pub(crate) fn cascades(&self) -> bool {
        self.joins.cascading
    }

    /// Whether all its letters are equally wide.
    pub(super) fn is_monospaced(&self) -> bool {
        self.monospaced
    }

    /// Whether it has emoji and no letters.
    pub(crate) fn is_emoji(&self) -> bool {
        self.emoji
    }

    /// Whether it was drawn for a script, given by its ISO 15924 code: its layout tables speak of it,
    /// and it is no face of Arabic or Hebrew that has some Latin beside.
    pub(super) fn is_made_for(&self, script: [u8; 4]) -> bool {
        // OpenType tags of scripts are their ISO codes in small letters, but for a few of India.
        let tag = script.map(|letter| letter.to_ascii_lowercase());
        let own = [*b"arab", *b"hebr"];
        let own = own.iter().find(|own| self.scripts.contains(own));
        own.map_or_else(|| self.scripts.contains(&tag), |own| *own == tag)
    }

    /// The sign at the end of a line that parts a Latin word: U+2010 where it stands at the height of small
    /// letters, else the hyphen of the keyboard.
    ///
    /// Noto Naskh Arabic and Noto Nastaliq Urdu draw U+2010 for Arabic, on the line, and `-` beside their Latin
    /// letters.
    pub fn hyphen(&self) -> char {
        const HYPHEN: char = '\u{2010}';
        let stands = |ink: &(f32, f32)| {
            let middle = f32::midpoint(ink.0, ink.1) / self.metrics.x_height;
            (0.25..0.8).contains(&middle)
        };
        let own = self.glyph(HYPHEN).and_then(|glyph| self.ink(glyph));
        match own.filter(stands) {
            Some(_) => HYPHEN,
            None if self.glyph('-').is_none() && own.is_some() => HYPHEN,
            None => '-',
        }
    }

    /// Lowest and highest point of the ink of a glyph by its number, in em above the baseline.
    pub(crate) fn ink_of(&self, glyph: u16) -> Option<(f32, f32)> {
        self.ink(GlyphId::from(glyph))
    }

    /// Lowest and highest point of a glyph's ink, in em above the baseline; `None` for a blank one.
    pub(super) fn ink(&self, glyph: GlyphId) -> Option<(f32, f32)> {
        let tables = FontRef::new(&self.data).ok()?;
        let metrics = tables.glyph_metrics(Size::unscaled(), LocationRef::default());
        let ink = metrics.bounds(glyph)?;
        let found = (ink.y_min / self.units_per_em, ink.y_max / self.units_per_em);
        (found.1 > found.0).then_some(found)
    }

    /// The tatweel (U+0640); `None` if the font has none, or none with a width.
    pub fn tatweel(&self) -> Option<Tatweel> {
        self.joins.tatweel
    }

    /// Whether the licence bits allow the font in a book (OS/2 `fsType`): bit 1 alone forbids it, and so does
    /// bit 9, which allows bitmaps and no outlines.
    pub fn may_embed(&self) -> bool {
        const RESTRICTED: u16 = 0x0002;
        const ANY_PERMISSION: u16 = 0x000E;
        const BITMAPS_ALONE: u16 = 0x0200;
        let bits = FontRef::new(&self.data)
            .ok()
            .and_then(|font| font.os2().ok().map(|os2| os2.fs_type()));
        bits.is_none_or(|bits| bits & ANY_PERMISSION != RESTRICTED && bits & BITMAPS_ALONE == 0)
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Face({})", self.name)
    }
}

/// Reads the measures; where a table is missing, those of an ordinary Naskh.
fn measure(font: &Font, data: &[u8], units: f32) -> Metrics {
    let charmap = font.charmap();
    let advance = |letter: char| {
        let glyph = charmap.map_unicode(letter)?;
        Some(font.glyph_metrics().h_advance(glyph) / units)
    };
    let tables = FontRef::new(data).ok();
    let hhea = tables.as_ref().and_then(|tables| tables.hhea().ok());
    let post = tables.as_ref().and_then(|tables| tables.post().ok());
    let os2 = tables.as_ref().and_then(|tables| tables.os2().ok());
    let em = |value: i16| f32::from(value) / units;
    Metrics {
        ascent: hhea
            .as_ref()
            .map_or(1.0, |hhea| em(hhea.ascender().to_i16())),
        descent: hhea
            .as_ref()
            .map_or(0.5, |hhea| -em(hhea.descender().to_i16())),
        space: advance(' ').unwrap_or(0.25),
        underline_depth: post
            .as_ref()
            .map_or(0.1, |post| -em(post.underline_position().to_i16())),
        underline_thickness: post
            .as_ref()
            .map_or(0.05, |post| em(post.underline_thickness().to_i16())),
        x_height: os2
            .as_ref()
            .and_then(|os2| os2.sx_height())
            // Some faces of Arabic script alone state none.
            .filter(|height| *height > 0)
            .map_or(0.5, em),
    }
}

/// The scripts that GSUB and GPOS name.
fn scripts(tables: &FontRef<'_>) -> Vec<[u8; 4]> {
    let lists = [
        tables.gsub().and_then(|table| table.script_list()),
        tables.gpos().and_then(|table| table.script_list()),
    ];
    let lists = lists.iter().flatten();
    let records = lists.flat_map(|list| list.script_records());
    records
        .map(|record| record.script_tag().to_be_bytes())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::font::FontSet;

    #[test]
    fn a_hyphen_stands_at_the_height_of_small_letters() {
        let fonts = FontSet::embedded();
        let latin = fonts.faces().filter(|(_, face)| face.covers('x'));
        for (_, face) in latin {
            let hyphen = face.glyph(face.hyphen()).and_then(|glyph| face.ink(glyph));
            let (low, high) = hyphen.unwrap();
            let middle = f32::midpoint(low, high) / face.metrics().x_height;
            assert!((0.25..0.8).contains(&middle), "{}: {middle}", face.name());
        }
    }
}
