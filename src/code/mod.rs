//! What code says of itself: a language and a text in, the pieces that a reader tells apart out, and the way
//! that the words of each run.
//!
//! Both books show code by this reading, so that they show it alike; a code that stands in a book twice, or in
//! both books, is read once.

#[cfg_attr(not(feature = "highlight"), path = "grammar_absent.rs")]
mod grammar;
mod sides;
mod token_kind;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

pub use token_kind::TokenKind;

use crate::locale::Direction;
use grammar::Grammars;
use sides::Sided;

/// A code as it is read.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeText {
    /// The way its lines run.
    pub direction: Direction,
    /// Its pieces, in the order of the text, which they cover; none goes across the end of a line or the edge of
    /// an isolate.
    pub pieces: Vec<CodeToken>,
    /// Words that run against what is around them, outer ones before those inside them; none goes across the
    /// end of a line.
    pub isolates: Vec<IsolatedWords>,
}

/// A piece of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeToken {
    /// Its bytes in the code.
    pub range: Range<usize>,
    /// What it is to the grammar.
    pub part: TokenKind,
}

/// Words of a code that keep together and run one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IsolatedWords {
    /// Their bytes in the code.
    pub range: Range<usize>,
    /// The way they run.
    pub direction: Direction,
}

/// Codes kept before all are forgotten: those of a book of five thousand pages.
const MOST_CODES: usize = 20_000;

/// What was read, by language and text.
type CodesByLanguage = HashMap<Box<str>, HashMap<Box<str>, Arc<CodeText>>>;

/// Reads codes, each of them once.
#[derive(Debug, Default)]
pub struct CodeReader {
    grammars: Grammars,
    known: Mutex<CodesByLanguage>,
}

impl CodeReader {
    /// Reads a code; `language` is the first word of its info string. What no grammar reads runs as it is `asked`
    /// to, or as its words do.
    pub fn read(&self, language: &str, text: &str, asked: Option<Direction>) -> Arc<CodeText> {
        if !has_grammar(language) {
            return Arc::new(sides::of_plain(language, text, asked).into());
        }
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(language).and_then(|codes| codes.get(text)) {
            return Arc::clone(found);
        }
        let read = Arc::new(match self.grammars.pieces(language, text) {
            Some(pieces) => sides::of_program(text, &pieces).into(),
            None => sides::of_plain(language, text, Some(Direction::Ltr)).into(),
        });
        let mut known = known();
        if known.values().map(HashMap::len).sum::<usize>() >= MOST_CODES {
            known.clear();
        }
        let codes = known.entry(language.into()).or_default();
        codes.insert(text.into(), Arc::clone(&read));
        read
    }
}

impl From<Sided> for CodeText {
    fn from(sided: Sided) -> Self {
        Self {
            direction: sided.direction,
            pieces: sided.pieces,
            isolates: sided.isolates,
        }
    }
}

/// Whether there is a grammar for a language.
pub fn has_grammar(language: &str) -> bool {
    grammar::knows(language)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::CodeReader;

    #[test]
    fn a_code_that_was_read_before_is_not_read_again() {
        let reader = CodeReader::default();
        let read = |language| reader.read(language, "let a = 1;\n", None);
        let first = read("rust");
        assert!(Arc::ptr_eq(&first, &read("rust")));
        assert!(!Arc::ptr_eq(&first, &read("python")));
    }
}
