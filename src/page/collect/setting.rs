//! How text in a place is set: its column, size, language and the element that it belongs to.

use crate::frame::{ElementId, Role, TextRole};
use crate::locale::{Direction, Language};
use crate::model::{Alignment, Attributes, BlockKind};
use crate::page::design::Design;
use crate::text::TextStyle;
use crate::units::Pt;

/// How text in a place is set. Cheap to copy and change: blocks that hold blocks give theirs a changed
/// copy.
#[derive(Clone, Debug)]
pub(in crate::page) struct Setting {
    /// Inset of the column at its left.
    pub(in crate::page) left: Pt,
    /// Inset of the column at its right.
    pub(in crate::page) right: Pt,
    /// Style of running text.
    pub(in crate::page) style: TextStyle,
    /// Distance of baselines.
    pub(in crate::page) leading: Pt,
    /// The direction around: for text without letters, and for the side of insets.
    pub(in crate::page) direction: Direction,
    /// A direction that the markup asks for.
    pub(in crate::page) asked: Option<Direction>,
    /// Where lines stand.
    pub(in crate::page) alignment: Alignment,
    /// What the lines are.
    pub(in crate::page) role: TextRole,
    /// Which side a paragraph keeps to that runs against the text around it.
    pub(in crate::page) side: KeptSide,
    /// Indent of a first line.
    pub(in crate::page) first_indent: Pt,
    /// Indent of the other lines.
    pub(in crate::page) hanging: Pt,
    /// How many lines more the author asks for.
    pub(in crate::page) lines: i8,
    /// Space between paragraphs.
    pub(in crate::page) gap: Pt,
    /// The element that everything here lies in.
    pub(in crate::page) inside: ElementId,
    /// What its paragraphs are.
    pub(in crate::page) leaf: Leaf,
}

/// Which side a paragraph keeps to when it runs against the text around it: an English item of a
/// Persian list begins beside its marker, at the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) enum KeptSide {
    /// Its own.
    Own,
    /// That of the text around.
    Around,
}

/// Which element the words of a place belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) enum Leaf {
    /// To none: they decorate the page.
    Artifact,
    /// To a new element of this role.
    New(Role),
    /// To the element that the place lies in.
    Same,
}

impl Setting {
    /// Running text over the whole width.
    pub(in crate::page) fn body(
        design: &Design,
        language: &Language,
        direction: Direction,
    ) -> Self {
        Self {
            left: Pt::ZERO,
            right: Pt::ZERO,
            style: design.body(language),
            leading: design.leading,
            direction,
            asked: None,
            alignment: Alignment::Justify,
            role: TextRole::Body,
            side: KeptSide::Own,
            first_indent: Pt::ZERO,
            hanging: Pt::ZERO,
            lines: 0,
            gap: Pt::ZERO,
            inside: ElementId::default(),
            leaf: Leaf::New(Role::Paragraph),
        }
    }

    /// The same, but its words are those of an element itself.
    pub(super) fn in_element(&self, element: ElementId) -> Self {
        Self {
            inside: element,
            leaf: Leaf::Same,
            ..self.clone()
        }
    }

    /// The same, but its paragraphs lie in an element.
    pub(super) fn within(&self, element: ElementId) -> Self {
        Self {
            inside: element,
            leaf: Leaf::New(Role::Paragraph),
            ..self.clone()
        }
    }

    /// The same without indents.
    pub(super) fn flush(&self) -> Self {
        Self {
            first_indent: Pt::ZERO,
            hanging: Pt::ZERO,
            ..self.clone()
        }
    }

    /// The same with the inset of the side where reading begins made wider.
    pub(super) fn indented(&self, by: Pt, design: &Design) -> Self {
        self.indented_for(Pt::ZERO, by, design)
    }

    /// The same, for a block that needs so much of it: the markers of a list in a narrow column.
    pub(super) fn indented_for(&self, least: Pt, by: Pt, design: &Design) -> Self {
        // The seventh list in a list would have no room for a word: from some depth on lists move in no
        // further than their markers need, and then not at all.
        let width = self.width(design);
        let least = match width - least > design.theme.text.narrowest.of(design.size) / 2.0 {
            true => least,
            false => Pt::ZERO,
        };
        let by = by.min(self.room(design).max(least));
        let mut inner = self.clone();
        match self.direction {
            Direction::Rtl => inner.right += by,
            Direction::Ltr => inner.left += by,
        }
        inner
    }

    /// How far a nested block may still move in.
    pub(super) fn room(&self, design: &Design) -> Pt {
        (self.width(design) - design.theme.text.narrowest.of(design.size)).max(Pt::ZERO)
    }

    /// The width that is left for lines.
    pub(in crate::page) fn width(&self, design: &Design) -> Pt {
        let least = design.theme.text.least_width.of(design.size);
        (design.measure - self.left - self.right).max(least)
    }

    /// The same with what the attributes of a block change.
    pub(super) fn with(&self, attributes: &Attributes) -> Self {
        let mut changed = self.clone();
        if let Some(language) = &attributes.language {
            changed.style.language = *language;
            changed.asked = Some(language.direction());
            changed.direction = language.direction();
        }
        if let Some(direction) = attributes.direction {
            changed.asked = Some(direction);
            changed.direction = direction;
        }
        if attributes.lines != 0 {
            changed.lines = attributes.lines;
        }
        if let Some(alignment) = attributes.alignment {
            changed.alignment = alignment;
            changed.first_indent = Pt::ZERO;
        }
        changed
    }
}

/// What stands before a block in its place: a paragraph behind another begins with an indent, and a heading below
/// another has no white above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PrecedingBlock {
    Paragraph,
    Heading,
    Other,
}

impl PrecedingBlock {
    /// What a block is to the one behind it.
    pub(super) fn behind(kind: &BlockKind) -> Self {
        match kind {
            BlockKind::Paragraph(_) => Self::Paragraph,
            BlockKind::Heading { .. } => Self::Heading,
            BlockKind::List { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Quote(_)
            | BlockKind::Verse(_)
            | BlockKind::Code(_)
            | BlockKind::Table(_)
            | BlockKind::Figure(_)
            | BlockKind::Panels(_)
            | BlockKind::Division(_)
            | BlockKind::Aside { .. }
            | BlockKind::Statement { .. }
            | BlockKind::Math(_)
            | BlockKind::Break => Self::Other,
        }
    }
}
