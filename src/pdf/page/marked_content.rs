//! Which element what is being written belongs to, as marked-content operators (ISO 32000-1, 14.6).
//!
//! A sequence encloses whole text objects, or lies inside one. Lines that belong to one element
//! share a sequence as long as nothing else comes between them.

use crate::frame::{ElementId, Role, Structure};
use crate::pdf::object::number::whole;
use crate::pdf::object::values::integer;

/// A stretch of a page's content that belongs to one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Sequence {
    /// The element.
    pub(in crate::pdf) element: ElementId,
    /// Where it begins.
    pub(in crate::pdf) start: Start,
}

/// A place in the content of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Start {
    /// Index into the things of the page.
    pub(in crate::pdf) item: u32,
    /// Stretches of a line that belong to one element count from 0, in logical order.
    pub(in crate::pdf) stretch: u32,
}

/// The sequences of one page; their places in the list are their numbers (MCID).
pub(in crate::pdf) struct MarkedContent<'a> {
    structure: &'a Structure,
    sequences: Vec<Sequence>,
    /// The sequence that is open.
    open: Option<Sequence>,
}

impl<'a> MarkedContent<'a> {
    /// Content in which nothing is marked yet.
    pub(in crate::pdf) fn new(structure: &'a Structure) -> Self {
        Self {
            structure,
            sequences: Vec::new(),
            open: None,
        }
    }

    /// Goes into a sequence of an element, unless one of it is open.
    pub(in crate::pdf) fn enter(&mut self, element: ElementId, start: Start, out: &mut Vec<u8>) {
        if self.open.is_some_and(|open| open.element == element) {
            return;
        }
        self.begin(Sequence { element, start }, out);
    }

    /// Goes into a sequence of a stretch of a line, unless it is open.
    pub(in crate::pdf) fn enter_stretch(
        &mut self,
        element: ElementId,
        start: Start,
        out: &mut Vec<u8>,
    ) {
        let sequence = Sequence { element, start };
        if self.open != Some(sequence) {
            self.begin(sequence, out);
        }
    }

    fn begin(&mut self, sequence: Sequence, out: &mut Vec<u8>) {
        self.leave(out);
        let role = self
            .structure
            .get(sequence.element)
            .map(|element| element.role);
        let tag = role.map_or("Span", Role::tag);
        out.push(b'/');
        out.extend(tag.as_bytes());
        out.extend(b" <</MCID ");
        whole(out, integer(self.sequences.len()));
        out.extend(b">> BDC\n");
        self.sequences.push(sequence);
        self.open = Some(sequence);
    }

    /// Leaves the sequence that is open.
    pub(in crate::pdf) fn leave(&mut self, out: &mut Vec<u8>) {
        if self.open.take().is_some() {
            out.extend(b"EMC\n");
        }
    }

    /// The sequences of the page.
    pub(in crate::pdf) fn finish(self) -> Vec<Sequence> {
        self.sequences
    }
}
