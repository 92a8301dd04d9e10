//! The threads that books are built on: work in, what it makes out.

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Bytes of stack for the threads that work: books can be nested deeper than the usual 2 MB allow.
const STACK: usize = 64 << 20;

/// Threads of our own.
///
/// Who builds a book again and again keeps them. The system gives each new thread a heap, and a heap stays as large as
/// the most that it ever held: with new threads for each build a preview of 1,000 pages went from 113 MB to 173 in 300
/// edits, although what was in use stayed at 84.
pub(super) struct Workers(Option<ThreadPool>);

impl Workers {
    /// Starts them. A system may refuse threads (`ulimit -u`): a pool of this one thread starts none.
    pub(super) fn start() -> Self {
        let many = || ThreadPoolBuilder::new().stack_size(STACK);
        let pool = many().build();
        let pool = pool.or_else(|_| many().num_threads(1).use_current_thread().build());
        Self(pool.ok())
    }

    /// Does work on them; where none could be had, on this one.
    pub(super) fn work<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}
