//! Letters that no face has: each is told once, at its first place in the book.

use crate::diag::{Code, Sink, isolate};
use crate::text::Missing;

/// Reports the letters; `missing` is in the order of the book and may name one many times.
pub(super) fn report(missing: &[Missing], sink: &mut Sink) {
    let mut told: Vec<char> = Vec::new();
    for Missing {
        letter,
        word,
        origin,
    } in missing
    {
        if told.contains(letter) {
            continue;
        }
        told.push(*letter);
        let code = *letter as u32;
        let message = format!("no face has the letter U+{code:04X}, in {}", isolate(word));
        sink.warn(Code::MissingGlyph, *origin, message)
            .hint("name a font that has it under [fonts] in book.toml");
    }
}
