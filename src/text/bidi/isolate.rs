//! Finds the parts of a paragraph that must keep their own order without being marked up: words of
//! another direction with their punctuation, and numbers that belong together.

use std::ops::Range;

use unicode_bidi::BidiClass;

use super::scope::{Kinds, first_strong};
use crate::font::Family;
use crate::locale::{Direction, FOREIGN_OBJECT, LATIN_OBJECT, isolated_runs};
use crate::text::styled::{Breaking, Isolate, StyledText, TextStyle};

/// Isolates that the text itself asks for, beside those of the markup.
pub(super) fn find(paragraph: &StyledText, kinds: Kinds) -> Vec<Isolate> {
    use BidiClass::{AL, AN, EN, L, R};
    let asks: &[BidiClass] = match paragraph.direction {
        Direction::Rtl => &[L, EN, AN],
        Direction::Ltr => &[R, AL],
    };
    if !kinds.has_any(asks) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in parts(paragraph) {
        part.find(&mut found);
    }
    found
}

/// The text of the paragraph or of one marked isolate, without that of the isolates in it.
struct Part {
    text: String,
    direction: Direction,
    order: Order,
    /// The pieces of `text`, in its order.
    pieces: Vec<Piece>,
    end: usize,
}

/// A piece of a part's text: words of the paragraph, or one character for an isolate.
struct Piece {
    own: Range<usize>,
    place: Range<usize>,
    kind: PieceKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    Words,
    Isolate,
}

/// Whether the order of a part is looked after.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Words and numbers are isolated.
    Prose,
    /// Code and addresses keep the order that the plain algorithm gives.
    Plain,
}

impl Part {
    fn new(direction: Direction, order: Order, end: usize) -> Self {
        Self {
            text: String::new(),
            direction,
            order,
            pieces: Vec::new(),
            end,
        }
    }

    fn push(&mut self, text: &str, place: Range<usize>) {
        if !place.is_empty() {
            self.add(&text[place.clone()], place, PieceKind::Words);
        }
    }

    fn push_object(&mut self, order: Order, place: Range<usize>) {
        let object = match order {
            Order::Prose => FOREIGN_OBJECT,
            Order::Plain => LATIN_OBJECT,
        };
        let mut bytes = [0; 4];
        self.add(object.encode_utf8(&mut bytes), place, PieceKind::Isolate);
    }

    fn add(&mut self, words: &str, place: Range<usize>, kind: PieceKind) {
        let start = self.text.len();
        self.text.push_str(words);
        let own = start..self.text.len();
        self.pieces.push(Piece { own, place, kind });
    }

    fn find(&self, found: &mut Vec<Isolate>) {
        if self.order == Order::Plain {
            return;
        }
        let direction = match self.direction {
            Direction::Rtl => Direction::Ltr,
            Direction::Ltr => Direction::Rtl,
        };
        let runs = isolated_runs(&self.text, self.direction).into_iter();
        found.extend(runs.map(|run| self.isolate(run, direction)));
    }

    fn isolate(&self, run: Range<usize>, direction: Direction) -> Isolate {
        let start = self.place(run.start).start;
        let end = self.place(run.end - 1).end;
        Isolate {
            range: start..end,
            direction: Some(direction),
        }
    }

    /// Where a byte of the part's text lies in the paragraph; all of an isolate, where it is one.
    fn place(&self, at: usize) -> Range<usize> {
        let piece = self.pieces.partition_point(|piece| piece.own.end <= at);
        let Some(Piece { own, place, kind }) = self.pieces.get(piece) else {
            return at..at;
        };
        match kind {
            PieceKind::Isolate => place.clone(),
            PieceKind::Words => {
                let start = place.start + at - own.start;
                start..start + 1
            }
        }
    }
}

/// The paragraph and each of its marked isolates apart, an isolate in another being one object there.
fn parts(paragraph: &StyledText) -> Vec<Part> {
    let text = paragraph.text.as_str();
    let mut marked: Vec<&Isolate> = paragraph.isolates.iter().collect();
    marked.sort_by_key(|isolate| (isolate.range.start, std::cmp::Reverse(isolate.range.end)));
    let mut parts = Vec::new();
    let mut open = vec![Part::new(paragraph.direction, Order::Prose, text.len())];
    let mut at = 0;
    let mut close = |open: &mut Vec<Part>, at: &mut usize, start: usize| {
        while let Some(part) = open.pop_if(|part| part.end <= start) {
            let end = part.end;
            let mut part = part;
            part.push(text, *at..end.max(*at));
            *at = end.max(*at);
            parts.push(part);
        }
    };
    for isolate in marked {
        close(&mut open, &mut at, isolate.range.start);
        if let Some(part) = open.last_mut() {
            part.push(text, at..isolate.range.start.max(at));
            at = at.max(isolate.range.start);
            let end = isolate.range.end.min(part.end);
            let order = order_at(paragraph, isolate.range.start);
            part.push_object(order, at..end.max(at));
            let first = || first_strong(&text[isolate.range.clone()]);
            let direction = isolate.direction.unwrap_or_else(first);
            open.push(Part::new(direction, order, end));
        }
    }
    close(&mut open, &mut at, text.len());
    parts
}

/// What the style of an isolate says about its order.
fn order_at(paragraph: &StyledText, at: usize) -> Order {
    let spans = &paragraph.spans;
    let span = spans.get(spans.partition_point(|span| span.range.end <= at));
    let style = span.and_then(|span| paragraph.styles.get(span.style));
    let plain =
        |style: &TextStyle| style.family == Family::Code || style.breaking == Breaking::Separators;
    if style.is_some_and(plain) {
        Order::Plain
    } else {
        Order::Prose
    }
}
