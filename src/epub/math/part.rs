//! A part of a formula as it is handed on while a formula is read.

use pulldown_latex::event::{Font, Style};

use super::atom::Atom;
use super::tree::Element;

/// What holds for what comes next in a group.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// The style of letters.
    pub(super) font: Option<Font>,
    /// The size that was asked for.
    pub(super) style: Option<Style>,
}

/// An element, and what its neighbours need to know of it.
pub(super) struct Item {
    /// The element.
    pub(super) element: Element,
    /// What it is to its neighbours.
    pub(super) atom: Atom,
}

impl Item {
    /// An element that is one of these to its neighbours.
    pub(super) fn new(element: Element, atom: Atom) -> Self {
        Self { element, atom }
    }
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// In a row, after this.
    After(Option<Atom>),
    /// As an argument of a fraction, a root or a script.
    Alone,
}

/// How a formula stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::epub) enum Standing {
    /// In a line of text.
    Inline,
    /// On lines of its own.
    Displayed,
}
