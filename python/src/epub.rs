//! The gate: an EPUB of any maker in; findings and what they mean for each shop, as JSON lines, out.

use std::path::PathBuf;

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use sahhaf::gate::{self, GateError, Report, Verdict};
use sahhaf::{Renderer, SourceMap};
use serde_json::{Value, json};

use crate::guard::{Stop, guarded};

/// An EPUB as bytes or as a file.
#[derive(FromPyObject)]
pub(crate) enum Epub {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// Where it lies.
    Path(PathBuf),
}

/// Findings and shops of an EPUB, one JSON object a line each.
#[pyfunction]
pub(crate) fn check_epub(py: Python<'_>, epub: Epub) -> PyResult<(String, String)> {
    let bytes = match epub {
        Epub::Bytes(bytes) => bytes,
        Epub::Path(path) => py
            .detach(|| gate::read(&path))
            .map_err(|error| PyOSError::new_err(error.to_string()))?,
    };
    guarded(py, &Stop::default(), || examine(&bytes))?
        .map_err(|error| PyValueError::new_err(error.to_string()))
}

fn examine(bytes: &[u8]) -> Result<(String, String), GateError> {
    let mut map = SourceMap::default();
    let report = gate::examine(bytes, &mut map)?;
    let renderer = Renderer {
        map: &map,
        folder: "",
        whole: "",
    };
    let findings = report.findings.iter().map(|one| renderer.json(one));
    Ok((findings.collect(), stores(&report)))
}

fn stores(report: &Report) -> String {
    let store = |verdict: &Verdict| {
        let rules = verdict.broken.iter().map(
            |(rule, count)| json!({ "says": rule.says, "source": rule.source, "findings": count }),
        );
        let rules: Vec<Value> = rules.collect();
        format!(
            "{}\n",
            json!({ "store": verdict.store.name(), "broken": rules })
        )
    };
    report.stores.iter().map(store).collect()
}
