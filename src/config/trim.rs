//! Trim sizes and the margins that belong to them: a name or `145x210mm` in, points out.
//!
//! Sizes are those that Iranian publishers print; see `docs/architecture.md`.

use crate::locale::Digits;
use crate::units::Pt;

/// The size of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrimSize {
    /// From binding edge to fore-edge.
    pub width: Pt,
    /// From head to foot.
    pub height: Pt,
}

/// The margins of a page; inner is the binding side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// At the binding.
    pub inner: Pt,
    /// At the fore-edge.
    pub outer: Pt,
    /// Above the text block (the running head stands in it).
    pub top: Pt,
    /// Below the text block (the folio may stand in it).
    pub bottom: Pt,
}

/// A size in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    /// Across.
    pub(super) width: f32,
    /// Down.
    pub(super) height: f32,
}

/// A size of so many millimetres.
const fn size(width: f32, height: f32) -> Size {
    Size { width, height }
}

/// A trim size that has a name.
struct Named {
    /// The Latin name first; any of them may stand in `book.toml`.
    names: &'static [&'static str],
    size: Size,
}

const NAMED: &[Named] = &[
    Named {
        names: &["roqei", "رقعی"],
        size: size(145.0, 210.0),
    },
    Named {
        names: &["vaziri", "وزیری"],
        size: size(165.0, 235.0),
    },
    Named {
        names: &["rahli", "رحلی"],
        size: size(210.0, 285.0),
    },
    Named {
        names: &["kheshti", "خشتی"],
        size: size(220.0, 215.0),
    },
    Named {
        names: &["paltoei", "پالتویی"],
        size: size(105.0, 210.0),
    },
    Named {
        names: &["jibi", "جیبی"],
        size: size(100.0, 145.0),
    },
    Named {
        names: &["a4"],
        size: size(210.0, 297.0),
    },
    Named {
        names: &["a5"],
        size: size(148.0, 210.0),
    },
    // ISO 216.
    Named {
        names: &["b5"],
        size: size(176.0, 250.0),
    },
];

/// The size of a book whose settings name none: roqei, the size of most Persian prose.
pub(super) const DEFAULT: Size = size(145.0, 210.0);

/// Widths and heights that a page can have, in millimetres: from half a pocket book to A2.
pub(super) const WIDTHS: std::ops::RangeInclusive<f32> = 60.0..=420.0;
/// See [`WIDTHS`].
pub(super) const HEIGHTS: std::ops::RangeInclusive<f32> = 80.0..=594.0;

/// Margins of roqei in millimetres, in the order inner, outer, top, bottom: the measure of 103 mm holds some
/// sixty letters, the inner margins of a spread are seen as one, and the block does not seem to sink.
const MARGINS: [f32; 4] = [18.0, 24.0, 25.0, 28.0];
/// The size of the text in roqei, in points.
const TEXT: f32 = 12.5;
/// Sizes of text in points that a trim may ask for: the smallest and the largest that novels and textbooks have.
const TEXTS: (f32, f32) = (10.5, 14.0);

/// Least margin in millimetres: printers lose up to 5 mm when they cut.
pub(super) const LEAST_MARGIN: f32 = 5.0;
/// The outer margin of a book with notes in it, as a share of the page's width: 40 mm of roqei, which leave 29 to the
/// notes and 87 to the text.
pub(super) const MARGIN_OF_NOTES: f32 = 0.275;
/// Largest share of the page that two facing margins may take together.
pub(super) const LARGEST_MARGINS: f32 = 0.6;

/// Every Latin name, for hints.
pub(super) fn names() -> Vec<&'static str> {
    NAMED.iter().map(|named| named.names[0]).collect()
}

/// Reads a name or a size; `None` where it is neither.
pub(super) fn parse(written: &str) -> Option<Size> {
    let written = written.trim().to_lowercase();
    let named = NAMED
        .iter()
        .find(|named| named.names.contains(&written.as_str()));
    named.map(|named| named.size).or_else(|| measured(&written))
}

/// `145x210`, `145×210 mm`, `۱۴۵×۲۱۰`.
fn measured(written: &str) -> Option<Size> {
    let latin = Digits::Latin.convert(written);
    let bare = latin.strip_suffix("mm").unwrap_or(&latin);
    let (width, height) = bare.split_once(['x', '×', '*'])?;
    let number = |part: &str| {
        let part = part.trim().trim_end_matches("mm").trim_end();
        part.parse::<f32>().ok().filter(|length| length.is_finite())
    };
    Some(size(number(width)?, number(height)?))
}

/// Whether a page of this size can be printed at all.
pub(super) fn is_usable(size: Size) -> bool {
    WIDTHS.contains(&size.width) && HEIGHTS.contains(&size.height)
}

/// A size in points.
pub(super) fn in_points(size: Size) -> TrimSize {
    TrimSize {
        width: Pt::from_mm(size.width),
        height: Pt::from_mm(size.height),
    }
}

/// Margins in millimetres, in the order inner, outer, top, bottom.
pub(super) fn default_margins(page: Size) -> [f32; 4] {
    // Other trims have those of roqei in proportion: vaziri, 165 mm wide, has 20.5 mm at the binding.
    let [inner, outer, top, bottom] = MARGINS;
    let (across, down) = (page.width / DEFAULT.width, page.height / DEFAULT.height);
    [inner * across, outer * across, top * down, bottom * down]
}

/// The size of the text of a trim, in half points.
pub(super) fn default_text_size(page: Size) -> Pt {
    // A measure twice as wide holds letters of one and a half times the size, and more of them: sizes grow with
    // the square root. Vaziri has 13.5 points, jibi 10.5.
    let size = TEXT * (page.width / DEFAULT.width).sqrt();
    let (least, most) = TEXTS;
    Pt(((size * 2.0).round() / 2.0).clamp(least, most))
}

/// Margins in points, from millimetres in the order of [`default_margins`].
pub(super) fn margins([inner, outer, top, bottom]: [f32; 4]) -> Margins {
    Margins {
        inner: Pt::from_mm(inner),
        outer: Pt::from_mm(outer),
        top: Pt::from_mm(top),
        bottom: Pt::from_mm(bottom),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::keys::{PDF, Shape};

    const README: &str = include_str!("../../README.md");

    #[test]
    fn a_trim_size_has_a_latin_and_a_persian_name() {
        assert_eq!(parse("vaziri"), Some(size(165.0, 235.0)));
        assert_eq!(parse("وزیری"), parse("Vaziri"));
        assert_eq!(parse("پالتویی"), Some(size(105.0, 210.0)));
        assert_eq!(parse("quarto"), None);
    }

    #[test]
    fn a_trim_size_can_be_measured_in_any_digits() {
        assert_eq!(parse("145x210mm"), Some(size(145.0, 210.0)));
        assert_eq!(parse("145 × 210"), Some(size(145.0, 210.0)));
        assert_eq!(parse("۱۷۰×۲۴۰"), Some(size(170.0, 240.0)));
        assert_eq!(parse("145mm x 210.5mm"), Some(size(145.0, 210.5)));
        assert_eq!(parse("145"), None);
        assert_eq!(parse("nanxinf"), None);
    }

    #[test]
    fn margins_and_text_of_a_trim_are_those_of_roqei_in_proportion() {
        assert_eq!(default_margins(DEFAULT), [18.0, 24.0, 25.0, 28.0]);
        let [inner, outer, top, bottom] = default_margins(size(290.0, 105.0));
        assert_eq!([inner, outer, top, bottom], [36.0, 48.0, 12.5, 14.0]);
        let text = |name| default_text_size(parse(name).unwrap()).0;
        assert_eq!(
            ["jibi", "roqei", "vaziri", "rahli"].map(text),
            [10.5, 12.5, 13.5, 14.0]
        );
    }

    #[test]
    fn every_named_size_is_offered_by_editors_and_told_in_the_readme() {
        let trim = PDF.iter().find(|key| key.name == "trim").unwrap();
        let Shape::Open(offered) = trim.shape else {
            panic!("a size is one of many words");
        };
        let named = NAMED.iter().flat_map(|named| named.names);
        let named: BTreeSet<&str> = named.copied().collect();
        assert_eq!(offered.iter().copied().collect::<BTreeSet<_>>(), named);
        let (_, table) = README.split_once("\n| trim | mm |").unwrap();
        let (table, _) = table.split_once("\n\n").unwrap();
        for name in named {
            assert!(table.contains(name), "{name}");
        }
    }

    #[test]
    fn every_named_size_can_be_printed_with_its_margins() {
        for named in NAMED {
            assert!(is_usable(named.size), "{:?}", named.names);
            assert!(
                default_margins(named.size)
                    .iter()
                    .all(|margin| *margin >= LEAST_MARGIN)
            );
        }
    }
}
