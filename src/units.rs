//! Lengths that pass between the rooms: newtypes, so that points, ems and pixels never meet by mistake.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in points, 1/72 inch.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Pt(pub f32);

impl Pt {
    /// No length.
    pub const ZERO: Self = Self(0.0);

    /// Reads millimetres.
    pub fn from_mm(millimetres: f32) -> Self {
        Self(millimetres * 72.0 / 25.4)
    }

    /// The length in millimetres.
    pub fn in_mm(self) -> f32 {
        self.0 * 25.4 / 72.0
    }

    /// The length rounded up to whole steps: 61 points in steps of 20 are 80.
    #[must_use]
    pub fn up_to_whole(self, step: Self) -> Self {
        /// Sums of lengths differ from whole steps by less, as a share of a step: 60.001 points are 60.
        const HAIR: f32 = 0.001;
        step * (self.0 / step.0 - HAIR).ceil()
    }

    /// The larger of two lengths.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// The smaller of two lengths.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }
}

/// A multiple of the size of the letters around.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Em(pub f32);

impl Em {
    /// The length beside letters of a size.
    pub fn of(self, size: Pt) -> Pt {
        size * self.0
    }
}

/// A multiple of a distance of baselines: whole multiples keep text on the grid of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Lines(pub f32);

impl Lines {
    /// The length where baselines lie `leading` apart.
    pub fn of(self, leading: Pt) -> Pt {
        leading * self.0
    }
}

/// A share of a length that is named beside it: of the measure, of the page's height, of a size.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(pub f32);

impl Share {
    /// The length that it is of a whole.
    pub fn of(self, whole: Pt) -> Pt {
        whole * self.0
    }
}

impl Add for Pt {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Pt {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Pt {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Pt {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Mul<f32> for Pt {
    type Output = Self;
    fn mul(self, factor: f32) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<f32> for Pt {
    type Output = Self;
    fn div(self, factor: f32) -> Self {
        Self(self.0 / factor)
    }
}

impl Neg for Pt {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Pt {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}
