//! `[pdf]`, `[epub]` and `[fonts]`: TOML in, settings out.

use std::ops::RangeInclusive;

use toml::de::{DeTable, DeValue};

use super::reader::{Reader, Section, Text};
use super::{
    ChapterOpening, FontFiles, FontSettings, Margins, PdfSettings, features, justification, print,
    standard, trim,
};
use crate::diag::{isolate, nearest};
use crate::units::Pt;

const PDF_KEYS: &[&str] = &[
    "trim",
    "margins",
    "font-size",
    "line-height",
    "contents",
    "chapter-opening",
    "number-headings",
    standard::KEY,
    justification::KEYS[0],
    justification::KEYS[1],
    justification::KEYS[2],
    justification::KEYS[3],
    "hyphenate",
    print::PROFILE,
    "image-resolution",
];
/// In the order of [`trim::default_margins`].
const MARGIN_KEYS: &[&str] = &["inner", "outer", "top", "bottom"];
const FONT_KEYS: &[&str] = &["body", "heading", "code", "features"];
const WEIGHT_KEYS: &[&str] = &["regular", "bold"];

/// Body size in points: Persian Naskh is set from 11 to 12.5, in 12 most often.
const FONT_SIZE: f32 = 12.0;
/// Sizes in points that still make a book, for readers of the smallest and of large print.
const FONT_SIZES: RangeInclusive<f64> = 6.0..=36.0;
/// Below 1 lines touch, above 3 they fall apart.
const LINE_HEIGHTS: RangeInclusive<f64> = 1.0..=3.0;
/// Pixels an inch: fewer are seen, more are no limit.
const RESOLUTIONS: RangeInclusive<f64> = 36.0..=2400.0;
/// Chapters and their sections.
const CONTENTS_DEPTH: u8 = 2;

/// Reads `[pdf]`.
pub(super) fn pdf(reader: &mut Reader<'_>, root: &DeTable<'_>) -> PdfSettings {
    let section = reader.section(root, "pdf", PDF_KEYS);
    let size = trim_size(reader, &section);
    PdfSettings {
        trim: trim::in_points(size),
        margins: margins(reader, &section, size),
        font_size: Pt(within(reader, &section, ("font-size", FONT_SIZES)).unwrap_or(FONT_SIZE)),
        line_height: within(reader, &section, ("line-height", LINE_HEIGHTS)),
        contents_depth: contents_depth(reader, &section),
        chapter_opening: chapter_opening(reader, &section),
        number_headings: reader.flag(&section, "number-headings").unwrap_or(false),
        justification: justification::read(reader, &section),
        hyphenate: reader.flag(&section, "hyphenate").unwrap_or(true),
        standard: standard::read(reader, &section),
        profile: print::profile(reader, &section),
        image_resolution: within(reader, &section, ("image-resolution", RESOLUTIONS)),
    }
}

/// The trim size in millimetres.
fn trim_size(reader: &mut Reader<'_>, section: &Section<'_>) -> trim::Size {
    let Some(Text { text, span }) = reader.text(section, "trim") else {
        return trim::DEFAULT;
    };
    let names = trim::names();
    let Some(size) = trim::parse(text) else {
        let hint = match nearest(text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {} or a size like \"145x210mm\"", names.join(", ")),
        };
        reader
            .bad_value(span, format!("{} is no trim size", isolate(text)))
            .hint(hint);
        return trim::DEFAULT;
    };
    if trim::is_usable(size) {
        return size;
    }
    let (widths, heights) = (trim::WIDTHS, trim::HEIGHTS);
    let hint = format!(
        "pages are {} to {} mm wide and {} to {} mm high",
        widths.start(),
        widths.end(),
        heights.start(),
        heights.end()
    );
    reader
        .bad_value(span, format!("no page can be {} large", isolate(text)))
        .hint(hint);
    trim::DEFAULT
}

/// The margins given, the others made of the trim size.
fn margins(reader: &mut Reader<'_>, section: &Section<'_>, size: trim::Size) -> Margins {
    let usual = trim::default_margins(size);
    let Some(value) = section.get("margins") else {
        return trim::margins(usual);
    };
    let table = reader.table(value, "margins", MARGIN_KEYS);
    let largest = f64::from(size.0.max(size.1) * trim::LARGEST_MARGINS);
    let mut chosen = usual;
    for (margin, key) in chosen.iter_mut().zip(MARGIN_KEYS) {
        let range = f64::from(trim::LEAST_MARGIN)..=largest;
        *margin = within(reader, &table, (key, range)).unwrap_or(*margin);
    }
    let [inner, outer, top, bottom] = chosen;
    let mut fit = true;
    for (pair, sum, length) in [
        ("inner and outer", inner + outer, size.0),
        ("top and bottom", top + bottom, size.1),
    ] {
        if sum > length * trim::LARGEST_MARGINS {
            let message = format!("{pair} margin take {sum} mm of a page of {length} mm");
            reader
                .bad_value(table.span, message)
                .hint("leave two fifths of the page to the text");
            fit = false;
        }
    }
    trim::margins(if fit { chosen } else { usual })
}

/// A number that has to lie in a range.
pub(super) fn within(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    (key, range): (&str, RangeInclusive<f64>),
) -> Option<f32> {
    let (number, span) = reader.number(section, key)?;
    if !range.contains(&number) {
        reader
            .bad_value(span, format!("`{key}` is {number}"))
            .hint(format!(
                "write a number from {} to {}",
                range.start(),
                range.end()
            ));
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is far inside that of f32"
    )]
    Some(number as f32)
}

fn contents_depth(reader: &mut Reader<'_>, section: &Section<'_>) -> u8 {
    let Some((number, span)) = reader.number(section, "contents") else {
        return CONTENTS_DEPTH;
    };
    let depth = (0..=6_u8).find(|depth| f64::from(*depth).total_cmp(&number).is_eq());
    depth.unwrap_or_else(|| {
        reader
            .bad_value(span, format!("`contents` is {number}"))
            .hint("write how many heading levels the contents show, from 0 (none) to 6");
        CONTENTS_DEPTH
    })
}

fn chapter_opening(reader: &mut Reader<'_>, section: &Section<'_>) -> ChapterOpening {
    let Some(Text { text, span }) = reader.text(section, "chapter-opening") else {
        return ChapterOpening::Odd;
    };
    match text {
        "odd" => ChapterOpening::Odd,
        "next" => ChapterOpening::Next,
        _ => {
            reader
                .bad_value(span, format!("no chapter can open on {}", isolate(text)))
                .hint("write \"odd\" (the next odd page) or \"next\" (the next page)");
            ChapterOpening::Odd
        }
    }
}

/// Reads `[fonts]`.
pub(super) fn fonts(reader: &mut Reader<'_>, root: &DeTable<'_>) -> FontSettings {
    let section = reader.section(root, "fonts", FONT_KEYS);
    FontSettings {
        body: font_files(reader, &section, "body"),
        heading: font_files(reader, &section, "heading"),
        code: font_files(reader, &section, "code"),
        features: features::read(reader, &section),
    }
}

/// One file, or a table of a regular and a bold one.
fn font_files(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Option<FontFiles> {
    let value = section.get(key)?;
    if let DeValue::String(_) = value.get_ref() {
        return reader.as_file(value, key).map(|regular| FontFiles {
            regular,
            bold: None,
        });
    }
    let table = reader.table(value, key, WEIGHT_KEYS);
    if table.get("regular").is_none() && value.get_ref().is_table() {
        reader
            .bad_value(table.span, format!("`{key}` names no regular face"))
            .hint("write { regular = \"….ttf\", bold = \"….ttf\" }");
    }
    let bold = reader.file(&table, "bold");
    Some(FontFiles {
        regular: reader.file(&table, "regular")?,
        bold,
    })
}
