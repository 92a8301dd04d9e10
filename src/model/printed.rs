//! The pages of the printed book as the EPUB tells of them: their folios, and what each begins with.
//!
//! `page` writes this list, `epub` reads it; neither knows the other.

use super::AnchorId;
use crate::source::Span;

/// A page of the printed book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedPage {
    /// The page number as printed («۱۲», «ب»).
    pub folio: String,
    /// What the page begins with.
    pub begins: Begins,
}

/// What a page begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Begins {
    /// The title of the book.
    TitlePage,
    /// What the book says of itself, behind the title page.
    Colophon,
    /// A line of the contents; `None` for their heading.
    Contents(Option<AnchorId>),
    /// The heading of the list of works.
    Works,
    /// Words of the author's.
    Words(WordPlace),
    /// Nothing new: a note goes on there, or a figure waited for the page.
    Nothing,
}

/// A place in the author's words that both back ends find: they count the same letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordPlace {
    /// The block, or the piece of text in one, whose letters are counted.
    pub node: Span,
    /// How many of its letters stand before the place, as [`letters`] counts them.
    pub letters: usize,
}

/// The number of characters of a text that are no white space and no picture's.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|letter| is_letter(*letter)).count()
}

/// Whether a character is one that [`letters`] counts.
pub fn is_letter(letter: char) -> bool {
    /// Stands for a picture in a line.
    const OBJECT: char = '\u{FFFC}';
    !letter.is_whitespace() && letter != OBJECT
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn spaces_line_ends_and_pictures_are_no_letters() {
        assert_eq!(letters("می\u{200C}روم \u{2028}\u{FFFC}\t۱"), 7);
    }
}
