//! Characters in, what text extractors take them for out.
//!
//! The classes are those of UAX #9 with the deviations that were read in the sources of poppler,
//! MuPDF, pdfium and pdf.js; `docs/text-in-pdf.md` says what follows from them.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use unicode_bidi::BidiClass;

use crate::locale::class_of;

/// U+200F, a zero-width strong right-to-left character.
pub(in crate::pdf) const RIGHT_TO_LEFT_MARK: char = '\u{200F}';
/// U+200E, a zero-width strong left-to-right character.
pub(in crate::pdf) const LEFT_TO_RIGHT_MARK: char = '\u{200E}';
/// U+061C, a zero-width strong right-to-left character that leaves digits Arabic.
pub(in crate::pdf) const ARABIC_LETTER_MARK: char = '\u{061C}';
/// U+202B, behind which all is right-to-left up to U+202C.
pub(in crate::pdf) const RIGHT_TO_LEFT_EMBEDDING: char = '\u{202B}';
/// U+202C, which pdfium counts as neutral: it parts two right-to-left segments.
pub(in crate::pdf) const POP_DIRECTIONAL_FORMATTING: char = '\u{202C}';
/// U+200C, the half-space of Persian.
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
/// U+200D, its opposite.
const ZERO_WIDTH_JOINER: char = '\u{200D}';
/// U+00AD, the mark of a hyphen that is not the author's.
pub(in crate::pdf) const SOFT_HYPHEN: char = '\u{00AD}';
/// U+00A0, a space that holds its words together.
pub(in crate::pdf) const NO_BREAK_SPACE: char = '\u{00A0}';

/// How pdfium orders a character when it sorts a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Strength {
    /// A letter that runs to the right.
    Left,
    /// A letter that runs to the left.
    Right,
    /// Digits, signs of numbers and combining marks: kept in the order of the page.
    Weak,
    /// Spaces and punctuation.
    Neutral,
}

/// The strength of a character.
#[inline]
pub(in crate::pdf) fn strength(character: char) -> Strength {
    match class_of(character) {
        BidiClass::L => Strength::Left,
        BidiClass::R | BidiClass::AL => Strength::Right,
        BidiClass::AN
        | BidiClass::EN
        | BidiClass::NSM
        | BidiClass::CS
        | BidiClass::ES
        | BidiClass::ET
        | BidiClass::BN => Strength::Weak,
        _ => Strength::Neutral,
    }
}

/// Whether a character turns its neighbours right to left.
pub(in crate::pdf) fn is_strong_right(character: char) -> bool {
    strength(character) == Strength::Right
}

/// Whether a character is an Arabic letter that may join its neighbours.
pub(in crate::pdf) fn is_arabic_letter(character: char) -> bool {
    class_of(character) == BidiClass::AL
}

/// Whether a character is a boundary neutral of UAX #9, seen by nobody.
#[inline]
pub(in crate::pdf) fn is_boundary(character: char) -> bool {
    class_of(character) == BidiClass::BN
}

/// Whether a character is an Arabic digit or a sign of their numbers (٠–٩ ٫), which MuPDF takes for
/// a right-to-left letter.
pub(in crate::pdf) fn is_arabic_digit(character: char) -> bool {
    class_of(character) == BidiClass::AN
}

/// The signs of numbers (`+ - # % ٪`), which MuPDF takes for left-to-right text.
pub(in crate::pdf) fn is_number_sign(character: char) -> bool {
    matches!(class_of(character), BidiClass::ES | BidiClass::ET)
}

/// The punctuation that poppler counts as part of a number.
pub(in crate::pdf) fn is_number_punctuation(character: char) -> bool {
    matches!(
        character,
        '#' | '$' | '%' | '+'..='/' | ':' | '\u{060C}' | '\u{066A}'..='\u{066C}'
    )
}

/// The brackets and quotes that pdfium mirrors or rewrites in right-to-left text.
pub(in crate::pdf) fn is_guarded(character: char) -> bool {
    matches!(
        character,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '…'
            | '“'
            | '”'
            | '‘'
            | '’'
    )
}

/// Whether a character is invisible (general category Cf): pdf.js skips a code that ends in one.
#[inline]
pub(in crate::pdf) fn is_format(character: char) -> bool {
    // Nearly all text is Latin or Arabic: its ranges without invisible characters are known.
    let code = u32::from(character);
    if code < 0x00AD || (0x0620..0x06DD).contains(&code) {
        return false;
    }
    CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::Format
}

/// Whether a character is one that only steers the bidi algorithm; the arrangement sets its own.
pub(in crate::pdf) fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character only joins or parts its neighbours.
pub(in crate::pdf) fn is_joiner(character: char) -> bool {
    matches!(character, ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER)
}

/// Whether a character is a word space, whose width may be stretched (a line's end in the source
/// is one too).
pub(in crate::pdf) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | NO_BREAK_SPACE)
}
