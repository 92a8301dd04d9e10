//! `sahhaf._sahhaf`: what Python calls, with as little as can be on this side.
//!
//! Books come in as a path or as names with bytes, artifacts go out as bytes and messages as the JSON lines that
//! the program prints; `sahhaf/*.py` makes of these what callers see. The interpreter's lock is released while a book
//! is bound.

mod book;
mod epub;
mod guard;
mod progress;

use std::ffi::OsString;

use pyo3::prelude::*;

/// Does what a command line of the program says, its name first, and returns the exit code.
///
/// It watches for signals in this process from then on, so it is for the program's own script.
#[pyfunction]
fn main(py: Python<'_>, argv: Vec<OsString>) -> u8 {
    py.detach(|| sahhaf::cli::run_with(argv))
}

/// The module.
#[pymodule]
mod _sahhaf {
    #[pymodule_export]
    use super::book::{Artifact, Made, Options, bind, check};
    #[pymodule_export]
    use super::epub::check_epub;
    #[pymodule_export]
    use super::guard::{Fault, fail};
    #[pymodule_export]
    use super::main;
    use pyo3::prelude::*;

    /// The version of the library.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init(_module: &Bound<'_, PyModule>) -> PyResult<()> {
        super::guard::quieten();
        Ok(())
    }
}
