//! Lengths of TeX in em.

use ratex_parser::parse_node::Measurement;

use crate::units::Em;

/// A size of letters in points, that lengths without em are read beside: a formula grows with its text.
const LETTERS: f64 = 10.0;
/// A point of TeX in points of the page.
const POINT: f64 = 72.0 / 72.27;
/// Beyond these em no length is meant.
const FARTHEST: f64 = 100.0;

/// A length in em.
pub(super) fn em(of: &Measurement) -> Em {
    let units = match of.unit.as_str() {
        "em" => 1.0,
        "mu" => 1.0 / 18.0,
        "ex" => 0.431,
        "mm" => 72.0 / 25.4 / LETTERS,
        "cm" => 720.0 / 25.4 / LETTERS,
        "in" => 72.0 / LETTERS,
        "bp" => 1.0 / LETTERS,
        "pc" => 12.0 * POINT / LETTERS,
        "dd" => 1238.0 / 1157.0 * POINT / LETTERS,
        "cc" => 12.0 * 1238.0 / 1157.0 * POINT / LETTERS,
        "sp" => POINT / 65536.0 / LETTERS,
        _ => POINT / LETTERS,
    };
    let length = of.number * units;
    let length = if length.is_finite() { length } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "a length of a few em")]
    Em(length.clamp(-FARTHEST, FARTHEST) as f32)
}

/// How much larger letters are in one of the eleven sizes, from `\tiny` to `\Huge`; `\normalsize` is the sixth.
pub(super) fn factor(size: u8) -> f32 {
    const SIZES: [f32; 11] = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.44, 1.728, 2.074, 2.488];
    let at = usize::from(size.clamp(1, 11)) - 1;
    SIZES[at]
}
