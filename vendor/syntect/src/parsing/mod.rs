//! Everything about parsing text into text annotated with scopes.
//!
//! The most important struct here is [`SyntaxSet`], check out the docs for that.
//!
//! [`SyntaxSet`]: struct.SyntaxSet.html

mod parser;
pub mod syntax_definition;
mod syntax_set;

mod regex;
mod scope;

pub use self::parser::*;
pub use self::syntax_set::*;

pub use self::regex::*;

pub use self::scope::*;
