//! Work away from the interpreter: a closure in; its value, or an exception for a panic, out.

use std::panic::{self, AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use pyo3::create_exception;
use pyo3::exceptions::{PyOSError, PyRuntimeError};
use pyo3::prelude::*;

create_exception!(
    sahhaf,
    Fault,
    PyRuntimeError,
    "The program itself is at fault, not the book: please report what it says."
);

/// Bytes of stack for the threads that work, as the program has them.
const STACK: usize = 64 << 20;

/// How often it is looked whether somebody has pressed Ctrl-C: often enough for a person.
const LOOK: Duration = Duration::from_millis(100);

/// Where the last panic was.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// What unwinds a build that is to end early; nobody sees it.
struct Stopped;

/// Whether work is to end early: somebody has pressed Ctrl-C, or a callback has raised.
#[derive(Debug, Default)]
pub(crate) struct Stop(AtomicBool);

impl Stop {
    /// Asks the work to end.
    pub(crate) fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Ends the work on this thread if that was asked for. A stage has no other way out than to unwind.
    pub(crate) fn heed(&self) {
        if self.0.load(Ordering::Relaxed) {
            resume_unwind(Box::new(Stopped));
        }
    }
}

/// Keeps panics from standard error: each becomes an exception, or is told by the room that caught it.
pub(crate) fn quieten() {
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(ToString::to_string);
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
}

/// Does work on threads of its own with the interpreter's lock released, and looks for Ctrl-C meanwhile.
///
/// The threads live as long as the work: a process that forks, as `multiprocessing` does, would take a pool
/// of the whole process with it, but not the threads, and wait for them without end.
///
/// # Errors
/// The work panicked ([`Fault`]), a signal handler raised, or no thread can be had.
pub(crate) fn guarded<T: Send>(
    py: Python<'_>,
    stop: &Stop,
    work: impl FnOnce() -> T + Send,
) -> PyResult<T> {
    let (done, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    let run = move || {
        let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
        let made = catch_unwind(AssertUnwindSafe(|| Ok(pool?.install(work))));
        // The waiting side is there until it has heard.
        let _ = done.send(made);
    };
    let ended = thread::scope(|scope| {
        thread::Builder::new().spawn_scoped(scope, run)?;
        wait(py, stop, &waiting)
    })?;
    match ended {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(refused)) => Err(no_thread(&refused)),
        Err(panicked) => Err(fault(panicked.as_ref())),
    }
}

/// Waits for what the work sends; Ctrl-C asks it to stop and is raised once it has ended.
fn wait<T: Send>(py: Python<'_>, stop: &Stop, waiting: &Mutex<Receiver<T>>) -> PyResult<T> {
    let mut interrupted = None;
    loop {
        match py.detach(|| hear(waiting)) {
            Ok(ended) => return interrupted.map_or(Ok(ended), Err),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(raised) = py.check_signals() {
                    stop.ask();
                    interrupted = Some(raised);
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Fault::new_err("the threads that bind went away"));
            }
        }
    }
}

/// What was sent within a moment. The lock is held by nobody else: it makes of the receiver what may be used
/// without the interpreter.
fn hear<T: Send>(waiting: &Mutex<Receiver<T>>) -> Result<T, RecvTimeoutError> {
    let waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.recv_timeout(LOOK)
}

/// The system refuses threads (`ulimit -u`).
fn no_thread(refused: &rayon::ThreadPoolBuildError) -> PyErr {
    PyOSError::new_err(format!("cannot start a thread: {refused}"))
}

/// A panic as an exception that says where it was.
fn fault(panicked: &(dyn std::any::Any + Send)) -> PyErr {
    if panicked.is::<Stopped>() {
        return Fault::new_err("the work was stopped");
    }
    let words = panicked
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panicked.downcast_ref::<&str>().copied());
    let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
    let words = words.unwrap_or("no reason given");
    let place = place.unwrap_or_else(|| "an unknown place".to_owned());
    Fault::new_err(format!("{words} ({place})"))
}

/// Panics inside guarded work, so that callers and tests can see what comes of it.
#[pyfunction]
pub(crate) fn fail(py: Python<'_>, words: String) -> PyResult<()> {
    guarded(py, &Stop::default(), || panic!("{words}"))
}
