//! Chapters that were read, for the next time the book is read.
//!
//! Reading a chapter is a function of its manuscript: the text, the file, what the book says of it. While the
//! manuscript is equal, what was read of it is taken again, with its mistakes.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::manuscript::{Manuscript, Read};
use super::texts_before::TextsBefore;

/// What was read the last time; nothing at first.
#[derive(Debug, Default)]
pub struct ReadBefore {
    /// By the place among the chapters, which is a part of what their nodes are called.
    kept: Mutex<Vec<Kept>>,
    /// The texts of the chapters.
    pub(super) texts: TextsBefore,
}

#[derive(Debug)]
struct Kept {
    manuscript: Manuscript,
    read: Read,
}

impl ReadBefore {
    /// Reads manuscripts, side by side.
    pub(super) fn read(&self, manuscripts: Vec<Manuscript>) -> Vec<Read> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let before = |at: usize, manuscript: &Manuscript| {
            let same = kept.get(at).filter(|kept| kept.manuscript == *manuscript);
            same.map(|kept| kept.read.clone())
        };
        let read = manuscripts.par_iter().enumerate();
        let read: Vec<Read> = read
            .map(|(at, manuscript)| before(at, manuscript).unwrap_or_else(|| manuscript.read()))
            .collect();
        let pairs = manuscripts.into_iter().zip(&read);
        *kept = pairs
            .map(|(manuscript, read)| Kept {
                manuscript,
                read: read.clone(),
            })
            .collect();
        read
    }

    /// How many chapters are kept.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        let kept = self.kept.lock();
        kept.unwrap_or_else(PoisonError::into_inner).len()
    }
}
