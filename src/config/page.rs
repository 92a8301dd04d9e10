//! How pages look: the keys of `[pdf]` that say it in, [`PageOptions`] out.
//!
//! The pages are the same on a screen and on a press, and the EPUB names them in its list of pages.

use super::justification::{self, Justification};
use super::keys;
use super::reader::{Reader, Section, Text};
use super::trim::{self, Margins, TrimSize};
use crate::diag::{isolate, nearest};
use crate::units::Pt;

/// Chapters and their sections.
const CONTENTS_DEPTH: u8 = 2;

/// How pages look.
#[derive(Clone, Debug, PartialEq)]
pub struct PageOptions {
    /// `trim`: a name (`roqei`, `vaziri`, `rahli`, `kheshti`, `paltoei`, `jibi`, `a4`, `a5`, `b5`)
    /// or `"145x210mm"`; width and height of the page.
    pub trim: TrimSize,
    /// `margins = { inner, outer, top, bottom }` in millimetres; made of the trim where not given.
    pub margins: Margins,
    /// `font-size` of the text in points; made of the trim where not given.
    pub font_size: Pt,
    /// `line-height` as a multiple of the font size; `None` takes what the main face needs.
    pub line_height: Option<f32>,
    /// `contents`: how many heading levels the contents list shows; 0 for no contents.
    pub contents_depth: u8,
    /// `chapter-opening = "odd" | "next"`.
    pub chapter_opening: ChapterOpening,
    /// `number-headings`: whether headings carry numbers, in the EPUB, too.
    pub number_headings: bool,
    /// `kashida`, `spaces`, `expansion`, `hanging-punctuation`: how lines are filled.
    pub justification: Justification,
    /// `hyphenate`: whether words of Latin, Greek and Cyrillic letters are hyphenated at line ends.
    pub hyphenate: bool,
}

impl Default for PageOptions {
    fn default() -> Self {
        Self {
            trim: trim::in_points(trim::DEFAULT),
            margins: trim::margins(trim::default_margins(trim::DEFAULT)),
            font_size: trim::default_text_size(trim::DEFAULT),
            line_height: None,
            contents_depth: CONTENTS_DEPTH,
            chapter_opening: ChapterOpening::default(),
            number_headings: false,
            justification: Justification::default(),
            hyphenate: true,
        }
    }
}

/// Which page a chapter opens on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChapterOpening {
    /// The next odd page; an empty page may stand before it.
    #[default]
    Odd,
    /// The next page.
    Next,
}

/// What the outer margin holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OuterMargin {
    /// Nothing.
    Empty,
    /// Notes.
    Notes,
}

/// Reads the keys of pages.
pub(super) fn read(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    outer: OuterMargin,
) -> PageOptions {
    let usual = PageOptions::default();
    let size = trim_size(reader, section);
    let margins = margins(reader, section, size, outer);
    let usual_size = trim::default_text_size(size);
    let font_size = reader.measure(section, "font-size", keys::FONT_SIZES, usual_size.0);
    PageOptions {
        trim: trim::in_points(size),
        margins,
        font_size: font_size.map_or(usual_size, Pt),
        line_height: reader.within(section, "line-height", keys::LINE_HEIGHTS),
        contents_depth: contents_depth(reader, section),
        chapter_opening: chapter_opening(reader, section),
        number_headings: reader
            .flag(section, "number-headings")
            .unwrap_or(usual.number_headings),
        justification: justification::read(reader, section),
        hyphenate: reader.flag(section, "hyphenate").unwrap_or(usual.hyphenate),
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
fn margins(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    size: trim::Size,
    outer: OuterMargin,
) -> Margins {
    let [inner, fore_edge, top, bottom] = trim::default_margins(size);
    let fore_edge = match outer {
        OuterMargin::Empty => fore_edge,
        OuterMargin::Notes => size.width * trim::MARGIN_OF_NOTES,
    };
    let usual = [inner, fore_edge, top, bottom];
    let Some(value) = section.get("margins") else {
        return trim::margins(usual);
    };
    let table = reader.table(value, "margins", keys::MARGINS);
    let largest = f64::from(size.width.max(size.height) * trim::LARGEST_MARGINS);
    let mut chosen = usual;
    for (margin, key) in chosen.iter_mut().zip(keys::names(keys::MARGINS)) {
        let range = f64::from(trim::LEAST_MARGIN)..=largest;
        *margin = reader.within(&table, key, range).unwrap_or(*margin);
    }
    let [inner, outer, top, bottom] = chosen;
    let mut fit = true;
    for (pair, sum, length) in [
        ("inner and outer", inner + outer, size.width),
        ("top and bottom", top + bottom, size.height),
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
