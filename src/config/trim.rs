//! Trim sizes and the margins that belong to them: a name or `145x210mm` in, points out.
//!
//! Sizes and text blocks are those that Iranian publishers print; see `docs/architecture.md`.

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
    /// The text block that books of this size usually have, where there is a usual one.
    block: Option<Size>,
}

const NAMED: &[Named] = &[
    Named {
        names: &["roqei", "رقعی"],
        size: size(145.0, 210.0),
        block: Some(size(100.0, 175.0)),
    },
    Named {
        names: &["vaziri", "وزیری"],
        size: size(165.0, 235.0),
        block: Some(size(120.0, 200.0)),
    },
    Named {
        names: &["rahli", "رحلی"],
        size: size(210.0, 285.0),
        block: Some(size(170.0, 245.0)),
    },
    Named {
        names: &["kheshti", "خشتی"],
        size: size(220.0, 215.0),
        block: None,
    },
    Named {
        names: &["paltoei", "پالتویی"],
        size: size(105.0, 210.0),
        block: None,
    },
    Named {
        names: &["jibi", "جیبی"],
        size: size(100.0, 145.0),
        block: None,
    },
    Named {
        names: &["a4"],
        size: size(210.0, 297.0),
        block: None,
    },
    Named {
        names: &["a5"],
        size: size(148.0, 210.0),
        block: None,
    },
    // ISO 216.
    Named {
        names: &["b5"],
        size: size(176.0, 250.0),
        block: None,
    },
];

/// The size of a book whose settings name none: roqei, the size of most Persian prose.
pub(super) const DEFAULT: Size = size(145.0, 210.0);

/// Widths and heights that a page can have, in millimetres: from half a pocket book to A2.
pub(super) const WIDTHS: std::ops::RangeInclusive<f32> = 60.0..=420.0;
/// See [`WIDTHS`].
pub(super) const HEIGHTS: std::ops::RangeInclusive<f32> = 80.0..=594.0;

/// Share of the page's width that the text takes where no usual block is known: between roqei's
/// 0.69 and vaziri's 0.73.
const BLOCK_WIDTH: f32 = 0.7;
/// Share of the page's height, as in roqei, vaziri and rahli (0.83 to 0.86).
const BLOCK_HEIGHT: f32 = 0.84;
/// Share of the side margins that lies at the binding: somewhat less than half, since the two inner
/// margins of a spread are seen as one.
const INNER: f32 = 0.46;
/// Share of the upper and lower margin that lies above; the lower is larger, so that the block does
/// not seem to sink.
const TOP: f32 = 0.48;

/// Least margin in millimetres: printers lose up to 5 mm when they cut.
pub(super) const LEAST_MARGIN: f32 = 5.0;
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
    // Example: roqei is 145 mm wide with a block of 100; the 45 mm beside it become 20.7 at the binding and 24.3
    // at the fore-edge.
    let usual = NAMED
        .iter()
        .find(|named| named.size == page)
        .and_then(|named| named.block);
    let block = usual.unwrap_or(size(page.width * BLOCK_WIDTH, page.height * BLOCK_HEIGHT));
    let (across, down) = (page.width - block.width, page.height - block.height);
    [
        across * INNER,
        across * (1.0 - INNER),
        down * TOP,
        down * (1.0 - TOP),
    ]
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
    use super::*;

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
    fn the_usual_text_block_remains_inside_the_default_margins() {
        for (page, block) in [
            (size(145.0, 210.0), size(100.0, 175.0)),
            (size(165.0, 235.0), size(120.0, 200.0)),
        ] {
            let [inner, outer, top, bottom] = default_margins(page);
            assert!((page.width - inner - outer - block.width).abs() < 0.01);
            assert!((page.height - top - bottom - block.height).abs() < 0.01);
            assert!(inner < outer && top < bottom);
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
