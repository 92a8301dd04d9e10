//! A text written anew a second time: its stretches copied or replaced, each byte still knowing where its
//! author wrote it.

use std::ops::Range;

use super::{Expanded, Written};
use crate::source::{FileId, Span};

/// A text being written anew.
pub struct Rewriting<'a> {
    text: &'a str,
    file: FileId,
    before: Option<&'a Expanded>,
    out: Expanded,
}

impl<'a> Rewriting<'a> {
    /// Begins with a text of a file, or with what became of it already.
    pub fn new(text: &'a str, file: FileId, before: Option<&'a Expanded>) -> Self {
        Self {
            text,
            file,
            before,
            out: Expanded::default(),
        }
    }

    /// Copies a stretch of the text.
    pub fn copy(&mut self, range: Range<usize>) {
        let Some(before) = self.before else {
            let span = Span::new(self.file, range.clone());
            let text = self.text.get(range).unwrap_or_default();
            return self.out.push(text, Written::From(span));
        };
        let mut at = range.start;
        while at < range.end {
            let next = before.pieces.partition_point(|piece| piece.start <= at);
            let end = before.pieces.get(next).map_or(range.end, |next| next.start);
            let end = end.min(range.end);
            let text = self.text.get(at..end).unwrap_or_default();
            let piece = next.checked_sub(1).and_then(|at| before.pieces.get(at));
            let written = match piece.map(|piece| (piece.start, &piece.written)) {
                Some((start, Written::From(span))) => {
                    let first = span.range().start + at - start;
                    Written::From(Span::new(span.file, first..first + end - at))
                }
                Some((_, Written::Tag(span))) => Written::Tag(*span),
                None => Written::From(Span::new(self.file, at..end)),
            };
            self.out.push(text, written);
            at = end;
        }
    }

    /// Writes words in the place of a stretch of the text.
    pub fn put(&mut self, words: &str, instead_of: Range<usize>) {
        let span = self.span(instead_of);
        self.out.push(words, Written::Tag(span));
    }

    /// Writes words that stand for what was written in another file.
    pub fn put_from(&mut self, words: &str, place: Span) {
        self.out.push(words, Written::Tag(place));
    }

    /// Where a stretch of the text was written.
    pub fn span(&self, range: Range<usize>) -> Span {
        let written = self.before.and_then(|before| before.span(range.clone()));
        written.unwrap_or_else(|| Span::new(self.file, range))
    }

    /// The text, written anew.
    pub fn finish(self) -> Expanded {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Expanded, Written};
    use super::Rewriting;
    use crate::source::{FileId, Span};

    #[test]
    fn what_is_written_anew_twice_knows_its_first_place() {
        let file = FileId::default();
        let mut first = Rewriting::new("یک دو سه", file, None);
        first.copy(0..5);
        first.put("میان", 5..9);
        first.copy(9..14);
        let first = first.finish();
        let mut second = Rewriting::new(&first.text, file, Some(&first));
        second.copy(2..first.text.len());
        let second = second.finish();
        assert_eq!(second.text, "ک میان سه");
        assert_eq!(second.span(0..2), Some(Span::new(file, 2..4)));
        let at = second.text.find("سه").unwrap_or_default();
        assert_eq!(second.span(at..at + 4), Some(Span::new(file, 10..14)));
        let tags = second
            .pieces
            .iter()
            .filter(|piece| matches!(piece.written, Written::Tag(_)));
        assert_eq!(tags.count(), 1);
        assert_ne!(second, Expanded::default());
    }
}
