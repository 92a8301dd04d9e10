//! What a piece of code is to the grammar of its language.

/// What a piece of code is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenKind {
    /// Nothing that is told apart: names, signs, spaces.
    #[default]
    Plain,
    /// A comment.
    Comment,
    /// A text in quotation marks.
    Text,
    /// A constant, or an escape in a text.
    Constant,
    /// A number.
    Number,
    /// A word of the language itself.
    Keyword,
    /// The name of what is called.
    Function,
    /// The name of an element of markup.
    Tag,
    /// The name of an attribute of markup.
    Attribute,
    /// The name of a type.
    Type,
}
