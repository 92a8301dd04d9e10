//! What stands for `grammar` where the feature `highlight` is off: code stays plain.

use super::CodeToken;

/// There are no grammars.
pub(super) fn knows(_language: &str) -> bool {
    false
}

/// Reads no code.
#[derive(Debug, Default)]
pub(super) struct Grammars {}

impl Grammars {
    /// No grammar reads the code.
    pub(super) fn pieces(&self, _language: &str, _code: &str) -> Option<Vec<CodeToken>> {
        None
    }
}
