//! The press: `[print]` and `profile` of `[pdf]` in, [`PrintOptions`] and [`Profile`] out.

use toml::de::DeTable;

use super::keys;
use super::reader::{Reader, Section, Text};
use crate::diag::{isolate, nearest};
use crate::source::BookPath;
use crate::units::Pt;

/// The key of `[pdf]` that this file reads.
pub(super) const PROFILE: &str = "profile";

/// What presses ask for where nothing is said, in millimetres.
const BLEED: f32 = 3.0;
/// The most pages of a gathering that can be folded.
const LARGEST_SHEET: u16 = 128;
/// A leaf of book paper, in millimetres: 80 g/m² with a bulk of 1.25.
const THICKNESS: f32 = 0.1;
/// Book paper without a coating.
const BULK: f32 = 1.25;
/// Below this many pixels an inch the dots of a picture are seen.
const RESOLUTION: f32 = 200.0;
/// The sum of the inks, in percent, that paper without a coating still dries with.
const INK_LIMIT: f32 = 300.0;

/// What the PDF is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Screens, readers, archives.
    #[default]
    Screen,
    /// A press: PDF/X-4.
    Print,
}

impl Profile {
    /// Names and meanings.
    pub const NAMED: [(&'static str, Self); 2] = [("screen", Self::Screen), ("print", Self::Print)];
}

/// Whether marks stand outside the trimmed page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// None.
    Hidden,
    /// Crop and registration marks.
    Shown,
}

/// `[print]`.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintOptions {
    /// `bleed`: how far colour that touches the edge goes on beyond it.
    pub bleed: Pt,
    /// `marks`: on by default.
    pub marks: Marks,
    /// `color-profile`: the ICC profile of the press, CMYK or gray; the book is printed in black without.
    pub color_profile: Option<BookPath>,
    /// `condition`: what the printing condition is called («FOGRA39»); the profile's own name without.
    pub condition: Option<String>,
    /// `sheet`: the number of pages is rounded up to a multiple of this.
    pub sheet: usize,
    /// `paper-thickness` of a leaf in millimetres, or made of `paper-weight` in g/m² and `paper-bulk`.
    pub leaf: Pt,
    /// `least-resolution`: pictures of fewer pixels an inch are reported.
    pub least_resolution: f32,
    /// `ink-limit`: pictures with a larger sum of inks, in percent, are reported.
    pub ink_limit: f32,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self {
            bleed: Pt::from_mm(BLEED),
            marks: Marks::Shown,
            color_profile: None,
            condition: None,
            sheet: LEAF,
            leaf: Pt::from_mm(THICKNESS),
            least_resolution: RESOLUTION,
            ink_limit: INK_LIMIT,
        }
    }
}

/// Reads `[print]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> PrintOptions {
    let section = reader.section(root, "print", keys::PRINT);
    let usual = PrintOptions::default();
    let bleed = reader.within(&section, "bleed", keys::BLEEDS);
    let marks = reader.flag(&section, "marks");
    let resolution = reader.within(&section, "least-resolution", keys::RESOLUTIONS);
    let limit = reader.within(&section, "ink-limit", keys::INK_LIMITS);
    PrintOptions {
        bleed: bleed.map_or(usual.bleed, Pt::from_mm),
        marks: match marks {
            Some(false) => Marks::Hidden,
            Some(true) | None => Marks::Shown,
        },
        color_profile: reader.file(&section, "color-profile"),
        condition: reader.string(&section, "condition"),
        sheet: sheet(reader, &section),
        leaf: leaf(reader, &section),
        least_resolution: resolution.unwrap_or(usual.least_resolution),
        ink_limit: limit.unwrap_or(usual.ink_limit),
    }
}

/// Reads `profile` of `[pdf]`.
pub(super) fn profile(reader: &mut Reader<'_>, section: &Section<'_>) -> Profile {
    let Some(Text { text, span }) = reader.text(section, PROFILE) else {
        return Profile::default();
    };
    let mut named = Profile::NAMED.iter();
    if let Some((_, profile)) = named.find(|(name, _)| *name == text) {
        return *profile;
    }
    let hint = match nearest(text, Profile::NAMED.map(|(name, _)| name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write \"screen\" or \"print\"".to_owned(),
    };
    let message = format!("{} is no profile of the PDF", isolate(text));
    reader.bad_value(span, message).hint(hint);
    Profile::default()
}

/// The pages of a leaf: no book has fewer.
const LEAF: usize = 2;

/// A gathering has an even number of pages, or the number does not matter.
fn sheet(reader: &mut Reader<'_>, section: &Section<'_>) -> usize {
    let Some((number, span)) = reader.number(section, "sheet") else {
        return LEAF;
    };
    let whole = (1..=LARGEST_SHEET).find(|pages| f64::from(*pages).total_cmp(&number).is_eq());
    match whole {
        Some(pages) if pages == 1 || pages.is_multiple_of(2) => usize::from(pages),
        _ => {
            reader
                .bad_value(span, format!("no sheet folds into {number} pages"))
                .hint(format!(
                    "write an even number up to {LARGEST_SHEET}, as 8, 16 or 32; 1 adds no pages"
                ));
            LEAF
        }
    }
}

/// The thickness of a leaf.
fn leaf(reader: &mut Reader<'_>, section: &Section<'_>) -> Pt {
    let thickness = reader.within(section, "paper-thickness", keys::THICKNESSES);
    let weight = reader.within(section, "paper-weight", keys::WEIGHTS);
    let bulk = reader
        .within(section, "paper-bulk", keys::BULKS)
        .unwrap_or(BULK);
    let weighed = weight.map(|grams| grams * bulk / 1000.0);
    Pt::from_mm(thickness.or(weighed).unwrap_or(THICKNESS))
}
