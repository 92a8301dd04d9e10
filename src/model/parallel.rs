//! Parallel texts: two texts whose blocks stand beside each other, as the classes of divisions say it.

use super::Attributes;

/// What a division is in a parallel text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parallel {
    /// The whole: a division of pairs.
    Text,
    /// Two divisions, one for each side: a block, or none where the other side has more.
    Pair,
}

/// The class of a parallel text whose sides stand on facing pages.
pub const FACING: &str = "facing";

impl Parallel {
    /// The class of its division.
    pub fn class(self) -> &'static str {
        match self {
            Self::Text => "parallel",
            Self::Pair => "parallel-pair",
        }
    }

    /// Whether a division with these attributes is one.
    pub fn is(self, attributes: &Attributes) -> bool {
        attributes.has_class(self.class())
    }
}
