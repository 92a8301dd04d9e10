//! Where the lines of a paragraph begin in the author's words: a paragraph and byte offsets in, places
//! that the EPUB's writer finds again out.

use crate::model::{WordPlace, is_letter};
use crate::source::Span;
use crate::text::StyledText;

/// Where the pieces of a paragraph's text were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    /// The byte of the paragraph's text that each piece ends at, and where it was written.
    pieces: Vec<(usize, Span)>,
}

impl Origins {
    /// Those of a paragraph; neighbours that were written as one stand together.
    pub(super) fn of(text: &StyledText) -> Self {
        let mut pieces: Vec<(usize, Span)> = Vec::with_capacity(text.spans.len());
        for span in &text.spans {
            match pieces.last_mut() {
                Some((end, origin)) if *origin == span.origin => *end = span.range.end,
                _ => pieces.push((span.range.end, span.origin)),
            }
        }
        Self { pieces }
    }

    /// Counts letters of the paragraph's text from its beginning; `block` is the paragraph itself.
    pub(super) fn counter<'a>(&'a self, text: &'a str, block: Span) -> Counter<'a> {
        Counter {
            pieces: &self.pieces,
            text,
            block,
            at: 0,
            letters: 0,
        }
    }
}

/// Goes through a paragraph once.
pub(super) struct Counter<'a> {
    /// The pieces that are not passed yet.
    pieces: &'a [(usize, Span)],
    text: &'a str,
    block: Span,
    /// How far it came.
    at: usize,
    /// Letters of the first piece that it has passed.
    letters: usize,
}

impl Counter<'_> {
    /// The place of a byte; bytes come in rising order.
    pub(super) fn place(&mut self, byte: usize) -> WordPlace {
        if byte == 0 {
            return WordPlace {
                node: self.block,
                letters: 0,
            };
        }
        // Bytes come in rising order (the starts of lines), so that the text is walked once, however many
        // lines a paragraph has.
        while let Some((end, node)) = self.pieces.first().copied() {
            let to = end.min(byte).max(self.at);
            let passed = self.text.get(self.at..to).unwrap_or_default();
            self.letters += passed.chars().filter(|letter| is_letter(*letter)).count();
            self.at = to;
            if byte < end {
                let letters = self.letters;
                return WordPlace { node, letters };
            }
            self.pieces = &self.pieces[1..];
            self.letters = 0;
        }
        WordPlace {
            node: self.block,
            letters: usize::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Origins;
    use crate::locale::Direction;
    use crate::source::{FileId, Span};
    use crate::text::{StyledText, TextStyle};

    #[test]
    fn a_place_counts_the_letters_of_its_own_piece() {
        let span = |start: usize| Span::new(FileId::default(), start..start + 1);
        let mut text = StyledText::new(Direction::Rtl);
        for (words, origin) in [("یک ", 1), ("دو ", 1), ("سه چهار", 2)] {
            text.push(words, &TextStyle::of_tests(), span(origin));
        }
        let origins = Origins::of(&text);
        let mut counter = origins.counter(&text.text, span(0));
        let places = ["یک", "دو", "سه", "چهار"].map(|word| {
            let place = counter.place(text.text.find(word).unwrap());
            (place.node, place.letters)
        });
        let expected = [(span(0), 0), (span(1), 2), (span(2), 0), (span(2), 2)];
        assert_eq!(places, expected);
    }
}
