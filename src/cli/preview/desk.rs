//! What lies between the one who binds and those who look: the last good book, the messages of the last try.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::changed::{Line, changed};
use super::epub::Unpacked;
use super::http::News;
use crate::book::{Diagnostics, SetBook};
use crate::view::{PageKey, Spot};

/// A book that could be set.
pub(super) struct Good {
    /// The book.
    pub(super) book: SetBook,
    /// The keys of its pages.
    pub(super) keys: Vec<PageKey>,
    /// Its pages by what they look like.
    pub(super) by_key: BTreeMap<u64, usize>,
}

impl Good {
    /// Keys the pages of a book.
    pub(super) fn new(book: SetBook) -> Self {
        let keys = book.keys();
        let pages = keys.iter().enumerate();
        Self {
            by_key: pages.map(|(page, key)| (key.picture, page)).collect(),
            book,
            keys,
        }
    }
}

/// What is known now.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// Counts what was laid down.
    pub(super) round: u64,
    /// Whether a try is under way.
    pub(super) working: bool,
    /// The last book that could be set.
    pub(super) good: Option<Arc<Good>>,
    /// The same as an EPUB, once somebody has asked for one.
    pub(super) epub: Option<Arc<Unpacked>>,
    /// What the last try found.
    pub(super) found: Option<Arc<Diagnostics>>,
    /// Why the last try failed, where the outside world is the cause.
    pub(super) failure: Option<Arc<str>>,
    /// Whether the good book is an earlier one than the messages.
    pub(super) stale: bool,
    /// Where the good book differs from the one before it.
    pub(super) changed: Option<Spot>,
    /// What the author's editor has asked to be shown, and how often it has asked.
    pub(super) shown: Option<Shown>,
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
pub(super) struct Desk {
    known: Mutex<Known>,
    laid: Condvar,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Known)) {
        let mut known = self.lock();
        change(&mut known);
        known.round += 1;
        drop(known);
        self.laid.notify_all();
    }

    /// A try begins.
    pub(super) fn begin(&self) {
        self.change(|known| known.working = true);
    }

    /// A try ended with a book, or with mistakes that leave the earlier one.
    pub(super) fn lay(&self, good: Option<Good>, found: Diagnostics) {
        self.change(|known| {
            known.working = false;
            known.failure = None;
            known.found = Some(Arc::new(found));
            known.stale = good.is_none();
            if let Some(good) = good {
                let before = known.good.as_deref();
                known.changed = before.and_then(|before| changed(&before.book, &good.book));
                known.good = Some(Arc::new(good));
                known.epub = None;
            }
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
        let Known { good, epub, .. } = self.now();
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
    pub(super) fn now(&self) -> Known {
        self.lock().clone()
    }

    /// Waits for something newer than a round; what is then known, which may be the same after a while.
    pub(super) fn after(&self, round: u64, patience: Duration) -> News {
        let known = self.lock();
        let waited = self
            .laid
            .wait_timeout_while(known, patience, |known| known.round <= round);
        let (known, _) = waited.unwrap_or_else(PoisonError::into_inner);
        News {
            round: known.round,
            working: known.working,
        }
    }
}
