//! Books: files and options in, artifacts and messages out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sahhaf::{
    Book, BuildContext, BuildError, DiskFiles, Error, Files, Language, MemoryFiles, Output,
    Overrides, PagePictures, Profile, Standard,
};

use crate::guard::guarded;
use crate::progress::Progress;

/// A book in a folder, or the bytes of its files by their paths in it.
#[derive(FromPyObject)]
pub(crate) enum Source {
    /// Names and bytes.
    Memory(BTreeMap<String, Vec<u8>>),
    /// A folder.
    Folder(PathBuf),
}

impl Source {
    fn files(self) -> Box<dyn Files + Send> {
        match self {
            Self::Folder(path) => Box::new(DiskFiles::new(path)),
            Self::Memory(files) => Box::new(
                files
                    .into_iter()
                    .fold(MemoryFiles::default(), |all, (path, bytes)| {
                        all.with(&path, bytes)
                    }),
            ),
        }
    }
}

/// Choices that go before those of `book.toml`.
#[pyclass(frozen, from_py_object)]
#[derive(Clone, Debug, Default)]
pub(crate) struct Options(Overrides);

#[pymethods]
impl Options {
    /// Reads the choices as the command line writes them; `None` leaves one to the book.
    #[new]
    fn new(
        language: Option<&str>,
        standard: Option<&str>,
        profile: Option<&str>,
        pages: Vec<(usize, usize)>,
        dpi: Option<u16>,
    ) -> PyResult<Self> {
        let usual = PagePictures::default();
        Ok(Self(Overrides {
            language: language.map(tag).transpose()?,
            standard: standard
                .map(|name| named("standard", &Standard::NAMED, name))
                .transpose()?,
            profile: profile
                .map(|name| named("profile", &Profile::NAMED, name))
                .transpose()?,
            pictures: PagePictures {
                pages: pages
                    .into_iter()
                    .map(|(first, last)| first..=last)
                    .collect(),
                dpi: dpi.unwrap_or(usual.dpi),
            },
            ..Overrides::default()
        }))
    }
}

fn refuse(words: String) -> PyErr {
    PyValueError::new_err(words)
}

fn tag(written: &str) -> PyResult<Language> {
    Language::new(written)
        .ok_or_else(|| refuse(format!("{written:?} is no language tag, such as fa")))
}

/// The meaning of a name that a caller wrote.
fn named<T: Copy>(what: &str, known: &[(&str, T)], name: &str) -> PyResult<T> {
    let found = known.iter().find(|(one, _)| *one == name);
    found.map(|(_, meaning)| *meaning).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(one, _)| *one).collect();
        refuse(format!(
            "no {what} is named {name:?}; there are {}",
            names.join(", ")
        ))
    })
}

/// What can be bound, by the names of the command line.
const FORMATS: [(&str, Output); 4] = [
    ("epub", Output::Epub),
    ("pdf", Output::Pdf),
    ("cover", Output::Cover),
    ("png", Output::Png),
];

/// A file that a book became.
#[pyclass(frozen, get_all)]
#[derive(Debug)]
pub(crate) struct Artifact {
    /// The ending of its name.
    extension: &'static str,
    /// Its bytes.
    data: Py<PyBytes>,
    /// How many pages it has.
    pages: Option<usize>,
    /// Which page it shows, from 1.
    page: Option<usize>,
}

/// What came of a book.
#[pyclass(frozen, get_all)]
#[derive(Debug)]
pub(crate) struct Made {
    /// The files; `None` where mistakes prevent them.
    artifacts: Option<Vec<Py<Artifact>>>,
    /// All that was found, one JSON object a line.
    messages: String,
}

/// Binds a book.
#[pyfunction]
pub(crate) fn bind(
    py: Python<'_>,
    book: Source,
    formats: Vec<String>,
    options: &Options,
    progress: Option<Py<PyAny>>,
) -> PyResult<Made> {
    let outputs = formats.iter().map(|name| named("format", &FORMATS, name));
    let outputs: Vec<Output> = outputs.collect::<PyResult<_>>()?;
    let render = |book: Book<'_>| {
        let mut book = book.resolve()?;
        let made = book.render_all(&outputs)?;
        Ok(Rendered::of(made, book.diagnostics().json()))
    };
    work(py, book, options, Progress::new(progress), render)
}

/// Does everything but writing, and looks for what is surely misspelled.
#[pyfunction]
pub(crate) fn check(
    py: Python<'_>,
    book: Source,
    options: &Options,
    progress: Option<Py<PyAny>>,
) -> PyResult<Made> {
    let look = |book: Book<'_>| {
        let mut book = book.resolve()?;
        book.proofread();
        book.render_all(&[Output::Epub, Output::Pdf])?;
        Ok(Rendered::of(Vec::new(), book.diagnostics().json()))
    };
    work(py, book, options, Progress::new(progress), look)
}

/// [`Made`], before the interpreter has it.
struct Rendered {
    artifacts: Vec<sahhaf::Artifact>,
    messages: String,
}

impl Rendered {
    fn of(artifacts: Vec<sahhaf::Artifact>, messages: String) -> Self {
        Self {
            artifacts,
            messages,
        }
    }
}

/// Opens the book and does something with it, without the interpreter's lock.
fn work(
    py: Python<'_>,
    book: Source,
    options: &Options,
    progress: Progress,
    act: impl Fn(Book<'_>) -> Result<Rendered, Error> + Send + Sync,
) -> PyResult<Made> {
    let files = book.files();
    let made = guarded(py, &progress.stop, || {
        Book::open_in(BuildContext {
            overrides: options.0.clone(),
            observer: &progress,
            ..BuildContext::new(files.as_ref())
        })
        .and_then(&act)
    });
    match progress.settle(made)? {
        Ok(rendered) => give(py, rendered),
        Err(error) => stopped(error),
    }
}

/// Files and messages as Python has them.
fn give(py: Python<'_>, rendered: Rendered) -> PyResult<Made> {
    let own = |made: sahhaf::Artifact| {
        let artifact = Artifact {
            extension: made.output.extension(),
            data: PyBytes::new(py, &made.bytes).unbind(),
            pages: made.pages,
            page: made.page,
        };
        Py::new(py, artifact)
    };
    let artifacts = rendered.artifacts.into_iter().map(own);
    Ok(Made {
        artifacts: Some(artifacts.collect::<PyResult<_>>()?),
        messages: rendered.messages,
    })
}

/// A book that could not be bound: its mistakes, or what the outside world did.
fn stopped(error: Error) -> PyResult<Made> {
    let (outside, found) = error.into_parts();
    match outside {
        None => Ok(Made {
            artifacts: None,
            messages: found.json(),
        }),
        Some(asked @ BuildError::NoPage { .. }) => Err(refuse(asked.to_string())),
        Some(outside) => Err(PyOSError::new_err(outside.to_string())),
    }
}
