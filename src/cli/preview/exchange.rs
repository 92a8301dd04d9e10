//! What lies between the one who binds and those who look: the last good book, the messages of the last try.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::changed_pages::changed_pages;
use super::edit_position::{Line, edit_position};
use super::epub::Unpacked;
use super::keyed_book::KeyedBook;
use crate::book::Diagnostics;
use crate::view::Spot;

/// What is known now.
#[derive(Clone, Default)]
pub(super) struct PreviewSnapshot {
    /// Counts what was laid down.
    pub(super) round: u64,
    /// Whether a try is under way.
    pub(super) working: bool,
    /// The last book that could be set.
    pub(super) good: Option<Arc<KeyedBook>>,
    /// Counts the books that could be set.
    pub(super) edition: u64,
    /// The pages that the good book has other ones for than the book before it; `None` where more is another.
    pub(super) turned: Option<Arc<[usize]>>,
    /// The same as an EPUB, once somebody has asked for one.
    pub(super) epub: Option<Arc<Unpacked>>,
    /// What the last try found.
    pub(super) found: Option<Arc<Diagnostics>>,
    /// Why the last try failed, where the outside world is the cause.
    pub(super) failure: Option<Arc<str>>,
    /// Whether the good book is an earlier one than the messages.
    pub(super) stale: bool,
    /// Where the good book differs from the last one that had other pages.
    pub(super) changed: Option<Spot>,
    /// What the author's editor has asked to be shown, and how often it has asked.
    pub(super) shown: Option<Shown>,
}

impl PreviewSnapshot {
    /// Lays the book on the desk, and takes the one before it away.
    fn lay(&mut self, good: KeyedBook) -> Option<Arc<KeyedBook>> {
        let before = self.good.as_deref();
        let turned = before.and_then(|before| changed_pages(before, &good));
        // A text that was only saved again has no new place: the last one is still where the author wrote.
        if turned.as_ref().is_none_or(|pages| !pages.is_empty()) {
            self.changed = before.and_then(|before| edit_position(&before.book, &good.book));
        }
        self.turned = turned.map(Into::into);
        self.edition += 1;
        self.epub = None;
        self.good.replace(Arc::new(good))
    }
}

/// A place that the author's editor has asked to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Counts what was asked.
    pub(super) count: u64,
    /// The place.
    pub(super) line: Line,
}

/// The desk.
#[derive(Default)]
pub(super) struct PreviewExchange {
    known: Mutex<PreviewSnapshot>,
    laid: Condvar,
}

impl PreviewExchange {
    fn lock(&self) -> MutexGuard<'_, PreviewSnapshot> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut PreviewSnapshot) -> T) -> T {
        let mut known = self.lock();
        let left = change(&mut known);
        known.round += 1;
        drop(known);
        self.laid.notify_all();
        left
    }

    /// A try begins.
    pub(super) fn begin(&self) {
        self.change(|known| known.working = true);
    }

    /// A try ended with a book, or with mistakes that leave the earlier one.
    pub(super) fn lay(&self, good: Option<KeyedBook>, found: Diagnostics) {
        // A thousand pages are not given back before the new ones are told of.
        let _before = self.change(|known| {
            known.working = false;
            known.failure = None;
            known.found = Some(Arc::new(found));
            known.stale = good.is_none();
            good.and_then(|good| known.lay(good))
        });
    }

    /// The author's editor asks for a place.
    pub(super) fn show(&self, line: Line) {
        self.change(|known| {
            let count = known.shown.as_ref().map_or(1, |shown| shown.count + 1);
            known.shown = Some(Shown { count, line });
        });
    }

    /// A try ended because the outside world failed.
    pub(super) fn fail(&self, why: &str) {
        self.change(|known| {
            known.working = false;
            known.failure = Some(why.into());
            known.stale = true;
        });
    }

    /// The good book as an EPUB, unpacked now if nobody has asked before.
    pub(super) fn epub(&self) -> Option<Arc<Unpacked>> {
        let PreviewSnapshot { good, epub, .. } = self.now();
        if epub.is_some() {
            return epub;
        }
        let good = good?;
        let made = Arc::new(Unpacked::of(&good.book.epub().ok()?)?);
        let mut known = self.lock();
        let same = known
            .good
            .as_ref()
            .is_some_and(|now| Arc::ptr_eq(now, &good));
        if same {
            known.epub = Some(Arc::clone(&made));
        }
        Some(made)
    }

    /// What is known now.
    pub(super) fn now(&self) -> PreviewSnapshot {
        self.lock().clone()
    }

    /// Waits for something newer than a round; `None` where nothing came for a while.
    pub(super) fn after(&self, round: u64, patience: Duration) -> Option<PreviewSnapshot> {
        let known = self.lock();
        let waited = self
            .laid
            .wait_timeout_while(known, patience, |known| known.round <= round);
        let (known, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (known.round > round).then(|| known.clone())
    }
}
