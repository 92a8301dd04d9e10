//! What codes are to the programs that extract text.

use super::character_class::{
    POP_DIRECTIONAL_FORMATTING, Strength, is_format, is_guarded, is_number_punctuation, is_space,
    is_strong_right, strength,
};
use super::code::Code;
use super::shown_line::BidiRun;
use crate::locale::is_mark;

/// Whether the first character of a code, in the order of the page, is a right-to-left letter.
pub(in crate::pdf) fn starts_strong(code: &Code) -> bool {
    let first = code.text.first();
    first.is_some_and(|character| is_strong_right(*character))
}

/// Whether the last one is.
pub(in crate::pdf) fn ends_strong(code: &Code) -> bool {
    let last = code.text.last();
    last.is_some_and(|character| is_strong_right(*character))
}

/// Whether any of its characters is a right-to-left letter.
pub(in crate::pdf) fn has_strong(code: &Code) -> bool {
    code.text.iter().copied().any(is_strong_right)
}

/// Whether a code begins with a vowel sign or an accent.
pub(in crate::pdf) fn begins_with_mark(code: &Code) -> bool {
    let first = code.text.first();
    first.is_some_and(|character| is_mark(*character))
}

/// Whether a code is one word space.
pub(in crate::pdf) fn is_word_space(code: &Code) -> bool {
    matches!(code.text.as_slice(), [only] if is_space(*only))
}

/// Whether pdfium leaves the last character of a code where it stands on the page (digits, the signs
/// of numbers).
pub(in crate::pdf) fn ends_weak(code: &Code) -> bool {
    let last = code.text.last();
    last.is_some_and(|character| strength(*character) == Strength::Weak && !is_mark(*character))
}

/// Whether poppler takes a code for part of a number.
pub(in crate::pdf) fn is_punctuation(code: &Code) -> bool {
    let first = code.text.first();
    first.is_some_and(|character| is_number_punctuation(*character))
}

/// Whether a code has nothing but invisible characters.
pub(in crate::pdf) fn is_format_only(code: &Code) -> bool {
    code.text.iter().all(|character| is_format(*character))
}

/// Whether pdfium mirrors a code or rewrites it.
pub(in crate::pdf) fn is_bracket(code: &Code) -> bool {
    let last = code.text.last();
    last.is_some_and(|character| is_guarded(*character))
}

/// Closing brackets with the opening ones.
const PAIRS: [(char, char); 5] = [(')', '('), (']', '['), ('}', '{'), ('»', '«'), ('›', '‹')];

/// What a program shows that mirrors a bracket; `None` for all else.
pub(in crate::pdf) fn mirror_image(bracket: char) -> Option<char> {
    PAIRS.iter().find_map(|(close, open)| match bracket {
        _ if bracket == *close => Some(*open),
        _ if bracket == *open => Some(*close),
        _ => None,
    })
}

/// Whether a code is a closing bracket.
pub(in crate::pdf) fn is_closing(code: &Code) -> bool {
    let closes = |character: char| PAIRS.iter().any(|(close, _)| *close == character);
    matches!(code.text.as_slice(), [only] if closes(*only))
}

/// Whether codes are several signs without a right-to-left letter, as in «) و (» without its «و»:
/// pdf.js takes them for left-to-right text and does not turn them round.
pub(in crate::pdf) fn is_lost_to_pdfjs(codes: &[Code]) -> bool {
    let signs = codes.iter().filter(|code| !is_word_space(code)).count();
    let turns = |code: &Code| starts_strong(code) || ends_strong(code);
    signs > 1 && !codes.iter().any(turns)
}

/// Whether a run is a joint: nothing but the U+202C that keeps its neighbours apart.
pub(in crate::pdf) fn is_joint(run: &BidiRun) -> bool {
    let one = |code: &Code| code.text.as_slice() == [POP_DIRECTIONAL_FORMATTING];
    !run.rtl && run.codes.len() == 1 && run.codes.iter().all(one)
}
