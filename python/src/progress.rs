//! Progress: stages in, calls of a Python callable out.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use sahhaf::{Stage, StageObserver};

use crate::guard::Stop;

/// Tells a Python callable of every stage. What it raises ends the work.
pub(crate) struct Progress {
    /// `callable(stage, ended)`, if somebody wants to hear.
    callable: Option<Py<PyAny>>,
    /// The first exception that it raised.
    raised: Mutex<Option<PyErr>>,
    /// Ends the work.
    pub(crate) stop: Stop,
}

impl Progress {
    /// Tells this callable.
    pub(crate) fn new(callable: Option<Py<PyAny>>) -> Self {
        Self {
            callable,
            raised: Mutex::new(None),
            stop: Stop::default(),
        }
    }

    /// The exception that the callable raised goes before what became of the work.
    pub(crate) fn settle<T>(self, made: PyResult<T>) -> PyResult<T> {
        let raised = self.raised.into_inner();
        match raised.unwrap_or_else(PoisonError::into_inner) {
            Some(raised) => Err(raised),
            None => made,
        }
    }

    fn tell(&self, stage: Stage, ended: bool) {
        self.stop.heed();
        let Some(callable) = &self.callable else {
            return;
        };
        let told = Python::attach(|py| callable.call1(py, (stage.name(), ended)).map(drop));
        if let Err(error) = told {
            let mut raised = self.raised.lock().unwrap_or_else(PoisonError::into_inner);
            raised.get_or_insert(error);
            drop(raised);
            self.stop.ask();
            self.stop.heed();
        }
    }
}

impl StageObserver for Progress {
    fn begin(&self, stage: Stage) {
        self.tell(stage, false);
    }

    fn end(&self, stage: Stage) {
        self.tell(stage, true);
    }
}
