//! What a text asks its faces for: family, weight and slant.

/// What a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Running text.
    Body,
    /// Headings.
    Heading,
    /// Code.
    Code,
}

/// How heavy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// How its letters stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slant {
    /// Upright: roman.
    #[default]
    Upright,
    /// A true italic in Latin, leaning to the left in Persian (ایرانیک).
    Slanted,
}

/// Which faces a text is set in: a chain of a family in one weight and slant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceStyle {
    /// The family.
    pub family: Family,
    /// How heavy it is.
    pub weight: Weight,
    /// How its letters stand.
    pub slant: Slant,
}

impl FaceStyle {
    /// Upright letters.
    pub const fn upright(family: Family, weight: Weight) -> Self {
        Self {
            family,
            weight,
            slant: Slant::Upright,
        }
    }

    /// Every style of a family.
    pub(super) fn all(family: Family) -> [Self; 4] {
        Cut::ALL.map(|cut| cut.of(family))
    }

    /// The cut of its family that it asks for.
    pub(super) const fn cut(self) -> Cut {
        Cut::new(self.weight, self.slant)
    }

    /// Where its chain stands among all.
    pub(super) fn slot(self) -> usize {
        self.family as usize * Cut::ALL.len() + self.cut().slot()
    }
}

/// Weight and slant of a font file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// How heavy it is.
    pub weight: Weight,
    /// How its letters stand.
    pub slant: Slant,
}

impl Cut {
    /// Regular and upright.
    pub const REGULAR: Self = Self::new(Weight::Regular, Slant::Upright);
    /// Bold and upright.
    pub const BOLD: Self = Self::new(Weight::Bold, Slant::Upright);
    /// Regular and slanted.
    pub const ITALIC: Self = Self::new(Weight::Regular, Slant::Slanted);
    /// Bold and slanted.
    pub const BOLD_ITALIC: Self = Self::new(Weight::Bold, Slant::Slanted);

    /// Every cut that a family may have, at its [`Self::slot`].
    pub(super) const ALL: [Self; 4] = [Self::REGULAR, Self::ITALIC, Self::BOLD, Self::BOLD_ITALIC];

    const fn new(weight: Weight, slant: Slant) -> Self {
        Self { weight, slant }
    }

    /// Where it stands among [`Self::ALL`].
    pub(super) fn slot(self) -> usize {
        self.weight as usize * 2 + self.slant as usize
    }

    /// The style of a family in this cut.
    pub(super) fn of(self, family: Family) -> FaceStyle {
        FaceStyle {
            family,
            weight: self.weight,
            slant: self.slant,
        }
    }
}
