//! Formulas of a book, each read once: what is told of it, the pages and the EPUB take the same reading.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::layout::settable;
use super::reader::{Fault, Reading, Standing};
use crate::font::FontSet;

/// A formula that was read and tried; what is wrong with one that cannot be set.
pub type SharedReading = Arc<Result<Reading, Fault>>;

/// Formulas kept before all are forgotten: those of a textbook of some thousand pages.
const MOST_FORMULAS: usize = 50_000;

/// Reads formulas, each of them once, and tries whether they can be set.
#[derive(Debug, Default)]
pub struct FormulaReader {
    /// By how they stand, and their source.
    known: Mutex<HashMap<Standing, HashMap<Box<str>, SharedReading>>>,
}

impl FormulaReader {
    /// Reads a formula; the faces say which characters it may have.
    pub fn read(&self, source: &str, standing: Standing, fonts: &FontSet) -> SharedReading {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&standing).and_then(|all| all.get(source)) {
            return Arc::clone(found);
        }
        let read = Arc::new(settable(source, standing, fonts));
        let mut known = known();
        if known.values().map(HashMap::len).sum::<usize>() >= MOST_FORMULAS {
            known.clear();
        }
        let formulas = known.entry(standing).or_default();
        formulas.insert(source.into(), Arc::clone(&read));
        read
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{FormulaReader, Standing};
    use crate::font::FontSet;

    #[test]
    fn a_formula_that_was_read_before_is_not_read_again() {
        let (reader, fonts) = (FormulaReader::default(), FontSet::embedded());
        let read = |standing| reader.read("a^2", standing, &fonts);
        let first = read(Standing::Inline);
        assert!(Arc::ptr_eq(&first, &read(Standing::Inline)));
        assert!(!Arc::ptr_eq(&first, &read(Standing::Displayed)));
    }
}
