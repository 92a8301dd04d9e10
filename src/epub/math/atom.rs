//! What parts of a formula are to their neighbours (The TeXbook, chapter 17): `−` between two of them is
//! a sign of operation, after a bracket or a relation it belongs to the number.

use pulldown_latex::Event;
use pulldown_latex::event::{Content, DelimiterType, Visual};

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// A letter, a number, words.
    Ord,
    /// A large operator.
    Op,
    /// A function by its name: `sin`.
    Function,
    /// A sign between two things: +.
    Bin,
    /// A relation: =.
    Rel,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A comma, a stroke between brackets.
    Punct,
    /// A group, a fraction, a root.
    Inner,
}

impl Atom {
    /// Whether a sign between two things may follow.
    pub(super) fn ends_a_term(self) -> bool {
        matches!(self, Self::Inner | Self::Close | Self::Ord)
    }

    /// Whether a sign between two things may precede.
    pub(super) fn begins_a_term(self) -> bool {
        matches!(
            self,
            Self::Inner | Self::Bin | Self::Op | Self::Ord | Self::Open
        )
    }
}

/// What the next part of a group is; `None` at its end.
pub(super) fn next_atom(events: &[Event<'_>]) -> Option<Atom> {
    let passes = |event: &&Event<'_>| {
        matches!(
            event,
            Event::StateChange(_)
                | Event::Space { .. }
                | Event::Visual(Visual::Negation)
                | Event::Script { .. }
        )
    };
    match events.iter().find(|event| !passes(event))? {
        Event::Content(content) => Some(atom(*content)),
        Event::Visual(_) | Event::Begin(_) => Some(Atom::Inner),
        _ => None,
    }
}

fn atom(content: Content<'_>) -> Atom {
    match content {
        Content::BinaryOp { .. } => Atom::Bin,
        Content::LargeOp { .. } => Atom::Op,
        Content::Relation { .. } => Atom::Rel,
        Content::Delimiter { ty, .. } => delimiter(ty),
        Content::Punctuation(_) => Atom::Punct,
        Content::Text(_) | Content::Number(_) | Content::Function(_) | Content::Ordinary { .. } => {
            Atom::Ord
        }
    }
}

/// What a bracket is.
pub(super) fn delimiter(ty: DelimiterType) -> Atom {
    match ty {
        DelimiterType::Open => Atom::Open,
        DelimiterType::Close => Atom::Close,
        DelimiterType::Fence => Atom::Punct,
    }
}
