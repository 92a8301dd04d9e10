//! Letters that no face has: each is reported once, with its first places in the book.

use crate::diag::{Code, Sink, isolate};
use crate::lookup::Lookup;
use crate::source::Span;
use crate::text::Missing;

/// Places reported of a letter: enough to see whether it is a slip or a habit.
const PLACES: usize = 3;

/// Reports the letters; `missing` is in the order of the book and may name one many times.
pub(super) fn report(missing: &[Missing], sink: &mut Sink) {
    // A book with Chinese names may miss a letter on a hundred pages. One message a letter, with its first
    // places, is what an author can act on.
    let mut letters: Vec<MissingCharacter<'_>> = Vec::new();
    let mut known: Lookup<char, usize> = Lookup::new();
    for found in missing {
        let at = *known.entry(found.letter).or_insert(letters.len());
        if at == letters.len() {
            letters.push(MissingCharacter {
                first: found,
                places: Vec::new(),
            });
        }
        letters[at].add(found.origin.span());
    }
    for letter in letters {
        letter.report(sink);
    }
}

/// A letter that no face has.
struct MissingCharacter<'a> {
    first: &'a Missing,
    /// Its first places, each once: a word in a table or a note may have been set twice.
    places: Vec<Span>,
}

impl MissingCharacter<'_> {
    fn add(&mut self, place: Option<Span>) {
        if let Some(place) = place
            && self.places.len() < PLACES
            && !self.places.contains(&place)
        {
            self.places.push(place);
        }
    }

    fn report(self, sink: &mut Sink) {
        let Self { first, places } = self;
        let mut places = places.into_iter();
        let code = first.letter as u32;
        let word = isolate(&first.word);
        let found = sink.warn(
            Code::MissingGlyph,
            places.next(),
            format!("no face has the letter U+{code:04X}, in {word}"),
        );
        for place in places {
            found.also(place);
        }
        found
            .about(first.letter)
            .hint("name a font that has it under [fonts] in book.toml");
    }
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::diag::Sink;
    use crate::source::{FileId, Span};
    use crate::text::Missing;

    fn missing(letter: char, at: usize) -> Missing {
        Missing {
            letter,
            word: letter.to_string(),
            origin: Span::new(FileId::default(), at..at + 3).into(),
        }
    }

    #[test]
    fn a_letter_is_told_once_with_its_first_three_places() {
        let mut sink = Sink::default();
        let letters = [
            ('漢', 5),
            ('字', 8),
            ('漢', 5),
            ('漢', 20),
            ('漢', 30),
            ('漢', 40),
        ];
        let letters = letters.map(|(letter, at)| missing(letter, at));
        report(&letters, &mut sink);
        let starts = |at: usize| -> Vec<u32> {
            let found = &sink.found()[at];
            let first = found.span();
            let places = first.iter().chain(&found.also);
            places.map(|span| span.start).collect()
        };
        assert_eq!(sink.found().len(), 2);
        assert_eq!(starts(0), [5, 20, 30]);
        assert_eq!(starts(1), [8]);
    }
}
