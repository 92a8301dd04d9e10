//! Divisions that ask for another place on the page than the text around them, as their classes say it.

use super::Attributes;

/// How the blocks of a division are arranged on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// In the outer margin, beside the block that follows.
    Margin,
    /// In two columns.
    Columns,
    /// As they are, with numbers of their lines in the margin.
    NumberedLines,
}

impl Arrangement {
    /// Every arrangement.
    pub const ALL: [Self; 3] = [Self::Margin, Self::Columns, Self::NumberedLines];

    /// The class of its division.
    pub fn class(self) -> &'static str {
        match self {
            Self::Margin => "in-margin",
            Self::Columns => "two-columns",
            Self::NumberedLines => "numbered-lines",
        }
    }

    /// The arrangement of a division with these attributes.
    pub fn of(attributes: &Attributes) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| attributes.has_class(one.class()))
    }
}

/// Begins the class that says every how many lines a number stands: `every-10`.
pub const EVERY: &str = "every-";

/// Every how many lines a number stands; five where nothing is said, as editions have it.
pub fn line_step(attributes: &Attributes) -> usize {
    const USUAL: usize = 5;
    let mut classes = attributes.classes.iter();
    let asked = classes.find_map(|class| class.strip_prefix(EVERY)?.parse().ok());
    asked.filter(|step| *step > 0).unwrap_or(USUAL)
}
