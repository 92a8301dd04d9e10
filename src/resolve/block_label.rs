//! What a counted block is called: a word and a number, kept apart.

use std::fmt;

/// What a block is called where the book speaks of it: «شکل ۱», «قضیهٔ ۲»; «برهان», which is not counted.
///
/// The word and the number are kept apart, since a reference may ask for the number alone, and several figures share
/// one word: «شکل‌های ۱ تا ۳».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockLabel {
    /// The word for its kind as it stands before a number: «شکل», «قضیهٔ». For a panel of a figure it is the label of
    /// the figure: «شکل ۱» of «شکل ۱ (الف)».
    pub word: String,
    /// The number as it is printed: «۱», «۲-۱», «(الف)»; `None` for what is not counted.
    pub number: Option<String>,
}

impl BlockLabel {
    /// A word and a number behind it.
    pub(super) fn numbered(word: impl Into<String>, number: impl Into<String>) -> Self {
        Self {
            word: word.into(),
            number: Some(number.into()),
        }
    }

    /// A word alone.
    pub(super) fn unnumbered(word: impl Into<String>) -> Self {
        Self {
            word: word.into(),
            number: None,
        }
    }
}

impl fmt::Display for BlockLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.number {
            Some(number) => write!(f, "{} {number}", self.word),
            None => f.write_str(&self.word),
        }
    }
}
