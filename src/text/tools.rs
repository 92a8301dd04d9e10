//! What shapers have prepared and learnt, handed from one that ends to the next that begins.
//!
//! Chapters are set side by side, each with a shaper of its own, and say the same words. What is kept
//! never shows in what is set, so it does not matter who gets whose.

use std::sync::{Mutex, PoisonError};

use super::engine::{Engine, Manners};
use super::words::Words;
use crate::font::FontSet;

/// What a shaper leaves behind.
#[derive(Default)]
struct Learnt {
    manners: Manners,
    words: Words,
}

/// What shapers of one set of faces have left behind, for those that begin.
#[derive(Default)]
pub struct Shapers {
    idle: Mutex<Vec<Learnt>>,
}

impl Shapers {
    /// Nothing learnt yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn take(&self) -> Learnt {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop().unwrap_or_default()
    }

    fn give(&self, learnt: Learnt) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(learnt);
    }
}

/// What a shaper works with.
pub(super) struct Tools<'a> {
    /// Fonts and plans, prepared.
    pub(super) engine: Engine<'a>,
    /// The words that it has shaped.
    pub(super) words: Words,
    /// Where all that goes in the end.
    home: Option<&'a Shapers>,
}

impl<'a> Tools<'a> {
    /// Tools that nobody else gets.
    pub(super) fn own(fonts: &'a FontSet) -> Self {
        Self {
            engine: Engine::new(fonts),
            words: Words::default(),
            home: None,
        }
    }

    /// Tools that have been used, if some lie idle.
    pub(super) fn from(fonts: &'a FontSet, home: &'a Shapers) -> Self {
        let Learnt { manners, words } = home.take();
        let mut engine = Engine::new(fonts);
        engine.exchange(manners);
        Self {
            engine,
            words,
            home: Some(home),
        }
    }
}

impl Drop for Tools<'_> {
    fn drop(&mut self) {
        if let Some(home) = self.home {
            home.give(Learnt {
                manners: self.engine.exchange(Manners::default()),
                words: std::mem::take(&mut self.words),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::font::FontSet;
    use crate::locale::Direction;
    use crate::source::{FileId, Span};
    use crate::text::tests::style;
    use crate::text::{Shaper, Shapers, StyledText};

    #[test]
    fn a_shaper_that_goes_on_sets_the_glyphs_of_one_that_begins() {
        let fonts = FontSet::embedded();
        let shapers = Shapers::new();
        for text in ["کتاب و دفتر AV", "دفتر و کتاب", "کتابِ دفتر"] {
            let mut paragraph = StyledText::new(Direction::Rtl);
            paragraph.push(text, &style(), Span::new(FileId::default(), 0..0));
            let fresh = Shaper::new(&fonts).shape(paragraph.clone());
            let again = Shaper::continuing(&fonts, &shapers).shape(paragraph);
            assert_eq!(
                (fresh.clusters, fresh.glyphs),
                (again.clusters, again.glyphs)
            );
        }
        assert_eq!(shapers.idle.lock().unwrap().len(), 1, "one after the other");
    }
}
