//! Who wrote the bytes of a text, and where: words with their places in, the place of any of its bytes out, and the way
//! back.
//!
//! A text that is set is not the text of its file. In `او گفت: "برو"` the first mark has one byte and is set as «, which
//! has two; a name that is cited, and the number of a figure, stand in no file at all. So a text knows its places range
//! by range. Behind a sign that is set otherwise than written a new range begins, and within a range each byte was
//! written so many bytes behind the first as it stands behind it in the text.

use std::ops::Range;

use smallvec::SmallVec;

use super::{Origin, Span};

/// Bytes of a text that were written in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenRange {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Who wrote them, and where.
    pub origin: Origin,
    /// Whether they are set as they were written, so that each byte has its own place; otherwise the place is that of all
    /// of them together.
    pub is_verbatim: bool,
}

impl WrittenRange {
    /// Where some of the bytes were written.
    fn narrowed(&self, part: Range<usize>) -> Origin {
        if !self.is_verbatim {
            return self.origin;
        }
        self.origin.map(|place| {
            let shift = |byte: usize| place.range().start + (byte - self.range.start);
            Span::new(place.file, shift(part.start)..shift(part.end))
        })
    }

    /// Whether another range goes on where this one ends, in the text and in the file.
    fn goes_on_with(&self, next: &Self) -> bool {
        let joins = |one: Span, other: Span| one.file == other.file && one.end == other.start;
        let is_one = match (self.origin, next.origin) {
            (Origin::Author(one), Origin::Author(other))
            | (Origin::Setting(one), Origin::Setting(other)) => joins(one, other),
            (Origin::Tool, Origin::Tool) => return true,
            (Origin::Author(_) | Origin::Setting(_) | Origin::Tool, _) => false,
        };
        is_one && self.is_verbatim && next.is_verbatim
    }

    /// Takes in a range that goes on where this one ends.
    fn extend(&mut self, next: &Self) {
        self.range.end = next.range.end;
        if let Some(end) = next.origin.span().map(|place| place.end) {
            self.origin = self.origin.map(|place| Span { end, ..place });
        }
    }
}

/// Who wrote a text, range by range, in the order of the text and without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenText {
    /// Most texts are one range: it needs no memory of its own.
    ranges: SmallVec<[WrittenRange; 1]>,
}

impl WrittenText {
    /// A text of so many bytes that have one origin.
    pub fn of(length: usize, origin: Origin) -> Self {
        let mut text = Self::default();
        text.push(length, origin);
        text
    }

    /// The same in no more memory than it needs: a long book keeps one for each of its paragraphs.
    #[must_use]
    pub fn without_spare_room(mut self) -> Self {
        self.ranges.shrink_to_fit();
        self
    }

    /// How many bytes the text has.
    pub fn length(&self) -> usize {
        self.ranges.last().map_or(0, |last| last.range.end)
    }

    /// Adds bytes that have one origin. As many as were written are those that were written, and each has its own place.
    pub fn push(&mut self, length: usize, origin: Origin) {
        let place = origin.span();
        let is_verbatim = place.is_some_and(|place| place.range().len() == length);
        self.add(length, origin, is_verbatim);
    }

    /// Adds bytes that stand for others, which were written at a place.
    pub fn push_replaced(&mut self, length: usize, origin: Origin) {
        self.add(length, origin, false);
    }

    fn add(&mut self, length: usize, origin: Origin, is_verbatim: bool) {
        if length == 0 {
            return;
        }
        let start = self.length();
        let next = WrittenRange {
            range: start..start + length,
            origin,
            is_verbatim,
        };
        match self.ranges.last_mut() {
            Some(last) if last.goes_on_with(&next) => last.extend(&next),
            _ => self.ranges.push(next),
        }
    }

    /// Adds another text.
    pub fn append(&mut self, other: &Self) {
        for words in &other.ranges {
            self.add(words.range.len(), words.origin, words.is_verbatim);
        }
    }

    /// Some bytes of the text as a text of their own.
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        let first = self.index_of(range.start);
        let inside = self.ranges[first..].iter();
        for words in inside.take_while(|words| words.range.start < range.end) {
            let start = words.range.start.max(range.start);
            let end = words.range.end.min(range.end);
            let origin = words.narrowed(start..end);
            part.add(end - start, origin, words.is_verbatim);
        }
        part
    }

    /// The text with so many other bytes in the place of some, written where those were.
    pub fn replaced(&self, range: Range<usize>, length: usize) -> Self {
        let mut replaced = self.part(0..range.start);
        replaced.push_replaced(length, self.origin(range.clone()));
        replaced.append(&self.part(range.end..self.length()));
        replaced
    }

    /// The words that a byte stands among.
    pub fn at(&self, byte: usize) -> Option<&WrittenRange> {
        self.ranges.get(self.index_of(byte))
    }

    fn index_of(&self, byte: usize) -> usize {
        self.ranges.partition_point(|words| words.range.end <= byte)
    }

    /// Who wrote some bytes: from the first of them to the last where both stand in one file and in this order, else the
    /// place of the first.
    pub fn origin(&self, range: Range<usize>) -> Origin {
        let Some(first) = self.at(range.start) else {
            return Origin::Tool;
        };
        let end = range.end.min(first.range.end);
        let begins = first.narrowed(range.start..end);
        if range.end <= end {
            return begins;
        }
        let ends = self.at(range.end - 1).and_then(|last| {
            let start = range.start.max(last.range.start);
            last.narrowed(start..range.end.min(last.range.end)).span()
        });
        begins.map(|place| match ends {
            Some(ends) if ends.file == place.file && ends.end >= place.end => Span {
                end: ends.end,
                ..place
            },
            _ => place,
        })
    }

    /// Of some bytes those from the first to the last that are set as they were written; all of them where none is. In
    /// «او۱», which is «او» with the call of a note, these are those of «او».
    pub fn as_written(&self, range: Range<usize>) -> Range<usize> {
        let first = self.index_of(range.start);
        let inside = self.ranges[first..].iter();
        let inside = inside.take_while(|words| words.range.start < range.end);
        let mut exact = inside.filter(|words| words.is_verbatim);
        let Some(first) = exact.next() else {
            return range;
        };
        let last = exact.last().unwrap_or(first);
        first.range.start.max(range.start)..last.range.end.min(range.end)
    }

    /// The ranges, in the order of the text.
    pub fn ranges(&self) -> &[WrittenRange] {
        &self.ranges
    }
}

#[cfg(test)]
mod tests {
    use super::WrittenText;
    use crate::source::{FileId, Origin, Span};

    fn place(start: usize, end: usize) -> Origin {
        Origin::Author(Span::new(FileId::default(), start..end))
    }

    /// `او "برو" --` as «او «برو» –», from byte 10 on.
    fn set() -> (WrittenText, &'static str) {
        let mut written = WrittenText::default();
        for (length, start, end) in [
            (5, 10, 15),
            (2, 15, 16),
            (6, 16, 22),
            (2, 22, 23),
            (1, 23, 24),
            (3, 24, 26),
        ] {
            written.push(length, place(start, end));
        }
        (written, "او «برو» –")
    }

    fn found(text: &WrittenText, range: std::ops::Range<usize>) -> Option<(u32, u32)> {
        text.origin(range)
            .span()
            .map(|place| (place.start, place.end))
    }

    #[test]
    fn behind_a_sign_that_is_set_otherwise_each_byte_still_has_its_place() {
        let (written, text) = set();
        assert_eq!(written.length(), text.len());
        let at = |words: &str| text.find(words).unwrap();
        assert_eq!(found(&written, 0..4), Some((10, 14)));
        assert_eq!(found(&written, at("برو")..at("برو") + 6), Some((16, 22)));
        assert_eq!(found(&written, at("«")..at("«") + 2), Some((15, 16)));
        assert_eq!(found(&written, at("–")..text.len()), Some((24, 26)));
        assert_eq!(found(&written, 0..text.len()), Some((10, 26)));
    }

    #[test]
    fn words_of_the_tool_between_those_of_an_author_have_no_place() {
        let mut written = WrittenText::default();
        written.push(4, Origin::Tool);
        written.push(6, place(20, 26));
        written.push(3, place(26, 29));
        assert_eq!(found(&written, 0..2), None);
        assert_eq!(found(&written, 5..12), Some((21, 28)));
        assert_eq!(
            written.ranges().len(),
            2,
            "what was written in one go is one"
        );
    }

    #[test]
    fn a_part_and_a_replaced_part_keep_the_places() {
        let (written, text) = set();
        let rest = written.part(5..text.len());
        assert_eq!(found(&rest, 2..8), Some((16, 22)));
        let longer = written.replaced(5..15, 40);
        assert_eq!(longer.length(), text.len() + 30);
        assert_eq!(found(&longer, 10..12), Some((15, 23)));
        assert_eq!(found(&longer, 46..49), Some((24, 26)));
    }
}
