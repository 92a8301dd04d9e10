//! Shape plans and shaped words, handed from a shaper that ends to the next that begins.
//!
//! Chapters are set side by side, each with a shaper of its own, and say the same words. The
//! cache never shows in the output, so that it does not matter which shaper gets which.

use std::sync::{Mutex, PoisonError};

use super::engine::{Engine, ShapePlans};
use super::words::Words;
use crate::font::FontSet;

/// What one shaper has prepared and shaped.
#[derive(Default)]
struct ShaperCache {
    plans: ShapePlans,
    words: Words,
}

/// The caches of shapers of one set of faces that have ended, for those that begin.
#[derive(Default)]
pub struct Shapers {
    idle: Mutex<Vec<ShaperCache>>,
}

impl Shapers {
    /// No caches yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn take(&self) -> ShaperCache {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop().unwrap_or_default()
    }

    fn give(&self, cache: ShaperCache) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(cache);
    }
}

/// The working state of a shaper.
pub(super) struct ShaperState<'a> {
    /// Fonts and plans, prepared.
    pub(super) engine: Engine<'a>,
    /// The words that it has shaped.
    pub(super) words: Words,
    /// Where the cache goes in the end; `None` if it is dropped.
    home: Option<&'a Shapers>,
}

impl<'a> ShaperState<'a> {
    /// A state of its own, which is dropped in the end.
    pub(super) fn own(fonts: &'a FontSet) -> Self {
        Self {
            engine: Engine::new(fonts),
            words: Words::default(),
            home: None,
        }
    }

    /// A state that goes on with an idle cache, if there is one.
    pub(super) fn from(fonts: &'a FontSet, home: &'a Shapers) -> Self {
        let ShaperCache { plans, words } = home.take();
        let mut engine = Engine::new(fonts);
        engine.exchange(plans);
        Self {
            engine,
            words,
            home: Some(home),
        }
    }
}

impl Drop for ShaperState<'_> {
    fn drop(&mut self) {
        if let Some(home) = self.home {
            home.give(ShaperCache {
                plans: self.engine.exchange(ShapePlans::default()),
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
